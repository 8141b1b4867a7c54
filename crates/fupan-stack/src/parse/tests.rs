use super::*;

#[test]
fn a_panic() {
    let input =
        b"panic: close of nil channel\n\ngoroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n";
    let parsed = parse(input);
    assert_eq!(parsed.crashes.len(), 1);
    assert!(parsed.problems.is_empty() && parsed.residue.is_empty());
}
