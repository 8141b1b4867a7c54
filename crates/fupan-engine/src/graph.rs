//! Questions to the root-cause graph.

use fupan_graph::{Around, Community, Drawing, Link, Node, NodeId, NodeKind, Subgraph, Together};
use fupan_locale::{Language, ReasonMessage};
use fupan_model::{Localized, PatternId};

use crate::{Engine, EngineError};

/// Most nodes that one question shows.
const MOST_NODES: usize = 200;
/// Nodes that a reason of relatedness names.
const VIA: usize = 3;

/// Which part of the graph is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GraphScope {
    /// The node in its middle; the whole graph where there is none.
    pub node: Option<String>,
    /// How many links away from the node.
    pub depth: u32,
    /// Nodes of these kinds alone; of every kind where there are none.
    pub kinds: Vec<NodeKind>,
}

/// A way from one node to another with a reason on each step.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedPath {
    /// The nodes in the order of the way.
    pub nodes: Vec<Node>,
    /// A step between each two of them.
    pub steps: Vec<PathStep>,
}

/// One step of a way.
#[derive(Debug, Clone, PartialEq)]
pub struct PathStep {
    /// The link as it stands, which may point against the way.
    pub link: Link,
    from: Node,
    to: Node,
}

impl PathStep {
    /// What the link says, as a sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let name = |node: &Node| name_in_sentence(node, language);
        self.link.kind.sentence(name(&self.from), name(&self.to)).render(language)
    }
}

/// Incidents are known by their ids, rules and triggers by their words.
fn name_in_sentence(node: &Node, language: Language) -> String {
    let name = node.id.name();
    match (node.id.kind(), node.name.read(language)) {
        (NodeKind::Pattern, Some(title)) => format!("{} ({name})", title.text),
        (NodeKind::Guideline | NodeKind::Trigger | NodeKind::Annotation, Some(title)) => {
            title.text.to_owned()
        }
        _ => name.to_owned(),
    }
}

/// A node close to another, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedNode {
    /// Which.
    pub node: Node,
    /// How close, with the closest at 1.
    pub score: f64,
    /// The nodes on the strongest way there.
    pub via: Vec<Node>,
}

/// What may occur together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhatOccurs {
    /// Everything of a kind, in pairs.
    Kind(NodeKind),
    /// One node with anything else.
    Node(NodeId),
}

impl Engine {
    /// A part of the graph, or all of it.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`].
    pub fn graph_part(&self, scope: &GraphScope) -> Result<Subgraph, EngineError> {
        let graph = &self.opened.graph;
        match &scope.node {
            Some(node) => {
                let around = Around { depth: scope.depth, kinds: scope.kinds.clone(), most: MOST_NODES };
                Ok(graph.neighbourhood(&self.node(node)?, &around))
            }
            None => Ok(graph.whole_of(&scope.kinds)),
        }
    }

    /// A picture of a part of the graph, or of all of it, as SVG.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`].
    pub fn graph_drawing(&self, scope: &GraphScope, language: Language) -> Result<String, EngineError> {
        let graph = &self.opened.graph;
        let Some(node) = &scope.node else {
            return Ok(graph.svg(Drawing::Whole(&scope.kinds), language));
        };
        let around = Around { depth: scope.depth, kinds: scope.kinds.clone(), most: MOST_NODES };
        Ok(graph.svg(Drawing::Around(&self.node(node)?, &around), language))
    }

    /// The node that a person means by a text.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`].
    pub fn graph_node(&self, text: &str) -> Result<Node, EngineError> {
        self.node(text).map(|id| self.named_node(&id))
    }

    /// The strongest way from one node to another, and others that share no node with it on the way.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`], [`EngineError::NoPath`].
    pub fn graph_paths(&self, from: &str, to: &str, most: usize) -> Result<Vec<ExplainedPath>, EngineError> {
        let (start, end) = (self.node(from)?, self.node(to)?);
        let paths = self.opened.graph.paths(&start, &end, most.max(1));
        if paths.is_empty() {
            return Err(EngineError::NoPath { from: from.to_owned(), to: to.to_owned() });
        }
        Ok(paths.into_iter().map(|path| self.explained(path)).collect())
    }

