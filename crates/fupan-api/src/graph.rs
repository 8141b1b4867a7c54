//! Parts of the root-cause graph and what can be asked of it.

use fupan_engine::{
    Community, Engine, ExplainedPath, Link, Node, NodeId, PathStep, RelatedNode, Subgraph, Together,
};
use fupan_locale::{GraphLabel, Language};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{rounded, text_of};

/// Nodes and the links between them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GraphBody {
    /// The node that was asked about, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// By id; of a path, in its order.
    pub nodes: Vec<NodeBody>,
    /// Links between these nodes; of a path, in its order.
    pub links: Vec<LinkBody>,
    /// Of a path other ways, which share no node on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<GraphBody>,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NodeBody {
    /// `kind:name`.
    pub id: String,
    /// What it is.
    pub kind: String,
    /// Its name for a reader.
    pub name: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkBody {
    /// The node it leads from.
    pub from: String,
    /// The node it leads to.
    pub to: String,
    /// What it says.
    pub kind: String,
    /// How much its kind says, 0 to 1.
    pub weight: f64,
    /// How much it tells here, 0 to 1: less than its weight, the more other links its ends have.
    pub strength: f64,
    /// The incident or pattern whose record says so.
    pub source: String,
    /// On a path what the link says, as a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Nodes close to one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RelatedNodesBody {
    /// The node that was asked about.
    pub root: NodeBody,
    /// The closest first.
    pub related: Vec<RelatedNodeBody>,
}

/// A node close to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RelatedNodeBody {
    /// `kind:name`.
    pub id: String,
    /// What it is.
    pub kind: String,
    /// Its name for a reader.
    pub name: String,
    /// How close, with the closest at 1.
    pub score: f64,
    /// The nodes on the strongest way there.
    pub via: Vec<NodeBody>,
}

/// What incidents show together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TogetherBody {
    /// Of how many incidents.
    pub incidents: usize,
    /// The surest first.
    pub pairs: Vec<PairBody>,
}

/// Two things that incidents show together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PairBody {
    /// The one; what was asked about, where that was one node.
    pub one: NodeBody,
    /// The other.
    pub other: NodeBody,
    /// Incidents that show both.
    pub support: usize,
    /// Incidents that show the one.
    pub of_one: usize,
    /// Incidents that show the other.
    pub of_other: usize,
    /// How many times more often than by chance; 1 where they have nothing to do with each other.
    pub lift: f64,
    /// Dunning's log-likelihood ratio, negative where they avoid each other.
    pub likelihood: f64,
    /// Whether fewer than five incidents show both, which may be chance.
    pub uncertain: bool,
    /// Some of the incidents that show both.
    pub incidents: Vec<String>,
}

/// Groups of incidents that hang together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommunitiesBody {
    /// The largest first.
    pub communities: Vec<CommunityBody>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommunityBody {
    /// What marks it, as a name.
    pub name: String,
    /// How many nodes are in it, incidents among them.
    pub size: usize,
    /// The patterns that mark it, the most telling first.
    pub patterns: Vec<NodeBody>,
    /// The words that mark it.
    pub keywords: Vec<NodeBody>,
    /// Its incidents, by id.
    pub incidents: Vec<NodeBody>,
}

impl GraphBody {
    /// The JSON shape of a part of the graph.
    #[must_use]
    pub fn of(answer: &Subgraph, language: Language) -> Self {
        Self {
            nodes: answer.nodes.iter().map(|node| NodeBody::of(node, language)).collect(),
            links: answer.links.iter().map(LinkBody::from).collect(),
            ..Self::default()
        }
    }

    /// The same around a node.
    #[must_use]
    pub fn around(root: &NodeId, answer: &Subgraph, language: Language) -> Self {
        Self { root: Some(root.to_string()), ..Self::of(answer, language) }
    }

    /// The JSON shape of a path and others beside it.
    #[must_use]
    pub fn of_paths(paths: &[ExplainedPath], language: Language) -> Self {
        let path = |path: &ExplainedPath| Self {
            nodes: path.nodes.iter().map(|node| NodeBody::of(node, language)).collect(),
            links: path.steps.iter().map(|step| LinkBody::of_step(step, language)).collect(),
            ..Self::default()
        };
        let mut bodies = paths.iter().map(path);
        let first = bodies.next().unwrap_or_default();
        Self { alternatives: bodies.collect(), ..first }
    }
}

impl NodeBody {
    fn of(node: &Node, language: Language) -> Self {
        let id = node.id.to_string();
        Self {
            name: text_of(&node.name, language).unwrap_or_else(|| id.clone()),
            kind: node.id.kind().as_str().to_owned(),
            id,
        }
    }
}

impl From<&Link> for LinkBody {
    fn from(link: &Link) -> Self {
        Self {
            from: link.from.to_string(),
            to: link.to.to_string(),
            kind: link.kind.as_str().to_owned(),
            weight: link.weight,
            strength: rounded(link.strength),
            source: link.source.to_string(),
            reason: None,
        }
    }
}

impl LinkBody {
    fn of_step(step: &PathStep, language: Language) -> Self {
        Self { reason: Some(step.sentence(language)), ..Self::from(&step.link) }
    }
}

impl RelatedNodesBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(root: &Node, related: &[RelatedNode], language: Language) -> Self {
        let body = |related: &RelatedNode| {
            let NodeBody { id, kind, name } = NodeBody::of(&related.node, language);
            let via = related.via.iter().map(|node| NodeBody::of(node, language)).collect();
            RelatedNodeBody { id, kind, name, score: rounded(related.score), via }
        };
        Self { root: NodeBody::of(root, language), related: related.iter().map(body).collect() }
    }
}

impl TogetherBody {
    /// The JSON shape of an answer; the engine names the nodes.
    #[must_use]
    pub fn of(engine: &Engine, pairs: &[Together], language: Language) -> Self {
        let node = |id: &NodeId| NodeBody::of(&engine.named_node(id), language);
        let pair = |pair: &Together| PairBody {
            one: node(&pair.one),
            other: node(&pair.other),
            support: pair.support,
            of_one: pair.of_one,
            of_other: pair.of_other,
            lift: rounded(pair.lift),
            likelihood: rounded(pair.likelihood),
            uncertain: pair.is_uncertain(),
            incidents: pair.incidents.iter().map(|id| id.name().to_owned()).collect(),
        };
        Self { incidents: engine.count(), pairs: pairs.iter().map(pair).collect() }
    }
}

impl CommunitiesBody {
    /// The JSON shape of an answer; the engine names the nodes.
    #[must_use]
    pub fn of(engine: &Engine, communities: &[Community], language: Language) -> Self {
        let nodes = |ids: &[NodeId]| -> Vec<NodeBody> {
            ids.iter().map(|id| NodeBody::of(&engine.named_node(id), language)).collect()
        };
        let body = |community: &Community| {
            let patterns = nodes(&community.patterns);
            let names: Vec<&str> = patterns.iter().take(2).map(|pattern| pattern.name.as_str()).collect();
            CommunityBody {
                name: if names.is_empty() {
                    GraphLabel::Unnamed.render(language)
                } else {
                    names.join(" · ")
                },
                size: community.size,
                keywords: nodes(&community.keywords),
                incidents: nodes(&community.incidents),
                patterns,
            }
        };
        Self { communities: communities.iter().map(body).collect() }
    }
}
