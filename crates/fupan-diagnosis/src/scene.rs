//! The input as rules look at it: its lines, and its goroutines with those of one stack and state as one.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use fupan_stack::{Crash, CrashKind, Frame, Goroutine, Parsed, Section, StackSummary, is_std_package};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::expression::Expression;
use crate::hidden::{Hidden, number};
use crate::{Because, Reading};

/// Characters of a quoted line.
const LONGEST_QUOTE: usize = 200;

/// Who sleeps for less, in nanoseconds, does not hold others up.
const A_MOMENT: u64 = 500_000_000;

/// Characters of a record with a stack that are looked at: what is said of it mostly stands before it.
const LONGEST_RECORD_HEAD: usize = 600;

pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// What stands outside of goroutines: a dump may have a hundred thousand, and no message is within one.
    pub(crate) outside: String,
    /// Where each part of that begins, there and in the text.
    parts: Vec<(usize, usize)>,
    /// The messages of crashes as the runtime prints them, whatever a log put before them: `panic: send on closed channel`.
    pub(crate) messages: String,
    /// Where each line of that begins, there and in the text.
    message_places: Vec<(usize, usize)>,
    /// What stands outside, and of the goroutines each state and function once.
    pub(crate) told: String,
    pub(crate) parsed: &'a Parsed<'a>,
    pub(crate) summary: &'a StackSummary,
    pub(crate) groups: Vec<Group<'a>>,
    /// The states of the groups, each once.
    states: Vec<Cow<'a, str>>,
    /// Whether it holds more than one dump.
    pub(crate) is_series: bool,
}

/// Goroutines of one stack and state.
pub(crate) struct Group<'a> {
    pub(crate) first: &'a Goroutine<'a>,
    /// Without `(scan)` and the like.
    pub(crate) state: Cow<'a, str>,
    /// Its number among the states of the scene.
    state_number: usize,
    /// Of several dumps in one input, in that which has most.
    pub(crate) count: u64,
    /// The dump that is being counted, and how many it has so far.
    counting: (u32, u64),
    /// The longest wait.
    pub(crate) minutes: Option<u32>,
    /// Whether its first goroutine is the first of its crash.
    pub(crate) is_first: bool,
    /// The methods on the stack with the object each was called on.
    pub(crate) receivers: Vec<Receiver<'a>>,
    /// The object whose method asks for what it waits for: a lock is most likely a part of it.
    pub(crate) lock_owner: Option<Receiver<'a>>,
    /// The address of the lock that it waits for, where the dump shows it.
    pub(crate) lock: Option<u64>,
    /// Every address among the arguments of the program's own calls, with the function called.
    mentioned: Vec<(u64, &'a str)>,
    /// It sleeps for less than a moment, as its argument shows.
    pub(crate) sleeps_briefly: bool,
    // Asked for by nearly every rule.
    top: Option<&'a str>,
    own: Option<&'a str>,
    entry: Option<&'a str>,
}

/// The type of a method, and the first word of its arguments, which is the object of a pointer's method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Receiver<'a> {
    pub(crate) owner: &'a str,
    pub(crate) object: Option<&'a str>,
}

impl Receiver<'_> {
    /// Whether both are calls on one object, as far as the dump shows it.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.owner == other.owner
            && match (self.object, other.object) {
                (Some(one), Some(two)) => one == two,
                _ => true,
            }
    }
}

impl<'a> Scene<'a> {
    pub(crate) fn of(reading: &'a Reading<'a>) -> Self {
        let Reading { text, parsed, summary, .. } = reading;
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        let (outside, parts) = outside(text, parsed);
        let (messages, message_places) = messages(text, parsed);
        let (mut groups, is_series) = groups(&parsed.crashes, text);
        let states = numbered_states(&mut groups);
        let mut told = outside.clone();
        for group in &groups {
            told.push_str(&format!("\n[{}]:\n", group.state));
            group.functions().for_each(|function| told.extend([function, "\n"]));
        }
        Self {
            text,
            lines,
            outside,
            parts,
            messages,
            message_places,
            told,
            parsed,
            summary,
            groups,
            states,
            is_series,
        }
    }

    /// Which groups are in a state that an expression matches: there are few states however many groups.
    pub(crate) fn in_state(&self, state: &Expression) -> InState {
        InState(self.states.iter().map(|known| state.is_match(known)).collect())
    }

    /// The place in the text of a byte of what stands outside.
    pub(crate) fn place_of(&self, outside: usize) -> usize {
        place_of(&self.parts, outside, true)
    }

    /// The place in the text of the message that a byte of `messages` belongs to.
    pub(crate) fn place_of_message(&self, message: usize) -> usize {
        place_of(&self.message_places, message, false)
    }

