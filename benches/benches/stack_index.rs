//! The stack index over made-up stacks: how fast it answers, how often it finds what is there, what it costs.
//!
//! ```text
//! cargo bench -p fupan-benches --bench stack_index -- [1m|10m|NUMBER] [whole]
//! ```
//!
//! Recall is measured in two ways: whether the stack that a question was made from is among the first ten, and whether
//! the best answer is as good as the best of all stacks compared one by one with FaST. That comparison is also the
//! ceiling of the first: a question may be more like other stacks than its source. The time of a question is that of
//! its first run on the core, without what the machine gave to others meanwhile; beside it stands the least of five by
//! the clock. The baseline of `FastQuestion` is `fast_similarity`.
//!
//! A regression is a p99 that grows by a fifth beside the speed of `fast_similarity` in the same run, or a best answer
//! that is missed more often.

#![expect(clippy::expect_used, reason = "a measurement that cannot be made ends with the reason")]
#![expect(clippy::print_stdout, reason = "the result of a measurement is what it prints")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use fupan_benches::{Lengths, StackCorpus, StackProblem, is_measuring};
use fupan_search::{StackIndex, StackIndexBuilder, StackIndexWriter, StackQuestion};
use fupan_stack::similarity::{FastParameters, FastQuestion, WeightedSequence, fast_similarity};

const QUESTIONS: usize = 3_000;
/// Pairs for which the first questions are compared with every stack, and the most such questions.
const COMPARED_PAIRS: usize = 1_000_000_000;
const COMPARED: usize = 300;
/// Questions with the calls of a whole stack.
const WITH_CALLS: usize = 500;
/// Pairs for the speed of the baseline.
const BASELINE_STACKS: usize = 200_000;
const BASELINE_QUESTIONS: usize = 20;
/// Incidents of an update.
const UPDATED: usize = 1_000;

fn main() {
    if !is_measuring() {
        return;
    }
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |argument: &String| match argument.as_str() {
        "1m" => Some(1_000_000),
        "10m" => Some(10_000_000),
        other => other.parse().ok(),
    };
    let stacks = arguments.iter().find_map(number).unwrap_or(1_000_000);
    let is_whole = arguments.iter().any(|argument| argument == "whole");
    let lengths = if is_whole { Lengths::Whole } else { Lengths::Families };
    let corpus = StackCorpus::new(stacks, lengths);
    println!("{stacks} distinct stacks, {lengths:?}");
    let names = (0..StackCorpus::SYMBOLS).map(StackCorpus::name).collect();
    let bench = Bench { weights: Weights::of(&corpus), corpus, names };
    let place = tempfile::tempdir().expect("there is room for an index");
    bench.build(place.path());
    let index = open(place.path());
    let problems = bench.corpus.problems(QUESTIONS);
    bench.look_up(&index, &problems);
    bench.search(&index, &problems);
    bench.compare(&index, &problems);
    bench.baseline(&problems);
    bench.update(place.path(), &problems);
}

struct Bench {
    corpus: StackCorpus,
    /// By symbol.
    names: Vec<String>,
    weights: Weights,
}

/// How common each symbol is and what FaST makes of it, as the index has it.
struct Weights {
    shares: Vec<f64>,
    rarities: Vec<f32>,
}

impl Weights {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "counts and weights")]
    fn of(corpus: &StackCorpus) -> Self {
        let mut holding = vec![0_u32; StackCorpus::SYMBOLS as usize];
        for number in 0..corpus.len() {
            let stack = corpus.stack(number);
            let firsts = stack
                .iter()
                .enumerate()
                .filter(|(place, symbol)| stack.iter().position(|other| other == *symbol) == Some(*place));
            for (_, symbol) in firsts {
                if let Some(count) = holding.get_mut(*symbol as usize) {
                    *count += 1;
                }
            }
        }
        let parameters = FastParameters::default();
        // The index takes a corpus to have a thousand stacks more.
        let share = |count: u32| f64::from(count) / (corpus.len() as f64 + 1_000.0);
        let shares: Vec<f64> = holding.into_iter().map(share).collect();
        let rarities = shares.iter().map(|share| parameters.rarity(*share) as f32).collect();
        Self { shares, rarities }
    }

    fn weighed<'a>(&'a self, stack: &'a [u32]) -> impl Iterator<Item = (u32, f64)> + 'a {
        let rarity = |symbol: u32| self.rarities.get(symbol as usize).copied().unwrap_or(1.0);
        stack.iter().map(move |symbol| (*symbol, f64::from(rarity(*symbol))))
    }

    fn question(&self, stack: &[u32]) -> FastQuestion {
        FastQuestion::new(self.weighed(stack), &FastParameters::default())
    }
}

