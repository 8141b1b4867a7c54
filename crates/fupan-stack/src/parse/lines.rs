//! The lines of a text and their places in the input.
//!
//! A text that was decoded or unescaped is not the input: its records (parse/rewrite.rs) tell where each of its parts
//! came from. The lines of a text that was not have none, and their places are those of the text plus `base`.

use std::ops::Range;

use super::prefix;

/// A text to read and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) text: &'a [u8],
    /// Where the text starts in the input; of no meaning where there are records.
    pub(crate) base: usize,
    /// Where its parts come from, in their order; empty for the input itself.
    pub(crate) records: &'a [Record],
}

/// A part of a rewritten text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// Where it starts in the text.
    pub(crate) at: usize,
    /// What it was made of.
    pub(crate) source: Range<usize>,
    /// Whether it is the same bytes; otherwise each of its lines stands for the whole source.
    pub(crate) is_copy: bool,
    /// The time the record of the log tells.
    pub(crate) time: Option<String>,
    /// The error the record of the log tells beside its stack.
    pub(crate) error: Option<String>,
}

impl Source<'_> {
    /// Where the text starts that was made of the input behind `end`.
    pub(crate) fn place_of(&self, end: usize) -> usize {
        if self.records.is_empty() {
            return end.saturating_sub(self.base).min(self.text.len());
        }
        let next = self.records.partition_point(|record| record.source.start < end);
        let next_at = self.records.get(next).map_or(self.text.len(), |record| record.at);
        match next.checked_sub(1).and_then(|last| self.records.get(last)) {
            Some(last) if last.is_copy => next_at.min(last.at + (end - last.source.start)),
            _ => next_at,
        }
    }
}

/// One line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Where it starts in the input.
    pub(crate) start: usize,
    /// Where it ends there, its end of line included.
    pub(crate) end: usize,
    /// Its bytes without the end of line and a carriage return before it.
    pub(crate) text: &'a [u8],
    /// Whether the prefix of a log was taken off.
    pub(crate) is_led: bool,
    /// Whether an arrow that points at it was taken off: `-> main.run`.
    pub(crate) is_pointed_at: bool,
    /// Whether an end of line was there; only the last line may lack it.
    pub(crate) is_terminated: bool,
    /// Where it starts in the text that is read, and where the next line starts.
    pub(crate) place: (usize, usize),
    /// What the text was made of here.
    pub(crate) record: Option<&'a Record>,
}

impl Line<'_> {
    pub(crate) fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it was made of a record of a log, or decoded.
    pub(crate) fn is_made(&self) -> bool {
        self.record.is_some_and(|record| !record.is_copy)
    }

    /// How many blanks and tabs it starts with.
    pub(crate) fn indent(&self) -> usize {
        self.text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
}

/// The lines of `source`.
pub(crate) fn lines(source: Source<'_>) -> impl Iterator<Item = Line<'_>> {
    let (mut place, mut records) = (0, source.records.iter().peekable());
    let mut record = None;
    std::iter::from_fn(move || {
        let (text, next, is_terminated) = line_at(source.text, place)?;
        while let Some(found) = records.next_if(|record| record.at <= place) {
            record = Some(found);
        }
        let span = match record {
            Some(record) if record.is_copy => {
                let start = record.source.start + (place - record.at);
                start..start + (next - place)
            }
            Some(record) => record.source.clone(),
            None => source.base + place..source.base + next,
        };
        let place = (std::mem::replace(&mut place, next), next);
        Some(Line {
            start: span.start,
            end: span.end,
            text,
            is_led: false,
            is_pointed_at: false,
            is_terminated,
            place,
            record,
        })
    })
}

/// What follows a line, to look ahead.
#[derive(Clone, Copy)]
pub(crate) struct Following<'a> {
    pub(crate) text: &'a [u8],
    /// What a log puts before each line.
    pub(crate) prefix: Option<&'a [u8]>,
}

impl<'a> Following<'a> {
    /// The texts of the lines without the prefix, where they have it, and without blanks around them.
    pub(crate) fn texts(self) -> impl Iterator<Item = &'a [u8]> {
        texts(self.text).map(move |text| {
            self.prefix.and_then(|prefix| prefix::strip(prefix, text)).unwrap_or(text).trim_ascii()
        })
    }
}

/// The texts of the lines of `text`.
pub(crate) fn texts(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut place = 0;
    std::iter::from_fn(move || {
        let (line, next, _) = line_at(text, place)?;
        place = next;
        Some(line)
    })
}

/// The line that starts at `place`, where the next one does, and whether an end of line was there.
fn line_at(text: &[u8], place: usize) -> Option<(&[u8], usize, bool)> {
    let rest = text.get(place..).filter(|rest| !rest.is_empty())?;
    let newline = memchr::memchr(b'\n', rest);
    let line = rest.get(..newline.unwrap_or(rest.len()))?;
    let next = place + line.len() + usize::from(newline.is_some());
    // The mark of UTF-8 at the beginning of a text.
    let line = if place == 0 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
    Some((line.strip_suffix(b"\r").unwrap_or(line), next, newline.is_some()))
}
