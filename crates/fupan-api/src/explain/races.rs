//! The two accesses of a race, side by side.

use fupan_engine::{AttributedFrame, AttributedRace, Owner, RaceSide, SourceExcerpts};
use fupan_locale::{ExplainMessage as Message, Language};
use fupan_stack::CrashKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rows::{ExplainedFrameBody, place_words};

/// A data race.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RaceBody {
    /// Its accesses, the one that was reported first before the other.
    pub sides: Vec<RaceSideBody>,
    /// How often it was reported.
    pub count: u32,
    /// The same in words; null where that is once.
    pub times: Option<String>,
    /// The line of its first report, from 1.
    pub line: u32,
}

/// An access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RaceSideBody {
    /// A write, not a read.
    pub is_write: bool,
    /// Made with an atomic operation.
    pub is_atomic: bool,
    /// The goroutine that made it; null of the main goroutine.
    pub goroutine: Option<u64>,
    /// The access in words.
    pub access: String,
    /// The call that accesses.
    pub at: Option<ExplainedFrameBody>,
    /// The program's own call, where that is another one.
    pub own: Option<ExplainedFrameBody>,
    /// The calls between the access and the start of the goroutine, in words.
    pub callers: Vec<String>,
    /// Where its goroutine was started; null of the main goroutine.
    pub started: Option<ExplainedFrameBody>,
}

/// The number of the main goroutine.
const MAIN: u64 = 1;
/// Callers that are named.
const CALLERS: usize = 4;

impl RaceBody {
    pub(super) fn of(race: &AttributedRace, sources: &SourceExcerpts, language: Language) -> Self {
        Self {
            sides: race.sides.iter().map(|side| RaceSideBody::of(side, sources, language)).collect(),
            count: race.count,
            times: (race.count > 1).then(|| Message::RaceTimes { count: race.count }.render(language)),
            line: race.line,
        }
    }
}

impl RaceSideBody {
    fn of(side: &RaceSide, sources: &SourceExcerpts, language: Language) -> Self {
        let body = |frame: &AttributedFrame| {
            ExplainedFrameBody::of(frame, Some(CrashKind::DataRace), sources, language)
        };
        let acting = side.acting();
        let own = side.own().filter(|own| acting != Some(*own));
        let is_program = |frame: &&AttributedFrame| frame.owner == Owner::Application;
        let starter = side.created.iter().find(is_program).or(side.created.first());
        let behind = side.frames.iter().skip_while(|frame| Some(*frame) != acting).skip(1);
        Self {
            is_write: side.access.is_write,
            is_atomic: side.access.is_atomic,
            goroutine: side.goroutine,
            access: access_words(side, language),
            at: acting.map(body),
            own: own.map(body),
            callers: behind.filter(|frame| Some(*frame) != own).take(CALLERS).map(place_words).collect(),
            started: starter.map(body),
        }
    }
}

fn access_words(side: &RaceSide, language: Language) -> String {
    let who = match side.goroutine {
        Some(number) if number != MAIN => fupan_locale::WaitMessage::Goroutine { number }.render(language),
        _ => Message::MainGoroutine.render(language),
    };
    let message = match (side.access.is_write, side.access.is_atomic) {
        (true, false) => Message::WriteBy { who },
        (false, false) => Message::ReadBy { who },
        (true, true) => Message::AtomicWriteBy { who },
        (false, true) => Message::AtomicReadBy { who },
    };
    message.render(language)
}
