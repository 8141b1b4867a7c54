//! The route that writes: an annotation of an incident.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use fupan_api::AnnotationBody;
use fupan_engine::Remark;
use fupan_locale::ServerMessage;
use fupan_model::AnnotationKind;
use serde::Deserialize;

use super::{ask, is_json};
use crate::Service;
use crate::answer::{Document, Refusal};
use crate::parameters::Parameters;

/// The body of an annotation, in the words of its written form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnotationRequest {
    annotator: String,
    text: String,
    kind: Option<AnnotationKind>,
    field: Option<String>,
    value: Option<String>,
    supersedes: Option<String>,
    #[serde(default)]
    refs: Vec<String>,
}

/// JSON alone: a page of another origin cannot send it without being asked for first, and nothing here agrees.
pub(super) async fn annotate(
    State(service): State<Service>,
    Path(incident): Path<String>,
    parameters: Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let live = Arc::clone(&service.engine);
    ask(service, parameters, move |engine, _, _| {
        let invalid = |reason: String| Refusal::Request(ServerMessage::InvalidBody { reason });
        if !is_json(&headers) {
            return Err(invalid("content-type: application/json".to_owned()));
        }
        let request: AnnotationRequest =
            serde_json::from_slice(&body).map_err(|error| invalid(error.to_string()))?;
        let is_correction = request.value.is_some();
        let kind = if is_correction { AnnotationKind::Correction } else { AnnotationKind::Note };
        let remark = Remark {
            incident,
            by: request.annotator,
            text: request.text,
            kind: request.kind.unwrap_or(kind),
            field: request.field,
            value: request.value,
            supersedes: request.supersedes,
            refs: request.refs,
        };
        let kept = engine.annotate(&remark, &live.now().ok_or(Refusal::Crashed)?)?;
        live.expect_change();
        Document::of(&AnnotationBody::from(&kept))
    })
    .await
}
