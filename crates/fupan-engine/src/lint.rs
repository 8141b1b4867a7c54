//! Checks a corpus, or one part of it, without indexing.

use std::path::Path;
use std::time::SystemTime;

use fupan_record::Problem;

use crate::EngineError;
use crate::collection::Collection;
use crate::corpus::{read_all, scan};
use crate::teams;

/// What a check found.
#[derive(Debug, Clone)]
pub struct LintReport {
    /// How many files were checked.
    pub files: usize,
    /// What is wrong with them, by file and line.
    pub problems: Vec<Problem>,
}

/// Checks every file of a corpus on its own and against the others; with `only`, tells what is wrong at or below that
/// path.
///
/// # Errors
/// [`EngineError::NoCorpus`], [`EngineError::CorpusUnreadable`].
pub fn lint(corpus: &Path, only: Option<&Path>) -> Result<LintReport, EngineError> {
    let (seen, mut problems) = scan(corpus)?;
    let files = read_all(&seen.iter().collect::<Vec<_>>(), SystemTime::UNIX_EPOCH, &|| {});
    problems.extend(files.iter().flat_map(|file| file.problems.iter().cloned()));
    let teams_file = teams::file_of(corpus);
    let teams = teams::read(&teams_file)?;
    let has_teams = teams.is_some();
    problems.extend(teams.into_iter().flat_map(|read| read.problems));
    let is_wanted = |path: &Path| only.is_none_or(|only| is_below(path, only));
    let mut count = files.iter().filter(|file| is_wanted(&file.path)).count();
    count += usize::from(has_teams && is_wanted(&teams_file));
    let records = files.into_iter().filter_map(|file| Some((file.path, file.record?)));
    problems.extend(Collection::of(records.collect()).1);
    problems.retain(|problem| is_wanted(&problem.path));
    problems.sort();
    Ok(LintReport { files: count, problems })
}

/// Compares what the paths name, however they are written.
pub(crate) fn is_below(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => path.starts_with(folder),
    }
}
