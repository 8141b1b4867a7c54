//! How incidents spread over causes, triggers, services, versions and time.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::str::FromStr;

use fupan_model::{Localized, PatternId, PostmortemId, Severity};

use crate::chance::{real, wilson};
use crate::scope::Scope;
use crate::table::{Incident, Table, index};
use crate::when::{Exactness, When};

/// The key of incidents of which nobody knows the value.
pub const UNKNOWN: &str = "unknown";
/// From fewer incidents than this nothing is told.
pub const FEW: usize = 10;

/// What incidents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The patterns that were the defect to fix.
    Pattern,
    /// The families of those.
    PatternGroup,
    /// The families at a level of the tree, 1 at the top; a pattern that lies above it stands for itself.
    PatternLevel(u8),
    /// What set them off.
    Trigger,
    /// The service.
    Service,
    /// The organisation or project.
    Project,
    /// The month, or the year where the month is not known.
    Month,
    /// The quarter, or the year where the month is not known.
    Quarter,
    /// The year.
    Year,
    /// The minor release of Go that it ran on.
    GoVersion,
    /// How bad it was.
    Severity,
}

impl Grouping {
    /// Every name that [`Grouping::named`] knows.
    pub const NAMES: [&str; 10] = [
        "pattern",
        "group",
        "trigger",
        "service",
        "project",
        "month",
        "quarter",
        "year",
        "go-version",
        "severity",
    ];

    /// The grouping of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "pattern" => Self::Pattern,
            "group" => Self::PatternGroup,
            "trigger" => Self::Trigger,
            "service" => Self::Service,
            "project" => Self::Project,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "go-version" => Self::GoVersion,
            "severity" => Self::Severity,
            _ => return None,
        })
    }

    /// The same for patterns at a level. Where only a family is named, its parts one step down.
    #[must_use]
    pub fn at(self, level: Option<Level>, under: Option<&PatternId>) -> Self {
        let below = under.and_then(|under| u8::try_from(depth(under) + 1).ok());
        match (self, level, below) {
            (Self::Pattern, Some(Level::At(level)), _) | (Self::Pattern, None, Some(level)) => {
                Self::PatternLevel(level)
            }
            _ => self,
        }
    }

    /// Whether its keys are ids of patterns.
    #[must_use]
    pub fn is_of_patterns(self) -> bool {
        matches!(self, Self::Pattern | Self::PatternGroup | Self::PatternLevel(_))
    }

    /// Whether its keys have an order of their own.
    #[must_use]
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year | Self::GoVersion | Self::Severity)
    }
}

/// A level of the tree of patterns: `1` at the top, or `leaf`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The patterns themselves.
    Leaf,
    /// So many steps from above, 1 to 9.
    At(u8),
}

impl FromStr for Level {
    type Err = InvalidLevel;

    fn from_str(text: &str) -> Result<Self, InvalidLevel> {
        match text.parse() {
            _ if text == "leaf" => Ok(Self::Leaf),
            Ok(level @ 1..=9) => Ok(Self::At(level)),
            _ => Err(InvalidLevel { text: text.to_owned() }),
        }
    }
}

