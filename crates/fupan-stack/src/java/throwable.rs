//! A Java exception with its causes.
//!
//! ```text
//! Exception in thread "main" shop.OrderFailed: order 7        <- the last section: what was caught by nobody
//!     at shop.Order.pay(Order.java:31)
//!     at shop.Main.main(Main.java:9)
//!     Suppressed: java.io.IOException: close                  <- behind all others, indented
//!         ... 2 more
//! Caused by: java.lang.NumberFormatException: For "x          <- the first section: the root cause
//! y"                                                          <- a message may have many lines
//!     at java.base/java.lang.Integer.parseInt(Integer.java:668)
//!     ... 2 more                                              <- the last two frames of what it caused
//! ```
//!
//! The layout is that of `Throwable.printStackTrace`. Sections and messages stand in one order, the root cause first.
//! The frames that a throwable shares with the one it is enclosed in are printed once; they are filled in, so that a
//! cause has the same frames whatever wraps it. Where they cannot be told, `elided` says how many there are. A few lines
//! that other threads wrote into the log meanwhile are residue (stray.rs).

mod head;
mod stray;

use std::borrow::Cow;
use std::ops::Range;

use super::{JavaPart, frame};
use crate::bytes::text_of;
use crate::parse::{Following, Line};
use crate::parsed::{
    Crash, CrashKind, Frame, Goroutine, Message, Problem, ProblemKind, Residue, ResidueReason, Section,
};

use head::{Caption, Head, MOST_MESSAGE_LINES};
pub(super) use head::{captioned, is_head, is_strong, lead, opens, start_within};

pub(super) struct Trace<'a> {
    throwables: Vec<Throwable<'a>>,
    /// The lines of the message whose end has not come yet; it is that of the last throwable.
    open: Vec<(Cow<'a, [u8]>, Range<usize>)>,
    /// The blanks before the first line.
    indent: usize,
    /// Whether it stands in the input as it is: what was made of a record is another's.
    is_plain: bool,
    span: Range<usize>,
    problems: Vec<Problem>,
    residue: Vec<Residue>,
}

struct Throwable<'a> {
    section: Goroutine<'a>,
    message: Option<Message<'a>>,
    caption: Caption,
    indent: usize,
    /// Whether it is, or caused, what was suppressed.
    is_suppressed: bool,
}

impl<'a> Trace<'a> {
    pub(super) fn new(line: &Line<'a>) -> Self {
        let mut trace = Self {
            throwables: Vec::new(),
            open: Vec::new(),
            indent: line.indent(),
            is_plain: !line.is_made(),
            span: line.span(),
            problems: Vec::new(),
            residue: Vec::new(),
        };
        let text = line.text.trim_ascii();
        match frame::certain(text) {
            // The beginning was lost: frames are all there is.
            Some(frame) => {
                trace.add(None, line);
                trace.push(frame, line);
            }
            None => trace.open(text, line),
        }
        trace
    }

    /// Reads the next line; false where the exception ended before it.
    pub(super) fn read(&mut self, line: &Line<'a>, following: Following<'_>) -> bool {
        let text = line.text.trim_ascii();
        if text.is_empty() {
            self.continue_message(line);
            return true;
        }
        if let Some(frame) = self.frame(text) {
            self.push(frame, line);
        } else if let Some(count) = frame::elision(text) {
            self.elide(count, line);
        } else if head::is_remark(text) {
            self.extend(line);
        } else if captioned(text).is_some() {
            self.open(text, line);
        } else if self.is_cut(line, text) {
            self.problems.push(Problem { kind: ProblemKind::CutFrame, span: line.span() });
            self.extend(line);
        } else if self.is_stray(line, text, following) {
            self.residue.push(Residue { reason: ResidueReason::WithinStack, span: line.span() });
        } else {
            return !head::ends_message(text) && self.continue_message(line);
        }
        true
    }

    fn is_stray(&self, line: &Line<'_>, text: &[u8], following: Following<'_>) -> bool {
        let is_record = stray::is_record(text) || (self.is_plain && line.is_made());
        is_record && stray::goes_on(text, following)
    }

