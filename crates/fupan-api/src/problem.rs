//! What is said when a question cannot be answered: the body of RFC 9457.

use fupan_engine::{EngineError, FailureKind};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A failure, in the form of RFC 9457 (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProblemBody {
    /// A stable name of the kind of failure.
    pub code: String,
    /// The HTTP status that goes with it.
    pub status: u16,
    /// What went wrong, in the reader's language.
    pub title: String,
    /// What to do about it, in the reader's language.
    pub hints: Vec<String>,
}

impl ProblemBody {
    /// The body of an engine's failure.
    #[must_use]
    pub fn of(error: &EngineError, language: Language) -> Self {
        let (code, status) = code_and_status(error.kind());
        Self {
            code: code.to_owned(),
            status,
            title: error.message().render(language),
            hints: error.hints().iter().map(|hint| hint.render(language)).collect(),
        }
    }
}

fn code_and_status(kind: FailureKind) -> (&'static str, u16) {
    match kind {
        FailureKind::Usage => ("invalid_request", 400),
        FailureKind::NotUnderstood => ("not_understood", 422),
        FailureKind::NotFound => ("not_found", 404),
        FailureKind::InUse => ("in_use", 503),
        FailureKind::Refused => ("refused", 503),
        FailureKind::Failed => ("failed", 500),
    }
}
