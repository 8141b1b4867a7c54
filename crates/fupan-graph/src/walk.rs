//! What lies around a node.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::graph::StoredLink;
use crate::{Graph, NodeId, NodeKind, Subgraph};

/// How far to look around a node, and at what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// So many links away.
    pub depth: u32,
    /// Nodes of these kinds alone, beside the one that was asked for; of every kind where there are none.
    pub kinds: Vec<NodeKind>,
    /// So many nodes, the nearest and strongest linked first.
    pub most: usize,
}

impl Graph {
    /// A node with everything within some links of it.
    #[must_use]
    pub fn neighbourhood(&self, id: &NodeId, around: &Around) -> Subgraph {
        let Some(start) = self.place_of(id) else { return Subgraph::default() };
        let mut reached = BTreeSet::from([start]);
        let mut waiting = VecDeque::from([(start, 0)]);
        while let Some((place, distance)) = waiting.pop_front() {
            if distance == around.depth || reached.len() >= around.most {
                continue;
            }
            for next in self.best_linked(place, &around.kinds) {
                if reached.len() < around.most && reached.insert(next) {
                    waiting.push_back((next, distance + 1));
                }
            }
        }
        self.part(&reached)
    }

    /// The nodes next to one, the cheapest step first.
    fn best_linked(&self, place: u32, kinds: &[NodeKind]) -> Vec<u32> {
        let mut best: BTreeMap<u32, f64> = BTreeMap::new();
        for (link, there) in self.around(place) {
            if kinds.is_empty() || kinds.contains(&self.kind_at(there)) {
                let weight = best.entry(there).or_default();
                *weight = weight.max(link.kind.weight());
            }
        }
        let mut next: Vec<(u32, f64)> = best.into_iter().collect();
        next.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        next.into_iter().map(|(place, _)| place).collect()
    }

    /// Some nodes and the links between them.
    pub(crate) fn part(&self, places: &BTreeSet<u32>) -> Subgraph {
        let nodes = places.iter().map(|place| self.node_at(*place)).collect();
        let mut links: Vec<StoredLink> = Vec::new();
        for place in places {
            let row = self.around(*place).map(|(link, _)| link);
            links.extend(row.filter(|link| link.from == *place && places.contains(&link.to)));
        }
        links.sort_unstable();
        Subgraph { nodes, links: links.into_iter().map(|link| self.link(link)).collect() }
    }
}
