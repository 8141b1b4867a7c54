use std::fmt::Write as _;

use expect_test::{Expect, expect};

use crate::{Attribution, Input, Reading};

/// Owner, part and function of each call, then who started it; races side by side; problems by line.
fn check(input: &str, expect: &Expect) {
    let input = Input::of(input.as_bytes());
    let attribution = Attribution::of(&Reading::of(&input));
    let mut out = String::new();
    if let Some(stack) = &attribution.culprit {
        for frame in &stack.frames {
            let role = frame.role.map_or("", |role| role.as_str());
            let own = if frame.is_own { "own" } else { "" };
            let times = if frame.times > 1 { format!(" ×{}", frame.times) } else { String::new() };
            writeln!(out, "{:<11} {role:<12} {own:<3} {}{times}", frame.owner.as_str(), frame.function)
                .unwrap();
        }
        if let Some(frame) = &stack.created_by {
            writeln!(out, "by {} in {:?}", frame.function, stack.created_in).unwrap();
        }
    }
    for race in &attribution.races {
        for side in &race.sides {
            let at = side.acting().map(|frame| frame.function.as_str());
            let started = side.created.first().map(|frame| frame.function.as_str());
            writeln!(out, "write {} in {at:?} from {started:?} × {}", side.access.is_write, race.count)
                .unwrap();
        }
    }
    for problem in &attribution.problems {
        writeln!(out, "line {}: {}", problem.line, problem.kind.as_str()).unwrap();
    }
    expect.assert_eq(&out);
}

#[test]
fn a_recovered_panic_has_three_parts() {
    check(
        "2026/11/26 http: panic serving 127.0.0.1:48246: late
goroutine 5 [running]:
net/http.(*conn).serve.func1()
	net/http/server.go:1897 +0xbd
panic({0x6c8340?, 0x759450?})
	runtime/panic.go:860 +0x13a
github.com/gorilla/websocket.(*messageWriter).flushFrame(0x1f)
	github.com/gorilla/websocket@v1.5.3/conn.go:617 +0x4a6
main.(*room).broadcast(...)
	example.com/chat/main.go:21
net/http.(*conn).serve(0x1f9435302090, {0x75e7a0, 0x1f943527e120})
	net/http/server.go:2067 +0x690
created by net/http.(*Server).Serve in goroutine 20
	net/http/server.go:3464 +0x485
",
        &expect![[r#"
            standard    recovered        net/http.(*conn).serve.func1
            runtime                      panic
            dependency  raised           github.com/gorilla/websocket.(*messageWriter).flushFrame
            application              own main.(*room).broadcast
            standard                     net/http.(*conn).serve
            by net/http.(*Server).Serve in Some(20)
        "#]],
    );
}

#[test]
fn a_panic_within_a_deferred_function_was_raised_again() {
    check(
        "panic: first
	panic: second

goroutine 1 [running]:
main.cleanUp()
	/src/main.go:20 +0x1
panic({0x1?, 0x2?})
	/go/src/runtime/panic.go:884 +0x1
main.work(0x1)
	/src/main.go:12 +0x1
main.work(0x2)
	/src/main.go:12 +0x1
main.main()
	/src/main.go:8 +0x1
",
        &expect![[r#"
            application raised_again     main.cleanUp
            runtime                      panic
            application raised       own main.work ×2
            application                  main.main
        "#]],
    );
}

#[test]
fn who_waits_stands_behind_what_a_lock_is_made_of() {
    check(
        "goroutine 7 [sync.Mutex.Lock, 3 minutes]:
internal/sync.runtime_SemacquireMutex(0x1, 0x1, 0x1)
	/go/src/runtime/sema.go:95 +0x25
internal/sync.(*Mutex).lockSlow(0xc000aabb00)
	/go/src/internal/sync/mutex.go:149 +0x15d
example.com/shop/cart.(*Cart).Add(0xc000aabb00)
	/src/shop/cart/cart.go:42 +0x1
",
        &expect![[r#"
            standard                     internal/sync.runtime_SemacquireMutex
            standard                     internal/sync.(*Mutex).lockSlow
            application waits        own example.com/shop/cart.(*Cart).Add
        "#]],
    );
}

#[test]
fn a_race_is_one_however_often_it_is_reported() {
    let report = |first: &str, then: &str| {
        format!(
            "==================
WARNING: DATA RACE
{first} at 0x00c00001 by goroutine 8:
  main.(*C).Set()
      /src/main.go:12 +0x1

Previous {then} at 0x00c00001 by goroutine 7:
  main.(*C).Set()
      /src/main.go:12 +0x1

Goroutine 8 (running) created at:
  main.main()
      /src/main.go:30 +0x1
==================
"
        )
    };
    check(
        &(report("Write", "write") + &report("Write", "write")),
        &expect![[r#"
            write true in Some("main.(*C).Set") from Some("main.main") × 2
            write true in Some("main.(*C).Set") from None × 2
        "#]],
    );
}

#[test]
fn problems_have_lines() {
    check(
        "nothing here\nat all\n",
        &expect![[r#"
        line 1: no_stack
    "#]],
    );
    check(
        "goroutine 1 [running]:\nmain.main()\n",
        &expect![[r#"
            application runs         own main.main
            line 2: cut_frame
        "#]],
    );
}
