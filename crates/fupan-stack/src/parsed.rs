//! What parsing gives: crashes with their goroutines and frames, problems, and residue.
//!
//! All texts borrow from the input unless they had to be repaired or unescaped; `into_owned` cuts the tie. Spans are
//! places in the input as it was given, whatever encoding it came in.

mod frame;
mod owned;

use std::borrow::Cow;
use std::ops::Range;

pub use frame::Frame;

/// What was read from an input. All texts borrow from it unless they had to be repaired.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed<'a> {
    /// The crashes in the order of the input.
    pub crashes: Vec<Crash<'a>>,
    /// What looked like a part of a stack and could not be read, in the order of the input.
    pub problems: Vec<Problem>,
    /// Bytes that are no part of any crash, in the order of the input.
    pub residue: Vec<Residue>,
}

impl<'a> Parsed<'a> {
    /// The sections of all crashes that stand for goroutines: those with a header, records of profiles, accesses of race
    /// reports, Java threads.
    pub fn goroutines(&self) -> impl Iterator<Item = &Goroutine<'a>> {
        self.crashes.iter().flat_map(|crash| &crash.goroutines).filter(|goroutine| goroutine.count > 0)
    }
}

/// A part of the input that could not be read as what it seemed to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The bytes it is about.
    pub span: Range<usize>,
}

/// What a [`Problem`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The input holds no crash output.
    NoStack,
    /// The input is not text.
    Binary,
    /// A goroutine's header is cut off or damaged; no goroutine is returned for it.
    MalformedHeader,
    /// A function without its file and line.
    MissingLocation,
    /// The input ends within a frame.
    CutFrame,
    /// A signal's dump without any goroutine.
    NoGoroutine,
    /// A profile whose records stand for fewer goroutines than its first line tells.
    CutProfile,
    /// A text profile of something other than goroutines.
    OtherProfile,
    /// A line too long to be held in memory was cut.
    LongLine,
}

impl ProblemKind {
    /// The stable code of this kind, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoStack => "no_stack",
            Self::Binary => "binary",
            Self::MalformedHeader => "malformed_header",
            Self::MissingLocation => "missing_location",
            Self::CutFrame => "cut_frame",
            Self::NoGoroutine => "no_goroutine",
            Self::CutProfile => "cut_profile",
            Self::OtherProfile => "other_profile",
            Self::LongLine => "long_line",
        }
    }
}

/// Bytes that are no part of a crash. Neighbouring lines of one reason are one residue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residue {
    /// Why they were left.
    pub reason: ResidueReason,
    /// The bytes.
    pub span: Range<usize>,
}

/// Why bytes were left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ResidueReason {
    /// Text outside a stack.
    Text,
    /// Text between the lines of a goroutine.
    WithinStack,
    /// A profile of something other than goroutines.
    Profile,
    /// Not text.
    Binary,
}

/// One event: what was printed about it and the goroutines printed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crash<'a> {
    /// How it began.
    pub kind: CrashKind,
    /// The texts of the panics (the first cause first), the fatal error or the signal; empty for a dump or a race.
    pub messages: Vec<Message<'a>>,
    /// The line in brackets that a fault adds: `signal SIGSEGV: segmentation violation code=0x1 …`.
    pub signal: Option<Cow<'a, str>>,
    /// When it was written, where the log says so.
    pub time: Option<LogTime<'a>>,
    /// The goroutines and other sections, in the order of the input; throwables in that of their messages.
    pub goroutines: Vec<Goroutine<'a>>,
    /// From the first line that tells of it to the end of its last goroutine.
    pub span: Range<usize>,
}

impl Crash<'_> {
    /// A crash of which nothing is known yet.
    pub(crate) fn empty(kind: CrashKind, span: Range<usize>) -> Self {
        Self { kind, messages: Vec::new(), signal: None, time: None, goroutines: Vec::new(), span }
    }
}

/// The time a log puts before a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogTime<'a> {
    /// As printed: `2026-03-07T10:00:00.123Z`, `Mar  7 10:00:00`, `1772877600.123`.
    pub text: Cow<'a, str>,
    /// Nanoseconds since 1970-01-01 UTC. A log that tells no year is taken to be of 1970, one that tells no zone of UTC:
    /// only differences between the times of one log are to be relied on.
    pub nanoseconds: i64,
}

/// How a [`Crash`] begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CrashKind {
    /// `panic: …`
    Panic,
    /// `fatal error: …`
    FatalError,
    /// `SIGQUIT: quit` and other signals that print all goroutines.
    Signal,
    /// `WARNING: DATA RACE`
    DataRace,
    /// Goroutines without a word before them.
    Dump,
    /// A text profile: `goroutine profile: total 7`.
    Profile,
    /// A stack that a logger wrote, without a goroutine's header.
    Log,
    /// The threads of a Java virtual machine.
    ThreadDump,
    /// A Java exception with its causes.
    Exception,
}

