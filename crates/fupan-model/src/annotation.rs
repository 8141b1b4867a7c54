//! What an engineer added to a postmortem later: a decision with its reason, a correction, a question.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Moment;

/// One annotation; the four required fields are those of a CycloneDX 1.7 annotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// Its id, unique within the incident's file.
    pub id: String,
    /// What it is about: field names of the postmortem (`root_causes`, `resolution.fix`) or ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Who wrote it: a team or a role rather than a person.
    pub annotator: String,
    /// When it was written.
    pub timestamp: Moment,
    /// What it says.
    pub text: String,
    /// Addresses or ids that it refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<String>,
    /// The annotation that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
}
