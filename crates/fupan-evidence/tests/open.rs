//! What inputs hold, opened. The profiles in `tests/data` are of one program: four goroutines that send where nobody
//! receives, one of them labelled, and two that pass a lock between them.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use std::io::Write;

use expect_test::{Expect, expect};
use flate2::Compression;
use flate2::write::GzEncoder;
use fupan_evidence::{OpenProblem, is_closed, open};
use proptest::prelude::*;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}.pb.gz", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A field that holds bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(bytes.len()).unwrap()], bytes].concat()
}

/// A profile of two goroutines in `main.offer`, inlined into `main.run`, whose function is named last.
fn small() -> Vec<u8> {
    let strings = ["", "goroutine", "count", "main.offer", "main.run", "/src/main.go"];
    let strings: Vec<u8> = strings.iter().flat_map(|text| field(6, text.as_bytes())).collect();
    let call = |function: u8, line: u8| field(4, &[0x08, function, 0x10, line]);
    let location = [vec![0x08, 7, 0x18, 0x40], call(1, 3), call(2, 9)].concat();
    let function = |id: u8, name: u8| field(5, &[0x08, id, 0x10, name, 0x20, 5]);
    [
        field(1, &[0x08, 1, 0x10, 2]),
        field(2, &[0x0a, 1, 7, 0x12, 1, 2]),
        field(4, &location),
        function(1, 3),
        function(2, 4),
        strings,
    ]
    .concat()
}

#[track_caller]
fn check(input: &[u8], records: usize, expected: &Expect) {
    let opened = open(input);
    let text = String::from_utf8(opened.bytes.into_owned()).unwrap();
    let parts: Vec<&str> = text.split_inclusive("\n\n").take(records).collect();
    let problems: String = opened.problems.iter().map(|problem| format!("{problem:?}\n")).collect();
    expected.assert_eq(&(parts.concat() + &problems));
}

