//! For whom an answer is rendered.

use fupan_engine::Notice;
use fupan_locale::Language;

/// In which language an answer is told, and what should be known beside it.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The language of titles, reasons and notices.
    pub language: Language,
    /// What should be known beside every answer of the view that was asked.
    pub notices: &'a [Notice],
}

impl Reader<'_> {
    /// A reader of a language whom nothing needs to be told beside the answer.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self { language, notices: &[] }
    }

    /// The notices in the reader's language, then those of this answer alone.
    pub(crate) fn notices(&self, of_the_answer: &[Notice]) -> Vec<String> {
        self.notices.iter().chain(of_the_answer).map(|notice| notice.render(self.language)).collect()
    }
}
