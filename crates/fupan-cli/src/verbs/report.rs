//! In which form a report is written.

use std::path::PathBuf;

use clap::ArgMatches;
use fupan_locale::ReportFailure;
use fupan_report::{Document, html, pdf};

use crate::failure::Failure;
use crate::fonts;
use crate::human::lines_without_controls;
use crate::options::Session;

/// A form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportFormat {
    Json,
    Markdown,
    Html,
    Pdf,
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
            Some("pdf") => Self::Pdf,
            Some("golangci") => Self::Golangci,
            _ => Self::Markdown,
        }
    }

    /// Whether a page of this form shows pictures.
    pub(super) fn has_pictures(self) -> bool {
        matches!(self, Self::Html | Self::Pdf)
    }
}

/// A report as text, as a page, or as pages.
pub(super) fn bytes_of(
    report: &Document,
    format: ReportFormat,
    matches: &ArgMatches,
    session: &Session<'_, '_>,
) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        ReportFormat::Html => html(report).into_bytes(),
        ReportFormat::Pdf => {
            let is_written = matches.get_one::<PathBuf>("output").is_some_and(|path| path.as_os_str() != "-");
            if session.io.stdout_is_terminal && !is_written {
                return Err(Failure::Report(ReportFailure::PdfToTerminal));
            }
            let own = matches.get_one::<PathBuf>("font");
            let fonts = fonts::find(report.language, own.map(PathBuf::as_path));
            pdf(report, &fonts).map_err(|error| Failure::Report(error.message()))?
        }
        // A terminal is not steered by what an input holds.
        ReportFormat::Json | ReportFormat::Golangci | ReportFormat::Markdown => {
            lines_without_controls(&report.markdown).into_bytes()
        }
    })
}
