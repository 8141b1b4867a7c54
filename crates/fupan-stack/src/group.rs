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
//! there is no frame of the program's own, or only one that every program has (`main.main`), those of its dependencies
//! are taken, then Go's; a stack without either is marked as low information.

use std::cmp::Reverse;
use std::io::{self, BufRead};

use rustc_hash::FxHashMap;

use crate::call::{Call, Key, Owner, Symbols, below_panic};
use crate::culprit;
use crate::fingerprint::{Fingerprint, FingerprintLevel};
use crate::java;
use crate::kind;
use crate::parse::{Collector, LONGEST_LINE, Remains, read_all, read_from, read_in_parts};
use crate::parsed::{Crash, CrashKind, Frame, Goroutine, LogTime, Problem, Section};
use crate::waits::{self, Deadlock, Ledger, Plan, Wait};

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
    /// What happened, in the order of its first time: a panic that came back forty times is one event.
    pub events: Vec<Event>,
    /// What several goroutines wait for, of the crash that tells most about it.
    pub waits: Vec<Wait>,
    /// Goroutines that cannot go on, of the crash that shows it best.
    pub deadlock: Option<Deadlock>,
}

/// For how long goroutines had been waiting, in whole minutes; a time below one is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes {
    /// The shortest.
    pub shortest: u32,
    /// The longest.
    pub longest: u32,
}

impl Minutes {
    fn joined(self, other: Self) -> Self {
        Self { shortest: self.shortest.min(other.shortest), longest: self.longest.max(other.longest) }
    }
}

/// Crashes with one culprit family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The kind of the culprit.
    pub kind: String,
    /// The family of the culprit.
    pub family: Fingerprint,
    /// The error line of the first, where there is one.
    pub error: Option<String>,
    /// How often it happened.
    pub count: u64,
    /// When the log wrote the first, where it says so.
    pub first: Option<LogTime<'static>>,
    /// When it wrote the last.
    pub last: Option<LogTime<'static>>,
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
    /// Whether only Go's own frames, `main.main`, or none are known: never enough for a confident match.
    pub low_information: bool,
    /// What the goroutines are doing, without minutes and other remarks: `chan receive`.
    pub state: Option<String>,
    /// For how long they had been doing so, where a header of theirs says it.
    pub minutes: Option<Minutes>,
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
    let mut grouper = Grouper::default();
    let remains = read_all(input, &mut grouper);
    grouper.summary(remains)
}

/// The groups of everything `reader` gives, of any size: beside the groups it holds 16 MiB, or three times the longest
/// line where that is longer; a line of more than 64 MiB is cut.
///
/// ```
/// let dump = b"goroutine 7 [chan send]:\nmain.a()\n\t/src/a.go:3 +0x1\n";
/// let summary = fupan_stack::summarize_reader(&dump[..])?;
/// assert_eq!(summary, fupan_stack::summarize(dump));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// The first error of the reader.
pub fn summarize_reader(reader: impl BufRead) -> io::Result<StackSummary> {
    let mut grouper = Grouper::default();
    let remains = read_from(reader, &mut grouper)?;
    Ok(grouper.summary(remains))
}

/// The same with `part` bytes read at once: small ones are for fuzzing, whose short inputs would be read whole.
///
/// # Errors
/// The first error of the reader.
#[doc(hidden)]
pub fn summarize_reader_in_parts(reader: impl BufRead, part: usize) -> io::Result<StackSummary> {
    let mut grouper = Grouper::default();
    let remains = read_in_parts(reader, &mut grouper, (part.max(1), LONGEST_LINE))?;
    Ok(grouper.summary(remains))
}

impl StackGroup {
    /// The group of a stack of which only an error line and function names were published.
    ///
    /// Its family is that of a real dump with the same error kind and the same symbols of the program's own.
    #[must_use]
    pub fn from_symbols(error: Option<&str>, symbols: &[String]) -> Self {
        let mut known = Symbols::default();
        let calls: Vec<_> = symbols.iter().map(|symbol| known.call(symbol, false)).collect();
        let kind = error.map_or_else(|| kind::UNKNOWN.to_owned(), kind::of_error);
        let error = error.map(|line| line.trim().to_owned());
        Self { error, ..Self::new(kind, 1, below_panic(&calls)) }
    }

    fn new(kind: String, goroutines: u32, calls: &[Call]) -> Self {
        let family_symbols = family_symbols(calls);
        let blamed = family_symbols.get(..1).unwrap_or_default();
        Self {
            exact: exact_fingerprint(&kind, calls),
            family: symbols_fingerprint(FingerprintLevel::Family, &kind, &family_symbols),
            blame: symbols_fingerprint(FingerprintLevel::Blame, &kind, blamed),
            kind,
            goroutines,
            low_information: telling_owner(calls).is_none(),
            state: None,
            minutes: None,
            error: None,
            frames: calls.iter().map(GroupFrame::new).collect(),
            family_symbols,
        }
    }
}

