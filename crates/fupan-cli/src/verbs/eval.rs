//! `eval`: how well fupan does on labelled data.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use fupan_api::{RankingBody, StackEvaluationBody};
use fupan_engine::{EngineError, Ranking};
use fupan_locale::UsageMessage;

use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn stacks(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let folder = path("stacks").ok_or(Failure::Usage(UsageMessage::NothingToMeasure))?;
    let evaluation = fupan_engine::evaluate_stacks(folder)?;
    if let Some(file) = path("ranking") {
        write_rankings(file, &evaluation.rankings)?;
    }
    let body = StackEvaluationBody::of(&evaluation, session.language, session.took_ms());
    session.answer(&body, human::evaluated_stacks)?;
    Ok(ExitStatus::Done)
}

/// One line of JSON for each dump.
fn write_rankings(file: &Path, rankings: &[Ranking]) -> Result<(), Failure> {
    let mut lines = String::new();
    for ranking in rankings {
        let line = serde_json::to_string(&RankingBody::from(ranking));
        lines.push_str(&line.map_err(|error| Failure::Output(error.into()))?);
        lines.push('\n');
    }
    fs::write(file, lines).map_err(|source| EngineError::CannotWrite { path: file.to_owned(), source }.into())
}
