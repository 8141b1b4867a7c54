//! All contenders over one input, in turn.

use std::path::Path;
use std::time::Duration;

use crate::contender::{self, Contender, Running};
use crate::dump::{Dump, Labels};
use crate::go_module;
use crate::parsers::Reading;

/// A contender leaves the race when it has had so much time and [`FEWEST_ROUNDS`].
const TIME_EACH: Duration = Duration::from_secs(8);
const FEWEST_ROUNDS: usize = 3;
const MOST_ROUNDS: usize = 101;

/// `summarize_reader`, which like the Go parsers reads a file in parts.
pub(crate) const READER: &str = "fupan reader";

/// Who takes part, and where.
#[derive(Debug)]
pub(crate) struct Race {
    contenders: Vec<Contender>,
    core: Option<usize>,
}

/// What came out of one input.
#[derive(Debug, Clone)]
pub(crate) struct RaceResult {
    /// The input.
    pub(crate) dump: Dump,
    /// A row for each contender, in their order.
    pub(crate) rows: Vec<Row>,
}

/// What came out for one contender.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Its name.
    pub(crate) name: &'static str,
    /// The median of its rounds.
    pub(crate) time: Duration,
    /// How many rounds it had.
    pub(crate) rounds: usize,
    /// What it found.
    pub(crate) found: Reading,
    /// The most memory that one round took, in bytes.
    pub(crate) peak: Option<u64>,
}

impl RaceResult {
    /// The row of a contender.
    pub(crate) fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }

    /// What the input is called.
    pub(crate) fn name(&self) -> String {
        let labels = if self.dump.labels == Labels::None { "" } else { " with labels" };
        format!("{} goroutines{labels}", self.dump.goroutines)
    }

    /// Megabytes in a second.
    #[expect(clippy::cast_precision_loss, reason = "inputs have far fewer than 2^52 bytes")]
    pub(crate) fn throughput(&self, row: &Row) -> f64 {
        self.dump.bytes as f64 / row.time.as_secs_f64() / 1e6
    }
}

impl Race {
    /// Builds what has to be built and says what cannot take part.
    #[expect(clippy::print_stderr, reason = "what is missing from a measurement is said aloud")]
    pub(crate) fn prepare(folder: &Path) -> Self {
        let core = contender::core();
        match core {
            Some(core) => println!("every contender on core {core} (taskset), GOMAXPROCS=1"),
            None => println!("no taskset: contenders are not bound to a core; GOMAXPROCS=1"),
        }
        let mut contenders = ours();
        match go_module::build(folder) {
            Ok(program) => contenders.extend(of_go(&program)),
            Err(reason) => eprintln!("\nNOT MEASURED: gostackparse and panicparse: {reason}\n"),
        }
        Self { contenders, core }
    }

    /// Runs all contenders over `dump`.
    pub(crate) fn run(&self, dump: &Dump) -> RaceResult {
        let able = || self.contenders.iter().filter(|one| dump.goroutines <= one.most_goroutines);
        let peaks: Vec<_> = able().map(|one| one.peak_memory(self.core, &dump.path)).collect();
        let mut entries: Vec<_> = able().map(|one| Entry::new(one.start(self.core, &dump.path))).collect();
        while entries.iter().any(Entry::is_in_the_race) {
            entries.iter_mut().filter(|entry| entry.is_in_the_race()).for_each(Entry::run);
        }
        let rows = able().zip(entries).zip(peaks);
        RaceResult {
            dump: dump.clone(),
            rows: rows.filter_map(|((one, entry), peak)| entry.row(one.name, peak)).collect(),
        }
    }
}

/// A contender with the rounds it has had.
struct Entry {
    running: Running,
    times: Vec<Duration>,
    found: Option<Reading>,
}

impl Entry {
    fn new(running: Running) -> Self {
        Self { running, times: Vec::new(), found: None }
    }

    fn is_in_the_race(&self) -> bool {
        let has_time = self.times.iter().sum::<Duration>() < TIME_EACH;
        self.times.len() < FEWEST_ROUNDS || (has_time && self.times.len() < MOST_ROUNDS)
    }

    fn run(&mut self) {
        let (time, found) = self.running.round();
        self.times.push(time);
        self.found = Some(found);
    }

    fn row(mut self, name: &'static str, peak: Option<u64>) -> Option<Row> {
        self.times.sort_unstable();
        let rounds = self.times.len();
        Some(Row { name, time: *self.times.get(rounds / 2)?, rounds, found: self.found?, peak })
    }
}

/// This program, as a worker with one of the Rust libraries. libcasr reads about 1 MB/s: not 64 MB.
fn ours() -> Vec<Contender> {
    let program = std::env::current_exe().expect("this program knows where it is");
    let contender = |name, arguments, most_goroutines| Contender {
        name,
        program: program.clone(),
        environment: &[],
        arguments,
        for_memory: if name == READER { &["stream"] } else { &[] },
        most_goroutines,
    };
    vec![
        contender("fupan parse", &["worker", "parse"], u64::MAX),
        contender("fupan summarize", &["worker", "summarize"], u64::MAX),
        contender(READER, &["worker", "reader"], u64::MAX),
        contender("libcasr", &["worker", "libcasr"], 1_000),
    ]
}

/// gostackparse takes part twice: on one core its garbage collector costs it up to half of its throughput, most with a
/// small heap. With `GOGC=400` it was the fastest of 100, 400, 1600 and off, over small and large inputs.
fn of_go(program: &Path) -> Vec<Contender> {
    let contender = |name, arguments, environment| Contender {
        name,
        program: program.to_owned(),
        environment,
        arguments,
        for_memory: &["stream"],
        most_goroutines: u64::MAX,
    };
    vec![
        contender("gostackparse", &["gostackparse"], &[]),
        contender("  with GOGC=400", &["gostackparse"], &[("GOGC", "400")]),
        contender("panicparse", &["panicparse"], &[]),
    ]
}
