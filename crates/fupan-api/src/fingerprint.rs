//! The stacks of a crash or dump with their fingerprints.

use fupan_stack::{Event, GroupFrame, LogTime, Problem, StackGroup, StackSummary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::waits::{DeadlockBody, MinutesBody, WaitBody};

/// The stacks of an input, the culprit first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FingerprintBody {
    /// Groups of equal exact fingerprint.
    pub stacks: Vec<StackBody>,
    /// What happened, each crash of one culprit family once, in the order of their first times; left out
    /// where nothing did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventBody>,
    /// Goroutines that cannot go on; null where nothing shows it.
    #[serde(default)]
    pub deadlock: Option<DeadlockBody>,
    /// What several goroutines wait for, and whom a probable holder keeps waiting: the ten with most waiters, of the crash
    /// that tells most; left out where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<WaitBody>,
    /// Parts of the input that could not be read.
    pub problems: Vec<InputProblemBody>,
}

/// Crashes with one culprit family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventBody {
    /// The kind of the culprit.
    pub kind: String,
    /// The family of the culprit.
    pub family: String,
    /// The error line of the first, where there is one.
    pub error: Option<String>,
    /// How often it happened.
    pub count: u64,
    /// The time the log gives for the first, as it is written there.
    pub first_seen: Option<String>,
    /// The time the log gives for the last.
    pub last_seen: Option<String>,
}

/// One group of equal stacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StackBody {
    /// What ended or stopped them: a masked error text, a panic type or a class of wait reasons.
    pub kind: String,
    /// Equal for the same build.
    pub exact: String,
    /// Equal for the same bug across builds, Go versions and flags: the key to look up.
    pub family: String,
    /// How many goroutines stand there.
    pub goroutines: u32,
    /// Whether the frames say too little to tell two bugs apart.
    pub low_information: bool,
    /// The error line, where there is one.
    pub error: Option<String>,
    /// What they are doing, without minutes and other remarks: `chan receive`; null where the input does not say.
    #[serde(default)]
    pub state: Option<String>,
    /// For how long they had been doing so; null where no header of theirs says it.
    #[serde(default)]
    pub minutes: Option<MinutesBody>,
    /// The frames, the innermost first.
    pub frames: Vec<FrameBody>,
}

/// One frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FrameBody {
    /// The canonical symbol.
    pub function: String,
    /// Its package.
    pub package: String,
    /// The source file, where it is known.
    pub file: Option<String>,
    /// The line, where it is known.
    pub line: Option<u32>,
    /// Whether it belongs to the application: neither Go's own nor a dependency's.
    pub in_app: bool,
}

/// A part of the input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputProblemBody {
    /// What is wrong there.
    pub code: String,
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
}

impl From<&StackSummary> for FingerprintBody {
    fn from(summary: &StackSummary) -> Self {
        Self {
            stacks: summary.stacks.iter().map(StackBody::from).collect(),
            events: summary.events.iter().map(EventBody::from).collect(),
            deadlock: summary.deadlock.as_ref().map(DeadlockBody::from),
            waits: summary.waits.iter().map(WaitBody::from).collect(),
            problems: summary.problems.iter().map(InputProblemBody::from).collect(),
        }
    }
}

impl From<&Event> for EventBody {
    fn from(event: &Event) -> Self {
        Self {
            kind: event.kind.clone(),
            family: event.family.to_string(),
            error: event.error.clone(),
            count: event.count,
            first_seen: written(event.first.as_ref()),
            last_seen: written(event.last.as_ref()),
        }
    }
}

/// A time as the log has it.
pub(crate) fn written(time: Option<&LogTime<'_>>) -> Option<String> {
    time.map(|time| time.text.clone().into_owned())
}

impl From<&StackGroup> for StackBody {
    fn from(stack: &StackGroup) -> Self {
        Self {
            kind: stack.kind.clone(),
            exact: stack.exact.to_string(),
            family: stack.family.to_string(),
            goroutines: stack.goroutines,
            low_information: stack.low_information,
            error: stack.error.clone(),
            state: stack.state.clone(),
            minutes: stack.minutes.map(MinutesBody::from),
            frames: stack.frames.iter().map(FrameBody::from).collect(),
        }
    }
}

impl From<&GroupFrame> for FrameBody {
    fn from(frame: &GroupFrame) -> Self {
        Self {
            function: frame.function.clone(),
            package: frame.package.clone(),
            file: frame.file.clone(),
            line: frame.line,
            in_app: frame.in_app,
        }
    }
}

impl From<&Problem> for InputProblemBody {
    fn from(problem: &Problem) -> Self {
        Self { code: problem.kind.as_str().to_owned(), start: problem.span.start, end: problem.span.end }
    }
}
