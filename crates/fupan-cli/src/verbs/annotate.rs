//! `annotate`: keeps what somebody says of an incident.

use clap::ArgMatches;
use fupan_api::AnnotationBody;
use fupan_engine::Remark;
use fupan_locale::UsageMessage;
use fupan_model::AnnotationKind;

use super::ask::texts;
use crate::ExitStatus;
use crate::failure::Failure;
use crate::human;
use crate::options::Session;

pub(super) fn annotate(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<ExitStatus, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let kind = text("kind").and_then(|name| AnnotationKind::named(&name));
    // Whoever says what belongs in a field corrects it.
    let is_correction = matches.contains_id("value");
    let remark = Remark {
        incident: text("incident").unwrap_or_default(),
        by: text("by").unwrap_or_default(),
        text: text("text").unwrap_or_default(),
        kind: kind.unwrap_or(if is_correction { AnnotationKind::Correction } else { AnnotationKind::Note }),
        field: text("field"),
        value: text("value"),
        supersedes: text("supersedes"),
        refs: texts(matches, "ref"),
    };
    let now = session.now().ok_or(Failure::Usage(UsageMessage::NoTime))?;
    let kept = session.engine()?.annotate(&remark, &now)?;
    let body = AnnotationBody::from(&kept);
    session.answer(&body, |body, style| human::kept_annotation(body, &kept.path, style))?;
    Ok(ExitStatus::Done)
}
