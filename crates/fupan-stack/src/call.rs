//! The calls of a goroutine in canonical form, each with its owner. Every symbol of an input is worked out once.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::packages::is_std_package;
use crate::parse::{Frame, Goroutine, Section};
use crate::symbol::Symbol;

/// Whose code a call is in; the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// The program's own.
    Application,
    /// A module it depends on.
    Dependency,
    /// Go's own.
    Std,
}

/// One call.
#[derive(Debug, Clone)]
pub(crate) struct Call<'a> {
    callee: Rc<Callee>,
    /// Whose code it is in.
    pub(crate) owner: Owner,
    /// The source file as printed.
    pub(crate) file: Option<&'a str>,
    /// The line in it.
    pub(crate) line: Option<u32>,
}

#[derive(Debug)]
struct Callee {
    symbol: Symbol,
    owner: Owner,
    is_panic: bool,
}

impl Call<'_> {
    /// The canonical symbol.
    pub(crate) fn symbol(&self) -> &Symbol {
        &self.callee.symbol
    }

    /// The file's name without its folders, and the line: `main.go:9`. Folders differ between builds of one commit.
    pub(crate) fn place(&self) -> String {
        let name = self.file.and_then(|file| file.rsplit(['/', '\\']).next()).unwrap_or_default();
        self.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"))
    }
}

/// The calls below the last `panic`: those above it recover and print.
pub(crate) fn below_panic<'c, 'a>(calls: &'c [Call<'a>]) -> &'c [Call<'a>] {
    let below = calls.iter().rposition(|call| call.callee.is_panic).map_or(0, |at| at + 1);
    calls.get(below..).unwrap_or_default()
}

/// The symbols and files of one input by number.
#[derive(Debug, Default)]
pub(crate) struct Symbols<'a> {
    numbers: FxHashMap<&'a str, u32>,
    callees: FxHashMap<&'a str, Rc<Callee>>,
}

impl<'a> Symbols<'a> {
    /// The call that `frame` stands for.
    pub(crate) fn call_of(&mut self, frame: &'a Frame<'_>) -> Call<'a> {
        self.call(&frame.function, frame.file.as_deref(), frame.line)
    }

    /// The call of `function`, a symbol as printed.
    pub(crate) fn call(&mut self, function: &'a str, file: Option<&'a str>, line: Option<u32>) -> Call<'a> {
        let callee = self.callees.entry(function).or_insert_with(|| Rc::new(Callee::new(function)));
        let callee = Rc::clone(callee);
        let owner = match (callee.owner, file) {
            // The main package that `go test` writes is nobody's code.
            (_, Some("_testmain.go")) => Owner::Std,
            (Owner::Application, Some(file)) if is_in_dependency(file) => Owner::Dependency,
            (owner, _) => owner,
        };
        Call { callee, owner, file, line }
    }

    /// Writes what tells `goroutine` from others into `key`: goroutines of equal keys have the same calls and state.
    pub(crate) fn key_of(&mut self, goroutine: &'a Goroutine<'_>, key: &mut Vec<u32>) {
        key.clear();
        key.push(match goroutine.section {
            Section::Goroutine | Section::Thread => 0,
            Section::RuntimeStack => 1,
            Section::Access(_) => 2,
            Section::Record => 3,
            Section::Trace | Section::Throwable => 4,
            Section::Allocation => 5,
        });
        key.push(self.number(goroutine.state.as_deref().unwrap_or_default()));
        for frame in &goroutine.frames {
            let file = self.number(frame.file.as_deref().unwrap_or_default());
            key.extend([self.number(&frame.function), file, frame.line.unwrap_or_default()]);
        }
    }

    fn number(&mut self, text: &'a str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(text).or_insert(next)
    }
}

impl Callee {
    fn new(function: &str) -> Self {
        let symbol = Symbol::new(function);
        let is_panic = matches!(symbol.as_str(), "panic" | "runtime.gopanic");
        let owner = match symbol.package() {
            "" => Owner::Std,
            package if is_std_package(package) => Owner::Std,
            _ if is_in_dependency(function) => Owner::Dependency,
            _ => Owner::Application,
        };
        Self { symbol, owner, is_panic }
    }
}

/// The module cache, a vendor folder, or a version in a path.
fn is_in_dependency(path: &str) -> bool {
    ["/pkg/mod/", "/vendor/", "@v"].iter().any(|mark| path.contains(mark))
}
