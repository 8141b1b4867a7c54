//! Goroutine dumps as `/debug/pprof/goroutine?debug=2` gives them, generated with a fixed seed.
//!
//! ```text
//! goroutine 1042 [select, 17 minutes] {request_id: "req-7f3a", trace_id: 4bf92f3577b34da6}:
//! example.com/shop/orders.(*Queue).next(0xc0084f2a10, 0x3)
//!     /srv/shop/orders/queue.go:88 +0x1d5
//! ```
//!
//! A dump has twelve places (`dump/places.rs`), however many goroutines wait there. Goroutine
//! numbers, the values of arguments and the minutes differ from one to the next; how many arguments there are and the
//! offset behind a line are a part of the place.

mod places;
mod random;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use places::{Place, WAITING, WRITER};
use random::Random;

/// Any number will do, as long as it stays.
const SEED: u64 = 0x0f0b_a4a1_2026_1126;

/// Whether the headers carry profiler labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Labels {
    /// `goroutine 22 [select]:`
    None,
    /// `goroutine 22 [select] {request_id: "req-7f3a", trace_id: 4bf92f3577b34da6}:`
    OfGo127,
}

/// A generated dump on disk.
#[derive(Debug, Clone)]
pub(crate) struct Dump {
    /// The file.
    pub(crate) path: PathBuf,
    /// How long it is.
    pub(crate) bytes: u64,
    /// How many goroutines are in it.
    pub(crate) goroutines: u64,
    /// Whether their headers carry labels.
    pub(crate) labels: Labels,
}

impl Dump {
    /// How many places the goroutines of every dump share.
    pub(crate) const GROUPS: usize = WAITING.len() + 1;

    /// Writes the dump into `folder`.
    pub(crate) fn write(folder: &Path, goroutines: u64, labels: Labels) -> Self {
        let text = text(goroutines, labels);
        let path = folder.join(format!("{goroutines}-{labels:?}.txt"));
        fs::write(&path, &text).expect("there is room for the inputs");
        Self { path, bytes: text.len() as u64, goroutines, labels }
    }
}

/// The text of a dump; its first goroutine is the one that wrote it and has no labels.
pub(crate) fn text(goroutines: u64, labels: Labels) -> String {
    let mut random = Random::new(SEED);
    let mut text = String::new();
    for number in 0..goroutines {
        let place = if number == 0 { &WRITER } else { random.one_of(WAITING) };
        let labels = if number == 0 { Labels::None } else { labels };
        write_goroutine(&mut text, place, number * 3 + 1, labels, &mut random);
    }
    text
}

fn write_goroutine(text: &mut String, place: &Place, id: u64, labels: Labels, random: &mut Random) {
    write_header(text, place, id, random);
    if labels == Labels::OfGo127 {
        let (request, trace) = (random.below(1 << 16), random.next());
        put(text, format_args!(" {{request_id: \"req-{request:04x}\", trace_id: {trace:016x}}}"));
    }
    text.push_str(":\n");
    for (at, (function, file, line)) in place.frames.iter().enumerate() {
        text.push_str(function);
        write_arguments(text, at, *line, random);
        put(text, format_args!("\n\t{file}:{line} +0x{:x}\n", line * 7 % 911 + 16));
    }
    if let Some((function, file, line)) = place.created_by {
        put(text, format_args!("created by {function} in goroutine {}\n", random.below(64) + 1));
        put(text, format_args!("\t{file}:{line} +0x{:x}\n", line * 7 % 911 + 16));
    }
    text.push('\n');
}

/// Half of those that wait have waited for minutes.
fn write_header(text: &mut String, place: &Place, id: u64, random: &mut Random) {
    put(text, format_args!("goroutine {id} [{}", place.state));
    if place.state != "running" && random.below(2) == 0 {
        put(text, format_args!(", {} minutes", random.below(900) + 1));
    }
    if place.is_locked {
        text.push_str(", locked to thread");
    }
    text.push(']');
}

/// One to four words, as many as the call's own function takes: pointers and numbers, some marked as unsure, and for
/// every fourth call a string or slice.
fn write_arguments(text: &mut String, at: usize, line: u32, random: &mut Random) {
    put(text, format_args!("(0xc{:09x}", random.below(1 << 34) & !7));
    for word in 0..line % 4 {
        let mark = if (line + word).is_multiple_of(3) { "?" } else { "" };
        put(text, format_args!(", 0x{:x}{mark}", random.below(1 << 20)));
    }
    if at % 4 == 3 {
        put(text, format_args!(", {{0xc{:09x}, 0x{:x}, ...}}", random.below(1 << 34), random.below(256)));
    }
    text.push(')');
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_dump_every_time() {
        assert_eq!(text(200, Labels::OfGo127), text(200, Labels::OfGo127));
    }

    #[test]
    fn goroutines_and_places_are_as_many_as_said() {
        for labels in [Labels::None, Labels::OfGo127] {
            let text = text(1_000, labels);
            let summary = fupan_stack::summarize(text.as_bytes());
            assert_eq!((summary.goroutines, summary.stacks.len()), (1_000, Dump::GROUPS));
            assert!(summary.problems.is_empty());
        }
    }

    #[test]
    fn a_goroutine_takes_as_much_as_in_a_real_dump() {
        let bytes = text(1_000, Labels::None).len();
        assert!((600_000..700_000).contains(&bytes), "{bytes}");
    }
}