    /// The line in which a byte of the text stands, from 1.
    pub(crate) fn line_at(&self, at: usize) -> u32 {
        u32::try_from(self.lines.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }

    /// The line with a byte of the text, quoted.
    pub(crate) fn quoted(&self, at: usize, signal: &'static str) -> Because {
        let line = self.line_at(at);
        let start = self.lines.get(line as usize - 1).copied().unwrap_or(0);
        let rest = self.text.get(start..).unwrap_or_default();
        let whole = rest.lines().next().unwrap_or_default().trim_end();
        let text = whole.chars().take(LONGEST_QUOTE).collect();
        Because { line, text, signal }
    }

    /// The header of a group, and the line of a call where one is named.
    pub(crate) fn shown(
        &self,
        group: &Group<'_>,
        function: Option<&str>,
        signal: &'static str,
    ) -> Vec<Because> {
        let span = &group.first.span;
        let mut because = vec![self.quoted(span.start, signal)];
        let section = self.text.get(span.clone()).unwrap_or_default();
        if let Some(at) = function.and_then(|function| section.find(function)) {
            because.push(self.quoted(span.start + at, signal));
        }
        because
    }

    /// The header of each group, and the program's own call in it.
    pub(crate) fn shown_each(&self, groups: &[&Group<'_>], signal: &'static str) -> Vec<Because> {
        groups.iter().flat_map(|group| self.shown(group, group.own(), signal)).collect()
    }

    /// The program's own call that raised what a message tells of: the first below the last `panic`.
    pub(crate) fn raised(&self, message: usize, signal: &'static str) -> Option<Because> {
        let crash = self.parsed.crashes.iter().find(|crash| crash.span.contains(&message))?;
        let stacked = |goroutine: &&Goroutine<'_>| !goroutine.frames.is_empty();
        let culprit =
            crash.goroutines.iter().filter(stacked).find(|goroutine| goroutine.span.start >= message)?;
        let panics =
            culprit.frames.iter().rposition(|frame| frame.function() == "panic").map_or(0, |at| at + 1);
        let own = culprit.frames.iter().skip(panics).find(|frame| !is_go_s(frame.function()))?;
        let section = self.text.get(culprit.span.clone())?;
        let below = section.rfind("panic(").filter(|_| panics > 0).unwrap_or(0);
        let at = below + section.get(below..)?.find(own.function())?;
        Some(self.quoted(culprit.span.start + at, signal))
    }

    pub(crate) fn races(&self) -> impl Iterator<Item = &Crash<'a>> {
        self.parsed.crashes.iter().filter(|crash| crash.kind == CrashKind::DataRace)
    }
}

/// The states that an expression matches, by their numbers.
pub(crate) struct InState(Vec<bool>);

impl InState {
    pub(crate) fn holds(&self, group: &Group<'_>) -> bool {
        self.0.get(group.state_number).copied().unwrap_or_default()
    }
}

impl<'a> Group<'a> {
    fn add(&mut self, goroutine: &Goroutine<'_>, dump: u32) {
        let (counted, so_far) = self.counting;
        let before = if counted == dump { so_far } else { 0 };
        self.counting = (dump, before + goroutine.count.max(1));
        self.count = self.count.max(self.counting.1);
        self.minutes = self.minutes.max(goroutine.minutes);
    }

    pub(crate) fn functions(&self) -> impl Iterator<Item = &'a str> {
        self.first.frames.iter().map(Frame::function)
    }

    /// The first function outside the runtime, `sync` and what they are made of.
    pub(crate) fn top(&self) -> Option<&'a str> {
        self.top
    }

    pub(crate) fn creator(&self) -> Option<&'a str> {
        self.first.created_by.as_ref().map(|creation| creation.frame.function())
    }

    /// Whether one of its own calls got the lock that another waits for: that of the object whose first part the lock is, or
    /// the lock itself. A call that the other came through as well says nothing: it had yet to ask.
    pub(crate) fn mentions_lock_of(&self, waiter: &Group<'_>) -> bool {
        let Some(lock) = waiter.lock else { return false };
        let is_it = |(address, function): &(u64, &str)| {
            *address == lock && !waiter.functions().any(|other| other == *function)
        };
        self.mentioned.iter().any(is_it)
    }

    /// Whether it runs, or could.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self.state.as_ref(), "running" | "runnable")
    }

    /// The outermost function of the program that somebody wrote: a `go` statement with arguments has a wrapper around it.
    pub(crate) fn entry(&self) -> Option<&'a str> {
        self.entry
    }

    /// The first function that is neither Go's own nor the runtime's.
    pub(crate) fn own(&self) -> Option<&'a str> {
        self.own
    }
}

