use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::parsed::*;
use crate::testing::{parsed_in_bounds, shuffled};

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(input: &str, expected: Expect) {
    expected.assert_eq(&written(&parse(input.as_bytes()), input));
}

/// What was read, one line for each thing.
fn written(parsed: &Parsed<'_>, input: &str) -> String {
    let mut out = String::new();
    for crash in &parsed.crashes {
        let time = crash.time.as_ref().map(|time| format!(" at {}", time.text)).unwrap_or_default();
        writeln!(out, "{:?}{time}", crash.kind).unwrap();
        for message in &crash.messages {
            writeln!(
                out,
                "  message {:?}{}",
                message.text,
                if message.is_recovered { " recovered" } else { "" }
            )
            .unwrap();
        }
        crash.signal.iter().for_each(|signal| writeln!(out, "  signal {signal}").unwrap());
        crash.goroutines.iter().for_each(|goroutine| write_goroutine(&mut out, goroutine));
    }
    for problem in &parsed.problems {
        writeln!(out, "problem {} {:?}", problem.kind.as_str(), input.get(problem.span.clone()).unwrap())
            .unwrap();
    }
    for residue in &parsed.residue {
        writeln!(out, "residue {:?} {:?}", residue.reason, input.get(residue.span.clone()).unwrap()).unwrap();
    }
    out
}

fn write_goroutine(out: &mut String, goroutine: &Goroutine<'_>) {
    match goroutine.section {
        Section::Goroutine => write!(out, "  goroutine {}", goroutine.id.unwrap()).unwrap(),
        Section::RuntimeStack => out.push_str("  runtime stack"),
        Section::Access(Access { is_write, is_atomic, is_previous }) => write!(
            out,
            "  {}{}{} by {}",
            if is_previous { "previous " } else { "" },
            if is_atomic { "atomic " } else { "" },
            if is_write { "write" } else { "read" },
            goroutine.id.unwrap()
        )
        .unwrap(),
        Section::Allocation => out.push_str("  allocation"),
        Section::Record => write!(out, "  record of {}", goroutine.count).unwrap(),
        Section::Trace => out.push_str("  trace"),
        Section::Thread | Section::Throwable => {
            write!(out, "  {:?} {}", goroutine.section, goroutine.name.as_deref().unwrap_or_default())
                .unwrap();
        }
    }
    goroutine.state.iter().for_each(|state| write!(out, " [{state}]").unwrap());
    goroutine.minutes.iter().for_each(|minutes| write!(out, " {minutes} minutes").unwrap());
    if goroutine.is_locked {
        out.push_str(" locked");
    }
    goroutine.bubble.iter().for_each(|bubble| write!(out, " bubble {bubble}").unwrap());
    if !goroutine.labels.is_empty() {
        write!(out, " labels {:?}", goroutine.labels).unwrap();
    }
    if goroutine.is_unavailable {
        out.push_str(" unavailable");
    }
    goroutine.elided.iter().for_each(|count| write!(out, " elided {count}").unwrap());
    out.push('\n');
    goroutine.frames.iter().for_each(|frame| writeln!(out, "    {}", place(frame)).unwrap());
    if let Some(creation) = &goroutine.created_by {
        let by = creation.goroutine.map(|id| format!(" in {id}")).unwrap_or_default();
        writeln!(out, "    created by {}{by}", place(&creation.frame)).unwrap();
    }
    for ancestor in &goroutine.ancestors {
        writeln!(out, "    ancestor {:?}", ancestor.id).unwrap();
        ancestor.frames.iter().for_each(|frame| writeln!(out, "      {}", place(frame)).unwrap());
    }
}

fn place(frame: &Frame<'_>) -> String {
    let file = frame.file().unwrap_or("-");
    let line = frame.line().map(|line| line.to_string()).unwrap_or_default();
    format!("{} {file}:{line}", frame.function())
}

mod logs;
mod recoveries;

