//! Names of nodes and kinds of links.

use std::fmt;
use std::str::FromStr;

use fupan_model::{PatternId, PostmortemId, RelationKind, Role};
use serde::{Deserialize, Serialize};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NodeKind {
    /// A postmortem.
    Incident,
    /// A root-cause pattern.
    Pattern,
    /// A service (OpenTelemetry `service.name`).
    Service,
    /// An organisation or project.
    Project,
    /// A Go function, method, type or construct.
    Symbol,
}

impl NodeKind {
    const ALL: [Self; 5] = [Self::Incident, Self::Pattern, Self::Service, Self::Project, Self::Symbol];

    /// Its name in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Pattern => "pattern",
            Self::Service => "service",
            Self::Project => "project",
            Self::Symbol => "symbol",
        }
    }
}

/// The name of a node: `kind:name`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId {
    kind: NodeKind,
    name: String,
}

/// Why a text names no node.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a node of the form kind:name")]
pub struct InvalidNodeId {
    /// The text that was given.
    pub text: String,
}

impl NodeId {
    pub(crate) fn new(kind: NodeKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }

    /// The node of an incident.
    #[must_use]
    pub fn incident(id: PostmortemId) -> Self {
        Self::new(NodeKind::Incident, id.to_string())
    }

    /// The node of a pattern.
    #[must_use]
    pub fn pattern(id: &PatternId) -> Self {
        Self::new(NodeKind::Pattern, id.as_str())
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> NodeKind {
        self.kind
    }

    /// Its name within its kind.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.name)
    }
}

impl FromStr for NodeId {
    type Err = InvalidNodeId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidNodeId { text: text.to_owned() };
        let (kind, name) = text.split_once(':').ok_or_else(invalid)?;
        let kind = NodeKind::ALL.into_iter().find(|other| other.as_str() == kind).ok_or_else(invalid)?;
        if name.is_empty() { Err(invalid()) } else { Ok(Self::new(kind, name)) }
    }
}

/// What a link says, read from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// The pattern is the defect to fix.
    RootCause,
    /// The pattern is the mechanism through which it showed.
    DirectCause,
    /// The pattern is a weakness that was there before.
    LatentCause,
    /// The pattern belongs to a family.
    ChildOf,
    /// The incident is about the symbol.
    Involves,
    /// It happened in the service.
    InService,
    /// It happened in the project.
    InProject,
    /// The same event, told twice.
    DuplicateOf,
    /// The same defect came back.
    RegressionOf,
    /// The same bug in other code.
    SameBugAs,
    /// Another defect of the same pattern.
    SamePatternAs,
    /// The same symptom of another cause.
    SameSymptomAs,
}

impl LinkKind {
    /// Its name in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RootCause => "root_cause",
            Self::DirectCause => "direct_cause",
            Self::LatentCause => "latent_cause",
            Self::ChildOf => "child_of",
            Self::Involves => "involves",
            Self::InService => "in_service",
            Self::InProject => "in_project",
            Self::DuplicateOf => "duplicate_of",
            Self::RegressionOf => "regression_of",
            Self::SameBugAs => "same_bug_as",
            Self::SamePatternAs => "same_pattern_as",
            Self::SameSymptomAs => "same_symptom_as",
        }
    }

    /// How much it says about what two incidents have in common, 0 to 1. The one place of these numbers.
    #[must_use]
    pub fn weight(self) -> f64 {
        match self {
            Self::RootCause | Self::DuplicateOf => 1.0,
            Self::RegressionOf | Self::SameBugAs => 0.9,
            Self::DirectCause | Self::SamePatternAs => 0.6,
            Self::ChildOf | Self::Involves => 0.5,
            Self::LatentCause | Self::SameSymptomAs => 0.4,
            Self::InService => 0.3,
            Self::InProject => 0.2,
        }
    }
}

impl From<Role> for LinkKind {
    fn from(role: Role) -> Self {
        match role {
            Role::Root => Self::RootCause,
            Role::Direct => Self::DirectCause,
            Role::Latent => Self::LatentCause,
        }
    }
}

impl From<RelationKind> for LinkKind {
    fn from(kind: RelationKind) -> Self {
        match kind {
            RelationKind::Duplicate => Self::DuplicateOf,
            RelationKind::Regression => Self::RegressionOf,
            RelationKind::SameBugElsewhere => Self::SameBugAs,
            RelationKind::SamePattern => Self::SamePatternAs,
            RelationKind::SameSymptom => Self::SameSymptomAs,
        }
    }
}
