//! The constants of the fusion and the verdict, in one place.
//!
//! Each part is a probability that the incident is what was asked for; parts add up as independent evidence,
//! `1 - Π (1 - weight · part)`, so that no sum passes 1.

/// How many candidates each part may bring in.
pub(super) const CANDIDATES: usize = 50;

/// How many of the best hits the graph is asked around.
pub(super) const SEEDS: usize = 3;

/// Words that were taken from a stack, not written by a person: alone they make nothing known.
pub(super) const STACK_WORDS_WEIGHT: f64 = 0.75;
pub(super) const STACK_WEIGHT: f64 = 0.97;
/// All calls that were published of an incident, in a stack that has others as well: without another sign, such as the
/// error line, not known.
pub(super) const EXCERPT_WEIGHT: f64 = 0.85;
/// The graph orders incidents that text or stack found; alone it never makes one known.
pub(super) const GRAPH_WEIGHT: f64 = 0.15;
/// What links it to an incident that was asked about itself: its causes are written down, not guessed.
pub(super) const RECORD_GRAPH_WEIGHT: f64 = 0.6;

/// What a stack of runtime and library frames alone is worth.
pub(super) const LOW_INFORMATION: f64 = 0.5;

/// From this score on the best hit counts as the same thing.
pub(super) const KNOWN: f64 = 0.85;
/// From this score on the best hit is worth reading.
pub(super) const RELATED: f64 = 0.5;

/// What a question must have in common with an incident, in nats, to say all that it can: less is a single common
/// word, such as `timeout`.
pub(super) const ENOUGH_TOLD: f64 = 4.0;

/// The probability that an incident is the one a text asks for, from how much of the text it contains, its BM25 score
/// and what the text tells in all, in nats: a logistic regression over 153 judged questions, a word or a page long, in
/// Chinese, English and both, of which 84 have no answer in the corpus. In five-fold cross-validation 8 of them, among
/// them three of a single word, fell on the wrong side of one half.
pub(super) fn text_probability(coverage: f64, score: f64, told: f64) -> f64 {
    let logit = -9.11 + 2.17 * (coverage + 0.05).ln() + 2.28 * score.ln_1p() + 2.62 * score / (told + 4.0);
    1.0 / (1.0 + (-logit).exp())
}
