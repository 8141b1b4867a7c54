//! The parsers that are Rust libraries, each through its own entry point.

use std::hint::black_box;
use std::io::BufRead;

use libcasr::go::GoStacktrace;
use libcasr::stacktrace::ParseStacktrace;

/// What one reading of an input found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Goroutines.
    pub(crate) goroutines: u64,
    /// What the parser grouped them into; none where it does not group.
    pub(crate) groups: Option<u64>,
}

/// The parser of that name.
pub(crate) fn by_name(name: &str) -> Option<fn(&[u8]) -> Reading> {
    Some(match name {
        "parse" => parse,
        "summarize" => summarize,
        "reader" => |input| summarize_reader(input),
        "libcasr" => libcasr,
        _ => return None,
    })
}

fn parse(input: &[u8]) -> Reading {
    let parsed = black_box(fupan_stack::parse(black_box(input)));
    Reading { goroutines: parsed.goroutines().map(|goroutine| goroutine.count).sum(), groups: None }
}

fn summarize(input: &[u8]) -> Reading {
    let summary = black_box(fupan_stack::summarize(black_box(input)));
    Reading { goroutines: summary.goroutines, groups: Some(summary.stacks.len() as u64) }
}

/// The same, read in parts: from memory for the time, from a file for the memory.
pub(crate) fn summarize_reader(input: impl BufRead) -> Reading {
    let summary = black_box(fupan_stack::summarize_reader(input)).expect("the input can be read");
    Reading { goroutines: summary.goroutines, groups: Some(summary.stacks.len() as u64) }
}

/// libcasr reads one stack, and only that of a running goroutine. So it gets the goroutines one by one, each as if it
/// were running; given the whole dump it finds the first running one. Its clustering compares every pair of stacks,
/// which is out of reach here.
fn libcasr(input: &[u8]) -> Reading {
    let text = String::from_utf8_lossy(input);
    let stacks = text.split_inclusive("\n\n").filter_map(|section| stack_of(&running(section)));
    Reading { goroutines: stacks.filter(|frames| *frames > 0).count() as u64, groups: None }
}

fn stack_of(section: &str) -> Option<usize> {
    let entries = GoStacktrace::extract_stacktrace(section).ok()?;
    // The `created by` line is an entry like the others to it.
    GoStacktrace::parse_stacktrace(&entries).ok().map(|frames| frames.len())
}

/// The section with its goroutine running; labels stay.
fn running(section: &str) -> String {
    let state = section.split_once('[').zip(section.split_once(']'));
    match state {
        Some(((before, _), (_, after))) => format!("{before}[running]{after}"),
        None => section.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dump::{Dump, Labels, text};

    #[test]
    fn every_parser_finds_the_goroutines_of_a_plain_dump() {
        let dump = text(100, Labels::None);
        for name in ["parse", "summarize", "reader", "libcasr"] {
            assert_eq!(by_name(name).expect("a name")(dump.as_bytes()).goroutines, 100, "{name}");
        }
    }

    #[test]
    fn groups_are_the_places() {
        let dump = text(1_000, Labels::OfGo127);
        assert_eq!(summarize(dump.as_bytes()).groups, Some(Dump::GROUPS as u64));
    }
}
