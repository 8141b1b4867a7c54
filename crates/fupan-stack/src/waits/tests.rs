use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::Participant;
use crate::summarize;

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(input: &str, expected: Expect) {
    let summary = summarize(input.as_bytes());
    let mut out = String::new();
    match &summary.deadlock {
        None => out.push_str("no verdict\n"),
        Some(deadlock) => {
            writeln!(out, "{}", deadlock.verdict.as_str()).unwrap();
            deadlock.because.iter().for_each(|participant| line(&mut out, "  ", participant));
        }
    }
    for wait in &summary.waits {
        writeln!(out, "{} x {} {}", wait.goroutines, wait.kind.as_str(), wait.address).unwrap();
        wait.waiters.iter().for_each(|participant| line(&mut out, "  at ", participant));
        wait.holders.iter().for_each(|participant| line(&mut out, "  held ", participant));
    }
    expected.assert_eq(&out);
}

fn line(out: &mut String, lead: &str, participant: &Participant) {
    let number = participant.goroutine.map_or("?".to_owned(), |number| number.to_string());
    let name = participant.name.as_deref().unwrap_or_default();
    let place = participant.line.map_or(String::new(), |line| format!(":{line}"));
    let waits_for = participant.waits_for.map_or(participant.state.as_str(), |kind| kind.as_str());
    let address = participant.address.as_deref().unwrap_or("-");
    let held_by = participant.held_by.map_or(String::new(), |number| format!(" held by {number}"));
    let function = &participant.function;
    writeln!(out, "{lead}{number}{name} {function}{place} {waits_for} {address}{held_by}").unwrap();
}

/// A goroutine that waits for the Mutex at `lock`, with these calls below.
fn locking(number: u64, state: &str, lock: &str, calls: &[(&str, u32)]) -> String {
    let head = format!(
        "goroutine {number} [sync.Mutex.Lock{state}]:\n\
         internal/sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?)\n\t/go/src/runtime/sema.go:95 +0x25\n\
         internal/sync.(*Mutex).lockSlow({lock})\n\t/go/src/internal/sync/mutex.go:149 +0x15d\n\
         internal/sync.(*Mutex).Lock(...)\n\t/go/src/internal/sync/mutex.go:70\n\
         sync.(*Mutex).Lock(...)\n\t/go/src/sync/mutex.go:46\n"
    );
    head + &calls_of(calls)
}

fn in_state(number: u64, state: &str, calls: &[(&str, u32)]) -> String {
    format!("goroutine {number} [{state}]:\n{}", calls_of(calls))
}

fn calls_of(calls: &[(&str, u32)]) -> String {
    let call = |(call, line): &(&str, u32)| format!("{call}\n\t/src/shop.go:{line} +0x1d\n");
    calls.iter().map(call).collect::<String>() + "\n"
}

const TRANSFER: (&str, u32) = ("shop/bank.(*Account).move(0xc000010000, 0xc000020000)", 20);
const BACK: (&str, u32) = ("shop/bank.(*Account).move(0xc000020000, 0xc000010000)", 20);

