//! The most similar incidents.

use fupan_engine::{SimilarAnswer, SimilarHit, Verdict};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CorrectionBody, Reader, rounded, text_of, title_of};

/// The most similar incidents, and whether this was seen before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SimilarBody {
    /// Whether this was seen before.
    pub verdict: VerdictBody,
    /// How sure the verdict is, 0 to 1.
    pub confidence: f64,
    /// Milliseconds that the answer took.
    pub took_ms: f64,
    /// The best hits whatever the verdict, best first.
    pub hits: Vec<SimilarHitBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// Whether something was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VerdictBody {
    /// It was.
    Known,
    /// Something in the past helps.
    Related,
    /// It was never seen.
    Novel,
}

/// One similar incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SimilarHitBody {
    /// Its id.
    pub id: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Its title, in the reader's language where it has one.
    pub title: String,
    /// How similar it is, 0 to 1.
    pub score: f64,
    /// What the score is made of.
    pub parts: PartsBody,
    /// Why it is similar, in the reader's language, the strongest reason first.
    pub why: Vec<String>,
    /// Functions that both stacks hold, the innermost first.
    pub shared_frames: Vec<String>,
    /// How it was fixed; null where that is not known.
    pub resolution: Option<String>,
    /// What to look at first; null where neither it nor its patterns say.
    pub first_check: Option<String>,
    /// What annotations corrected in it.
    pub corrections: Vec<CorrectionBody>,
}

/// How similar an incident is in each part, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartsBody {
    /// By its texts.
    pub text: f64,
    /// By its stacks.
    pub stack: f64,
    /// By what links it to the other hits.
    pub graph: f64,
    /// By its cause being what the input shows.
    #[serde(default)]
    pub cause: f64,
}

impl From<Verdict> for VerdictBody {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Known => Self::Known,
            Verdict::Related => Self::Related,
            Verdict::Novel => Self::Novel,
        }
    }
}

impl SimilarBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(answer: &SimilarAnswer, reader: Reader<'_>, took_ms: f64) -> Self {
        Self {
            verdict: answer.verdict.into(),
            confidence: rounded(answer.confidence),
            took_ms,
            hits: answer.hits.iter().map(|hit| SimilarHitBody::of(hit, reader.language)).collect(),
            notices: reader.notices(&answer.notices),
        }
    }
}

impl SimilarHitBody {
    fn of(hit: &SimilarHit, language: Language) -> Self {
        let text = |localized: &_| text_of(localized, language);
        Self {
            id: hit.incident.id.to_string(),
            aliases: hit.incident.aliases.clone(),
            title: title_of(&hit.incident.title, hit.incident.id, language),
            score: rounded(hit.score),
            parts: PartsBody {
                text: rounded(hit.parts.text),
                stack: rounded(hit.parts.stack),
                graph: rounded(hit.parts.graph),
                cause: rounded(hit.parts.cause),
            },
            why: hit.why.iter().map(|reason| reason.render(language)).collect(),
            shared_frames: hit.shared_frames.clone(),
            resolution: hit.resolution.as_ref().and_then(text),
            first_check: hit.first_check.as_ref().and_then(text),
            corrections: CorrectionBody::all(&hit.incident.corrections, language),
        }
    }
}
