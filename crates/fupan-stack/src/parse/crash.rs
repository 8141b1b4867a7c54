//! The crash that is being read.

use std::borrow::Cow;
use std::ops::Range;

use super::collect::Collector;
use super::lines::Line;
use super::message::{OpenMessage, keep_first_line, message_of};
use super::output::Output;
use super::stack::OpenStack;
use crate::bytes::text_of;
use crate::call::is_panic;
use crate::parsed::{Crash, CrashKind, Frame, Goroutine, Message, ProblemKind, ResidueReason, Section};

/// What stands between two goroutines of a dump: an empty line, with either line end.
const LONGEST_BLANK_LINES: usize = 4;

pub(super) struct OpenCrash<'a, O> {
    pub(super) crash: Crash<'a>,
    /// What the collector keeps of it.
    open: O,
    /// The accesses of a race report: what comes behind them may belong to them.
    accesses: Vec<Goroutine<'a>>,
    /// The indentation of its first line: a header deeper than that is a part of the message.
    pub(super) indent: usize,
    /// How many sections it has.
    pub(super) sections: usize,
    /// How many goroutines the first line of a profile tells of.
    pub(super) declared: Option<u64>,
    /// What a log says of a stack that has no message of its own.
    pub(super) told: Option<Cow<'a, str>>,
    goroutines: u64,
    /// Whether its first goroutine was running; it is the one that wrote the dump or failed.
    has_running: bool,
    /// The number of its first goroutine.
    first_number: Option<u64>,
    /// Whether its first goroutine shows a call of `panic`.
    has_panic: bool,
    /// Where its first line ends, and where its messages end, should those turn out not to belong to it.
    first_line_end: usize,
    messages_end: usize,
}

impl<'a, O: Default> OpenCrash<'a, O> {
    pub(super) fn new(kind: CrashKind, first_line: Range<usize>, indent: usize) -> Self {
        let end = first_line.end;
        Self {
            crash: Crash::empty(kind, first_line),
            open: O::default(),
            accesses: Vec::new(),
            indent,
            sections: 0,
            declared: None,
            told: None,
            goroutines: 0,
            has_running: false,
            first_number: None,
            has_panic: false,
            first_line_end: end,
            messages_end: end,
        }
    }

    pub(super) fn add_message(&mut self, message: &OpenMessage<'a>) {
        self.crash.span.end = self.crash.span.end.max(message.end);
        self.messages_end = message.end;
        self.crash.messages.push(message_of(&message.lines));
    }

    pub(super) fn read_remark(&mut self, line: &Line<'a>, text: &'a [u8]) {
        if let Some(signal) = text.strip_prefix(b"[signal ") {
            self.crash.signal = Some(text_of(signal.strip_suffix(b"]").unwrap_or(signal)));
        }
        self.crash.span.end = line.end;
    }

    /// Whether the goroutine belongs to this crash.
    pub(super) fn takes(&self, stack: &OpenStack<'a>) -> bool {
        let goroutine = &stack.goroutine;
        match (self.crash.kind, goroutine.section) {
            (CrashKind::Profile, section) => section == Section::Record,
            (_, Section::Record) => false,
            // Frames whose header was cut off, with the goroutines that follow.
            (CrashKind::Log, section) => {
                section == Section::Goroutine && self.sections == 1 && self.told.is_none()
            }
            (_, Section::Trace) => self.sections == 0 && self.crash.kind != CrashKind::DataRace,
            (CrashKind::Dump | CrashKind::Panic, Section::Goroutine) => !self.is_written_again(goroutine),
            _ => true,
        }
    }

    /// Whether the goroutine is the first of another dump. Those that come back from the kernel are running too: right
    /// behind several goroutines, only the one that shows that it writes, or wrote before, begins the next.
    fn is_written_again(&self, goroutine: &Goroutine<'_>) -> bool {
        if !self.has_running || !is_running(goroutine) || goroutine.is_unavailable {
            return false;
        }
        let gap = goroutine.span.start.saturating_sub(self.crash.span.end);
        let is_right_behind = self.sections > 1 && gap <= LONGEST_BLANK_LINES;
        !is_right_behind || goroutine.id == self.first_number || writes_a_dump(goroutine)
    }