impl Bench {
    fn words(&self, stack: &[u32]) -> Vec<String> {
        stack.iter().filter_map(|symbol| self.names.get(*symbol as usize).cloned()).collect()
    }

    fn build(&self, folder: &Path) {
        let (started, started_core) = (Instant::now(), core_time());
        let mut builder = StackIndexBuilder::new();
        for number in 0..self.corpus.len() {
            builder.add(&incident(number), &self.words(self.corpus.stack(number)));
        }
        StackIndexWriter::create_of(folder, builder, 1).expect("the index is written");
        let core = core_time().saturating_sub(started_core).as_secs_f64();
        println!("build: {core:.1} s on one core, {:.1} s by the clock", started.elapsed().as_secs_f64());
        let files = fs::read_dir(folder).expect("the index is there");
        let size = |file: std::io::Result<fs::DirEntry>| {
            file.and_then(|file| file.metadata()).map_or(0, |it| it.len())
        };
        println!("size: {} MB", files.map(size).sum::<u64>() / 1_000_000);
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::trim);
        println!("peak while building, with the stacks themselves: {}", peak.unwrap_or("unknown"));
    }

    fn look_up(&self, index: &StackIndex, problems: &[StackProblem]) {
        let look_up = |problem: &StackProblem| {
            let words = self.words(self.corpus.stack(problem.source));
            let (found, time) = least_time(|| index.incidents_with(&words));
            assert_eq!(found, [incident(problem.source)]);
            time
        };
        println!("exact look-up, least of five by the clock: {}", Spread::of(problems.iter().map(look_up)));
    }

    fn search(&self, index: &StackIndex, problems: &[StackProblem]) {
        let (mut on_core, mut by_clock, mut found, mut answerable) = (Vec::new(), Vec::new(), 0, 0);
        for problem in problems {
            let words = self.words(&problem.frames);
            on_core.push(time_on_core(|| index.search(question(&words), 10)));
            let (hits, time) = least_time(|| index.search(question(&words), 10));
            by_clock.push(time);
            found += usize::from(hits.iter().any(|hit| hit.incident == incident(problem.source)));
            answerable += usize::from(problem.is_answerable);
        }
        println!("search, on the core: {}", Spread::of(on_core.into_iter()));
        println!("search, least of five by the clock: {}", Spread::of(by_clock.into_iter()));
        let with_calls =
            problems.chunks(4).take(WITH_CALLS).map(|several| self.search_with_calls(index, several));
        println!("search with the 30 calls of a whole stack, on the core: {}", Spread::of(with_calls));
        println!("source among the first ten: {}", part(found, problems.len()));
        println!("  questions that have a frame of their source: {}", part(answerable, problems.len()));
    }

    /// Takes the frames of several questions for the calls of the first.
    fn search_with_calls(&self, index: &StackIndex, several: &[StackProblem]) -> Duration {
        let family = several.first().map(|first| self.words(&first.frames)).unwrap_or_default();
        let calls: Vec<String> = several.iter().flat_map(|problem| self.words(&problem.frames)).collect();
        time_on_core(|| index.search(StackQuestion { family: &family, calls: &calls }, 10))
    }

    /// Compares each of the first questions with every stack.
    #[expect(clippy::cast_precision_loss, reason = "counts of pairs")]
    fn compare(&self, index: &StackIndex, problems: &[StackProblem]) {
        let (mut ceiling, mut found, mut best) = (0, 0, 0);
        let compared: Vec<&StackProblem> =
            problems.iter().take((COMPARED_PAIRS / self.corpus.len()).min(COMPARED)).collect();
        let mut spent = Duration::ZERO;
        for problem in &compared {
            let mut prepared = self.weights.question(&problem.frames);
            let mut similarity =
                |number| prepared.similarity(self.weights.weighed(self.corpus.stack(number)));
            let own = similarity(problem.source);
            let (mut better, mut most) = (0, -1.0);
            let started = Instant::now();
            for number in 0..self.corpus.len() {
                let similarity = similarity(number);
                better += usize::from(similarity > own);
                most = f64::max(most, similarity);
            }
            spent += started.elapsed();
            let hits = index.search(question(&self.words(&problem.frames)), 10);
            ceiling += usize::from(better < 10 && problem.is_answerable);
            found += usize::from(hits.iter().any(|hit| hit.incident == incident(problem.source)));
            best += usize::from(hits.first().map_or(-1.0, |hit| hit.similarity) > most - 1e-6);
        }
        println!("of {} questions compared with every stack:", compared.len());
        println!("  source among the first ten of all stacks: {}", part(ceiling, compared.len()));
        println!("  source among the first ten of the index: {}", part(found, compared.len()));
        println!("  best answer as good as the best of all: {}", part(best, compared.len()));
        let pairs = (compared.len() * self.corpus.len()) as f64;
        println!("FastQuestion: {:.1} million pairs/s", pairs / spent.as_secs_f64() / 1e6);
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of pairs")]
    fn baseline(&self, problems: &[StackProblem]) {
        let parameters = FastParameters::default();
        let share = |symbol: u32| self.weights.shares.get(symbol as usize).copied().unwrap_or_default();
        let sequence = |stack: &[u32]| WeightedSequence::new(stack, share, &parameters);
        let count = BASELINE_STACKS.min(self.corpus.len());
        let stacks: Vec<WeightedSequence> =
            (0..count).map(|number| sequence(self.corpus.stack(number))).collect();
        let (mut fast, mut plain) = (Duration::ZERO, Duration::ZERO);
        let asked: Vec<&StackProblem> = problems.iter().take(BASELINE_QUESTIONS).collect();
        for problem in &asked {
            let (question, mut prepared) =
                (sequence(&problem.frames), self.weights.question(&problem.frames));
            let started = Instant::now();
            for stack in &stacks {
                black_box(fast_similarity(&question, stack, &parameters));
            }
            plain += started.elapsed();
            let started = Instant::now();
            for number in 0..count {
                black_box(prepared.similarity(self.weights.weighed(self.corpus.stack(number))));
            }
            fast += started.elapsed();
        }
        let speed = |time: Duration| (asked.len() * count) as f64 / time.as_secs_f64() / 1e6;
        println!("FastQuestion over {count} stacks: {:.1} million pairs/s", speed(fast));
        println!("  baseline fast_similarity: {:.1} million pairs/s", speed(plain));
        println!("  ratio {:.2}, interleaved", speed(fast) / speed(plain));
    }

    /// An incident more for each of a thousand questions.
    fn update(&self, folder: &Path, problems: &[StackProblem]) {
        let mut writer = StackIndexWriter::open(folder).expect("the index is there");
        let started = Instant::now();
        let new = problems.iter().take(UPDATED);
        for (number, problem) in new.enumerate() {
            writer.put(&format!("NEW-{number}"), vec![self.words(&problem.frames)]);
        }
        writer.commit(2).expect("the index is written");
        println!("update with {UPDATED} incidents: {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
        let index = open(folder);
        let search = |problem: &StackProblem| {
            let words = self.words(&problem.frames);
            time_on_core(|| index.search(question(&words), 10))
        };
        println!("search after it, on the core: {}", Spread::of(problems.iter().take(UPDATED).map(search)));
    }
}

fn open(folder: &Path) -> StackIndex {
    let (index, time) = least_time(|| StackIndex::open(folder).expect("the index is there"));
    println!("open: {:.2} ms", time.as_secs_f64() * 1e3);
    index
}

fn question(words: &[String]) -> StackQuestion<'_> {
    StackQuestion { family: words, calls: &[] }
}

