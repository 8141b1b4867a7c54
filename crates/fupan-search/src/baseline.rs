//! What others search text with, to measure ours beside it.
//!
//! | name | words | score |
//! |---|---|---|
//! | `bm25-default` | tantivy's default tokenizer: runs of letters and digits of any script, in lower case | BM25 |
//! | `bm25-jieba` | jieba over the whole text, search mode, hidden Markov model; in lower case, without punctuation | BM25 |
//! | `tfidf-cosine` | those of jieba | cosine of TF-IDF vectors |
//!
//! Each asks for the distinct words of a question, any of which may match; documents are one field of text. An index
//! knows them by their place among the documents, counted from 0, and lists equal scores in that order.
//!
//! Nothing here is used to answer: there are no fields, no synonyms, no filters, and no index outlives its measurement.

mod bm25;
mod cosine;
mod words;

use std::path::Path;
use std::sync::Arc;

use fupan_text::JiebaWords;
use tantivy::tokenizer::TextAnalyzer;

use self::bm25::Bm25Index;
use self::cosine::CosineIndex;
use crate::SearchError;

/// A way to search text, ready to index.
pub struct Baseline {
    kind: BaselineKind,
    words: TextAnalyzer,
}

/// The ways there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BaselineKind {
    /// BM25 over the words of tantivy's default tokenizer.
    Bm25Default,
    /// BM25 over jieba's words.
    Bm25Jieba,
    /// Cosine of TF-IDF vectors of jieba's words.
    TfIdfCosine,
}

impl std::fmt::Debug for Baseline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Baseline").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A document that a baseline found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaselineHit {
    /// Its place among the documents.
    pub place: usize,
    /// Only to be compared within one answer.
    pub score: f32,
}

/// The documents as a baseline sees them.
#[derive(Debug)]
pub struct BaselineIndex {
    index: Kind,
}

#[derive(Debug)]
enum Kind {
    Bm25(Bm25Index),
    Cosine(CosineIndex),
}

impl BaselineKind {
    /// Its name in answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bm25Default => "bm25-default",
            Self::Bm25Jieba => "bm25-jieba",
            Self::TfIdfCosine => "tfidf-cosine",
        }
    }
}

impl Baseline {
    /// All of them. jieba's dictionary is loaded here, so that no measurement of an index has it.
    #[must_use]
    pub fn all() -> [Self; 3] {
        let jieba = words::of_jieba(Arc::new(JiebaWords::new()));
        [
            Self { kind: BaselineKind::Bm25Default, words: words::by_default() },
            Self { kind: BaselineKind::Bm25Jieba, words: jieba.clone() },
            Self { kind: BaselineKind::TfIdfCosine, words: jieba },
        ]
    }

    /// Which it is.
    #[must_use]
    pub fn kind(&self) -> BaselineKind {
        self.kind
    }

    /// Indexes documents: BM25 in files of an empty folder, with one indexing thread and a commit; vectors in memory.
    ///
    /// # Errors
    /// [`SearchError`] where the folder cannot be written.
    pub fn index(&self, documents: &[String], folder: &Path) -> Result<BaselineIndex, SearchError> {
        let words = self.words.clone();
        let index = match self.kind {
            BaselineKind::TfIdfCosine => Kind::Cosine(CosineIndex::of(documents, words)),
            BaselineKind::Bm25Default | BaselineKind::Bm25Jieba => {
                Kind::Bm25(Bm25Index::of(documents, words, folder)?)
            }
        };
        Ok(BaselineIndex { index })
    }
}

impl BaselineIndex {
    /// The documents most like a question, best first.
    ///
    /// # Errors
    /// [`SearchError::Index`] where the files of the index are damaged.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<BaselineHit>, SearchError> {
        match &self.index {
            Kind::Bm25(index) => index.search(text, limit),
            Kind::Cosine(index) => Ok(index.search(text, limit)),
        }
    }
}
