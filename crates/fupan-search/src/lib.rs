//! The full-text index over incidents and the index of their stacks.
//!
//! The text index has a writer, which keeps it in a folder of its own, and a reader, which opens the immutable copy
//! of a published view. Both use the same analysis (`fupan-text`), and the same documents give the same scores however
//! they came in: at once, one by one, or changed many times.
//!
//! So has the stack index: distinct sequences of canonical symbols in immutable segments, found by their rarest frames,
//! ranked by FaST. It is made for ten million stacks.
//!
//! It keeps ids only; the texts themselves are the caller's. A [`Highlighter`] cuts one for a question.

mod baseline;
mod coverage;
mod directory;
mod index_document;
mod query;
mod schema;
mod snippet;
mod stacks;
mod text_index;
mod text_writer;
mod token_row;
mod weights;

use std::path::PathBuf;

pub use baseline::{Baseline, BaselineHit, BaselineIndex, BaselineKind};
pub use query::{AfterHit, Instead, Sameness, TextHit, TextHits, TextQuery};
pub use schema::Document;
pub use snippet::{Highlighter, Snippet};
pub use stacks::{StackHit, StackIndex, StackIndexBuilder, StackIndexError, StackIndexWriter, StackQuestion};
pub use text_index::TextIndex;
pub use text_writer::TextIndexWriter;

/// A failure of the text index. Everything in it can be made again.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A file of the index cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The index is damaged or of another layout.
    #[error("the text index in {} failed: {reason}", path.display())]
    Index {
        /// Where it lies.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl SearchError {
    fn index(path: &std::path::Path) -> impl Fn(tantivy::TantivyError) -> Self {
        let path = path.to_owned();
        move |error| Self::Index { path: path.clone(), reason: error.to_string() }
    }
}
