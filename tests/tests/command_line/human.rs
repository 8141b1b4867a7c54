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

/// Two that wait for each other, three that send and wait for different times, and the collector's.
fn deadlocked() -> String {
    let locking = |number: u32, lock: &str, other: &str| {
        format!(
            "goroutine {number} [sync.Mutex.Lock]:\n\
             internal/sync.(*Mutex).lockSlow({lock})\n\t/go/src/internal/sync/mutex.go:149 +0x15d\n\
             sync.(*Mutex).Lock(...)\n\t/go/src/sync/mutex.go:46\n\
             example.com/shop/bank.(*Account).add({lock}, 0x5)\n\t/build/bank/account.go:31 +0x1d\n\
             example.com/shop/bank.(*Account).move({other}, {lock})\n\t/build/bank/account.go:20 +0x1d\n\n"
        )
    };
    let sending = |number: u32, time: &str| {
        format!(
            "goroutine {number} [chan send{time}]:\nexample.com/shop/mail.(*Queue).Offer(0xc000030000)\n\
             \t/build/services/notification/mail/internal/delivery/queue/queue_of_messages_to_send.go:9 +0x1\n\n"
        )
    };
    let idle = "goroutine 3 [force gc (idle)]:\nruntime.gopark(0x0?)\n\t/go/src/runtime/proc.go:435 +0xce\n\
                runtime.forcegchelper()\n\t/go/src/runtime/proc.go:348 +0xb3\n\n";
    locking(7, "0xc000020000", "0xc000010000")
        + &locking(8, "0xc000010000", "0xc000020000")
        + &sending(9, "")
        + &sending(10, ", 2 minutes")
        + &sending(11, ", 7 minutes")
        + idle
}

