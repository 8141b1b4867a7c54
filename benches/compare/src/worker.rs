//! The other end of a contender: reads an input once into memory, then parses it for every line it is told.
//!
//! A line of the answer is `nanoseconds goroutines groups`, the last `-` where the parser has no groups. The time is
//! that of the clock and ends when what was found has been given back to the allocator. The Go contenders speak the same.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::Path;
use std::time::Instant;

use crate::parsers::{self, Reading};

/// Answers until its input ends.
pub(crate) fn serve(parser: &str, input: &Path) {
    let parse = parsers::by_name(parser).expect("a parser of that name");
    let input = fs::read(input).expect("the input can be read");
    answer(|| parse(&input));
}

/// The same for what reads a file in parts; the file is never whole in memory.
pub(crate) fn serve_from_file(input: &Path) {
    let file = || BufReader::new(File::open(input).expect("the input can be read"));
    answer(|| parsers::summarize_reader(file()));
}

fn answer(parse: impl Fn() -> Reading) {
    for round in io::stdin().lines() {
        round.expect("rounds are lines");
        let started = Instant::now();
        let found = parse();
        let time = started.elapsed().as_nanos();
        let groups = found.groups.map_or_else(|| "-".to_owned(), |groups| groups.to_string());
        println!("{time} {} {groups}", found.goroutines);
    }
}