impl GroupFrame {
    /// A call of a goroutine as groups have it: for whoever shows the goroutine itself.
    ///
    /// ```
    /// use fupan_stack::{GroupFrame, Section, parse};
    ///
    /// let parsed = parse(b"goroutine 7 [running]:\nmain.run.func1()\n\t/src/main.go:9 +0x25\n");
    /// let frame = GroupFrame::of(&parsed.crashes[0].goroutines[0].frames[0], Section::Goroutine);
    /// assert_eq!((frame.function.as_str(), frame.in_app), ("main.run.func", true));
    /// ```
    #[must_use]
    pub fn of(frame: &Frame<'_>, section: Section) -> Self {
        let is_java = matches!(section, Section::Thread | Section::Throwable);
        Self::new(&Symbols::default().call_at(frame, is_java))
    }

    fn new(call: &Call) -> Self {
        Self {
            function: call.symbol().as_str().to_owned(),
            package: call.symbol().package().to_owned(),
            file: call.file.as_deref().map(str::to_owned),
            line: call.line,
            in_app: call.owner == Owner::Application,
        }
    }
}

/// Whose calls name a family: the program's own, where one of them tells it from other programs; with `main.main` alone
/// those of its dependencies too; without any of these what there is.
fn telling_owner(calls: &[Call]) -> Option<Owner> {
    let is_own = |call: &Call| call.owner == Owner::Application && !call.is_anybodys();
    if calls.iter().any(is_own) {
        return Some(Owner::Application);
    }
    calls.iter().any(|call| call.owner == Owner::Dependency).then_some(Owner::Dependency)
}

