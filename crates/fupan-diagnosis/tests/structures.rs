//! What several goroutines of one dump show of pools, limits, servers and requests, and healthy ones beside them.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

#[path = "support/patterns.rs"]
mod patterns;

use expect_test::{Expect, expect};
use patterns::rules;

/// Goroutines that do the same.
struct Crowd {
    count: u64,
    state: &'static str,
    calls: &'static [&'static str],
    creator: &'static str,
    parent: u64,
}

const fn crowd(count: u64, state: &'static str, calls: &'static [&'static str]) -> Crowd {
    Crowd { count, state, calls, creator: "net/http.(*Server).Serve", parent: 1 }
}

fn dump(crowds: &[Crowd]) -> String {
    let mut text = String::from("goroutine 1 [select (no cases)]:\nmain.main()\n\t/src/main.go:3 +0x1d\n\n");
    let mut id = 10;
    for Crowd { count, state, calls, creator, parent } in crowds {
        for _ in 0..*count {
            id += 1;
            let calls: String =
                calls.iter().map(|call| format!("{call}(0xc000012080)\n\t/src/app.go:31 +0x1d\n")).collect();
            text += &format!(
                "goroutine {id} [{state}]:\n{calls}created by {creator} in goroutine {parent}\n\t/src/start.go:9 +0x1d\n\n"
            );
        }
    }
    text
}

/// What is shown for sure, by which lines.
#[track_caller]
fn check(crowds: &[Crowd], expected: &Expect) {
    let mut text = String::new();
    for shown in rules().diagnose(dump(crowds).as_bytes()) {
        if shown.confidence >= 0.5 {
            text.push_str(&format!("{} {:.2}\n", shown.pattern, shown.confidence));
            for because in shown.because {
                text.push_str(&format!("  {} {} | {}\n", because.signal, because.line, because.text));
            }
        }
    }
    expected.assert_eq(&text);
}

const CONNECTION: &[&str] = &[
    "database/sql.(*DB).conn",
    "database/sql.(*DB).QueryContext",
    "main.(*Store).Load",
    "main.(*Api).ServeHTTP",
];
const QUERY: &[&str] = &[
    "internal/poll.runtime_pollWait",
    "net.(*conn).Read",
    "database/sql.(*DB).queryDC",
    "main.(*Store).Load",
];
const AWAIT: &[&str] = &["database/sql.(*Rows).awaitDone"];

#[test]
fn a_pool_of_which_every_connection_is_taken() {
    // Queries take all of it; rows that nobody closes; nothing is shown of who has it.
    check(
        &[crowd(24, "select", CONNECTION), crowd(8, "IO wait", QUERY)],
        &expect![[r#"
        dep.pool-exhausted 0.79
          dump 5 | goroutine 11 [select]:
          dump 6 | database/sql.(*DB).conn(0xc000012080)
          pool_exhausted 293 | goroutine 35 [IO wait]:
          pool_exhausted 300 | main.(*Store).Load(0xc000012080)
    "#]],
    );
    check(
        &[crowd(24, "select", CONNECTION), crowd(8, "select", AWAIT)],
        &expect![[r#"
        res.sql-rows-not-closed 0.82
          dump 293 | goroutine 35 [select]:
          dump 294 | database/sql.(*Rows).awaitDone(0xc000012080)
          pool_exhausted 5 | goroutine 11 [select]:
          pool_exhausted 6 | database/sql.(*DB).conn(0xc000012080)
        dep.pool-exhausted 0.71
          dump 5 | goroutine 11 [select]:
          dump 6 | database/sql.(*DB).conn(0xc000012080)
    "#]],
    );
    check(
        &[crowd(1, "select, 3 minutes", CONNECTION)],
        &expect![[r#"
        dep.pool-exhausted 0.60
          pool_exhausted 5 | goroutine 11 [select, 3 minutes]:
          pool_exhausted 6 | database/sql.(*DB).conn(0xc000012080)
    "#]],
    );
}

#[test]
fn a_busy_pool_is_none_of_it() {
    check(&[crowd(3, "select", CONNECTION), crowd(8, "IO wait", QUERY)], &expect![[""]]);
    check(&[crowd(8, "IO wait", QUERY), crowd(8, "select", AWAIT)], &expect![[""]]);
}

const ACQUIRE: &str = "golang.org/x/sync/semaphore.(*Weighted).Acquire";

#[test]
fn who_waits_for_a_place_and_has_one() {
    let nested = &[ACQUIRE, "main.(*Crawler).visit", "main.(*Crawler).page", "main.(*Crawler).visit"];
    check(
        &[crowd(4, "select", nested)],
        &expect![[r#"
        dep.pool-nested-acquire 0.69
          nested_acquire 5 | goroutine 11 [select]:
          nested_acquire 8 | main.(*Crawler).visit(0xc000012080)
    "#]],
    );
    let grouped = &[
        "golang.org/x/sync/errgroup.(*Group).Go",
        "main.walk",
        "golang.org/x/sync/errgroup.(*Group).Go.func1",
    ];
    check(
        &[crowd(4, "chan send", grouped)],
        &expect![[r#"
        dep.pool-nested-acquire 0.69
          nested_acquire 5 | goroutine 11 [chan send]:
          nested_acquire 10 | golang.org/x/sync/errgroup.(*Group).Go.func1(0xc000012080)
    "#]],
    );
}

#[test]
fn a_limit_at_work_is_none_of_it() {
    check(&[crowd(40, "select", &[ACQUIRE, "main.(*Crawler).visit", "main.(*Crawler).run"])], &expect![[""]]);
    // A walk sends what it finds, from however deep.
    let walk = &["main.walk", "main.list", "main.walk"];
    check(&[crowd(2, "chan send", walk)], &expect![[""]]);
}

const SERVE: &str = "net/http.(*conn).serve";

#[test]
fn requests_that_never_end() {
    let header = &["net/http.(*connReader).Read", "net/http.(*conn).readRequest", SERVE];
    check(
        &[crowd(12, "IO wait, 4 minutes", header)],
        &expect![[r#"
        ctx.http-server-no-timeouts 0.85
          dump 5 | goroutine 11 [IO wait, 4 minutes]:
          dump 6 | net/http.(*connReader).Read(0xc000012080)
          endless_request 8 | net/http.(*conn).readRequest(0xc000012080)
    "#]],
    );
    let body = &["net/http.(*connReader).Read", "net/http.(*body).Read", "main.(*Api).ServeHTTP", SERVE];
    check(
        &[crowd(5, "IO wait, 7 minutes", body)],
        &expect![[r#"
        ctx.http-server-no-timeouts 0.85
          dump 5 | goroutine 11 [IO wait, 7 minutes]:
          dump 6 | net/http.(*connReader).Read(0xc000012080)
          endless_request 8 | net/http.(*body).Read(0xc000012080)
    "#]],
    );
}

#[test]
fn a_server_with_keep_alive_is_none_of_it() {
    let idle = &["net/http.(*connReader).Read", "bufio.(*Reader).Peek", SERVE];
    check(&[crowd(200, "IO wait, 9 minutes", idle)], &expect![[""]]);
    let header = &["net/http.(*connReader).Read", "net/http.(*conn).readRequest", SERVE];
    check(&[crowd(30, "IO wait", header)], &expect![[""]]);
}

#[test]
fn what_a_request_left_behind() {
    let crowd = |state, parent| Crowd {
        count: 4,
        state,
        calls: &["main.(*Api).quote"],
        creator: "main.(*Api).ServeHTTP",
        parent,
    };
    check(
        &[crowd("select, 6 minutes", 900)],
        &expect![[r#"
        conc.leak.ctx-ignored 0.55
          left_behind 5 | goroutine 11 [select, 6 minutes]:
          left_behind 8 | created by main.(*Api).ServeHTTP in goroutine 900
    "#]],
    );
    // The request is still there, or they began just now.
    check(&[crowd("select, 6 minutes", 1)], &expect![[""]]);
    check(&[crowd("select", 900)], &expect![[""]]);
}