#[test]
fn goroutines_with_what_they_wait_in() {
    check(
        &file("goroutine"),
        9,
        &expect![[r#"
        goroutine profile: total 5
        3 @ 0x47dc4d 0x41491b 0x414516 0x4dc399
        #	0x47dc4d	runtime.gopark	runtime/proc.go:462
        #	0x41491b	runtime.chansend	runtime/chan.go:283
        #	0x414516	runtime.chansend1	runtime/chan.go:161
        #	0x4dc399	main.offer	example.com/leaky/main.go:22

        1 @ 0x442c50 0x47d03c 0x4c8a90 0x4c88c4 0x4c5748 0x4dc684 0x44cd94
        #	0x442c50	runtime.goroutineProfileWithLabels	runtime/mprof.go:1259
        #	0x47d03c	runtime.pprof_goroutineProfileWithLabels	runtime/mprof.go:1250
        #	0x4c8a90	runtime/pprof.writeRuntimeProfile	runtime/pprof/pprof.go:851
        #	0x4c88c4	runtime/pprof.writeGoroutine	runtime/pprof/pprof.go:784
        #	0x4c5748	runtime/pprof.(*Profile).WriteTo	runtime/pprof/pprof.go:408
        #	0x4dc684	main.main	example.com/leaky/main.go:51
        #	0x44cd94	runtime.main	runtime/proc.go:290

        1 @ 0x47dc4d 0x41491b 0x414516 0x4dc399
        # labels: {"tenant":"a"}
        #	0x47dc4d	runtime.gopark	runtime/proc.go:462
        #	0x41491b	runtime.chansend	runtime/chan.go:283
        #	0x414516	runtime.chansend1	runtime/chan.go:161
        #	0x4dc399	main.offer	example.com/leaky/main.go:22

    "#]],
    );
}

#[test]
fn memory_in_use_and_allocated() {
    check(
        &file("heap"),
        1,
        &expect![[r#"
        heap profile: 490: 13050832 [490: 13050832] @ heap/2
        0: 0 [0: 0] @ 0x4bd48c 0x4c356c 0x4cc60d 0x4c6ac4 0x4c8b34 0x4c88c4 0x4c5748 0x4dc684 0x44cd94
        #	0x4bd48c	compress/flate.(*compressor).init	compress/flate/deflate.go:589
        #	0x4c356c	compress/flate.NewWriter	compress/flate/deflate.go:666
        #	0x4c356c	compress/gzip.(*Writer).Write	compress/gzip/gzip.go:191
        #	0x4cc60d	runtime/pprof.(*profileBuilder).build	runtime/pprof/proto.go:390
        #	0x4c6ac4	runtime/pprof.printCountProfile	runtime/pprof/pprof.go:556
        #	0x4c8b34	runtime/pprof.writeRuntimeProfile	runtime/pprof/pprof.go:859
        #	0x4c88c4	runtime/pprof.writeGoroutine	runtime/pprof/pprof.go:784
        #	0x4c5748	runtime/pprof.(*Profile).WriteTo	runtime/pprof/pprof.go:408
        #	0x4dc684	main.main	example.com/leaky/main.go:51
        #	0x44cd94	runtime.main	runtime/proc.go:290

    "#]],
    );
}

#[test]
fn who_waited_and_who_gave_back() {
    check(
        &file("mutex"),
        1,
        &expect![[r#"
        --- mutex:
        cycles/second=1000000000
        sampling period=1
        42975076 38 @ 0x4dc87d
        #	0x4dc87d	sync.(*Mutex).Unlock	sync/mutex.go:65
        #	0x4dc87d	main.main.func1	example.com/leaky/main.go:35

    "#]],
    );
    check(
        &file("block"),
        1,
        &expect![[r#"
        --- contention:
        cycles/second=1000000000
        43089120 38 @ 0x4dc855
        #	0x4dc855	sync.(*Mutex).Lock	sync/mutex.go:46
        #	0x4dc855	main.main.func1	example.com/leaky/main.go:33

    "#]],
    );
}

#[test]
fn inlined_calls_are_calls() {
    check(
        &small(),
        1,
        &expect![[r#"
        goroutine profile: total 2
        2 @ 0x40
        #	0x40	main.offer	/src/main.go:3
        #	0x40	main.run	/src/main.go:9

    "#]],
    );
}

#[test]
fn text_stays_as_it_is() {
    for text in [
        &b"goroutine 7 [chan send]:\nmain.offer()\n"[..],
        b"",
        b"\n\t\x08",
        b"Z",
        b"\x7fELF\x02",
        b"\xff\xfe",
    ] {
        assert!(!is_closed(text));
        assert_eq!(&*open(text).bytes, text);
        assert_eq!(open(text).problems, []);
    }
}

#[test]
fn compressed_text_is_opened() {
    let text = b"goroutine 7 [chan send]:\nmain.offer()\n";
    let closed = compressed(text);
    assert!(is_closed(&closed));
    let opened = open(&closed);
    assert_eq!((&*opened.bytes, opened.problems), (&text[..], vec![]));
}

#[test]
fn of_damage_what_came_before_is_kept() {
    let small = small();
    check(
        &small[..60],
        1,
        &expect![[r#"
         profile: total 2
        2 @ 0x40
        #	0x40
        #	0x40

        Profile
    "#]],
    );
    let whole = compressed(&small);
    assert_eq!(open(&whole[..whole.len() - 9]).problems, [OpenProblem::Gzip]);
    assert_eq!(open(&[0x1f, 0x8b, 8, 0, 0]).problems, [OpenProblem::Gzip]);
    // A second type of sample that is no message.
    let damaged = [&small[..], &[0x08, 1]].concat();
    assert_eq!(open(&damaged).problems, [OpenProblem::Profile]);
}

/// A kilobyte that inflates to a megabyte, and again.
#[test]
fn what_would_not_end_is_cut() {
    let zeros = compressed(&vec![b'\n'; 65 * 1024 * 1024]);
    let opened = open(&zeros);
    assert_eq!((opened.bytes.len(), opened.problems), (64 * 1024 * 1024, vec![OpenProblem::TooLarge]));
    // Two million samples without a stack.
    let samples = [small(), field(2, &[0x12, 1, 1]).repeat(1 << 21)].concat();
    assert_eq!(open(&compressed(&samples)).problems, [OpenProblem::TooLarge]);
}

/// The text is one that the parser of stacks reads.
#[test]
fn goroutines_are_grouped_as_those_of_other_dumps() {
    let closed = file("goroutine");
    let summary = fupan_stack::summarize(&open(&closed).bytes);
    let groups: Vec<_> =
        summary.stacks.iter().map(|group| (group.goroutines, &*group.family_symbols[0])).collect();
    assert_eq!(groups, [(4, "main.offer"), (1, "main.main")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever comes in: an answer.
    #[test]
    fn any_input_is_opened(
        name in proptest::sample::select(&["goroutine", "heap", "mutex", "block"][..]),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<proptest::sample::Index>(),
        tail in proptest::collection::vec(any::<u8>(), 0..16),
    ) {
        let original = file(name);
        let mut inflated = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&original[..]), &mut inflated).unwrap();
        for mut bytes in [original, inflated] {
            for (place, byte) in &changes {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            bytes.truncate(cut.index(bytes.len() + 1));
            bytes.extend(&tail);
            let opened = open(&bytes);
            prop_assert!(is_closed(&bytes) || *opened.bytes == bytes);
        }
    }
}