/// Why a text is no [`Level`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no level: 1 to 9 and leaf are")]
pub struct InvalidLevel {
    /// The text that was given.
    pub text: String,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareQuery {
    /// By what.
    pub by: Grouping,
    /// Only causes of this family, and only incidents that have one.
    pub under: Option<PatternId>,
    /// Of which incidents.
    pub scope: Scope,
}

/// How incidents spread.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shares {
    /// Incidents counted; one may be in several rows.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not counted.
    pub laboratory: usize,
    /// Those of the incidents counted that an annotation corrected.
    pub corrected: Vec<PostmortemId>,
    /// The first and the last date of those counted.
    pub between: Option<(When, When)>,
    /// The most frequent first; times, versions and severities in their order.
    pub rows: Vec<ShareRow>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRow {
    /// The value that they have in common; [`UNKNOWN`] where nobody says.
    pub key: String,
    /// Its name for a reader, where the records have one.
    pub name: Option<Localized>,
    /// The number of the trigger, where that is what they have in common.
    pub trigger: Option<u32>,
    /// Incidents in the group.
    pub count: usize,
    /// Their share of the total, 0 to 1.
    pub share: f64,
    /// Lower end of the 95 % Wilson interval of the share.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// There are fewer than [`FEW`] incidents in the group or in all.
    pub too_few: bool,
}

/// Counts incidents by a value.
#[must_use]
pub fn shares(table: &Table, query: &ShareQuery) -> Shares {
    let scope = Scope { pattern: query.under.clone().or(query.scope.pattern.clone()), ..query.scope.clone() };
    // A family within another scope: both must hold.
    let outer = query.scope.pattern.as_ref().filter(|_| query.under.is_some());
    let outer =
        outer.map(|pattern| Scope { pattern: Some(pattern.clone()), ..Scope::default() }.sieve(table));
    let selection = scope.select(table);
    let keys = Keys::new(table, query.by, query.under.as_ref());
    let mut counted = Shares { laboratory: selection.laboratory, ..Shares::default() };
    let mut counts: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    let mut buffer = Vec::new();
    for incident in
        selection.incidents(table).filter(|it| outer.as_ref().is_none_or(|sieve| sieve.holds(*it)))
    {
        counted.total += 1;
        counted.corrected.extend(incident.id().filter(|_| incident.is_corrected()));
        counted.between = widened(counted.between, incident.date());
        keys.of(incident, &mut buffer);
        for key in &buffer {
            *counts.entry(*key).or_default() += 1;
        }
    }
    let total = counted.total;
    let rows = counts.into_iter().map(|(number, count)| (number, row(keys.name(number), count, total)));
    let mut rows: Vec<(Option<u32>, ShareRow)> = rows.collect();
    if query.by.is_ordered() {
        rows.sort_by(|(_, a), (_, b)| in_order(&a.key, &b.key));
    } else {
        rows.sort_by(|(_, a), (_, b)| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
    }
    let is_trigger = query.by == Grouping::Trigger;
    counted.rows = rows
        .into_iter()
        .map(|(number, row)| ShareRow { trigger: number.filter(|_| is_trigger), ..row })
        .collect();
    counted
}

pub(crate) fn widened(between: Option<(When, When)>, date: Option<When>) -> Option<(When, When)> {
    let Some(date) = date else { return between };
    Some(between.map_or((date, date), |(first, last)| (first.min(date), last.max(date))))
}

impl ShareRow {
    /// So many of a total: the share of nothing is 0, and its interval all there is.
    #[must_use]
    pub fn of(key: String, name: Option<Localized>, count: usize, total: usize) -> Self {
        let (low, high) = wilson(count, total);
        let share = if total == 0 { 0.0 } else { real(count) / real(total) };
        let too_few = count < FEW || total < FEW;
        Self { key, name, trigger: None, count, share, low, high, too_few }
    }
}

fn row(key: String, count: usize, total: usize) -> ShareRow {
    let name = (key == UNKNOWN).then(|| Localized::both("未知", "unknown"));
    ShareRow::of(key, name, count, total)
}

/// Numbers within words by their value, what is unknown last: `1.9` before `1.22`, `P0` before `notice`.
fn in_order(a: &str, b: &str) -> Ordering {
    let rank = |key: &str| {
        let severity = Severity::ALL.iter().position(|severity| severity.as_str() == key);
        let parts: Vec<u64> = key.split(['.', '-', 'Q']).filter_map(|part| part.parse().ok()).collect();
        (key == UNKNOWN, severity, parts)
    };
    rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
}

/// The keys of a grouping as numbers, and their names.
pub(crate) struct Keys<'a> {
    table: &'a Table,
    by: Grouping,
    /// For each pattern the number of its family; none of a pattern outside the family that is asked for.
    families: Vec<Option<u32>>,
    family_names: Vec<PatternId>,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(table: &'a Table, by: Grouping, under: Option<&PatternId>) -> Self {
        let mut numbers: BTreeMap<PatternId, u32> = BTreeMap::new();
        let mut family_names = Vec::new();
        let families = table.pattern_ids.iter().map(|id| {
            under.is_none_or(|under| under.contains(id)).then_some(())?;
            let family = family_of(id, by);
            let next = u32::try_from(family_names.len()).ok()?;
            Some(*numbers.entry(family.clone()).or_insert_with(|| {
                family_names.push(family);
                next
            }))
        });
        let families = if by.is_of_patterns() { families.collect() } else { Vec::new() };
        Self { table, by, families, family_names }
    }

    /// The keys of an incident, each once; a single unknown one where it has none.
    pub(crate) fn of(&self, incident: Incident<'_>, keys: &mut Vec<Option<u32>>) {
        keys.clear();
        match self.by {
            Grouping::Pattern | Grouping::PatternGroup | Grouping::PatternLevel(_) => {
                let families =
                    incident.root_causes().filter_map(|pattern| *self.families.get(index(pattern))?);
                keys.extend(families.map(Some));
            }
            Grouping::Service => keys.extend(incident.services().iter().copied().map(Some)),
            Grouping::Project => keys.extend(incident.project().map(Some)),
            Grouping::Trigger => keys.extend(incident.trigger().map(Some)),
            Grouping::GoVersion => keys.extend(incident.go_version().map(Some)),
            Grouping::Month | Grouping::Quarter | Grouping::Year => {
                keys.extend(incident.date().and_then(|date| period(date, self.by)).map(Some));
            }
            Grouping::Severity => {
                let number = Severity::ALL.iter().position(|it| *it == incident.severity());
                keys.extend(number.and_then(|number| u32::try_from(number).ok()).map(Some));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            keys.push(None);
        }
    }

    pub(crate) fn name(&self, number: Option<u32>) -> String {
        let Some(number) = number else { return UNKNOWN.to_owned() };
        let name = |names: &[String]| names.get(index(number)).cloned();
        let name = match self.by {
            Grouping::Pattern | Grouping::PatternGroup | Grouping::PatternLevel(_) => {
                self.family_names.get(index(number)).map(ToString::to_string)
            }
            Grouping::Service => name(&self.table.service_names),
            Grouping::Project => name(&self.table.project_names),
            Grouping::GoVersion => name(&self.table.go_version_names),
            Grouping::Trigger => Some(format!("trigger-{number}")),
            Grouping::Month | Grouping::Quarter | Grouping::Year => Some(period_name(number, self.by)),
            Grouping::Severity => Severity::ALL.get(index(number)).map(|it| it.as_str().to_owned()),
        };
        name.unwrap_or_else(|| UNKNOWN.to_owned())
    }
}

fn depth(id: &PatternId) -> usize {
    id.as_str().split('.').count()
}

fn family_of(id: &PatternId, by: Grouping) -> PatternId {
    match by {
        Grouping::PatternGroup => id.parent().unwrap_or_else(|| id.clone()),
        Grouping::PatternLevel(level) => {
            let up = depth(id).saturating_sub(usize::from(level).max(1));
            let mut family = id.clone();
            for _ in 0..up {
                family = family.parent().unwrap_or(family);
            }
            family
        }
        _ => id.clone(),
    }
}

/// A period as a number: thirteen to a year for months, with zero for a year whose month is not known.
fn period(date: When, by: Grouping) -> Option<u32> {
    let (year, month) = date.month();
    let has_month = date.exactness() > Exactness::Year;
    let part = match by {
        _ if !has_month => 0,
        Grouping::Month => month,
        Grouping::Quarter => (month - 1) / 3 + 1,
        _ => 0,
    };
    u32::try_from(year * 13 + part).ok()
}

fn period_name(number: u32, by: Grouping) -> String {
    let (year, part) = (number / 13, number % 13);
    match by {
        Grouping::Month if part > 0 => format!("{year:04}-{part:02}"),
        Grouping::Quarter if part > 0 => format!("{year:04}-Q{part}"),
        _ => format!("{year:04}"),
    }
}
