//! Statistics: shares of causes, what came back, how long it took, and trends.

mod chart;
mod recurrence;
mod times;
mod trends;

pub use self::chart::duration;
pub use self::recurrence::{
    DatedIncidentBody, RecurrenceBody, RecurrencePairBody, RecurrenceRowBody, ReturnsBody,
};
pub use self::times::{LagBody, TimesBody, TimesRowBody};
pub use self::trends::{TrendBody, TrendVerdictBody, TrendsBody};
use fupan_engine::{Grouping, ShareQuery, ShareRow, Shares};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Reader, text_of};

/// How the incidents spread over causes, triggers, services, versions or time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharesBody {
    /// What they are grouped by: `pattern`, `family`, `trigger`, `service`, `project`, `month`, `quarter`, `year`,
    /// `go-version` or `severity`.
    pub by: String,
    /// The family of patterns whose parts are counted.
    pub under: Option<String>,
    /// Incidents counted; one may have several causes.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not counted.
    pub laboratory: usize,
    /// Those of the incidents counted that an annotation corrected: they count as corrected.
    pub corrected: Vec<String>,
    /// The first date of those counted.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// The most frequent first; times, versions and severities in their order.
    pub rows: Vec<ShareBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// The share of one cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShareBody {
    /// Its id in data.
    pub key: String,
    /// Its name for a reader.
    pub name: String,
    /// Incidents that have it.
    pub count: usize,
    /// Their share of the total, 0 to 1.
    pub share: f64,
    /// Lower end of the 95 % Wilson interval.
    pub low: f64,
    /// Upper end of the 95 % Wilson interval.
    pub high: f64,
    /// There are fewer than ten incidents in the row or in all.
    pub too_few: bool,
}

impl SharesBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(query: &ShareQuery, shares: &Shares, reader: Reader<'_>) -> Self {
        Self {
            by: name_of(query.by).to_owned(),
            under: query.under.as_ref().map(ToString::to_string),
            total: shares.total,
            laboratory: shares.laboratory,
            corrected: shares.corrected.iter().map(ToString::to_string).collect(),
            first: shares.between.map(|(first, _)| first.text()),
            last: shares.between.map(|(_, last)| last.text()),
            rows: shares.rows.iter().map(|row| ShareBody::of(row, reader.language)).collect(),
            notices: reader.notices(&[]),
        }
    }
}

/// The name of a grouping in data.
fn name_of(by: Grouping) -> &'static str {
    match by {
        Grouping::Pattern => "pattern",
        Grouping::PatternGroup | Grouping::PatternLevel(_) => "family",
        Grouping::Trigger => "trigger",
        Grouping::Service => "service",
        Grouping::Project => "project",
        Grouping::Month => "month",
        Grouping::Quarter => "quarter",
        Grouping::Year => "year",
        Grouping::GoVersion => "go-version",
        Grouping::Severity => "severity",
    }
}

impl ShareBody {
    pub(crate) fn of(row: &ShareRow, language: Language) -> Self {
        let name = row.name.as_ref().and_then(|name| text_of(name, language));
        Self {
            key: row.key.clone(),
            name: name.unwrap_or_else(|| row.key.clone()),
            count: row.count,
            share: row.share,
            low: row.low,
            high: row.high,
            too_few: row.too_few,
        }
    }
}
