//! How good a ranking is, where it is known what should be found.
//!
//! Definitions are those of the literature; the gain of a grade is `2^grade - 1`, and a place is discounted by
//! `log2(1 + place)` (K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; the gain
//! is that of C. Burges et al., "Learning to rank using gradient descent", 2005).

use std::time::Duration;

/// A ranking with what is known of it.
#[derive(Debug, Clone, Default)]
pub(super) struct JudgedRanking {
    /// The grade of each hit, the best hit first; 0 is not relevant.
    pub(super) found: Vec<u32>,
    /// The grades above 0 of everything that was judged, found or not.
    pub(super) judged: Vec<u32>,
}

impl JudgedRanking {
    /// One over the place of the first hit with at least this grade among the first `most`, else 0.
    pub(super) fn reciprocal_rank(&self, least: u32, most: usize) -> f64 {
        let mut ranked = (1u32..).zip(self.found.iter().take(most));
        ranked.find(|(_, grade)| **grade >= least).map_or(0.0, |(place, _)| 1.0 / f64::from(place))
    }

    /// The gain of the first `most` hits, of what the best order would give.
    pub(super) fn gain(&self, most: usize) -> f64 {
        let mut ideal = self.judged.clone();
        ideal.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
        let best = discounted_gain(&ideal, most);
        if best > 0.0 { discounted_gain(&self.found, most) / best } else { 0.0 }
    }

    /// The share of what has at least this grade that is among the first `most` hits.
    pub(super) fn recall(&self, least: u32, most: usize) -> f64 {
        let count = |grades: &[u32]| grades.iter().filter(|grade| **grade >= least).count();
        let found = self.found.get(..most).unwrap_or(&self.found);
        super::families::share(count(found), count(&self.judged)).unwrap_or_default()
    }
}

fn discounted_gain(grades: &[u32], most: usize) -> f64 {
    let gain = |(place, grade): (u32, &u32)| (f64::from(*grade).exp2() - 1.0) / f64::from(place).log2();
    (2..).zip(grades.iter().take(most)).map(gain).sum()
}

/// The mean; none of nothing.
pub(super) fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0u32);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

/// How long answers took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    /// The median.
    pub p50: Duration,
    /// Only one of a hundred took longer.
    pub p99: Duration,
}

impl Latency {
    /// By nearest rank; none of nothing.
    pub(super) fn of(times: &[Duration]) -> Option<Self> {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        let at = |percent: usize| sorted.get((sorted.len() * percent).div_ceil(100).checked_sub(1)?).copied();
        Some(Self { p50: at(50)?, p99: at(99)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(found: &[u32], judged: &[u32]) -> JudgedRanking {
        JudgedRanking { found: found.to_vec(), judged: judged.to_vec() }
    }

    fn rounded(value: f64) -> String {
        format!("{value:.4}")
    }

    #[test]
    fn the_first_right_hit_counts() {
        let second = ranking(&[0, 1, 2], &[1, 2]);
        assert_eq!(second.reciprocal_rank(1, 10).to_string(), "0.5");
        assert_eq!(rounded(second.reciprocal_rank(2, 10)), "0.3333");
        assert_eq!(second.reciprocal_rank(2, 2).to_string(), "0");
    }

    #[test]
    fn gain_by_hand() {
        // (3 / log2 2 + 1 / log2 4) / (3 / log2 2 + 1 / log2 3)
        assert_eq!(rounded(ranking(&[2, 0, 1], &[1, 2]).gain(10)), "0.9639");
        assert_eq!(ranking(&[2, 1], &[1, 2]).gain(10).to_string(), "1");
        // 1 / log2 3
        assert_eq!(rounded(ranking(&[0, 1], &[1]).gain(10)), "0.6309");
        assert_eq!(ranking(&[0, 1], &[1]).gain(1).to_string(), "0");
        assert_eq!(ranking(&[0], &[]).gain(10).to_string(), "0");
    }

    #[test]
    fn recall_counts_what_was_never_found() {
        let half = ranking(&[1, 0, 0, 1], &[1, 1, 2, 1]);
        assert_eq!(half.recall(1, 10).to_string(), "0.5");
        assert_eq!(half.recall(1, 3).to_string(), "0.25");
        assert_eq!(half.recall(2, 10).to_string(), "0");
    }

    #[test]
    fn percentiles_by_nearest_rank() {
        let times = |count: u64| (1..=count).rev().map(Duration::from_millis).collect::<Vec<_>>();
        let both = |count| Latency::of(&times(count)).map(|it| (it.p50.as_millis(), it.p99.as_millis()));
        assert_eq!(both(200), Some((100, 198)));
        assert_eq!(both(3), Some((2, 3)));
        assert_eq!(both(1), Some((1, 1)));
        assert_eq!(both(0), None);
    }

    #[test]
    fn nothing_has_no_mean() {
        assert_eq!(mean([]), None);
        assert_eq!(mean([1.0, 0.0]), Some(0.5));
    }
}
