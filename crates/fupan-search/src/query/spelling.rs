//! Words that no document has, as they are probably spelled: `gorutine`, `sync.WaitGruop`, `WaitGr`.
//!
//! A Latin word of at least five letters is looked up within one edit, one of nine and more within two (an exchange of
//! neighbours is one edit); where there is none such, what begins with it. Chinese words are not: of two characters one
//! edit leaves nothing.

use fupan_text::{Field as Kind, Token};
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use crate::TextIndex;

const SHORTEST: usize = 5;
const SHORTEST_FOR_TWO: usize = 9;
const SHORTEST_BEGINNING: usize = 4;
/// Longer words are encoded data.
const LONGEST: usize = 60;
/// Spellings that are tried for one word.
const MOST: usize = 3;
/// Words of one question that are looked up; in a text with more of them it is not typing that went wrong.
const MOST_WORDS: usize = 8;
/// Terms that are looked at for one word.
const LOOKED_AT: usize = 200;

/// Looks for other spellings.
pub(super) struct Spelling<'a> {
    index: &'a TextIndex,
    looked_up: usize,
}

/// A term of the index.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Near {
    /// The commonest first.
    documents: std::cmp::Reverse<u32>,
    text: String,
}

impl<'a> Spelling<'a> {
    pub(super) fn of(index: &'a TextIndex) -> Self {
        Self { index, looked_up: 0 }
    }

    /// The terms that a token of no document probably means, the likeliest first.
    pub(super) fn near(&mut self, token: &Token) -> tantivy::Result<Vec<String>> {
        let length = token.text.len();
        let is_name = token.text.bytes().any(|byte| byte.is_ascii_alphabetic());
        if token.field == Kind::Bigrams || !token.text.is_ascii() || !is_name || length > LONGEST {
            return Ok(Vec::new());
        }
        self.looked_up += 1;
        if self.looked_up > MOST_WORDS {
            return Ok(Vec::new());
        }
        let most_edits = match length {
            ..SHORTEST => 0,
            SHORTEST..SHORTEST_FOR_TWO => 1,
            _ => 2,
        };
        for edits in 1..=most_edits {
            let near = self.within(token, edits)?;
            if !near.is_empty() {
                return Ok(likeliest(near));
            }
        }
        let is_beginning = length >= SHORTEST_BEGINNING;
        if is_beginning { self.beginning_with(token).map(likeliest) } else { Ok(Vec::new()) }
    }

    fn within(&self, token: &Token, edits: u8) -> tantivy::Result<Vec<Near>> {
        let mut found = Vec::new();
        for field in self.fields(token.field) {
            let query = FuzzyTermQuery::new(Term::from_field_text(field, &token.text), edits, true);
            for segment in self.index.searcher.segment_readers() {
                let dictionary = segment.inverted_index(field)?;
                let mut terms = dictionary.terms().search(query.automaton()?).into_stream()?;
                while found.len() < LOOKED_AT && terms.advance() {
                    found.extend(Near::of(terms.key(), terms.value().doc_freq));
                }
            }
        }
        Ok(found)
    }

    fn beginning_with(&self, token: &Token) -> tantivy::Result<Vec<Near>> {
        let start = token.text.as_bytes();
        let mut found = Vec::new();
        for field in self.fields(token.field) {
            for segment in self.index.searcher.segment_readers() {
                let dictionary = segment.inverted_index(field)?;
                let mut terms = dictionary.terms().range().ge(start).into_stream()?;
                while found.len() < LOOKED_AT && terms.advance() && terms.key().starts_with(start) {
                    found.extend(Near::of(terms.key(), terms.value().doc_freq));
                }
            }
        }
        Ok(found)
    }

    fn fields(&self, kind: Kind) -> Vec<Field> {
        let fields = &self.index.fields;
        match kind {
            Kind::Words => fields.words.iter().map(|weighted| weighted.field).collect(),
            Kind::Identifiers => vec![fields.identifiers.field],
            Kind::Bigrams => Vec::new(),
        }
    }
}

impl Near {
    fn of(term: &[u8], documents: u32) -> Option<Self> {
        let text = std::str::from_utf8(term).ok()?.to_owned();
        Some(Self { documents: std::cmp::Reverse(documents), text })
    }
}

fn likeliest(mut near: Vec<Near>) -> Vec<String> {
    near.sort();
    let mut texts: Vec<String> = Vec::new();
    for Near { text, .. } in near {
        if texts.len() < MOST && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}
