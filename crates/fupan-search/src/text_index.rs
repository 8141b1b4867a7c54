//! The reader of a published text index.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Index, ReloadPolicy, Searcher, Term};

use crate::SearchError;
use crate::directory::ReadOnlyDirectory;
use crate::schema::{Fields, length_column, schema};

/// Documents that a corpus is taken to have at least.
const LEAST_DOCUMENTS: u64 = 200;

/// An immutable text index.
pub struct TextIndex {
    pub(crate) path: PathBuf,
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    pub(crate) statistics: Statistics,
}

impl std::fmt::Debug for TextIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextIndex").field("path", &self.path).finish_non_exhaustive()
    }
}

impl TextIndex {
    /// Opens a folder that [`crate::TextIndexWriter::link_into`] filled. Nothing is written there.
    ///
    /// # Errors
    /// [`SearchError::Index`] where it is no index of this layout.
    pub fn open(path: &Path) -> Result<Self, SearchError> {
        let failed = SearchError::index(path);
        let (expected, fields) = schema();
        let index = Index::open(ReadOnlyDirectory::open(path).map_err(&failed)?).map_err(&failed)?;
        if index.schema() != expected {
            let reason = "its fields are those of another release".to_owned();
            return Err(SearchError::Index { path: path.to_owned(), reason });
        }
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(&failed)?;
        let searcher = tantivy::IndexReader::searcher(&reader);
        let statistics = Statistics::of(&searcher, &fields).map_err(&failed)?;
        Ok(Self { path: path.to_owned(), searcher, fields, statistics })
    }
}

/// Statistics that depend on the documents alone: tantivy's own count of tokens is an estimate once documents were
/// deleted, the columns of lengths are exact.
#[derive(Clone)]
pub(crate) struct Statistics {
    searcher: Searcher,
    tokens: BTreeMap<Field, u64>,
}

impl Statistics {
    fn of(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Self> {
        let mut tokens = BTreeMap::new();
        for weighted in fields.scored() {
            let name = length_column(searcher.schema().get_field_name(weighted.field));
            let mut sum = 0;
            for segment in searcher.segment_readers() {
                let column = segment.fast_fields().u64(&name)?;
                sum += segment.doc_ids_alive().filter_map(|document| column.first(document)).sum::<u64>();
            }
            tokens.insert(weighted.field, sum);
        }
        Ok(Self { searcher: searcher.clone(), tokens })
    }

    /// A small corpus counts as a part of a larger one, of which the rest has none of its words: how rare a word is
    /// cannot be told from a handful of documents.
    fn documents(&self) -> u64 {
        self.searcher.num_docs().max(LEAST_DOCUMENTS)
    }

    /// How telling a term is: BM25's inverse document frequency, for a number of documents that have it.
    #[expect(clippy::cast_precision_loss, reason = "a logarithm of counts")]
    pub(crate) fn rarity(&self, documents: u64) -> f64 {
        let (with, without) = (documents as f64, self.documents().saturating_sub(documents) as f64);
        (1.0 + (without + 0.5) / (with + 0.5)).ln()
    }
}

impl Bm25StatisticsProvider for Statistics {
    /// The rest of the larger corpus has documents of the same length.
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let tokens = self.tokens.get(&field).copied().unwrap_or_default();
        Ok(tokens * self.documents() / self.searcher.num_docs().max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}
