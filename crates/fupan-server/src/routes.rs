//! The routes.

mod annotate;
mod graph;
mod statistics;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
use fupan_api::{
    CompletionsBody, DiagnoseBody, EntryBody, ExplainBody, FingerprintBody, IncidentListBody, LookupBody,
    PatternListBody, Reader, SearchBody, SimilarBody, TriageBody, milliseconds,
};
use fupan_engine::{Engine, ExplainOptions, ListQuery, SearchQuery, SimilarQuery};
use fupan_locale::ServerMessage;
use fupan_report::{Templates, attribution_report};
use serde::Deserialize;

use crate::Service;
use crate::answer::{Document, Refusal, respond};
use crate::parameters::{Parameters, ReportFormat, hits, parse};
use crate::refused::as_problems;
use crate::reports;

/// Most of a body that is taken: the runtime cuts its own dumps at 64 MiB.
pub(crate) const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// Hits of a request that names no limit, the same as on the command line.
const SEARCH_HITS: usize = 10;
const SIMILAR_HITS: usize = 5;
const TRIAGE_HITS: usize = 3;
const LISTED: usize = 20;

/// Every route of the interface.
pub fn app(service: Service) -> Router {
    Router::new()
        .route("/livez", get(async || "ok\n"))
        .route("/api/v1/search", get(search))
        .route("/api/v1/complete", get(complete))
        .route("/api/v1/incidents", get(incidents))
        .route("/api/v1/incidents/{id}", get(entry))
        .route("/api/v1/incidents/{id}/annotations", post(annotate::annotate))
        .route("/api/v1/patterns", get(patterns))
        .route("/api/v1/patterns/{id}", get(entry))
        .route("/api/v1/similar", post(similar))
        .route("/api/v1/diagnose", post(diagnose))
        .route("/api/v1/triage", post(triage))
        .route("/api/v1/explain", post(explain))
        .route("/api/v1/fingerprint", post(fingerprint))
        .route("/api/v1/fingerprints/{id}/incidents", get(lookup))
        .route("/api/v1/reports/onboarding", get(reports::onboarding))
        .route("/api/v1/stats/root-causes", get(statistics::root_causes))
        .route("/api/v1/stats/recurrence", get(statistics::recurrence))
        .route("/api/v1/stats/times", get(statistics::times))
        .route("/api/v1/stats/trends", get(statistics::trends))
        .route("/api/v1/reports/guidelines", get(reports::guidelines))
        .route("/api/v1/graph", get(graph::part))
        .route("/api/v1/graph/path", get(graph::path))
        .route("/api/v1/graph/related", get(graph::related))
        .route("/api/v1/graph/together", get(graph::together))
        .route("/api/v1/graph/communities", get(graph::communities))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(service.clone(), as_problems))
        .with_state(service)
}

/// Answers on a thread where blocking is allowed.
async fn answer(
    parameters: Parameters,
    work: impl FnOnce(Parameters) -> Result<Document, Refusal> + Send + 'static,
) -> Response {
    let language = parameters.language;
    let work = tokio::task::spawn_blocking(move || work(parameters.checked()?));
    respond(work.await.unwrap_or(Err(Refusal::Crashed)), language)
}

/// The same, asking the newest engine.
pub(crate) async fn ask(
    service: Service,
    parameters: Parameters,
    question: impl FnOnce(&Engine, Parameters, Reader<'_>) -> Result<Document, Refusal> + Send + 'static,
) -> Response {
    let live = Arc::clone(&service.engine);
    answer(parameters, move |parameters| {
        let (engine, notices) = live.current();
        let reader = Reader { language: parameters.language, notices: &notices };
        question(&engine, parameters, reader)
    })
    .await
}

async fn search(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let started = Instant::now();
        let query = SearchQuery {
            text: parameters.get("q").unwrap_or_default().to_owned(),
            limit: parameters.limit(SEARCH_HITS)?,
            filters: parameters.filters()?,
            cursor: parameters.get("cursor").map(str::to_owned),
        };
        let found = engine.search(&query)?;
        Document::of(&SearchBody::of(&query, &found, reader, milliseconds(started.elapsed())))
    })
    .await
}

async fn complete(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, _| {
        let text = parameters.get("q").unwrap_or_default();
        let completions = engine.complete(text, parameters.limit(SEARCH_HITS)?)?;
        Document::of(&CompletionsBody::of(text, &completions))
    })
    .await
}

