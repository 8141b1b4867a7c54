//! Other words for what a question says, from a glossary, and the documents that have them.

use std::collections::BTreeMap;
use std::ops::Range;

use fupan_text::{Analyzer, Glossary};
use tantivy::query::{BoostQuery, Query};
use tantivy::{DocAddress, DocId};

use crate::TextIndex;
use crate::query::listed::{Listed, Scores};
use crate::query::phrase::{Phrase, Wording};
use crate::weights;

/// A meaning of the question that some document says in other words.
#[derive(Debug)]
pub(crate) struct Meaning {
    /// Where the question names it.
    pub(crate) span: Range<usize>,
    /// What each document says instead, the surest.
    by_document: BTreeMap<DocAddress, Said>,
    rarity: f64,
}

/// What a document says in the place of a term.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub(crate) term: String,
    /// How surely it means the same, 0 to 1.
    pub(crate) weight: f32,
}

impl TextIndex {
    /// The meanings that the text names and that some document says in other words.
    pub(super) fn meanings(
        &self,
        analyzer: &Analyzer,
        glossary: &Glossary,
        text: &str,
    ) -> tantivy::Result<Vec<Meaning>> {
        let mut meanings = Vec::new();
        for found in glossary.find(analyzer, text).into_iter().take(weights::MOST_MEANINGS) {
            let own = glossary.term(found).map_or(1.0, |term| term.weight);
            let mut by_document: BTreeMap<DocAddress, Said> = BTreeMap::new();
            for term in glossary.others(found) {
                let weight = term.weight * own;
                let Some(phrase) = Phrase::of(analyzer, &term.text, Wording::Loose) else { continue };
                for address in self.documents_with(&phrase)? {
                    let said = || Said { term: term.text.clone(), weight };
                    let best = by_document.entry(address).or_insert_with(said);
                    if weight > best.weight {
                        *best = said();
                    }
                }
            }
            if !by_document.is_empty() {
                let rarity = self.statistics.rarity(by_document.len() as u64);
                meanings.push(Meaning { span: found.start..found.end, by_document, rarity });
            }
        }
        Ok(meanings)
    }

    /// Every document that holds a phrase, in order.
    pub(super) fn documents_with(&self, phrase: &Phrase) -> tantivy::Result<Vec<DocAddress>> {
        let mut documents = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let found = phrase.documents(reader, &self.fields)?;
            documents.extend(found.into_iter().map(|document| DocAddress::new(segment, document)));
        }
        Ok(documents)
    }

    /// The documents of a list, each with its score.
    pub(super) fn listed(&self, scores: impl Iterator<Item = (DocAddress, f32)>) -> Box<dyn Query> {
        let mut by_segment: Scores = BTreeMap::new();
        for (address, score) in scores {
            let id = self.searcher.segment_reader(address.segment_ord).segment_id();
            let list: &mut Vec<(DocId, f32)> = by_segment.entry(id).or_default();
            list.push((address.doc_id, score));
        }
        Box::new(Listed::of(by_segment))
    }
}

impl Meaning {
    pub(super) fn said_in(&self, document: DocAddress) -> Option<&Said> {
        self.by_document.get(&document)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a few nats")]
    pub(super) fn scored(&self, index: &TextIndex) -> Box<dyn Query> {
        let said = self.by_document.iter().map(|(address, said)| (*address, said.weight));
        let rarity = self.rarity.powf(1.0 + weights::RARITY_POWER) as f32;
        Box::new(BoostQuery::new(index.listed(said), weights::MEANING * rarity))
    }
}
