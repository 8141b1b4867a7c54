//! Who did what in a crash: the culprit's calls with their owners and parts, the accesses of races, and what could not be
//! read, by lines.
//!
//! ```text
//! net/http.(*conn).serve.func1()              standard   recovered
//! panic({0x6c8340?, 0x759450?})               run-time
//! …/websocket.(*messageWriter).flushFrame()   dependency raised      github.com/gorilla/websocket v1.5.3
//! …/websocket.(*Conn).WriteMessage()          dependency
//! main.(*room).broadcast()                    program    its own
//! ```
//!
//! What a frame's function did is told by its place beside the calls of `panic`, and by what the goroutine waits for; no
//! source is read here.

mod frame;
mod race;
mod role;

use fupan_stack::{CrashKind, Goroutine, GroupFrame, ProblemKind, Section, StackGroup};

pub use frame::{AttributedFrame, Module, Owner};
pub use race::{AttributedRace, RaceSide};
pub use role::FrameRole;

use self::frame::frames_of;
use crate::Reading;

/// What a crash, a dump or a report shows of who did what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// How what failed began; none where there is no stack.
    pub kind: Option<CrashKind>,
    /// The texts of its panics, the first cause first, or of the fatal error or signal.
    pub messages: Vec<String>,
    /// The line in brackets that a fault adds: `signal SIGSEGV: segmentation violation code=0x1 addr=0x0`.
    pub signal: Option<String>,
    /// The goroutine to look at first, with all its calls; none of races, and where no frame is known.
    pub culprit: Option<AttributedStack>,
    /// The data races, each once, in the order of the input.
    pub races: Vec<AttributedRace>,
    /// What could not be read, in the order of the input.
    pub problems: Vec<PlacedProblem>,
    /// How many lines the input has.
    pub lines: u32,
}

/// A goroutine with its calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributedStack {
    /// Its number, where it has one.
    pub goroutine: Option<u64>,
    /// The name of a Java thread.
    pub name: Option<String>,
    /// What it was doing, as printed.
    pub state: Option<String>,
    /// For how many minutes, where the header says so.
    pub minutes: Option<u32>,
    /// Profiler labels, as printed.
    pub labels: Vec<(String, String)>,
    /// The calls, the innermost first; a call that comes again at once is one.
    pub frames: Vec<AttributedFrame>,
    /// How many frames the run-time left out; 0 where it only says that there were more.
    pub elided: Option<u32>,
    /// The `go` statement that started it.
    pub created_by: Option<AttributedFrame>,
    /// The goroutine that ran that.
    pub created_in: Option<u64>,
    /// The line of its header in the input, from 1.
    pub line: u32,
}

/// A problem with the line where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedProblem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The line in the input, from 1.
    pub line: u32,
}

impl Attribution {
    /// Who did what in an input.
    #[must_use]
    pub fn of(reading: &Reading<'_>) -> Self {
        let lines = Lines::of(reading.text);
        let found = culprit(reading);
        let (kind, messages, signal) = match &found {
            Some((crash, _)) => {
                let texts = crash.messages.iter().map(|message| message.text.trim_end().to_owned()).collect();
                (Some(crash.kind), texts, crash.signal.as_deref().map(str::to_owned))
            }
            None => (None, Vec::new(), None),
        };
        let stack = found.and_then(|(crash, goroutine)| {
            let goroutine = goroutine.filter(|_| crash.kind != CrashKind::DataRace)?;
            Some(AttributedStack::of(goroutine, crash, &lines))
        });
        let problems = reading.parsed.problems.iter();
        Self {
            kind,
            messages,
            signal,
            culprit: stack,
            races: race::races(reading, &lines),
            problems: problems
                .map(|problem| PlacedProblem { kind: problem.kind, line: lines.at(problem.span.start) })
                .collect(),
            lines: lines.count(),
        }
    }
}

