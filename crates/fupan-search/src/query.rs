//! A question to the text index.
//!
//! Each distinct token of the question asks its fields as one (the best field counts, the others a little), and the
//! tokens add up; so do other words for what it says, where a glossary knows some. The best documents are then looked at
//! closely: words that are neighbours in the question and in the document, and the function words that hold it together,
//! order what the words alone leave close. What a hit contains is read back from the index, so that its reasons are
//! facts.

mod asked;
mod closely;
mod conditions;
mod listed;
mod meaning;
mod phrase;
mod spelling;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fupan_text::{Analyzer, Glossary};
use tantivy::DocAddress;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

pub(crate) use self::asked::Asked;
use self::closely::{Contents, Neighbours};
pub(crate) use self::meaning::{Meaning, Said};
use crate::coverage::QuestionParts;
use crate::{SearchError, TextIndex, weights};

/// A question to the text index.
#[derive(Debug, Clone, Default)]
pub struct TextQuery<'a> {
    /// The words, in Chinese, English and code.
    pub text: String,
    /// How many hits at most.
    pub limit: usize,
    /// The last hit of the page before; the hits go on behind it.
    pub after: Option<AfterHit>,
    /// Whether all matches are counted.
    pub counts: bool,
    /// Words that stand in a document one behind the other.
    pub phrases: Vec<String>,
    /// Words that must not.
    pub without: Vec<String>,
    /// Only documents that have each of these: key and value.
    pub filters: Vec<(String, String)>,
    /// Only documents that have none of these.
    pub without_filters: Vec<(String, String)>,
    /// Only documents of this day and later, in days since 1970.
    pub since: Option<i64>,
    /// Only documents of this day and earlier.
    pub until: Option<i64>,
    /// Ids to leave out.
    pub exclude: Vec<String>,
    /// Where other words for the same are looked up.
    pub glossary: Option<&'a Glossary>,
}

/// A place in the order of the hits.
#[derive(Debug, Clone, PartialEq)]
pub struct AfterHit {
    /// The score of a hit.
    pub score: f32,
    /// Its id.
    pub id: String,
    /// How many hits stand up to it.
    pub rank: usize,
}

/// The documents that match.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextHits {
    /// How many in all, where that was asked.
    pub total: Option<usize>,
    /// The best, best first; equal ones by id.
    pub hits: Vec<TextHit>,
    /// How much the question tells: the sum of what its words tell, in nats.
    pub told: f32,
}

/// One document.
#[derive(Debug, Clone, PartialEq)]
pub struct TextHit {
    /// Its id.
    pub id: String,
    /// How well it matches, in the measure of BM25; only to be compared within one answer.
    pub score: f32,
    /// The words of the question that it contains, as they were written, in their order.
    pub matched: Vec<String>,
    /// What it says in other words or another spelling.
    pub instead: Vec<Instead>,
    /// How much of the question it contains, 0 to 1: the share of its letters, each weighted by how telling the word
    /// is in which it stands.
    pub coverage: f32,
}

/// Words of a question for which a document has others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// As the question says it.
    pub asked: String,
    /// As the document says it.
    pub found: String,
    /// Why they are the same.
    pub because: Sameness,
}

/// Why two words are taken for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sameness {
    /// A glossary says so.
    Meaning,
    /// No document has the one, and the other is spelled nearly so.
    Spelling,
}

/// A document that was found, before it is told of.
struct Found {
    score: f32,
    id: String,
    address: DocAddress,
    contents: Contents,
}

/// A question, understood.
struct Question<'a> {
    text: &'a str,
    asked: Vec<Asked>,
    meanings: Vec<Meaning>,
}

impl TextIndex {
    /// The documents that match a question best. A question without words, or only with words that no document has,
    /// matches nothing, unless it makes conditions: then it matches all that fulfil them.
    ///
    /// # Errors
    /// [`SearchError::Index`] where the index is damaged.
    pub fn search(&self, analyzer: &Analyzer, query: &TextQuery<'_>) -> Result<TextHits, SearchError> {
        self.answer(analyzer, query).map_err(SearchError::index(&self.path))
    }

