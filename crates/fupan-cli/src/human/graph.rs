//! What is asked of the graph: a node and what lies around it, ways, closeness, what occurs together, communities.

use std::collections::BTreeMap;

use fupan_api::{CommunitiesBody, GraphBody, LinkBody, NodeBody, PairBody, RelatedNodesBody, TogetherBody};
use fupan_engine::LinkKind;
use fupan_locale::GraphLabel;

use super::layout::{Page, Style, padded, shown_width};

/// Ends of one kind of link that are shown; `--json` has them all.
const SHOWN: usize = 12;
/// Incidents of a community that are named.
const MEMBERS: usize = 4;

/// A node with the links at it by what they say, then the links between its neighbours.
pub(crate) fn graph(body: &GraphBody, style: &Style) -> String {
    let mut page = Page::new(style);
    let nodes: BTreeMap<&str, &NodeBody> = body.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let root = body.root.as_deref();
    if let Some(node) = root.and_then(|root| nodes.get(root)) {
        page.paragraph("", &headline(node, style));
    }
    for (label, ends) in grouped(body, style) {
        page.blank();
        page.line(&format!("  {}", style.found(&label)));
        for end in ends.iter().take(SHOWN) {
            let shown = nodes.get(end).map_or_else(|| (*end).to_owned(), |node| named(node, style));
            page.hanging("    ", &shown);
        }
        if ends.len() > SHOWN {
            let more = GraphLabel::More { count: ends.len() - SHOWN }.render(style.language);
            page.line(&format!("    {}", style.weak(&more)));
        }
    }
    let others = body.links.iter().filter(|link| !root.is_some_and(|root| touches(link, root)));
    let others: Vec<String> = others.map(|link| arrow(link, style)).collect();
    if !others.is_empty() {
        page.blank();
        others.iter().for_each(|line| page.line(&format!("  {line}")));
    }
    page.finish()
}

/// The links of the middle by what they say, the weightiest first, each with its other ends.
fn grouped<'a>(body: &'a GraphBody, style: &Style) -> Vec<(String, Vec<&'a str>)> {
    let Some(root) = body.root.as_deref() else { return Vec::new() };
    let mut links: Vec<&LinkBody> = body.links.iter().filter(|link| touches(link, root)).collect();
    links.sort_by(|a, b| {
        (a.from != root).cmp(&(b.from != root)).then(b.weight.total_cmp(&a.weight)).then(a.kind.cmp(&b.kind))
    });
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for link in links {
        let (mark, end) = if link.from == root { ("→", &link.to) } else { ("←", &link.from) };
        let label = format!("{mark} {}", label_of(link, style));
        match groups.last_mut().filter(|(other, _)| *other == label) {
            Some((_, ends)) => ends.push(end),
            None => groups.push((label, vec![end])),
        }
    }
    groups
}

fn touches(link: &LinkBody, root: &str) -> bool {
    link.from == root || link.to == root
}

fn label_of(link: &LinkBody, style: &Style) -> String {
    LinkKind::named(&link.kind).map_or_else(|| link.kind.clone(), |kind| kind.label().render(style.language))
}

fn arrow(link: &LinkBody, style: &Style) -> String {
    let label = style.weak(&format!("—{}→", label_of(link, style)));
    format!("{} {label} {}", bare(&link.from), bare(&link.to))
}

/// Incidents and patterns are known by their ids alone.
fn bare(id: &str) -> &str {
    id.strip_prefix("incident:").or_else(|| id.strip_prefix("pattern:")).unwrap_or(id)
}

fn headline(node: &NodeBody, style: &Style) -> String {
    format!("{}{}", style.strong(bare(&node.id)), title(node))
}

fn named(node: &NodeBody, style: &Style) -> String {
    // The id of a rule or a trigger says less than its words do.
    if matches!(node.kind.as_str(), "guideline" | "trigger" | "annotation") && node.name != node.id {
        return format!("{}  {}", node.name, style.weak(&node.id));
    }
    format!("{}{}", bare(&node.id), title(node))
}

fn title(node: &NodeBody) -> String {
    if node.name == node.id { String::new() } else { format!("  {}", node.name) }
}

/// Each way from its start to its end, with a reason on each step.
pub(crate) fn graph_paths(body: &GraphBody, style: &Style) -> String {
    let mut page = Page::new(style);
    way(&mut page, body);
    for (number, other) in (2..).zip(&body.alternatives) {
        page.blank();
        page.line(&style.weak(&GraphLabel::OtherPath { number }.render(style.language)));
        page.blank();
        way(&mut page, other);
    }
    page.finish()
}

