//! An input read in small parts, so that they end everywhere in it.
//!
//! ```text
//! goroutine 7 [running]:  the input
//! …
//! xxx…xxx                 what a reader holds back to look ahead, so that parts end within the input
//! ```
//!
//! The first byte says how large the parts are, the second how large the pieces are that the reader gives.

use std::io::{BufReader, Read};

/// How much `summarize_reader` holds back, and a little more.
const HELD_BACK: usize = 17 << 10;

pub(crate) fn check(input: &[u8]) {
    let [part, pieces, text @ ..] = input else { return };
    let length = usize::from(*pieces) + 1;
    let reader = BufReader::with_capacity(length, Pieces { rest: text, length });
    let summary = fupan_stack::summarize_reader(reader).expect("a slice can be read");
    assert_eq!(summary, fupan_stack::summarize(text), "pieces of {length}");
    let mut whole = text.to_vec();
    whole.push(b'\n');
    whole.resize(whole.len() + HELD_BACK, b'x');
    // The whole is read in at most some hundred parts.
    let part = 64 + 16 * usize::from(*part);
    let summary =
        fupan_stack::summarize_reader_in_parts(whole.as_slice(), part).expect("a slice can be read");
    assert_eq!(summary, fupan_stack::summarize(&whole), "parts of {part}");
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
