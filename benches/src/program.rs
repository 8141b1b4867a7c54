//! The program as it is released.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::{corpus, repository};

/// The release binary with a data directory of its own.
#[derive(Debug)]
pub struct Program {
    binary: PathBuf,
    corpus: PathBuf,
    data: TempDir,
}

impl Program {
    /// Builds the binary. `CARGO_BIN_EXE_fupan` reaches the package of the binary alone, so cargo is asked.
    ///
    /// # Panics
    /// Where it cannot be built.
    #[must_use]
    pub fn build() -> Self {
        let arguments = ["build", "--release", "--package", "fupan-cli", "--message-format", "json"];
        let mut cargo = command(Path::new(env!("CARGO")));
        let built = cargo.args(arguments).current_dir(repository()).stderr(Stdio::inherit()).output();
        let messages = String::from_utf8(built.expect("cargo runs").stdout).expect("cargo writes text");
        let binary = messages.lines().find_map(executable).expect("the build gives a binary");
        let data = tempfile::tempdir().expect("there is room for an index");
        Self { binary, corpus: corpus(), data }
    }

    /// The same over another corpus than the one of the repository.
    #[must_use]
    pub fn over(self, corpus: &Path) -> Self {
        Self { corpus: corpus.to_owned(), ..self }
    }

    /// The binary.
    #[must_use]
    pub fn binary(&self) -> &Path {
        &self.binary
    }

    /// A verb with its arguments, over the corpus.
    #[must_use]
    pub fn arguments(&self, verb: &[&str]) -> Vec<OsString> {
        let places =
            ["--corpus".into(), self.corpus.clone().into(), "--data-dir".into(), self.data.path().into()];
        places.into_iter().chain(verb.iter().map(OsString::from)).collect()
    }

    /// Runs a verb from start to end; its answer is read and dropped.
    ///
    /// # Panics
    /// Where it fails: 0, 10 and 11 are the codes of answers.
    pub fn run(&self, verb: &[&str]) {
        let output = command(&self.binary).args(self.arguments(verb)).output().expect("the program runs");
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 10 | 11)), "{code:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// The most memory that a verb held, in KiB, where GNU time can tell.
    ///
    /// # Panics
    /// Where GNU time writes something else than a number.
    #[must_use]
    pub fn peak_memory(&self, verb: &[&str]) -> Option<u64> {
        let mut time = command(Path::new("/usr/bin/time"));
        time.args(["--quiet", "-f", "%M"]).arg(&self.binary).args(self.arguments(verb));
        let output = time.stdout(Stdio::null()).output().ok()?;
        let said = String::from_utf8_lossy(&output.stderr);
        Some(said.lines().last()?.parse().expect("GNU time writes a number"))
    }
}

#[expect(clippy::disallowed_methods, reason = "whole processes are what is measured")]
fn command(program: &Path) -> Command {
    Command::new(program)
}

/// The binary in one message of cargo.
fn executable(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    Some(message.get("executable")?.as_str()?.into())
}
