//! The files of an index: `index`, which is replaced with every commit, and segments such as `000007.segment`, which
//! never change.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tantivy::directory::error::OpenReadError;
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use super::StackIndexError;

const MANIFEST: &str = "index";
const NEXT_MANIFEST: &str = "index.next";
const SEGMENT: &str = "segment";

/// A folder that holds an index, or will.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    pub(super) fn create(&self) -> Result<(), StackIndexError> {
        fs::create_dir_all(&self.path).map_err(io(&self.path))
    }

    /// Removes whatever it holds.
    pub(super) fn clear(&self) -> Result<(), StackIndexError> {
        match fs::remove_dir_all(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(io(&self.path)(error)),
            _ => Ok(()),
        }
    }

    /// Whether anything was ever committed.
    pub(super) fn has_manifest(&self) -> bool {
        self.path.join(MANIFEST).exists()
    }

    pub(super) fn manifest(&self) -> Result<OwnedBytes, StackIndexError> {
        self.map(MANIFEST)
    }

    pub(super) fn segment(&self, number: u32) -> Result<OwnedBytes, StackIndexError> {
        self.map(&segment_name(number))
    }

    fn map(&self, name: &str) -> Result<OwnedBytes, StackIndexError> {
        let path = self.path.join(name);
        let failed = |error: OpenReadError| match error {
            OpenReadError::FileDoesNotExist(_) => StackIndexError::damaged("one of its files is missing"),
            error => io(&path)(std::io::Error::other(error)),
        };
        let folder =
            MmapDirectory::open(&self.path).map_err(|error| io(&self.path)(std::io::Error::other(error)))?;
        folder.open_read(Path::new(name)).map_err(failed)?.read_bytes().map_err(io(&path))
    }

    /// Writes a segment; it is on the disk when this returns.
    pub(super) fn write_segment(&self, number: u32, bytes: &[u8]) -> Result<(), StackIndexError> {
        let path = self.path.join(segment_name(number));
        write(&path, bytes).map_err(io(&path))
    }

    /// Puts a manifest in the place of the last one, in one step and durably.
    pub(super) fn replace_manifest(&self, bytes: &[u8]) -> Result<(), StackIndexError> {
        let (next, path) = (self.path.join(NEXT_MANIFEST), self.path.join(MANIFEST));
        write(&next, bytes).map_err(io(&next))?;
        // The names of new segments must be there before the manifest that lists them.
        self.sync()?;
        fs::rename(&next, &path).map_err(io(&path))?;
        self.sync()
    }

    fn sync(&self) -> Result<(), StackIndexError> {
        File::open(&self.path).and_then(|folder| folder.sync_all()).map_err(io(&self.path))
    }

    /// Removes segments that are not listed: merged ones, and those of a writer that died. What cannot be removed does
    /// no harm.
    pub(super) fn remove_others(&self, listed: &[u32]) {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten().map(|entry| entry.path());
        for path in entries.filter(|path| path.extension().is_some_and(|ending| ending == SEGMENT)) {
            let is_listed = listed.iter().any(|number| path.ends_with(segment_name(*number)));
            if !is_listed {
                drop(fs::remove_file(path));
            }
        }
    }

    /// Puts the manifest and the listed segments into another folder: by links to the same files, or copies where the
    /// file system has none.
    pub(super) fn link_into(&self, folder: &Path, listed: &[u32]) -> Result<(), StackIndexError> {
        fs::create_dir_all(folder).map_err(io(folder))?;
        let segments = listed.iter().map(|number| segment_name(*number));
        for name in segments.chain([MANIFEST.to_owned()]) {
            let (from, to) = (self.path.join(&name), folder.join(&name));
            if fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to).map_err(io(&to))?;
            }
        }
        Ok(())
    }
}

fn segment_name(number: u32) -> String {
    format!("{number:06}.{SEGMENT}")
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> StackIndexError {
    let path = path.to_owned();
    move |source| StackIndexError::Io { path: path.clone(), source }
}
