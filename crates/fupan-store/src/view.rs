//! A published view: a folder of files that never change.
//!
//! `CURRENT` holds the number of the newest view and the hash of its list of files; the list holds the length and
//! hash of each file. A reader that starts from `CURRENT` can tell every changed byte.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fs4::{FileExt, TryLockError};
use serde::{Deserialize, Serialize};

use crate::layout::{LAYOUT, Stamp, refuse_newer};
use crate::{Identity, StoreError};

pub(crate) const CURRENT: &str = "CURRENT";
pub(crate) const FILE_LIST: &str = "files.json";
/// Locked by readers of the view, so that a writer does not remove it under them.
pub(crate) const HOLD: &str = "hold";

/// How often a reader looks again when the view that it was about to open is gone.
const TRIES: usize = 10;
/// Files that are not read when a view is opened are hashed then as well while they are this small together.
const HASHED_BYTES: u64 = 4 * 1024 * 1024;
const READ_AT_ONCE: usize = 256 * 1024;

/// The number of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ViewId {
    pub(crate) number: u64,
}

impl std::fmt::Display for ViewId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:06}", self.number)
    }
}

/// The list of a view's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileList {
    pub(crate) layout: u32,
    pub(crate) identity: Identity,
    pub(crate) files: Vec<ListedFile>,
}

/// One file of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListedFile {
    /// From the view's folder, with `/`.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) hash: String,
    /// Whether readers read it as a whole when they open the view; others are mapped by their owner, or read later.
    pub(crate) whole: bool,
}

/// A view that a reader holds.
#[derive(Debug)]
pub struct View {
    path: PathBuf,
    id: ViewId,
    list: FileList,
    /// Shared lock on the hold file; none where the file system has no locks.
    _hold: Option<File>,
}

impl View {
    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> ViewId {
        self.id
    }

    /// What it depends on beside the corpus.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.list.identity
    }

    /// A file as it was written.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where it is missing or a byte differs, [`StoreError::Io`].
    pub fn read(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.path.join(name);
        let Some(listed) = self.list.files.iter().find(|file| file.name == name) else {
            return Err(StoreError::damaged(&path, "the view has no such file"));
        };
        listed.read(&path)
    }

    /// A file that is read in parts, of which its owner checks each.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where it is missing, [`StoreError::Io`].
    pub fn open_file(&self, name: &str) -> Result<ViewFile, StoreError> {
        let path = self.path.join(name);
        let file = File::open(&path).map_err(|error| missing_or_io(&path, error))?;
        Ok(ViewFile { path, file: Mutex::new(file) })
    }

    /// Compares every file with what was written.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for the first that differs.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.list.files.iter().try_for_each(|file| file.compare(&self.path.join(&file.name)))
    }

    /// Compares what a reader does not read as a whole: lengths always, content while it is small.
    fn verify_mapped(&self) -> Result<(), StoreError> {
        let mapped = || self.list.files.iter().filter(|file| !file.whole);
        let small = mapped().map(|file| file.bytes).sum::<u64>() <= HASHED_BYTES;
        for file in mapped() {
            let path = self.path.join(&file.name);
            if small {
                file.compare(&path)?;
            } else if fs::metadata(&path).map_or(0, |metadata| metadata.len()) != file.bytes {
                return Err(StoreError::damaged(&path, "its length changed"));
            }
        }
        Ok(())
    }
}

impl ListedFile {
    fn read(&self, path: &Path) -> Result<Vec<u8>, StoreError> {
        let bytes = fs::read(path).map_err(|error| missing_or_io(path, error))?;
        if bytes.len() as u64 != self.bytes || hash_of(&bytes) != self.hash {
            return Err(StoreError::damaged(path, "its content changed"));
        }
        Ok(bytes)
    }

    /// The same, without the whole of it in memory.
    fn compare(&self, path: &Path) -> Result<(), StoreError> {
        let found = length_and_hash(path).map_err(|error| missing_or_io(path, error))?;
        if found != (self.bytes, self.hash.clone()) {
            return Err(StoreError::damaged(path, "its content changed"));
        }
        Ok(())
    }
}

