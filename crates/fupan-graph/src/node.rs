//! Names of nodes and kinds of links.

use std::fmt;
use std::str::FromStr;

use fupan_locale::{GraphLabel, StepMessage};
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
    /// A Go package.
    Package,
    /// The family fingerprint of a published stack.
    Fingerprint,
    /// What set incidents off, in a normal form of the words.
    Trigger,
    /// A rule that avoids a pattern.
    Guideline,
    /// What an engineer added to an incident.
    Annotation,
    /// A word or phrase that tells incidents apart.
    Keyword,
}

impl NodeKind {
    /// Every kind, in the order of their nodes.
    pub const ALL: [Self; 11] = [
        Self::Incident,
        Self::Pattern,
        Self::Service,
        Self::Project,
        Self::Symbol,
        Self::Package,
        Self::Fingerprint,
        Self::Trigger,
        Self::Guideline,
        Self::Annotation,
        Self::Keyword,
    ];

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What a reader calls it.
    #[must_use]
    pub fn label(self) -> GraphLabel {
        match self {
            Self::Incident => GraphLabel::Incident,
            Self::Pattern => GraphLabel::Pattern,
            Self::Service => GraphLabel::Service,
            Self::Project => GraphLabel::Project,
            Self::Symbol => GraphLabel::Symbol,
            Self::Package => GraphLabel::Package,
            Self::Fingerprint => GraphLabel::Fingerprint,
            Self::Trigger => GraphLabel::Trigger,
            Self::Guideline => GraphLabel::Guideline,
            Self::Annotation => GraphLabel::Annotation,
            Self::Keyword => GraphLabel::Keyword,
        }
    }

    /// Its name in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Pattern => "pattern",
            Self::Service => "service",
            Self::Project => "project",
            Self::Symbol => "symbol",
            Self::Package => "package",
            Self::Fingerprint => "fingerprint",
            Self::Trigger => "trigger",
            Self::Guideline => "guideline",
            Self::Annotation => "annotation",
            Self::Keyword => "keyword",
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
    /// The node of a name within a kind.
    #[must_use]
    pub fn new(kind: NodeKind, name: impl Into<String>) -> Self {
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
        let kind = NodeKind::named(kind).ok_or_else(invalid)?;
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
    /// The symbol lies in the package.
    InPackage,
    /// The package has the defect.
    Affects,
    /// A published stack of the incident has the fingerprint.
    ShowsStack,
    /// It was set off by this.
    TriggeredBy,
    /// The incident taught the rule.
    Teaches,
    /// The rule avoids the pattern.
    AvoidedBy,
    /// An engineer added this.
    AnnotatedBy,
    /// Its texts are about the word.
    Mentions,
}

impl LinkKind {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::RootCause,
        Self::DirectCause,
        Self::LatentCause,
        Self::ChildOf,
        Self::Involves,
        Self::InService,
        Self::InProject,
        Self::DuplicateOf,
        Self::RegressionOf,
        Self::SameBugAs,
        Self::SamePatternAs,
        Self::SameSymptomAs,
        Self::InPackage,
        Self::Affects,
        Self::ShowsStack,
        Self::TriggeredBy,
        Self::Teaches,
        Self::AvoidedBy,
        Self::AnnotatedBy,
        Self::Mentions,
    ];

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

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
            Self::InPackage => "in_package",
            Self::Affects => "affects",
            Self::ShowsStack => "shows_stack",
            Self::TriggeredBy => "triggered_by",
            Self::Teaches => "teaches",
            Self::AvoidedBy => "avoided_by",
            Self::AnnotatedBy => "annotated_by",
            Self::Mentions => "mentions",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub fn label(self) -> GraphLabel {
        match self {
            Self::RootCause => GraphLabel::RootCause,
            Self::DirectCause => GraphLabel::DirectCause,
            Self::LatentCause => GraphLabel::LatentCause,
            Self::ChildOf => GraphLabel::ChildOf,
            Self::Involves => GraphLabel::Involves,
            Self::InService => GraphLabel::InService,
            Self::InProject => GraphLabel::InProject,
            Self::DuplicateOf => GraphLabel::DuplicateOf,
            Self::RegressionOf => GraphLabel::RegressionOf,
            Self::SameBugAs => GraphLabel::SameBugAs,
            Self::SamePatternAs => GraphLabel::SamePatternAs,
            Self::SameSymptomAs => GraphLabel::SameSymptomAs,
            Self::InPackage => GraphLabel::InPackage,
            Self::Affects => GraphLabel::Affects,
            Self::ShowsStack => GraphLabel::ShowsStack,
            Self::TriggeredBy => GraphLabel::TriggeredBy,
            Self::Teaches => GraphLabel::Teaches,
            Self::AvoidedBy => GraphLabel::AvoidedBy,
            Self::AnnotatedBy => GraphLabel::AnnotatedBy,
            Self::Mentions => GraphLabel::Mentions,
        }
    }

    /// What it says of two names, as a sentence.
    #[must_use]
    pub fn sentence(self, from: String, to: String) -> StepMessage {
        match self {
            Self::RootCause => StepMessage::RootCause { from, to },
            Self::DirectCause => StepMessage::DirectCause { from, to },
            Self::LatentCause => StepMessage::LatentCause { from, to },
            Self::ChildOf => StepMessage::ChildOf { from, to },
            Self::Involves => StepMessage::Involves { from, to },
            Self::InService => StepMessage::InService { from, to },
            Self::InProject => StepMessage::InProject { from, to },
            Self::DuplicateOf => StepMessage::DuplicateOf { from, to },
            Self::RegressionOf => StepMessage::RegressionOf { from, to },
            Self::SameBugAs => StepMessage::SameBugAs { from, to },
            Self::SamePatternAs => StepMessage::SamePatternAs { from, to },
            Self::SameSymptomAs => StepMessage::SameSymptomAs { from, to },
            Self::InPackage => StepMessage::InPackage { from, to },
            Self::Affects => StepMessage::Affects { from, to },
            Self::ShowsStack => StepMessage::ShowsStack { from, to },
            Self::TriggeredBy => StepMessage::TriggeredBy { from, to },
            Self::Teaches => StepMessage::Teaches { from, to },
            Self::AvoidedBy => StepMessage::AvoidedBy { from, to },
            Self::AnnotatedBy => StepMessage::AnnotatedBy { from, to },
            Self::Mentions => StepMessage::Mentions { from, to },
        }
    }

    /// How much it says about what two incidents have in common, 0 to 1. The one place of these numbers.
    #[must_use]
    pub fn weight(self) -> f64 {
        match self {
            Self::RootCause | Self::DuplicateOf => 1.0,
            Self::RegressionOf | Self::SameBugAs | Self::ShowsStack => 0.9,
            Self::DirectCause | Self::SamePatternAs => 0.6,
            Self::ChildOf | Self::Involves | Self::Teaches | Self::AvoidedBy | Self::AnnotatedBy => 0.5,
            Self::LatentCause | Self::SameSymptomAs | Self::InPackage | Self::TriggeredBy => 0.4,
            Self::InService | Self::Affects => 0.3,
            Self::InProject | Self::Mentions => 0.2,
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
