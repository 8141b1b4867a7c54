//! What came back: the same root cause in the same place after it was mended there.
//!
//! A place is a service, or the project where no service is known. An incident comes back after another where the first
//! instant at which it can have been seen lies behind the last one at which the other can have been mended. Where the
//! dates leave that open, or only a fix is dated, nothing is claimed.

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
    /// How often something came back.
    pub returned: usize,
    /// The latest of it, the latest first.
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

/// Finds what came back, and tells the latest `most` of it.
#[must_use]
pub fn recurrence(table: &Table, scope: &Scope, most: usize) -> Recurrence {
    let selection = scope.select(table);
    let mut found =
        Recurrence { total: selection.total(), laboratory: selection.laboratory, ..Recurrence::default() };
    // Sorted, they lie together by pattern, and within by place.
    let mut caused: Vec<(u32, Place, u32)> = Vec::new();
    for incident in selection.incidents(table) {
        let places = places_of(incident);
        found.undated += usize::from(incident.fixed().is_none() || places.is_empty());
        for pattern in incident.root_causes() {
            caused.extend(places.iter().map(|place| (pattern, *place, incident.row())));
        }
    }
    caused.sort_unstable();
    let mut returned = Vec::new();
    for of_pattern in caused.chunk_by(|(pattern, ..), (next, ..)| pattern == next) {
        let history = History::of(table, of_pattern);
        found.rows.extend(history.row(table));
        returned.extend(history.returned);
    }
    found.finish(table, returned, most);
    found
}

/// A service, or a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Service(u32),
    Project(u32),
}

/// The places of an incident, each once.
fn places_of(incident: Incident<'_>) -> Vec<Place> {
    let mut places: Vec<Place> = incident.services().iter().copied().map(Place::Service).collect();
    places.sort_unstable();
    places.dedup();
    if places.is_empty() {
        places.extend(incident.project().map(Place::Project));
    }
    places
}

/// What became of the fixes of one pattern.
#[derive(Debug)]
struct History {
    pattern: u32,
    /// The rows of fixes, each once though it is in several places.
    fixes: Vec<u32>,
    /// Those that were followed.
    followed: Vec<u32>,
    /// What came back, each pair once.
    returned: Vec<Returned>,
}

/// A pair in the numbers of a table, in the order in which pairs are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Returned {
    pattern: u32,
    fixed: u32,
    again: u32,
    place: Place,
    days: i64,
}

impl History {
    /// Takes the rows of a pattern, which lie together by place.
    fn of(table: &Table, caused: &[(u32, Place, u32)]) -> Self {
        let pattern = caused.first().map_or(0, |(pattern, ..)| *pattern);
        let mut history = Self { pattern, fixes: Vec::new(), followed: Vec::new(), returned: Vec::new() };
        for in_place in caused.chunk_by(|(_, place, _), (_, next, _)| place == next) {
            history.add(table, in_place);
        }
        history.fixes.sort_unstable();
        history.fixes.dedup();
        history.followed.sort_unstable();
        history.followed.dedup();
        history.returned.sort_unstable();
        history.returned.dedup_by_key(|pair| (pair.fixed, pair.again));
        history
    }

    fn add(&mut self, table: &Table, in_place: &[(u32, Place, u32)]) {
        let rows = || in_place.iter().map(|(.., row)| (table.at(*row), *row));
        // The last instant at which each can have been mended, and the first at which it can have been seen.
        let mut fixes: Vec<(i64, u32)> =
            rows().filter_map(|(incident, row)| Some((incident.fixed()?.latest(), row))).collect();
        let mut seen: Vec<(i64, u32)> =
            rows().filter_map(|(incident, row)| Some((incident.seen()?.earliest(), row))).collect();
        fixes.sort_unstable();
        seen.sort_unstable();
        self.fixes.extend(fixes.iter().map(|(_, row)| *row));
        for (fixed, row) in &fixes {
            let after = seen.partition_point(|(seen, _)| seen <= fixed);
            if seen.iter().skip(after).any(|(_, other)| other != row) {
                self.followed.push(*row);
            }
        }
        // Each that came back, with the last fix before it.
        for (seen, again) in &seen {
            let before = fixes.partition_point(|(fixed, _)| fixed < seen);
            let last = fixes.iter().take(before).rev().find(|(_, row)| row != again);
            let (Some((fixed, row)), Some((_, place, _))) = (last, in_place.first()) else { continue };
            let days = seen.div_euclid(DAY) - fixed.div_euclid(DAY);
            let (pattern, place) = (self.pattern, *place);
            self.returned.push(Returned { pattern, fixed: *row, again: *again, place, days });
        }
    }

    fn row(&self, table: &Table) -> Option<RecurrenceRow> {
        let pattern = table.pattern(self.pattern).filter(|_| !self.fixes.is_empty())?.clone();
        let mut days: Vec<i64> = self.returned.iter().map(|pair| pair.days).collect();
        days.sort_unstable();
        let median_days = days.get(days.len().saturating_sub(1) / 2).copied();
        let returns = Returns::of(self.fixes.len(), self.followed.len());
        Some(RecurrenceRow { pattern, name: None, returns, median_days })
    }
}

impl Recurrence {
    fn finish(&mut self, table: &Table, mut returned: Vec<Returned>, most: usize) {
        let often = |row: &RecurrenceRow| {
            (std::cmp::Reverse(row.returns.followed), std::cmp::Reverse(row.returns.fixes))
        };
        self.rows.sort_by(|a, b| often(a).cmp(&often(b)).then_with(|| a.pattern.cmp(&b.pattern)));
        let of_all = |count: fn(&Returns) -> usize| self.rows.iter().map(|row| count(&row.returns)).sum();
        self.all = Returns::of(of_all(|returns| returns.fixes), of_all(|returns| returns.followed));
        self.returned = returned.len();
        returned.sort_by_cached_key(|pair| (std::cmp::Reverse(table.at(pair.again).seen()), pair.again));
        self.pairs = returned.into_iter().take(most).filter_map(|pair| told(table, pair)).collect();
    }
}

impl Returns {
    fn of(fixes: usize, followed: usize) -> Self {
        let (low, high) = wilson(followed, fixes);
        let share = if fixes == 0 { 0.0 } else { real(followed) / real(fixes) };
        Self { fixes, followed, share, low, high, too_few: fixes < FEW }
    }
}

fn told(table: &Table, pair: Returned) -> Option<RecurrencePair> {
    let (fixed, again) = (table.at(pair.fixed), table.at(pair.again));
    let place = match pair.place {
        Place::Service(number) => table.service_names.get(index(number)),
        Place::Project(number) => table.project_names.get(index(number)),
    };
    Some(RecurrencePair {
        pattern: table.pattern(pair.pattern)?.clone(),
        place: place?.clone(),
        fixed: fixed.id()?,
        fixed_on: fixed.fixed()?,
        again: again.id()?,
        seen_on: again.seen()?,
        days: pair.days,
    })
}
