//! A progress bar on a terminal; nothing elsewhere.

use std::sync::Mutex;

use fupan_engine::{Progress, ProgressPhase};
use fupan_locale::{LabelMessage, Language};

/// Shows how far an index run is.
pub(crate) struct ProgressBar {
    bar: Option<Mutex<indicatif::ProgressBar>>,
    language: Language,
}

impl ProgressBar {
    pub(crate) fn new(visible: bool, language: Language) -> Self {
        let bar = visible.then(|| Mutex::new(indicatif::ProgressBar::new(0)));
        Self { bar, language }
    }

    pub(crate) fn show(&self, progress: Progress) {
        let Some(Ok(bar)) = self.bar.as_ref().map(Mutex::lock) else { return };
        let phase = match progress.phase {
            ProgressPhase::Reading => LabelMessage::Reading,
            ProgressPhase::Indexing => LabelMessage::Indexing,
            ProgressPhase::Publishing => LabelMessage::Publishing,
        };
        bar.set_prefix(phase.render(self.language));
        bar.set_length(progress.of as u64);
        bar.set_position(progress.done as u64);
    }

    pub(crate) fn finish(&self) {
        if let Some(Ok(bar)) = self.bar.as_ref().map(Mutex::lock) {
            bar.finish_and_clear();
        }
    }
}
