//! One node and what is around it: cards in columns, arrows with their meaning between them, panels below.

use std::collections::BTreeMap;

use fupan_locale::{GraphLabel, Language, fitted, text_width, wrapped};

use super::canvas::{Canvas, Face, RULE, Rect, SOFT, colour};
use crate::{Link, Node, NodeId, NodeKind, Subgraph};

const MARGIN: f64 = 36.0;
const CARD: f64 = 250.0;
const GAP: f64 = 128.0;
const BETWEEN: f64 = 18.0;
const NAME: f64 = 13.0;
const LINE: f64 = 18.0;
/// Cards of one column; more are counted.
const MOST_IN_COLUMN: usize = 12;
/// Names in one panel; more are counted.
const MOST_IN_PANEL: usize = 24;
/// The room for the heads of panels.
const PANEL: f64 = 214.0;
/// From the left: what set it off, what happened, why, and what avoids it.
const COLUMNS: [NodeKind; 4] =
    [NodeKind::Trigger, NodeKind::Incident, NodeKind::Pattern, NodeKind::Guideline];

type Point = (f64, f64);

struct Card<'a> {
    node: &'a Node,
    at: Rect,
    lines: Vec<String>,
}

/// The picture of a part of the graph around its root.
pub(super) fn layered(root: &Node, part: &Subgraph, language: Language) -> String {
    let (columns, left_out) = columns(root, part);
    let used: Vec<&Vec<&Node>> = columns.iter().filter(|column| !column.is_empty()).collect();
    let mut canvas = Canvas::default();
    let mut cards: Vec<Card<'_>> = Vec::new();
    let top = head(&mut canvas, root, language);
    let heights: Vec<f64> = used.iter().map(|column| column_height(column, language)).collect();
    let tallest = heights.iter().copied().fold(0.0, f64::max);
    let mut x = MARGIN;
    for (column, height) in used.iter().zip(&heights) {
        let mut y = top + 30.0 + (tallest - height) / 2.0;
        if let Some(first) = column.first() {
            let label = first.id.kind().label().render(language);
            canvas.text((x, top + 12.0), &label, Face::plain(12.0).soft().strong());
        }
        for node in column.iter() {
            let card = card(node, (x, y), language);
            y += card.at.height + BETWEEN;
            cards.push(card);
        }
        x += CARD + GAP;
    }
    let right = (x - GAP + MARGIN).max(960.0);
    let links = drawn_links(&cards, part);
    for link in &links {
        arrow(&mut canvas, link, &cards);
    }
    labels(&mut canvas, &links, &cards, language);
    for card in &cards {
        draw_card(&mut canvas, card, card.node.id == root.id, language);
    }
    let mut bottom = top + 30.0 + tallest + 14.0;
    if left_out > 0 {
        let text = GraphLabel::LeftOut { count: left_out }.render(language);
        canvas.text((MARGIN, bottom), &text, Face::plain(12.0).soft());
        bottom += 16.0;
    }
    bottom = panels(&mut canvas, root, part, (bottom, right), language);
    canvas.finish(right, bottom + MARGIN / 2.0, &title_of(root, language))
}

fn title_of(node: &Node, language: Language) -> String {
    let title = node.name.read(language);
    title.map_or_else(|| node.id.name().to_owned(), |title| title.text.to_owned())
}

/// The name of the root over everything; where it ends.
fn head(canvas: &mut Canvas, root: &Node, language: Language) -> f64 {
    canvas.text((MARGIN, 46.0), &fitted(&title_of(root, language), 20.0, 900.0), Face::plain(20.0).strong());
    let kind = root.id.kind().label().render(language);
    canvas.text((MARGIN, 68.0), &format!("{kind} · {}", root.id.name()), Face::plain(12.5).soft());
    92.0
}

/// The cards of each column, the root's column led by the root, others in the order of what links them to it; and how
/// many found no room.
fn columns<'a>(root: &'a Node, part: &'a Subgraph) -> (Vec<Vec<&'a Node>>, usize) {
    let strength = |node: &Node| {
        let links = part.links.iter().filter(|link| touches(link, &node.id) && touches(link, &root.id));
        links.map(|link| link.weight).fold(0.0, f64::max)
    };
    let mut columns: Vec<Vec<&Node>> = vec![Vec::new(); COLUMNS.len()];
    let own = COLUMNS.iter().position(|kind| *kind == root.id.kind()).unwrap_or(0);
    for node in part.nodes.iter().filter(|node| node.id != root.id) {
        let place = COLUMNS.iter().position(|kind| *kind == node.id.kind());
        if let Some(column) = place.and_then(|place| columns.get_mut(place)) {
            column.push(node);
        }
    }
    let mut left_out = 0;
    for (number, column) in columns.iter_mut().enumerate() {
        column.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.id.cmp(&b.id)));
        left_out += column.len().saturating_sub(MOST_IN_COLUMN);
        column.truncate(MOST_IN_COLUMN);
        if number == own {
            column.insert(0, root);
        }
    }
    (columns, left_out)
}

