//! Many nodes: communities as regions, each with its nodes inside and names where there is room for them.

use std::collections::{BTreeMap, BTreeSet};

use fupan_locale::{GraphLabel, Language, fitted, text_width, wrapped};

use super::canvas::{Canvas, Face, INK, RULE, Rect, SOFT, colour, pale};
use super::force::{Body, placed};
use super::regions::divided;
use crate::{Graph, NodeKind};

const WIDTH: f64 = 1680.0;
const HEIGHT: f64 = 1180.0;
const MARGIN: f64 = 28.0;
const HEAD: f64 = 84.0;
/// More nodes than this blacken the page.
const MOST_NODES: usize = 700;
/// Nodes of one region, whose pairs are all looked at.
const MOST_IN_REGION: usize = 140;
/// Regions; what is left goes into a last one.
const MOST_REGIONS: usize = 18;
const NAME: f64 = 10.5;

/// What stands for itself on a map: words, rules and remarks are left to the page of one node.
const KINDS: [NodeKind; 6] = [
    NodeKind::Incident,
    NodeKind::Pattern,
    NodeKind::Service,
    NodeKind::Project,
    NodeKind::Symbol,
    NodeKind::Package,
];

/// A node on the map.
struct Spot {
    place: u32,
    kind: NodeKind,
    links: usize,
    radius: f64,
    at: (f64, f64),
}

/// A community and where it lies.
struct Region {
    spots: Vec<Spot>,
    at: Rect,
    title: String,
}

/// The places of the nodes to be drawn: those that link others, of some kinds or of those that stand for themselves,
/// the best linked where there are too many.
pub(super) fn drawn(graph: &Graph, kinds: &[NodeKind]) -> BTreeSet<u32> {
    let kinds = if kinds.is_empty() { &KINDS[..] } else { kinds };
    let mut places: Vec<(usize, u32)> = Vec::new();
    for kind in kinds {
        for place in graph.places_of(*kind) {
            let links = graph.around(place).count();
            let links_others = links > 1 || *kind <= NodeKind::Pattern;
            if links_others && links > 0 {
                places.push((links, place));
            }
        }
    }
    places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    places.into_iter().take(MOST_NODES).map(|(_, place)| place).collect()
}

