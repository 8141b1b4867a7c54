//! The Go toolchain and programs made with it, for what the corpus claims of Go code.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long a program of the corpus may run.
const LONGEST_RUN: Duration = Duration::from_secs(60);

/// What a program printed, and how it ended.
#[derive(Debug)]
pub struct Run {
    /// Standard output and standard error, as they came.
    pub output: String,
    /// Whether it ended by itself, without an error.
    pub succeeded: bool,
    /// Whether it had to be stopped.
    pub timed_out: bool,
}

/// Tells that something was not tried, and why.
///
/// # Panics
/// Where CI is true: there everything is.
pub fn skipped(reason: &str) {
    #[expect(clippy::disallowed_methods, reason = "whether this is CI stands in the environment alone")]
    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!is_ci, "CI needs what is missing: {reason}");
    #[expect(clippy::print_stderr, reason = "what is not tested must be seen")]
    {
        eprintln!("SKIPPED: {reason}");
    }
}

/// A tool on this machine: required where CI is true, otherwise its absence is told of and the caller goes on without.
///
/// # Panics
/// Where CI is true and the tool is not there.
#[must_use]
pub fn found(tool: &str) -> bool {
    let version = if tool == "go" || tool == "golangci-lint" { "version" } else { "--version" };
    let is_there = command(tool).arg(version).output().is_ok_and(|output| output.status.success());
    if !is_there {
        skipped(&format!("there is no {tool}, so what the corpus claims of Go code was not tried"));
    }
    is_there
}

/// A command that reaches no network and takes nothing of the caller's Go settings that changes what programs print.
#[must_use]
pub fn command(program: impl AsRef<OsStr>) -> Command {
    #[expect(clippy::disallowed_methods, reason = "a test of what the Go toolchain says must start it")]
    let mut command = Command::new(program);
    command.env("GOPROXY", "off").env("GOTOOLCHAIN", "local").env("GOFLAGS", "-buildvcs=false");
    for name in ["GODEBUG", "GOTRACEBACK", "GOMAXPROCS", "GOGC", "GOMEMLIMIT"] {
        command.env_remove(name);
    }
    command
}

/// Builds packages of the module in `folder` into `out`, each named by the last part of its path.
///
/// # Panics
/// Where one does not build.
pub fn build(folder: &Path, out: &Path, flags: &[&str], packages: &[String]) {
    if packages.is_empty() {
        return;
    }
    std::fs::create_dir_all(out).unwrap();
    let mut out = out.as_os_str().to_owned();
    out.push("/");
    let built = command("go")
        .current_dir(folder)
        .args(["build", "-trimpath", "-o"])
        .arg(out)
        .args(flags)
        .args(packages)
        .output()
        .unwrap();
    assert!(built.status.success(), "go build {flags:?}:\n{}", String::from_utf8_lossy(&built.stderr));
}

/// Runs a program; one that does not end is stopped.
#[must_use]
pub fn run(program: &Path) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("output");
    let output = File::create(&path).unwrap();
    let child = command(program)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn();
    let status = wait(child.unwrap());
    let mut bytes = Vec::new();
    File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
    Run {
        output: String::from_utf8_lossy(&bytes).replace("\r\n", "\n"),
        succeeded: status.is_some_and(|status| status.success()),
        timed_out: status.is_none(),
    }
}

/// The end of a process; none where it had to be stopped.
fn wait(mut child: Child) -> Option<ExitStatus> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        if started.elapsed() > LONGEST_RUN {
            child.kill().unwrap();
            child.wait().unwrap();
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
