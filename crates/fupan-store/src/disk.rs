//! Writes that survive a power cut.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::StoreError;

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(StoreError::io(path))
}

/// Writes a file that is on the disk when this returns.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(StoreError::io(path))
}

/// Puts a file in the place of another in one step.
pub(crate) fn replace_durably(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let beside = path.with_extension("next");
    write_durably(&beside, bytes)?;
    fs::rename(&beside, path).map_err(StoreError::io(path))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// A name beside `path` that is free: `sled.damaged-1`.
pub(crate) fn move_aside(path: &Path) -> Result<std::path::PathBuf, StoreError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let free =
        (1..).map(|number| path.with_file_name(format!("{name}.damaged-{number}"))).find(|to| !to.exists());
    let to = free.unwrap_or_else(|| path.with_file_name(format!("{name}.damaged")));
    fs::rename(path, &to).map_err(StoreError::io(path))?;
    Ok(to)
}