    fn explained(&self, path: Subgraph) -> ExplainedPath {
        let node = |id: &NodeId| path.nodes.iter().find(|node| node.id == *id).cloned();
        let steps = path.links.iter().filter_map(|link| {
            Some(PathStep { link: link.clone(), from: node(&link.from)?, to: node(&link.to)? })
        });
        ExplainedPath { steps: steps.collect(), nodes: path.nodes }
    }

    /// The nodes closest to one, the closest first; of its own kind where no kind is given.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`].
    pub fn graph_related(
        &self,
        text: &str,
        kinds: &[NodeKind],
        most: usize,
    ) -> Result<Vec<RelatedNode>, EngineError> {
        let node = self.node(text)?;
        let own = [node.kind()];
        let kinds = if kinds.is_empty() { &own } else { kinds };
        let graph = &self.opened.graph;
        let related = graph.closest(std::slice::from_ref(&node), kinds, most).into_iter();
        let explained = related.filter_map(|ranked| {
            let path = graph.path(&node, &ranked.id)?;
            let inner = path.nodes.len().saturating_sub(2);
            let via = path.nodes.iter().skip(1).take(inner.min(VIA)).cloned().collect();
            Some(RelatedNode { node: graph.node(&ranked.id)?, score: ranked.score, via })
        });
        Ok(explained.collect())
    }

    /// Whether a text asks for a kind or for a node.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`] where it is neither.
    pub fn what_occurs(&self, text: &str) -> Result<WhatOccurs, EngineError> {
        match NodeKind::named(text) {
            Some(kind) => Ok(WhatOccurs::Kind(kind)),
            None => self.node(text).map(WhatOccurs::Node),
        }
    }

    /// What incidents show together, the surest first.
    #[must_use]
    pub fn graph_together(&self, what: &WhatOccurs, kinds: &[NodeKind], most: usize) -> Vec<Together> {
        match what {
            WhatOccurs::Kind(kind) => self.opened.graph.together(*kind, most),
            WhatOccurs::Node(node) => self.opened.graph.together_with(node, kinds, most),
        }
    }

    /// Groups of incidents that hang together, the largest first.
    #[must_use]
    pub fn graph_communities(&self) -> Vec<Community> {
        self.opened.graph.communities()
    }

    /// The node of an id, with its name.
    #[must_use]
    pub fn named_node(&self, id: &NodeId) -> Node {
        self.opened.graph.node(id).unwrap_or_else(|| Node { id: id.clone(), name: Localized::default() })
    }

    fn node(&self, text: &str) -> Result<NodeId, EngineError> {
        let graph = &self.opened.graph;
        graph.resolve(text).ok_or_else(|| EngineError::UnknownNode {
            id: text.to_owned(),
            near: graph.near(text).iter().map(ToString::to_string).collect(),
        })
    }

    /// What two incidents share, as reasons.
    pub(crate) fn graph_reasons(&self, shared: &[NodeId]) -> Result<Vec<ReasonMessage>, EngineError> {
        shared.iter().map(|node| self.graph_reason(node)).collect()
    }

    fn graph_reason(&self, node: &NodeId) -> Result<ReasonMessage, EngineError> {
        let name = node.name().to_owned();
        Ok(match node.kind() {
            NodeKind::Pattern => {
                let names = node.name().parse().ok().map(|id| self.pattern_names(&id)).transpose()?;
                let (zh, en) = names.unwrap_or_else(|| (name.clone(), name.clone()));
                ReasonMessage::SamePattern { zh, en, pattern: name }
            }
            NodeKind::Symbol => ReasonMessage::SameSymbol { symbol: name },
            NodeKind::Service => ReasonMessage::SameService { service: name },
            NodeKind::Project => ReasonMessage::SameProject { project: name },
            NodeKind::Incident => ReasonMessage::RecordedRelation { id: name },
            _ => {
                let named = self.named_node(node).name;
                let text =
                    |language| named.read(language).map_or_else(|| name.clone(), |read| read.text.to_owned());
                ReasonMessage::BothName { named_zh: text(Language::Zh), named_en: text(Language::En) }
            }
        })
    }

    /// The name of a pattern in Chinese and in English; its id where it has none.
    pub(crate) fn pattern_names(&self, id: &PatternId) -> Result<(String, String), EngineError> {
        let name = self.pattern(id)?.map(|pattern| pattern.name).unwrap_or_default();
        let text = |language| name.read(language).map_or_else(|| id.to_string(), |read| read.text.to_owned());
        Ok((text(Language::Zh), text(Language::En)))
    }
}
