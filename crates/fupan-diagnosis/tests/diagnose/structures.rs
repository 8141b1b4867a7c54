//! What more than one goroutine shows.

use expect_test::expect;

use crate::{LOCKED, check, goroutine, rules};

/// Two requests of one server wait for different locks: that both came through the server says nothing about who holds one.
#[test]
fn what_both_came_through_holds_no_lock() {
    let one = goroutine(
        7,
        "sync.Mutex.Lock, 2 minutes",
        &[
            "internal/sync.(*Mutex).lockSlow(0xc000012080)",
            "main.(*Store).Get(0xc000012080)",
            "main.(*Daemon).list(0xc000077000)",
        ],
    );
    let two = goroutine(
        8,
        "sync.Mutex.Lock, 2 minutes",
        &[
            "internal/sync.(*Mutex).lockSlow(0xc000055000)",
            "main.(*Journal).Add(0xc000055000)",
            "main.(*Daemon).stop(0xc000077000)",
        ],
    );
    let run = goroutine(9, "chan receive, 2 minutes", &["main.(*Daemon).Serve(0xc000077000)"]);
    check(
        &[one, two, run].concat(),
        &expect![[r#"
        conc.deadlock.lock-order 0.40
          nobody_holds 1 | goroutine 7 [sync.Mutex.Lock, 2 minutes]:
          nobody_holds 4 | main.(*Store).Get(0xc000012080)
          nobody_holds 9 | goroutine 8 [sync.Mutex.Lock, 2 minutes]:
          nobody_holds 12 | main.(*Journal).Add(0xc000055000)
    "#]],
    );
}

#[test]
fn a_library_s_channel_is_a_call_that_takes_its_time() {
    let holder = goroutine(
        7,
        "select, 5 minutes",
        &[
            "net.(*pipe).write(0xc000099000)",
            "net.(*pipe).Write(0xc000099000)",
            "main.(*Hub).Add(0xc000012080)",
        ],
    );
    let waiter = goroutine(8, "sync.Mutex.Lock, 5 minutes", &[LOCKED, "main.(*Hub).Len(0xc000012080)"]);
    check(
        &(holder + &waiter),
        &expect![[r#"
            conc.deadlock.lock-held-blocking 0.79
              blocked_with_a_lock 1 | goroutine 7 [select, 5 minutes]:
              blocked_with_a_lock 6 | main.(*Hub).Add(0xc000012080)
              blocked_with_a_lock 9 | goroutine 8 [sync.Mutex.Lock, 5 minutes]:
              blocked_with_a_lock 12 | main.(*Hub).Len(0xc000012080)
            conc.deadlock.chan-and-lock 0.29
              dump 1 | goroutine 7 [select, 5 minutes]:
              dump 6 | main.(*Hub).Add(0xc000012080)
        "#]],
    );
}

#[test]
fn a_function_called_back_wants_the_lock_again() {
    let waiter = goroutine(
        7,
        "sync.Mutex.Lock, 5 minutes",
        &[
            LOCKED,
            "main.(*Cache).Len(0xc000012080)",
            "main.main.func1()",
            "main.(*Cache).Expire(0xc000012080)",
        ],
    );
    check(
        &waiter,
        &expect![[r#"
            conc.deadlock.callback-under-lock 0.80
              callback 1 | goroutine 7 [sync.Mutex.Lock, 5 minutes]:
              callback 4 | main.(*Cache).Len(0xc000012080)
            conc.deadlock.self-lock 0.60
              dump 1 | goroutine 7 [sync.Mutex.Lock, 5 minutes]:
              dump 4 | main.(*Cache).Len(0xc000012080)
              nobody_else 8 | main.(*Cache).Expire(0xc000012080)
        "#]],
    );
}

#[test]
fn a_second_lock_of_the_object_makes_a_waiting_writer_doubtful() {
    let reader = goroutine(
        7,
        "sync.RWMutex.RLock, 2 minutes",
        &[
            "sync.(*RWMutex).RLock(...)",
            "main.(*Cache).Size(0xc000012080)",
            "main.(*Cache).Dump(0xc000012080)",
        ],
    );
    let writer = goroutine(
        8,
        "sync.RWMutex.Lock, 2 minutes",
        &["sync.(*RWMutex).Lock(0xc000012080)", "main.(*Cache).Put(0xc000012080)"],
    );
    let other = goroutine(9, "sync.Mutex.Lock, 2 minutes", &["main.(*Cache).stats(0xc000012080)"]);
    check(
        &[reader, writer, other].concat(),
        &expect![[r#"
        conc.deadlock.rwr 0.57
          dump 1 | goroutine 7 [sync.RWMutex.RLock, 2 minutes]:
          dump 4 | main.(*Cache).Size(0xc000012080)
          waiting_writer 9 | goroutine 8 [sync.RWMutex.Lock, 2 minutes]:
          waiting_writer 12 | main.(*Cache).Put(0xc000012080)
        conc.deadlock.self-lock 0.29
          dump 1 | goroutine 7 [sync.RWMutex.RLock, 2 minutes]:
          dump 4 | main.(*Cache).Size(0xc000012080)
    "#]],
    );
}

#[test]
fn one_that_waits_for_its_child_was_not_left() {
    let parent = goroutine(7, "chan send, 5 minutes", &["main.total(0xc000012080)"]);
    let child = "goroutine 8 [chan send, 5 minutes]:\nmain.total.func1()\n\t/src/app/app.go:9 +0x1d\n\
                 created by main.total in goroutine 7\n\t/src/app/app.go:8 +0x1d\n";
    check(
        &(parent + child),
        &expect![[r#"
        conc.deadlock.chan-circular 0.48
          waits_for_its_child 1 | goroutine 7 [chan send, 5 minutes]:
          waits_for_its_child 2 | main.total(0xc000012080)
          waits_for_its_child 5 | goroutine 8 [chan send, 5 minutes]:
          waits_for_its_child 6 | main.total.func1()
        conc.leak.double-send 0.27
          dump 5 | goroutine 8 [chan send, 5 minutes]:
          dump 6 | main.total.func1()
        conc.leak.early-return 0.27
          dump 5 | goroutine 8 [chan send, 5 minutes]:
          dump 6 | main.total.func1()
        conc.leak.ncast 0.27
          dump 5 | goroutine 8 [chan send, 5 minutes]:
          dump 6 | main.total.func1()
        conc.leak.timeout 0.27
          dump 5 | goroutine 8 [chan send, 5 minutes]:
          dump 6 | main.total.func1()
    "#]],
    );
}

#[test]
fn a_read_loop_that_hands_on_stops_its_connection() {
    let reader = goroutine(
        7,
        "chan send, 5 minutes",
        &["main.(*stream).put(0xc000012080)", "main.(*Conn).readLoop(...)"],
    );
    let receiver = goroutine(8, "chan receive, 5 minutes", &["main.(*Conn).Call(...)"]);
    check(
        &(reader + &receiver),
        &expect![[r#"
        conc.deadlock.stream-not-drained 0.48
          unread_stream 1 | goroutine 7 [chan send, 5 minutes]:
          unread_stream 2 | main.(*stream).put(0xc000012080)
          unread_stream 7 | goroutine 8 [chan receive, 5 minutes]:
          unread_stream 8 | main.(*Conn).Call(...)
        conc.leak.early-return 0.33
          left_on_a_channel 1 | goroutine 7 [chan send, 5 minutes]:
          left_on_a_channel 2 | main.(*stream).put(0xc000012080)
    "#]],
    );
}

#[test]
fn thousands_on_one_stack_hint_at_a_leak() {
    let one = |id: u32| {
        format!(
            "goroutine {id} [chan receive, 9 minutes]:\nmain.(*Feed).wait(0xc000012080)\n\t/src/app/feed.go:9 +0x1d\n\
             created by main.(*Feed).Open in goroutine 1\n\t/src/app/feed.go:5 +0x1d\n\n"
        )
    };
    let shown = rules().diagnose((7..1_300).map(one).collect::<String>().as_bytes());
    let first = shown.first().expect("a crowd is a hint");
    assert!(first.pattern.as_str().starts_with("conc.leak.") && first.confidence < 0.5, "{shown:?}");
}

/// What a profile leaves out is told by how many addresses it left out.
#[test]
fn a_profile_tells_a_channel_by_the_calls_that_it_hides() {
    check(
        "\
goroutine profile: total 3
1 @ 0x47d98e 0x41590e 0x415432 0x4d9dbe 0x483fa1
#\t0x4d9dbd\tmain.(*Client).keepalive+0xbd\t/src/app/client.go:31

2 @ 0x47d98e 0x45f452 0x45f429 0x47e9c5 0x489cdd 0x4d9ea5 0x483fa1
#\t0x47e9c4\tinternal/sync.runtime_SemacquireMutex+0x24\truntime/sema.go:95
#\t0x489cdc\tinternal/sync.(*Mutex).lockSlow+0x15c\tinternal/sync/mutex.go:149
#\t0x4d9ea4\tsync.(*Mutex).Lock+0x1f\tsync/mutex.go:46
#\t0x4d9e7e\tmain.(*Client).NewStream+0x1e\t/src/app/client.go:43
",
        &expect![[r#"
            conc.deadlock.chan-and-lock 0.48
              blocked_with_a_lock 2 | 1 @ 0x47d98e 0x41590e 0x415432 0x4d9dbe 0x483fa1
              blocked_with_a_lock 3 | #	0x4d9dbd	main.(*Client).keepalive+0xbd	/src/app/client.go:31
              blocked_with_a_lock 5 | 2 @ 0x47d98e 0x45f452 0x45f429 0x47e9c5 0x489cdd 0x4d9ea5 0x483fa1
              blocked_with_a_lock 9 | #	0x4d9e7e	main.(*Client).NewStream+0x1e	/src/app/client.go:43
            conc.leak.range-no-close 0.18
              profiled_crowd 2 | 1 @ 0x47d98e 0x41590e 0x415432 0x4d9dbe 0x483fa1
              profiled_crowd 3 | #	0x4d9dbd	main.(*Client).keepalive+0xbd	/src/app/client.go:31
        "#]],
    );
}

/// The first panic was raised by `load`; what stands above ran while it unwound.
#[test]
fn the_call_that_raised_a_panic_stands_below_the_last_panic() {
    check(
        "\
panic: assignment to entry in nil map

goroutine 7 [running]:
panic({0x4b39e0?, 0x4da8b0?})
\t/usr/local/go/src/runtime/panic.go:860 +0x13a
main.guard.func1()
\t/src/app/app.go:20 +0x1d
panic({0x4b39e0?, 0x4da8b0?})
\t/usr/local/go/src/runtime/panic.go:860 +0x13a
sort.Slice({0x1, 0x2})
\t/usr/local/go/src/sort/slice.go:8 +0x1d
main.load(0xc000012080)
\t/src/app/app.go:9 +0x1d
main.main()
\t/src/app/app.go:3 +0x1d
",
        &expect![[r#"
            panic.nil-map-write 0.96
              message 1 | panic: assignment to entry in nil map
              message 12 | main.load(0xc000012080)
        "#]],
    );
}

/// A race of two accesses, and where the goroutine of the first was started.
fn race(first: (&str, &str, u32), previous: (&str, &str, u32), started: (&str, u32)) -> String {
    let access = |(how, function, line): (&str, &str, u32), by: &str| {
        format!("{how} at 0x00c000012345 by {by}:\n  {function}()\n      /src/app/app.go:{line} +0x1d\n\n")
    };
    let (creator, line) = started;
    format!(
        "WARNING: DATA RACE\n{}{}Goroutine 8 (running) created at:\n  {creator}()\n      /src/app/app.go:{line} +0x1d\n",
        access(first, "goroutine 8"),
        access(previous, "main goroutine"),
    )
}

/// The function around writes above the `go` statement what its closure reads: it comes by there again, in a loop.
#[test]
fn a_captured_variable_is_the_loop_s_where_it_is_written_above() {
    let closure = ("Read", "main.notify.func1", 14);
    check(
        &race(closure, ("Previous write", "main.notify", 10), ("main.notify", 12)),
        &expect![[r#"
        conc.race.loopvar 0.88
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 3 | main.notify.func1()
          race 6 | Previous write at 0x00c000012345 by main goroutine:
          race 7 | main.notify()
        conc.race.closure-capture 0.43
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 3 | main.notify.func1()
          race 6 | Previous write at 0x00c000012345 by main goroutine:
          race 7 | main.notify()
        conc.race.missing-lock 0.35
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 6 | Previous write at 0x00c000012345 by main goroutine:
    "#]],
    );
    check(
        &race(closure, ("Previous write", "main.notify", 20), ("main.notify", 12)),
        &expect![[r#"
        conc.race.closure-capture 0.79
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 3 | main.notify.func1()
          race 6 | Previous write at 0x00c000012345 by main goroutine:
          race 7 | main.notify()
        conc.race.missing-lock 0.35
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 6 | Previous write at 0x00c000012345 by main goroutine:
        conc.race.loopvar 0.31
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 3 | main.notify.func1()
          race 6 | Previous write at 0x00c000012345 by main goroutine:
          race 7 | main.notify()
    "#]],
    );
}

#[test]
fn who_stops_and_who_checks_before_are_told_by_the_accesses() {
    let run = ("Read", "main.(*Poller).run", 14);
    check(
        &race(run, ("Previous write", "main.(*Poller).Stop", 30), ("main.(*Poller).Start", 12)),
        &expect![[r#"
            conc.race.order-violation 0.48
              race 2 | Read at 0x00c000012345 by goroutine 8:
              race 6 | Previous write at 0x00c000012345 by main goroutine:
            conc.race.missing-lock 0.34
              race 2 | Read at 0x00c000012345 by goroutine 8:
              race 3 | main.(*Poller).run()
              race 6 | Previous write at 0x00c000012345 by main goroutine:
              race 7 | main.(*Poller).Stop()
        "#]],
    );
    let get = ("Read", "main.Default", 14);
    check(
        &race(get, ("Previous write", "main.Default", 18), ("main.main", 5)),
        &expect![[r#"
        conc.race.double-checked 0.45
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 6 | Previous write at 0x00c000012345 by main goroutine:
        conc.race.missing-lock 0.35
          race 2 | Read at 0x00c000012345 by goroutine 8:
          race 6 | Previous write at 0x00c000012345 by main goroutine:
    "#]],
    );
}
