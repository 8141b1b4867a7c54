//! Reports, in the form that a request asks for.

use axum::extract::State;
use axum::response::Response;
use fupan_api::{GuidelinesBody, OnboardingBody};
use fupan_engine::{GuidelinesQuery, OnboardingQuery, Scope};
use fupan_report::{Templates, golangci, guidelines_report, html, onboarding_report};

use crate::Service;
use crate::answer::{Document, Refusal};
use crate::parameters::{Parameters, ReportFormat, invalid};
use crate::routes::ask;

/// Rules told in full where a request names no number, the same as on the command line.
const RULES: usize = 10;
/// Lessons, likewise.
const LESSONS: usize = 12;

const MARKDOWN: &str = "text/markdown; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const YAML: &str = "application/yaml";

pub(crate) async fn guidelines(State(service): State<Service>, parameters: Parameters) -> Response {
    let today = service.engine.today();
    ask(service, parameters, move |engine, parameters, reader| {
        let format = parameters.get("format").unwrap_or("json");
        let as_of = parameters.parsed("as_of")?.or(today).ok_or(Refusal::Crashed)?;
        let team = parameters.get("team").map(|id| engine.team(id)).transpose()?;
        let (services, since) = (parameters.all("service"), parameters.parsed("since")?);
        let scope = Scope { team, services, since, ..Scope::default() };
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

pub(crate) async fn onboarding(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let format = parameters.report_format()?;
        let team = parameters.get("team").map(|id| engine.team(id)).transpose()?;
        let (services, since) = (parameters.all("service"), parameters.parsed("since")?);
        let scope = Scope { team, services, since, ..Scope::default() };
        let query = OnboardingQuery { scope, limit: parameters.limit(LESSONS)? };
        let body = OnboardingBody::of(&engine.onboarding(query)?, reader);
        if format == ReportFormat::Json {
            return Document::of(&body);
        }
        let report = onboarding_report(&Templates::built_in()?, reader.language, &body, body.corpus_total)?;
        Ok(Document::of_report(&report, format))
    })
    .await
}
