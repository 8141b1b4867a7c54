//! A corpus and a data directory in a temporary folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::{Answer, Setting, copy_folder, shipped_corpus, small_corpus};

/// A corpus and a data directory of its own, removed with it.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// A place whose corpus is an empty folder.
    ///
    /// # Panics
    /// Where the system gives no folder.
    #[must_use]
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        Self { folder }
    }

    /// A place with [`small_corpus`].
    #[must_use]
    pub fn small() -> Self {
        let place = Self::empty();
        for (path, text) in small_corpus() {
            place.write(path, &text);
        }
        place
    }

    /// A place with a copy of the corpus of the repository.
    #[must_use]
    pub fn shipped() -> Self {
        let place = Self::empty();
        copy_folder(&shipped_corpus(), &place.corpus());
        place
    }

    /// The folder around both.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The corpus.
    #[must_use]
    pub fn corpus(&self) -> PathBuf {
        self.path().join("corpus")
    }

    /// The data directory.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// Writes a file of the corpus.
    ///
    /// # Panics
    /// Where it cannot be written.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.corpus().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }

    /// Writes a file beside the corpus and says where it lies.
    ///
    /// # Panics
    /// Where it cannot be written.
    #[must_use]
    pub fn input(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let file = self.path().join(name);
        fs::write(&file, content).unwrap();
        file.to_str().unwrap().to_owned()
    }

    /// Runs `fupan` over this place.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        self.run_in(arguments, Setting::default())
    }

    /// Runs `fupan` over this place, with something on standard input.
    pub fn run_with_input(&self, arguments: &[&str], stdin: impl AsRef<[u8]>) -> Answer {
        self.run_in(arguments, Setting { stdin: stdin.as_ref().to_vec(), ..Setting::default() })
    }

    /// Runs `fupan` over this place, in a setting.
    pub fn run_in(&self, arguments: &[&str], setting: Setting) -> Answer {
        let places = ["--corpus".into(), self.corpus().into(), "--data-dir".into(), self.data().into()];
        let words: Vec<OsString> = places.into_iter().chain(arguments.iter().map(OsString::from)).collect();
        setting.run(&words)
    }

    /// Brings the index up to date.
    ///
    /// # Panics
    /// Where that fails.
    pub fn index(&self) {
        let answer = self.run(&["index"]);
        assert_eq!(answer.code(), 0, "{}", answer.stderr);
    }

    /// The JSON answer of a run, without the time it took.
    pub fn json(&self, arguments: &[&str]) -> Value {
        crate::answer_alone(self.run(&[&["--json"], arguments].concat()).json())
    }

    /// A text with the folder of this place and the digits of fingerprints, which are not what is asserted, as `…`.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        let mut masked = text.replace(self.path().to_str().unwrap(), "…");
        for prefix in ["v1:", "v1f:", "v1b:"] {
            let pieces: Vec<&str> = masked.split(prefix).collect();
            let (first, rest) = pieces.split_first().unwrap();
            let rest = rest.iter().map(|piece| {
                let after = piece.trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
                if piece.len() - after.len() == 32 { format!("…{after}") } else { (*piece).to_owned() }
            });
            masked = std::iter::once((*first).to_owned()).chain(rest).collect::<Vec<_>>().join(prefix);
        }
        masked
    }
}
