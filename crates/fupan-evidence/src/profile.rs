//! Profiles as `go tool pprof` reads them: samples, each with a stack and a value of each type.
//!
//! ```text
//! sample types  goroutine/count
//! samples       [300] main.poll (/src/main.go:49) < main.main.func1 (/src/main.go:20)
//! ```
//!
//! The format is `profile.proto` (<https://github.com/google/pprof/blob/main/proto/profile.proto>). Symbols that are not
//! in the file are not looked for anywhere else: what Go writes has them.

mod decode;
mod text;

use rustc_hash::FxHashMap;

/// A profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// What is measured, one for each value of a sample.
    pub(crate) sample_types: Vec<ValueType>,
    /// The type that is looked at first: of an allocs profile `alloc_space`.
    pub(crate) default_type: Option<String>,
    /// When it was taken, in nanoseconds since 1970.
    pub(crate) time: Option<i64>,
    samples: Vec<RawSample>,
    locations: FxHashMap<u64, Location>,
    functions: FxHashMap<u64, Function>,
    strings: Vec<String>,
}

/// What is measured and in which unit: `inuse_space`, `bytes`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ValueType {
    /// What.
    pub(crate) name: String,
    /// In which unit.
    pub(crate) unit: String,
}

/// What a profile tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ProfileKind {
    /// How many are in each place: goroutines, threads, whatever a program counts.
    Count,
    /// Memory in use and allocated.
    Heap,
    /// For how long others waited for a lock, by who gave it back.
    Mutex,
    /// For how long each place waited.
    Block,
    /// Time of the processor.
    Cpu,
}

/// A stack with its values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample<'a> {
    profile: &'a Profile,
    raw: &'a RawSample,
}

/// A call of a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame<'a> {
    /// The address of the instruction; that of the caller where the call was inlined.
    pub(crate) address: u64,
    /// The function; empty where the file does not tell.
    pub(crate) function: &'a str,
    /// The source file; empty where the file does not tell.
    pub(crate) file: &'a str,
    /// The line in it; 0 where the file does not tell.
    pub(crate) line: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct RawSample {
    values: Vec<i64>,
    locations: Vec<u64>,
    /// Key and value, in the table of strings.
    labels: Vec<(u64, u64)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Location {
    address: u64,
    /// Function and line, the innermost inlined call first.
    lines: Vec<(u64, i64)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Function {
    name: u64,
    file: u64,
}

impl Profile {
    /// What it tells of.
    pub(crate) fn kind(&self) -> ProfileKind {
        let has = |name: &str| self.sample_types.iter().any(|one| one.name == name);
        if has("inuse_space") || has("alloc_space") {
            ProfileKind::Heap
        } else if has("contentions") && self.gives_locks_back() {
            ProfileKind::Mutex
        } else if has("contentions") {
            ProfileKind::Block
        } else if has("cpu") {
            ProfileKind::Cpu
        } else {
            ProfileKind::Count
        }
    }

    /// Both profiles of contention have the same types; one is taken where a lock is given back.
    fn gives_locks_back(&self) -> bool {
        let is_unlock = |function: &str| {
            let is_go_s =
                ["sync.", "internal/sync.", "runtime."].iter().any(|start| function.starts_with(start));
            is_go_s && function.contains("nlock")
        };
        let gives_back = |sample: Sample<'_>| sample.frames().take(3).any(|frame| is_unlock(frame.function));
        self.samples().any(gives_back)
    }

    /// Its samples, in their order.
    pub(crate) fn samples(&self) -> impl Iterator<Item = Sample<'_>> {
        self.samples.iter().map(|raw| Sample { profile: self, raw })
    }

    /// The place of a type among the values.
    fn place_of(&self, name: &str) -> Option<usize> {
        self.sample_types.iter().position(|one| one.name == name)
    }

    fn string(&self, place: u64) -> &str {
        usize::try_from(place).ok().and_then(|place| self.strings.get(place)).map_or("", String::as_str)
    }
}

impl<'a> Sample<'a> {
    /// Its values, in the order of the types; 0 where one is missing.
    pub(crate) fn value(&self, place: usize) -> i64 {
        self.raw.values.get(place).copied().unwrap_or_default()
    }

    /// The calls of its stack, the innermost first, inlined ones too.
    pub(crate) fn frames(&self) -> impl Iterator<Item = Frame<'a>> + use<'a> {
        let Self { profile, raw } = *self;
        let known = raw.locations.iter().filter_map(|id| profile.locations.get(id));
        known.flat_map(move |location| {
            // An address without lines is a call too.
            let unknown = location.lines.is_empty().then_some((0, 0));
            location.lines.iter().copied().chain(unknown).map(move |(function, line)| {
                let function = profile.functions.get(&function).copied().unwrap_or_default();
                Frame {
                    address: location.address,
                    function: profile.string(function.name),
                    file: profile.string(function.file),
                    line,
                }
            })
        })
    }

    /// Its labels, such as those of `pprof.Do`; numbers are left out.
    pub(crate) fn labels(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let Self { profile, raw } = *self;
        raw.labels.iter().map(move |(key, value)| (profile.string(*key), profile.string(*value)))
    }
}
