//! Which packages are Go's own.
//!
//! `packages/std.txt` is what `go list std` prints for Go 1.21 to 1.27, taken together and sorted by bytes. Other releases
//! have other internal packages, so an `internal` part below a package of the list counts too. A path without a dot is
//! not enough: `gateway/internal` is a company's module.

use std::sync::LazyLock;

static STD: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("packages/std.txt").lines().collect());

/// The Go tools, which crash with stacks of their own.
const TOOLS: [&str; 9] = ["asm", "cgo", "compile", "cover", "go", "gofmt", "internal", "link", "vet"];

/// Whether `package`, an import path, belongs to the standard library, the run-time or the tools of Go.
///
/// ```
/// assert!(fupan_stack::is_std_package("net/http"));
/// assert!(fupan_stack::is_std_package("encoding/json/jsontext")); // since Go 1.27
/// assert!(fupan_stack::is_std_package("internal/runtime/maps"));
/// assert!(fupan_stack::is_std_package("vendor/golang.org/x/net/http2/hpack"));
/// assert!(!fupan_stack::is_std_package("gateway/internal"));
/// assert!(!fupan_stack::is_std_package("main"));
/// ```
#[must_use]
pub fn is_std_package(package: &str) -> bool {
    is_listed(package)
        || package.starts_with("internal/")
        || package.starts_with("vendor/golang.org/x/")
        || is_internal_of_listed(package)
        || is_tool(package)
        || matches!(package, "runtime/cgo" | "go" | "type")
}

/// Whether `name` is the last part of the path of a public package: `http` of `net/http`.
pub(crate) fn is_std_name(name: &str) -> bool {
    STD.iter().any(|package| {
        let public = !package.contains("internal/") && !package.starts_with("vendor/");
        public && (*package == name || package.rsplit('/').next() == Some(name))
    })
}

fn is_listed(package: &str) -> bool {
    STD.binary_search(&package).is_ok()
}

fn is_internal_of_listed(package: &str) -> bool {
    let parent =
        package.strip_suffix("/internal").or_else(|| package.split_once("/internal/").map(|parts| parts.0));
    parent.is_some_and(is_listed)
}

fn is_tool(package: &str) -> bool {
    let name = package.strip_prefix("cmd/").and_then(|path| path.split('/').next());
    name.is_some_and(|name| TOOLS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_sorted() {
        assert!(STD.is_sorted());
        assert!(STD.len() > 300);
    }

    #[test]
    fn internal_packages_of_other_releases_are_std() {
        for package in
            ["runtime/internal/syscall", "internal/runtime/syscall/linux", "crypto/internal/fips140/x"]
        {
            assert!(is_std_package(package), "{package}");
        }
        for package in [
            "",
            "cmd/server",
            "shop/internal/cart",
            "example.com/net/http",
            "net/httpx",
            "vendor/example.com/x",
        ] {
            assert!(!is_std_package(package), "{package}");
        }
    }
}
