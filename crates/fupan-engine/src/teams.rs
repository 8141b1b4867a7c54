//! The teams of a corpus, from its `teams.yaml`: small, optional, and read when a question names a team.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use fupan_model::Team;
use fupan_record::{LARGEST_RECORD, Read, nearest, read_teams};

use crate::{Engine, EngineError};

const FILE: &str = "teams.yaml";

impl Engine {
    /// The team of an id.
    ///
    /// # Errors
    /// [`EngineError::UnknownTeam`], with the nearest id where there is one.
    pub fn team(&self, id: &str) -> Result<Team, EngineError> {
        let path = file_of(&self.places.corpus);
        let teams = read(&path)?.and_then(|read| read.value).unwrap_or_default();
        let near = nearest(id, teams.iter().map(|team| team.id.as_str())).map(str::to_owned);
        let found = teams.into_iter().find(|team| team.id.as_str() == id);
        found.ok_or_else(|| EngineError::UnknownTeam { id: id.to_owned(), path, near })
    }
}

pub(crate) fn file_of(corpus: &Path) -> PathBuf {
    corpus.join(FILE)
}

/// What the file says; none where there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Read<Vec<Team>>>, EngineError> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(EngineError::CannotRead { path: path.to_owned(), source }),
    };
    let mut bytes = Vec::new();
    // One byte more than allowed, so that a larger file is refused and not cut.
    let read = file.take(LARGEST_RECORD + 1).read_to_end(&mut bytes);
    read.map_err(|source| EngineError::CannotRead { path: path.to_owned(), source })?;
    Ok(Some(read_teams(path, &bytes)))
}
