//! Input made to do harm.

use std::fmt::Write;

use fupan_cli::Environment;
use fupan_tests::{DEADLOCK_STACK, Place, Setting, incident, pattern};

/// Bytes without order, the same in every run.
fn random_bytes(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    std::iter::repeat_with(&mut next).flatten().take(count).collect()
}

#[test]
fn ten_megabytes_of_noise() {
    let place = Place::small();
    let file = place.input("noise", random_bytes(10 * 1024 * 1024));
    for verb in ["fingerprint", "similar", "explain"] {
        let answer = place.run(&[verb, &file]).with_code(3);
        assert_eq!(answer.stdout, "");
        assert!(answer.stderr.starts_with("error: "), "{:.200}", answer.stderr);
    }
}

#[test]
fn a_stack_within_noise_is_found() {
    let place = Place::small();
    let noise = random_bytes(1024 * 1024);
    let input = [&noise, &b"\n"[..], DEADLOCK_STACK.as_bytes(), &noise].concat();
    let answer = place.run_with_input(&["similar", "--json"], &input).with_code(0);
    assert_eq!(answer.json()["hits"][0]["id"], "RPL-2021-0001");
}

#[test]
fn very_long_lines() {
    let place = Place::small();
    let (_, goroutine) = DEADLOCK_STACK.split_once("\n\n").unwrap();
    let long = "a".repeat(8 * 1024 * 1024);
    for (input, code) in [
        (format!("{long}\n"), 3),
        (format!("goroutine 1 [{long}]:\n{long}()\n\t{long}:1 +0x1\n"), 0),
        (format!("panic: {long}\n\n{goroutine}"), 0),
    ] {
        let answer = place.run_with_input(&["fingerprint", "--json"], &input);
        assert_eq!(answer.code(), code, "{:.200}", answer.stdout);
        // A report is for a reader, whatever the input holds.
        let report = place.run_with_input(&["explain"], &input);
        assert!(report.code() == code && report.stdout.len() < 20_000, "{} bytes", report.stdout.len());
        let similar = place.run_with_input(&["similar", "--json"], &input);
        assert!([0, 10, 11].contains(&similar.code()), "{:.200}", similar.stderr);
    }
    let words = "锁 lock ".repeat(200_000); // Nine bytes each.
    assert!([0, 10, 11].contains(&place.run_with_input(&["similar"], &words).code()));
    let searched = place.run(&["search", words.get(..90_000).unwrap(), "--json"]).with_code(0);
    assert!(searched.json()["total"].as_u64().unwrap() > 0);
}

#[test]
fn deep_and_wide_front_matter() {
    let place = Place::small();
    let deep = format!("---\nid: {}\n---\n", "[".repeat(200_000));
    let mappings = (0..20_000).fold(String::from("---\n"), |mut text, depth| {
        writeln!(text, "{}a:", " ".repeat(depth % 500)).unwrap();
        text
    });
    let bomb =
        "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\n---\n";
    for (number, text) in
        [deep, mappings + "---\n", bomb.to_owned(), "---\n".repeat(100_000)].iter().enumerate()
    {
        place.write(&format!("incidents/RPL-2023-000{}/postmortem.md", number + 1), text);
    }
    let checked = place.run(&["lint", "--json"]).with_code(1).json();
    let problems = checked["problems"].as_array().unwrap();
    assert!(problems.len() < 1000, "{} problems", problems.len());
    for number in 1..=4 {
        let id = format!("RPL-2023-000{number}");
        assert!(problems.iter().any(|it| it["path"].as_str().unwrap().contains(&id)), "{id}");
    }
    assert_eq!(place.json(&["search", "Inventory"])["hits"][0]["id"], "RPL-2021-0002");
}

/// Escape sequences that conceal, move, retitle or recolour, in each of the ways to write them.
const STEERING: &str = r#""\e[8mhidden\e[2J\e]0;title\a\x9b31m\x08\x7f\e[1;31mred""#;

#[test]
fn titles_cannot_steer_the_terminal() {
    let place = Place::small();
    let more = format!("services: [{STEERING}]\nproject: {STEERING}\nsymbols: [{STEERING}]\n");
    let text = incident("RPL-2023-0001", STEERING, "mem.escape", &more);
    place.write("incidents/RPL-2023-0001/postmortem.md", text.replace(", told at some length.", ""));
    place.write(
        "patterns/mem.escape.md",
        pattern("mem.escape", STEERING, "Escape").replace("en: Escape", &format!("en: {STEERING}")),
    );
    let family = ["similar", "--id", "RPL-2022-0001"];
    let mut shown = 0;
    for arguments in [
        &["search", "hidden"][..],
        &family,
        &["stats", "root-causes"],
        &["stats", "root-causes", "--by", "service"],
        &["graph", "show", "RPL-2023-0001"],
        &["graph", "export", "--format", "dot"],
        &["graph", "export", "--format", "mermaid"],
        &["graph", "export", "--format", "json"],
        &["graph", "export", "--format", "graphml"],
        &["graph", "export", "--format", "svg"],
        &["graph", "export", "RPL-2023-0001", "--format", "svg"],
        &["graph", "related", "RPL-2023-0001"],
        &["graph", "together", "pattern"],
        &["graph", "communities"],
        &["lint"],
        &["index"],
    ] {
        for terminal in [false, true] {
            let setting = Setting { terminal, environment: Environment::default(), ..Setting::default() };
            let answer = place.run_in(arguments, setting);
            shown += usize::from(answer.stdout.contains("hidden"));
            for text in [&answer.stdout, &answer.stderr] {
                assert_eq!(steering(text, terminal), "", "{arguments:?}: {text:?}");
            }
        }
    }
    assert!(shown >= 10, "the titles are shown: {shown}");
}

#[test]
fn arguments_and_file_names_cannot_steer_the_terminal() {
    let place = Place::small();
    place.write("patterns/\u{1b}[8mhidden.md", "no front matter");
    for arguments in [
        &["graph", "show", "\u{1b}[8mhidden"][..],
        &["similar", "--id", "\u{1b}[8mhidden"],
        &["search", "lock", "--filter", "\u{1b}[8mhidden"],
        &["\u{1b}[8mhidden"],
        &["fingerprint", "/\u{1b}[8mhidden"],
        &["lint"],
        &["index"],
    ] {
        let answer = place.run(arguments);
        let said = answer.stdout + &answer.stderr;
        assert!(said.contains("hidden"), "{arguments:?}: {said:?}");
        assert_eq!(steering(&said, false), "", "{arguments:?}: {said:?}");
    }
}

/// The control characters of a text, beyond line ends and, on a terminal, the marks that `fupan` sets itself.
fn steering(text: &str, terminal: bool) -> String {
    let mut rest = text.to_owned();
    if terminal {
        // A mark of ours begins and ends on its line; none conceals.
        for line in text.lines() {
            assert_eq!(line.matches("\u{1b}[0m").count() * 2, line.matches("\u{1b}[").count(), "{line:?}");
        }
        for mark in [
            "\u{1b}[0m",
            "\u{1b}[1m",
            "\u{1b}[2m",
            "\u{1b}[1;32m",
            "\u{1b}[1;33m",
            "\u{1b}[1;31m",
            "\u{1b}[1;36m",
        ] {
            rest = rest.replace(mark, "");
        }
    }
    rest.chars().filter(|c| c.is_control() && *c != '\n').collect()
}
