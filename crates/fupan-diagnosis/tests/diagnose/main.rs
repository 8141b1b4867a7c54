//! What inputs show, by the patterns of the shipped corpus.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

mod structures;

use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use fupan_diagnosis::Rules;
use fupan_model::Pattern;
use proptest::prelude::*;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/patterns")
}

/// The signals of every pattern; what else it says is left out.
fn rules() -> &'static Rules {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    RULES.get_or_init(|| {
        let files = std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path());
        let patterns: Vec<Pattern> = files
            .filter(|path| path.extension().is_some_and(|end| end == "md"))
            .filter_map(|path| fupan_record::read_pattern(&path, &std::fs::read(&path).unwrap()).value)
            .collect();
        assert!(patterns.len() > 100);
        Rules::of(&patterns)
    })
}

#[track_caller]
fn check(input: &str, expected: &Expect) {
    let mut text = String::new();
    for shown in rules().diagnose(input.as_bytes()) {
        text.push_str(&format!("{} {:.2}\n", shown.pattern, shown.confidence));
        for because in shown.because {
            text.push_str(&format!(
                "  {} {} | {}\n",
                because.signal,
                because.line,
                because.text.trim_start()
            ));
        }
    }
    expected.assert_eq(&text);
}

fn goroutine(id: u32, state: &str, calls: &[&str]) -> String {
    let calls: String = calls.iter().map(|call| format!("{call}\n\t/src/app/app.go:{id} +0x1d\n")).collect();
    format!("goroutine {id} [{state}]:\n{calls}\n")
}

const LOCKED: &str = "internal/sync.(*Mutex).lockSlow(0xc000012080)";

