//! One stack compared with many.
//!
//! Matched frames add both of their weights to the total and unmatched ones their own, so the total of two stacks is
//! always the sum of all their weights, `W_q + W_c`, and
//!
//! ```text
//! likeness = (sum over matched of (w_q + w_c) * (1 + exp(-gamma * |p_q - p_c|)) - (W_q + W_c)) / (W_q + W_c)
//! ```
//!
//! What depends on the question alone is computed once. A candidate is then read in its own order, without sorting and
//! without memory of its own: for each frame one weight and one look into a small table, which says for nearly every
//! frame that the question has none like it. The result is that of [`super::fast_similarity`].
//!
//! ```
//! use fupan_stack::similarity::{FastParameters, FastQuestion};
//!
//! let parameters = FastParameters::default();
//! let rarity = parameters.rarity(0.01);
//! let mut question = FastQuestion::new([(1, rarity), (2, rarity), (3, rarity)], &parameters);
//! assert_eq!(question.similarity([(1, rarity), (2, rarity), (3, rarity)]), 1.0);
//! assert_eq!(question.similarity([(7, rarity), (8, rarity)]), -1.0);
//! ```

use super::fast::FastParameters;

/// Places of the table, a power of two: few enough for the innermost cache, so many that a frame which is not in the
/// question seldom meets one that is.
const SLOTS: usize = 2048;
/// Positions whose weights are computed beforehand; deeper frames are rare.
const NEAR: usize = 128;

/// A stack prepared for being compared with many.
#[derive(Debug, Clone)]
pub struct FastQuestion {
    parameters: FastParameters,
    /// For each place the first occurrence whose frame falls there, counted from 1; 0 for none.
    slots: Box<[u32; SLOTS]>,
    occurrences: Vec<Occurrence>,
    /// The weight of a frame of rarity 1 by its position, from the top.
    near: Vec<f64>,
    /// What is left of an aligned pair by the difference of its positions.
    aligned: Vec<f64>,
    weight: f64,
    /// Which comparison this is.
    comparison: u64,
}

/// A frame of the question. Those of one frame are chained from the top down, so that the k-th is aligned with the
/// k-th of the candidate.
#[derive(Debug, Clone, Copy)]
struct Occurrence {
    frame: u32,
    position: usize,
    weight: f64,
    /// The next occurrence of the same place of the table, as in `slots`.
    next: u32,
    /// The comparison in which it was aligned last.
    aligned_in: u64,
}

impl FastQuestion {
    /// Prepares the frames of a stack, the innermost first, each with [`FastParameters::rarity`] of its share of
    /// stacks.
    #[must_use]
    pub fn new(frames: impl IntoIterator<Item = (u32, f64)>, parameters: &FastParameters) -> Self {
        let mut question = Self {
            parameters: *parameters,
            slots: Box::new([0; SLOTS]),
            occurrences: Vec::new(),
            near: (0..NEAR).map(|depth| parameters.near(depth)).collect(),
            aligned: (0..NEAR).map(|apart| parameters.aligned(apart)).collect(),
            weight: 0.0,
            comparison: 0,
        };
        for (position, (frame, rarity)) in frames.into_iter().enumerate() {
            let weight = question.near(position) * rarity;
            question.weight += weight;
            question.occurrences.push(Occurrence { frame, position, weight, next: 0, aligned_in: 0 });
        }
        question.chain();
        question
    }

    /// Fills the table from the last occurrence to the first, so that the first is found first.
    fn chain(&mut self) {
        let last = u32::try_from(self.occurrences.len()).unwrap_or(u32::MAX);
        for (number, occurrence) in (1..=last).rev().zip(self.occurrences.iter_mut().rev()) {
            if let Some(slot) = self.slots.get_mut(place(occurrence.frame)) {
                occurrence.next = std::mem::replace(slot, number);
            }
        }
    }

    /// The sum of the weights of its frames.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// The likeness with a stack, given like the question: from -1 (no frame in common) to 1 (the same); 0 where both
    /// are empty.
    #[must_use]
    pub fn similarity(&mut self, candidate: impl IntoIterator<Item = (u32, f64)>) -> f64 {
        self.comparison += 1;
        let (mut total, mut matched) = (self.weight, 0.0);
        for (position, (frame, rarity)) in candidate.into_iter().enumerate() {
            let weight = self.near(position) * rarity;
            total += weight;
            let first = self.slots.get(place(frame)).copied().unwrap_or_default();
            if first != 0 {
                matched += self.align(first, frame, position, weight);
            }
        }
        if total > 0.0 { ((matched - total) / total).clamp(-1.0, 1.0) } else { 0.0 }
    }

    /// What a frame of the candidate adds where the question has an occurrence that is not aligned yet.
    fn align(&mut self, first: u32, frame: u32, position: usize, weight: f64) -> f64 {
        let mut number = first;
        while let Some(occurrence) = self.occurrences.get_mut((number as usize).wrapping_sub(1)) {
            if occurrence.frame == frame && occurrence.aligned_in != self.comparison {
                occurrence.aligned_in = self.comparison;
                let apart = position.abs_diff(occurrence.position);
                let left = self.aligned.get(apart).copied();
                let left = left.unwrap_or_else(|| self.parameters.aligned(apart));
                return (occurrence.weight + weight) * (1.0 + left);
            }
            number = occurrence.next;
        }
        0.0
    }

    fn near(&self, position: usize) -> f64 {
        self.near.get(position).copied().unwrap_or_else(|| self.parameters.near(position))
    }
}

fn place(frame: u32) -> usize {
    frame as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::{WeightedSequence, fast_similarity};
    use proptest::prelude::*;

    /// Shares of 0 to 6 in a hundred, and one that is in every second stack.
    fn share(frame: u32) -> f64 {
        if frame == 3 { 0.5 } else { f64::from(frame % 7) / 100.0 }
    }

    fn weighed(frames: &[u32], parameters: &FastParameters) -> Vec<(u32, f64)> {
        frames.iter().map(|frame| (*frame, parameters.rarity(share(*frame)))).collect()
    }

    #[track_caller]
    fn check(question: &[u32], candidates: &[Vec<u32>]) {
        let parameters = FastParameters::default();
        let mut prepared = FastQuestion::new(weighed(question, &parameters), &parameters);
        for candidate in candidates {
            let pair = [question, candidate].map(|frames| WeightedSequence::new(frames, share, &parameters));
            let expected = fast_similarity(&pair[0], &pair[1], &parameters);
            let found = prepared.similarity(weighed(candidate, &parameters));
            assert!((found - expected).abs() < 1e-9, "{question:?} {candidate:?}: {found} {expected}");
        }
    }

    #[test]
    fn frames_of_one_place_are_told_apart() {
        let (one, other, third) = (5, 5 + 2048, 5 + 4096);
        check(&[one, other, one], &[vec![other, one, third], vec![third], vec![one, one, one, other]]);
    }

    #[test]
    fn deep_stacks_are_compared_whole() {
        let deep: Vec<u32> = (0..400).map(|frame| frame % 150).collect();
        let turned: Vec<u32> = deep.iter().rev().copied().collect();
        check(&deep, &[turned, deep.clone(), vec![149]]);
        check(&[149, 7], std::slice::from_ref(&deep));
        check(&[], &[deep, Vec::new()]);
    }

    proptest! {
        #[test]
        fn is_the_similarity_of_a_pair(
            question in prop::collection::vec(0_u32..9, 0..20),
            candidates in prop::collection::vec(prop::collection::vec(0_u32..9, 0..20), 1..5),
        ) {
            check(&question, &candidates);
        }
    }
}
