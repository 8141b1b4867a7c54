//! Crashes in what programs, collectors and containers write into logs.

use super::*;

#[test]
fn log_prefix_with_running_times() {
    check(
        "\
Mar 07 04:23:44 core-01 sh[1500]: listening
Mar 07 04:23:44 core-01 sh[1500]: panic: close of nil channel
Mar 07 04:23:45 core-01 sh[1500]:
Mar 07 04:23:45 core-01 sh[1500]: goroutine 7 [running]:
Mar 07 04:23:45 core-01 sh[1500]: main.main()
Mar 07 04:23:46 core-01 sh[1500]: /src/main.go:9 +0x25
Mar 07 04:23:47 core-01 systemd[1]: stopped
",
        expect![[r#"
            Panic at Mar 07 04:23:44
              message "close of nil channel"
              goroutine 7 [running]
                main.main /src/main.go:9
            residue Text "Mar 07 04:23:44 core-01 sh[1500]: listening\n"
            residue WithinStack "Mar 07 04:23:47 core-01 systemd[1]: stopped\n"
        "#]],
    );
}

#[test]
fn frames_without_a_header_behind_a_prefix() {
    check(
        "\
2026-01-30T08:19:56.512Z [DEBUG] plugin_v2.0.0: shop/orders.(*Desk).Order(0x208c502, 0xc18f815544)
2026-01-30T08:19:56.513Z [DEBUG] plugin_v2.0.0: \t/go/src/shop/orders/desk.go:455 +0x590
2026-01-30T08:19:56.513Z [DEBUG] plugin_v2.0.0: main.main()
2026-01-30T08:19:56.514Z [DEBUG] plugin_v2.0.0: \t/go/src/shop/main.go:9 +0x25
2026-01-30T08:19:57.514Z [DEBUG] plugin_v2.0.0: waiting (again)
",
        expect![[r#"
            Log at 2026-01-30T08:19:56.512Z
              trace
                shop/orders.(*Desk).Order /go/src/shop/orders/desk.go:455
                main.main /go/src/shop/main.go:9
            residue Text "2026-01-30T08:19:57.514Z [DEBUG] plugin_v2.0.0: waiting (again)\n"
        "#]],
    );
}

#[test]
fn a_profile_behind_a_prefix() {
    check(
        "\
web-1  | goroutine profile: total 7
web-1  | 7 @ 0x43886e 0x406c3f
web-1  | #\t0x4be613\tmain.main.func1+0xb3\t/src/main.go:49
job-1  | goroutine profile: is not written
",
        expect![[r#"
            Profile
              record of 7
                main.main.func1 /src/main.go:49
            residue WithinStack "job-1  | goroutine profile: is not written\n"
        "#]],
    );
}

#[test]
fn tabs_of_syslog() {
    check(
        "\
Oct 21 04:32:17 host shop[83054]: panic: no such order
Oct 21 04:32:17 host shop[83054]:
Oct 21 04:32:17 host shop[83054]: goroutine 161 [running]:
Oct 21 04:32:17 host shop[83054]: main.main()
Oct 21 04:32:17 host shop[83054]: #011/src/main.go:9 +0x25
",
        expect![[r#"
            Panic at Oct 21 04:32:17
              message "no such order"
              goroutine 161 [running]
                main.main /src/main.go:9
        "#]],
    );
}

#[test]
fn panic_of_a_server() {
    check(
        "\
2024/03/07 10:00:00 recovered from panic: nobody knows
2024/03/07 10:00:01 http: panic serving 127.0.0.1:41609: close of nil channel
goroutine 7 [running]:
net/http.(*conn).serve.func1()
\t/usr/local/go/src/net/http/server.go:1389 +0x25a
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:500 +0x5a9
main.handle()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic at 2024/03/07 10:00:01
              message "close of nil channel"
              goroutine 7 [running]
                net/http.(*conn).serve.func1 /usr/local/go/src/net/http/server.go:1389
                panic /usr/local/go/src/runtime/panic.go:500
                main.handle /src/main.go:9
            residue Text "2024/03/07 10:00:00 recovered from panic: nobody knows\n"
        "#]],
    );
}

#[test]
fn panic_of_an_http2_server_in_a_log_with_times() {
    check(
        "\
2023-05-04T10:41:48.201112+00:00  2023/05/04 10:41:48 http2: panic serving 10.0.0.7:80: no such order
2023-05-04T10:41:48.201135+00:00  goroutine 17675201 [running]:
2023-05-04T10:41:48.201145+00:00  net/http.(*http2serverConn).runHandler.func1()
2023-05-04T10:41:48.201150+00:00  \tnet/http/h2_bundle.go:6042 +0x145
2023-05-04T10:41:48.201153+00:00  panic({0x12340e0, 0x1f248e0})
2023-05-04T10:41:48.201156+00:00  \truntime/panic.go:884 +0x213
2023-05-04T10:41:48.201159+00:00  main.handle()
2023-05-04T10:41:48.201162+00:00  \t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic at 2023/05/04 10:41:48
              message "no such order"
              goroutine 17675201 [running]
                net/http.(*http2serverConn).runHandler.func1 net/http/h2_bundle.go:6042
                panic runtime/panic.go:884
                main.handle /src/main.go:9
        "#]],
    );
}

#[test]
fn trace_of_a_logger() {
    check(
        "\
2026-03-07T10:00:00Z\tERROR\tpay: no such order\t{\"id\": 7}
example.com/shop/pay.(*Desk).Charge
\t/src/shop/pay/desk.go:41
main.main
\t/src/shop/main.go:9
2026-03-07T10:00:01Z\tINFO\tgoing on
runtime.main()
\t/usr/local/go/src/runtime/proc.go:271 +0x29d

goroutine 7 [select]:
main.wait()
\t/src/shop/main.go:30 +0x25
",
        expect![[r#"
            Log at 2026-03-07T10:00:00Z
              message "2026-03-07T10:00:00Z\tERROR\tpay: no such order\t{\"id\": 7}"
              trace
                example.com/shop/pay.(*Desk).Charge /src/shop/pay/desk.go:41
                main.main /src/shop/main.go:9
            Log at 2026-03-07T10:00:01Z
              message "2026-03-07T10:00:01Z\tINFO\tgoing on"
              trace
                runtime.main /usr/local/go/src/runtime/proc.go:271
            Dump
              goroutine 7 [select]
                main.wait /src/shop/main.go:30
            residue Text "2026-03-07T10:00:00Z\tERROR\tpay: no such order\t{\"id\": 7}\n"
            residue Text "2026-03-07T10:00:01Z\tINFO\tgoing on\n"
        "#]],
    );
}

#[test]
fn record_with_a_stack() {
    check(
        &[
            r#"{"ts":1772877600.5,"level":"error","msg":"recovered","error":"runtime error: index out of range [5] with length 3","stack":"goroutine 7 [running]:\nruntime/debug.Stack()\n\t/usr/local/go/src/runtime/debug/stack.go:24 +0x5e\npanic({0x1?, 0x2?})\n\t/usr/local/go/src/runtime/panic.go:770 +0x132\nmain.main()\n\t/src/main.go:9 +0x25\n"}"#,
            r#"{"ts":1772877601,"msg":"order \"7\" failed","error":"no such order","stacktrace":"main.order\n\t/src/order.go:4\nmain.main\n\t/src/main.go:9"}"#,
            "",
        ]
        .join("\n"),
        expect![[r#"
            Panic at 1772877600.5
              message "runtime error: index out of range [5] with length 3" recovered
              goroutine 7 [running]
                runtime/debug.Stack /usr/local/go/src/runtime/debug/stack.go:24
                panic /usr/local/go/src/runtime/panic.go:770
                main.main /src/main.go:9
            Log at 1772877601
              message "no such order"
              trace
                main.order /src/order.go:4
                main.main /src/main.go:9
        "#]],
    );
}

#[test]
fn records_of_a_container() {
    check(
        r#"{"log":"panic: close of nil channel\n","stream":"stderr","time":"2026-03-07T10:00:00.1Z"}
{"log":"\n","stream":"stderr","time":"2026-03-07T10:00:00.1Z"}
{"log":"goroutine 7 [running]:\n","stream":"stderr","time":"2026-03-07T10:00:00.2Z"}
{"log":"main.main()\n","stream":"stderr","time":"2026-03-07T10:00:00.2Z"}
{"log":"\t/src/main.go:9 +0x25\n","stream":"stderr","time":"2026-03-07T10:00:00.3Z"}
"#,
        expect![[r#"
            Panic at 2026-03-07T10:00:00.1Z
              message "close of nil channel"
              goroutine 7 [running]
                main.main /src/main.go:9
        "#]],
    );
}

#[test]
fn pieces_of_lines_of_two_streams() {
    check(
        "\
2026-03-07T10:00:00.1Z stdout F starting
2026-03-07T10:00:00.1Z stderr P panic: close of
2026-03-07T10:00:00.1Z stdout P order 7
2026-03-07T10:00:00.2Z stderr F  nil channel
2026-03-07T10:00:00.2Z stderr F
2026-03-07T10:00:00.2Z stdout F  served
2026-03-07T10:00:00.2Z stderr F goroutine 7 [running]:
2026-03-07T10:00:00.2Z stderr P main.
2026-03-07T10:00:00.2Z stdout F order 8 served
2026-03-07T10:00:00.2Z stderr P main
2026-03-07T10:00:00.3Z stderr F (0x1)
2026-03-07T10:00:00.3Z stderr F \t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic at 2026-03-07T10:00:00.1Z
              message "close of nil channel"
              goroutine 7 [running]
                main.main /src/main.go:9
            residue Text "2026-03-07T10:00:00.1Z stdout F starting\n"
            residue Text "2026-03-07T10:00:00.1Z stdout P order 7\n2026-03-07T10:00:00.2Z stderr F  nil channel\n2026-03-07T10:00:00.2Z stderr F\n2026-03-07T10:00:00.2Z stdout F  served\n"
            residue WithinStack "2026-03-07T10:00:00.2Z stdout F order 8 served\n"
        "#]],
    );
}

/// Each line of a panic, whole or in two pieces, as a container's runtime writes it.
fn cri(panic: &str, cut: impl Fn(&str) -> usize) -> String {
    let mut log = String::new();
    for line in panic.lines() {
        let at = cut(line);
        if let Some((piece, rest)) = line.split_at_checked(at).filter(|parts| at > 0 && !parts.1.is_empty()) {
            writeln!(log, "2026-03-07T10:00:00.123456789Z stderr P {piece}").unwrap();
            writeln!(log, "2026-03-07T10:00:00.123456789Z stdout F served").unwrap();
            writeln!(log, "2026-03-07T10:00:00.123456789Z stderr F {rest}").unwrap();
        } else {
            writeln!(log, "2026-03-07T10:00:00.123456789Z stderr F {line}").unwrap();
        }
    }
    log
}

#[test]
fn a_panic_in_pieces_is_the_panic() {
    let panic = "\
panic: no such order [recovered]
\tpanic: close of nil channel

goroutine 18 [running, locked to thread]:
example.com/shop/cart.(*Cart).Add(...)
\t/src/shop/cart/cart.go:21
...7 frames elided...
created by main.main in goroutine 1
\t/src/shop/main.go:9 +0x25

goroutine 19 [select]:
main.serve(0x1)
\t/src/main.go:30 +0x2
";
    let crash = |input: &str| {
        let parsed = parsed_in_bounds(input.as_bytes()).into_owned();
        assert_eq!(parsed.problems, [], "{input}");
        assert_eq!(parsed.crashes.len(), 1, "{input}");
        let mut crash = parsed.crashes.into_iter().next().unwrap();
        assert_eq!(crash.goroutines[1].span.end, input.len(), "{input}");
        (crash.span, crash.time) = (0..0, None);
        crash.goroutines.iter_mut().for_each(|goroutine| goroutine.span = 0..0);
        crash
    };
    let whole = crash(panic);
    assert_eq!(whole.goroutines.len(), 2);
    let longest = panic.lines().map(str::len).max().unwrap();
    for at in 0..longest {
        assert_eq!(crash(&cri(panic, |_| at)), whole, "{at}");
        assert_eq!(crash(&cri(panic, |line| line.len().saturating_sub(at))), whole, "{at} from the end");
    }
}

#[test]
fn a_record_in_pieces_is_opened() {
    let stack = (0..600).map(|line| format!(r"main.call{line}()\\n\\t/src/main.go:{line} +0x1\\n"));
    let record = format!(
        r#"{{\"ts\":1.5,\"msg\":\"recovered\",\"stack\":\"goroutine 7 [running]:\\n{}\"}}\n"#,
        stack.collect::<String>()
    );
    // 16 KiB without the escapes, and not cut within one.
    let cut = record.bytes().enumerate().position(|(at, byte)| at > 18_000 && byte == b')').unwrap();
    let (first, rest) = record.split_at(cut);
    let line = |stream: &str, log: &str| {
        format!(r#"{{"log":"{log}","stream":"{stream}","time":"2026-03-07T10:00:00.1Z"}}"#) + "\n"
    };
    let docker = [line("stderr", first), line("stdout", r"served\n"), line("stderr", rest)].concat();
    let parsed = parsed_in_bounds(docker.as_bytes());
    let frames: Vec<_> = parsed.goroutines().map(|goroutine| goroutine.frames.len()).collect();
    assert_eq!(frames, [600]);
}

#[test]
fn two_processes_in_one_log() {
    check(
        "\
web-1  | 2026-03-07T10:00:00Z panic: close of nil channel
job-1  | 2026-03-07T10:00:00Z fatal error: concurrent map writes
web-1  | 2026-03-07T10:00:00Z
job-1  | 2026-03-07T10:00:00Z
job-1  | 2026-03-07T10:00:00Z goroutine 9 [running]:
web-1  | 2026-03-07T10:00:00Z goroutine 7 [running]:
web-1  | 2026-03-07T10:00:00Z main.main()
job-1  | 2026-03-07T10:00:00Z main.put()
job-1  | 2026-03-07T10:00:01Z \t/src/put.go:9 +0x25
web-1  | 2026-03-07T10:00:01Z \t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic at 2026-03-07T10:00:00Z
              message "close of nil channel"
              goroutine 7 [running]
                main.main /src/main.go:9
            FatalError at 2026-03-07T10:00:00Z
              message "concurrent map writes"
              goroutine 9 [running]
                main.put /src/put.go:9
        "#]],
    );
}

#[test]
fn who_recovered_tells_from_what() {
    check(
        "\
2026/03/07 10:00:00 recovered from panic: no such order
goroutine 7 [running]:
runtime/debug.Stack()
\t/usr/local/go/src/runtime/debug/stack.go:24 +0x5e
panic({0x1?, 0x2?})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
main.main()
\t/src/main.go:9 +0x25

E0307 10:00:01.000001       1 runtime.go:79] Observed a panic: \"no such order\" (no such order)
goroutine 8 [running]:
panic({0x1?, 0x2?})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic at 2026/03/07 10:00:00
              message "no such order"
              goroutine 7 [running]
                runtime/debug.Stack /usr/local/go/src/runtime/debug/stack.go:24
                panic /usr/local/go/src/runtime/panic.go:770
                main.main /src/main.go:9
            Panic at E0307 10:00:01.000001
              message "no such order"
              goroutine 8 [running]
                panic /usr/local/go/src/runtime/panic.go:770
                main.main /src/main.go:9
        "#]],
    );
}

#[test]
fn panics_of_a_server_in_the_midst_of_its_log() {
    let panic = |second| {
        format!(
            "2026/03/07 10:00:0{second} http: panic serving 10.0.0.7:4711: no such order
goroutine {second} [running]:
panic({{0x1, 0x2}})
\t/usr/local/go/src/runtime/panic.go:785 +0x132
main.order()
\t/src/main.go:9 +0x25
created by net/http.(*Server).Serve in goroutine 1
\t/usr/local/go/src/net/http/server.go:3360 +0x485
2026/03/07 10:00:0{second} request served
"
        )
    };
    let log = (1..4).map(panic).collect::<String>();
    let parsed = parse(log.as_bytes());
    let times = parsed.crashes.iter().map(|crash| crash.time.as_ref().unwrap().text.to_string());
    assert_eq!(
        times.collect::<Vec<_>>(),
        ["2026/03/07 10:00:01", "2026/03/07 10:00:02", "2026/03/07 10:00:03"]
    );
    assert!(parsed.crashes.iter().all(|crash| crash.kind == CrashKind::Panic && crash.goroutines.len() == 1));
}

#[test]
fn dumps_one_after_the_other() {
    check(
        "\
2026-03-07 10:00:00
goroutine 45 [running]:
main.dump()
\t/src/main.go:9 +0x25

goroutine 1 [select]:
main.main()
\t/src/main.go:9 +0x25

2026-03-07 10:01:00
goroutine 57 [running]:
main.dump()
\t/src/main.go:9 +0x25

goroutine 1 [select, 1 minutes]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Dump at 2026-03-07 10:00:00
              goroutine 45 [running]
                main.dump /src/main.go:9
              goroutine 1 [select]
                main.main /src/main.go:9
            Dump at 2026-03-07 10:01:00
              goroutine 57 [running]
                main.dump /src/main.go:9
              goroutine 1 [select] 1 minutes
                main.main /src/main.go:9
            residue Text "2026-03-07 10:00:00\n"
            residue Text "2026-03-07 10:01:00\n"
        "#]],
    );
}

#[test]
fn number_of_a_goroutine_before_its_panic() {
    check(
        "\
goroutine 17 panic: no such order

goroutine 17 [running]:
main.main()
\t/src/main.go:9 +0x25

2026/03/07 10:00:00 goroutine 8 panic: no such cart
2026/03/07 10:00:00 goroutine 8 [running]:
2026/03/07 10:00:00 main.cart()
2026/03/07 10:00:00 \t/src/cart.go:9 +0x25
goroutine 5 panic: nobody knows
",
        expect![[r#"
            Panic
              message "no such order"
              goroutine 17 [running]
                main.main /src/main.go:9
            Panic at 2026/03/07 10:00:00
              message "no such cart"
              goroutine 8 [running]
                main.cart /src/cart.go:9
            residue WithinStack "goroutine 5 panic: nobody knows\n"
        "#]],
    );
}

#[test]
fn message_and_header_on_one_line() {
    check(
        "\
panic: no such order goroutine 7 [running]:
main.main()
\t/src/main.go:9 +0x25

goroutine 8 [running]: fatal error: concurrent map writes
main.put()
\t/src/put.go:9 +0x25
panic: died in goroutine 9 [running]:

goroutine 9 [running]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic
              message "no such order"
              goroutine 7 [running]
                main.main /src/main.go:9
            FatalError
              message "concurrent map writes"
              goroutine 8 [running]
                main.put /src/put.go:9
            Panic
              message "died in goroutine 9 [running]:"
              goroutine 9 [running]
                main.main /src/main.go:9
        "#]],
    );
}

#[test]
fn an_empty_message_counts_where_a_goroutine_follows() {
    check(
        "\
panic:
  retries: 3

panic:

goroutine 1 [running]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic
              message ""
              goroutine 1 [running]
                main.main /src/main.go:9
            residue Text "panic:\n  retries: 3\n"
        "#]],
    );
}

#[test]
fn a_header_is_not_eaten_by_what_looks_like_a_prefix() {
    check(
        "goroutine 1 panic: \ngoroutine 2 [e]:\n",
        expect![[r#"
            Panic
              message ""
              goroutine 2 [e]
        "#]],
    );
    check(
        "goroutine 1 goroutine 2 [e]:\ngoroutine 3 [e]:\n",
        expect![[r#"
        Dump
          goroutine 3 [e]
        residue Text "goroutine 1 goroutine 2 [e]:\n"
    "#]],
    );
}
