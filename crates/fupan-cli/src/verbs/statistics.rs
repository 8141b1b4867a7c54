//! `stats`: shares of root causes, what came back, how long it took, and trends.

use clap::ArgMatches;
use fupan_api::{RecurrenceBody, SharesBody, TimesBody, TrendsBody};
use fupan_engine::{Engine, Grouping, Level, Scope, ShareQuery, TrendPeriod};
use fupan_locale::Language;
use fupan_model::Moment;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ask::{limit, texts};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::human::{self, Style};
use crate::options::Session;

pub(super) fn dispatch(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let Some((verb, matches)) = matches.subcommand() else {
        return Ok(ExitStatus::Usage);
    };
    let engine = session.engine()?;
    match verb {
        "recurrence" => recurrence(matches, &engine, session)?,
        "times" => times(matches, &engine, session)?,
        "trends" => trends(matches, &engine, session)?,
        _ => root_causes(matches, &engine, session)?,
    }
    Ok(ExitStatus::Done)
}

fn root_causes(matches: &ArgMatches, engine: &Engine, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let under = matches.get_one::<String>("under").map(|name| engine.pattern_named(name)).transpose()?;
    let by = matches.get_one::<String>("by").and_then(|name| Grouping::named(name));
    let by = by.unwrap_or(Grouping::Pattern).at(matches.get_one::<Level>("level").copied(), under.as_ref());
    let query = ShareQuery { by, under, scope: scope(matches, engine)? };
    let shares = engine.root_cause_shares(&query)?;
    let body = SharesBody::of(&query, &shares, session.reader());
    answer(matches, session, &body, human::shares, SharesBody::svg)
}

fn recurrence(matches: &ArgMatches, engine: &Engine, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let found = engine.recurrence(&scope(matches, engine)?, limit(matches))?;
    let body = RecurrenceBody::of(&found, session.reader());
    answer(matches, session, &body, human::recurrence, RecurrenceBody::svg)
}

fn times(matches: &ArgMatches, engine: &Engine, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let by = matches.get_one::<String>("by").and_then(|name| Grouping::named(name));
    let body = TimesBody::of(by, &engine.times(by, &scope(matches, engine)?)?, session.reader());
    answer(matches, session, &body, human::times, TimesBody::svg)
}

fn trends(matches: &ArgMatches, engine: &Engine, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let period = matches.get_one::<String>("period").and_then(|name| TrendPeriod::named(name));
    let period = period.unwrap_or(TrendPeriod::Year);
    let by = Grouping::Pattern.at(matches.get_one::<Level>("level").copied(), None);
    let trends = engine.trends(period, by, &scope(matches, engine)?)?;
    let body = TrendsBody::of(period, &trends, session.reader());
    answer(matches, session, &body, human::trends, TrendsBody::svg)
}

/// The incidents that the options name.
fn scope(matches: &ArgMatches, engine: &Engine) -> Result<Scope, Failure> {
    let name = |option: &str| matches.get_one::<String>(option);
    Ok(Scope {
        team: name("team").map(|id| engine.team(id)).transpose()?,
        services: texts(matches, "service"),
        since: matches.get_one::<Moment>("since").cloned(),
        until: matches.get_one::<Moment>("until").cloned(),
        pattern: name("pattern").map(|name| engine.pattern_named(name)).transpose()?,
    })
}

/// A table, JSON or a picture of at most `--limit` rows, as `--format` and `--json` say.
fn answer<B: Serialize + DeserializeOwned>(
    matches: &ArgMatches,
    session: &mut Session<'_, '_>,
    body: &B,
    human: fn(&B, usize, &Style) -> String,
    svg: fn(&B, usize, Language) -> String,
) -> Result<(), Failure> {
    let limit = limit(matches);
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("svg") => session.print(&svg(body, limit, session.language)),
        Some("json") => session.document(body),
        _ => session.answer(body, |body, style| human(body, limit, style)),
    }
}