fn top<'a>(goroutine: &'a Goroutine<'_>) -> Option<&'a str> {
    goroutine.frames.iter().map(Frame::function).find(|function| !is_machinery(function))
}

/// The first function that is neither Go's own nor the runtime's.
pub(crate) fn own<'a>(goroutine: &'a Goroutine<'_>) -> Option<&'a str> {
    goroutine.frames.iter().map(Frame::function).find(|function| !is_go_s(function))
}

fn entry<'a>(goroutine: &'a Goroutine<'_>) -> Option<&'a str> {
    let is_wrapper = |function: &str| function.contains(".gowrap") && is_closure(function);
    let outermost = goroutine.frames.iter().rev().map(Frame::function);
    outermost.into_iter().find(|function| !is_go_s(function) && !is_wrapper(function))
}

fn place_of(parts: &[(usize, usize)], at: usize, is_copied: bool) -> usize {
    let part = parts.partition_point(|(start, _)| *start <= at).checked_sub(1);
    let (start, place) = part.and_then(|part| parts.get(part)).copied().unwrap_or_default();
    if is_copied { place + (at - start) } else { place }
}

/// The line of a log that holds a whole stack, escaped: what it says beside the stack is about it.
fn record_around<'a>(text: &'a str, crash: &Crash<'_>) -> Option<&'a str> {
    let before = text.get(..crash.span.start)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    text.get(start..)?.lines().next().filter(|line| line.starts_with('{') && line.contains("\\n"))
}

fn messages(text: &str, parsed: &Parsed<'_>) -> (String, Vec<(usize, usize)>) {
    let (mut messages, mut places) = (String::new(), Vec::new());
    for crash in &parsed.crashes {
        if let Some(record) = record_around(text, crash) {
            places.push((messages.len(), crash.span.start));
            messages.extend(record.chars().take(LONGEST_RECORD_HEAD).chain(['\n']));
        }
        let head = match crash.kind {
            CrashKind::Panic => "panic: ",
            CrashKind::FatalError => "fatal error: ",
            _ => continue,
        };
        let mut from = crash.span.start;
        for (place, message) in crash.messages.iter().enumerate() {
            let first_line = message.text.lines().next().unwrap_or_default();
            let found = text.get(from..crash.span.end).and_then(|rest| rest.find(first_line));
            from = found.map_or(from, |at| from + at);
            places.push((messages.len(), from));
            // One that was recovered for good is remarked nowhere.
            let is_raised_again = message.is_recovered && place + 1 < crash.messages.len();
            let remark = if is_raised_again { " [recovered]" } else { "" };
            messages.extend([head, &message.text, remark, "\n"]);
        }
    }
    (messages, places)
}

fn outside(text: &str, parsed: &Parsed<'_>) -> (String, Vec<(usize, usize)>) {
    let (mut outside, mut parts, mut done) = (String::new(), Vec::new(), 0);
    let inside =
        parsed.crashes.iter().flat_map(|crash| &crash.goroutines).map(|goroutine| goroutine.span.clone());
    for span in inside.chain(std::iter::once(text.len()..text.len())) {
        let part = text.get(done..span.start.max(done)).unwrap_or_default();
        if !part.trim().is_empty() {
            parts.push((outside.len(), done));
            outside.push_str(part);
            outside.push('\n');
        }
        done = done.max(span.end);
    }
    (outside, parts)
}

/// The groups, and whether they are of more than one dump.
fn groups<'a>(crashes: &'a [Crash<'a>], text: &str) -> (Vec<Group<'a>>, bool) {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut dumps = Dumps::default();
    for crash in crashes.iter().filter(|crash| crash.kind != CrashKind::DataRace) {
        let goroutines = crash.goroutines.iter().filter(|goroutine| goroutine.section != Section::Throwable);
        let hidden = Hidden::of(crash, text);
        for (place, goroutine) in goroutines.enumerate() {
            let dump = dumps.of(crash, goroutine, place == 0);
            let state = state_of(goroutine, &hidden, text);
            let is_first = place == 0;
            let key = key_of(&state, goroutine, is_first);
            let same = places.entry(key).or_default();
            let known = same.iter().copied().find(|at| {
                groups
                    .get(*at)
                    .is_some_and(|group| group.state == state && is_same_stack(group.first, goroutine))
            });
            match known.and_then(|at| groups.get_mut(at)) {
                Some(group) => {
                    group.add(goroutine, dump);
                }
                None => {
                    same.push(groups.len());
                    groups.push(Group {
                        state,
                        state_number: 0,
                        count: goroutine.count.max(1),
                        counting: (dump, goroutine.count.max(1)),
                        minutes: goroutine.minutes,
                        is_first,
                        receivers: receivers(goroutine),
                        lock_owner: lock_owner(goroutine),
                        lock: lock(goroutine),
                        mentioned: mentioned(goroutine),
                        sleeps_briefly: sleeps_briefly(goroutine),
                        top: top(goroutine),
                        own: own(goroutine),
                        entry: entry(goroutine),
                        first: goroutine,
                    });
                }
            }
        }
    }
    (groups, dumps.ended > 0)
}

