//! Which patterns an input shows; and all that can be said of it in one document.

use fupan_engine::{DiagnosedPattern, Diagnosis, ErrorChain, Loss, Triage};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FingerprintBody, Reader, SimilarBody, rounded, text_of};

/// The patterns that an input shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnoseBody {
    /// The surest first; empty where nothing is shown.
    pub patterns: Vec<DiagnosedPatternBody>,
    /// The errors that the input tells of, the most frequent first.
    pub errors: Vec<ErrorChainBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// A pattern that an input shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosedPatternBody {
    /// Its id.
    pub id: String,
    /// Ids it had before.
    pub aliases: Vec<String>,
    /// Its name, in the reader's language.
    pub name: String,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// The lines that show it.
    pub because: Vec<BecauseBody>,
    /// What to look at first, in the reader's language.
    pub first_check: Option<String>,
    /// The rule that avoids it, in the reader's language.
    pub guideline: Option<String>,
}

/// A line that shows a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BecauseBody {
    /// Its number in the input, from 1.
    pub line: u32,
    /// The line, shortened where it is long.
    pub text: String,
    /// What it is a sign by: `message`, `dump`, `race`, `profile`, `log`, or the name of a structure such as `wait_cycle`.
    pub signal: String,
}

/// An error with what was put around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorChainBody {
    /// The first cause, as far as the input tells.
    pub cause: String,
    /// What was put around it, the innermost first.
    pub wrappers: Vec<String>,
    /// The parts of an `errors.Join`.
    pub joined: Vec<String>,
    /// Whether a panic was recovered and raised again.
    pub repanicked: bool,
    /// What the input does not let be seen: `stack_of_origin`, `cut_stack`, `value`, `first_text`.
    pub lost: Vec<String>,
    /// How often it occurs in the input.
    pub count: u64,
    /// The line of its first occurrence, from 1.
    pub line: u32,
}

/// An input read, diagnosed and compared with the past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TriageBody {
    /// As of `fingerprint`.
    pub fingerprint: FingerprintBody,
    /// As of `diagnose`.
    pub diagnosis: DiagnoseBody,
    /// As of `similar`.
    pub similar: SimilarBody,
}

impl DiagnoseBody {
    /// The JSON shape of a diagnosis.
    #[must_use]
    pub fn of(diagnosis: &Diagnosis, reader: Reader<'_>) -> Self {
        let body = |pattern: &DiagnosedPattern| DiagnosedPatternBody::of(pattern, reader.language);
        Self {
            patterns: diagnosis.patterns.iter().map(body).collect(),
            errors: diagnosis.errors.iter().map(ErrorChainBody::from).collect(),
            notices: reader.notices(&diagnosis.notices),
        }
    }
}

impl TriageBody {
    /// The JSON shape of a triage that took `took_ms`.
    #[must_use]
    pub fn of(triage: &Triage, reader: Reader<'_>, took_ms: f64) -> Self {
        Self {
            fingerprint: FingerprintBody::from(&triage.stacks),
            diagnosis: DiagnoseBody::of(&triage.diagnosis, reader),
            similar: SimilarBody::of(&triage.similar, reader, took_ms),
        }
    }
}

impl From<&ErrorChain> for ErrorChainBody {
    fn from(chain: &ErrorChain) -> Self {
        let lost = chain.lost.iter().map(|loss| match loss {
            Loss::StackOfOrigin => "stack_of_origin",
            Loss::CutStack => "cut_stack",
            Loss::Value => "value",
            Loss::FirstText => "first_text",
        });
        Self {
            cause: chain.cause.clone(),
            wrappers: chain.wrappers.clone(),
            joined: chain.joined.clone(),
            repanicked: chain.repanicked,
            lost: lost.map(str::to_owned).collect(),
            count: chain.count,
            line: chain.line,
        }
    }
}

impl DiagnosedPatternBody {
    fn of(pattern: &DiagnosedPattern, language: Language) -> Self {
        let text =
            |text: &Option<fupan_model::Localized>| text.as_ref().and_then(|text| text_of(text, language));
        Self {
            id: pattern.id.to_string(),
            aliases: pattern.aliases.iter().map(ToString::to_string).collect(),
            name: text_of(&pattern.name, language).unwrap_or_else(|| pattern.id.to_string()),
            confidence: rounded(pattern.confidence),
            because: pattern
                .because
                .iter()
                .map(|because| BecauseBody {
                    line: because.line,
                    text: because.text.clone(),
                    signal: because.signal.to_owned(),
                })
                .collect(),
            first_check: text(&pattern.first_check),
            guideline: text(&pattern.guideline),
        }
    }
}
