//! The incident that teaches a pattern best: by what of it is known, how bad it was, and how near it is to the reader.

use fupan_model::{Confidence, Pattern, Postmortem, PostmortemId, Severity};

use crate::occurrences::PatternOccurrences;
use crate::{Engine, EngineError};

/// An incident to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemplar {
    /// Its record.
    pub postmortem: Postmortem,
    /// Why it was chosen, the strongest reason first.
    pub because: Vec<ChosenFor>,
}

/// Why an incident was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChosenFor {
    /// It is one of the reader's own services.
    OwnService,
    /// The pattern names it as the one that shows it best.
    NamedByPattern,
    /// Files show it.
    Evidence,
    /// It is known how it was fixed.
    FixKnown,
    /// It was bad: P0 or P1.
    Severe,
    /// It is known what set it off.
    TriggerKnown,
}

impl ChosenFor {
    fn weight(self) -> f64 {
        match self {
            Self::OwnService => 3.0,
            Self::NamedByPattern => 2.0,
            Self::Evidence | Self::FixKnown | Self::Severe => 1.0,
            Self::TriggerKnown => 0.5,
        }
    }
}

impl Engine {
    /// The best of the incidents of which a pattern was the defect; of equal ones the latest.
    pub(super) fn exemplar(
        &self,
        pattern: &Pattern,
        found: &PatternOccurrences,
        own: &PatternOccurrences,
    ) -> Result<Option<Exemplar>, EngineError> {
        let catalogue = &self.opened.catalogue;
        let named: Vec<PostmortemId> =
            pattern.exemplars.iter().filter_map(|name| catalogue.resolve(name)).collect();
        let is_own =
            |id: PostmortemId| own.root.len() < found.root.len() && own.root.iter().any(|it| it.id == id);
        let mut best: Option<(f64, Exemplar)> = None;
        // By id, and so the later ones behind the earlier.
        for incident in &found.root {
            let Some(postmortem) = self.incident(incident.id)? else { continue };
            let because = reasons(&postmortem, is_own(incident.id), named.contains(&incident.id));
            let confidence = if postmortem.confidence == Confidence::High { 0.5 } else { 0.0 };
            let score = because.iter().map(|reason| reason.weight()).sum::<f64>() + confidence;
            if best.as_ref().is_none_or(|(highest, _)| score >= *highest) {
                best = Some((score, Exemplar { postmortem, because }));
            }
        }
        Ok(best.map(|(_, exemplar)| exemplar))
    }
}

fn reasons(postmortem: &Postmortem, is_own: bool, is_named: bool) -> Vec<ChosenFor> {
    let holds = [
        (is_own, ChosenFor::OwnService),
        (is_named, ChosenFor::NamedByPattern),
        (!postmortem.evidence.is_empty(), ChosenFor::Evidence),
        (postmortem.resolution.fix.known().is_some(), ChosenFor::FixKnown),
        (matches!(postmortem.severity, Severity::P0 | Severity::P1), ChosenFor::Severe),
        (postmortem.trigger.known().is_some(), ChosenFor::TriggerKnown),
    ];
    holds.into_iter().filter(|(is_so, _)| *is_so).map(|(_, reason)| reason).collect()
}
