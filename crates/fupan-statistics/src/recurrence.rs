//! What came back: the same root cause in the same place after it was mended there.
//!
//! A place is a service, or the project where no service is known. An incident comes back after another where the first
//! instant at which it can have been seen lies behind the last one at which the other can have been mended. Where the
//! dates leave that open, or only a fix is dated, nothing is claimed.

use std::collections::{BTreeMap, BTreeSet};

use fupan_model::{Localized, PatternId, PostmortemId};

use crate::chance::{real, wilson};
use crate::scope::Scope;
use crate::shares::FEW;
use crate::table::{Incident, Table, index};
use crate::when::When;

const DAY: i64 = 86_400;

/// What came back in a scope.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recurrence {
    /// Incidents looked at.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not.
    pub laboratory: usize,
    /// Incidents without a date of the fix, or without a place.
    pub undated: usize,
    /// Of all patterns.
    pub all: Returns,
    /// By pattern, those that came back most often first; patterns that were mended nowhere are left out.
    pub rows: Vec<RecurrenceRow>,
    /// What came back, the latest first.
    pub pairs: Vec<RecurrencePair>,
}

/// How many fixes were followed by the same again.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Returns {
    /// Root causes that were mended in a place, with a date.
    pub fixes: usize,
    /// Those after which the same was seen there again.
    pub followed: usize,
    /// Their share, 0 to 1.
    pub share: f64,
    /// Lower end of its 95 % Wilson interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// There are fewer than [`FEW`] fixes.
    pub too_few: bool,
}

/// The fixes of one pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct RecurrenceRow {
    /// Which.
    pub pattern: PatternId,
    /// Its name for a reader.
    pub name: Option<Localized>,
    /// How many were followed.
    pub returns: Returns,
    /// Days until it came back, in the middle.
    pub median_days: Option<i64>,
}

/// A root cause that was seen again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecurrencePair {
    /// The pattern of both.
    pub pattern: PatternId,
    /// Where: a service or a project.
    pub place: String,
    /// The incident that was mended last before.
    pub fixed: PostmortemId,
    /// When.
    pub fixed_on: When,
    /// The one that came after.
    pub again: PostmortemId,
    /// When it was seen.
    pub seen_on: When,
    /// Days between them, at least.
    pub days: i64,
}

/// Finds what came back.
#[must_use]
pub fn recurrence(table: &Table, scope: &Scope) -> Recurrence {
    let selection = scope.select(table);
    let mut found =
        Recurrence { total: selection.total(), laboratory: selection.laboratory, ..Recurrence::default() };
    let mut groups: BTreeMap<(u32, Place), Group> = BTreeMap::new();
    for incident in selection.incidents(table) {
        let places = places_of(incident);
        found.undated += usize::from(incident.fixed().is_none() || places.is_empty());
        for pattern in incident.root_causes() {
            for place in &places {
                groups.entry((pattern, *place)).or_default().add(incident);
            }
        }
    }
    let mut counts: BTreeMap<u32, Counts> = BTreeMap::new();
    let mut pairs: BTreeMap<(u32, u32, u32), (Place, i64)> = BTreeMap::new();
    for ((pattern, place), group) in &mut groups {
        group.count(counts.entry(*pattern).or_default());
        for (fixed, again, days) in group.pairs() {
            pairs.entry((*pattern, fixed, again)).or_insert((*place, days));
        }
    }
    found.finish(table, &counts, &pairs);
    found
}

/// A service, or a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Service(u32),
    Project(u32),
}

fn places_of(incident: Incident<'_>) -> Vec<Place> {
    let services: BTreeSet<u32> = incident.services().iter().copied().collect();
    if services.is_empty() {
        return incident.project().map(Place::Project).into_iter().collect();
    }
    services.into_iter().map(Place::Service).collect()
}

/// The incidents of one pattern in one place.
#[derive(Debug, Default)]
struct Group {
    /// The last instant at which each can have been mended, with its row.
    fixes: Vec<(i64, u32)>,
    /// The first at which each can have been seen.
    seen: Vec<(i64, u32)>,
}

