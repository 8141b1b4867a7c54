//! Tables of values over one sled tree.
//!
//! A value longer than [`PIECE`] is cut into pieces under consecutive keys of the same batch: sled loses large values
//! on a power cut, small ones it keeps. Key: length of the table's name, the name, length of the key, the key, number
//! of the piece. The first piece begins with the hash of the value, so that a piece that is gone is noticed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::StoreError;
use crate::panics::caught;

const PIECE: usize = 4096;
const HASH: usize = blake3::OUT_LEN;

/// The beginning of sled's message about a lock that it does not get; the kind of that error is that of damage.
const LOCKED: &str = "could not acquire lock";
/// A closed database keeps its lock until its threads are done.
const ATTEMPTS: usize = 50;
const STEP: Duration = Duration::from_millis(20);

/// A stored key with its piece of a value.
type Row = (Vec<u8>, Vec<u8>);

/// The writer's catalogue.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// None after a write that failed: what is on the disk is unknown, and a failed sync must not be tried again.
    database: Option<sled::Db>,
    path: PathBuf,
}

impl Catalogue {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let open = || sled::Config::new().path(path).flush_every_ms(None).open();
        let database = patiently(|| guarded(path, open))?;
        Ok(Self { database: Some(database), path: path.to_owned() })
    }

    /// The database, unless a write failed.
    fn database(&self) -> Result<&sled::Db, StoreError> {
        let refused = || io::Error::other("an earlier write failed; it must be opened again");
        self.database.as_ref().ok_or_else(|| StoreError::Io { path: self.path.clone(), source: refused() })
    }

    pub(crate) fn check_usable(&self) -> Result<(), StoreError> {
        self.database().map(drop)
    }

    pub(crate) fn get(&self, table: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let pieces = self.scan(&prefix(table, Some(key)))?;
        if pieces.is_empty() {
            return Ok(None);
        }
        let stored = pieces.into_iter().flat_map(|(_, piece)| piece).collect();
        self.unseal(stored).map(Some)
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
        values.into_iter().map(|(key, stored)| Ok((key, self.unseal(stored)?))).collect()
    }

    /// A value out of its pieces.
    fn unseal(&self, mut stored: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        let value = stored.split_off(HASH.min(stored.len()));
        if stored != blake3::hash(&value).as_bytes() {
            return Err(StoreError::damaged(&self.path, "a value is not what was written"));
        }
        Ok(value)
    }

    fn scan(&self, prefix: &[u8]) -> Result<Vec<Row>, StoreError> {
        let database = self.database()?;
        guarded(&self.path, || {
            let rows = database.scan_prefix(prefix);
            rows.map(|row| row.map(|(key, value)| (key.to_vec(), value.to_vec()))).collect()
        })
    }

    /// Writes all changes or none, and returns when they are on the disk. `None` removes a value. After a failure the
    /// catalogue refuses to be used.
    pub(crate) fn apply<'a>(
        &mut self,
        changes: impl Iterator<Item = (&'a str, &'a [u8], Option<&'a [u8]>)>,
    ) -> Result<(), StoreError> {
        let outcome = self.batch(changes).and_then(|batch| self.write(batch));
        if outcome.is_err() {
            self.close();
        }
        outcome
    }

    fn batch<'a>(
        &self,
        changes: impl Iterator<Item = (&'a str, &'a [u8], Option<&'a [u8]>)>,
    ) -> Result<sled::Batch, StoreError> {
        let mut batch = sled::Batch::default();
        for (table, key, value) in changes {
            let start = prefix(table, Some(key));
            for (old, _) in self.scan(&start)? {
                batch.remove(old);
            }
            let Some(value) = value else { continue };
            let stored = [blake3::hash(value).as_bytes(), value].concat();
            for (number, piece) in (0_u32..).zip(stored.chunks(PIECE)) {
                batch.insert([&start[..], &number.to_be_bytes()].concat(), piece);
            }
        }
        Ok(batch)
    }

    fn write(&self, batch: sled::Batch) -> Result<(), StoreError> {
        let database = self.database()?;
        guarded(&self.path, || {
            database.apply_batch(batch)?;
            database.flush()
        })?;
        // sled syncs its data but not the length of its file; the file's own sync does.
        let file = self.path.join("db");
        std::fs::File::open(&file).and_then(|opened| opened.sync_all()).map_err(StoreError::io(&file))
    }

    /// sled panics where the last sync of its file fails.
    fn close(&mut self) {
        let database = self.database.take();
        caught(|| drop(database));
    }
}