fn way(page: &mut Page<'_>, body: &GraphBody) {
    let style = page.style;
    let mut links = body.links.iter();
    for node in &body.nodes {
        page.hanging("", &headline(node, style));
        let Some(link) = links.next() else { break };
        let mark = if link.from == node.id { "  ↓ " } else { "  ↑ " };
        let source = GraphLabel::From { id: bare(&link.source).to_owned() }.render(style.language);
        let reason = link.reason.clone().unwrap_or_else(|| label_of(link, style));
        page.hanging(mark, &format!("{reason}  {}", style.weak(&source)));
    }
}

/// The closest nodes, each with what leads there.
pub(crate) fn graph_related(body: &RelatedNodesBody, style: &Style) -> String {
    let mut page = Page::new(style);
    page.paragraph("", &headline(&body.root, style));
    page.blank();
    if body.related.is_empty() {
        page.line(&GraphLabel::NothingRelated.render(style.language));
    }
    for related in &body.related {
        let node =
            NodeBody { id: related.id.clone(), kind: related.kind.clone(), name: related.name.clone() };
        page.hanging(&format!("{:.2}  ", related.score), &headline(&node, style));
        if !related.via.is_empty() {
            let via: Vec<&str> = related.via.iter().map(|node| bare(&node.id)).collect();
            let label = GraphLabel::Via.render(style.language);
            page.weak_paragraph("      ", &format!("{label} {}", via.join(" – ")));
        }
    }
    page.finish()
}

/// Pairs with how often and how much more often than by chance.
pub(crate) fn graph_together(body: &TogetherBody, style: &Style) -> String {
    let mut page = Page::new(style);
    if body.pairs.is_empty() {
        page.line(&GraphLabel::NothingTogether.render(style.language));
        return page.finish();
    }
    page.line(&GraphLabel::CountedTogether { incidents: body.incidents }.render(style.language));
    page.blank();
    let counted: Vec<(String, String)> = body.pairs.iter().map(|pair| counts(pair, style)).collect();
    let width = |part: fn(&(String, String)) -> &String| {
        counted.iter().map(|counts| shown_width(part(counts))).max().unwrap_or_default()
    };
    let (support, lift) = (width(|counts| &counts.0), width(|counts| &counts.1));
    for (pair, counts) in body.pairs.iter().zip(&counted) {
        let mark = if pair.uncertain { style.warn("?") } else { " ".to_owned() };
        let head = format!("{mark} {}  {}  ", padded(&counts.0, support), padded(&counts.1, lift));
        let names = format!("{} + {}", bare(&pair.one.id), bare(&pair.other.id));
        page.hanging(&head, &format!("{names}  {}", style.weak(&pair.incidents.join(" "))));
    }
    if body.pairs.iter().any(|pair| pair.uncertain) {
        page.blank();
        let remark = GraphLabel::FewIncidents.render(style.language);
        page.line(&format!("{} {remark}", style.warn("?")));
    }
    page.finish()
}

fn counts(pair: &PairBody, style: &Style) -> (String, String) {
    let lift = GraphLabel::Lift { lift: format!("{:.1}", pair.lift) };
    (GraphLabel::Support { count: pair.support }.render(style.language), lift.render(style.language))
}

/// Communities with what marks them.
pub(crate) fn graph_communities(body: &CommunitiesBody, limit: usize, style: &Style) -> String {
    let mut page = Page::new(style);
    let label = |label: GraphLabel| label.render(style.language);
    for (number, community) in (1..).zip(body.communities.iter().take(limit)) {
        page.gap();
        let size = GraphLabel::CommunitySize { incidents: community.incidents.len(), nodes: community.size };
        page.hanging(
            &format!("{number}. "),
            &format!("{}  {}", style.strong(&community.name), style.weak(&label(size))),
        );
        let ids = |nodes: &[NodeBody]| -> String {
            let ids: Vec<&str> =
                nodes.iter().map(|node| bare(&node.id).trim_start_matches("keyword:")).collect();
            ids.join(style.comma())
        };
        page.entry(&label(GraphLabel::Patterns), &[ids(&community.patterns)]);
        if !community.keywords.is_empty() {
            page.entry(&label(GraphLabel::Keywords), &[ids(&community.keywords)]);
        }
        let members = community.incidents.iter().take(MEMBERS).map(|node| named(node, style));
        let mut members: Vec<String> = members.collect();
        if community.incidents.len() > MEMBERS {
            members.push(label(GraphLabel::More { count: community.incidents.len() - MEMBERS }));
        }
        page.entry(&label(GraphLabel::Incidents), &members);
    }
    if body.communities.len() > limit {
        page.gap();
        let count = body.communities.len() - limit;
        page.line(&style.weak(&label(GraphLabel::SmallCommunities { count })));
    }
    page.finish()
}
