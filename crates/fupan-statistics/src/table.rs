//! The little of each incident that statistics read, in columns.
//!
//! Row 7 of each column is about the same incident; incidents follow one another by id. Texts that repeat (patterns,
//! services, projects, Go versions) stand once in a list, and a column holds their numbers. What an incident has
//! several of lies behind one another, with where each incident's part ends.

use std::collections::BTreeMap;

use fupan_model::{DateKind, Localized, Moment, Origin, PatternId, Postmortem, PostmortemId, Role, Severity};
use serde::{Deserialize, Serialize};

use crate::when::{Exactness, When};

/// What statistics read of all incidents that count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    ids: Vec<(u16, u32)>,
    dates: Vec<When>,
    laboratory: Vec<bool>,
    severities: Vec<u8>,
    /// One more than the number of the text; 0 where there is none.
    projects: Vec<u32>,
    go_versions: Vec<u32>,
    triggers: Vec<u32>,
    services: Lists,
    /// Twice the number of a pattern, one more where it was the defect to fix.
    causes: Lists,
    /// Whether an annotation corrected it.
    corrected: Vec<bool>,
    seen: Vec<Option<When>>,
    fixed: Vec<Option<When>>,
    lags: [Vec<u32>; 4],
    pub(crate) pattern_ids: Vec<PatternId>,
    pub(crate) project_names: Vec<String>,
    pub(crate) service_names: Vec<String>,
    pub(crate) go_version_names: Vec<String>,
}

/// A table, and what is seldom read and long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// The table.
    pub table: Table,
    /// The triggers by their numbers.
    pub triggers: Vec<Localized>,
}

/// What lies between two moments of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lag {
    /// From its begin until it was noticed.
    Detect,
    /// From then until somebody took it on.
    Acknowledge,
    /// From its begin until users stopped to suffer.
    Mitigate,
    /// From its begin until the cause was removed.
    Resolve,
}

impl Lag {
    /// All of them, in the order in which they happen.
    pub const ALL: [Self; 4] = [Self::Detect, Self::Acknowledge, Self::Mitigate, Self::Resolve];
}

/// A time that is not known.
const NOT_KNOWN: u32 = 0;
/// A time of which both ends are known, but not exactly enough.
const NOT_EXACT: u32 = 1;
/// Known times are seconds from here on.
const SECONDS: u32 = 2;

/// One incident of a table.
#[derive(Debug, Clone, Copy)]
pub struct Incident<'a> {
    table: &'a Table,
    row: usize,
}

impl Table {
    /// How many incidents it holds, those of a laboratory too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Its incidents, by id.
    pub fn incidents(&self) -> impl Iterator<Item = Incident<'_>> {
        (0..self.len()).map(|row| Incident { table: self, row })
    }

    /// The pattern of a number.
    #[must_use]
    pub fn pattern(&self, number: u32) -> Option<&PatternId> {
        self.pattern_ids.get(index(number))
    }

    pub(crate) fn at(&self, row: u32) -> Incident<'_> {
        Incident { table: self, row: index(row) }
    }
}

impl<'a> Incident<'a> {
    pub(crate) fn row(self) -> u32 {
        u32::try_from(self.row).unwrap_or(u32::MAX)
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> Option<PostmortemId> {
        let (year, number) = *self.table.ids.get(self.row)?;
        PostmortemId::new(year, number)
    }

    /// The date that its sources give.
    #[must_use]
    pub fn date(self) -> Option<When> {
        self.table.dates.get(self.row).copied()
    }

    /// Whether a program of ours failed in a laboratory.
    #[must_use]
    pub fn is_laboratory(self) -> bool {
        self.table.laboratory.get(self.row).copied().unwrap_or_default()
    }

    /// Whether an annotation corrected something of it.
    #[must_use]
    pub fn is_corrected(self) -> bool {
        self.table.corrected.get(self.row).copied().unwrap_or_default()
    }

    /// How bad it was.
    #[must_use]
    pub fn severity(self) -> Severity {
        let number = self.table.severities.get(self.row).copied().unwrap_or_default();
        Severity::ALL.get(usize::from(number)).copied().unwrap_or(Severity::Unrated)
    }

    /// The numbers of its patterns, each once, and whether each was the defect to fix.
    pub fn causes(self) -> impl Iterator<Item = (u32, bool)> + 'a {
        self.table.causes.of(self.row).iter().map(|code| (code / 2, code % 2 == 1))
    }