impl Drop for Catalogue {
    fn drop(&mut self) {
        self.close();
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

/// Tries again for a while where the lock is held.
fn patiently<T>(mut attempt: impl FnMut() -> Result<T, StoreError>) -> Result<T, StoreError> {
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(StoreError::InUse { .. }) => thread::sleep(STEP),
            outcome => return outcome,
        }
    }
    attempt()
}

/// sled panics on some kinds of damage: that is damage, not the end of the process.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, sled::Error>) -> Result<T, StoreError> {
    match caught(work) {
        Some(Ok(value)) => Ok(value),
        Some(Err(error)) => Err(store_error(path, error)),
        None => Err(StoreError::damaged(path, "the catalogue could not be read")),
    }
}

fn store_error(path: &Path, error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(source) if source.to_string().starts_with(LOCKED) => {
            StoreError::InUse { process: "?".to_owned() }
        }
        sled::Error::Io(source) if source.kind() != io::ErrorKind::Other => {
            StoreError::Io { path: path.to_owned(), source }
        }
        error => StoreError::damaged(path, error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(place: &Path, value: &[u8]) -> Catalogue {
        let mut catalogue = Catalogue::open(&place.join("sled")).unwrap();
        catalogue.apply([("t", &b"k"[..], Some(value))].into_iter()).unwrap();
        catalogue
    }

    #[test]
    fn a_lost_piece_is_damage() {
        for lost in 0..3_u32 {
            let place = tempfile::tempdir().unwrap();
            let catalogue = catalogue(place.path(), &[7; 3 * PIECE - HASH]);
            let key = [prefix("t", Some(b"k")), lost.to_be_bytes().to_vec()].concat();
            assert!(catalogue.database().unwrap().remove(key).unwrap().is_some());
            assert!(catalogue.get("t", b"k").unwrap_err().is_damage(), "piece {lost}");
            assert!(catalogue.table("t").unwrap_err().is_damage(), "piece {lost}");
        }
    }

    #[test]
    fn after_a_failed_write_nothing_works_until_it_is_opened_again() {
        let place = tempfile::tempdir().unwrap();
        let mut catalogue = catalogue(place.path(), b"v");
        let (file, hidden) = (place.path().join("sled/db"), place.path().join("hidden"));
        // Our sync opens the file by its name.
        std::fs::rename(&file, &hidden).unwrap();
        let change = || [("t", &b"k"[..], Some(&b"w"[..]))].into_iter();
        catalogue.apply(change()).unwrap_err();
        std::fs::rename(&hidden, &file).unwrap();
        catalogue.apply(change()).unwrap_err();
        catalogue.get("t", b"k").unwrap_err();
        catalogue.table("t").unwrap_err();
        catalogue.check_usable().unwrap_err();

        drop(catalogue);
        let mut catalogue = Catalogue::open(&place.path().join("sled")).unwrap();
        catalogue.apply(change()).unwrap();
        assert_eq!(catalogue.get("t", b"k").unwrap(), Some(b"w".to_vec()));
    }

    #[test]
    fn a_lock_that_is_let_go_of_is_waited_for() {
        let mut answers = vec![Ok(1), Err("?"), Err("?")];
        let attempt =
            || answers.pop().unwrap().map_err(|process| StoreError::InUse { process: process.into() });
        assert_eq!(patiently(attempt).unwrap(), 1);
    }
}
