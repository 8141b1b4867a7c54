//! The two lines of a frame, and the lines that stand between frames.
//!
//! The layout is that of `traceback2` in `runtime/traceback.go`: the call with its arguments, then the place behind a
//! tab. The race detector indents both and prints empty arguments.

use std::borrow::Cow;

use super::lines::Line;
use crate::bytes::{decimal, leading_decimal, rsplit_once, rsplit_once_text, text_of};
use crate::parsed::{Creation, Frame};

/// A source place: `/src/main.go:9 +0x25 fp=0x… sp=0x… pc=0x…`.
#[derive(Clone)]
pub(super) struct Location<'a> {
    pub(super) file: Cow<'a, str>,
    pub(super) line: u32,
}

impl Location<'_> {
    pub(super) fn into_owned(self) -> Location<'static> {
        Location { file: Cow::Owned(self.file.into_owned()), line: self.line }
    }
}

/// The frame of a call, still without its place: `main.(*T).Run(0xc000012345, {0x1, ...})`.
pub(super) fn call<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let text = line.text.trim_ascii();
    if text == b"non-Go function" {
        return Some(Frame::of_function(text_of(text)));
    }
    let name = match text.strip_suffix(b")").and_then(|text| rsplit_once(text, b'(')) {
        // A receiver is no call, and neither is what damage made of one.
        Some((name, _)) if !name.ends_with(b".") && !name.ends_with(b")") => name,
        // Some tools print no arguments; a line that is cut could be anything.
        _ if line.is_terminated && text.contains(&b'.') && !text.contains(&b':') => text,
        _ => return None,
    };
    is_symbol(name).then(|| Frame::of_call(text, name.len()))
}

/// `created by main.start in goroutine 1`, still without its place.
pub(super) fn creation(text: &[u8]) -> Option<Creation<'_>> {
    let text = text.trim_ascii().strip_prefix(b"created by ")?;
    let (name, goroutine) = match rsplit_once_text(text, b" in goroutine ") {
        Some((name, id)) => (name, decimal(id)),
        None => (text, None),
    };
    is_symbol(name).then(|| Creation { frame: Frame::of_function(text_of(name)), goroutine })
}

/// The place of the call before it.
pub(super) fn location(text: &[u8]) -> Option<Location<'_>> {
    let text = text.trim_ascii();
    let (file, rest) = rsplit_once(text, b':')?;
    let (line, rest) = leading_decimal(rest)?;
    if file.is_empty() || !(rest.is_empty() || rest.starts_with(b" ")) {
        return None;
    }
    Some(Location { file: text_of(file), line: u32::try_from(line).ok()? })
}

/// Whether this is the place of a C function, of which only the address is known: `pc=0x4a0b40`.
pub(super) fn is_address(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"pc=0x")
}

/// `...23 frames elided...`, `...additional frames elided...`: how many, 0 where that is not told.
pub(super) fn elision(text: &[u8]) -> Option<u32> {
    let inner = text.trim_ascii().strip_prefix(b"...")?.strip_suffix(b"...")?;
    let count = inner.strip_suffix(b" frames elided")?;
    if count == b"additional" { Some(0) } else { u32::try_from(decimal(count)?).ok() }
}

/// `[originating from goroutine 7]:`
pub(super) fn origin(text: &[u8]) -> Option<u64> {
    let text = text.trim_ascii().strip_prefix(b"[originating from goroutine ")?;
    let (id, rest) = leading_decimal(text)?;
    rest.starts_with(b"]").then_some(id)
}

/// A symbol has no blanks.
fn is_symbol(name: &[u8]) -> bool {
    let is_start = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'%' | 128..);
    // All bytes are looked at, without an early end, so that many are compared at once.
    let has_blank = name.iter().fold(false, |found, &byte| found | (byte <= b' ') | (byte == 127));
    name.first().is_some_and(is_start) && !name.ends_with(b".") && !has_blank
}
