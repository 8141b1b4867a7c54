//! The onboarding report: what a newcomer should learn first.

use fupan_locale::{Language, OnboardingLabel, OnboardingMessage};
use serde::Serialize;

use crate::{Document, TemplateError, Templates};

const TEMPLATE: &str = "onboarding.md";

/// The report of an onboarding list. `onboarding` has the keys of the JSON answer, which rests on `total` incidents.
///
/// # Errors
/// [`TemplateError::Mistake`] where a template of one's own asks for what the data has not.
pub fn onboarding_report(
    templates: &Templates,
    language: Language,
    onboarding: &impl Serialize,
    total: usize,
) -> Result<Document, TemplateError> {
    let markdown = templates.render(TEMPLATE, language, OnboardingLabel::words(language), onboarding)?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let footer = OnboardingMessage::Footer { version, total }.render(language);
    Ok(Document { markdown, language, footer, ..Document::default() })
}
