//! The graph itself: flat arrays sorted by node, with the links of each node in one row.
//!
//! Nodes are numbered in the order of their ids, so that those of one kind lie together. A graph of a hundred thousand
//! incidents is opened by reading a few arrays; what is said of a node is made when it is asked for.

use std::fmt::Write as _;
use std::ops::Range;

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
    /// How much its kind says, 0 to 1.
    pub weight: f64,
    /// How much it tells here, 0 to 1: its weight, less the more other links its ends have.
    pub strength: f64,
    /// The incident or pattern whose record says so.
    pub source: NodeId,
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
    pub(crate) source: u32,
}

/// Many short texts in one long one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).copied().unwrap_or_default() as usize;
        let start = place.checked_sub(1).map_or(0, end);
        self.text.get(start..end(place)).unwrap_or_default()
    }
}

/// What is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Stored {
    /// Behind the last node of each kind.
    kind_ends: Vec<u32>,
    names: Texts,
    /// Of each node the Chinese and the English name; empty where there is none.
    titles: Texts,
    /// Sorted.
    aliases: Texts,
    alias_places: Vec<u32>,
    /// Sorted.
    links: Vec<StoredLink>,
}

/// The root-cause graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    stored: Stored,
    /// Where the row of each node begins, and behind the last one.
    starts: Vec<u32>,
    /// The row of each node: a link and the node at its other end.
    rows: Vec<(u32, u32)>,
    /// The logarithm of the number of links of each node.
    crowds: Vec<f32>,
}

impl Graph {
    /// `nodes` are sorted by id and `aliases` by name; `links` are sorted.
    pub(crate) fn of(
        nodes: impl Iterator<Item = (NodeId, Localized)>,
        links: Vec<StoredLink>,
        aliases: &[(String, u32)],
    ) -> Self {
        let mut stored = Stored { kind_ends: vec![0; NodeKind::ALL.len()], links, ..Stored::default() };
        for (id, name) in nodes {
            stored.names.push(id.name());
            stored.titles.push(name.zh.as_deref().unwrap_or_default());
            stored.titles.push(name.en.as_deref().unwrap_or_default());
            for end in stored.kind_ends.iter_mut().skip(id.kind() as usize) {
                *end += 1;
            }
        }
        for (alias, place) in aliases {
            stored.aliases.push(alias);
            stored.alias_places.push(*place);
        }
        Self::opened(stored)
    }

    fn opened(stored: Stored) -> Self {
        let mut starts = vec![0_u32; stored.names.ends.len() + 1];
        for place in stored.links.iter().flat_map(|link| [link.from, link.to]) {
            if let Some(count) = starts.get_mut(place as usize + 1) {
                *count += 1;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a logarithm of a count")]
        let crowds = starts.iter().skip(1).map(|count| ((*count).max(1) as f32).ln()).collect();
        let mut sum = 0;
        for count in &mut starts {
            sum += *count;
            *count = sum;
        }
        let mut next = starts.clone();
        let mut rows = vec![(0, 0); sum as usize];
        for (number, link) in (0..).zip(&stored.links) {
            for (here, there) in [(link.from, link.to), (link.to, link.from)] {
                let Some(place) = next.get_mut(here as usize) else { continue };
                if let Some(entry) = rows.get_mut(*place as usize) {
                    *entry = (number, there);
                }
                *place += 1;
            }
        }
        Self { stored, starts, rows, crowds }
    }

    /// The graph as bytes.
    ///
    /// # Errors
    /// Where memory runs out.
    pub fn to_bytes(&self) -> Result<Vec<u8>, GraphError> {
        Ok(postcard::to_stdvec(&self.stored)?)
    }

    /// The graph of bytes that [`Graph::to_bytes`] gave.
    ///
    /// # Errors
    /// [`GraphError`] for any other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GraphError> {
        let stored: Stored = postcard::from_bytes(bytes)?;
        let wrong = |reason| Err(GraphError::Inconsistent { reason });
        let count = stored.names.ends.len();
        let inside = |place: u32| (place as usize) < count;
        let kinds_fit = stored.kind_ends.len() == NodeKind::ALL.len() && stored.kind_ends.is_sorted();
        if !kinds_fit || stored.kind_ends.last().map(|end| *end as usize) != Some(count) {
            return wrong("its kinds do not fit its nodes");
        }
        if stored.titles.ends.len() != 2 * count || stored.aliases.ends.len() != stored.alias_places.len() {
            return wrong("a name is missing");
        }
        let fits = |link: &StoredLink| inside(link.from) && inside(link.to) && inside(link.source);
        if !stored.links.iter().all(fits) || !stored.alias_places.iter().all(|place| inside(*place)) {
            return wrong("a link leads nowhere");
        }
        if !stored.links.is_sorted() {
            return wrong("its links are not in order");
        }
        Ok(Self::opened(stored))
    }

    /// How many nodes it has.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.stored.names.ends.len()
    }

