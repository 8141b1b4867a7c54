//! The graph of a few made-up records.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use expect_test::{Expect, expect};
use fupan_graph::{Graph, GraphBuilder, Grouping, NodeId, Subgraph, root_cause_shares};
use fupan_model::{Language, Pattern, Postmortem};
use proptest::prelude::*;
use serde_json::json;

fn pattern(id: &str, parent: Option<&str>) -> Pattern {
    let value = json!({ "id": id, "name": { "zh": format!("模式 {id}"), "en": format!("pattern {id}") },
        "parent": parent, "sources": [{ "title": "The Go Memory Model" }] });
    serde_json::from_value(value).unwrap()
}

fn postmortem(
    number: u32,
    date: &str,
    patterns: &[(&str, &str)],
    symbols: &[&str],
    service: &str,
) -> Postmortem {
    let causes: Vec<_> = patterns.iter().map(|(id, role)| json!({ "pattern": id, "role": role })).collect();
    let value = json!({
        "id": format!("RPL-2020-{number:04}"), "aliases": [format!("alias-{number}")],
        "title": { "en": format!("incident \"{number}\"") }, "status": "final", "origin": "example", "severity": "unrated",
        "date": date, "date_kind": "fix", "services": [service], "summary": { "en": "s" },
        "detection": { "by": "unknown" }, "trigger": "unknown", "resolution": { "fix": "unknown" },
        "root_causes": causes, "symbols": symbols, "sources": [{ "url": "https://example.com" }],
        "evidence_basis": { "en": "example" }, "confidence": "high",
    });
    let mut postmortem: Postmortem = serde_json::from_value(value).unwrap();
    // Examples are not counted; these stand for incidents that are.
    postmortem.origin = fupan_model::Origin::Internal;
    postmortem
}

fn records() -> (Vec<Pattern>, Vec<Postmortem>) {
    let patterns =
        vec![pattern("lock", None), pattern("lock.self", Some("lock")), pattern("lock.order", Some("lock"))];
    let postmortems = vec![
        postmortem(1, "2020-01-02", &[("lock.self", "root")], &["sync.(*Mutex).Lock"], "etcd"),
        postmortem(
            2,
            "2020-01",
            &[("lock.order", "root"), ("lock.self", "latent")],
            &["sync.(*Mutex).Lock"],
            "api",
        ),
        postmortem(3, "2021", &[("lock.order", "root")], &[], "etcd"),
    ];
    (patterns, postmortems)
}

fn graph() -> Graph {
    let (patterns, postmortems) = records();
    let mut builder = GraphBuilder::new();
    patterns.iter().for_each(|pattern| builder.add_pattern(pattern));
    postmortems.iter().for_each(|postmortem| builder.add_postmortem(postmortem));
    builder.build()
}

fn check(part: &Subgraph, expected: &Expect) {
    let nodes: Vec<String> = part.nodes.iter().map(|node| node.id.to_string()).collect();
    let links = part
        .links
        .iter()
        .map(|link| format!("{} {} {} {}\n", link.from, link.kind.as_str(), link.to, link.weight));
    expected.assert_eq(&format!("{}\n{}", nodes.join(", "), links.collect::<String>()));
}

fn node(text: &str) -> NodeId {
    graph().resolve(text).unwrap()
}

