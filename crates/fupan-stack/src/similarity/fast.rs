//! How alike two stacks are, in time linear in their length.
//!
//! The formula is FaST (Rodrigues, Aloise and Fernandes, "FaST: A linear time stack trace alignment heuristic for crash
//! report deduplication", MSR 2022). A frame weighs more the nearer it is to the top and the rarer it is in the corpus:
//! `w(i, f) = i^-alpha * exp(-beta * 100 * df(f) / N)`. The k-th occurrence of a frame in one stack is aligned with the
//! k-th in the other; aligned frames add to the likeness, the more the closer their positions, unmatched ones take away.
//!
//! ```
//! use fupan_stack::similarity::{FastParameters, WeightedSequence, fast_similarity};
//!
//! let parameters = FastParameters::default();
//! let share = |_frame: u32| 0.01;
//! let known = WeightedSequence::new(&[1, 2, 3], share, &parameters);
//! let other = WeightedSequence::new(&[7, 8, 9], share, &parameters);
//! assert_eq!(fast_similarity(&known, &known, &parameters), 1.0);
//! assert_eq!(fast_similarity(&known, &other, &parameters), -1.0);
//! ```

use std::cmp::Ordering;

/// The constants of the formula; all are zero or more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FastParameters {
    /// How fast the weight falls with the distance from the top.
    pub alpha: f64,
    /// How fast the weight falls with the share of stacks a frame is in.
    pub beta: f64,
    /// How fast an aligned pair loses with the difference of its positions.
    pub gamma: f64,
}

impl Default for FastParameters {
    fn default() -> Self {
        Self { alpha: 0.2, beta: 0.1, gamma: 0.3 }
    }
}

impl FastParameters {
    /// How much a frame weighs by the part (0 to 1) of all stacks that hold it, whatever its position.
    #[must_use]
    pub fn rarity(&self, share: f64) -> f64 {
        (-self.beta * 100.0 * share).exp()
    }

    /// How much a frame weighs by how many frames stand above it, whatever its rarity.
    pub(super) fn near(&self, above: usize) -> f64 {
        (1.0 + decimal(above)).powf(-self.alpha)
    }

    /// What an aligned pair keeps where its positions differ by so many.
    pub(super) fn aligned(&self, apart: usize) -> f64 {
        (-self.gamma * decimal(apart)).exp()
    }
}

fn decimal(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct WeightedFrame {
    frame: u32,
    position: u32,
    weight: f64,
}

/// A stack prepared for comparing: frames by id, then by position, each with its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedSequence {
    frames: Vec<WeightedFrame>,
}

impl WeightedSequence {
    /// Prepares `frames`, the innermost call first. `share` gives the part (0 to 1) of all stacks that hold a frame.
    #[must_use]
    pub fn new(frames: &[u32], share: impl Fn(u32) -> f64, parameters: &FastParameters) -> Self {
        let weighted = |(position, &frame): (u32, &u32)| {
            let near = f64::from(position).powf(-parameters.alpha);
            WeightedFrame { frame, position, weight: near * parameters.rarity(share(frame)) }
        };
        let mut frames: Vec<_> = (1..).zip(frames).map(weighted).collect();
        frames.sort_unstable_by_key(|entry| (entry.frame, entry.position));
        Self { frames }
    }
}

/// The likeness of two stacks, from -1 (no frame in common) to 1 (the same); 0 where both are empty.
#[must_use]
pub fn fast_similarity(
    left: &WeightedSequence,
    right: &WeightedSequence,
    parameters: &FastParameters,
) -> f64 {
    let (mut likeness, mut total) = (0.0, 0.0);
    let (mut left, mut right) = (left.frames.iter().peekable(), right.frames.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (Some(l), Some(r)) => l.frame.cmp(&r.frame),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        let l = if order.is_le() { left.next() } else { None };
        let r = if order.is_ge() { right.next() } else { None };
        let weight = l.map_or(0.0, |l| l.weight) + r.map_or(0.0, |r| r.weight);
        total += weight;
        likeness += match (l, r) {
            (Some(l), Some(r)) => {
                weight * (-parameters.gamma * f64::from(l.position.abs_diff(r.position))).exp()
            }
            _ => -weight,
        };
    }
    if total > 0.0 { (likeness / total).clamp(-1.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn similarity(left: &[u32], right: &[u32]) -> f64 {
        let parameters = FastParameters::default();
        let sequence =
            |frames: &[u32]| WeightedSequence::new(frames, |frame| f64::from(frame % 7) / 10.0, &parameters);
        fast_similarity(&sequence(left), &sequence(right), &parameters)
    }

    #[test]
    fn a_frame_more_at_the_end_costs_less_than_one_at_the_top() {
        assert!(similarity(&[1, 2, 3], &[1, 2, 3, 4]) > similarity(&[1, 2, 3], &[4, 1, 2, 3]));
    }

    #[test]
    fn empty_stacks_are_like_nothing() {
        assert_eq!(similarity(&[], &[]), 0.0);
        assert_eq!(similarity(&[], &[1]), -1.0);
    }

    /// The formula written out without sorting, occurrence by occurrence.
    fn plain(left: &[u32], right: &[u32]) -> f64 {
        let parameters = FastParameters::default();
        let weight = |position: usize, frame: u32| {
            (position as f64).powf(-parameters.alpha)
                * (-parameters.beta * 100.0 * f64::from(frame % 7) / 10.0).exp()
        };
        let positions = |frames: &[u32], frame: u32| -> Vec<usize> {
            frames.iter().enumerate().filter(|entry| *entry.1 == frame).map(|entry| entry.0 + 1).collect()
        };
        let all: std::collections::BTreeSet<u32> = left.iter().chain(right).copied().collect();
        let (mut sum, mut total) = (0.0, 0.0);
        for frame in all {
            let (l, r) = (positions(left, frame), positions(right, frame));
            for k in 0..l.len().max(r.len()) {
                let w =
                    l.get(k).map_or(0.0, |p| weight(*p, frame)) + r.get(k).map_or(0.0, |p| weight(*p, frame));
                total += w;
                sum += match (l.get(k), r.get(k)) {
                    (Some(p), Some(q)) => w * (-parameters.gamma * p.abs_diff(*q) as f64).exp(),
                    _ => -w,
                };
            }
        }
        if total > 0.0 { sum / total } else { 0.0 }
    }

    proptest! {
        #[test]
        fn is_the_formula(left in prop::collection::vec(0_u32..9, 0..20), right in prop::collection::vec(0_u32..9, 0..20)) {
            let fast = similarity(&left, &right);
            prop_assert!((fast - plain(&left, &right)).abs() < 1e-9);
            prop_assert!((fast - similarity(&right, &left)).abs() < 1e-9);
            prop_assert!((-1.0..=1.0).contains(&fast));
        }
    }
}
