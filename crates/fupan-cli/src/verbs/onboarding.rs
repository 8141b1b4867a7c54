//! What a newcomer should learn first.

use clap::ArgMatches;
use fupan_api::OnboardingBody;
use fupan_engine::OnboardingQuery;
use fupan_report::onboarding_report;

use super::ask::limit;
use super::guidelines::{deliver, scope, templates};
use super::report::{ReportFormat, bytes_of};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::options::Session;

pub(super) fn onboarding(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let format = ReportFormat::of(matches, session);
    let templates = templates(matches)?;
    let engine = session.engine()?;
    let query = OnboardingQuery { scope: scope(matches, &engine)?, limit: limit(matches) };
    let body = OnboardingBody::of(&engine.onboarding(query)?, session.reader());
    let bytes = match format {
        ReportFormat::Json => session.json_of(&body)?.into_bytes(),
        _ => {
            let report = onboarding_report(&templates, session.language, &body, body.corpus_total)?;
            bytes_of(&report, format, matches, session)?
        }
    };
    deliver(matches, &bytes, session)?;
    Ok(ExitStatus::Done)
}
