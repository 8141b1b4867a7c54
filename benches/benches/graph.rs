//! The graph of a hundred thousand made-up incidents: built, opened, asked; and how well it tells related incidents.
//!
//! Opening is compared with copying the bytes once, a path with listing the nodes within two links of its start. A
//! regression is an opening that takes more than thirty times a copy, or a path or neighbourhood above 5 ms.
//!
//! `SIMILAR_GROUPS=similar_groups.json cargo bench -p fupan-benches --bench graph` also ranks, for each incident of judged
//! groups, the others of the corpus: by what two incidents share, by personalised PageRank, and by both. Relations that the
//! records name are left out of both, since the same people judged the groups.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement prints, and ends where it cannot be made"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use fupan_benches::{Comparison, corpus, corpus_pattern_ids, is_measuring, synthetic_incidents};
use fupan_graph::{Around, Graph, GraphBuilder, NodeId, NodeKind};
use fupan_model::{Pattern, Postmortem, PostmortemId};
use fupan_stack::StackGroup;
use serde::Deserialize;

const INCIDENTS: usize = 100_000;
const QUESTIONS: usize = 200;

fn main() {
    if !is_measuring() {
        return;
    }
    scale();
    #[expect(clippy::disallowed_methods, reason = "the judgements lie outside the repository")]
    if let Ok(path) = std::env::var("SIMILAR_GROUPS") {
        relatedness(Path::new(&path));
    }
}

