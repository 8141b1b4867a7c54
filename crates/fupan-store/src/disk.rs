//! Writes that survive a power cut.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::StoreError;

const DAMAGED: &str = "damaged-";
/// How many damaged folders stay for whoever wants to look into them.
const KEPT_ASIDE: usize = 2;

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

/// Renames a damaged folder to a name beside it, `sled.damaged-1`, and removes those of long ago.
pub(crate) fn move_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let aside = |number: u64| path.with_extension(format!("{DAMAGED}{number}"));
    let mut numbers = numbers_aside(path);
    let next = numbers.last().map_or(1, |last| last.saturating_add(1));
    fs::rename(path, aside(next)).map_err(StoreError::io(path))?;
    numbers.push(next);
    for number in numbers.iter().rev().skip(KEPT_ASIDE) {
        // What cannot be removed is in nobody's way.
        drop(fs::remove_dir_all(aside(*number)));
    }
    path.parent().map_or(Ok(()), sync_folder)?;
    Ok(aside(next))
}

/// The numbers of what was moved aside before, ascending.
fn numbers_aside(path: &Path) -> Vec<u64> {
    let names = path.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let number = |name: &Path| {
        let same = name.file_stem() == path.file_stem();
        name.extension()?.to_str()?.strip_prefix(DAMAGED)?.parse().ok().filter(|_| same)
    };
    let mut numbers: Vec<u64> = names.filter_map(|entry| number(Path::new(&entry.file_name()))).collect();
    numbers.sort_unstable();
    numbers
}
