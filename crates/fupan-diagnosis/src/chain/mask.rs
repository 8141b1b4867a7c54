//! When two occurrences are the same: but for numbers, hexadecimal words, UUIDs, and what is quoted.
//!
//! ```text
//! load order 8: open /srv/8.json    ->  load order #: open /srv/#.json
//! ```

use super::ErrorChain;
use super::text::quoted_end;

pub(super) fn key(chain: &ErrorChain) -> String {
    let mut key = String::new();
    for text in std::iter::once(&chain.cause).chain(&chain.wrappers) {
        mask(text, &mut key);
        key.push('\0');
    }
    key
}

/// Writes `text` with `#` for what differs from one occurrence to the next.
fn mask(text: &str, out: &mut String) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => quoted_end(rest),
            _ => Some(rest.find(|c| !is_word(c)).unwrap_or(rest.len())),
        };
        let (word, after) = rest.split_at(end.filter(|end| *end > 0).unwrap_or(first.len_utf8()));
        match first {
            '"' => out.push('#'),
            _ if is_uuid(word) => out.push('#'),
            _ => word.split_inclusive('-').for_each(|part| mask_word(part, out)),
        }
        rest = after;
    }
}

fn is_uuid(word: &str) -> bool {
    let lengths = word.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && word.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn mask_word(word: &str, out: &mut String) {
    let body = word.strip_prefix("0x").unwrap_or(word).trim_end_matches('-');
    let is_hex = body.len() >= 6 || body.len() < word.trim_end_matches('-').len();
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if is_hex && has_digit && body.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        out.push('#');
        return;
    }
    let mut was_digit = false;
    for c in word.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !was_digit {
            out.push('#');
        }
        was_digit = c.is_ascii_digit();
    }
}
