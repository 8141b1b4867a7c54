//! Crash output as crashes, goroutines and frames, in one pass over its lines.
//!
//! ```text
//! panic: close of nil channel          <- opens a crash; the text is a message
//!
//! goroutine 7 [running]:               <- header (parse/header.rs)
//! main.main()                          <- frame (parse/frame.rs)
//!     /src/main.go:9 +0x25             <- its location
//! created by main.start in goroutine 1
//!     /src/main.go:7 +0x31
//! ```
//!
//! Inputs that are not plain text are made so first (parse/rewrite.rs). Each line goes to the stream of the process that
//! wrote it, without what a log puts before it (parse/machine.rs, parse/prefix.rs); what it means there depends on what
//! is open: nothing, a message, or a goroutine (parse/stream.rs). Text that belongs to no crash comes back as residue.
//! Nothing here judges: which goroutine matters is for the groups to say.

mod collect;
mod crash;
mod feed;
mod frame;
mod head;
mod header;
mod lines;
mod listing;
mod machine;
mod message;
mod output;
mod prefix;
mod profile;
mod rewrite;
mod stack;
mod stream;
mod time;
mod trace;

pub(crate) use collect::Collector;
pub(crate) use feed::{LONGEST_LINE, read_from, read_in_parts};
pub(crate) use head::begins as begins_crash;
pub(crate) use lines::{Following, Line, texts};
pub(crate) use time::in_text as time_in;

use std::borrow::Cow;
use std::ops::Range;

use collect::{Both, Crashes};
use lines::Source;
use machine::{Machine, in_order};
use output::Output;

use crate::group::StackSummary;
use crate::java::{self, JavaPart};
use crate::parsed::{Parsed, Problem, ProblemKind, Residue, ResidueReason};

/// Reads `input`. Never fails: what cannot be read is in the problems and the residue.
///
/// ```
/// let parsed = fupan_stack::parse(b"goroutine 7 [chan receive, 5 minutes]:\nmain.wait()\n\t/src/main.go:9 +0x25\n");
/// let goroutine = &parsed.crashes[0].goroutines[0];
/// assert_eq!((goroutine.id, goroutine.minutes), (Some(7), Some(5)));
/// assert!(parsed.problems.is_empty());
/// ```
#[must_use]
pub fn parse(input: &[u8]) -> Parsed<'_> {
    let (threads, rest) = split_json_dump(input);
    match rewrite::rewrite(rest.text, rest.base, rewrite::Form::of(rest.text)) {
        None => parsed(input, rest, threads),
        Some(rewritten) => without_covered(parsed(input, rewritten.source(), threads).into_owned()),
    }
}

/// Reads `input` as [`parse`] does, and groups its goroutines as [`summarize`](crate::summarize) does, in one pass.
#[must_use]
pub fn parse_and_summarize(input: &[u8]) -> (Parsed<'_>, StackSummary) {
    let (threads, rest) = split_json_dump(input);
    match rewrite::rewrite(rest.text, rest.base, rewrite::Form::of(rest.text)) {
        None => parsed_and_grouped(input, rest, threads),
        Some(rewritten) => {
            let (parsed, summary) = parsed_and_grouped(input, rewritten.source(), threads);
            (without_covered(parsed.into_owned()), summary)
        }
    }
}

/// The text of `input`: decoded where it is in UTF-16 or GB18030, with newlines where its lines end with carriage returns,
/// what is no text replaced. Borrowed where it is plain UTF-8.
///
/// ```
/// assert_eq!(fupan_stack::decoded_text(b"panic: \xb6\xa9\xb5\xa5\n"), "panic: \u{8ba2}\u{5355}\n");
/// ```
#[must_use]
pub fn decoded_text(input: &[u8]) -> Cow<'_, str> {
    rewrite::text_of_all(input)
}

/// The threads of a dump in JSON, and what else there is to read.
fn split_json_dump(input: &[u8]) -> (JavaPart<'static>, Source<'_>) {
    let (threads, end) = java::json_dump(input).unwrap_or_default();
    (threads, Source { text: input.get(end..).unwrap_or_default(), base: end, records: &[] })
}

