//! The chain that the text of an error tells: what stands between `: `, what stands on lines of its own.

use super::ErrorChain;
use super::system::{is_package, is_told_by_the_system};

/// Bytes of an error's text that are looked at.
pub(super) const LONGEST_TEXT: usize = 4096;
/// Parts of an `errors.Join` that are told.
const MOST_JOINED: usize = 16;

pub(super) fn plain(text: &str) -> ErrorChain {
    let cause = first_line(text).to_owned();
    let (wrappers, joined, lost) = (Vec::new(), Vec::new(), Vec::new());
    ErrorChain { cause, wrappers, joined, repanicked: false, lost, count: 1, line: 1 }
}

/// The chain that the text of an error tells; none of one that says there is no error.
pub(super) fn of_text(text: &str) -> Option<ErrorChain> {
    let text = shortened(text);
    if matches!(text, "" | "<nil>" | "nil" | "null") {
        return None;
    }
    let told = told_with_stacks(text);
    let innermost = told.first().copied().unwrap_or(text);
    let several = joined(innermost).unwrap_or_default();
    let (cause, around) = split(several.first().map_or_else(|| first_line(innermost), |part| part.as_str()));
    let mut chain = plain(cause);
    chain.wrappers = around.into_iter().rev().map(str::to_owned).collect();
    chain.wrappers.extend(told.iter().skip(1).map(|text| first_line(text).to_owned()));
    chain.joined = several;
    Some(chain)
}

/// The texts between the stacks of `%+v` of `github.com/pkg/errors`, the cause first; empty where there is no stack.
fn told_with_stacks(text: &str) -> Vec<&str> {
    let is_place = |line: &str| line.starts_with('\t') && line.contains(".go:");
    let mut lines = text.lines().peekable();
    let (mut texts, mut has_stack, mut is_text_open) = (Vec::new(), false, false);
    while let Some(line) = lines.next() {
        let is_call = lines.peek().is_some_and(|next| is_place(next)) || is_place(line);
        if !is_call && !is_text_open && !line.trim().is_empty() {
            texts.push(line);
        }
        has_stack |= is_call;
        is_text_open = !is_call;
    }
    if has_stack { texts } else { Vec::new() }
}

/// The parts of an `errors.Join`, one on a line, or of a `multierror`, each behind a star.
pub(super) fn joined(text: &str) -> Option<Vec<String>> {
    let (first, rest) = text.split_once('\n')?;
    if first.ends_with(" errors occurred:") {
        let parts = rest.lines().filter_map(|line| line.trim().strip_prefix("* "));
        return Some(parts.take(MOST_JOINED).map(str::to_owned).collect());
    }
    let begins_as_text = |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || c == '"');
    let is_part = |line: &str| begins_as_text(line) && !line.ends_with(':');
    if first.starts_with("test timed out after") || !text.lines().all(is_part) {
        return None;
    }
    Some(text.lines().take(MOST_JOINED).map(|line| line.trim().to_owned()).collect())
}

/// The cause, and what stands before it, the outermost first.
fn split(text: &str) -> (&str, Vec<&str>) {
    let mut parts = parts(text);
    let known = (0..parts.len()).map(|at| parts.get(at..).unwrap_or_default());
    let is_one = |part: &&[&str]| is_told_by_the_system(part);
    let one = known.clone().position(|part| is_one(&part));
    let one =
        one.or_else(|| known.clone().position(|part| part.first().is_some_and(|head| is_package(head))));
    parts.truncate(one.unwrap_or(parts.len().saturating_sub(1)));
    let before: usize = parts.iter().map(|part| part.len() + 2).sum();
    (text.get(before..).unwrap_or(text), parts)
}

/// What stands between `: `, save within quotes and brackets; all as one where one of them would be empty.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut quote, mut is_escaped, mut previous) = (None, false, ' ');
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(open), _) => quote = quote.filter(|_| c != open),
            (None, '"' | '`') => quote = Some(c),
            // Not the apostrophe of `can't`.
            (None, '\'') if !previous.is_alphanumeric() => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ' ') if depth == 0 && previous == ':' => {
                parts.push(text.get(start..at - 1).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
        previous = c;
    }
    parts.push(text.get(start..).unwrap_or_default());
    if parts.iter().any(|part| part.trim().is_empty()) { vec![text] } else { parts }
}

pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim()
}

pub(super) fn shortened(text: &str) -> &str {
    let text = text.trim();
    text.get(..text.floor_char_boundary(LONGEST_TEXT)).unwrap_or(text)
}

/// Where the string in quotes ends with which `text` begins; its whole length where it is not closed.
pub(super) fn quoted_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return Some(at + 1),
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    Some(text.len())
}
