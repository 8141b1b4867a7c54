//! One field of text in tantivy, asked for any of the question's words.

use std::path::{Path, PathBuf};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Index, IndexWriter, Searcher, TantivyDocument, Term};

use super::{BaselineHit, words};
use crate::SearchError;

/// Memory for documents that are not yet on the disk.
const BUFFER: usize = 64 * 1024 * 1024;
const WORDS: &str = "words";
const PLACE: &str = "place";

/// An index in a folder.
pub(super) struct Bm25Index {
    path: PathBuf,
    words: TextAnalyzer,
    text: Field,
    searcher: Searcher,
}

impl std::fmt::Debug for Bm25Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bm25Index").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Bm25Index {
    pub(super) fn of(documents: &[String], words: TextAnalyzer, folder: &Path) -> Result<Self, SearchError> {
        Self::write(documents, words, folder).map_err(SearchError::index(folder))
    }

    fn write(documents: &[String], words: TextAnalyzer, folder: &Path) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let place_field = schema.add_u64_field(PLACE, FAST);
        let indexing = TextFieldIndexing::default().set_tokenizer(WORDS);
        let indexing = indexing.set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let index = Index::create_in_dir(folder, schema.build())?;
        index.tokenizers().register(WORDS, words.clone());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, BUFFER)?;
        for (place, content) in (0u64..).zip(documents) {
            let mut document = TantivyDocument::default();
            document.add_u64(place_field, place);
            document.add_text(text, content);
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let searcher = index.reader()?.searcher();
        Ok(Self { path: folder.to_owned(), words, text, searcher })
    }

    pub(super) fn search(&self, text: &str, limit: usize) -> Result<Vec<BaselineHit>, SearchError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        self.answer(text, limit).map_err(SearchError::index(&self.path))
    }

    fn answer(&self, text: &str, limit: usize) -> tantivy::Result<Vec<BaselineHit>> {
        let clause = |word: String| -> Box<dyn Query> {
            let term = Term::from_field_text(self.text, &word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let query = BooleanQuery::union(words::distinct(&self.words, text).into_iter().map(clause).collect());
        let found = self.searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())?;
        let mut hits = Vec::new();
        for (score, address) in found {
            hits.push(BaselineHit { place: self.place_of(address)?, score });
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        Ok(hits)
    }

    fn place_of(&self, address: DocAddress) -> tantivy::Result<usize> {
        let places = self.searcher.segment_reader(address.segment_ord).fast_fields().u64(PLACE)?;
        let place = places.first(address.doc_id).and_then(|place| usize::try_from(place).ok());
        Ok(place.unwrap_or(usize::MAX))
    }
}
