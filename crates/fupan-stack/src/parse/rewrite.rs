//! Inputs that are not plain UTF-8 text with one line for one line of a stack, made so.
//!
//! ```text
//! {"ts":1772877600.1,"msg":"recovered","stack":"goroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25"}
//! ```
//!
//! becomes three lines, each of which stands for the whole line of the log. UTF-16 and GB18030 are decoded, records of
//! logs are opened, lines that a container's runtime cut are joined. Most inputs need nothing of this and are read as
//! they are.

mod encoding;
mod pieces;
mod quoted;
mod record;

use std::borrow::Cow;
use std::ops::Range;

use super::lines::{Record, Source};
use crate::bytes::text_of;

pub(crate) use encoding::{Encoding, SAMPLE, first_damage};
pub(crate) use record::is_record_log;

/// A text made of an input, and where its parts come from.
#[derive(Debug, Default)]
pub(crate) struct Rewritten {
    text: Vec<u8>,
    records: Vec<Record>,
    /// Where the first line of the input starts that was cut in pieces, the last of which is not there.
    open_from: Option<usize>,
}

/// How an input is written; its parts are read alike.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(crate) encoding: Encoding,
    /// Whether its first lines look like those of a log that is all records.
    pub(crate) is_record_log: bool,
}

impl Form {
    pub(crate) fn of(input: &[u8]) -> Self {
        Self { encoding: Encoding::of(input), is_record_log: is_record_log(input) }
    }
}

/// The plain text of `input`, whose first byte is at `base`; none where it is plain already.
pub(crate) fn rewrite(input: &[u8], base: usize, form: Form) -> Option<Rewritten> {
    let mut rewritten = match encoding::decode(input, form.encoding) {
        Some(decoded) => match record::open(&decoded.text, form.is_record_log) {
            Some(opened) => opened.behind(&decoded),
            None => decoded,
        },
        None => record::open(input, form.is_record_log)?,
    };
    for record in &mut rewritten.records {
        record.source = record.source.start + base..record.source.end + base;
    }
    rewritten.open_from = rewritten.open_from.map(|place| place + base);
    Some(rewritten)
}

/// All of `input` in UTF-8: decoded where it is in another encoding, what is damaged replaced.
pub(crate) fn text_of_all(input: &[u8]) -> Cow<'_, str> {
    match encoding::decode(input, Encoding::of(input)) {
        Some(decoded) => Cow::Owned(text_of(&decoded.text).into_owned()),
        None => text_of(input),
    }
}

impl Rewritten {
    pub(crate) fn source(&self) -> Source<'_> {
        Source { text: &self.text, base: 0, records: &self.records }
    }

    /// The last place of the input up to `end` that no line lies across which was cut in pieces.
    pub(crate) fn end_of_lines(&self, end: usize) -> usize {
        let mut end = self.open_from.map_or(end, |start| start.min(end));
        let before = self.records.partition_point(|record| record.source.start < end);
        for record in self.records.iter().take(before).rev().filter(|record| !record.is_copy) {
            if record.source.start < end && end < record.source.end {
                end = record.source.start;
            }
        }
        end
    }

    /// Appends bytes that stand in the input as they are.
    fn copy(&mut self, bytes: &[u8], source: Range<usize>) {
        let at = self.text.len();
        self.text.extend_from_slice(bytes);
        if let Some(last) = self.records.last()
            && last.is_copy
            && last.source.start + (at - last.at) == source.start
        {
            return;
        }
        self.records.push(Record { at, source, is_copy: true, time: None, error: None });
    }

    /// Appends what was made of a part of the input.
    fn make(&mut self, bytes: &[u8], source: Range<usize>, time: Option<String>, error: Option<String>) {
        let at = self.text.len();
        self.text.extend_from_slice(bytes);
        self.records.push(Record { at, source, is_copy: false, time, error });
    }

    /// The same, made of the input that `first` was made of.
    fn behind(self, first: &Self) -> Self {
        let mut records = Vec::with_capacity(self.records.len());
        for record in &self.records {
            if record.is_copy {
                // Each part of a copied run has a source of its own.
                let (start, length) = (record.source.start, self.end_of(record) - record.at);
                let known = first.records.partition_point(|known| known.at <= start).saturating_sub(1);
                let covered = first.records.iter().skip(known);
                for known in covered.take_while(|known| known.at < start + length) {
                    let place = known.at.max(start);
                    let source = if known.is_copy { first.source_at(place) } else { known.source.clone() };
                    records.push(Record { at: record.at + (place - start), source, ..known.clone() });
                }
            } else {
                records.push(Record { source: first.source_of(&record.source), ..record.clone() });
            }
        }
        let open_from = self.open_from.map(|place| first.source_at(place).start);
        Self { text: self.text, records, open_from }
    }

    fn end_of(&self, record: &Record) -> usize {
        let next = self.records.partition_point(|known| known.at <= record.at);
        self.records.get(next).map_or(self.text.len(), |next| next.at)
    }

    /// The part of the input that a part of the text was made of.
    fn source_of(&self, part: &Range<usize>) -> Range<usize> {
        let last = self.source_at(part.end.max(part.start + 1) - 1);
        self.source_at(part.start).start..last.end
    }

    /// What the byte at `place` was made of: of a copied run, which may have many lines, that byte alone.
    fn source_at(&self, place: usize) -> Range<usize> {
        let next = self.records.partition_point(|record| record.at <= place);
        match next.checked_sub(1).and_then(|at| self.records.get(at)) {
            Some(record) if record.is_copy => {
                let start = record.source.start + (place - record.at);
                start..start + 1
            }
            Some(record) => record.source.clone(),
            None => 0..0,
        }
    }
}

#[cfg(test)]
mod tests;
