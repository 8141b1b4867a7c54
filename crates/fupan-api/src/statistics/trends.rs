//! What becomes more frequent and what less.

use fupan_engine::{Trend, TrendPeriod, TrendRow, Trends, When};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Reader, rounded, text_of};

/// Counts over time, and whether they tell anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrendsBody {
    /// How long a period is: `month`, `quarter` or `year`.
    pub period: String,
    /// Incidents counted.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not.
    pub laboratory: usize,
    /// Incidents whose date is less exact than a period: they are in no period.
    pub undated: usize,
    /// The day on which the second half of the time begins.
    pub middle: Option<String>,
    /// The names of the periods, without a gap.
    pub periods: Vec<String>,
    /// All incidents; their probability stands alone.
    pub all: Option<TrendBody>,
    /// Families, the most frequent first.
    pub rows: Vec<TrendBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// One family over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrendBody {
    /// Which.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Incidents in each period.
    pub counts: Vec<usize>,
    /// Incidents in all.
    pub total: usize,
    /// Those of the first half of the time.
    pub early: usize,
    /// Those of the second.
    pub late: usize,
    /// How many times as often it happened in the second half; null where it did not happen in the first.
    pub ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end; null where there is none.
    pub high: Option<f64>,
    /// How probable counts that lie as far apart are where nothing changed, corrected for the number of families as Holm
    /// says; null where there is too little to tell.
    pub p: Option<f64>,
    /// What that tells.
    pub trend: TrendVerdictBody,
}

/// What counts over time tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrendVerdictBody {
    /// More often than before.
    Rising,
    /// Less often.
    Falling,
    /// Neither is shown.
    NoneShown,
    /// There are fewer than ten incidents.
    TooFew,
}

impl TrendsBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(period: TrendPeriod, trends: &Trends, reader: Reader<'_>) -> Self {
        let row = |row: &TrendRow| TrendBody::of(row, reader.language);
        Self {
            period: period.name().to_owned(),
            total: trends.total,
            laboratory: trends.laboratory,
            undated: trends.undated,
            middle: trends.middle.map(When::text),
            periods: trends.periods.clone(),
            all: trends.all.as_ref().map(row),
            rows: trends.rows.iter().map(row).collect(),
            notices: reader.notices(&[]),
        }
    }
}

impl TrendBody {
    fn of(row: &TrendRow, language: Language) -> Self {
        let name = row.name.as_ref().and_then(|name| text_of(name, language));
        Self {
            key: row.key.clone(),
            name: name.unwrap_or_else(|| row.key.clone()),
            counts: row.counts.clone(),
            total: row.total,
            early: row.early,
            late: row.late,
            ratio: row.ratio.map(rounded),
            low: row.low.map(rounded),
            high: row.high.map(rounded),
            p: row.p.map(rounded),
            trend: match row.trend {
                Trend::Rising => TrendVerdictBody::Rising,
                Trend::Falling => TrendVerdictBody::Falling,
                Trend::NoneShown => TrendVerdictBody::NoneShown,
                Trend::TooFew => TrendVerdictBody::TooFew,
            },
        }
    }
}
