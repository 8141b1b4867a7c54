//! The rules that the incidents of a scope call for: one for each root cause, ranked by how often it struck, how badly,
//! how lately, and how well it can be stopped.
//!
//! Shares count the incidents of which a pattern was the defect to fix, as the statistics of root causes do; those in
//! which it had another part are told beside. Incidents of a laboratory are named and never counted.

mod factors;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use fupan_model::{Localized, Moment, Pattern, PatternId, PostmortemId, Role, Severity};
use fupan_statistics::{Scope, ShareRow};

pub use factors::{Enforcement, Factors};

use crate::catalogue::IncidentSummary;
use crate::occurrences::{Occurrences, PatternOccurrences};
use crate::{Engine, EngineError};
pub(crate) use factors::SeverityScale;

/// Incidents that are told of under one rule; how many there are is told of all.
const INCIDENTS_SHOWN: usize = 8;

/// Which incidents call for rules, and which of the rules are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuidelinesQuery {
    /// The incidents that count.
    pub scope: Scope,
    /// The day from which their age is counted.
    pub as_of: Moment,
    /// So many rules in full, the most urgent first.
    pub limit: usize,
}

/// Rules, with what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Guidelines {
    /// The question.
    pub query: GuidelinesQuery,
    /// Incidents that happened to somebody.
    pub total: usize,
    /// Of those, how many have a severity.
    pub rated: usize,
    /// Incidents of a laboratory, which are not among them.
    pub laboratory: usize,
    /// The dates of the first and the last of them.
    pub span: Option<(Moment, Moment)>,
    /// Families of root causes, the most frequent first.
    pub families: Vec<ShareRow>,
    /// Incidents with a root cause that one of the rules wanted avoids.
    pub covered: ShareRow,
    /// Incidents with a root cause that a linter finds.
    pub enforceable: ShareRow,
    /// Incidents of whose defect only the family is known, so that they call for no rule.
    pub unspecific: usize,
    /// The rules wanted, the most urgent first.
    pub rules: Vec<RankedRule>,
    /// The others, in the same order.
    pub further: Vec<FurtherRule>,
}

/// A rule in full.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedRule {
    /// The root cause that it avoids.
    pub pattern: Pattern,
    /// The family of that.
    pub family: Option<Localized>,
    /// What it is ranked by.
    pub factors: Factors,
    /// The earliest thing that stops it.
    pub enforcement: Enforcement,
    /// The incidents of which it was the defect to fix.
    pub share: ShareRow,
    /// Incidents in which it had another part.
    pub beside: usize,
    /// Those of which it was the defect to fix, by id.
    pub roots: Vec<PostmortemId>,
    /// Some of both: the latest, defects first.
    pub incidents: Vec<RuleIncident>,
    /// Incidents of a laboratory.
    pub laboratory: Vec<PostmortemId>,
}

/// An incident that calls for a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleIncident {
    /// Which.
    pub incident: IncidentSummary,
    /// The part of the pattern in it.
    pub role: Role,
    /// What it was there.
    pub cause: Option<Localized>,
    /// How bad it was.
    pub severity: Severity,
    /// Addresses of its sources.
    pub sources: Vec<String>,
}

/// A rule beyond those wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct FurtherRule {
    /// The root cause that it avoids.
    pub id: PatternId,
    /// Its name.
    pub name: Localized,
    /// Incidents of which it was the defect to fix.
    pub count: usize,
    /// Incidents in which it had another part.
    pub beside: usize,
    /// What it is ranked by.
    pub factors: Factors,
    /// The earliest thing that stops it.
    pub enforcement: Enforcement,
}

