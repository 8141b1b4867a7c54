//! Candidates of every part, fused into one ranking and a verdict.

use std::collections::BTreeMap;
use std::mem::discriminant;

use fupan_locale::{ReasonMessage, whole_percent};
use fupan_model::PostmortemId;
use fupan_search::{Instead, StackHit, TextHits};
use fupan_stack::Fingerprint;

use super::weights::{
    CAUSE_WEIGHT, ENOUGH_TOLD, EXCERPT_WEIGHT, KNOWN, LOW_INFORMATION, RELATED, SEEDS, STACK_WEIGHT,
    TextEvidence,
};
use super::{HitParts, Verdict};

/// Words and frames that a reason names.
const NAMED: usize = 6;

/// An incident that some part found.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) id: PostmortemId,
    pub(super) parts: HitParts,
    /// What the graph is worth for this question.
    graph_weight: f64,
    pub(super) why: Vec<ReasonMessage>,
    pub(super) shared_frames: Vec<String>,
}

impl Candidate {
    pub(super) fn score(&self) -> f64 {
        // A cause that the input shows and one that it shares with other hits are one sign, not two.
        let linked = (self.graph_weight * self.parts.graph).max(CAUSE_WEIGHT * self.parts.cause);
        let missing = (1.0 - self.parts.text) * (1.0 - STACK_WEIGHT * self.parts.stack) * (1.0 - linked);
        1.0 - missing
    }

    /// Of each kind of reason the strongest is given.
    fn replace_reason(&mut self, reason: ReasonMessage) {
        self.why.retain(|known| discriminant(known) != discriminant(&reason));
        self.why.push(reason);
    }
}

/// Every candidate by id.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    by_id: BTreeMap<PostmortemId, Candidate>,
}

impl Candidates {
    fn of(&mut self, id: PostmortemId) -> &mut Candidate {
        self.by_id.entry(id).or_insert_with(|| Candidate {
            id,
            parts: HitParts::default(),
            graph_weight: 0.0,
            why: Vec::new(),
            shared_frames: Vec::new(),
        })
    }

    /// `weight` is what the words of this question are worth.
    pub(super) fn add_text(&mut self, found: &TextHits, weight: f64) {
        for hit in &found.hits {
            let Ok(id) = hit.id.parse() else { continue };
            let evidence = TextEvidence::of(found, hit);
            let coverage = evidence.coverage;
            let enough = (coverage * evidence.told / ENOUGH_TOLD).min(1.0);
            let part = weight * enough * evidence.probability();
            let terms =
                ReasonMessage::SharedTerms { terms: few(&hit.matched), percent: whole_percent(coverage) };
            let candidate = self.of(id);
            // Several texts of one question say the same: the one that fits best counts.
            if part >= candidate.parts.text {
                candidate.parts.text = part;
                candidate.why.retain(|reason| !matches!(reason, ReasonMessage::OtherWords { .. }));
                if !hit.matched.is_empty() {
                    candidate.replace_reason(terms);
                }
                if !hit.instead.is_empty() {
                    candidate.why.push(ReasonMessage::OtherWords { pairs: pairs(&hit.instead) });
                }
            }
        }
    }

    pub(super) fn add_stack(&mut self, hit: &StackHit, low_information: bool) {
        let Ok(id) = hit.incident.parse() else { return };
        let similarity = hit.similarity.max(EXCERPT_WEIGHT * hit.contained).clamp(0.0, 1.0);
        let part = if low_information { similarity * LOW_INFORMATION } else { similarity };
        let candidate = self.of(id);
        if part <= candidate.parts.stack {
            return;
        }
        candidate.parts.stack = part;
        candidate.shared_frames.clone_from(&hit.shared_frames);
        candidate.replace_reason(ReasonMessage::SharedFrames {
            count: hit.shared_frames.len(),
            frames: few(&hit.shared_frames),
            percent: whole_percent(similarity),
        });
    }

    pub(super) fn add_fingerprint(&mut self, id: PostmortemId, family: &Fingerprint) {
        let candidate = self.of(id);
        candidate.parts.stack = 1.0;
        candidate.why.push(ReasonMessage::SameFingerprint { fingerprint: family.to_string() });
    }

    /// The best so far, for the graph to look around; only those that text or stack really speak for.
    pub(super) fn seeds(&self) -> Vec<PostmortemId> {
        let mut ranked: Vec<&Candidate> = self.by_id.values().collect();
        ranked.sort_by(|a, b| best_first(a, b));
        ranked
            .iter()
            .filter(|candidate| candidate.score() >= RELATED)
            .take(SEEDS)
            .map(|candidate| candidate.id)
            .collect()
    }

    /// What the graph adds to incidents; it never brings one in on its own unless it is linked to a seed.
    pub(super) fn add_graph(
        &mut self,
        id: PostmortemId,
        score: f64,
        weight: f64,
        because: Vec<ReasonMessage>,
    ) {
        let candidate = self.of(id);
        candidate.parts.graph = score.clamp(0.0, 1.0);
        candidate.graph_weight = weight;
        candidate.why.extend(because);
    }

    /// The incident has a cause that the input shows; `part` says how surely. Of several the surest counts.
    pub(super) fn add_cause(&mut self, id: PostmortemId, part: f64, reason: &ReasonMessage) {
        let candidate = self.of(id);
        if part > candidate.parts.cause {
            candidate.parts.cause = part.clamp(0.0, 1.0);
            candidate.replace_reason(reason.clone());
        }
    }

    pub(super) fn ranked(self, exclude: &[PostmortemId]) -> Vec<Candidate> {
        let kept = self.by_id.into_values().filter(|candidate| !exclude.contains(&candidate.id));
        let mut ranked: Vec<Candidate> = kept.collect();
        ranked.sort_by(best_first);
        for candidate in &mut ranked {
            candidate.why.sort_by_key(strength);
        }
        ranked
    }
}

fn best_first(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.score().total_cmp(&a.score()).then(a.id.cmp(&b.id))
}

/// The order in which reasons are given.
fn strength(reason: &ReasonMessage) -> u8 {
    match reason {
        ReasonMessage::SameFingerprint { .. } => 0,
        ReasonMessage::SharedFrames { .. } => 1,
        ReasonMessage::RecordedRelation { .. } => 2,
        ReasonMessage::ShownCause { .. } => 3,
        ReasonMessage::SharedTerms { .. } => 4,
        ReasonMessage::OtherWords { .. } => 5,
        ReasonMessage::SamePattern { .. } => 6,
        ReasonMessage::SameSymbol { .. } => 7,
        ReasonMessage::SameService { .. } | ReasonMessage::SameProject { .. } => 8,
        ReasonMessage::BothName { .. } => 9,
    }
}

/// Whether the best of a ranking was seen before, and how sure that is.
pub(super) fn verdict(ranked: &[Candidate]) -> (Verdict, f64) {
    let score = ranked.first().map_or(0.0, Candidate::score);
    if score >= KNOWN {
        (Verdict::Known, score)
    } else if score >= RELATED {
        (Verdict::Related, score)
    } else {
        (Verdict::Novel, 1.0 - score)
    }
}

/// What was asked and what stands for it.
fn pairs(instead: &[Instead]) -> String {
    let pairs: Vec<String> =
        instead.iter().map(|other| format!("{} → {}", other.asked, other.found)).collect();
    few(&pairs)
}

fn few(words: &[String]) -> String {
    let named: Vec<&str> = words.iter().take(NAMED).map(String::as_str).collect();
    let rest = if words.len() > NAMED { ", …" } else { "" };
    format!("{}{rest}", named.join(", "))
}