    /// Within a message only what is certainly a frame ends it.
    fn frame(&self, text: &'a [u8]) -> Option<Frame<'a>> {
        if self.open.is_empty() { frame::at(text) } else { frame::certain(text) }
    }

    fn push(&mut self, frame: Frame<'a>, line: &Line<'a>) {
        self.close_message();
        if let Some(throwable) = self.throwables.last_mut() {
            throwable.section.frames.push(frame);
        }
        self.extend(line);
    }

    /// Fills in the last `count` frames of the throwable that encloses the last one.
    fn elide(&mut self, count: u32, line: &Line<'a>) {
        self.close_message();
        let shared = self.shared(count);
        if let Some(Throwable { section, .. }) = self.throwables.last_mut() {
            match shared {
                Some(shared) => section.frames.extend(shared),
                None => section.elided = Some(section.elided.unwrap_or_default().saturating_add(count)),
            }
        }
        self.extend(line);
    }

    fn shared(&self, count: u32) -> Option<Vec<Frame<'a>>> {
        let Goroutine { frames, elided, .. } = self.enclosing()?;
        let start = frames.len().checked_sub(usize::try_from(count).ok()?)?;
        frames.get(start..).filter(|_| elided.is_none()).map(<[Frame<'_>]>::to_vec)
    }

    /// What was suppressed is enclosed in what is indented less, a cause in what is indented alike. Without the tabs
    /// nobody can tell which of two it was.
    fn enclosing(&self) -> Option<&Goroutine<'a>> {
        let (last, others) = self.throwables.split_last()?;
        let found = match last.caption {
            Caption::Suppressed => others.iter().rfind(|other| other.indent < last.indent),
            Caption::Cause => others.iter().rfind(|other| other.indent == last.indent),
            Caption::First | Caption::Wrapper => None,
        };
        let is_flat = |found: &&Throwable<'_>| found.is_suppressed && found.indent == self.indent;
        found.filter(|found| !is_flat(found)).map(|found| &found.section)
    }

    fn extend(&mut self, line: &Line<'a>) {
        self.span.end = line.end;
        if let Some(throwable) = self.throwables.last_mut() {
            throwable.section.span.end = line.end;
        }
    }

    /// Opens the section of a throwable.
    fn open(&mut self, text: &'a [u8], line: &Line<'a>) {
        self.close_message();
        let head = head::head(text);
        let message = head.as_ref().map_or(text, |head| head.text);
        self.add(head, line);
        self.open.push((message.into(), line.span()));
        self.span.end = line.end;
    }

    fn add(&mut self, head: Option<Head<'a>>, line: &Line<'a>) {
        let mut section = Goroutine::empty(Section::Throwable, 0, line.span());
        head.iter().for_each(|head| head.name(&mut section));
        let caption = head.map_or(Caption::First, |head| head.caption);
        let indent = line.indent();
        // Causes of what was suppressed are indented like it.
        let was_suppressed = self.throwables.last().is_some_and(|last| last.is_suppressed);
        let is_suppressed = caption == Caption::Suppressed || (was_suppressed && indent > self.indent);
        self.throwables.push(Throwable { section, message: None, caption, indent, is_suppressed });
    }

    /// Takes a line as the next of the message that is open; false where none is.
    fn continue_message(&mut self, line: &Line<'a>) -> bool {
        let is_open = (1..MOST_MESSAGE_LINES).contains(&self.open.len());
        if is_open {
            self.open.push((line.text.trim_ascii_end().into(), line.span()));
        }
        is_open
    }

    /// The last line of an input that ends within a frame.
    fn is_cut(&self, line: &Line<'a>, text: &[u8]) -> bool {
        !line.is_terminated && self.open.is_empty() && (text.starts_with(b"at") || b"at".starts_with(text))
    }

    /// The message is over; all its lines are its own.
    fn close_message(&mut self) {
        let lines = std::mem::take(&mut self.open);
        let (Some((_, last)), Some(throwable)) = (lines.last(), self.throwables.last_mut()) else { return };
        self.span.end = last.end;
        throwable.section.span.end = last.end;
        let text = match lines.as_slice() {
            [(Cow::Borrowed(line), _)] => text_of(line),
            lines => Cow::Owned(lines.iter().map(|(line, _)| text_of(line)).collect::<Vec<_>>().join("\n")),
        };
        throwable.message = Some(Message { text, is_recovered: false });
    }

    /// Where no frame came, only the first line is known to be the message's.
    fn leave_open_lines(&mut self) {
        let others = self.open.split_off(self.open.len().min(1));
        let others = others.into_iter().filter(|(text, _)| !text.is_empty());
        self.residue.extend(others.map(|(_, span)| Residue { reason: ResidueReason::Text, span }));
    }

    /// The same without a tie to the text read so far.
    pub(super) fn into_owned(self) -> Trace<'static> {
        let owned = |(line, span): (Cow<'_, [u8]>, _)| (Cow::Owned(line.into_owned()), span);
        Trace {
            throwables: self.throwables.into_iter().map(Throwable::into_owned).collect(),
            open: self.open.into_iter().map(owned).collect(),
            indent: self.indent,
            is_plain: self.is_plain,
            span: self.span,
            problems: self.problems,
            residue: self.residue,
        }
    }

    pub(super) fn close(mut self) -> JavaPart<'a> {
        self.leave_open_lines();
        self.close_message();
        let (messages, goroutines) = in_order_of_causes(self.throwables);
        let crash = Crash { messages, goroutines, ..Crash::empty(CrashKind::Exception, self.span) };
        JavaPart { crashes: vec![crash], problems: self.problems, residue: self.residue }
    }
}

impl Throwable<'_> {
    fn into_owned(self) -> Throwable<'static> {
        Throwable {
            section: self.section.into_owned(),
            message: self.message.map(Message::into_owned),
            caption: self.caption,
            indent: self.indent,
            is_suppressed: self.is_suppressed,
        }
    }
}

/// The root cause first; what was suppressed last.
fn in_order_of_causes(throwables: Vec<Throwable<'_>>) -> (Vec<Message<'_>>, Vec<Goroutine<'_>>) {
    let (suppressed, mut causes): (Vec<_>, Vec<_>) =
        throwables.into_iter().partition(|throwable| throwable.is_suppressed);
    // Behind a cause comes what caused it, behind a wrapped one what wraps it.
    if !causes.iter().any(|throwable| throwable.caption == Caption::Wrapper) {
        causes.reverse();
    }
    let all: Vec<_> = causes.into_iter().chain(suppressed).collect();
    let (mut messages, mut sections) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
    for Throwable { section, message, .. } in all {
        messages.extend(message);
        sections.push(section);
    }
    (messages, sections)
}
