//! `explain`: the attribution report of one input, in each of its forms.

use expect_test::{Expect, expect};
use fupan_tests::{DEADLOCK_STACK, Place, assert_valid};

#[track_caller]
fn check(place: &Place, arguments: &[&str], expected: &Expect) {
    let answer = place.run(arguments);
    expected.assert_eq(&place.masked(&format!("{}{}", answer.stdout, answer.stderr)));
}

#[test]
fn a_deadlock_is_attributed() {
    let place = Place::small();
    let file = place.input("deadlock.txt", DEADLOCK_STACK);
    let body = place.run(&["explain", &file, "--json"]).with_code(0).json();
    assert_valid("explain", &body);
    assert_eq!(body["similar"]["hits"][0]["id"], "RPL-2021-0001");
    check(
        &place,
        &["explain", &file, "--lang", "en"],
        &expect![[r#"
            # fatal error: all goroutines are asleep - deadlock!

            **The run-time ended the process: `all goroutines are asleep - deadlock!`; goroutine 1 was in `example.com/shop/ledger.(*Book).Total` (book.go:41).** Root cause: Self lock (`conc.deadlock.self-lock`, 71% sure). Seen before (99% sure).

            ## What to check first

            1. Look for conc.deadlock.self-lock first
            2. Read `/build/ledger/book.go:41` (`example.com/shop/ledger.(*Book).Total`).

            ## Whose calls

            Goroutine 1 [sync.Mutex.Lock] — waits until the holder of a Mutex unlocks it

            - *3 frames of sync*
            - **waits here** `example.com/shop/ledger.(*Book).Total` `book.go:41` · program
            - `example.com/shop/ledger.(*Book).Close` `book.go:57` · program
            - `main.main` `main.go:12` · program

            Fingerprint: `v1f:…`

            ## Who waits on what

            **Deadlock: the run-time says that all goroutines are asleep**

            - **goroutine 1** `example.com/shop/ledger.(*Book).Total` `book.go:41` — waits for Mutex 0xc0000140a0, which it probably holds itself

            *A dump of Go does not say who holds a lock: holders are inferred from calls of the same object.*

            ## Root cause

            ### Self lock (`conc.deadlock.self-lock`, 71%)

            How Self lock comes about.

            Shown by:

            ```text
             3 │ goroutine 1 [sync.Mutex.Lock]:
            10 │ example.com/shop/ledger.(*Book).Total(0xc0000140a0)
            12 │ example.com/shop/ledger.(*Book).Close(0xc0000140a0)
            ```

            **Rule**: Avoid conc.deadlock.self-lock.

            ## Seen before?

            Seen before (99% sure).

            ### RPL-2021-0001 Ledger locked its own mutex twice (99%)

            - **Why it is like this**: same family fingerprint: v1f:…; 3 functions in common on the stack (similarity 100%): example.com/shop/ledger.(\*Book).Total, example.com/shop/ledger.(\*Book).Close, main.main; the input shows Self lock (conc.deadlock.self-lock, 0.71), its cause; words in common (covering 100% of the query): ledger.(\*Book).Total, ledger.(\*Book).Close, main
            - **How it was fixed**: Close no longer calls Total with the lock held
            - **What to check first**: Look for conc.deadlock.self-lock first
        "#]],
    );
    check(
        &place,
        &["explain", &file, "--lang", "zh"],
        &expect![[r#"
            # fatal error: all goroutines are asleep - deadlock!

            **运行时终止了进程：`all goroutines are asleep - deadlock!`；当时 goroutine 1 在 `example.com/shop/ledger.(*Book).Total` (book.go:41)。** 根因：重复加锁（`conc.deadlock.self-lock`，把握 71%）。见过（把握 99%）。

            ## 先查什么

            1. 先查 conc.deadlock.self-lock
            2. 读 `/build/ledger/book.go:41`（`example.com/shop/ledger.(*Book).Total`）。

            ## 谁的调用

            goroutine 1 [sync.Mutex.Lock] — 等 Mutex 的持有者 Unlock

            - *sync 的 3 个帧*
            - **停在这里等** `example.com/shop/ledger.(*Book).Total` `book.go:41` · 程序
            - `example.com/shop/ledger.(*Book).Close` `book.go:57` · 程序
            - `main.main` `main.go:12` · 程序

            指纹：`v1f:…`

            ## 谁在等什么

            **死锁：运行时报告所有 goroutine 都睡着了**

            - **goroutine 1** `example.com/shop/ledger.(*Book).Total` `book.go:41` — 在等 Mutex 0xc0000140a0，可能就是它自己持有

            *Go 的 dump 不写谁持有锁：持有者是从同一对象上的调用推断的。*

            ## 根因

            ### 重复加锁 (`conc.deadlock.self-lock`, 71%)

            重复加锁是怎么来的。

            证据行：

            ```text
             3 │ goroutine 1 [sync.Mutex.Lock]:
            10 │ example.com/shop/ledger.(*Book).Total(0xc0000140a0)
            12 │ example.com/shop/ledger.(*Book).Close(0xc0000140a0)
            ```

            **规则**：避免 conc.deadlock.self-lock。

            ## 以前见过吗

            见过（把握 99%）。

            ### RPL-2021-0001 账本对同一把互斥锁加锁两次 (99%)

            - **为什么像**：家族指纹相同：v1f:…；堆栈有 3 个相同的函数（相似度 100%）：example.com/shop/ledger.(\*Book).Total, example.com/shop/ledger.(\*Book).Close, main.main；输入表现出重复加锁（conc.deadlock.self-lock，0.71），正是它的原因；文字匹配（覆盖查询的 100%）：ledger.(\*Book).Total, ledger.(\*Book).Close, main
            - **怎么修的**：Close 不再持锁调用 Total
            - **先查什么**：先查 conc.deadlock.self-lock
        "#]],
    );
}

const PANIC: &str = "\
panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48f2a3]

goroutine 7 [running]:
example.com/shop/mail.(*Queue).Offer(0x0)
\t/build/shop/mail/queue.go:4 +0x1
created by main.main in goroutine 1
\t/build/shop/main.go:2 +0x1
";

#[test]
fn source_lines_stand_below_the_calls() {
    let place = Place::small();
    let file = place.input("panic.txt", PANIC);
    let source =
        place.input("queue.go", "package mail\n\nfunc (q *Queue) Offer(m Mail) {\n\tq.out <- m\n}\n");
    let folder = std::path::Path::new(&source).parent().unwrap().display().to_string();
    check(
        &place,
        &["explain", &file, "--source", &folder, "--lang", "en"],
        &expect![[r#"
            # panic: runtime error: invalid memory address or nil pointer dereference

            **Goroutine 7 panicked with `runtime error: invalid memory address or nil pointer dereference (addr=0x0)` in `example.com/shop/mail.(*Queue).Offer` (queue.go:4).** Which defect is behind it, this input does not show. Never seen (100% sure).

            ## What to check first

            1. Read `/build/shop/mail/queue.go:4` (`example.com/shop/mail.(*Queue).Offer`).

            ## Whose calls

            Goroutine 7 [running]

            - **panicked here** `example.com/shop/mail.(*Queue).Offer` `queue.go:4` · program

              ```go
                1 │ package mail
                2 │
                3 │ func (q *Queue) Offer(m Mail) {
              > 4 │     q.out <- m
                5 │ }
              ```

            - started by `main.main` (main.go:2) in goroutine 1 · program

            Fingerprint: `v1f:…`

            ## Seen before?

            Never seen (100% sure). Nothing in the corpus is like it.

            > not found in the folders of --source, or several are alike: /build/shop/main.go
        "#]],
    );
}

#[test]
fn a_page_stands_alone() {
    let place = Place::small();
    let file = place.input("deadlock.txt", DEADLOCK_STACK);
    let page = place.run(&["explain", &file, "--format", "html", "--lang", "zh"]).with_code(0).stdout;
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"), "{page}");
    for part in ["<script", "src=", "@import", "url("] {
        assert!(!page.contains(part), "{part} in {page}");
    }
}

#[test]
fn what_tells_of_no_failure_is_not_understood() {
    let place = Place::small();
    for (name, text) in
        [("empty.txt", ""), ("words.txt", "all is well\n"), ("binary", "\u{1f}\u{8b}\u{8}\0\0\0\0")]
    {
        let file = place.input(name, text);
        let answer = place.run(&["explain", &file, "--lang", "en"]).with_code(3);
        assert_eq!(answer.stdout, "");
        let zh = place.run(&["explain", &file, "--lang", "zh"]).with_code(3);
        assert!(
            answer.stderr.starts_with("error: the input ") && zh.stderr.starts_with("错误："),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn recursion_is_told_once() {
    let place = Place::small();
    let mut stack = "fatal error: stack overflow\n\ngoroutine 1 [running]:\n".to_owned();
    for _ in 0..40 {
        stack.push_str("main.walk(0x1)\n\t/src/main.go:9 +0x1\nmain.step(0x1)\n\t/src/main.go:15 +0x1\n");
    }
    stack.push_str("main.main()\n\t/src/main.go:20 +0x1\n");
    let file = place.input("overflow.txt", stack);
    let report = place.run(&["explain", &file, "--lang", "zh"]).with_code(0).stdout;
    let calls: Vec<&str> = report.lines().filter(|line| line.starts_with("- ")).collect();
    expect![[r#"
        - **出错在这里** `main.walk` `main.go:9` · 程序
        - `main.step` `main.go:15` · 程序
        - *递归：上面的调用又重复了 78 个帧*
        - `main.main` `main.go:20` · 程序"#]]
    .assert_eq(&calls.join("\n"));
    // Bold text that ends with a full stop needs a blank behind it.
    assert!(report.contains("。** "), "{report}");
}
