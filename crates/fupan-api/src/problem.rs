//! What is said when a question cannot be answered: the body of RFC 9457.

use fupan_engine::{EngineError, FailureKind};
use fupan_locale::{Language, ProblemTitle};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A failure, in the form of RFC 9457 (`application/problem+json`). There is no `type`: `code` says the kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProblemBody {
    /// A stable name of the kind of failure.
    pub code: ProblemCode,
    /// The HTTP status that goes with it.
    pub status: u16,
    /// The kind of failure, in the reader's language.
    pub title: String,
    /// What went wrong this time, in the reader's language.
    pub detail: String,
    /// What to do about it, in the reader's language.
    pub hints: Vec<String>,
}

/// The kinds of failure. Names are a promise: more may be added, none changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The question itself is wrong.
    InvalidRequest,
    /// The input could not be understood.
    NotUnderstood,
    /// What was asked for does not exist.
    NotFound,
    /// The path does not take the method.
    MethodNotAllowed,
    /// The body is too large.
    TooLarge,
    /// Another process holds the data directory.
    InUse,
    /// A newer release wrote the data directory.
    Refused,
    /// Anything else.
    Failed,
}

impl ProblemCode {
    /// The HTTP status that goes with it.
    #[must_use]
    pub fn status(self) -> u16 {
        self.status_and_title().0
    }

    fn status_and_title(self) -> (u16, ProblemTitle) {
        match self {
            Self::InvalidRequest => (400, ProblemTitle::InvalidRequest),
            Self::NotUnderstood => (422, ProblemTitle::NotUnderstood),
            Self::NotFound => (404, ProblemTitle::NotFound),
            Self::MethodNotAllowed => (405, ProblemTitle::MethodNotAllowed),
            Self::TooLarge => (413, ProblemTitle::TooLarge),
            Self::InUse => (503, ProblemTitle::InUse),
            Self::Refused => (503, ProblemTitle::Refused),
            Self::Failed => (500, ProblemTitle::Failed),
        }
    }
}

impl From<FailureKind> for ProblemCode {
    fn from(kind: FailureKind) -> Self {
        match kind {
            FailureKind::Usage => Self::InvalidRequest,
            FailureKind::NotUnderstood => Self::NotUnderstood,
            FailureKind::NotFound => Self::NotFound,
            FailureKind::InUse => Self::InUse,
            FailureKind::Refused => Self::Refused,
            FailureKind::Failed => Self::Failed,
        }
    }
}

impl ProblemBody {
    /// A failure of a kind, with what is said of it in the reader's language.
    #[must_use]
    pub fn new(code: ProblemCode, detail: String, language: Language) -> Self {
        let (status, title) = code.status_and_title();
        Self { code, status, title: title.render(language), detail, hints: Vec::new() }
    }

    /// The body of an engine's failure.
    #[must_use]
    pub fn of(error: &EngineError, language: Language) -> Self {
        let hints = error.hints().iter().map(|hint| hint.render(language)).collect();
        let detail = error.message().render(language);
        Self { hints, ..Self::new(error.kind().into(), detail, language) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(error: &EngineError, language: Language) -> serde_json::Value {
        serde_json::to_value(ProblemBody::of(error, language)).unwrap()
    }

    #[test]
    fn each_kind_of_failure_has_its_code_and_status() {
        let expected = [
            (FailureKind::Usage, "invalid_request", 400),
            (FailureKind::NotUnderstood, "not_understood", 422),
            (FailureKind::NotFound, "not_found", 404),
            (FailureKind::InUse, "in_use", 503),
            (FailureKind::Refused, "refused", 503),
            (FailureKind::Failed, "failed", 500),
        ];
        for (kind, name, status) in expected {
            let code = ProblemCode::from(kind);
            assert_eq!(
                (serde_json::to_value(code).unwrap(), code.status()),
                (name.into(), status),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn the_title_says_the_kind_and_the_detail_what_happened() {
        let error = EngineError::UnknownIncident { id: "RPL-1999-0001".to_owned(), near: None };
        let body = problem(&error, Language::En);
        assert_eq!(body["title"], "not found");
        assert_eq!(body["detail"], "no incident has the id or alias RPL-1999-0001");
        assert_eq!(problem(&error, Language::Zh)["title"], "不存在");
        assert_eq!(problem(&error, Language::Zh)["detail"], "没有编号或别名为 RPL-1999-0001 的事故");
    }

    #[test]
    fn hints_are_in_the_language_of_the_reader() {
        let near = vec!["pattern:conc.deadlock".to_owned()];
        let error = EngineError::UnknownNode { id: "pattern:deadlock".to_owned(), near };
        assert_eq!(
            problem(&error, Language::En)["hints"],
            serde_json::json!(["did you mean: pattern:conc.deadlock"])
        );
        assert_eq!(
            problem(&error, Language::Zh)["hints"],
            serde_json::json!(["是不是：pattern:conc.deadlock"])
        );
    }
}
