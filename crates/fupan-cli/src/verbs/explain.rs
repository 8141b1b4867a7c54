//! The attribution report of one input.

use std::path::PathBuf;

use clap::ArgMatches;
use fupan_api::ExplainBody;
use fupan_engine::ExplainOptions;
use fupan_report::attribution_report;

use super::ask::limit;
use super::guidelines::{deliver, templates};
use super::report::{ReportFormat, bytes_of};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::options::Session;

pub(super) fn explain(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let format = ReportFormat::of(matches, session);
    let templates = templates(matches)?;
    let input = session.read_input(matches.get_one("file"))?;
    let sources = matches.get_many::<PathBuf>("source").into_iter().flatten().cloned().collect();
    let options = ExplainOptions { limit: limit(matches), sources };
    let explanation = session.engine()?.explain(&input, &options)?;
    let body = ExplainBody::of(&explanation, session.reader(), session.took_ms());
    let bytes = match format {
        ReportFormat::Json => session.json_of(&body)?.into_bytes(),
        _ => {
            let report = attribution_report(&templates, session.language, &body, body.lines)?;
            bytes_of(&report, format, matches, session)?
        }
    };
    deliver(matches, &bytes, session)?;
    Ok(ExitStatus::Done)
}
