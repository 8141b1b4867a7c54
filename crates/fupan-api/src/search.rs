//! The answer of a full-text search.

use fupan_engine::{
    Completion, CompletionKind, Instead, Sameness, SearchAnswer, SearchHit, SearchQuery, Snippet,
};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CorrectionBody, Reader, rounded, title_of};

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
    /// What gives the next page; null behind the last hit.
    pub next_cursor: Option<String>,
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
    /// What it says in other words or another spelling.
    pub instead: Vec<InsteadBody>,
    /// What annotations corrected in it.
    pub corrections: Vec<CorrectionBody>,
}

/// Words of the query for which an incident has others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InsteadBody {
    /// As the query says it.
    pub asked: String,
    /// As the incident says it.
    pub found: String,
    /// Why they are the same.
    pub because: SamenessBody,
}

/// Why two words are taken for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SamenessBody {
    /// The glossary says so.
    Meaning,
    /// No incident has the one, and the other is spelled nearly so.
    Spelling,
}

/// What can stand for the last word of a text that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CompletionsBody {
    /// As it was typed.
    pub query: String,
    /// The likeliest first.
    pub completions: Vec<CompletionBody>,
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CompletionBody {
    /// The whole word.
    pub text: String,
    /// What it is.
    pub kind: CompletionKindBody,
    /// How many incidents have it; null for a word of the glossary.
    pub incidents: Option<usize>,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CompletionKindBody {
    /// A Go function, type or package.
    Symbol,
    /// A service.
    Service,
    /// A project.
    Project,
    /// A root-cause pattern.
    Pattern,
    /// A word of the glossary.
    Term,
}

impl CompletionsBody {
    /// The JSON shape of completions.
    #[must_use]
    pub fn of(query: &str, completions: &[Completion]) -> Self {
        let body = |completion: &Completion| CompletionBody {
            text: completion.text.clone(),
            kind: match completion.kind {
                CompletionKind::Symbol => CompletionKindBody::Symbol,
                CompletionKind::Service => CompletionKindBody::Service,
                CompletionKind::Project => CompletionKindBody::Project,
                CompletionKind::Pattern => CompletionKindBody::Pattern,
                CompletionKind::Term => CompletionKindBody::Term,
            },
            incidents: completion.incidents,
        };
        Self { query: query.to_owned(), completions: completions.iter().map(body).collect() }
    }
}

impl From<&Instead> for InsteadBody {
    fn from(instead: &Instead) -> Self {
        Self {
            asked: instead.asked.clone(),
            found: instead.found.clone(),
            because: match instead.because {
                Sameness::Meaning => SamenessBody::Meaning,
                Sameness::Spelling => SamenessBody::Spelling,
            },
        }
    }
}

impl SearchBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(query: &SearchQuery, answer: &SearchAnswer, reader: Reader<'_>, took_ms: f64) -> Self {
        let hits = answer.hits.iter().map(|hit| SearchHitBody::of(hit, reader.language)).collect();
        let notices = reader.notices(&answer.notices);
        let next_cursor = answer.next.clone();
        Self { query: query.text.clone(), total: answer.total, took_ms, hits, next_cursor, notices }
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
            instead: hit.instead.iter().map(InsteadBody::from).collect(),
            corrections: CorrectionBody::all(&hit.incident.corrections, language),
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
