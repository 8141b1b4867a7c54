//! The stack parser of fupan beside gostackparse, panicparse and libcasr: one run, one table for each input.
//!
//! ```text
//! 100,000 goroutines, 64.5 MB
//! parser          MB/s  ratio    found of  there  groups  peak
//! fupan parse      500   1.35  100,000 of 100,000      -  1.9 x
//! ```
//!
//! Each parser is a process of its own that holds the input and is told when to read it (`contender.rs`), so that the
//! rounds of all of them can take turns on one core: whatever else the machine does meets all. The inputs are
//! generated with a fixed seed (`dump.rs`). A regression is `parse` under 1.2 times gostackparse, fewer goroutines
//! found than there are, or one of the goals printed at the end missed.
//!
//! What it does not do: judge what a parser makes of a goroutine it found, or measure several cores.

#![expect(clippy::expect_used, reason = "a measurement that cannot be made ends with the reason")]
#![expect(clippy::print_stdout, reason = "the result of a measurement is what it prints")]

mod contender;
mod dump;
mod go_module;
mod goals;
mod parsers;
mod race;
mod table;
mod worker;

use std::env;
use std::path::Path;

use crate::dump::{Dump, Labels};
use crate::race::Race;

const USAGE: &str = "usage: fupan-compare [--process]   (--process also builds and times the fupan binary)";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["worker", parser, input] => worker::serve(parser, Path::new(input)),
        ["worker", "reader", input, "stream"] => worker::serve_from_file(Path::new(input)),
        [] => compare(false),
        ["--process"] => compare(true),
        _ => println!("{USAGE}"),
    }
}

fn compare(with_process: bool) {
    let folder = tempfile::tempdir().expect("there is room for the inputs");
    let race = Race::prepare(folder.path());
    let mut results = Vec::new();
    for goroutines in [1_000, 100_000] {
        let plain = race.run(&Dump::write(folder.path(), goroutines, Labels::None));
        table::print(&plain, &plain);
        let labelled = race.run(&Dump::write(folder.path(), goroutines, Labels::OfGo127));
        table::print(&labelled, &plain);
        results.extend([plain, labelled]);
    }
    goals::print(&results);
    if with_process {
        goals::print_process(&results);
    }
}
