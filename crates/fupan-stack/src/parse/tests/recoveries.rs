//! What frameworks and loggers print of a panic they recovered from.

use super::*;

#[test]
fn gin() {
    check(
        "\
[GIN-debug] Listening and serving HTTP on :8080


2026/03/07 10:00:00 [Recovery] 2026/03/07 - 10:00:00 panic recovered:
GET /order/7 HTTP/1.1
Host: localhost:8080
User-Agent: curl/7.84.0


runtime error: index out of range [5] with length 3
/usr/local/go/src/runtime/panic.go:114 (0x4379bd)
\tgoPanicIndex: panic(boundsError{x: int64(x), signed: true, y: y, code: boundsIndex})
/srv/shop/orders/handler.go:31 (0x7ac8f7)
\t(*Handler).Order: total += prices[i]
/go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go:185 (0x7a1199)
\t(*Context).Next: c.handlers[c.index](c)
/usr/local/go/src/net/http/server.go:3301 (0x62318d)
\tserverHandler.ServeHTTP: handler.ServeHTTP(rw, req)
/usr/local/go/src/runtime/asm_amd64.s:1700 (0x479e01)
\tgoexit: BYTE\t$0x90\t// NOP

[GIN] 2026/03/07 - 10:00:00 | 500 |  1.2ms | 127.0.0.1 | GET \"/order/7\"
",
        expect![[r#"
            Panic
              message "runtime error: index out of range [5] with length 3" recovered
              trace
                runtime.goPanicIndex /usr/local/go/src/runtime/panic.go:114
                orders.(*Handler).Order /srv/shop/orders/handler.go:31
                github.com/gin-gonic/gin@v1.10.0.(*Context).Next /go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go:185
                net/http.serverHandler.ServeHTTP /usr/local/go/src/net/http/server.go:3301
                runtime.goexit /usr/local/go/src/runtime/asm_amd64.s:1700
            residue Text "[GIN-debug] Listening and serving HTTP on :8080\n"
            residue Text "2026/03/07 10:00:00 [Recovery] 2026/03/07 - 10:00:00 panic recovered:\nGET /order/7 HTTP/1.1\nHost: localhost:8080\nUser-Agent: curl/7.84.0\n"
            residue Text "runtime error: index out of range [5] with length 3\n"
            residue Text "[GIN] 2026/03/07 - 10:00:00 | 500 |  1.2ms | 127.0.0.1 | GET \"/order/7\"\n"
        "#]],
    );
}

#[test]
fn gin_without_the_sources() {
    check(
        "\
2026/03/07 10:00:00 [Recovery] 2026/03/07 - 10:00:00 panic recovered:
no such order
/srv/shop/orders/handler.go:31 (0x7ac8f7)
/go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go:185 (0x7a1199)
/usr/local/go/src/net/http/server.go:3301 (0x62318d)
",
        expect![[r#"
            Panic at 2026/03/07 10:00:00
              message "no such order" recovered
              trace
                ??? /srv/shop/orders/handler.go:31
                ??? /go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go:185
                ??? /usr/local/go/src/net/http/server.go:3301
            residue Text "2026/03/07 10:00:00 [Recovery] 2026/03/07 - 10:00:00 panic recovered:\nno such order\n"
        "#]],
    );
}

#[test]
fn chi() {
    check(
        "\
2026/03/07 10:00:00 listening

 panic: no such order
 
 -> example.com/shop/orders.(*Desk).Order
 ->   /srv/shop/orders/desk.go:31

    net/http.HandlerFunc.ServeHTTP
      /usr/local/go/src/net/http/server.go:2136
    github.com/go-chi/chi/v5.(*Mux).routeHTTP
      /go/pkg/mod/github.com/go-chi/chi/v5@v5.0.12/mux.go:459
    created by net/http.(*Server).Serve in goroutine 1
      /usr/local/go/src/net/http/server.go:3086
    
2026/03/07 10:00:00 \"GET http://localhost/order/7 HTTP/1.1\" from 127.0.0.1 - 500
",
        expect![[r#"
            Panic at 2026/03/07 10:00:00
              message "no such order"
              trace
                example.com/shop/orders.(*Desk).Order /srv/shop/orders/desk.go:31
                net/http.HandlerFunc.ServeHTTP /usr/local/go/src/net/http/server.go:2136
                github.com/go-chi/chi/v5.(*Mux).routeHTTP /go/pkg/mod/github.com/go-chi/chi/v5@v5.0.12/mux.go:459
                created by net/http.(*Server).Serve /usr/local/go/src/net/http/server.go:3086 in 1
            residue Text "2026/03/07 10:00:00 listening\n"
            residue Text "2026/03/07 10:00:00 \"GET http://localhost/order/7 HTTP/1.1\" from 127.0.0.1 - 500\n"
        "#]],
    );
}

#[test]
fn echo() {
    check(
        "\
[PANIC RECOVER] no such cart goroutine 19 [running]:
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
main.cart({0x1, 0x2})
\t/src/main.go:12 +0x25
",
        expect![[r#"
            Panic
              message "no such cart" recovered
              goroutine 19 [running]
                panic /usr/local/go/src/runtime/panic.go:770
                main.cart /src/main.go:12
        "#]],
    );
}

#[test]
fn negroni() {
    check(
        "\
[negroni] PANIC: no such order
goroutine 18 [running]:
github.com/urfave/negroni.(*Recovery).ServeHTTP.func1()
\t/go/pkg/mod/github.com/urfave/negroni@v1.0.0/recovery.go:159 +0x69
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
main.order({0x1, 0x2})
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic
              message "no such order" recovered
              goroutine 18 [running]
                github.com/urfave/negroni.(*Recovery).ServeHTTP.func1 /go/pkg/mod/github.com/urfave/negroni@v1.0.0/recovery.go:159
                panic /usr/local/go/src/runtime/panic.go:770
                main.order /src/main.go:9
            residue Text "[negroni] PANIC: no such order\n"
        "#]],
    );
}

#[test]
fn klog() {
    check(
        "\
E0307 10:00:00.000001       1 runtime.go:79] Observed a panic: \"invalid memory address or nil pointer dereference\" (runtime error: invalid memory address or nil pointer dereference)
goroutine 312 [running]:
k8s.io/apimachinery/pkg/util/runtime.logPanic({0x1, 0x2})
\t/go/pkg/mod/k8s.io/apimachinery@v0.27.1/pkg/util/runtime/runtime.go:75 +0x85
panic({0x1, 0x2})
\t/usr/local/go/src/runtime/panic.go:884 +0x212
main.reconcile(0x1)
\t/src/main.go:9 +0x25
F0307 10:00:01.000001       1 main.go:79] no such cart
goroutine 1 [running]:
k8s.io/klog/v2.stacks(0x1)
\t/go/pkg/mod/k8s.io/klog/v2@v2.90.1/klog.go:860 +0x8a
main.main()
\t/src/main.go:12 +0x25

goroutine 7 [chan receive]:
main.wait()
\t/src/main.go:30 +0x25
E0307 10:00:02.000001       1 panic.go:262] \"Observed a panic\" panic=\"runtime error: index out of range [5] with length 3\" panicGoValue=\"runtime.boundsError{x:5, y:3}\" stacktrace=<
\tgoroutine 12 [running]:
\tk8s.io/apimachinery/pkg/util/runtime.logPanic({0x1, 0x2})
\t\t/go/pkg/mod/k8s.io/apimachinery@v0.31.1/pkg/util/runtime/runtime.go:107 +0xbc
\tpanic({0x1, 0x2})
\t\t/usr/local/go/src/runtime/panic.go:785 +0x132
\tmain.reconcile(0x1)
\t\t/src/main.go:9 +0x25
 >
I0307 10:00:03.000001       1 main.go:79] goes on
",
        expect![[r#"
            Panic at E0307 10:00:00.000001
              message "runtime error: invalid memory address or nil pointer dereference"
              goroutine 312 [running]
                k8s.io/apimachinery/pkg/util/runtime.logPanic /go/pkg/mod/k8s.io/apimachinery@v0.27.1/pkg/util/runtime/runtime.go:75
                panic /usr/local/go/src/runtime/panic.go:884
                main.reconcile /src/main.go:9
            Dump at F0307 10:00:01.000001
              goroutine 1 [running]
                k8s.io/klog/v2.stacks /go/pkg/mod/k8s.io/klog/v2@v2.90.1/klog.go:860
                main.main /src/main.go:12
              goroutine 7 [chan receive]
                main.wait /src/main.go:30
            Panic at E0307 10:00:02.000001
              message "runtime error: index out of range [5] with length 3" recovered
              goroutine 12 [running]
                k8s.io/apimachinery/pkg/util/runtime.logPanic /go/pkg/mod/k8s.io/apimachinery@v0.31.1/pkg/util/runtime/runtime.go:107
                panic /usr/local/go/src/runtime/panic.go:785
                main.reconcile /src/main.go:9
            residue WithinStack "F0307 10:00:01.000001       1 main.go:79] no such cart\n"
            residue WithinStack "E0307 10:00:02.000001       1 panic.go:262] \"Observed a panic\" panic=\"runtime error: index out of range [5] with length 3\" panicGoValue=\"runtime.boundsError{x:5, y:3}\" stacktrace=<\n"
            residue WithinStack " >\nI0307 10:00:03.000001       1 main.go:79] goes on\n"
        "#]],
    );
}

#[test]
fn records_of_syslog() {
    check(
        "\
Mar  7 10:00:00 host shop[17]: panic: no such order#012#012goroutine 1 [running]:#012main.order(...)#012#011/src/order.go:9#012main.main()#012#011/src/main.go:4 +0x25
Mar  7 10:00:01 host shop[17]: color is #012 today
",
        expect![[r#"
            Panic at Mar  7 10:00:00
              message "no such order"
              goroutine 1 [running]
                main.order /src/order.go:9
                main.main /src/main.go:4
            residue WithinStack "Mar  7 10:00:01 host shop[17]: color is #012 today\n"
        "#]],
    );
}

#[test]
fn a_text_of_a_record_is_no_number() {
    let record = r#"{"time":"2026-03-07T10:00:00.1Z","line":"106","message":"[PANIC RECOVER] no such order goroutine 18 [running]:\npanic({0x1, 0x2})\n\t/usr/local/go/src/runtime/panic.go:770 +0x132\nmain.order()\n\t/src/main.go:9 +0x25\n"}"#;
    let parsed = parse(record.as_bytes());
    assert_eq!(parsed.crashes[0].messages[0].text, "no such order");
}

/// What debuggers print is not read; nothing in it may be taken for a goroutine.
#[test]
fn debuggers() {
    for text in [DELVE, GDB] {
        let parsed = parse(text.as_bytes());
        assert_eq!((parsed.crashes.len(), parsed.problems[0].kind), (0, ProblemKind::NoStack));
    }
}

const DELVE: &str = "\
(dlv) goroutines -t
  Goroutine 1 - User: ./main.go:20 main.main (0x4a2b0f) [chan receive]
\t0  0x000000000043ad56 in runtime.gopark
\t    at /usr/local/go/src/runtime/proc.go:398
\t1  0x0000000000407f2d in runtime.chanrecv
\t    at /usr/local/go/src/runtime/chan.go:583
\t3  0x00000000004a2b0f in main.main
\t    at ./main.go:20
* Goroutine 17 - User: /src/w.go:9 main.worker (0x4a2c11) (thread 4711)
\t0  0x00000000004a2c11 in main.worker
\t    at /src/w.go:9
\t(truncated)
[2 goroutines]
(dlv) bt
0  0x000000000104f1d4 in runtime.mach_semaphore_timedwait
   at /usr/local/go/src/runtime/sys_darwin_amd64.s:510
1  0x0000000001031c0a in main.main
   at /src/main.go:9
";

const GDB: &str = "\
(gdb) info goroutines
* 1 running  runtime.systemstack_switch
  2 waiting  runtime.gopark
(gdb) goroutine 1 bt
#0  runtime.gopark (unlockf=0x2eba0 <runtime.parkunlock_c>, lock=0x1576e0 <runtime.timers>, reason=\"sleep\")
    at /Users/s/go/src/runtime/proc.go:131
#1  0x0000000000013488 in runtime.goparkunlock (lock=0x1576e0 <runtime.timers>, reason=\"sleep\") at /Users/s/go/src/runtime/proc.go:136
#3  0x00000000000020f8 in main.f2 (a=40, b=2, ~r2=833358237544) at /Users/s/foo/foo.go:24
#4  0x0000000000002551 in main.main () at /Users/s/foo/main.go:22
";
