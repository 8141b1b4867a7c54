//! In which form a report is written.

use clap::ArgMatches;
use fupan_report::{Document, html};

use crate::human::lines_without_controls;
use crate::options::Session;

/// A form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportFormat {
    Json,
    Markdown,
    Html,
    /// A configuration of golangci-lint.
    Golangci,
}

impl ReportFormat {
    /// What `--format` says; `--json` says so too.
    pub(super) fn of(matches: &ArgMatches, session: &Session<'_, '_>) -> Self {
        match matches.get_one::<String>("format").map(String::as_str) {
            _ if session.json => Self::Json,
            Some("json") => Self::Json,
            Some("html") => Self::Html,
            Some("golangci") => Self::Golangci,
            _ => Self::Markdown,
        }
    }
}

/// A report as text or as a page.
pub(super) fn text_of(report: &Document, format: ReportFormat) -> String {
    match format {
        ReportFormat::Html => html(report),
        // A terminal is not steered by what an input holds.
        ReportFormat::Json | ReportFormat::Golangci | ReportFormat::Markdown => {
            lines_without_controls(&report.markdown)
        }
    }
}
