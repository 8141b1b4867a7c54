//! The symbols of a segment. The place of one in the sorted list is its number.
//!
//! They are found by a table of hashes: two looks into memory where a search among 200,000 strings takes eighteen.

use tantivy::directory::OwnedBytes;

use super::bytes::{entry, u32_at};

/// Sorted strings, mapped.
#[derive(Clone)]
pub(super) struct Symbols {
    offsets: OwnedBytes,
    text: OwnedBytes,
    /// At the hash of a symbol or behind it its number, counted from 1; 0 ends the search.
    slots: OwnedBytes,
}

impl Symbols {
    pub(super) fn new(offsets: OwnedBytes, text: OwnedBytes, slots: OwnedBytes) -> Self {
        Self { offsets, text, slots }
    }

    pub(super) fn number_of(&self, symbol: &str) -> Option<u32> {
        let slots = self.slots.len() / 4;
        let start = place(symbol, slots)?;
        for step in 0..slots {
            let number = u32_at(&self.slots, (start + step) % slots)?.checked_sub(1)?;
            if self.bytes_of(number) == Some(symbol.as_bytes()) {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn name_of(&self, number: u32) -> Option<&str> {
        std::str::from_utf8(self.bytes_of(number)?).ok()
    }

    fn bytes_of(&self, number: u32) -> Option<&[u8]> {
        entry(&self.text, &self.offsets, number as usize)
    }
}

/// The three parts of a table for sorted symbols; none where their text is too long for it.
pub(super) fn write(symbols: &[&str]) -> Option<[Vec<u8>; 3]> {
    let (mut offsets, mut text) = (vec![0; 4], Vec::new());
    let mut slots = vec![0_u32; (symbols.len() * 2).next_power_of_two()];
    let count = slots.len();
    for (number, symbol) in (1..).zip(symbols) {
        text.extend_from_slice(symbol.as_bytes());
        offsets.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
        let start = place(symbol, count)?;
        let mut free = (0..count).map(|step| (start + step) % count);
        let free = free.find(|slot| slots.get(*slot) == Some(&0))?;
        *slots.get_mut(free)? = number;
    }
    Some([offsets, text, slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()])
}

/// Where the search for a symbol starts; none without slots.
#[expect(clippy::cast_possible_truncation, reason = "any part of a hash is a hash")]
fn place(symbol: &str, slots: usize) -> Option<usize> {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = symbol.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let mut hash = symbol.len() as u64;
    for word in words.iter().chain([&last]) {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(MIX);
        hash ^= hash >> 29;
    }
    (hash.wrapping_mul(MIX) >> 20).checked_rem(slots as u64).map(|place| place as usize)
}
