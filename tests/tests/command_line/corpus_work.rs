//! Verbs that keep a corpus: index, new, lint, doctor, completions.

use expect_test::expect;
use fupan_tests::{Place, answer_alone, assert_keys, assert_valid, incident};
use serde_json::json;

#[test]
fn index_counts_what_it_holds_and_what_it_read() {
    let place = Place::small();
    let first = place.run(&["index", "--json"]).with_code(0).json();
    assert_valid("index", &first);
    assert_keys(&first, &["incidents", "patterns", "annotations", "stacks", "problems", "took_ms"]);
    let counts = json!({
        "incidents": 4, "patterns": 5, "annotations": 1, "stacks": 1, "glossary_groups": 0, "read": 10, "problems": []
    });
    assert_eq!(first["notices"], json!([]));
    assert_eq!(answer_alone(first), counts);
    assert_eq!(place.json(&["index"])["read"], 0);
    assert_eq!(place.json(&["index", "--rebuild"]), counts);
}

#[test]
fn a_draft_lists_under_lint_exactly_what_is_missing() {
    let place = Place::small();
    let answer = place.run(&["new", "--title", "Queue: full", "--date", "2021-05", "--json"]).with_code(0);
    let draft = answer.json();
    assert_valid("draft", &draft);
    assert_eq!(draft["id"], "RPL-2021-0003");
    let path = draft["path"].as_str().unwrap().to_owned();
    assert!(std::fs::read_to_string(&path).unwrap().contains("'Queue: full'"), "the title is quoted");

    let checked = place.run(&["lint", &path, "--json"]).with_code(1).json();
    assert_valid("lint", &checked);
    let problems = checked["problems"].as_array().unwrap();
    assert_keys(&problems[0], &["path", "line", "message"]);
    let mut fields: Vec<&str> = problems.iter().map(|problem| problem["field"].as_str().unwrap()).collect();
    fields.sort_unstable();
    fields.dedup();
    assert_eq!(fields, ["confidence", "evidence_basis", "root_causes", "sources", "summary"], "{checked:#}");
}

#[test]
fn drafts_take_the_next_id_of_their_year_and_today_where_no_date_is_given() {
    let place = Place::empty();
    std::fs::remove_dir(place.corpus()).unwrap();
    for id in ["RPL-2023-0001", "RPL-2023-0002"] {
        let draft = place.json(&["new"]);
        assert_eq!(draft["id"], id);
        let text = std::fs::read_to_string(draft["path"].as_str().unwrap()).unwrap();
        assert!(text.contains("date: 2023-11-14\n"), "{text}");
    }
}

#[test]
fn lint_tells_errors_from_what_is_clean() {
    let place = Place::small();
    let clean = place.run(&["lint", "--json"]).with_code(0).json();
    assert_eq!(clean, json!({"files": 10, "errors": 0, "problems": []}));
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "Bad", "mem.retension", ""),
    );
    let checked = place.run(&["lint", "--json"]).with_code(1).json();
    assert_valid("lint", &checked);
    let problem = &checked["problems"][0];
    assert_eq!((&checked["errors"], &problem["line"]), (&json!(1), &json!(16)), "{checked:#}");
    assert_eq!(problem["message"], "unknown pattern mem.retension; is it mem.retention?");
    assert_eq!(problem["severity"], "error");
    // One part of the corpus is checked against the whole of it, and told of alone.
    let corpus = place.corpus();
    let patterns = corpus.join("patterns");
    let part = place.run(&["lint", patterns.to_str().unwrap(), "--json"]).with_code(0).json();
    assert_eq!(part, json!({"files": 5, "errors": 0, "problems": []}));
}

#[test]
fn doctor_says_what_works_and_what_does_not() {
    let place = Place::small();
    let before = place.run(&["doctor", "--json"]).with_code(0).json();
    assert_valid("doctor", &before);
    assert_eq!(before["healthy"], true);
    let states = |answer: &serde_json::Value| -> Vec<String> {
        let checks = answer["checks"].as_array().unwrap();
        checks.iter().map(|check| check["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states(&before), ["ok", "ok", "ok", "warning"], "there is no index yet");
    place.index();
    assert_eq!(states(&place.json(&["doctor"])), ["ok"; 4]);
    std::fs::remove_dir_all(place.corpus()).unwrap();
    let gone = place.run(&["doctor", "--json"]).with_code(1).json();
    assert_eq!((&gone["healthy"], states(&gone)[0].as_str()), (&json!(false), "failed"));
}

#[test]
fn completions_for_each_shell_name_the_verbs() {
    let place = Place::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.run(&["completions", shell]).with_code(0);
        for verb in ["search", "similar", "fingerprint", "root-causes"] {
            assert!(script.stdout.contains(verb), "{shell}: {verb}");
        }
        assert_eq!(script.stderr, "");
    }
    let unknown = place.run(&["completions", "tcsh"]).with_code(2);
    expect![[r#"

        error: tcsh is no value for <SHELL>; choose from bash, elvish, fish, powershell, zsh
        did you mean zsh?
        run fupan --help for how to use it
    "#]]
    .assert_eq(&format!("\n{}", unknown.stderr));
}

/// What code review tools read: version, tool, and each problem with its rule, level and place.
#[test]
fn lint_writes_a_sarif_log() {
    let place = Place::small();
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "A second cache", "mem.retentoin", ""),
    );
    for language in ["zh", "en"] {
        let run = place.run(&["lint", "--format", "sarif", "--lang", language]).with_code(1);
        let log = run.json();
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"][0]["tool"]["driver"]["name"], "fupan");
        let result = &log["runs"][0]["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&json!("UnknownPatternNear"), &json!("error")));
        assert!(result["message"]["text"].as_str().unwrap().contains("mem.retentoin"));
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.ends_with("/incidents/RPL-2023-0001/postmortem.md"), "{uri}");
        assert!(location["region"]["startLine"].as_u64().unwrap() > 1);
    }
    let json = place.run(&["lint", "--format", "json"]).with_code(1).json();
    assert_eq!(json, place.run(&["lint", "--json"]).with_code(1).json());
}
