use super::*;

#[test]
fn culprit_leads() {
    let summary = summarize(
        b"panic: close of nil channel\n\ngoroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n",
    );
    assert_eq!(summary.goroutines, 1);
    assert_eq!(summary.stacks[0].kind, "close of nil channel");
}
