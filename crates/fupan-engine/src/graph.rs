//! Questions to the root-cause graph.

use fupan_graph::{NodeId, NodeKind, Subgraph};
use fupan_locale::ReasonMessage;
use fupan_model::{Language, PatternId};

use crate::{Engine, EngineError};

/// Most nodes that one question shows.
const MOST_NODES: usize = 200;

impl Engine {
    /// A node and what lies within `depth` links of it.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`].
    pub fn graph_around(&self, node: &str, depth: u32) -> Result<Subgraph, EngineError> {
        let node = self.node(node)?;
        Ok(self.opened.graph.neighbourhood(&node, depth, MOST_NODES))
    }

    /// The strongest way from one node to another.
    ///
    /// # Errors
    /// [`EngineError::UnknownNode`], [`EngineError::NoPath`].
    pub fn graph_path(&self, from: &str, to: &str) -> Result<Subgraph, EngineError> {
        let (start, end) = (self.node(from)?, self.node(to)?);
        let path = self.opened.graph.path(&start, &end);
        path.ok_or_else(|| EngineError::NoPath { from: from.to_owned(), to: to.to_owned() })
    }

    /// Every node and link.
    #[must_use]
    pub fn whole_graph(&self) -> Subgraph {
        self.opened.graph.whole()
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
        })
    }

    /// The name of a pattern in Chinese and in English; its id where it has none.
    pub(crate) fn pattern_names(&self, id: &PatternId) -> Result<(String, String), EngineError> {
        let name = self.pattern(id)?.map(|pattern| pattern.name).unwrap_or_default();
        let text = |language| name.read(language).map_or_else(|| id.to_string(), |read| read.text.to_owned());
        Ok((text(Language::Zh), text(Language::En)))
    }
}
