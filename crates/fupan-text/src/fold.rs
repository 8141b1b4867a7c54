//! Characters as they are compared: full-width as half-width, Traditional as Simplified; with their bytes in the
//! original.

use std::str::CharIndices;

use crate::packed::Packed;

/// A folded character with the bytes it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) character: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A text that is folded as far as it is looked at.
pub(crate) struct Folding<'a> {
    rest: CharIndices<'a>,
    packed: Packed,
    folded: &'a mut Vec<Folded>,
}

impl<'a> Folding<'a> {
    /// The characters go into `folded`, whose content is dropped.
    pub(crate) fn new(text: &'a str, packed: Packed, folded: &'a mut Vec<Folded>) -> Self {
        folded.clear();
        Self { rest: text.char_indices(), packed, folded }
    }

    /// The folded character of a number, counted from the start.
    pub(crate) fn at(&mut self, place: usize) -> Option<char> {
        while self.folded.len() <= place {
            let (start, character) = self.rest.next()?;
            let end = start + character.len_utf8();
            self.folded.push(Folded { character: fold(character, self.packed), start, end });
        }
        self.folded.get(place).map(|folded| folded.character)
    }
}

pub(crate) fn fold(character: char, packed: Packed) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        character if is_han(character) => packed.character(character).simplified,
        character => character,
    }
}

/// Whether folding makes another kind of character of it: a letter or sign of ASCII.
pub(crate) fn is_full_width(character: char) -> bool {
    matches!(character, '\u{3000}' | '\u{ff01}'..='\u{ff5e}')
}

/// Chinese characters with their extensions and compatibility forms.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '々' | '〇')
}