    pub(super) fn add<C>(&mut self, stack: OpenStack<'a>, collector: &mut C) -> Vec<Frame<'a>>
    where
        C: Collector<'a, Open = O>,
    {
        let is_listing = stack.is_listing();
        let OpenStack { goroutine, slot, .. } = stack;
        if self.crash.kind == CrashKind::Log && goroutine.section == Section::Goroutine {
            self.crash.kind = CrashKind::Dump;
        }
        if self.sections == 0 {
            self.has_running = is_running(&goroutine);
            self.first_number = goroutine.id;
            self.has_panic = is_listing || goroutine.frames.iter().any(|frame| is_panic(frame.function()));
        }
        self.sections += 1;
        self.goroutines = self.goroutines.saturating_add(goroutine.count);
        self.crash.span.start = self.crash.span.start.min(goroutine.span.start);
        self.crash.span.end = self.crash.span.end.max(goroutine.span.end);
        if self.crash.kind == CrashKind::DataRace {
            self.accesses.insert(slot.unwrap_or(self.accesses.len()).min(self.accesses.len()), goroutine);
            return Vec::new();
        }
        collector.add(&mut self.open, goroutine)
    }

    /// Takes out the access of goroutine `id`, whose stack at its `go` statement follows.
    pub(super) fn created(&mut self, id: u64) -> Option<(Goroutine<'a>, usize)> {
        let belongs = |goroutine: &Goroutine<'_>| goroutine.id == Some(id) && goroutine.ancestors.is_empty();
        let at = self.accesses.iter().position(belongs)?;
        self.sections -= 1;
        let goroutine = self.accesses.remove(at);
        self.goroutines -= goroutine.count;
        Some((goroutine, at))
    }

    pub(super) fn close<C>(mut self, out: &mut Output<'_, 'a, C>)
    where
        C: Collector<'a, Open = O>,
    {
        if self.declared.is_some_and(|declared| declared > self.goroutines) {
            out.problem(ProblemKind::CutProfile, self.crash.span.clone());
        }
        for access in std::mem::take(&mut self.accesses) {
            out.collector.add(&mut self.open, access);
        }
        if self.sections == 0 && self.declared.is_none() && !self.is_without_goroutines(out) {
            return;
        }
        self.take_what_was_told();
        out.crashes += 1;
        out.collector.close(self.crash, self.open);
    }

    /// Without a goroutine nothing tells where the text ends; only its first line is taken. False where that is nothing.
    fn is_without_goroutines<C: Collector<'a>>(&mut self, out: &mut Output<'_, 'a, C>) -> bool {
        let first_line = self.crash.span.start..self.first_line_end;
        if self.messages_end > self.first_line_end {
            out.leave(ResidueReason::Text, self.first_line_end..self.messages_end);
        }
        self.crash.span = first_line.clone();
        self.crash.messages.truncate(1);
        self.crash.messages.iter_mut().for_each(keep_first_line);
        if self.crash.kind == CrashKind::Signal {
            out.problem(ProblemKind::NoGoroutine, first_line.clone());
            out.leave(ResidueReason::Text, first_line);
            return false;
        }
        true
    }

    /// A stack with a call of `panic` was printed by who recovered from it; the log tells from what.
    fn take_what_was_told(&mut self) {
        if !matches!(self.crash.kind, CrashKind::Dump | CrashKind::Log) {
            return;
        }
        if let Some(text) = self.told.take() {
            let is_recovered = self.has_panic;
            self.crash.kind = if is_recovered { CrashKind::Panic } else { self.crash.kind };
            self.crash.messages.push(Message { text, is_recovered });
        }
    }

    pub(super) fn into_owned(self) -> OpenCrash<'static, O> {
        OpenCrash {
            crash: self.crash.into_owned(),
            open: self.open,
            accesses: self.accesses.into_iter().map(Goroutine::into_owned).collect(),
            indent: self.indent,
            sections: self.sections,
            declared: self.declared,
            told: self.told.map(|text| Cow::Owned(text.into_owned())),
            goroutines: self.goroutines,
            has_running: self.has_running,
            first_number: self.first_number,
            has_panic: self.has_panic,
            first_line_end: self.first_line_end,
            messages_end: self.messages_end,
        }
    }
}

fn is_running(goroutine: &Goroutine<'_>) -> bool {
    goroutine.state.as_deref() == Some("running")
}

/// Whether it is within the packages that write dumps; where the program calls `runtime.Stack` itself, nothing shows it.
fn writes_a_dump(goroutine: &Goroutine<'_>) -> bool {
    let writes =
        |function: &str| function.starts_with("runtime/pprof.") || function.starts_with("runtime/debug.");
    goroutine.frames.iter().any(|frame| writes(frame.function()))
}