#[test]
fn a_node_and_what_lies_around_it() {
    check(
        &graph().neighbourhood(&node("RPL-2020-0001"), 1, 10),
        &expect![[r#"
            incident:RPL-2020-0001, pattern:lock.self, service:etcd, symbol:sync.(*Mutex).Lock
            incident:RPL-2020-0001 root_cause pattern:lock.self 1
            incident:RPL-2020-0001 in_service service:etcd 0.3
            incident:RPL-2020-0001 involves symbol:sync.(*Mutex).Lock 0.5
        "#]],
    );
    check(
        &graph().neighbourhood(&node("alias-1"), 2, 3),
        &expect![[r#"
            incident:RPL-2020-0001, pattern:lock.self, symbol:sync.(*Mutex).Lock
            incident:RPL-2020-0001 root_cause pattern:lock.self 1
            incident:RPL-2020-0001 involves symbol:sync.(*Mutex).Lock 0.5
        "#]],
    );
}

#[test]
fn the_strongest_way_between_two_nodes() {
    check(
        &graph().path(&node("RPL-2020-0001"), &node("pattern:lock")).unwrap(),
        &expect![[r#"
            incident:RPL-2020-0001, pattern:lock.self, pattern:lock
            incident:RPL-2020-0001 root_cause pattern:lock.self 1
            pattern:lock.self child_of pattern:lock 0.5
        "#]],
    );
    let (there, back) = (
        graph().path(&node("RPL-2020-0001"), &node("RPL-2020-0003")).unwrap(),
        graph().path(&node("RPL-2020-0003"), &node("RPL-2020-0001")).unwrap(),
    );
    assert_eq!(there.nodes.len(), back.nodes.len());
}

#[test]
fn what_incidents_share() {
    let related = graph().related(&["RPL-2020-0001".parse().unwrap()], 10);
    let lines = related.iter().map(|related| {
        let because: Vec<String> = related.because.iter().map(ToString::to_string).collect();
        format!("{} {:.3} {}\n", related.id, related.score, because.join(", "))
    });
    expect![[r#"
        RPL-2020-0002 0.564 pattern:lock.self, pattern:lock, symbol:sync.(*Mutex).Lock
        RPL-2020-0003 0.313 pattern:lock, service:etcd
    "#]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn shares_of_causes() {
    let (_, postmortems) = records();
    let lines = |by, since: Option<&str>| -> String {
        let since = since.map(|since| since.parse().unwrap());
        let shares = root_cause_shares(&postmortems, by, since.as_ref());
        let rows = shares.rows.iter().map(|row| {
            format!("{} {} {:.3} [{:.3}, {:.3}]\n", row.key, row.count, row.share, row.low, row.high)
        });
        format!("{}\n{}", shares.total, rows.collect::<String>())
    };
    expect![[r#"
        3
        lock.order 2 0.667 [0.208, 0.939]
        lock.self 1 0.333 [0.061, 0.792]
    "#]]
    .assert_eq(&lines(Grouping::Pattern, None));
    expect![[r#"
        3
        lock 3 1.000 [0.439, 1.000]
    "#]]
    .assert_eq(&lines(Grouping::PatternGroup, None));
    expect![[r#"
        3
        2020-01 2 0.667 [0.208, 0.939]
        2021 1 0.333 [0.061, 0.792]
    "#]]
    .assert_eq(&lines(Grouping::Month, None));
    expect![[r#"
        2
        etcd 2 1.000 [0.342, 1.000]
    "#]]
    .assert_eq(&lines(Grouping::Service, Some("2020-01-02")));
    expect![[r#"
        3
        unknown 3 1.000 [0.439, 1.000]
    "#]]
    .assert_eq(&lines(Grouping::Trigger, None));
}

#[test]
fn drawings_survive_hostile_names() {
    let part = graph().neighbourhood(&node("RPL-2020-0001"), 0, 1);
    expect![[r#"
        digraph fupan {
          rankdir=LR;
          node [fontname="sans-serif"];
          "incident:RPL-2020-0001" [label="RPL-2020-0001\nincident \"1\"", shape=box];
        }
    "#]]
    .assert_eq(&part.dot(Language::Zh));
    expect![[r#"
        flowchart LR
          n0["RPL-2020-0001<br/>incident #34;1#34;"]
    "#]]
    .assert_eq(&part.mermaid(Language::En));
}

#[test]
fn names_that_nobody_has_bring_a_hint() {
    assert_eq!(graph().resolve("lock.elf"), None);
    let near: Vec<String> = graph().near("lock.elf").iter().map(ToString::to_string).collect();
    assert_eq!(near.first().map(String::as_str), Some("pattern:lock.self"));
}

proptest! {
    #[test]
    fn the_order_of_adding_does_not_matter(order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let (patterns, postmortems) = records();
        let mut builder = GraphBuilder::new();
        for place in order {
            if let Some(pattern) = patterns.get(place) {
                builder.add_pattern(pattern);
            } else if let Some(postmortem) = postmortems.get(place - patterns.len()) {
                builder.add_postmortem(postmortem);
            }
        }
        prop_assert_eq!(builder.build(), graph());
    }

    #[test]
    fn damaged_bytes_never_panic(place in any::<prop::sample::Index>(), change in 1..=255_u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = graph().to_bytes().unwrap();
        prop_assert_eq!(Graph::from_bytes(&bytes).unwrap(), graph());
        if let Some(byte) = bytes.get_mut(place.index(usize::MAX) % 400) {
            *byte ^= change;
        }
        bytes.truncate(cut.index(bytes.len() + 1).max(1));
        if let Ok(damaged) = Graph::from_bytes(&bytes) {
            let whole = damaged.whole();
            for node in &whole.nodes {
                prop_assert!(damaged.neighbourhood(&node.id, 2, 10).nodes.len() <= 10);
                drop(damaged.path(&node.id, &whole.nodes.first().unwrap().id));
            }
            prop_assert!(damaged.related(&["RPL-2020-0001".parse().unwrap()], 5).len() <= 5);
        }
    }
}
