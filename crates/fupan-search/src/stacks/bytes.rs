//! Numbers in bytes that may be damaged: whatever is asked for, the answer is a number or nothing.

/// The 32-bit number at a place counted in numbers.
pub(super) fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    bytes.as_chunks::<4>().0.get(place).map(|number| u32::from_le_bytes(*number))
}

/// The 64-bit number at a place counted in numbers.
pub(super) fn u64_at(bytes: &[u8], place: usize) -> Option<u64> {
    bytes.as_chunks::<8>().0.get(place).map(|number| u64::from_le_bytes(*number))
}

/// The bytes between two offsets that stand one after the other in a table.
pub(super) fn entry<'a>(bytes: &'a [u8], offsets: &[u8], place: usize) -> Option<&'a [u8]> {
    bytes.get(u32_at(offsets, place)? as usize..u32_at(offsets, place.checked_add(1)?)? as usize)
}

/// Seven bits a byte, the lowest first.
pub(super) fn push_varint(bytes: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    while let [low, _, _, _] = rest.to_le_bytes()
        && rest > 0x7f
    {
        bytes.push(low | 0x80);
        rest >>= 7;
    }
    bytes.extend(rest.to_le_bytes().first());
}

/// Takes a number of [`push_varint`] from the front.
pub(super) fn take_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(first & 0x7f).wrapping_shl(shift);
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn varints_come_back(numbers in prop::collection::vec(any::<u32>(), 0..20)) {
            let mut bytes = Vec::new();
            numbers.iter().for_each(|number| push_varint(&mut bytes, *number));
            let mut rest = bytes.as_slice();
            let back: Vec<u32> = std::iter::from_fn(|| take_varint(&mut rest)).collect();
            prop_assert_eq!(back, numbers);
        }
    }
}
