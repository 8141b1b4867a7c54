//! Stems of English words, with those of the last words kept: a text has few different ones.

use rust_stemmers::{Algorithm, Stemmer};

/// Longer words are kept but not stemmed.
const LONGEST_STEMMED: usize = 40;
/// Longer words are stemmed each time.
const LONGEST_KEPT: usize = 16;
/// A stem is the beginning of its word and at most this many letters in the place of the rest: `happi` of `happy`.
const LONGEST_TAIL: usize = 6;
/// How many words are kept at first, and at most. A question is not worth more than the first.
const FEWEST: usize = 64;
const MOST: usize = 8_192;

/// The stemmer of English words.
pub(crate) struct Stems {
    stemmer: Stemmer,
}

/// What a thread remembers of stems.
#[derive(Debug, Default)]
pub(crate) struct KnownStems {
    /// Each word has one place; the last one there stays.
    known: Vec<Known>,
    /// Words that were not known, since there were as many places.
    unknown: usize,
    /// A stem that is not the beginning of its word.
    stem: String,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Word {
    ends: [u64; 2],
    length: u8,
}

#[derive(Debug, Default, Clone, Copy)]
struct Known {
    word: Word,
    /// How many letters of the word begin the stem.
    kept: u8,
    tail_length: u8,
    tail: [u8; LONGEST_TAIL],
}

impl Stems {
    pub(crate) fn new() -> Self {
        Self { stemmer: Stemmer::create(Algorithm::English) }
    }

    /// The stem of a word in lower case. What is no English word is its own.
    pub(crate) fn stem<'a>(&self, word: &'a str, known: &'a mut KnownStems) -> &'a str {
        if word.len() > LONGEST_STEMMED || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return word;
        }
        let Some(key) = Word::new(word) else { return known.set(self.stemmer.stem(word).as_ref()) };
        if let Some(found) = known.find(key) {
            return found.stem_of(word, &mut known.stem);
        }
        let stem = self.stemmer.stem(word);
        if let Some(new) = Known::new(key, word, &stem) {
            known.keep(new);
        }
        known.set(&stem)
    }
}

impl KnownStems {
    fn find(&self, word: Word) -> Option<Known> {
        let place = word.place(self.known.len())?;
        self.known.get(place).filter(|known| known.word == word).copied()
    }

    fn keep(&mut self, new: Known) {
        self.unknown += 1;
        if self.unknown > self.known.len() && self.known.len() < MOST {
            let places = (self.known.len() * 4).clamp(FEWEST, MOST);
            self.known = vec![Known::default(); places];
            self.unknown = 0;
        }
        if let Some(slot) = new.word.place(self.known.len()).and_then(|place| self.known.get_mut(place)) {
            *slot = new;
        }
    }

    fn set(&mut self, stem: &str) -> &str {
        self.stem.clear();
        self.stem.push_str(stem);
        &self.stem
    }
}

impl Known {
    fn new(key: Word, word: &str, stem: &str) -> Option<Self> {
        let kept = word.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
        let rest = stem.as_bytes().get(kept..)?;
        let mut tail = [0; LONGEST_TAIL];
        tail.get_mut(..rest.len())?.copy_from_slice(rest);
        Some(Self {
            word: key,
            kept: u8::try_from(kept).ok()?,
            tail_length: u8::try_from(rest.len()).ok()?,
            tail,
        })
    }

    #[inline]
    fn stem_of<'a>(self, word: &'a str, stem: &'a mut String) -> &'a str {
        let kept = word.get(..usize::from(self.kept)).unwrap_or_default();
        if self.tail_length == 0 {
            return kept;
        }
        stem.clear();
        stem.push_str(kept);
        stem.extend(self.tail.iter().take(usize::from(self.tail_length)).map(|byte| char::from(*byte)));
        stem
    }
}

impl Word {
    /// The whole word in numbers: its first and last letters, which overlap in most.
    fn new(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let length = u8::try_from(bytes.len()).ok().filter(|_| bytes.len() <= LONGEST_KEPT)?;
        let ends = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            [u64::from_le_bytes(*first), u64::from_le_bytes(*last)]
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            [u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last))]
        } else {
            let mut first = [0; 8];
            bytes.iter().zip(&mut first).for_each(|(byte, slot)| *slot = *byte);
            [u64::from_le_bytes(first), 0]
        };
        Some(Self { ends, length })
    }

    fn place(self, places: usize) -> Option<usize> {
        let [first, last] = self.ends;
        let mixed = (first ^ last.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let bits = places.checked_ilog2()?;
        usize::try_from(mixed >> (u64::BITS - bits)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word that is known has the stem that it had.
    #[test]
    fn known_stems_are_the_stemmer_s() {
        let stems = Stems::new();
        let mut known = KnownStems::default();
        let words = "happy dying skies organization organizational relational generously ox a be the goroutines \
                     incomprehensibilities internationalization antidisestablishmentarianism abcdefghijklmnop";
        for _ in 0..3 {
            for word in words.split_whitespace() {
                assert_eq!(stems.stem(word, &mut known), stems.stemmer.stem(word));
            }
            for number in 0..20_000_u32 {
                let word: String =
                    format!("{number:x}ing").chars().filter(char::is_ascii_alphabetic).collect();
                assert_eq!(stems.stem(&word, &mut known), stems.stemmer.stem(&word));
            }
        }
        assert!(known.known.len() <= MOST);
    }
}