/// The rows of fixes, each once though it is in several places.
#[derive(Debug, Default)]
struct Counts {
    fixes: BTreeSet<u32>,
    followed: BTreeSet<u32>,
}

impl Group {
    fn add(&mut self, incident: Incident<'_>) {
        let row = incident.row();
        self.fixes.extend(incident.fixed().map(|fixed| (fixed.latest(), row)));
        self.seen.extend(incident.seen().map(|seen| (seen.earliest(), row)));
    }

    fn count(&mut self, counts: &mut Counts) {
        self.fixes.sort_unstable();
        self.seen.sort_unstable();
        for (fixed, row) in &self.fixes {
            counts.fixes.insert(*row);
            let after = self.seen.partition_point(|(seen, _)| seen <= fixed);
            if self.seen.iter().skip(after).any(|(_, other)| other != row) {
                counts.followed.insert(*row);
            }
        }
    }

    /// For each incident that came back the last fix before it, with the days between.
    fn pairs(&self) -> impl Iterator<Item = (u32, u32, i64)> {
        self.seen.iter().filter_map(|(seen, row)| {
            let before = self.fixes.partition_point(|(fixed, _)| fixed < seen);
            let earlier = self.fixes.iter().take(before).rev();
            let (fixed, fix) = earlier.into_iter().find(|(_, other)| other != row)?;
            Some((*fix, *row, seen.div_euclid(DAY) - fixed.div_euclid(DAY)))
        })
    }
}

impl Recurrence {
    fn finish(
        &mut self,
        table: &Table,
        counts: &BTreeMap<u32, Counts>,
        pairs: &BTreeMap<(u32, u32, u32), (Place, i64)>,
    ) {
        let mut days: BTreeMap<u32, Vec<i64>> = BTreeMap::new();
        for ((pattern, fixed, again), (place, gap)) in pairs {
            days.entry(*pattern).or_default().push(*gap);
            self.pairs.extend(pair(table, (*pattern, *fixed, *again), *place, *gap));
        }
        self.pairs.sort_by(|a, b| b.seen_on.cmp(&a.seen_on).then_with(|| a.again.cmp(&b.again)));
        let (mut fixes, mut followed) = (0, 0);
        for (pattern, count) in counts.iter().filter(|(_, count)| !count.fixes.is_empty()) {
            fixes += count.fixes.len();
            followed += count.followed.len();
            let Some(id) = table.pattern(*pattern) else { continue };
            let mut gaps = days.remove(pattern).unwrap_or_default();
            gaps.sort_unstable();
            let median_days = gaps.get(gaps.len().saturating_sub(1) / 2).copied();
            let returns = Returns::of(count.fixes.len(), count.followed.len());
            self.rows.push(RecurrenceRow { pattern: id.clone(), name: None, returns, median_days });
        }
        let often = |row: &RecurrenceRow| {
            (std::cmp::Reverse(row.returns.followed), std::cmp::Reverse(row.returns.fixes))
        };
        self.rows.sort_by(|a, b| often(a).cmp(&often(b)).then_with(|| a.pattern.cmp(&b.pattern)));
        self.all = Returns::of(fixes, followed);
    }
}

impl Returns {
    fn of(fixes: usize, followed: usize) -> Self {
        let (low, high) = wilson(followed, fixes);
        let share = if fixes == 0 { 0.0 } else { real(followed) / real(fixes) };
        Self { fixes, followed, share, low, high, too_few: fixes < FEW }
    }
}

fn pair(
    table: &Table,
    (pattern, fixed, again): (u32, u32, u32),
    place: Place,
    days: i64,
) -> Option<RecurrencePair> {
    let (fixed, again) = (table.at(fixed), table.at(again));
    let place = match place {
        Place::Service(number) => table.service_names.get(index(number)),
        Place::Project(number) => table.project_names.get(index(number)),
    };
    Some(RecurrencePair {
        pattern: table.pattern(pattern)?.clone(),
        place: place?.clone(),
        fixed: fixed.id()?,
        fixed_on: fixed.fixed()?,
        again: again.id()?,
        seen_on: again.seen()?,
        days,
    })
}