/// The states of groups, each once, after each group got the number of its own.
fn numbered_states<'a>(groups: &mut [Group<'a>]) -> Vec<Cow<'a, str>> {
    let mut states: Vec<Cow<'a, str>> = Vec::new();
    let mut numbers: FxHashMap<Cow<'a, str>, usize> = FxHashMap::default();
    for group in groups {
        group.state_number = *numbers.entry(group.state.clone()).or_insert_with(|| {
            states.push(group.state.clone());
            states.len() - 1
        });
    }
    states
}

/// Tells the dumps of an input apart: what is the same in each is not more goroutines. Panics of a log are not dumps of
/// one process.
#[derive(Default)]
struct Dumps {
    /// How many ended before the one that is being read.
    ended: u32,
    /// The goroutines of that one: within a dump none comes twice.
    numbers: FxHashSet<u64>,
    has_profile: bool,
}

impl Dumps {
    /// The number of the dump that a goroutine belongs to, from 0.
    fn of(&mut self, crash: &Crash<'_>, goroutine: &Goroutine<'_>, is_first: bool) -> u32 {
        if !matches!(crash.kind, CrashKind::Dump | CrashKind::Profile | CrashKind::Signal) {
            return 0;
        }
        let number = goroutine.id.filter(|number| *number > 0 && goroutine.section == Section::Goroutine);
        let begins_profile = is_first && crash.kind == CrashKind::Profile;
        let comes_again = number.is_some_and(|number| self.numbers.contains(&number));
        if comes_again || (begins_profile && self.has_profile) {
            self.ended += 1;
            self.numbers.clear();
        }
        self.has_profile |= begins_profile;
        self.numbers.extend(number);
        self.ended
    }
}

