//! Builds a graph from records, in any order.

use std::collections::{BTreeMap, BTreeSet};

use fupan_model::{Localized, Pattern, Postmortem};

use crate::graph::{Graph, StoredLink};
use crate::{LinkKind, Node, NodeId, NodeKind};

/// Collects nodes and links; [`GraphBuilder::build`] gives the same graph whatever the order was.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    names: BTreeMap<NodeId, Localized>,
    links: BTreeSet<(NodeId, NodeId, LinkKind)>,
    aliases: BTreeMap<String, NodeId>,
}

impl GraphBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pattern and its place in the tree.
    pub fn add_pattern(&mut self, pattern: &Pattern) {
        let node = NodeId::pattern(&pattern.id);
        self.names.insert(node.clone(), pattern.name.clone());
        for alias in &pattern.aliases {
            self.aliases.insert(alias.to_string(), node.clone());
        }
        if let Some(parent) = &pattern.parent {
            self.link(&node, NodeId::pattern(parent), LinkKind::ChildOf);
        }
    }

    /// Adds an incident and what it is linked to.
    pub fn add_postmortem(&mut self, postmortem: &Postmortem) {
        let node = NodeId::incident(postmortem.id);
        self.names.insert(node.clone(), postmortem.title.clone());
        for alias in &postmortem.aliases {
            self.aliases.insert(alias.clone(), node.clone());
        }
        for cause in &postmortem.root_causes {
            self.link(&node, NodeId::pattern(&cause.pattern), cause.role.into());
            for api in &cause.apis {
                self.link(&node, NodeId::new(NodeKind::Symbol, api), LinkKind::Involves);
            }
        }
        for symbol in &postmortem.symbols {
            self.link(&node, NodeId::new(NodeKind::Symbol, symbol), LinkKind::Involves);
        }
        for service in &postmortem.services {
            self.link(&node, NodeId::new(NodeKind::Service, service), LinkKind::InService);
        }
        if let Some(project) = &postmortem.project {
            self.link(&node, NodeId::new(NodeKind::Project, project), LinkKind::InProject);
        }
        for relation in &postmortem.similar {
            self.link(&node, NodeId::incident(relation.id), relation.kind.into());
        }
    }

    fn link(&mut self, from: &NodeId, to: NodeId, kind: LinkKind) {
        if *from != to && !to.name().trim().is_empty() {
            self.links.insert((from.clone(), to, kind));
        }
    }

    /// The graph. A link to an incident or pattern that was never added is left out.
    #[must_use]
    pub fn build(mut self) -> Graph {
        let added: BTreeSet<NodeId> = self.names.keys().cloned().collect();
        let needs_record = |id: &NodeId| matches!(id.kind(), NodeKind::Incident | NodeKind::Pattern);
        self.links.retain(|(_, to, _)| !needs_record(to) || added.contains(to));
        for (_, to, _) in &self.links {
            self.names.entry(to.clone()).or_default();
        }
        let places: BTreeMap<&NodeId, u32> = self.names.keys().zip(0..).collect();
        let place = |id: &NodeId| places.get(id).copied().unwrap_or(u32::MAX);
        let stored = |(from, to, kind): &(NodeId, NodeId, LinkKind)| StoredLink {
            from: place(from),
            to: place(to),
            kind: *kind,
        };
        let links = self.links.iter().map(stored).collect();
        let aliases = self.aliases.iter().map(|(alias, id)| (alias.clone(), place(id))).collect();
        let nodes = self.names.iter().map(|(id, name)| Node { id: id.clone(), name: name.clone() }).collect();
        Graph::of(nodes, links, aliases)
    }
}
