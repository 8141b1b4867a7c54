//! What grows over a series of dumps, and how fast where the times are known.

use std::cmp::Reverse;
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::Snapshot;
use crate::fingerprint::Fingerprint;
use crate::group::StackGroup;
use crate::parsed::LogTime;

/// A time before this was written without its year.
const YEAR: i64 = 366 * 24 * 3_600 * SECOND;
const SECOND: i64 = 1_000_000_000;

/// A series of dumps compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// The minutes between the first dump and the last, where they are known.
    pub minutes: Option<f64>,
    /// The families of all dumps, what grows most first, then the largest.
    pub groups: Vec<GrowthGroup>,
}

/// One family over a series of dumps.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthGroup {
    /// The group as the last dump that has it shows it.
    pub group: StackGroup,
    /// How many goroutines each dump has of it.
    pub counts: Vec<u64>,
    /// By how many there are more in the last dump than in the first.
    pub growth: i64,
    /// Goroutines per minute between the first dump and the last, where the times are known.
    pub per_minute: Option<f64>,
}

impl Growth {
    /// Compares `snapshots`, which were taken one after the other, each `interval` after the one before or, without one,
    /// when the log says.
    #[must_use]
    pub fn of(snapshots: &[Snapshot], interval: Option<Duration>) -> Self {
        let minutes = match interval {
            Some(interval) => minutes_of(interval, snapshots.len()),
            None => minutes_between(snapshots),
        };
        let mut groups = families(snapshots);
        for group in &mut groups {
            group.growth = growth_of(&group.counts);
            #[expect(clippy::cast_precision_loss, reason = "counts of goroutines are far below 2^52")]
            let growth = group.growth as f64;
            group.per_minute = minutes.map(|minutes| growth / minutes);
        }
        groups.sort_by_key(|group| {
            (Reverse(group.growth), Reverse(group.last()), group.group.family.to_string())
        });
        Self { minutes, groups }
    }
}

impl GrowthGroup {
    /// How many there are in the last dump.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.counts.last().copied().unwrap_or_default()
    }
}

fn families(snapshots: &[Snapshot]) -> Vec<GrowthGroup> {
    let mut places: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    let mut groups: Vec<GrowthGroup> = Vec::new();
    for (dump, snapshot) in snapshots.iter().enumerate() {
        for group in &snapshot.groups {
            let place = *places.entry(group.family).or_insert(groups.len());
            if place == groups.len() {
                let counts = vec![0; snapshots.len()];
                groups.push(GrowthGroup { group: group.clone(), counts, growth: 0, per_minute: None });
            }
            let Some(family) = groups.get_mut(place) else { continue };
            family.group.clone_from(group);
            if let Some(count) = family.counts.get_mut(dump) {
                *count = u64::from(group.goroutines);
            }
        }
    }
    groups
}

fn growth_of(counts: &[u64]) -> i64 {
    let signed = |count: Option<&u64>| count.map_or(0, |count| i64::try_from(*count).unwrap_or(i64::MAX));
    signed(counts.last()) - signed(counts.first())
}

fn minutes_of(interval: Duration, dumps: usize) -> Option<f64> {
    let steps = u32::try_from(dumps.checked_sub(1)?).ok()?;
    let minutes = interval.as_secs_f64() * f64::from(steps) / 60.0;
    (minutes > 0.0).then_some(minutes)
}

/// None where a time is missing, where the last was not after the first, or where only one of them tells its year.
fn minutes_between(snapshots: &[Snapshot]) -> Option<f64> {
    let time = |snapshot: &Snapshot| snapshot.time.as_ref().map(|time: &LogTime<'_>| time.nanoseconds);
    let (first, last) = (time(snapshots.first()?)?, time(snapshots.last()?)?);
    let nanoseconds = last.checked_sub(first).filter(|passed| *passed > 0)?;
    if (first < YEAR) != (last < YEAR) {
        return None;
    }
    Some(Duration::from_nanos(nanoseconds.unsigned_abs()).as_secs_f64() / 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(sending: usize, selecting: usize, time: &str) -> Snapshot {
        let goroutine = |id: usize, state: &str, function: &str| {
            format!("goroutine {id} [{state}]:\nmain.{function}()\n\t/src/main.go:3 +0x1\n\n")
        };
        let mut text = format!("{time} SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n\n");
        (1..=sending).for_each(|id| text += &goroutine(id, "chan send", "offer"));
        (1..=selecting).for_each(|id| text += &goroutine(1000 + id, "select", "serve"));
        Snapshot::all_of(text.as_bytes()).unwrap().remove(0)
    }

    fn read(growth: &Growth) -> Vec<(&str, &[u64], Option<f64>)> {
        growth.groups.iter().map(|group| (&*group.group.kind, &*group.counts, group.per_minute)).collect()
    }

    #[test]
    fn what_grows_most_comes_first() {
        let series = [dump(1, 4, ""), dump(2, 4, ""), dump(5, 3, "")];
        let growth = Growth::of(&series, None);
        assert_eq!(read(&growth), [("chan send", &[1, 2, 5][..], None), ("select", &[4, 4, 3], None)]);
        let growth = Growth::of(&series, Some(Duration::from_secs(30)));
        assert_eq!(growth.minutes, Some(1.0));
        assert_eq!(read(&growth)[0].2, Some(4.0));
        assert_eq!(read(&growth)[1].2, Some(-1.0));
    }

    #[test]
    fn times_of_the_log_give_a_rate() {
        let first = dump(1, 1, "2026-03-07T10:00:00Z");
        let last = dump(5, 1, "2026-03-07T10:02:00Z");
        let growth = Growth::of(&[first.clone(), last.clone()], None);
        assert_eq!((growth.minutes, growth.groups[0].per_minute), (Some(2.0), Some(2.0)));
        assert_eq!(Growth::of(&[last, first], None).minutes, None);
    }

    #[test]
    fn one_dump_has_no_rate() {
        let growth = Growth::of(&[dump(3, 0, "")], Some(Duration::from_secs(60)));
        assert_eq!((growth.minutes, growth.groups[0].growth), (None, 0));
        assert_eq!(Growth::of(&[], None).groups, []);
    }
}
