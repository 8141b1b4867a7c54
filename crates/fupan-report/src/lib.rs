//! Reports for people: typed data goes through a template to Markdown, and Markdown to a page.
//!
//! ```
//! use std::collections::BTreeMap;
//! use fupan_locale::Language;
//! use fupan_report::{Document, Templates, html};
//!
//! let templates = Templates::built_in()?;
//! # let templates = templates.with("greeting.md", "# {{ label.Hello }}\n\n{{ report.text }}\n")?;
//! let labels = vec![("Hello", "Good morning".to_owned())];
//! let markdown = templates.render("greeting.md", Language::En, labels, &BTreeMap::from([("text", "2 * 3")]))?;
//! assert_eq!(markdown, "# Good morning\n\n2 * 3\n");
//! let page = html(&Document { markdown, language: Language::En, ..Document::default() });
//! assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
//! # Ok::<(), fupan_report::TemplateError>(())
//! ```
//!
//! Markdown is the one form in which a report is written; what HTML and PDF show is what it says. A template decides
//! about words and order, never about numbers: those come in as data.
//!
//! Not here: where a report is written to, the clock, and the search for fonts on a machine.

mod chart;
mod document;
mod explain;
mod golangci;
mod guidelines;
mod html;
mod markdown;
mod onboarding;
mod pdf;
mod templates;

pub use chart::{Bar, BarChart, Range, RangeChart, TrendChart, TrendPanel};
pub use document::{Document, Pictures};
pub use explain::attribution_report;
pub use golangci::golangci;
pub use guidelines::guidelines_report;
pub use html::html;
pub use onboarding::onboarding_report;
pub use pdf::{FontFace, Fonts, PdfError, pdf};
pub use templates::{TemplateError, Templates};
