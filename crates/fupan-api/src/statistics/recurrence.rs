//! What came back.

use fupan_engine::{RecurrenceAnswer, RecurrenceRow, Returns, ToldPair};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Reader, rounded, text_of, title_of};

/// The same root causes in the same places after they were mended there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecurrenceBody {
    /// Incidents looked at.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not.
    pub laboratory: usize,
    /// Incidents without a date of the fix, or without a place.
    pub undated: usize,
    /// How many fixes were followed by the same again.
    #[serde(flatten)]
    pub all: ReturnsBody,
    /// By pattern, those that came back most often first.
    pub rows: Vec<RecurrenceRowBody>,
    /// How many came back.
    pub pairs_total: usize,
    /// The latest of them.
    pub pairs: Vec<RecurrencePairBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// How many fixes were followed by the same again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReturnsBody {
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
    /// There are fewer than ten fixes.
    pub too_few: bool,
}

/// The fixes of one pattern.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecurrenceRowBody {
    /// The pattern.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How many were followed.
    #[serde(flatten)]
    pub returns: ReturnsBody,
    /// Days until it came back, in the middle; null where it did not.
    pub median_days: Option<i64>,
}

/// A root cause that was seen again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecurrencePairBody {
    /// The pattern of both.
    pub pattern: String,
    /// Its name.
    pub name: String,
    /// Where: a service or a project.
    pub place: String,
    /// Days between them, at least.
    pub days: i64,
    /// The incident that was mended last before, and when that was.
    pub fixed: DatedIncidentBody,
    /// How it was mended; null where that is not known.
    pub fix: Option<String>,
    /// The commits of that.
    pub commits: Vec<String>,
    /// The incident that came after, and when it was seen.
    pub again: DatedIncidentBody,
}

/// An incident on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DatedIncidentBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The date, as exact as it is known.
    pub on: String,
}

impl RecurrenceBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(answer: &RecurrenceAnswer, reader: Reader<'_>) -> Self {
        let found = &answer.recurrence;
        Self {
            total: found.total,
            laboratory: found.laboratory,
            undated: found.undated,
            all: found.all.into(),
            rows: found.rows.iter().map(|row| RecurrenceRowBody::of(row, reader.language)).collect(),
            pairs_total: found.returned,
            pairs: answer.told.iter().map(|pair| RecurrencePairBody::of(pair, reader.language)).collect(),
            notices: reader.notices(&[]),
        }
    }
}

impl From<Returns> for ReturnsBody {
    fn from(it: Returns) -> Self {
        Self {
            fixes: it.fixes,
            followed: it.followed,
            share: rounded(it.share),
            low: rounded(it.low),
            high: rounded(it.high),
            too_few: it.too_few,
        }
    }
}

impl RecurrenceRowBody {
    fn of(row: &RecurrenceRow, language: Language) -> Self {
        let key = row.pattern.to_string();
        Self {
            name: row.name.as_ref().and_then(|name| text_of(name, language)).unwrap_or_else(|| key.clone()),
            key,
            returns: row.returns.into(),
            median_days: row.median_days,
        }
    }
}

impl RecurrencePairBody {
    fn of(told: &ToldPair, language: Language) -> Self {
        let incident = |summary: &fupan_engine::IncidentSummary, on: String| DatedIncidentBody {
            id: summary.id.to_string(),
            title: title_of(&summary.title, summary.id, language),
            on,
        };
        let pattern = told.pair.pattern.to_string();
        let name = told.name.as_ref().and_then(|name| text_of(name, language));
        Self {
            name: name.unwrap_or_else(|| pattern.clone()),
            pattern,
            place: told.pair.place.clone(),
            days: told.pair.days,
            fixed: incident(&told.fixed, told.pair.fixed_on.text()),
            fix: told.fix.as_ref().and_then(|fix| text_of(fix, language)),
            commits: told.commits.clone(),
            again: incident(&told.again, told.pair.seen_on.text()),
        }
    }
}
