//! Gzip, up to a limit.

use std::io::Read;

use flate2::read::GzDecoder;

/// How gzip with the one method that there is begins.
pub(crate) const GZIP: [u8; 3] = [0x1f, 0x8b, 8];

/// What came out.
pub(crate) struct Inflated {
    pub(crate) bytes: Vec<u8>,
    /// Whether the data is damaged or ends too early.
    pub(crate) damaged: bool,
    /// Whether there is more than was asked for.
    pub(crate) cut: bool,
}

/// At most `most` bytes. A few kilobytes can inflate to gigabytes, so nothing is reserved beforehand.
pub(crate) fn inflate(input: &[u8], most: usize) -> Inflated {
    let mut bytes = Vec::new();
    let mut decoder = GzDecoder::new(input).take(most as u64 + 1);
    // What was read before the error stays.
    let damaged = decoder.read_to_end(&mut bytes).is_err();
    let cut = bytes.len() > most;
    bytes.truncate(most);
    Inflated { bytes, damaged, cut }
}
