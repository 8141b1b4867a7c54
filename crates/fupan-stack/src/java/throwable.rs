//! A Java exception with its causes, and how to tell one from prose.
//!
//! ```text
//! Exception in thread "main" shop.OrderFailed: order 7        <- the first section; its message is the last
//!     at shop.Order.pay(Order.java:31)
//!     at shop.Main.main(Main.java:9)
//!     Suppressed: java.io.IOException: close                  <- a section of its own, indented
//!         ... 2 more
//! Caused by: java.lang.NumberFormatException: For "x          <- a section; the root cause's message is the first
//! y"                                                          <- a message may have many lines
//!     at java.base/java.lang.Integer.parseInt(Integer.java:668)
//!     ... 2 more                                              <- the frames the section above has too
//! ```
//!
//! The layout is that of `Throwable.printStackTrace`. A class name counts only where a frame follows soon. Frames that
//! a section shares with the one above it are not filled in: `elided` says how many there are.

use std::borrow::Cow;
use std::ops::Range;

use super::{JavaPart, frame, thread};
use crate::bytes::{split_once, text_of};
use crate::parse::{Line, texts};
use crate::parsed::{
    Crash, CrashKind, Frame, Goroutine, Message, Problem, ProblemKind, Residue, ResidueReason, Section,
};

/// How many lines a message may have.
const MOST_MESSAGE_LINES: usize = 64;
/// What the names of classes that are thrown end with.
const ENDINGS: [&[u8]; 4] = [b"Exception", b"Error", b"Throwable", b"Failure"];

/// What stands before the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caption {
    /// Nothing, the name of a thread, or what a log wrote.
    First,
    Cause,
    /// Some loggers print the root cause first.
    Wrapper,
    Suppressed,
}

const CAPTIONS: [(&[u8], Caption); 3] = [
    (b"Caused by: ", Caption::Cause),
    (b"Wrapped by: ", Caption::Wrapper),
    (b"Suppressed: ", Caption::Suppressed),
];

/// The line that tells of a throwable.
struct Head<'a> {
    caption: Caption,
    thread: Option<&'a [u8]>,
    class: &'a [u8],
    /// The class and its message.
    text: &'a [u8],
}

/// Whether an exception begins on the line `text`.
pub(super) fn opens(text: &[u8], following: &[u8]) -> bool {
    if frame_is_next(following) {
        return head(text).is_some() || frame::certain(text).is_some();
    }
    let is_caused = || CAPTIONS.iter().any(|(word, _)| text.strip_prefix(*word).and_then(class_of).is_some());
    let is_told = text.starts_with(b"Exception in thread ") || is_caused() || is_strong(text);
    is_told && head(text).is_some() && frame_follows(following)
}

/// `shop.OrderFailedException: order 7`: a class name that no prose begins with.
pub(super) fn is_strong(text: &[u8]) -> bool {
    class_of(text).is_some_and(is_thrown)
}

fn is_thrown(class: &[u8]) -> bool {
    class.contains(&b'.') && ENDINGS.iter().any(|ending| class.ends_with(ending))
}

/// Whether the next line is a frame; looks at its first bytes only where it is none.
fn frame_is_next(following: &[u8]) -> bool {
    let blanks = following.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    following.get(blanks..).is_some_and(|rest| rest.starts_with(b"at "))
        && texts(following).next().is_some_and(|next| frame::certain(next.trim_ascii()).is_some())
}

/// Whether a frame follows before anything else is thrown.
fn frame_follows(following: &[u8]) -> bool {
    for next in texts(following).take(MOST_MESSAGE_LINES) {
        let text = next.trim_ascii();
        if frame::certain(text).is_some() || is_elision(text) {
            return true;
        }
        if is_log(text) || is_strong(text) || text.starts_with(b"Exception in thread ") {
            return false;
        }
    }
    false
}

fn is_elision(text: &[u8]) -> bool {
    text.starts_with(b"... ") && frame::elision(text).is_some()
}

