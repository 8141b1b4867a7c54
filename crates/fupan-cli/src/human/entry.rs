//! One entry, as a page that is read from top to bottom; and lists of entries.

mod code;
mod incident;
mod pattern;
mod words;

use std::path::Path;

use fupan_api::{EntryBody, IncidentListBody, PatternListBody};
use fupan_locale::{EntryLabel, LabelMessage};
use fupan_model::Localized;

use super::layout::{Page, Style, padded, shown_width};

/// What stands before each line of a section.
const INDENT: &str = "  ";

/// An entry. `corpus` is where its files lie.
pub(crate) fn entry(body: &EntryBody, corpus: &Path, style: &Style) -> String {
    match body {
        EntryBody::Incident(incident) => incident::page(incident, style),
        EntryBody::Pattern(pattern) => pattern::page(pattern, corpus, style),
    }
}

/// Incidents, one on each line.
pub(crate) fn incident_list(body: &IncidentListBody, style: &Style) -> String {
    let mut page = Page::new(style);
    if body.incidents.is_empty() {
        page.line(&style.label(&LabelMessage::NothingFound));
        return page.finish();
    }
    let shown = body.incidents.len();
    page.line(&EntryLabel::ListedIncidents { total: body.total, shown }.render(style.language));
    page.blank();
    for incident in &body.incidents {
        let first = incident.patterns.first().map_or("", String::as_str);
        let head = format!("{}  {}  ", style.strong(&incident.id), padded(&incident.date, 10));
        page.hanging(&head, &format!("{}  {}", incident.title, style.weak(first)));
    }
    page.blank();
    page.line(&style.weak(&EntryLabel::ReadOne.render(style.language)));
    page.finish()
}

/// Patterns as the tree that they are, each with how many incidents it caused.
pub(crate) fn pattern_list(body: &PatternListBody, style: &Style) -> String {
    let mut page = Page::new(style);
    if body.patterns.is_empty() {
        page.line(&style.label(&LabelMessage::NothingFound));
        return page.finish();
    }
    page.line(&EntryLabel::ListedPatterns { total: body.patterns.len() }.render(style.language));
    page.blank();
    let widest = |width: usize, id: &str| width.max(shown_width(id) + depth(id) * 2);
    let width = body.patterns.iter().fold(0, |width, pattern| widest(width, &pattern.id));
    for pattern in &body.patterns {
        let count = pattern.incidents.unwrap_or(0);
        let count = if count == 0 { String::new() } else { count.to_string() };
        let indented = padded(&format!("{}{}", " ".repeat(depth(&pattern.id) * 2), pattern.id), width);
        let is_family = body.patterns.iter().any(|other| is_member(&other.id, &pattern.id));
        let id = if is_family { style.strong(&indented) } else { indented };
        page.line(&format!("{count:>5}  {id}  {}", pattern.name));
    }
    page.blank();
    page.line(&style.weak(&EntryLabel::ReadOne.render(style.language)));
    page.finish()
}

fn depth(id: &str) -> usize {
    id.matches('.').count()
}

fn is_member(id: &str, family: &str) -> bool {
    id.strip_prefix(family).is_some_and(|rest| rest.starts_with('.'))
}

/// The parts that both kinds of page have.
impl Page<'_> {
    /// A heading behind a blank line.
    fn heading(&mut self, label: &EntryLabel) {
        self.gap();
        let text = label.render(self.style.language);
        self.line(&self.style.strong(&text));
    }

    /// A heading with a text below, where there is one.
    fn section(&mut self, label: &EntryLabel, text: Option<&Localized>) {
        if let Some(text) = text {
            self.heading(label);
            self.localized(text);
        }
    }

    fn localized(&mut self, text: &Localized) {
        self.paragraph(INDENT, &reading(text, self.style));
    }

    /// A text behind a bullet, wrapped below itself.
    fn bullet(&mut self, text: &str) {
        self.hanging(&format!("{INDENT}- "), text);
    }

    /// A text behind a label on the same line, wrapped below itself.
    fn labelled(&mut self, label: &str, text: &str) {
        let separator = if self.style.language == fupan_locale::Language::Zh { "：" } else { ": " };
        self.hanging(INDENT, &format!("{}{text}", self.style.weak(&format!("{label}{separator}"))));
    }
}

/// A text in the reader's language, or in the one it has.
fn reading(text: &Localized, style: &Style) -> String {
    text.read(style.language).map(|reading| reading.text.to_owned()).unwrap_or_default()
}
