//! What lies around a node.

use std::collections::{BTreeSet, VecDeque};

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
                if reached.len() == around.most {
                    break;
                }
                if reached.insert(next) {
                    waiting.push_back((next, distance + 1));
                }
            }
        }
        self.part(&reached)
    }

    /// The nodes next to one, the strongest linked first; one that several links lead to comes as often.
    fn best_linked(&self, place: u32, kinds: &[NodeKind]) -> impl Iterator<Item = u32> {
        let is_asked_for = |there: u32| kinds.is_empty() || kinds.contains(&self.kind_at(there));
        let linked = self.around(place).filter(|(_, there)| is_asked_for(*there));
        let mut next: Vec<(f64, u32)> = linked.map(|(link, there)| (link.kind.weight(), there)).collect();
        next.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        next.into_iter().map(|(_, place)| place)
    }

    /// Some nodes and the links between them.
    pub(crate) fn part(&self, places: &BTreeSet<u32>) -> Subgraph {
        let nodes = places.iter().map(|place| self.node_at(*place)).collect();
        let mut links: Vec<StoredLink> = Vec::new();
        for place in places {
            links.extend(self.links_from(*place).iter().filter(|link| places.contains(&link.to)));
        }
        Subgraph { nodes, links: links.into_iter().map(|link| self.link(link)).collect() }
    }
}
