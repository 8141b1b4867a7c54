//! What is open while the lines go by.

use std::ops::Range;

use super::header::Header;
use super::lines::{Line, lines};
use super::message::{OpenMessage, message_of, strip_recovered};
use super::stack::OpenStack;
use super::{
    Ancestor, Crash, CrashKind, Goroutine, Message, Parsed, Problem, ProblemKind, Residue, ResidueReason,
    head, header, prefix,
};
use crate::bytes::lossy;

/// How many accesses back a race report tells where a goroutine was created; it prints two.
const RACE_ACCESSES: usize = 8;

/// Reads all lines of `input`.
pub(super) fn run(input: &[u8]) -> Parsed<'_> {
    let mut machine = Machine::new(input);
    for line in lines(input) {
        machine.read(&line);
    }
    machine.finish()
}

struct Machine<'a> {
    input: &'a [u8],
    parsed: Parsed<'a>,
    crash: Option<OpenCrash<'a>>,
    message: Option<OpenMessage<'a>>,
    stack: Option<OpenStack<'a>>,
    /// The run-time's remarks that may belong to the crash the next line opens.
    preamble: Option<Range<usize>>,
    /// What a log puts before the lines of this crash.
    prefix: Option<&'a [u8]>,
}

struct OpenCrash<'a> {
    crash: Crash<'a>,
    /// The indentation of its first line: a header deeper than that is a part of the message.
    indent: usize,
    /// Where its first line ends, and where its messages end, should those turn out not to belong to it.
    first_line_end: usize,
    messages_end: usize,
}

impl<'a> Machine<'a> {
    fn new(input: &'a [u8]) -> Self {
        Self {
            input,
            parsed: Parsed::default(),
            crash: None,
            message: None,
            stack: None,
            preamble: None,
            prefix: None,
        }
    }

    fn read(&mut self, line: &Line<'a>) {
        let text = self.prefix.and_then(|template| prefix::strip(template, line.text));
        let line = &Line { text: text.unwrap_or(line.text), ..*line };
        if self.stack.is_some() && self.read_in_stack(line) {
            return;
        }
        if self.message.is_some() && self.read_in_message(line) {
            return;
        }
        self.read_outside(line);
    }

    /// A line while a goroutine is open; false where it ends the goroutine and must be read again.
    fn read_in_stack(&mut self, line: &Line<'a>) -> bool {
        let Some(stack) = &mut self.stack else { return false };
        if stack.read_location(line) {
            return true;
        }
        let text = line.text.trim_ascii();
        if text.is_empty() {
            self.close_stack();
            return true;
        }
        if self.opens_section(line, text) {
            return false;
        }
        let Some(stack) = &mut self.stack else { return false };
        let damage = stack.take_damage();
        let is_read = stack.read_call(line, text);
        if let Some(span) = damage {
            self.parsed.problems.push(Problem { kind: ProblemKind::MissingLocation, span });
        }
        if !is_read {
            self.leave_unread_in_stack(line);
        }
        true
    }

    fn opens_section(&self, line: &Line<'a>, text: &'a [u8]) -> bool {
        match text.first() {
            Some(b'g') => header::is_header(text),
            Some(b'e') => text.starts_with(b"exit status "),
            Some(b'r') => text == b"runtime stack:",
            Some(b'=') => head::is_race_rule(text),
            Some(b'G' | b'P' | b'R' | b'W' | b'A') if self.is_race() && opens_race_section(text, line) => {
                true
            }
            // An indented `panic: ` is a value's text, not a new crash.
            Some(b'p' | b'f' | b'W' | b'S' | b'h') => line.indent() == 0 && head::head(text).is_some(),
            _ => false,
        }
    }

    fn is_race(&self) -> bool {
        self.crash.as_ref().is_some_and(|open| open.crash.kind == CrashKind::DataRace)
    }

    fn leave_unread_in_stack(&mut self, line: &Line<'a>) {
        let is_cut = !line.is_terminated && line.text.iter().any(|byte| b"./(".contains(byte));
        if is_cut {
            self.parsed.problems.push(Problem { kind: ProblemKind::CutFrame, span: line.span() });
        } else {
            self.leave(ResidueReason::WithinStack, line.span());
        }
    }

