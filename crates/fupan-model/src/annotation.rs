//! What an engineer added to a postmortem later: a decision with its reason, a correction, a question.
//!
//! ```json
//! {"id":"a2","subjects":["root_causes"],"annotator":"orders","timestamp":"2026-03-07T01:12:00Z","kind":"correction",
//!  "text":"The lock was free; the pool was empty.","value":"res.pool-exhaustion"}
//! ```
//!
//! A correction takes the place of what the record says in a field, for everything that reads it; what stood there is
//! kept beside it. The record's own file stays as it is.

mod correction;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::correction::{CorrectedField, Correction, UnknownField};
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
    /// What it is.
    #[serde(default, skip_serializing_if = "AnnotationKind::is_note")]
    pub kind: AnnotationKind,
    /// What it says.
    pub text: String,
    /// What a correction puts in the place of its subject; its text, where nothing else is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Addresses or ids that it refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<String>,
    /// The annotation that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
}

/// What an annotation is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AnnotationKind {
    /// Something that is worth knowing beside it.
    #[default]
    Note,
    /// What the record says is wrong.
    Correction,
    /// What was decided, and why.
    Decision,
}

impl AnnotationKind {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a serialiser asks by reference")]
    fn is_note(&self) -> bool {
        *self == Self::Note
    }

    /// The kind of a name: `note`, `correction` or `decision`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "note" => Some(Self::Note),
            "correction" => Some(Self::Correction),
            "decision" => Some(Self::Decision),
            _ => None,
        }
    }
}

impl Annotation {
    /// The field that a correction is about, and what belongs there. None of any other annotation, and of a correction
    /// of what is no such field.
    #[must_use]
    pub fn corrected(&self) -> Option<(CorrectedField, &str)> {
        if self.kind != AnnotationKind::Correction {
            return None;
        }
        let field = self.subjects.iter().find_map(|subject| subject.parse().ok())?;
        Some((field, self.value.as_deref().unwrap_or(&self.text)))
    }
}
