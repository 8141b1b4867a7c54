//! The corpus of the repository.

use fupan_tests::{Place, assert_valid};
use serde_json::{Value, json};

/// One place for all: the index is made by whoever asks first.
fn place() -> &'static Place {
    static PLACE: std::sync::OnceLock<Place> = std::sync::OnceLock::new();
    PLACE.get_or_init(|| {
        let place = Place::shipped();
        place.index();
        place
    })
}

fn answer(kind: &str, arguments: &[&str]) -> Value {
    let value = place().run(&[&["--json"], arguments].concat()).json();
    assert_valid(kind, &value);
    value
}

#[test]
fn it_is_clean_and_everything_in_it_is_indexed() {
    let place = place();
    assert_eq!(place.run(&["lint"]).with_code(0).stderr, "");
    let indexed = answer("index", &["index"]);
    let entries = std::fs::read_dir(place.corpus().join("incidents")).unwrap();
    let folders = entries.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!((&indexed["incidents"], &indexed["problems"]), (&json!(folders), &json!([])));
    assert_eq!(answer("doctor", &["doctor"])["healthy"], true);
}

/// An incident is the nearest to its own title, in both languages.
#[test]
fn titles_find_their_incident() {
    let graph = answer("graph", &["graph", "export", "--format", "json"]);
    let incidents: Vec<&Value> =
        graph["nodes"].as_array().unwrap().iter().filter(|node| node["kind"] == "incident").collect();
    for node in incidents.iter().step_by(16) {
        let id = node["id"].as_str().unwrap().trim_start_matches("incident:");
        let found = answer("search", &["search", "--limit", "3", "--", node["name"].as_str().unwrap()]);
        let ids: Vec<&Value> = found["hits"].as_array().unwrap().iter().map(|hit| &hit["id"]).collect();
        assert!(ids.contains(&&json!(id)), "{}: {ids:?}", node["name"]);
    }
}

#[test]
fn published_stacks_are_found_again() {
    let found = answer("similar", &["similar", "--id", "elastic-2015-healthcheck-ticker"]);
    assert_ne!(found["hits"], json!([]));
    let shares = answer("root-causes", &["stats", "root-causes"]);
    assert!(shares["total"].as_u64().unwrap() > 100);
    for row in shares["rows"].as_array().unwrap() {
        let value = |key: &str| row[key].as_f64().unwrap();
        assert!(
            0.0 <= value("low") && value("low") < value("share") && value("share") < value("high"),
            "{row}"
        );
    }
}

#[test]
fn both_languages_give_the_same_incidents() {
    for question in [&["search", "死锁"][..], &["similar", "--text", "goroutine leak in HTTP client"]] {
        let ids = |language: &str| -> Vec<Value> {
            let answer = place().json(&[question, &["--lang", language]].concat());
            answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].clone()).collect()
        };
        assert_eq!(ids("zh"), ids("en"), "{question:?}");
        assert!(!ids("zh").is_empty());
    }
}
