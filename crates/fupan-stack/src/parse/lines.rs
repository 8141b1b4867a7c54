//! The lines of an input with their place in it.

use std::ops::Range;

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Where it starts.
    pub(super) start: usize,
    /// Where the next line starts.
    pub(super) end: usize,
    /// Its bytes without the end of line and a carriage return before it.
    pub(super) text: &'a [u8],
    /// Whether an end of line was there; only the last line may lack it.
    pub(super) is_terminated: bool,
}

impl Line<'_> {
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// How many blanks and tabs it starts with.
    pub(super) fn indent(&self) -> usize {
        self.text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
}

/// The lines of `input`.
pub(super) fn lines(input: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = input.get(start..).filter(|rest| !rest.is_empty())?;
        let newline = memchr::memchr(b'\n', rest);
        let text = rest.get(..newline.unwrap_or(rest.len()))?;
        let end = start + text.len() + usize::from(newline.is_some());
        let line = Line {
            start,
            end,
            text: text.strip_suffix(b"\r").unwrap_or(text),
            is_terminated: newline.is_some(),
        };
        start = end;
        Some(line)
    })
}
