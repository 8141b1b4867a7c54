//! What the parser is to reach, and whether it does.

use fupan_benches::Program;

use crate::dump::{Dump, Labels};
use crate::race::{READER, RaceResult};
use crate::table::{baseline_throughput, peak};

/// How many times as fast as gostackparse with the better of two settings of its garbage collector.
const LEAST_RATIO: f64 = 1.2;
/// Seconds for parsing and grouping 100,000 goroutines.
const MOST_SECONDS: f64 = 0.3;
/// The input included.
const MOST_MEMORY: f64 = 2.0;

/// Prints each goal beside the figure of this run.
pub(crate) fn print(results: &[RaceResult]) {
    println!("\ngoals");
    for result in results.iter().filter(|result| result.dump.labels == Labels::None) {
        print_ratio(result);
    }
    for result in results {
        print_completeness(result);
    }
    for result in results.iter().filter(|result| result.dump.goroutines == 100_000) {
        print_large(result);
    }
}

/// Builds the released program and prints the time and memory of `fingerprint` over the plain inputs.
pub(crate) fn print_process(results: &[RaceResult]) {
    let program = Program::build();
    for result in results.iter().filter(|result| result.dump.labels == Labels::None) {
        let path = result.dump.path.to_str().expect("a temporary folder has a plain name");
        let verb = ["fingerprint", "--json", path];
        let mut times: Vec<_> = (0..5).map(|_| time_of(&program, &verb)).collect();
        times.sort_by(f64::total_cmp);
        let seconds = times.get(times.len() / 2).copied().unwrap_or_default();
        let peak = program.peak_memory(&verb).map_or(0, |kibibytes| kibibytes / 1024);
        println!(
            "fupan fingerprint, whole process, {} goroutines: {seconds:.3} s, {peak} MiB",
            result.dump.goroutines
        );
    }
}

fn time_of(program: &Program, verb: &[&str]) -> f64 {
    let started = std::time::Instant::now();
    program.run(verb);
    started.elapsed().as_secs_f64()
}

fn print_ratio(result: &RaceResult) {
    let ratio = result.row("fupan parse").zip(baseline_throughput(result));
    let name = format!("parse, {} goroutines, beside gostackparse", result.dump.goroutines);
    match ratio {
        Some((row, baseline)) => {
            let ratio = result.throughput(row) / baseline;
            print_goal(&name, ratio >= LEAST_RATIO, &format!("{ratio:.2} x, goal {LEAST_RATIO} x"));
        }
        None => println!("  not measured  {name}"),
    }
}

fn print_completeness(result: &RaceResult) {
    let Some(row) = result.row("fupan summarize") else { return };
    let (found, groups) = (row.found.goroutines, row.found.groups.unwrap_or_default());
    let is_met = found == result.dump.goroutines && groups == Dump::GROUPS as u64;
    let said = format!("{found} in {groups} groups, goal {} in {}", result.dump.goroutines, Dump::GROUPS);
    print_goal(&format!("goroutines found, {}", result.name()), is_met, &said);
}

fn print_large(result: &RaceResult) {
    let Some(row) = result.row("fupan summarize") else { return };
    let seconds = row.time.as_secs_f64();
    let said = format!("{seconds:.3} s, goal under {MOST_SECONDS} s");
    print_goal(&format!("parse and group, {}", result.name()), seconds < MOST_SECONDS, &said);
    for name in ["fupan parse", "fupan summarize", READER] {
        let Some(peak) = result.row(name).and_then(|row| peak(result, row)) else { continue };
        let said = format!("{peak:.2} x the input, goal {MOST_MEMORY} x at most");
        print_goal(&format!("memory of {name}, {}", result.name()), peak <= MOST_MEMORY, &said);
    }
}

fn print_goal(name: &str, is_met: bool, said: &str) {
    println!("  {}  {name}: {said}", if is_met { "met   " } else { "MISSED" });
}
