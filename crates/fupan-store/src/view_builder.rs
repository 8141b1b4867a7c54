//! A view in the making.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};

use crate::disk::{replace_durably, sync_folder, write_durably};
use crate::layout::LAYOUT;
use crate::view::{
    CURRENT, FILE_LIST, FileList, HOLD, ListedFile, ViewId, current_line, hash_of, length_and_hash,
};
use crate::{Identity, StoreError};

/// Views kept beside those that readers hold.
const KEPT: usize = 3;
const BUILDING: &str = "building";

/// A view that nobody sees yet. Files are written into [`ViewBuilder::path`]; [`ViewBuilder::publish`] shows them.
#[derive(Debug)]
pub struct ViewBuilder {
    views: PathBuf,
    path: PathBuf,
    list: FileList,
}

impl ViewBuilder {
    pub(crate) fn begin(views: &Path, identity: &Identity) -> Result<Self, StoreError> {
        let path = views.join(BUILDING);
        // What a writer that died left behind.
        if path.exists() {
            fs::remove_dir_all(&path).map_err(StoreError::io(&path))?;
        }
        fs::create_dir_all(&path).map_err(StoreError::io(&path))?;
        let list = FileList { layout: LAYOUT, identity: identity.clone(), files: Vec::new() };
        Ok(Self { views: views.to_owned(), path, list })
    }

    /// The folder, for files that their owner writes or links into it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file that readers read as a whole.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write_listed(name, bytes, true)
    }

    /// Writes a file that readers read when they first need it: opening the view looks at it as at those that are mapped.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn write_for_later(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write_listed(name, bytes, false)
    }

    fn write_listed(&mut self, name: &str, bytes: &[u8], whole: bool) -> Result<(), StoreError> {
        write_durably(&self.path.join(name), bytes)?;
        let (name, hash) = (name.to_owned(), hash_of(bytes));
        self.list.files.push(ListedFile { name, bytes: bytes.len() as u64, hash, whole });
        Ok(())
    }

    /// Makes it the newest view, and removes old ones that no reader holds.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn publish(mut self) -> Result<ViewId, StoreError> {
        let folder = self.path.clone();
        self.list_others(&folder, "")?;
        self.list.files.sort_by(|a, b| a.name.cmp(&b.name));
        let list_path = self.path.join(FILE_LIST);
        let list = serde_json::to_vec(&self.list)
            .map_err(|error| StoreError::Io { path: list_path.clone(), source: error.into() })?;
        write_durably(&list_path, &list)?;
        write_durably(&self.path.join(HOLD), b"")?;
        sync_folder(&self.path)?;
        let Some(number) = numbers(&self.views).last().map_or(Some(1), |last| last.checked_add(1)) else {
            return Err(StoreError::damaged(&self.views, "no number is left for a view"));
        };
        let id = ViewId { number };
        let published = self.views.join(id.to_string());
        fs::rename(&self.path, &published).map_err(StoreError::io(&published))?;
        sync_folder(&self.views)?;
        replace_durably(&self.views.join(CURRENT), current_line(id, &hash_of(&list)).as_bytes())?;
        self.remove_old();
        Ok(id)
    }

    /// Lists and syncs the files that were put into the folder from outside.
    fn list_others(&mut self, folder: &Path, prefix: &str) -> Result<(), StoreError> {
        for entry in fs::read_dir(folder).map_err(StoreError::io(folder))? {
            let path = entry.map_err(StoreError::io(folder))?.path();
            let name =
                format!("{prefix}{}", path.file_name().unwrap_or_else(|| OsStr::new("")).to_string_lossy());
            if path.is_dir() {
                self.list_others(&path, &format!("{name}/"))?;
                sync_folder(&path)?;
            } else if !self.list.files.iter().any(|file| file.name == name) {
                File::open(&path).and_then(|file| file.sync_all()).map_err(StoreError::io(&path))?;
                let (bytes, hash) = length_and_hash(&path).map_err(StoreError::io(&path))?;
                self.list.files.push(ListedFile { name, bytes, hash, whole: false });
            }
        }
        Ok(())
    }

    /// A view that cannot be removed is left for the next time.
    fn remove_old(&self) {
        let numbers = numbers(&self.views);
        let old = numbers.len().saturating_sub(KEPT);
        for number in numbers.into_iter().take(old) {
            let path = self.views.join(ViewId { number }.to_string());
            unless_held(&path, || drop(fs::remove_dir_all(&path)));
        }
    }
}

/// Removes a view that no reader holds, and keeps readers away from it until it is gone.
fn unless_held(view: &Path, remove: impl FnOnce()) {
    // Without the file half of the view is gone; without locks nobody can say that it is held.
    let hold = File::open(view.join(HOLD)).ok();
    let lock = hold.as_ref().map(FileExt::try_lock);
    if !matches!(lock, Some(Err(TryLockError::WouldBlock))) {
        remove();
    }
}

/// The numbers of all views, ascending.
fn numbers(views: &Path) -> Vec<u64> {
    let names = fs::read_dir(views).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let mut numbers: Vec<u64> = names.filter_map(|name| name.to_str()?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_locked_until_it_is_gone() {
        let view = tempfile::tempdir().unwrap();
        let path = view.path().join(HOLD);
        fs::write(&path, "").unwrap();
        let try_hold = || File::open(&path).unwrap().try_lock_shared();
        let mut seen = None;
        unless_held(view.path(), || seen = Some(try_hold()));
        assert!(matches!(seen, Some(Err(fs::TryLockError::WouldBlock))), "{seen:?}");
        try_hold().unwrap();
    }
}