#[test]
fn a_deadlock_is_explained_first() {
    let place = Place::empty();
    let file = place.input("dump.txt", deadlocked());
    check(
        &place,
        &["fingerprint", &file, "--limit", "2"],
        &expect![[r#"
            Deadlock: these 2 goroutines wait for each other
               goroutine 7  example.com/shop/bank.(*Account).add  /build/bank/account.go:31
                  waits for Mutex 0xc000020000, probably held by goroutine 8
               goroutine 8  example.com/shop/bank.(*Account).add  /build/bank/account.go:31
                  waits for Mutex 0xc000010000, probably held by goroutine 7
               a dump of Go does not say who holds a lock: holders are inferred from calls of the same object

            culprit  sync.Mutex.Lock  2 goroutines
               state       waits until the holder of a Mutex unlocks it
               family      v1f:…
               exact       v1:…
               … 2 frames of internal/sync, sync
               example.com/shop/bank.(*Account).add  /build/bank/account.go:31
               example.com/shop/bank.(*Account).move  /build/bank/account.go:20

            chan send  3 goroutines  0–7 min
               state       waits for a receiver: the channel is full or nobody reads it
               family      v1f:…
               example.com/shop/mail.(*Queue).Offer  …/internal/delivery/queue/queue_of_messages_to_send.go:9

            groups not shown: 1, goroutines in them: 1 (--all shows them)
        "#]],
    );
    check(
        &place,
        &["fingerprint", &file, "--all", "--lang", "zh"],
        &expect![[r#"
            死锁：这 2 个 goroutine 互相等待
               goroutine 7  example.com/shop/bank.(*Account).add  /build/bank/account.go:31
                  在等 Mutex 0xc000020000，可能由 goroutine 8 持有
               goroutine 8  example.com/shop/bank.(*Account).add  /build/bank/account.go:31
                  在等 Mutex 0xc000010000，可能由 goroutine 7 持有
               Go 的 dump 不写谁持有锁：持有者是从同一对象上的调用推断的

            1 个 goroutine 在等 Mutex 0xc000010000
               位置  goroutine 8（同样的还有 1 个）  example.com/shop/bank.(*Account).add  …/bank/account.go:31
               可能持有者  goroutine 7（同样的还有 1 个）  example.com/shop/bank.(*Account).add  …/account.go:31

            1 个 goroutine 在等 Mutex 0xc000020000
               位置  goroutine 7（同样的还有 1 个）  example.com/shop/bank.(*Account).add  …/bank/account.go:31
               可能持有者  goroutine 8（同样的还有 1 个）  example.com/shop/bank.(*Account).add  …/account.go:31

            肇事  sync.Mutex.Lock  2 个 goroutine
               状态        等 Mutex 的持有者 Unlock
               家族指纹    v1f:…
               精确指纹    v1:…
               … internal/sync, sync 的 2 个帧
               example.com/shop/bank.(*Account).add  /build/bank/account.go:31
               example.com/shop/bank.(*Account).move  /build/bank/account.go:20

            chan send  3 个 goroutine  0–7 分钟
               状态        等人从 channel 接收；缓冲已满或没有接收者
               家族指纹    v1f:…
               example.com/shop/mail.(*Queue).Offer  …/internal/delivery/queue/queue_of_messages_to_send.go:9

            force gc (idle)  1 个 goroutine  信息量低
               状态        两分钟没有回收就触发一次的后台任务，平时闲着
               家族指纹    v1f:…
               … runtime 的 2 个帧
        "#]],
    );
}

#[test]
fn java_threads_are_called_threads() {
    let place = Place::empty();
    let thread = |name: &str, number: u32, wants: &str, has: &str| {
        format!(
            "\"{name}\" #{number} prio=5 os_prio=0 tid=0x1 nid=0x2 waiting for monitor entry [0x3]\n   \
             java.lang.Thread.State: BLOCKED (on object monitor)\n\tat shop.Bank.move(Bank.java:21)\n\t\
             - waiting to lock <{wants}> (a shop.Account)\n\t- locked <{has}> (a shop.Account)\n\n"
        )
    };
    let dump = format!(
        "Full thread dump OpenJDK 64-Bit Server VM (17.0.1+12 mixed mode):\n\n{}{}",
        thread("teller-1", 21, "0x000000071ab0c1d8", "0x000000071ab0c1e8"),
        thread("teller-2", 22, "0x000000071ab0c1e8", "0x000000071ab0c1d8"),
    );
    let file = place.input("jstack.txt", dump);
    check(
        &place,
        &["fingerprint", &file],
        &expect![[r#"
            Deadlock: these 2 threads wait for each other
               thread "teller-1" #21  shop.Bank.move  Bank.java:21
                  waits for monitor 0x000000071ab0c1d8, held by thread #22
               thread "teller-2" #22  shop.Bank.move  Bank.java:21
                  waits for monitor 0x000000071ab0c1e8, held by thread #21

            culprit  BLOCKED  2 threads
               state       wants a monitor (synchronized), waits until its owner leaves it
               family      v1f:…
               exact       v1:…
               shop.Bank.move  Bank.java:21
        "#]],
    );
    check(
        &place,
        &["fingerprint", &file, "--lang", "zh"],
        &expect![[r#"
            死锁：这 2 个线程互相等待
               线程 "teller-1" #21  shop.Bank.move  Bank.java:21
                  在等 monitor（监视器） 0x000000071ab0c1d8，由线程 #22 持有
               线程 "teller-2" #22  shop.Bank.move  Bank.java:21
                  在等 monitor（监视器） 0x000000071ab0c1e8，由线程 #21 持有

            肇事  BLOCKED  2 个线程
               状态        要进 synchronized，等别的线程放开监视器
               家族指纹    v1f:…
               精确指纹    v1:…
               shop.Bank.move  Bank.java:21
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
            Root causes by pattern
            4 incidents, 2021-03-04 to 2022-03-04; one may have several causes

              count  share  95 % interval  name
            ~     2  50.0%  15.0% – 85.0%  Self lock  conc.deadlock.self-lock
            ~     2  50.0%  15.0% – 85.0%  Retention  mem.retention

            ~ fewer than 10 incidents: too few to tell
        "#]],
    );
    check(
        &place,
        &["stats", "root-causes", "--by", "service", "--limit", "2", "--lang", "zh"],
        &expect![[r#"
            事故：按服务
            共 4 个事故，2021-03-04 至 2022-03-04；一个事故可以涉及多个服务

              次数   占比      95% 区间  名称
            ~    1  25.0%  4.6% – 69.9%  catalogue
            ~    1  25.0%  4.6% – 69.9%  inventory
            还有 2 行（--limit 可放宽，--json 可看全部）

            ~ 不足 10 个事故：太少，说明不了什么
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
            service:ledger

              ← happened in
                RPL-2021-0001  Ledger locked its own mutex twice
        "#]],
    );
    check(
        &place,
        &["graph", "path", "service:ledger", "mem"],
        &expect![[r#"
            service:ledger
              ↑ RPL-2021-0001 happened in the service ledger  from RPL-2021-0001
            RPL-2021-0001  Ledger locked its own mutex twice
              ↓ RPL-2021-0001 happened in the project shop  from RPL-2021-0001
            project:shop
              ↑ RPL-2022-0001 happened in the project shop  from RPL-2022-0001
            RPL-2022-0001  Catalogue cache grew without bound
              ↓ RPL-2022-0001 has the root cause Retention (mem.retention)  from RPL-2022-0001
            mem.retention  Retention
              ↓ Retention (mem.retention) is a kind of Memory (mem)  from mem.retention
            mem  Memory
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
        the index is up to date: 4 incidents, 5 patterns, 1 annotations, 1 stacks, 0 glossary groups; 10 files read this time
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
            索引已是最新：5 个事故，5 个模式，1 条批注，1 个堆栈，0 组术语；本次读取 1 个文件
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
