//! How much of a question a document contains.
//!
//! Words of a question overlap: `未透传` is one word of the domain and three of the dictionary. So the question is cut
//! at every edge of a word, and each part tells as much as the most telling word in which it stands gives it. A part is
//! there if a word in which it stands is, or the whole identifier, or each two neighbouring characters of a Chinese word
//! that the document cuts in another way.

use std::ops::Range;

use fupan_text::Field as Kind;

use crate::query::{Asked, Meaning, Said};
use crate::weights::{self, share_of_a_word};

/// What a word tells at most, in nats: as much as one that every fiftieth document has. A word that no document has is
/// no more telling than a rare one.
const MOST_TOLD: f64 = 4.0;

/// A question in parts.
pub(crate) struct QuestionParts {
    parts: Vec<Part>,
    told: f64,
}

struct Part {
    span: Range<usize>,
    told: f64,
    /// What stands over it: places in the asked tokens.
    covering: Vec<usize>,
}

impl QuestionParts {
    pub(crate) fn of(asked: &[Asked]) -> Self {
        let words = || asked.iter().filter(|token| token.kind == Kind::Words);
        let mut edges: Vec<usize> = words().flat_map(|word| [word.span.start, word.span.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut parts = Vec::new();
        for pair in edges.windows(2) {
            let [start, end] = *pair else { continue };
            parts.extend(Part::of(start..end, asked));
        }
        let told = parts.iter().map(|part| part.told).sum();
        Self { parts, told }
    }

    /// What the whole question tells, in nats.
    #[expect(clippy::cast_possible_truncation, reason = "a few nats")]
    pub(crate) fn told(&self) -> f32 {
        self.told as f32
    }

    /// The share of it that a document has: with the tokens of these places, in order, or in other words.
    #[expect(clippy::cast_possible_truncation, reason = "a share of 0 to 1")]
    pub(crate) fn coverage(&self, asked: &[Asked], places: &[usize], said: &[(&Meaning, &Said)]) -> f32 {
        let contained = self.parts.iter().map(|part| part.told * part.contained(asked, places, said));
        if self.told > 0.0 { (contained.sum::<f64>() / self.told) as f32 } else { 0.0 }
    }
}

impl Part {
    fn of(span: Range<usize>, asked: &[Asked]) -> Option<Self> {
        let covers = |token: &Asked| {
            token.kind != Kind::Bigrams && token.span.start <= span.start && span.end <= token.span.end
        };
        let covering: Vec<usize> =
            asked.iter().enumerate().filter(|(_, token)| covers(token)).map(|(place, _)| place).collect();
        let words = covering.iter().filter_map(|place| asked.get(*place));
        let told = words
            .filter(|token| token.kind == Kind::Words)
            .map(|word| told_by(word) * share(&span, &word.span));
        let told = told.reduce(f64::max)?;
        Some(Self { span, told, covering })
    }

    /// How much of it a document has, 0 to 1.
    fn contained(&self, asked: &[Asked], places: &[usize], said: &[(&Meaning, &Said)]) -> f64 {
        let words = self.covering.iter().filter(|place| is_contained(**place, asked, places));
        let words = words.filter_map(|place| asked.get(*place)).map(|word| match word.is_respelled {
            true => weights::OTHER_SPELLING,
            false => 1.0,
        });
        let is_meant =
            |meaning: &Meaning| meaning.span.start <= self.span.start && self.span.end <= meaning.span.end;
        let meant = said.iter().filter(|(meaning, _)| is_meant(meaning));
        let meant = meant.map(|(_, said)| weights::MEANING_COVERS * f64::from(said.weight));
        words.chain(meant).fold(0.0, f64::max)
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn share(part: &Range<usize>, word: &Range<usize>) -> f64 {
    part.len() as f64 / word.len().max(1) as f64
}

/// A function word tells nothing.
fn told_by(word: &Asked) -> f64 {
    if word.is_function_word { 0.0 } else { word.rarity.min(MOST_TOLD) * share_of_a_word(&word.text) }
}

fn is_contained(place: usize, asked: &[Asked], places: &[usize]) -> bool {
    places.contains(&place) || asked.get(place).is_some_and(|word| is_spelled_out(word, asked, places))
}

/// A Chinese word that the document cuts in another way is there if each two neighbouring characters of it are.
fn is_spelled_out(word: &Asked, asked: &[Asked], places: &[usize]) -> bool {
    let inside = |token: &Asked| {
        token.kind == Kind::Bigrams && word.span.start <= token.span.start && token.span.end <= word.span.end
    };
    let mut pairs = asked.iter().enumerate().filter(|(_, token)| inside(token)).peekable();
    pairs.peek().is_some() && pairs.all(|(place, _)| places.contains(&place))
}
