//! Markdown to PDF: A4 pages with bookmarks, links and numbers of pages, in fonts that are embedded as far as they are
//! used.
//!
//! The same document and fonts give the same bytes. Tables keep their head on each page, code is wrapped, and neither a
//! heading nor one line of a paragraph stands alone. A letter of a script that no font has makes an error, so that
//! nobody is handed a page of empty boxes.

mod blocks;
mod flow;
mod fonts;
mod page;
mod picture;
mod table;
mod text;

use fupan_locale::{Language, ReportFailure, ReportLabel};
use krilla::SerializeSettings;
use krilla::metadata::Metadata;

use crate::Document;
pub use fonts::{FontFace, Fonts};

use self::blocks::{Kind, blocks, plain};
use self::flow::Flow;
use self::fonts::Faces;
use self::text::Missing;

/// Why a PDF cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// There is no font at all.
    #[error("no font")]
    NoFont,
    /// No font has a letter that the text needs.
    #[error("no font has {letter}")]
    NoLetter {
        /// Which.
        letter: char,
    },
    /// It cannot be written.
    #[error("the PDF cannot be written: {reason}")]
    Unwritable {
        /// Why.
        reason: String,
    },
}

impl PdfError {
    /// What a person is told.
    #[must_use]
    pub fn message(&self) -> ReportFailure {
        match self {
            Self::NoFont => ReportFailure::NoFont,
            Self::NoLetter { letter } => ReportFailure::NoLetter { letter: letter.to_string() },
            Self::Unwritable { reason } => ReportFailure::PdfUnwritable { reason: reason.clone() },
        }
    }
}

impl From<Missing> for PdfError {
    fn from(Missing(letter): Missing) -> Self {
        Self::NoLetter { letter }
    }
}

/// The PDF of a report.
///
/// # Errors
/// [`PdfError`] where the fonts have not what the text needs.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let mut faces = Faces::open(fonts);
    if faces.is_empty() {
        return Err(PdfError::NoFont);
    }
    let blocks = blocks(&document.markdown);
    let mut flow = Flow::new(&mut faces, &document.pictures);
    flow.blocks(&blocks, &ReportLabel::Contents.render(document.language))?;
    let mut pages = flow.pages;
    pages.number(&document.footer, &mut faces);
    let settings = SerializeSettings { enable_tagging: false, ..SerializeSettings::default() };
    let mut file = krilla::Document::new_with(settings);
    pages.write(&faces, &mut file);
    let title = blocks.iter().find_map(|block| match &block.kind {
        Kind::Heading { level: 1, spans, .. } => Some(plain(spans)),
        _ => None,
    });
    file.set_metadata(metadata(title, document.language));
    file.finish().map_err(|error| PdfError::Unwritable { reason: format!("{error:?}") })
}

fn metadata(title: Option<String>, language: Language) -> Metadata {
    let language = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    let metadata = Metadata::new().language(language.to_owned()).creator("fupan".to_owned());
    match title {
        Some(title) => metadata.title(title),
        None => metadata,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_fonts_is_told_so() {
        let document = Document { markdown: "# 复盘\n".to_owned(), ..Document::default() };
        let refused = pdf(&document, &Fonts::default());
        assert_eq!(refused, Err(PdfError::NoFont));
        for language in [Language::Zh, Language::En] {
            assert!(!PdfError::NoFont.message().render(language).is_empty());
        }
    }
}
