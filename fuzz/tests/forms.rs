//! A crash has the same families and counts in whatever a log makes of it.
//!
//! ```text
//! panic: close of nil channel                                            as the program wrote it
//! 2026-03-07T10:00:00.1Z stderr P panic: close                           in pieces, another stream between them
//! 2026-03-07T10:00:00.1Z stdout F served
//! 2026-03-07T10:00:00.1Z stderr F  of nil channel
//! {"log":"panic: close of nil channel\n","stream":"stderr","time":"…"}   a record
//! ```

use std::fs;
use std::path::Path;

use fupan_stack::summarize;

/// The seeds that no log has touched.
const PLAIN: [&str; 12] = [
    "concurrent_map",
    "deadlock",
    "goroutines_debug2",
    "goroutines_waiting",
    "labels",
    "nil_dereference",
    "panic_chain",
    "profile_debug1",
    "profile_leak",
    "race",
    "sigquit",
    "wait_group",
];

/// The families with their counts, and how many events there are.
fn told(text: &str) -> (Vec<(String, u32)>, usize) {
    let summary = summarize(text.as_bytes());
    let mut families: Vec<_> =
        summary.stacks.iter().map(|group| (group.family.to_string(), group.goroutines)).collect();
    families.sort();
    (families, summary.events.len())
}

fn check(form: impl Fn(usize, &str) -> String) {
    for name in PLAIN {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("seeds/parse/{name}.txt"));
        let plain = fs::read_to_string(path).expect("a seed is there and plain text");
        let formed: String = plain.lines().enumerate().map(|(at, line)| form(at, line)).collect();
        assert!(!told(&plain).0.is_empty(), "{name}");
        assert_eq!(told(&formed), told(&plain), "{name}:\n{formed}");
    }
}

#[test]
fn behind_a_prefix() {
    for prefix in [
        "2026-03-07T10:00:00.1Z stderr F ",
        "Mar  7 10:00:00 host shop[17]: ",
        "web-1  | ",
        "[pod/shop-7f8/shop] ",
    ] {
        check(|_, line| format!("{prefix}{line}\n"));
    }
}

#[test]
fn in_pieces() {
    check(|at, line| {
        let (piece, rest) = line.split_at(if line.is_empty() { 0 } else { at * 7 % line.len() });
        let time = "2026-03-07T10:00:00.1Z";
        match piece {
            "" => format!("{time} stderr F {rest}\n"),
            piece => format!("{time} stderr P {piece}\n{time} stdout F served\n{time} stderr F {rest}\n"),
        }
    });
}

#[test]
fn with_escapes() {
    let quoted = |line: &str| line.replace('\\', r"\\").replace('"', r#"\""#).replace('\t', r"\t");
    check(|_, line| format!("{{\"log\":\"{}\\n\",\"stream\":\"stderr\"}}\n", quoted(line)));
    check(|_, line| format!("Mar  7 10:00:00 host shop[17]: {}\n", line.replace('\t', "#011")));
    check(|at, line| {
        let start = if at == 0 { "Mar  7 10:00:00 host shop[17]: " } else { "#012" };
        format!("{start}{}", line.replace('\t', "#011"))
    });
}

#[test]
fn with_other_ends_of_lines() {
    check(|_, line| format!("{line}\r\n"));
    check(|_, line| format!("{line}\r"));
}
