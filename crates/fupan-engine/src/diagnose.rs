//! Which root-cause patterns an input shows, with the lines that show them.

use fupan_diagnosis::{Because, ErrorChain, Input, Reading, Rules, Shown};
use fupan_locale::NoticeMessage;
use fupan_model::{Localized, Pattern, PatternId};
use fupan_stack::StackSummary;

use crate::similar::Pasted;
use crate::unpack::notices_of;
use crate::{Engine, EngineError, SimilarAnswer, SimilarQuery};

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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnosis {
    /// The surest first; empty where it shows nothing.
    pub patterns: Vec<DiagnosedPattern>,
    /// The errors that it tells of, the most frequent first.
    pub errors: Vec<ErrorChain>,
    /// What should be known beside it.
    pub notices: Vec<NoticeMessage>,
}

/// An input read, diagnosed and compared with the past.
#[derive(Debug, Clone, PartialEq)]
pub struct Triage {
    /// Its stacks, the culprit first.
    pub stacks: StackSummary,
    /// What it shows.
    pub diagnosis: Diagnosis,
    /// Whether it was seen before.
    pub similar: SimilarAnswer,
}

impl Engine {
    /// The patterns that an input shows, and the errors that it tells of with what was put around them.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn diagnose(&self, input: &[u8]) -> Result<Diagnosis, EngineError> {
        let input = Input::of(input);
        let reading = Reading::of(&input);
        self.diagnosis_of(&reading, self.rules()?.shown_by(&reading))
    }

    /// The patterns that a series of dumps or profiles shows, taken one after the other: what the last one shows, to which
    /// the lines belong, and what grows.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn diagnose_series(&self, series: &[Vec<u8>]) -> Result<Diagnosis, EngineError> {
        let inputs: Vec<Input<'_>> = series.iter().map(|input| Input::of(input)).collect();
        let readings: Vec<Reading<'_>> = inputs.iter().map(Reading::of).collect();
        let Some(last) = readings.last() else { return Ok(Diagnosis::default()) };
        self.diagnosis_of(last, self.rules()?.shown_over(&readings))
    }

    /// The stacks of an input, what it shows, and the incidents most similar to it, `limit` at most.
    ///
    /// # Errors
    /// As [`Engine::similar`].
    pub fn triage(&self, input: &[u8], limit: usize) -> Result<Triage, EngineError> {
        let text = Input::of(input);
        let reading = Reading::of(&text);
        let query = SimilarQuery { input: Some(input.to_vec()), limit, ..SimilarQuery::default() };
        let shown = self.rules()?.shown_by(&reading);
        let similar = self.similar_to(&query, Some(Pasted { reading: &reading, shown: &shown }))?;
        // Places of problems are those of the input as it was given.
        let is_plain = std::str::from_utf8(input).is_ok() || fupan_evidence::is_closed(input);
        let stacks = if is_plain { reading.summary().clone() } else { fupan_stack::summarize(input) };
        Ok(Triage { diagnosis: self.diagnosis_of(&reading, shown)?, similar, stacks })
    }

    pub(crate) fn diagnosis_of(
        &self,
        reading: &Reading<'_>,
        shown: Vec<Shown>,
    ) -> Result<Diagnosis, EngineError> {
        let mut patterns = Vec::new();
        for shown in shown {
            let Some(pattern) = self.pattern(&shown.pattern)? else { continue };
            let Pattern { id, aliases, name, first_check, guideline, .. } = pattern;
            let (confidence, because) = (shown.confidence, shown.because);
            patterns.push(DiagnosedPattern {
                id,
                aliases,
                name,
                confidence,
                because,
                first_check,
                guideline,
            });
        }
        Ok(Diagnosis {
            patterns,
            errors: fupan_diagnosis::chains(reading),
            notices: notices_of(reading.problems()),
        })
    }

    /// The signals of all patterns, read when a question first asks for them.
    pub(crate) fn rules(&self) -> Result<&Rules, EngineError> {
        if let Some(rules) = self.rules.get() {
            return Ok(rules);
        }
        let rules = self.opened.rules()?;
        Ok(self.rules.get_or_init(|| rules))
    }
}
