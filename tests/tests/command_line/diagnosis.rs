//! `diagnose` and `triage`: what an input shows, by which lines.

use expect_test::{Expect, expect};
use fupan_tests::{DEADLOCK_STACK, Place, assert_keys, assert_valid, incident, pattern};
use serde_json::json;

const CLOSED: &str = "\
---
id: conc.chan
name:
  zh: 向已关闭的 channel 发送
  en: Send on a closed channel
aliases: [conc.closed]
parent: conc
explanation:
  zh: 关闭之后还在发送。
  en: Something still sends after the close.
signals:
  - in: message
    regex: '^panic: send on closed channel'
    strength: proof
first_check:
  zh: 找出谁关闭了它。
  en: Find who closes it.
guideline:
  zh: 由发送方关闭。
  en: The sender closes.
sources:
  - title: Experience
    supports: [explanation, first_check, guideline]
---
";

const PANIC: &str = "\
panic: send on closed channel

goroutine 7 [running]:
example.com/shop/mail.(*Queue).Offer(0xc000030000)
\t/build/mail/queue.go:9 +0x1
";

fn place() -> Place {
    let place = Place::small();
    place.write("patterns/conc.chan.md", CLOSED);
    place
}

#[track_caller]
fn check(place: &Place, arguments: &[&str], expected: &Expect) {
    let answer = place.run(arguments);
    expected.assert_eq(&place.masked(&format!("{}{}", answer.stdout, answer.stderr)));
}

