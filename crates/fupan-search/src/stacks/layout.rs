//! A file of sections.
//!
//! ```text
//! magic      8 bytes
//! version    u32
//! sections   u32, how many
//! counts     4 × u64
//! places     for each section u64 offset and u64 length
//! checksum   32 bytes of blake3 over all of the above and the first section
//! sections   each at a multiple of 8
//! ```
//!
//! The first section holds what everything else is found by, so that it is checked when the file is opened. The rest
//! may be hundreds of megabytes that are mapped: whoever reads there checks every bound instead.

use tantivy::directory::OwnedBytes;

use super::StackIndexError;
use super::bytes::{u32_at, u64_at};

const VERSION: u32 = 1;
const FIXED: usize = 8 + 4 + 4 + 4 * 8;
const CHECKSUM: usize = 32;

/// A kind of file, by its magic bytes and how many sections it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileKind {
    pub(super) magic: [u8; 8],
    pub(super) sections: usize,
}

/// A file that was taken apart.
#[derive(Clone)]
pub(super) struct Sections {
    pub(super) counts: [u64; 4],
    sections: Vec<OwnedBytes>,
}

impl Sections {
    pub(super) fn open(kind: FileKind, bytes: &OwnedBytes) -> Result<Self, StackIndexError> {
        let header = Header::read(kind, bytes)?;
        let mut sections = Vec::new();
        for (offset, length) in header.places {
            let range = usize::try_from(offset).ok().zip(usize::try_from(length).ok());
            let range = range.and_then(|(offset, length)| Some(offset..offset.checked_add(length)?));
            let Some(range) = range.filter(|range| range.end <= bytes.len()) else {
                return Err(StackIndexError::damaged("a section lies behind its end"));
            };
            sections.push(bytes.slice(range));
        }
        let first = sections.first().map(OwnedBytes::as_slice).unwrap_or_default();
        if checksum(header.checked, first).as_slice() != header.checksum {
            return Err(StackIndexError::damaged("its header changed"));
        }
        Ok(Self { counts: header.counts, sections })
    }

    pub(super) fn section(&self, number: usize) -> OwnedBytes {
        self.sections.get(number).cloned().unwrap_or_else(OwnedBytes::empty)
    }
}

struct Header<'a> {
    counts: [u64; 4],
    places: Vec<(u64, u64)>,
    /// What the checksum is of, beside the first section.
    checked: &'a [u8],
    checksum: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(kind: FileKind, bytes: &'a [u8]) -> Result<Self, StackIndexError> {
        let short = || StackIndexError::damaged("it is too short");
        let end = FIXED + kind.sections * 16;
        let checked = bytes.get(..end).ok_or_else(short)?;
        let checksum = bytes.get(end..end + CHECKSUM).ok_or_else(short)?;
        if !checked.starts_with(&kind.magic) {
            return Err(StackIndexError::damaged("it does not begin as one"));
        }
        let version = u32_at(checked, 2);
        if version != Some(VERSION) || u32_at(checked, 3).is_none_or(|count| count as usize != kind.sections)
        {
            return Err(StackIndexError::damaged("it is of another version"));
        }
        let counts = [2, 3, 4, 5].map(|place| u64_at(checked, place).unwrap_or_default());
        let place = |section: usize| {
            let number = |half| u64_at(checked, FIXED / 8 + section * 2 + half).unwrap_or(u64::MAX);
            (number(0), number(1))
        };
        Ok(Self { counts, places: (0..kind.sections).map(place).collect(), checked, checksum })
    }
}

/// The bytes of a file.
pub(super) fn write(kind: FileKind, counts: [u64; 4], sections: &[Vec<u8>]) -> Vec<u8> {
    debug_assert_eq!(sections.len(), kind.sections);
    let mut header = kind.magic.to_vec();
    header.extend(VERSION.to_le_bytes());
    header.extend(u32::try_from(kind.sections).unwrap_or(u32::MAX).to_le_bytes());
    header.extend(counts.iter().flat_map(|count| count.to_le_bytes()));
    let mut offset = FIXED + kind.sections * 16 + CHECKSUM;
    for section in sections {
        offset = offset.next_multiple_of(8);
        header.extend([offset as u64, section.len() as u64].iter().flat_map(|number| number.to_le_bytes()));
        offset += section.len();
    }
    let checksum = checksum(&header, sections.first().map(Vec::as_slice).unwrap_or_default());
    let mut bytes = header;
    bytes.reserve_exact((offset + CHECKSUM).saturating_sub(bytes.len()));
    bytes.extend(checksum);
    for section in sections {
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        bytes.extend_from_slice(section);
    }
    bytes
}

fn checksum(header: &[u8], first: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(header);
    hasher.update(first);
    *hasher.finalize().as_bytes()
}
