//! Verbs that keep a corpus and its index: index, new, lint, format, doctor, completions.

use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use clap::ArgMatches;
use clap_complete::Shell;
use fupan_api::{DoctorBody, DraftBody, FormatBody, IndexBody, LintBody, SarifBody};
use fupan_engine::{IndexOptions, RecordProblem};
use fupan_model::Moment;

use crate::ExitStatus;
use crate::failure::Failure;
use crate::human::{self, ProgressBar};
use crate::options::Session;

/// How long `index` waits for another writer: none is expected to take longer with a corpus of files.
const WRITER_WAIT: Duration = Duration::from_secs(10);

pub(super) fn index(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let options =
        IndexOptions { rebuild: matches.get_flag("rebuild"), wait: WRITER_WAIT, now: (session.io.clock)() };
    let bar = ProgressBar::new(session.io.stderr_is_terminal, session.language);
    let report = fupan_engine::index(&session.places, &options, &|progress| bar.show(progress));
    bar.finish();
    let report = report?;
    let body = IndexBody::of(&report, session.language, session.took_ms());
    if !session.json {
        session.notify(&report.notices);
    }
    session.answer(&body, |_, style| human::indexed(&report, style))?;
    Ok(ExitStatus::Done)
}

pub(super) fn new(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let title = matches.get_one::<String>("title").map(String::as_str);
    let date = matches.get_one::<Moment>("date").cloned().or_else(|| today(session));
    let Some(date) = date else { return Ok(ExitStatus::Usage) };
    let draft = fupan_engine::draft(&session.places.corpus, title, &date, session.language)?;
    let body = DraftBody::from(&draft);
    session.answer(&body, human::draft)?;
    Ok(ExitStatus::Done)
}

pub(super) fn today(session: &Session<'_, '_>) -> Option<Moment> {
    let since = (session.io.clock)().duration_since(UNIX_EPOCH).ok()?;
    Moment::day_of_unix_seconds(i64::try_from(since.as_secs()).ok()?)
}

pub(super) fn lint(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let only = matches.get_one::<PathBuf>("path").map(PathBuf::as_path);
    let checked = fupan_engine::lint(&session.places.corpus, only)?;
    let format = matches.get_one::<String>("format").map(String::as_str);
    if format == Some("sarif") {
        session.document(&SarifBody::of(&checked.problems, session.language))?;
    } else {
        session.json |= format == Some("json");
        let body = LintBody::of(checked.files, &checked.problems, session.language);
        session.answer(&body, |body, style| human::linted(body, &checked.problems, style))?;
    }
    let failed = checked.problems.iter().any(RecordProblem::is_error);
    Ok(if failed { ExitStatus::Failed } else { ExitStatus::Done })
}

pub(super) fn format(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let only = matches.get_one::<PathBuf>("path").map(PathBuf::as_path);
    let check = matches.get_flag("check");
    let report = fupan_engine::format(&session.places.corpus, only, check)?;
    let body = FormatBody::of(&report, session.language);
    session.answer(&body, |body, style| human::formatted(body, &report.problems, check, style))?;
    let failed = report.problems.iter().any(RecordProblem::is_error) || check && !report.changed.is_empty();
    Ok(if failed { ExitStatus::Failed } else { ExitStatus::Done })
}

pub(super) fn doctor(session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let examination = fupan_engine::examine(&session.places);
    let body = DoctorBody::of(&examination, session.language);
    session.answer(&body, human::examined)?;
    Ok(if body.healthy { ExitStatus::Done } else { ExitStatus::Failed })
}

pub(super) fn completions(
    matches: &ArgMatches,
    session: &mut Session<'_, '_>,
) -> Result<ExitStatus, Failure> {
    let Some(shell) = matches.get_one::<Shell>("shell") else {
        return Ok(ExitStatus::Usage);
    };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut crate::command::command(session.language), "fupan", &mut script);
    session.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Done)
}