    /// How many links it has.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.stored.links.len()
    }

    pub(crate) fn kind_at(&self, place: u32) -> NodeKind {
        let number = self.stored.kind_ends.partition_point(|end| *end <= place);
        NodeKind::ALL.get(number).copied().unwrap_or(NodeKind::Keyword)
    }

    /// The places of all nodes of a kind.
    pub(crate) fn places_of(&self, kind: NodeKind) -> Range<u32> {
        let end = |number: usize| self.stored.kind_ends.get(number).copied().unwrap_or_default();
        (kind as usize).checked_sub(1).map_or(0, end)..end(kind as usize)
    }

    pub(crate) fn name_at(&self, place: u32) -> &str {
        self.stored.names.get(place as usize)
    }

    pub(crate) fn id_at(&self, place: u32) -> NodeId {
        NodeId::new(self.kind_at(place), self.name_at(place))
    }

    pub(crate) fn title_at(&self, place: u32) -> Localized {
        let text =
            |place: usize| Some(self.stored.titles.get(place).to_owned()).filter(|text| !text.is_empty());
        let first = 2 * place as usize;
        Localized { zh: text(first), en: text(first + 1) }
    }

    pub(crate) fn node_at(&self, place: u32) -> Node {
        Node { id: self.id_at(place), name: self.title_at(place) }
    }

    pub(crate) fn place_of(&self, id: &NodeId) -> Option<u32> {
        let places = self.places_of(id.kind());
        let (mut low, mut high) = (places.start, places.end);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.name_at(middle).cmp(id.name()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// The links of a node with the node at the other end of each.
    pub(crate) fn around(&self, place: u32) -> impl Iterator<Item = (StoredLink, u32)> {
        let row = self.rows.get(self.row(place)).unwrap_or_default();
        row.iter().filter_map(|(number, there)| Some((*self.stored.links.get(*number as usize)?, *there)))
    }

    /// How many links a node has.
    pub(crate) fn degree(&self, place: u32) -> usize {
        self.row(place).len()
    }

    fn row(&self, place: u32) -> Range<usize> {
        let bound = |place: usize| self.starts.get(place).copied().unwrap_or_default() as usize;
        bound(place as usize)..bound(place as usize + 1)
    }

    pub(crate) fn stored_links(&self) -> &[StoredLink] {
        &self.stored.links
    }

    /// The links that start at a node, in their order.
    pub(crate) fn links_from(&self, place: u32) -> &[StoredLink] {
        let links = self.stored_links();
        let first = links.partition_point(|link| link.from < place);
        let rest = links.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|link| link.from == place)).unwrap_or_default()
    }

    /// What a step over a link costs: the inverse of its weight plus half the logarithm of the number of links at each
    /// of its ends, so that a way through a symbol that two incidents share beats one through a family of patterns.
    pub(crate) fn cost(&self, link: StoredLink) -> f64 {
        let crowd = |place: u32| f64::from(self.crowds.get(place as usize).copied().unwrap_or_default());
        link.kind.weight().recip() + (crowd(link.from) + crowd(link.to)) / 2.0
    }

    /// What a step from a node costs at least.
    pub(crate) fn least_cost(&self, place: u32) -> f64 {
        1.0 + f64::from(self.crowds.get(place as usize).copied().unwrap_or_default()) / 2.0
    }

    pub(crate) fn link(&self, link: StoredLink) -> Link {
        Link {
            from: self.id_at(link.from),
            to: self.id_at(link.to),
            kind: link.kind,
            weight: link.kind.weight(),
            strength: self.cost(link).recip(),
            source: self.id_at(link.source),
        }
    }

    /// The node of an id, where there is one.
    #[must_use]
    pub fn node(&self, id: &NodeId) -> Option<Node> {
        self.place_of(id).map(|place| self.node_at(place))
    }

    /// The nodes of some kinds, of every kind where none is given, and the links between them.
    #[must_use]
    pub fn whole_of(&self, kinds: &[NodeKind]) -> Subgraph {
        if kinds.is_empty() {
            return self.whole();
        }
        self.part(&kinds.iter().flat_map(|kind| self.places_of(*kind)).collect())
    }

    /// Every node and link.
    #[must_use]
    pub fn whole(&self) -> Subgraph {
        let count = u32::try_from(self.node_count()).unwrap_or(u32::MAX);
        let nodes = (0..count).map(|place| self.node_at(place)).collect();
        Subgraph { nodes, links: self.stored_links().iter().map(|link| self.link(*link)).collect() }
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
        let (mut low, mut high) = (0, self.stored.alias_places.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.stored.aliases.get(middle) < alias { low = middle + 1 } else { high = middle }
        }
        let place = self.stored.alias_places.get(low).filter(|_| self.stored.aliases.get(low) == alias)?;
        Some(self.id_at(*place))
    }

    /// Ids that contain what was given, or share most of its parts; for a hint.
    #[must_use]
    pub fn near(&self, text: &str) -> Vec<NodeId> {
        let wanted = text.to_lowercase();
        let parts: Vec<&str> =
            wanted.split(|c: char| !c.is_alphanumeric()).filter(|part| part.len() > 2).collect();
        let mut scored: Vec<(usize, u32)> = Vec::new();
        let mut name = String::new();
        for place in 0..u32::try_from(self.node_count()).unwrap_or(u32::MAX) {
            name.clear();
            let _written = write!(name, "{}:{}", self.kind_at(place).as_str(), self.name_at(place));
            let name = name.to_lowercase();
            let whole = usize::from(!wanted.is_empty() && name.contains(&wanted)) * (parts.len() + 1);
            let score = whole.max(parts.iter().filter(|part| name.contains(**part)).count());
            if score > 0 {
                scored.push((score, place));
            }
        }
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().take(NEAR).map(|(_, place)| self.id_at(place)).collect()
    }
}