    fn answer(&self, analyzer: &Analyzer, query: &TextQuery<'_>) -> tantivy::Result<TextHits> {
        let asked = self.asked(analyzer, &query.text)?;
        let meanings = match query.glossary {
            Some(glossary) => self.meanings(analyzer, glossary, &query.text)?,
            None => Vec::new(),
        };
        let question = Question { text: &query.text, asked, meanings };
        let Some(scored) = self.scored(&question, query) else {
            return Ok(TextHits { total: query.counts.then_some(0), ..TextHits::default() });
        };
        let search = self.with_conditions(scored, analyzer, query)?;
        let mut found = self.best(&*search, &question, query)?;
        if let Some(after) = &query.after {
            found.retain(|found| found.is_behind(after));
        }
        found.truncate(query.limit);
        let parts = QuestionParts::of(&question.asked);
        let hits = found.into_iter().map(|found| found.told(&question, &parts)).collect();
        let total = query.counts.then(|| self.searcher.search(&*search, &Count)).transpose()?;
        Ok(TextHits { total, hits, told: parts.told() })
    }

    /// The ids of all documents that fulfil the conditions of a query, whatever its words, in no order.
    ///
    /// # Errors
    /// [`SearchError::Index`] where the index is damaged.
    pub fn matching(&self, analyzer: &Analyzer, query: &TextQuery<'_>) -> Result<Vec<String>, SearchError> {
        let find = || {
            let search = self.with_conditions(Box::new(AllQuery), analyzer, query)?;
            let found = self.searcher.search(&*search, &DocSetCollector)?;
            Ok(self.ids_of(&found.into_iter().collect())?.into_values().collect())
        };
        find().map_err(SearchError::index(&self.path))
    }

    /// The words and meanings of a question; where only conditions are given, every document alike.
    fn scored(&self, question: &Question<'_>, query: &TextQuery<'_>) -> Option<Box<dyn Query>> {
        let telling = question.asked.iter().filter(|token| token.occurs() && !token.is_function_word);
        let words = telling.map(|token| (Occur::Should, scored_token(token)));
        let meanings = question.meanings.iter().map(|meaning| (Occur::Should, meaning.scored(self)));
        let clauses: Vec<_> = words.chain(meanings).collect();
        if !clauses.is_empty() {
            return Some(Box::new(BooleanQuery::new(clauses)));
        }
        let asks_nothing = query.text.trim().is_empty();
        let makes_conditions = !query.filters.is_empty()
            || !query.phrases.is_empty()
            || query.since.is_some()
            || query.until.is_some();
        (asks_nothing && makes_conditions).then(|| Box::new(AllQuery) as Box<dyn Query>)
    }

    /// The best documents, best first; equal ones by id. The first of them were looked at closely.
    fn best(
        &self,
        search: &dyn Query,
        question: &Question<'_>,
        query: &TextQuery<'_>,
    ) -> tantivy::Result<Vec<Found>> {
        if query.limit == 0 {
            return Ok(Vec::new());
        }
        let before = query.after.as_ref().map_or(0, |after| after.rank);
        let wanted = before.saturating_add(query.limit).max(weights::LOOKED_AT_CLOSELY);
        let top = TopDocs::with_limit(wanted.saturating_add(weights::EDGE)).order_by_score();
        let by_words = self.searcher.search_with_statistics_provider(search, &top, &self.statistics)?;
        let mut ids = self.ids_of(&by_words.iter().map(|(_, address)| *address).collect())?;
        let found = by_words.into_iter().map(|(score, address)| {
            let id = ids.remove(&address).unwrap_or_default();
            Found { score, id, address, contents: Contents::default() }
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_by(Found::order);
        found.truncate(wanted);
        let addresses = found.iter().map(|found| found.address).collect();
        let mut contents = self.contents(&question.asked, addresses)?;
        let neighbours = Neighbours::of(&question.asked, question.text);
        for (rank, found) in found.iter_mut().enumerate() {
            found.contents = contents.remove(&found.address).unwrap_or_default();
            if rank < weights::LOOKED_AT_CLOSELY {
                found.score += found.contents.bonus(&question.asked, &neighbours);
            }
        }
        found.sort_by(Found::order);
        Ok(found)
    }

    /// The ids of documents, all of a segment in one walk over its dictionary: one by one they would take longer than
    /// the search itself.
    fn ids_of(&self, addresses: &BTreeSet<DocAddress>) -> tantivy::Result<BTreeMap<DocAddress, String>> {
        let mut ids = BTreeMap::new();
        let addresses: Vec<DocAddress> = addresses.iter().copied().collect();
        for group in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Some(first) = group.first() else { continue };
            let segment = self.searcher.segment_reader(first.segment_ord);
            let Some(column) = segment.fast_fields().str("id")? else { continue };
            let ord = |address: &DocAddress| Some((column.ords().first(address.doc_id)?, *address));
            let mut by_ord: Vec<(u64, DocAddress)> = group.iter().filter_map(ord).collect();
            by_ord.sort_unstable();
            let ords: Vec<u64> = by_ord.iter().map(|(ord, _)| *ord).collect();
            let mut next = by_ord.iter();
            column.dictionary().sorted_ords_to_term_cb(&ords, |id| {
                if let Some((_, address)) = next.next() {
                    ids.insert(*address, String::from_utf8_lossy(id).into_owned());
                }
            })?;
        }
        Ok(ids)
    }
}

/// Its best field counts, the others a little.
fn scored_token(token: &Asked) -> Box<dyn Query> {
    let mut fields = token.fields.iter().map(|weighted| {
        let term = TermQuery::new(token.term(weighted.field), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), weighted.weight * token.boost())) as Box<dyn Query>
    });
    match (fields.next(), fields.next()) {
        (Some(only), None) => only,
        (first, second) => {
            let all = first.into_iter().chain(second).chain(fields).collect();
            Box::new(DisjunctionMaxQuery::with_tie_breaker(all, weights::TIE_BREAKER))
        }
    }
}

