//! A dump prepared for comparing.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::corpus::CorpusStatistics;
use super::facts::{Fact, line_fact, local_fact, message_words, moved_fact, symbol_fact, without_vendor};
use super::weights::{
    ANY_STACK, COMMON_CALL, COMMON_TELLS, DEPTH, FAILED, FULL_MESSAGE, KIND, MESSAGE, RUNTIME_CALL, STATE,
};
use crate::call::Owner;
use crate::group::{GroupFrame, StackGroup, StackSummary};
use crate::java;
use crate::kind;
use crate::packages::is_std_package;

/// Stacks of a dump that are compared: the culprit and those that tell most.
const COMPARED: usize = 40;
/// Calls of a stack that are compared; what lies further down is the same in many programs.
const CALLS: usize = 64;

/// A dump prepared for comparing with [`same_bug`](super::same_bug).
#[derive(Debug, Clone)]
pub struct Profile {
    pub(super) stacks: Vec<Stack>,
}

/// One stack of a dump.
#[derive(Debug, Clone)]
pub(super) struct Stack {
    /// The innermost first, without repetition.
    pub(super) calls: Vec<Call>,
    /// The kind of the failure or the state, and its weight; none where it was not printed.
    pub(super) kind: Option<(Fact, f64)>,
    /// The words of the error line.
    pub(super) message: Message,
    /// What the kind weighs where that of the other stack differs.
    pub(super) kind_at_stake: f64,
    /// How much it counts in its dump.
    pub(super) weight: f64,
    is_failure: bool,
    is_observer: bool,
}

/// One call.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) symbol: Fact,
    /// The names under which a method of the program or of a dependency is looked for elsewhere.
    pub(super) local: Option<Fact>,
    pub(super) moved: Option<Fact>,
    pub(super) line: Option<Fact>,
    /// The symbol, to compare with one whose end is missing.
    pub(super) name: Box<str>,
    /// Whether the input may have been cut in its middle.
    pub(super) is_cut: bool,
    pub(super) weight: f64,
    pub(super) part: Part,
    rarity: f64,
}

/// Whose code a call is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The program's or a dependency's.
    Own,
    /// `main.main`.
    Main,
    /// Go's or Java's own packages.
    Std,
    /// The run-time.
    Runtime,
}

/// The words of an error line with their rarity.
#[derive(Debug, Clone, Default)]
pub(super) struct Message {
    words: Vec<(Fact, f64)>,
    rarity: f64,
}

impl Profile {
    /// Prepares a dump; what it shows is weighed by how rare it is in a corpus.
    #[must_use]
    pub fn new(dump: &StackSummary, statistics: &CorpusStatistics) -> Self {
        let mut stacks: Vec<Stack> = dump.stacks.iter().map(|stack| Stack::new(stack, statistics)).collect();
        // A process of which nothing else is known is compared by what there is.
        keep_unless_none(&mut stacks, |stack| !stack.is_observer || stack.is_failure);
        keep_unless_none(&mut stacks, |stack| stack.is_failure || !stack.is_runtime());
        let after_culprit = stacks.get_mut(1..).unwrap_or_default();
        after_culprit.sort_by_key(|stack| Reverse(ordered(stack.weight)));
        stacks.truncate(COMPARED);
        Self { stacks }
    }
}

/// Keeps the stacks that are `wanted`, all where none is.
fn keep_unless_none(stacks: &mut Vec<Stack>, wanted: impl Fn(&Stack) -> bool) {
    if stacks.iter().any(&wanted) {
        stacks.retain(wanted);
    }
}

/// A weight, which is no less than 0, as a number with an order.
fn ordered(weight: f64) -> u64 {
    weight.to_bits()
}

impl Stack {
    fn new(stack: &StackGroup, statistics: &CorpusStatistics) -> Self {
        let calls = calls(stack, statistics);
        let is_failure = stack.error.is_some();
        let kind = is_telling(&stack.kind).then(|| Fact::kind(&stack.kind));
        let kind_at_stake = if is_failure { KIND } else { STATE };
        let told: f64 = calls.iter().map(Call::tells).sum();
        Self {
            kind: kind.map(|kind| (kind, kind_at_stake * statistics.rarity(kind))),
            kind_at_stake,
            message: Message::new(stack.error.as_deref(), statistics),
            weight: (told + ANY_STACK) * if is_failure { FAILED } else { 1.0 },
            is_failure,
            is_observer: stack.frames.iter().any(is_observer),
            calls,
        }
    }

