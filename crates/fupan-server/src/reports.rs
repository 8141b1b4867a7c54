//! Reports, in the form that a request asks for.

use axum::extract::State;
use axum::response::Response;
use fupan_api::GuidelinesBody;
use fupan_engine::{GuidelinesQuery, Scope};
use fupan_report::{Templates, golangci, guidelines_report, html};

use crate::Service;
use crate::answer::{Document, Refusal};
use crate::parameters::{Parameters, invalid};
use crate::routes::ask;

/// Rules told in full where a request names no number, the same as on the command line.
const RULES: usize = 10;

const MARKDOWN: &str = "text/markdown; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const YAML: &str = "application/yaml";

pub(crate) async fn guidelines(State(service): State<Service>, parameters: Parameters) -> Response {
    let today = service.engine.today();
    ask(service, parameters, move |engine, parameters, reader| {
        let format = parameters.get("format").unwrap_or("json");
        let as_of = parameters.parsed("as_of")?.or(today).ok_or(Refusal::Crashed)?;
        let team = parameters.get("team").map(|id| engine.team(id)).transpose()?;
        let scope = Scope { team, services: parameters.all("service"), since: parameters.parsed("since")? };
        let limit = parameters.limit(if format == "golangci" { usize::MAX } else { RULES })?;
        let found = engine.guidelines(GuidelinesQuery { scope, as_of, limit })?;
        let body = GuidelinesBody::of(&found, reader);
        let report = |has_pictures| {
            let templates = Templates::built_in()?;
            guidelines_report(&templates, reader.language, &found, &body, has_pictures)
        };
        match format {
            "json" => Document::of(&body),
            "md" => Ok(Document::of_text(MARKDOWN, report(false)?.markdown)),
            "html" => Ok(Document::of_text(HTML, html(&report(true)?))),
            "golangci" => Ok(Document::of_text(YAML, golangci(&found, reader.language))),
            other => Err(invalid("format", other)),
        }
    })
    .await
}
