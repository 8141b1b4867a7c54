//! What must be true of any input, for the fuzzer and for the replay of the seeds alike.
//!
//! Each property ends with a panic where it does not hold:
//!
//! ```
//! fupan_fuzz::parse(b"goroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n");
//! fupan_fuzz::symbol(b"main.(*Pool[...]).run.func1.2(0x1)");
//! ```
//!
//! What it does not do: judge whether a stack was read well; the tests of the stack crate do that.

mod diagnosis;
mod headers;
mod reader;
mod spans;

use fupan_stack::{Parsed, canonical_symbol};

/// Spans lie inside the input and in order, every header is accounted for, and the groups count the same goroutines.
pub fn parse(input: &[u8]) {
    let parsed = fupan_stack::parse(input);
    spans::check(&parsed, input.len());
    headers::check(&parsed, input);
    let summary = fupan_stack::summarize(input);
    assert_eq!(summary.problems, parsed.problems, "problems of the groups and of the parser");
    let both = fupan_stack::parse_and_summarize(input);
    assert!(both.0 == parsed && both.1 == summary, "parsed and grouped at once and apart");
    if let Some(count) = countable(&parsed) {
        assert_eq!(summary.goroutines, count, "goroutines of the groups and of the parser");
    }
}

/// The canonical form of a symbol is its own canonical form.
pub fn symbol(input: &[u8]) {
    let canonical = canonical_symbol(&String::from_utf8_lossy(input));
    assert_eq!(canonical_symbol(&canonical), canonical);
}

/// What an input shows has lines that are there and a confidence, and nothing grows from an input to itself.
pub fn diagnosis(input: &[u8]) {
    diagnosis::check(input);
}

/// A reader gives the same groups as the whole input, wherever it was cut into parts.
pub fn summarize_reader(input: &[u8]) {
    reader::check(input);
}

/// How many goroutines there are; none where a profile claims more than the 32 bits of a group.
fn countable(parsed: &Parsed<'_>) -> Option<u64> {
    let counts = parsed.goroutines().map(|goroutine| goroutine.count);
    let sum = counts.fold(0_u64, u64::saturating_add);
    (sum <= u64::from(u32::MAX)).then_some(sum)
}