    /// A line right behind a head; false where the message ends before it.
    fn read_in_message(&mut self, line: &Line<'a>) -> bool {
        let text = line.text.trim_ascii();
        let indent = line.indent();
        let Some(open) = &self.crash else { return false };
        let is_header = indent <= open.indent && self.opens_section(line, text);
        let is_chained = text.starts_with(b"panic: ") && (indent > open.indent || self.is_last_recovered());
        if line.text.is_empty() || is_header || is_chained || head::is_remark(text) {
            self.close_message();
            if let Some(text) = text.strip_prefix(b"panic: ").filter(|_| is_chained) {
                self.message = Some(OpenMessage { lines: vec![text], end: line.end });
            }
            return is_chained || line.text.is_empty();
        }
        if let Some(message) = &mut self.message {
            message.lines.push(line.text);
            message.end = line.end;
        }
        true
    }

    /// Whether the message that is open ends with the remark that it was recovered.
    fn is_last_recovered(&self) -> bool {
        let last = self.message.as_ref().and_then(|message| message.lines.last());
        last.is_some_and(|text| strip_recovered(text.trim_ascii_end()).1)
    }

    fn read_outside(&mut self, line: &Line<'a>) {
        let text = line.text.trim_ascii();
        if text.is_empty() {
            return;
        }
        if self.is_message_text(line) {
            return self.read_message_text(line, text);
        }
        if let Some((kind, rest)) = head::head(text) {
            self.open_crash(kind, line);
            if kind != CrashKind::DataRace {
                self.message = Some(OpenMessage { lines: vec![rest], end: line.end });
            }
            return;
        }
        if self.open_section(line, text) {
            return;
        }
        let following = self.input.get(line.end..).unwrap_or_default();
        if let Some(prefix) = prefix::find(line, following) {
            self.prefix = Some(prefix);
            let text = line.text.get(prefix.len()..).unwrap_or_default();
            return self.read_outside(&Line { text, ..*line });
        }
        if head::is_race_rule(text) {
            if self.is_race() {
                self.close_crash();
            }
        } else if head::is_remark(text) {
            self.read_remark(line, text);
        } else {
            self.leave_preamble();
            self.leave(ResidueReason::Text, line.span());
        }
    }

