//! Annotations, and what their corrections changed.

use fupan_engine::KeptAnnotation;
use fupan_locale::{EntryLabel, Language};
use fupan_model::{Annotation, Correction};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text_of;

/// An annotation as it was written, with the incident that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AnnotationBody {
    /// The incident.
    pub incident: String,
    /// The line.
    #[serde(flatten)]
    pub annotation: Annotation,
}

impl From<&KeptAnnotation> for AnnotationBody {
    fn from(kept: &KeptAnnotation) -> Self {
        Self { incident: kept.incident.to_string(), annotation: kept.annotation.clone() }
    }
}

/// What a correction changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CorrectionBody {
    /// The id of the annotation.
    pub annotation: String,
    /// The field, as the record writes it.
    pub field: String,
    /// What stood there; null where nothing did.
    pub before: Option<String>,
    /// What stands there now.
    pub after: String,
    /// Who says so.
    pub by: String,
    /// When.
    pub at: String,
}

impl CorrectionBody {
    pub(crate) fn of(correction: &Correction, language: Language) -> Self {
        Self {
            annotation: correction.annotation.clone(),
            field: correction.field.clone(),
            before: correction.before.as_ref().and_then(|text| text_of(text, language)),
            after: text_of(&correction.after, language).unwrap_or_default(),
            by: correction.annotator.clone(),
            at: correction.timestamp.to_string(),
        }
    }

    pub(crate) fn all(corrections: &[Correction], language: Language) -> Vec<Self> {
        corrections.iter().map(|correction| Self::of(correction, language)).collect()
    }

    /// Who changed what, and what stood there.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (field, by) = (self.field.clone(), self.by.clone());
        let at = self.at.split('T').next().unwrap_or_default().to_owned();
        let label = match self.before.clone() {
            Some(before) => EntryLabel::Corrected { field, by, at, before },
            None => EntryLabel::FilledIn { field, by, at },
        };
        label.render(language)
    }
}
