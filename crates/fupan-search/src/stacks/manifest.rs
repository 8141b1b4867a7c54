//! Which segments make up the index, and what they know together.
//!
//! It is one small file that is replaced with every commit: for each segment its number and size, for each of its
//! symbols how many live sequences of all segments hold it, and which of its sequences are dead. So a segment never
//! changes, and an index opens without a look into its segments.

use tantivy::directory::OwnedBytes;

use super::StackIndexError;
use super::bytes::u32_at;
use super::layout::{self, FileKind, Sections};

const KIND: FileKind = FileKind { magic: *b"fpsindex", sections: 3 };
const FIELDS: usize = 4;

/// What a commit says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// A number of the caller.
    pub(super) sequence: u64,
    /// Live sequences of all segments.
    pub(super) live: u64,
    pub(super) segments: Vec<Listed>,
}

/// One segment of it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) number: u32,
    pub(super) sequences: u32,
    /// For each symbol, as a number of four bytes, how many live sequences of all segments hold it.
    pub(super) counts: OwnedBytes,
    /// Sequences in no use any more, ascending.
    pub(super) dead: Vec<u32>,
}

impl Manifest {
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, StackIndexError> {
        let file = Sections::open(KIND, bytes)?;
        let [sequence, live, ..] = file.counts;
        let (table, counts, dead) = (file.section(0), file.section(1), file.section(2));
        let mut segments = Vec::new();
        let (mut counted, mut buried) = (0_usize, 0_usize);
        for place in 0..table.len() / (FIELDS * 4) {
            let field = |field: usize| u32_at(&table, place * FIELDS + field).unwrap_or_default();
            let (symbols, deaths) = (field(2) as usize, field(3) as usize);
            let counts_end = counted.saturating_add(symbols.saturating_mul(4));
            if counts_end > counts.len() || buried.saturating_add(deaths) > dead.len() / 4 {
                return Err(StackIndexError::damaged("its list of segments does not fit together"));
            }
            segments.push(Listed {
                number: field(0),
                sequences: field(1),
                counts: counts.slice(counted..counts_end),
                dead: (buried..buried + deaths).filter_map(|place| u32_at(&dead, place)).collect(),
            });
            (counted, buried) = (counts_end, buried + deaths);
        }
        Ok(Self { sequence, live, segments })
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let (mut table, mut counts, mut dead) = (Vec::new(), Vec::new(), Vec::new());
        for segment in &self.segments {
            let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let fields =
                [segment.number, segment.sequences, size(segment.counts.len() / 4), size(segment.dead.len())];
            table.extend(fields.iter().flat_map(|field| field.to_le_bytes()));
            counts.extend_from_slice(&segment.counts);
            dead.extend(segment.dead.iter().flat_map(|sequence| sequence.to_le_bytes()));
        }
        layout::write(KIND, [self.sequence, self.live, 0, 0], &[table, counts, dead])
    }
}
