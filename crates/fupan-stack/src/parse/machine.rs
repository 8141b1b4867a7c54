//! What is open while the lines go by.

use std::borrow::Cow;
use std::ops::Range;

use super::header::Header;
use super::lines::{Line, lines};
use super::{
    Ancestor, Crash, CrashKind, Frame, Goroutine, Message, Parsed, Problem, ProblemKind, Residue,
    ResidueReason, frame, head, header,
};
use crate::bytes::lossy;

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
    message: Option<OpenMessage>,
    stack: Option<OpenStack<'a>>,
}

struct OpenCrash<'a> {
    crash: Crash<'a>,
    /// The indentation of its first line: a header deeper than that is a part of the message.
    indent: usize,
    /// Where its first line ends, and where its messages end, should those turn out not to belong to it.
    first_line_end: usize,
    messages_end: usize,
}

struct OpenMessage {
    /// The bytes of the message so far.
    span: Range<usize>,
}

struct OpenStack<'a> {
    goroutine: Goroutine<'a>,
    /// Where it goes among the goroutines of the crash; at the end where none is told.
    slot: Option<usize>,
    /// Which list the next frame belongs to.
    target: Target,
    /// The bytes of the call line whose place has not come yet.
    pending: Option<Range<usize>>,
    is_damage_reported: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Frames,
    CreatedBy,
    Ancestor,
}

impl<'a> Machine<'a> {
    fn new(input: &'a [u8]) -> Self {
        Self { input, parsed: Parsed::default(), crash: None, message: None, stack: None }
    }

