//! Which sequences of a segment are worth an exact look.
//!
//! Each list that is read adds the weight of its symbol to the sequences in it, and a sequence counts by what it has
//! gathered in relation to its length. The sums of some ten thousand sequences at a time stay in the innermost caches.
//! Rare symbols come first, and how many numbers are read in all is bounded.

use super::postings::Postings;
use super::sequences::Group;

/// Sequences whose sums are made at a time: 16 KiB.
const WINDOW: u32 = 1 << 13;
/// Sums that are passed over together where none is high enough.
const LANES: usize = 32;

/// A list to read and what being in it counts. The sum of all weights fits 15 bits.
pub(super) struct Evidence<'a> {
    pub(super) postings: Postings<'a>,
    pub(super) weight: i16,
}

/// The best so far.
struct Best {
    found: Vec<(f32, u32)>,
    limit: usize,
    /// What a sequence must reach to be among them.
    threshold: f32,
}

impl Best {
    fn shrink(&mut self) {
        if let Some(last) = self.limit.checked_sub(1).filter(|last| *last < self.found.len()) {
            let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
            let (_, least, _) = self.found.select_nth_unstable_by(last, order);
            self.threshold = least.0;
            self.found.truncate(self.limit);
        }
    }

    /// Takes the sums of the sequences from `first` on, each worth its sum times `scale`.
    fn take(&mut self, sums: &[i16], first: u32, scale: f32) {
        let mut least = self.least_sum(scale);
        for (start, lanes) in (first..).step_by(LANES).zip(sums.as_chunks::<LANES>().0) {
            if lanes.iter().fold(0, |most, sum| *sum.max(&most)) < least {
                continue;
            }
            for (sequence, sum) in (start..).zip(lanes) {
                if *sum < least {
                    continue;
                }
                self.found.push((f32::from(*sum) * scale, sequence));
                if self.found.len() >= self.limit.saturating_mul(2) {
                    self.shrink();
                    least = self.least_sum(scale);
                }
            }
        }
    }

    /// The least sum that reaches the threshold.
    #[expect(clippy::cast_possible_truncation, reason = "the cast stops at the ends of the type")]
    fn least_sum(&self, scale: f32) -> i16 {
        ((self.threshold / scale).ceil() as i16).max(1)
    }
}

/// The sequences with the highest sums by what `expected` gives for their length, at most `limit`, in no order.
pub(super) fn gather(
    groups: &[Group],
    mut evidence: Vec<Evidence<'_>>,
    expected: impl Fn(u32) -> f32,
    limit: usize,
) -> Vec<u32> {
    let mut sums = vec![0_i16; WINDOW as usize];
    let mut best = Best { found: Vec::new(), limit, threshold: 0.0 };
    for group in groups {
        let scale = expected(group.length);
        let mut first = group.first;
        while first < group.end {
            let end = group.end.min(first.saturating_add(WINDOW));
            let added = evidence.iter_mut().fold(0, |added, list| added + add(&mut sums, list, first, end));
            if added > 0 {
                best.take(&sums, first, scale);
                sums.fill(0);
            }
            first = end;
        }
    }
    best.shrink();
    best.found.into_iter().map(|(_, sequence)| sequence).collect()
}

/// Adds the weight of a list to the sums of the sequences in it; gives how many those are.
fn add(sums: &mut [i16], list: &mut Evidence<'_>, first: u32, end: u32) -> usize {
    let mut added = 0;
    while let Some(numbers) = list.postings.below(end) {
        added += numbers.len();
        for number in numbers {
            if let Some(sum) = sums.get_mut(number.wrapping_sub(first) as usize) {
                *sum = sum.wrapping_add(list.weight);
            }
        }
    }
    added
}
