//! Goroutines that do the same, counted together and named by their fingerprints.
//!
//! A crash is a *set* of groups and a culprit, never one hash for the whole. The culprit's kind is the crash's, the
//! others' is the class of their wait reason. What a fingerprint covers:
//!
//! | level | of what |
//! |---|---|
//! | exact | kind, canonical symbols, file names and lines of all frames |
//! | family | kind, the program's own canonical symbols, each once, the first eight |
//! | blame | kind, the first of these symbols |
//!
//! Frames above the last `panic` call belong to recovering and printing, not to the failure, and are dropped. Where
//! there is no frame of the program's own, those of its dependencies are taken, then Go's; the last is marked as low
//! information.

use rustc_hash::FxHashMap;

use crate::call::{Call, Owner, Symbols, below_panic};
use crate::culprit;
use crate::fingerprint::{Fingerprint, FingerprintLevel};
use crate::kind;
use crate::parse::{Crash, CrashKind, Goroutine, Parsed, Problem, Section, parse};

/// How many symbols a family covers.
const FAMILY_SYMBOLS: usize = 8;

/// The groups of an input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StackSummary {
    /// Groups of equal exact fingerprint, the culprit first, the others in the order of the input.
    pub stacks: Vec<StackGroup>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How many goroutines the groups stand for.
    pub goroutines: u64,
}

/// Goroutines with one stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackGroup {
    /// What sort of failure or wait it shows: `index out of range`, `panic(main.T)`, `chan receive`.
    pub kind: String,
    /// The identity within one build.
    pub exact: Fingerprint,
    /// The identity across builds, Go versions and flags.
    pub family: Fingerprint,
    /// The identity of the place alone.
    pub blame: Fingerprint,
    /// How many goroutines have this stack; 0 for a run-time stack and for an error without any goroutine.
    pub goroutines: u32,
    /// Whether only Go's own frames, or none, are known: never enough for a confident match.
    pub low_information: bool,
    /// What the goroutines are doing, without minutes and other remarks: `chan receive`.
    pub state: Option<String>,
    /// The error line of the crash, for its culprit: `panic: close of nil channel`.
    pub error: Option<String>,
    /// The calls, the innermost first.
    pub frames: Vec<GroupFrame>,
    /// The canonical symbols the family covers.
    pub family_symbols: Vec<String>,
}

/// One call of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupFrame {
    /// The canonical symbol.
    pub function: String,
    /// The import path; empty for built-in functions.
    pub package: String,
    /// The source file as printed.
    pub file: Option<String>,
    /// The line in it.
    pub line: Option<u32>,
    /// Whether it is neither Go's own nor a dependency's.
    pub in_app: bool,
}

/// Reads `input` and groups its goroutines.
///
/// ```
/// let dump = b"goroutine 7 [chan send]:\nmain.a()\n\t/src/a.go:3 +0x1\n\ngoroutine 8 [chan send]:\nmain.a()\n\t/src/a.go:3 +0x1\n";
/// let summary = fupan_stack::summarize(dump);
/// assert_eq!((summary.stacks.len(), summary.goroutines), (1, 2));
/// assert_eq!(summary.stacks[0].kind, "chan send");
/// ```
#[must_use]
pub fn summarize(input: &[u8]) -> StackSummary {
    let Parsed { crashes, problems, .. } = parse(input);
    let mut symbols = Symbols::default();
    let groups = crashes.iter().map(|crash| groups_of(crash, &mut symbols)).collect();
    let stacks = merged(groups);
    let goroutines = stacks.iter().map(|group| u64::from(group.goroutines)).sum();
    StackSummary { stacks, problems, goroutines }
}

