//! The one writer of a data directory.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::disk::{move_aside, replace_durably, sync_folder};
use crate::layout::{LAYOUT, Stamp, StoredIdentity, refuse_newer};
use crate::lock::WriterLock;
use crate::view_builder::ViewBuilder;
use crate::{Identity, StoreError};

/// The table of the writer's own values; callers cannot name it.
const OWN: &str = "";
const SEQUENCE: &[u8] = b"sequence";
const IDENTITY_FILE: &str = "identity.json";
const CATALOGUE: &str = "sled";
const TEXT_INDEX: &str = "tantivy";
const STACK_INDEX: &str = "stacks";

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
            remove_folder(&path.join(CATALOGUE))?;
            recoveries.push(Recovery::Dropped(reason));
        }
        write_identity(&path, identity)?;
        let (catalogue, moved_aside) = open_catalogue(&path.join(CATALOGUE))?;
        recoveries.extend(moved_aside);
        let sequence = sequence_of(&catalogue)?;
        if sequence == 0 {
            // An index beside a catalogue that starts again would belong to batches of the same numbers.
            remove_folder(&path.join(TEXT_INDEX))?;
            remove_folder(&path.join(STACK_INDEX))?;
        }
        sync_folder(&path)?;
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
    /// from 1. After a failure nobody knows what is on the disk: this writer then refuses everything but
    /// [`Writer::abandon`] and [`Writer::clear`].
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Io`].
    pub fn apply(&mut self, batch: &Batch) -> Result<u64, StoreError> {
        let Some(next) = self.sequence.checked_add(1) else {
            return Err(StoreError::damaged(&self.path.join(CATALOGUE), "no number is left for a batch"));
        };
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
        self.path.join(TEXT_INDEX)
    }

    /// Where the stack index of the writer lies.
    #[must_use]
    pub fn stack_index_folder(&self) -> PathBuf {
        self.path.join(STACK_INDEX)
    }

    /// Begins a view that readers will see once it is published.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn begin_view(&self) -> Result<ViewBuilder, StoreError> {
        self.catalogue.check_usable()?;
        ViewBuilder::begin(&self.path.join("views"), &self.identity)
    }

    /// Moves the catalogue aside after damage that was only seen later; the writer must be opened again.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn abandon(self) -> Result<Recovery, StoreError> {
        drop(self.catalogue);
        set_aside(&self.path.join(CATALOGUE), "a value is not what was written".to_owned())
    }

    /// Drops every value, the text index and the stack index, but no view.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn clear(self) -> Result<Self, StoreError> {
        let Self { path, identity, catalogue, _lock: lock, .. } = self;
        drop(catalogue);
        remove_folder(&path.join(CATALOGUE))?;
        Self::open(path, lock, &identity).map(|(writer, _)| writer)
    }
}

/// Opens the catalogue, an empty one where it is damaged.
fn open_catalogue(folder: &Path) -> Result<(Catalogue, Option<Recovery>), StoreError> {
    let opened = Catalogue::open(folder).and_then(|catalogue| {
        sequence_of(&catalogue)?;
        Ok(catalogue)
    });
    let (catalogue, recovery) = match opened {
        Ok(catalogue) => (catalogue, None),
        Err(StoreError::Damaged { reason, .. }) => {
            let recovery = set_aside(folder, reason)?;
            (Catalogue::open(folder)?, Some(recovery))
        }
        Err(error) => return Err(error),
    };
    sync_folder(folder)?;
    Ok((catalogue, recovery))
}

fn set_aside(folder: &Path, reason: String) -> Result<Recovery, StoreError> {
    let to = move_aside(folder)?;
    Ok(Recovery::MovedAside { from: folder.to_owned(), to, reason })
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
        // Nobody knows how a catalogue without an identity was made.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(has_entries(&path.join(CATALOGUE)).then_some(RebuildReason::OlderFormat));
        }
        Err(source) => return Err(StoreError::Io { path: file, source }),
    };
    let stamp: Stamp = serde_json::from_slice(&bytes).unwrap_or_default();
    refuse_newer(stamp.layout, LAYOUT)?;
    refuse_newer(stamp.format, identity.format)?;
    let found: Option<StoredIdentity> = serde_json::from_slice(&bytes).ok();
    Ok(match found {
        Some(found) if found.layout < LAYOUT || found.identity.format < identity.format => {
            Some(RebuildReason::OlderFormat)
        }
        Some(found) => (found.identity != *identity).then_some(RebuildReason::OtherAnalysis),
        None => Some(RebuildReason::OlderFormat),
    })
}

fn write_identity(path: &Path, identity: &Identity) -> Result<(), StoreError> {
    let file = path.join(IDENTITY_FILE);
    let stored = StoredIdentity { layout: LAYOUT, identity: identity.clone() };
    let text = serde_json::to_vec(&stored)
        .map_err(|error| StoreError::Io { path: file.clone(), source: error.into() })?;
    if fs::read(&file).is_ok_and(|current| current == text) {
        return Ok(());
    }
    replace_durably(&file, &text)
}

fn has_entries(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

fn remove_folder(folder: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(StoreError::Io { path: folder.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}
