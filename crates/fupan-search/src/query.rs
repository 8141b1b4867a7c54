//! A question to the text index.
//!
//! Each distinct token of the question asks its fields as one (the best field counts, the others a little), and the
//! tokens add up. What a hit contains is read back from the postings, so that its reasons are facts.

use std::collections::BTreeMap;
use std::ops::Range;

use fupan_text::{Analyzer, Field as Kind, Token};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyDocument, Term};

use crate::coverage::{QuestionParts, share_of_a_word};
use crate::schema::{Weighted, filter_term};
use crate::{SearchError, TextIndex};

/// Distinct tokens of a question that are asked, the most telling first; a longer text is cut to them.
const MOST_TOKENS: usize = 128;
/// What the other fields add to the best one.
const TIE_BREAKER: f32 = 0.3;
/// Documents collected beyond the limit, so that equal scores at its edge are ordered by id.
const EDGE: usize = 50;

/// A question to the text index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextQuery {
    /// The words, in Chinese, English and code.
    pub text: String,
    /// How many hits at most.
    pub limit: usize,
    /// Only documents that have each of these.
    pub filters: Vec<(String, String)>,
    /// Ids to leave out.
    pub exclude: Vec<String>,
}

/// The documents that match.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextHits {
    /// How many in all.
    pub total: usize,
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
    /// Its BM25 score; only to be compared within one answer.
    pub score: f32,
    /// The words of the question that it contains, as they were written, in their order.
    pub matched: Vec<String>,
    /// How much of the question it contains, 0 to 1: the share of its letters, each weighted by how telling the word
    /// is in which it stands.
    pub coverage: f32,
}

/// A distinct token of the question.
pub(crate) struct Asked {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// Where it was written first.
    pub(crate) span: Range<usize>,
    /// How telling it is.
    pub(crate) rarity: f64,
    /// Whether any document has it.
    occurs: bool,
}

impl TextIndex {
    /// The documents that match a question best. A question without words, or only with words that no document has,
    /// matches nothing.
    ///
    /// # Errors
    /// [`SearchError::Index`] where the index is damaged.
    pub fn search(&self, analyzer: &Analyzer, query: &TextQuery) -> Result<TextHits, SearchError> {
        self.answer(analyzer, query).map_err(SearchError::index(&self.path))
    }

    fn answer(&self, analyzer: &Analyzer, query: &TextQuery) -> tantivy::Result<TextHits> {
        let asked = self.asked(&content(analyzer, &query.text))?;
        if query.limit == 0 || !asked.iter().any(|token| token.occurs) {
            return Ok(TextHits::default());
        }
        let search = self.with_conditions(self.scored(&asked), query);
        let top = TopDocs::with_limit(query.limit + EDGE).order_by_score();
        let (total, found) =
            self.searcher.search_with_statistics_provider(&*search, &(Count, top), &self.statistics)?;
        let mut named = Vec::new();
        for (score, address) in found {
            named.push((score, self.id_of(address)?, address));
        }
        named.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        named.truncate(query.limit);
        let addresses = named.iter().map(|(_, _, address)| *address).collect();
        let mut contained = self.contained(&asked, addresses)?;
        let parts = QuestionParts::of(&asked);
        let hits = named.into_iter().map(|(score, id, address)| {
            let places = contained.remove(&address).unwrap_or_default();
            let matched = matched_words(&query.text, &asked, &places);
            TextHit { id, score, matched, coverage: parts.coverage(&asked, &places) }
        });
        Ok(TextHits { total, hits: hits.collect(), told: parts.told() })
    }

    /// The distinct tokens, the most telling first, as far as they are asked.
    fn asked(&self, tokens: &[Token]) -> tantivy::Result<Vec<Asked>> {
        let mut distinct: BTreeMap<(Kind, &str), &Token> = BTreeMap::new();
        for token in tokens {
            distinct.entry((token.field, &token.text)).or_insert(token);
        }
        let mut asked = Vec::new();
        for ((kind, term), token) in distinct {
            let mut documents = 0;
            for weighted in self.fields_of(kind) {
                let term = Term::from_field_text(weighted.field, term);
                documents = documents.max(self.searcher.doc_freq(&term)?);
            }
            asked.push(Asked {
                kind,
                text: term.to_owned(),
                span: token.start..token.end,
                rarity: self.statistics.rarity(documents),
                occurs: documents > 0,
            });
        }
        asked.sort_by(|a, b| {
            b.occurs.cmp(&a.occurs).then(b.rarity.total_cmp(&a.rarity)).then(a.span.start.cmp(&b.span.start))
        });
        asked.truncate(MOST_TOKENS);
        Ok(asked)
    }

