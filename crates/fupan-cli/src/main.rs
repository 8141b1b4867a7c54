//! `fupan`: the process around `fupan_cli::run`.

use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::SystemTime;

use fupan_cli::{Environment, Io, run};

fn main() -> ExitCode {
    let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
    let mut io = Io {
        stdin_is_terminal: stdin.is_terminal(),
        stdout_is_terminal: stdout.is_terminal(),
        stderr_is_terminal: stderr.is_terminal(),
        stdin: &mut stdin.lock(),
        stdout: &mut stdout.lock(),
        stderr: &mut stderr.lock(),
        environment: environment(),
        clock: now,
    };
    ExitCode::from(run(env::args_os(), &mut io).code())
}

#[expect(clippy::disallowed_methods, reason = "the command line is the owner of the environment")]
fn environment() -> Environment {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    Environment {
        locale: locale.map(|locale| locale.to_string_lossy().into_owned()),
        corpus: set("FUPAN_CORPUS").map(Into::into),
        data_directory: set("FUPAN_DATA_DIR").map(Into::into),
        no_color: set("NO_COLOR").is_some(),
        columns: set("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is the owner of the clock")]
fn now() -> SystemTime {
    SystemTime::now()
}
