//! Verbs that answer from the index, in JSON.

use expect_test::expect;
use fupan_tests::{DEADLOCK_STACK, Place, assert_keys, assert_valid};
use serde_json::{Value, json};

/// The answer of a verb that ends with a code, of its schema.
fn answer(place: &Place, kind: &str, arguments: &[&str], code: u8) -> Value {
    let answer = place.run(&[&["--json"], arguments].concat()).with_code(code);
    assert_eq!(answer.stderr, "", "{arguments:?}");
    let value = answer.json();
    assert_valid(kind, &value);
    value
}

#[test]
fn search_finds_words_of_both_languages_and_code() {
    let place = Place::small();
    for (query, first) in
        [("加锁两次", "RPL-2021-0001"), ("grew bound", "RPL-2022-0001"), ("inventory", "RPL-2021-0002")]
    {
        let found = answer(&place, "search", &["search", query], 0);
        assert_keys(&found, &["query", "total", "took_ms", "hits"]);
        assert_eq!(found["query"], query);
        assert_keys(&found["hits"][0], &["id", "aliases", "title", "score", "snippet", "matched"]);
        assert_eq!(found["hits"][0]["id"], first, "{found:#}");
        assert_ne!(found["hits"][0]["matched"], json!([]), "{query}");
    }
    let symbol = answer(&place, "search", &["search", "sync.Map"], 0);
    let mut best: Vec<&str> = (0..2).map(|at| symbol["hits"][at]["id"].as_str().unwrap()).collect();
    best.sort_unstable();
    assert_eq!(best, ["RPL-2022-0001", "RPL-2022-0002"]);
}

#[test]
fn search_has_a_limit_filters_and_nothing_to_find() {
    let place = Place::small();
    let all = answer(&place, "search", &["search", "sync.Map"], 0);
    let one = answer(&place, "search", &["search", "sync.Map", "--limit", "1"], 0);
    assert_eq!((&one["total"], one["hits"].as_array().unwrap().len()), (&all["total"], 1));
    assert_eq!(one["hits"][0], all["hits"][0]);
    for (filter, id) in [
        ("service:relay", "RPL-2022-0002"),
        ("service:catalogue", "RPL-2022-0001"),
        ("pattern:conc", "RPL-2021-0001"),
    ] {
        let found = answer(&place, "search", &["search", "sync.Map", "--filter", filter], 0);
        assert_eq!((&found["total"], &found["hits"][0]["id"]), (&json!(1), &json!(id)), "{filter}");
    }
    let family = answer(&place, "search", &["search", "lock", "--filter", "pattern:conc"], 0);
    assert_eq!(family["total"], 2);
    let both = ["search", "lock", "--filter", "pattern:conc", "--filter", "year:2022"];
    assert_eq!(answer(&place, "search", &both, 0)["hits"], json!([]));
    let words = answer(&place, "search", &["search", "relay", "message"], 0);
    assert_eq!(words["query"], "relay message");
    let nothing = answer(&place, "search", &["search", "zzzz"], 0);
    assert_eq!((&nothing["total"], &nothing["hits"]), (&json!(0), &json!([])));
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect()
}

#[test]
fn search_understands_phrases_conditions_and_what_is_not_wanted() {
    let place = Place::small();
    let found = |query: &str| answer(&place, "search", &["search", query], 0);
    let phrase = found("\"grew without bound\"");
    assert_eq!(ids(&phrase), ["RPL-2022-0001"], "{phrase:#}");
    assert_eq!(ids(&found("sync.Map service:relay")), ["RPL-2022-0002"]);
    assert!(!ids(&found("sync.Map -service:relay")).contains(&"RPL-2022-0002"));
    assert_eq!(ids(&found("sync.Map until:2021")), ["RPL-2021-0001"]);
    let loosened = place.run(&["search", "\"bound without grew\"", "--lang", "en"]).with_code(0);
    assert!(loosened.stderr.contains("word for word"), "{}", loosened.stderr);
}