#[test]
fn a_message_of_the_runtime_is_proof() {
    let panic = "2026/11/27 10:00:00 starting\npanic: send on closed channel\n\n";
    check(
        &(panic.to_owned() + &goroutine(7, "running", &["main.publish(0xc000012080)"])),
        &expect![[r#"
            conc.chan.send-on-closed 0.96
              message 2 | panic: send on closed channel
              message 5 | main.publish(0xc000012080)
        "#]],
    );
    check(
        "2026/11/27 10:00:00 http: panic serving 127.0.0.1:1: runtime error: index out of range [3] with length 2\n",
        &expect![[r#"
            panic.index-out-of-range 0.96
              message 1 | 2026/11/27 10:00:00 http: panic serving 127.0.0.1:1: runtime error: index out of range [3] with length 2
            panic.http-handler-recovered 0.88
              message 1 | 2026/11/27 10:00:00 http: panic serving 127.0.0.1:1: runtime error: index out of range [3] with length 2
        "#]],
    );
}

/// What a log puts before each line is no part of the message.
#[test]
fn a_message_is_known_behind_the_prefixes_of_a_log() {
    check(
        "\
Mar 07 08:34:51 host-64 consul[97110]: panic: runtime error: slice bounds out of range
Mar 07 08:34:51 host-64 consul[97110]: goroutine 7 [running]:
Mar 07 08:34:51 host-64 consul[97110]: main.cut(0xc000012080)
Mar 07 08:34:51 host-64 consul[97110]: \t/src/app/app.go:9 +0x1d
",
        &expect![[r#"
            panic.index-out-of-range 0.96
              message 1 | Mar 07 08:34:51 host-64 consul[97110]: panic: runtime error: slice bounds out of range
              message 3 | Mar 07 08:34:51 host-64 consul[97110]: main.cut(0xc000012080)
        "#]],
    );
    check(
        "level=error msg=\"panic recovered\" value=\"checkout: assignment to entry in nil map\" request=7\n",
        &expect![[r#"
            panic.nil-map-write 0.86
              log 1 | level=error msg="panic recovered" value="checkout: assignment to entry in nil map" request=7
        "#]],
    );
    check("level=info msg=\"assignment to entry in nil map is a panic\"\n", &expect![[r#""#]]);
    // Of a record that holds the stack too nothing stands outside.
    check(
        r#"{"msg":"panic","value":"checkout failed: assignment to entry in nil map","stack":"goroutine 24 [running]:\npanic({0x1, 0x2})\n\t/go/src/runtime/panic.go:860 +0x1\nmain.add(0x1)\n\t/src/app/app.go:9 +0x1d\n"}"#,
        &expect![[r#"
            panic.nil-map-write 0.86
              log 1 | {"msg":"panic","value":"checkout failed: assignment to entry in nil map","stack":"goroutine 24 [running]:\npanic({0x1, 0x2})\n\t/go/src/runtime/panic.go:860 +0x1\nmain.add(0x1)\n\t/src/app/app.go:9 +0
        "#]],
    );
}

/// The runtime cannot start a thread for other reasons too: `errno=22` is a system that does not know the call.
#[test]
fn only_a_limit_exhausts_threads() {
    check(
        "runtime: failed to create new OS thread (have 2 already; errno=22)\nfatal error: newosproc\n",
        &expect![[r#""#]],
    );
    check(
        "runtime: failed to create new OS thread (have 9999 already; errno=11)\nfatal error: newosproc\n",
        &expect![[r#"
            res.thread-exhaustion 0.86
              message 1 | runtime: failed to create new OS thread (have 9999 already; errno=11)
        "#]],
    );
}

#[test]
fn two_that_hold_what_the_other_wants_are_a_cycle() {
    let one = goroutine(
        7,
        "sync.Mutex.Lock, 3 minutes",
        &[LOCKED, "main.(*Cart).Total(0xc000012080)", "main.(*Ledger).Close(0xc000055000)"],
    );
    let two = goroutine(
        8,
        "sync.Mutex.Lock, 3 minutes",
        &[
            "internal/sync.(*Mutex).lockSlow(0xc000055000)",
            "main.(*Ledger).Add(0xc000055000)",
            "main.(*Cart).Pay(0xc000012080)",
        ],
    );
    check(
        &format!("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n\n{one}{two}"),
        &expect![[r#"
        conc.deadlock.lock-order 0.99
          wait_cycle 4 | goroutine 7 [sync.Mutex.Lock, 3 minutes]:
          wait_cycle 12 | goroutine 8 [sync.Mutex.Lock, 3 minutes]:
          nobody_holds 7 | main.(*Cart).Total(0xc000012080)
          nobody_holds 15 | main.(*Ledger).Add(0xc000055000)
    "#]],
    );
}

#[test]
fn a_reader_within_a_reader_waits_for_the_writer_between() {
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
    check(
        &(reader + &writer),
        &expect![[r#"
        conc.deadlock.rwr 0.97
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
fn who_sends_while_others_want_its_lock_is_shown() {
    let sender = goroutine(
        7,
        "chan send, 5 minutes",
        &["main.(*Hub).send(0xc000012080)", "main.(*Hub).Add(0xc000012080)"],
    );
    let waiter = goroutine(8, "sync.Mutex.Lock, 5 minutes", &[LOCKED, "main.(*Hub).Len(0xc000012080)"]);
    check(
        &(sender + &waiter),
        &expect![[r#"
            conc.deadlock.chan-and-lock 0.88
              dump 1 | goroutine 7 [chan send, 5 minutes]:
              dump 2 | main.(*Hub).send(0xc000012080)
              blocked_with_a_lock 7 | goroutine 8 [sync.Mutex.Lock, 5 minutes]:
              blocked_with_a_lock 10 | main.(*Hub).Len(0xc000012080)
            conc.deadlock.consumer-gone 0.35
              left_on_a_channel 1 | goroutine 7 [chan send, 5 minutes]:
              left_on_a_channel 2 | main.(*Hub).send(0xc000012080)
            conc.leak.early-return 0.33
              left_on_a_channel 1 | goroutine 7 [chan send, 5 minutes]:
              left_on_a_channel 2 | main.(*Hub).send(0xc000012080)
        "#]],
    );
}

#[test]
fn a_healthy_dump_shows_nothing_for_sure() {
    let idle = [
        goroutine(1, "select (no cases)", &["main.main()"]),
        goroutine(5, "IO wait", &["internal/poll.runtime_pollWait(0x1, 0x72)", "net.(*netFD).accept(0x1)"]),
        goroutine(6, "select", &["main.(*Worker).Run(0xc000012080)"]),
        goroutine(7, "chan receive", &["main.(*Worker).jobs(0xc000012080)"]),
    ];
    let shown = rules().diagnose(idle.concat().as_bytes());
    assert!(shown.iter().all(|shown| shown.confidence < 0.5), "{shown:?}");
    assert_eq!(rules().diagnose(b"all is well\n"), []);
    assert_eq!(rules().diagnose(b""), []);
}

#[test]
fn a_race_is_shown_by_both_accesses() {
    let race = "\
==================
WARNING: DATA RACE
Write at 0x00c000012345 by goroutine 8:
  main.load.func1()
      /src/app/app.go:9 +0x1d

Previous write at 0x00c000012345 by goroutine 7:
  main.load()
      /src/app/app.go:12 +0x1d

Goroutine 8 (running) created at:
  main.load()
      /src/app/app.go:8 +0x1d
==================
";
    check(
        race,
        &expect![[r#"
            conc.race.closure-capture 0.79
              race 3 | Write at 0x00c000012345 by goroutine 8:
              race 4 | main.load.func1()
              race 7 | Previous write at 0x00c000012345 by goroutine 7:
              race 8 | main.load()
            conc.race.missing-lock 0.35
              race 3 | Write at 0x00c000012345 by goroutine 8:
              race 7 | Previous write at 0x00c000012345 by goroutine 7:
            conc.race.loopvar 0.31
              race 3 | Write at 0x00c000012345 by goroutine 8:
              race 4 | main.load.func1()
              race 7 | Previous write at 0x00c000012345 by goroutine 7:
              race 8 | main.load()
        "#]],
    );
}

#[test]
fn a_heap_profile_is_shown_by_its_share() {
    let profile = "\
heap profile: 2: 1200 [2: 1200] @ heap/1048576
1: 1000 [1: 1000] @ 0x1 0x2
#\t0x1\ttime.NewTicker+0x44\t/go/src/time/tick.go:37
#\t0x2\tmain.poll+0x10\t/src/app/app.go:9

1: 200 [1: 200] @ 0x3
#\t0x3\tmain.fill+0x10\t/src/app/app.go:20
";
    check(
        profile,
        &expect![[r#"
            mem.ticker-not-stopped 0.86
              profile 2 | 1: 1000 [1: 1000] @ 0x1 0x2
            conc.leak.ticker 0.40
              profile 2 | 1: 1000 [1: 1000] @ 0x1 0x2
            mem.unbounded-cache 0.29
              profile 2 | 1: 1000 [1: 1000] @ 0x1 0x2
        "#]],
    );
}

/// What the wrong snippet of a pattern prints shows the pattern, where something that it prints can.
#[test]
fn the_corpus_s_own_programs_are_diagnosed() {
    let mut right = Vec::new();
    for entry in std::fs::read_dir(corpus()).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(output) = std::fs::read(folder.join("output.txt")) else { continue };
        let id = folder.file_name().unwrap().to_string_lossy().into_owned();
        let shown = rules().diagnose(&output);
        if shown.first().is_some_and(|first| first.pattern.as_str() == id) {
            right.push(id);
        }
    }
    // Most of the others print counters, or a dump that several patterns share.
    assert!(right.len() >= 42, "{} right: {right:?}", right.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever comes in: no panic, confidences within 0 and 1, lines of the input.
    #[test]
    fn any_input_gets_an_answer(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("goroutine 7 [chan send]:\nmain.a(0xc000012080)\n\t/a.go:1 +0x1\n\n".to_owned()),
                Just("goroutine 8 [sync.Mutex.Lock]:\nsync.(*Mutex).Lock(0xc000012080)\n\t/m.go:1 +0x1\nmain.(*T).b(0xc000012080?)\n".to_owned()),
                Just("panic: close of nil channel\n".to_owned()),
                Just("WARNING: DATA RACE\nWrite at 0x00c000012345 by goroutine 8:\n  main.f()\n      /a.go:9 +0x1d\n\n".to_owned()),
                Just("heap profile: 1: 8 [1: 8] @ heap/1\n1: 8 [1: 8] @ 0x1\n#\t0x1\tmain.f+0x1\t/a.go:1\n".to_owned()),
                ".{0,60}\n?",
            ],
            0..12,
        ),
        cut in any::<proptest::sample::Index>(),
    ) {
        let text = pieces.concat();
        let cut = cut.index(text.len() + 1);
        for input in [text.as_bytes(), &text.as_bytes()[..cut]] {
            let lines = input.split(|byte| *byte == b'\n').count();
            for shown in rules().diagnose(input) {
                prop_assert!((0.0..=1.0).contains(&shown.confidence));
                prop_assert!(!shown.because.is_empty());
                for because in shown.because {
                    prop_assert!(because.line >= 1 && because.line as usize <= lines);
                }
            }
        }
    }
}

/// In whatever encoding an input is: the lines are those of its text, and so are the quotes.
#[test]
fn lines_and_quotes_are_those_of_the_text() {
    let dump = "2026/11/27 订单 开始\n\u{4e0a}\n\npanic: send on closed channel\n\ngoroutine 7 [running]:\n\
                main.publish(0xc000012080)\n\t/src/app/app.go:7 +0x1d\n";
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(dump.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gb18030 = dump.replace("订单 开始", "\u{1}").into_bytes();
    let gb18030: Vec<u8> =
        gb18030.split(|byte| *byte == 1).collect::<Vec<_>>().join(&b"\xb6\xa9\xb5\xa5 \xbf\xaa\xca\xbc"[..]);
    let damaged = [b"\xfd\xfe\xfd \xff\xff\xff\xff\n", dump.get(25..).unwrap().as_bytes()].concat();
    let carriage = dump.replace('\n', "\r");
    for input in [dump.as_bytes(), &utf16, &gb18030, &damaged, carriage.as_bytes()] {
        let shown = rules().diagnose(input);
        let first = shown.first().and_then(|shown| shown.because.first()).unwrap();
        assert_eq!((first.line, first.text.as_str()), (4, "panic: send on closed channel"));
    }
}
