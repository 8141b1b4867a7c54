//! What a log puts before each line: a time, a host, a container, `> `.
//!
//! ```text
//! Mar 07 04:23:44 core-01 sh[1500]: panic: close of nil channel
//! Mar 07 04:23:44 core-01 sh[1500]:
//! Mar 07 04:23:45 core-01 sh[1500]: goroutine 7 [running]:
//! ```
//!
//! The prefix of one line is a template for the others: numbers may differ, all else is the same. A prefixed `panic: `
//! counts only where a goroutine with the same prefix, or with none, follows soon: `recovered from panic: …` is prose.

use super::lines::{Following, Line};
use super::{head, header, profile, trace};
use crate::java;

/// How many lines behind a `panic: ` with a prefix are searched for its goroutine.
const LOOKAHEAD: usize = 32;
/// How many where the log wrote the stack as it is, as Go's own logger does.
const LOOKAHEAD_WITHOUT_PREFIX: usize = 4;
/// A longer prefix is prose.
const LONGEST: usize = 240;

/// What a log put before the beginning of a crash or goroutine.
pub(super) struct Lead<'a> {
    pub(super) prefix: &'a [u8],
    /// Whether the next line has it too: it is what each line of a stream begins with.
    pub(super) is_repeated: bool,
}

/// The prefix of `line` where a crash or a goroutine begins behind it; `following` are the bytes after the line.
pub(super) fn find<'a>(line: &Line<'a>, following: Following<'_>) -> Option<Lead<'a>> {
    find_go(line, following).or_else(|| find_java(line, following)).or_else(|| find_trace(line, following))
}

/// The same, where a call without a header stands behind it, and the call's place on the next line.
fn find_trace<'a>(line: &Line<'a>, following: Following<'_>) -> Option<Lead<'a>> {
    if !line.text.trim_ascii_end().ends_with(b")") {
        return None;
    }
    let next = following.texts().next()?;
    let (template, place) = next.split_at_checked(memchr::memrchr(b'\t', next)?)?;
    let text = strip(template, line.text).filter(|_| is_prefix(template) && trace::is_place(place))?;
    trace::call(&Line { text, ..*line })?;
    let prefix = line.text.get(..line.text.len() - text.len())?;
    Some(Lead { prefix, is_repeated: true })
}

/// The same, where a Java dump or exception begins, and the next line has the prefix too.
fn find_java<'a>(line: &Line<'a>, following: Following<'_>) -> Option<Lead<'a>> {
    let next = following.texts().next()?;
    let (prefix, _) = line.text.split_at_checked(java::start_behind(line.text, next)?)?;
    let is_led = is_prefix(prefix) && strip(prefix, next).is_some();
    is_led.then_some(Lead { prefix, is_repeated: true })
}

fn find_go<'a>(line: &Line<'a>, following: Following<'_>) -> Option<Lead<'a>> {
    head::places(line.text).find_map(|at| {
        let (before, text) = line.text.split_at_checked(at)?;
        if !is_prefix(before) {
            return None;
        }
        // The number of a goroutine before its panic belongs to the panic; as a prefix it would eat headers.
        let prefix = head::without_goroutine(before);
        let is_header = header::is_whole(text) && text.trim_ascii_end().ends_with(b":");
        if is_header || profile::is_of_goroutines(text) {
            let is_repeated = prefix.len() == before.len() && is_repeated(prefix, following);
            return Some(Lead { prefix: before, is_repeated });
        }
        head::head(text)?;
        if goroutine_follows(prefix, following) {
            return Some(Lead { prefix, is_repeated: !prefix.is_empty() && is_repeated(prefix, following) });
        }
        let outer = before_stamp(prefix)?;
        let is_outer = goroutine_follows(outer, following) && is_repeated(outer, following);
        is_outer.then_some(Lead { prefix: outer, is_repeated: true })
    })
}

/// What a log put before the time that Go's own logger put before its line and not before the stack behind it:
/// `web-1  | 2024/03/07 10:00:01 `.
fn before_stamp(prefix: &[u8]) -> Option<&[u8]> {
    let (before, clock) = rsplit_blank(prefix.trim_ascii_end())?;
    let (outer, date) = rsplit_blank(before.trim_ascii_end())?;
    let is_stamp = shape(date, b"0000/00/00") && shape(clock.get(..8)?, b"00:00:00");
    (is_stamp && is_prefix(outer)).then_some(outer)
}

/// `text` before and behind its last blank; the blank is part of the former.
fn rsplit_blank(text: &[u8]) -> Option<(&[u8], &[u8])> {
    text.split_at_checked(text.iter().rposition(u8::is_ascii_whitespace)? + 1)
}

/// Whether `text` has digits where the template has them, and is the same elsewhere.
fn shape(text: &[u8], template: &[u8]) -> bool {
    let is_same = |(byte, wanted): (&u8, &u8)| {
        if wanted.is_ascii_digit() { byte.is_ascii_digit() } else { byte == wanted }
    };
    text.len() == template.len() && text.iter().zip(template).all(is_same)
}

/// Another process may have written in between.
fn is_repeated(prefix: &[u8], following: Following<'_>) -> bool {
    following.texts().take(LOOKAHEAD_WITHOUT_PREFIX).any(|next| strip(prefix, next).is_some())
}

/// `text` without a prefix like `template`; blanks at its end may be missing.
pub(super) fn strip<'a>(template: &[u8], text: &'a [u8]) -> Option<&'a [u8]> {
    let (mut template, mut rest) = (template, text);
    while let Some(byte) = template.first() {
        if byte.is_ascii_digit() && rest.first().is_some_and(u8::is_ascii_digit) {
            (template, rest) = (without_digits(template), without_digits(rest));
            continue;
        }
        if rest.is_empty() {
            return template.trim_ascii().is_empty().then_some(rest);
        }
        rest = rest.strip_prefix(&[*byte])?;
        template = template.get(1..)?;
    }
    Some(rest)
}

fn is_prefix(prefix: &[u8]) -> bool {
    let ends = prefix.last().is_some_and(|byte| byte.is_ascii_whitespace() || b">|\"'".contains(byte));
    ends && prefix.len() <= LONGEST && !prefix.trim_ascii().is_empty()
}

/// Whether a goroutine begins soon in `following`, with a prefix like `template` or without one.
pub(super) fn goroutine_follows(template: &[u8], following: Following<'_>) -> bool {
    let behind = || following.texts().take(LOOKAHEAD);
    let plain = behind().take(LOOKAHEAD_WITHOUT_PREFIX).map(<[u8]>::trim_ascii);
    leads_to_section(plain.take_while(|text| template.is_empty() || !text.starts_with(template)))
        || leads_to_section(behind().filter_map(|line| Some(strip(template, line)?.trim_ascii())))
}

/// Whether a goroutine begins in `texts` before anything else does.
#[expect(single_use_lifetimes, reason = "the compiler takes no anonymous lifetime here")]
fn leads_to_section<'t>(texts: impl Iterator<Item = &'t [u8]>) -> bool {
    for text in texts {
        if opens_section(text) {
            return true;
        }
        let is_chained = text.starts_with(b"panic: ");
        let is_other = || head::head(text).is_some() || head::is_within(text);
        if !is_chained && is_other() {
            return false;
        }
    }
    false
}

fn opens_section(text: &[u8]) -> bool {
    header::is_header(text) || header::runtime_stack(text, 0).is_some() || header::access(text, 0).is_some()
}

fn without_digits(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}
