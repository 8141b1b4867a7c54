//! Annotations: kept beside the record, and seen by the next question.

use std::fs;

use expect_test::expect;
use fupan_tests::{Place, assert_valid};
use serde_json::{Value, json};

fn annotate(place: &Place, arguments: &[&str]) -> Value {
    let words = [&["annotate", "--by", "orders", "--json"], arguments].concat();
    let answer = place.run(&words).with_code(0);
    assert_valid("annotate", &answer.json());
    answer.json()
}

fn file(place: &Place, id: &str) -> String {
    fs::read_to_string(place.corpus().join("incidents").join(id).join("annotations.jsonl")).unwrap()
}

#[test]
fn a_note_is_one_more_line_and_found_at_once() {
    let place = Place::small();
    let before = file(&place, "RPL-2021-0001");
    let note = [
        "ledger-self-lock",
        "--text",
        "The zebra dashboard shows it first.",
        "--ref",
        "https://example.com/z",
    ];
    let kept = annotate(&place, &note);
    assert_eq!(
        kept,
        json!({
            "incident": "RPL-2021-0001", "id": "a1", "annotator": "orders", "timestamp": "2023-11-14T22:13:20Z",
            "text": "The zebra dashboard shows it first.", "refs": ["https://example.com/z"],
        })
    );
    let after = file(&place, "RPL-2021-0001");
    assert!(after.starts_with(&before) && after.ends_with("\n") && after.lines().count() == 2, "{after}");
    assert_eq!(place.json(&["search", "zebra dashboard"])["hits"][0]["id"], "RPL-2021-0001");
    assert_eq!(place.json(&["show", "RPL-2021-0001"])["annotations"][1]["id"], "a1");
    assert_eq!(place.run(&["lint"]).code(), 0);
    let formatted = place.run(&["format", "--check"]);
    assert!(!formatted.stdout.contains("annotations.jsonl"), "{}", formatted.stdout);
}

