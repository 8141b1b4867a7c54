//! UTF-16, as Windows writes it, and GB18030, as older Chinese log systems do, decoded line by line; lines that end with
//! a carriage return alone.

use encoding_rs::GB18030;

use super::super::lines::{Line, Source, lines};
use super::Rewritten;

/// How much behind the first byte that is not UTF-8 decides what it is.
pub(crate) const SAMPLE: usize = 1 << 18;
/// How much of the beginning decides whether a text without a mark of its byte order is UTF-16.
const HEAD: usize = 1 << 10;

/// Which byte of a unit of UTF-16 comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ByteOrder {
    /// The low one.
    Little,
    /// The high one.
    Big,
}

impl ByteOrder {
    fn unit(self, pair: &[u8]) -> u16 {
        match (pair, self) {
            ([first, second], Self::Little) => u16::from_le_bytes([*first, *second]),
            ([first, second], Self::Big) => u16::from_be_bytes([*first, *second]),
            _ => 0,
        }
    }

    /// Where in `text` the second line starts.
    pub(crate) fn start_of_line(self, text: &[u8]) -> Option<usize> {
        let newline = |pair: &[u8]| self.unit(pair) == u16::from(b'\n');
        Some(2 * (text.chunks_exact(2).position(newline)? + 1))
    }

    /// Behind the last line of `text` that is whole.
    pub(crate) fn end_of_lines(self, text: &[u8]) -> usize {
        let newline = |pair: &[u8]| self.unit(pair) == u16::from(b'\n');
        text.chunks_exact(2).rposition(newline).map_or(0, |at| 2 * (at + 1))
    }
}

/// How an input is written. It is decided once for all its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Single bytes may be damaged.
    Utf8,
    Utf16(ByteOrder),
    /// UTF-8 whose lines end with carriage returns alone.
    Returns,
    Gb18030,
}

impl Encoding {
    pub(crate) fn of(input: &[u8]) -> Self {
        let damage = || first_damage(input, false).and_then(|start| input.get(start..));
        Self::of_start(input).or_else(|| damage().map(Self::of_damage)).unwrap_or(Self::Utf8)
    }

    /// What the first bytes of an input decide.
    pub(crate) fn of_start(input: &[u8]) -> Option<Self> {
        let returns = ends_lines_with_returns(input).then_some(Self::Returns);
        byte_order(input).map(Self::Utf16).or(returns)
    }

    /// What the first line decides that is not UTF-8, and what follows it.
    pub(crate) fn of_damage(text: &[u8]) -> Self {
        if is_gb18030(text.get(..SAMPLE).unwrap_or(text)) { Self::Gb18030 } else { Self::Utf8 }
    }
}

/// Where the first line of `text` starts that is not UTF-8; a character cut at the end is none where more may follow.
pub(crate) fn first_damage(text: &[u8], may_go_on: bool) -> Option<usize> {
    let error = std::str::from_utf8(text).err().filter(|error| !may_go_on || error.error_len().is_some())?;
    Some(memchr::memrchr(b'\n', text.get(..error.valid_up_to())?).map_or(0, |at| at + 1))
}

/// The text of `input` in UTF-8; none where it is so.
pub(super) fn decode(input: &[u8], encoding: Encoding) -> Option<Rewritten> {
    match encoding {
        Encoding::Utf8 => None,
        Encoding::Utf16(order) => Some(decode_utf16(input, order)),
        Encoding::Returns => Some(with_newlines(input)),
        Encoding::Gb18030 => std::str::from_utf8(input).is_err().then(|| decode_gb18030(input)),
    }
}

