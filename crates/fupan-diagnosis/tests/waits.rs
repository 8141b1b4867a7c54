//! Who waits for whom in one dump: circles of locks and of channels, limits, loops, and programs that only look like that.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

#[path = "support/patterns.rs"]
mod patterns;

use expect_test::{Expect, expect};
use patterns::rules;

/// A goroutine: its state, its calls with their arguments (the innermost first), who started it.
type Goroutine<'a> = (&'a str, &'a [&'a str], &'a str);

/// The calls of a lock of an address.
const LOCK_A: &str = "sync.(*Mutex).lockSlow(0xc000010000)";
const LOCK_B: &str = "sync.(*Mutex).lockSlow(0xc000020000)";
const LOCK_C: &str = "sync.(*Mutex).lockSlow(0xc000030000)";

fn dump(goroutines: &[Goroutine<'_>]) -> String {
    let mut text = String::from("goroutine 1 [select (no cases)]:\nmain.main()\n\t/src/main.go:3 +0x1d\n\n");
    for (id, (state, calls, creator)) in (10..).zip(goroutines) {
        let calls: String = calls.iter().map(|call| format!("{call}\n\t/src/app.go:31 +0x1d\n")).collect();
        text +=
            &format!("goroutine {id} [{state}]:\n{calls}created by {creator}\n\t/src/start.go:9 +0x1d\n\n");
    }
    text
}

/// The first two patterns, with the signs of each.
#[track_caller]
fn check(goroutines: &[Goroutine<'_>], expected: &Expect) {
    let mut text = String::new();
    for shown in rules().diagnose(dump(goroutines).as_bytes()).into_iter().take(2) {
        let mut signals: Vec<&str> = shown.because.iter().map(|because| because.signal).collect();
        signals.dedup();
        text.push_str(&format!("{} {:.2} {}\n", shown.pattern, shown.confidence, signals.join(" ")));
    }
    expected.assert_eq(&text);
}

const STARTED: &str = "main.main in goroutine 1";

#[test]
fn a_lock_that_a_call_of_another_got_is_most_likely_held_there() {
    // The addresses say so: each waits for a lock that a call of the other was given.
    check(
        &[
            ("sync.Mutex.Lock", &[LOCK_A, "main.(*Cache).get(0xc000020000)", "main.read()"], STARTED),
            (
                "sync.Mutex.Lock",
                &[
                    LOCK_B,
                    "main.(*Cache).remove(0xc000020000, 0xc000010000)",
                    "main.(*Lease).release(0xc000010000)",
                ],
                STARTED,
            ),
        ],
        &expect![[r#"
            conc.deadlock.lock-order 0.99 wait_cycle nobody_holds
        "#]],
    );
    // A circle of three.
    check(
        &[
            (
                "sync.Mutex.Lock",
                &[LOCK_A, "main.(*Stock).level(0xc000010000)", "main.(*Fleet).take(0xc000030000)"],
                STARTED,
            ),
            (
                "sync.Mutex.Lock",
                &[LOCK_B, "main.(*Routes).plan(0xc000020000)", "main.(*Stock).move(0xc000010000)"],
                STARTED,
            ),
            (
                "sync.Mutex.Lock",
                &[LOCK_C, "main.(*Fleet).free(0xc000030000)", "main.(*Routes).drop(0xc000020000)"],
                STARTED,
            ),
        ],
        &expect![[r#"
            conc.deadlock.lock-order 0.99 wait_cycle nobody_holds crossed
        "#]],
    );
    // Who waits at a channel within a call of the object whose first part the lock is.
    check(
        &[
            ("chan receive", &["main.(*Listener).pop(0xc000010000)"], STARTED),
            ("sync.Mutex.Lock", &[LOCK_A, "main.run.func1()"], "main.run in goroutine 1"),
        ],
        &expect![[r#"
            conc.deadlock.chan-and-lock 0.88 dump blocked_with_a_lock
            conc.leak.range-no-close 0.23 left_on_a_channel
        "#]],
    );
}

#[test]
fn a_lock_that_goes_from_hand_to_hand_is_no_deadlock() {
    let bump = "main.(*Rates).bump(0xc000010000, 0xf3e2)";
    let client = "main.client(0xc000010000, 0x1)";
    check(
        &[
            ("sync.Mutex.Lock", &[LOCK_A, bump, client], STARTED),
            ("sync.Mutex.Lock", &[LOCK_A, bump, client], STARTED),
            ("runnable", &[bump, client], STARTED),
            ("sleep", &["time.Sleep(0x30d40)", client], STARTED),
        ],
        &expect![[""]],
    );
}

#[test]
fn nobody_else_can_have_the_lock() {
    let total = "main.(*Book).Total(0xc000010000)";
    let place = "main.(*Book).Place(0xc000010000)";
    let handle = "main.(*Book).handle(0xc000010000)";
    // The handlers are methods of the type as well; the one that waits for itself is within most calls.
    check(
        &[
            ("sync.Mutex.Lock", &[LOCK_A, total, handle], STARTED),
            ("sync.Mutex.Lock", &[LOCK_A, total, handle], STARTED),
            ("sync.Mutex.Lock", &[LOCK_A, total, place, handle], STARTED),
        ],
        &expect![[r#"
            conc.deadlock.self-lock 0.83 dump nobody_else
        "#]],
    );
    // Another type of the program lies between.
    check(
        &[
            (
                "sync.Mutex.Lock",
                &[
                    LOCK_A,
                    "main.(*Registry).Describe(0xa1ab60?)",
                    "main.(*queueStats).collect(0xc000082040)",
                    "main.(*Registry).Gather(0x18?)",
                ],
                STARTED,
            ),
            ("sync.Mutex.Lock", &[LOCK_A, "main.(*Registry).Gather(0x18?)"], STARTED),
        ],
        &expect![[r#"
            conc.deadlock.callback-under-lock 0.71 nobody_else
            conc.deadlock.self-lock 0.29 dump
        "#]],
    );
    // Somebody is within a call of the type who does not wait for the lock.
    check(
        &[
            ("sync.Mutex.Lock", &[LOCK_A, total, place], STARTED),
            (
                "IO wait",
                &["internal/poll.runtime_pollWait(0x7f)", "main.(*Book).save(0xc000010000)"],
                STARTED,
            ),
        ],
        &expect![[r#"
            conc.deadlock.lock-held-blocking 0.88 dump blocked_with_a_lock
            conc.deadlock.self-lock 0.29 dump
        "#]],
    );
}

#[test]
fn loops_that_ask_each_other() {
    check(
        &[
            (
                "chan receive",
                &["main.(*Stock).Level(...)", "main.(*Pricing).run(...)", "main.main.gowrap1()"],
                STARTED,
            ),
            (
                "chan send",
                &["main.(*Pricing).Quote(...)", "main.(*Stock).run(...)", "main.main.gowrap2()"],
                STARTED,
            ),
        ],
        &expect![[r#"
            conc.deadlock.chan-circular 0.86 ask_each_other
            conc.deadlock.consumer-gone 0.34 left_on_a_channel
        "#]],
    );
    // Both ask a third.
    check(
        &[
            ("chan send", &["main.(*Log).Write(...)", "main.(*Pricing).run(...)"], STARTED),
            ("chan send", &["main.(*Log).Write(...)", "main.(*Stock).run(...)"], STARTED),
        ],
        &expect![[r#"
            conc.deadlock.consumer-gone 0.35 left_on_a_channel
            conc.leak.early-return 0.33 left_on_a_channel
        "#]],
    );
}

#[test]
fn limits_streams_and_consumers() {
    check(
        &[
            ("chan send", &["main.Semaphore.Acquire(...)", "main.(*Encoder).Encode(0xc000010000)"], STARTED),
            ("chan send", &["main.Semaphore.Acquire(...)", "main.(*Encoder).Encode(0xc000010000)"], STARTED),
        ],
        &expect![[r#"
            conc.deadlock.missed-unlock 0.46 waits_for_a_place
            conc.leak.early-return 0.33 left_on_a_channel
        "#]],
    );
    check(
        &[
            ("chan receive", &["main.(*Stream).Recv(...)", "main.tail(...)"], STARTED),
            ("chan send", &["main.(*Stream).deliver(...)", "main.(*Conn).readLoop(0xc000010000)"], STARTED),
        ],
        &expect![[r#"
            conc.deadlock.stream-not-drained 0.55 unread_stream
            conc.deadlock.consumer-gone 0.34 left_on_a_channel
        "#]],
    );
    // Its starter is there, so nobody returned early.
    check(
        &[
            ("chan receive", &["main.(*Audit).drain(0xc000010000)"], STARTED),
            ("chan send", &["main.(*Importer).Run(0xc000020000)", "main.main.func1()"], STARTED),
        ],
        &expect![[r#"
            conc.deadlock.consumer-gone 0.34 left_on_a_channel
            conc.leak.early-return 0.33 left_on_a_channel
        "#]],
    );
}

#[test]
fn what_was_left_by_others_that_have_ended() {
    let parents: Vec<String> =
        (50..60).map(|parent| format!("main.StartMeter in goroutine {parent}")).collect();
    let left: Vec<Goroutine<'_>> = parents
        .iter()
        .map(|parent| ("select", &["main.(*Meter).decay(0xc000010000)"] as &[&str], parent.as_str()))
        .collect();
    check(
        &left,
        &expect![[r#"
        conc.leak.no-stop 0.44 left_on_a_channel left_by_the_ended
    "#]],
    );
    let pool: Vec<Goroutine<'_>> = left.iter().map(|(state, calls, _)| (*state, *calls, STARTED)).collect();
    check(
        &pool,
        &expect![[r#"
        conc.leak.no-stop 0.18 left_on_a_channel
    "#]],
    );
}

#[test]
fn what_runs_or_is_in_the_kernel() {
    check(
        &[("runnable", &["main.(*Dispatcher).run(...)", "main.main.gowrap1()"], STARTED)],
        &expect![[r#"
        sched.busy-loop 0.33 busy_loop
    "#]],
    );
    check(
        &[("runnable", &["main.(*Parser).next(...)", "main.(*Dispatcher).run(...)"], STARTED)],
        &expect![[""]],
    );
    let stat: Goroutine<'_> = (
        "syscall",
        &["syscall.Syscall(0x0, 0x4)", "syscall.read(0x0?)", "main.(*Volume).stat(0x0?)"],
        STARTED,
    );
    check(
        &[stat; 9],
        &expect![[r#"
        sched.syscall-block 0.44 dump
    "#]],
    );
    check(&[stat; 3], &expect![[""]]);
}

#[test]
fn a_main_that_waits_for_ever_on_purpose_is_no_leak() {
    let waits = "goroutine 1 [chan receive (nil chan)]:\nmain.main()\n\t/src/main.go:3 +0x1d\n";
    let others = "\ngoroutine 7 [IO wait]:\nmain.(*Server).accept(0xc000010000)\n\t/src/app.go:31 +0x1d\n";
    let first = |text: &str| rules().diagnose(text.as_bytes()).first().map(|it| it.confidence >= 0.5);
    assert_ne!(first(&format!("{waits}{others}")), Some(true));
    let asleep = format!("fatal error: all goroutines are asleep - deadlock!\n\n{waits}");
    assert_eq!(first(&asleep), Some(true));
    let elsewhere = format!("{waits}{}", others.replace("IO wait", "chan receive (nil chan)"));
    assert_eq!(first(&elsewhere), Some(true));
}
