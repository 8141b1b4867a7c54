//! One entry of the corpus, with what other entries say of it: an incident with its patterns and relations, a pattern
//! with its family and the incidents it caused.

use std::collections::BTreeSet;

use fupan_graph::{Around, NodeId, NodeKind};
use fupan_model::{Localized, Pattern, PatternId, Postmortem, PostmortemId, RelationKind, Role};
use fupan_search::TextQuery;

use crate::catalogue::IncidentSummary;
use crate::{Engine, EngineError};

/// Incidents of one pattern that are told of; how many there are is told of all.
const INCIDENTS_SHOWN: usize = 20;
/// Nodes around an incident that are looked at for relations.
const RELATIONS_LOOKED_AT: usize = 200;

/// An entry of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A postmortem.
    Incident(Box<IncidentEntry>),
    /// A root-cause pattern.
    Pattern(Box<PatternEntry>),
}

/// A postmortem with what it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentEntry {
    /// The postmortem.
    pub postmortem: Postmortem,
    /// The patterns of its causes, in their order.
    pub patterns: Vec<Pattern>,
    /// Related incidents, those that it names first.
    pub relations: Vec<RelatedEntry>,
}

/// A related incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedEntry {
    /// Which.
    pub incident: IncidentSummary,
    /// How the one that says so is related to the other.
    pub kind: RelationKind,
    /// Why.
    pub why: Localized,
    /// Whether the other one says so.
    pub told_by_other: bool,
}

/// A pattern with what refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternEntry {
    /// The pattern.
    pub pattern: Pattern,
    /// The part of its wrong snippet's output that shows it.
    pub shown: Option<String>,
    /// The families it belongs to, the innermost first.
    pub above: Vec<CountedPattern>,
    /// The patterns of this family.
    pub below: Vec<CountedPattern>,
    /// How many incidents it caused, or its family did.
    pub total: usize,
    /// Some of them: those that show it best, then the latest.
    pub incidents: Vec<CausedIncident>,
}

/// A pattern, with how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedPattern {
    /// Which.
    pub id: PatternId,
    /// Its name for a reader.
    pub name: Localized,
    /// The rule that avoids it.
    pub guideline: Option<Localized>,
    /// How many incidents it caused, or its family did.
    pub incidents: usize,
}

/// An incident that a pattern caused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CausedIncident {
    /// Which.
    pub incident: IncidentSummary,
    /// The pattern, where a family was asked for: one of its members.
    pub pattern: PatternId,
    /// Its part in the incident.
    pub role: Role,
    /// What it was there.
    pub cause: Option<Localized>,
}

impl Engine {
    /// The incident or pattern that a person means by an id or alias.
    ///
    /// # Errors
    /// [`EngineError::UnknownEntry`]; [`EngineError::Index`] where the view is damaged.
    pub fn entry(&self, name: &str) -> Result<Entry, EngineError> {
        let catalogue = &self.opened.catalogue;
        let name = name.trim();
        if let Some(id) = catalogue.resolve(name)
            && let Some(postmortem) = self.incident(id)?
        {
            return self.incident_entry(postmortem).map(|entry| Entry::Incident(Box::new(entry)));
        }
        let id = catalogue.resolve_pattern(name);
        if let Some(pattern) = id.map(|id| self.pattern(&id)).transpose()?.flatten() {
            return self.pattern_entry(pattern).map(|entry| Entry::Pattern(Box::new(entry)));
        }
        Err(EngineError::UnknownEntry { name: name.to_owned(), near: catalogue.nearest_of_all(name) })
    }

    fn incident_entry(&self, postmortem: Postmortem) -> Result<IncidentEntry, EngineError> {
        let mut patterns = Vec::new();
        for id in postmortem.patterns() {
            patterns.extend(self.pattern(id)?);
        }
        let relations = self.relations_of(&postmortem)?;
        Ok(IncidentEntry { postmortem, patterns, relations })
    }

