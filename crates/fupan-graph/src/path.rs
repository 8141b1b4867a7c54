//! The strongest way between two nodes.

use petgraph::algo::astar;
use petgraph::graph::{NodeIndex, UnGraph};

use crate::graph::StoredLink;
use crate::{Graph, NodeId, Subgraph};

impl Graph {
    /// The strongest way from one node to another, whatever the direction of its links; `None` where there is none.
    ///
    /// A link costs the inverse of its weight plus half the logarithm of the number of links at each of its ends, so
    /// that a way through a symbol that two incidents share beats one through a family of sixty patterns. Links are
    /// given as they stand, the nodes in the order of the way.
    #[must_use]
    pub fn path(&self, from: &NodeId, to: &NodeId) -> Option<Subgraph> {
        let (start, end) = (self.place_of(from)?, self.place_of(to)?);
        let graph = self.as_undirected();
        let goal = NodeIndex::new(end as usize);
        let cost = |edge: petgraph::graph::EdgeReference<'_, f64>| *edge.weight();
        let (_, places) = astar(&graph, NodeIndex::new(start as usize), |node| node == goal, cost, |_| 0.0)?;
        let places: Vec<u32> =
            places.into_iter().filter_map(|node| u32::try_from(node.index()).ok()).collect();
        let nodes = places.iter().filter_map(|place| self.node_at(*place).cloned()).collect();
        let steps = places.windows(2).filter_map(|step| match step {
            [here, there] => self.strongest(*here, *there),
            _ => None,
        });
        Some(Subgraph { nodes, links: steps.filter_map(|link| self.link(link)).collect() })
    }

    fn as_undirected(&self) -> UnGraph<(), f64> {
        let links = self.stored_links();
        let mut graph = UnGraph::with_capacity(self.nodes().len(), links.len());
        for _ in self.nodes() {
            graph.add_node(());
        }
        for link in links {
            let (from, to) = (NodeIndex::new(link.from as usize), NodeIndex::new(link.to as usize));
            let crowd = (self.degree(link.from) + self.degree(link.to)) / 2.0;
            graph.add_edge(from, to, link.kind.weight().recip() + crowd);
        }
        graph
    }

    /// The logarithm of the number of links at a node.
    #[expect(clippy::cast_precision_loss, reason = "a logarithm of a count")]
    fn degree(&self, place: u32) -> f64 {
        (self.around(place).count().max(1) as f64).ln()
    }

    /// The weightiest link between two neighbours.
    fn strongest(&self, here: u32, there: u32) -> Option<StoredLink> {
        let links = self.around(here).filter(|(_, other)| *other == there).map(|(link, _)| link);
        links.reduce(|best, next| if next.kind.weight() > best.kind.weight() { next } else { best })
    }
}
