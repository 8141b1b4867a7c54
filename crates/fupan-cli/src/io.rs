//! What a run sees of the world.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::time::SystemTime;

/// The streams, settings and clock of one run.
pub struct Io<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output: the answer, nothing else.
    pub stdout: &'a mut dyn Write,
    /// Standard error: progress and diagnostics.
    pub stderr: &'a mut dyn Write,
    /// Whether a person looks at standard input, so that waiting for a paste makes sense.
    pub stdin_is_terminal: bool,
    /// Whether a person looks at standard output.
    pub stdout_is_terminal: bool,
    /// Whether a person looks at standard error.
    pub stderr_is_terminal: bool,
    /// What the environment says.
    pub environment: Environment,
    /// The time of day.
    pub clock: fn() -> SystemTime,
}

/// The environment variables that matter.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set.
    pub locale: Option<String>,
    /// `FUPAN_CORPUS`.
    pub corpus: Option<PathBuf>,
    /// `FUPAN_DATA_DIR`.
    pub data_directory: Option<PathBuf>,
    /// `NO_COLOR` is set.
    pub no_color: bool,
    /// `COLUMNS`, the width of the terminal.
    pub columns: Option<usize>,
}
