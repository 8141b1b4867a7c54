//! A series of dumps compared.

use expect_test::expect;
use fupan_tests::{Place, assert_keys, assert_valid};
use serde_json::{Value, json};

/// A dump of `sending` goroutines at a channel and four that serve.
fn dump(sending: usize, time: &str) -> String {
    let goroutine = |id: usize, state: &str, function: &str| {
        format!(
            "goroutine {id} [{state}]:\nexample.com/shop/queue.{function}()\n\t/src/queue.go:31 +0x1d\n\n"
        )
    };
    let mut text = format!("{time}SIGQUIT: quit\nPC=0x46b2a1 m=0 sigcode=0\n\n");
    (1..=sending).for_each(|id| text += &goroutine(id, "chan send", "(*Queue).Offer"));
    (1..=4).for_each(|id| text += &goroutine(90_000 + id, "select", "Serve"));
    text
}

fn compare(place: &Place, arguments: &[&str]) -> Value {
    let answer = place.run(&[&["diff-dumps", "--json"], arguments].concat()).with_code(0);
    let value = answer.json();
    assert_valid("diff-dumps", &value);
    value
}

#[test]
fn a_rate_needs_times() {
    let place = Place::empty();
    let first = place.input("1.txt", dump(10, ""));
    let second = place.input("2.txt", dump(40, ""));
    let unknown = compare(&place, &[&first, &second]);
    assert_keys(&unknown["groups"][0], &["family", "state", "counts", "per_minute", "over_threshold"]);
    let group = &unknown["groups"][0];
    assert_eq!((&group["state"], &group["counts"]), (&json!("chan send"), &json!([10, 40])));
    assert_eq!((&group["per_minute"], &group["over_threshold"]), (&Value::Null, &json!(false)));
    let known = compare(&place, &[&first, &second, "--interval", "30s", "--threshold", "39"]);
    let group = &known["groups"][0];
    assert_eq!((&group["per_minute"], &group["over_threshold"]), (&json!(60.0), &json!(true)));
    assert_eq!(known["groups"][1]["counts"], json!([4, 4]));
}

#[test]
fn times_of_the_log_and_several_dumps_in_one_file() {
    let place = Place::empty();
    let dumps = format!("{}{}", dump(10, "2026-03-07T10:00:00Z "), dump(40, "2026-03-07T10:02:00Z "));
    let file = place.input("both.txt", &dumps);
    let read = compare(&place, &[&file]);
    assert_eq!((&read["minutes"], &read["groups"][0]["per_minute"]), (&json!(2.0), &json!(15.0)));
}

#[test]
fn a_file_without_a_dump_is_named() {
    let place = Place::empty();
    let first = place.input("1.txt", dump(10, ""));
    let empty = place.input("2.txt", "nothing of the kind");
    let human = place.run(&["diff-dumps", &first, &empty]).with_code(3);
    assert!(human.stderr.contains("2.txt: holds no dump that can be read"), "{}", human.stderr);
    assert_eq!(human.stdout, "");
    let answer = place.run(&["diff-dumps", "--json", &first, &empty]).with_code(3);
    assert_eq!(answer.json()["groups"], json!([]));
    let _usage = place.run(&["diff-dumps"]).with_code(2);
    let _usage = place.run(&["diff-dumps", &first, "--interval", "soon"]).with_code(2);
}

#[test]
fn human_form() {
    let place = Place::empty();
    let first = place.input("1.txt", dump(10, ""));
    let second = place.input("2.txt", dump(40, ""));
    let english = place.run(&["diff-dumps", &first, &second, "--interval", "30s", "--threshold", "39"]);
    expect![[r#"
        2 dumps over 0.5 minutes, goroutines: 14 → 44

        now      growth    per minute   doing what
        40       +30       +60          chan send  over 39
                                        example.com/shop/queue.(*Queue).Offer  /src/queue.go:31
                                        10 → 40  v1f:…
        1 other groups, 4 goroutines now (--all shows them)
    "#]]
    .assert_eq(&place.masked(&english.stdout));
    let chinese = place.run(&["diff-dumps", &first, &second, "--all", "--lang", "zh"]);
    expect![[r#"
        2 份 dump，goroutine 数：14 → 44

        现在     增长      每分钟       在做什么
        40       +30       –            chan send
                                        example.com/shop/queue.(*Queue).Offer  /src/queue.go:31
                                        10 → 40  v1f:…
        4        +0        –            select
                                        example.com/shop/queue.Serve  /src/queue.go:31
                                        4 → 4  v1f:…
        提示：不知道各份 dump 的时间，所以没有速率；用 --interval 30s 给出间隔
    "#]]
    .assert_eq(&place.masked(&format!("{}{}", chinese.stdout, chinese.stderr)));
}

#[test]
fn dumps_of_several_forms_are_no_series() {
    let place = Place::empty();
    let headers = place.input("debug2.txt", dump(10, ""));
    let profile = "goroutine profile: total 40\n40 @ 0x43e5ce 0x44f4b8\n\
                   #\t0x4be613\texample.com/shop/queue.(*Queue).Offer+0xb3\t/src/queue.go:31\n";
    let profile = place.input("debug1.txt", profile);
    let read = compare(&place, &[&headers, &profile]);
    assert_eq!(
        (&read["dumps"][0]["form"], &read["dumps"][1]["form"]),
        (&json!("goroutines"), &json!("profile"))
    );
    let human = place.run(&["diff-dumps", &headers, &profile]).with_code(0);
    assert!(human.stderr.contains("these dumps are of several forms"), "{}", human.stderr);
    let alike = place.run(&["diff-dumps", &profile, &profile, "--interval", "1m"]).with_code(0);
    assert_eq!(alike.stderr, "");
}
