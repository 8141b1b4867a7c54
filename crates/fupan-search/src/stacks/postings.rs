//! Lists of the sequences that hold a symbol or a pair of symbols: ascending numbers, packed by differences.
//!
//! ```text
//! skips    for each full block of 128 the last number (u32), where the block ends (u32), bits of a difference (u8)
//! blocks   the full blocks
//! tail     the rest as varints of differences
//! ```

use bitpacking::{BitPacker, BitPacker4x};

use super::bytes::{push_varint, take_varint};

const BLOCK: usize = BitPacker4x::BLOCK_LEN;
const SKIP: usize = 9;

/// Appends a list of ascending numbers; none where it is too long for the format.
pub(super) fn write(numbers: &[u32], bytes: &mut Vec<u8>) -> Option<()> {
    let packer = BitPacker4x::new();
    let (blocks, tail) = numbers.as_chunks::<BLOCK>();
    let (mut packed, mut before) = (Vec::new(), 0);
    let mut buffer = [0_u8; BLOCK * 4];
    for block in blocks {
        let bits = packer.num_bits_sorted(before, block);
        let length = packer.compress_sorted(before, block, &mut buffer, bits);
        packed.extend_from_slice(buffer.get(..length)?);
        before = *block.last()?;
        bytes.extend(before.to_le_bytes());
        bytes.extend(u32::try_from(packed.len()).ok()?.to_le_bytes());
        bytes.push(bits);
    }
    bytes.extend_from_slice(&packed);
    for number in tail {
        push_varint(bytes, number - before);
        before = *number;
    }
    Some(())
}

/// Reads a list from its start.
pub(super) struct Postings<'a> {
    skips: &'a [[u8; SKIP]],
    blocks: &'a [u8],
    tail: &'a [u8],
    in_tail: usize,
    packer: BitPacker4x,
    buffer: [u32; BLOCK],
    /// The part of the buffer that was not given away yet.
    unread: std::ops::Range<usize>,
    /// The last number before what comes next, and the offset of that.
    before: (u32, u32),
}

impl<'a> Postings<'a> {
    /// A list of so many numbers; an empty one where the bytes cannot be one.
    pub(super) fn new(count: u32, bytes: &'a [u8]) -> Self {
        let full = count as usize / BLOCK;
        let skips = bytes.as_chunks::<SKIP>().0.get(..full);
        let rest = bytes.get(full.saturating_mul(SKIP)..).unwrap_or_default();
        let end = skips.and_then(<[_]>::last).map_or(0, |skip| Skip::of(*skip).end as usize);
        let parts = skips.zip(rest.split_at_checked(end));
        let (skips, (blocks, tail)) = parts.unwrap_or_default();
        Self {
            skips,
            blocks,
            tail,
            in_tail: count as usize % BLOCK,
            packer: BitPacker4x::new(),
            buffer: [0; BLOCK],
            unread: 0..0,
            before: (0, 0),
        }
    }

    /// The next numbers below `end`, some of them; none where there are no more.
    pub(super) fn below(&mut self, end: u32) -> Option<&[u32]> {
        if self.unread.is_empty() && !self.fill() {
            return None;
        }
        let unread = self.buffer.get(self.unread.clone())?;
        if unread.first().is_none_or(|first| *first >= end) {
            return None;
        }
        let all = unread.last().is_some_and(|last| *last < end);
        // Damaged numbers may be in no order, so at least the first is given.
        let given = if all { unread.len() } else { unread.partition_point(|number| *number < end).max(1) };
        self.unread.start += given;
        unread.get(..given)
    }

    /// Keeps the next full blocks alone, so many that they have at most `numbers`.
    pub(super) fn keep(&mut self, numbers: usize) {
        self.skips = self.skips.get(..numbers / BLOCK).unwrap_or(self.skips);
        self.in_tail = 0;
    }

    fn fill(&mut self) -> bool {
        match self.skips.split_first() {
            Some((skip, rest)) => {
                self.skips = rest;
                self.fill_from_block(Skip::of(*skip)).is_some()
            }
            None => self.fill_from_tail(),
        }
    }

    fn fill_from_block(&mut self, skip: Skip) -> Option<()> {
        let (before, start) = self.before;
        let block = self.blocks.get(start as usize..skip.end as usize)?;
        if skip.bits > 32 || block.len() != usize::from(skip.bits) * BLOCK / 8 {
            return None;
        }
        self.packer.decompress_sorted(before, block, &mut self.buffer, skip.bits);
        self.before = (skip.last, skip.end);
        self.unread = 0..BLOCK;
        Some(())
    }

    fn fill_from_tail(&mut self) -> bool {
        let mut number = self.before.0;
        let count = std::mem::take(&mut self.in_tail);
        let mut filled = 0;
        for to in self.buffer.iter_mut().take(count) {
            let Some(difference) = take_varint(&mut self.tail) else { break };
            number = number.wrapping_add(difference);
            *to = number;
            filled += 1;
        }
        self.unread = 0..filled;
        filled > 0
    }
}

/// What is known of a full block.
#[derive(Debug, Clone, Copy)]
struct Skip {
    last: u32,
    end: u32,
    bits: u8,
}

impl Skip {
    fn of([a, b, c, d, e, f, g, h, bits]: [u8; SKIP]) -> Self {
        Self { last: u32::from_le_bytes([a, b, c, d]), end: u32::from_le_bytes([e, f, g, h]), bits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ascending(differences: &[u32]) -> Vec<u32> {
        let sums = differences.iter().scan(0_u32, |sum, difference| {
            *sum += difference;
            Some(*sum)
        });
        sums.collect()
    }

    fn read(postings: &mut Postings<'_>, steps: &[u32]) -> Vec<u32> {
        let mut read = Vec::new();
        for end in steps {
            while let Some(part) = postings.below(*end) {
                read.extend_from_slice(part);
            }
        }
        read
    }

    proptest! {
        #[test]
        fn lists_come_back(differences in prop::collection::vec(1_u32..5_000, 0..600), step in 1_u32..400_000) {
            let numbers = ascending(&differences);
            let mut bytes = Vec::new();
            write(&numbers, &mut bytes).unwrap();
            let steps: Vec<u32> = (1..).map(|times| step * times).take_while(|end| *end < 4_000_000).chain([u32::MAX]).collect();
            let count = u32::try_from(numbers.len()).unwrap();
            prop_assert_eq!(&read(&mut Postings::new(count, &bytes), &steps), &numbers);
        }

        #[test]
        fn damaged_lists_end(bytes in prop::collection::vec(any::<u8>(), 0..400), count in 0_u32..1_000) {
            prop_assert!(read(&mut Postings::new(count, &bytes), &[7, 1_000_000, u32::MAX]).len() <= count as usize);
        }
    }
}