/// The symbols that name the family, each once: a symbol that comes again is recursion.
fn family_symbols(calls: &[Call]) -> Vec<String> {
    let farthest = telling_owner(calls).or_else(|| calls.iter().map(|call| call.owner).min());
    let mut symbols: Vec<String> = Vec::new();
    for call in calls.iter().filter(|call| Some(call.owner) <= farthest) {
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

fn exact_fingerprint(kind: &str, calls: &[Call]) -> Fingerprint {
    let places: Vec<String> = calls.iter().map(Call::place).collect();
    let frames = calls.iter().zip(&places).flat_map(|(call, place)| [call.symbol().as_str(), place.as_str()]);
    Fingerprint::of(FingerprintLevel::Exact, std::iter::once(kind).chain(frames))
}

/// Goroutines of one crash with the same calls, before the culprit is known.
pub(crate) struct Draft {
    /// What sort of section they are.
    pub(crate) section: Section,
    /// The number of the first of them.
    pub(crate) id: Option<u64>,
    /// What they wait for.
    pub(crate) class: String,
    /// Their calls below the last `panic`.
    pub(crate) calls: Vec<Call>,
    /// Whether calls above a `panic` were dropped.
    pub(crate) is_panicking: bool,
    /// How many they are.
    pub(crate) count: u32,
    /// How many of them were offered to the ledger.
    noted: u32,
    /// For how long they had been doing what they do, where it is a minute or more for one of them.
    pub(crate) minutes: Option<Minutes>,
    /// Where their stacks tell what they wait for.
    pub(crate) plan: Plan,
}

/// The groups of an open crash.
#[derive(Default)]
pub(crate) struct Drafts {
    drafts: Vec<Draft>,
    known: FxHashMap<Box<[u32]>, usize>,
    ledger: Ledger,
}

impl Drafts {
    /// The groups of `crash`, the culprit first.
    pub(crate) fn groups(&self, crash: &Crash<'_>) -> Vec<StackGroup> {
        groups_of(crash, &self.drafts)
    }

    /// Who waits on what in `crash`.
    fn waits(&self, crash: &Crash<'_>) -> (Vec<Wait>, Option<Deadlock>) {
        let kind = kind_of(crash, error_line(crash).as_deref());
        waits::read(crash.kind, kind.as_deref(), &self.drafts, &self.ledger)
    }
}

/// Groups goroutines while they are read.
#[derive(Default)]
pub(crate) struct Grouper {
    symbols: Symbols,
    key: Key,
    groups: Vec<StackGroup>,
    known: FxHashMap<Fingerprint, usize>,
    events: Vec<Event>,
    known_events: FxHashMap<Fingerprint, usize>,
    /// The group to put first, and how much speaks for it.
    leader: Option<(Rank, usize)>,
    waits: Vec<Wait>,
    deadlock: Option<Deadlock>,
}

/// How much a crash tells; the first of the highest leads.
type Rank = (bool, bool, u8);

impl<'a> Collector<'a> for Grouper {
    type Open = Drafts;

    fn add(&mut self, open: &mut Drafts, mut goroutine: Goroutine<'a>) -> Vec<Frame<'a>> {
        self.note(open, &goroutine);
        goroutine.frames.clear();
        goroutine.frames
    }

    fn close(&mut self, crash: Crash<'a>, open: Drafts) {
        self.end(&crash, &open);
    }
}

fn severity(kind: CrashKind) -> u8 {
    match kind {
        CrashKind::Log => 0,
        CrashKind::Dump | CrashKind::Profile | CrashKind::ThreadDump => 1,
        CrashKind::Panic
        | CrashKind::FatalError
        | CrashKind::Signal
        | CrashKind::DataRace
        | CrashKind::Exception => 2,
    }
}

impl Grouper {
    /// Counts a goroutine of an open crash.
    pub(crate) fn note(&mut self, open: &mut Drafts, goroutine: &Goroutine<'_>) {
        self.symbols.key_of(goroutine, &mut self.key);
        let count = u32::try_from(goroutine.count).unwrap_or(u32::MAX);
        let place = match open.known.get(self.key.as_slice()) {
            Some(place) => *place,
            None => {
                let place = open.drafts.len();
                open.known.insert(self.key.as_slice().into(), place);
                open.drafts.push(Draft::new(goroutine, &self.key, &mut self.symbols));
                place
            }
        };
        if let Some(draft) = open.drafts.get_mut(place) {
            open.ledger.note(place, draft.noted, &draft.plan, goroutine);
            draft.add(goroutine, count);
        }
    }

    /// Takes the groups of a crash that has ended.
    pub(crate) fn end(&mut self, crash: &Crash<'_>, open: &Drafts) {
        let groups = open.groups(crash);
        let Some(culprit) = groups.first() else { return };
        self.keep_waits(open.waits(crash));
        self.add_event(culprit, crash.time.clone());
        let rank = (!culprit.low_information, !culprit.frames.is_empty(), severity(crash.kind));
        let leads = self.leader.is_none_or(|(best, _)| rank > best);
        for (at, group) in groups.into_iter().enumerate() {
            let place = self.add_group(group);
            if at == 0 && leads {
                self.leader = Some((rank, place));
            }
        }
    }

    /// Adds a group, or its goroutines to the equal one that is there; gives its place.
    fn add_group(&mut self, group: StackGroup) -> usize {
        let next = self.groups.len();
        let place = *self.known.entry(group.exact).or_insert(next);
        match self.groups.get_mut(place) {
            Some(same) => {
                same.goroutines = same.goroutines.saturating_add(group.goroutines);
                same.error = same.error.take().or(group.error);
                same.minutes = joined(same.minutes, group.minutes);
            }
            None => self.groups.push(group),
        }
        place
    }

    /// Keeps what the crash with the surest verdict shows, or else the one with most goroutines that wait.
    fn keep_waits(&mut self, (waits, deadlock): (Vec<Wait>, Option<Deadlock>)) {
        let verdict =
            |deadlock: &Option<Deadlock>| deadlock.as_ref().map(|deadlock| Reverse(deadlock.verdict));
        let most = |waits: &[Wait]| waits.first().map(|wait| wait.goroutines);
        if (verdict(&deadlock), most(&waits)) > (verdict(&self.deadlock), most(&self.waits)) {
            (self.waits, self.deadlock) = (waits, deadlock);
        }
    }

    fn add_event(&mut self, culprit: &StackGroup, time: Option<LogTime<'_>>) {
        let time = time.map(LogTime::into_owned);
        let next = self.events.len();
        let place = *self.known_events.entry(culprit.family).or_insert(next);
        match self.events.get_mut(place) {
            Some(event) => {
                event.count = event.count.saturating_add(1);
                event.first = event.first.take().or_else(|| time.clone());
                event.last = time.or(event.last.take());
            }
            None => self.events.push(Event {
                kind: culprit.kind.clone(),
                family: culprit.family,
                error: culprit.error.clone(),
                count: 1,
                first: time.clone(),
                last: time,
            }),
        }
    }

    /// The groups read so far, the leading one first.
    pub(crate) fn summary(mut self, remains: Remains) -> StackSummary {
        if let Some((_, place)) = self.leader {
            self.groups.get_mut(..=place).unwrap_or_default().rotate_right(1);
        }
        let goroutines = self.groups.iter().map(|group| u64::from(group.goroutines)).sum();
        StackSummary {
            stacks: self.groups,
            problems: remains.problems,
            goroutines,
            events: self.events,
            waits: self.waits,
            deadlock: self.deadlock,
        }
    }
}

/// A group without a time waited for less than a minute.
fn joined(one: Option<Minutes>, other: Option<Minutes>) -> Option<Minutes> {
    let below = Minutes { shortest: 0, longest: 0 };
    match (one, other) {
        (None, None) => None,
        (one, other) => Some(one.unwrap_or(below).joined(other.unwrap_or(below))),
    }
}

impl Draft {
    /// The draft of goroutines like this one, none of them counted yet.
    fn new(goroutine: &Goroutine<'_>, key: &Key, symbols: &mut Symbols) -> Self {
        let is_java = matches!(goroutine.section, Section::Thread | Section::Throwable);
        let all = symbols.calls(key, is_java);
        let calls = below_panic(&all).to_vec();
        let state = goroutine.state.as_deref().unwrap_or_default();
        let names = || calls.iter().map(|call| call.symbol().as_str());
        let class = match goroutine.section {
            Section::Access(_) => kind::DATA_RACE,
            Section::RuntimeStack => "runtime stack",
            Section::Allocation => "allocation",
            Section::Trace | Section::Throwable => kind::UNKNOWN,
            Section::Thread => java::state_class(state),
            Section::Record => kind::class_of_calls(names()),
            Section::Goroutine => kind::refined_wait_class(kind::wait_class(state), names()),
        };
        Self {
            section: goroutine.section,
            id: goroutine.id,
            plan: Plan::new(goroutine.section, class, &all),
            class: class.to_owned(),
            is_panicking: calls.len() < all.len(),
            calls,
            count: 0,
            noted: 0,
            minutes: None,
        }
    }

    fn add(&mut self, goroutine: &Goroutine<'_>, count: u32) {
        let minutes = goroutine.minutes.map(|minutes| Minutes { shortest: minutes, longest: minutes });
        self.minutes = if self.noted == 0 { minutes } else { joined(self.minutes, minutes) };
        self.noted = self.noted.saturating_add(1);
        self.count = self.count.saturating_add(count);
    }

    /// Whether it stands for goroutines or threads of the process.
    pub(crate) fn is_goroutine(&self) -> bool {
        matches!(self.section, Section::Goroutine | Section::Record | Section::Thread)
    }

    /// Whether a call of the program's own is in it.
    pub(crate) fn has_own_code(&self) -> bool {
        self.calls.iter().any(|call| call.owner == Owner::Application)
    }

    /// Whether only the run-time's calls are in it, as in the collector's goroutines and the one that waits for signals.
    pub(crate) fn is_of_runtime(&self) -> bool {
        let is_runtime = |package: &str| {
            matches!(package, "runtime" | "os/signal" | "syscall") || package.starts_with("internal/runtime/")
        };
        self.calls.iter().all(|call| is_runtime(call.symbol().package()))
    }
}

/// The groups of one crash, the culprit first.
fn groups_of(crash: &Crash<'_>, drafts: &[Draft]) -> Vec<StackGroup> {
    let error = error_line(crash);
    let kind = kind_of(crash, error.as_deref());
    let Some(culprit) = culprit::culprit(crash.kind, kind.as_deref(), drafts) else {
        if crash.kind == CrashKind::Profile {
            return Vec::new();
        }
        let frameless = StackGroup::new(kind.unwrap_or_else(|| kind::UNKNOWN.to_owned()), 0, &[]);
        return vec![StackGroup { error, ..frameless }];
    };
    let mut groups: Vec<StackGroup> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let is_culprit = at == culprit;
        let kind = kind.as_ref().filter(|_| is_culprit).unwrap_or(&draft.class).clone();
        let is_waiting = matches!(draft.section, Section::Goroutine | Section::Thread);
        let group = StackGroup {
            state: is_waiting.then(|| draft.class.clone()),
            minutes: draft.minutes,
            error: error.clone().filter(|_| is_culprit),
            ..StackGroup::new(kind, draft.count, &draft.calls)
        };
        groups.push(group);
    }
    groups.get_mut(..=culprit).unwrap_or_default().rotate_right(1);
    groups
}

/// The kind of the culprit, where a crash has one.
fn kind_of(crash: &Crash<'_>, error: Option<&str>) -> Option<String> {
    match crash.kind {
        CrashKind::Exception => error.map(java::kind_of_error),
        CrashKind::Log => Some(kind::LOGGED.to_owned()),
        _ => error.map(kind::of_error),
    }
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

#[cfg(test)]
mod tests;
