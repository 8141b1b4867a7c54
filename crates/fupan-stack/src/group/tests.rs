use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(input: &str, expected: Expect) {
    let summary = summarize(input.as_bytes());
    let mut out = format!("{} goroutines\n", summary.goroutines);
    for group in &summary.stacks {
        let low = if group.low_information { " low" } else { "" };
        let state = group.state.as_deref().unwrap_or("-");
        let error = group.error.as_deref().unwrap_or("-");
        writeln!(out, "{} x {} | {state} | {error}{low}", group.goroutines, group.kind).unwrap();
        if !group.family_symbols.is_empty() {
            writeln!(out, "  {}", group.family_symbols.join(" ")).unwrap();
        }
    }
    expected.assert_eq(&out);
}

fn family(input: &str) -> Fingerprint {
    summarize(input.as_bytes()).stacks[0].family
}

#[test]
fn the_first_cause_of_a_chain_is_the_kind() {
    check(
        "\
panic: runtime error: index out of range [5] with length 3 [recovered]
\tpanic: wrapped

goroutine 7 [running]:
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
main.main.func1()
\t/src/main.go:20 +0x3d
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
main.walk(...)
\t/src/main.go:12
main.walk(...)
\t/src/main.go:14
main.main()
\t/src/main.go:9 +0x25

goroutine 8 [semacquire, 3 minutes]:
sync.runtime_Semacquire(0x1)
\t/usr/local/go/src/runtime/sema.go:62 +0x25
sync.(*WaitGroup).Wait(0x1)
\t/usr/local/go/src/sync/waitgroup.go:116 +0x48
main.wait()
\t/src/main.go:30 +0x25
",
        expect![[r#"
            2 goroutines
            1 x index out of range | running | panic: runtime error: index out of range [5] with length 3
              main.walk main.main
            1 x sync.WaitGroup.Wait | sync.WaitGroup.Wait | -
              main.wait
        "#]],
    );
}

#[test]
fn equal_stacks_are_one_group_whatever_their_arguments() {
    check(
        "\
SIGQUIT: quit
PC=0x40ee0e m=0 sigcode=0

goroutine 0 gp=0x7046e0 m=0 mp=0x7056e0 [idle]:
runtime.mcall()
\t/usr/local/go/src/runtime/asm_amd64.s:463 +0x53

goroutine 1 [running]:
main.main()
\t/src/main.go:9 +0x25

goroutine 5 [chan send, 2 minutes]:
main.fetch(0x1)
\t/src/main.go:30 +0x25

goroutine 6 [chan send]:
main.fetch(0x2)
\t/src/main.go:30 +0x25
",
        expect![[r#"
            4 goroutines
            2 x chan send | chan send | -
              main.fetch
            1 x idle | idle | - low
              runtime.mcall
            1 x running | running | - low
              main.main
        "#]],
    );
}

#[test]
fn dependencies_count_only_without_own_code() {
    check(
        "\
fatal error: concurrent map writes

goroutine 7 [running]:
example.com/cache.(*Cache).Put(0x1)
\t/root/go/pkg/mod/example.com/cache@v1.2.0/cache.go:9 +0x25
example.com/cache.(*Cache).Run(0x1)
\t/root/go/pkg/mod/example.com/cache@v1.2.0/cache.go:40 +0x25

runtime stack:
runtime.throw()
\t/usr/local/go/src/runtime/panic.go:1101 +0x48
",
        expect![[r#"
            1 goroutines
            1 x concurrent map writes | running | fatal error: concurrent map writes
              example.com/cache.(*Cache).Put example.com/cache.(*Cache).Run
            0 x runtime stack | - | - low
              runtime.throw
        "#]],
    );
}

#[test]
fn an_error_without_goroutines_is_a_frameless_entry() {
    check(
        "fatal error: out of memory\n",
        expect![[r#"
            0 goroutines
            0 x out of memory | - | fatal error: out of memory low
        "#]],
    );
}

#[test]
fn deadlock_names_who_blocks_not_who_waits() {
    check(
        "\
fatal error: all goroutines are asleep - deadlock!

goroutine 1 [sync.WaitGroup.Wait]:
sync.(*WaitGroup).Wait(0x1)
\t/usr/local/go/src/sync/waitgroup.go:116 +0x48
main.main()
\t/src/main.go:9 +0x25

goroutine 5 [sync.Mutex.Lock]:
main.(*account).transfer(0x1)
\t/src/main.go:30 +0x25
",
        expect![[r#"
            2 goroutines
            1 x all goroutines are asleep - deadlock! | sync.Mutex.Lock | fatal error: all goroutines are asleep - deadlock!
              main.(*account).transfer
            1 x sync.WaitGroup.Wait | sync.WaitGroup.Wait | - low
              main.main
        "#]],
    );
}

#[test]
fn timed_out_test_is_the_culprit() {
    check(
        "\
panic: test timed out after 1s
	running tests:
		TestPay (1s)

goroutine 17 [running]:
testing.(*M).startAlarm.func1()
\t/usr/local/go/src/testing/testing.go:2961 +0x34a
created by time.goFunc
\t/usr/local/go/src/time/sleep.go:182 +0x2d

goroutine 1 [chan receive]:
testing.(*T).Run(0x1, 0x2)
\t/usr/local/go/src/testing/testing.go:2268 +0x4f2
testing.tRunner(0x1, 0x2)
\t/usr/local/go/src/testing/testing.go:2195 +0xea
testing.(*M).Run(0x1)
\t/usr/local/go/src/testing/testing.go:2602 +0x6af
main.main()
\t_testmain.go:48 +0xa5

goroutine 6 [chan receive]:
example.com/pay.TestPay(0x1)
\t/src/pay_test.go:94 +0x225
testing.tRunner(0x1, 0x2)
\t/usr/local/go/src/testing/testing.go:2195 +0xea
created by testing.(*T).Run in goroutine 1
\t/usr/local/go/src/testing/testing.go:2260 +0x4d4
",
        expect![[r#"
            3 goroutines
            1 x test timed out | chan receive | panic: test timed out after 1s
              example.com/pay.TestPay
            1 x running | running | - low
              testing.(*M).startAlarm.func
            1 x chan receive | chan receive | - low
              testing.(*T).Run testing.tRunner testing.(*M).Run main.main
        "#]],
    );
}

#[test]
fn several_crashes_lead_with_the_first_that_tells_something() {
    let first = "panic: close of nil channel\n\n";
    let second = "goroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n\n";
    check(
        &format!("panic: 3\nexit status 2\n{first}{second}{first}{second}"),
        expect![[r#"
            2 goroutines
            2 x close of nil channel | running | panic: close of nil channel low
              main.main
            0 x panic(int) | - | panic: 3 low
        "#]],
    );
}

#[test]
fn published_symbols_have_the_family_of_the_dump() {
    let dump = "\
panic: runtime error: index out of range [5] with length 3

goroutine 7 [running]:
example.com/shop/cart.(*Cart[...]).Add.func1(0x1)
\t/src/shop/cart.go:30 +0x25
strings.Map(0x1)
\t/usr/local/go/src/strings/strings.go:9 +0x25
main.main()
\t/src/shop/main.go:9 +0x25
";
    let symbols = ["example.com/shop/cart.(*Cart[...]).Add.func3.1", "main.main"].map(str::to_owned);
    let published = StackGroup::from_symbols(Some("panic: runtime error: index out of range [9]"), &symbols);
    assert_eq!(published.family, family(dump));
    assert_eq!((published.goroutines, published.low_information), (1, false));
    assert!(published.frames.iter().all(|frame| frame.file.is_none() && frame.line.is_none()));
    let other = StackGroup::from_symbols(Some("fatal error: concurrent map writes"), &symbols);
    assert_ne!(other.family, published.family);
    assert_ne!(other.blame, published.blame);
}

/// Go 1.22 with all run-time frames, and Go 1.27 without.
#[test]
fn family_outlives_versions_and_flags() {
    let old = "\
panic: runtime error: integer divide by zero
[signal SIGFPE: floating-point exception code=0x1 addr=0x4a0b40 pc=0x4a0b40]

goroutine 1 gp=0xc0000061c0 m=0 mp=0x546920 [running]:
panic({0x1, 0x2})
\t/usr/local/go1.22.10/src/runtime/panic.go:770 +0x132 fp=0xc0200e13a0 sp=0xc0200e1398 pc=0x46f2fd
runtime.panicdivide()
\t/usr/local/go1.22.10/src/runtime/panic.go:240 +0x25 fp=0xc0200e13a0 sp=0xc0200e1398 pc=0x46f2fd
main.share.func2(0x1)
\t/build/a/main.go:20 +0x25 fp=0xc0200e13a0 sp=0xc0200e1398 pc=0x46f2fd
main.main()
\t/build/a/main.go:9 +0x25 fp=0xc0200e13a0 sp=0xc0200e1398 pc=0x46f2fd
runtime.main()
\t/usr/local/go1.22.10/src/runtime/proc.go:271 +0x29d fp=0xc0200e13a0 sp=0xc0200e1398 pc=0x46f2fd
runtime.goexit({})
\t/usr/local/go1.22.10/src/runtime/asm_amd64.s:1695 +0x1 fp=0xc0200e13a0 sp=0xc0200e1398 pc=0x46f2fd
";
    let new = "\
panic: runtime error: integer divide by zero
[signal SIGFPE: floating-point exception code=0x1 addr=0x4a0b40 pc=0x4a0b40]

goroutine 1 [running]:
main.share.gowrap1(...)
\t/build/b/main.go:21
main.main()
\t/build/b/main.go:10 +0x31
exit status 2
";
    assert_eq!(family(old), family(new));
}

#[test]
fn fingerprints_of_version_1() {
    let summary = summarize(
        b"panic: close of nil channel\n\ngoroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n",
    );
    let group = &summary.stacks[0];
    expect!["v1:9b7cb0ff230bf8bafb83b92159f32ffe v1f:faaabba8383f80e49e478f04673e960f v1b:0a372452abb54633d5e989302b51cf1a"].assert_eq(&format!("{} {} {}", group.exact, group.family, group.blame));
}

#[test]
fn the_first_and_last_time_of_a_storm_stand_before_its_lines() {
    let panic = |minute: u32| {
        let lead = format!("2026-03-07T10:{minute:02}:00Z shop[17]: ");
        ["panic: out of stock", "", "goroutine 7 [running]:", "shop.sell(0x1)", "\t/src/shop.go:9 +0x1d"]
            .map(|line| format!("{lead}{line}\n"))
            .concat()
    };
    let summary = summarize((panic(0) + &panic(5) + &panic(9)).as_bytes());
    let time = |time: &Option<LogTime<'_>>| time.as_ref().map(|time| time.text.to_string());
    let event = &summary.events[0];
    assert_eq!(event.count, 3);
    assert_eq!(time(&event.first).as_deref(), Some("2026-03-07T10:00:00Z"));
    assert_eq!(time(&event.last).as_deref(), Some("2026-03-07T10:09:00Z"));
}
