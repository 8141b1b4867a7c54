//! An immutable part of the index: symbols, sequences, who owns them, and the lists by which they are found.
//!
//! A segment is one file, mapped. Its sequences are distinct, and a live sequence is in one segment only.

use tantivy::directory::OwnedBytes;

use super::StackIndexError;
use super::bytes::{u32_at, u64_at};
use super::layout::{FileKind, Sections};
use super::owners::Owners;
use super::postings::Postings;
use super::segment_builder::SegmentBuilder;
use super::sequences::Sequences;
use super::symbols::Symbols;

pub(super) const KIND: FileKind = FileKind { magic: *b"fpstacks", sections: 12 };

/// A segment, opened.
#[derive(Clone)]
pub(super) struct Segment {
    pub(super) symbols: Symbols,
    pub(super) sequences: Sequences,
    pub(super) owners: Owners,
    pub(super) symbol_count: u32,
    pub(super) sequence_count: u32,
    /// For each symbol how many sequences hold it.
    pub(super) counts: OwnedBytes,
    places: OwnedBytes,
    lists: OwnedBytes,
}

impl Segment {
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, StackIndexError> {
        let file = Sections::open(KIND, bytes)?;
        let [symbols, sequences, ..] = file.counts;
        let counts = u32::try_from(symbols).ok().zip(u32::try_from(sequences).ok());
        let Some((symbol_count, sequence_count)) = counts else {
            return Err(StackIndexError::damaged("its counts are not those of one"));
        };
        let segment = Self {
            symbols: Symbols::new(file.section(1), file.section(2), file.section(3)),
            sequences: Sequences::open(sequence_count, &file.section(0), file.section(4))?,
            symbol_count,
            sequence_count,
            counts: file.section(5),
            places: file.section(6),
            lists: file.section(7),
            owners: Owners {
                offsets: file.section(8),
                text: file.section(9),
                places: file.section(10),
                lists: file.section(11),
            },
        };
        if segment.counts.len() as u64 != symbols * 4 || segment.places.len() as u64 != (symbols + 1) * 8 {
            return Err(StackIndexError::damaged("its symbols do not fit together"));
        }
        Ok(segment)
    }

    /// The sequence of exactly these symbols, also a dead one.
    pub(super) fn find(&self, symbols: &[String]) -> Option<u32> {
        let numbers = symbols.iter().map(|symbol| self.symbols.number_of(symbol));
        self.sequences.find(&numbers.collect::<Option<Vec<u32>>>()?)
    }

    /// The symbols of a sequence.
    pub(super) fn names_of(&self, sequence: u32) -> Option<Vec<&str>> {
        self.sequences.frames_of(sequence).map(|frame| self.symbols.name_of(frame)).collect()
    }

    /// Adds a sequence to another segment, for some of its owners.
    pub(super) fn copy(
        &self,
        sequence: u32,
        owners: impl Iterator<Item = u32>,
        to: &mut SegmentBuilder,
    ) -> Result<(), StackIndexError> {
        let names = self.names_of(sequence);
        let names = names.ok_or(StackIndexError::damaged("a frame of it has no name"))?;
        for owner in owners {
            let owner = self.owners.name_of(owner);
            let owner = owner.ok_or(StackIndexError::damaged("an incident of it has no name"))?;
            to.add(owner, names.iter().copied());
        }
        Ok(())
    }

    /// How many sequences hold a symbol, also those that are dead.
    pub(super) fn count_of(&self, symbol: u32) -> u32 {
        u32_at(&self.counts, symbol as usize).unwrap_or_default()
    }

    /// The sequences that hold a symbol.
    pub(super) fn postings_of(&self, symbol: u32) -> Postings<'_> {
        let place = |place: usize| usize::try_from(u64_at(&self.places, place)?).ok();
        let range = place(symbol as usize).zip(place(symbol as usize + 1));
        let bytes = range.and_then(|(start, end)| self.lists.get(start..end));
        Postings::new(self.count_of(symbol), bytes.unwrap_or_default())
    }
}
