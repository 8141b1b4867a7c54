//! A data directory by its path.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::view::{View, find_latest};
use crate::writer::{Recovery, Writer};
use crate::{LockWait, StoreError, lock};

/// A data directory. Naming one touches nothing on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDirectory {
    path: PathBuf,
}

/// What the content of a data directory depends on beside the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The layout; a newer one is refused, an older one is made again.
    pub format: u32,
    /// The analysis of text; another one is made again.
    pub analyzer: String,
}

impl DataDirectory {
    /// The directory at a path, which need not exist.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Becomes the one writer. What an older release, another analysis or damage left behind is dropped and
    /// reported.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::NewerFormat`], [`StoreError::Io`] where it cannot be written.
    pub fn open_writer(
        &self,
        identity: &Identity,
        wait: LockWait,
    ) -> Result<(Writer, Vec<Recovery>), StoreError> {
        fs::create_dir_all(&self.path).map_err(StoreError::io(&self.path))?;
        let lock = lock::take(&self.path.join("writer.lock"), wait)?;
        Writer::open(self.path.clone(), lock, identity)
    }

    /// The newest view, if one was published. Takes no lock that a writer waits for, and needs no right to write.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn latest_view(&self) -> Result<Option<View>, StoreError> {
        find_latest(&self.path.join("views"))
    }
}
