//! A service over a corpus, and requests to it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use fupan_engine::{Engine, LiveEngine, Places};
use fupan_locale::Language;
use fupan_server::{Service, app};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::corpus::write_small;

/// A service over a corpus of its own.
pub(crate) struct Place {
    folder: TempDir,
    pub(crate) service: Service,
}

/// What a client got.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// 2023-11-14: a time that stands still, so that only content tells whether the corpus changed.
pub(crate) fn standing_clock() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

pub(crate) fn shipped_corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

impl Place {
    /// The small corpus.
    pub(crate) fn small() -> Self {
        Self::with_clock(standing_clock)
    }

    /// The small corpus, with a clock that the test moves.
    pub(crate) fn with_clock(clock: fn() -> SystemTime) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_small(&folder.path().join("corpus"));
        let corpus = folder.path().join("corpus");
        Self::over(corpus, folder, clock)
    }

    /// The corpus of the repository.
    pub(crate) fn shipped() -> Self {
        Self::over(shipped_corpus(), tempfile::tempdir().unwrap(), standing_clock)
    }

    fn over(corpus: PathBuf, folder: TempDir, clock: fn() -> SystemTime) -> Self {
        let places = Places { corpus, data_directory: folder.path().join("data") };
        let engine = Arc::new(LiveEngine::start(&places, clock).unwrap());
        Self { folder, service: Service { engine, language: Language::En } }
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    pub(crate) fn engine(&self) -> Arc<Engine> {
        self.service.engine.current().0
    }

    pub(crate) fn app(&self) -> Router {
        app(self.service.clone())
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::read(self.app().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send(Request::post(path).body(body.into()).unwrap()).await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.send(json_request(path, body.to_string())).await
    }
}

pub(crate) fn json_request(path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path).header(header::CONTENT_TYPE, "application/json").body(body.into()).unwrap()
}

impl Answer {
    pub(crate) async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The text of a report that was given.
    pub(crate) fn text(&self) -> String {
        let text = String::from_utf8(self.body.clone()).unwrap();
        assert_eq!(self.status, StatusCode::OK, "{text}");
        text
    }

    /// The JSON of an answer that was given.
    pub(crate) fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, StatusCode::OK, "{text}");
        assert_eq!(self.header(header::CONTENT_TYPE), Some("application/json"));
        serde_json::from_str(&text).unwrap()
    }

    /// The problem document of a refusal.
    pub(crate) fn problem(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.header(header::CONTENT_TYPE), Some("application/problem+json"), "{text}");
        let problem: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(problem["status"], self.status.as_u16(), "{text}");
        problem
    }

    /// The ids of the incidents in an answer.
    pub(crate) fn ids(&self) -> Vec<String> {
        let json = self.json();
        let hits = json.get("hits").or_else(|| json.get("incidents")).unwrap().as_array().unwrap();
        hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// An answer without what depends on the machine, on constants of the similarity or on the hash of a stack.
pub(crate) fn masked(mut answer: Value) -> Value {
    mask(&mut answer);
    answer
}

fn mask(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let varies = ["took_ms", "score", "confidence", "text", "stack", "graph", "cause"]
                    .contains(&key.as_str());
                if varies && value.is_number() { *value = json!("#") } else { mask(value) }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mask),
        // How exactly a figure is read back depends on features of the parser that other crates switch on.
        Value::Number(number) if number.is_f64() => {
            *value = json!((number.as_f64().unwrap() * 1e4).round() / 1e4);
        }
        Value::String(text) => *text = without_percentages(&without_hashes(text)),
        _ => {}
    }
}

/// Fingerprints keep their prefix alone.
fn without_hashes(text: &str) -> String {
    let mut rest = text;
    let mut shown = String::new();
    while let Some(start) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        let length = rest[start..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len() - start);
        shown.push_str(&rest[..start]);
        shown.push_str(if length == 32 { "#" } else { &rest[start..start + length] });
        rest = &rest[start + length..];
    }
    shown + rest
}

fn without_percentages(text: &str) -> String {
    let pieces: Vec<&str> = text.split('%').collect();
    let (last, before) = pieces.split_last().unwrap();
    let before =
        before.iter().map(|piece| piece.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned() + "#%");
    before.chain([(*last).to_owned()]).collect()
}
