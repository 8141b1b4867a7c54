//! The wire format of protocol buffers: a message is a list of numbered fields.
//!
//! ```text
//! 12 06  0a 02 01 02  10 07      field 2, 6 bytes: { field 1: the numbers 1 and 2, packed; field 2: 7 }
//! ```
//!
//! See <https://protobuf.dev/programming-guides/encoding/>. Groups, which no profile has, are damage.

/// A message cannot be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Damaged;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a message, in their order; it ends at the first damage.
pub(crate) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(crate) fn of(message: &'a [u8]) -> Self {
        Self { rest: message }
    }

    fn next_field(&mut self) -> Option<(u64, Value<'a>)> {
        let key = varint(&mut self.rest)?;
        let value = match key & 7 {
            0 => Value::Number(varint(&mut self.rest)?),
            1 => Value::Number(u64::from_le_bytes(*self.fixed::<8>()?)),
            2 => {
                let length = usize::try_from(varint(&mut self.rest)?).ok()?;
                let (bytes, rest) = self.rest.split_at_checked(length)?;
                self.rest = rest;
                Value::Bytes(bytes)
            }
            5 => Value::Number(u64::from(u32::from_le_bytes(*self.fixed::<4>()?))),
            _ => return None,
        };
        Some((key >> 3, value))
    }

    fn fixed<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(bytes)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Value<'a>), Damaged>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let field = self.next_field().ok_or(Damaged);
        if field.is_err() {
            self.rest = &[];
        }
        Some(field)
    }
}

impl<'a> Value<'a> {
    /// The numbers of a repeated field: a single one, or several packed. It ends at the first damage.
    pub(crate) fn numbers(self) -> impl Iterator<Item = u64> + use<'a> {
        let (single, mut packed) = match self {
            Self::Number(number) => (Some(number), &[][..]),
            Self::Bytes(bytes) => (None, bytes),
        };
        single.into_iter().chain(std::iter::from_fn(move || varint(&mut packed)))
    }

    pub(crate) fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Bytes(_) => None,
        }
    }

    pub(crate) fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Number(_) => None,
        }
    }
}

/// Seven bits of each byte, the lowest first; the highest bit says that more follow. Ten bytes at most.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..70).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(message: &[u8]) -> Vec<Result<(u64, Value<'_>), Damaged>> {
        Fields::of(message).collect()
    }

    #[test]
    fn fields_of_each_kind() {
        let message = [0x08, 0xac, 0x02, 0x12, 2, b'h', b'i', 0x1d, 1, 0, 0, 0, 0x21, 2, 0, 0, 0, 0, 0, 0, 0];
        let expected = [
            Ok((1, Value::Number(300))),
            Ok((2, Value::Bytes(b"hi"))),
            Ok((3, Value::Number(1))),
            Ok((4, Value::Number(2))),
        ];
        assert_eq!(fields(&message), expected);
    }

    #[test]
    fn damage_ends_a_message() {
        for message in [&[0x08][..], &[0x12, 5, b'h'], &[0x0b, 1], &[0x08, 0xff], &[0xff; 12], &[0x1d, 1]] {
            assert_eq!(fields(message), [Err(Damaged)], "{message:x?}");
        }
        assert_eq!(fields(&[0x08, 1, 0x12]), [Ok((1, Value::Number(1))), Err(Damaged)]);
    }

    #[test]
    fn numbers_one_by_one_or_packed() {
        let all = |value: Value<'_>| value.numbers().collect::<Vec<_>>();
        assert_eq!(all(Value::Number(7)), [7]);
        assert_eq!(all(Value::Bytes(&[1, 0xac, 0x02, 3])), [1, 300, 3]);
        assert_eq!(all(Value::Bytes(&[1, 0xff])), [1]);
        assert_eq!(all(Value::Bytes(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1])), [u64::MAX]);
    }
}