fn scale() {
    let incidents = synthetic_incidents(INCIDENTS, 1);
    let started = Instant::now();
    let graph = graph_of(&incidents);
    println!(
        "{INCIDENTS} incidents: {} nodes, {} links, built in {:.2} s",
        graph.node_count(),
        graph.link_count(),
        started.elapsed().as_secs_f64()
    );
    let ids: Vec<PostmortemId> = incidents.iter().map(|incident| incident.id).collect();
    drop(incidents);
    let bytes = graph.to_bytes().unwrap();
    drop(graph);
    println!("{:.1} MB written", bytes.len() as f64 / 1e6);
    let comparison = Comparison { rounds: 7, bytes: Some(bytes.len()) };
    comparison.print(
        ("opening", &mut || drop(black_box(Graph::from_bytes(&bytes).unwrap()))),
        ("copying the bytes", &mut || drop(black_box(bytes.clone()))),
    );
    let graph = Graph::from_bytes(&bytes).unwrap();
    println!("peak of memory: {}", peak());
    let incident = |number: usize| NodeId::incident(ids[number * 7_919 % ids.len()]);
    let near = Around { depth: 2, kinds: Vec::new(), most: 200 };
    questions("path", |number| drop(black_box(graph.path(&incident(number), &incident(number + 50_000)))));
    questions("three paths", |number| {
        drop(black_box(graph.paths(&incident(number), &incident(number + 50_000), 3)));
    });
    questions("neighbourhood, depth 2", |number| {
        drop(black_box(graph.neighbourhood(&incident(number), &near)));
    });
    questions("closest incidents", |number| {
        drop(black_box(graph.closest(&[incident(number)], &[NodeKind::Incident], 10)));
    });
    let started = Instant::now();
    let pairs = graph.together(NodeKind::Symbol, 10).len();
    println!("symbols together ({pairs} best): {:.2} s", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let communities = graph.communities();
    println!("{} communities: {:.2} s", communities.len(), started.elapsed().as_secs_f64());
    println!("peak of memory: {}", peak());
}

fn graph_of(incidents: &[Postmortem]) -> Graph {
    let mut builder = GraphBuilder::new();
    for id in corpus_pattern_ids() {
        let pattern = serde_json::json!({ "id": id, "name": { "en": id } });
        builder.add_pattern(&serde_json::from_value(pattern).unwrap());
    }
    for incident in incidents {
        builder.add_postmortem(incident);
        for stack in &incident.stacks {
            let group = StackGroup::from_symbols(stack.error.as_deref(), &stack.frames);
            builder.add_fingerprint(incident.id, &group.family.to_string());
        }
    }
    builder.build()
}

fn questions(name: &str, mut ask: impl FnMut(usize)) {
    let mut times: Vec<f64> = (0..QUESTIONS)
        .map(|number| {
            let started = Instant::now();
            ask(number);
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name}: median {:.2} ms, 99 % {:.2} ms", times[QUESTIONS / 2], times[QUESTIONS * 99 / 100]);
}

/// What the system says of the most memory that this process held.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown here".to_owned(), |line| line.trim().to_owned())
}

#[derive(Debug, Deserialize)]
struct Group {
    kind: String,
    ids: Vec<String>,
}

fn relatedness(path: &Path) {
    let groups: Vec<Group> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let graph = shipped();
    let mut grades: BTreeMap<NodeId, BTreeMap<NodeId, u32>> = BTreeMap::new();
    for group in &groups {
        let grade = match group.kind.as_str() {
            "regression-series" | "same-bug-elsewhere" => 3,
            "same-pattern" | "same-source" => 2,
            _ => 1,
        };
        let ids: Vec<NodeId> = group.ids.iter().filter_map(|id| graph.resolve(id)).collect();
        for one in &ids {
            for other in ids.iter().filter(|other| *other != one) {
                let known = grades.entry(one.clone()).or_default().entry(other.clone()).or_default();
                *known = grade.max(*known);
            }
        }
    }
    let shared = |id: &NodeId| -> Vec<NodeId> {
        let related = graph.related(&[id.name().parse().unwrap()], 10);
        related.into_iter().map(|related| NodeId::incident(related.id)).collect()
    };
    let alike = |id: &NodeId| -> Vec<NodeId> {
        let alike = graph.alike(id.name().parse().unwrap(), 10);
        alike.into_iter().map(|alike| NodeId::incident(alike.id)).collect()
    };
    let ranked = |id: &NodeId| -> Vec<NodeId> {
        let closest = graph.closest(std::slice::from_ref(id), &[NodeKind::Incident], 10);
        closest.into_iter().map(|closest| closest.id).collect()
    };
    for (name, rank) in [
        ("shared nodes (Adamic and Adar)", &shared as &dyn Fn(&NodeId) -> Vec<NodeId>),
        ("personalised PageRank", &ranked),
        ("both, as `similar` asks", &alike),
    ] {
        let (mut recall, mut gain) = (0.0, 0.0);
        for (id, wanted) in &grades {
            let found = rank(id);
            let hits = found.iter().filter(|id| wanted.contains_key(*id)).count();
            recall += hits as f64 / wanted.len().min(10) as f64;
            let discounted = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
                grades
                    .zip(1..)
                    .map(|(grade, rank): (u32, u32)| {
                        (f64::from(1 << grade) - 1.0) / f64::from(rank + 1).log2()
                    })
                    .sum()
            };
            let mut best: Vec<u32> = wanted.values().copied().collect();
            best.sort_unstable_by(|a, b| b.cmp(a));
            let ideal = discounted(&mut best.into_iter().take(10));
            gain += discounted(&mut found.iter().map(|id| wanted.get(id).copied().unwrap_or(0))) / ideal;
        }
        let count = grades.len() as f64;
        println!(
            "{name}: recall@10 {:.3}, nDCG@10 {:.3} over {count} incidents",
            recall / count,
            gain / count
        );
    }
}

/// The graph of the repository's corpus, without the relations that records name.
fn shipped() -> Graph {
    let mut builder = GraphBuilder::new();
    for entry in std::fs::read_dir(corpus().join("patterns")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let read = fupan_record::read_pattern(&path, &std::fs::read(&path).unwrap());
            builder.add_pattern(&Pattern { aliases: Vec::new(), ..read.value.unwrap() });
        }
    }
    for entry in std::fs::read_dir(corpus().join("incidents")).unwrap() {
        let path = entry.unwrap().path().join("postmortem.md");
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let Some(incident) = fupan_record::read_postmortem(&path, &bytes).value else { continue };
        let incident = Postmortem { similar: Vec::new(), ..incident };
        builder.add_postmortem(&incident);
        for stack in &incident.stacks {
            let group = StackGroup::from_symbols(stack.error.as_deref(), &stack.frames);
            builder.add_fingerprint(incident.id, &group.family.to_string());
        }
    }
    builder.build()
}
