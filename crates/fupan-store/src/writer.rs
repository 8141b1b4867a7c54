//! The one writer of a data directory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::disk::{move_aside, replace_durably};
use crate::lock::WriterLock;
use crate::view_builder::ViewBuilder;
use crate::{Identity, StoreError};

/// The table of the writer's own values; callers cannot name it.
const OWN: &str = "";
const SEQUENCE: &[u8] = b"sequence";
const IDENTITY_FILE: &str = "identity.json";
const CATALOGUE: &str = "sled";

/// The one writer of a data directory, until it is dropped.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    identity: Identity,
    catalogue: Catalogue,
    sequence: u64,
    _lock: WriterLock,
}

/// Changes that are made together or not at all.
#[derive(Debug, Default)]
pub struct Batch {
    changes: BTreeMap<(String, Vec<u8>), Option<Vec<u8>>>,
}

/// What was dropped while a writer opened the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    /// A damaged part was moved aside.
    MovedAside {
        /// What it was called.
        from: PathBuf,
        /// What it is called now.
        to: PathBuf,
        /// What was wrong with it.
        reason: String,
    },
    /// Everything was dropped, because it was made in another way.
    Dropped(RebuildReason),
}

/// Why everything derived had to be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RebuildReason {
    /// An older release wrote it.
    OlderFormat,
    /// Its text was analysed in another way.
    OtherAnalysis,
}

impl Batch {
    /// Sets a value.
    pub fn put(&mut self, table: &str, key: &[u8], value: Vec<u8>) {
        self.changes.insert((table.to_owned(), key.to_owned()), Some(value));
    }

    /// Removes a value, if it is there.
    pub fn remove(&mut self, table: &str, key: &[u8]) {
        self.changes.insert((table.to_owned(), key.to_owned()), None);
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl Writer {
    pub(crate) fn open(
        path: PathBuf,
        lock: WriterLock,
        identity: &Identity,
    ) -> Result<(Self, Vec<Recovery>), StoreError> {
        let mut recoveries = Vec::new();
        if let Some(reason) = must_drop(&path, identity)? {
            drop_everything(&path)?;
            recoveries.push(Recovery::Dropped(reason));
        }
        let folder = path.join(CATALOGUE);
        let opened = Catalogue::open(&folder).and_then(|catalogue| Ok((sequence_of(&catalogue)?, catalogue)));
        let (sequence, catalogue) = match opened {
            Ok(opened) => opened,
            Err(StoreError::Damaged { reason, .. }) => {
                let to = move_aside(&folder)?;
                recoveries.push(Recovery::MovedAside { from: folder.clone(), to, reason });
                (0, Catalogue::open(&folder)?)
            }
            Err(error) => return Err(error),
        };
        write_identity(&path, identity)?;
        Ok((Self { path, identity: identity.clone(), catalogue, sequence, _lock: lock }, recoveries))
    }

    /// How many batches were applied.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// A value.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn get(&self, table: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.catalogue.get(table, key)
    }

    /// Every value of a table, by key.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn table(&self, table: &str) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, StoreError> {
        self.catalogue.table(table)
    }

    /// Makes all changes of a batch or none; they are on the disk when this returns. The number of the batch counts
    /// from 1.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn apply(&mut self, batch: &Batch) -> Result<u64, StoreError> {
        let next = self.sequence + 1;
        let number = next.to_be_bytes();
        let changes = batch.changes.iter().map(|((table, key), value)| {
            debug_assert!(!table.is_empty(), "the table without a name is the writer's own");
            (table.as_str(), key.as_slice(), value.as_deref())
        });
        self.catalogue.apply(changes.chain([(OWN, SEQUENCE, Some(&number[..]))]))?;
        self.sequence = next;
        Ok(next)
    }

    /// Where the full-text index of the writer lies.
    #[must_use]
    pub fn text_index_folder(&self) -> PathBuf {
        self.path.join("tantivy")
    }

    /// Begins a view that readers will see once it is published.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn begin_view(&self) -> Result<ViewBuilder, StoreError> {
        ViewBuilder::begin(&self.path.join("views"), &self.identity)
    }

    /// Moves the catalogue aside after damage that was only seen later; the writer must be opened again.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn abandon(self) -> Result<Recovery, StoreError> {
        let from = self.path.join(CATALOGUE);
        drop(self.catalogue);
        let to = move_aside(&from)?;
        Ok(Recovery::MovedAside { from, to, reason: "a value is not what was written".to_owned() })
    }

    /// Drops every value and the text index, but no view.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn clear(self) -> Result<Self, StoreError> {
        let Self { path, identity, catalogue, _lock: lock, .. } = self;
        drop(catalogue);
        drop_everything(&path)?;
        Self::open(path, lock, &identity).map(|(writer, _)| writer)
    }
}

fn sequence_of(catalogue: &Catalogue) -> Result<u64, StoreError> {
    let bytes = catalogue.get(OWN, SEQUENCE)?.unwrap_or_default();
    Ok(bytes.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes)))
}

/// Whether what is there was made in another way; a newer way is refused.
fn must_drop(path: &Path, identity: &Identity) -> Result<Option<RebuildReason>, StoreError> {
    let file = path.join(IDENTITY_FILE);
    let bytes = match fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(StoreError::Io { path: file, source }),
    };
    let found: Option<Identity> = serde_json::from_slice(&bytes).ok();
    match found {
        Some(found) if found.format > identity.format => {
            Err(StoreError::NewerFormat { found: found.format, supported: identity.format })
        }
        Some(found) if found == *identity => Ok(None),
        Some(found) if found.format == identity.format => Ok(Some(RebuildReason::OtherAnalysis)),
        // An identity that cannot be read says that nobody knows what lies there.
        Some(_) | None => Ok(Some(RebuildReason::OlderFormat)),
    }
}

fn write_identity(path: &Path, identity: &Identity) -> Result<(), StoreError> {
    let file = path.join(IDENTITY_FILE);
    let text = serde_json::to_vec(identity)
        .map_err(|error| StoreError::Io { path: file.clone(), source: error.into() })?;
    if fs::read(&file).is_ok_and(|current| current == text) {
        return Ok(());
    }
    replace_durably(&file, &text)
}

fn drop_everything(path: &Path) -> Result<(), StoreError> {
    for name in [CATALOGUE, "tantivy"] {
        let folder = path.join(name);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::Io { path: folder, source: error });
            }
            _ => {}
        }
    }
    Ok(())
}