/// An incident or a pattern: their names do not overlap.
async fn entry(State(service): State<Service>, Path(id): Path<String>, parameters: Parameters) -> Response {
    ask(service, parameters, move |engine, _, reader| {
        Document::of(&EntryBody::of(&engine.entry(&id)?, reader))
    })
    .await
}

async fn incidents(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let query = ListQuery { filters: parameters.filters()?, limit: parameters.limit(LISTED)? };
        Document::of(&IncidentListBody::of(&engine.list_incidents(&query)?, reader))
    })
    .await
}

async fn patterns(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let query = ListQuery { filters: parameters.filters()?, ..ListQuery::default() };
        Document::of(&PatternListBody::of(&engine.list_patterns(&query)?, reader))
    })
    .await
}

/// The body of a question for similar incidents, where it is JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SimilarRequest {
    text: Option<String>,
    input: Option<String>,
    id: Option<String>,
    limit: Option<usize>,
    exclude: Vec<String>,
}

/// JSON where the header says so; any other body is what was pasted.
fn similar_query(
    headers: &HeaderMap,
    body: &Bytes,
    parameters: &Parameters,
) -> Result<SimilarQuery, Refusal> {
    let limit = parameters.limit(SIMILAR_HITS)?;
    if !is_json(headers) {
        return Ok(SimilarQuery { input: Some(body.to_vec()), limit, ..SimilarQuery::default() });
    }
    let request: SimilarRequest = serde_json::from_slice(body)
        .map_err(|error| Refusal::Request(ServerMessage::InvalidBody { reason: error.to_string() }))?;
    Ok(SimilarQuery {
        text: request.text,
        input: request.input.map(String::into_bytes),
        like: request.id,
        limit: request.limit.map_or(Ok(limit), hits)?,
        exclude: request.exclude,
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = kind.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json")
}

async fn similar(
    State(service): State<Service>,
    parameters: Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    ask(service, parameters, move |engine, parameters, reader| {
        let started = Instant::now();
        let found = engine.similar(&similar_query(&headers, &body, &parameters)?)?;
        Document::of(&SimilarBody::of(&found, reader, milliseconds(started.elapsed())))
    })
    .await
}

async fn diagnose(State(service): State<Service>, parameters: Parameters, body: Bytes) -> Response {
    ask(service, parameters, move |engine, _, reader| {
        Document::of(&DiagnoseBody::of(&engine.diagnose(&body)?, reader))
    })
    .await
}

async fn triage(State(service): State<Service>, parameters: Parameters, body: Bytes) -> Response {
    ask(service, parameters, move |engine, parameters, reader| {
        let started = Instant::now();
        let triage = engine.triage(&body, parameters.limit(TRIAGE_HITS)?)?;
        Document::of(&TriageBody::of(&triage, reader, milliseconds(started.elapsed())))
    })
    .await
}

/// No folder of the server is read: sources are shown on the command line alone.
async fn explain(State(service): State<Service>, parameters: Parameters, body: Bytes) -> Response {
    ask(service, parameters, move |engine, parameters, reader| {
        let started = Instant::now();
        let format = parameters.report_format()?;
        let options = ExplainOptions { limit: parameters.limit(TRIAGE_HITS)?, sources: Vec::new() };
        let explanation = engine.explain(&body, &options)?;
        let body = ExplainBody::of(&explanation, reader, milliseconds(started.elapsed()));
        if format == ReportFormat::Json {
            return Document::of(&body);
        }
        let templates = Templates::built_in()?;
        let report = attribution_report(&templates, reader.language, &body, body.lines)?;
        Ok(Document::of_report(&report, format))
    })
    .await
}

async fn fingerprint(parameters: Parameters, body: Bytes) -> Response {
    answer(parameters, move |_| Document::of(&FingerprintBody::from(&fupan_engine::summarize(&body)))).await
}

async fn lookup(State(service): State<Service>, Path(id): Path<String>, parameters: Parameters) -> Response {
    ask(service, parameters, move |engine, _, reader| {
        let fingerprint = parse("id", &id)?;
        Document::of(&LookupBody::of(&engine.lookup(&fingerprint)?, reader))
    })
    .await
}
