//! The calls of a goroutine in canonical form, each with its owner. Every symbol of an input is worked out once, and
//! nothing borrows from the input, which may be gone by the time its groups are named.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::java;
use crate::packages::is_std_package;
use crate::parsed::{Frame, Goroutine, Section};
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
pub(crate) struct Call {
    callee: Rc<Callee>,
    /// Whose code it is in.
    pub(crate) owner: Owner,
    /// The source file as printed.
    pub(crate) file: Option<Rc<str>>,
    /// The line in it.
    pub(crate) line: Option<u32>,
}

#[derive(Debug)]
struct Callee {
    symbol: Symbol,
    owner: Owner,
    is_panic: bool,
}

impl Call {
    /// The canonical symbol.
    pub(crate) fn symbol(&self) -> &Symbol {
        &self.callee.symbol
    }

    /// Whether it is the program's own and of a name that any program has, `main.main`.
    pub(crate) fn is_anybodys(&self) -> bool {
        let symbol = self.callee.symbol.as_str();
        self.owner == Owner::Application
            && (matches!(symbol, "main.main" | "main.main.func" | "main.init" | "main.init.func")
                || symbol.ends_with(".TestMain"))
    }

    /// The file's name without its folders, and the line: `main.go:9`. Folders differ between builds of one commit.
    pub(crate) fn place(&self) -> String {
        let name = self.file.as_deref().and_then(|file| file.rsplit(['/', '\\']).next()).unwrap_or_default();
        self.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"))
    }
}

/// The calls below the last `panic`: those above it recover and print.
pub(crate) fn below_panic(calls: &[Call]) -> &[Call] {
    let below = calls.iter().rposition(|call| call.callee.is_panic).map_or(0, |at| at + 1);
    calls.get(below..).unwrap_or_default()
}

/// The symbols, files and states of one input by number; each text is kept once.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    numbers: FxHashMap<Rc<str>, u32>,
    texts: Vec<Rc<str>>,
    callees: FxHashMap<(u32, bool), Rc<Callee>>,
}

/// What tells a goroutine from others: goroutines of equal keys have the same calls and state.
pub(crate) type Key = Vec<u32>;

/// The numbers of a frame in a [`Key`].
const FRAME_NUMBERS: usize = 3;
/// The numbers of the section and the state before them.
const HEAD_NUMBERS: usize = 2;

impl Symbols {
    /// The call of `function`, a symbol as printed.
    pub(crate) fn call(&mut self, function: &str, is_java: bool) -> Call {
        let function = self.number(function);
        self.call_of(function, 0, 0, is_java)
    }

    /// The call of a frame.
    pub(crate) fn call_at(&mut self, frame: &Frame<'_>, is_java: bool) -> Call {
        let (function, file) =
            (self.number(frame.function()), frame.file().map(|file| self.number(file) + 1));
        let line = frame.line().map_or(0, |line| line.saturating_add(1));
        self.call_of(function, file.unwrap_or_default(), line, is_java)
    }

    /// Writes the key of `goroutine` into `key`.
    pub(crate) fn key_of(&mut self, goroutine: &Goroutine<'_>, key: &mut Key) {
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
            let file = frame.file().map_or(0, |file| self.number(file) + 1);
            key.extend([
                self.number(frame.function()),
                file,
                frame.line().map_or(0, |line| line.saturating_add(1)),
            ]);
        }
    }

    /// The calls of a goroutine with this key.
    pub(crate) fn calls(&mut self, key: &Key, is_java: bool) -> Vec<Call> {
        let frames = key.get(HEAD_NUMBERS..).unwrap_or_default().chunks_exact(FRAME_NUMBERS);
        let call = |frame: &[u32]| match frame {
            &[function, file, line] => Some(self.call_of(function, file, line, is_java)),
            _ => None,
        };
        frames.filter_map(call).collect()
    }

    /// `file` and `line` are one more than the number and the line, 0 where there is none.
    fn call_of(&mut self, function: u32, file: u32, line: u32, is_java: bool) -> Call {
        let name = self.text(function);
        let callee =
            self.callees.entry((function, is_java)).or_insert_with(|| Rc::new(Callee::new(&name, is_java)));
        let callee = Rc::clone(callee);
        let file = file.checked_sub(1).map(|file| self.text(file));
        let owner = match (callee.owner, file.as_deref()) {
            (owner, _) if is_java => owner,
            // The main package that `go test` writes is nobody's code.
            (_, Some("_testmain.go")) => Owner::Std,
            (Owner::Application, Some(file)) if is_in_dependency(file) => Owner::Dependency,
            (owner, _) => owner,
        };
        Call { callee, owner, file, line: line.checked_sub(1) }
    }

    fn text(&self, number: u32) -> Rc<str> {
        self.texts.get(number as usize).map_or_else(|| Rc::from(""), Rc::clone)
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Rc<str> = Rc::from(text);
        self.texts.push(Rc::clone(&text));
        self.numbers.insert(text, number);
        number
    }
}

impl Callee {
    fn new(function: &str, is_java: bool) -> Self {
        if is_java {
            let symbol = Symbol::of_java(function);
            return Self { symbol, owner: java::owner(function), is_panic: false };
        }
        let symbol = Symbol::new(function);
        let is_panic = is_panic(symbol.as_str());
        let owner = match symbol.package() {
            "" => Owner::Std,
            package if is_std_package(package) => Owner::Std,
            _ if is_in_dependency(function) => Owner::Dependency,
            _ => Owner::Application,
        };
        Self { symbol, owner, is_panic }
    }
}

/// Whether a function is the one that raises a panic, as the run-time or a profile prints it.
pub(crate) fn is_panic(function: &str) -> bool {
    matches!(function, "panic" | "runtime.gopanic")
}

/// The module cache, a vendor folder, or a version in a path.
fn is_in_dependency(path: &str) -> bool {
    ["/pkg/mod/", "/vendor/", "@v"].iter().any(|mark| path.contains(mark))
}