    /// The numbers of the patterns that were the defect to fix.
    pub fn root_causes(self) -> impl Iterator<Item = u32> + 'a {
        self.causes().filter(|(_, is_root)| *is_root).map(|(pattern, _)| pattern)
    }

    pub(crate) fn services(self) -> &'a [u32] {
        self.table.services.of(self.row)
    }

    pub(crate) fn project(self) -> Option<u32> {
        self.table.projects.get(self.row)?.checked_sub(1)
    }

    pub(crate) fn go_version(self) -> Option<u32> {
        self.table.go_versions.get(self.row)?.checked_sub(1)
    }

    pub(crate) fn trigger(self) -> Option<u32> {
        self.table.triggers.get(self.row)?.checked_sub(1)
    }

    /// A moment at which it was seen: its begin, or when it was noticed or reported. None where only a fix is dated.
    #[must_use]
    pub fn seen(self) -> Option<When> {
        self.table.seen.get(self.row).copied().flatten()
    }

    /// When its cause was removed.
    #[must_use]
    pub fn fixed(self) -> Option<When> {
        self.table.fixed.get(self.row).copied().flatten()
    }

    /// Seconds between two of its moments; an error where both are written, but not exactly enough.
    pub(crate) fn lag(self, lag: Lag) -> Option<Result<u32, NotExact>> {
        let code = self.table.lags.get(lag as usize).and_then(|lags| lags.get(self.row)).copied();
        match code.unwrap_or(NOT_KNOWN) {
            NOT_KNOWN => None,
            NOT_EXACT => Some(Err(NotExact)),
            seconds => Some(Ok(seconds - SECONDS)),
        }
    }
}

/// Both ends of a time are written, but not exactly enough to tell how long it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotExact;

/// Lists behind one another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn push(&mut self, items: impl Iterator<Item = u32>) {
        self.items.extend(items);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    fn of(&self, row: usize) -> &[u32] {
        let end = |row: usize| self.ends.get(row).copied().map_or(0, index);
        let start = row.checked_sub(1).map_or(0, end);
        self.items.get(start..end(row)).unwrap_or_default()
    }
}

/// Makes a table of records. Examples and withdrawn records are left out.
#[derive(Debug, Default)]
pub struct TableBuilder {
    tables: Tables,
    patterns: BTreeMap<PatternId, u32>,
    projects: Names,
    services: Names,
    go_versions: BTreeMap<String, u32>,
    triggers: BTreeMap<String, u32>,
}

impl TableBuilder {
    /// Takes what counts of an incident. They come by id.
    pub fn add(&mut self, postmortem: &Postmortem) {
        if !postmortem.counts() {
            return;
        }
        let causes = self.causes_of(postmortem);
        let services: Vec<u32> =
            postmortem.services.iter().map(|service| self.services.number(service)).collect();
        let project = postmortem.project.as_ref().map(|project| self.projects.number(project));
        let go_version = go_version_of(postmortem).map(|version| number(&mut self.go_versions, &version));
        let trigger = self.trigger_of(postmortem);
        let table = &mut self.tables.table;
        table.ids.push((postmortem.id.year(), postmortem.id.number()));
        table.dates.push(When::of(&postmortem.date));
        table.laboratory.push(postmortem.origin == Origin::Reproduced);
        let severity = Severity::ALL.iter().position(|it| *it == postmortem.severity);
        table.severities.push(severity.and_then(|it| u8::try_from(it).ok()).unwrap_or_default());
        table.projects.push(project.map_or(0, |number| number + 1));
        table.go_versions.push(go_version.map_or(0, |number| number + 1));
        table.triggers.push(trigger.map_or(0, |number| number + 1));
        table.services.push(services.into_iter());
        table.causes.push(causes.into_iter());
        table.corrected.push(!postmortem.corrections.is_empty());
        table.seen.push(seen_at(postmortem));
        table.fixed.push(fixed_at(postmortem));
        for (lag, lags) in Lag::ALL.into_iter().zip(&mut table.lags) {
            lags.push(lag_of(postmortem, lag));
        }
    }

    fn causes_of(&mut self, postmortem: &Postmortem) -> Vec<u32> {
        let causes = &postmortem.root_causes;
        let is_root =
            |id: &PatternId| causes.iter().any(|cause| cause.pattern == *id && cause.role == Role::Root);
        let patterns: Vec<&PatternId> = postmortem.patterns().collect();
        let code = |id: &PatternId| number(&mut self.patterns, id) * 2 + u32::from(is_root(id));
        patterns.into_iter().map(code).collect()
    }

    fn trigger_of(&mut self, postmortem: &Postmortem) -> Option<u32> {
        let trigger = postmortem.trigger.known()?;
        let key = trigger.en.as_ref().or(trigger.zh.as_ref())?;
        let known = self.triggers.len();
        let number = number(&mut self.triggers, key);
        if index(number) == known {
            self.tables.triggers.push(trigger.clone());
        }
        Some(number)
    }

    /// The table.
    #[must_use]
    pub fn finish(self) -> Tables {
        let Self { mut tables, patterns, projects, services, go_versions, .. } = self;
        tables.table.pattern_ids = in_order(patterns);
        tables.table.project_names = projects.spellings;
        tables.table.service_names = services.spellings;
        tables.table.go_version_names = in_order(go_versions);
        tables
    }
}