fn touches(link: &Link, id: &NodeId) -> bool {
    link.from == *id || link.to == *id
}

fn lines_of(node: &Node, language: Language) -> Vec<String> {
    wrapped(&title_of(node, language), NAME, CARD - 30.0, 4)
}

/// The id stands under the name where it says something that the name does not.
fn shows_id(node: &Node) -> bool {
    matches!(node.id.kind(), NodeKind::Incident | NodeKind::Pattern)
}

#[expect(clippy::cast_precision_loss, reason = "a few lines")]
fn height_of(node: &Node, lines: usize) -> f64 {
    20.0 + lines as f64 * LINE + if shows_id(node) { 17.0 } else { 0.0 }
}

fn column_height(column: &[&Node], language: Language) -> f64 {
    let cards = column.iter().map(|node| height_of(node, lines_of(node, language).len()) + BETWEEN);
    cards.sum::<f64>() - BETWEEN
}

fn card<'a>(node: &'a Node, (x, y): (f64, f64), language: Language) -> Card<'a> {
    let lines = lines_of(node, language);
    Card { node, at: Rect { x, y, width: CARD, height: height_of(node, lines.len()) }, lines }
}

fn draw_card(canvas: &mut Canvas, card: &Card<'_>, is_root: bool, language: Language) {
    let Card { node, at, lines } = card;
    let colour = colour(node.id.kind());
    canvas.open(&format!("{} {}", node.id, title_of(node, language)));
    let border = if is_root { colour } else { RULE };
    let thick = if is_root { 2.0 } else { 1.0 };
    canvas.rect(at, 8.0, &format!(r##"fill="#ffffff" stroke="{border}" stroke-width="{thick}""##));
    let bar = Rect { x: at.x + 1.0, y: at.y + 8.0, width: 4.0, height: at.height - 16.0 };
    canvas.rect(&bar, 2.0, &format!(r#"fill="{colour}""#));
    let mut y = at.y + 10.0;
    for line in lines {
        y += LINE;
        canvas.text((at.x + 16.0, y - 4.0), line, Face::plain(NAME).strong());
    }
    if shows_id(node) {
        let id = fitted(node.id.name(), 11.0, CARD - 30.0);
        canvas.text((at.x + 16.0, y + 14.0), &id, Face::plain(11.0).soft());
    }
    canvas.close();
}

/// Links between cards. That an incident teaches a rule is left out where one of its causes leads there anyway.
fn drawn_links<'a>(cards: &[Card<'_>], part: &'a Subgraph) -> Vec<&'a Link> {
    let is_there = |id: &NodeId| cards.iter().any(|card| card.node.id == *id);
    let drawn = part.links.iter().filter(|link| is_there(&link.from) && is_there(&link.to));
    let drawn: Vec<&Link> = drawn.collect();
    let led_to =
        |rule: &NodeId| drawn.iter().any(|link| link.to == *rule && link.from.kind() == NodeKind::Pattern);
    let is_long =
        |link: &Link| link.from.kind() == NodeKind::Incident && link.to.kind() == NodeKind::Guideline;
    drawn.iter().copied().filter(|link| !(is_long(link) && led_to(&link.to))).collect()
}

/// Where a link leaves and arrives, and whether it stays within a column.
fn ends(link: &Link, cards: &[Card<'_>]) -> Option<(Point, Point, bool)> {
    let at = |id: &NodeId| cards.iter().find(|card| card.node.id == *id).map(|card| card.at);
    let (from, to) = (at(&link.from)?, at(&link.to)?);
    let (left, right) = (|at: Rect| (at.x, at.middle().1), |at: Rect| (at.x + at.width, at.middle().1));
    Some(match from.x.total_cmp(&to.x) {
        std::cmp::Ordering::Less => (right(from), left(to), false),
        std::cmp::Ordering::Greater => (left(from), right(to), false),
        std::cmp::Ordering::Equal => (left(from), left(to), true),
    })
}

fn arrow(canvas: &mut Canvas, link: &Link, cards: &[Card<'_>]) {
    let Some(((x1, y1), (x2, y2), is_within)) = ends(link, cards) else { return };
    let bend = if is_within { -46.0 } else { (x2 - x1) / 2.0 };
    let (c1, c2) = (x1 + bend, if is_within { x2 + bend } else { x2 - bend });
    let source = link.source.name();
    canvas.open(&format!("{} → {} ({source})", link.from.name(), link.to.name()));
    let (thick, mark) = (1.0 + link.weight, "url(#arrow)");
    canvas.raw(format_args!(
        r##"<path d="M{x1:.1},{y1:.1} C{c1:.1},{y1:.1} {c2:.1},{y2:.1} {x2:.1},{y2:.1}" fill="none" stroke="#98a2b3" stroke-width="{thick:.1}" marker-end="{mark}"/>"##
    ));
    canvas.close();
}

/// Each kind of link once for each card that it leads to, beside the card that fewer links lead to.
fn labels(canvas: &mut Canvas, links: &[&Link], cards: &[Card<'_>], language: Language) {
    let mut written: Vec<Rect> = cards.iter().map(|card| card.at).collect();
    let crowd = |id: &NodeId| links.iter().filter(|link| touches(link, id)).count();
    for link in links {
        let Some((from, to, is_within)) = ends(link, cards) else { continue };
        let text = link.kind.label().render(language);
        let half = text_width(&text, 11.0) / 2.0 + 5.0;
        let is_to_end = crowd(&link.to) <= crowd(&link.from);
        let share = if is_to_end { 0.62 } else { 0.38 };
        let x = if is_within { from.0 - 34.0 } else { from.0 + (to.0 - from.0) * 0.5 };
        for share in [share, 0.78, 0.5, 0.22] {
            let ease = share * share * (3.0 - 2.0 * share);
            let x = if is_within { x } else { from.0 + (to.0 - from.0) * (0.5 + (share - 0.5) * 0.35) };
            let y = from.1 + (to.1 - from.1) * if is_within { share } else { ease };
            let at = Rect { x: x - half, y: y - 9.0, width: 2.0 * half, height: 18.0 };
            if written.iter().all(|other| !other.overlaps(&at)) {
                canvas.rect(&at, 9.0, r##"fill="#ffffff" fill-opacity="0.92""##);
                canvas.text((x, y + 4.0), &text, Face::plain(11.0).of(SOFT).centred());
                written.push(at);
                break;
            }
        }
    }
}

/// What else is named, by what links it: the chips of each panel flow like words. Where the last panel ends.
fn panels(
    canvas: &mut Canvas,
    root: &Node,
    part: &Subgraph,
    (top, right): (f64, f64),
    language: Language,
) -> f64 {
    let mut groups: BTreeMap<(NodeKind, GraphLabel), Vec<&NodeId>> = BTreeMap::new();
    for node in part.nodes.iter().filter(|node| node.id != root.id && !COLUMNS.contains(&node.id.kind())) {
        let links = part.links.iter().filter(|link| touches(link, &node.id));
        let link = links.max_by_key(|link| touches(link, &root.id));
        if let Some(link) = link {
            groups.entry((node.id.kind(), link.kind.label())).or_default().push(&node.id);
        }
    }
    let mut y = top;
    for ((kind, link), ids) in groups {
        let head = format!("{} · {}", kind.label().render(language), link.render(language));
        canvas.text((MARGIN, y + 16.0), &head, Face::plain(12.0).of(colour(kind)).strong());
        let (mut x, mut line) = (MARGIN + PANEL, y + 1.0);
        let shown = ids.iter().take(MOST_IN_PANEL).map(|id| id.name().to_owned());
        let rest = ids.len().saturating_sub(MOST_IN_PANEL);
        let more = (rest > 0).then(|| GraphLabel::More { count: rest }.render(language));
        for name in shown.chain(more) {
            let name = fitted(&name, 11.5, right - 2.0 * MARGIN - PANEL - 20.0);
            let room = text_width(&name, 11.5) + 18.0;
            if x + room > right - MARGIN && x > MARGIN + PANEL {
                x = MARGIN + PANEL;
                line += 28.0;
            }
            let at = Rect { x, y: line, width: room, height: 22.0 };
            canvas.rect(
                &at,
                11.0,
                &format!(r##"fill="#ffffff" stroke="{}" stroke-opacity="0.55""##, colour(kind)),
            );
            canvas.text((x + 9.0, line + 15.5), &name, Face::plain(11.5));
            x += room + 8.0;
        }
        y = line + 34.0;
    }
    y
}
