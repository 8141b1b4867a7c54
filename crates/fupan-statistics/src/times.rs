//! How long incidents took: until they were noticed, taken on, mitigated and resolved.
//!
//! Times to detect and such are long-tailed, so that a mean tells of the worst incident alone; told are the median with
//! its interval and the quartiles. Most incidents lack one of the two moments: how many are known is part of the answer,
//! and those that are known need not be like the others.

use std::collections::BTreeMap;

use fupan_model::Localized;

use crate::scope::Scope;
use crate::shares::{FEW, Grouping, Keys, UNKNOWN};
use crate::table::{Lag, NotExact, Table};

/// Fewer known times than this have no ninetieth percentile.
pub const ENOUGH_FOR_P90: usize = 20;
/// The key of the row of all incidents.
pub const ALL: &str = "all";

/// How long incidents of a scope took.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Times {
    /// Incidents counted.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not.
    pub laboratory: usize,
    /// All of them under [`ALL`], then by group, the largest first.
    pub rows: Vec<TimesRow>,
}

/// How long the incidents of a group took.
#[derive(Debug, Clone, PartialEq)]
pub struct TimesRow {
    /// What they have in common.
    pub key: String,
    /// Its name for a reader, where the records have one.
    pub name: Option<Localized>,
    /// Incidents of the group.
    pub total: usize,
    /// In the order of [`Lag::ALL`].
    pub lags: [LagTimes; 4],
}

/// How long one part took.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LagTimes {
    /// Incidents of which it is known.
    pub known: usize,
    /// Incidents of which both ends are written, but not exactly enough.
    pub inexact: usize,
    /// Seconds: lower quartile, median, upper quartile.
    pub quartiles: Option<[f64; 3]>,
    /// Ends of the 95 % interval of the median; none of fewer than six.
    pub median_interval: Option<(f64, f64)>,
    /// Nine of ten took no longer; none of fewer than [`ENOUGH_FOR_P90`].
    pub p90: Option<f64>,
    /// Fewer than [`FEW`] are known.
    pub too_few: bool,
}

/// Measures the times of a scope, all in one and by a grouping.
#[must_use]
pub fn times(table: &Table, by: Option<Grouping>, scope: &Scope) -> Times {
    let selection = scope.select(table);
    let mut all = Collected::default();
    let mut groups: BTreeMap<Option<u32>, Collected> = BTreeMap::new();
    let keys = by.map(|by| Keys::new(table, by, None));
    let mut buffer = Vec::new();
    for incident in selection.incidents(table) {
        let lags = Lag::ALL.map(|lag| incident.lag(lag));
        all.add(&lags);
        if let Some(keys) = &keys {
            keys.of(incident, &mut buffer);
            buffer.iter().for_each(|key| groups.entry(*key).or_default().add(&lags));
        }
    }
    let total = all.total;
    let mut rows: Vec<TimesRow> =
        groups.into_iter().filter_map(|(key, group)| Some(group.row(keys.as_ref()?.name(key)))).collect();
    if by.is_none_or(|by| !by.is_ordered()) {
        rows.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.key.cmp(&b.key)));
    }
    rows.insert(0, all.row(ALL.to_owned()));
    Times { total, laboratory: selection.laboratory, rows }
}

#[derive(Debug, Default)]
struct Collected {
    total: usize,
    seconds: [Vec<u32>; 4],
    inexact: [usize; 4],
}

impl Collected {
    fn add(&mut self, lags: &[Option<Result<u32, NotExact>>; 4]) {
        self.total += 1;
        for ((lag, seconds), inexact) in lags.iter().zip(&mut self.seconds).zip(&mut self.inexact) {
            match lag {
                Some(Ok(it)) => seconds.push(*it),
                Some(Err(NotExact)) => *inexact += 1,
                None => {}
            }
        }
    }

    fn row(mut self, key: String) -> TimesRow {
        let mut lags = [LagTimes::default(); 4];
        for ((lag, seconds), inexact) in lags.iter_mut().zip(&mut self.seconds).zip(self.inexact) {
            seconds.sort_unstable();
            *lag = LagTimes::of(seconds, inexact);
        }
        let name = match key.as_str() {
            ALL => Some(Localized::both("全部", "all")),
            UNKNOWN => Some(Localized::both("未知", "unknown")),
            _ => None,
        };
        TimesRow { key, name, total: self.total, lags }
    }
}

impl LagTimes {
    /// Of seconds in their order.
    fn of(seconds: &[u32], inexact: usize) -> Self {
        let known = seconds.len();
        let at = |share: f64| quantile(seconds, share);
        Self {
            known,
            inexact,
            quartiles: at(0.25).zip(at(0.5)).zip(at(0.75)).map(|((low, middle), high)| [low, middle, high]),
            median_interval: median_interval(seconds),
            p90: at(0.9).filter(|_| known >= ENOUGH_FOR_P90),
            too_few: known < FEW,
        }
    }
}

/// The value below which a share lies, between its two neighbours where it falls between (R. J. Hyndman, Y. Fan, "Sample
/// quantiles in statistical packages", 1996, number 7).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the place lies between 0 and the number of values"
)]
fn quantile(sorted: &[u32], share: f64) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? as f64 * share;
    let low = f64::from(*sorted.get(place.floor() as usize)?);
    let high = f64::from(*sorted.get(place.ceil() as usize)?);
    Some(low + (high - low) * place.fract())
}

/// The interval of the median without any assumption about the times: between which of them it lies is a matter of coin
/// tosses (W. R. Thompson, 1936).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank lies between 0 and the number of values"
)]
fn median_interval(sorted: &[u32]) -> Option<(f64, f64)> {
    let n = sorted.len();
    let rank = if n <= 1000 {
        let mut weight = 0.5_f64.powf(n as f64);
        let mut below = 0.0;
        let mut rank = 0;
        while rank < n && below + weight <= 0.025 {
            below += weight;
            weight *= (n - rank) as f64 / (rank + 1) as f64;
            rank += 1;
        }
        rank
    } else {
        ((n as f64 - 1.959_964 * (n as f64).sqrt()) / 2.0).floor() as usize
    };
    let low = sorted.get(rank.checked_sub(1)?)?;
    let high = sorted.get(n.checked_sub(rank)?)?;
    Some((f64::from(*low), f64::from(*high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_the_interval_of_the_median() {
        let to = |n: u32| (1..=n).collect::<Vec<u32>>();
        assert_eq!(quantile(&to(4), 0.25), Some(1.75));
        assert_eq!(quantile(&to(1), 0.9), Some(1.0));
        assert_eq!(quantile(&[], 0.5), None);
        // The ranks that tables of the sign test give.
        for (n, interval) in [
            (5, None),
            (6, Some((1.0, 6.0))),
            (10, Some((2.0, 9.0))),
            (20, Some((6.0, 15.0))),
            (100, Some((40.0, 61.0))),
            (1001, Some((469.0, 533.0))),
        ] {
            assert_eq!(median_interval(&to(n)), interval, "{n}");
        }
    }
}
