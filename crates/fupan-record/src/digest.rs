//! SHA-256 of FIPS 180-4, for evidence files: they are identified by it in every other format too.

use std::fmt::Write as _;
use std::io::{self, Read};

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUND: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];

/// The same of the square roots of the first 8 primes.
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

const BLOCK: usize = 64;

/// The digest of all that can be read, as lower-case hexadecimal digits, and the number of bytes.
pub(crate) fn sha256(mut reader: impl Read) -> io::Result<(String, u64)> {
    let mut state = START;
    let mut length = 0u64;
    loop {
        let mut chunk = Vec::with_capacity(1024 * BLOCK);
        let read = reader.by_ref().take(1024 * BLOCK as u64).read_to_end(&mut chunk)?;
        length += read as u64;
        let is_last = read < 1024 * BLOCK;
        if is_last {
            pad(&mut chunk, length);
        }
        chunk.chunks_exact(BLOCK).for_each(|block| compress(&mut state, block));
        if is_last {
            return Ok((hexadecimal(&state), length));
        }
    }
}

/// A one bit, zeros, and the length in bits as the last eight bytes of a block.
fn pad(chunk: &mut Vec<u8>, length: u64) {
    chunk.push(0x80);
    let filled = (chunk.len() + 8).next_multiple_of(BLOCK) - 8;
    chunk.resize(filled, 0);
    chunk.extend((length * 8).to_be_bytes());
}

fn compress(state: &mut [u32; 8], block: &[u8]) {
    // The message schedule, of which only the next sixteen words are needed at any time.
    let mut words = [0u32; 16];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes(<[u8; 4]>::try_from(bytes).unwrap_or_default());
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for constant in ROUND {
        let choice = (e & f) ^ (!e & g);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let first = h
            .wrapping_add(e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25))
            .wrapping_add(choice)
            .wrapping_add(constant)
            .wrapping_add(words[0]);
        let second = (a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22)).wrapping_add(majority);
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        let next = (words[14].rotate_right(17) ^ words[14].rotate_right(19) ^ (words[14] >> 10))
            .wrapping_add(words[9])
            .wrapping_add(words[1].rotate_right(7) ^ words[1].rotate_right(18) ^ (words[1] >> 3))
            .wrapping_add(words[0]);
        words.rotate_left(1);
        words[15] = next;
    }
    for (word, change) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(change);
    }
}

fn hexadecimal(state: &[u32; 8]) -> String {
    state.iter().fold(String::with_capacity(64), |mut text, word| {
        // Writing to a String cannot fail.
        let _written = write!(text, "{word:08x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn agrees_with_the_examples_of_the_standard() {
        let million = vec![b'a'; 1_000_000];
        for (bytes, digest) in [
            (&b""[..], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
            (&million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ] {
            let (found, length) = sha256(bytes).unwrap();
            assert_eq!((found.as_str(), length), (digest, bytes.len() as u64));
        }
    }
}
