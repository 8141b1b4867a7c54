//! What a newcomer should learn first.

use clap::ArgMatches;
use fupan_api::OnboardingBody;
use fupan_engine::OnboardingQuery;
use fupan_report::onboarding_report;

use super::ask::limit;
use super::guidelines::{deliver, scope, templates};
use super::report::{ReportFormat, text_of};
use crate::ExitStatus;
use crate::failure::Failure;
use crate::options::Session;

pub(super) fn onboarding(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let format = ReportFormat::of(matches, session);
    let templates = templates(matches)?;
    let engine = session.engine()?;
    let query = OnboardingQuery { scope: scope(matches, &engine)?, limit: limit(matches) };
    let body = OnboardingBody::of(&engine.onboarding(query)?, session.reader());
    let text = match format {
        ReportFormat::Json => session.json_of(&body)?,
        _ => text_of(&onboarding_report(&templates, session.language, &body, body.corpus_total)?, format),
    };
    deliver(matches, text.as_bytes(), session)?;
    Ok(ExitStatus::Done)
}