/// `2026-03-07 10:00:00 …`: no message goes on like this.
fn is_log(text: &[u8]) -> bool {
    text.get(..10).is_some_and(|date| {
        date.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => matches!(byte, b'-' | b'/'),
            _ => byte.is_ascii_digit(),
        })
    })
}

/// What a line says of a throwable.
fn head(text: &[u8]) -> Option<Head<'_>> {
    let caption = CAPTIONS.iter().find_map(|(word, caption)| Some((*caption, text.strip_prefix(*word)?)));
    if let Some((caption, text)) = caption {
        return Some(Head { caption, thread: None, class: class_of(text).unwrap_or_default(), text });
    }
    let (thread, text) = match text.strip_prefix(b"Exception in thread \"").and_then(thread_and_text) {
        Some((thread, text)) => (Some(thread), text),
        None => (None, text),
    };
    // `ERROR: shop.OrderFailedException: order 7` begins like a class too.
    let plain = class_of(text).map(|class| (class, text));
    let (class, text) =
        plain.filter(|(class, _)| is_thrown(class)).or_else(|| class_within(text)).or(plain)?;
    Some(Head { caption: Caption::First, thread, class, text })
}

/// `main" shop.OrderFailed: order 7`
fn thread_and_text(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memmem::find(text, b"\" ")?;
    Some((text.get(..end)?, text.get(end + 2..)?))
}

/// The class `text` starts with, where a colon or nothing follows it.
fn class_of(text: &[u8]) -> Option<&[u8]> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"._$-/@".contains(byte) || *byte >= 128;
    if !text.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 128) {
        return None;
    }
    let length = text.iter().position(|byte| !is_part(byte)).unwrap_or(text.len());
    let (class, rest) = text.split_at_checked(length)?;
    let is_ended = rest.is_empty() || rest == b":" || rest.starts_with(b": ");
    (is_ended && !class.ends_with(b".")).then_some(class)
}

/// The class a log wrote on the line of its own text: `10:00:00 ERROR failed java.io.IOException: closed`.
fn class_within(text: &[u8]) -> Option<(&[u8], &[u8])> {
    memchr::memchr_iter(b' ', text).find_map(|at| {
        let text = text.get(at + 1..)?;
        class_of(text).filter(|class| is_thrown(class)).map(|class| (class, text))
    })
}

/// What a log wrote on the line before the throwable.
pub(super) fn lead(text: &[u8]) -> Option<&[u8]> {
    let before = text.len() - head(text)?.text.len();
    text.get(..before).filter(|lead| !lead.is_empty())
}

/// Where a throwable begins behind the start of a line.
pub(super) fn start_within(text: &[u8]) -> Option<usize> {
    let heads: [&[u8]; 2] = [b"Exception in thread \"", b"Caused by: "];
    let named = heads.iter().find_map(|head| memchr::memmem::find(text, head));
    named.or_else(|| class_within(text).map(|(_, rest)| text.len() - rest.len()))
}

pub(super) struct Trace<'a> {
    sections: Vec<Goroutine<'a>>,
    /// The messages so far, each with its place among the causes.
    messages: Vec<(Place, Message<'a>)>,
    /// The message whose end has not come yet.
    open: Option<OpenMessage<'a>>,
    /// The blanks before the first line.
    indent: usize,
    is_in_suppressed: bool,
    span: Range<usize>,
    problems: Vec<Problem>,
    residue: Vec<Residue>,
}

/// Where a message goes among the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nearer to the root than those before it.
    Before,
    Behind,
    /// Of a suppressed throwable.
    Last,
}

struct OpenMessage<'a> {
    place: Place,
    lines: Vec<(Cow<'a, [u8]>, Range<usize>)>,
}

impl OpenMessage<'_> {
    fn into_owned(self) -> OpenMessage<'static> {
        let owned = |(line, span): (Cow<'_, [u8]>, _)| (Cow::Owned(line.into_owned()), span);
        OpenMessage { place: self.place, lines: self.lines.into_iter().map(owned).collect() }
    }
}

