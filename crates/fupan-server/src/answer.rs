//! From an engine's result to a response.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fupan_api::{ProblemBody, ProblemCode};
use fupan_engine::EngineError;
use fupan_locale::{Language, ServerMessage};
use fupan_report::TemplateError;
use serde::Serialize;

use crate::parameters::ReportFormat;

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
pub(crate) struct Document {
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl From<EngineError> for Refusal {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// A built-in template with a mistake is a defect.
impl From<TemplateError> for Refusal {
    fn from(_mistake: TemplateError) -> Self {
        Self::Crashed
    }
}

impl Document {
    /// The JSON of an answer. That of a large dump takes its time: this is no work for the threads that listen.
    pub(crate) fn of(body: &impl Serialize) -> Result<Self, Refusal> {
        // Keys are names and every value has a JSON form, so that nothing but a defect can end here.
        let json = serde_json::to_vec(body).ok().ok_or(Refusal::Crashed)?;
        Ok(Self { media_type: "application/json", bytes: json })
    }

    /// A text of a media type.
    pub(crate) fn of_text(media_type: &'static str, text: String) -> Self {
        Self { media_type, bytes: text.into_bytes() }
    }

    /// A report as text or as a page.
    pub(crate) fn of_report(report: &fupan_report::Document, format: ReportFormat) -> Self {
        match format {
            ReportFormat::Html => Self {
                media_type: "text/html; charset=utf-8",
                bytes: fupan_report::html(report).into_bytes(),
            },
            ReportFormat::Json | ReportFormat::Markdown => Self {
                media_type: "text/markdown; charset=utf-8",
                bytes: report.markdown.clone().into_bytes(),
            },
        }
    }

    /// A text of another media type.
    pub(crate) fn text(media_type: &'static str, text: String) -> Self {
        Self { media_type, bytes: text.into_bytes() }
    }
}

/// The answer, or the problem document of a refusal.
pub(crate) fn respond(answer: Result<Document, Refusal>, language: Language) -> Response {
    match answer {
        Ok(Document { media_type, bytes }) => {
            let mut response = ([(header::CONTENT_TYPE, media_type)], bytes).into_response();
            // A page is read and runs nothing, whatever may have come in with its data.
            if media_type.starts_with("text/html") {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
            }
            response
        }
        Err(refusal) => problem(&refusal.body(language)),
    }
}

/// A problem document.
pub(crate) fn problem(body: &ProblemBody) -> Response {
    let status = StatusCode::from_u16(body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = serde_json::to_vec(body).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, PROBLEM)], json).into_response()
}

const PAGE_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");

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
