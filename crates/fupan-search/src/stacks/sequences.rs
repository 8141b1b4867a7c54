//! The sequences of a segment: shortest first, those of one length in the order of their frames' numbers.
//!
//! So a sequence is found by its frames without any table, where it begins follows from its length, and what a list of
//! postings begins with are the shortest stacks. A frame takes three bytes.

use tantivy::directory::OwnedBytes;

use super::StackIndexError;
use super::bytes::{u32_at, u64_at};

/// More symbols than three bytes can name.
pub(super) const TOO_MANY_SYMBOLS: usize = 1 << 24;

/// Sequences of one length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) length: u32,
    pub(super) first: u32,
    /// The first of the next group.
    pub(super) end: u32,
    first_frame: u64,
}

/// All sequences, mapped.
#[derive(Clone)]
pub(super) struct Sequences {
    groups: Vec<Group>,
    frames: OwnedBytes,
}

/// What is written of sequences.
#[derive(Debug, Default)]
pub(super) struct SequencesDraft {
    pub(super) groups: Vec<u8>,
    pub(super) frames: Vec<u8>,
    pub(super) count: u32,
    length: usize,
}

impl SequencesDraft {
    /// Adds a sequence; they come in order.
    pub(super) fn push(&mut self, frames: &[u32]) {
        if self.count == 0 || frames.len() != self.length {
            self.length = frames.len();
            self.groups.extend(u32::try_from(frames.len()).unwrap_or(u32::MAX).to_le_bytes());
            self.groups.extend(self.count.to_le_bytes());
            self.groups.extend((self.frames.len() as u64 / 3).to_le_bytes());
        }
        for frame in frames {
            let [a, b, c, _] = frame.to_le_bytes();
            self.frames.extend([a, b, c]);
        }
        self.count += 1;
    }
}

impl Sequences {
    pub(super) fn open(count: u32, groups: &[u8], frames: OwnedBytes) -> Result<Self, StackIndexError> {
        let inconsistent = || StackIndexError::damaged("its sequences do not fit together");
        let read = |place: usize| {
            let end = u32_at(groups, (place + 1) * 4 + 1).unwrap_or(count);
            let (length, first) = (u32_at(groups, place * 4)?, u32_at(groups, place * 4 + 1)?);
            Some(Group { length, first, end, first_frame: u64_at(groups, place * 2 + 1)? })
        };
        let groups: Vec<Group> = (0..groups.len() / 16).map_while(read).collect();
        let (mut sequences, mut all) = (0, 0_u64);
        for group in &groups {
            if group.first != sequences || group.end <= group.first || group.first_frame != all {
                return Err(inconsistent());
            }
            sequences = group.end;
            all += u64::from(group.end - group.first) * u64::from(group.length);
        }
        let lengths_ascend = groups.is_sorted_by(|a, b| a.length < b.length);
        if !lengths_ascend || sequences != count || all.checked_mul(3) != Some(frames.len() as u64) {
            return Err(inconsistent());
        }
        Ok(Self { groups, frames })
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The frames of a sequence.
    pub(super) fn frames_of(&self, sequence: u32) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        let after = self.groups.partition_point(|group| group.first <= sequence);
        let group = after.checked_sub(1).and_then(|place| self.groups.get(place));
        let packed =
            group.filter(|group| sequence < group.end).and_then(|group| self.packed(group, sequence));
        packed.unwrap_or_default().iter().copied().map(unpack)
    }

    /// The sequence of exactly these frames.
    pub(super) fn find(&self, frames: &[u32]) -> Option<u32> {
        let length = u32::try_from(frames.len()).ok()?;
        let group = self.groups.iter().find(|group| group.length == length)?;
        let (mut low, mut high) = (group.first, group.end);
        while low < high {
            let middle = low + (high - low) / 2;
            let order = self.packed(group, middle)?.iter().copied().map(unpack).cmp(frames.iter().copied());
            match order {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn packed(&self, group: &Group, sequence: u32) -> Option<&[[u8; 3]]> {
        let before = u64::from(sequence.checked_sub(group.first)?) * u64::from(group.length);
        let start = usize::try_from(group.first_frame.checked_add(before)?).ok()?;
        self.frames.as_chunks::<3>().0.get(start..start.checked_add(group.length as usize)?)
    }
}

fn unpack([a, b, c]: [u8; 3]) -> u32 {
    u32::from_le_bytes([a, b, c, 0])
}
