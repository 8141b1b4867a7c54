//! Which root-cause patterns an input shows, with the lines that show them.

use fupan_diagnosis::{Because, ErrorChain, Rules};
use fupan_model::{Localized, Pattern, PatternId};
use rustc_hash::FxHashMap;

use crate::{Engine, EngineError};

/// A pattern that an input shows.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagnosedPattern {
    /// Which.
    pub id: PatternId,
    /// Ids it had before.
    pub aliases: Vec<PatternId>,
    /// Its name for a reader.
    pub name: Localized,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// The lines that show it.
    pub because: Vec<Because>,
    /// What to look at first.
    pub first_check: Option<Localized>,
    /// The rule that avoids it.
    pub guideline: Option<Localized>,
}

/// What an input shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// The surest first; empty where it shows nothing.
    pub patterns: Vec<DiagnosedPattern>,
    /// The errors that it tells of, the most frequent first.
    pub errors: Vec<ErrorChain>,
}

impl Engine {
    /// The patterns that an input shows, and the errors that it tells of with what was put around them.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn diagnose(&self, input: &[u8]) -> Result<Diagnosis, EngineError> {
        let mut patterns = Vec::new();
        for id in self.opened.catalogue.patterns() {
            patterns.extend(self.pattern(id)?);
        }
        let shown = Rules::of(&patterns).diagnose(input);
        let mut by_id: FxHashMap<PatternId, Pattern> =
            patterns.into_iter().map(|pattern| (pattern.id.clone(), pattern)).collect();
        let diagnosed = shown.into_iter().filter_map(|shown| {
            let Pattern { id, aliases, name, first_check, guideline, .. } = by_id.remove(&shown.pattern)?;
            let (confidence, because) = (shown.confidence, shown.because);
            Some(DiagnosedPattern { id, aliases, name, confidence, because, first_check, guideline })
        });
        Ok(Diagnosis { patterns: diagnosed.collect(), errors: fupan_diagnosis::chains(input) })
    }
}
