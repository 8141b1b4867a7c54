//! Rewrites records in their canonical form, so that a review sees what changed and nothing else.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use fupan_record::{
    FileKind, Problem, Read, read_annotations, read_glossary, read_pattern, read_postmortem,
    write_annotation, write_glossary, write_pattern, write_postmortem,
};

use crate::EngineError;
use crate::corpus::scan;
use crate::lint::is_below;

/// What was rewritten.
#[derive(Debug, Clone)]
pub struct FormatReport {
    /// How many files were looked at.
    pub files: usize,
    /// Those that were not in canonical form.
    pub changed: Vec<PathBuf>,
    /// Files that were left as they are, and why.
    pub problems: Vec<Problem>,
}

/// Brings every file of a corpus into its canonical form; with `only`, those at or below that path; with `check`,
/// nothing is written. A file that cannot be read without an error stays as it is, and so does one with comments, which
/// the canonical form has no place for.
///
/// # Errors
/// [`EngineError::NoCorpus`], [`EngineError::CorpusUnreadable`], [`EngineError::CannotWrite`].
pub fn format(corpus: &Path, only: Option<&Path>, check: bool) -> Result<FormatReport, EngineError> {
    let (seen, problems) = scan(corpus)?;
    let mut report = FormatReport { files: 0, changed: Vec::new(), problems };
    for file in seen.iter().map(|seen| &seen.file) {
        if only.is_some_and(|only| !is_below(&file.path, only)) {
            continue;
        }
        report.files += 1;
        let bytes = match fs::read(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                report.problems.push(Problem::unreadable(&file.path, &error));
                continue;
            }
        };
        let (written, problems) = canonical(file.kind, &file.path, &bytes);
        report.problems.extend(problems);
        let Some(written) = written.filter(|written| written.as_bytes() != bytes) else { continue };
        if !check {
            let failed = |source| EngineError::CannotWrite { path: file.path.clone(), source };
            replace(&file.path, &written).map_err(failed)?;
        }
        report.changed.push(file.path.clone());
    }
    Ok(report)
}

/// The canonical form of a file, where it has one; otherwise why not.
fn canonical(kind: FileKind, path: &Path, bytes: &[u8]) -> (Option<String>, Vec<Problem>) {
    let (written, problems) = match kind {
        FileKind::Postmortem => rewritten(read_postmortem(path, bytes), write_postmortem),
        FileKind::Pattern => rewritten(read_pattern(path, bytes), write_pattern),
        FileKind::Glossary => rewritten(read_glossary(path, bytes), |groups| write_glossary(groups)),
        FileKind::Annotations => rewritten(read_annotations(path, bytes), |annotations| {
            annotations.iter().map(write_annotation).collect()
        }),
    };
    // A sign that starts comments is nowhere but in texts, and those come back as they are.
    let signs = |text: &[u8]| text.iter().filter(|byte| **byte == b'#').count();
    match written {
        Some(written) if signs(written.as_bytes()) != signs(bytes) => {
            (None, vec![Problem::has_comments(path)])
        }
        written => (written, problems),
    }
}

fn rewritten<T>(read: Read<T>, write: impl Fn(&T) -> String) -> (Option<String>, Vec<Problem>) {
    let errors: Vec<Problem> = read.problems.into_iter().filter(Problem::is_error).collect();
    let written = read.value.filter(|_| errors.is_empty()).map(|value| write(&value));
    (written, errors)
}

/// In the place of the old file at once, so that no reader sees half of it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    let new = folder.join(name);
    let mut file = fs::File::create(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, path)
}