/// Which object a lock belongs to is part of what a group is: its goroutines are told apart by the first words of the
/// calls that lock.
fn key_of(state: &str, goroutine: &Goroutine<'_>, is_first: bool) -> u64 {
    let mut hasher = FxHasher::default();
    state.hash(&mut hasher);
    is_first.hash(&mut hasher);
    for frame in &goroutine.frames {
        frame.function().hash(&mut hasher);
        if is_lock_state(state) {
            first_word(frame.arguments()).hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn is_same_stack(one: &Goroutine<'_>, two: &Goroutine<'_>) -> bool {
    one.frames.len() == two.frames.len()
        && one.frames.iter().zip(&two.frames).all(|(a, b)| a.function() == b.function())
}

/// Whether it waits for a `sync.Mutex` or `sync.RWMutex`.
pub(crate) fn is_lock_state(state: &str) -> bool {
    matches!(state, "sync.Mutex.Lock" | "sync.RWMutex.Lock" | "sync.RWMutex.RLock")
}

/// The calls of the runtime and `sync` by which a wait is known where the header does not tell it: before Go 1.24 every
/// semaphore is `semacquire`, and a profile tells no state at all.
const WAITS: [(&str, &str); 14] = [
    ("sync.(*RWMutex).RLock", "sync.RWMutex.RLock"),
    ("sync.(*RWMutex).Lock", "sync.RWMutex.Lock"),
    ("sync.(*Mutex).Lock", "sync.Mutex.Lock"),
    ("sync.(*Mutex).lockSlow", "sync.Mutex.Lock"),
    ("sync.(*WaitGroup).Wait", "sync.WaitGroup.Wait"),
    ("sync.(*Cond).Wait", "sync.Cond.Wait"),
    ("runtime.chansend", "chan send"),
    ("runtime.chanrecv", "chan receive"),
    ("runtime.selectgo", "select"),
    ("internal/poll.runtime_pollWait", "IO wait"),
    ("time.Sleep", "sleep"),
    ("syscall.Syscall", "syscall"),
    ("syscall.Syscall6", "syscall"),
    ("runtime.cgocall", "syscall"),
];

fn state_of<'a>(goroutine: &'a Goroutine<'_>, hidden: &Hidden, text: &str) -> Cow<'a, str> {
    let state = goroutine.state.as_deref().unwrap_or_default();
    let mut state = state.trim();
    for remark in [" (scan)", " (leaked)", " (durable)"] {
        state = state.strip_suffix(remark).unwrap_or(state);
    }
    let is_untold = state.is_empty() && goroutine.section == Section::Record;
    if is_untold || state.starts_with("semacquire") {
        let has = |name: &str| goroutine.frames.iter().any(|frame| frame.function() == name);
        if let Some((_, told)) = WAITS.iter().find(|(name, _)| has(name)) {
            return Cow::Borrowed(told);
        }
    }
    if is_untold && let Some(told) = hidden.state_of(text, goroutine) {
        return Cow::Borrowed(told);
    }
    Cow::Borrowed(state)
}

fn receivers<'a>(goroutine: &'a Goroutine<'_>) -> Vec<Receiver<'a>> {
    let methods = goroutine.frames.iter().filter(|frame| !is_go_s(frame.function()));
    methods.filter_map(receiver).collect()
}

fn lock_owner<'a>(goroutine: &'a Goroutine<'_>) -> Option<Receiver<'a>> {
    let asks = goroutine.frames.iter().find(|frame| !is_machinery(frame.function()))?;
    receiver(asks).filter(|_| !is_go_s(asks.function()))
}

fn lock(goroutine: &Goroutine<'_>) -> Option<u64> {
    let locks =
        ["sync.(*Mutex).lockSlow", "sync.(*Mutex).Lock", "sync.(*RWMutex).Lock", "sync.(*RWMutex).RLock"];
    let is_lock = |frame: &&Frame<'_>| locks.iter().any(|lock| frame.function().ends_with(lock));
    let words = goroutine.frames.iter().filter(is_lock).find_map(|frame| first_word(frame.arguments()));
    number(words?)
}

fn mentioned<'a>(goroutine: &'a Goroutine<'_>) -> Vec<(u64, &'a str)> {
    let own = goroutine.frames.iter().filter(|frame| !is_go_s(frame.function()));
    let words = own
        .flat_map(|frame| frame.arguments().split([',', '{', '}', ' ']).map(|word| (word, frame.function())));
    words.filter_map(|(word, function)| Some((number(first_word(word)?)?, function))).collect()
}

/// `time.Sleep(0x30d40)`: the argument is in nanoseconds.
fn sleeps_briefly(goroutine: &Goroutine<'_>) -> bool {
    let sleep = goroutine.frames.iter().find(|frame| frame.function() == "time.Sleep");
    let nanoseconds = sleep.and_then(|frame| number(first_word(frame.arguments())?));
    nanoseconds.is_some_and(|nanoseconds| nanoseconds < A_MOMENT)
}

/// The first word of a closure's arguments is not the object of the method that it was written in, and that of a generic
/// function is its dictionary.
fn receiver<'a>(frame: &'a Frame<'_>) -> Option<Receiver<'a>> {
    let function = frame.function();
    let is_hidden = is_closure(function) || function.contains("[...]");
    let object = if is_hidden { None } else { first_word(frame.arguments()) };
    Some(Receiver { owner: owner(function)?, object })
}

/// The type of a method, with its package: `a/b.(*T).M` gives `a/b.(*T)`.
pub(crate) fn owner(function: &str) -> Option<&str> {
    let end = function.find(").")? + 1;
    function.get(..end)
}

/// `main.(*Hub).Add.func1`, `main.run.gowrap2`.
pub(crate) fn is_closure(function: &str) -> bool {
    [".func", ".gowrap"].iter().any(|mark| {
        function.rsplit_once(mark).is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// None of a word with a question mark: the register may hold something else by now.
fn first_word(arguments: &str) -> Option<&str> {
    let word = arguments.split([',', ')']).next()?.trim().trim_start_matches('{');
    (word.starts_with("0x") && word.len() > 4 && !word.ends_with('?')).then_some(word)
}

/// The runtime, `sync` and what they are made of.
pub(crate) fn is_machinery(function: &str) -> bool {
    let package = package_of(function);
    matches!(package, "runtime" | "sync" | "internal/sync" | "internal/runtime/maps" | "sync/atomic")
        || package.starts_with("runtime/internal")
        || matches!(function, "panic" | "gopanic")
}

/// Of the standard library.
pub(crate) fn is_go_s(function: &str) -> bool {
    is_std_package(package_of(function)) || function == "panic"
}

pub(crate) fn package_of(function: &str) -> &str {
    let start = function.rfind('/').map_or(0, |at| at + 1);
    let end = function.get(start..).and_then(|tail| tail.find('.')).map_or(function.len(), |at| start + at);
    function.get(..end).unwrap_or(function)
}
