//! The attribution report of one input.

use std::path::PathBuf;

use clap::ArgMatches;
use fupan_api::ExplainBody;
use fupan_engine::ExplainOptions;
use fupan_report::{Templates, attribution_report};

use super::ask::limit;
use super::report::{ReportFormat, print};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::options::Session;

pub(super) fn explain(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let input = session.read_input(matches.get_one("file"))?;
    let sources = matches.get_many::<PathBuf>("source").into_iter().flatten().cloned().collect();
    let options = ExplainOptions { limit: limit(matches), sources };
    let explanation = session.engine()?.explain(&input, &options)?;
    let body = ExplainBody::of(&explanation, session.reader(), session.took_ms());
    let format = ReportFormat::of(matches, session);
    if format == ReportFormat::Json {
        session.document(&body)?;
        return Ok(ExitStatus::Done);
    }
    let report = attribution_report(&Templates::built_in()?, session.language, &body, body.lines)?;
    print(&report, format, session)?;
    Ok(ExitStatus::Done)
}
