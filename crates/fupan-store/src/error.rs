//! What can go wrong with a data directory.

use std::io;
use std::path::{Path, PathBuf};

/// A failure of the data directory.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process writes.
    #[error("in use by process {process}")]
    InUse {
        /// Its id, or `?` where it cannot be read.
        process: String,
    },
    /// A newer release wrote it.
    #[error("format {found} is newer than {supported}")]
    NewerFormat {
        /// The format that was found.
        found: u32,
        /// The newest that is understood.
        supported: u32,
    },
    /// The system refuses.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file is not what was written.
    #[error("{} is damaged: {reason}", path.display())]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl StoreError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    pub(crate) fn damaged(path: &Path, reason: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), reason: reason.into() }
    }

    /// Whether a file is damaged, so that making everything again helps.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. })
    }
}