/// The picture.
pub(super) fn map(graph: &Graph, places: &BTreeSet<u32>, language: Language) -> String {
    let mut regions = regions(graph, places, language);
    let sizes: Vec<f64> = regions.iter().map(|region| size_of(region.spots.len())).collect();
    let whole = Rect { x: MARGIN, y: HEAD, width: WIDTH - 2.0 * MARGIN, height: HEIGHT - HEAD - MARGIN };
    let mut positions: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for (region, at) in regions.iter_mut().zip(divided(&sizes, whole)) {
        region.at = Rect { x: at.x + 4.0, y: at.y + 4.0, width: at.width - 8.0, height: at.height - 8.0 };
        place_spots(graph, region);
        positions.extend(region.spots.iter().map(|spot| (spot.place, spot.at)));
    }
    let mut canvas = Canvas::default();
    let links = links_between(graph, &positions);
    head(&mut canvas, graph, &regions, links.len(), language);
    for (number, region) in regions.iter().enumerate() {
        let (fill, border) = pale(number);
        canvas.rect(&region.at, 12.0, &format!(r#"fill="{fill}" stroke="{border}""#));
    }
    draw_links(&mut canvas, &links, &positions, &regions);
    for region in &regions {
        draw_region(&mut canvas, graph, region, language);
    }
    canvas.finish(WIDTH, HEIGHT, &GraphLabel::Title.render(language))
}

/// Small communities get more than their share, so that their names have room.
#[expect(clippy::cast_precision_loss, reason = "a count of nodes")]
fn size_of(nodes: usize) -> f64 {
    (nodes as f64).powf(0.8) + 3.0
}

fn regions(graph: &Graph, places: &BTreeSet<u32>, language: Language) -> Vec<Region> {
    let communities = graph.community_of_each();
    let mut members: BTreeMap<Option<u32>, Vec<u32>> = BTreeMap::new();
    for place in places {
        let community = communities.get(*place as usize).copied().flatten();
        members.entry(community).or_default().push(*place);
    }
    let loose = members.remove(&None).unwrap_or_default();
    let mut groups: Vec<Vec<u32>> = members.into_values().collect();
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let is_large = |group: &Vec<u32>| group.len() > 4;
    let kept = groups.iter().filter(|group| is_large(group)).count().min(MOST_REGIONS);
    let mut others: Vec<u32> = groups.split_off(kept).into_iter().flatten().chain(loose).collect();
    others.sort_unstable();
    let mut regions: Vec<Region> =
        groups.iter().map(|group| region(graph, group, title(graph, group, language))).collect();
    if !others.is_empty() {
        regions.push(region(graph, &others, GraphLabel::Unnamed.render(language)));
    }
    regions.sort_by_key(|region| std::cmp::Reverse(region.spots.len()));
    regions
}

/// A community is called by the patterns that mark it.
fn title(graph: &Graph, group: &[u32], language: Language) -> String {
    let incidents: Vec<u32> =
        group.iter().filter(|place| graph.kind_at(**place) == NodeKind::Incident).copied().collect();
    let marks = graph.marks(&incidents, NodeKind::Pattern);
    let names = marks.iter().take(2).filter_map(|id| graph.node(id));
    let names: Vec<String> = names
        .map(|node| node.name.read(language).map_or_else(|| node.id.name().to_owned(), |r| r.text.to_owned()))
        .collect();
    if names.is_empty() { GraphLabel::Unnamed.render(language) } else { names.join(" · ") }
}

#[expect(clippy::cast_precision_loss, reason = "a count of links")]
fn region(graph: &Graph, group: &[u32], title: String) -> Region {
    let spot = |place: &u32| {
        let kind = graph.kind_at(*place);
        let links = graph.around(*place).count();
        let base = if kind == NodeKind::Pattern { 4.5 } else { 3.6 };
        let radius = match kind {
            NodeKind::Incident => 4.2,
            _ => base + (links as f64).sqrt().min(7.0) * 0.8,
        };
        Spot { place: *place, kind, links, radius, at: (0.0, 0.0) }
    };
    let mut spots: Vec<Spot> = group.iter().map(spot).collect();
    spots.sort_by(|a, b| b.links.cmp(&a.links).then(a.place.cmp(&b.place)));
    spots.truncate(MOST_IN_REGION);
    Region { spots, at: Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }, title }
}

/// The room for nodes: below the title, a little off the border.
fn room(region: &Region) -> Rect {
    let at = region.at;
    let head = 14.0 + 16.0 * lines_of_title(region).len().min(2) as f64;
    Rect {
        x: at.x + 10.0,
        y: at.y + head,
        width: (at.width - 20.0).max(10.0),
        height: (at.height - head - 8.0).max(10.0),
    }
}

fn lines_of_title(region: &Region) -> Vec<String> {
    wrapped(&region.title, 13.0, region.at.width - 24.0, 2)
}

fn place_spots(graph: &Graph, region: &mut Region) {
    let numbers: BTreeMap<u32, usize> = region.spots.iter().map(|spot| spot.place).zip(0..).collect();
    let body = |spot: &Spot| {
        let near = graph.around(spot.place).filter_map(|(_, there)| numbers.get(&there).copied());
        Body { radius: spot.radius, links: near.collect::<BTreeSet<usize>>().into_iter().collect() }
    };
    let bodies: Vec<Body> = region.spots.iter().map(body).collect();
    let room = room(region);
    for (spot, (x, y)) in region.spots.iter_mut().zip(placed(&bodies, (room.width, room.height))) {
        spot.at = (room.x + x, room.y + y);
    }
}

/// Each two nodes that are linked, once.
fn links_between(graph: &Graph, positions: &BTreeMap<u32, (f64, f64)>) -> BTreeSet<(u32, u32)> {
    let near = |place: &u32| {
        let place = *place;
        graph.around(place).map(move |(_, there)| (place.min(there), place.max(there)))
    };
    let links = positions.keys().flat_map(near);
    links.filter(|(a, b)| positions.contains_key(a) && positions.contains_key(b)).collect()
}

/// Links within a region are lines, links between regions only a breath: there are many.
fn draw_links(
    canvas: &mut Canvas,
    links: &BTreeSet<(u32, u32)>,
    positions: &BTreeMap<u32, (f64, f64)>,
    regions: &[Region],
) {
    let region_of = |(x, y): (f64, f64)| {
        let spot = Rect { x, y, width: 0.0, height: 0.0 };
        regions.iter().position(|region| region.at.contains(&spot))
    };
    let (mut within, mut between) = (String::new(), String::new());
    for (a, b) in links {
        let (Some(a), Some(b)) = (positions.get(a), positions.get(b)) else { continue };
        let line = format!("M{:.1},{:.1}L{:.1},{:.1}", a.0, a.1, b.0, b.1);
        let path = if region_of(*a) == region_of(*b) { &mut within } else { &mut between };
        path.push_str(&line);
    }
    canvas.raw(format_args!(
        r##"<path d="{between}" fill="none" stroke="#475467" stroke-opacity="0.07" stroke-width="0.8"/>"##
    ));
    canvas.raw(format_args!(
        r##"<path d="{within}" fill="none" stroke="#475467" stroke-opacity="0.28" stroke-width="0.9"/>"##
    ));
}

fn draw_region(canvas: &mut Canvas, graph: &Graph, region: &Region, language: Language) {
    let mut taken: Vec<Rect> = Vec::new();
    let mut y = region.at.y + 7.0;
    for line in lines_of_title(region) {
        y += 16.0;
        canvas.text((region.at.x + 12.0, y), &line, Face::plain(13.0).strong());
        taken.push(Rect { x: region.at.x, y: y - 14.0, width: region.at.width, height: 18.0 });
    }
    for spot in &region.spots {
        let (x, y) = spot.at;
        let side = 2.0 * spot.radius;
        taken.push(Rect { x: x - spot.radius, y: y - spot.radius, width: side, height: side });
        draw_spot(canvas, graph, spot, language);
    }
    let mut named: Vec<&Spot> = region.spots.iter().collect();
    named.sort_by_key(|spot| std::cmp::Reverse(importance(spot)));
    for spot in named {
        write_name(canvas, &name_of(graph, spot, language), spot, region.at, &mut taken);
    }
}

/// Patterns are named first, then what many incidents share, incidents last.
fn importance(spot: &Spot) -> (u8, usize) {
    let rank = match spot.kind {
        NodeKind::Pattern => 2,
        NodeKind::Incident => 0,
        _ => 1,
    };
    (rank, spot.links)
}

fn name_of(graph: &Graph, spot: &Spot, language: Language) -> String {
    let name = graph.name_at(spot.place);
    match spot.kind {
        NodeKind::Pattern => graph
            .title_at(spot.place)
            .read(language)
            .map_or_else(|| name.to_owned(), |read| read.text.to_owned()),
        NodeKind::Symbol => name.rsplit('/').next().unwrap_or(name).to_owned(),
        _ => name.to_owned(),
    }
}

fn draw_spot(canvas: &mut Canvas, graph: &Graph, spot: &Spot, language: Language) {
    let ((x, y), r) = (spot.at, spot.radius);
    let title = graph.title_at(spot.place);
    let title = title.read(language).map_or_else(String::new, |read| format!(" {}", read.text));
    canvas.open(&format!("{}{title}", graph.id_at(spot.place)));
    let look = format!(r##"fill="{}" stroke="#ffffff" stroke-width="1""##, colour(spot.kind));
    shape(canvas, spot.kind, (x, y), r, &look);
    canvas.close();
}

/// Incidents are round, patterns stand on a corner, all else is square: told apart without colour too.
fn shape(canvas: &mut Canvas, kind: NodeKind, (x, y): (f64, f64), r: f64, look: &str) {
    match kind {
        NodeKind::Incident => {
            canvas.raw(format_args!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="{r:.1}" {look}/>"#));
        }
        NodeKind::Pattern => canvas.raw(format_args!(
            r#"<path d="M{x:.1},{:.1}L{:.1},{y:.1}L{x:.1},{:.1}L{:.1},{y:.1}z" {look}/>"#,
            y - r,
            x + r,
            y + r,
            x - r
        )),
        _ => {
            let half = r * 0.8;
            canvas.rect(&Rect { x: x - half, y: y - half, width: 2.0 * half, height: 2.0 * half }, 1.5, look);
        }
    }
}

/// A name where it covers nothing, or none.
fn write_name(canvas: &mut Canvas, name: &str, spot: &Spot, region: Rect, taken: &mut Vec<Rect>) {
    let is_strong = spot.kind == NodeKind::Pattern;
    let longest: f64 = if is_strong { 190.0 } else { 130.0 };
    let name = fitted(name, NAME, longest.min(region.width - 24.0));
    let (room, (x, y), r) =
        (text_width(&name, NAME) * if is_strong { 1.06 } else { 1.0 }, spot.at, spot.radius + 3.0);
    let corners = [
        (x + r, y - 6.5),
        (x - r - room, y - 6.5),
        (x - room / 2.0, y - r - 13.0),
        (x - room / 2.0, y + r),
        (x + r * 0.7, y + r * 0.5),
        (x + r * 0.7, y - r * 0.5 - 13.0),
    ];
    for (left, top) in corners {
        let at = Rect { x: left, y: top, width: room, height: 13.0 };
        if !region.contains(&at) || taken.iter().any(|other| other.overlaps(&at)) {
            continue;
        }
        let face = Face::plain(NAME).of(if is_strong { INK } else { SOFT });
        let face = if is_strong { face.strong() } else { face };
        canvas.text((left, top + 10.0), &name, face);
        taken.push(at);
        return;
    }
}

/// The title, how much is drawn, and what shapes and colours mean.
fn head(canvas: &mut Canvas, graph: &Graph, regions: &[Region], links: usize, language: Language) {
    let nodes: usize = regions.iter().map(|region| region.spots.len()).sum();
    canvas.text((MARGIN, 40.0), &GraphLabel::Title.render(language), Face::plain(22.0).strong());
    let mut remark = GraphLabel::Drawn { nodes, links }.render(language);
    let left_out = graph.node_count().saturating_sub(nodes);
    if left_out > 0 {
        remark = format!("{remark} · {}", GraphLabel::LeftOut { count: left_out }.render(language));
    }
    canvas.text((MARGIN, 63.0), &remark, Face::plain(12.5).soft());
    let shown: BTreeSet<NodeKind> =
        regions.iter().flat_map(|region| &region.spots).map(|spot| spot.kind).collect();
    let mut x = WIDTH - MARGIN;
    for kind in shown.into_iter().rev() {
        let label = kind.label().render(language);
        x -= text_width(&label, 12.0) + 34.0;
        let look = format!(r#"fill="{}""#, colour(kind));
        shape(canvas, kind, (x + 8.0, 36.0), 6.0, &look);
        canvas.text((x + 20.0, 40.0), &label, Face::plain(12.0));
    }
    let rule = Rect { x: MARGIN, y: 74.0, width: WIDTH - 2.0 * MARGIN, height: 0.8 };
    canvas.rect(&rule, 0.0, &format!(r#"fill="{RULE}""#));
}
