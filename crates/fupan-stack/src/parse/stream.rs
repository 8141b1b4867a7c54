//! What is open in one stream of lines, and what each line does to it.
//!
//! A line is offered to what is open, the innermost first: a goroutine, a message, then whatever may begin outside. A
//! line that nothing takes is residue.

use std::borrow::Cow;
use std::ops::Range;

use super::collect::Collector;
use super::crash::OpenCrash;
use super::header::{self, Header};
use super::lines::{Following, Line, Record, Source, texts};
use super::message::{OpenMessage, strip_recovered};
use super::output::Output;
use super::prefix::{self, Lead};
use super::stack::OpenStack;
use super::{head, listing, profile, time, trace};
use crate::java;
use crate::parsed::{CrashKind, Frame, Goroutine, LogTime, ProblemKind, ResidueReason, Section};

/// A message of more lines is a log in which somebody wrote `panic: `.
const MOST_MESSAGE_LINES: usize = 1_000;

pub(super) struct Stream<'a, C: Collector<'a>> {
    /// What stands before each of its lines.
    pub(super) prefix: Option<Cow<'a, [u8]>>,
    crash: Option<OpenCrash<'a, C::Open>>,
    message: Option<OpenMessage<'a>>,
    stack: Option<OpenStack<'a>>,
    java: Option<java::Reader<'a>>,
    /// The run-time's remarks that may belong to the crash the next line opens.
    preamble: Option<Range<usize>>,
    /// Frames without a header, of which only a call was read: a line of text if the next one is not its place.
    held: Option<OpenStack<'a>>,
    /// Frames of a goroutine that was given away, to be filled again.
    spare: Vec<Frame<'a>>,
    /// How far the text has been taken by crashes: what stands before a new one is looked for behind this place.
    taken: usize,
    /// The same in the input.
    taken_end: usize,
}

/// What a log tells of a stack before it.
#[derive(Clone)]
pub(super) struct Context<'a> {
    time: Option<LogTime<'a>>,
    told: Option<Cow<'a, str>>,
}

/// What a stream made of a line.
pub(super) enum Outcome<'a> {
    /// All there is.
    Read,
    /// Nothing: it belongs to another stream, whose lines have this prefix.
    Prefixed(&'a [u8]),
}

