//! What a newcomer should learn first: root causes by expected impact, each with an incident to read, a program to run and
//! a question.
//!
//! ```text
//! expected impact = how often × how bad × how teachable
//! ```
//!
//! How often is the share of the incidents of a scope of which the pattern was the defect to fix. A team has few incidents:
//! its shares are drawn toward the corpus as if [`PRIOR`] incidents of it had been the team's, which is the mean of a beta
//! distribution with the corpus as the prior. How bad is the mean weight of severities. How teachable is what there is to
//! learn with, and whether a person is needed at all: what a linter finds nobody has to remember.

mod exemplar;
mod exercise;

use std::collections::{BTreeMap, BTreeSet};

use fupan_model::{Pattern, PatternId};
use fupan_statistics::wilson_interval;

pub use self::exemplar::{ChosenFor, Exemplar};
pub use self::exercise::{Exercise, Question};
use crate::guidelines::SeverityScale;
use crate::occurrences::PatternOccurrences;
use crate::{Engine, EngineError, Occurrences, Scope};

/// So many incidents of the corpus count as the team's.
const PRIOR: f64 = 10.0;
/// Lessons of the first day, and of the first week after it.
const FIRST_DAY: usize = 3;
const FIRST_WEEK: usize = 5;

/// For whom, and how many lessons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnboardingQuery {
    /// Whose incidents: all of them where neither a team nor a service is named.
    pub scope: Scope,
    /// Lessons at most.
    pub limit: usize,
}

/// What to learn first.
#[derive(Debug, Clone, PartialEq)]
pub struct Onboarding {
    /// The question.
    pub query: OnboardingQuery,
    /// Incidents of the scope.
    pub total: usize,
    /// Incidents of the corpus since the same date.
    pub corpus_total: usize,
    /// Of those, how many have a severity.
    pub rated: usize,
    /// The lessons in the order in which they are to be learned.
    pub lessons: Vec<Lesson>,
}

/// When a lesson is to be learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// On the first day.
    Day,
    /// In the first week.
    Week,
    /// In the first month.
    Month,
}

/// One root cause to learn of.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Its place by expected impact, from 1.
    pub rank: usize,
    /// When.
    pub period: Period,
    /// The pattern.
    pub pattern: Pattern,
    /// Its family, where this is the first lesson of it: to be read before.
    pub family: Option<Pattern>,
    /// What it is ranked by.
    pub expected: ExpectedImpact,
    /// The incident to read.
    pub exemplar: Option<Exemplar>,
    /// The program to run.
    pub exercise: Option<Exercise>,
}

/// What a lesson is ranked by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpectedImpact {
    /// Incidents of the scope of which it was the defect to fix.
    pub own: usize,
    /// Those of the corpus.
    pub corpus: usize,
    /// The expected share of the scope's incidents.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The mean weight of severities: P0 8, P1 4, P2 2, P3 1, P4 ½, notice ¼; of one that nobody rated the mean of the
    /// rated ones, or 1 where there is none.
    pub severity: f64,
    /// What there is to learn with.
    pub teachable: Teachable,
}

/// What there is to learn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Teachable {
    /// Programs that fail and that do not.
    pub has_program: bool,
    /// An incident that tells how it was fixed.
    pub has_incident: bool,
    /// A rule and a first check.
    pub has_rule: bool,
    /// Whether no linter finds it.
    pub needs_person: bool,
}

impl Teachable {
    /// 0.4 for a program, 0.2 for each of the others.
    #[must_use]
    pub fn weight(self) -> f64 {
        let parts = [
            (self.has_program, 0.4),
            (self.has_incident, 0.2),
            (self.has_rule, 0.2),
            (self.needs_person, 0.2),
        ];
        parts.iter().filter(|(is_so, _)| *is_so).map(|(_, weight)| weight).sum()
    }
}

impl ExpectedImpact {
    /// The product of its factors.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.share * self.severity * self.teachable.weight()
    }
}

impl OnboardingQuery {
    /// Whether shares are those of a part of the corpus.
    #[must_use]
    pub fn is_of_team(&self) -> bool {
        self.scope.team.is_some() || !self.scope.services.is_empty()
    }
}