impl<'a> Trace<'a> {
    pub(super) fn new(line: &Line<'a>) -> Self {
        let mut trace = Self {
            sections: Vec::new(),
            messages: Vec::new(),
            open: None,
            indent: line.indent(),
            is_in_suppressed: false,
            span: line.span(),
            problems: Vec::new(),
            residue: Vec::new(),
        };
        let text = line.text.trim_ascii();
        match frame::certain(text) {
            // The beginning was lost: frames are all there is.
            Some(frame) => {
                trace.sections.push(thread::empty(Section::Throwable, 0, line.span()));
                trace.push(frame, line);
            }
            None => trace.add(&head(text), text, line),
        }
        trace
    }

    /// Reads the next line; false where the exception ended before it.
    pub(super) fn read(&mut self, line: &Line<'a>) -> bool {
        let text = line.text.trim_ascii();
        if text.is_empty() {
            self.continue_message(line);
            return true;
        }
        if let Some(frame) = self.frame(text) {
            self.push(frame, line);
        } else if let Some(count) = frame::elision(text).filter(|_| text.starts_with(b"... ")) {
            self.elide(count, line);
        } else if is_remark(text) {
            self.extend(line);
        } else if CAPTIONS.iter().any(|(caption, _)| text.starts_with(caption)) {
            self.add(&head(text), text, line);
        } else if self.is_cut(line, text) {
            self.problems.push(Problem { kind: ProblemKind::CutFrame, span: line.span() });
            self.extend(line);
        } else {
            return !self.begins_anew(text) && self.continue_message(line);
        }
        true
    }

    /// Within a message only what is certainly a frame ends it.
    fn frame(&self, text: &'a [u8]) -> Option<Frame<'a>> {
        if self.open.is_some() { frame::certain(text) } else { frame::at(text) }
    }

    fn push(&mut self, frame: Frame<'a>, line: &Line<'a>) {
        self.close_message();
        if let Some(section) = self.sections.last_mut() {
            section.frames.push(frame);
        }
        self.extend(line);
    }

    fn elide(&mut self, count: u64, line: &Line<'a>) {
        self.close_message();
        if let Some(section) = self.sections.last_mut() {
            section.elided = Some(section.elided.unwrap_or_default().saturating_add(count));
        }
        self.extend(line);
    }

    fn extend(&mut self, line: &Line<'a>) {
        self.span.end = line.end;
        if let Some(section) = self.sections.last_mut() {
            section.span.end = line.end;
        }
    }

    /// Opens the section of a throwable.
    fn add(&mut self, head: &Option<Head<'a>>, text: &'a [u8], line: &Line<'a>) {
        self.close_message();
        let mut section = thread::empty(Section::Throwable, 0, line.span());
        let caption = head.as_ref().map_or(Caption::First, |head| head.caption);
        if let Some(head) = head {
            section.name = (!head.class.is_empty()).then(|| text_of(head.class));
            section.labels.extend(head.thread.map(|thread| ("thread".into(), text_of(thread))));
        }
        let text = head.as_ref().map_or(text, |head| head.text);
        let place = self.place(caption, line);
        self.open = Some(OpenMessage { place, lines: vec![(text.into(), line.span())] });
        self.sections.push(section);
        self.span.end = line.end;
    }

    /// Causes of what was suppressed are indented like it.
    fn place(&mut self, caption: Caption, line: &Line<'a>) -> Place {
        let is_indented = line.indent() > self.indent;
        self.is_in_suppressed = caption == Caption::Suppressed || (self.is_in_suppressed && is_indented);
        match caption {
            _ if self.is_in_suppressed => Place::Last,
            Caption::Wrapper => Place::Behind,
            _ => Place::Before,
        }
    }

    /// Takes a line as the next of the message that is open; false where none is.
    fn continue_message(&mut self, line: &Line<'a>) -> bool {
        let Some(open) = self.open.as_mut().filter(|open| open.lines.len() < MOST_MESSAGE_LINES) else {
            return false;
        };
        open.lines.push((line.text.trim_ascii_end().into(), line.span()));
        true
    }

    fn begins_anew(&self, text: &[u8]) -> bool {
        is_log(text) || is_strong(text) || text.starts_with(b"Exception in thread ") || opens_go(text)
    }

    /// The last line of an input that ends within a frame.
    fn is_cut(&self, line: &Line<'a>, text: &[u8]) -> bool {
        !line.is_terminated && self.open.is_none() && (text.starts_with(b"at") || b"at".starts_with(text))
    }

    /// The message is over; all its lines are its own.
    fn close_message(&mut self) {
        let Some(open) = self.open.take() else { return };
        if let Some((_, span)) = open.lines.last() {
            self.span.end = span.end;
            self.sections.iter_mut().last().into_iter().for_each(|section| section.span.end = span.end);
        }
        let text = match open.lines.as_slice() {
            [(Cow::Borrowed(line), _)] => text_of(line),
            lines => Cow::Owned(lines.iter().map(|(line, _)| text_of(line)).collect::<Vec<_>>().join("\n")),
        };
        self.messages.push((open.place, Message { text, is_recovered: false }));
    }

    /// The same without a tie to the text read so far.
    pub(super) fn into_owned(self) -> Trace<'static> {
        let messages = self.messages.into_iter();
        Trace {
            sections: self.sections.into_iter().map(Goroutine::into_owned).collect(),
            messages: messages.map(|(place, message)| (place, message.into_owned())).collect(),
            open: self.open.map(OpenMessage::into_owned),
            indent: self.indent,
            is_in_suppressed: self.is_in_suppressed,
            span: self.span,
            problems: self.problems,
            residue: self.residue,
        }
    }

