//! Files and folders.

use std::fs;
use std::path::{Path, PathBuf};

/// The corpus of the repository.
#[must_use]
pub fn shipped_corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

/// Every file below a folder, sorted by path.
#[must_use]
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// Copies a folder with everything in it. Files that were one file under two names stay one.
pub fn copy_folder(from: &Path, to: &Path) {
    let mut copied: Vec<(u64, PathBuf)> = Vec::new();
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let identity = identity_of(&file);
        match copied.iter().find(|(other, _)| *other == identity) {
            Some((_, first)) => fs::hard_link(first, &target).unwrap(),
            None => {
                fs::copy(&file, &target).unwrap();
                copied.push((identity, target));
            }
        }
    }
}

fn identity_of(file: &Path) -> u64 {
    std::os::unix::fs::MetadataExt::ino(&fs::metadata(file).unwrap())
}
