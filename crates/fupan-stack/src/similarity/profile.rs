//! A dump prepared for comparing.

use super::corpus::CorpusStatistics;
use super::fast::{FastParameters, WeightedSequence, fast_similarity};
use crate::group::StackSummary;

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
        let sequence = |stack: &crate::group::StackGroup| {
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
    let parameters = FastParameters::default();
    let best = |from: &Profile, to: &Profile| {
        let best_of = |stack: &WeightedSequence| {
            to.stacks.iter().map(|other| fast_similarity(stack, other, &parameters)).fold(-1.0, f64::max)
        };
        let count = f64::from(u32::try_from(from.stacks.len().max(1)).unwrap_or(u32::MAX));
        from.stacks.iter().map(best_of).sum::<f64>() / count
    };
    if left.stacks.is_empty() || right.stacks.is_empty() {
        return 0.0;
    }
    (best(left, right) + best(right, left) + 2.0) / 4.0
}