    pub(super) fn close(mut self) -> JavaPart<'a> {
        self.leave_open_lines();
        self.close_message();
        let crash = Crash {
            kind: CrashKind::Exception,
            messages: in_order_of_causes(self.messages),
            signal: None,
            time: None,
            goroutines: self.sections,
            span: self.span,
        };
        JavaPart { crashes: vec![crash], problems: self.problems, residue: self.residue }
    }

    /// Where no frame came, only the first line is known to be the message's.
    fn leave_open_lines(&mut self) {
        let Some(open) = &mut self.open else { return };
        let others = open.lines.split_off(1.min(open.lines.len()));
        let others = others.into_iter().filter(|(text, _)| !text.is_empty());
        self.residue.extend(others.map(|(_, span)| Residue { reason: ResidueReason::Text, span }));
    }
}

/// The root cause first; what was suppressed last.
fn in_order_of_causes<'a>(messages: Vec<(Place, Message<'a>)>) -> Vec<Message<'a>> {
    let (mut causes, mut suppressed) = (Vec::with_capacity(messages.len()), Vec::new());
    for (place, message) in messages {
        match place {
            Place::Before => causes.insert(0, message),
            Place::Behind => causes.push(message),
            Place::Last => suppressed.push(message),
        }
    }
    causes.append(&mut suppressed);
    causes
}

/// Lines of a trace that are neither a frame nor a throwable.
fn is_remark(text: &[u8]) -> bool {
    let text =
        split_once(text, b'[').filter(|(caption, _)| is_caption(caption)).map_or(text, |(_, rest)| rest);
    text.starts_with(b"CIRCULAR REFERENCE:") || text == b"(Coroutine boundary)"
}

fn is_caption(text: &[u8]) -> bool {
    text.is_empty() || CAPTIONS.iter().any(|(caption, _)| text == *caption)
}

fn opens_go(text: &[u8]) -> bool {
    let starts: [&[u8]; 5] =
        [b"panic: ", b"fatal error: ", b"goroutine ", b"WARNING: DATA RACE", b"Full thread dump "];
    starts.iter().any(|start| text.starts_with(start))
}
