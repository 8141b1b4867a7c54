//! Where a dump or an exception begins behind what a log puts before each of its lines.
//!
//! ```text
//! 2026-03-07T10:00:00Z app-7f8 java.lang.IllegalStateException: closed
//! 2026-03-07T10:00:00Z app-7f8     at shop.Orders.pay(Orders.java:31)
//! ```
//!
//! What both lines begin with is for those to compare who know the log's prefixes.

use super::{frame, throwable};

/// What a dump begins with.
const DUMP: &[u8] = b"Full thread dump ";

/// Where in `text` something may begin that `next` goes on with, each with the same prefix.
pub(crate) fn start_behind(text: &[u8], next: &[u8]) -> Option<usize> {
    // The last byte rules almost every line out.
    if text.last() == Some(&b':')
        && let Some(at) = memchr::memmem::find(text, DUMP).filter(|at| *at > 0)
    {
        return Some(at);
    }
    if frame_within(next) { throwable::start_within(text) } else { None }
}

/// Whether a frame stands behind some other text.
fn frame_within(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    if !matches!(text.last(), Some(b')' | b']')) {
        return false;
    }
    let at = memchr::memmem::find_iter(text, b"at ").find(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        before.is_some_and(|byte| matches!(byte, b' ' | b'\t'))
    });
    at.and_then(|at| text.get(at..)).is_some_and(|text| frame::certain(text).is_some())
}
