//! `report guidelines`, `report templates`, and what reports have in common.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use fupan_api::GuidelinesBody;
use fupan_engine::{Engine, EngineError, GuidelinesQuery, Scope};
use fupan_locale::{LabelMessage, UsageMessage};
use fupan_model::Moment;
use fupan_report::{Templates, golangci, guidelines_report};

use super::ask::texts;
use super::keep::today;
use super::report::{ReportFormat, bytes_of};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::options::Session;

pub(super) fn dispatch(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    match matches.subcommand() {
        Some(("guidelines", matches)) => guidelines(matches, session),
        Some(("onboarding", matches)) => super::onboarding::onboarding(matches, session),
        Some(("templates", matches)) => write_templates(matches, session),
        _ => Ok(ExitStatus::Usage),
    }
}

fn guidelines(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let format = ReportFormat::of(matches, session);
    let templates = templates(matches)?;
    let engine = session.engine()?;
    let Some(as_of) = matches.get_one::<Moment>("as-of").cloned().or_else(|| today(session)) else {
        return Err(Failure::Usage(UsageMessage::NoTime));
    };
    // A configuration is for a machine: of rules that it could enforce none is left out unless that is asked for.
    let default = if format == ReportFormat::Golangci { usize::MAX } else { RULES };
    let limit = matches.get_one::<u16>("limit").map_or(default, |limit| usize::from(*limit));
    let found = engine.guidelines(GuidelinesQuery { scope: scope(matches, &engine)?, as_of, limit })?;
    let body = GuidelinesBody::of(&found, session.reader());
    let language = session.language;
    let bytes = match format {
        ReportFormat::Json => session.json_of(&body)?.into_bytes(),
        ReportFormat::Golangci => golangci(&found, language).into_bytes(),
        _ => {
            let report = guidelines_report(&templates, language, &found, &body, format.has_pictures())?;
            bytes_of(&report, format, matches, session)?
        }
    };
    deliver(matches, &bytes, session)?;
    Ok(ExitStatus::Done)
}

/// Rules told in full unless another number is asked for.
const RULES: usize = 10;

pub(super) fn templates(matches: &ArgMatches) -> Result<Templates, Failure> {
    let templates = Templates::built_in()?;
    Ok(match matches.get_one::<PathBuf>("templates") {
        Some(folder) => templates.with_folder(folder)?,
        None => templates,
    })
}

pub(super) fn scope(matches: &ArgMatches, engine: &Engine) -> Result<Scope, Failure> {
    let team = matches.get_one::<String>("team").map(|id| engine.team(id)).transpose()?;
    Ok(Scope {
        team,
        services: texts(matches, "service"),
        since: matches.get_one::<Moment>("since").cloned(),
        ..Scope::default()
    })
}

/// Into the file that was named, or to standard output.
pub(super) fn deliver(
    matches: &ArgMatches,
    bytes: &[u8],
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let Some(path) = matches.get_one::<PathBuf>("output").filter(|path| path.as_os_str() != "-") else {
        return session.print_bytes(bytes);
    };
    write(path, bytes)?;
    let text = LabelMessage::Written { path: path.display().to_string() }.render(session.language);
    session.diagnose(&LabelMessage::Note, &text);
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    std::fs::write(path, bytes).map_err(|source| EngineError::CannotWrite { path: path.to_owned(), source })
}

/// The built-in templates as files to begin with; none that is there is overwritten.
fn write_templates(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("write") else {
        let names: Vec<&str> = Templates::texts().iter().map(|(name, _)| *name).collect();
        session.print(&(names.join("\n") + "\n"))?;
        return Ok(ExitStatus::Done);
    };
    let paths = Templates::texts().iter().map(|(name, text)| (folder.join(name), *text));
    let paths: Vec<(PathBuf, &str)> = paths.collect();
    if let Some((path, _)) = paths.iter().find(|(path, _)| path.exists()) {
        return Err(EngineError::AlreadyThere { path: path.clone() }.into());
    }
    std::fs::create_dir_all(folder)
        .map_err(|source| EngineError::CannotWrite { path: folder.clone(), source })?;
    for (path, text) in paths {
        write(&path, text.as_bytes())?;
        session.print(&format!("{}\n", path.display()))?;
    }
    Ok(ExitStatus::Done)
}
