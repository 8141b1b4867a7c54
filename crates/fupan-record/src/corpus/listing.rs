//! The files of a corpus folder.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::SystemTime;

use fupan_locale::RecordMessage;

use crate::problem::Problem;

/// For fewer another thread is not worth its start.
const FOLDERS_OF_A_THREAD: usize = 1_000;
/// Folders within one another under `patterns/`.
const DEEPEST: usize = 8;

/// What a file of the corpus holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `incidents/*/postmortem.md`.
    Postmortem,
    /// `incidents/*/annotations.jsonl`.
    Annotations,
    /// `patterns/**/*.md`, apart from any `README.md` and what lies in the folder of a pattern's code.
    Pattern,
    /// `glossary/*.yaml`.
    Glossary,
}

/// A file of the corpus, as it was when it was listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorpusFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub kind: FileKind,
    /// Its size.
    pub bytes: u64,
    /// When it was last changed; none where the system does not say.
    pub modified: Option<SystemTime>,
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
/// and a symbolic link is followed only to what lies in the corpus. It asks the system as little as it can, since every
/// question begins with it: of an incident's folder only the two files that count are looked for, and the folder that
/// holds the code of a pattern is not entered.
///
/// # Errors
/// When the folder itself cannot be read. A corpus without `incidents/`, `patterns/` or `glossary/` is empty, not wrong.
pub fn list_corpus(dir: &Path) -> Result<CorpusFiles, CorpusListingError> {
    let failed = |source| CorpusListingError { path: dir.to_owned(), source };
    let root = dir.canonicalize().map_err(failed)?;
    fs::read_dir(&root).map_err(failed)?;
    let mut lister = Lister { root, files: CorpusFiles::default() };
    lister.incidents(&dir.join("incidents"));
    lister.patterns(&dir.join("patterns"), DEEPEST);
    lister.glossary(&dir.join("glossary"));
    lister.files.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(lister.files)
}

/// What lies in a folder, after links were followed.
#[derive(Debug)]
struct Entry {
    path: PathBuf,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    File,
    Folder,
    Other,
}

impl Form {
    fn of(kind: FileType) -> Self {
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Folder
        } else {
            Self::Other
        }
    }
}

struct Lister {
    root: PathBuf,
    files: CorpusFiles,
}

impl Lister {
    /// Looks into many folders on every core, as the system takes its time for each.
    fn incidents(&mut self, folder: &Path) {
        let mut folders = self.entries(folder);
        folders.retain(|entry| entry.form == Form::Folder);
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let share = folders.len().div_ceil(cores).max(FOLDERS_OF_A_THREAD);
        let look = |folders: &[Entry]| {
            let mut part = Self { root: self.root.clone(), files: CorpusFiles::default() };
            folders.iter().for_each(|entry| part.incident(&entry.path));
            part.files
        };
        let parts: Vec<CorpusFiles> = thread::scope(|scope| {
            let mut shares = folders.chunks(share);
            let first = shares.next().unwrap_or_default();
            let others: Vec<_> = shares.map(|folders| scope.spawn(move || look(folders))).collect();
            let first = look(first);
            let others = others
                .into_iter()
                .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            std::iter::once(first).chain(others).collect()
        });
        for part in parts {
            self.files.files.extend(part.files);
            self.files.problems.extend(part.problems);
        }
    }

    fn incident(&mut self, folder: &Path) {
        if !self.file_in(folder, "postmortem.md", FileKind::Postmortem) {
            self.problem(folder, RecordMessage::NoPostmortem);
        }
        self.file_in(folder, "annotations.jsonl", FileKind::Annotations);
    }

    /// Takes a file of a folder, where it is one and may be read; whether it is.
    fn file_in(&mut self, folder: &Path, name: &str, kind: FileKind) -> bool {
        let path = folder.join(name);
        let Ok(metadata) = fs::symlink_metadata(&path) else { return false };
        let entry = self.entry(path, metadata.file_type());
        let Some(entry) = entry.filter(|entry| entry.form == Form::File) else { return false };
        // What a link leads to has another size and time.
        let metadata = if metadata.is_symlink() { fs::metadata(&entry.path).ok() } else { Some(metadata) };
        self.file(entry.path, kind, metadata.as_ref());
        true
    }

    fn patterns(&mut self, folder: &Path, depth_left: usize) {
        let Some(depth_left) = depth_left.checked_sub(1) else {
            return self.problem(folder, RecordMessage::FoldersTooDeep { limit: DEEPEST });
        };
        let entries = self.entries(folder);
        let is_pattern = |entry: &Entry| {
            entry.form == Form::File
                && entry.path.extension().is_some_and(|end| end == "md")
                && !entry.path.ends_with("README.md")
        };
        let named: BTreeSet<PathBuf> = entries
            .iter()
            .filter(|entry| is_pattern(entry))
            .map(|entry| entry.path.with_extension(""))
            .collect();
        for entry in entries {
            if is_pattern(&entry) {
                self.listed_file(entry.path, FileKind::Pattern);
            } else if entry.form == Form::Folder && !named.contains(&entry.path) {
                self.patterns(&entry.path, depth_left);
            }
        }
    }

    fn glossary(&mut self, folder: &Path) {
        for entry in self.entries(folder) {
            if entry.form == Form::File && entry.path.extension().is_some_and(|end| end == "yaml") {
                self.listed_file(entry.path, FileKind::Glossary);
            }
        }
    }

    /// What lies in a folder and may be looked at, sorted by name. A folder that is not there is empty.
    fn entries(&mut self, folder: &Path) -> Vec<Entry> {
        let listed = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut listed = match listed {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                self.files.problems.push(Problem::unreadable(folder, &error));
                return Vec::new();
            }
        };
        listed.retain(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
        listed.sort_by_key(DirEntry::file_name);
        listed.iter().filter_map(|entry| self.entry(entry.path(), entry.file_type().ok()?)).collect()
    }

    /// None of a link that leads out of the corpus, or nowhere.
    fn entry(&mut self, path: PathBuf, kind: FileType) -> Option<Entry> {
        if !kind.is_symlink() {
            return Some(Entry { form: Form::of(kind), path });
        }
        let target = path.canonicalize().and_then(|target| Ok((fs::metadata(&target)?.file_type(), target)));
        match target {
            Ok((kind, target)) if target.starts_with(&self.root) => {
                Some(Entry { form: Form::of(kind), path })
            }
            Ok(_) => {
                self.problem(&path, RecordMessage::LeavesCorpus);
                None
            }
            Err(error) => {
                self.files.problems.push(Problem::unreadable(&path, &error));
                None
            }
        }
    }

    fn listed_file(&mut self, path: PathBuf, kind: FileKind) {
        let metadata = fs::metadata(&path).ok();
        self.file(path, kind, metadata.as_ref());
    }

    fn file(&mut self, path: PathBuf, kind: FileKind, metadata: Option<&Metadata>) {
        let bytes = metadata.map_or(0, Metadata::len);
        let modified = metadata.and_then(|metadata| metadata.modified().ok());
        self.files.files.push(CorpusFile { path, kind, bytes, modified });
    }

    fn problem(&mut self, path: &Path, message: RecordMessage) {
        self.files.problems.push(Problem::of_path(path, message));
    }
}
