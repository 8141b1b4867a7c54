//! Root-cause statistics.

use fupan_engine::{ShareRow, Shares};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Reader, text_of};

/// How the incidents spread over causes, triggers, services or months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharesBody {
    /// Incidents counted; one may have several causes.
    pub total: usize,
    /// The most frequent first.
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
}

impl SharesBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(shares: &Shares, reader: Reader<'_>) -> Self {
        Self {
            total: shares.total,
            rows: shares.rows.iter().map(|row| ShareBody::of(row, reader.language)).collect(),
            notices: reader.notices(&[]),
        }
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
        }
    }
}
