//! Every dump asks for all others: is the best of them the same bug, and can a known bug be told from a new one?

use std::collections::BTreeMap;

use fupan_stack::similarity::{CorpusStatistics, Profile, same_bug};
use rayon::prelude::*;

use super::dump::Dump;
use super::families::share;

/// How many candidates of a ranking are kept.
const KEPT: usize = 50;

/// The candidates of one dump, the most probably same bug first.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The dump that asks.
    pub query: String,
    /// The best fifty of the others.
    pub ranked: Vec<RankedDump>,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedDump {
    /// The dump.
    pub path: String,
    /// The probability that it shows the same bug.
    pub score: f64,
}

/// How well the ranking finds the other dumps of a group. A figure without queries is none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RankingQuality {
    /// Dumps with a stack whose group has another with a stack.
    pub queries: usize,
    /// The part of them whose first candidate is of the group.
    pub first_is_right: Option<f64>,
    /// The mean of one over the place of the first candidate of the group.
    pub mean_reciprocal_rank: Option<f64>,
    /// How probable it is that the best score of a query is higher than the best score of a query whose group was
    /// taken out of the candidates: one half tells nothing.
    pub known_or_new: Option<f64>,
}

/// For every dump the others and the probability that they show the same bug.
pub(super) struct Candidates {
    /// The highest first, equal ones in the order of the labels.
    ranked: Vec<Vec<(usize, f64)>>,
}

impl Candidates {
    /// Compares every two dumps.
    pub(super) fn of(dumps: &[Dump<'_>]) -> Self {
        let statistics = CorpusStatistics::of(dumps.iter().map(|dump| &dump.summary));
        let profiles: Vec<Profile> =
            dumps.iter().map(|dump| Profile::new(&dump.summary, &statistics)).collect();
        let ranked = |(query, left): (usize, &Profile)| {
            let others = profiles.iter().enumerate().filter(|(other, _)| *other != query);
            let mut ranked: Vec<(usize, f64)> =
                others.map(|(other, right)| (other, same_bug(left, right))).collect();
            ranked.sort_by(|left, right| right.1.total_cmp(&left.1));
            ranked
        };
        Self { ranked: profiles.par_iter().enumerate().map(ranked).collect() }
    }
}

/// The best candidates of every dump.
pub(super) fn rankings(dumps: &[Dump<'_>], candidates: &Candidates) -> Vec<Ranking> {
    let candidate = |&(place, score): &(usize, f64)| {
        Some(RankedDump { path: dumps.get(place)?.label.path.clone(), score })
    };
    let ranking = |(dump, ranked): (&Dump<'_>, &Vec<(usize, f64)>)| Ranking {
        query: dump.label.path.clone(),
        ranked: ranked.iter().take(KEPT).filter_map(candidate).collect(),
    };
    dumps.iter().zip(&candidates.ranked).map(ranking).collect()
}

/// Judges the ranking of every dump whose group has another; those without a stack are like nothing.
pub(super) fn quality(dumps: &[Dump<'_>], candidates: &Candidates) -> RankingQuality {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for dump in dumps.iter().filter(|dump| dump.culprit().is_some()) {
        *sizes.entry(&dump.label.group).or_default() += 1;
    }
    let has_another = |dump: &Dump<'_>| {
        dump.culprit().is_some() && sizes.get(dump.label.group.as_str()).is_some_and(|size| *size > 1)
    };
    let asked = dumps.iter().zip(&candidates.ranked).filter(|(dump, _)| has_another(dump));
    let (mut first, mut reciprocal) = (0, 0.0);
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for (dump, ranked) in asked {
        let is_right = |(other, _): &(usize, f64)| {
            dumps.get(*other).is_some_and(|other| other.label.group == dump.label.group)
        };
        let rank = ranked.iter().position(is_right).map_or(usize::MAX, |place| place + 1);
        first += usize::from(rank == 1);
        reciprocal += share(1, rank).unwrap_or_default();
        known.extend(ranked.first().map(|best| best.1));
        new.extend(ranked.iter().find(|other| !is_right(other)).map(|best| best.1));
    }
    RankingQuality {
        queries: known.len(),
        first_is_right: share(first, known.len()),
        mean_reciprocal_rank: share(1, known.len()).map(|each| reciprocal * each),
        known_or_new: area_under_curve(&known, &new),
    }
}

/// The probability that one of `high` is higher than one of `low`, equal ones counting half.
fn area_under_curve(high: &[f64], low: &[f64]) -> Option<f64> {
    let mut low = low.to_vec();
    low.sort_by(f64::total_cmp);
    // Twice the count keeps halves whole.
    let won = |score: &f64| {
        let below = low.partition_point(|other| other < score);
        below + low.partition_point(|other| other <= score)
    };
    share(high.iter().map(won).sum(), 2 * high.len() * low.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_equal_scores_half() {
        assert_eq!(area_under_curve(&[0.9, 0.5], &[0.1, 0.5]), Some(0.875));
        assert_eq!(area_under_curve(&[], &[0.1]), None);
    }
}
