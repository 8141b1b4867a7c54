//! Fingerprints of version 1 stay what they are: catalogues of other programs hold them.
//!
//! A difference here is a change of version 1, which is not made: what must change becomes version 2, and version 1 is kept
//! as an alias. Never bring these texts up to date for anything else than a new input.

use expect_test::{Expect, expect};
use fupan_stack::summarize;

fn check(input: &str, expected: &Expect) {
    let summary = summarize(input.as_bytes());
    let lines = summary
        .stacks
        .iter()
        .map(|stack| format!("{}\n  {}\n  {}\n  {}\n", stack.kind, stack.exact, stack.family, stack.blame));
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn panic_of_the_run_time() {
    check(
        "panic: runtime error: index out of range [5] with length 3\n\ngoroutine 7 [running]:\n\
         panic({0x49e0c0?, 0xc00001c0d8?})\n\t/usr/local/go/src/runtime/panic.go:785 +0x132\n\
         example.com/shop/cart.(*Cart).Add.func1(0x1)\n\t/src/shop/cart/cart.go:42 +0x1d\n\
         example.com/shop/cart.Map[...](0x2)\n\t/src/shop/cart/map.go:7 +0x1d\n\
         github.com/x/router/v2.(*Mux).ServeHTTP(0x3)\n\t/go/pkg/mod/github.com/x/router/v2@v2.1.0/mux.go:90 +0x1d\n\
         net/http.(*conn).serve(0x4)\n\t/usr/local/go/src/net/http/server.go:2009 +0x1d\n",
        &expect![[r#"
            index out of range
              v1:2c3d3c268e2490b8aa825d0ec0337d82
              v1f:cd2a98f23cfe7ad975ab68d0a0e1bd74
              v1b:d61dc556e1c56bafecb0f865723115bf
        "#]],
    );
}

#[test]
fn panic_of_a_value_below_a_recovery() {
    check(
        "panic: main.Refused{Code:7} [recovered]\n\tpanic: main.Refused{Code:7}\n\ngoroutine 1 [running]:\n\
         main.main.func1()\n\t/src/main.go:9 +0x1d\npanic({0x1, 0x2})\n\t/usr/local/go/src/runtime/panic.go:785 +0x132\n\
         main.(*Gate).Open(0xc000)\n\t/src/gate.go:4 +0x1d\nmain.main()\n\t/src/main.go:12 +0x1d\n",
        &expect![[r#"
            panic(main.Refused)
              v1:837ddad1dc9ec881669f8ceefc8b340f
              v1f:479998a5e6157cc7adb2521c62af0f27
              v1b:b44a8e7404a98872401de8946e6b7941
        "#]],
    );
}

#[test]
fn fatal_error() {
    check(
        "fatal error: concurrent map writes\n\ngoroutine 18 [running]:\n\
         internal/runtime/maps.fatal({0x1, 0x2})\n\t/usr/local/go/src/runtime/panic.go:1058 +0x18\n\
         main.worker(0xc000)\n\t/src/main.go:17 +0x1d\ncreated by main.main in goroutine 1\n\t/src/main.go:30 +0x1d\n",
        &expect![[r#"
            concurrent map writes
              v1:a3d58d670cccc7c1404f30b9415be3ba
              v1f:fe988689f2b3d2b7e709eae22bf85e75
              v1b:cf69f83bf381da0502b9aa2e718bfa98
        "#]],
    );
}

#[test]
fn goroutines_that_wait() {
    check(
        "goroutine 1 [semacquire, 5 minutes]:\nsync.runtime_Semacquire(0xc000)\n\t/usr/local/go/src/runtime/sema.go:62 +0x25\n\
         sync.(*WaitGroup).Wait(0xc000)\n\t/usr/local/go/src/sync/waitgroup.go:116 +0x48\nmain.main()\n\t/src/main.go:9 +0x25\n\n\
         goroutine 7 [chan send]:\nmain.produce(0x1)\n\t/src/main.go:20 +0x25\ncreated by main.main in goroutine 1\n\t/src/main.go:7 +0x1d\n\n\
         goroutine 8 [IO wait]:\ninternal/poll.runtime_pollWait(0x7f, 0x72)\n\t/usr/local/go/src/runtime/netpoll.go:351 +0x85\n",
        &expect![[r#"
            chan send
              v1:da584b424d04a64f0670d04f8abb5008
              v1f:043326ff450d1a269c4c09d75b9b7e59
              v1b:610ca72a7d58ec63ff71d1a4c0a70af8
            sync.WaitGroup.Wait
              v1:0e3b372371007b2a8e92dc5a36bbbb5d
              v1f:3d529261f2ad4a502979d74d80eb15c8
              v1b:c2b4793c5878be930a44f964247156dc
            IO wait
              v1:e8937085e437127799c8cd5bc20cc188
              v1f:6a0436cc56fb3a31b8e50f31125e7f1d
              v1b:a04fec205216eb604206249337bb1186
        "#]],
    );
}

#[test]
fn data_race() {
    check(
        "==================\nWARNING: DATA RACE\nRead at 0x00c00001c0d8 by goroutine 8:\n  example.com/shop.(*Stock).Left()\n      \
         /src/shop/stock.go:12 +0x44\n\nPrevious write at 0x00c00001c0d8 by goroutine 7:\n  example.com/shop.(*Stock).Take()\n      \
         /src/shop/stock.go:18 +0x55\n\nGoroutine 8 (running) created at:\n  main.main()\n      /src/main.go:9 +0x1d\n==================\n",
        &expect![[r#"
            data race
              v1:a8fd9d31848eeccced4bdefa75607c9a
              v1f:3f1ebd241a0f58743c751f2659c9102f
              v1b:692f17d65b50cd4c6367ce58a3f9b886
            data race
              v1:f71d182ad1e424a4cd4fbcfd17cd9d70
              v1f:55161d1c08debbd22ad6fcf4beea7887
              v1b:1a9f8cdaacad484cecc9879cd3a4bd9f
        "#]],
    );
}

#[test]
fn java_threads_and_exception() {
    check(
        "\"worker-1\" #12 prio=5 os_prio=0 tid=0x1 nid=0x2 waiting for monitor entry [0x3]\n   java.lang.Thread.State: BLOCKED (on object monitor)\n\
         \tat com.acme.shop.Cart.add(Cart.java:42)\n\t- waiting to lock <0x000000076ab0> (a com.acme.shop.Cart)\n\
         \tat com.acme.shop.Main.lambda$main$0(Main.java:9)\n\tat java.lang.Thread.run(Thread.java:840)\n",
        &expect![[r#"
            BLOCKED
              v1:8be55f3d084ec7258e289d0e204c6461
              v1f:01b442f55b8bc8d4e8c5f3cacb44d2ae
              v1b:9200d06ee4a841c72d71e8e9ca0b88a0
        "#]],
    );
    check(
        "java.lang.IllegalStateException: cart 17 is closed\n\tat com.acme.shop.Cart.add(Cart.java:42)\n\
         \tat com.acme.shop.Main.main(Main.java:9)\nCaused by: java.io.IOException: broken pipe\n\
         \tat com.acme.shop.Wire.send(Wire.java:7)\n\t... 2 more\n",
        &expect![[r#"
            java.io.IOException
              v1:742a5a473c57b41fb482fdbc9c68c635
              v1f:9d7ec7ee6ef60ee98ba4d359f2a9abc3
              v1b:6d09dd3c54b5a8d11909940893d10315
            unknown
              v1:28b7b740f766b943ebd0d16e07204cae
              v1f:c393715aadb9234e392f3c9ad568bf09
              v1b:fa4f50c6c98bdb3b744c97966bb70c6a
        "#]],
    );
}