fn incident(number: usize) -> String {
    format!("INC-{number:08}")
}

/// How long this thread has run so far, where the system tells, else the time since the first question.
fn core_time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    // The count is brought up to date when the thread gives way.
    std::thread::yield_now();
    let ran = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = ran.and_then(|ran| ran.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn time_on_core<T>(work: impl Fn() -> T) -> Duration {
    let started = core_time();
    black_box(work());
    core_time().saturating_sub(started)
}

/// What five runs give, and the time of the fastest.
fn least_time<T>(work: impl Fn() -> T) -> (T, Duration) {
    let timed = || {
        let started = Instant::now();
        let result = work();
        (result, started.elapsed())
    };
    let (mut result, mut least) = timed();
    for _ in 1..5 {
        let (again, time) = timed();
        result = again;
        least = least.min(time);
    }
    (result, least)
}

#[expect(clippy::cast_precision_loss, reason = "a part of a count")]
fn part(some: usize, all: usize) -> String {
    format!("{:.4} ({some} of {all})", some as f64 / all.max(1) as f64)
}

/// How times are spread.
struct Spread {
    times: Vec<Duration>,
}

impl Spread {
    fn of(times: impl Iterator<Item = Duration>) -> Self {
        let mut times: Vec<Duration> = times.collect();
        times.sort_unstable();
        Self { times }
    }

    fn at(&self, percent: usize) -> Duration {
        let last = self.times.len().saturating_sub(1);
        self.times.get(last * percent / 100).copied().unwrap_or_default()
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [median, most, last] = [50, 99, 100].map(|percent| self.at(percent));
        write!(f, "p50 {median:.1?}, p99 {most:.1?}, max {last:.1?}")
    }
}