impl Engine {
    /// The rules that the incidents of a scope call for.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn guidelines(&self, query: GuidelinesQuery) -> Result<Guidelines, EngineError> {
        let occurrences = self.occurrences(&query.scope)?;
        let mut ranked = self.ranked(&occurrences, &query.as_of)?;
        let families = self.families(&occurrences)?;
        let all: BTreeSet<PostmortemId> = occurrences.patterns.values().flat_map(roots).collect();
        let specific = incidents_of(ranked.iter());
        let enforceable = incidents_of(ranked.iter().filter(|rule| rule.has_linter()));
        let further = ranked.split_off(query.limit.min(ranked.len()));
        let covered = incidents_of(ranked.iter());
        let share = |key: &str, incidents: &BTreeSet<PostmortemId>| {
            ShareRow::of(key.to_owned(), None, incidents.len(), occurrences.total)
        };
        let mut rules = Vec::new();
        for rule in ranked {
            rules.push(self.in_full(rule, occurrences.total)?);
        }
        Ok(Guidelines {
            query,
            total: occurrences.total,
            rated: occurrences.rated,
            laboratory: occurrences.laboratory,
            span: span(&occurrences),
            families,
            covered: share("rules", &covered),
            enforceable: share("linters", &enforceable),
            unspecific: all.difference(&specific).count(),
            rules,
            further: further.into_iter().map(Ranked::in_short).collect(),
        })
    }

    /// The patterns of incidents that name one cause and not a family of causes, the most urgent first.
    fn ranked<'a>(
        &self,
        occurrences: &'a Occurrences,
        as_of: &Moment,
    ) -> Result<Vec<Ranked<'a>>, EngineError> {
        let scale = SeverityScale::of(occurrences);
        let families: BTreeSet<PatternId> =
            self.opened.catalogue.patterns().filter_map(PatternId::parent).collect();
        let mut ranked = Vec::new();
        for (id, found) in &occurrences.patterns {
            if families.contains(id) || found.root.len() + found.beside.len() == 0 {
                continue;
            }
            let Some(pattern) = self.pattern(id)? else { continue };
            let enforcement = Enforcement::of(&pattern.caught_by);
            let factors = Factors::of(found, enforcement, &scale, as_of);
            ranked.push(Ranked { pattern, found, enforcement, factors });
        }
        ranked.sort_by(Ranked::before);
        Ok(ranked)
    }

    /// The families of the defects, the most frequent first.
    fn families(&self, occurrences: &Occurrences) -> Result<Vec<ShareRow>, EngineError> {
        let mut families: BTreeMap<PatternId, BTreeSet<PostmortemId>> = BTreeMap::new();
        for (id, found) in &occurrences.patterns {
            let family = id.parent().unwrap_or_else(|| id.clone());
            families.entry(family).or_default().extend(found.root.iter().map(|incident| incident.id));
        }
        families.retain(|_, incidents| !incidents.is_empty());
        let mut rows = Vec::new();
        for (id, incidents) in families {
            let name = self.pattern(&id)?.map(|family| family.name);
            rows.push(ShareRow::of(id.to_string(), name, incidents.len(), occurrences.total));
        }
        rows.sort_by(|a, b| b.count.cmp(&a.count).then(a.key.cmp(&b.key)));
        Ok(rows)
    }

    fn in_full(&self, rule: Ranked<'_>, total: usize) -> Result<RankedRule, EngineError> {
        let Ranked { pattern, found, enforcement, factors } = rule;
        let (id, name) = (pattern.id.to_string(), Some(pattern.name.clone()));
        let family = pattern.parent.as_ref().map(|id| self.pattern(id)).transpose()?.flatten();
        Ok(RankedRule {
            incidents: self.rule_incidents(&pattern.id, found)?,
            family: family.map(|family| family.name),
            factors,
            enforcement,
            share: ShareRow::of(id, name, found.root.len(), total),
            beside: found.beside.len(),
            roots: roots(found).collect(),
            laboratory: found.laboratory.clone(),
            pattern,
        })
    }

    fn rule_incidents(
        &self,
        pattern: &PatternId,
        found: &PatternOccurrences,
    ) -> Result<Vec<RuleIncident>, EngineError> {
        let mut incidents = Vec::new();
        for list in [&found.root, &found.beside] {
            let mut latest: Vec<_> = list.iter().collect();
            latest.sort_by_key(|it| (-it.date.earliest_unix_seconds(), it.id));
            for occurrence in latest {
                if incidents.len() == INCIDENTS_SHOWN {
                    return Ok(incidents);
                }
                incidents.extend(self.rule_incident(occurrence.id, pattern)?);
            }
        }
        Ok(incidents)
    }

    fn rule_incident(
        &self,
        id: PostmortemId,
        pattern: &PatternId,
    ) -> Result<Option<RuleIncident>, EngineError> {
        let Some(postmortem) = self.incident(id)? else { return Ok(None) };
        let causes = postmortem.root_causes.iter().filter(|cause| cause.pattern == *pattern);
        // Where it had several parts, the defect to fix tells most.
        let cause = causes.min_by_key(|cause| cause.role);
        Ok(cause.map(|cause| RuleIncident {
            incident: IncidentSummary::of(&postmortem),
            role: cause.role,
            cause: cause.cause.clone(),
            severity: postmortem.severity,
            sources: postmortem.sources.iter().map(|source| source.url.clone()).collect(),
        }))
    }
}

/// A pattern with its rank.
struct Ranked<'a> {
    pattern: Pattern,
    found: &'a PatternOccurrences,
    enforcement: Enforcement,
    factors: Factors,
}

impl Ranked<'_> {
    fn has_linter(&self) -> bool {
        self.pattern.caught_by.iter().any(|catch| catch.tool.is_linter())
    }

    /// The more urgent one first; of equal ones the more frequent, then by id.
    fn before(&self, other: &Self) -> Ordering {
        let score = other.factors.score().total_cmp(&self.factors.score());
        let count = other.found.root.len().cmp(&self.found.root.len());
        score.then(count).then_with(|| self.pattern.id.cmp(&other.pattern.id))
    }

    fn in_short(self) -> FurtherRule {
        FurtherRule {
            id: self.pattern.id,
            name: self.pattern.name,
            count: self.found.root.len(),
            beside: self.found.beside.len(),
            factors: self.factors,
            enforcement: self.enforcement,
        }
    }
}

/// The incidents of which one of these was the defect to fix.
fn incidents_of<'a>(rules: impl Iterator<Item = &'a Ranked<'a>>) -> BTreeSet<PostmortemId> {
    rules.flat_map(|rule| roots(rule.found)).collect()
}

/// The incidents of which it was the defect to fix.
fn roots(found: &PatternOccurrences) -> impl Iterator<Item = PostmortemId> {
    found.root.iter().map(|incident| incident.id)
}

fn span(occurrences: &Occurrences) -> Option<(Moment, Moment)> {
    let all = || occurrences.patterns.values().flat_map(|found| found.root.iter().chain(&found.beside));
    let first = all().min_by_key(|it| it.date.earliest_unix_seconds())?;
    let last = all().max_by_key(|it| it.date.earliest_unix_seconds())?;
    Some((first.date.clone(), last.date.clone()))
}