impl Found {
    fn order(a: &Self, b: &Self) -> std::cmp::Ordering {
        b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id))
    }

    fn is_behind(&self, after: &AfterHit) -> bool {
        after.score.total_cmp(&self.score).then_with(|| self.id.cmp(&after.id)).is_gt()
    }

    fn told(self, question: &Question<'_>, parts: &QuestionParts) -> TextHit {
        let said: Vec<(&Meaning, &Said)> = question
            .meanings
            .iter()
            .filter_map(|meaning| Some((meaning, meaning.said_in(self.address)?)))
            .collect();
        let coverage = parts.coverage(&question.asked, &self.contents.tokens, &said);
        TextHit {
            matched: question.matched_words(&self.contents.tokens),
            instead: question.instead(&self.contents.tokens, &said),
            id: self.id,
            score: self.score,
            coverage,
        }
    }
}

impl Question<'_> {
    fn tokens<'q>(&'q self, places: &'q [usize]) -> impl Iterator<Item = &'q Asked> {
        places.iter().filter_map(|place| self.asked.get(*place))
    }

    /// What was found as it was written, in its order; overlapping finds as one.
    fn matched_words(&self, places: &[usize]) -> Vec<String> {
        let as_written = self.tokens(places).filter(|token| !token.is_function_word && !token.is_respelled);
        let mut spans: Vec<Range<usize>> = as_written.map(|token| token.span.clone()).collect();
        spans.sort_by_key(|span| (span.start, span.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        let mut matched: Vec<String> = Vec::new();
        for written in merged.into_iter().filter_map(|span| self.text.get(span)) {
            if !matched.iter().any(|other| other == written) {
                matched.push(written.to_owned());
            }
        }
        matched
    }

    /// What is said in other words and other spellings, each once.
    fn instead(&self, places: &[usize], said: &[(&Meaning, &Said)]) -> Vec<Instead> {
        let written = |span: &Range<usize>| self.text.get(span.clone()).unwrap_or_default().to_owned();
        let respelled = self.tokens(places).filter(|token| token.is_respelled).map(|token| Instead {
            asked: written(&token.span),
            found: token.text.clone(),
            because: Sameness::Spelling,
        });
        let meant = said.iter().map(|(meaning, said)| Instead {
            asked: written(&meaning.span),
            found: said.term.clone(),
            because: Sameness::Meaning,
        });
        let mut all: Vec<Instead> = Vec::new();
        for instead in meant.chain(respelled) {
            if !all.contains(&instead) {
                all.push(instead);
            }
        }
        all
    }
}