#[test]
fn a_diagnosis_quotes_the_lines_that_show_it() {
    let place = place();
    let file = place.input("panic.txt", PANIC);
    let body = place.run(&["diagnose", &file, "--json"]).with_code(0).json();
    assert_valid("diagnose", &body);
    let pattern = &body["patterns"][0];
    assert_keys(pattern, &["id", "aliases", "name", "confidence", "because"]);
    assert_eq!((&pattern["id"], &pattern["aliases"]), (&json!("conc.chan"), &json!(["conc.closed"])));
    let because = json!([
        {"line": 1, "text": "panic: send on closed channel", "signal": "message"},
        {"line": 4, "text": "example.com/shop/mail.(*Queue).Offer(0xc000030000)", "signal": "message"},
    ]);
    assert_eq!(pattern["because"], because);
    check(
        &place,
        &["diagnose", &file, "--lang", "en"],
        &expect![[r#"
            Send on a closed channel (conc.chan, confidence 96%)
                   1 │ panic: send on closed channel
                   4 │ example.com/shop/mail.(*Queue).Offer(0xc000030000)
               check first Find who closes it.

            First cause: send on closed channel (1 ×, first in line 1)
               mind        the stack was cut off
        "#]],
    );
    check(
        &place,
        &["diagnose", &file, "--lang", "zh"],
        &expect![[r#"
            向已关闭的 channel 发送（conc.chan，把握 96%）
                   1 │ panic: send on closed channel
                   4 │ example.com/shop/mail.(*Queue).Offer(0xc000030000)
               先查        找出谁关闭了它。

            首因：send on closed channel（1 次，首见第 1 行）
               注意        栈被截断
        "#]],
    );
}

/// An incident of that cause is named, though neither its words nor its stacks are those of the panic; that alone is no
/// sign that the same happened before.
#[test]
fn what_is_shown_is_a_reason_to_look_at_incidents_of_that_cause() {
    let place = place();
    let text =
        incident("RPL-2023-0004", "Parcels were lost at midnight", "conc.chan", "services: [parcels]\n");
    place.write("incidents/RPL-2023-0004/postmortem.md", &text);
    let file = place.input("panic.txt", PANIC);
    let body = place.run(&["similar", &file, "--json"]).with_code(11).json();
    assert_valid("similar", &body);
    let hit = &body["hits"][0];
    assert_eq!((&hit["id"], &hit["parts"]["cause"]), (&json!("RPL-2023-0004"), &json!(0.9608)));
    let reasons = [
        ("en", "the input shows Send on a closed channel (conc.chan, 0.96), its cause"),
        ("zh", "输入表现出向已关闭的 channel 发送（conc.chan，0.96），正是它的原因"),
    ];
    for (language, reason) in reasons {
        let body = place.run(&["similar", &file, "--json", "--lang", language]).json();
        assert_eq!(body["hits"][0]["why"][0], reason);
    }
}

/// Each dump with more goroutines that send, of several files or in one.
#[test]
fn what_grows_from_dump_to_dump_is_shown_with_its_counts() {
    let place = place();
    place.write("patterns/conc.leak.md", pattern("conc.leak", "goroutine 泄漏", "Goroutine leak"));
    let early = pattern("conc.leak.early-return", "接收方提前返回", "Receiver leaves early");
    place.write("patterns/conc.leak.early-return.md", &early);
    let dump = |count: usize| -> String {
        let one = |id: usize| {
            format!(
                "goroutine {id} [chan send, 3 minutes]:\nexample.com/shop/mail.(*Queue).Offer(0xc000030000)\n\t\
                 /build/mail/queue.go:9 +0x1\ncreated by example.com/shop/mail.Start in goroutine 1\n\t\
                 /build/mail/queue.go:5 +0x1\n\n"
            )
        };
        (1..=count).map(one).collect()
    };
    let files: Vec<String> =
        [10, 40, 90].iter().map(|count| place.input(&format!("{count}.txt"), dump(*count))).collect();
    check(
        &place,
        &["diagnose", "--lang", "en", &files[0], &files[1], &files[2]],
        &expect![[r#"
        Receiver leaves early (conc.leak.early-return, confidence 83%)
               7 │ 10 → 40 → 90 × goroutine 2 [chan send, 3 minutes]:
               8 │ example.com/shop/mail.(*Queue).Offer(0xc000030000)
           check first Look for conc.leak.early-return first
        note: line numbers are those of …/90.txt; how much grew from file to file stands before a line
    "#]],
    );
    let all = place.input("all.txt", dump(10) + &dump(40) + &dump(90));
    let body = place.run(&["diagnose", &all, "--json", "--lang", "zh"]).with_code(0).json();
    assert_valid("diagnose", &body);
    let because =
        json!({"line": 7, "text": "10 → 40 → 90 × goroutine 2 [chan send, 3 minutes]:", "signal": "growth"});
    assert_eq!(body["patterns"][0]["because"][0], because, "{body:#}");
}

#[test]
fn where_nothing_is_shown_nothing_is_claimed() {
    let place = place();
    for input in ["all is well\n", "", "\u{0}\u{1}"] {
        let file = place.input("input.txt", input);
        assert_eq!(place.run(&["diagnose", &file, "--json"]).with_code(0).json()["patterns"], json!([]));
    }
    let file = place.input("input.txt", "all is well\n");
    check(
        &place,
        &["diagnose", &file, "--lang", "zh"],
        &expect![[r#"
        输入没有显示任何已知的根因
    "#]],
    );
}

#[test]
fn triage_says_all_of_it_in_one_document() {
    let place = place();
    let file = place.input("panic.txt", PANIC);
    let body = place.run(&["triage", &file, "--json"]).with_code(11).json();
    assert_valid("triage", &body);
    assert_keys(&body, &["fingerprint", "diagnosis", "similar"]);
    assert_eq!(body["diagnosis"]["patterns"][0]["id"], "conc.chan");
    assert_eq!(body["similar"]["verdict"], "novel");
    let known = place.input("deadlock.txt", DEADLOCK_STACK);
    let body = place.run(&["triage", &known, "--json"]).with_code(0).json();
    assert_eq!(body["similar"]["hits"][0]["id"], "RPL-2021-0001");
    check(
        &place,
        &["triage", &file, "--lang", "en"],
        &expect![[r#"
            What it shows
            Send on a closed channel (conc.chan, confidence 96%)
                   1 │ panic: send on closed channel
                   4 │ example.com/shop/mail.(*Queue).Offer(0xc000030000)
               check first Find who closes it.

            First cause: send on closed channel (1 ×, first in line 1)
               mind        the stack was cut off

            Seen before?
            Never seen (confidence 99%)

            Stacks
            culprit  panic: send on closed channel  1 goroutine
               state       running  executing, or writing this very dump
               family      v1f:…
               exact       v1:…
               example.com/shop/mail.(*Queue).Offer  /build/mail/queue.go:9
        "#]],
    );
}
