//! Parts of the root-cause graph.

use fupan_engine::{Link, Node, Subgraph};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text_of;

/// Nodes and the links between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GraphBody {
    /// By id; of a path, in its order.
    pub nodes: Vec<NodeBody>,
    /// Links between these nodes.
    pub links: Vec<LinkBody>,
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
    /// How much it says, 0 to 1.
    pub weight: f64,
}

impl GraphBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(answer: &Subgraph, language: Language) -> Self {
        Self {
            nodes: answer.nodes.iter().map(|node| NodeBody::of(node, language)).collect(),
            links: answer.links.iter().map(LinkBody::from).collect(),
        }
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
        }
    }
}
