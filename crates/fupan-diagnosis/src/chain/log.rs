//! Errors that lines of logs tell: `"error":"…"`, `err="…"`, `err=… key=…`.

use std::borrow::Cow;
use std::ops::Range;

use super::Occurrence;
use super::text::{of_text, quoted_end};

/// Errors in lines outside of `spans`, one of each line.
pub(super) fn of_logs(input: &[u8], spans: &[Range<usize>]) -> Vec<Occurrence> {
    let mut spans = spans.iter().peekable();
    let (mut found, mut at) = (Vec::new(), 0);
    for (number, line) in input.split_inclusive(|byte| *byte == b'\n').enumerate() {
        while spans.next_if(|span| span.end <= at).is_some() {}
        let is_of_crash = spans.peek().is_some_and(|span| span.start < at + line.len());
        at += line.len();
        if is_of_crash || !line.windows(3).any(|word| word == b"err") {
            continue;
        }
        let Some(mut chain) = error_in(&String::from_utf8_lossy(line)).and_then(|text| of_text(&text)) else {
            continue;
        };
        chain.line = u32::try_from(number + 1).unwrap_or(u32::MAX);
        found.push(Occurrence { chain, has_stack: false });
    }
    found
}

/// The text of the error that a line of a log tells; the one with stacks where a logger writes both.
pub(super) fn error_in(line: &str) -> Option<Cow<'_, str>> {
    let fields = ["\"errorVerbose\"", "\"error\"", "\"err\""].into_iter();
    let told = fields.filter_map(|key| field_of(line, key)).find(|text| !text.is_empty());
    told.or_else(|| ["error=", "err="].into_iter().find_map(|key| value_of(line, key)))
}

/// The string behind a key of JSON, which is given with its quotes.
pub(super) fn field_of<'a>(line: &'a str, key: &str) -> Option<Cow<'a, str>> {
    let (_, rest) = line.split_once(key)?;
    quoted(rest.trim_start().strip_prefix(':')?.trim_start())
}

/// What stands behind `err=`, in quotes or up to the next `key=`.
fn value_of<'a>(line: &'a str, key: &str) -> Option<Cow<'a, str>> {
    let is_start =
        |at: usize| line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']));
    let at = line.match_indices(key).map(|(at, _)| at).find(|at| is_start(*at))?;
    let rest = line.get(at + key.len()..)?.trim_end();
    quoted(rest).or_else(|| Some(Cow::Borrowed(before_next_key(rest))))
}

fn before_next_key(rest: &str) -> &str {
    let is_key = |word: &str| {
        word.split_once('=').is_some_and(|(key, _)| {
            !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
        })
    };
    let next = rest.match_indices(' ').find(|(at, _)| {
        let word = rest.get(at + 1..).and_then(|tail| tail.split(' ').next());
        word.is_some_and(is_key)
    });
    next.map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest))
}

/// The string in quotes with which `text` begins, without its escapes; up to the end where it is cut.
fn quoted(text: &str) -> Option<Cow<'_, str>> {
    let end = text.starts_with('"').then(|| quoted_end(text))??;
    let body = text.get(1..end)?;
    let body = body.strip_suffix('"').unwrap_or(body);
    if body.contains('\\') { Some(Cow::Owned(unescaped(body))) } else { Some(Cow::Borrowed(body)) }
}

fn unescaped(text: &str) -> String {
    let (mut out, mut chars) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') | None => {}
            Some('u') => {
                let digits: String = chars.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                out.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(other) => out.push(other),
        }
    }
    out
}
