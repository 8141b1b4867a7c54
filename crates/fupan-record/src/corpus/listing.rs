//! The files of a corpus folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fupan_locale::RecordMessage;

use crate::problem::Problem;

/// Folders within one another under `patterns/`.
const DEEPEST: usize = 8;

/// What a file of the corpus holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `incidents/*/postmortem.md`.
    Postmortem,
    /// `incidents/*/annotations.jsonl`.
    Annotations,
    /// `patterns/**/*.md`, apart from any `README.md`.
    Pattern,
    /// `glossary/*.yaml`.
    Glossary,
}

/// A file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorpusFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub kind: FileKind,
}

/// The files of a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorpusFiles {
    /// The files, by path.
    pub files: Vec<CorpusFile>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
}

/// Why a corpus cannot be listed at all.
#[derive(Debug, thiserror::Error)]
#[error("{path}: the corpus cannot be listed", path = path.display())]
pub struct CorpusListingError {
    /// The corpus folder.
    pub path: PathBuf,
    /// What the system says.
    #[source]
    pub source: io::Error,
}

/// Lists the files of a corpus. Paths begin with `dir` as it was given; names that begin with a dot are left out,
/// and a symbolic link is followed only to what lies in the corpus.
///
/// # Errors
/// When the folder itself cannot be read. A corpus without `incidents/`, `patterns/` or `glossary/` is empty, not wrong.
pub fn list_corpus(dir: &Path) -> Result<CorpusFiles, CorpusListingError> {
    let failed = |source| CorpusListingError { path: dir.to_owned(), source };
    let root = dir.canonicalize().map_err(failed)?;
    fs::read_dir(&root).map_err(failed)?;
    let mut lister = Lister { root, files: CorpusFiles::default() };
    for folder in lister.entries(&dir.join("incidents")) {
        if folder.is_dir() {
            lister.incident(&folder);
        }
    }
    lister.patterns(&dir.join("patterns"), DEEPEST);
    lister.glossary(&dir.join("glossary"));
    lister.files.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(lister.files)
}

struct Lister {
    root: PathBuf,
    files: CorpusFiles,
}

impl Lister {
    fn incident(&mut self, folder: &Path) {
        let entries = self.entries(folder);
        let file = |name: &str| entries.iter().find(|path| path.ends_with(name) && path.is_file()).cloned();
        match file("postmortem.md") {
            Some(path) => self.file(path, FileKind::Postmortem),
            None => self.problem(folder, RecordMessage::NoPostmortem),
        }
        if let Some(path) = file("annotations.jsonl") {
            self.file(path, FileKind::Annotations);
        }
    }

    fn patterns(&mut self, folder: &Path, depth_left: usize) {
        let Some(depth_left) = depth_left.checked_sub(1) else {
            return self.problem(folder, RecordMessage::FoldersTooDeep { limit: DEEPEST });
        };
        for path in self.entries(folder) {
            if path.is_dir() {
                self.patterns(&path, depth_left);
            } else if path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md") {
                self.file(path, FileKind::Pattern);
            }
        }
    }

    fn glossary(&mut self, folder: &Path) {
        for path in self.entries(folder) {
            if path.is_file() && path.extension().is_some_and(|end| end == "yaml") {
                self.file(path, FileKind::Glossary);
            }
        }
    }

    /// What lies in a folder and may be looked at, sorted by name. A folder that is not there is empty.
    fn entries(&mut self, folder: &Path) -> Vec<PathBuf> {
        let listed = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match listed {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                self.files.problems.push(Problem::unreadable(folder, &error));
                return Vec::new();
            }
        };
        let mut paths: Vec<PathBuf> = entries
            .into_iter()
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        paths.retain(|path| self.may_be_read(path));
        paths
    }

    fn may_be_read(&mut self, path: &Path) -> bool {
        if !path.is_symlink() {
            return true;
        }
        match path.canonicalize() {
            Ok(target) if target.starts_with(&self.root) => true,
            Ok(_) => {
                self.problem(path, RecordMessage::LeavesCorpus);
                false
            }
            Err(error) => {
                self.files.problems.push(Problem::unreadable(path, &error));
                false
            }
        }
    }

    fn file(&mut self, path: PathBuf, kind: FileKind) {
        self.files.files.push(CorpusFile { path, kind });
    }

    fn problem(&mut self, path: &Path, message: RecordMessage) {
        self.files.problems.push(Problem::of_path(path, message));
    }
}
