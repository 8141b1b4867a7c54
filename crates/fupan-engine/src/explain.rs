//! What happened, from one input: who did what, which root cause shows, whether it was seen before, and how right code
//! looks. The attribution report is made of it.

mod excerpt;
mod source;

use std::path::PathBuf;

use fupan_diagnosis::{Attribution, Input, Reading};
use fupan_model::{Localized, Pattern, PatternId};
use fupan_stack::ProblemKind;

pub use self::excerpt::Excerpt;
pub(crate) use self::excerpt::changed_part;
pub use self::excerpt::code_of;
pub use self::source::{SourceExcerpt, SourceExcerpts};
use crate::similar::Pasted;
use crate::{Engine, EngineError, SimilarQuery, Triage};

/// From this confidence on a pattern is a diagnosis; below, a hint.
const SURE: f64 = 0.5;
/// Patterns that are explained with their right code.
const EXPLAINED: usize = 2;

/// What is wanted of an explanation beside the input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExplainOptions {
    /// Similar incidents at most.
    pub limit: usize,
    /// Folders in which the files of a stack are looked for.
    pub sources: Vec<PathBuf>,
}

/// All that is known of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Who did what.
    pub attribution: Attribution,
    /// The lines around the calls that matter, where their files were found.
    pub sources: SourceExcerpts,
    /// Stacks, root causes and similar incidents.
    pub triage: Triage,
    /// What the surest root causes are, and how to do it right.
    pub remedies: Vec<Remedy>,
}

/// How a pattern is understood and avoided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// Which.
    pub pattern: PatternId,
    /// What it is.
    pub explanation: Option<Localized>,
    /// The part of the right snippet that the wrong one has otherwise.
    pub right: Option<String>,
}

impl Explanation {
    /// Whether a pattern's confidence is enough for a diagnosis.
    #[must_use]
    pub fn is_sure(confidence: f64) -> bool {
        confidence >= SURE
    }
}

impl Engine {
    /// What an input tells, and all that the corpus knows of it. The input is read once.
    ///
    /// # Errors
    /// [`EngineError::NothingToExplain`] where it tells of no failure; else as [`Engine::similar`].
    pub fn explain(&self, input: &[u8], options: &ExplainOptions) -> Result<Explanation, EngineError> {
        let text = Input::of(input);
        let reading = Reading::of(&text);
        let stacks = reading.summary().clone();
        let shown = self.rules()?.shown_by(&reading);
        let diagnosis = self.diagnosis_of(&reading, shown.clone())?;
        if stacks.stacks.is_empty() && diagnosis.patterns.is_empty() && diagnosis.errors.is_empty() {
            let problem = match input.iter().all(u8::is_ascii_whitespace) {
                true => None,
                false => Some(stacks.problems.first().map_or(ProblemKind::NoStack, |problem| problem.kind)),
            };
            return Err(EngineError::NothingToExplain { problem });
        }
        let query =
            SimilarQuery { input: Some(input.to_vec()), limit: options.limit, ..SimilarQuery::default() };
        let similar = self.similar_to(&query, Some(Pasted { reading: &reading, shown: &shown }))?;
        let attribution = Attribution::of(&reading);
        let sources = SourceExcerpts::of(&attribution, &options.sources);
        let mut remedies = Vec::new();
        for shown in diagnosis.patterns.iter().take(EXPLAINED) {
            let pattern = self.pattern(&shown.id)?;
            remedies.extend(pattern.map(|pattern| Remedy::of(&pattern)));
        }
        Ok(Explanation { attribution, sources, triage: Triage { stacks, diagnosis, similar }, remedies })
    }
}

impl Remedy {
    fn of(pattern: &Pattern) -> Self {
        Self {
            pattern: pattern.id.clone(),
            explanation: pattern.explanation.clone(),
            right: pattern
                .code
                .as_ref()
                .and_then(|code| changed_part(&code.right, &code.wrong))
                .map(|excerpt| excerpt.code()),
        }
    }
}
