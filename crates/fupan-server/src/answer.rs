//! From an engine's result to a response.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use fupan_api::{ProblemBody, ProblemCode};
use fupan_engine::EngineError;
use fupan_locale::{Language, ServerMessage};
use serde::Serialize;

/// Why a request got no answer.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The engine's failure.
    Engine(EngineError),
    /// The request itself.
    Request(ServerMessage),
    /// The question brought the thread that worked on it down.
    Crashed,
}

/// An answer as it is sent.
#[derive(Debug)]
pub(crate) struct Document(Vec<u8>);

impl From<EngineError> for Refusal {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl Document {
    /// The JSON of an answer. That of a large dump takes its time: this is no work for the threads that listen.
    pub(crate) fn of(body: &impl Serialize) -> Result<Self, Refusal> {
        // Keys are names and every value has a JSON form, so that nothing but a defect can end here.
        serde_json::to_vec(body).map(Self).ok().ok_or(Refusal::Crashed)
    }
}

/// The answer, or the problem document of a refusal.
pub(crate) fn respond(answer: Result<Document, Refusal>, language: Language) -> Response {
    match answer {
        Ok(Document(json)) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(refusal) => problem(&refusal.body(language)),
    }
}

/// A problem document.
pub(crate) fn problem(body: &ProblemBody) -> Response {
    let status = StatusCode::from_u16(body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = serde_json::to_vec(body).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, PROBLEM)], json).into_response()
}

/// The content type of a problem document.
pub(crate) const PROBLEM: &str = "application/problem+json";

impl Refusal {
    fn body(&self, language: Language) -> ProblemBody {
        match self {
            Self::Engine(error) => ProblemBody::of(error, language),
            Self::Request(message) => {
                ProblemBody::new(ProblemCode::InvalidRequest, message.render(language), language)
            }
            Self::Crashed => {
                ProblemBody::new(ProblemCode::Failed, ServerMessage::Crashed.render(language), language)
            }
        }
    }
}
