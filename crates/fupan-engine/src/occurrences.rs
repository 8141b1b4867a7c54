//! Which incidents of a scope have which root-cause pattern, and when: what reports count and rank.
//!
//! Incidents of a laboratory are told apart, as a program of ours that fails says nothing of how often others do.
//! Examples and withdrawn incidents are left out.

use std::collections::BTreeMap;

use fupan_model::{Moment, Origin, PatternId, Postmortem, PostmortemId, Role, Severity, Team};

use crate::{Engine, EngineError};

/// Which incidents count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Those of this team's services and projects.
    pub team: Option<Team>,
    /// Those of these services, beside the team's.
    pub services: Vec<String>,
    /// Those whose date may not be before this one.
    pub since: Option<Moment>,
}

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
    /// Its date.
    pub date: Moment,
    /// How bad it was.
    pub severity: Severity,
}

impl Scope {
    fn holds(&self, postmortem: &Postmortem) -> bool {
        let since = self.since.as_ref().map(Moment::earliest_unix_seconds);
        let is_late = since.is_none_or(|since| postmortem.date.earliest_unix_seconds() >= since);
        let is_everything = self.team.is_none() && self.services.is_empty();
        let is_named = || {
            let named = |service: &String| self.services.iter().any(|it| it.eq_ignore_ascii_case(service));
            postmortem.services.iter().any(named)
                || self.team.as_ref().is_some_and(|team| team.answers_for(postmortem))
        };
        is_late && postmortem.counts() && (is_everything || is_named())
    }
}

impl Engine {
    /// The incidents of a scope, by pattern. Records are read one by one, so that a large corpus needs little memory.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn occurrences(&self, scope: &Scope) -> Result<Occurrences, EngineError> {
        let mut found = Occurrences::default();
        for postmortem in self.opened.catalogue.incidents() {
            let postmortem = postmortem.map_err(|error| self.damaged(error))?;
            if scope.holds(&postmortem) {
                found.add(&postmortem);
            }
        }
        Ok(found)
    }
}

impl Occurrences {
    fn add(&mut self, postmortem: &Postmortem) {
        let is_laboratory = postmortem.origin == Origin::Reproduced;
        if is_laboratory {
            self.laboratory += 1;
        } else {
            self.total += 1;
            self.rated += usize::from(postmortem.severity != Severity::Unrated);
        }
        for id in postmortem.patterns() {
            let pattern = self.patterns.entry(id.clone()).or_default();
            if is_laboratory {
                pattern.laboratory.push(postmortem.id);
                continue;
            }
            let is_root =
                postmortem.root_causes.iter().any(|cause| cause.pattern == *id && cause.role == Role::Root);
            let list = if is_root { &mut pattern.root } else { &mut pattern.beside };
            list.push(Occurrence {
                id: postmortem.id,
                date: postmortem.date.clone(),
                severity: postmortem.severity,
            });
        }
    }
}
