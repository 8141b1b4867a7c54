//! Tokens and their fields.

/// Which field of an index a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Chinese words; parts of identifiers and English words, stemmed.
    Words,
    /// Whole identifiers and their suffixes, in lower case.
    Identifiers,
    /// Every two neighbouring Chinese characters.
    Bigrams,
}

/// The fields that are asked for; what is not asked for costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSet(u8);

impl FieldSet {
    /// Every field.
    pub const ALL: Self = Self::of(&[Field::Words, Field::Identifiers, Field::Bigrams]);

    /// These fields.
    #[must_use]
    pub const fn of(fields: &[Field]) -> Self {
        let mut set = 0;
        let mut rest = fields;
        while let [first, others @ ..] = rest {
            set |= 1 << *first as u8;
            rest = others;
        }
        Self(set)
    }

    /// Whether a field is asked for.
    #[must_use]
    pub const fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u8) != 0
    }
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As it is compared.
    pub text: String,
    /// Where it belongs.
    pub field: Field,
    /// Counted over the text: one for each Chinese character and each part of an identifier.
    pub position: u32,
    /// Its first byte in the original text.
    pub start: usize,
    /// Behind its last byte in the original text.
    pub end: usize,
}

/// One token whose text is a part of the original or of the [`crate::Scratch`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRef<'a> {
    /// As it is compared.
    pub text: &'a str,
    /// Where it belongs.
    pub field: Field,
    /// Counted over the text: one for each Chinese character and each part of an identifier.
    pub position: u32,
    /// Its first byte in the original text.
    pub start: usize,
    /// Behind its last byte in the original text.
    pub end: usize,
}

impl From<TokenRef<'_>> for Token {
    fn from(token: TokenRef<'_>) -> Self {
        let TokenRef { text, field, position, start, end } = token;
        Self { text: text.to_owned(), field, position, start, end }
    }
}
