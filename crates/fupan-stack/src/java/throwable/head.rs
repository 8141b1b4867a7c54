//! The lines that tell of a throwable, and how to tell them from prose.
//!
//! `shop.OrderFailed: order 7` may be anything; that a frame follows soon decides. How soon depends on how much the line
//! itself looks like a throwable's.

use crate::bytes::text_of;
use crate::java::frame;
use crate::parse::{begins_crash, texts};
use crate::parsed::Goroutine;

/// How many lines a message may have.
pub(super) const MOST_MESSAGE_LINES: usize = 64;
/// What the names of classes that are thrown end with.
const ENDINGS: [&[u8]; 4] = [b"Exception", b"Error", b"Throwable", b"Failure"];
const IN_THREAD: &[u8] = b"Exception in thread \"";

/// What stands before the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::java) enum Caption {
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
pub(super) struct Head<'a> {
    pub(super) caption: Caption,
    thread: Option<&'a [u8]>,
    class: Option<&'a [u8]>,
    /// The class and its message.
    pub(super) text: &'a [u8],
}

impl<'a> Head<'a> {
    /// Gives the section of the throwable its name.
    pub(super) fn name(&self, section: &mut Goroutine<'a>) {
        section.name = self.class.map(text_of);
        section.labels.extend(self.thread.map(|thread| ("thread".into(), text_of(thread))));
    }
}

/// Whether an exception begins on the line `text`.
pub(in crate::java) fn opens(text: &[u8], following: &[u8]) -> bool {
    if frame_is_next(following) {
        return head(text).is_some() || frame::certain(text).is_some();
    }
    let is_caused = || CAPTIONS.iter().any(|(word, _)| text.strip_prefix(*word).and_then(class_of).is_some());
    let is_told = text.starts_with(IN_THREAD) || is_caused() || is_strong(text);
    is_told && head(text).is_some() && frame_follows(following)
}

/// `shop.OrderFailedException: order 7`: a class name that no prose begins with.
pub(in crate::java) fn is_strong(text: &[u8]) -> bool {
    class_of(text).is_some_and(is_thrown)
}

/// Whether `text` tells of a throwable, or is a frame of one whose beginning was lost.
pub(in crate::java) fn is_head(text: &[u8]) -> bool {
    head(text).is_some() || frame::certain(text).is_some()
}

/// What a log wrote on the line before the throwable.
pub(in crate::java) fn lead(text: &[u8]) -> Option<&[u8]> {
    let before = text.len() - head(text)?.text.len();
    text.get(..before).filter(|lead| !lead.is_empty())
}

/// Where a throwable begins behind the start of a line.
pub(in crate::java) fn start_within(text: &[u8]) -> Option<usize> {
    let heads: [&[u8]; 2] = [IN_THREAD, b"Caused by: "];
    let named = heads.iter().find_map(|head| memchr::memmem::find(text, head));
    named.or_else(|| class_within(text).map(|(_, rest)| text.len() - rest.len()))
}

/// What a line says of a throwable.
pub(super) fn head(text: &[u8]) -> Option<Head<'_>> {
    if let Some((caption, text)) = captioned(text) {
        return Some(Head { caption, thread: None, class: class_of(text), text });
    }
    let (thread, text) = match text.strip_prefix(IN_THREAD).and_then(thread_and_text) {
        Some((thread, text)) => (Some(thread), text),
        None => (None, text),
    };
    // `ERROR: shop.OrderFailedException: order 7` begins like a class too.
    let plain = class_of(text).map(|class| (class, text));
    let (class, text) =
        plain.filter(|(class, _)| is_thrown(class)).or_else(|| class_within(text)).or(plain)?;
    Some(Head { caption: Caption::First, thread, class: Some(class), text })
}

/// What follows `Caused by: ` and its like.
pub(in crate::java) fn captioned(text: &[u8]) -> Option<(Caption, &[u8])> {
    CAPTIONS.iter().find_map(|(word, caption)| Some((*caption, text.strip_prefix(*word)?)))
}

/// Lines of a trace that are neither a frame nor a throwable.
pub(super) fn is_remark(text: &[u8]) -> bool {
    let text = captioned(text).map_or(text, |(_, text)| text);
    text.starts_with(b"[CIRCULAR REFERENCE:") || text == b"(Coroutine boundary)"
}

/// What no message goes on with: a line of a log, another exception, a crash of a Go program.
pub(super) fn ends_message(text: &[u8]) -> bool {
    let is_begun = text.starts_with(b"Full thread dump ") || text.starts_with(IN_THREAD);
    is_begun || is_log(text) || is_strong(text) || begins_crash(text)
}

/// Whether something other than a line of a trace may begin with `text`: another exception, a dump, a crash of a Go
/// program.
pub(super) fn begins_anew(text: &[u8]) -> bool {
    let is_class = |class: &[u8]| class.contains(&b'.');
    text.starts_with(b"Full thread dump ")
        || text.starts_with(IN_THREAD)
        || class_of(text).is_some_and(is_class)
        || class_within(text).is_some()
        || begins_crash(text)
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
        if frame::certain(text).is_some() || frame::elision(text).is_some() {
            return true;
        }
        if ends_message(text) {
            return false;
        }
    }
    false
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

fn is_thrown(class: &[u8]) -> bool {
    class.contains(&b'.') && ENDINGS.iter().any(|ending| class.ends_with(ending))
}

/// `2026-03-07 10:00:00 …`
fn is_log(text: &[u8]) -> bool {
    let fits = |(at, byte): (usize, &u8)| match at {
        4 | 7 => matches!(byte, b'-' | b'/'),
        _ => byte.is_ascii_digit(),
    };
    text.get(..10).is_some_and(|date| date.iter().enumerate().all(fits))
}
