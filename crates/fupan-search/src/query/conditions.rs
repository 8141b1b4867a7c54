//! What a document must have or must not have, whatever its score.

use std::ops::Bound;

use fupan_text::Analyzer;
use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::query::phrase::{Phrase, Wording};
use crate::schema::filter_term;
use crate::{TextIndex, TextQuery};

impl TextIndex {
    /// The query itself where nothing is demanded.
    pub(super) fn with_conditions(
        &self,
        scored: Box<dyn Query>,
        analyzer: &Analyzer,
        query: &TextQuery<'_>,
    ) -> tantivy::Result<Box<dyn Query>> {
        let mut clauses = Vec::new();
        let mut must = |condition: Box<dyn Query>| {
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(condition, 0.0)) as Box<dyn Query>));
        };
        for (key, value) in &query.filters {
            must(term(self.fields.filter, &filter_term(key, value)));
        }
        if query.since.is_some() || query.until.is_some() {
            must(self.between(query.since, query.until));
        }
        for phrase in &query.phrases {
            must(self.holding(analyzer, phrase)?);
        }
        for id in &query.exclude {
            clauses.push((Occur::MustNot, term(self.fields.id, id)));
        }
        for (key, value) in &query.without_filters {
            clauses.push((Occur::MustNot, term(self.fields.filter, &filter_term(key, value))));
        }
        for text in &query.without {
            clauses.push((Occur::MustNot, self.holding(analyzer, text)?));
        }
        if clauses.is_empty() {
            return Ok(scored);
        }
        clauses.push((Occur::Must, scored));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn holding(&self, analyzer: &Analyzer, text: &str) -> tantivy::Result<Box<dyn Query>> {
        let Some(phrase) = Phrase::of(analyzer, text, Wording::Exact) else {
            return Ok(Box::new(EmptyQuery));
        };
        let documents = self.documents_with(&phrase)?;
        Ok(self.listed(documents.into_iter().map(|address| (address, 1.0))))
    }

    /// Days, both ends included.
    fn between(&self, since: Option<i64>, until: Option<i64>) -> Box<dyn Query> {
        let bound = |day: Option<i64>| match day {
            Some(day) => Bound::Included(Term::from_field_i64(self.fields.day, day)),
            None => Bound::Unbounded,
        };
        Box::new(RangeQuery::new(bound(since), bound(until)))
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}
