//! Records that other threads write into a log while an exception is printed there.
//!
//! ```text
//! java.io.IOException: closed
//!     at shop.Orders.load(Orders.java:31)
//! 2026-03-07 10:00:00.123 INFO order 7 served      <- another thread's
//!     at shop.Orders.pay(Orders.java:9)
//! ```
//!
//! Only a line that looks like a record is taken for one, only a few are, and only where the exception goes on right
//! behind them. What may begin another exception or a crash never is.

use super::head::{begins_anew, captioned};
use crate::java::frame;
use crate::parse::{Following, time_in};

/// More lines of others than these: the exception has ended before them.
const MOST_LINES: usize = 3;
/// How far into a line its level stands.
const HEAD: usize = 64;
const LEVELS: [&[u8]; 8] = [b"TRACE", b"DEBUG", b"INFO", b"WARN", b"WARNING", b"ERROR", b"SEVERE", b"FATAL"];

/// Whether the exception goes on behind the line `text`, which is no part of it.
pub(super) fn goes_on(text: &[u8], following: Following<'_>) -> bool {
    if begins_anew(text) {
        return false;
    }
    for next in following.texts().take(MOST_LINES) {
        if is_of_trace(next) {
            return true;
        }
        if begins_anew(next) {
            return false;
        }
    }
    false
}

fn is_of_trace(text: &[u8]) -> bool {
    frame::certain(text).is_some() || frame::elision(text).is_some() || captioned(text).is_some()
}

/// A time, a level, or the brace of a JSON object begins a record.
pub(super) fn is_record(text: &[u8]) -> bool {
    let head = text.get(..HEAD).unwrap_or(text);
    let mut words = head.split(|byte| !byte.is_ascii_alphanumeric());
    text.starts_with(b"{\"") || time_in(text).is_some() || words.any(|word| LEVELS.contains(&word))
}