    fn is_runtime(&self) -> bool {
        self.calls.iter().all(|call| call.part == Part::Runtime)
    }
}

/// Whether a kind says what happened: a goroutine that prints itself is running whatever the matter is.
fn is_telling(kind: &str) -> bool {
    !matches!(kind, "running" | kind::LOGGED | kind::UNKNOWN)
}

/// A goroutine that writes the dump, or ends the process because of it.
fn is_observer(frame: &GroupFrame) -> bool {
    frame.function.starts_with("runtime/pprof.write")
        || matches!(frame.function.as_str(), "os/signal.loop" | "testing.(*M).startAlarm.func")
}

/// The calls without the run-time's, and each run of equal ones once.
fn calls(stack: &StackGroup, statistics: &CorpusStatistics) -> Vec<Call> {
    let only_runtime = stack.frames.iter().all(|frame| part(frame) == Part::Runtime);
    let last = stack.frames.len().saturating_sub(1);
    let mut calls: Vec<Call> = Vec::new();
    for (place, frame) in stack.frames.iter().enumerate() {
        let part = part(frame);
        let symbol = symbol_fact(&frame.function);
        let repeated = calls.last().is_some_and(|call| call.symbol == symbol);
        if repeated || (part == Part::Runtime && !only_runtime) {
            continue;
        }
        if calls.len() == CALLS {
            break;
        }
        let (depth, rarity) = (calls.len(), statistics.rarity(symbol));
        let file = frame.file.as_deref();
        calls.push(Call {
            symbol,
            local: local_fact(&frame.function).filter(|_| part == Part::Own),
            moved: moved_fact(&frame.function, file).filter(|_| part == Part::Own),
            line: line_fact(file, frame.line).filter(|_| part != Part::Runtime),
            name: without_vendor(&frame.function).into(),
            is_cut: place == last && file.is_none(),
            weight: rarity * part.weight() * near_top(depth),
            part,
            rarity,
        });
    }
    calls
}

fn near_top(depth: usize) -> f64 {
    f64::from(u32::try_from(depth + 1).unwrap_or(u32::MAX)).powf(-DEPTH)
}

fn part(frame: &GroupFrame) -> Part {
    if frame.function == "main.main" {
        return Part::Main;
    }
    if frame.in_app {
        return Part::Own;
    }
    match frame.package.as_str() {
        "" | "runtime" | "internal/poll" | "internal/bytealg" => Part::Runtime,
        package if package.starts_with("runtime/") || package.starts_with("internal/runtime/") => {
            Part::Runtime
        }
        package if is_std_package(package) || java::owner(&frame.function) == Owner::Std => Part::Std,
        _ => Part::Own,
    }
}

impl Part {
    fn weight(self) -> f64 {
        match self {
            Self::Own => 1.0,
            Self::Main | Self::Std => COMMON_CALL,
            Self::Runtime => RUNTIME_CALL,
        }
    }
}

impl Call {
    /// How much it tells of what its goroutine is.
    fn tells(&self) -> f64 {
        match self.part {
            Part::Own | Part::Main => self.rarity,
            Part::Std => COMMON_TELLS * self.rarity,
            Part::Runtime => 0.0,
        }
    }
}

impl Message {
    fn new(error: Option<&str>, statistics: &CorpusStatistics) -> Self {
        let words: BTreeSet<Fact> = message_words(error);
        let words: Vec<(Fact, f64)> = words.into_iter().map(|word| (word, statistics.rarity(word))).collect();
        Self { rarity: words.iter().map(|word| word.1).sum(), words }
    }

    /// How many of the words of two messages are the same, 0 to 1 and weighed by their rarity, and what that weighs;
    /// none where a message has no words.
    pub(super) fn agreement(&self, other: &Self) -> Option<(f64, f64)> {
        let less = self.rarity.min(other.rarity);
        if less <= 0.0 {
            return None;
        }
        let is_shared = |word: &Fact| other.words.binary_search_by_key(word, |other| other.0).is_ok();
        let shared: f64 = self.words.iter().filter(|word| is_shared(&word.0)).map(|word| word.1).sum();
        let share = shared / (self.rarity + other.rarity - shared);
        Some((share, MESSAGE * (less / FULL_MESSAGE).min(1.0)))
    }
}