impl<'a, C: Collector<'a>> Stream<'a, C> {
    pub(super) fn new(prefix: Option<Cow<'a, [u8]>>) -> Self {
        Self {
            prefix,
            crash: None,
            message: None,
            stack: None,
            java: None,
            preamble: None,
            held: None,
            spare: Vec::new(),
            taken: 0,
            taken_end: 0,
        }
    }

    pub(super) fn read(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> Outcome<'a> {
        let line = &trace::without_arrow(line);
        if self.stack.is_some()
            && let Some(outcome) = self.read_in_stack(line, out)
        {
            return outcome;
        }
        if self.java.is_some() && self.read_java(line, out) {
            return Outcome::Read;
        }
        if self.message.is_some() {
            if let Some(outcome) = self.read_of_others(line, out) {
                return outcome;
            }
            if self.read_in_message(line, out) {
                return Outcome::Read;
            }
        }
        self.read_outside(line, out)
    }

    /// Reads a line of which `lead` was taken off.
    pub(super) fn read_led(&mut self, line: &Line<'a>, lead: &'a [u8], out: &mut Output<'_, 'a, C>) {
        self.leave_held(out);
        let text = line.text.trim_ascii();
        if self.open_head(line, text, Some(lead), out) || self.open_section(line, text, Some(lead), out) {
            return;
        }
        if java::is_start(text) {
            self.start_java(line, Some(lead), out);
        } else {
            out.leave(ResidueReason::Text, line.span());
        }
    }

    /// A line while a goroutine is open; none where it ends the goroutine and must be read again.
    fn read_in_stack(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> Option<Outcome<'a>> {
        let stack = self.stack.as_mut()?;
        if stack.read_location(line) {
            return Some(Outcome::Read);
        }
        let text = line.text.trim_ascii();
        if text.is_empty() {
            if !stack.goes_on_behind_blank() {
                self.close_stack(out);
            }
            return Some(Outcome::Read);
        }
        if stack.is_listing() && stack.read_listed(line) {
            return Some(Outcome::Read);
        }
        if self.opens_section(line, text) {
            return None;
        }
        let stack = self.stack.as_mut()?;
        let section = stack.goroutine.section;
        let pending = stack.pending.take();
        if stack.read_call(line, text) {
            if let Some(span) = stack.damage(pending) {
                out.problem(ProblemKind::MissingLocation, span);
            }
            return Some(Outcome::Read);
        }
        stack.interrupt(pending);
        if matches!(section, Section::Trace | Section::Record) {
            self.close_stack(out);
            return None;
        }
        self.leave_unread_in_stack(line, out)
    }

    fn opens_section(&self, line: &Line<'a>, text: &'a [u8]) -> bool {
        match text.first() {
            Some(b'g') => header::is_header(text),
            Some(b'e') => text.starts_with(b"exit status "),
            Some(b'r') => text == b"runtime stack:",
            Some(b'=') => head::is_race_rule(text),
            Some(b'G' | b'P' | b'R' | b'W' | b'A' | b'H' | b'M' | b'L')
                if self.is_in(CrashKind::DataRace) && header::opens_race_section(text) =>
            {
                true
            }
            // An indented `panic: ` is a value's text, not a new crash.
            Some(b'p' | b'f' | b'W' | b'S' | b'h' | b'O') => line.indent() == 0 && head::head(text).is_some(),
            _ => false,
        }
    }

    fn is_in(&self, kind: CrashKind) -> bool {
        self.crash.as_ref().is_some_and(|open| open.crash.kind == kind)
    }

    /// A line that is no part of the goroutine; none where another crash begins on it.
    fn leave_unread_in_stack(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> Option<Outcome<'a>> {
        match lead_of(line, out) {
            Some(Lead { prefix, is_repeated: true }) => return Some(Outcome::Prefixed(prefix)),
            Some(_) => return None,
            None => {}
        }
        let is_cut = !line.is_terminated && line.text.iter().any(|byte| b"./(".contains(byte));
        if is_cut {
            out.problem(ProblemKind::CutFrame, line.span());
        } else {
            out.leave(ResidueReason::WithinStack, line.span());
        }
        Some(Outcome::Read)
    }

    /// A line of a Java dump or exception; false where that ended before it.
    fn read_java(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        let following = Following { text: out.following(line), prefix: self.prefix.as_deref() };
        let is_read = self.java.as_mut().is_some_and(|java| java.read(line, following));
        if is_read {
            self.take_to(line.place.1, line.end);
        } else {
            self.close_java(out);
        }
        is_read
    }

    fn close_java(&mut self, out: &mut Output<'_, 'a, C>) {
        if let Some(java) = self.java.take() {
            out.take_java(java.close());
        }
    }

    /// A line that another process wrote while a message is open whose lines have a prefix.
    fn read_of_others(&self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> Option<Outcome<'a>> {
        let prefix = self.prefix.as_deref()?;
        if let Some(prefix) = other_stream(line, out) {
            return Some(Outcome::Prefixed(prefix));
        }
        // Lines of this stream begin with a time, and this one with another stream's.
        let is_of_log = |text| time::in_text(text).is_some();
        if line.is_led || !is_of_log(prefix) || !is_of_log(line.text) {
            return None;
        }
        out.leave(ResidueReason::Text, line.span());
        Some(Outcome::Read)
    }

    /// A line right behind a head; false where the message ends before it.
    fn read_in_message(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        let text = line.text.trim_ascii();
        let indent = line.indent();
        let Some(open) = &self.crash else { return false };
        let is_header = indent <= open.indent && self.opens_section(line, text);
        let is_chained = text.starts_with(b"panic: ") && (indent > open.indent || self.is_last_recovered());
        let is_end = line.text.is_empty() || is_header || is_chained || head::is_remark(text);
        let is_long = self.message.as_ref().is_some_and(|message| message.lines.len() >= MOST_MESSAGE_LINES);
        if is_end || is_long || self.is_call_before_its_place(line, out) {
            self.close_message();
            if let Some(text) = text.strip_prefix(b"panic: ").filter(|_| is_chained) {
                self.message = Some(OpenMessage::new(text, line.end));
            }
            return is_chained || line.text.is_empty();
        }
        if let Some(message) = &mut self.message {
            message.lines.push(Cow::Borrowed(line.text));
            message.end = line.end;
        }
        true
    }

    /// A message that runs into frames: the goroutine's header between them was lost.
    fn is_call_before_its_place(&self, line: &Line<'a>, out: &Output<'_, 'a, C>) -> bool {
        trace::call(line).is_some()
            && texts(out.following(line)).next().is_some_and(trace::is_place)
            && line.indent() == 0
    }

    /// Whether the message that is open ends with the remark that it was recovered.
    fn is_last_recovered(&self) -> bool {
        let last = self.message.as_ref().and_then(|message| message.lines.last());
        last.is_some_and(|text| strip_recovered(text.trim_ascii_end()).1)
    }

    fn read_outside(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> Outcome<'a> {
        if self.open_trace(line, out) {
            return Outcome::Read;
        }
        let text = line.text.trim_ascii();
        if text.is_empty() {
            return Outcome::Read;
        }
        if self.is_message_text(line) {
            self.read_message_text(line, text, out);
            return Outcome::Read;
        }
        if self.open_head(line, text, None, out)
            || self.open_section(line, text, None, out)
            || self.read_profile(line, text, out)
            || self.open_java(line, out)
            || self.open_listing(line, out)
        {
            return Outcome::Read;
        }
        if let Some(Lead { prefix, is_repeated }) = lead_of(line, out) {
            if is_repeated {
                return Outcome::Prefixed(prefix);
            }
            let text = line.text.get(prefix.len()..).unwrap_or_default();
            self.read_led(&Line { text, is_led: true, ..*line }, prefix, out);
            return Outcome::Read;
        }
        self.read_text(line, text, out);
        Outcome::Read
    }

    fn read_text(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) {
        if head::is_race_rule(text) {
            if self.is_in(CrashKind::DataRace) {
                self.close_crash(out);
            }
        } else if head::is_remark(text) {
            self.read_remark(line, text, out);
        } else {
            self.leave_preamble(out);
            if self.is_in(CrashKind::Log) {
                self.close_crash(out);
            }
            match trace::call(line) {
                Some(frame) => self.hold(frame, line),
                None => out.leave(ResidueReason::Text, line.span()),
            }
        }
    }

    /// Opens the crash that a line tells of.
    fn open_head(
        &mut self,
        line: &Line<'a>,
        text: &'a [u8],
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) -> bool {
        if self.open_glued(line, text, lead, out) {
            return true;
        }
        let of_goroutine = || lead.and_then(|_| head::of_goroutine(text));
        let Some((kind, rest)) = head::head(text).or_else(of_goroutine) else { return false };
        self.open_crash(kind, line, lead, out);
        if kind != CrashKind::DataRace {
            self.message = Some(OpenMessage::new(rest, line.end));
        }
        true
    }

    /// Opens the crash and the goroutine whose message and header stand on one line, where its frames follow.
    fn open_glued(
        &mut self,
        line: &Line<'a>,
        text: &'a [u8],
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) -> bool {
        let glued = head::glued(text).filter(|_| frame_follows(line, out));
        let Some(head::Glued { kind, message, header }) = glued else { return false };
        self.open_crash(kind, line, lead, out);
        self.message = Some(OpenMessage::new(message, line.end));
        self.open_section(line, header, lead, out)
    }

    /// Opens the frames whose first call was held, where this line is its place.
    fn open_trace(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        if self.held.is_none() {
            return false;
        }
        if !trace::is_place(line.text) {
            self.leave_held(out);
            return false;
        }
        let Some(mut stack) = self.held.take() else { return false };
        stack.read_location(line);
        self.stack = Some(stack);
        true
    }

    /// Opens a stack that tells the place before the function.
    fn open_listing(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        let Some(place) = listing::place(line.text) else { return false };
        let following = Following { text: out.following(line), prefix: self.prefix.as_deref() };
        if following.texts().next().is_none_or(|next| !listing::goes_on(next, &place)) {
            return false;
        }
        self.leave_preamble(out);
        let goroutine = header::empty(Section::Trace, None, line.start);
        self.open_stack(goroutine, line, None, out);
        self.stack.as_mut().is_some_and(|stack| stack.read_listed(line))
    }

    /// Keeps a call until the next line tells whether it is one.
    fn hold(&mut self, frame: Frame<'a>, line: &Line<'a>) {
        let goroutine = Goroutine { span: line.span(), ..header::empty(Section::Trace, None, line.start) };
        let mut stack = OpenStack::new(goroutine, std::mem::take(&mut self.spare), line.place.0, None);
        stack.start_with(frame, line.span());
        stack.is_pointed_at = line.is_pointed_at;
        stack.record = line.record;
        self.held = Some(stack);
    }

    /// The run-time indents the later lines of a message by a tab; nothing else behind `panic: ` is.
    fn is_message_text(&self, line: &Line<'a>) -> bool {
        let is_before_goroutines = |open: &OpenCrash<'_, C::Open>| {
            open.crash.kind == CrashKind::Panic && open.sections == 0 && line.indent() > open.indent
        };
        line.text.starts_with(b"\t") && self.crash.as_ref().is_some_and(is_before_goroutines)
    }

    fn read_message_text(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) {
        match text.strip_prefix(b"panic: ") {
            Some(text) => self.message = Some(OpenMessage::new(text, line.end)),
            None => out.leave(ResidueReason::Text, line.span()),
        }
    }

    /// Opens the goroutine a header tells of.
    fn open_section(
        &mut self,
        line: &Line<'a>,
        text: &'a [u8],
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) -> bool {
        match header::goroutine(text, line.start) {
            Header::Read(goroutine) => self.open_stack(*goroutine, line, lead, out),
            Header::Malformed => {
                self.close_stack(out);
                out.problem(ProblemKind::MalformedHeader, line.span());
            }
            Header::Other if self.is_in(CrashKind::DataRace) => {
                return self.open_race_section(line, text, out);
            }
            Header::Other => match header::runtime_stack(text, line.start) {
                Some(goroutine) => self.open_stack(goroutine, line, lead, out),
                None => return false,
            },
        }
        true
    }

    fn open_race_section(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) -> bool {
        let section = header::access(text, line.start).or_else(|| header::allocation(text, line.start));
        if let Some(goroutine) = section {
            self.open_stack(goroutine, line, None, out);
            return true;
        }
        let Some(id) = header::race_creation(text) else { return false };
        self.close_stack(out);
        let Some(goroutine) = self.crash.as_mut().and_then(|open| open.created(id)) else { return false };
        self.stack = Some(OpenStack::of_ancestor(goroutine, line.place.0));
        true
    }

    /// A line of a text profile.
    fn read_profile(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) -> bool {
        match profile::read(text) {
            Some(profile::Entry::Goroutines(total)) => {
                self.open_crash(CrashKind::Profile, line, None, out);
                self.crash.iter_mut().for_each(|open| open.declared = Some(total));
            }
            Some(profile::Entry::Others) => {
                self.close_crash(out);
                out.problem(ProblemKind::OtherProfile, line.span());
                out.leave(ResidueReason::Profile, line.span());
            }
            Some(profile::Entry::Record(count)) if self.is_in(CrashKind::Profile) => {
                let mut goroutine = header::empty(Section::Record, None, line.start);
                goroutine.count = count;
                self.open_stack(goroutine, line, None, out);
            }
            Some(_) => out.leave(ResidueReason::Profile, line.span()),
            None => return false,
        }
        true
    }

    fn open_java(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        let opens = java::opens(line, out.following(line));
        if opens {
            self.start_java(line, None, out);
        }
        opens
    }

    fn start_java(&mut self, line: &Line<'a>, lead: Option<&'a [u8]>, out: &mut Output<'_, 'a, C>) {
        self.close_crash(out);
        let whole = out.text.get(line.place.0..line.place.1).unwrap_or_default().trim_ascii_end();
        let lead = lead.or_else(|| whole.strip_suffix(line.text.trim_ascii_end()));
        let time =
            self.time_before(line.place.0, lead.filter(|lead| !lead.is_empty()), line.record, out.text);
        self.java = Some(java::Reader::new(line).at(time));
        self.take_to(line.place.1, line.end);
    }

    fn take_to(&mut self, place: usize, end: usize) {
        (self.taken, self.taken_end) = (place, end);
    }

    fn read_remark(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) {
        if self.crash.is_none() {
            let start = self.start_with_remarks(line.start);
            self.preamble = Some(start..line.end);
        } else if text.starts_with(b"exit status ") {
            self.close_crash(out);
        } else if let Some(open) = &mut self.crash {
            open.read_remark(line, text);
        }
    }

    /// Where the remarks before `start` begin, which belong to what begins there.
    fn start_with_remarks(&mut self, start: usize) -> usize {
        self.preamble.take().map_or(start, |preamble| preamble.start)
    }

    /// Text follows: the remarks before it belong to nothing.
    fn leave_preamble(&mut self, out: &mut Output<'_, 'a, C>) {
        if let Some(span) = self.preamble.take() {
            out.leave(ResidueReason::Text, span);
        }
    }

    fn leave_held(&mut self, out: &mut Output<'_, 'a, C>) {
        if let Some(OpenStack { mut goroutine, .. }) = self.held.take() {
            out.leave(ResidueReason::Text, goroutine.span);
            goroutine.frames.clear();
            self.spare = goroutine.frames;
        }
    }

    fn open_crash(
        &mut self,
        kind: CrashKind,
        line: &Line<'a>,
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) {
        self.close_crash(out);
        let start = self.start_with_remarks(line.start);
        let mut open = OpenCrash::new(kind, start..line.end, line.indent());
        open.crash.time = self.time_before(line.place.0, lead, line.record, out.text);
        self.crash = Some(open);
    }

    /// When the line at `place` was written: what its record says, or what stands before it.
    fn time_before(
        &self,
        place: usize,
        lead: Option<&'a [u8]>,
        record: Option<&'a Record>,
        text: &'a [u8],
    ) -> Option<LogTime<'a>> {
        let of_record = record.and_then(|record| record.time.as_deref()).and_then(time::of_field);
        let in_line = || lead.or_else(|| time::line_head(text, place)).and_then(time::in_text);
        of_record
            .or_else(in_line)
            .or_else(|| time::lines_before(text, self.taken, place).find_map(time::in_text))
    }

    fn close_message(&mut self) {
        let Some(message) = self.message.take() else { return };
        if let Some(open) = &mut self.crash {
            open.add_message(&message);
        }
    }

    fn open_stack(
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
        stack.record = line.record;
        self.stack = Some(stack);
    }

    fn close_stack(&mut self, out: &mut Output<'_, 'a, C>) {
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
    pub(super) fn put_aside(&mut self, text: &'a [u8]) {
        let (stack, held) = (self.stack.take(), self.held.take());
        let keep = |mut stack: OpenStack<'a>| {
            stack.context = stack.context.take().or_else(|| Some(self.context_of(&stack, text)));
            stack
        };
        (self.stack, self.held) = (stack.map(keep), held.map(keep));
    }

    /// Goes on with another part of the input.
    pub(super) fn take_up(&mut self, source: Source<'a>) {
        self.taken = source.place_of(self.taken_end);
    }

    fn close_crash(&mut self, out: &mut Output<'_, 'a, C>) {
        if self.stack.is_some() {
            self.close_stack(out);
        }
        self.close_message();
        if let Some(open) = self.crash.take() {
            open.close(out);
        }
    }

    pub(super) fn finish(&mut self, out: &mut Output<'_, 'a, C>) {
        self.leave_held(out);
        self.close_java(out);
        if let Some(span) = self.stack.as_mut().and_then(OpenStack::take_cut) {
            out.problem(ProblemKind::CutFrame, span);
        }
        self.close_crash(out);
        self.leave_preamble(out);
    }

    /// The same without a tie to the text read so far.
    pub(super) fn into_owned<'b, D>(self) -> Stream<'b, D>
    where
        D: Collector<'b, Open = C::Open>,
    {
        Stream {
            prefix: self.prefix.map(|prefix| Cow::Owned(prefix.into_owned())),
            crash: self.crash.map(OpenCrash::into_owned),
            message: self.message.map(OpenMessage::into_owned),
            stack: self.stack.map(OpenStack::into_owned),
            java: self.java.map(java::Reader::into_owned),
            preamble: self.preamble,
            held: self.held.map(OpenStack::into_owned),
            spare: Vec::new(),
            taken: 0,
            taken_end: self.taken_end,
        }
    }
}

impl Context<'_> {
    pub(super) fn into_owned(self) -> Context<'static> {
        let told = self.told.map(|text| Cow::Owned(text.into_owned()));
        Context { time: self.time.map(LogTime::into_owned), told }
    }
}

/// What stands on `line` before the beginning of a crash.
fn lead_of<'a, C>(line: &Line<'a>, out: &Output<'_, 'a, C>) -> Option<Lead<'a>> {
    prefix::find(line, out.following(line))
}

/// The prefix of another stream, of which this is the first line.
fn other_stream<'a, C>(line: &Line<'a>, out: &Output<'_, 'a, C>) -> Option<&'a [u8]> {
    lead_of(line, out).filter(|lead| lead.is_repeated).map(|lead| lead.prefix)
}

/// Whether a call and its place follow.
fn frame_follows<C>(line: &Line<'_>, out: &Output<'_, '_, C>) -> bool {
    let mut following = texts(out.following(line));
    let (Some(call), Some(place)) = (following.next(), following.next()) else { return false };
    call.trim_ascii_end().ends_with(b")") && trace::is_place(place)
}
