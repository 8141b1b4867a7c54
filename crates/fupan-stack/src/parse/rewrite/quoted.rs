//! Quoted strings in a line of a log, with the keys before them: `"stack":"goroutine 7 …"`, `stack="goroutine 7 …"`.
//!
//! This is not a reader of JSON: it finds the strings in anything that quotes as JSON and Go do, cut or damaged too.

/// A value and its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// Empty where there is none.
    pub(super) key: &'a [u8],
    /// The bytes between the quotes as they are written, or a number or word without quotes.
    pub(super) raw: &'a [u8],
}

impl Field<'_> {
    pub(super) fn text(&self) -> Vec<u8> {
        unescaped(self.raw)
    }
}

/// The fields of `line`.
pub(super) fn fields(line: &[u8]) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let mut key: &[u8] = b"";
    let mut at = 0;
    while let Some(open) = line.get(at..).and_then(|rest| memchr::memchr(b'"', rest)).map(|open| at + open) {
        let raw = string_at(line, open + 1);
        let end = open + 1 + raw.len() + 1;
        let after = line.get(end..).unwrap_or_default();
        let behind = after.trim_ascii_start();
        if let Some(value) = behind.strip_prefix(b":") {
            let value = value.trim_ascii_start();
            key = raw;
            at = line.len() - value.len();
            if !value.starts_with(b"\"") {
                let bare = bare(value);
                if !bare.is_empty() {
                    fields.push(Field { key, raw: bare });
                }
                (key, at) = (b"", at + bare.len());
            }
            continue;
        }
        let key = std::mem::take(&mut key);
        let key = if key.is_empty() { key_before(line.get(..open).unwrap_or_default()) } else { key };
        fields.push(Field { key, raw });
        at = end;
    }
    fields
}

/// What stands before the closing quote; an open string takes the rest.
fn string_at(line: &[u8], start: usize) -> &[u8] {
    let rest = line.get(start..).unwrap_or_default();
    let mut at = 0;
    while let Some(found) = rest.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if rest.get(at) == Some(&b'"') {
            return rest.get(..at).unwrap_or_default();
        }
        at += 2;
    }
    rest
}

/// A number or word up to the next comma or bracket.
fn bare(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b'{' | b'[' | b'"' | b' '));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The word before an equal sign.
fn key_before(before: &[u8]) -> &[u8] {
    let Some(before) = before.strip_suffix(b"=") else { return b"" };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@');
    let start = before.iter().rposition(|byte| !is_part(byte)).map_or(0, |at| at + 1);
    before.get(start..).unwrap_or_default()
}

/// The bytes that `raw` stands for. An escape that neither JSON nor Go knows stays as it is.
pub(super) fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (before, escape) = rest.split_at_checked(at).unwrap_or((rest, b""));
        plain.extend_from_slice(before);
        rest = take_escape(escape, &mut plain);
    }
    plain.extend_from_slice(rest);
    plain
}

/// Appends what the escape at the start of `text` stands for; gives what follows.
fn take_escape<'a>(text: &'a [u8], plain: &mut Vec<u8>) -> &'a [u8] {
    let simple = match text.get(1) {
        Some(b'n') => Some(b'\n'),
        Some(b't') => Some(b'\t'),
        Some(b'r') => Some(b'\r'),
        Some(&byte @ (b'"' | b'\\' | b'/' | b'\'')) => Some(byte),
        _ => None,
    };
    if let Some(byte) = simple {
        plain.push(byte);
        return text.get(2..).unwrap_or_default();
    }
    if let Some((character, length)) = escaped_character(text) {
        plain.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        return text.get(length..).unwrap_or_default();
    }
    plain.push(b'\\');
    text.get(1..).unwrap_or_default()
}

/// `\u003c`, a pair of surrogates, or Go's `\x1b`: the character and how long its escape is.
fn escaped_character(text: &[u8]) -> Option<(char, usize)> {
    let hex = |digits: Option<&[u8]>| {
        let digits = std::str::from_utf8(digits?).ok()?;
        u32::from_str_radix(digits, 16).ok()
    };
    match text.get(1)? {
        b'x' => Some((char::from_u32(hex(text.get(2..4))?)?, 4)),
        b'u' => {
            let unit = hex(text.get(2..6))?;
            if let Some(character) = char::from_u32(unit) {
                return Some((character, 6));
            }
            let low = text.get(6..8).filter(|escape| *escape == b"\\u").and_then(|_| hex(text.get(8..12)))?;
            let is_pair = (0xd800..0xdc00).contains(&unit) && (0xdc00..0xe000).contains(&low);
            let code = is_pair.then(|| 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))?;
            Some((char::from_u32(code)?, 12))
        }
        _ => None,
    }
}
