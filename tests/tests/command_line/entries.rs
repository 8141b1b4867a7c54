//! `show`, `list` and `format`: reading entries of the corpus, and their canonical form.

use expect_test::{Expect, expect};
use fupan_tests::{Place, assert_keys, assert_valid};
use serde_json::{Value, json};

const WRONG: &str =
    "//go:build wrong\n\npackage main\n\nfunc send(c chan int) {\n\tc <- 1 // nobody receives\n}\n";
const RIGHT: &str = "//go:build !wrong\n\npackage main\n\nfunc send(c chan int) {\n\tselect {\n\tcase c <- 1:\n\tdefault:\n\t}\n}\n";
const OUTPUT: &str = "goroutines left: 1\n\ngoroutine 7 [chan send]:\nmain.send(0x1)\n\tx/wrong.go:6 +0x1d\n";

const PATTERN: &str = "\
---
id: conc.leak
name:
  zh: 泄漏的发送方
  en: Sender left behind
parent: conc
tier: core
explanation:
  zh: 没有人接收，发送方永远停在那里。
  en: Nobody receives, and the sender stays for ever.
shown_by: [dump]
caught_by:
  - tool: staticcheck
    check: SA1015
    limits:
      zh: 只认 time.Tick。
      en: Knows time.Tick alone.
  - tool: goroutine-profile
first_check:
  zh: 数停在发送上的 goroutine。
  en: Count goroutines that wait to send.
guideline:
  zh: 给 channel 留一格。
  en: Give the channel room for one.
go:
  range: <1.23
  by: go.mod
snippets:
  shows: \\[chan send\\]
  reading:
    zh: 一个 goroutine 停在发送上。
    en: One goroutine waits to send.
recoverable: false
exemplars: [RPL-2023-0002]
sources:
  - title: The Go Memory Model
    url: https://go.dev/ref/mem
    supports: [explanation, first_check, guideline]
  - measured: Go 1.26.8
    supports: [snippets, caught_by]
---
";

const INCIDENT: &str = "\
---
id: RPL-2023-0002
aliases: [mailer-leak]
title:
  zh: 邮件服务泄漏协程
  en: Mailer leaked goroutines
status: final
severity: P2
origin: reproduced
project: shop
date: 2023-05-06
date_kind: incident
services: [mailer]
runtime:
  go_version: 1.26.8
summary:
  zh: 超时之后没有人接收。
  en: After a timeout nobody received.
impact:
  requests:
    zh: 三个请求
    en: three requests
timeline:
  - at: 2023-05-06T10:00:00Z
    phase: detect
    text:
      zh: 告警
      en: an alert
detection:
  by: alert
trigger: unknown
root_causes:
  - pattern: conc.leak
    role: root
    cause:
      zh: channel 没有容量
      en: A channel without room
    apis: [make(chan)]
symbols: [example.com/mail.(*Queue).Offer]
affected:
  - module: example.com/mail
    introduced: v1.2.0
    fixed: v1.2.1
resolution:
  fix:
    zh: 容量为一
    en: Room for one
  commits: [abc123]
guideline:
  - rule:
      zh: 结果 channel 的容量为一。
      en: A channel for a result has room for one.
    checks: [staticcheck SA1015]
similar:
  - id: RPL-2021-0001
    kind: same_symptom
    why:
      zh: 也停在那里
      en: It hung as well
stacks:
  - frames: [main.send, main.main]
    basis: reproduced
evidence:
  - path: evidence/dump.txt
    kind: goroutine_dump
    reproduced:
      program: program
      go: 1.26.8
      shows: chan send
sources:
  - url: https://example.com/mail
    read_at: 2023-06-01
    basis:
      zh: 读过 diff
      en: diff read
evidence_basis:
  zh: 我们程序的输出
  en: output of our program
confidence: high
---
Run it again.
";

fn place() -> Place {
    let place = Place::small();
    place.write("patterns/conc.leak.md", PATTERN);
    for (name, text) in [
        ("wrong.go", WRONG),
        ("right.go", RIGHT),
        ("drive.go", "package main\n\nfunc main() {}\n"),
        ("output.txt", OUTPUT),
    ] {
        place.write(&format!("patterns/conc.leak/{name}"), text);
    }
    place.write("incidents/RPL-2023-0002/postmortem.md", INCIDENT);
    place.write("incidents/RPL-2023-0002/evidence/dump.txt", OUTPUT);
    place.write("incidents/RPL-2023-0002/program/main.go", "package main\n");
    place
}