#[test]
fn a_correction_takes_the_place_of_a_field_and_shows_what_stood_there() {
    let place = Place::small();
    let cause = ["RPL-2021-0001", "--text", "The cache kept every book.", "--kind", "correction"];
    annotate(&place, &[&cause[..], &["--field", "root_causes", "--value", "mem.retention"]].concat());
    let fix =
        ["RPL-2021-0001", "--text", "账本有了上限", "--kind", "correction", "--field", "resolution.fix"];
    annotate(&place, &fix);
    let rows = place.json(&["stats", "root-causes"]);
    let counts: Vec<Value> =
        rows["rows"].as_array().unwrap().iter().map(|row| json!([row["key"], row["count"]])).collect();
    assert_eq!(json!(counts), json!([["mem.retention", 3], ["conc.deadlock.self-lock", 1]]));
    assert_eq!(rows["corrected"], json!(["RPL-2021-0001"]));
    let hit = &place.json(&["similar", "--id", "RPL-2021-0002", "--limit", "4"])["hits"];
    let hit = hit.as_array().unwrap().iter().find(|hit| hit["id"] == "RPL-2021-0001").unwrap();
    assert_eq!(hit["resolution"], "账本有了上限");
    assert_eq!(hit["corrections"][1]["before"], "Close no longer calls Total with the lock held");
    let page = place.run(&["show", "RPL-2021-0001"]).with_code(0).stdout;
    let shown = page.lines().filter(|line| line.contains("orders") || line.contains("it said"));
    expect![[r#"
        corrected: root_causes: corrected by orders on 2023-11-14; it said: conc.deadlock.self-lock
        corrected: resolution.fix: corrected by orders on 2023-11-14; it said: Close no longer calls Total
        - a1  2023-11-14T22:13:20Z · orders · correction · root_causes
        - a2  2023-11-14T22:13:20Z · orders · correction · resolution.fix
    "#]]
    .assert_eq(&(shown.map(str::trim).collect::<Vec<_>>().join("\n") + "\n"));
    let chinese = place.run(&["search", "ledger", "--lang", "zh"]).with_code(0).stdout;
    assert!(chinese.contains("有更正") && chinese.contains("orders 于 2023-11-14 更正"), "{chinese}");
    // The record itself is as it was.
    let record = fs::read_to_string(place.corpus().join("incidents/RPL-2021-0001/postmortem.md")).unwrap();
    assert!(record.contains("pattern: conc.deadlock.self-lock"), "{record}");
}

#[test]
fn the_last_correction_stands_and_a_superseded_one_does_not() {
    let place = Place::small();
    let severity = |value: &str, more: &[&str]| {
        let words = ["RPL-2022-0001", "--text", "rated", "--field", "severity", "--value", value];
        annotate(&place, &[&words[..], more].concat())["id"].clone()
    };
    assert_eq!(severity("P1", &[]), "a1");
    assert_eq!(severity("P0", &["--corrects", "a1"]), "a2");
    let entry = place.json(&["show", "RPL-2022-0001"]);
    assert_eq!(entry["record"]["severity"], "P0");
    assert_eq!(entry["corrections"].as_array().unwrap().len(), 1);
    assert_eq!(entry["corrections"][0]["before"], "unrated");
    assert_eq!(entry["annotations"].as_array().unwrap().len(), 2);
    let counted = place.json(&["stats", "root-causes", "--by", "severity"]);
    assert_eq!(counted["rows"][0]["key"], "P0");
}

#[test]
fn what_cannot_be_kept_is_refused_and_changes_nothing() {
    let place = Place::small();
    let before = file(&place, "RPL-2021-0001");
    let mut said = String::new();
    for (words, code) in [
        (&["RPL-1999-0001", "--text", "x"][..], 1),
        (&["RPL-2021-0001", "--text", " "], 2),
        (&["RPL-2021-0001", "--text", "x", "--kind", "correction"], 2),
        (&["RPL-2021-0001", "--text", "x", "--field", "severity", "--value", "bad"], 2),
        (&["RPL-2021-0001", "--text", "x", "--field", "root_causes", "--value", "mem.retentio"], 1),
        (&["RPL-2021-0001", "--text", "x", "--supersedes", "a9"], 1),
    ] {
        for language in ["en", "zh"] {
            let words = [&["annotate", "--by", "ada", "--lang", language], words].concat();
            said += &place.run(&words).with_code(code).stderr;
        }
    }
    expect![[r#"
        error: no incident has the id or alias RPL-1999-0001
        hint: did you mean: RPL-2021-0001
        错误：没有编号或别名为 RPL-1999-0001 的事故
        建议：是不是：RPL-2021-0001
        error: an annotation needs a text and somebody who says it
        错误：批注需要内容和署名
        error: a correction names a field (“” is none): title, summary, trigger, root_causes, resolution.fix, resolution.mitigation, first_check, severity, services, date, started_at, detected_at, acknowledged_at, mitigated_at, resolved_at
        错误：更正需要指明字段（“” 不是）：title, summary, trigger, root_causes, resolution.fix, resolution.mitigation, first_check, severity, services, date, started_at, detected_at, acknowledged_at, mitigated_at, resolved_at
        error: “bad” is no value of severity
        错误：“bad” 不能作为 severity 的值
        error: there is no incident or pattern mem.retentio
        hint: did you mean: mem.retention
        错误：没有叫 mem.retentio 的事故或模式
        建议：是不是：mem.retention
        error: RPL-2021-0001 has no annotation a9
        错误：RPL-2021-0001 没有批注 a9
    "#]].assert_eq(&place.masked(&said));
    assert_eq!(file(&place, "RPL-2021-0001"), before);
}

#[test]
fn of_many_writers_at_once_none_is_lost() {
    let place = Place::small();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let place = &place;
            scope.spawn(move || {
                let text = format!("writer {writer}");
                let kept = place.run(&["annotate", "RPL-2021-0002", "--by", "ada", "--text", &text]);
                assert_eq!(kept.code(), 0, "{}", kept.stderr);
            });
        }
    });
    let lines = file(&place, "RPL-2021-0002");
    let mut ids: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    ids.sort_by_key(ToString::to_string);
    assert_eq!(json!(ids), json!(["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"]));
}

#[test]
fn a_correction_by_hand_that_fits_no_field_is_a_problem_at_its_line() {
    let place = Place::small();
    let line = json!({ "id": "x", "annotator": "ada", "timestamp": "2022-01-01", "kind": "correction",
        "subjects": ["severity"], "text": "worse", "value": "terrible" });
    let cause = json!({ "id": "y", "annotator": "ada", "timestamp": "2022-01-01", "kind": "correction",
        "subjects": ["root_causes"], "text": "another", "value": "mem.retentoin" });
    let path = place.corpus().join("incidents/RPL-2021-0002/annotations.jsonl");
    fs::write(path, format!("{line}\n{cause}\n")).unwrap();
    let linted = place.run(&["lint"]).with_code(1);
    expect![[r#"
        error …/corpus/incidents/RPL-2021-0002/annotations.jsonl:1: value: terrible is no value of severity
            1 | {"id":"x","annotator":"ada","timestamp":"2022-01-01","kind":"correction","subjects":["severity"],"text":"worse","value":"terrible"}
              |                                                                                                                 ^
        error …/corpus/incidents/RPL-2021-0002/annotations.jsonl:2: value: unknown pattern mem.retentoin; is it mem.retention?
            2 | {"id":"y","annotator":"ada","timestamp":"2022-01-01","kind":"correction","subjects":["root_causes"],"text":"another","value":"mem.retentoin"}
              |                                                                                                                      ^
        11 files checked: 2 errors, 0 warnings
    "#]].assert_eq(&place.masked(&linted.stdout));
}
