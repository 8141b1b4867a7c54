//! Who waits on what in a dump, and whether anybody can go on.

use fupan_stack::{Deadlock, Minutes, Participant, Wait};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Goroutines that cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeadlockBody {
    /// `all_asleep`: the run-time said so. `cycle`: they wait for each other. `self_deadlock`: one waits for what it holds
    /// itself. `likely`: nobody who could wake them is able to. Of goroutines the holders of locks are probable, of Java
    /// threads certain.
    pub verdict: String,
    /// The fewest that show it; of a cycle each waits for the next and the last for the first.
    pub because: Vec<ParticipantBody>,
}

/// Goroutines that wait for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WaitBody {
    /// Where it lies, as the dump prints it.
    pub address: String,
    /// What it is: `mutex`, `read_lock`, `write_lock`, `once`, `wait_group`, `condition`, `channel_receive`,
    /// `channel_send`; of Java `monitor`, `synchronizer`.
    pub kind: String,
    /// How many goroutines wait there.
    pub goroutines: u32,
    /// Where they wait: one of each group, the first few.
    pub waiters: Vec<ParticipantBody>,
    /// Who probably holds it.
    pub holders: Vec<ParticipantBody>,
}

/// A goroutine with the line of the program at which it waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParticipantBody {
    /// Its number; null where it is not known which one of its group it is.
    pub goroutine: Option<u64>,
    /// The name of a Java thread.
    pub name: Option<String>,
    /// The innermost function of the program itself, or of what there is.
    pub function: String,
    /// The source file, where it is known.
    pub file: Option<String>,
    /// The line in it, where it is known.
    pub line: Option<u32>,
    /// What it is doing: `chan receive`.
    pub state: String,
    /// For how many whole minutes it had been doing so; null where that is less than one or not told.
    pub minutes: Option<u32>,
    /// What it waits for: a kind of `waits`; null where it waits for nobody else.
    pub waits_for: Option<String>,
    /// Where that lies, where the dump shows it.
    pub address: Option<String>,
    /// The goroutine that probably holds it, where it is named beside this one.
    pub held_by: Option<u64>,
    /// How many goroutines have the same stack.
    pub goroutines: u32,
}

/// For how long goroutines had been waiting, in whole minutes; 0 is less than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MinutesBody {
    /// The shortest.
    pub shortest: u32,
    /// The longest.
    pub longest: u32,
}

impl From<&Deadlock> for DeadlockBody {
    fn from(deadlock: &Deadlock) -> Self {
        Self {
            verdict: deadlock.verdict.as_str().to_owned(),
            because: deadlock.because.iter().map(ParticipantBody::from).collect(),
        }
    }
}

impl From<&Wait> for WaitBody {
    fn from(wait: &Wait) -> Self {
        Self {
            address: wait.address.clone(),
            kind: wait.kind.as_str().to_owned(),
            goroutines: wait.goroutines,
            waiters: wait.waiters.iter().map(ParticipantBody::from).collect(),
            holders: wait.holders.iter().map(ParticipantBody::from).collect(),
        }
    }
}

impl From<&Participant> for ParticipantBody {
    fn from(participant: &Participant) -> Self {
        Self {
            goroutine: participant.goroutine,
            name: participant.name.clone(),
            function: participant.function.clone(),
            file: participant.file.clone(),
            line: participant.line,
            state: participant.state.clone(),
            minutes: participant.minutes,
            waits_for: participant.waits_for.map(|kind| kind.as_str().to_owned()),
            address: participant.address.clone(),
            held_by: participant.held_by,
            goroutines: participant.goroutines,
        }
    }
}

impl From<Minutes> for MinutesBody {
    fn from(minutes: Minutes) -> Self {
        Self { shortest: minutes.shortest, longest: minutes.longest }
    }
}
