//! Starts a postmortem: the next free id and a file with everything that must be filled in.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use fupan_locale::Language;
use fupan_model::{Moment, PostmortemId};
use fupan_record::FileKind;

use crate::EngineError;

/// A draft that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: PostmortemId,
    /// The file.
    pub path: PathBuf,
}

/// Writes a draft with the next free id of its year into the corpus, which need not exist yet.
///
/// # Errors
/// [`EngineError::CannotWrite`]; [`EngineError::AlreadyThere`] where another writer took the id meanwhile.
pub fn draft(
    corpus: &Path,
    title: Option<&str>,
    date: &Moment,
    language: Language,
) -> Result<Draft, EngineError> {
    let incidents = corpus.join("incidents");
    let no_id =
        || std::io::Error::new(std::io::ErrorKind::InvalidInput, format!("{} has no free id", date.year()));
    let id = next_id(&incidents, date.year())
        .ok_or_else(|| EngineError::CannotWrite { path: incidents.clone(), source: no_id() })?;
    let folder = incidents.join(id.to_string());
    let path = folder.join("postmortem.md");
    let cannot_write = |source| EngineError::CannotWrite { path: path.clone(), source };
    fs::create_dir_all(&incidents).map_err(&cannot_write)?;
    // The folder claims the id: of two writers one fails here.
    fs::create_dir(&folder).map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => EngineError::AlreadyThere { path: folder.clone() },
        _ => EngineError::CannotWrite { path: folder.clone(), source },
    })?;
    let text = fupan_record::template(FileKind::Postmortem, &id.to_string(), title, date, language);
    let mut file = fs::File::create_new(&path).map_err(&cannot_write)?;
    file.write_all(text.as_bytes()).map_err(cannot_write)?;
    Ok(Draft { id, path })
}

/// One past the greatest number of the year; none where the year or the number has no id.
fn next_id(incidents: &Path, year: u16) -> Option<PostmortemId> {
    let names = fs::read_dir(incidents).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let ids = names.filter_map(|name| name.to_str()?.parse::<PostmortemId>().ok());
    let last = ids.filter(|id| id.year() == year).max();
    PostmortemId::new(year, last.map_or(0, PostmortemId::number) + 1)
}