impl Engine {
    /// What a newcomer should learn first.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn onboarding(&self, query: OnboardingQuery) -> Result<Onboarding, EngineError> {
        let whole = self.occurrences(&Scope { since: query.scope.since.clone(), ..Scope::default() })?;
        let own = if query.is_of_team() { self.occurrences(&query.scope)? } else { whole.clone() };
        let ranked = self.ranked_lessons(&query, &own, &whole)?;
        let lessons = self.in_order(ranked)?;
        let (total, corpus_total, rated) = (own.total, whole.total, whole.rated);
        Ok(Onboarding { query, total, corpus_total, rated, lessons })
    }

    /// The lessons by expected impact, as many as are wanted.
    fn ranked_lessons(
        &self,
        query: &OnboardingQuery,
        own: &Occurrences,
        whole: &Occurrences,
    ) -> Result<Vec<Lesson>, EngineError> {
        let families: BTreeSet<PatternId> =
            self.opened.catalogue.patterns().filter_map(PatternId::parent).collect();
        let scale = SeverityScale::of(whole);
        let prior = if query.is_of_team() { PRIOR } else { 0.0 };
        let mut lessons = Vec::new();
        for (id, found) in &whole.patterns {
            if found.root.is_empty() || families.contains(id) {
                continue;
            }
            let Some(pattern) = self.pattern(id)? else { continue };
            let none = PatternOccurrences::default();
            let of_own = own.patterns.get(id).unwrap_or(&none);
            let exemplar = self.exemplar(&pattern, found, of_own)?;
            let counted =
                Counted { own: (of_own.root.len(), own.total), corpus: (found.root.len(), whole.total) };
            let teachable = teachable(&pattern, exemplar.as_ref());
            let expected = counted.expected(prior, severity(found, &scale), teachable);
            let (rank, period, family, exercise) = (0, Period::Month, None, None);
            lessons.push(Lesson { rank, period, pattern, family, expected, exemplar, exercise });
        }
        lessons.sort_by(|a, b| {
            let by_impact = b.expected.score().total_cmp(&a.expected.score());
            by_impact.then_with(|| a.pattern.id.cmp(&b.pattern.id))
        });
        lessons.truncate(query.limit);
        for (place, lesson) in lessons.iter_mut().enumerate() {
            lesson.rank = place + 1;
            lesson.period = Period::of(place);
            lesson.exercise = self.exercise(&lesson.pattern);
        }
        Ok(lessons)
    }

    /// Within a period those of one family stand together, and the first of a family brings it along.
    fn in_order(&self, mut lessons: Vec<Lesson>) -> Result<Vec<Lesson>, EngineError> {
        let mut first: BTreeMap<(Period, Option<PatternId>), usize> = BTreeMap::new();
        for lesson in &lessons {
            first.entry((lesson.period, lesson.pattern.parent.clone())).or_insert(lesson.rank);
        }
        lessons.sort_by_key(|lesson| {
            let of_family = first.get(&(lesson.period, lesson.pattern.parent.clone())).copied();
            (lesson.period, of_family, lesson.rank)
        });
        let mut known: BTreeSet<PatternId> = BTreeSet::new();
        for lesson in &mut lessons {
            let Some(parent) = lesson.pattern.parent.clone() else { continue };
            if known.insert(parent.clone()) {
                lesson.family = self.pattern(&parent)?;
            }
        }
        Ok(lessons)
    }
}

impl Period {
    fn of(place: usize) -> Self {
        match place {
            place if place < FIRST_DAY => Self::Day,
            place if place < FIRST_DAY + FIRST_WEEK => Self::Week,
            _ => Self::Month,
        }
    }
}

/// Incidents of a pattern, and all of them.
struct Counted {
    own: (usize, usize),
    corpus: (usize, usize),
}

impl Counted {
    fn expected(&self, prior: f64, severity: f64, teachable: Teachable) -> ExpectedImpact {
        let ((own, own_total), (corpus, corpus_total)) = (self.own, self.corpus);
        let of_corpus = float(corpus) / float(corpus_total).max(1.0);
        let (count, total) = (float(own) + prior * of_corpus, (float(own_total) + prior).max(1.0));
        let (low, high) = wilson_interval(count, total);
        ExpectedImpact { own, corpus, share: count / total, low, high, severity, teachable }
    }
}

fn teachable(pattern: &Pattern, exemplar: Option<&Exemplar>) -> Teachable {
    Teachable {
        has_program: pattern.code.is_some(),
        has_incident: exemplar.is_some_and(|it| it.because.contains(&ChosenFor::FixKnown)),
        has_rule: pattern.guideline.is_some() && pattern.first_check.is_some(),
        needs_person: !pattern.caught_by.iter().any(|catch| catch.tool.is_linter()),
    }
}

fn severity(found: &PatternOccurrences, scale: &SeverityScale) -> f64 {
    let weights = found.root.iter().map(|incident| scale.weight(incident.severity));
    weights.sum::<f64>() / float(found.root.len()).max(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of incidents are small")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Teachable =
        Teachable { has_program: true, has_incident: true, has_rule: true, needs_person: true };

    #[track_caller]
    fn check(own: (usize, usize), corpus: (usize, usize), prior: f64, expected: [f64; 3]) {
        let impact = Counted { own, corpus }.expected(prior, 1.0, ALL);
        for (found, wanted) in [impact.share, impact.low, impact.high].iter().zip(expected) {
            assert!((found - wanted).abs() < 1e-3, "{impact:?}");
        }
    }

    #[test]
    fn shares_of_a_team_are_drawn_toward_the_corpus() {
        // All of the corpus: no prior.
        check((20, 200), (20, 200), 0.0, [0.1, 0.066, 0.149]);
        // No incident of its own: the corpus, with the width of ten incidents.
        check((0, 0), (20, 200), 10.0, [0.1, 0.018, 0.404]);
        // Two of two are far from sure.
        check((2, 2), (20, 200), 10.0, [0.25, 0.089, 0.532]);
        // Many are the team's own.
        check((90, 90), (20, 200), 10.0, [0.91, 0.838, 0.952]);
    }

    #[test]
    fn what_a_linter_finds_nobody_has_to_remember() {
        assert!((ALL.weight() - 1.0).abs() < 1e-9);
        let linted = Teachable { needs_person: false, ..ALL };
        assert!((linted.weight() - 0.8).abs() < 1e-9);
    }
}
