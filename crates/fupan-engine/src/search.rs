//! Full-text search over the incidents.

mod cursor;
mod written;

use fupan_locale::NoticeMessage;
use fupan_model::{Language, Postmortem};
use fupan_search::{Instead, Snippet, TextHit, TextHits, TextQuery};

pub(crate) use self::written::Written;
use crate::catalogue::IncidentSummary;
use crate::document::told;
use crate::{Engine, EngineError};

/// Bytes of text around the words that were found.
const SNIPPET_BYTES: usize = 240;

/// A full-text question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// The words, in Chinese, English and code; `"phrases"`, `key:value` filters and `-what is not wanted` among them.
    pub text: String,
    /// How many hits at most.
    pub limit: usize,
    /// Only incidents that have each of these: key and value.
    pub filters: Vec<(String, String)>,
    /// Where the page before ended: [`SearchAnswer::next`].
    pub cursor: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// How many incidents match in all.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<SearchHit>,
    /// The cursor of the next page; none behind the last hit.
    pub next: Option<String>,
    /// What should be known beside the answer.
    pub notices: Vec<NoticeMessage>,
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
    /// What it says in other words or another spelling.
    pub instead: Vec<Instead>,
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
    /// [`EngineError::EmptyQuery`], [`EngineError::InvalidFilter`], [`EngineError::InvalidCursor`];
    /// [`EngineError::Index`] where the view is damaged.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchAnswer, EngineError> {
        let mut written = Written::read(&query.text)?;
        for (key, value) in &query.filters {
            written.add_filter(&key.to_lowercase(), value, false)?;
        }
        if query.text.trim().is_empty() && query.filters.is_empty() {
            return Err(EngineError::EmptyQuery);
        }
        let id = written.hash();
        let after = query.cursor.as_deref().map(|cursor| cursor::read(cursor, id)).transpose()?;
        let before = after.as_ref().map_or(0, |after| after.rank);
        let asked = TextQuery { limit: query.limit, after, ..self.text_query(&written) };
        let (found, notices) = self.found(asked)?;
        let shown = before + found.hits.len();
        let total = found.total.unwrap_or(shown);
        let last = found.hits.last().filter(|_| shown < total);
        let next = last.map(|last| cursor::behind(id, shown, last.score, &last.id));
        let hits = self.search_hits(&written, found.hits)?;
        Ok(SearchAnswer { total, hits, next, notices })
    }

    fn text_query(&self, written: &Written) -> TextQuery<'_> {
        TextQuery {
            text: written.words.clone(),
            counts: true,
            phrases: written.phrases.clone(),
            without: written.without.clone(),
            filters: written.filters.clone(),
            without_filters: written.without_filters.clone(),
            since: written.since,
            until: written.until,
            glossary: Some(self.glossary()),
            ..TextQuery::default()
        }
    }

    /// Quotes come with pasted lines too: where no incident has the phrases, their words are looked for.
    fn found(&self, mut query: TextQuery<'_>) -> Result<(TextHits, Vec<NoticeMessage>), EngineError> {
        let found = self.text_hits(&query)?;
        if query.phrases.is_empty() || found.total != Some(0) {
            return Ok((found, Vec::new()));
        }
        let phrases = std::mem::take(&mut query.phrases).join("”, “");
        Ok((self.text_hits(&query)?, vec![NoticeMessage::PhraseNotFound { phrases }]))
    }

    fn search_hits(&self, written: &Written, found: Vec<TextHit>) -> Result<Vec<SearchHit>, EngineError> {
        let mut hits = Vec::new();
        for hit in found {
            let Some(postmortem) = hit.id.parse().ok().map(|id| self.incident(id)).transpose()?.flatten()
            else {
                continue;
            };
            hits.push(SearchHit {
                incident: IncidentSummary::of(&postmortem),
                score: hit.score,
                snippets: self.snippets(&written.words, &hit.instead, &postmortem),
                matched: hit.matched,
                instead: hit.instead,
            });
        }
        Ok(hits)
    }

    fn snippets(
        &self,
        words: &str,
        instead: &[Instead],
        postmortem: &Postmortem,
    ) -> Vec<(Language, Snippet)> {
        let said: Vec<&str> =
            std::iter::once(words).chain(instead.iter().map(|other| other.found.as_str())).collect();
        let asked = fupan_search::Highlighter::of(&self.analyzer, &said);
        let texts = told(postmortem);
        let snippet_in = |language: Language| {
            let texts = texts.iter().filter_map(|text| text.get(language));
            let cut = |text| asked.snippet(&self.analyzer, text, SNIPPET_BYTES);
            Some((language, best(texts.map(cut))?))
        };
        [Language::Zh, Language::En].into_iter().filter_map(snippet_in).collect()
    }
}

/// The first of those with the most matches.
fn best(snippets: impl Iterator<Item = Snippet>) -> Option<Snippet> {
    snippets.reduce(|best, next| if next.highlights.len() > best.highlights.len() { next } else { best })
}
