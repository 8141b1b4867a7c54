//! The chain of a crash: what its panics say, the first cause first, and what its stack does not show.

use std::ops::Range;

use fupan_stack::{Crash, CrashKind, Goroutine, Parsed, ProblemKind, Section};

use super::log::{error_in, field_of};
use super::text::{LONGEST_TEXT, first_line, joined, of_text, parts, plain, shortened};
use super::{ErrorChain, Loss, Occurrence};

/// The text that `%+v` of `github.com/pkg/errors` puts between the stack of the inner error and that of the outer one.
pub(super) fn wrapper_between_stacks<'a>(crash: &'a Crash<'_>, input: &[u8], end: usize) -> Option<&'a str> {
    let text = crash.messages.first().map(|message| message.text.trim())?;
    let between = input.get(end..crash.span.start)?.trim_ascii();
    (crash.kind == CrashKind::Log && end > 0 && between == text.as_bytes() && without_time(text) == text)
        .then_some(text)
}

/// How many lines of its text stand before its span, which begins at the stack where no word like `panic: ` opens it.
pub(super) fn lines_before(crash: &Crash<'_>, input: &[u8]) -> usize {
    let Some(text) = crash.messages.first().map(|message| message.text.trim()) else { return 0 };
    let (before, span) = input.split_at_checked(crash.span.start).unwrap_or_default();
    let opening = String::from_utf8_lossy(span.split(|byte| *byte == b'\n').next().unwrap_or_default());
    let is_before = before.trim_ascii_end().ends_with(text.as_bytes());
    if is_before && !opening.contains(first_line(text)) { text.lines().count() } else { 0 }
}

/// None of a dump, a race, a signal, and an exception of Java.
pub(super) fn of_crash(crash: &Crash<'_>, parsed: &Parsed<'_>, input: &[u8]) -> Option<Occurrence> {
    let mut chain = chain_of(crash, input)?;
    let stack = crash.goroutines.iter().find(|goroutine| is_of_go(goroutine));
    let is_remarked = tells_of_repanic(crash, input);
    let is_raised_again = is_remarked || crash.messages.iter().rev().skip(1).any(|one| one.is_recovered);
    let panics = stack.map_or(0, panics_on);
    chain.repanicked = is_raised_again || panics > 1;
    let is_cut = stack.is_some_and(is_cut) || is_cut_in(&crash.span, parsed);
    let panics_told = crash.messages.len() + usize::from(is_remarked);
    let is_origin_lost = is_raised_again && !is_cut && stack.is_some() && panics + 1 < panics_told;
    let is_text_lost =
        crash.messages.len() == 1 && chain.wrappers.is_empty() && stack.is_some_and(has_two_values);
    let losses = [
        (is_origin_lost, Loss::StackOfOrigin),
        (is_cut, Loss::CutStack),
        (is_opaque(&chain.cause), Loss::Value),
        (is_text_lost, Loss::FirstText),
    ];
    chain.lost.extend(losses.into_iter().filter(|(is_lost, _)| *is_lost).map(|(_, loss)| loss));
    Some(Occurrence { chain, has_stack: stack.is_some() })
}

fn chain_of(crash: &Crash<'_>, input: &[u8]) -> Option<ErrorChain> {
    use CrashKind::{Dump, FatalError, Log, Panic};
    if !matches!(crash.kind, Panic | FatalError | Dump | Log) {
        return None;
    }
    if let Some(chain) = told_by_record(crash, input) {
        return Some(chain);
    }
    let (first, later) = crash.messages.split_first()?;
    let mut inner = shortened(&first.text);
    let mut chain = match crash.kind {
        FatalError => plain(inner),
        Log => of_text(without_time(inner))?,
        _ => of_text(inner)?,
    };
    for message in later {
        let outer = shortened(&message.text);
        put_around(&mut chain, outer, inner);
        inner = outer;
    }
    Some(chain)
}

/// The error of a record of JSON that has a stack beside it.
fn told_by_record(crash: &Crash<'_>, input: &[u8]) -> Option<ErrorChain> {
    let record = input.get(crash.span.start..)?;
    if !record.starts_with(b"{") || crash.messages.len() > 1 {
        return None;
    }
    let record = record.split(|byte| *byte == b'\n').next()?;
    let record = String::from_utf8_lossy(record);
    let value =
        || ["\"panic\"", "\"value\"", "\"recovered\""].into_iter().find_map(|key| field_of(&record, key));
    let text = error_in(&record).or_else(|| (crash.kind == CrashKind::Panic).then(value)?)?;
    of_text(&text)
}