/// A line of a log stands for both its text and its stack: it is no residue where it holds a goroutine.
fn without_covered(mut parsed: Parsed<'static>) -> Parsed<'static> {
    let goroutines = parsed.crashes.iter().flat_map(|crash| &crash.goroutines);
    let mut spans: Vec<Range<usize>> = goroutines.map(|goroutine| goroutine.span.clone()).collect();
    spans.sort_by_key(|span| span.start);
    spans.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        last.end = if touches { last.end.max(next.end) } else { last.end };
        touches
    });
    let covers = |residue: &Residue| {
        let at = spans.partition_point(|span| span.start <= residue.span.start);
        at.checked_sub(1).and_then(|at| spans.get(at)).is_some_and(|span| span.end >= residue.span.end)
    };
    parsed.residue.retain(|residue| residue.reason != ResidueReason::Text || !covers(residue));
    parsed
}

/// Reads all of `input` into `collector`, which keeps nothing that borrows from it.
pub(crate) fn read_all<C: for<'a> Collector<'a>>(input: &[u8], collector: &mut C) -> Remains {
    let (threads, rest) = split_json_dump(input);
    match rewrite::rewrite(rest.text, rest.base, rewrite::Form::of(rest.text)) {
        None => read(input, rest, threads, collector),
        Some(rewritten) => read(input, rewritten.source(), threads, collector),
    }
}

/// What no collector takes.
pub(crate) struct Remains {
    pub(crate) problems: Vec<Problem>,
    pub(crate) residue: Vec<Residue>,
    /// How many crashes were read.
    crashes: u64,
}

/// Reads all of `source`, which was made of what stands in `input` behind `threads`, into `collector`.
fn read<'a, C: Collector<'a>>(
    input: &[u8],
    source: Source<'a>,
    threads: JavaPart<'a>,
    collector: &mut C,
) -> Remains {
    let mut out = Output::new(collector, source.text);
    out.take_java(threads);
    let mut machine = Machine::new();
    machine.read(source, 0..usize::MAX, &mut out);
    machine.finish(&mut out);
    let Output { problems, residue, crashes, .. } = out;
    finished(Remains { problems, residue, crashes }, input, input.len())
}

fn parsed<'a>(input: &[u8], source: Source<'a>, threads: JavaPart<'a>) -> Parsed<'a> {
    let mut collector = Crashes::default();
    let Remains { problems, residue, .. } = read(input, source, threads, &mut collector);
    let Crashes { mut crashes } = collector;
    crashes.sort_by_key(|crash| crash.span.start);
    Parsed { crashes, problems, residue }
}

/// Puts the remains of an input in order, and says so where nothing was found in it. `head` are its first bytes, at least.
fn finished(mut remains: Remains, head: &[u8], length: usize) -> Remains {
    in_order(&mut remains.problems, &mut remains.residue);
    if remains.crashes > 0 {
        return remains;
    }
    let is_binary = looks_binary(head);
    if is_binary {
        remains.residue.iter_mut().for_each(|residue| residue.reason = ResidueReason::Binary);
    }
    if remains.problems.is_empty() {
        let kind = if is_binary { ProblemKind::Binary } else { ProblemKind::NoStack };
        remains.problems.push(Problem { kind, span: 0..length });
    }
    remains
}

fn parsed_and_grouped<'a>(
    input: &[u8],
    source: Source<'a>,
    threads: JavaPart<'a>,
) -> (Parsed<'a>, StackSummary) {
    let mut collector = Both::default();
    let remains = read(input, source, threads, &mut collector);
    let Both { crashes: Crashes { mut crashes }, grouper } = collector;
    crashes.sort_by_key(|crash| crash.span.start);
    let (problems, residue) = (remains.problems.clone(), remains.residue.clone());
    (Parsed { crashes, problems, residue }, grouper.summary(remains))
}

/// A head of 8 KiB decides: gzip, an object file, or one byte in eight that no text has.
fn looks_binary(input: &[u8]) -> bool {
    let head = input.get(..8192).unwrap_or(input);
    let is_odd = |byte: &&u8| matches!(**byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127);
    let magic: [&[u8]; 4] = [b"\x1f\x8b", b"\x7fELF", b"MZ\x90", b"\xcf\xfa\xed\xfe"];
    magic.iter().any(|magic| head.starts_with(magic)) || head.iter().filter(is_odd).count() * 8 > head.len()
}

#[cfg(test)]
mod tests;
