//! Words that stand one behind the other, across Chinese and code.
//!
//! Every field counts positions in the same way, one for each Chinese character and each part of an identifier, over
//! all texts of a document. So the phrase `sync.Map误用` is the words `sync` and `map` and the pair `误用` at three
//! places in a row, whatever fields they stand in and however the document is cut into words.

use std::collections::BTreeSet;

use fupan_text::{Analyzer, Field as Kind, Token};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::schema::Fields;

/// Terms that may stand for a single character at the start of a pair.
const MOST_PAIRS: usize = 64;

/// What is looked for: places from left to right.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    places: Vec<Place>,
    /// How many other words may stand between two neighbours.
    slack: u32,
}

#[derive(Debug, Clone)]
struct Place {
    position: u32,
    kind: Kind,
    text: String,
}

/// How a text is looked for as a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// Word for word.
    Exact,
    /// Its telling words, with up to two others between neighbours.
    Loose,
}

impl Phrase {
    /// None where the text has no word.
    pub(crate) fn of(analyzer: &Analyzer, text: &str, wording: Wording) -> Option<Self> {
        let tokens = analyzer.analyze(text);
        let mut places: Vec<Place> = tokens.iter().filter_map(|token| place(token, &tokens)).collect();
        let slack = match wording {
            Wording::Exact => 0,
            Wording::Loose => {
                leave_out_function_words(&mut places, analyzer, &tokens);
                2
            }
        };
        places.sort_by_key(|place| place.position);
        (!places.is_empty()).then_some(Self { places, slack })
    }

    /// The documents of a segment that hold it, in order.
    pub(crate) fn documents(&self, segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<DocId>> {
        let mut lists = Vec::new();
        for place in &self.places {
            lists.push(place.postings(segment, fields)?);
        }
        let Some(rarest) =
            lists.iter().min_by_key(|list| list.iter().map(SegmentPostings::doc_freq).sum::<u32>())
        else {
            return Ok(Vec::new());
        };
        let candidates = all_documents(rarest);
        let alive = |document: &DocId| segment.alive_bitset().is_none_or(|alive| alive.is_alive(*document));
        Ok(candidates
            .into_iter()
            .filter(alive)
            .filter(|document| self.stands_in(*document, &mut lists))
            .collect())
    }

    fn stands_in(&self, document: DocId, lists: &mut [Vec<SegmentPostings>]) -> bool {
        let mut reached: Option<(u32, Vec<u32>)> = None;
        for (place, list) in self.places.iter().zip(lists) {
            let positions = positions(list, document);
            let kept = match &reached {
                None => positions,
                Some((before, at)) => {
                    let distance = place.position - before;
                    let follows = |position: &u32| {
                        at.iter().any(|earlier| {
                            let gap = position.wrapping_sub(*earlier);
                            (distance..=distance + self.slack).contains(&gap)
                        })
                    };
                    positions.into_iter().filter(follows).collect()
                }
            };
            if kept.is_empty() {
                return false;
            }
            reached = Some((place.position, kept));
        }
        true
    }
}

/// Latin words by their parts, Chinese by pairs of characters.
fn place(token: &Token, tokens: &[Token]) -> Option<Place> {
    let counts = match token.field {
        Kind::Bigrams => true,
        Kind::Words => !tokens.iter().any(|other| takes_the_place_of(other, token)),
        Kind::Identifiers => false,
    };
    counts.then(|| Place { position: token.position, kind: token.field, text: token.text.clone() })
}

/// Pairs stand for the Chinese words over them, parts for the name that was cut into them.
fn takes_the_place_of(other: &Token, word: &Token) -> bool {
    match other.field {
        Kind::Bigrams => other.start <= word.start && word.start < other.end,
        Kind::Words => other.start == word.start && other.end < word.end,
        Kind::Identifiers => false,
    }
}

/// What stands in a function word is left out, where enough is left to go by; what is left moves together.
fn leave_out_function_words(places: &mut Vec<Place>, analyzer: &Analyzer, tokens: &[Token]) {
    let mut left_out: BTreeSet<u32> = BTreeSet::new();
    for word in tokens.iter().filter(|token| analyzer.is_function_word(token)) {
        let characters = u32::try_from(word.text.chars().count()).unwrap_or(u32::MAX);
        let width = if word.text.is_ascii() { 1 } else { characters };
        left_out.extend(word.position..word.position.saturating_add(width));
    }
    let moved = |place: &Place| {
        let before = left_out.range(..place.position).count();
        let position = place.position.saturating_sub(u32::try_from(before).unwrap_or(u32::MAX));
        Place { position, ..place.clone() }
    };
    let told = places.iter().filter(|place| !left_out.contains(&place.position));
    let told: Vec<Place> = told.map(moved).collect();
    // A single word, or two characters, would stand for more than the phrase.
    if told.len() > 1 {
        *places = told;
    }
}

impl Place {
    /// The lists of the terms that may stand here.
    fn postings(&self, segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<SegmentPostings>> {
        let mut lists = Vec::new();
        let is_character = self.kind == Kind::Bigrams && self.text.chars().count() == 1;
        let mut asked: Vec<Field> = Vec::new();
        if self.kind == Kind::Words || is_character {
            asked.extend(fields.words.iter().map(|weighted| weighted.field));
        }
        if self.kind == Kind::Bigrams {
            asked.push(fields.bigrams.field);
        }
        for field in asked {
            let index = segment.inverted_index(field)?;
            let term = Term::from_field_text(field, &self.text);
            lists.extend(index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        if is_character {
            lists.extend(self.pairs(segment, fields.bigrams.field)?);
        }
        Ok(lists)
    }

    /// A character alone stands at the start of pairs.
    fn pairs(&self, segment: &SegmentReader, field: Field) -> tantivy::Result<Vec<SegmentPostings>> {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().range().gt(self.text.as_bytes()).into_stream()?;
        let mut lists = Vec::new();
        while lists.len() < MOST_PAIRS && terms.advance() && terms.key().starts_with(self.text.as_bytes()) {
            let info = terms.value().clone();
            lists.push(index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?);
        }
        Ok(lists)
    }
}

fn all_documents(lists: &[SegmentPostings]) -> BTreeSet<DocId> {
    let mut documents = BTreeSet::new();
    for list in lists {
        let mut list = list.clone();
        while list.doc() != TERMINATED {
            documents.insert(list.doc());
            list.advance();
        }
    }
    documents
}

/// Where the terms stand in a document; documents are asked for in order.
fn positions(lists: &mut [SegmentPostings], document: DocId) -> Vec<u32> {
    let mut all = Vec::new();
    for list in lists {
        if list.doc() < document {
            list.seek(document);
        }
        if list.doc() == document {
            list.append_positions_with_offset(0, &mut all);
        }
    }
    all
}
