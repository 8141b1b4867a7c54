//! One run of the program, in process.

use std::ffi::OsString;
use std::time::{Duration, SystemTime};

use fupan_cli::{Environment, ExitStatus, Io};
use serde_json::Value;

/// What a run sees beside its arguments.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Standard input.
    pub stdin: Vec<u8>,
    /// Whether a person sits at all three streams.
    pub terminal: bool,
    /// The environment.
    pub environment: Environment,
}

/// How a run ended and what it wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// 2023-11-14: the time of every run.
fn standing_clock() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

impl Setting {
    /// Runs `fupan` with these arguments.
    ///
    /// # Panics
    /// Where a stream gets something else than UTF-8.
    pub fn run(self, arguments: &[OsString]) -> Answer {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut io = Io {
            stdin: &mut self.stdin.as_slice(),
            stdout: &mut stdout,
            stderr: &mut stderr,
            stdin_is_terminal: self.terminal,
            stdout_is_terminal: self.terminal,
            stderr_is_terminal: false,
            environment: self.environment,
            clock: standing_clock,
        };
        let program = std::iter::once(OsString::from("fupan"));
        let status = fupan_cli::run(program.chain(arguments.iter().cloned()), &mut io);
        Answer {
            status,
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    }
}

impl Answer {
    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        self.status.code()
    }

    /// Standard output as the one JSON document that it must be.
    ///
    /// # Panics
    /// Where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.stdout) {
            Ok(value) => value,
            Err(error) => panic!("{error}\nstdout: {}\nstderr: {}", self.stdout, self.stderr),
        }
    }

    /// The answer, which must have this exit code.
    ///
    /// # Panics
    /// Where it has another.
    #[must_use]
    pub fn with_code(self, code: u8) -> Self {
        assert_eq!(self.code(), code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}
