//! The past incidents most like a sentence, a stack or another incident, and whether this was seen before.
//!
//! Three parts are asked on their own and fused: the text index, the stack index with exact fingerprints, and the
//! graph around what those two found. What the input shows by itself speaks for the incidents of that cause. Each hit
//! keeps its parts and says why.

mod cause;
mod fusion;
mod question;
mod weights;

use fupan_diagnosis::{Input, Reading, Shown};
use fupan_locale::{NoticeMessage, ReasonMessage};
use fupan_model::{Localized, Postmortem, PostmortemId};
use fupan_search::{StackQuestion, TextHit, TextQuery};
use fupan_stack::StackGroup;

use self::fusion::{Candidate, Candidates};
use self::question::Question;
pub use self::weights::TextEvidence;
use self::weights::{CANDIDATES, GRAPH_WEIGHT, RECORD_GRAPH_WEIGHT, STACK_WORDS_WEIGHT};
use crate::catalogue::IncidentSummary;
use crate::{Engine, EngineError};

/// What to compare the past with. At least one of `text`, `input` and `like` is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimilarQuery {
    /// A sentence.
    pub text: Option<String>,
    /// What was pasted: a panic, a dump, log lines or plain text.
    pub input: Option<Vec<u8>>,
    /// An incident of the corpus, by id or alias.
    pub like: Option<String>,
    /// How many hits at most.
    pub limit: usize,
    /// Incidents to leave out, by id or alias.
    pub exclude: Vec<String>,
}

/// Whether this was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing in the past is like it.
    Novel,
    /// Something in the past helps.
    Related,
    /// It was seen before.
    Known,
}

/// The most similar incidents.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarAnswer {
    /// Whether this was seen before.
    pub verdict: Verdict,
    /// How sure the verdict is, 0 to 1.
    pub confidence: f64,
    /// The best hits, whatever the verdict.
    pub hits: Vec<SimilarHit>,
    /// What should be known beside the answer.
    pub notices: Vec<NoticeMessage>,
}

/// How similar an incident is in each part, 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct HitParts {
    /// By its texts.
    pub text: f64,
    /// By its stacks.
    pub stack: f64,
    /// By what links it to the other hits.
    pub graph: f64,
    /// By its cause being what the input shows.
    pub cause: f64,
}

/// An input that was read, with what it shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pasted<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) shown: &'a [Shown],
}

/// One similar incident.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarHit {
    /// Which.
    pub incident: IncidentSummary,
    /// How similar, 0 to 1.
    pub score: f64,
    /// What that is made of.
    pub parts: HitParts,
    /// Why, the strongest reason first.
    pub why: Vec<ReasonMessage>,
    /// Functions that both stacks hold, the innermost first.
    pub shared_frames: Vec<String>,
    /// How it was fixed, where that is known.
    pub resolution: Option<Localized>,
    /// What to look at first: its own, else its pattern's.
    pub first_check: Option<Localized>,
}

impl SimilarQuery {
    /// Ten hits for a sentence.
    #[must_use]
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), limit: 10, ..Self::default() }
    }
}

impl Engine {
    /// The incidents most similar to what was asked.
    ///
    /// # Errors
    /// [`EngineError::EmptyQuery`], [`EngineError::NotUnderstood`] for input that is neither text nor a stack,
    /// [`EngineError::UnknownIncident`], [`EngineError::Index`] where the view is damaged.
    pub fn similar(&self, query: &SimilarQuery) -> Result<SimilarAnswer, EngineError> {
        let Some(input) = query.input.as_deref() else { return self.similar_to(query, None) };
        let input = Input::of(input);
        let reading = Reading::of(&input);
        let shown = self.rules()?.shown_by(&reading);
        self.similar_to(query, Some(Pasted { reading: &reading, shown: &shown }))
    }

    /// The same, where the input was read and diagnosed before.
    pub(crate) fn similar_to(
        &self,
        query: &SimilarQuery,
        pasted: Option<Pasted<'_>>,
    ) -> Result<SimilarAnswer, EngineError> {
        let question = Question::read(self, query, pasted.map(|pasted| pasted.reading))?;
        let mut candidates = Candidates::default();
        self.add_text_candidates(&question, &mut candidates)?;
        self.add_stack_candidates(&question, &mut candidates);
        self.add_graph_candidates(&question, &mut candidates)?;
        self.add_incidents_of_shown(pasted.map_or(&[], |pasted| pasted.shown), &mut candidates)?;
        let ranked = candidates.ranked(&question.exclude);
        let (verdict, confidence) = fusion::verdict(&ranked);
        let mut hits = Vec::new();
        for candidate in ranked.into_iter().take(query.limit) {
            hits.push(self.similar_hit(candidate)?);
        }
        Ok(SimilarAnswer {
            verdict,
            confidence,
            hits: hits.into_iter().flatten().collect(),
            notices: question.notices,
        })
    }

