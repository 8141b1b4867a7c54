use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::Reader;
use crate::parse::{Following, Line};
use crate::parsed::*;
use crate::testing::{parsed_in_bounds, shuffled};
use crate::{parse, summarize};

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(input: &str, expected: Expect) {
    expected.assert_eq(&written(&parse(input.as_bytes()), input));
}

/// What was read, one line for each thing.
fn written(parsed: &Parsed<'_>, input: &str) -> String {
    let mut out = String::new();
    for crash in &parsed.crashes {
        let time = crash.time.as_ref().map(|time| format!(" at {}", time.text)).unwrap_or_default();
        writeln!(out, "{:?}{time}", crash.kind).unwrap();
        crash.messages.iter().for_each(|message| writeln!(out, "  message {:?}", message.text).unwrap());
        crash.goroutines.iter().for_each(|goroutine| write_section(&mut out, goroutine));
    }
    for problem in &parsed.problems {
        writeln!(out, "problem {} {:?}", problem.kind.as_str(), input.get(problem.span.clone()).unwrap())
            .unwrap();
    }
    for residue in &parsed.residue {
        writeln!(out, "residue {:?} {:?}", residue.reason, input.get(residue.span.clone()).unwrap()).unwrap();
    }
    out
}

fn write_section(out: &mut String, section: &Goroutine<'_>) {
    let id = section.id.map(|id| format!(" #{id}")).unwrap_or_default();
    write!(out, "  {:?}{id} {:?}", section.section, section.name.as_deref().unwrap_or_default()).unwrap();
    section.state.iter().for_each(|state| write!(out, " [{state}]").unwrap());
    section.labels.iter().for_each(|(key, value)| write!(out, " {key}={value}").unwrap());
    section.elided.iter().for_each(|count| write!(out, " elided {count}").unwrap());
    out.push('\n');
    for frame in &section.frames {
        let file = frame.file().unwrap_or("-");
        let line = frame.line().map(|line| format!(":{line}")).unwrap_or_default();
        writeln!(out, "    {} {file}{line}", frame.function()).unwrap();
    }
    for Monitor { address, class, relation } in &section.monitors {
        writeln!(out, "    {relation:?} {address} of {class}").unwrap();
    }
}

mod dumps;
mod machines;
mod throwables;

/// Every sort of line that is read.
const SAMPLE: &str = concat!(
    include_str!("tests/jdk17.txt"),
    "\n2026-03-07 10:00:05 INFO shop.Main: still here\n",
    include_str!("tests/exceptions.txt"),
    include_str!("tests/jdk25_file.txt"),
);

fn assert_in_bounds(input: &[u8]) -> Parsed<'_> {
    let parsed = parsed_in_bounds(input);
    assert_covered(&parsed, input);
    parsed
}

/// Every byte but blanks and what steers a terminal belongs to a crash, a problem or the residue.
fn assert_covered(parsed: &Parsed<'_>, input: &[u8]) {
    let crashes = parsed.crashes.iter().map(|crash| &crash.span);
    let problems = parsed.problems.iter().map(|problem| &problem.span);
    let mut rest = input.to_vec();
    for span in crashes.chain(problems).chain(parsed.residue.iter().map(|residue| &residue.span)) {
        rest[span.clone()].fill(b' ');
    }
    for at in memchr::memmem::find_iter(&rest.clone(), b"\x1b[") {
        let end = rest.iter().skip(at + 2).position(|byte| !matches!(byte, 0x20..=0x3f));
        let end = end.map_or(rest.len(), |length| at + 2 + length + 1);
        rest[at..end].fill(b' ');
    }
    assert!(rest.trim_ascii().is_empty(), "{:?}", String::from_utf8_lossy(rest.trim_ascii()));
}

/// Headers of threads as a reader counts them, without those that the list of a deadlock repeats.
fn headers(input: &str) -> usize {
    let is_header = |line: &&str| (line.starts_with('"') && !line.ends_with("\":")) || line.starts_with("#");
    input.lines().filter(is_header).count()
}

#[test]
fn as_many_threads_as_headers() {
    for input in [
        include_str!("tests/jdk8.txt"),
        include_str!("tests/jdk17.txt"),
        include_str!("tests/jdk25_file.txt"),
    ] {
        let parsed = parse(input.as_bytes());
        assert_eq!(parsed.goroutines().count(), headers(input));
        assert_eq!(parsed.problems, []);
        assert_eq!(parsed.crashes.len(), 1);
    }
}

#[test]
fn a_prefix_keeps_every_complete_thread() {
    let whole = parse(SAMPLE.as_bytes());
    let all: Vec<_> = whole.goroutines().collect();
    assert!(all.len() > 10);
    for cut in 0..=SAMPLE.len() {
        let Some(input) = SAMPLE.get(..cut) else { continue };
        let parsed = parse(input.as_bytes());
        let found: Vec<_> = parsed.goroutines().collect();
        for thread in all.iter().filter(|thread| thread.span.end <= cut) {
            assert!(found.contains(thread), "{cut} {thread:?}");
        }
        let threads = headers(input.strip_suffix('"').unwrap_or(input));
        assert!(found.len() <= threads, "{cut}");
    }
}

fn shuffled_lines() -> impl Strategy<Value = Vec<u8>> {
    // A rule of equal signs alone is read with race reports.
    shuffled(SAMPLE.split_inclusive('\n').filter(|line| !line.starts_with("===")).collect())
}

proptest! {
    #[test]
    fn never_panics_on_shuffled_lines(input in shuffled_lines()) {
        let parsed = assert_in_bounds(&input);
        let summary = summarize(&input);
        let counted = u64::try_from(parsed.goroutines().count()).unwrap();
        prop_assert_eq!(summary.goroutines, counted);
    }

    #[test]
    fn never_panics_on_cut_json(cut in 0_usize..2000, at in 0_usize..2000, byte in any::<u8>()) {
        let mut input = include_bytes!("tests/jdk25_file.json").to_vec();
        if let Some(place) = input.get_mut(at) {
            *place = byte;
        }
        input.truncate(cut);
        assert_in_bounds(&input);
    }
}

#[test]
fn a_reader_goes_on_without_the_text_it_has_read() {
    for input in [include_str!("tests/jdk17.txt"), include_str!("tests/exceptions.txt")] {
        let whole = parse(input.as_bytes());
        let mut place = 0;
        let mut reader: Option<Reader<'static>> = None;
        for text in input.split_inclusive('\n') {
            let next = place + text.len();
            let line = Line {
                start: place,
                end: next,
                text: text.trim_end_matches('\n').as_bytes(),
                is_led: false,
                is_pointed_at: false,
                is_terminated: true,
                place: (place, next),
                record: None,
            };
            let open = match reader.take() {
                None => Reader::new(&line),
                Some(mut reader) => {
                    let following = Following { text: &input.as_bytes()[next..], prefix: None };
                    assert!(reader.read(&line, following));
                    reader
                }
            };
            reader = Some(open.into_owned());
            place = next;
        }
        let part = reader.unwrap().close();
        assert_eq!(part.crashes[0].goroutines.len(), whole.crashes[0].goroutines.len());
        assert_eq!(part.crashes[0].messages, whole.crashes[0].messages);
    }
}
