//! The header of a goroutine.
//!
//! ```text
//! goroutine 7 [running]:
//! goroutine 7 [select (no cases), 5 minutes, locked to thread]:
//! goroutine 7 gp=0xc000007c00 m=3 mp=0xc000080008 [chan receive (scan)]:
//! goroutine 7 [chan receive (durable), synctest bubble 2]:
//! goroutine 7 [chan receive labels:{"request": "r-1"}]:     Go 1.26
//! goroutine 7 [chan receive] {request: r-1, path: "/a b"}:  Go 1.27
//! ```

use std::borrow::Cow;

use crate::bytes::{decimal, leading_decimal, split_once, text_of};
use crate::parsed::{Access, Goroutine, Section};

/// What a line that starts with `goroutine ` turned out to be.
pub(super) enum Header<'a> {
    /// A header; boxed, as a goroutine is large.
    Read(Box<Goroutine<'a>>),
    /// It begins like a header and does not end like one.
    Malformed,
    /// Something else, `goroutine profile: total 7`.
    Other,
}

/// Reads `text`, a line without its indentation.
pub(super) fn goroutine(text: &[u8], start: usize) -> Header<'_> {
    let Some((id, state)) = shape(text) else { return Header::Other };
    let mut goroutine = empty(Section::Goroutine, Some(id), start);
    match state.and_then(|state| read_state(state, &mut goroutine)) {
        Some(()) => Header::Read(Box::new(goroutine)),
        None => Header::Malformed,
    }
}

/// Whether `text` is a header, if perhaps a malformed one.
pub(super) fn is_header(text: &[u8]) -> bool {
    shape(text).is_some()
}

/// Whether `text` is a header that can be read.
pub(super) fn is_whole(text: &[u8]) -> bool {
    matches!(goroutine(text, 0), Header::Read(_))
}

/// The number, and what stands behind the bracket that opens the state where there is one.
fn shape(text: &[u8]) -> Option<(u64, Option<&[u8]>)> {
    let (id, rest) = leading_decimal(text.strip_prefix(b"goroutine ")?)?;
    if let Some(state) = rest.strip_prefix(b" [") {
        return Some((id, Some(state)));
    }
    // A number without a bracket may be prose, unless the run-time's pointers follow.
    let pointers = rest.strip_prefix(b" gp=")?;
    Some((id, split_once(pointers, b'[').map(|parts| parts.1)))
}

/// `runtime stack:`
pub(super) fn runtime_stack(text: &[u8], start: usize) -> Option<Goroutine<'_>> {
    (text.trim_ascii() == b"runtime stack:").then(|| empty(Section::RuntimeStack, None, start))
}

/// `Previous write at 0x00c000086270 by goroutine 8:`
pub(super) fn access(text: &[u8], start: usize) -> Option<Goroutine<'_>> {
    let text = text.trim_ascii().strip_suffix(b":")?;
    let (is_previous, rest) = match text.strip_prefix(b"Previous ") {
        Some(rest) => (true, rest),
        None if text.first().is_some_and(u8::is_ascii_uppercase) => (false, text),
        None => return None,
    };
    let (is_atomic, rest) = strip_word(rest, b"atomic ").map_or((false, rest), |rest| (true, rest));
    let (is_write, rest) = match strip_word(rest, b"write ") {
        Some(rest) => (true, rest),
        None => (false, strip_word(rest, b"read ")?),
    };
    // Releases before Go 1.5 do not print the address.
    let by = if rest.starts_with(b"at 0x") { split_once(rest.get(3..)?, b' ')?.1 } else { rest };
    let by = by.strip_prefix(b"by ")?;
    let id = if by == b"main goroutine" { 1 } else { decimal(by.strip_prefix(b"goroutine ")?)? };
    let access = Access { is_write, is_atomic, is_previous };
    Some(empty(Section::Access(access), Some(id), start))
}

/// `Goroutine 8 (running) created at:`: the number of the goroutine.
pub(super) fn race_creation(text: &[u8]) -> Option<u64> {
    let text = text.trim_ascii().strip_prefix(b"Goroutine ")?;
    let (id, rest) = leading_decimal(text)?;
    rest.ends_with(b" created at:").then_some(id)
}

