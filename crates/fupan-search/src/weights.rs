//! What weighs how much in the text index: the one place of these numbers.
//!
//! Those of words, pairs and closeness were chosen on labelled sets of Chinese and English texts of other domains, those
//! of the fields of an incident on judged questions (`benches/README.md` has both, with what a change of each costs).

/// The word fields, in the order in which a document lists them.
pub(crate) const WORD_FIELDS: [(&str, f32); 6] =
    [("title", 1.6), ("body", 1.0), ("symbol", 0.8), ("error", 1.3), ("pattern", 0.7), ("service", 0.8)];
/// Whole identifiers and their ends, beside their parts among the words.
pub(crate) const IDENTIFIER: f32 = 0.6;
/// Pairs of Chinese characters, beside the words they are in.
pub(crate) const BIGRAM: f32 = 0.2;
/// What the other fields add to the best one.
pub(crate) const TIE_BREAKER: f32 = 0.15;

/// What a match adds grows with this power of how telling its word is, on top of BM25's own.
pub(crate) const RARITY_POWER: f64 = 0.15;
/// A word that only holds the sentence together.
pub(crate) const FUNCTION_WORD: f64 = 0.35;
/// A Chinese character, or a letter, that is a word alone.
const CHARACTER_ALONE: f64 = 0.7;
/// A number is found everywhere; what makes it telling, such as `go1.24`, is an identifier.
const NUMBER: f64 = 0.4;
/// A word as it is probably spelled, in the place of one that no document has.
pub(crate) const OTHER_SPELLING: f64 = 0.6;

/// Another word of the same meaning.
pub(crate) const MEANING: f32 = 0.6;
/// How much of a word of the question another word of the same meaning stands for.
pub(crate) const MEANING_COVERS: f64 = 0.85;

/// Two neighbours of the question that are neighbours in the document.
pub(crate) const CLOSENESS: f64 = 0.6;
/// Neighbours that stand farther apart than this are none.
pub(crate) const FARTHEST: u32 = 5;

/// Distinct tokens of a question that are asked, the most telling first; a longer text is cut to them.
pub(crate) const MOST_TOKENS: usize = 128;
/// Meanings of a question that are asked for.
pub(crate) const MOST_MEANINGS: usize = 24;
/// The best documents by their words, which are looked at closely.
pub(crate) const LOOKED_AT_CLOSELY: usize = 60;
/// Documents collected beyond those that are asked for, so that equal scores at the edge are ordered by id.
pub(crate) const EDGE: usize = 40;

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
