use super::*;

#[test]
fn causes_and_what_was_suppressed() {
    check(
        include_str!("exceptions.txt"),
        expect![[r#"
            Exception
              message "java.lang.NumberFormatException: For input string: \"x\ny\""
              message "shop.OrderFailed: order 7\nfailed"
              message "java.lang.RuntimeException: shop.OrderFailed: order 7\nfailed"
              message "java.io.IOException: close"
              message "java.lang.Error: deep"
              Throwable "java.lang.NumberFormatException"
                java.base/java.lang.NumberFormatException.forInputString NumberFormatException.java:67
                java.base/java.lang.Integer.parseInt Integer.java:786
                shop.Main.main Main.java:8
              Throwable "shop.OrderFailed"
                shop.Orders.pay Orders.java:9
                shop.Main.main Main.java:8
              Throwable "java.lang.RuntimeException" thread=main
                shop.Main.main Main.java:10
              Throwable "java.io.IOException"
                shop.Orders.close Orders.java:20
                shop.Orders.pay Orders.java:9
                shop.Main.main Main.java:8
              Throwable "java.lang.Error"
                shop.Orders.pay Orders.java:9
                shop.Main.main Main.java:8
        "#]],
    );
}

#[test]
fn circular_reference() {
    check(
        "\
java.lang.Exception: one
\tat shop.Main.main(Main.java:11)
Caused by: java.lang.Exception: two
\t... 1 more
Caused by: [CIRCULAR REFERENCE: java.lang.Exception: one]
\t[CIRCULAR REFERENCE:java.lang.Exception: two]
done
",
        expect![[r#"
            Exception
              message "java.lang.Exception: two"
              message "java.lang.Exception: one"
              Throwable "java.lang.Exception"
                shop.Main.main Main.java:11
              Throwable "java.lang.Exception"
                shop.Main.main Main.java:11
            residue Text "done\n"
        "#]],
    );
}

#[test]
fn what_loggers_add() {
    check(
        "\
2026-03-07 10:00:00.123 ERROR 1 --- [nio-8080-exec-1] shop.Orders : order failed

org.springframework.dao.QueryTimeoutException: no answer; nested exception is shop.Late: 5 s
\tat shop.Orders$$EnhancerBySpringCGLIB$$1a2b3c.pay(<generated>) ~[classes!/:na]
\tat org.springframework.cglib.proxy.MethodProxy.invoke(MethodProxy.java:218) ~[spring-core-5.3.1.jar!/:5.3.1] [3 skipped]
\tat app//shop.Orders.load(Orders.kt:31)
\tat shop.Script1.run(Script1.groovy)
\tat shop.Main$.$anonfun$main$1(Main.scala:7)
Caused by: shop.Late: 5 s
\t... 42 common frames omitted
2026-03-07 10:00:00.124 INFO next
2026-03-07 10:00:00.125 ERROR worker failed java.lang.IllegalStateException: closed
\tat shop.Worker.run(Worker.java:5)
",
        expect![[r#"
            Exception at 2026-03-07 10:00:00.123
              message "shop.Late: 5 s"
              message "org.springframework.dao.QueryTimeoutException: no answer; nested exception is shop.Late: 5 s"
              Throwable "shop.Late" elided 42
              Throwable "org.springframework.dao.QueryTimeoutException"
                shop.Orders$$EnhancerBySpringCGLIB$$1a2b3c.pay -
                org.springframework.cglib.proxy.MethodProxy.invoke MethodProxy.java:218
                app//shop.Orders.load Orders.kt:31
                shop.Script1.run Script1.groovy
                shop.Main$.$anonfun$main$1 Main.scala:7
            Exception at 2026-03-07 10:00:00.125
              message "java.lang.IllegalStateException: closed"
              Throwable "java.lang.IllegalStateException"
                shop.Worker.run Worker.java:5
            residue Text "2026-03-07 10:00:00.123 ERROR 1 --- [nio-8080-exec-1] shop.Orders : order failed\n"
            residue Text "2026-03-07 10:00:00.124 INFO next\n"
        "#]],
    );
}

#[test]
fn root_cause_first() {
    check(
        "\
shop.Late: 5 s
\tat shop.Orders.load(Orders.java:31)
Wrapped by: shop.OrderFailed: order 7
\tat shop.Orders.pay(Orders.java:9)
",
        expect![[r#"
            Exception
              message "shop.Late: 5 s"
              message "shop.OrderFailed: order 7"
              Throwable "shop.Late"
                shop.Orders.load Orders.java:31
              Throwable "shop.OrderFailed"
                shop.Orders.pay Orders.java:9
        "#]],
    );
}

#[test]
fn lost_tabs_and_the_beginning_cut_off() {
    check(
        "\
at shop.Orders.load(Orders.java:31)
at shop.Orders.pay(Orders.java:9)
Caused by: shop.Late: 5 s
at shop.Rates.load(Rates.java:4)
... 2 more
",
        expect![[r#"
            Exception
              message "shop.Late: 5 s"
              Throwable "shop.Late"
                shop.Rates.load Rates.java:4
                shop.Orders.load Orders.java:31
                shop.Orders.pay Orders.java:9
              Throwable ""
                shop.Orders.load Orders.java:31
                shop.Orders.pay Orders.java:9
        "#]],
    );
    check(
        "Caused by: shop.Late: 5 s\n    at shop.Rates.load(Rates.java:4)\n    at sho",
        expect![[r#"
        Exception
          message "shop.Late: 5 s"
          Throwable "shop.Late"
            shop.Rates.load Rates.java:4
        problem cut_frame "    at sho"
    "#]],
    );
}

#[test]
fn one_after_the_other() {
    check(
        "\
shop.Late: 5 s
\tat shop.Orders.load(Orders.java:31)
java.io.IOException
\tat shop.Orders.pay(Orders.java:9)
Caused by: shop.Late: cut
and more
panic: close of nil channel

goroutine 7 [running]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Exception
              message "shop.Late: 5 s"
              Throwable "shop.Late"
                shop.Orders.load Orders.java:31
            Exception
              message "shop.Late: cut"
              message "java.io.IOException"
              Throwable "shop.Late"
              Throwable "java.io.IOException"
                shop.Orders.pay Orders.java:9
            Panic
              message "close of nil channel"
              Goroutine #7 "" [running]
                main.main /src/main.go:9
            residue Text "and more\n"
        "#]],
    );
}

#[test]
fn no_exception() {
    check(
        "\
java.lang.IllegalStateException: told without its frames
We looked at main.go (line 3) and at the log.
    at process (internal/timers.js:12:3)
    at Object.run (/srv/app.js:1:2)
   at Shop.Orders.Pay(String order) in orders.cs:line 12
Caused by: the weather
",
        expect![[r#"
            problem no_stack "java.lang.IllegalStateException: told without its frames\nWe looked at main.go (line 3) and at the log.\n    at process (internal/timers.js:12:3)\n    at Object.run (/srv/app.js:1:2)\n   at Shop.Orders.Pay(String order) in orders.cs:line 12\nCaused by: the weather\n"
            residue Text "java.lang.IllegalStateException: told without its frames\nWe looked at main.go (line 3) and at the log.\n    at process (internal/timers.js:12:3)\n    at Object.run (/srv/app.js:1:2)\n   at Shop.Orders.Pay(String order) in orders.cs:line 12\nCaused by: the weather\n"
        "#]],
    );
}

#[test]
fn the_kind_is_the_root_cause() {
    let summary = summarize(include_bytes!("exceptions.txt"));
    assert_eq!(summary.goroutines, 0);
    assert_eq!(summary.stacks[0].kind, "java.lang.NumberFormatException");
    assert_eq!(summary.stacks[0].family_symbols, ["shop.Main.main"]);
    assert_eq!(
        summary.stacks[0].error.as_deref(),
        Some("java.lang.NumberFormatException: For input string: \"x")
    );
}

#[test]
fn behind_the_prefix_of_a_log() {
    check(
        "\
2026-03-07T10:00:00.100Z app-7f8 starting
2026-03-07T10:00:00.120Z app-7f8 Exception in thread \"main\" shop.OrderFailed: order 7
2026-03-07T10:00:00.121Z app-7f8 \tat shop.Orders.pay(Orders.java:9)
2026-03-07T10:00:00.121Z app-7f8 Caused by: shop.Late: 5 s
2026-03-07T10:00:00.121Z app-7f8 \tat shop.Rates.load(Rates.java:4)
2026-03-07T10:00:00.121Z app-7f8 \t... 1 more
2026-03-07T10:00:00.140Z app-7f8 Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):
2026-03-07T10:00:00.140Z app-7f8
2026-03-07T10:00:00.140Z app-7f8 \"main\" #1 prio=5 os_prio=0 tid=0x1 nid=0x2 runnable  [0x3]
2026-03-07T10:00:00.140Z app-7f8    java.lang.Thread.State: RUNNABLE
2026-03-07T10:00:00.140Z app-7f8 \tat shop.Main.main(Main.java:9)
",
        expect![[r#"
            Exception at 2026-03-07T10:00:00.120Z
              message "shop.Late: 5 s"
              message "shop.OrderFailed: order 7"
              Throwable "shop.Late"
                shop.Rates.load Rates.java:4
                shop.Orders.pay Orders.java:9
              Throwable "shop.OrderFailed" thread=main
                shop.Orders.pay Orders.java:9
            ThreadDump at 2026-03-07T10:00:00.140Z
              Thread #1 "main" [RUNNABLE] nid=0x2
                shop.Main.main Main.java:9
            residue Text "2026-03-07T10:00:00.100Z app-7f8 starting\n"
        "#]],
    );
}

#[test]
fn records_of_others_between_frames() {
    check(
        "\
java.io.IOException: closed
\tat shop.Orders.load(Orders.java:31)
2026-03-07 10:00:00.123 INFO order 7 served
\tat shop.Orders.pay(Orders.java:9)
{\"level\":\"info\",\"msg\":\"order 8 served\"}
[main] DEBUG shop.Orders - loaded
with all its lines
Caused by: shop.Late: 5 s
WARN slow
\t... 2 more
2026-03-07 10:00:00.124 INFO one
2026-03-07 10:00:00.124 INFO two
2026-03-07 10:00:00.124 INFO three
2026-03-07 10:00:00.124 INFO four
\tat shop.Orders.next(Orders.java:9)
2026-03-07 10:00:00.125 ERROR failed java.lang.IllegalStateException: closed
\tat shop.Worker.run(Worker.java:5)
2026-03-07 10:00:00.126 INFO bye
panic: close of nil channel

goroutine 7 [running]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Exception
              message "java.io.IOException: closed"
              Throwable "java.io.IOException"
                shop.Orders.load Orders.java:31
                shop.Orders.pay Orders.java:9
            Exception
              message "shop.Late: 5 s"
              Throwable "shop.Late" elided 2
            Exception at 2026-03-07 10:00:00.125
              message "java.lang.IllegalStateException: closed"
              Throwable "java.lang.IllegalStateException"
                shop.Worker.run Worker.java:5
            Panic at 2026-03-07 10:00:00.126
              message "close of nil channel"
              Goroutine #7 "" [running]
                main.main /src/main.go:9
            residue WithinStack "2026-03-07 10:00:00.123 INFO order 7 served\n"
            residue WithinStack "{\"level\":\"info\",\"msg\":\"order 8 served\"}\n[main] DEBUG shop.Orders - loaded\n"
            residue Text "with all its lines\n"
            residue WithinStack "WARN slow\n"
            residue Text "2026-03-07 10:00:00.124 INFO one\n2026-03-07 10:00:00.124 INFO two\n2026-03-07 10:00:00.124 INFO three\n2026-03-07 10:00:00.124 INFO four\n\tat shop.Orders.next(Orders.java:9)\n"
            residue Text "2026-03-07 10:00:00.126 INFO bye\n"
        "#]],
    );
}

#[test]
fn records_of_others_behind_the_prefix_of_a_log() {
    check(
        "\
2026-03-07T10:00:00.120Z app-7f8 Exception in thread \"main\" shop.OrderFailed: order 7
2026-03-07T10:00:00.121Z app-7f8 \tat shop.Orders.pay(Orders.java:9)
2026-03-07T10:00:00.121Z app-7f8 INFO served
2026-03-07T10:00:00.121Z other 200 GET /
2026-03-07T10:00:00.121Z app-7f8 \tat shop.Main.main(Main.java:4)
",
        expect![[r#"
            Exception at 2026-03-07T10:00:00.120Z
              message "shop.OrderFailed: order 7"
              Throwable "shop.OrderFailed" thread=main
                shop.Orders.pay Orders.java:9
                shop.Main.main Main.java:4
            residue WithinStack "2026-03-07T10:00:00.121Z app-7f8 INFO served\n2026-03-07T10:00:00.121Z other 200 GET /\n"
        "#]],
    );
}