/// `Heap block of size 48 at 0x00c000012345 allocated by goroutine 7:`, `Mutex M11 (0xc000012345) created at:`.
pub(super) fn allocation(text: &[u8], start: usize) -> Option<Goroutine<'_>> {
    let text = text.trim_ascii().strip_suffix(b":")?;
    let is_block =
        text.starts_with(b"Heap block of size ") || text.starts_with(b"Location is heap block of size ");
    let is_mutex = text.starts_with(b"Mutex M") && text.ends_with(b" created at");
    (is_block || is_mutex).then(|| empty(Section::Allocation, None, start))
}

/// Whether `text` begins a section of a race report.
pub(super) fn opens_race_section(text: &[u8]) -> bool {
    access(text, 0).is_some() || race_creation(text).is_some() || allocation(text, 0).is_some()
}

fn strip_word<'a>(text: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

/// A section of which only the header was read.
pub(super) fn empty<'a>(section: Section, id: Option<u64>, start: usize) -> Goroutine<'a> {
    let count = u64::from(matches!(section, Section::Goroutine | Section::Access(_)));
    Goroutine { id, ..Goroutine::empty(section, count, start..start) }
}

/// Reads what stands behind the opening bracket, to the end of the line.
fn read_state<'a>(text: &'a [u8], goroutine: &mut Goroutine<'a>) -> Option<()> {
    let end = text.iter().position(|byte| matches!(byte, b']' | b'{'))?;
    let (state, mut rest) = text.split_at_checked(end)?;
    let state = match rest.strip_prefix(b"{") {
        Some(labels) => {
            rest = read_labels(labels, &mut goroutine.labels)?;
            state.strip_suffix(b"labels:")?.trim_ascii_end()
        }
        None => state,
    };
    read_remarks(state, goroutine);
    rest = rest.strip_prefix(b"]")?;
    if let Some(labels) = rest.strip_prefix(b" {") {
        rest = read_labels(labels, &mut goroutine.labels)?;
    }
    matches!(rest.trim_ascii_end(), b":" | b"").then_some(())
}

fn read_remarks<'a>(state: &'a [u8], goroutine: &mut Goroutine<'a>) {
    let mut parts = state.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    goroutine.state = parts.next().map(text_of);
    for part in parts {
        if let Some((number, b" minutes" | b" minute")) = leading_decimal(part) {
            goroutine.minutes = u32::try_from(number).ok();
        } else if part == b"locked to thread" {
            goroutine.is_locked = true;
        } else if let Some(number) = part.strip_prefix(b"synctest bubble ") {
            goroutine.bubble = leading_decimal(number).and_then(|(number, _)| u32::try_from(number).ok());
        }
    }
}

/// Reads `key: value, key: value}` and gives what follows.
pub(super) fn read_labels<'a>(
    mut text: &'a [u8],
    labels: &mut Vec<(Cow<'a, str>, Cow<'a, str>)>,
) -> Option<&'a [u8]> {
    // Most have two; room for four would be half empty.
    labels.reserve_exact(2);
    loop {
        let (key, rest) = read_word(text, b":}")?;
        let Some(rest) = rest.strip_prefix(b":") else { return rest.strip_prefix(b"}") };
        let (value, rest) = read_word(rest.trim_ascii_start(), b",}")?;
        labels.push((key, value));
        match rest.strip_prefix(b",") {
            Some(rest) => text = rest.trim_ascii_start(),
            None => return rest.strip_prefix(b"}"),
        }
    }
}

/// A quoted text, or the bytes before one of `ends`.
fn read_word<'a>(text: &'a [u8], ends: &[u8]) -> Option<(Cow<'a, str>, &'a [u8])> {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        let end = text.iter().position(|byte| ends.contains(byte))?;
        let (word, rest) = text.split_at_checked(end)?;
        return Some((text_of(word), rest));
    };
    let mut is_escaped = false;
    let end = quoted.iter().position(|&byte| {
        let closes = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        closes
    })?;
    Some((unquoted(quoted.get(..end)?), quoted.get(end + 1..)?))
}

/// The text inside quotes; a backslash and a control letter are one character, other escapes stay as they are.
fn unquoted(text: &[u8]) -> Cow<'_, str> {
    if memchr::memchr(b'\\', text).is_none() {
        return text_of(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = match (byte, after.first()) {
            (b'\\', Some(b'n')) => Some(b'\n'),
            (b'\\', Some(b't')) => Some(b'\t'),
            (b'\\', Some(&quote @ (b'"' | b'\\'))) => Some(quote),
            _ => None,
        };
        plain.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { after.get(1..).unwrap_or_default() } else { after };
    }
    Cow::Owned(text_of(&plain).into_owned())
}
