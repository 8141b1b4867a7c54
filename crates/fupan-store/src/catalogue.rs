//! Tables of values over one sled tree.
//!
//! A value longer than [`PIECE`] is cut into pieces under consecutive keys of the same batch: sled loses large values
//! on a power cut, small ones it keeps. Key: length of the table's name, the name, length of the key, the key, number
//! of the piece.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::StoreError;

const PIECE: usize = 4096;

/// A stored key with its piece of a value.
type Row = (Vec<u8>, Vec<u8>);

/// The writer's catalogue.
#[derive(Debug)]
pub(crate) struct Catalogue {
    database: sled::Db,
    path: PathBuf,
}

impl Catalogue {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let open = || sled::Config::new().path(path).flush_every_ms(None).open();
        let database = guarded(path, open)?;
        Ok(Self { database, path: path.to_owned() })
    }

    pub(crate) fn get(&self, table: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let pieces = self.scan(&prefix(table, Some(key)))?;
        Ok((!pieces.is_empty()).then(|| pieces.into_iter().flat_map(|(_, piece)| piece).collect()))
    }

    /// Every value of a table, by key.
    pub(crate) fn table(&self, table: &str) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, StoreError> {
        let start = prefix(table, None);
        let mut values: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        for (key, piece) in self.scan(&start)? {
            let Some(key) = own_key(&key, start.len()) else {
                return Err(StoreError::damaged(&self.path, "a key is malformed"));
            };
            values.entry(key.to_owned()).or_default().extend(piece);
        }
        Ok(values)
    }

    fn scan(&self, prefix: &[u8]) -> Result<Vec<Row>, StoreError> {
        guarded(&self.path, || {
            let rows = self.database.scan_prefix(prefix);
            rows.map(|row| row.map(|(key, value)| (key.to_vec(), value.to_vec()))).collect()
        })
    }

    /// Writes all changes or none, and returns when they are on the disk. `None` removes a value.
    pub(crate) fn apply<'a>(
        &self,
        changes: impl Iterator<Item = (&'a str, &'a [u8], Option<&'a [u8]>)>,
    ) -> Result<(), StoreError> {
        let mut batch = sled::Batch::default();
        for (table, key, value) in changes {
            let start = prefix(table, Some(key));
            for (old, _) in self.scan(&start)? {
                batch.remove(old);
            }
            let Some(value) = value else { continue };
            // An empty value is one empty piece: absent and empty differ.
            let pieces = value.chunks(PIECE).chain(value.is_empty().then_some(&[][..]));
            for (number, piece) in (0_u32..).zip(pieces) {
                let mut key = start.clone();
                key.extend(number.to_be_bytes());
                batch.insert(key, piece);
            }
        }
        guarded(&self.path, || {
            self.database.apply_batch(batch)?;
            self.database.flush()
        })?;
        // sled syncs its data but not the length of its file; the file's own sync does.
        let file = self.path.join("db");
        std::fs::File::open(&file).and_then(|opened| opened.sync_all()).map_err(StoreError::io(&file))
    }
}

fn prefix(table: &str, key: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = with_length(table.as_bytes());
    if let Some(key) = key {
        bytes.extend(with_length(key));
    }
    bytes
}

fn with_length(text: &[u8]) -> Vec<u8> {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes()[..], text].concat()
}

/// The caller's key out of a stored one.
fn own_key(stored: &[u8], table: usize) -> Option<&[u8]> {
    let (length, rest) = stored.get(table..)?.split_first_chunk::<4>()?;
    rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

/// sled panics on some kinds of damage: that is damage, not the end of the process.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, sled::Error>) -> Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(source))) if source.kind() != std::io::ErrorKind::Other => {
            Err(StoreError::Io { path: path.to_owned(), source })
        }
        Ok(Err(error)) => Err(StoreError::damaged(path, error.to_string())),
        Err(_) => Err(StoreError::damaged(path, "the catalogue could not be read")),
    }
}
