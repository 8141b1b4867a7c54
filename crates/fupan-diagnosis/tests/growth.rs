//! What a series of dumps and profiles shows.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

#[path = "support/patterns.rs"]
mod patterns;

use expect_test::{Expect, expect};
use fupan_diagnosis::{Input, Reading};
use patterns::rules;

/// What is shown for sure, with the lines that show growth.
#[track_caller]
fn check(series: &[String], expected: &Expect) {
    let inputs: Vec<Input<'_>> = series.iter().map(|text| Input::of(text.as_bytes())).collect();
    let readings: Vec<Reading<'_>> = inputs.iter().map(Reading::of).collect();
    let mut text = String::new();
    for shown in rules().shown_over(&readings) {
        let growth = shown.because.iter().filter(|because| because.signal == "growth");
        let growth: Vec<_> =
            growth.map(|because| format!("  {} | {}\n", because.line, because.text)).collect();
        if shown.confidence >= 0.5 || !growth.is_empty() {
            text.push_str(&format!("{} {:.2}\n{}", shown.pattern, shown.confidence, growth.concat()));
        }
    }
    expected.assert_eq(&text);
}

/// A kind of goroutine: state, calls, and who started it.
struct Kind {
    state: &'static str,
    calls: &'static [&'static str],
    creator: &'static str,
}

const SENDER: Kind =
    Kind { state: "chan send, 2 minutes", calls: &["main.(*Feed).push"], creator: "main.(*Feed).Start" };
const WATCHER: Kind = Kind { state: "select", calls: &["main.(*Watch).loop"], creator: "main.Open" };
const TICKING: Kind = Kind { state: "chan receive", calls: &["main.poll"], creator: "main.handle" };
const BODY: Kind = Kind {
    state: "select",
    calls: &["net/http.(*persistConn).readLoop"],
    creator: "net/http.(*Transport).dialConn",
};
const IDLE: Kind = Kind {
    state: "IO wait",
    calls: &["net/http.(*persistConn).Read", "bufio.(*Reader).Peek", "net/http.(*persistConn).readLoop"],
    creator: "net/http.(*Transport).dialConn",
};
const ROWS: Kind = Kind {
    state: "select",
    calls: &["database/sql.(*Rows).awaitDone"],
    creator: "database/sql.(*Rows).initContextClose",
};
const SERVED: Kind = Kind {
    state: "IO wait",
    calls: &["internal/poll.runtime_pollWait", "net/http.(*connReader).Read", "net/http.(*conn).serve"],
    creator: "net/http.(*Server).Serve",
};

/// A dump of so many goroutines of each kind.
fn dump(kinds: &[(usize, &Kind)]) -> String {
    let mut text = String::from("SIGQUIT: quit\nPC=0x46b2a1 m=0 sigcode=0\n\n");
    let mut id = 0;
    for (count, Kind { state, calls, creator }) in kinds {
        for _ in 0..*count {
            id += 1;
            let calls: String = calls
                .iter()
                .map(|call| format!("{call}(0xc000012080)\n\t/src/{call}.go:31 +0x1d\n"))
                .collect();
            text += &format!(
                "goroutine {id} [{state}]:\n{calls}created by {creator} in goroutine 1\n\t/src/start.go:9 +0x1d\n\n"
            );
        }
    }
    text
}

fn series(counts: &[usize], kind: &Kind) -> Vec<String> {
    counts.iter().map(|count| dump(&[(4, &WATCHER), (*count, kind)])).collect()
}

