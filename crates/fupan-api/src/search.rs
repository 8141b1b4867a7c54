//! The answer of a full-text search.

use fupan_engine::{SearchAnswer, SearchHit, SearchQuery};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{rounded, title_of};

/// The answer of a full-text search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SearchBody {
    /// As it was asked.
    pub query: String,
    /// How many incidents match in all.
    pub total: usize,
    /// Milliseconds that the answer took.
    pub took_ms: f64,
    /// The best matches, best first.
    pub hits: Vec<SearchHitBody>,
}

/// One incident that matches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SearchHitBody {
    /// Its id.
    pub id: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Its title, in the reader's language where it has one.
    pub title: String,
    /// How well it matches; only to be compared within one answer.
    pub score: f64,
    /// The part of its text that matches best.
    pub snippet: String,
    /// Where in the snippet the matches lie: byte offsets of start and end.
    pub highlights: Vec<(usize, usize)>,
    /// Words of the query that it contains.
    pub matched: Vec<String>,
}

impl SearchBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(query: &SearchQuery, answer: &SearchAnswer, language: Language, took_ms: f64) -> Self {
        let hits = answer.hits.iter().map(|hit| SearchHitBody::of(hit, language)).collect();
        Self { query: query.text.clone(), total: answer.total, took_ms, hits }
    }
}

impl SearchHitBody {
    fn of(hit: &SearchHit, language: Language) -> Self {
        Self {
            id: hit.incident.id.to_string(),
            aliases: hit.incident.aliases.clone(),
            title: title_of(&hit.incident.title, hit.incident.id, language),
            score: rounded(f64::from(hit.score)),
            snippet: hit.snippet.clone(),
            highlights: hit.highlights.iter().map(|range| (range.start, range.end)).collect(),
            matched: hit.matched.clone(),
        }
    }
}