    fn read(&mut self, line: &Line<'a>) {
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
            Some(b'g') => !matches!(header::goroutine(text, line.start), Header::Other),
            Some(b'r') => text == b"runtime stack:",
            Some(b'=') => head::is_race_rule(text),
            Some(b'G' | b'P' | b'R' | b'W' | b'A') if self.is_race() && opens_race_section(text, line) => {
                true
            }
            // An indented `panic: ` is a value's text, not a new crash.
            Some(b'p' | b'f' | b'W' | b'S') => line.indent() == 0 && head::head(text).is_some(),
            _ => false,
        }
    }

    fn is_race(&self) -> bool {
        self.crash.as_ref().is_some_and(|open| open.crash.kind == CrashKind::DataRace)
    }

    fn leave_unread_in_stack(&mut self, line: &Line<'a>) {
        if line.is_terminated {
            self.leave(ResidueReason::WithinStack, line.span());
        } else {
            self.parsed.problems.push(Problem { kind: ProblemKind::CutFrame, span: line.span() });
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
            if is_chained {
                self.open_message(line, text.len() - b"panic: ".len());
            }
            return is_chained || line.text.is_empty();
        }
        if let Some(message) = &mut self.message {
            message.span.end = line.end;
        }
        true
    }

    /// Whether the message that is open ends with the remark that it was recovered.
    fn is_last_recovered(&self) -> bool {
        let text = self.message.as_ref().and_then(|message| self.input.get(message.span.clone()));
        text.is_some_and(|text| strip_recovered(text.trim_ascii_end()).1)
    }

    fn read_outside(&mut self, line: &Line<'a>) {
        let text = line.text.trim_ascii();
        if text.is_empty() {
            return;
        }
        if let Some((kind, rest)) = head::head(text) {
            self.open_crash(kind, line);
            if kind != CrashKind::DataRace {
                self.open_message(line, rest.len());
            }
            return;
        }
        if self.open_section(line, text) {
            return;
        }
        if head::is_race_rule(text) {
            if self.is_race() {
                self.close_crash();
            }
        } else if head::is_remark(text) {
            self.read_remark(line, text);
        } else {
            self.leave(ResidueReason::Text, line.span());
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
        let Some(at) = open.crash.goroutines.iter().position(|g| g.id == Some(id) && g.ancestors.is_empty())
        else {
            return false;
        };
        let mut goroutine = open.crash.goroutines.remove(at);
        goroutine.ancestors.push(Ancestor { id: None, frames: Vec::new() });
        self.stack =
            Some(OpenStack { slot: Some(at), target: Target::Ancestor, ..OpenStack::new(goroutine) });
        true
    }

    fn read_remark(&mut self, line: &Line<'a>, text: &'a [u8]) {
        let Some(open) = &mut self.crash else {
            return self.leave(ResidueReason::Text, line.span());
        };
        if text.starts_with(b"exit status ") {
            return self.close_crash();
        }
        if let Some(signal) = text.strip_prefix(b"[signal ") {
            open.crash.signal = Some(lossy(signal.strip_suffix(b"]").unwrap_or(signal)));
        }
        open.crash.span.end = line.end;
    }

    fn open_crash(&mut self, kind: CrashKind, line: &Line<'a>) {
        self.close_crash();
        let crash =
            Crash { kind, messages: Vec::new(), signal: None, goroutines: Vec::new(), span: line.span() };
        self.crash = Some(OpenCrash {
            crash,
            indent: line.indent(),
            first_line_end: line.end,
            messages_end: line.end,
        });
    }

    /// Opens a message that is the last `length` bytes of `line`.
    fn open_message(&mut self, line: &Line<'a>, length: usize) {
        let text_end = line.start + line.text.trim_ascii_end().len();
        self.message = Some(OpenMessage { span: text_end.saturating_sub(length)..line.end });
    }

    fn close_message(&mut self) {
        let Some(message) = self.message.take() else { return };
        let Some(open) = &mut self.crash else { return };
        open.crash.span.end = open.crash.span.end.max(message.span.end);
        open.messages_end = message.span.end;
        open.crash.messages.push(message_of(self.input.get(message.span).unwrap_or_default()));
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
        if messages_end > first_line_end {
            self.leave(ResidueReason::Text, first_line_end..messages_end);
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
        self.parsed.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        self.parsed.residue.sort_by_key(|residue| (residue.span.start, residue.span.end));
        self.parsed
    }
}

impl<'a> OpenStack<'a> {
    fn new(goroutine: Goroutine<'a>) -> Self {
        Self { goroutine, slot: None, target: Target::Frames, pending: None, is_damage_reported: false }
    }

    /// Gives the frame that waits for its place the place on this line.
    fn read_location(&mut self, line: &Line<'a>) -> bool {
        if self.pending.is_none() {
            return false;
        }
        let location = frame::location(line.text);
        if location.is_none() && !frame::is_address(line.text) {
            return false;
        }
        self.pending = None;
        self.goroutine.span.end = line.end;
        if let (Some(location), Some(frame)) = (location, self.last_frame()) {
            frame.file = Some(location.file);
            frame.line = Some(location.line);
        }
        true
    }

    fn last_frame(&mut self) -> Option<&mut Frame<'a>> {
        match self.target {
            Target::Frames => self.goroutine.frames.last_mut(),
            Target::CreatedBy => self.goroutine.created_by.as_mut().map(|creation| &mut creation.frame),
            Target::Ancestor => {
                self.goroutine.ancestors.last_mut().and_then(|ancestor| ancestor.frames.last_mut())
            }
        }
    }

    /// The call whose place is missing, told once for a goroutine.
    fn take_damage(&mut self) -> Option<Range<usize>> {
        let span = self.pending.take()?;
        let is_first = !std::mem::replace(&mut self.is_damage_reported, true);
        is_first.then_some(span)
    }

    /// Reads any line of a goroutine but a place.
    fn read_call(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if let Some(creation) = frame::creation(text) {
            self.target = Target::CreatedBy;
            self.goroutine.created_by = Some(creation);
            self.pending = Some(line.span());
        } else if let Some(count) = frame::elision(text) {
            self.goroutine.elided = Some(count);
        } else if text == b"goroutine running on other thread; stack unavailable" {
            self.goroutine.is_unavailable = true;
        } else if let Some(id) = frame::origin(text) {
            self.target = Target::Ancestor;
            self.goroutine.ancestors.push(Ancestor { id: Some(id), frames: Vec::new() });
        } else if let Some(frame) = frame::call(text) {
            self.push(frame);
            self.pending = Some(line.span());
        } else if text != b"[failed to restore the stack]" {
            return false;
        }
        self.goroutine.span.end = line.end;
        true
    }

    fn push(&mut self, frame: Frame<'a>) {
        match (self.target, self.goroutine.ancestors.last_mut()) {
            (Target::Ancestor, Some(ancestor)) => ancestor.frames.push(frame),
            _ => {
                self.target = Target::Frames;
                self.goroutine.frames.push(frame);
            }
        }
    }
}

impl Message<'_> {
    fn keep_first_line(&mut self) {
        if let Some((first, _)) = self.text.split_once('\n') {
            self.text = Cow::Owned(first.to_owned());
        }
    }
}

fn opens_race_section(text: &[u8], line: &Line<'_>) -> bool {
    header::access(text, line.start).is_some() || header::race_creation(text).is_some()
}

/// The message in `raw`, without indentation of its later lines and without the remark of a recovery.
fn message_of(raw: &[u8]) -> Message<'_> {
    let (text, is_recovered) = strip_recovered(raw.trim_ascii());
    if memchr::memchr(b'\n', text).is_none() {
        return Message { text: lossy(text), is_recovered };
    }
    let lines = text.split(|byte| *byte == b'\n').map(|line| {
        let line = line.strip_prefix(b"\t").unwrap_or(line);
        lossy(line.strip_suffix(b"\r").unwrap_or(line))
    });
    Message { text: Cow::Owned(lines.collect::<Vec<_>>().join("\n")), is_recovered }
}

fn strip_recovered(text: &[u8]) -> (&[u8], bool) {
    let remarks: [&[u8]; 3] = [b" [recovered]", b" [recovered, repanicked]", b" [recovered, reraised]"];
    match remarks.iter().find_map(|remark| text.strip_suffix(*remark)) {
        Some(text) => (text, true),
        None => (text, false),
    }
}
