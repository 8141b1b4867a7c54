//! `similar`: what can be asked, in which combinations, and the verdict. Scores are not asserted, only what holds
//! whatever the weights are.

use fupan_tests::{DEADLOCK_STACK, Place, assert_keys, assert_valid};
use serde_json::{Value, json};

fn checked(place: &Place, arguments: &[&str], stdin: &str) -> (u8, Value) {
    let answer = place.run_with_input(&[&["similar", "--json"], arguments].concat(), stdin);
    let value = answer.json();
    assert_valid("similar", &value);
    let code = match value["verdict"].as_str().unwrap() {
        "known" => 0,
        "related" => 10,
        _ => 11,
    };
    assert_eq!(answer.code(), code, "the exit code is the verdict: {value:#}");
    (code, value)
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect()
}

#[test]
fn a_published_stack_is_known_however_it_is_given() {
    let place = Place::small();
    let file = place.input("panic.txt", DEADLOCK_STACK);
    for (arguments, stdin) in [(&[&*file][..], ""), (&["-"], DEADLOCK_STACK), (&[], DEADLOCK_STACK)] {
        let (code, answer) = checked(&place, arguments, stdin);
        assert_eq!((code, ids(&answer)[0]), (0, "RPL-2021-0001"), "{answer:#}");
        assert_keys(&answer, &["verdict", "confidence", "took_ms", "hits"]);
        let hit = &answer["hits"][0];
        assert_keys(
            hit,
            &[
                "id",
                "aliases",
                "title",
                "score",
                "parts",
                "why",
                "shared_frames",
                "resolution",
                "first_check",
            ],
        );
        assert_keys(&hit["parts"], &["text", "stack", "graph"]);
        assert_ne!(hit["why"], json!([]));
        assert_ne!(hit["shared_frames"], json!([]));
        assert_eq!(hit["resolution"], "Close no longer calls Total with the lock held");
        assert_eq!(hit["first_check"], "Look for conc.deadlock.self-lock first", "that of its pattern");
    }
}

#[test]
fn a_sentence_finds_its_incident_and_an_unheard_one_none() {
    let place = Place::small();
    let (_, answer) = checked(&place, &["--text", "账本对同一把互斥锁加锁两次"], "");
    assert_eq!(ids(&answer)[0], "RPL-2021-0001");
    let (_, answer) = checked(&place, &["--text", "Catalogue cache grew without bound"], "");
    assert_eq!(ids(&answer)[0], "RPL-2022-0001");
    let (code, answer) = checked(&place, &["--text", "zebra crossing painted yellow"], "");
    assert_eq!((code, ids(&answer)), (11, Vec::new()));
    assert_eq!(answer["confidence"], 1.0);
}

#[test]
fn pasted_text_without_a_stack_is_a_sentence() {
    let place = Place::small();
    let (_, pasted) = checked(&place, &["-"], "Relay kept every message\n");
    assert_eq!(ids(&pasted)[0], "RPL-2022-0002");
}

#[test]
fn text_and_stack_together_use_both() {
    let place = Place::small();
    let file = place.input("panic.txt", DEADLOCK_STACK);
    let (_, answer) = checked(&place, &[&file, "--text", "Relay kept every message"], "");
    assert_eq!(ids(&answer)[0], "RPL-2021-0001");
    let relay = answer["hits"].as_array().unwrap().iter().find(|hit| hit["id"] == "RPL-2022-0002").unwrap();
    assert!(relay["parts"]["text"].as_f64().unwrap() > 0.0, "{relay:#}");
    assert!(answer["hits"][0]["parts"]["stack"].as_f64().unwrap() > 0.0);
    // Standard input is left alone where something else was given.
    let (_, sentence) = checked(&place, &["--text", "Relay kept every message"], DEADLOCK_STACK);
    assert_eq!(ids(&sentence)[0], "RPL-2022-0002");
}

#[test]
fn others_like_an_incident_leave_it_out() {
    let place = Place::small();
    for name in ["RPL-2021-0001", "ledger-self-lock"] {
        let (_, answer) = checked(&place, &["--id", name], "");
        assert_eq!(ids(&answer)[0], "RPL-2021-0002", "{answer:#}");
        assert!(!ids(&answer).contains(&"RPL-2021-0001"));
    }
}

#[test]
fn excluded_incidents_are_gone_and_the_limit_holds() {
    let place = Place::small();
    let (_, answer) = checked(&place, &["--exclude", "RPL-2021-0001"], DEADLOCK_STACK);
    assert!(!ids(&answer).contains(&"RPL-2021-0001"), "{answer:#}");
    let arguments = ["--exclude", "ledger-self-lock", "--exclude", "RPL-2021-0002"];
    let (_, answer) = checked(&place, &arguments, DEADLOCK_STACK);
    assert!(ids(&answer).iter().all(|id| id.starts_with("RPL-2022")), "{answer:#}");
    let (_, answer) = checked(&place, &["--limit", "1", "--text", "lock"], "");
    assert_eq!(ids(&answer).len(), 1);
}

#[test]
fn what_does_not_exist_is_named() {
    let place = Place::small();
    for arguments in [["--id", "RPL-1999-0001"], ["--exclude", "RPL-1999-0001"]] {
        let answer = place.run(&[&["similar", "--text", "lock"][..], &arguments].concat()).with_code(1);
        let error = "error: no incident has the id or alias RPL-1999-0001\n";
        assert_eq!(answer.stderr, format!("{error}hint: did you mean: RPL-2021-0001\n"));
        assert_eq!(answer.stdout, "");
    }
}