#[test]
fn search_goes_on_behind_a_page() {
    let place = Place::small();
    let all = answer(&place, "search", &["search", "lock deadlock"], 0);
    let first = answer(&place, "search", &["search", "lock deadlock", "--limit", "1"], 0);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second =
        answer(&place, "search", &["search", "lock deadlock", "--limit", "1", "--cursor", cursor], 0);
    assert_eq!([&first["hits"][0], &second["hits"][0]], [&all["hits"][0], &all["hits"][1]]);
    let other = place.run(&["search", "another", "--cursor", cursor, "--lang", "en"]).with_code(2);
    assert!(other.stderr.contains("not one of this query"), "{}", other.stderr);
}

#[test]
fn search_completes_the_last_word() {
    let place = Place::small();
    let found = answer(&place, "completions", &["search", "--complete", "leak in sync.M"], 0);
    assert_eq!(found["completions"][0]["kind"], "symbol", "{found:#}");
    assert!(found["completions"][0]["text"].as_str().unwrap().starts_with("sync.M"), "{found:#}");
}

#[test]
fn highlights_are_byte_ranges_of_the_snippet() {
    let place = Place::small();
    let found = answer(&place, "search", &["search", "互斥锁", "死锁"], 0);
    let hit = &found["hits"][0];
    let snippet = hit["snippet"].as_str().unwrap();
    let marked: Vec<&str> = hit["highlights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| snippet.get(usize_of(&range[0])..usize_of(&range[1])).unwrap())
        .collect();
    assert!(marked.contains(&"死锁"), "{marked:?}");
}

fn usize_of(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn fingerprint_reads_stacks_from_a_file_and_from_standard_input() {
    let place = Place::small();
    let file = place.input("panic.txt", DEADLOCK_STACK);
    let read = answer(&place, "fingerprint", &["fingerprint", &file], 0);
    let stack = &read["stacks"][0];
    assert_keys(stack, &["kind", "exact", "family", "goroutines", "low_information", "error", "frames"]);
    assert_eq!((&stack["state"], &stack["minutes"]), (&json!("sync.Mutex.Lock"), &Value::Null));
    assert_keys(&read["deadlock"], &["verdict", "because"]);
    assert_eq!(read["deadlock"]["verdict"], "all_asleep");
    assert_keys(&read["deadlock"]["because"][0], &["goroutine", "function", "file", "line", "waits_for"]);
    assert_keys(&stack["frames"][0], &["function", "package", "file", "line", "in_app"]);
    assert!(stack["exact"].as_str().unwrap().starts_with("v1:"));
    assert!(stack["family"].as_str().unwrap().starts_with("v1f:"));
    assert_eq!((&stack["goroutines"], &read["problems"]), (&json!(1), &json!([])));
    for arguments in [&["fingerprint", "--json"][..], &["fingerprint", "-", "--json"]] {
        let piped = place.run_with_input(arguments, DEADLOCK_STACK).with_code(0);
        assert_eq!(piped.json(), read);
    }
    assert!(!place.data().exists(), "no index is needed");
}

#[test]
fn what_holds_no_stack_is_not_understood_and_still_one_document() {
    let place = Place::small();
    let answer = place.run_with_input(&["fingerprint", "--json"], "nothing of the kind").with_code(3);
    assert_valid("fingerprint", &answer.json());
    assert_eq!(answer.json()["stacks"], json!([]));
    let empty = place.run_with_input(&["fingerprint", "--json"], "").with_code(3);
    assert_eq!(
        empty.json(),
        json!({"stacks": [], "deadlock": null, "problems": [{"code": "no_stack", "start": 0, "end": 0}]})
    );
    let human = place.run_with_input(&["fingerprint"], "nothing of the kind").with_code(3);
    expect![["error: the input holds no stack that can be read\n"]].assert_eq(&human.stderr);
    assert_eq!(human.stdout, "");
}

#[test]
fn lookup_knows_the_family_of_a_published_stack() {
    let place = Place::small();
    let read = place.run_with_input(&["fingerprint", "--json"], DEADLOCK_STACK).json();
    let family = read["stacks"][0]["family"].as_str().unwrap();
    let seen = answer(&place, "lookup", &["lookup", family], 0);
    assert_keys(&seen, &["fingerprint", "incidents"]);
    assert_keys(&seen["incidents"][0], &["id", "title", "count", "first_seen", "last_seen"]);
    assert_eq!(seen["fingerprint"], family);
    assert_eq!(seen["incidents"][0]["id"], "RPL-2021-0001");
    assert_eq!(seen["incidents"][0]["first_seen"], "2021-03-04");
    let unseen = answer(&place, "lookup", &["lookup", "v1f:00000000000000000000000000000000"], 11);
    assert_eq!(unseen["incidents"], json!([]));
}

#[test]
fn root_causes_are_counted_by_each_grouping() {
    let place = Place::small();
    for (by, expected) in [
        ("pattern", json!([["conc.deadlock.self-lock", 2], ["mem.retention", 2]])),
        ("group", json!([["conc.deadlock", 2], ["mem", 2]])),
        ("trigger", json!([["unknown", 3], ["A new report called Total while closing", 1]])),
        ("service", json!([["catalogue", 1], ["inventory", 1], ["ledger", 1], ["relay", 1]])),
        ("month", json!([["2021-03", 2], ["2022-03", 2]])),
    ] {
        let counted = answer(&place, "root-causes", &["stats", "root-causes", "--by", by], 0);
        let rows = counted["rows"].as_array().unwrap();
        assert_keys(&rows[0], &["key", "name", "count", "share", "low", "high"]);
        let pairs: Vec<Value> = rows.iter().map(|row| json!([row["key"], row["count"]])).collect();
        assert_eq!((&counted["total"], json!(pairs)), (&json!(4), expected), "{by}");
    }
    let default = place.json(&["stats", "root-causes"]);
    assert_eq!(default, place.json(&["stats", "root-causes", "--by", "pattern"]));
    let row = &default["rows"][0];
    assert_eq!((&row["name"], &row["share"]), (&json!("Self lock"), &json!(0.5)));
    let ends = [&row["low"], &row["high"]].map(|end| end.as_f64().unwrap());
    assert!(ends[0] > 0.14 && ends[0] < 0.16 && ends[1] > 0.84 && ends[1] < 0.86, "{ends:?}");
}

#[test]
fn root_causes_since_a_date() {
    let place = Place::small();
    for (since, total) in [("2021", 4), ("2021-03-04", 4), ("2021-03-05", 2), ("2022-03", 2), ("2023", 0)] {
        let counted = answer(&place, "root-causes", &["stats", "root-causes", "--since", since], 0);
        assert_eq!(counted["total"], total, "{since}");
    }
}

#[test]
fn the_graph_shows_nodes_and_the_links_between_them() {
    let place = Place::small();
    let around = answer(&place, "graph", &["graph", "show", "RPL-2021-0001"], 0);
    assert_keys(&around["nodes"][0], &["id", "kind", "name"]);
    assert_keys(&around["links"][0], &["from", "to", "kind", "weight", "strength", "source"]);
    let has = |answer: &Value, from: &str, kind: &str, to: &str| {
        let links = answer["links"].as_array().unwrap();
        links.iter().any(|link| link["from"] == from && link["kind"] == kind && link["to"] == to)
    };
    let incident = "incident:RPL-2021-0001";
    assert!(has(&around, incident, "root_cause", "pattern:conc.deadlock.self-lock"), "{around:#}");
    assert!(has(&around, incident, "in_service", "service:ledger"));
    assert!(has(&around, incident, "in_project", "project:shop"));
    assert!(has(&around, "incident:RPL-2021-0002", "same_pattern_as", incident));
    assert_eq!(place.json(&["graph", "show", incident]), around);
    assert_eq!(place.json(&["graph", "show", "ledger-self-lock"]), around, "by its alias");

    let alone = answer(&place, "graph", &["graph", "show", "service:relay", "--depth", "0"], 0);
    assert_eq!(
        alone,
        json!({
            "root": "service:relay",
            "nodes": [{"id": "service:relay", "kind": "service", "name": "service:relay"}],
            "links": []
        })
    );
    let pattern = answer(&place, "graph", &["graph", "show", "mem.retention"], 0);
    assert!(has(&pattern, "pattern:mem.retention", "child_of", "pattern:mem"));
}

#[test]
fn a_path_leads_from_one_node_to_the_other() {
    let place = Place::small();
    let path = answer(&place, "graph", &["graph", "path", "service:ledger", "service:inventory"], 0);
    let ids: Vec<&Value> = path["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    assert_eq!(ids[0], "service:ledger");
    assert_eq!(ids[ids.len() - 1], "service:inventory");
    assert_eq!(path["links"].as_array().unwrap().len(), ids.len() - 1);
    let nowhere = place.run(&["graph", "path", "service:relay", "service:ledger"]);
    // The relay shares nothing with the shop but what `sync.Map` and the catalogue link.
    assert_eq!(nowhere.with_code(0).stderr, "");
}

#[test]
fn nodes_that_do_not_exist_or_are_not_linked_are_named() {
    let place = Place::small();
    place.write(
        "incidents/RPL-2020-0001/postmortem.md",
        fupan_tests::incident("RPL-2020-0001", "Alone", "lone", "services: [island]\n"),
    );
    place.write("patterns/lone.md", fupan_tests::pattern("lone", "孤立", "Lone"));
    let unlinked = place.run(&["graph", "path", "service:island", "service:ledger"]).with_code(1);
    expect![[r#"
        error: no path leads from service:island to service:ledger
    "#]]
    .assert_eq(&unlinked.stderr);
    let unknown = place.run(&["graph", "show", "conc.deadlok"]).with_code(1);
    assert!(unknown.stderr.starts_with("error: the graph has no node conc.deadlok\n"), "{}", unknown.stderr);
    assert!(unknown.stderr.contains("hint: did you mean: "), "{}", unknown.stderr);
    assert_eq!((unlinked.stdout, unknown.stdout), (String::new(), String::new()));
}

#[test]
fn what_is_close_and_what_occurs_together() {
    let place = Place::small();
    let related = answer(&place, "related", &["graph", "related", "service:ledger"], 0);
    assert_eq!(related["root"]["id"], "service:ledger");
    assert!(related["related"].as_array().unwrap().iter().all(|node| node["kind"] == "service"));
    let kinds = ["graph", "related", "service:ledger", "--kinds", "incident,pattern", "--limit", "3"];
    assert_eq!(answer(&place, "related", &kinds, 0)["related"].as_array().unwrap().len(), 3);
    let together = answer(&place, "together", &["graph", "together", "service:ledger"], 0);
    assert_keys(&together["pairs"][0], &["one", "other", "support", "lift", "uncertain", "incidents"]);
    assert_eq!(together["pairs"][0]["one"]["id"], "service:ledger");
    answer(&place, "together", &["graph", "together", "pattern"], 0);
    let communities = answer(&place, "communities", &["graph", "communities"], 0);
    assert_keys(&communities["communities"][0], &["name", "size", "patterns", "keywords", "incidents"]);
}

#[test]
fn the_whole_graph_in_each_format() {
    let place = Place::small();
    let whole = answer(&place, "graph", &["graph", "export", "--format", "json"], 0);
    let plain = place.run(&["graph", "export", "--format", "json"]).with_code(0);
    assert_eq!(plain.json(), whole, "JSON is JSON with and without --json");
    let nodes = whole["nodes"].as_array().unwrap().len();

    let dot = place.run(&["graph", "export", "--format", "dot"]).with_code(0).stdout;
    assert!(dot.starts_with("digraph fupan {\n") && dot.ends_with("}\n"), "{dot}");
    assert_eq!(dot.matches("shape=").count(), nodes);
    assert!(dot.contains(r#""incident:RPL-2021-0001" -> "service:ledger" [label="in_service"];"#), "{dot}");

    let mermaid = place.run(&["graph", "export", "--format", "mermaid"]).with_code(0).stdout;
    assert!(mermaid.starts_with("flowchart LR\n"), "{mermaid}");
    assert_eq!(mermaid.matches("[\"").count(), nodes);
    assert_eq!(mermaid.matches("-->|").count(), whole["links"].as_array().unwrap().len());

    let graphml = place.run(&["graph", "export", "--format", "graphml"]).with_code(0).stdout;
    assert_eq!(graphml.matches("<node ").count(), nodes);
    let part = place.run(&["graph", "export", "RPL-2021-0001", "--format", "svg"]).with_code(0).stdout;
    let all = place.run(&["graph", "export", "--format", "svg", "--lang", "zh"]).with_code(0).stdout;
    for svg in [&part, &all] {
        assert!(svg.starts_with("<svg xmlns") && svg.ends_with("</svg>\n"), "{svg}");
        assert!(!svg.contains("<script"), "{svg}");
    }
    assert!(part.contains("Ledger locked its own mutex") && all.contains("根因图谱"), "{part}");
}
