//! What is open in one stream of lines, and what each line does to it.
//!
//! A line is offered to what is open, the innermost first: a goroutine, a message, then whatever may begin outside. A
//! line that nothing takes is residue.

mod close;
mod open;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use close::Context;

use super::collect::Collector;
use super::crash::OpenCrash;
use super::header;
use super::lines::{Following, Line, texts};
use super::message::{OpenMessage, strip_recovered};
use super::output::Output;
use super::prefix::{self, Lead};
use super::stack::OpenStack;
use super::{head, time, trace};
use crate::java;
use crate::parsed::{CrashKind, Frame, ProblemKind, ResidueReason, Section};

/// A message of more lines is a log in which somebody wrote `panic: `.
const MOST_MESSAGE_LINES: usize = 1_000;

pub(super) struct Stream<'a, C: Collector<'a>> {
    /// What stands before each of its lines.
    pub(super) prefix: Option<Cow<'a, [u8]>>,
    crash: Option<OpenCrash<'a, C::Open>>,
    message: Option<OpenMessage<'a>>,
    stack: Option<OpenStack<'a>>,
    java: Option<java::Reader<'a>>,
    /// Whether the records that follow are of a profile that tells nothing of goroutines.
    in_other_profile: bool,
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
            in_other_profile: false,
            preamble: None,
            held: None,
            spare: Vec::new(),
            taken: 0,
            taken_end: 0,
        }
    }

    pub(super) fn read(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> Outcome<'a> {
        let pointed = trace::without_arrow(line);
        let line = pointed.as_ref().unwrap_or(line);
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
        if self.open_head(line, text, Some(lead), out)
            || self.open_section(line, text, Some(lead), out)
            || self.read_profile(line, text, out)
        {
            return;
        }
        if java::is_start(text) {
            self.start_java(line, Some(lead), out);
        } else if let Some(Lead { prefix, is_repeated: false }) = self.lead_of(line, out)
            && !prefix.is_empty()
        {
            let text = line.text.get(prefix.len()..).unwrap_or_default();
            self.read_led(&Line { text, ..*line }, prefix, out);
        } else if let Some(frame) = trace::call(line) {
            self.hold(frame, line);
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
        let is_of_others = self.prefix.is_some() && !line.is_led;
        if matches!(section, Section::Trace | Section::Record) && !is_of_others {
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
        match self.lead_of(line, out) {
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
        if let Some(prefix) = self.other_stream(line, out) {
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
        if let Some(Lead { prefix, is_repeated }) = self.lead_of(line, out) {
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

    /// What stands on `line` before the beginning of a crash.
    fn lead_of(&self, line: &Line<'a>, out: &Output<'_, 'a, C>) -> Option<Lead<'a>> {
        prefix::find(line, Following { text: out.following(line), prefix: self.prefix.as_deref() })
    }

    /// The prefix of another stream, of which this is the first line.
    fn other_stream(&self, line: &Line<'a>, out: &Output<'_, 'a, C>) -> Option<&'a [u8]> {
        self.lead_of(line, out).filter(|lead| lead.is_repeated).map(|lead| lead.prefix)
    }
}
