//! `eval`: how well fupan does on labelled data.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ArgMatches;
use cpu_time::ProcessTime;
use fupan_api::{QuestionEvaluationBody, RankingBody, RetrievalEvaluationBody, StackEvaluationBody};
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
    let started = Instant::now();
    let passed = || started.elapsed();
    let worked = || processor_time().unwrap_or_else(passed);
    let clocks = Clocks { passed: &passed, worked: &worked };
    if let Some(file) = path("queries") {
        return questions(file, matches.get_flag("failures"), &clocks, session);
    }
    let folder = path("retrieval").ok_or(Failure::Usage(UsageMessage::NothingToMeasure))?;
    retrieval(folder, &clocks, session)
}

fn questions(
    file: &Path,
    with_failures: bool,
    clocks: &Clocks<'_>,
    session: &mut Session<'_, '_>,
) -> Result<ExitStatus, Failure> {
    let engine = session.engine()?;
    let evaluation = fupan_engine::evaluate_questions(&engine, file, clocks)?;
    let body = QuestionEvaluationBody::of(&evaluation, session.language, session.took_ms());
    session.answer(&body, |body, style| human::evaluated_questions(body, with_failures, style))?;
    Ok(ExitStatus::Done)
}

fn retrieval(
    folder: &Path,
    clocks: &Clocks<'_>,
    session: &mut Session<'_, '_>,
) -> Result<ExitStatus, Failure> {
    // The set is measured without a corpus as well: its glossary is all that is taken from there.
    let opened = fupan_engine::open(&session.places, (session.io.clock)()).ok();
    let engine = opened.as_ref().map(|opened| &opened.engine);
    let evaluation = fupan_engine::evaluate_retrieval(folder, engine, clocks)?;
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
