//! An input that is larger than what is read at once, so that a part ends somewhere in the bytes of the fuzzer.
//!
//! ```text
//! xxx…xxx (about 8 MiB)   a line that is residue, long enough that the part ends behind it
//! goroutine 7 [running]:  the input
//! ```
//!
//! The first two bytes say by how much the line is shorter than a part, the third how large the pieces are that the
//! reader gives.

use std::io::{BufReader, Read};

/// How much `summarize_reader` reads at once.
const PART: usize = 8 << 20;

pub(crate) fn check(input: &[u8]) {
    let [high, low, pieces, text @ ..] = input else { return };
    check_pieces(text, *pieces);
    // A part ends up to 16 KiB before what was read, so the line may be longer than a part too.
    let shorter = usize::from(u16::from_be_bytes([*high, *low]));
    let mut whole = vec![b'x'; PART.saturating_add(16 << 10).saturating_sub(shorter)];
    whole.push(b'\n');
    whole.extend_from_slice(text);
    check_pieces(&whole, u8::MAX);
}

/// Pieces of 1 to 256 bytes for a short input, of 32 KiB for a long one.
fn check_pieces(text: &[u8], pieces: u8) {
    let length = if pieces == u8::MAX { 32 << 10 } else { usize::from(pieces) + 1 };
    let reader = BufReader::with_capacity(length, Pieces { rest: text, length });
    let summary = fupan_stack::summarize_reader(reader).expect("a slice can be read");
    assert_eq!(summary, fupan_stack::summarize(text));
}

/// Never gives more than so many bytes.
struct Pieces<'a> {
    rest: &'a [u8],
    length: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(self.length);
        self.rest.read(buffer.get_mut(..most).unwrap_or_default())
    }
}
