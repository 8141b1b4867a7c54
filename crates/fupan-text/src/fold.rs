//! Characters as they are compared: full-width as half-width, Traditional as Simplified; with their bytes in the
//! original.

use crate::packed::Packed;

/// A folded character with the bytes it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) character: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

pub(crate) fn fold(text: &str, packed: &Packed) -> Vec<Folded> {
    let place = |(start, character): (usize, char)| Folded {
        character: fold_character(character, packed),
        start,
        end: start + character.len_utf8(),
    };
    text.char_indices().map(place).collect()
}

fn fold_character(character: char, packed: &Packed) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        character if is_han(character) => packed.simplified(character),
        character => character,
    }
}

/// Chinese characters with their extensions and compatibility forms.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '々' | '〇')
}