    fn relations_of(&self, postmortem: &Postmortem) -> Result<Vec<RelatedEntry>, EngineError> {
        let mut relations = Vec::new();
        for relation in &postmortem.similar {
            let Some(other) = self.incident(relation.id)? else { continue };
            relations.push(RelatedEntry {
                incident: IncidentSummary::of(&other),
                kind: relation.kind,
                why: relation.why.clone(),
                told_by_other: false,
            });
        }
        for id in self.incidents_that_relate_to(postmortem.id) {
            let Some(other) = self.incident(id)? else { continue };
            for relation in other.similar.iter().filter(|relation| relation.id == postmortem.id) {
                relations.push(RelatedEntry {
                    incident: IncidentSummary::of(&other),
                    kind: relation.kind,
                    why: relation.why.clone(),
                    told_by_other: true,
                });
            }
        }
        Ok(relations)
    }

    /// The incidents whose records name another as related.
    fn incidents_that_relate_to(&self, id: PostmortemId) -> BTreeSet<PostmortemId> {
        let node = NodeId::incident(id);
        let near = Around { depth: 1, kinds: vec![NodeKind::Incident], most: RELATIONS_LOOKED_AT };
        let around = self.opened.graph.neighbourhood(&node, &near);
        let links = around.links.iter().filter(|link| link.to == node);
        let from = links.filter(|link| link.from.kind() == NodeKind::Incident);
        from.filter_map(|link| link.from.name().parse().ok()).collect()
    }

    fn pattern_entry(&self, pattern: Pattern) -> Result<PatternEntry, EngineError> {
        let mut above = Vec::new();
        let mut parent = pattern.parent.clone();
        while let Some(id) = parent.filter(|id| above.iter().all(|other: &CountedPattern| other.id != *id)) {
            let Some(family) = self.pattern(&id)? else { break };
            parent = family.parent.clone();
            above.push(self.counted(family)?);
        }
        let mut below = Vec::new();
        for id in self.opened.catalogue.patterns() {
            let Some(other) = self.pattern(id)? else { continue };
            if other.parent.as_ref() == Some(&pattern.id) {
                below.push(self.counted(other)?);
            }
        }
        let ids = self.incidents_of_pattern(&pattern.id)?;
        let incidents = self.caused(&pattern, &ids)?;
        let shown = fupan_record::shown_part(&pattern);
        Ok(PatternEntry { pattern, shown, above, below, total: ids.len(), incidents })
    }

    pub(crate) fn counted(&self, pattern: Pattern) -> Result<CountedPattern, EngineError> {
        let incidents = self.incidents_of_pattern(&pattern.id)?.len();
        let Pattern { id, name, guideline, .. } = pattern;
        Ok(CountedPattern { id, name, guideline, incidents })
    }

    /// The incidents of a pattern or family, by id.
    fn incidents_of_pattern(&self, id: &PatternId) -> Result<Vec<PostmortemId>, EngineError> {
        let filters = vec![("pattern".to_owned(), id.to_string())];
        self.matching(&TextQuery { filters, ..TextQuery::default() })
    }

    /// Exemplars first, in the order that the pattern gives them; then the latest.
    fn caused(&self, pattern: &Pattern, ids: &[PostmortemId]) -> Result<Vec<CausedIncident>, EngineError> {
        let exemplars = pattern.exemplars.iter().filter_map(|name| self.opened.catalogue.resolve(name));
        let mut order: Vec<PostmortemId> = exemplars.filter(|id| ids.contains(id)).collect();
        let rest: Vec<_> = ids.iter().rev().copied().filter(|id| !order.contains(id)).collect();
        order.extend(rest);
        let mut caused = Vec::new();
        for id in order.into_iter().take(INCIDENTS_SHOWN) {
            let Some(postmortem) = self.incident(id)? else { continue };
            let is_it = |id: &PatternId| {
                std::iter::successors(Some(id.clone()), PatternId::parent).any(|family| family == pattern.id)
            };
            let Some(cause) = postmortem.root_causes.iter().find(|cause| is_it(&cause.pattern)) else {
                continue;
            };
            caused.push(CausedIncident {
                incident: IncidentSummary::of(&postmortem),
                pattern: cause.pattern.clone(),
                role: cause.role,
                cause: cause.cause.clone(),
            });
        }
        Ok(caused)
    }
}