impl StackGroup {
    /// The group of a stack of which only an error line and function names were published.
    ///
    /// Its family is that of a real dump with the same error kind and the same symbols of the program's own.
    #[must_use]
    pub fn from_symbols(error: Option<&str>, symbols: &[String]) -> Self {
        let mut known = Symbols::default();
        let calls: Vec<_> = symbols.iter().map(|symbol| known.call(symbol, None, None)).collect();
        let kind = error.map_or_else(|| kind::UNKNOWN.to_owned(), kind::of_error);
        let error = error.map(|line| line.trim().to_owned());
        Self { error, ..Self::new(kind, 1, below_panic(&calls)) }
    }

    fn new(kind: String, goroutines: u32, calls: &[Call<'_>]) -> Self {
        let family_symbols = family_symbols(calls);
        let blamed = family_symbols.get(..1).unwrap_or_default();
        Self {
            exact: exact_fingerprint(&kind, calls),
            family: symbols_fingerprint(FingerprintLevel::Family, &kind, &family_symbols),
            blame: symbols_fingerprint(FingerprintLevel::Blame, &kind, blamed),
            kind,
            goroutines,
            low_information: calls.iter().all(|call| call.owner == Owner::Std),
            state: None,
            error: None,
            frames: calls.iter().map(GroupFrame::new).collect(),
            family_symbols,
        }
    }
}

impl GroupFrame {
    fn new(call: &Call<'_>) -> Self {
        Self {
            function: call.symbol().as_str().to_owned(),
            package: call.symbol().package().to_owned(),
            file: call.file.map(str::to_owned),
            line: call.line,
            in_app: call.owner == Owner::Application,
        }
    }
}

/// The symbols of the nearest owner, each once: a symbol that comes again is recursion.
fn family_symbols(calls: &[Call<'_>]) -> Vec<String> {
    let owner = calls.iter().map(|call| call.owner).min();
    let mut symbols: Vec<String> = Vec::new();
    for call in calls.iter().filter(|call| Some(call.owner) == owner) {
        if symbols.len() == FAMILY_SYMBOLS {
            break;
        }
        let symbol = call.symbol().as_str();
        if symbols.iter().all(|known| known != symbol) {
            symbols.push(symbol.to_owned());
        }
    }
    symbols
}

fn symbols_fingerprint(level: FingerprintLevel, kind: &str, symbols: &[String]) -> Fingerprint {
    Fingerprint::of(level, std::iter::once(kind).chain(symbols.iter().map(String::as_str)))
}

fn exact_fingerprint(kind: &str, calls: &[Call<'_>]) -> Fingerprint {
    let places: Vec<String> = calls.iter().map(Call::place).collect();
    let frames = calls.iter().zip(&places).flat_map(|(call, place)| [call.symbol().as_str(), place.as_str()]);
    Fingerprint::of(FingerprintLevel::Exact, std::iter::once(kind).chain(frames))
}

/// Goroutines of one crash with the same calls, before the culprit is known.
pub(crate) struct Draft<'a> {
    /// The first of them.
    pub(crate) goroutine: &'a Goroutine<'a>,
    /// What they wait for.
    pub(crate) class: String,
    /// Their calls below the last `panic`.
    pub(crate) calls: Vec<Call<'a>>,
    /// Whether calls above a `panic` were dropped.
    pub(crate) is_panicking: bool,
    /// How many they are.
    pub(crate) count: u32,
}

fn drafts<'a>(crash: &'a Crash<'a>, symbols: &mut Symbols<'a>) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    let mut known: FxHashMap<Box<[u32]>, usize> = FxHashMap::default();
    let mut key = Vec::new();
    for goroutine in &crash.goroutines {
        symbols.key_of(goroutine, &mut key);
        let count = u32::try_from(goroutine.count).unwrap_or(u32::MAX);
        if let Some(draft) = known.get(key.as_slice()).and_then(|at| drafts.get_mut(*at)) {
            draft.count = draft.count.saturating_add(count);
        } else {
            known.insert(key.as_slice().into(), drafts.len());
            drafts.push(draft(goroutine, count, symbols));
        }
    }
    drafts
}