    fn fields_of(&self, kind: Kind) -> &[Weighted] {
        match kind {
            Kind::Words => &self.fields.words,
            Kind::Identifiers => std::slice::from_ref(&self.fields.identifiers),
            Kind::Bigrams => std::slice::from_ref(&self.fields.bigrams),
        }
    }

    fn scored(&self, asked: &[Asked]) -> Box<dyn Query> {
        let clauses = asked.iter().filter(|token| token.occurs).map(|token| {
            let fields = self.fields_of(token.kind).iter().map(|weighted| {
                let term = Term::from_field_text(weighted.field, &token.text);
                let term = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                Box::new(BoostQuery::new(term, weighted.weight)) as Box<dyn Query>
            });
            let best = DisjunctionMaxQuery::with_tie_breaker(fields.collect(), TIE_BREAKER);
            #[expect(clippy::cast_possible_truncation, reason = "a share of 0 to 1")]
            let worth = share_of_a_word(&token.text) as f32;
            (Occur::Should, Box::new(BoostQuery::new(Box::new(best), worth)) as Box<dyn Query>)
        });
        let clauses: Vec<_> = clauses.collect();
        if clauses.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::new(clauses)) }
    }

    /// Filters and exclusions decide, they do not score.
    fn with_conditions(&self, scored: Box<dyn Query>, query: &TextQuery) -> Box<dyn Query> {
        let term = |field: Field, text: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
        };
        let mut clauses = vec![(Occur::Must, scored)];
        for (key, value) in &query.filters {
            let filter = term(self.fields.filter, &filter_term(key, value));
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(filter, 0.0))));
        }
        for id in &query.exclude {
            clauses.push((Occur::MustNot, term(self.fields.id, id)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn id_of(&self, address: DocAddress) -> tantivy::Result<String> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let id = document.get_first(self.fields.id).and_then(|value| value.as_str().map(str::to_owned));
        Ok(id.unwrap_or_default())
    }

    /// Which of the tokens each document contains, as places in `asked`.
    fn contained(
        &self,
        asked: &[Asked],
        mut addresses: Vec<DocAddress>,
    ) -> tantivy::Result<BTreeMap<DocAddress, Vec<usize>>> {
        addresses.sort_unstable();
        let mut contained: BTreeMap<DocAddress, Vec<usize>> = BTreeMap::new();
        for (place, token) in asked.iter().enumerate().filter(|(_, token)| token.occurs) {
            for weighted in self.fields_of(token.kind) {
                let term = Term::from_field_text(weighted.field, &token.text);
                self.mark(&term, &addresses, |address| {
                    let places = contained.entry(address).or_default();
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                })?;
            }
        }
        Ok(contained)
    }

    /// Calls for each of the sorted addresses whose document has the term.
    fn mark(
        &self,
        term: &Term,
        addresses: &[DocAddress],
        mut found: impl FnMut(DocAddress),
    ) -> tantivy::Result<()> {
        for segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Some(first) = segment.first() else { continue };
            let index = self.searcher.segment_reader(first.segment_ord).inverted_index(term.field())?;
            let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { continue };
            for address in segment {
                if postings.doc() < address.doc_id {
                    postings.seek(address.doc_id);
                }
                if postings.doc() == TERMINATED {
                    break;
                }
                if postings.doc() == address.doc_id {
                    found(*address);
                }
            }
        }
        Ok(())
    }
}

/// The tokens of a question that tell something: all but its function words and what stands within them. A question
/// of nothing else asks for these.
fn content(analyzer: &Analyzer, text: &str) -> Vec<Token> {
    let tokens = analyzer.analyze(text);
    let is_function_word = |token: &Token| analyzer.is_function_word(token);
    let empty: Vec<Range<usize>> =
        tokens.iter().filter(|token| is_function_word(token)).map(|token| token.start..token.end).collect();
    let is_empty = |token: &Token| {
        let after = empty.partition_point(|word| word.start <= token.start);
        let before = after.checked_sub(1).and_then(|last| empty.get(last));
        token.field != Kind::Identifiers && before.is_some_and(|word| token.end <= word.end)
    };
    let telling: Vec<Token> = tokens.iter().filter(|token| !is_empty(token)).cloned().collect();
    if telling.iter().any(|token| token.field == Kind::Words) { telling } else { tokens }
}

/// What was found as it was written, in its order; overlapping finds as one.
fn matched_words(text: &str, asked: &[Asked], places: &[usize]) -> Vec<String> {
    let mut spans: Vec<Range<usize>> =
        places.iter().filter_map(|place| asked.get(*place)).map(|token| token.span.clone()).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let mut matched: Vec<String> = Vec::new();
    for written in merged.into_iter().filter_map(|span| text.get(span)) {
        if !matched.iter().any(|other| other == written) {
            matched.push(written.to_owned());
        }
    }
    matched
}
