//! Which incidents count.

use std::collections::BTreeSet;

use fupan_model::{Moment, PatternId, Team};

use crate::table::{Incident, Table, index};
use crate::when::When;

/// Which incidents count; all that are not taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Those of this team's services and projects.
    pub team: Option<Team>,
    /// Those of these services, beside the team's; letters are compared without case.
    pub services: Vec<String>,
    /// Those whose date may not be before this one.
    pub since: Option<Moment>,
    /// Those whose date may not be after this one.
    pub until: Option<Moment>,
    /// Those of which a pattern of this family was the defect to fix.
    pub pattern: Option<PatternId>,
}

/// The incidents of a scope, by their rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those that happened to somebody.
    pub(crate) real: Vec<u32>,
    /// How many of a laboratory there are beside them.
    pub laboratory: usize,
}

impl Selection {
    /// How many happened to somebody.
    #[must_use]
    pub fn total(&self) -> usize {
        self.real.len()
    }

    pub(crate) fn incidents<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = Incident<'a>> {
        self.real.iter().map(|row| table.at(*row))
    }
}

/// A scope in the numbers of a table.
pub(crate) struct Sieve {
    services: Option<(Vec<bool>, Vec<bool>)>,
    since: Option<i64>,
    until: Option<i64>,
    patterns: Option<Vec<bool>>,
}

impl Scope {
    /// The incidents of the scope.
    #[must_use]
    pub fn select(&self, table: &Table) -> Selection {
        let sieve = self.sieve(table);
        let mut selection = Selection::default();
        for incident in table.incidents().filter(|incident| sieve.holds(*incident)) {
            if incident.is_laboratory() {
                selection.laboratory += 1;
            } else {
                selection.real.push(incident.row());
            }
        }
        selection
    }

    /// Every incident of the scope, those of a laboratory among them.
    pub fn every<'a>(&self, table: &'a Table) -> impl Iterator<Item = Incident<'a>> {
        let sieve = self.sieve(table);
        table.incidents().filter(move |incident| sieve.holds(*incident))
    }

    pub(crate) fn sieve(&self, table: &Table) -> Sieve {
        let is_everybody = self.team.is_none() && self.services.is_empty();
        let team = self.team.as_ref();
        let of_team = team.map(|team| team.services.as_slice()).unwrap_or_default();
        let services = lower(self.services.iter().chain(of_team));
        let projects = lower(team.iter().flat_map(|team| &team.projects));
        let named = |names: &[String], chosen: &BTreeSet<String>| {
            names.iter().map(|name| chosen.contains(&name.to_ascii_lowercase())).collect::<Vec<bool>>()
        };
        let services = (!is_everybody)
            .then(|| (named(&table.service_names, &services), named(&table.project_names, &projects)));
        let family = self.pattern.as_ref();
        Sieve {
            services,
            since: self.since.as_ref().map(Moment::earliest_unix_seconds),
            until: self.until.as_ref().map(|until| When::of(until).latest()),
            patterns: family.map(|family| table.pattern_ids.iter().map(|id| family.contains(id)).collect()),
        }
    }
}

fn lower(names: impl Iterator<Item = impl AsRef<str>>) -> BTreeSet<String> {
    names.map(|name| name.as_ref().to_ascii_lowercase()).collect()
}

impl Sieve {
    pub(crate) fn holds(&self, incident: Incident<'_>) -> bool {
        let Some(date) = incident.date() else { return false };
        let in_time = self.since.is_none_or(|since| date.earliest() >= since)
            && self.until.is_none_or(|until| date.earliest() <= until);
        let is_in = |flags: &[bool], number: u32| flags.get(index(number)).copied().unwrap_or_default();
        in_time
            && self.services.as_ref().is_none_or(|(services, projects)| {
                incident.services().iter().any(|service| is_in(services, *service))
                    || incident.project().is_some_and(|project| is_in(projects, project))
            })
            && self
                .patterns
                .as_ref()
                .is_none_or(|patterns| incident.root_causes().any(|pattern| is_in(patterns, pattern)))
    }
}
