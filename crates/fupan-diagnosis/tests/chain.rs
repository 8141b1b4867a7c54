//! The first cause of errors and panics, what was put around it, and how often.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use std::fmt::Write as _;
use std::path::Path;

use expect_test::{Expect, expect};
use fupan_diagnosis::{Input, Reading, chains};
use proptest::prelude::*;

#[track_caller]
fn check(input: &str, expected: &Expect) {
    expected.assert_eq(&written(input.as_bytes()));
}

fn written(input: &[u8]) -> String {
    let mut text = String::new();
    for chain in chains(&Reading::of(&Input::of(input))) {
        writeln!(text, "{} from line {}: {}", chain.count, chain.line, chain.cause).unwrap();
        chain.wrappers.iter().for_each(|wrapper| writeln!(text, "  in {wrapper}").unwrap());
        chain.joined.iter().for_each(|part| writeln!(text, "  joined {part}").unwrap());
        if chain.repanicked {
            text.push_str("  raised again\n");
        }
        chain.lost.iter().for_each(|loss| writeln!(text, "  lost {loss:?}").unwrap());
    }
    text
}

/// The chain of the text of one error, as a log tells it.
#[track_caller]
fn check_error(error: &str, expected: &Expect) {
    check(&format!("{}\n", serde_json::json!({ "level": "ERROR", "error": error })), expected);
}

fn of_corpus(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(path)).unwrap()
}

const STACK: &str = "\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n";

