//! Routes of statistics.

use axum::extract::State;
use axum::response::Response;
use fupan_api::{RecurrenceBody, SharesBody, TimesBody, TrendsBody};
use fupan_engine::{Engine, Grouping, Level, Scope, ShareQuery, TrendPeriod};
use fupan_locale::Language;
use serde::Serialize;

use super::ask;
use crate::Service;
use crate::answer::{Document, Refusal};
use crate::parameters::{Parameters, invalid};

/// Rows of a picture that names no limit, the same as on the command line.
const ROWS: usize = 20;

pub(super) async fn root_causes(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let by = parameters.get("by").unwrap_or("pattern");
        let by = Grouping::named(by).ok_or_else(|| invalid("by", by))?;
        let under = parameters.get("under").map(|name| engine.pattern_named(name)).transpose()?;
        let by = by.at(parameters.parsed("level")?, under.as_ref());
        let query = ShareQuery { by, under, scope: scope(engine, &parameters)? };
        let body = SharesBody::of(&query, &engine.root_cause_shares(&query)?, reader);
        answer(&parameters, &body, SharesBody::svg)
    })
    .await
}

pub(super) async fn recurrence(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let found = engine.recurrence(&scope(engine, &parameters)?, parameters.limit(ROWS)?)?;
        answer(&parameters, &RecurrenceBody::of(&found, reader), RecurrenceBody::svg)
    })
    .await
}

pub(super) async fn times(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let by = parameters.get("by");
        let by = by.map(|name| Grouping::named(name).ok_or_else(|| invalid("by", name))).transpose()?;
        let times = engine.times(by, &scope(engine, &parameters)?)?;
        answer(&parameters, &TimesBody::of(by, &times, reader), TimesBody::svg)
    })
    .await
}

pub(super) async fn trends(State(service): State<Service>, parameters: Parameters) -> Response {
    ask(service, parameters, |engine, parameters, reader| {
        let period = parameters.get("period").unwrap_or("year");
        let period = TrendPeriod::named(period).ok_or_else(|| invalid("period", period))?;
        let level = parameters.parsed("level")?.unwrap_or(Level::At(2));
        let trends =
            engine.trends(period, Grouping::Pattern.at(Some(level), None), &scope(engine, &parameters)?)?;
        answer(&parameters, &TrendsBody::of(period, &trends, reader), TrendsBody::svg)
    })
    .await
}

/// The incidents that the parameters name.
fn scope(engine: &Engine, parameters: &Parameters) -> Result<Scope, Refusal> {
    Ok(Scope {
        team: parameters.get("team").map(|id| engine.team(id)).transpose()?,
        services: parameters.all("service"),
        since: parameters.parsed("since")?,
        until: parameters.parsed("until")?,
        pattern: parameters.get("pattern").map(|name| engine.pattern_named(name)).transpose()?,
    })
}

/// JSON, or a picture where that is asked for.
fn answer<B: Serialize>(
    parameters: &Parameters,
    body: &B,
    svg: impl FnOnce(&B, usize, Language) -> String,
) -> Result<Document, Refusal> {
    let limit = parameters.limit(ROWS)?;
    match parameters.get("format") {
        None | Some("json") => Document::of(body),
        Some("svg") => Ok(Document::text("image/svg+xml", svg(body, limit, parameters.language))),
        Some(other) => Err(invalid("format", other)),
    }
}
