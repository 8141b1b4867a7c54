//! Which entries a corpus has: all of them, or those that fulfil the filters of a search.

use std::collections::BTreeMap;

use fupan_model::{Pattern, PatternId, Postmortem, PostmortemId};
use fupan_search::TextQuery;

use crate::entry::CountedPattern;
use crate::search::Written;
use crate::{Engine, EngineError};

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Only incidents that have each of these: key and value, as of a search.
    pub filters: Vec<(String, String)>,
    /// How many at most.
    pub limit: usize,
}

/// The incidents of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentList {
    /// How many fulfil the filters.
    pub total: usize,
    /// The first of them, the latest first.
    pub incidents: Vec<Postmortem>,
}

/// The patterns of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternList {
    /// By id, so that a family stands before its members; where there are filters, those that caused an incident that
    /// fulfils them, each with how many.
    pub patterns: Vec<CountedPattern>,
}

impl Engine {
    /// The incidents that fulfil the filters, the latest first.
    ///
    /// # Errors
    /// [`EngineError::InvalidFilter`]; [`EngineError::Index`] where the view is damaged.
    pub fn list_incidents(&self, query: &ListQuery) -> Result<IncidentList, EngineError> {
        let ids = self.filtered(&query.filters)?;
        let mut incidents = Vec::new();
        for id in ids.iter().rev().take(query.limit) {
            incidents.extend(self.incident(*id)?);
        }
        Ok(IncidentList { total: ids.len(), incidents })
    }

    /// The patterns, or those of incidents that fulfil the filters.
    ///
    /// # Errors
    /// [`EngineError::InvalidFilter`]; [`EngineError::Index`] where the view is damaged.
    pub fn list_patterns(&self, query: &ListQuery) -> Result<PatternList, EngineError> {
        let mut counts: BTreeMap<PatternId, usize> = BTreeMap::new();
        for id in self.filtered(&query.filters)? {
            for pattern in self.incident(id)?.iter().flat_map(families) {
                *counts.entry(pattern).or_default() += 1;
            }
        }
        let mut patterns = Vec::new();
        for id in self.opened.catalogue.patterns() {
            let incidents = counts.get(id).copied().unwrap_or(0);
            if incidents == 0 && !query.filters.is_empty() {
                continue;
            }
            let Some(Pattern { id, name, guideline, .. }) = self.pattern(id)? else { continue };
            patterns.push(CountedPattern { id, name, guideline, incidents });
        }
        Ok(PatternList { patterns })
    }

    /// The incidents that fulfil filters, by id.
    fn filtered(&self, filters: &[(String, String)]) -> Result<Vec<PostmortemId>, EngineError> {
        if filters.is_empty() {
            return Ok(self.opened.catalogue.incident_ids().collect());
        }
        let mut written = Written::default();
        for (key, value) in filters {
            written.add_filter(&key.to_lowercase(), value, false)?;
        }
        let Written { filters, since, until, .. } = written;
        self.matching(&TextQuery { filters, since, until, ..TextQuery::default() })
    }

    /// The incidents that fulfil the conditions of a query, whatever its words, by id.
    pub(crate) fn matching(&self, query: &TextQuery<'_>) -> Result<Vec<PostmortemId>, EngineError> {
        let ids = self.opened.text.matching(&self.analyzer, query).map_err(|error| self.damaged(error))?;
        let mut ids: Vec<PostmortemId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        Ok(ids)
    }
}

/// The patterns of an incident's causes with the families they belong to, each once.
fn families(postmortem: &Postmortem) -> Vec<PatternId> {
    let mut families: Vec<PatternId> = postmortem
        .patterns()
        .flat_map(|id| std::iter::successors(Some(id.clone()), PatternId::parent))
        .collect();
    families.sort();
    families.dedup();
    families
}