#[test]
fn wrapped_texts_are_split() {
    check_error(
        "load order 8: not found",
        &expect![[r#"
        1 from line 1: not found
          in load order 8
    "#]],
    );
    check_error(
        "serve: load: read row: unexpected EOF",
        &expect![[r#"
        1 from line 1: unexpected EOF
          in read row
          in load
          in serve
    "#]],
    );
    check_error(
        "start: config: open /etc/x: no such file or directory",
        &expect![[r#"
        1 from line 1: open /etc/x: no such file or directory
          in config
          in start
    "#]],
    );
    check_error(
        "ping [::1]:80: bad answer",
        &expect![[r#"
        1 from line 1: bad answer
          in ping [::1]:80
    "#]],
    );
    check_error(
        "Get \"http://10.0.0.1:80/a: b\": EOF",
        &expect![[r#"
        1 from line 1: EOF
          in Get "http://10.0.0.1:80/a: b"
    "#]],
    );
    check_error(
        "read config file: permission denied",
        &expect![[r#"
        1 from line 1: permission denied
          in read config file
    "#]],
    );
    check_error(
        "订单 8: 读取: not found",
        &expect![[r#"
        1 from line 1: not found
          in 读取
          in 订单 8
    "#]],
    );
}

#[test]
fn what_the_standard_library_prints_stays_one() {
    for whole in [
        "runtime error: index out of range [3] with length 2",
        "sync: negative WaitGroup counter",
        "open /etc/x: no such file or directory",
        "fork/exec ./tool: exec format error",
        "rename a.txt b.txt: file exists",
        "connect: connection refused",
        "dial tcp 1.2.3.4:80: connect: connection refused",
        "dial tcp: lookup cart on 127.0.0.53:53: no such host",
        "read tcp 10.0.0.1:80->10.0.0.2:4711: read: connection reset by peer",
        "remote error: tls: handshake failure",
        "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        "strconv.Atoi: parsing \"x\": invalid syntax",
        "encoding/hex: invalid byte: U+0078 'x'",
        "parsing time \"x\" as \"2006\": cannot parse \"x\" as \"2006\"",
        "json: cannot unmarshal string into Go value of type int",
        "interface conversion: error is *fmt.wrapError, not *main.StatusError",
        "rpc error: code = Unavailable desc = connection error: desc = \"closed\"",
        "Error 1062 (23000): Duplicate entry '8: a' for key 'id'",
        "ERROR: duplicate key value violates unique constraint \"id\" (SQLSTATE 23505)",
    ] {
        let log = format!("{}\n", serde_json::json!({ "error": whole }));
        assert_eq!(written(log.as_bytes()), format!("1 from line 1: {whole}\n"));
        let log = format!("{}\n", serde_json::json!({ "error": format!("pay: {whole}") }));
        assert_eq!(written(log.as_bytes()), format!("1 from line 1: {whole}\n  in pay\n"));
    }
}

#[test]
fn no_split_within_quotes_brackets_and_times() {
    check_error(
        "no key \"a: b\" in 'c: d'",
        &expect![[r#"
        1 from line 1: no key "a: b" in 'c: d'
    "#]],
    );
    check_error(
        "can't take map[a: b] (at: 7)",
        &expect![[r#"
        1 from line 1: can't take map[a: b] (at: 7)
    "#]],
    );
    check_error(
        "too late at 10:00:00 of http://shop",
        &expect![[r#"
        1 from line 1: too late at 10:00:00 of http://shop
    "#]],
    );
    check_error(
        "cut \"off: here",
        &expect![[r#"
        1 from line 1: cut "off: here
    "#]],
    );
    check_error(
        ": : x",
        &expect![[r#"
        1 from line 1: : : x
    "#]],
    );
}

#[test]
fn several_causes() {
    check_error(
        "save: disk is full\nrollback: no transaction is open",
        &expect![[r#"
        1 from line 1: disk is full
          in save
          joined save: disk is full
          joined rollback: no transaction is open
    "#]],
    );
    check_error(
        "2 errors occurred:\n\t* no name\n\t* no price\n\n",
        &expect![[r#"
        1 from line 1: no name
          joined no name
          joined no price
    "#]],
    );
    check_error(
        "want:\n  one\n  two",
        &expect![[r#"
        1 from line 1: want:
    "#]],
    );
}

#[test]
fn errors_with_stacks() {
    let error = "\
no row
main.find
\t/src/main.go:10
runtime.main
\t/usr/local/go/src/runtime/proc.go:283
load order
main.load
\t/src/main.go:30
";
    check_error(
        error,
        &expect![[r#"
        1 from line 1: no row
          in load order
    "#]],
    );
    check(
        &format!("2026/03/07 10:00:00 {error}2026/03/07 10:00:01 done\n"),
        &expect![[r#"
        1 from line 1: no row
          in load order
    "#]],
    );
    let both = serde_json::json!({ "error": "load order: no row", "errorVerbose": error });
    check(
        &format!("{both}\n"),
        &expect![[r#"
        1 from line 1: no row
          in load order
    "#]],
    );
}

#[test]
fn lines_of_logs() {
    check(
        "\
time=10:00:00 level=ERROR msg=\"no answer\" err=\"load order 8: not found\" order=8
time=10:00:01 level=ERROR msg=\"no answer\" err=\"load order 9: not found\" order=9
E0307 10:00:02 pay.go:7] \"no answer\" err=\"pay \\\"a: b\\\": refused\"
2026/03/07 10:00:03 giving up error=open /etc/x: no such file or directory attempt=3
{\"level\":\"info\",\"error\":null}
{\"level\":\"info\",\"error\":\"<nil>\",\"errors\":0}
{\"error\" : \"save: disk is full\\nrollback: none\"}
",
        &expect![[r#"
            2 from line 1: not found
              in load order 8
            1 from line 3: refused
              in pay "a: b"
            1 from line 4: open /etc/x: no such file or directory
            1 from line 7: disk is full
              in save
              joined save: disk is full
              joined rollback: none
        "#]],
    );
}

#[test]
fn occurrences_agree_but_for_numbers_quotes_and_ids() {
    let log = "\
err=\"user 7 at 0xc000012345: no \\\"a\\\"\"
err=\"user 12 at 0xc000098765: no \\\"b\\\"\"
err=\"cart 2b0204ca-dead-beef-abcd-43041aa9f6fe: gone\"
err=\"cart 8c5e1f70-0000-4000-8000-3c041aa9f6aa: gone\"
err=\"guest 2: no \\\"a\\\"\"
";
    check(
        log,
        &expect![[r#"
        2 from line 1: no "a"
          in user 7 at 0xc000012345
        2 from line 3: gone
          in cart 2b0204ca-dead-beef-abcd-43041aa9f6fe
        1 from line 5: no "a"
          in guest 2
    "#]],
    );
}

#[test]
fn panics_that_are_raised_again() {
    let again = "panic: no stock [recovered]\n\tpanic: pay: checkout: no stock\n";
    let frames =
        "main.pay.func1()\n\t/src/main.go:7 +0x1d\npanic({0x1, 0x2})\n\t/go/runtime/panic.go:860 +0x13a\n";
    let whole = format!("{again}\ngoroutine 1 [running]:\n{frames}main.main()\n\t/src/main.go:9 +0x25\n");
    check(
        &whole,
        &expect![[r#"
        1 from line 1: no stock
          in checkout
          in pay
          raised again
    "#]],
    );
    check(
        &format!("{again}{STACK}"),
        &expect![[r#"
        1 from line 1: no stock
          in checkout
          in pay
          raised again
          lost StackOfOrigin
    "#]],
    );
    check(
        &format!("panic: no stock [recovered, repanicked]\n{STACK}"),
        &expect![[r#"
            1 from line 1: no stock
              raised again
              lost StackOfOrigin
        "#]],
    );
    check(
        &format!("panic: no stock [recovered]\n\tpanic: no stock\n{STACK}"),
        &expect![[r#"
        1 from line 1: no stock
          raised again
          lost StackOfOrigin
    "#]],
    );
    check(
        &format!("panic: no stock\n\tpanic: while closing\n{STACK}"),
        &expect![[r#"
        1 from line 1: no stock
          in while closing
    "#]],
    );
}

#[test]
fn what_is_lost() {
    check(
        &format!("panic: (*main.E) 0xc000012345\n{STACK}"),
        &expect![[r#"
        1 from line 1: (*main.E) 0xc000012345
          lost Value
    "#]],
    );
    check(
        &format!("panic: main.E{{Code:7}}\n{STACK}"),
        &expect![[r#"
        1 from line 1: main.E{Code:7}
    "#]],
    );
    check(
        "panic: no stock\n\ngoroutine 7 [running]:\nmain.pay()\n\t/src/main.go:9 +0x25\n",
        &expect![[r#"
        1 from line 1: no stock
          lost CutStack
    "#]],
    );
    check(
        "panic: no stock\n",
        &expect![[r#"
        1 from line 1: no stock
    "#]],
    );
}

#[test]
fn other_events_are_left_out() {
    check(&format!("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n{STACK}"), &expect![[r#""#]]);
    check(
        &format!("fatal error: all goroutines are asleep - deadlock!\n{STACK}"),
        &expect![[r#"
        1 from line 1: all goroutines are asleep - deadlock!
    "#]],
    );
    check(
        &format!("panic: test timed out after 1s\n\trunning tests:\n\t\tTestA (1s)\n{STACK}"),
        &expect![[r#"
            1 from line 1: test timed out after 1s
        "#]],
    );
    check("GET /orders/7: 200 (error: <nil>)\n", &expect![[r#""#]]);
}

#[test]
fn the_text_of_the_first_panic_is_not_printed() {
    let output = of_corpus("patterns/panic.repanic-hides-origin/output.txt");
    expect![[r#"
        1 from line 1: checkout failed
          raised again
          lost FirstText
        1 from line 26: runtime error: index out of range [0] with length 0
          in checkout failed
          raised again
    "#]]
    .assert_eq(&written(&output));
}

#[test]
fn a_storm_of_panics() {
    let evidence = |file: &str| written(&of_corpus(&format!("incidents/RPL-2026-0110/evidence/{file}")));
    expect![[r#"
        33 from line 1: assignment to entry in nil map
          in checkout failed
          raised again
        1 from line 1321: assignment to entry in nil map
          in settle
          joined settle: assignment to entry in nil map
          joined rollback: no transaction is open
          raised again
    "#]]
    .assert_eq(&evidence("stderr.txt"));
    expect![[r#"
        33 from line 4: assignment to entry in nil map
          in checkout failed
          raised again
          lost CutStack
        33 from line 8: EOF
          in Get "http://127.0.0.1:38345/checkout?owner=guest&coupon=WELCOME"
        1 from line 73: dial tcp 127.0.0.1:38345: connect: connection refused
          in Get "http://127.0.0.1:38345/checkout?owner=ann&coupon=WELCOME"
    "#]]
    .assert_eq(&evidence("app.log.jsonl"));
    expect![[r#""#]].assert_eq(&evidence("fixed-app.log.jsonl"));
}

#[test]
fn what_frameworks_print() {
    check(
        "http: panic serving 10.0.0.1:80: pay: no stock\nhttp: panic serving [::1]:81: pay: no stock\n",
        &expect![[r#"
            2 from line 1: no stock
              in pay
        "#]],
    );
    check(
        &format!("E0307 10:00:00 Observed a panic: \"pay: no stock\" (pay: no stock){STACK}"),
        &expect![[r#"
            1 from line 1: no stock
              in pay
        "#]],
    );
    check(
        "2026/03/07 10:00:00 [Recovery] 2026/03/07 - 10:00:00 panic recovered:\nno such order\n\
         /srv/shop/orders/handler.go:31 (0x7ac8f7)\n/usr/local/go/src/net/http/server.go:3301 (0x62318d)\n",
        &expect![[r#"
            1 from line 2: no such order
        "#]],
    );
    check(
        "[PANIC RECOVER] no such cart goroutine 19 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n",
        &expect![[r#"
            1 from line 1: no such cart
        "#]],
    );
}

#[test]
fn at_most_twenty() {
    let log: String = ('a'..='z').map(|name| format!("err=\"no {name}\"\n")).collect();
    assert_eq!(chains(&Reading::of(&Input::of(log.as_bytes()))).len(), 20);
}

proptest! {
    #[test]
    fn any_bytes_are_read(input in prop::collection::vec(any::<u8>(), 0..400)) {
        lie_inside(&input)?;
    }

    #[test]
    fn any_mix_of_parts_is_read(parts in prop::collection::vec(prop::sample::select(PARTS), 0..24), cut in 0_usize..9) {
        let mut input = parts.concat().into_bytes();
        input.truncate(input.len().saturating_sub(cut));
        lie_inside(&input)?;
    }
}

fn lie_inside(input: &[u8]) -> Result<(), TestCaseError> {
    let lines = 1 + input.iter().filter(|byte| **byte == b'\n').count();
    let chains = chains(&Reading::of(&Input::of(input)));
    prop_assert!(chains.len() <= 20);
    for chain in chains {
        prop_assert!(chain.count > 0 && (1..=lines).contains(&(chain.line as usize)));
    }
    Ok(())
}

const PARTS: &[&str] = &[
    "panic: ",
    "no stock",
    " [recovered]",
    "\n",
    "\n\t",
    ": ",
    "\"",
    "\\",
    "\\u00",
    "{\"error\":\"",
    "\"}",
    "err=",
    "goroutine 1 [running]:\n",
    "main.f(0x1)\n\t/src/main.go:7 +0x1d\n",
    "panic({0x1, 0x2})\n\t/p.go:1 +0x1\n",
    "http: panic serving 1.2.3.4:5: ",
    "open /etc/x",
    "(",
    "]",
    "é",
    "'",
    "2026/03/07 10:00:00 ",
    "\0",
    "fatal error: ",
    "main.f\n\t/src/main.go:7\n",
    "errorVerbose",
    "2 errors occurred:\n\t* ",
];
