//! The other end of a contender: reads an input once into memory, then parses it for every line it is told.
//!
//! A line of the answer is `nanoseconds goroutines groups`, the last `-` where the parser has no groups. The time is
//! that of the clock and ends when what was found has been given back to the allocator. The Go contenders speak the same.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use crate::parsers;

/// Answers until its input ends.
pub(crate) fn serve(parser: &str, input: &Path) {
    let parse = parsers::by_name(parser).expect("a parser of that name");
    let input = fs::read(input).expect("the input can be read");
    for round in io::stdin().lines() {
        round.expect("rounds are lines");
        let started = Instant::now();
        let found = parse(&input);
        let time = started.elapsed().as_nanos();
        let groups = found.groups.map_or_else(|| "-".to_owned(), |groups| groups.to_string());
        println!("{time} {} {groups}", found.goroutines);
    }
}
