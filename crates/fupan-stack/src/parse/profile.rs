//! The text form of profiles, `debug=1`.
//!
//! ```text
//! goroutine profile: total 7
//! 3 @ 0x43e5ce 0x44f4b8 0x4be614 0x468581
//! # labels: {"tenant":"a"}
//! #       0x4be613        main.main.func1+0xb3    /src/main.go:49
//! ```
//!
//! The columns are parted by tabs. Written by `printCountProfile` and `printStackRecord` in `runtime/pprof/pprof.go`. Frames of the run-time above the
//! first other one are left out there, so that the state of a goroutine is often unknown.

use super::frame::location;
use crate::bytes::{decimal, leading_decimal, rsplit_once_text, split_once, text_of};
use crate::parsed::Frame;

/// What a line of a profile is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The first line of a profile of goroutines, and how many it tells of.
    Goroutines(u64),
    /// The first line of a profile of something else.
    Others,
    /// A record of so many goroutines.
    Record(u64),
    /// Any other line of a profile.
    Line,
}

/// Reads a line outside a record.
pub(super) fn read(text: &[u8]) -> Option<Entry> {
    match text.first()? {
        b'#' => frame(text).map(|_| Entry::Line),
        b'0'..=b'9' => record(text),
        b'g' | b't' | b'h' | b'-' => title(text),
        _ => None,
    }
}

/// Whether a profile of goroutines begins with `text`.
pub(super) fn is_of_goroutines(text: &[u8]) -> bool {
    matches!(title(text.trim_ascii_end()), Some(Entry::Goroutines(_)))
}

fn title(text: &[u8]) -> Option<Entry> {
    let total = |title: &[u8]| decimal(text.strip_prefix(title)?.trim_ascii());
    let of_goroutines: [&[u8]; 2] = [b"goroutine profile: total ", b"goroutineleak profile: total "];
    if let Some(total) = of_goroutines.into_iter().find_map(total) {
        return Some(Entry::Goroutines(total));
    }
    let others: [&[u8]; 5] = [
        b"heap profile: ",
        b"threadcreate profile: total ",
        b"--- contention:",
        b"--- mutex:",
        b"--- heapz ",
    ];
    others.iter().any(|title| text.starts_with(title)).then_some(Entry::Others)
}

/// `3 @ 0x43e5ce 0x44f4b8`, or of a heap profile `1: 114688 [1: 114688] @ 0x40e96d`.
fn record(text: &[u8]) -> Option<Entry> {
    let (count, rest) = leading_decimal(text)?;
    if let Some(addresses) = rest.strip_prefix(b" @") {
        let is_list = addresses.is_empty() || addresses.starts_with(b" 0x");
        return is_list.then_some(Entry::Record(count));
    }
    let is_sample = (rest.starts_with(b": ") || rest.first() == Some(&b' '))
        && memchr::memmem::find(rest, b" @ 0x").is_some();
    is_sample.then_some(Entry::Line)
}

/// `#  0x4be613  main.main.func1+0xb3  /src/main.go:49`, tabs between.
pub(super) fn frame(text: &[u8]) -> Option<Frame<'_>> {
    let rest = text.strip_prefix(b"#")?.trim_ascii_start();
    let (address, rest) = split_once(rest, b'\t')?;
    if !address.starts_with(b"0x") {
        return None;
    }
    let (function, place) = split_once(rest.trim_ascii_start(), b'\t')?;
    let function = rsplit_once_text(function, b"+0x").map_or(function, |parts| parts.0);
    let mut frame = Frame::of_function(text_of(function.trim_ascii()));
    if let Some(location) = location(place) {
        frame.set_place(location.file, location.line);
    }
    Some(frame)
}
