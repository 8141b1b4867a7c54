//! Which incidents of a scope have which root-cause pattern, and when: what reports count and rank.
//!
//! Incidents of a laboratory are told apart, as a program of ours that fails says nothing of how often others do.
//! Examples and withdrawn incidents are left out.

use std::collections::BTreeMap;

use fupan_model::{Moment, PatternId, PostmortemId, Severity};
use fupan_statistics::{Incident, Scope, Table};

use crate::{Engine, EngineError};

/// What was found in a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occurrences {
    /// Incidents that happened to somebody.
    pub total: usize,
    /// Of those, how many have a severity.
    pub rated: usize,
    /// Incidents of a laboratory, which are not among them.
    pub laboratory: usize,
    /// By pattern.
    pub patterns: BTreeMap<PatternId, PatternOccurrences>,
}

/// The incidents of a pattern, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PatternOccurrences {
    /// Those of which it was the defect to fix.
    pub root: Vec<Occurrence>,
    /// Those in which it had another part.
    pub beside: Vec<Occurrence>,
    /// Those of a laboratory, in any part.
    pub laboratory: Vec<PostmortemId>,
}

/// An incident of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Which.
    pub id: PostmortemId,
    /// Its date; the day where its source gives a time.
    pub date: Moment,
    /// How bad it was.
    pub severity: Severity,
}

impl Engine {
    /// The incidents of a scope, by pattern.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn occurrences(&self, scope: &Scope) -> Result<Occurrences, EngineError> {
        let table = self.table()?;
        let mut found = Occurrences::default();
        for incident in scope.every(table) {
            found.add(table, incident);
        }
        Ok(found)
    }
}

impl Occurrences {
    fn add(&mut self, table: &Table, incident: Incident<'_>) {
        let is_laboratory = incident.is_laboratory();
        if is_laboratory {
            self.laboratory += 1;
        } else {
            self.total += 1;
            self.rated += usize::from(incident.severity() != Severity::Unrated);
        }
        let date = incident.date().and_then(|date| date.text().parse().ok());
        let (Some(id), Some(date)) = (incident.id(), date) else { return };
        let occurrence = Occurrence { id, date, severity: incident.severity() };
        for (pattern, is_root) in incident.causes() {
            let Some(pattern) = table.pattern(pattern) else { continue };
            let pattern = self.patterns.entry(pattern.clone()).or_default();
            if is_laboratory {
                pattern.laboratory.push(id);
                continue;
            }
            let list = if is_root { &mut pattern.root } else { &mut pattern.beside };
            list.push(occurrence.clone());
        }
    }
}
