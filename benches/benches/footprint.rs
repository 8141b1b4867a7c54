//! What the program takes: the size of its binary and the most memory its verbs hold.
//!
//! Compares `similar` and `index` with the baseline `--version`, the same binary doing nothing. A regression is a
//! binary over 32 MB, or a peak of `similar` over 32 MiB.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends with the reason")]
#![expect(clippy::print_stdout, reason = "the result of a measurement is what it prints")]

use std::fs;

use fupan_benches::{CHINESE_SENTENCE, Program, is_measuring};

fn main() {
    if !is_measuring() {
        return;
    }
    let program = Program::build();
    let bytes = fs::metadata(program.binary()).unwrap().len();
    println!("binary: {}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10);
    for verb in [
        vec!["--version"],
        vec!["index", "--rebuild"],
        vec!["index"],
        vec!["similar", "--text", CHINESE_SENTENCE],
    ] {
        let name = verb.join(" ");
        match median_peak(&program, &verb) {
            Some(kibibytes) => {
                println!("peak of {name}: {}.{} MiB", kibibytes / 1024, kibibytes * 10 / 1024 % 10);
            }
            None => println!("peak of {name}: not measured, there is no /usr/bin/time"),
        }
    }
}

fn median_peak(program: &Program, verb: &[&str]) -> Option<u64> {
    let mut peaks = (0..5).map(|_| program.peak_memory(verb)).collect::<Option<Vec<u64>>>()?;
    peaks.sort_unstable();
    peaks.get(peaks.len() / 2).copied()
}
