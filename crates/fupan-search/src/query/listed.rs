//! A query for documents that are already known, each with its score.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Scores of documents by segment, in the order of the documents.
pub(super) type Scores = BTreeMap<SegmentId, Vec<(DocId, Score)>>;

/// The documents of a list.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    scores: Arc<Scores>,
}

impl Listed {
    pub(super) fn of(scores: Scores) -> Self {
        Self { scores: Arc::new(scores) }
    }
}

impl Query for Listed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Listed {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.scores.get(&reader.segment_id()).is_none_or(Vec::is_empty) {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ListScorer {
            scores: self.scores.clone(),
            segment: reader.segment_id(),
            place: 0,
            boost,
        }))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let list = self.scores.get(&reader.segment_id());
        let found = list.and_then(|list| list.iter().find(|(listed, _)| *listed == document));
        Ok(Explanation::new("listed", found.map_or(0.0, |(_, score)| *score)))
    }
}

struct ListScorer {
    scores: Arc<Scores>,
    segment: SegmentId,
    place: usize,
    boost: Score,
}

impl ListScorer {
    fn list(&self) -> &[(DocId, Score)] {
        self.scores.get(&self.segment).map_or(&[], Vec::as_slice)
    }
}

impl DocSet for ListScorer {
    fn advance(&mut self) -> DocId {
        self.place = (self.place + 1).min(self.list().len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.list().get(self.place..).unwrap_or_default();
        self.place += rest.partition_point(|(document, _)| *document < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.list().get(self.place).map_or(TERMINATED, |(document, _)| *document)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.list().len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for ListScorer {
    fn score(&mut self) -> Score {
        self.list().get(self.place).map_or(0.0, |(_, score)| *score) * self.boost
    }
}
