//! What ends, what a log tells of it, and what is put aside between two parts of an input.

use std::borrow::Cow;

use super::Stream;
use crate::java;
use crate::parse::collect::Collector;
use crate::parse::crash::OpenCrash;
use crate::parse::lines::{Line, Record, Source};
use crate::parse::message::OpenMessage;
use crate::parse::output::Output;
use crate::parse::stack::OpenStack;
use crate::parse::{time, trace};
use crate::parsed::{CrashKind, Goroutine, LogTime, ProblemKind, Section};

/// What a log tells of a stack before it.
#[derive(Clone)]
pub(in crate::parse) struct Context<'a> {
    time: Option<LogTime<'a>>,
    told: Option<Cow<'a, str>>,
}

impl<'a, C: Collector<'a>> Stream<'a, C> {
    /// When the line at `place` was written: what its record says, or what stands before it.
    pub(super) fn time_before(
        &self,
        place: usize,
        lead: Option<&'a [u8]>,
        record: Option<&'a Record>,
        text: &'a [u8],
    ) -> Option<LogTime<'a>> {
        let of_record = record.and_then(|record| record.time.as_deref()).and_then(time::of_field);
        let in_line = || lead.or_else(|| time::line_head(text, place)).and_then(time::in_text);
        // What the log puts before each line of this stream was taken off, and stands behind the place.
        let prefix = || text.get(place..place + self.prefix.as_ref()?.len()).and_then(time::in_text);
        of_record
            .or_else(in_line)
            .or_else(prefix)
            .or_else(|| time::lines_before(text, self.taken, place).find_map(time::in_text))
    }

    pub(super) fn close_message(&mut self) {
        let Some(message) = self.message.take() else { return };
        if let Some(open) = &mut self.crash {
            open.add_message(&message);
        }
    }

    pub(super) fn open_stack(
        &mut self,
        goroutine: Goroutine<'a>,
        line: &Line<'a>,
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) {
        self.close_message();
        self.close_stack(out);
        let mut stack = OpenStack::new(goroutine, std::mem::take(&mut self.spare), line.place.0, lead);
        stack.goroutine.span.end = line.end;
        stack.end_place = line.place.1;
        stack.record = line.record;
        self.stack = Some(stack);
    }

    pub(super) fn close_stack(&mut self, out: &mut Output<'_, 'a, C>) {
        let Some(mut stack) = self.stack.take() else { return };
        stack.end_listed();
        let pending = stack.pending.take();
        if let Some(span) = stack.damage(pending) {
            out.problem(ProblemKind::MissingLocation, span);
        }
        if !self.crash.as_ref().is_some_and(|open| open.takes(&stack)) {
            self.close_crash(out);
            self.open_crash_of(&stack, out);
        }
        self.take_to(stack.end_place, stack.goroutine.span.end);
        if let Some(open) = &mut self.crash {
            self.spare = open.add(stack, out.collector);
        }
    }

    /// Opens the crash of a goroutine before which nothing told what happened.
    fn open_crash_of(&mut self, stack: &OpenStack<'a>, out: &mut Output<'_, 'a, C>) {
        let kind = match stack.goroutine.section {
            Section::Trace => CrashKind::Log,
            _ => CrashKind::Dump,
        };
        let start = self.start_with_remarks(stack.goroutine.span.start);
        let mut open = OpenCrash::new(kind, start..stack.goroutine.span.end, 0);
        let context = stack.context.clone().unwrap_or_else(|| self.context_of(stack, out.text));
        (open.crash.time, open.told) = (context.time, context.told);
        self.crash = Some(open);
    }

    /// What a log tells of a goroutine before which nothing told what happened.
    fn context_of(&self, stack: &OpenStack<'a>, text: &'a [u8]) -> Context<'a> {
        let OpenStack { place, lead, record, .. } = *stack;
        let line_before = || match stack.goroutine.section {
            Section::Trace => trace::line_before(text, self.taken, place),
            _ => None,
        };
        let told = record
            .and_then(|record| record.error.as_deref().map(Cow::Borrowed))
            .or_else(|| trace::told_before(lead, text, self.taken, place))
            .or_else(line_before);
        Context { time: self.time_before(place, lead, record, text), told }
    }

    /// Keeps what is told before what is open, as the text read so far goes away.
    pub(in crate::parse) fn put_aside(&mut self, text: &'a [u8]) {
        let (stack, held) = (self.stack.take(), self.held.take());
        let keep = |mut stack: OpenStack<'a>| {
            stack.context = stack.context.take().or_else(|| Some(self.context_of(&stack, text)));
            stack
        };
        (self.stack, self.held) = (stack.map(keep), held.map(keep));
    }

    /// Goes on with another part of the input.
    pub(in crate::parse) fn take_up(&mut self, source: Source<'a>) {
        self.taken = source.place_of(self.taken_end);
        for stack in self.stack.iter_mut().chain(&mut self.held) {
            stack.end_place = source.place_of(stack.goroutine.span.end);
        }
    }

    pub(super) fn close_crash(&mut self, out: &mut Output<'_, 'a, C>) {
        if self.stack.is_some() {
            self.close_stack(out);
        }
        self.close_message();
        if let Some(open) = self.crash.take() {
            open.close(out);
        }
    }

    pub(in crate::parse) fn finish(&mut self, out: &mut Output<'_, 'a, C>) {
        self.leave_held(out);
        self.close_java(out);
        if let Some(span) = self.stack.as_mut().and_then(OpenStack::take_cut) {
            out.problem(ProblemKind::CutFrame, span);
        }
        self.close_crash(out);
        self.leave_preamble(out);
    }

    /// The same without a tie to the text read so far.
    pub(in crate::parse) fn into_owned<'b, D>(self) -> Stream<'b, D>
    where
        D: Collector<'b, Open = C::Open>,
    {
        Stream {
            prefix: self.prefix.map(|prefix| Cow::Owned(prefix.into_owned())),
            crash: self.crash.map(OpenCrash::into_owned),
            message: self.message.map(OpenMessage::into_owned),
            stack: self.stack.map(OpenStack::into_owned),
            java: self.java.map(java::Reader::into_owned),
            in_other_profile: self.in_other_profile,
            preamble: self.preamble,
            held: self.held.map(OpenStack::into_owned),
            spare: Vec::new(),
            taken: 0,
            taken_end: self.taken_end,
        }
    }
}

impl Context<'_> {
    pub(in crate::parse) fn into_owned(self) -> Context<'static> {
        let told = self.told.map(|text| Cow::Owned(text.into_owned()));
        Context { time: self.time.map(LogTime::into_owned), told }
    }
}