/// A file of a view that is read in parts.
#[derive(Debug)]
pub struct ViewFile {
    path: PathBuf,
    file: Mutex<File>,
}

impl ViewFile {
    /// A part of it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the file ends before, [`StoreError::Io`].
    pub fn part(&self, start: u64, length: usize) -> Result<Vec<u8>, StoreError> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::new();
        let mut read = || {
            file.seek(SeekFrom::Start(start))?;
            Read::take(&*file, length as u64).read_to_end(&mut bytes)
        };
        if read().map_err(StoreError::io(&self.path))? < length {
            return Err(StoreError::damaged(&self.path, "it is cut short"));
        }
        Ok(bytes)
    }
}

pub(crate) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// How long a file is, and its hash.
pub(crate) fn length_and_hash(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut hasher, mut buffer) = (blake3::Hasher::new(), vec![0; READ_AT_ONCE]);
    let mut length = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else {
            return Ok((length, hasher.finalize().to_hex().to_string()));
        };
        hasher.update(part);
        length += read as u64;
    }
}

/// The line of `CURRENT`.
pub(crate) fn current_line(id: ViewId, list_hash: &str) -> String {
    format!("{id} {list_hash}\n")
}

fn parse_current(line: &str) -> Option<(ViewId, &str)> {
    let (number, hash) = line.strip_suffix('\n')?.split_once(' ')?;
    let canonical = number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    Some((ViewId { number: number.parse().ok().filter(|_| canonical)? }, hash))
}

/// Opens the view that `CURRENT` names.
pub(crate) fn find_latest(views: &Path) -> Result<Option<View>, StoreError> {
    let current = views.join(CURRENT);
    let mut last = None;
    for _ in 0..TRIES {
        let line = match fs::read(&current) {
            Ok(line) => line,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(source) => return Err(StoreError::Io { path: current, source }),
        };
        let line = String::from_utf8_lossy(&line);
        let Some((id, hash)) = parse_current(&line) else {
            return Err(StoreError::damaged(&current, "it names no view"));
        };
        match open_view(views, id, hash) {
            // A writer may have published and cleaned up between the two reads; then CURRENT says something else.
            Err(error) if last.as_deref() != Some(&*line) => {
                last = Some(line.into_owned());
                drop(error);
            }
            outcome => return outcome,
        }
    }
    Err(StoreError::damaged(&current, "the views change faster than they can be opened"))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// A file that a view should have and has not is damage.
fn missing_or_io(path: &Path, error: io::Error) -> StoreError {
    if is_absent(&error) { StoreError::damaged(path, "it is missing") } else { StoreError::io(path)(error) }
}

/// None where an older release published it in another layout.
fn open_view(views: &Path, id: ViewId, hash: &str) -> Result<Option<View>, StoreError> {
    let path = views.join(id.to_string());
    let hold = hold(&path.join(HOLD))?;
    let Some(list) = read_list(&path.join(FILE_LIST), hash)? else { return Ok(None) };
    let view = View { path, id, list, _hold: hold };
    view.verify_mapped()?;
    Ok(Some(view))
}

/// Locks a view against its removal. None where the file may not be opened or the system has no locks.
fn hold(path: &Path) -> Result<Option<File>, StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if is_absent(&error) => return Err(missing_or_io(path, error)),
        Err(_) => return Ok(None),
    };
    match FileExt::try_lock_shared(&file) {
        Ok(()) => Ok(Some(file)),
        // A writer removes the view.
        Err(TryLockError::WouldBlock) => Err(StoreError::io(path)(ErrorKind::WouldBlock.into())),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn read_list(path: &Path, hash: &str) -> Result<Option<FileList>, StoreError> {
    let bytes = fs::read(path).map_err(|error| missing_or_io(path, error))?;
    if hash_of(&bytes) != hash {
        return Err(StoreError::damaged(path, "its content changed"));
    }
    let malformed = |error: serde_json::Error| StoreError::damaged(path, error.to_string());
    let stamp: Stamp = serde_json::from_slice(&bytes).map_err(malformed)?;
    refuse_newer(stamp.layout, LAYOUT)?;
    if stamp.layout < LAYOUT {
        return Ok(None);
    }
    serde_json::from_slice(&bytes).map(Some).map_err(malformed)
}
