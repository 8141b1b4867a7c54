//! Where the corpus and its index lie.

use std::path::PathBuf;

/// The two directories that an engine works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The files of the corpus: `incidents/`, `patterns/`, `glossary/`. Only a draft writes here.
    pub corpus: PathBuf,
    /// Everything derived from it. It may be deleted.
    pub data_directory: PathBuf,
}
