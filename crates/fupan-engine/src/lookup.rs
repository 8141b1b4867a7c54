//! Incidents that hold a stack with a given fingerprint.

use fupan_model::Moment;
use fupan_stack::Fingerprint;

use crate::catalogue::IncidentSummary;
use crate::{Engine, EngineError};

/// The incidents of a fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupAnswer {
    /// As it was asked.
    pub fingerprint: Fingerprint,
    /// By date, the latest first. Empty where the fingerprint was never seen.
    pub incidents: Vec<SeenIncident>,
}

/// An incident with how often the fingerprint occurs in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenIncident {
    /// Which.
    pub incident: IncidentSummary,
    /// How many stacks of it have the fingerprint.
    pub count: usize,
    /// When it was first seen in it.
    pub first_seen: Moment,
    /// When it was last seen in it.
    pub last_seen: Moment,
}

impl Engine {
    /// The incidents of which a stack has the fingerprint.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn lookup(&self, fingerprint: &Fingerprint) -> Result<LookupAnswer, EngineError> {
        let mut incidents = Vec::new();
        for (id, count) in self.opened.catalogue.incidents_of(fingerprint) {
            let Some(postmortem) = self.incident(id)? else { continue };
            let first_seen = postmortem.started_at.clone().unwrap_or_else(|| postmortem.date.clone());
            let last_seen = postmortem.resolved_at.clone().unwrap_or_else(|| first_seen.clone());
            incidents.push(SeenIncident {
                incident: IncidentSummary::of(&postmortem),
                count,
                first_seen,
                last_seen,
            });
        }
        incidents.sort_by(|a, b| b.last_seen.cmp(&a.last_seen).then(a.incident.id.cmp(&b.incident.id)));
        Ok(LookupAnswer { fingerprint: *fingerprint, incidents })
    }
}
