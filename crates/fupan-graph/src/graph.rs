//! The graph itself: sorted arrays, with the links of each node.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use fupan_model::Localized;
use serde::{Deserialize, Serialize};

use crate::{LinkKind, NodeId, NodeKind};

/// How many ids a hint names.
const NEAR: usize = 5;

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// `kind:name`.
    pub id: NodeId,
    /// Its name for a reader; empty where the id is all there is.
    pub name: Localized,
}

/// A link between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it starts.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// What it says.
    pub kind: LinkKind,
    /// How much it says, 0 to 1.
    pub weight: f64,
}

/// Some nodes and the links between them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subgraph {
    /// By id; of a path, in its order.
    pub nodes: Vec<Node>,
    /// By start, end and kind; of a path, in its order.
    pub links: Vec<Link>,
}

/// Why bytes are no graph.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// They cannot be decoded.
    #[error("the graph is damaged: {0}")]
    Encoding(#[from] postcard::Error),
    /// They can, but do not fit together.
    #[error("the graph is damaged: {reason}")]
    Inconsistent {
        /// In which way.
        reason: &'static str,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct StoredLink {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) kind: LinkKind,
}

/// A node as it is written: the encoding has no room for optional fields that are left out.
#[derive(Debug, Serialize, Deserialize)]
struct StoredNode {
    id: NodeId,
    zh: Option<String>,
    en: Option<String>,
}

impl From<&Node> for StoredNode {
    fn from(node: &Node) -> Self {
        Self { id: node.id.clone(), zh: node.name.zh.clone(), en: node.name.en.clone() }
    }
}

impl From<StoredNode> for Node {
    fn from(node: StoredNode) -> Self {
        Self { id: node.id, name: Localized { zh: node.zh, en: node.en } }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    nodes: Vec<StoredNode>,
    links: Vec<StoredLink>,
    aliases: Vec<(String, u32)>,
}

/// The root-cause graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// By id.
    nodes: Vec<Node>,
    links: Vec<StoredLink>,
    /// By alias.
    aliases: Vec<(String, u32)>,
    /// For each node its links with the node at the other end.
    around: Vec<Vec<(u32, u32)>>,
}

impl Graph {
    pub(crate) fn of(nodes: Vec<Node>, mut links: Vec<StoredLink>, mut aliases: Vec<(String, u32)>) -> Self {
        links.sort_unstable();
        aliases.sort_unstable();
        let mut around = vec![Vec::new(); nodes.len()];
        for (number, link) in (0..).zip(&links) {
            for (here, there) in [(link.from, link.to), (link.to, link.from)] {
                if let Some(list) = around.get_mut(here as usize) {
                    list.push((number, there));
                }
            }
        }
        Self { nodes, links, aliases, around }
    }

    /// The graph as bytes.
    ///
    /// # Errors
    /// Where memory runs out.
    pub fn to_bytes(&self) -> Result<Vec<u8>, GraphError> {
        let nodes = self.nodes.iter().map(StoredNode::from).collect();
        let stored = Stored { nodes, links: self.links.clone(), aliases: self.aliases.clone() };
        Ok(postcard::to_stdvec(&stored)?)
    }

    /// The graph of bytes that [`Graph::to_bytes`] gave.
    ///
    /// # Errors
    /// [`GraphError`] for any other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GraphError> {
        let stored: Stored = postcard::from_bytes(bytes)?;
        let count = stored.nodes.len();
        let inside = |place: u32| (place as usize) < count;
        if !stored.nodes.is_sorted_by(|a, b| a.id < b.id) {
            return Err(GraphError::Inconsistent { reason: "its nodes are not in order" });
        }
        let links_fit = stored.links.iter().all(|link| inside(link.from) && inside(link.to));
        if !links_fit || !stored.aliases.iter().all(|(_, place)| inside(*place)) {
            return Err(GraphError::Inconsistent { reason: "a link leads nowhere" });
        }
        Ok(Self::of(stored.nodes.into_iter().map(Node::from).collect(), stored.links, stored.aliases))
    }

    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(crate) fn stored_links(&self) -> &[StoredLink] {
        &self.links
    }

    pub(crate) fn node_at(&self, place: u32) -> Option<&Node> {
        self.nodes.get(place as usize)
    }

    pub(crate) fn place_of(&self, id: &NodeId) -> Option<u32> {
        let place = self.nodes.binary_search_by(|node| node.id.cmp(id)).ok()?;
        u32::try_from(place).ok()
    }

    /// The links of a node with the node at the other end of each.
    pub(crate) fn around(&self, place: u32) -> impl Iterator<Item = (StoredLink, u32)> {
        let list = self.around.get(place as usize).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|(number, there)| Some((*self.links.get(*number as usize)?, *there)))
    }

    /// The node that a person means: `kind:name`, or the id or alias of an incident or pattern alone.
    #[must_use]
    pub fn resolve(&self, text: &str) -> Option<NodeId> {
        let named = text.parse::<NodeId>().ok();
        let bare = [NodeKind::Incident, NodeKind::Pattern].map(|kind| NodeId::new(kind, text));
        if let Some(id) = named.into_iter().chain(bare).find(|id| self.place_of(id).is_some()) {
            return Some(id);
        }
        let alias = text.strip_prefix("incident:").or_else(|| text.strip_prefix("pattern:")).unwrap_or(text);
        let place = self.aliases.binary_search_by(|(other, _)| other.as_str().cmp(alias)).ok()?;
        let (_, node) = self.aliases.get(place)?;
        self.node_at(*node).map(|node| node.id.clone())
    }

    /// Ids that contain what was given, or share most of its parts; for a hint.
    #[must_use]
    pub fn near(&self, text: &str) -> Vec<NodeId> {
        let wanted = text.to_lowercase();
        let parts: Vec<&str> =
            wanted.split(|c: char| !c.is_alphanumeric()).filter(|part| part.len() > 2).collect();
        let mut scored: Vec<(usize, &NodeId)> = Vec::new();
        for node in self.nodes() {
            let name = node.id.to_string().to_lowercase();
            let whole = usize::from(!wanted.is_empty() && name.contains(&wanted)) * (parts.len() + 1);
            let score = whole.max(parts.iter().filter(|part| name.contains(**part)).count());
            if score > 0 {
                scored.push((score, &node.id));
            }
        }
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        scored.into_iter().take(NEAR).map(|(_, id)| id.clone()).collect()
    }

    /// A node with everything within `depth` links of it: at most `most` nodes, the nearest and best linked first.
    #[must_use]
    pub fn neighbourhood(&self, id: &NodeId, depth: u32, most: usize) -> Subgraph {
        let Some(start) = self.place_of(id) else { return Subgraph::default() };
        let mut reached = BTreeSet::from([start]);
        let mut waiting = VecDeque::from([(start, 0)]);
        while let Some((place, distance)) = waiting.pop_front() {
            if distance == depth {
                continue;
            }
            for next in self.best_linked(place) {
                if reached.len() < most && reached.insert(next) {
                    waiting.push_back((next, distance + 1));
                }
            }
        }
        self.part(&reached)
    }

    /// The nodes next to one, those with the weightiest link first.
    fn best_linked(&self, place: u32) -> Vec<u32> {
        let mut best: BTreeMap<u32, f64> = BTreeMap::new();
        for (link, there) in self.around(place) {
            let weight = best.entry(there).or_default();
            *weight = weight.max(link.kind.weight());
        }
        let mut next: Vec<(u32, f64)> = best.into_iter().collect();
        next.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        next.into_iter().map(|(place, _)| place).collect()
    }

    fn part(&self, places: &BTreeSet<u32>) -> Subgraph {
        let nodes = places.iter().filter_map(|place| self.node_at(*place).cloned()).collect();
        let inside = |link: &&StoredLink| places.contains(&link.from) && places.contains(&link.to);
        let links = self.links.iter().filter(inside).filter_map(|link| self.link(*link)).collect();
        Subgraph { nodes, links }
    }

    pub(crate) fn link(&self, link: StoredLink) -> Option<Link> {
        let (from, to) = (self.node_at(link.from)?, self.node_at(link.to)?);
        Some(Link { from: from.id.clone(), to: to.id.clone(), kind: link.kind, weight: link.kind.weight() })
    }

    /// Every node and link.
    #[must_use]
    pub fn whole(&self) -> Subgraph {
        let links = self.links.iter().filter_map(|link| self.link(*link)).collect();
        Subgraph { nodes: self.nodes.clone(), links }
    }
}