    /// The run-time indents the later lines of a message by a tab; nothing else behind `panic: ` is.
    fn is_message_text(&self, line: &Line<'a>) -> bool {
        let is_before_goroutines = |open: &&OpenCrash<'_>| {
            open.crash.kind == CrashKind::Panic
                && open.crash.goroutines.is_empty()
                && line.indent() > open.indent
        };
        line.text.starts_with(b"\t") && self.crash.as_ref().is_some_and(|open| is_before_goroutines(&open))
    }

    fn read_message_text(&mut self, line: &Line<'a>, text: &'a [u8]) {
        match text.strip_prefix(b"panic: ") {
            Some(text) => self.message = Some(OpenMessage { lines: vec![text], end: line.end }),
            None => self.leave(ResidueReason::Text, line.span()),
        }
    }

    /// Opens the goroutine a header tells of.
    fn open_section(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        match header::goroutine(text, line.start) {
            Header::Read(goroutine) => self.open_stack(*goroutine, line),
            Header::Malformed => {
                self.close_stack();
                self.parsed.problems.push(Problem { kind: ProblemKind::MalformedHeader, span: line.span() });
            }
            Header::Other if self.is_race() => return self.open_race_section(line, text),
            Header::Other => match header::runtime_stack(text, line.start) {
                Some(goroutine) => self.open_stack(goroutine, line),
                None => return false,
            },
        }
        true
    }

    fn open_race_section(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if let Some(goroutine) = header::access(text, line.start) {
            self.open_stack(goroutine, line);
            return true;
        }
        let Some(id) = header::race_creation(text) else { return false };
        self.close_stack();
        let Some(open) = &mut self.crash else { return false };
        // The stack of the `go` statement belongs to the access made by that goroutine.
        let belongs = |goroutine: &Goroutine<'_>| goroutine.id == Some(id) && goroutine.ancestors.is_empty();
        let newest = open.crash.goroutines.len().saturating_sub(RACE_ACCESSES);
        let at = open.crash.goroutines.iter().skip(newest).position(belongs);
        let Some(at) = at.map(|at| newest + at) else { return false };
        let mut goroutine = open.crash.goroutines.remove(at);
        goroutine.ancestors.push(Ancestor { id: None, frames: Vec::new() });
        self.stack = Some(OpenStack::of_ancestor(goroutine, at));
        true
    }

    fn read_remark(&mut self, line: &Line<'a>, text: &'a [u8]) {
        let Some(open) = &mut self.crash else {
            let start = self.preamble.take().map_or(line.start, |preamble| preamble.start);
            self.preamble = Some(start..line.end);
            return;
        };
        if text.starts_with(b"exit status ") {
            return self.close_crash();
        }
        if let Some(signal) = text.strip_prefix(b"[signal ") {
            open.crash.signal = Some(lossy(signal.strip_suffix(b"]").unwrap_or(signal)));
        }
        open.crash.span.end = line.end;
    }

    /// Text follows: the remarks before it belong to nothing.
    fn leave_preamble(&mut self) {
        if let Some(span) = self.preamble.take() {
            self.leave(ResidueReason::Text, span);
        }
    }

    fn open_crash(&mut self, kind: CrashKind, line: &Line<'a>) {
        self.close_crash();
        let start = self.preamble.take().map_or(line.start, |preamble| preamble.start);
        let crash =
            Crash { kind, messages: Vec::new(), signal: None, goroutines: Vec::new(), span: start..line.end };
        self.crash = Some(OpenCrash {
            crash,
            indent: line.indent(),
            first_line_end: line.end,
            messages_end: line.end,
        });
    }

    fn close_message(&mut self) {
        let Some(message) = self.message.take() else { return };
        let Some(open) = &mut self.crash else { return };
        open.crash.span.end = open.crash.span.end.max(message.end);
        open.messages_end = message.end;
        open.crash.messages.push(message_of(&message.lines));
    }

    fn open_stack(&mut self, goroutine: Goroutine<'a>, line: &Line<'a>) {
        self.close_message();
        self.close_stack();
        if self.crash.is_none() {
            self.open_crash(CrashKind::Dump, line);
        }
        let mut stack = OpenStack::new(goroutine);
        stack.goroutine.span.end = line.end;
        self.stack = Some(stack);
    }

    fn close_stack(&mut self) {
        let Some(mut stack) = self.stack.take() else { return };
        if let Some(span) = stack.take_damage() {
            self.parsed.problems.push(Problem { kind: ProblemKind::MissingLocation, span });
        }
        let Some(open) = &mut self.crash else { return };
        open.crash.span.end = open.crash.span.end.max(stack.goroutine.span.end);
        let slot = stack.slot.unwrap_or(open.crash.goroutines.len());
        open.crash.goroutines.insert(slot, stack.goroutine);
    }

    fn close_crash(&mut self) {
        self.close_stack();
        self.close_message();
        let Some(OpenCrash { mut crash, first_line_end, messages_end, .. }) = self.crash.take() else {
            return;
        };
        if !crash.goroutines.is_empty() {
            return self.parsed.crashes.push(crash);
        }
        // Without a goroutine nothing tells where the text ends; only its first line is taken.
        let left =
            self.parsed.residue.last().map_or(first_line_end, |last| last.span.end.max(first_line_end));
        if messages_end > left {
            self.leave(ResidueReason::Text, left..messages_end);
        }
        crash.span.end = first_line_end;
        crash.messages.truncate(1);
        crash.messages.iter_mut().for_each(Message::keep_first_line);
        if crash.kind == CrashKind::Signal {
            self.parsed.problems.push(Problem { kind: ProblemKind::NoGoroutine, span: crash.span.clone() });
            self.leave(ResidueReason::Text, crash.span);
        } else {
            self.parsed.crashes.push(crash);
        }
    }

    fn leave(&mut self, reason: ResidueReason, span: Range<usize>) {
        match self.parsed.residue.last_mut() {
            Some(last) if last.reason == reason && last.span.end == span.start => last.span.end = span.end,
            _ => self.parsed.residue.push(Residue { reason, span }),
        }
    }

    fn finish(mut self) -> Parsed<'a> {
        if let Some(span) = self.stack.as_mut().and_then(|stack| stack.pending.take()) {
            self.parsed.problems.push(Problem { kind: ProblemKind::CutFrame, span });
        }
        self.close_crash();
        self.leave_preamble();
        self.parsed.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        self.parsed.residue.sort_by_key(|residue| (residue.span.start, residue.span.end));
        self.parsed
    }
}

fn opens_race_section(text: &[u8], line: &Line<'_>) -> bool {
    header::access(text, line.start).is_some() || header::race_creation(text).is_some()
}