/// Names that are one whatever the case of their letters, as they were first written.
#[derive(Debug, Default)]
struct Names {
    numbers: BTreeMap<String, u32>,
    spellings: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let number = number(&mut self.numbers, &name.to_lowercase());
        if index(number) == self.spellings.len() {
            self.spellings.push(name.to_owned());
        }
        number
    }
}

/// The number of a text, a new one where it comes first.
fn number<K: Ord + Clone>(numbers: &mut BTreeMap<K, u32>, key: &K) -> u32 {
    if let Some(number) = numbers.get(key) {
        return *number;
    }
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.insert(key.clone(), next);
    next
}

fn in_order<K>(numbers: BTreeMap<K, u32>) -> Vec<K> {
    let mut pairs: Vec<(K, u32)> = numbers.into_iter().collect();
    pairs.sort_by_key(|(_, number)| *number);
    pairs.into_iter().map(|(key, _)| key).collect()
}

pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// `1.22` of `1.22.3`, `go1.22rc1` and `1.22`.
fn go_version_of(postmortem: &Postmortem) -> Option<String> {
    let version = postmortem.runtime.as_ref()?.go_version.as_deref()?;
    let version = version.trim().trim_start_matches("go");
    let (major, rest) = version.split_once('.')?;
    let minor: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(major) && is_number(&minor)).then(|| format!("{major}.{minor}"))
}

/// The date of a fix or an advisory says nothing of when the failure was seen.
fn seen_at(postmortem: &Postmortem) -> Option<When> {
    let dated = matches!(postmortem.date_kind, DateKind::Incident | DateKind::Report);
    let date = dated.then_some(&postmortem.date);
    postmortem.started_at.as_ref().or(postmortem.detected_at.as_ref()).or(date).map(When::of)
}

fn fixed_at(postmortem: &Postmortem) -> Option<When> {
    let date = (postmortem.date_kind == DateKind::Fix).then_some(&postmortem.date);
    postmortem.resolved_at.as_ref().or(date).map(When::of)
}

fn lag_of(postmortem: &Postmortem, lag: Lag) -> u32 {
    let (from, to): (&Option<Moment>, &Option<Moment>) = match lag {
        Lag::Detect => (&postmortem.started_at, &postmortem.detected_at),
        Lag::Acknowledge => (&postmortem.detected_at, &postmortem.acknowledged_at),
        Lag::Mitigate => (&postmortem.started_at, &postmortem.mitigated_at),
        Lag::Resolve => (&postmortem.started_at, &postmortem.resolved_at),
    };
    let (Some(from), Some(to)) = (from, to) else { return NOT_KNOWN };
    exact_seconds(When::of(from), When::of(to)).map_or(NOT_EXACT, |seconds| seconds + SECONDS)
}

/// The seconds from one moment to another. Days, months and years leave a doubt of as much; where that is more than a
/// tenth of the whole, or the second may lie before the first, nothing can be said.
fn exact_seconds(from: When, to: When) -> Option<u32> {
    let is_exact = from.exactness() == Exactness::Time && to.exactness() == Exactness::Time;
    if is_exact {
        return u32::try_from(to.earliest() - from.earliest())
            .ok()
            .map(|seconds| seconds.min(u32::MAX - SECONDS));
    }
    let (shortest, longest) = (to.earliest() - from.latest(), to.latest() - from.earliest());
    let middle = shortest + (longest - shortest) / 2;
    let is_sure = shortest > 0 && (longest - shortest) <= middle / 10;
    is_sure.then(|| u32::try_from(middle).ok()).flatten().map(|seconds| seconds.min(u32::MAX - SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_only_told_where_both_ends_are_exact_enough() {
        let check = |from: &str, to: &str, expected: Option<u32>| {
            let when = |text: &str| When::of(&text.parse().unwrap());
            assert_eq!(exact_seconds(when(from), when(to)), expected, "{from} {to}");
        };
        check("2020-02-29T03:08:00Z", "2020-02-29T03:10:30Z", Some(150));
        check("2020-02-29T03:08:00Z", "2020-02-29T03:08:00Z", Some(0));
        check("2020-02-29T03:08:00Z", "2020-02-29T03:07:00Z", None);
        check("2020-02-29", "2020-02-29", None);
        check("2020-02-29", "2020-03-01", None);
        check("2020-02-01", "2020-03-02", Some(30 * 86_400));
        check("2020", "2021", None);
        check("2020-02-29T00:00:00Z", "2020-03", None);
    }

    #[test]
    fn lists_lie_behind_one_another() {
        let mut lists = Lists::default();
        lists.push([1, 2].into_iter());
        lists.push([].into_iter());
        lists.push([3].into_iter());
        assert_eq!([lists.of(0), lists.of(1), lists.of(2), lists.of(3)], [&[1, 2][..], &[], &[3], &[]]);
    }
}
