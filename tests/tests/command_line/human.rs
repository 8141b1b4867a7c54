//! The human form of answers.

use expect_test::{Expect, expect};
use fupan_cli::Environment;
use fupan_tests::{DEADLOCK_STACK, Place, Setting, incident};

fn check(place: &Place, arguments: &[&str], expected: &Expect) {
    let answer = place.run(arguments);
    expected.assert_eq(&place.masked(&format!("{}{}", answer.stdout, answer.stderr)));
}

#[test]
fn fingerprint() {
    let place = Place::small();
    let file = place.input("panic.txt", DEADLOCK_STACK);
    check(
        &place,
        &["fingerprint", &file],
        &expect![[r#"
            Deadlock: the run-time says that all goroutines are asleep
               goroutine 1  example.com/shop/ledger.(*Book).Total  /build/ledger/book.go:41
                  waits for Mutex 0xc0000140a0, which it probably holds itself
               a dump of Go does not say who holds a lock: holders are inferred from calls of the same object

            culprit  fatal error: all goroutines are asleep - deadlock!  1 goroutine
               state       sync.Mutex.Lock  waits until the holder of a Mutex unlocks it
               family      v1f:…
               exact       v1:…
               … 3 frames of sync
               example.com/shop/ledger.(*Book).Total  /build/ledger/book.go:41
               example.com/shop/ledger.(*Book).Close  /build/ledger/book.go:57
               main.main  /build/cmd/shop/main.go:12
        "#]],
    );
    check(
        &place,
        &["fingerprint", &file, "--lang", "zh"],
        &expect![[r#"
            死锁：运行时报告所有 goroutine 都睡着了
               goroutine 1  example.com/shop/ledger.(*Book).Total  /build/ledger/book.go:41
                  在等 Mutex 0xc0000140a0，可能就是它自己持有
               Go 的 dump 不写谁持有锁：持有者是从同一对象上的调用推断的

            肇事  fatal error: all goroutines are asleep - deadlock!  1 个 goroutine
               状态        sync.Mutex.Lock  等 Mutex 的持有者 Unlock
               家族指纹    v1f:…
               精确指纹    v1:…
               … sync 的 3 个帧
               example.com/shop/ledger.(*Book).Total  /build/ledger/book.go:41
               example.com/shop/ledger.(*Book).Close  /build/ledger/book.go:57
               main.main  /build/cmd/shop/main.go:12
        "#]],
    );
}

#[test]
fn lookup() {
    let place = Place::small();
    let read = place.run_with_input(&["fingerprint", "--json"], DEADLOCK_STACK).json();
    let family = read["stacks"][0]["family"].as_str().unwrap();
    check(
        &place,
        &["lookup", family],
        &expect![[r#"
            v1f:… was seen in 1 incidents
              RPL-2021-0001  Ledger locked its own mutex twice  2021-03-04
        "#]],
    );
    check(
        &place,
        &["lookup", family, "--lang", "zh"],
        &expect![[r#"
            v1f:… 出现在 1 个事故中
              RPL-2021-0001  账本对同一把互斥锁加锁两次  2021-03-04
        "#]],
    );
    check(
        &place,
        &["lookup", "v1f:00000000000000000000000000000000"],
        &expect![[r#"
            v1f:… was never seen
        "#]],
    );
}

#[test]
fn root_causes() {
    let place = Place::small();
    check(
        &place,
        &["stats", "root-causes"],
        &expect![[r#"
        4 incidents counted; one may have several causes

        count share     95 % interval   name
        2     50.0%     15.0% – 85.0%   Self lock  conc.deadlock.self-lock
        2     50.0%     15.0% – 85.0%   Retention  mem.retention
    "#]],
    );
    check(
        &place,
        &["stats", "root-causes", "--by", "service", "--limit", "2", "--lang", "zh"],
        &expect![[r#"
            共统计 4 个事故（一个事故可以有多个根因）

            次数  占比      95% 区间        名称
            1     25.0%     4.6% – 69.9%    catalogue
            1     25.0%     4.6% – 69.9%    inventory
            还有 2 行（--limit 可放宽，--json 可看全部）
        "#]],
    );
}

#[test]
fn graph() {
    let place = Place::small();
    check(
        &place,
        &["graph", "show", "service:ledger"],
        &expect![[r#"
        incident:RPL-2021-0001  Ledger locked its own mutex twice
        service:ledger

        incident:RPL-2021-0001 —in_service→ service:ledger
    "#]],
    );
    check(
        &place,
        &["graph", "path", "service:ledger", "mem"],
        &expect![[r#"
        service:ledger
        incident:RPL-2021-0001  Ledger locked its own mutex twice
        project:shop
        incident:RPL-2022-0001  Catalogue cache grew without bound
        pattern:mem.retention  Retention
        pattern:mem  Memory

        incident:RPL-2021-0001 —in_service→ service:ledger
        incident:RPL-2021-0001 —in_project→ project:shop
        incident:RPL-2022-0001 —in_project→ project:shop
        incident:RPL-2022-0001 —root_cause→ pattern:mem.retention
        pattern:mem.retention —child_of→ pattern:mem
    "#]],
    );
}

#[test]
fn keeping_a_corpus() {
    let place = Place::small();
    check(
        &place,
        &["index"],
        &expect![[r#"
        the index is up to date: 4 incidents, 5 patterns, 1 annotations, 1 stacks; 10 files read this time
    "#]],
    );
    check(
        &place,
        &["lint"],
        &expect![[r#"
        10 files checked, nothing wrong
    "#]],
    );
    check(
        &place,
        &["doctor"],
        &expect![[r#"
        ✓ corpus …/corpus: 10 files
        ✓ the corpus has no problems
        ✓ the data directory …/data can be written
        ✓ the index in …/data is up to date: 4 incidents
    "#]],
    );
    check(
        &place,
        &["doctor", "--lang", "zh"],
        &expect![[r#"
        ✓ 语料库 …/corpus：10 个文件
        ✓ 语料库没有问题
        ✓ 数据目录 …/data 可写
        ✓ 数据目录 …/data 的索引是最新的：4 个事故
    "#]],
    );
    check(
        &place,
        &["new", "--date", "2024"],
        &expect![[r#"
        wrote the draft …/corpus/incidents/RPL-2024-0001/postmortem.md; fill it in, then run fupan lint
    "#]],
    );
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "Bad", "mem.retension", ""),
    );
    std::fs::remove_dir_all(place.corpus().join("incidents/RPL-2024-0001")).unwrap();
    check(
        &place,
        &["lint"],
        &expect![[r#"
        error …/corpus/incidents/RPL-2023-0001/postmortem.md:16: root_causes[0].pattern: unknown pattern mem.retension; is it mem.retention?
           16 |   - pattern: mem.retension
              |              ^
        11 files checked: 1 errors, 0 warnings
    "#]],
    );
    check(
        &place,
        &["index", "--lang", "zh"],
        &expect![[r#"
        索引已是最新：5 个事故，5 个模式，1 条批注，1 个堆栈；本次读取 1 个文件
        1 处问题
        错误 …/corpus/incidents/RPL-2023-0001/postmortem.md:16: root_causes[0].pattern: 未知的模式 mem.retension；是不是 mem.retention？
           16 |   - pattern: mem.retension
              |              ^
    "#]],
    );
}

#[test]
fn search_and_similar_have_their_parts_in_order() {
    let place = Place::small();
    let found = place.run(&["search", "sync.Map"]).with_code(0).stdout;
    assert!(found.contains(" incidents match, the best "), "{found}");
    assert!(found.contains("\n\n1. RPL-2022-000") && found.contains("\n\n2. RPL-2022-000"), "{found}");
    let nothing = place.run(&["search", "zzzz"]).with_code(0).stdout;
    assert_eq!(nothing, "no incident matches\n");

    let known = place.run_with_input(&["similar"], DEADLOCK_STACK).with_code(0).stdout;
    let mut rest = known.as_str();
    for part in [
        "Seen before (confidence ",
        "\n\n1. RPL-2021-0001  Ledger locked its own mutex twice (",
        "\n   why         same family fingerprint: v1f:",
        "\n   fix         Close no longer calls Total with the lock held\n",
        "\n   check first Look for conc.deadlock.self-lock first\n",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is missing or out of order in {known}"));
        rest = rest.split_at(at + part.len() - 1).1;
    }
    let novel = place.run(&["similar", "--text", "zebra crossing", "--lang", "zh"]).with_code(11).stdout;
    assert_eq!(novel, "从未见过（把握 100%）\n");
}

/// Colours where a person looks and wants them, nowhere else.
#[test]
fn colours_are_for_terminals() {
    let place = Place::small();
    let shown = |terminal, no_color| {
        let environment = Environment { no_color, ..Environment::default() };
        let setting = Setting { terminal, environment, ..Setting::default() };
        place.run_in(&["search", "ledger"], setting).with_code(0).stdout
    };
    assert!(shown(true, false).contains("\u{1b}[1mRPL-2021-0001\u{1b}[0m"));
    assert!(!shown(true, true).contains('\u{1b}'));
    assert!(!shown(false, false).contains('\u{1b}'));
}

#[test]
fn lines_fit_a_narrow_terminal() {
    let place = Place::small();
    let environment = Environment { columns: Some(40), ..Environment::default() };
    let setting = Setting { environment, ..Setting::default() };
    let answer = place.run_in(&["similar", "--text", "ledger lock", "--lang", "zh"], setting);
    let told: Vec<&str> = answer.stdout.lines().filter(|line| line.starts_with("      ")).collect();
    assert!(!told.is_empty());
    for line in told {
        assert!(width(line) <= 40 || !line.trim().contains(' '), "{line}");
    }
}

/// Columns: wide characters take two.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c > '\u{2e80}' { 2 } else { 1 }).sum()
}