    /// What the text part judges by, for the best matches of a text: for whoever calibrates it.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn text_evidence(&self, text: &str) -> Result<Vec<(PostmortemId, TextEvidence)>, EngineError> {
        let found = self.text_hits(&self.similar_text(text, &[]))?;
        let evidence = |hit: &TextHit| Some((hit.id.parse().ok()?, TextEvidence::of(&found, hit)));
        Ok(found.hits.iter().filter_map(evidence).collect())
    }

    fn similar_text(&self, text: &str, exclude: &[PostmortemId]) -> TextQuery<'_> {
        TextQuery {
            text: text.to_owned(),
            limit: CANDIDATES,
            exclude: exclude.iter().map(ToString::to_string).collect(),
            glossary: Some(self.glossary()),
            ..TextQuery::default()
        }
    }

    fn add_text_candidates(
        &self,
        question: &Question,
        candidates: &mut Candidates,
    ) -> Result<(), EngineError> {
        let words = question.stack_words.iter().map(|words| (words, STACK_WORDS_WEIGHT));
        for (text, weight) in std::iter::once((&question.text, 1.0)).chain(words) {
            if text.trim().is_empty() {
                continue;
            }
            let found = self.text_hits(&self.similar_text(text, &question.exclude))?;
            candidates.add_text(&found, weight);
        }
        Ok(())
    }

    fn add_stack_candidates(&self, question: &Question, candidates: &mut Candidates) {
        for stack in &question.stacks {
            let calls = calls_of(stack);
            let asked = StackQuestion { family: &stack.family_symbols, calls: &calls };
            for hit in self.opened.stacks.search(asked, CANDIDATES) {
                candidates.add_stack(&hit, stack.low_information);
            }
            if !stack.low_information {
                for (id, _) in self.opened.catalogue.incidents_of(&stack.family) {
                    candidates.add_fingerprint(id, &stack.family);
                }
            }
        }
    }

    fn add_graph_candidates(
        &self,
        question: &Question,
        candidates: &mut Candidates,
    ) -> Result<(), EngineError> {
        let graph = &self.opened.graph;
        let (found, weight) = match question.like {
            Some(id) => (graph.alike(id, CANDIDATES), RECORD_GRAPH_WEIGHT),
            None => (graph.related(&candidates.seeds(), CANDIDATES), GRAPH_WEIGHT),
        };
        for related in found {
            let because = self.graph_reasons(&related.because)?;
            candidates.add_graph(related.id, related.score, weight, because);
        }
        Ok(())
    }

    fn similar_hit(&self, candidate: Candidate) -> Result<Option<SimilarHit>, EngineError> {
        let Some(postmortem) = self.incident(candidate.id)? else { return Ok(None) };
        let fix = postmortem.resolution.fix.known().or(postmortem.resolution.mitigation.as_ref());
        Ok(Some(SimilarHit {
            incident: IncidentSummary::of(&postmortem),
            score: candidate.score(),
            parts: candidate.parts,
            resolution: fix.cloned(),
            first_check: self.first_check(&postmortem)?,
            why: candidate.why,
            shared_frames: candidate.shared_frames,
        }))
    }

    /// The incident's own first check, else that of its most specific pattern which has one.
    fn first_check(&self, postmortem: &Postmortem) -> Result<Option<Localized>, EngineError> {
        if postmortem.first_check.is_some() {
            return Ok(postmortem.first_check.clone());
        }
        for id in postmortem.patterns() {
            if let Some(check) = self.pattern(id)?.and_then(|pattern| pattern.first_check) {
                return Ok(Some(check));
            }
        }
        Ok(None)
    }
}

/// Every call outside Go's own packages and outside `main`, which names another program each time.
fn calls_of(stack: &StackGroup) -> Vec<String> {
    let is_anybodys = |package: &str| matches!(package, "" | "main") || fupan_stack::is_std_package(package);
    let calls = stack.frames.iter().filter(|frame| !is_anybodys(&frame.package));
    calls.map(|frame| frame.function.clone()).collect()
}
