//! The tokens of one field of a document in a row of characters, as the index takes them.
//!
//! Each token is the distance of its position from the one before, its length in bytes, both as one character, and its
//! text: `sync` and `map` beside each other are `\u{0}\u{4}sync\u{1}\u{3}map`. So a document is a few strings however
//! many tokens it has, and the index reads each token into the same place.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The tokenizer of fields that are rows of tokens.
pub(crate) const TOKENIZER: &str = "row";
/// Positions between two texts of a field: no phrase reaches from one into the next.
const GAP: u32 = 100;
/// tantivy leaves out longer ones.
const LONGEST: usize = u16::MAX as usize - 5;

/// Writes tokens, one text after the other.
#[derive(Debug, Default)]
pub(crate) struct TokenRow {
    pub(crate) text: String,
    pub(crate) count: u64,
    /// The position at which the present text begins.
    begin: u32,
    /// The position of the last token.
    last: u32,
}

impl TokenRow {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        (self.count, self.begin, self.last) = (0, 0, 0);
    }

    /// Empties it for another field of the document, in which positions go on: words of one text are neighbours in
    /// whatever fields they stand.
    pub(crate) fn begin_field(&mut self) {
        self.text.clear();
        (self.count, self.last) = (0, 0);
    }

    /// Adds a token of the present text. Positions do not go back.
    #[inline]
    pub(crate) fn push(&mut self, position: u32, text: &str) {
        let Some(length) = u32::try_from(text.len()).ok().filter(|_| text.len() <= LONGEST) else { return };
        let distance = self.begin.saturating_add(position).saturating_sub(self.last);
        self.last = self.last.saturating_add(distance);
        self.text.push(character(distance));
        self.text.push(character(length));
        self.text.push_str(text);
        self.count += 1;
    }

    /// Ends a text with so many positions.
    pub(crate) fn end_text(&mut self, positions: u32) {
        self.begin = self.begin.saturating_add(positions).saturating_add(GAP);
    }
}

/// Characters leave out the numbers of the surrogates.
const SURROGATES: u32 = 0xd800;
const SURROGATE_COUNT: u32 = 0x800;

fn character(number: u32) -> char {
    let number = if number < SURROGATES { number } else { number.saturating_add(SURROGATE_COUNT) };
    char::from_u32(number).unwrap_or(char::MAX)
}

fn number(character: char) -> u32 {
    let number = u32::from(character);
    if number < SURROGATES { number } else { number - SURROGATE_COUNT }
}

/// Reads a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowTokenizer {
    token: Token,
}

/// The tokens of a row.
pub(crate) struct RowStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for RowTokenizer {
    type TokenStream<'a> = RowStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> RowStream<'a> {
        self.token.position = 0;
        RowStream { rest: text, token: &mut self.token }
    }
}

impl RowStream<'_> {
    fn read(&mut self) -> Option<()> {
        let mut characters = self.rest.chars();
        let (distance, length) = (characters.next()?, characters.next()?);
        let (text, rest) = characters.as_str().split_at_checked(number(length) as usize)?;
        self.token.position += number(distance) as usize;
        self.token.text.clear();
        self.token.text.push_str(text);
        self.rest = rest;
        Some(())
    }
}

impl TokenStream for RowStream<'_> {
    fn advance(&mut self) -> bool {
        self.read().is_some()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(row: &TokenRow) -> Vec<(usize, String)> {
        let mut tokenizer = RowTokenizer::default();
        let mut read = Vec::new();
        tokenizer
            .token_stream(&row.text)
            .process(&mut |token| read.push((token.position, token.text.clone())));
        read
    }

    proptest! {
        /// Tokens come back as they were put in, each text beyond the reach of the one before.
        #[test]
        fn rows_are_read_as_they_were_written(
            texts in prop::collection::vec(prop::collection::vec((0..70_000_u32, "\\PC{1,4}|\\x00"), 0..8), 0..4)
        ) {
            let mut row = TokenRow::default();
            let (mut expected, mut begin) = (Vec::new(), 0);
            for text in texts {
                let mut position = 0;
                for (distance, token) in text {
                    position += distance;
                    row.push(position, &token);
                    expected.push(((begin + position) as usize, token));
                }
                row.end_text(position + 1);
                begin += position + 1 + GAP;
            }
            prop_assert_eq!(row.count, expected.len() as u64);
            prop_assert_eq!(read(&row), expected);
        }
    }

    #[test]
    fn what_the_index_would_drop_is_not_counted() {
        let mut row = TokenRow::default();
        row.push(0, &"x".repeat(LONGEST + 1));
        row.push(1, &"x".repeat(LONGEST));
        assert_eq!((row.count, read(&row).len()), (1, 1));
    }
}