/// The order of an input in UTF-16, by its mark or by the zeros of Latin text.
fn byte_order(input: &[u8]) -> Option<ByteOrder> {
    match input {
        [0xff, 0xfe, ..] => return Some(ByteOrder::Little),
        [0xfe, 0xff, ..] => return Some(ByteOrder::Big),
        _ => {}
    }
    let head = input.get(..HEAD).unwrap_or(input);
    if head.len() < 16 {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    // Mostly Latin text: the high byte of most characters is zero, the low byte of none.
    match (even * 20, odd * 20) {
        (even, odd) if odd > half * 11 && even < half => Some(ByteOrder::Little),
        (even, odd) if even > half * 11 && odd < half => Some(ByteOrder::Big),
        _ => None,
    }
}

/// Whether lines end with a carriage return alone, as old systems and some terminals write.
fn ends_lines_with_returns(input: &[u8]) -> bool {
    let head = input.get(..HEAD).unwrap_or(input);
    memchr::memchr(b'\n', head).is_none() && memchr::memchr_iter(b'\r', head).count() > 1
}

fn with_newlines(input: &[u8]) -> Rewritten {
    let text: Vec<u8> = input.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect();
    let mut rewritten = Rewritten::default();
    rewritten.copy(&text, 0..input.len());
    rewritten
}

fn decode_utf16(input: &[u8], order: ByteOrder) -> Rewritten {
    let mut rewritten = Rewritten::default();
    let start = if order.unit(input.get(..2).unwrap_or_default()) == 0xfeff { 2 } else { 0 };
    let body = input.get(start..).unwrap_or_default();
    let (mut line, mut from, mut at) = (String::new(), start, start);
    for character in char::decode_utf16(body.chunks_exact(2).map(|pair| order.unit(pair))) {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        at += 2 * character.len_utf16();
        line.push(character);
        if character == '\n' {
            rewritten.make(line.as_bytes(), from..at, None, None);
            line.clear();
            from = at;
        }
    }
    if !line.is_empty() || from < input.len() {
        rewritten.make(line.as_bytes(), from..input.len(), None, None);
    }
    if let Some(first) = rewritten.records.first_mut() {
        first.source.start = 0;
    }
    rewritten
}

/// Whether the lines of `sample` that are not UTF-8 are Chinese in GB18030 rather than damaged UTF-8.
fn is_gb18030(sample: &[u8]) -> bool {
    let (mut chinese, mut damaged) = (0_usize, 0_usize);
    for line in lines(Source { text: sample, base: 0, records: &[] }) {
        // The last line may be cut within a character.
        if line.is_terminated || chinese + damaged == 0 {
            match std::str::from_utf8(line.text) {
                Ok(_) => {}
                Err(_) if is_chinese(&line) => chinese += 1,
                Err(_) => damaged += 1,
            }
        }
    }
    chinese > damaged
}

fn is_chinese(line: &Line<'_>) -> bool {
    // Three bytes that are a character of UTF-8 are hardly ever two of GB18030 by chance.
    let lossy = String::from_utf8_lossy(line.text);
    let in_utf8 = lossy.chars().filter(|c| is_ideograph(*c)).count();
    let broken = lossy.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    if in_utf8 * 2 >= broken {
        return false;
    }
    let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(line.text) else {
        return false;
    };
    let foreign = text.chars().filter(|c| !c.is_ascii());
    let (all, ideographs) = foreign
        .fold((0_usize, 0), |(all, ideographs), c| (all + 1, ideographs + usize::from(is_ideograph(c))));
    ideographs * 10 >= all * 9
}

/// Chinese characters and the punctuation among them.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

fn decode_gb18030(input: &[u8]) -> Rewritten {
    let mut rewritten = Rewritten::default();
    let mut place = 0;
    for line in lines(Source { text: input, base: 0, records: &[] }) {
        let bytes = input.get(place..line.end).unwrap_or_default();
        if std::str::from_utf8(bytes).is_ok() {
            rewritten.copy(bytes, line.span());
        } else {
            let (text, _) = GB18030.decode_without_bom_handling(bytes);
            rewritten.make(text.as_bytes(), line.span(), None, None);
        }
        place = line.end;
    }
    rewritten
}
