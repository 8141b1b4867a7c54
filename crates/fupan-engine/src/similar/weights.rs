//! The constants of the fusion and the verdict, in one place.
//!
//! Each part is a probability that the incident is what was asked for; parts add up as independent evidence,
//! `1 - Π (1 - weight · part)`, so that no sum passes 1.

use fupan_search::{TextHit, TextHits};

/// How many candidates each part may bring in.
pub(super) const CANDIDATES: usize = 50;

/// How many of the best hits the graph is asked around.
pub(super) const SEEDS: usize = 3;

/// Words that were taken from a stack, not written by a person: alone they make nothing known.
pub(super) const STACK_WORDS_WEIGHT: f64 = 0.8;
pub(super) const STACK_WEIGHT: f64 = 0.97;
/// All calls that were published of an incident, in a stack that has others as well: without another sign, such as the
/// error line, not known.
pub(super) const EXCERPT_WEIGHT: f64 = 0.85;
/// The graph orders incidents that text or stack found; alone it never makes one known.
pub(super) const GRAPH_WEIGHT: f64 = 0.15;
/// What links it to an incident that was asked about itself: its causes are written down, not guessed.
pub(super) const RECORD_GRAPH_WEIGHT: f64 = 0.6;

/// From this confidence on a pattern counts as shown by the input.
pub(super) const SHOWN: f64 = 0.5;
/// What it is worth for an incident that its root cause is shown by the input. The words of a stack are often the very
/// line that shows it: both together make nothing known, as neither does.
pub(super) const CAUSE_WEIGHT: f64 = 0.2;

/// What a stack of runtime and library frames alone is worth.
pub(super) const LOW_INFORMATION: f64 = 0.5;

/// From this score on the best hit counts as the same thing.
pub(super) const KNOWN: f64 = 0.85;
/// From this score on the best hit is worth reading.
pub(super) const RELATED: f64 = 0.5;

/// What a question must have in common with an incident, in nats, to say all that it can: less is a single common
/// word, such as `timeout`.
pub(super) const ENOUGH_TOLD: f64 = 4.0;

/// What the text part judges an incident by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextEvidence {
    /// How much of the text the incident contains, 0 to 1.
    pub coverage: f64,
    /// Its BM25 score.
    pub score: f64,
    /// What the text tells in all, in nats.
    pub told: f64,
}

/// A logistic regression over the judged questions of the split `fit`, of which a third has no answer; how it was fitted
/// and what it is worth on others is in `benches/calibration_questions/report.md`.
const OFFSET: f64 = -6.78;
const FEATURE_WEIGHTS: [f64; 3] = [1.72, 2.03, 0.55];

impl TextEvidence {
    pub(super) fn of(found: &TextHits, hit: &TextHit) -> Self {
        Self { coverage: f64::from(hit.coverage), score: f64::from(hit.score), told: f64::from(found.told) }
    }

    /// The numbers that the probability is a logistic function of.
    #[must_use]
    pub fn features(&self) -> [f64; 3] {
        let Self { coverage, score, told } = self;
        [(coverage + 0.05).ln(), score.ln_1p(), score / (told + 4.0)]
    }

    /// The probability that the incident helps with what the text asks.
    pub(super) fn probability(&self) -> f64 {
        let sum: f64 =
            FEATURE_WEIGHTS.iter().zip(self.features()).map(|(weight, number)| weight * number).sum();
        1.0 / (1.0 + (-(OFFSET + sum)).exp())
    }
}
