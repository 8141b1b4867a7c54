//! Which incidents a sequence belongs to.

use tantivy::directory::OwnedBytes;

use super::bytes::{entry, push_varint, take_varint, u32_at};

/// Sequences that share one entry of the table of places.
const STRIDE: u32 = 32;

/// For each sequence the numbers of its owners, and their names.
#[derive(Clone)]
pub(super) struct Owners {
    pub(super) offsets: OwnedBytes,
    pub(super) text: OwnedBytes,
    /// Where the lists of each 32 sequences begin.
    pub(super) places: OwnedBytes,
    /// For each sequence how many owners it has, the first one's number, and the differences to the next.
    pub(super) lists: OwnedBytes,
}

/// What is written of owners.
#[derive(Debug, Default)]
pub(super) struct OwnersDraft {
    pub(super) places: Vec<u8>,
    pub(super) lists: Vec<u8>,
    sequences: u32,
}

impl OwnersDraft {
    /// Adds the owners of the next sequence, ascending; none where there are too many for the format.
    pub(super) fn push(&mut self, owners: &[u32]) -> Option<()> {
        if self.sequences.is_multiple_of(STRIDE) {
            self.places.extend(u32::try_from(self.lists.len()).ok()?.to_le_bytes());
        }
        self.sequences += 1;
        push_varint(&mut self.lists, u32::try_from(owners.len()).ok()?);
        let mut before = 0;
        for owner in owners {
            push_varint(&mut self.lists, owner - before);
            before = *owner;
        }
        Some(())
    }
}

/// Names one behind the other and their offsets; none where they are too long for the format.
pub(super) fn write_names(names: &[&str]) -> Option<[Vec<u8>; 2]> {
    let (mut offsets, mut text) = (vec![0; 4], Vec::new());
    for name in names {
        text.extend_from_slice(name.as_bytes());
        offsets.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
    }
    Some([offsets, text])
}

impl Owners {
    /// The owners of a sequence.
    pub(super) fn of(&self, sequence: u32) -> impl Iterator<Item = &str> {
        self.numbers_of(sequence).into_iter().filter_map(|number| self.name_of(number))
    }

    /// The numbers of the owners of a sequence.
    pub(super) fn numbers_of(&self, sequence: u32) -> Vec<u32> {
        self.list_of(sequence).unwrap_or_default()
    }

    /// The number of an owner: its place among the sorted names.
    pub(super) fn number_of(&self, name: &str) -> Option<u32> {
        let count = u32::try_from((self.offsets.len() / 4).checked_sub(1)?).ok()?;
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.name_of(middle)?.cmp(name) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    pub(super) fn name_of(&self, number: u32) -> Option<&str> {
        std::str::from_utf8(entry(&self.text, &self.offsets, number as usize)?).ok()
    }

    /// The numbers of the owners of each sequence, from the first on.
    pub(super) fn iter(&self) -> impl Iterator<Item = Vec<u32>> + '_ {
        let mut rest = self.lists.as_slice();
        std::iter::from_fn(move || take_list(&mut rest))
    }

    fn list_of(&self, sequence: u32) -> Option<Vec<u32>> {
        let place = u32_at(&self.places, (sequence / STRIDE) as usize)?;
        let mut rest = self.lists.get(place as usize..)?;
        for _ in 0..sequence % STRIDE {
            take_list(&mut rest)?;
        }
        take_list(&mut rest)
    }
}

fn take_list(bytes: &mut &[u8]) -> Option<Vec<u32>> {
    let count = take_varint(bytes)?;
    let mut numbers = Vec::new();
    let mut number = 0_u32;
    for _ in 0..count {
        number = number.checked_add(take_varint(bytes)?)?;
        numbers.push(number);
    }
    Some(numbers)
}
