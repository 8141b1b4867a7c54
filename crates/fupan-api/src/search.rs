//! The answer of a full-text search.

use fupan_engine::{SearchAnswer, SearchHit, SearchQuery, Snippet};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Reader, rounded, title_of};

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
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
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
    pub fn of(query: &SearchQuery, answer: &SearchAnswer, reader: Reader<'_>, took_ms: f64) -> Self {
        let hits = answer.hits.iter().map(|hit| SearchHitBody::of(hit, reader.language)).collect();
        let notices = reader.notices(&[]);
        Self { query: query.text.clone(), total: answer.total, took_ms, hits, notices }
    }
}

impl SearchHitBody {
    fn of(hit: &SearchHit, language: Language) -> Self {
        let snippet = snippet_for(&hit.snippets, language);
        Self {
            id: hit.incident.id.to_string(),
            aliases: hit.incident.aliases.clone(),
            title: title_of(&hit.incident.title, hit.incident.id, language),
            score: rounded(f64::from(hit.score)),
            snippet: snippet.text,
            highlights: snippet.highlights.iter().map(|range| (range.start, range.end)).collect(),
            matched: hit.matched.clone(),
        }
    }
}

/// That in the reader's language, unless only the other shows a match.
fn snippet_for(snippets: &[(Language, Snippet)], language: Language) -> Snippet {
    let readable = |(_, snippet): &&(Language, Snippet)| !snippet.highlights.is_empty();
    let own = |(other, _): &&(Language, Snippet)| *other == language;
    let chosen = snippets.iter().filter(readable).find(own).or_else(|| snippets.iter().find(readable));
    let chosen = chosen.or_else(|| snippets.iter().find(own)).or_else(|| snippets.first());
    chosen.map(|(_, snippet)| snippet.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_in_the_readers_language_unless_only_the_other_matches() {
        let snippet = |text: &str, matches: bool| Snippet {
            text: text.to_owned(),
            highlights: matches.then_some(0..1).into_iter().collect(),
        };
        let chosen = |zh: bool, en: bool, language| {
            let snippets = [(Language::Zh, snippet("死锁", zh)), (Language::En, snippet("deadlock", en))];
            snippet_for(&snippets, language).text
        };
        assert_eq!(chosen(true, true, Language::En), "deadlock");
        assert_eq!(chosen(true, true, Language::Zh), "死锁");
        assert_eq!(chosen(true, false, Language::En), "死锁");
        assert_eq!(chosen(false, false, Language::En), "deadlock");
        assert_eq!(snippet_for(&[(Language::Zh, snippet("死锁", false))], Language::En).text, "死锁");
        assert_eq!(snippet_for(&[], Language::En), Snippet::default());
    }
}
