//! The graph of a few made-up records.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use expect_test::{Expect, expect};
use fupan_graph::{Around, Graph, GraphBuilder, NodeId, NodeKind, Subgraph};
use fupan_model::{Language, Pattern, Postmortem};
use proptest::prelude::*;
use serde_json::json;

fn pattern(id: &str, parent: Option<&str>) -> Pattern {
    let value = json!({ "id": id, "name": { "zh": format!("模式 {id}"), "en": format!("pattern {id}") },
        "parent": parent, "sources": [{ "title": "The Go Memory Model" }] });
    serde_json::from_value(value).unwrap()
}

fn numbered_pattern(number: u32) -> Pattern {
    pattern(&format!("p{number}"), None)
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

fn around(depth: u32, most: usize) -> Around {
    Around { depth, most, kinds: Vec::new() }
}

fn node(text: &str) -> NodeId {
    graph().resolve(text).unwrap()
}

#[test]
fn a_node_and_what_lies_around_it() {
    check(
        &graph().neighbourhood(&node("RPL-2020-0001"), &around(1, 10)),
        &expect![[r#"
            incident:RPL-2020-0001, pattern:lock.self, service:etcd, symbol:sync.(*Mutex).Lock
            incident:RPL-2020-0001 root_cause pattern:lock.self 1
            incident:RPL-2020-0001 in_service service:etcd 0.3
            incident:RPL-2020-0001 involves symbol:sync.(*Mutex).Lock 0.5
        "#]],
    );
    check(
        &graph().neighbourhood(&node("alias-1"), &around(2, 3)),
        &expect![[r#"
            incident:RPL-2020-0001, pattern:lock.self, symbol:sync.(*Mutex).Lock
            incident:RPL-2020-0001 root_cause pattern:lock.self 1
            incident:RPL-2020-0001 involves symbol:sync.(*Mutex).Lock 0.5
        "#]],
    );
}

#[test]
fn only_some_kinds_around_a_node() {
    let kinds = vec![NodeKind::Incident, NodeKind::Service];
    check(
        &graph().neighbourhood(&node("RPL-2020-0001"), &Around { depth: 2, most: 10, kinds }),
        &expect![[r#"
            incident:RPL-2020-0001, incident:RPL-2020-0003, service:etcd
            incident:RPL-2020-0001 in_service service:etcd 0.3
            incident:RPL-2020-0003 in_service service:etcd 0.3
        "#]],
    );
}

#[test]
fn other_ways_share_no_node() {
    let paths = graph().paths(&node("RPL-2020-0001"), &node("RPL-2020-0002"), 5);
    let ways = paths.iter().map(|path| {
        let nodes: Vec<String> = path.nodes.iter().map(|node| node.id.to_string()).collect();
        format!("{}\n", nodes.join(" – "))
    });
    expect![[r#"
        incident:RPL-2020-0001 – pattern:lock.self – incident:RPL-2020-0002
        incident:RPL-2020-0001 – symbol:sync.(*Mutex).Lock – incident:RPL-2020-0002
        incident:RPL-2020-0001 – service:etcd – incident:RPL-2020-0003 – pattern:lock.order – incident:RPL-2020-0002
    "#]].assert_eq(&ways.collect::<String>());
}

#[test]
fn what_is_closest() {
    let lines = |kinds: &[NodeKind]| -> String {
        let closest = graph().closest(&[node("RPL-2020-0001")], kinds, 4);
        closest.iter().map(|node| format!("{:.3} {}\n", node.score, node.id)).collect()
    };
    expect![[r#"
        1.000 pattern:lock.self
        0.806 symbol:sync.(*Mutex).Lock
        0.619 incident:RPL-2020-0002
        0.510 pattern:lock.order
    "#]]
    .assert_eq(&lines(&[]));
    expect![[r#"
        1.000 incident:RPL-2020-0002
        0.571 incident:RPL-2020-0003
    "#]]
    .assert_eq(&lines(&[NodeKind::Incident]));
}

#[test]
fn what_incidents_show_together() {
    let line = |pair: &fupan_graph::Together| {
        let incidents: Vec<&str> = pair.incidents.iter().map(NodeId::name).collect();
        format!(
            "{} + {}: {} (of {} and {}), lift {:.2}, {:.2}, {}{}\n",
            pair.one,
            pair.other,
            pair.support,
            pair.of_one,
            pair.of_other,
            pair.lift,
            pair.likelihood,
            incidents.join(" "),
            if pair.is_uncertain() { " ?" } else { "" }
        )
    };
    let patterns: String = graph().together(NodeKind::Pattern, 5).iter().map(line).collect();
    expect![[r#"
        pattern:lock.order + pattern:lock.self: 1 (of 2 and 2), lift 0.75, -1.05, RPL-2020-0002 ?
    "#]]
    .assert_eq(&patterns);
    let around: String = graph().together_with(&node("lock.order"), &[], 5).iter().map(line).collect();
    expect![[r#"
        pattern:lock.order + service:api: 1 (of 2 and 1), lift 1.50, 1.05, RPL-2020-0002 ?
        pattern:lock.order + pattern:lock.self: 1 (of 2 and 2), lift 0.75, -1.05, RPL-2020-0002 ?
        pattern:lock.order + service:etcd: 1 (of 2 and 2), lift 0.75, -1.05, RPL-2020-0003 ?
        pattern:lock.order + symbol:sync.(*Mutex).Lock: 1 (of 2 and 2), lift 0.75, -1.05, RPL-2020-0002 ?
    "#]]
    .assert_eq(&around);
}

#[test]
fn communities_hold_together() {
    let lines = graph().communities().into_iter().map(|community| {
        let names = |ids: &[NodeId]| ids.iter().map(NodeId::name).collect::<Vec<_>>().join(" ");
        format!("{} nodes: {}; {}\n", community.size, names(&community.incidents), names(&community.patterns))
    });
    expect![[r#"
        4 nodes: RPL-2020-0002 RPL-2020-0003; lock.order lock.self
        4 nodes: RPL-2020-0001; lock.self
    "#]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn graphml_is_xml_with_typed_attributes() {
    let part = graph().neighbourhood(&node("service:etcd"), &around(1, 2));
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
          <key id="kind" for="node" attr.name="kind" attr.type="string"/>
          <key id="name" for="node" attr.name="name" attr.type="string"/>
          <key id="link" for="edge" attr.name="kind" attr.type="string"/>
          <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
          <key id="strength" for="edge" attr.name="strength" attr.type="double"/>
          <key id="source" for="edge" attr.name="source" attr.type="string"/>
          <graph id="fupan" edgedefault="directed">
            <node id="incident:RPL-2020-0001">
              <data key="kind">incident</data>
              <data key="name">incident &quot;1&quot;</data>
            </node>
            <node id="service:etcd">
              <data key="kind">service</data>
              <data key="name">etcd</data>
            </node>
            <edge id="e0" source="incident:RPL-2020-0001" target="service:etcd">
              <data key="link">in_service</data>
              <data key="weight">0.3</data>
              <data key="strength">0.2365</data>
              <data key="source">incident:RPL-2020-0001</data>
            </edge>
          </graph>
        </graphml>
    "#]].assert_eq(&part.graphml(Language::En));
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
fn drawings_survive_hostile_names() {
    let part = graph().neighbourhood(&node("RPL-2020-0001"), &around(0, 1));
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

    /// Against petgraph's Dijkstra over the same costs.
    #[test]
    fn paths_cost_the_least(links in prop::collection::vec((0..30_u32, 0..30_u32, 0..3_usize), 1..80)) {
        let role = |number: usize| ["root", "direct", "latent"][number];
        let mut builder = GraphBuilder::new();
        for pattern in 0..30 {
            builder.add_pattern(&numbered_pattern(pattern));
        }
        for incident in 0..30 {
            let causes: Vec<(String, &str)> = links
                .iter()
                .filter(|(from, ..)| *from == incident)
                .map(|(_, to, kind)| (format!("p{to}"), role(*kind)))
                .collect();
            let causes: Vec<(&str, &str)> = causes.iter().map(|(id, role)| (id.as_str(), *role)).collect();
            builder.add_postmortem(&postmortem(incident + 1, "2020", &causes, &[], "same"));
        }
        let graph = builder.build();
        let whole = graph.whole();
        let place = |id: &NodeId| whole.nodes.iter().position(|node| node.id == *id).unwrap();
        let mut oracle = petgraph::graph::UnGraph::<(), f64>::new_undirected();
        let nodes: Vec<_> = whole.nodes.iter().map(|_| oracle.add_node(())).collect();
        for link in &whole.links {
            oracle.add_edge(nodes[place(&link.from)], nodes[place(&link.to)], link.strength.recip());
        }
        let start = &whole.nodes[0].id;
        let costs = petgraph::algo::dijkstra(&oracle, nodes[0], None, |edge| *edge.weight());
        for node in &whole.nodes {
            let found = graph.path(start, &node.id);
            let cost = found.map(|path| path.links.iter().map(|link| link.strength.recip()).sum::<f64>());
            match (cost, costs.get(&nodes[place(&node.id)])) {
                (Some(cost), Some(least)) => prop_assert!((cost - least).abs() < 1e-9, "{} {cost} {least}", node.id),
                (cost, least) => prop_assert_eq!(cost.is_some(), least.is_some()),
            }
        }
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
                prop_assert!(damaged.neighbourhood(&node.id, &around(2, 10)).nodes.len() <= 10);
                drop(damaged.path(&node.id, &whole.nodes.first().unwrap().id));
            }
            prop_assert!(damaged.related(&["RPL-2020-0001".parse().unwrap()], 5).len() <= 5);
        }
    }
}