#[track_caller]
fn check(place: &Place, arguments: &[&str], expected: &Expect) {
    let answer = place.run(arguments);
    expected.assert_eq(&place.masked(&format!("{}{}", answer.stdout, answer.stderr)));
}

#[test]
fn a_pattern_is_read_from_what_it_is_to_its_sources() {
    let place = place();
    check(
        &place,
        &["show", "conc.leak", "--lang", "en"],
        &expect![[r#"
            conc.leak  Sender left behind
              family: conc Concurrency
              Go versions: <1.23, the go line of go.mod and GODEBUG count
              basis: reproduced with programs on several Go versions
              recover does not stop it

              Nobody receives, and the sender stays for ever.

            What it looks like
              One goroutine waits to send.

              ┃ goroutines left: 1
              ┃
              ┃ goroutine 7 [chan send]:
              ┃ main.send(0x1)
              ┃     x/wrong.go:6 +0x1d
              can be seen in: a goroutine dump

            Wrong (…/corpus/patterns/conc.leak/wrong.go)
              │ package main
              │
              │ func send(c chan int) {
            ✗ │     c <- 1 // nobody receives
              │ }

            Right (…/corpus/patterns/conc.leak/right.go)
              │ package main
              │
              │ func send(c chan int) {
            ✓ │     select {
            ✓ │     case c <- 1:
            ✓ │     default:
            ✓ │     }
              │ }
              run it: cd …/corpus/patterns && go run -tags wrong ./conc.leak; without -tags wrong
              it is the right one

            What catches it
              - staticcheck SA1015: Knows time.Tick alone.
              - goroutine profile

            Check first
              Count goroutines that wait to send.

            Guideline
              Give the channel room for one.

            Incidents it caused (1)
              RPL-2023-0002  2023-05-06  Mailer leaked goroutines  root
                  A channel without room

            Sources
              - The Go Memory Model  https://go.dev/ref/mem  supports: explanation, first check, guideline
              - the code beside it, run with Go 1.26.8  supports: snippets, what catches it
        "#]],
    );
    check(
        &place,
        &["show", "conc.leak", "--lang", "zh"],
        &expect![[r#"
            conc.leak  泄漏的发送方
              所属：conc 并发
              Go 版本：<1.23，以 go.mod 的 go 行与 GODEBUG 为准
              依据：在多个 Go 版本上用程序复现过
              recover 拦不住

              没有人接收，发送方永远停在那里。

            看起来是这样
              一个 goroutine 停在发送上。

              ┃ goroutines left: 1
              ┃
              ┃ goroutine 7 [chan send]:
              ┃ main.send(0x1)
              ┃     x/wrong.go:6 +0x1d
              能从这些看出：goroutine dump

            错误写法（…/corpus/patterns/conc.leak/wrong.go）
              │ package main
              │
              │ func send(c chan int) {
            ✗ │     c <- 1 // nobody receives
              │ }

            正确写法（…/corpus/patterns/conc.leak/right.go）
              │ package main
              │
              │ func send(c chan int) {
            ✓ │     select {
            ✓ │     case c <- 1:
            ✓ │     default:
            ✓ │     }
              │ }
              自己跑：cd …/corpus/patterns && go run -tags wrong ./conc.leak，去掉 -tags wrong 即
              为正确写法

            什么能发现它
              - staticcheck SA1015：只认 time.Tick。
              - goroutine profile

            先查什么
              数停在发送上的 goroutine。

            规则
              给 channel 留一格。

            引起过的事故（1）
              RPL-2023-0002  2023-05-06  邮件服务泄漏协程  根本
                  channel 没有容量

            来源
              - The Go Memory Model  https://go.dev/ref/mem  支持：解释、先查什么、规则
              - 旁边的代码，以 Go 1.26.8 实测  支持：代码示例、什么能发现它
        "#]],
    );
}

#[test]
fn a_family_names_its_members() {
    check(
        &place(),
        &["show", "conc", "--lang", "en"],
        &expect![[r#"
        conc  Concurrency
          basis: reproduced with programs on several Go versions

        Patterns of this family
            2  conc.deadlock  Deadlock
            1  conc.leak      Sender left behind

        Incidents it caused (3)
          RPL-2023-0002  2023-05-06  Mailer leaked goroutines  root  conc.leak
              A channel without room
          RPL-2021-0002  2021-03-04  Inventory waited for its own lock  root  conc.deadlock.self-lock
          RPL-2021-0001  2021-03-04  Ledger locked its own mutex twice  root  conc.deadlock.self-lock
    "#]],
    );
}

#[test]
fn an_incident_is_read_from_what_happened_to_how_it_is_known() {
    let place = place();
    check(
        &place,
        &["show", "mailer-leak", "--lang", "en"],
        &expect![[r#"
        RPL-2023-0002  Mailer leaked goroutines
          shop · happened 2023-05-06 · P2 · reproduced in a laboratory · final
          aliases: mailer-leak
          services: mailer
          ran on: Go 1.26.8

          After a timeout nobody received.

        Impact
          requests: three requests

        Trigger
          unknown: the sources do not say

        Root causes
          conc.leak  Sender left behind  root
            A channel without room
            make(chan)

        How it was noticed
          alert

        How it was resolved
          Room for one
          commits: abc123

        Check first (from conc.leak)
          Count goroutines that wait to send.

        Guideline
          - A channel for a result has room for one.  checked by staticcheck SA1015

        Timeline
          - 2023-05-06T10:00:00Z detect  an alert

        Affected code
          - example.com/mail, since v1.2.0, fixed in v1.2.1

        Functions
          - example.com/mail.(*Queue).Offer

        Stacks
          ┃ main.send
          ┃ main.main

        Evidence
          - evidence/dump.txt  reproduced by program with Go 1.26.8

        Related incidents
          RPL-2021-0001  Ledger locked its own mutex twice  same symptom
              It hung as well

        Sources
          - https://example.com/mail  read 2023-06-01: diff read

        How this is known
          output of our program, high confidence

        Notes
          Run it again.
    "#]],
    );
    check(
        &place,
        &["show", "RPL-2023-0002", "--lang", "zh"],
        &expect![[r#"
            RPL-2023-0002  邮件服务泄漏协程
              shop · 发生 2023-05-06 · P2 · 实验室复现 · 已复盘
              别名：mailer-leak
              服务：mailer
              运行环境：Go 1.26.8

              超时之后没有人接收。

            影响
              请求：三个请求

            触发条件
              未知：来源没有说

            根因
              conc.leak  泄漏的发送方  根本
                channel 没有容量
                make(chan)

            怎么发现的
              告警

            怎么解决的
              容量为一
              提交：abc123

            先查什么（来自 conc.leak）
              数停在发送上的 goroutine。

            规则
              - 结果 channel 的容量为一。  可由 staticcheck SA1015 检查

            时间线
              - 2023-05-06T10:00:00Z 发现  告警

            受影响的代码
              - example.com/mail，自 v1.2.0，v1.2.1 修复

            涉及的函数
              - example.com/mail.(*Queue).Offer

            堆栈
              ┃ main.send
              ┃ main.main

            证据
              - evidence/dump.txt  由 program 以 Go 1.26.8 复现

            相关事故
              RPL-2021-0001  账本对同一把互斥锁加锁两次  同一症状
                  也停在那里

            来源
              - https://example.com/mail  2023-06-01 读过：读过 diff

            怎么知道的
              我们程序的输出，把握高

            补充
              Run it again.
        "#]],
    );
    // The other end of a relation knows of it.
    let other = place.run(&["show", "RPL-2021-0001", "--lang", "en"]).with_code(0).stdout;
    assert!(other.contains("RPL-2023-0002  Mailer leaked goroutines  same symptom"), "{other}");
}

#[test]
fn what_does_not_exist_brings_a_hint() {
    let place = place();
    check(
        &place,
        &["show", "conc.leek", "--lang", "en"],
        &expect![[r#"
        error: there is no incident or pattern conc.leek
        hint: did you mean: conc.leak
    "#]],
    );
    check(
        &place,
        &["show", "mailer-leek", "--lang", "zh"],
        &expect![[r#"
        错误：没有叫 mailer-leek 的事故或模式
        建议：是不是：mailer-leak
    "#]],
    );
    assert_eq!(place.run(&["show", "nothing-like-it"]).code(), 1);
}

#[test]
fn entries_are_json_in_both_languages_at_once() {
    let place = place();
    let pattern = place.run(&["show", "conc.leak", "--json"]).with_code(0).json();
    assert_valid("entry", &pattern);
    assert_keys(&pattern, &["kind", "id", "name", "record", "code", "above", "below", "total", "incidents"]);
    assert_eq!(pattern["code"]["wrong"], WRONG);
    assert_eq!(pattern["record"]["guideline"]["zh"], "给 channel 留一格。");
    assert_eq!(pattern["incidents"][0]["id"], "RPL-2023-0002");
    let incident = place.run(&["show", "mailer-leak", "--json"]).with_code(0).json();
    assert_valid("entry", &incident);
    assert_eq!(incident["first_check_from"], "conc.leak");
    assert_eq!(incident["text"], "Run it again.\n");
}

#[test]
fn code_that_changes_is_shown_as_it_is() {
    let place = place();
    place.index();
    place.write("patterns/conc.leak/right.go", RIGHT.replace("c <- 1:", "c <- 2:"));
    let shown = place.run(&["show", "conc.leak", "--json"]).with_code(0).json();
    assert!(shown["code"]["right"].as_str().unwrap().contains("c <- 2:"));
    place.write("patterns/conc.leak/output.txt", "goroutines left: 0\n");
    check(
        &place,
        &["lint", "--lang", "en"],
        &expect![[r#"
        error …/corpus/patterns/conc.leak/output.txt:1: nothing in it matches \[chan send\]
        12 files checked: 1 errors, 0 warnings
    "#]],
    );
}

#[test]
fn lists_take_the_filters_of_a_search() {
    let place = place();
    let incidents = |arguments: &[&str]| -> Value {
        let list = place.run(&[&["list", "--json"], arguments].concat()).with_code(0).json();
        assert_valid("incidents", &list);
        list
    };
    let ids = |list: &Value| -> Vec<String> {
        let ids = list["incidents"].as_array().unwrap().iter();
        ids.map(|incident| incident["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = incidents(&[]);
    assert_eq!(
        ids(&all),
        ["RPL-2023-0002", "RPL-2022-0002", "RPL-2022-0001", "RPL-2021-0002", "RPL-2021-0001"]
    );
    let some = incidents(&["--limit", "1", "--filter", "pattern:conc", "--filter", "until:2022"]);
    assert_eq!((ids(&some), &some["total"]), (vec!["RPL-2021-0002".to_owned()], &json!(2)));
    assert_eq!(ids(&incidents(&["--filter", "severity:P2"])), ["RPL-2023-0002"]);
    assert_eq!(ids(&incidents(&["incidents", "--filter", "service:nobody"])), Vec::<String>::new());
    assert_eq!(place.run(&["list", "--filter", "colour:red"]).code(), 2);
    check(
        &place,
        &["list", "--lang", "zh", "--limit", "2"],
        &expect![[r#"
        5 个事故，显示最近的 2 个

        RPL-2023-0002  2023-05-06  邮件服务泄漏协程  conc.leak
        RPL-2022-0002  2022-03-04  Relay kept every message  mem.retention

        读其中一条：fupan show 编号
    "#]],
    );
    check(
        &place,
        &["list", "patterns", "--lang", "en"],
        &expect![[r#"
        6 patterns and families; the number is that of their incidents

            3  conc                         Concurrency
            2    conc.deadlock              Deadlock
            2      conc.deadlock.self-lock  Self lock
            1    conc.leak                  Sender left behind
            2  mem                          Memory
            2    mem.retention              Retention

        read one: fupan show ID
    "#]],
    );
    let of_mailer =
        place.run(&["list", "patterns", "--json", "--filter", "service:mailer"]).with_code(0).json();
    assert_valid("patterns", &of_mailer);
    let ids: Vec<&str> = of_mailer["patterns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pattern| pattern["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["conc", "conc.leak"]);
}

#[test]
fn records_are_rewritten_in_one_form() {
    let place = place();
    assert_eq!(place.run(&["format"]).code(), 0);
    assert_eq!(place.run(&["format", "--check", "--json"]).with_code(0).json()["changed"], json!([]));
    let path = place.corpus().join("patterns/conc.leak.md");
    let canonical = std::fs::read_to_string(&path).unwrap();
    place.write("patterns/conc.leak.md", canonical.replace("shown_by: [dump]", "shown_by:\n    - \"dump\""));
    check(
        &place,
        &["format", "--check", "--lang", "en"],
        &expect![[r#"
        …/corpus/patterns/conc.leak.md
        12 files looked at, 1 not in canonical form
    "#]],
    );
    let changed = place.run(&["format", "--json"]).with_code(0).json();
    assert_valid("format", &changed);
    assert_eq!(changed["changed"].as_array().unwrap().len(), 1);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), canonical);
    // Neither a comment nor what cannot be read is lost.
    let commented = canonical.replace("tier: core", "tier: core # sure");
    place.write("patterns/conc.leak.md", &commented);
    let broken = canonical.replace("tier: core", "tier: core\ncolour: red");
    place.write("patterns/conc.leek.md", &broken);
    check(
        &place,
        &["format", "--lang", "en"],
        &expect![[r#"
        warning …/corpus/patterns/conc.leak.md:1: warning: has comments, for which the canonical form has no place; left as it is
        error …/corpus/patterns/conc.leek.md:2: id: the id is conc.leak, but the file is named conc.leek
            2 | id: conc.leak
              |     ^
        error …/corpus/patterns/conc.leek.md:8: colour: unknown field colour
            8 | colour: red
              | ^
        13 files looked at, 0 rewritten
    "#]],
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), commented);
    assert_eq!(std::fs::read_to_string(place.corpus().join("patterns/conc.leek.md")).unwrap(), broken);
}

/// What is wrong between files, each alone being right.
#[test]
fn files_that_contradict_each_other_are_told_of() {
    let place = place();
    let spelled = INCIDENT
        .replace("RPL-2023-0002", "RPL-2023-0003")
        .replace("mailer-leak", "mailer-leak-again")
        .replace("example.com/mail.(*Queue).Offer", "example.com/mail.Queue.Offer")
        .replace("id: RPL-2021-0001", "id: RPL-2019-0009");
    place.write("incidents/RPL-2023-0003/postmortem.md", spelled);
    place.write("incidents/RPL-2023-0003/evidence/dump.txt", "goroutine 1 [running]:\n");
    let unused = "unused_reason:\n  zh: 还没有遇到\n  en: not met yet\nsources:\n";
    place.write("patterns/conc.leak.md", PATTERN.replace("sources:\n", unused));
    check(
        &place,
        &["lint", "--lang", "en"],
        &expect![[r#"
        warning …/corpus/incidents/RPL-2023-0003/postmortem.md:39: symbols[0]: warning: …/corpus/incidents/RPL-2023-0002/postmortem.md:39 spells it example.com/mail.(*Queue).Offer
           39 | symbols: [example.com/mail.Queue.Offer]
              |           ^
        error …/corpus/incidents/RPL-2023-0003/postmortem.md:55: similar[0].id: the corpus has no RPL-2019-0009
           55 |   - id: RPL-2019-0009
              |         ^
        error …/corpus/incidents/RPL-2023-0003/postmortem.md:67: evidence[0].reproduced.program: there is no folder program with the program
           67 |       program: program
              |                ^
        error …/corpus/incidents/RPL-2023-0003/postmortem.md:69: evidence[0].reproduced.shows: nothing in it matches chan send
           69 |       shows: chan send
              |              ^
        warning …/corpus/patterns/conc.leak.md:36: unused_reason: warning: …/corpus/incidents/RPL-2023-0003/postmortem.md has it, so unused_reason has no place here any more
           36 |   zh: 还没有遇到
              |   ^
        13 files checked: 3 errors, 2 warnings
    "#]],
    );
}
