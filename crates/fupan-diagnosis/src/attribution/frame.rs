//! A call with its owner: the program, a module it depends on, the standard library or the run-time.

use fupan_stack::{Frame, GroupFrame, Section, is_std_package};

use super::is_java;
use super::role::FrameRole;

/// Whose code a call is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The program's own.
    Application,
    /// A module it depends on.
    Dependency,
    /// The standard library; of Java, the platform's and the libraries' own.
    Standard,
    /// The run-time.
    Runtime,
}

impl Owner {
    /// The stable code of this owner, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Dependency => "dependency",
            Self::Standard => "standard",
            Self::Runtime => "runtime",
        }
    }
}

/// The module that a dependency's file is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// `github.com/gorilla/websocket`
    pub path: String,
    /// `v1.5.3`; none of a vendored one.
    pub version: Option<String>,
}

/// A call with its owner and part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributedFrame {
    /// The function as printed, without its arguments.
    pub function: String,
    /// The same in canonical form.
    pub symbol: String,
    /// Its import path; empty for built-in functions.
    pub package: String,
    /// The module of a dependency, where the file's path names it.
    pub module: Option<Module>,
    /// Whose code it is.
    pub owner: Owner,
    /// The source file as printed.
    pub file: Option<String>,
    /// The line in it.
    pub line: Option<u32>,
    /// What it did, where that is known.
    pub role: Option<FrameRole>,
    /// Whether it is the first call of the program's own from the one that did something on.
    pub is_own: bool,
    /// How often it comes in a row: recursion.
    pub times: u32,
}

impl AttributedFrame {
    /// A call without a part.
    pub(crate) fn of(frame: &Frame<'_>, section: Section) -> Self {
        let known = GroupFrame::of(frame, section);
        let module = if is_java(section) { None } else { module_of(frame.file(), frame.function()) };
        Self {
            owner: owner(&known, is_java(section)),
            function: frame.function().to_owned(),
            symbol: known.function,
            package: known.package,
            module,
            file: known.file,
            line: known.line,
            role: None,
            is_own: false,
            times: 1,
        }
    }

    /// Whether it is the run-time's call that raises panics.
    #[must_use]
    pub fn is_panic(&self) -> bool {
        matches!(self.function.as_str(), "panic" | "runtime.gopanic")
    }

    /// The file's name and the line: `conn.go:617`; none where the file is not known.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let file = self.file.as_deref()?;
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        Some(self.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}")))
    }
}

/// The calls of a stack, those that come again at once counted.
pub(crate) fn frames_of(frames: &[Frame<'_>], section: Section) -> Vec<AttributedFrame> {
    let mut attributed: Vec<AttributedFrame> = Vec::new();
    for frame in frames {
        let next = AttributedFrame::of(frame, section);
        match attributed.last_mut() {
            Some(last) if last.function == next.function && last.line == next.line && !next.is_panic() => {
                last.times = last.times.saturating_add(1);
            }
            _ => attributed.push(next),
        }
    }
    attributed
}

fn owner(frame: &GroupFrame, is_java: bool) -> Owner {
    let package = frame.package.as_str();
    let is_runtime = package.is_empty()
        || package == "runtime"
        || package.starts_with("runtime/internal/")
        || package.starts_with("internal/runtime/");
    match frame.in_app {
        true => Owner::Application,
        false if is_java => Owner::Standard,
        false if is_runtime => Owner::Runtime,
        false if is_std_package(package) => Owner::Standard,
        false => Owner::Dependency,
    }
}

/// `/root/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.2/decode.go`, `github.com/gorilla/websocket@v1.5.3/conn.go` (built
/// with `-trimpath`), `/src/shop/vendor/github.com/redis/go-redis/v9/redis.go`.
fn module_of(file: Option<&str>, function: &str) -> Option<Module> {
    let file = file?;
    let path = file.rsplit_once("/pkg/mod/").map_or(file, |(_, path)| path);
    if let Some((module, rest)) = path.split_once("@v") {
        let version = rest.split('/').next().filter(|version| !version.is_empty())?;
        return Some(Module { path: unescaped(module), version: Some(format!("v{version}")) });
    }
    let (_, vendored) = file.rsplit_once("/vendor/")?;
    let folder = vendored.rsplit_once('/').map(|(folder, _)| folder)?;
    // Go's own copies of `golang.org/x` lie in a vendor folder too.
    (!function.starts_with("vendor/")).then(|| Module { path: folder.to_owned(), version: None })
}

/// The module cache writes capitals as `!` and the small letter.
fn unescaped(path: &str) -> String {
    let mut letters = path.chars();
    let mut out = String::with_capacity(path.len());
    while let Some(next) = letters.next() {
        match next {
            '!' => out.extend(letters.next().map(|letter| letter.to_ascii_uppercase())),
            _ => out.push(next),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, expected: Option<(&str, Option<&str>)>) {
        let module = module_of(Some(file), "x.Y");
        let found = module.as_ref().map(|module| (module.path.as_str(), module.version.as_deref()));
        assert_eq!(found, expected, "{file}");
    }

    #[test]
    fn a_path_names_the_module_and_its_version() {
        check("/src/shop/cart.go", None);
        check(
            "github.com/gorilla/websocket@v1.5.3/conn.go",
            Some(("github.com/gorilla/websocket", Some("v1.5.3"))),
        );
        check(
            "/root/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.2/internal/tz.go",
            Some(("github.com/BurntSushi/toml", Some("v1.3.2"))),
        );
        check(
            "/src/shop/vendor/github.com/redis/go-redis/v9/redis.go",
            Some(("github.com/redis/go-redis/v9", None)),
        );
    }
}
