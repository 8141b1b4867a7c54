//! The report of guidelines: which root causes keep costing, which rule stops each one, and what enforces it.

use fupan_engine::{Guidelines, ShareRow};
use fupan_locale::{GuidelinesLabel as Label, GuidelinesMessage as Message, Language, percent};
use serde::Serialize;

use crate::{Bar, BarChart, Document, Pictures, TemplateError, Templates};

const TEMPLATE: &str = "guidelines.md";
/// Families that the chart shows: the others are in the table of all rules.
const BARS: usize = 14;
/// Fewer incidents than these are shown pale.
const TOO_FEW: usize = 10;

/// The report of guidelines. `body` has the keys of the JSON answer; where a page can show pictures, shares are one.
///
/// # Errors
/// [`TemplateError::Mistake`] where a template of one's own asks for what the data has not.
pub fn guidelines_report(
    templates: &Templates,
    language: Language,
    guidelines: &Guidelines,
    body: &impl Serialize,
    has_pictures: bool,
) -> Result<Document, TemplateError> {
    let markdown =
        templates.render(TEMPLATE, language, Label::words(language), &Shown { body, has_pictures })?;
    let pictures = match has_pictures {
        true => Pictures::from([("families".to_owned(), chart(guidelines, language))]),
        false => Pictures::new(),
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let date = guidelines.query.as_of.to_string();
    let footer = Message::Footer { version, date }.render(language);
    Ok(Document { markdown, language, pictures, footer })
}

/// What the template sees as `report`.
#[derive(Serialize)]
struct Shown<'a, T> {
    #[serde(flatten)]
    body: &'a T,
    has_pictures: bool,
}

fn chart(guidelines: &Guidelines, language: Language) -> String {
    let chart = BarChart {
        title: Message::ChartTitle.render(language),
        subtitle: Message::ChartSubtitle { total: guidelines.total }.render(language),
        bars: guidelines.families.iter().take(BARS).map(|row| bar(row, guidelines.total, language)).collect(),
        notes: vec![Label::WhiskersAreIntervals.render(language)],
    };
    chart.svg()
}

fn bar(row: &ShareRow, total: usize, language: Language) -> Bar {
    let name = row.name.as_ref().and_then(|name| name.read(language));
    Bar {
        label: name.map_or_else(|| row.key.clone(), |name| name.text.to_owned()),
        detail: row.key.clone(),
        share: row.share,
        low: row.low,
        high: row.high,
        figures: format!("{} · {}", percent(row.share), row.count),
        is_faint: row.count < TOO_FEW || total < TOO_FEW,
    }
}
