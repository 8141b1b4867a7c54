//! Where the documentation of a public function stands: `https://pkg.go.dev/net/http#Server.Serve`.

use fupan_engine::{AttributedFrame, Owner};
use fupan_stack::is_std_package;

const SITE: &str = "https://pkg.go.dev/";

/// Hosts of modules that anybody can read.
const PUBLIC: [&str; 22] = [
    "bitbucket.org",
    "buf.build",
    "cloud.google.com",
    "codeberg.org",
    "contrib.go.opencensus.io",
    "filippo.io",
    "git.sr.ht",
    "github.com",
    "gitlab.com",
    "go.etcd.io",
    "go.mongodb.org",
    "go.opencensus.io",
    "go.opentelemetry.io",
    "go.uber.org",
    "golang.org",
    "gonum.org",
    "google.golang.org",
    "gopkg.in",
    "gorm.io",
    "k8s.io",
    "modernc.org",
    "sigs.k8s.io",
];

/// The page of a frame's function; none of what is not public.
pub(super) fn documentation(frame: &AttributedFrame) -> Option<String> {
    let package = own_package(&frame.package);
    let page = match frame.owner {
        Owner::Standard | Owner::Runtime => {
            let is_inner = package.split('/').any(|part| matches!(part, "internal" | "vendor"));
            (!is_inner && !package.is_empty() && is_std_package(package)).then(|| package.to_owned())?
        }
        Owner::Dependency => {
            let host = package.split('/').next().unwrap_or_default();
            PUBLIC.contains(&host).then(|| versioned(frame))?
        }
        Owner::Application => return None,
    };
    let anchor = anchor(frame).map(|anchor| format!("#{anchor}")).unwrap_or_default();
    Some(format!("{SITE}{page}{anchor}"))
}

/// The path of a package of which a program has a copy: `google.golang.org/grpc` of `k8s.io/helm/vendor/google.golang.org/grpc`.
fn own_package(package: &str) -> &str {
    package.rsplit_once("/vendor/").map_or(package, |(_, own)| own)
}

/// `github.com/gorilla/websocket@v1.5.3`, the version behind the module's path.
fn versioned(frame: &AttributedFrame) -> String {
    let package = own_package(&frame.package);
    let versioned = frame.module.as_ref().and_then(|module| {
        let (version, rest) = (module.version.as_ref()?, package.strip_prefix(module.path.as_str())?);
        Some(format!("{}@{version}{rest}", module.path))
    });
    versioned.unwrap_or_else(|| package.to_owned())
}

/// `Server.Serve` of `net/http.(*Server).Serve.func`, `Get` of `net/http.Get`; none of what is not exported.
fn anchor(frame: &AttributedFrame) -> Option<String> {
    let declaration = frame.symbol.strip_prefix(frame.package.as_str())?.strip_prefix('.')?;
    let is_exported = |name: &str| name.starts_with(|first: char| first.is_uppercase());
    let (kind, method) = match declaration.strip_prefix("(*") {
        Some(rest) => rest.split_once(").")?,
        None => declaration.split_once('.').unwrap_or((declaration, "")),
    };
    let (kind, method) = (kind.trim_end_matches("[]"), method.split('.').next().unwrap_or_default());
    match (is_exported(kind), is_exported(method)) {
        (true, true) => Some(format!("{kind}.{method}")),
        (true, false) => Some(kind.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(call: &str, file: &str, expected: Option<&str>) {
        let stack = format!(
            "panic: x\n\ngoroutine 1 [running]:\n{call}()\n\t{file}:3 +0x1\nmain.main()\n\t/m.go:3 +0x1\n"
        );
        let input = fupan_diagnosis::Input::of(stack.as_bytes());
        let attribution = fupan_diagnosis::Attribution::of(&fupan_diagnosis::Reading::of(&input));
        let frame = attribution.culprit.unwrap().frames.into_iter().next().unwrap();
        assert_eq!(documentation(&frame).as_deref(), expected, "{call}");
    }

    #[test]
    fn public_functions_have_a_page() {
        let server = "/go/src/net/http/server.go";
        check("net/http.(*Server).Serve.func1", server, Some("https://pkg.go.dev/net/http#Server.Serve"));
        check("net/http.(*conn).serve", server, Some("https://pkg.go.dev/net/http"));
        check("strings.Repeat", "/go/src/strings/strings.go", Some("https://pkg.go.dev/strings#Repeat"));
        check("internal/poll.(*FD).Read", "/go/src/internal/poll/fd.go", None);
        check("main.run", "/src/main.go", None);
        check(
            "github.com/gorilla/websocket.(*Conn).WriteMessage",
            "github.com/gorilla/websocket@v1.5.3/conn.go",
            Some("https://pkg.go.dev/github.com/gorilla/websocket@v1.5.3#Conn.WriteMessage"),
        );
        check(
            "k8s.io/helm/vendor/google.golang.org/grpc.(*Server).GetServiceInfo",
            "/go/src/k8s.io/helm/vendor/google.golang.org/grpc/server.go",
            Some("https://pkg.go.dev/google.golang.org/grpc#Server.GetServiceInfo"),
        );
        check("git.corp.example/x.(*Y).Z", "/root/go/pkg/mod/git.corp.example/x@v1.0.0/y.go", None);
    }
}
