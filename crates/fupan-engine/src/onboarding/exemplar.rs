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

/// Incidents of a pattern that are read to choose among them.
const MOST_READ: usize = 64;

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
        let is_severe = |severity: Severity| matches!(severity, Severity::P0 | Severity::P1);
        let known = |id: PostmortemId, severity: Severity| {
            let holds = [
                (is_own(id), ChosenFor::OwnService),
                (named.contains(&id), ChosenFor::NamedByPattern),
                (is_severe(severity), ChosenFor::Severe),
            ];
            holds.iter().filter(|(is_so, _)| *is_so).map(|(_, reason)| reason.weight()).sum::<f64>()
        };
        // What is known without the records says which of many are worth reading: the latest of the best.
        let mut found: Vec<(f64, PostmortemId)> =
            found.root.iter().map(|it| (known(it.id, it.severity), it.id)).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.cmp(&a.1)));
        let mut best: Option<((f64, PostmortemId), Exemplar)> = None;
        for (_, id) in found.into_iter().take(MOST_READ) {
            let Some(postmortem) = self.incident(id)? else { continue };
            let because = reasons(&postmortem, is_own(id), named.contains(&id));
            let confidence = if postmortem.confidence == Confidence::High { 0.5 } else { 0.0 };
            let score = because.iter().map(|reason| reason.weight()).sum::<f64>() + confidence;
            if best.as_ref().is_none_or(|((highest, of), _)| (score, id) > (*highest, *of)) {
                best = Some(((score, id), Exemplar { postmortem, because }));
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
