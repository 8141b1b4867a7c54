//! `eval`: how well fupan does on labelled data.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ArgMatches;
use cpu_time::ProcessTime;
use fupan_api::{RankingBody, RetrievalEvaluationBody, StackEvaluationBody};
use fupan_engine::{Clocks, EngineError, Ranking};
use fupan_locale::UsageMessage;

use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn eval(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    if let Some(folder) = path("stacks") {
        return stacks(folder, path("ranking"), session);
    }
    let folder = path("retrieval").ok_or(Failure::Usage(UsageMessage::NothingToMeasure))?;
    retrieval(folder, session)
}

fn retrieval(folder: &Path, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let started = Instant::now();
    let passed = || started.elapsed();
    let worked = || processor_time().unwrap_or_else(passed);
    let evaluation = fupan_engine::evaluate_retrieval(folder, &Clocks { passed: &passed, worked: &worked })?;
    let body = RetrievalEvaluationBody::of(&evaluation, session.language, session.took_ms());
    session.answer(&body, human::evaluated_retrieval)?;
    Ok(ExitStatus::Done)
}

/// What the threads of this process worked so far, added up.
fn processor_time() -> Option<Duration> {
    ProcessTime::try_now().ok().map(|time| time.as_duration())
}

fn stacks(
    folder: &Path,
    ranking: Option<&PathBuf>,
    session: &mut Session<'_, '_>,
) -> Result<ExitStatus, Failure> {
    let evaluation = fupan_engine::evaluate_stacks(folder)?;
    if let Some(file) = ranking {
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
