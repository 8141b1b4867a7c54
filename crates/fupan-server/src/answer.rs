//! From an engine's result to a response.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use fupan_api::ProblemBody;
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

impl From<EngineError> for Refusal {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// The JSON of an answer, or the problem document of a refusal.
pub(crate) fn respond(answer: Result<impl Serialize, Refusal>, language: Language) -> Response {
    match answer {
        Ok(body) => Json(body).into_response(),
        Err(refusal) => problem(&refusal.body(language)),
    }
}

fn problem(body: &ProblemBody) -> Response {
    let status = StatusCode::from_u16(body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(body)).into_response()
}

impl Refusal {
    fn body(&self, language: Language) -> ProblemBody {
        match self {
            Self::Engine(error) => ProblemBody::of(error, language),
            Self::Request(message) => plain("invalid_request", 400, message, language),
            Self::Crashed => plain("failed", 500, &ServerMessage::Crashed, language),
        }
    }
}

fn plain(code: &str, status: u16, message: &ServerMessage, language: Language) -> ProblemBody {
    ProblemBody { code: code.to_owned(), status, title: message.render(language), hints: Vec::new() }
}