impl AttributedStack {
    fn of(goroutine: &Goroutine<'_>, crash: &fupan_stack::Crash<'_>, lines: &Lines) -> Self {
        let mut frames = frames_of(&goroutine.frames, goroutine.section);
        role::assign(&mut frames, goroutine, crash);
        let creation = goroutine.created_by.as_ref();
        Self {
            goroutine: goroutine.id,
            name: goroutine.name.as_deref().map(str::to_owned),
            state: goroutine.state.as_deref().map(str::to_owned),
            minutes: goroutine.minutes,
            labels: goroutine
                .labels
                .iter()
                .map(|(key, value)| (key.to_string(), value.to_string()))
                .collect(),
            frames,
            elided: goroutine.elided,
            created_by: creation.map(|it| AttributedFrame::of(&it.frame, goroutine.section)),
            created_in: creation.and_then(|it| it.goroutine),
            line: lines.at(goroutine.span.start),
        }
    }

    /// The first call of the program's own, from the one that has a part on.
    #[must_use]
    pub fn own(&self) -> Option<&AttributedFrame> {
        self.frames.iter().find(|frame| frame.is_own)
    }

    /// The call with a part that tells what happened: not who recovered.
    #[must_use]
    pub fn acting(&self) -> Option<&AttributedFrame> {
        let acts = |frame: &&AttributedFrame| frame.role.is_some_and(FrameRole::is_acting);
        self.frames.iter().find(acts)
    }

    /// The calls, then the `go` statement.
    pub fn frames_and_creation(&self) -> impl Iterator<Item = &AttributedFrame> {
        self.frames.iter().chain(&self.created_by)
    }

    /// Who recovered the panic.
    #[must_use]
    pub fn recovering(&self) -> Option<&AttributedFrame> {
        self.frames.iter().find(|frame| frame.role == Some(FrameRole::Recovered))
    }
}

/// The crash that leads, and the goroutine of its culprit where it has frames.
fn culprit<'a>(reading: &'a Reading<'_>) -> Option<(&'a fupan_stack::Crash<'a>, Option<&'a Goroutine<'a>>)> {
    let group = reading.summary.stacks.first()?;
    let crashes = &reading.parsed.crashes;
    if group.frames.is_empty() {
        let first = crashes.iter().find(|crash| !crash.messages.is_empty()).or(crashes.first())?;
        return Some((first, first.goroutines.first()));
    }
    let goroutine_of = |crash: &'a fupan_stack::Crash<'a>| {
        let goroutine = crash.goroutines.iter().find(|goroutine| ends_as(goroutine, group))?;
        Some((crash, Some(goroutine)))
    };
    let tells = |crash: &&fupan_stack::Crash<'_>| {
        group.error.is_none() || !crash.messages.is_empty() || crash.kind == CrashKind::DataRace
    };
    let telling = crashes.iter().filter(tells).find_map(goroutine_of);
    telling.or_else(|| crashes.iter().find_map(goroutine_of))
}

/// Whether the calls of a group are the last ones of a goroutine: those above `panic` are not part of a group.
fn ends_as(goroutine: &Goroutine<'_>, group: &StackGroup) -> bool {
    let Some(start) = goroutine.frames.len().checked_sub(group.frames.len()) else { return false };
    let is_place = |(frame, of_group): (&fupan_stack::Frame<'_>, &GroupFrame)| {
        frame.line() == of_group.line && frame.file() == of_group.file.as_deref()
    };
    let pairs = || goroutine.frames.iter().skip(start).zip(&group.frames);
    // A place is enough where it is known; names take longer, and there may be a hundred thousand goroutines.
    pairs().all(is_place)
        && pairs()
            .filter(|(frame, _)| frame.line().is_none())
            .all(|(frame, of_group)| GroupFrame::of(frame, goroutine.section).function == of_group.function)
}

pub(crate) fn is_java(section: Section) -> bool {
    matches!(section, Section::Thread | Section::Throwable)
}

/// Where the lines of an input begin.
pub(crate) struct Lines {
    starts: Vec<usize>,
    length: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect(), length: text.len() }
    }

    /// The line of a byte, from 1.
    pub(crate) fn at(&self, byte: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= byte)).unwrap_or(u32::MAX).max(1)
    }

    fn count(&self) -> u32 {
        let ends_with_break = self.starts.last() == Some(&self.length);
        u32::try_from(self.starts.len() - usize::from(ends_with_break)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests;
