//! The attribution report: what happened, from one input.

use fupan_locale::{ExplainLabel, ExplainMessage, Language};
use serde::Serialize;

use crate::{Document, TemplateError, Templates};

const TEMPLATE: &str = "explain.md";

/// The report of an explanation. `explanation` has the keys of the JSON answer; `lines` are those of the input.
///
/// # Errors
/// [`TemplateError::Mistake`] where a template of one's own asks for what the data has not.
pub fn attribution_report(
    templates: &Templates,
    language: Language,
    explanation: &impl Serialize,
    lines: u32,
) -> Result<Document, TemplateError> {
    let markdown = templates.render(TEMPLATE, language, ExplainLabel::words(language), explanation)?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let footer = ExplainMessage::Footer { version, lines }.render(language);
    Ok(Document { markdown, language, footer, ..Document::default() })
}
