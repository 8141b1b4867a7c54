//! How long incidents took.

use fupan_engine::{Grouping, LagTimes, Times, TimesRow};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::name_of;
use crate::{Reader, text_of};

/// How long incidents took until they were noticed, taken on, mitigated and resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimesBody {
    /// What they are grouped by; null where all are one.
    pub by: Option<String>,
    /// Incidents counted.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not.
    pub laboratory: usize,
    /// All of them under `all`, then by group, the largest first.
    pub rows: Vec<TimesRowBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// How long the incidents of a group took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimesRowBody {
    /// What they have in common.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Incidents of the group.
    pub total: usize,
    /// From the begin until it was noticed.
    pub detect: LagBody,
    /// From then until somebody took it on.
    pub acknowledge: LagBody,
    /// From the begin until users stopped to suffer.
    pub mitigate: LagBody,
    /// From the begin until the cause was removed.
    pub resolve: LagBody,
}

/// How long one part took, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LagBody {
    /// Incidents of which it is known.
    pub known: usize,
    /// Incidents of which both ends are written, but not exactly enough.
    pub inexact: usize,
    /// Lower quartile.
    pub q1: Option<f64>,
    /// The median.
    pub median: Option<f64>,
    /// Upper quartile.
    pub q3: Option<f64>,
    /// Lower end of the 95 % interval of the median; null where fewer than six are known.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Nine of ten took no longer; null where fewer than twenty are known.
    pub p90: Option<f64>,
    /// Fewer than ten are known.
    pub too_few: bool,
}

impl TimesBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(by: Option<Grouping>, times: &Times, reader: Reader<'_>) -> Self {
        Self {
            by: by.map(|by| name_of(by).to_owned()),
            total: times.total,
            laboratory: times.laboratory,
            rows: times.rows.iter().map(|row| TimesRowBody::of(row, reader.language)).collect(),
            notices: reader.notices(&[]),
        }
    }
}

impl TimesRowBody {
    fn of(row: &TimesRow, language: Language) -> Self {
        let [detect, acknowledge, mitigate, resolve] = row.lags.map(LagBody::from);
        let name = row.name.as_ref().and_then(|name| text_of(name, language));
        Self {
            key: row.key.clone(),
            name: name.unwrap_or_else(|| row.key.clone()),
            total: row.total,
            detect,
            acknowledge,
            mitigate,
            resolve,
        }
    }

    /// The parts in the order in which they happen.
    #[must_use]
    pub fn lags(&self) -> [LagBody; 4] {
        [self.detect, self.acknowledge, self.mitigate, self.resolve]
    }
}

impl From<LagTimes> for LagBody {
    fn from(it: LagTimes) -> Self {
        let quartile = |place: usize| it.quartiles.and_then(|quartiles| quartiles.get(place).copied());
        Self {
            known: it.known,
            inexact: it.inexact,
            q1: quartile(0),
            median: quartile(1),
            q3: quartile(2),
            low: it.median_interval.map(|(low, _)| low),
            high: it.median_interval.map(|(_, high)| high),
            p90: it.p90,
            too_few: it.too_few,
        }
    }
}
