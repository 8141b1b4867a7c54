//! A dump prepared for comparing.

use super::corpus::CorpusStatistics;
use super::fast::{FastParameters, WeightedSequence, fast_similarity};
use crate::group::{StackGroup, StackSummary};

/// Stacks of a dump that are compared; the others are of goroutines further down.
const COMPARED: usize = 12;

/// A dump prepared for comparing with [`same_bug`].
#[derive(Debug, Clone)]
pub struct Profile {
    stacks: Vec<WeightedSequence>,
}

impl Profile {
    /// Prepares a dump; its frames are weighed by how rare they are in a corpus.
    #[must_use]
    pub fn new(dump: &StackSummary, statistics: &CorpusStatistics) -> Self {
        let parameters = FastParameters::default();
        let sequence = |stack: &StackGroup| {
            let frames: Vec<u32> =
                stack.frames.iter().map(|frame| statistics.number(&frame.function)).collect();
            WeightedSequence::new(&frames, |frame| statistics.share(frame), &parameters)
        };
        Self { stacks: dump.stacks.iter().take(COMPARED).map(sequence).collect() }
    }
}

/// The probability that two dumps show one bug, 0 to 1.
#[must_use]
pub fn same_bug(left: &Profile, right: &Profile) -> f64 {
    if left.stacks.is_empty() || right.stacks.is_empty() {
        return 0.0;
    }
    let parameters = FastParameters::default();
    let mut best_of_right = vec![-1.0; right.stacks.len()];
    let mut best_of_left = Vec::with_capacity(left.stacks.len());
    for stack in &left.stacks {
        let mut best = -1.0;
        for (other, best_of_other) in right.stacks.iter().zip(&mut best_of_right) {
            // The likeness of two stacks is the same both ways.
            let likeness = fast_similarity(stack, other, &parameters);
            best = f64::max(best, likeness);
            *best_of_other = f64::max(*best_of_other, likeness);
        }
        best_of_left.push(best);
    }
    (mean(&best_of_left) + mean(&best_of_right) + 2.0) / 4.0
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX))
}