fn draft<'a>(goroutine: &'a Goroutine<'a>, count: u32, symbols: &mut Symbols<'a>) -> Draft<'a> {
    let all: Vec<_> = goroutine.frames.iter().map(|frame| symbols.call_of(frame)).collect();
    let calls = below_panic(&all).to_vec();
    let class = match goroutine.section {
        Section::Access(_) => kind::DATA_RACE,
        Section::RuntimeStack => "runtime stack",
        Section::Allocation => "allocation",
        Section::Trace | Section::Throwable => kind::UNKNOWN,
        Section::Goroutine | Section::Record | Section::Thread => {
            let class = kind::wait_class(goroutine.state.as_deref().unwrap_or_default());
            kind::refined_wait_class(class, calls.iter().map(|call| call.symbol().as_str()))
        }
    };
    Draft { goroutine, class: class.to_owned(), is_panicking: calls.len() < all.len(), calls, count }
}

/// The groups of one crash, the culprit first.
fn groups_of<'a>(crash: &'a Crash<'a>, symbols: &mut Symbols<'a>) -> Vec<StackGroup> {
    let drafts = drafts(crash, symbols);
    let error = error_line(crash);
    let kind = error.as_deref().map(kind::of_error);
    let Some(culprit) = culprit::culprit(crash, kind.as_deref(), &drafts) else {
        let frameless = StackGroup::new(kind.unwrap_or_else(|| kind::UNKNOWN.to_owned()), 0, &[]);
        return vec![StackGroup { error, ..frameless }];
    };
    let mut groups: Vec<StackGroup> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let is_culprit = at == culprit;
        let kind = kind.as_ref().filter(|_| is_culprit).unwrap_or(&draft.class).clone();
        let is_waiting = draft.goroutine.section == Section::Goroutine;
        let group = StackGroup {
            state: is_waiting.then(|| draft.class.clone()),
            error: error.clone().filter(|_| is_culprit),
            ..StackGroup::new(kind, draft.count, &draft.calls)
        };
        groups.insert(if is_culprit { 0 } else { groups.len() }, group);
    }
    groups
}

/// The line that tells what failed; none for a dump that somebody asked for.
fn error_line(crash: &Crash<'_>) -> Option<String> {
    let text = crash.messages.first().and_then(|message| message.text.lines().next()).unwrap_or_default();
    match crash.kind {
        CrashKind::Panic => Some(format!("panic: {text}")),
        CrashKind::FatalError => Some(format!("fatal error: {text}")),
        CrashKind::Signal => {
            (!text.starts_with("SIGQUIT") && !text.starts_with("SIGABRT")).then(|| text.to_owned())
        }
        CrashKind::DataRace => Some("WARNING: DATA RACE".to_owned()),
        CrashKind::Dump | CrashKind::Profile | CrashKind::ThreadDump => None,
        CrashKind::Log | CrashKind::Exception => (!text.is_empty()).then(|| text.to_owned()),
    }
}

/// The groups of all crashes, equal ones added up. The first culprit that tells something leads.
fn merged(crashes: Vec<Vec<StackGroup>>) -> Vec<StackGroup> {
    let tells = |groups: &Vec<StackGroup>| groups.first().is_some_and(|culprit| !culprit.low_information);
    let leading = crashes.iter().position(tells).unwrap_or_default();
    let leader = crashes.get(leading).and_then(|groups| groups.first()).map(|culprit| culprit.exact);
    let mut groups: Vec<StackGroup> = Vec::new();
    let mut known: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    for group in crashes.into_iter().flatten() {
        if let Some(same) = known.get(&group.exact).and_then(|at| groups.get_mut(*at)) {
            same.goroutines = same.goroutines.saturating_add(group.goroutines);
            same.error = same.error.take().or(group.error);
        } else {
            known.insert(group.exact, groups.len());
            groups.push(group);
        }
    }
    if let Some(at) = groups.iter().position(|group| Some(group.exact) == leader) {
        groups.get_mut(..=at).unwrap_or_default().rotate_right(1);
    }
    groups
}

#[cfg(test)]
mod tests;
