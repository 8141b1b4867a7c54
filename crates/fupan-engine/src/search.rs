//! Full-text search over the incidents.

use fupan_model::Language;
use fupan_search::{Snippet, TextQuery};

use crate::catalogue::IncidentSummary;
use crate::document::told;
use crate::{Engine, EngineError};

/// Bytes of text around the words that were found.
const SNIPPET_BYTES: usize = 240;

/// A full-text question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// The words, in Chinese, English and code.
    pub text: String,
    /// How many hits at most.
    pub limit: usize,
    /// Only incidents that have each of these: key and value.
    pub filters: Vec<(String, String)>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// How many incidents match in all.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<SearchHit>,
}

/// One incident that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// Which.
    pub incident: IncidentSummary,
    /// How well; only to be compared within one answer.
    pub score: f32,
    /// The parts of its texts that match best, one for each language it is told in.
    pub snippets: Vec<(Language, Snippet)>,
    /// The words of the query that it contains, as they were written.
    pub matched: Vec<String>,
}

impl SearchQuery {
    /// Splits a filter of the form `key:value`.
    ///
    /// # Errors
    /// [`EngineError::InvalidFilter`] where there is no key or no value.
    pub fn filter(text: &str) -> Result<(String, String), EngineError> {
        match text.split_once(':') {
            Some((key, value)) if !key.is_empty() && !value.is_empty() => {
                Ok((key.to_owned(), value.to_owned()))
            }
            _ => Err(EngineError::InvalidFilter { filter: text.to_owned() }),
        }
    }
}

impl Engine {
    /// Incidents whose texts, symbols, patterns and services match the words.
    ///
    /// # Errors
    /// [`EngineError::EmptyQuery`]; [`EngineError::Index`] where the view is damaged.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchAnswer, EngineError> {
        if query.text.trim().is_empty() {
            return Err(EngineError::EmptyQuery);
        }
        let found = self.text_hits(&TextQuery {
            text: query.text.clone(),
            limit: query.limit,
            filters: query.filters.clone(),
            exclude: Vec::new(),
        })?;
        let analysis = self.analyzer.analyze(&query.text);
        let mut hits = Vec::new();
        for hit in found.hits {
            let Some(postmortem) = hit.id.parse().ok().map(|id| self.incident(id)).transpose()?.flatten()
            else {
                continue;
            };
            let texts = told(&postmortem);
            let snippet_in = |language: Language| {
                let texts = texts.iter().filter_map(|text| text.get(language));
                let cut = |text| fupan_search::snippet(&self.analyzer, &analysis, text, SNIPPET_BYTES);
                Some((language, best(texts.map(cut))?))
            };
            hits.push(SearchHit {
                incident: IncidentSummary::of(&postmortem),
                score: hit.score,
                snippets: [Language::Zh, Language::En].into_iter().filter_map(snippet_in).collect(),
                matched: hit.matched,
            });
        }
        Ok(SearchAnswer { total: found.total, hits })
    }
}

/// The first of those with the most matches.
fn best(snippets: impl Iterator<Item = Snippet>) -> Option<Snippet> {
    snippets.reduce(|best, next| if next.highlights.len() > best.highlights.len() { next } else { best })
}
