//! The routes.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::{get, post};
use fupan_api::{FingerprintBody, LookupBody, SearchBody, SharesBody, SimilarBody};
use fupan_engine::{Engine, Grouping, SearchQuery, SimilarQuery};
use fupan_locale::{Language, ServerMessage};
use serde::Deserialize;

use crate::Service;
use crate::answer::{Refusal, respond};

/// Most of a body that is taken: the runtime cuts its own dumps at 64 MiB.
const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// Most hits that one request may ask for.
const MOST_HITS: usize = 1000;
const DEFAULT_HITS: usize = 10;

/// Every route of the interface.
pub fn app(service: Service) -> Router {
    Router::new()
        .route("/livez", get(async || "ok\n"))
        .route("/api/v1/search", get(search))
        .route("/api/v1/similar", post(similar))
        .route("/api/v1/fingerprint", post(fingerprint))
        .route("/api/v1/fingerprints/{id}/incidents", get(lookup))
        .route("/api/v1/stats/root-causes", get(root_causes))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(service)
}

/// The pairs of a query string; a key may come more than once.
type Pairs = Query<Vec<(String, String)>>;

struct Parameters {
    pairs: Vec<(String, String)>,
    language: Language,
}

impl Parameters {
    fn read(Query(pairs): Pairs, service: &Service) -> Self {
        let mut parameters = Self { pairs, language: service.language };
        parameters.language =
            parameters.get("lang").and_then(|code| code.parse().ok()).unwrap_or(service.language);
        parameters
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str())
    }

    fn filters(&self) -> Result<Vec<(String, String)>, Refusal> {
        let filters = self.pairs.iter().filter(|(key, _)| key == "filter");
        Ok(filters.map(|(_, value)| SearchQuery::filter(value)).collect::<Result<_, _>>()?)
    }

    /// A parameter read as what it stands for.
    fn parsed<T: std::str::FromStr>(&self, key: &str) -> Result<Option<T>, Refusal> {
        self.get(key).map(|text| parse(key, text)).transpose()
    }

    fn limit(&self) -> Result<usize, Refusal> {
        Ok(self.parsed("limit")?.unwrap_or(DEFAULT_HITS).min(MOST_HITS))
    }
}

fn parse<T: std::str::FromStr>(parameter: &str, text: &str) -> Result<T, Refusal> {
    text.parse().ok().ok_or_else(|| invalid(parameter, text))
}

fn invalid(parameter: &str, value: &str) -> Refusal {
    let (parameter, value) = (parameter.to_owned(), value.to_owned());
    Refusal::Request(ServerMessage::InvalidParameter { parameter, value })
}

/// Works on a thread where blocking is allowed.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Refusal::Crashed))
}

/// Asks the newest engine.
async fn ask<T: Send + 'static>(
    service: Service,
    question: impl FnOnce(&Engine) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let live = Arc::clone(&service.engine);
    blocking(move || question(&live.current().0)).await
}

fn milliseconds(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 100_000.0).round() / 100.0
}

async fn search(State(service): State<Service>, pairs: Pairs) -> Response {
    let parameters = Parameters::read(pairs, &service);
    let language = parameters.language;
    let answer = ask(service, move |engine| {
        let started = Instant::now();
        let query = SearchQuery {
            text: parameters.get("q").unwrap_or_default().to_owned(),
            limit: parameters.limit()?,
            filters: parameters.filters()?,
        };
        Ok(SearchBody::of(&query, &engine.search(&query)?, language, milliseconds(started)))
    });
    respond(answer.await, language)
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

impl SimilarRequest {
    /// JSON where the header says so; any other body is what was pasted.
    fn read(headers: &HeaderMap, body: &Bytes) -> Result<SimilarQuery, Refusal> {
        let kind =
            headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/json") {
            return Ok(SimilarQuery { input: Some(body.to_vec()), ..SimilarQuery::default() });
        }
        let request: Self = serde_json::from_slice(body)
            .map_err(|error| Refusal::Request(ServerMessage::InvalidBody { reason: error.to_string() }))?;
        Ok(SimilarQuery {
            text: request.text,
            input: request.input.map(String::into_bytes),
            like: request.id,
            limit: request.limit.unwrap_or_default(),
            exclude: request.exclude,
        })
    }
}

async fn similar(State(service): State<Service>, pairs: Pairs, headers: HeaderMap, body: Bytes) -> Response {
    let parameters = Parameters::read(pairs, &service);
    let language = parameters.language;
    let answer = ask(service, move |engine| {
        let started = Instant::now();
        let mut query = SimilarRequest::read(&headers, &body)?;
        query.limit = if query.limit == 0 { parameters.limit()? } else { query.limit.min(MOST_HITS) };
        Ok(SimilarBody::of(&engine.similar(&query)?, language, milliseconds(started)))
    });
    respond(answer.await, language)
}

async fn fingerprint(State(service): State<Service>, pairs: Pairs, body: Bytes) -> Response {
    let language = Parameters::read(pairs, &service).language;
    let answer = blocking(move || Ok(FingerprintBody::from(&fupan_engine::summarize(&body))));
    respond(answer.await, language)
}

async fn lookup(State(service): State<Service>, Path(id): Path<String>, pairs: Pairs) -> Response {
    let language = Parameters::read(pairs, &service).language;
    let answer = ask(service, move |engine| {
        let fingerprint = parse("id", &id)?;
        Ok(LookupBody::of(&engine.lookup(&fingerprint)?, language))
    });
    respond(answer.await, language)
}

async fn root_causes(State(service): State<Service>, pairs: Pairs) -> Response {
    let parameters = Parameters::read(pairs, &service);
    let language = parameters.language;
    let answer = ask(service, move |engine| {
        let by = parameters.get("by").unwrap_or("pattern");
        let by = Grouping::named(by).ok_or_else(|| invalid("by", by))?;
        let since = parameters.parsed("since")?;
        Ok(SharesBody::of(&engine.root_cause_shares(by, since.as_ref())?, language))
    });
    respond(answer.await, language)
}
