//! How incidents spread over causes, triggers, services and months.

use std::collections::{BTreeMap, BTreeSet};

use fupan_model::{Localized, Moment, Postmortem, Role};

use crate::interval::wilson_interval;

/// The key of incidents of which nobody knows the value.
const UNKNOWN: &str = "unknown";

/// What incidents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The patterns that were the defect to fix.
    Pattern,
    /// The families of those.
    PatternGroup,
    /// What set them off.
    Trigger,
    /// The service.
    Service,
    /// The month, or the year where the month is not known.
    Month,
}

impl Grouping {
    /// The grouping of a name: `pattern`, `group`, `trigger`, `service` or `month`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "pattern" => Some(Self::Pattern),
            "group" => Some(Self::PatternGroup),
            "trigger" => Some(Self::Trigger),
            "service" => Some(Self::Service),
            "month" => Some(Self::Month),
            _ => None,
        }
    }
}

/// How incidents spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Incidents counted; one may be in several rows.
    pub total: usize,
    /// The most frequent first; months in their order.
    pub rows: Vec<ShareRow>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRow {
    /// The value that they have in common; `unknown` where nobody says.
    pub key: String,
    /// Its name for a reader, where the records have one.
    pub name: Option<Localized>,
    /// Incidents in the group.
    pub count: usize,
    /// Their share of the total, 0 to 1.
    pub share: f64,
    /// Lower end of the 95 % Wilson interval of the share.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Counts incidents by a value. Examples and withdrawn ones never count. With `since`, an incident counts if the
/// earliest instant that its date can mean is not before that of `since`.
#[must_use]
pub fn root_cause_shares(postmortems: &[Postmortem], by: Grouping, since: Option<&Moment>) -> Shares {
    let since = since.map(Moment::earliest_unix_seconds);
    let mut total = 0;
    let mut groups: BTreeMap<String, (usize, Option<Localized>)> = BTreeMap::new();
    for postmortem in postmortems {
        let too_early = since.is_some_and(|since| postmortem.date.earliest_unix_seconds() < since);
        if too_early || !postmortem.counts() {
            continue;
        }
        total += 1;
        for (key, name) in keys(postmortem, by) {
            groups.entry(key).or_insert((0, name)).0 += 1;
        }
    }
    let mut rows: Vec<ShareRow> =
        groups.into_iter().map(|(key, (count, name))| ShareRow::of(key, name, count, total)).collect();
    if by != Grouping::Month {
        rows.sort_by(|a, b| b.count.cmp(&a.count).then(a.key.cmp(&b.key)));
    }
    Shares { total, rows }
}

/// The values of an incident, each once.
fn keys(postmortem: &Postmortem, by: Grouping) -> BTreeMap<String, Option<Localized>> {
    let roots = postmortem.root_causes.iter().filter(|cause| cause.role == Role::Root);
    let plain = |keys: BTreeSet<String>| keys.into_iter().map(|key| (key, None)).collect();
    let mut keys: BTreeMap<String, Option<Localized>> = match by {
        Grouping::Pattern => plain(roots.map(|cause| cause.pattern.to_string()).collect()),
        Grouping::PatternGroup => {
            let family = |cause: &fupan_model::RootCause| {
                cause.pattern.parent().unwrap_or_else(|| cause.pattern.clone()).to_string()
            };
            plain(roots.map(family).collect())
        }
        Grouping::Trigger => {
            let trigger = postmortem.trigger.known();
            let key = trigger.and_then(|trigger| trigger.en.clone().or_else(|| trigger.zh.clone()));
            key.map(|key| (key, trigger.cloned())).into_iter().collect()
        }
        Grouping::Service => plain(postmortem.services.iter().cloned().collect()),
        Grouping::Month => {
            let date = &postmortem.date;
            let month = date.month().map_or_else(String::new, |month| format!("-{month:02}"));
            plain(BTreeSet::from([format!("{:04}{month}", date.year())]))
        }
    };
    if keys.is_empty() {
        keys.insert(UNKNOWN.to_owned(), Some(Localized::both("未知", "unknown")));
    }
    keys
}

impl ShareRow {
    /// So many of a total: the share of nothing is 0, and its interval all there is.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of incidents are small")]
    pub fn of(key: String, name: Option<Localized>, count: usize, total: usize) -> Self {
        let (low, high) = wilson(count, total);
        let share = count as f64 / total.max(1) as f64;
        Self { key, name, count, share, low, high }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of incidents are small")]
fn wilson(count: usize, total: usize) -> (f64, f64) {
    wilson_interval(count as f64, total as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_known_counts() {
        for ((count, total), (low, high)) in [
            ((37, 100), (0.281_8, 0.467_8)),
            ((0, 10), (0.0, 0.277_5)),
            ((10, 10), (0.722_5, 1.0)),
            ((1, 187), (0.000_9, 0.029_7)),
            ((0, 0), (0.0, 1.0)),
        ] {
            let interval = wilson(count, total);
            assert!((interval.0 - low).abs() < 1e-4 && (interval.1 - high).abs() < 1e-4, "{interval:?}");
        }
    }
}
