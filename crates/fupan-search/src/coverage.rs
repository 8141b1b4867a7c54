//! How much of a question a document contains.
//!
//! Words of a question overlap: `未透传` is one word of the domain and three of the dictionary. So the question is cut
//! at every edge of a word, and each part tells as much as the most telling word in which it stands gives it. A part is
//! there if a word in which it stands is, or the whole identifier, or each two neighbouring characters of a Chinese word
//! that the document cuts in another way.

use std::ops::Range;

use fupan_text::Field as Kind;

use crate::query::Asked;

/// What a word tells at most, in nats: as much as one that every fiftieth document has. A word that no document has is
/// no more telling than a rare one.
const MOST_TOLD: f64 = 4.0;
/// A character alone is half a word.
const CHARACTER_ALONE: f64 = 0.5;
/// A number is found everywhere; what makes it telling, such as `go1.24`, is an identifier.
const NUMBER: f64 = 0.25;

/// A question in parts.
pub(crate) struct QuestionParts {
    parts: Vec<Part>,
    told: f64,
}

struct Part {
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

    /// The share of it that a document with the tokens of these places, in order, contains.
    #[expect(clippy::cast_possible_truncation, reason = "a share of 0 to 1")]
    pub(crate) fn coverage(&self, asked: &[Asked], places: &[usize]) -> f32 {
        let is_there = |part: &&Part| part.covering.iter().any(|place| is_contained(*place, asked, places));
        let contained = self.parts.iter().filter(is_there).fold(0.0, |sum, part| sum + part.told);
        if self.told > 0.0 { (contained / self.told) as f32 } else { 0.0 }
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
        Some(Self { told, covering })
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn share(part: &Range<usize>, word: &Range<usize>) -> f64 {
    part.len() as f64 / word.len().max(1) as f64
}

fn told_by(word: &Asked) -> f64 {
    word.rarity.min(MOST_TOLD) * share_of_a_word(&word.text)
}

/// How much of a word a token is.
pub(crate) fn share_of_a_word(token: &str) -> f64 {
    if token.bytes().all(|byte| byte.is_ascii_digit()) {
        NUMBER
    } else if token.chars().count() == 1 {
        CHARACTER_ALONE
    } else {
        1.0
    }
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
