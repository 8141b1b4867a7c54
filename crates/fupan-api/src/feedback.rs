//! What was kept of what a person said about an answer.

use fupan_engine::{JudgedQuestion, KeptFeedback};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The line as it was written: a judged question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct FeedbackBody(pub JudgedQuestion);

impl From<&KeptFeedback> for FeedbackBody {
    fn from(kept: &KeptFeedback) -> Self {
        Self(kept.question.clone())
    }
}