#[test]
fn what_grows_is_a_leak_by_where_it_waits() {
    let counts = [10, 40, 90];
    check(
        &series(&counts, &SENDER),
        &expect![[r#"
            conc.leak.early-return 0.83
              28 | 10 → 40 → 90 × goroutine 5 [chan send, 2 minutes]:
              29 | main.(*Feed).push(0xc000012080)
        "#]],
    );
    check(
        &series(&counts, &TICKING),
        &expect![[r#"
            conc.leak.range-no-close 0.83
              28 | 10 → 40 → 90 × goroutine 5 [chan receive]:
              29 | main.poll(0xc000012080)
        "#]],
    );
    check(
        &series(&[0, 36, 86], &WATCHER),
        &expect![[r#"
            conc.leak.no-stop 0.91
              10 | 4 → 40 → 90 × goroutine 2 [select]:
              11 | main.(*Watch).loop(0xc000012080)
        "#]],
    );
    check(
        &series(&counts, &BODY),
        &expect![[r#"
            res.http-body-not-closed 0.92
              28 | 10 → 40 → 90 × goroutine 5 [select]:
              29 | net/http.(*persistConn).readLoop(0xc000012080)
        "#]],
    );
    check(
        &series(&counts, &IDLE),
        &expect![[r#"
        res.conn-leak 0.71
          28 | 10 → 40 → 90 × goroutine 5 [IO wait]:
          29 | net/http.(*persistConn).Read(0xc000012080)
    "#]],
    );
    check(
        &series(&counts, &ROWS),
        &expect![[r#"
            res.sql-rows-not-closed 0.83
              28 | 10 → 40 → 90 × goroutine 5 [select]:
              29 | database/sql.(*Rows).awaitDone(0xc000012080)
        "#]],
    );
}

#[test]
fn several_dumps_of_one_input_are_a_series() {
    check(
        &[series(&[10, 40, 90], &SENDER).concat()],
        &expect![[r#"
            conc.leak.early-return 0.83
              28 | 10 → 40 → 90 × goroutine 5 [chan send, 2 minutes]:
              29 | main.(*Feed).push(0xc000012080)
        "#]],
    );
}

#[test]
fn two_dumps_are_a_hint_and_more_are_surer() {
    check(
        &series(&[10, 90], &SENDER),
        &expect![[r#"
            conc.leak.early-return 0.49
              28 | 10 → 90 × goroutine 5 [chan send, 2 minutes]:
              29 | main.(*Feed).push(0xc000012080)
        "#]],
    );
    check(
        &series(&[10, 40, 90, 130, 180, 240], &SENDER),
        &expect![[r#"
            conc.leak.early-return 0.94
              28 | 10 → 40 → 90 → 130 → 180 → 240 × goroutine 5 [chan send, 2 minutes]:
              29 | main.(*Feed).push(0xc000012080)
        "#]],
    );
}

/// Pools that are full, falling or filling up, a burst that is over, requests that a server answers.
#[test]
fn a_healthy_series_is_quiet() {
    for counts in [&[90, 90, 90][..], &[90, 40, 10], &[2, 30, 32, 32], &[10, 90, 12], &[1, 2, 4]] {
        check(&series(counts, &TICKING), &expect![[""]]);
    }
    check(&series(&[10, 40, 90], &SERVED), &expect![[""]]);
    // The same pool in each of three dumps of one input is one pool.
    check(&[series(&[4, 4, 4], &TICKING).concat()], &expect![[""]]);
}

#[test]
fn profiles_are_a_series_too() {
    let profile = |count: u64| {
        format!(
            "goroutine profile: total {}\n{count} @ 0x43e5ce 0x44f4b8\n#\t0x4be613\tmain.offer+0xb3\t/src/main.go:49\n\n\
             1 @ 0x43e5ce\n#\t0x4be614\tmain.main+0xb3\t/src/main.go:9\n\n",
            count + 1
        )
    };
    check(
        &[profile(10), profile(40), profile(90)],
        &expect![[r#"
        conc.leak 0.65
          2 | 10 → 40 → 90 × 90 @ 0x43e5ce 0x44f4b8
          3 | #	0x4be613	main.offer+0xb3	/src/main.go:49
    "#]],
    );
    check(
        &[[profile(10), profile(40), profile(90)].concat()],
        &expect![[r#"
        conc.leak 0.65
          2 | 10 → 40 → 90 × 10 @ 0x43e5ce 0x44f4b8
          3 | #	0x4be613	main.offer+0xb3	/src/main.go:49
    "#]],
    );
    check(&[profile(90), profile(90), profile(90)], &expect![[""]]);
}

#[test]
fn a_place_whose_memory_grows() {
    let heap = |cache: u64, other: u64| {
        format!(
            "heap profile: 2: {} [2: 0] @ heap/1048576\n1: {cache} [1: {cache}] @ 0x1 0x2\n\
             #\t0x1\tbytes.growSlice+0x44\t/go/src/bytes/buffer.go:249\n#\t0x2\tmain.(*Cache).Put+0x10\t/src/cache.go:9\n\n\
             1: {other} [1: {other}] @ 0x3\n#\t0x3\tmain.load+0x10\t/src/main.go:20\n\n",
            cache + other
        )
    };
    let mib = |count: u64| count << 20;
    check(
        &[heap(mib(8), mib(20)), heap(mib(20), mib(20)), heap(mib(40), mib(20))],
        &expect![[r#"
            mem.unbounded-cache 0.83
              2 | 8.0 → 20.0 → 40.0 MiB × 1: 41943040 [1: 41943040] @ 0x1 0x2
        "#]],
    );
    check(&[heap(mib(20), mib(8)), heap(mib(20), mib(9)), heap(mib(20), mib(8))], &expect![[""]]);
}
