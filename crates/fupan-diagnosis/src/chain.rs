//! What went wrong first, what was put around it, and how often, of panics and of errors in logs.
//!
//! ```text
//! http: panic serving 127.0.0.1:38322: checkout failed: assignment to entry in nil map
//! {"level":"ERROR","error":"load order 8: open /srv/8.json: no such file or directory"}
//! panic: assignment to entry in nil map [recovered]
//!         panic: settle: assignment to entry in nil map
//!         rollback: no transaction is open
//! ```
//!
//! A text does not tell where `%w` stood. It is split at `: `, save where the standard library prints such a text itself:
//! `open /srv/8.json: no such file or directory` is one error. A program that writes `config: no such key` as one text is
//! split nevertheless. Java exceptions, and what is neither an error nor a panic, are left out.

mod crash;
mod log;
mod mask;
mod system;
mod text;

use std::ops::Range;

use rustc_hash::FxHashMap;

use self::crash::{lines_before, of_crash, wrapper_between_stacks};
use self::log::of_logs;
use self::mask::key;
use crate::Reading;

/// At most so many chains are told.
const MOST_CHAINS: usize = 20;

/// What went wrong first, and what was put around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorChain {
    /// The first cause, as far as the input tells: the innermost text.
    pub cause: String,
    /// What was put around it, the innermost first: texts of `%w` (`outer: inner`), of re-panics.
    pub wrappers: Vec<String>,
    /// The parts of an `errors.Join`, where there are several causes.
    pub joined: Vec<String>,
    /// Whether a panic was recovered and raised again; where only a stack tells, whether one was raised while another ran.
    pub repanicked: bool,
    /// What a reader does not get to see in any of its stacks.
    pub lost: Vec<Loss>,
    /// How often it occurs in the input.
    pub count: u64,
    /// The line of its first occurrence, from 1.
    pub line: u32,
}

/// What the output does not show of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// The stack that is printed begins at the re-panic, not where the first panic was.
    StackOfOrigin,
    /// The stack was cut off: frames were left out, or a buffer was too small.
    CutStack,
    /// A type or an address stands for the value: `(*main.E) 0xc000012345`.
    Value,
    /// The stack has a first panic of another value, whose text is not printed: `net/http` prints the last one.
    FirstText,
}

/// The chains of an input, the most frequent first, then by line; at most 20.
///
/// Two occurrences are the same where cause and wrappers agree but for numbers, hexadecimal words, UUIDs, and what is quoted.
#[must_use]
pub fn chains(reading: &Reading<'_>) -> Vec<ErrorChain> {
    let (input, parsed) = (reading.text.as_bytes(), &reading.parsed);
    let breaks = input.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(breaks).collect();
    let mut occurrences: Vec<Occurrence> = Vec::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut done = 0;
    for crash in &parsed.crashes {
        // A record with two stacks (`errorVerbose`, `stacktrace`) is one occurrence.
        if crash.span.start < done {
            continue;
        }
        done = crash.span.end;
        let end = spans.last().map_or(0, |span| span.end);
        if let Some(wrapper) = wrapper_between_stacks(crash, input, end)
            && let Some(last) = occurrences.last_mut()
        {
            last.chain.wrappers.push(wrapper.to_owned());
            spans.push(crash.span.clone());
        } else if let Some(mut occurrence) = of_crash(crash, parsed, input) {
            let line = starts.partition_point(|start| *start <= crash.span.start);
            let line = line.saturating_sub(lines_before(crash, input)).max(1);
            occurrence.chain.line = u32::try_from(line).unwrap_or(u32::MAX);
            occurrences.push(occurrence);
            spans.push(crash.span.clone());
        }
    }
    occurrences.extend(of_logs(input, &spans));
    occurrences.sort_by_key(|occurrence| occurrence.chain.line);
    merged(occurrences)
}

/// One time that an error was printed.
struct Occurrence {
    chain: ErrorChain,
    has_stack: bool,
}

fn merged(occurrences: Vec<Occurrence>) -> Vec<ErrorChain> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut groups: Vec<Occurrence> = Vec::new();
    for occurrence in occurrences {
        let place = *places.entry(key(&occurrence.chain)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => add(group, occurrence),
            None => groups.push(occurrence),
        }
    }
    let mut chains: Vec<ErrorChain> = groups.into_iter().map(|group| group.chain).collect();
    chains.sort_by_key(|chain| (std::cmp::Reverse(chain.count), chain.line));
    chains.truncate(MOST_CHAINS);
    chains
}

/// What one stack shows is not lost; a line of a log without a stack shows nothing of it.
fn add(group: &mut Occurrence, other: Occurrence) {
    group.chain.count += other.chain.count;
    group.chain.repanicked |= other.chain.repanicked;
    if group.has_stack && other.has_stack {
        group.chain.lost.retain(|loss| other.chain.lost.contains(loss));
    } else if other.has_stack {
        group.chain.lost = other.chain.lost;
    }
    group.has_stack |= other.has_stack;
}