#[test]
fn two_goroutines_that_wait_for_each_other() {
    let one =
        locking(7, "", "0xc000020000", &[("shop/bank.(*Account).add(0xc000020000, 0x5)", 31), TRANSFER]);
    let two = locking(8, "", "0xc000010000", &[("shop/bank.(*Account).add(0xc000010000, 0x5)", 31), BACK]);
    check(
        &format!("{one}{two}"),
        expect![[r#"
            cycle
              7 shop/bank.(*Account).add:31 mutex 0xc000020000 held by 8
              8 shop/bank.(*Account).add:31 mutex 0xc000010000 held by 7
            1 x mutex 0xc000010000
              at 8 shop/bank.(*Account).add:31 mutex 0xc000010000
              held 7 shop/bank.(*Account).add:31 mutex 0xc000020000
            1 x mutex 0xc000020000
              at 7 shop/bank.(*Account).add:31 mutex 0xc000020000
              held 8 shop/bank.(*Account).add:31 mutex 0xc000010000
        "#]],
    );
}

#[test]
fn somebody_who_can_go_on_may_hold_the_lock() {
    let one =
        locking(7, "", "0xc000020000", &[("shop/bank.(*Account).add(0xc000020000, 0x5)", 31), TRANSFER]);
    let two = locking(8, "", "0xc000010000", &[("shop/bank.(*Account).add(0xc000010000, 0x5)", 31), BACK]);
    let no_verdict = |other: &str| {
        let summary = summarize(format!("{one}{two}{other}").as_bytes());
        assert_eq!(summary.deadlock.map(|deadlock| deadlock.verdict), None, "{other}");
    };
    no_verdict(&in_state(9, "runnable", &[("shop/bank.(*Account).add(0xc000020000, 0x5)", 33)]));
    no_verdict(&in_state(9, "IO wait", &[("shop/bank.(*Account).add(0x0?, 0x5)", 33)]));
    no_verdict(&in_state(9, "sleep", &[("shop/bank.audit(...)", 50)]));
    // Busy with another account, and known to be.
    let elsewhere = in_state(9, "sleep", &[("shop/bank.(*Account).add(0xc000090000, 0x5)", 33)]);
    let summary = summarize(format!("{one}{two}{elsewhere}").as_bytes());
    assert_eq!(summary.deadlock.map(|deadlock| deadlock.verdict), Some(super::Verdict::Cycle));
}

#[test]
fn a_goroutine_that_locks_what_it_has_locked() {
    let itself = locking(
        7,
        "",
        "0xc000012010",
        &[
            ("shop/cart.(*Cart).total(0xc000012000)", 30),
            ("shop/cart.(*Cart).Checkout.func1(...)", 21),
            ("shop/cart.(*Cart).Checkout(0xc000012000, 0x1)", 20),
        ],
    );
    let behind = locking(8, "", "0xc000012010", &[("shop/cart.(*Cart).total(0xc000012000)", 30)]);
    check(
        &format!("{itself}{behind}"),
        expect![[r#"
            self_deadlock
              7 shop/cart.(*Cart).total:30 mutex 0xc000012010 held by 7
            2 x mutex 0xc000012010
              at 7 shop/cart.(*Cart).total:30 mutex 0xc000012010
              at 8 shop/cart.(*Cart).total:30 mutex 0xc000012010
        "#]],
    );
    // Of two that came the same way, neither shows that it has the lock.
    let other = itself.replace("goroutine 7 ", "goroutine 9 ");
    let summary = summarize(format!("{itself}{other}").as_bytes());
    assert_eq!(summary.deadlock.unwrap().verdict, super::Verdict::Likely);
}

#[test]
fn the_chain_of_a_lock_held_at_a_channel() {
    let waiting = locking(7, "", "0xc000012008", &[("shop/cart.(*Cart).Add(0xc000012000, 0x1)", 12)]);
    let more = waiting.replace("goroutine 7 ", "goroutine 8 ");
    let holding = in_state(
        9,
        "chan send",
        &[
            ("runtime.gopark(0x0?, 0x0?)", 435),
            ("runtime.chansend(0xc000099000, 0x1, 0x1, 0x0?)", 283),
            ("shop/cart.(*Cart).notify(0xc000012000)", 40),
        ],
    );
    check(
        &format!("{waiting}{more}{holding}"),
        expect![[r#"
            likely
              7 shop/cart.(*Cart).Add:12 mutex 0xc000012008 held by 9
              9 shop/cart.(*Cart).notify:40 channel_send 0xc000099000
            2 x mutex 0xc000012008
              at 7 shop/cart.(*Cart).Add:12 mutex 0xc000012008
              held 9 shop/cart.(*Cart).notify:40 channel_send 0xc000099000
        "#]],
    );
    // A worker elsewhere may be about to receive; not so after minutes.
    let worker = in_state(10, "IO wait", &[("shop/mail.(*Worker).run(0xc000070000)", 8)]);
    check(
        &format!("{waiting}{holding}{worker}"),
        expect![[r#"
            no verdict
            1 x mutex 0xc000012008
              at 7 shop/cart.(*Cart).Add:12 mutex 0xc000012008
              held 9 shop/cart.(*Cart).notify:40 channel_send 0xc000099000
        "#]],
    );
    let long = |text: &str| text.replace("Lock]", "Lock, 4 minutes]").replace("send]", "send, 4 minutes]");
    let summary = summarize(format!("{}{}{worker}", long(&waiting), long(&holding)).as_bytes());
    assert_eq!(summary.deadlock.unwrap().verdict, super::Verdict::Likely);
}

#[test]
fn a_chain_names_each_goroutine_once() {
    let first = in_world(1, (0, 1, 4, false));
    let second = in_world(2, (1, 4, 1, false));
    check(
        &format!("{first}{second}"),
        expect![[r#"
            likely
              2 shop/bank.(*Account).add:31 mutex 0xc000040000 held by 1
              1 shop/bank.(*Account).add:31 mutex 0xc000010000
            1 x mutex 0xc000040000
              at 2 shop/bank.(*Account).add:31 mutex 0xc000040000
              held 1 shop/bank.(*Account).add:31 mutex 0xc000010000
        "#]],
    );
}

#[test]
fn a_reader_that_reads_again_behind_a_writer() {
    let reader = in_state(
        7,
        "sync.RWMutex.RLock",
        &[
            ("runtime.semacquire1(0xc00001200c, 0x0, 0x3, 0x0, 0x17)", 192),
            ("sync.runtime_SemacquireRWMutexR(0x0?, 0x0?, 0x0?)", 100),
            ("sync.(*RWMutex).RLock(...)", 74),
            ("shop/cart.(*Cart).size(0xc000012000)", 50),
            ("shop/cart.(*Cart).Print(0xc000012000)", 44),
        ],
    );
    let writer = in_state(
        8,
        "sync.RWMutex.Lock",
        &[
            ("runtime.semacquire1(0xc000012008, 0x0, 0x3, 0x0, 0x18)", 192),
            ("sync.runtime_SemacquireRWMutex(0x0?, 0x0?, 0x0?)", 105),
            ("sync.(*RWMutex).Lock(0x0?)", 155),
            ("shop/cart.(*Cart).Add(0xc000012000, 0x1)", 12),
        ],
    );
    check(
        &format!("{reader}{writer}"),
        expect![[r#"
            cycle
              7 shop/cart.(*Cart).size:50 read_lock 0xc000012000 held by 8
              8 shop/cart.(*Cart).Add:12 write_lock 0xc000012000 held by 7
            2 x read_lock 0xc000012000
              at 7 shop/cart.(*Cart).size:50 read_lock 0xc000012000
              at 8 shop/cart.(*Cart).Add:12 write_lock 0xc000012000
        "#]],
    );
}

#[test]
fn a_once_that_waits_for_itself() {
    let once = [
        ("sync.(*Once).doSlow(0x7feb6dc881a8?, 0x47fd50)", 78),
        ("sync.(*Once).Do(...)", 69),
        ("shop.(*Config).load(0x0?)", 9),
        ("shop.(*Config).Get.func1()", 12),
        ("sync.(*Once).doSlow(0x0?, 0x0?)", 78),
        ("sync.(*Once).Do(...)", 69),
        ("shop.(*Config).load(0x0?)", 9),
    ];
    check(
        &format!(
            "fatal error: all goroutines are asleep - deadlock!\n\n{}",
            locking(1, "", "0xc0000120b4", &once)
        ),
        expect![[r#"
            all_asleep
              1 shop.(*Config).load:9 once 0xc0000120b4 held by 1
        "#]],
    );
}

#[test]
fn all_asleep_is_told_by_those_who_hold_the_others_up() {
    let main = in_state(
        1,
        "sync.WaitGroup.Wait",
        &[
            ("sync.runtime_SemacquireWaitGroup(0x0?)", 110),
            ("sync.(*WaitGroup).Wait(0xc000012000)", 118),
            ("main.main()", 9),
        ],
    );
    let worker = in_state(7, "chan send", &[("main.work(0x1)", 20)]);
    check(
        &format!("fatal error: all goroutines are asleep - deadlock!\n\n{main}{worker}"),
        expect![[r#"
            all_asleep
              7 main.work:20 channel_send -
              1 main.main:9 wait_group 0xc000012000
        "#]],
    );
}

#[test]
fn a_wait_is_no_verdict() {
    // Idle workers, and one that waits while another works.
    let idle = in_state(7, "chan receive, 90 minutes", &[("shop.(*Pool).work(0xc000012000)", 20)]);
    let serving = in_state(
        8,
        "IO wait, 90 minutes",
        &[("net.(*netFD).accept(0xc000055000)", 172), ("main.serve()", 9)],
    );
    check(&format!("{idle}{serving}"), expect!["no verdict\n"]);
    let waiting = locking(9, "", "0xc000012000", &[("shop.(*Pool).put(0xc000012000)", 20)]);
    let printing = in_state(3, "running", &[("main.watch()", 9)]);
    check(&format!("{printing}{waiting}"), expect!["no verdict\n"]);
    let failing =
        format!("panic: out of stock\n\n{}{waiting}", in_state(1, "running", &[("shop.sell()", 9)]));
    check(&failing, expect!["no verdict\n"]);
}

/// What was passed and forgotten tells nothing of the lock itself.
#[test]
fn an_uncertain_word_is_no_address() {
    let waiting = locking(7, "", "0xc000012000?", &[("shop.(*Pool).put(0xc000012000?)", 20)]);
    check(
        &waiting,
        expect![[r#"
            likely
              7 shop.(*Pool).put:20 mutex -
        "#]],
    );
}

#[test]
fn java_threads_that_block_each_other() {
    let thread = |name: &str, number: u32, wants: &str, has: &str| {
        format!(
            "\"{name}\" #{number} prio=5 os_prio=0 tid=0x1 nid=0x2 waiting for monitor entry [0x3]\n   \
             java.lang.Thread.State: BLOCKED (on object monitor)\n\tat shop.Bank.move(Bank.java:{number})\n\t\
             - waiting to lock <{wants}> (a shop.Account)\n\t- locked <{has}> (a shop.Account)\n\n"
        )
    };
    let head = "Full thread dump OpenJDK 64-Bit Server VM (17.0.1+12 mixed mode):\n\n";
    let (one, two) = ("0x000000071ab0c1d8", "0x000000071ab0c1e8");
    let threads = thread("teller-1", 21, one, two) + &thread("teller-2", 22, two, one);
    check(
        &format!("{head}{threads}{}", thread("teller-3", 23, one, "0x000000071ab0c1f8")),
        expect![[r#"
            cycle
              21teller-1 shop.Bank.move:21 monitor 0x000000071ab0c1d8 held by 22
              22teller-2 shop.Bank.move:22 monitor 0x000000071ab0c1e8 held by 21
            2 x monitor 0x000000071ab0c1d8
              at 21teller-1 shop.Bank.move:21 monitor 0x000000071ab0c1d8
              at 23teller-3 shop.Bank.move:23 monitor 0x000000071ab0c1d8
              held 22teller-2 shop.Bank.move:22 monitor 0x000000071ab0c1e8
            1 x monitor 0x000000071ab0c1e8
              at 22teller-2 shop.Bank.move:22 monitor 0x000000071ab0c1e8
              held 21teller-1 shop.Bank.move:21 monitor 0x000000071ab0c1d8
        "#]],
    );
}

#[test]
fn a_test_that_ran_out_of_time() {
    let alarm = in_state(9, "running", &[("testing.(*M).startAlarm.func1()", 2484)]);
    let test = in_state(
        7,
        "chan receive",
        &[("shop.TestPay(0xc000012000)", 33), ("testing.tRunner(0xc000012000, 0x1)", 1792)],
    );
    let timed_out = |other: &str| format!("panic: test timed out after 1s\n\n{alarm}{test}{other}");
    check(
        &timed_out(""),
        expect![[r#"
            likely
              7 shop.TestPay:33 channel_receive -
        "#]],
    );
    check(
        &timed_out(&in_state(8, "sleep", &[("shop.(*Clock).run(0xc000013000)", 5)])),
        expect!["no verdict\n"],
    );
}

#[test]
fn a_hundred_thousand_that_wait_are_counted_whole() {
    let holder = in_state(1, "chan send", &[("shop/cart.(*Cart).notify(0xc000012000)", 40)]);
    let waiter = |number: u64| {
        locking(number, "", "0xc000012008", &[("shop/cart.(*Cart).Add(0xc000012000, 0x1)", 12)])
    };
    let dump = holder + &(2..100_002).map(waiter).collect::<String>();
    let summary = summarize(dump.as_bytes());
    assert_eq!(summary.waits[0].goroutines, 100_000);
    assert_eq!(summary.waits[0].holders[0].goroutine, Some(1));
    assert_eq!(summary.deadlock.unwrap().because.len(), 2);
}

#[test]
fn a_dump_with_two_running_goroutines_is_one() {
    let writer = in_state(1, "running", &[("main.main()", 9)]);
    let waiting =
        locking(7, "", "0xc000012000", &[("log.(*Logger).output(0xc000012000)", 242), ("shop.sell()", 3)]);
    let writing = in_state(
        8,
        "running",
        &[("syscall.write(0x1)", 9), ("log.(*Logger).output(0xc000012000)", 244), ("shop.sell()", 3)],
    );
    let summary = summarize(format!("{writer}{waiting}{writing}").as_bytes());
    assert_eq!((summary.events.len(), summary.deadlock), (1, None));
}

/// A goroutine of a small world: four accounts, each with a lock at its start, and few ways to wait.
fn any_goroutine() -> impl Strategy<Value = (usize, u64, u64, bool)> {
    (0..5_usize, 1..5_u64, 1..5_u64, any::<bool>())
}

fn in_world(number: u64, (way, lock, other, has_waited): (usize, u64, u64, bool)) -> String {
    let minutes = if has_waited { ", 3 minutes" } else { "" };
    let (lock, other) = (format!("0xc0000{lock}0000"), format!("0xc0000{other}0000"));
    let (add, outer) =
        (format!("shop/bank.(*Account).add({lock}, 0x5)"), format!("shop/bank.(*Account).move({other})"));
    match way {
        0 => locking(number, minutes, &lock, &[(&add, 31), (&outer, 20)]),
        1 => locking(number, minutes, &lock, &[(&add, 31)]),
        2 => in_state(number, &format!("chan send{minutes}"), &[(&outer, 22)]),
        3 => locking(number, minutes, "0x0?", &[("shop/bank.(*Account).add(0x0?)", 31)]),
        _ => in_state(number, &format!("chan receive{minutes}"), &[("shop/mail.send()", 3)]),
    }
}

proptest! {
    #[test]
    fn explanations_hold_together(goroutines in proptest::collection::vec(any_goroutine(), 1..12)) {
        let dump: String = (1..).zip(&goroutines).map(|(number, way)| in_world(number, *way)).collect();
        let summary = summarize(dump.as_bytes());
        let waiting: u32 = summary.waits.iter().map(|wait| wait.goroutines).sum();
        prop_assert!(u64::from(waiting) <= summary.goroutines);
        let Some(deadlock) = summary.deadlock else { return Ok(()) };
        let numbers: Vec<_> = deadlock.because.iter().map(|one| one.goroutine).collect();
        let different: std::collections::BTreeSet<_> = numbers.iter().flatten().collect();
        prop_assert_eq!(different.len(), numbers.iter().flatten().count(), "{:?}", &numbers);
        if deadlock.verdict == super::Verdict::Cycle {
            let next = numbers.iter().cycle().skip(1);
            prop_assert!(deadlock.because.iter().zip(next).all(|(one, next)| one.held_by == *next));
        }
        // One who runs within the same type may hold any of the locks.
        let running = in_state(99, "runnable", &[("shop/bank.(*Account).add(0x0?)", 33)]);
        prop_assert_eq!(summarize((dump + &running).as_bytes()).deadlock, None);
    }
}