/// `2026/03/07 10:00:00 no such order` without the time.
fn without_time(text: &str) -> &str {
    let mut rest = text;
    while let Some((word, after)) = rest.split_once(' ')
        && word.contains([':', '/', '-'])
        && word.bytes().all(|byte| byte.is_ascii_digit() || b":/-.,+TZ".contains(&byte))
    {
        rest = after;
    }
    rest
}

fn is_of_go(goroutine: &Goroutine<'_>) -> bool {
    matches!(goroutine.section, Section::Goroutine | Section::Trace) && !goroutine.frames.is_empty()
}

/// How many panics were under way: the run-time runs deferred functions on top of the stack that panicked.
fn panics_on(goroutine: &Goroutine<'_>) -> usize {
    let is_panic = |function: &str| matches!(function, "panic" | "runtime.gopanic");
    goroutine.frames.iter().filter(|frame| is_panic(frame.function())).count()
}

/// Whether the first panic and the last one were called with values of different types, by the word of the type.
fn has_two_values(goroutine: &Goroutine<'_>) -> bool {
    let is_panic = |function: &str| matches!(function, "panic" | "runtime.gopanic");
    let mut panics = goroutine.frames.iter().filter(|frame| is_panic(frame.function()));
    let (last, first) = (panics.next(), panics.next_back());
    let type_of = |arguments: &str| arguments.split(',').next().map(str::to_owned);
    match (first, last) {
        (Some(first), Some(last)) => type_of(first.arguments()) != type_of(last.arguments()),
        _ => false,
    }
}

/// `panic: no such order [recovered, repanicked]`, as Go prints it since 1.25 where the value is the same.
fn tells_of_repanic(crash: &Crash<'_>, input: &[u8]) -> bool {
    let end = crash.goroutines.first().map_or(crash.span.end, |goroutine| goroutine.span.start);
    let head = input.get(crash.span.start..end.min(crash.span.start + LONGEST_TEXT)).unwrap_or_default();
    let remark = b"[recovered, repanicked]";
    head.windows(remark.len()).any(|window| window == remark)
}

/// A whole stack ends where its goroutine was started, or at the start of the program.
fn is_cut(goroutine: &Goroutine<'_>) -> bool {
    let Some(last) = goroutine.frames.last().map(fupan_stack::Frame::function) else { return true };
    let is_start = last.starts_with("runtime.") || last == "main.main" || last.contains(".init");
    let is_goroutine = goroutine.section == Section::Goroutine;
    goroutine.elided.is_some() || (is_goroutine && goroutine.created_by.is_none() && !is_start)
}

fn is_cut_in(span: &Range<usize>, parsed: &Parsed<'_>) -> bool {
    // Problems stand in the order of the input.
    let first = parsed.problems.partition_point(|problem| problem.span.end < span.start);
    let within = parsed.problems.iter().skip(first).take_while(|problem| problem.span.start <= span.end);
    within.into_iter().any(|problem| problem.kind == ProblemKind::CutFrame)
}

/// `(*main.E) 0xc000012345`, `(main.E) {…}`, `(main.E) (0x45e0a0,0xc42000e1e0)`, `0xc000012345`
fn is_opaque(text: &str) -> bool {
    let is_address = |text: &str| {
        let digits = text.strip_prefix("0x").unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let value = text.strip_prefix('(').and_then(|rest| rest.split_once(") ")).map(|(_, value)| value);
    is_address(text) || value.is_some_and(|value| is_address(value) || value.starts_with(['{', '(']))
}

/// Adds what a later panic put around an earlier one.
fn put_around<'a>(chain: &mut ErrorChain, outer: &'a str, inner: &str) {
    let before = |text: &'a str| text.strip_suffix(inner)?.strip_suffix(": ");
    let around = before(outer).or_else(|| outer.lines().find_map(before));
    if let Some(parts) = joined(outer) {
        chain.joined = parts;
    }
    match around {
        Some(around) => chain.wrappers.extend(parts(around).iter().rev().map(|part| (*part).to_owned())),
        None if outer == inner => {}
        None => chain.wrappers.push(first_line(outer).to_owned()),
    }
}
