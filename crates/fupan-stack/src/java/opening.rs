//! Whether a dump or an exception begins on a line.
//!
//! The first byte decides for almost every line. A line that could be prose counts only with what follows it: a date with
//! `Full thread dump` behind it, a class name with a frame behind it.

use super::header::{Header, header};
use super::{frame, javacore, throwable};
use crate::bytes::{decimal, leading_decimal};
use crate::parse::{Line, texts};

/// How many lines behind the number of a process are searched for its first thread.
const LINES_TO_THREAD: usize = 6;

/// Whether a dump or an exception begins on `line`; `following` are the bytes behind it.
pub(crate) fn opens(line: &Line<'_>, following: &[u8]) -> bool {
    let text = line.text.trim_ascii();
    let opens_dump = match text.first() {
        None => return false,
        Some(b'0' | b'3') if javacore::is_start(text) => true,
        Some(b'"') => matches!(header(line), Header::Read(_)),
        Some(b'#') => is_thread_of_file(line) && thread_goes_on(following),
        Some(b'0'..=b'9') if is_date(text) => next_text(following).starts_with(b"Full thread dump"),
        Some(b'0'..=b'9') if is_process(text) => dump_follows(following),
        Some(b'F' | b'D' | b'T') => is_dump(text),
        Some(_) => false,
    };
    opens_dump || throwable::opens(text, following)
}

/// Whether a dump or an exception may begin with `text`, whatever follows it.
pub(crate) fn is_start(text: &[u8]) -> bool {
    is_dump(text) || javacore::is_start(text) || throwable::is_head(text)
}

/// Whether `text` is a dump's, where it is known that one of both begins there.
pub(super) fn is_dump(text: &[u8]) -> bool {
    match text.first() {
        Some(b'"' | b'#') => true,
        Some(b'0'..=b'9') => is_date(text) || is_process(text),
        Some(b'F') => text.starts_with(b"Full thread dump") || is_deadlock(text),
        Some(b'D') => text == b"Deadlock Detection:",
        Some(b'T') => text.starts_with(b"Thread ") && text.ends_with(b")") && is_agent_state(text),
        _ => false,
    }
}

/// `Found one Java-level deadlock:`
pub(super) fn is_deadlock(text: &[u8]) -> bool {
    text.starts_with(b"Found ") && text.ends_with(b" Java-level deadlock:")
}

/// `2026-03-07 10:00:00`
pub(super) fn is_date(text: &[u8]) -> bool {
    let shape = b"dddd-dd-dd dd:dd:dd";
    let fits =
        |(byte, wanted): (&u8, &u8)| if *wanted == b'd' { byte.is_ascii_digit() } else { byte == wanted };
    text.len() == shape.len() && text.iter().zip(shape).all(fits)
}

/// `4567` of a file, `4567:` of `jcmd`
fn is_process(text: &[u8]) -> bool {
    decimal(text.strip_suffix(b":").unwrap_or(text)).is_some()
}

fn is_agent_state(text: &[u8]) -> bool {
    memchr::memmem::find(text, b": (state = ").is_some()
}

fn is_thread_of_file(line: &Line<'_>) -> bool {
    matches!(header(line), Header::Read(_))
}

/// A frame, a lock, or the next thread behind a blank line.
fn thread_goes_on(following: &[u8]) -> bool {
    let Some(next) = texts(following).next() else { return false };
    let text = next.trim_ascii();
    if text.is_empty() {
        return next_text(following).starts_with(b"#");
    }
    text.len() < next.len() && (frame::at(text).is_some() || frame::bare(text).is_some())
}

/// The time, the release and the first thread of a file; the head of a dump of `jcmd`.
fn dump_follows(following: &[u8]) -> bool {
    texts(following)
        .take(LINES_TO_THREAD)
        .any(|text| text.starts_with(b"Full thread dump") || is_numbered(text))
}

/// `#22 "…`
fn is_numbered(text: &[u8]) -> bool {
    text.strip_prefix(b"#").and_then(leading_decimal).is_some_and(|(_, rest)| rest.starts_with(b" \""))
}

/// The next line that is not blank.
fn next_text(following: &[u8]) -> &[u8] {
    texts(following)
        .take(LINES_TO_THREAD)
        .map(<[u8]>::trim_ascii)
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}