/// The text of a panic or fatal error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message<'a> {
    /// The text without `panic: ` and without the remark that it was recovered; lines end in `\n`.
    pub text: Cow<'a, str>,
    /// Whether the panic was recovered before the next one of the chain was raised.
    pub is_recovered: bool,
}

/// One section of frames with its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goroutine<'a> {
    /// What sort of section it is.
    pub section: Section,
    /// The goroutine's number, of a Java thread the one the virtual machine gave it; none for a run-time stack.
    pub id: Option<u64>,
    /// The name of a Java thread, or of the class of a Java exception.
    pub name: Option<Cow<'a, str>>,
    /// How many goroutines it stands for: 1, in a profile as many as its record tells, 0 where there was no header.
    pub count: u64,
    /// What it was doing, with `(scan)`, `(leaked)`, `(durable)` as printed: `chan receive`. None for race reports.
    pub state: Option<Cow<'a, str>>,
    /// For how long it had been doing so, where that was a minute or more.
    pub minutes: Option<u32>,
    /// Whether it is locked to its thread.
    pub is_locked: bool,
    /// The number of its `testing/synctest` bubble.
    pub bubble: Option<u32>,
    /// Profiler labels, in the order printed.
    pub labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// The calls, the innermost first.
    pub frames: Vec<Frame<'a>>,
    /// How many frames the run-time left out; 0 where it only says that there were more.
    pub elided: Option<u32>,
    /// Whether it was running on another thread, so that its frames could not be printed.
    pub is_unavailable: bool,
    /// The `go` statement that started it.
    pub created_by: Option<Creation<'a>>,
    /// The stacks of the goroutines it descends from, the nearest first (`GODEBUG=tracebackancestors`, race reports).
    pub ancestors: Vec<Ancestor<'a>>,
    /// The locks of a Java thread, the innermost first.
    pub monitors: Vec<Monitor<'a>>,
    /// From its header to the end of its last line.
    pub span: Range<usize>,
}

impl Goroutine<'_> {
    /// A section with nothing in it yet, which stands for `count` goroutines.
    pub(crate) fn empty(section: Section, count: u64, span: Range<usize>) -> Self {
        Self {
            section,
            id: None,
            name: None,
            count,
            state: None,
            minutes: None,
            is_locked: false,
            bubble: None,
            labels: Vec::new(),
            frames: Vec::new(),
            elided: None,
            is_unavailable: false,
            created_by: None,
            ancestors: Vec::new(),
            monitors: Vec::new(),
            span,
        }
    }
}

/// A lock that a Java thread holds or waits for: `- waiting to lock <0x000000071ab0c1d8> (a java.lang.Object)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitor<'a> {
    /// Its address as printed, without the angle brackets.
    pub address: Cow<'a, str>,
    /// Its class.
    pub class: Cow<'a, str>,
    /// What the thread has to do with it.
    pub relation: MonitorRelation,
}

/// What a thread has to do with a [`Monitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonitorRelation {
    /// `- locked`
    Holds,
    /// `- waiting to lock`, `- waiting to re-lock in wait()`: it wants what another thread holds.
    WantsToLock,
    /// `- waiting on`, `- parking to wait for`: it waits to be told.
    WaitsFor,
}

/// What sort of section a [`Goroutine`] was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Section {
    /// `goroutine 7 [running]:`
    Goroutine,
    /// `runtime stack:`, the thread's own stack.
    RuntimeStack,
    /// One access of a race report.
    Access(Access),
    /// Where a race report says that the memory was allocated.
    Allocation,
    /// A record of a text profile: `12 @ 0x43e5ce 0x44f4b8`.
    Record,
    /// Frames without a header, as loggers write them.
    Trace,
    /// A thread of a Java virtual machine.
    Thread,
    /// A Java exception; its causes follow as sections of their own.
    Throwable,
}

/// An access of a race report: `Previous write at 0x… by goroutine 8:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Access {
    /// A write, not a read.
    pub is_write: bool,
    /// Made with an atomic operation.
    pub is_atomic: bool,
    /// Made before the access that was reported first.
    pub is_previous: bool,
}

/// Where a goroutine was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creation<'a> {
    /// The `go` statement.
    pub frame: Frame<'a>,
    /// The goroutine that ran it.
    pub goroutine: Option<u64>,
}

/// The stack of an ancestor at the time it started the next goroutine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ancestor<'a> {
    /// The ancestor's number; unknown in race reports, which print where a goroutine was created.
    pub id: Option<u64>,
    /// The calls, the innermost first.
    pub frames: Vec<Frame<'a>>,
}
