//! Binary profiles and compressed dumps, wherever a dump is read.

use expect_test::{Expect, expect};
use fupan_tests::{Place, assert_valid};
use serde_json::json;

/// A profile of a program in which four goroutines send and nobody receives.
fn profile(name: &str) -> String {
    format!("{}/../crates/fupan-evidence/tests/data/{name}.pb.gz", env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn check(place: &Place, arguments: &[&str], code: u8, expected: &Expect) {
    let answer = place.run(arguments).with_code(code);
    expected.assert_eq(&place.masked(&format!("{}{}", answer.stdout, answer.stderr)));
}

#[test]
fn goroutines_of_a_binary_profile_are_stacks() {
    let place = Place::small();
    let body = place.run(&["fingerprint", "--json", &profile("goroutine")]).with_code(0).json();
    assert_valid("fingerprint", &body);
    assert_eq!((&body["stacks"][0]["goroutines"], &body["problems"]), (&json!(4), &json!([])));
    // It is the stack of the text form, which leaves the run-time's calls out.
    let text = "goroutine profile: total 4\n4 @ 0x47dc4e 0x4dc39a\n\
                #\t0x4dc399\tmain.offer+0x19\texample.com/leaky/main.go:22\n\n";
    let text = place.run_with_input(&["fingerprint", "--json"], text).with_code(0).json();
    assert_eq!(body["stacks"][0]["family"], text["stacks"][0]["family"]);
}

#[test]
fn binary_profiles_are_dumps_of_a_series() {
    let place = Place::small();
    let file = profile("goroutine");
    let body = place.run(&["diff-dumps", "--json", &file, &file]).with_code(0).json();
    assert_valid("diff-dumps", &body);
    assert_eq!(
        (&body["dumps"][0]["form"], &body["groups"][0]["counts"]),
        (&json!("profile"), &json!([4, 4]))
    );
}

#[test]
fn a_binary_profile_is_diagnosed_and_compared() {
    let place = Place::small();
    for name in ["goroutine", "heap", "mutex", "block"] {
        let body = place.run(&["diagnose", "--json", &profile(name)]).with_code(0).json();
        assert_valid("diagnose", &body);
        assert_eq!(body["notices"], json!([]));
    }
    let body = place.run(&["similar", "--json", &profile("goroutine")]).json();
    assert_valid("similar", &body);
    let body = place.run(&["triage", "--json", &profile("goroutine")]).json();
    assert_eq!(body["fingerprint"]["stacks"][0]["goroutines"], 4);
}

#[test]
fn damage_is_named() {
    let place = Place::small();
    let bytes = std::fs::read(profile("goroutine")).unwrap();
    let cut = place.input("cut.pb.gz", &bytes[..bytes.len() - 20]);
    check(
        &place,
        &["diagnose", "--lang", "en", &cut],
        0,
        &expect![[r#"
        the input shows no known root cause
        note: the gzip data of the input is damaged or ends too early; what comes before was read
        note: the profile of the input is damaged; what comes before was read
    "#]],
    );
    check(
        &place,
        &["diagnose", "--lang", "zh", &cut],
        0,
        &expect![[r#"
        输入没有显示任何已知的根因
        提示：输入的 gzip 数据已损坏或不完整，只读到坏处之前
        提示：输入的 profile 已损坏，只读到坏处之前
    "#]],
    );
    let nothing = place.input("nothing.gz", b"\x1f\x8b\x08\0\0");
    check(
        &place,
        &["fingerprint", "--lang", "en", &nothing],
        3,
        &expect![[r#"
        note: the gzip data of the input is damaged or ends too early; what comes before was read
        error: the input holds no stack that can be read
    "#]],
    );
    check(
        &place,
        &["similar", "--lang", "en", &nothing],
        3,
        &expect![[r#"
        error: the input was not understood: it is neither text nor a stack that can be read
    "#]],
    );
}