#[test]
fn panic_with_a_fault() {
    check(
        "\
starting
panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48d4a5]

goroutine 18 [running]:
example.com/shop/cart.(*Cart).Add(...)
\t/src/shop/cart/cart.go:21
main.Map[...](0xc000012345, {0x1, 0x2, ...})
\t/src/shop/map.go:7 +0x1d
created by main.main in goroutine 1
\t/src/shop/main.go:9 +0x25
exit status 2
",
        expect![[r#"
            Panic
              message "runtime error: invalid memory address or nil pointer dereference"
              signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48d4a5
              goroutine 18 [running]
                example.com/shop/cart.(*Cart).Add /src/shop/cart/cart.go:21
                main.Map[...] /src/shop/map.go:7
                created by main.main /src/shop/main.go:9 in 1
            residue Text "starting\n"
        "#]],
    );
}

#[test]
fn chain_of_panics() {
    check(
        "\
panic: first [recovered]
\tpanic: second
\tline two

\tgoroutine 99 [running]:
\tpanic: third [recovered, repanicked]

goroutine 1 [running]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic
              message "first" recovered
              message "second\nline two"
              message "third" recovered
              goroutine 1 [running]
                main.main /src/main.go:9
            residue Text "\tgoroutine 99 [running]:\n"
        "#]],
    );
}

#[test]
fn text_of_a_message_is_no_goroutine() {
    check(
        "\
panic: worker died:
\tgoroutine 99 [running]:
\tmain.lost()
\t\t/src/lost.go:1 +0x1

goroutine 1 [running]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            Panic
              message "worker died:\ngoroutine 99 [running]:\nmain.lost()\n\t/src/lost.go:1 +0x1"
              goroutine 1 [running]
                main.main /src/main.go:9
        "#]],
    );
}

#[test]
fn headers() {
    check(
        "\
goroutine 0 gp=0x7046e0 m=0 mp=0x7056e0 [idle]:
runtime.mcall()
\t/usr/local/go/src/runtime/asm_amd64.s:463 +0x53 fp=0x7ffd3b09dff8 sp=0x7ffd3b09dfe0 pc=0x48af53

goroutine 2 gp=0xc000007c00 m=nil [select (no cases), 5 minutes, locked to thread]:

goroutine 3 [chan receive (durable), synctest bubble 2]:

goroutine 4 [chan send (leaked)]:

goroutine 5 [IO wait (scan), 1 minutes]:

goroutine 6 [running labels:{\"request\": \"r-1\", \"path\": \"/a }]: \\\"b\\\"\"}]:
\tgoroutine running on other thread; stack unavailable
created by main.main
\t/src/main.go:9 +0x25

goroutine 7 [select] {request_id: \"req-7f3a\", trace_id: 4bf9}:
goroutine 8 [sleep]
goroutine profile: total 8
goroutine 9 sleeps
goroutine 10 gp=0xc000007c00 m=nil
goroutine 11 [chan rec",
        expect![[r#"
            Dump
              goroutine 0 [idle]
                runtime.mcall /usr/local/go/src/runtime/asm_amd64.s:463
              goroutine 2 [select (no cases)] 5 minutes locked
              goroutine 3 [chan receive (durable)] bubble 2
              goroutine 4 [chan send (leaked)]
              goroutine 5 [IO wait (scan)] 1 minutes
              goroutine 6 [running] labels [("request", "r-1"), ("path", "/a }]: \"b\"")] unavailable
                created by main.main /src/main.go:9
              goroutine 7 [select] labels [("request_id", "req-7f3a"), ("trace_id", "4bf9")]
              goroutine 8 [sleep]
            problem malformed_header "goroutine 10 gp=0xc000007c00 m=nil\n"
            problem malformed_header "goroutine 11 [chan rec"
            residue WithinStack "goroutine profile: total 8\ngoroutine 9 sleeps\n"
        "#]],
    );
}

#[test]
fn elided_frames_and_run_time_stack() {
    check(
        "\
runtime: goroutine stack exceeds 1000000000-byte limit
runtime: sp=0xc0200e1390 stack=[0xc0200e0000, 0xc0400e0000]
fatal error: stack overflow

runtime stack:
runtime.throw({0x47a8b2?, 0x0?})
\t/usr/local/go/src/runtime/panic.go:1101 +0x48

goroutine 1 gp=0xc0000061c0 m=0 mp=0x546920 [running]:
main.walk(0x1)
\t/src/main.go:4 +0x1d fp=0xc0200e13a0 sp=0xc0200e1398 pc=0x46f2fd
...23 frames elided...
main.walk(0x2)
\t/src/main.go:4 +0x1d
...additional frames elided...

rax    0x0
rip    0x48af53
exit status 2
",
        expect![[r#"
            FatalError
              message "stack overflow"
              runtime stack
                runtime.throw /usr/local/go/src/runtime/panic.go:1101
              goroutine 1 [running] elided 23
                main.walk /src/main.go:4
                main.walk /src/main.go:4
        "#]],
    );
}

#[test]
fn race_report() {
    check(
        "\
==================
WARNING: DATA RACE
Write at 0x00c000086270 by goroutine 11:
  main.(*Cart).Add()
      /src/cart.go:19 +0x28

Previous atomic read at 0x00c000086270 by main goroutine:
  main.(*Cart).Len()
      /src/cart.go:30 +0xd0
  main.main()
      /src/main.go:14 +0x72

Goroutine 11 (running) created at:
  main.main()
      /src/main.go:12 +0x64
==================
Found 1 data race(s)
",
        expect![[r#"
            DataRace
              write by 11
                main.(*Cart).Add /src/cart.go:19
                ancestor None
                  main.main /src/main.go:12
              previous atomic read by 1
                main.(*Cart).Len /src/cart.go:30
                main.main /src/main.go:14
            residue Text "Found 1 data race(s)\n"
        "#]],
    );
}

#[test]
fn profile_of_goroutines() {
    check(
        "\
goroutine profile: total 12
7 @ 0x43886e 0x406c3f 0x4be614 0x468581
# labels: {\"tenant\":\"a\", \"k\":\"v\"}
#\t0x4be613\tmain.main.func1+0xb3\t/src/main.go:49
#\t0x4be393\tmain.main+0x2f3\t\t/src/main.go:55

1 @ 0x43886e
",
        expect![[r#"
            Profile
              record of 7 labels [("tenant", "a"), ("k", "v")]
                main.main.func1 /src/main.go:49
                main.main /src/main.go:55
              record of 1
            problem cut_profile "goroutine profile: total 12\n7 @ 0x43886e 0x406c3f 0x4be614 0x468581\n# labels: {\"tenant\":\"a\", \"k\":\"v\"}\n#\t0x4be613\tmain.main.func1+0xb3\t/src/main.go:49\n#\t0x4be393\tmain.main+0x2f3\t\t/src/main.go:55\n\n1 @ 0x43886e\n"
        "#]],
    );
}

#[test]
fn records_of_a_profile_that_somebody_copied() {
    check(
        "\
many goroutines with this profile:
4198 @ 0x438fd0 0x407af7 0x4077bb
# labels: {\"tenant\":\"a\"}
#\t0xb2a803\texample.com/drand/core.(*Drand).PublicRandStream+0x363\t\t/opt/drand/core/public.go:122

12 @ 0x438fd0
3 @ home
",
        expect![[r#"
            Profile
              record of 4198 labels [("tenant", "a")]
                example.com/drand/core.(*Drand).PublicRandStream /opt/drand/core/public.go:122
              record of 12
            residue Text "many goroutines with this profile:\n"
            residue Text "3 @ home\n"
        "#]],
    );
}

#[test]
fn records_of_threads_are_no_goroutines() {
    check(
        "\
threadcreate profile: total 12
11 @ 0x438fd0 0x407af7
#\t0x438fcf\truntime.allocm+0x8f\t/usr/local/go/src/runtime/proc.go:2150

",
        expect![[r#"
            problem other_profile "threadcreate profile: total 12\n"
            residue Profile "threadcreate profile: total 12\n11 @ 0x438fd0 0x407af7\n#\t0x438fcf\truntime.allocm+0x8f\t/usr/local/go/src/runtime/proc.go:2150\n"
        "#]],
    );
}

#[test]
fn profile_of_something_else() {
    check(
        "\
heap profile: 1: 8 [2: 16] @ heap/131072
1: 8 [2: 16] @ 0x4cda7e 0x4668e1
#\t0x4cda7d\tmain.newItem+0x17d\t/src/main.go:21

# runtime.MemStats
",
        expect![[r##"
            problem other_profile "heap profile: 1: 8 [2: 16] @ heap/131072\n"
            residue Profile "heap profile: 1: 8 [2: 16] @ heap/131072\n1: 8 [2: 16] @ 0x4cda7e 0x4668e1\n#\t0x4cda7d\tmain.newItem+0x17d\t/src/main.go:21\n"
            residue Text "# runtime.MemStats\n"
        "##]],
    );
}

#[test]
fn race_with_a_heap_block() {
    check(
        "\
==================
WARNING: DATA RACE
Write at 0x00c000086270 by goroutine 11:
  main.put()
      /src/cart.go:19 +0x28
  [failed to restore the stack]

Previous read at 0x00c000086270 by goroutine 8:
  [failed to restore the stack]

Heap block of size 48 at 0x00c000086270 allocated by main goroutine:
  main.make()
      /src/cart.go:4 +0x28

Goroutine 11 (running) created at:
  main.main()
      /src/main.go:12 +0x64

Goroutine 8 (finished) created at:
  main.main()
      /src/main.go:11 +0x64
==================
",
        expect![[r#"
            DataRace
              write by 11
                main.put /src/cart.go:19
                ancestor None
                  main.main /src/main.go:12
              previous read by 8
                ancestor None
                  main.main /src/main.go:11
              allocation
                main.make /src/cart.go:4
        "#]],
    );
}

#[test]
fn carriage_returns_and_damage() {
    check(
        "fatal error: concurrent map writes\r\n\r\ngoroutine 7 [running]:\r\nmain.a()\r\nmain.b()\r\n\t/b.go:2 +0x1\r\nlog line\r\nmain.c(0x",
        expect![[r#"
            FatalError
              message "concurrent map writes"
              goroutine 7 [running]
                main.a -:
                main.b /b.go:2
            problem missing_location "main.a()\r\n"
            problem cut_frame "main.c(0x"
            residue WithinStack "log line\r\n"
        "#]],
    );
}

#[test]
fn errors_without_goroutines() {
    check(
        "fatal error: out of memory\nand then\n\nSIGQUIT: quit\nPC=0x1 m=0\n",
        expect![[r#"
            FatalError
              message "out of memory"
            problem no_goroutine "SIGQUIT: quit\n"
            residue Text "and then\n"
            residue Text "SIGQUIT: quit\n"
        "#]],
    );
}

#[test]
fn nothing_to_read() {
    check(
        "all is well\n",
        expect![[r#"
            problem no_stack "all is well\n"
            residue Text "all is well\n"
        "#]],
    );
    let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00";
    let parsed = parse(gzip);
    assert_eq!(parsed.problems, [Problem { kind: ProblemKind::Binary, span: 0..8 }]);
    assert_eq!(parsed.residue, [Residue { reason: ResidueReason::Binary, span: 0..8 }]);
}

#[test]
fn invalid_utf8_and_zero_bytes_stay_in_their_frame() {
    let parsed = parse(b"goroutine 7 [run\xffning]:\nmain.\xffa()\n\t/a\0b.go:2 +0x1\n");
    let goroutine = &parsed.crashes[0].goroutines[0];
    assert_eq!(goroutine.frames[0].function(), "main.\u{fffd}a");
    assert_eq!(goroutine.frames[0].file(), Some("/a\0b.go"));
}

const SAMPLE: &str = "\
log
panic: first [recovered]
\tpanic: second
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48d4a5]

goroutine 18 gp=0xc000007c00 m=nil [running, 3 minutes] {k: \"v\"}:
example.com/shop/cart.(*Cart).Add(...)
\t/src/shop/cart/cart.go:21
...7 frames elided...
created by main.main in goroutine 1
\t/src/shop/main.go:9 +0x25

goroutine 19 [select]:
main.serve(0x1)
\t/src/main.go:30 +0x2

==================
WARNING: DATA RACE
Read at 0x00c000086270 by goroutine 11:
  main.read()
      /src/cart.go:19 +0x28

Previous write at 0x00c000086270 by goroutine 8:
  main.write()
      /src/cart.go:30 +0xd0

Goroutine 11 (running) created at:
  main.main()
      /src/main.go:12 +0x64
==================
2024/03/07 10:00:00 app: fatal error: concurrent map writes
2024/03/07 10:00:00 app:
2024/03/07 10:00:01 app: goroutine 7 [running]:
2024/03/07 10:00:01 app: main.main()
2024/03/07 10:00:01 app: \t/src/main.go:9 +0x25
";

#[test]
fn a_prefix_keeps_every_complete_goroutine() {
    let whole = parse(SAMPLE.as_bytes());
    let all: Vec<_> = whole.goroutines().filter(|g| matches!(g.section, Section::Goroutine)).collect();
    assert_eq!(all.len(), 3);
    for cut in 0..=SAMPLE.len() {
        let input = &SAMPLE.as_bytes()[..cut];
        let parsed = parsed_in_bounds(input);
        let found: Vec<_> = parsed.goroutines().collect();
        for goroutine in all.iter().filter(|goroutine| goroutine.span.end <= cut) {
            assert!(found.contains(goroutine), "{cut}");
        }
    }
}

proptest! {
    #[test]
    fn never_panics_on_bytes(input in prop::collection::vec(any::<u8>(), 0..300)) {
        parsed_in_bounds(&input);
    }

    #[test]
    fn never_panics_on_shuffled_lines(input in shuffled(SAMPLE.split_inclusive('\n').collect())) {
        let parsed = parsed_in_bounds(&input);
        let summary = crate::summarize(&input);
        let counted = u64::try_from(parsed.goroutines().count()).unwrap();
        prop_assert_eq!(summary.goroutines, counted);
        prop_assert_eq!(parse_and_summarize(&input), (parsed, summary));
    }
}
