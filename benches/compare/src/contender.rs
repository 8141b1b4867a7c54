//! A parser in a process of its own, on one core.
//!
//! ```text
//! taskset -c 1 contender gostackparse 1000-None.txt
//! < a line: a round begins
//! > 1048576 1000 -          nanoseconds, goroutines, groups
//! ```

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::parsers::Reading;

/// How a parser is started.
#[derive(Debug, Clone)]
pub(crate) struct Contender {
    /// What the table calls it.
    pub(crate) name: &'static str,
    /// The program.
    pub(crate) program: PathBuf,
    /// What its environment has beside ours.
    pub(crate) environment: &'static [(&'static str, &'static str)],
    /// What stands before the input.
    pub(crate) arguments: &'static [&'static str],
    /// What stands behind the input when the peak of memory is asked for.
    pub(crate) for_memory: &'static [&'static str],
    /// The most goroutines that it can be asked to read in a bearable time.
    pub(crate) most_goroutines: u64,
}

/// A contender that has its input.
#[derive(Debug)]
pub(crate) struct Running {
    process: Child,
    rounds: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Contender {
    /// Starts it with its input, for rounds of time.
    pub(crate) fn start(&self, core: Option<usize>, input: &Path) -> Running {
        Running::of(self.command(core, input))
    }

    /// The most memory, in bytes, that one round took in a fresh process; unknown where there is no `/proc`.
    pub(crate) fn peak_memory(&self, core: Option<usize>, input: &Path) -> Option<u64> {
        let mut command = self.command(core, input);
        command.args(self.for_memory);
        let mut running = Running::of(command);
        running.round();
        running.peak_memory()
    }

    fn command(&self, core: Option<usize>, input: &Path) -> Command {
        let mut command = match core {
            Some(core) => {
                let mut pinned = command("taskset");
                pinned.args(["-c", &core.to_string()]).arg(&self.program);
                pinned
            }
            None => command(&self.program),
        };
        command.args(self.arguments).arg(input).env("GOMAXPROCS", "1");
        command.envs(self.environment.iter().copied());
        command
    }
}

impl Running {
    fn of(mut command: Command) -> Self {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = piped.spawn().expect("a contender starts");
        let rounds = process.stdin.take().expect("its input is piped");
        let answers = BufReader::new(process.stdout.take().expect("its output is piped"));
        Self { process, rounds, answers }
    }

    /// One reading of the whole input. Its time is the processor's, of all threads, where the kernel tells: others who
    /// use the core make the clock tell more. What a garbage collector still does after the answer is not counted.
    pub(crate) fn round(&mut self) -> (Duration, Reading) {
        let before = self.processor_time();
        self.rounds.write_all(b"\n").expect("a contender takes rounds");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("a contender answers");
        let after = self.processor_time();
        let (clock, found) = read_answer(&answer).expect("an answer is three words");
        let processor = before.zip(after).map(|(before, after)| after.saturating_sub(before));
        (processor.filter(|time| !time.is_zero()).unwrap_or(clock), found)
    }

    /// The time that all threads of the process have run, as the kernel's scheduler counts it.
    fn processor_time(&self) -> Option<Duration> {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process.id())).ok()?;
        let times = threads.map(|thread| {
            let counted = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            counted.split_whitespace().next()?.parse::<u64>().ok()
        });
        times.sum::<Option<u64>>().map(Duration::from_nanos)
    }

    /// The kernel's high-water mark of the process; starting another program resets it, so it is the parser's alone.
    fn peak_memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = peak.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kibibytes * 1024)
    }
}

impl Drop for Running {
    /// Nothing is lost with a contender that has answered.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The last core, where processes can be bound to it: the first has the interrupts.
pub(crate) fn core() -> Option<usize> {
    let cores = std::thread::available_parallelism().ok()?.get();
    let core = cores - 1;
    let status = command("taskset").args(["-c", &core.to_string(), "true"]).status();
    status.is_ok_and(|status| status.success()).then_some(core)
}

#[expect(clippy::disallowed_methods, reason = "whole processes are what is measured")]
fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    Command::new(program)
}

fn read_answer(answer: &str) -> Option<(Duration, Reading)> {
    let mut words = answer.split_whitespace();
    let time = Duration::from_nanos(words.next()?.parse().ok()?);
    let goroutines = words.next()?.parse().ok()?;
    Some((time, Reading { goroutines, groups: words.next()?.parse().ok() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_three_words() {
        let read = |answer| read_answer(answer).map(|(time, found)| (time.as_nanos(), found));
        let found = Reading { goroutines: 7, groups: None };
        assert_eq!(read("12 7 -\n"), Some((12, found)));
        assert_eq!(read("12 7 3\n"), Some((12, Reading { groups: Some(3), ..found })));
        assert_eq!(read(""), None);
    }
}
