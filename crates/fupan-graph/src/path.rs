//! The strongest ways between two nodes.
//!
//! Dijkstra's search runs from both ends at once over the rows of the graph and touches only what it reaches, so that
//! a way in a large graph costs no more than the crowd around its ends.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::StoredLink;
use crate::{Graph, NodeId, NodeKind, Subgraph};

/// A node that a search may go on from: what the way there costs, then its place, so that ties are settled.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Waiting {
    cost: f64,
    place: u32,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cost.total_cmp(&other.cost).then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One direction of a search.
#[derive(Debug, Default)]
struct Side {
    waiting: BinaryHeap<Reverse<Waiting>>,
    /// By place what the cheapest way there costs, and the place before.
    known: FxHashMap<u32, (f64, u32)>,
}

impl Side {
    fn from(place: u32) -> Self {
        let mut side = Self::default();
        side.known.insert(place, (0.0, place));
        side.waiting.push(Reverse(Waiting { cost: 0.0, place }));
        side
    }

    fn least(&self) -> f64 {
        self.waiting.peek().map_or(f64::INFINITY, |Reverse(next)| next.cost)
    }

    /// The places from the start of the side to one.
    fn way_to(&self, place: u32) -> Vec<u32> {
        let mut way = vec![place];
        let mut here = place;
        while let Some((_, before)) = self.known.get(&here).filter(|(_, before)| *before != here) {
            way.push(*before);
            here = *before;
        }
        way.reverse();
        way
    }
}

impl Graph {
    /// The strongest way from one node to another, whatever the direction of its links; `None` where there is none.
    ///
    /// Links are given as they stand, the nodes in the order of the way. Keywords are no nodes on the way, only ends.
    #[must_use]
    pub fn path(&self, from: &NodeId, to: &NodeId) -> Option<Subgraph> {
        self.paths(from, to, 1).into_iter().next()
    }

    /// The strongest way and then others, each the strongest of those that share no node on the way with one before.
    #[must_use]
    pub fn paths(&self, from: &NodeId, to: &NodeId, most: usize) -> Vec<Subgraph> {
        let (Some(start), Some(end)) = (self.place_of(from), self.place_of(to)) else { return Vec::new() };
        let mut closed = FxHashSet::default();
        let mut paths = Vec::new();
        while paths.len() < most {
            let Some(places) = self.cheapest(start, end, &closed) else { break };
            let inner = places.get(1..places.len().saturating_sub(1)).unwrap_or_default();
            closed.extend(inner.iter().copied());
            let is_direct = inner.is_empty();
            paths.push(self.way(&places));
            // A direct link would be found over and over.
            if is_direct {
                break;
            }
        }
        paths
    }

    fn way(&self, places: &[u32]) -> Subgraph {
        let steps = places.windows(2).filter_map(|step| match step {
            [here, there] => self.strongest(*here, *there),
            _ => None,
        });
        Subgraph {
            nodes: places.iter().map(|place| self.node_at(*place)).collect(),
            links: steps.map(|link| self.link(link)).collect(),
        }
    }

    /// The places of the cheapest way that enters none of the closed ones.
    fn cheapest(&self, start: u32, end: u32, closed: &FxHashSet<u32>) -> Option<Vec<u32>> {
        let (mut ahead, mut back) = (Side::from(start), Side::from(end));
        let mut best: Option<Waiting> = (start == end).then_some(Waiting { cost: 0.0, place: start });
        loop {
            let bound = best.map_or(f64::INFINITY, |best| best.cost);
            if ahead.least() + back.least() >= bound || ahead.least().min(back.least()).is_infinite() {
                break;
            }
            let (near, far) =
                if ahead.least() <= back.least() { (&mut ahead, &back) } else { (&mut back, &ahead) };
            let Some(Reverse(Waiting { cost, place })) = near.waiting.pop() else { break };
            // A way on over this place to one that the other side has settled was found from there. So a crowd is not looked
            // at where even its cheapest link leads too far.
            let is_known_better = near.known.get(&place).is_some_and(|(known, _)| *known < cost);
            if is_known_better || cost + self.least_cost(place) + far.least() >= bound {
                continue;
            }
            for (link, there) in self.around(place) {
                if closed.contains(&there) || self.is_shortcut(there, [start, end]) {
                    continue;
                }
                let next = cost + self.cost(link);
                let is_better = near.known.get(&there).is_none_or(|(known, before)| {
                    next < *known || (next == *known && place < *before && *before != there)
                });
                if !is_better {
                    continue;
                }
                let met = far.known.get(&there).map(|(rest, _)| Waiting { cost: next + rest, place: there });
                let bound = best.map_or(f64::INFINITY, |best| best.cost);
                if met.is_none() && next + far.least() >= bound {
                    continue;
                }
                near.known.insert(there, (next, place));
                near.waiting.push(Reverse(Waiting { cost: next, place: there }));
                best = [best, met].into_iter().flatten().min();
            }
        }
        let met = best?.place;
        let mut way = ahead.way_to(met);
        way.extend(back.way_to(met).into_iter().rev().skip(1));
        Some(way)
    }

    /// That two incidents are both about "close" links them no more than that: a way leads through a keyword only
    /// where somebody asked for one.
    fn is_shortcut(&self, place: u32, ends: [u32; 2]) -> bool {
        self.kind_at(place) == NodeKind::Keyword && !ends.contains(&place)
    }

    /// The cheapest link between two neighbours.
    fn strongest(&self, here: u32, there: u32) -> Option<StoredLink> {
        let links = self.around(here).filter(|(_, other)| *other == there).map(|(link, _)| link);
        links.reduce(|best, next| if next.kind.weight() > best.kind.weight() { next } else { best })
    }
}
