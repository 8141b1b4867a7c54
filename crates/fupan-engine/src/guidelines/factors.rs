//! What a rule is ranked by: four factors, each a number that a reader can follow.
//!
//! ```text
//! score = frequency × severity × recency × preventability
//! ```

use std::collections::BTreeMap;

use fupan_model::{Catch, CatchingTool, Moment, PostmortemId, Severity};

use crate::occurrences::{Occurrence, Occurrences, PatternOccurrences};

/// After so many years an incident weighs half.
pub(super) const HALF_LIFE_YEARS: f64 = 3.0;
const SECONDS_OF_YEAR: f64 = 365.25 * 86_400.0;
/// What an incident counts in which the pattern was not the defect to fix.
const BESIDE: f64 = 0.5;

/// Linters that golangci-lint runs unless told otherwise, beside vet and staticcheck.
const STANDARD_LINTERS: [&str; 3] = ["errcheck", "ineffassign", "unused"];

/// What a rule is ranked by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factors {
    /// Incidents of which it was the defect to fix, and half of those in which it had another part.
    pub frequency: f64,
    /// The mean weight of their severities: P0 8, P1 4, P2 2, P3 1, P4 ½, notice ¼; of one that nobody rated the mean
    /// of the rated ones in the scope, or 1 where there is none.
    pub severity: f64,
    /// The mean of ½ to the power of their age in units of three years.
    pub recency: f64,
    /// How early and how surely it can be stopped, by what catches it: see [`Enforcement::weight`].
    pub preventability: f64,
}

/// The earliest thing that stops a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Enforcement {
    /// The compiler, or a check that go vet, staticcheck or golangci-lint makes unless told otherwise.
    Standard,
    /// A linter that has to be switched on, or a setting of one.
    OptIn,
    /// Nothing that reads code: a tool that sees it when it happens, in a test or in production.
    Runtime,
    /// Nothing but a reader of the code.
    Review,
}

impl Factors {
    pub(super) fn of(
        found: &PatternOccurrences,
        enforcement: Enforcement,
        scale: &SeverityScale,
        as_of: &Moment,
    ) -> Self {
        let all = || found.root.iter().chain(&found.beside);
        let mean = |weight: &dyn Fn(&Occurrence) -> f64| {
            let sum: f64 = all().map(weight).sum();
            sum / float(found.root.len() + found.beside.len()).max(1.0)
        };
        Self {
            frequency: float(found.root.len()) + BESIDE * float(found.beside.len()),
            severity: mean(&|incident| scale.weight(incident.severity)),
            recency: mean(&|incident| recency(&incident.date, as_of)),
            preventability: enforcement.weight(),
        }
    }

    /// Their product.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.frequency * self.severity * self.recency * self.preventability
    }
}

impl Enforcement {
    pub(super) fn of(caught_by: &[Catch]) -> Self {
        caught_by.iter().map(Self::of_one).min().unwrap_or(Self::Review)
    }

    /// Of one thing that catches a pattern.
    #[must_use]
    pub fn of_one(catch: &Catch) -> Self {
        let is_standard = |check: &str| {
            STANDARD_LINTERS.contains(&check) && catch.settings.is_empty() && catch.forbid.is_empty()
        };
        match catch.tool {
            CatchingTool::Compiler | CatchingTool::Vet | CatchingTool::Staticcheck => Self::Standard,
            CatchingTool::GolangciLint if catch.check.as_deref().is_some_and(is_standard) => Self::Standard,
            CatchingTool::GolangciLint => Self::OptIn,
            CatchingTool::CodeReview => Self::Review,
            _ => Self::Runtime,
        }
    }

    /// Its weight as a factor: 1, 0.8, 0.5, 0.25.
    #[must_use]
    pub fn weight(self) -> f64 {
        match self {
            Self::Standard => 1.0,
            Self::OptIn => 0.8,
            Self::Runtime => 0.5,
            Self::Review => 0.25,
        }
    }
}

/// How much severities weigh in a scope.
pub(crate) struct SeverityScale {
    unrated: f64,
}

impl SeverityScale {
    pub(crate) fn of(occurrences: &Occurrences) -> Self {
        let incidents =
            occurrences.patterns.values().flat_map(|found| found.root.iter().chain(&found.beside));
        let severities: BTreeMap<PostmortemId, Severity> = incidents.map(|it| (it.id, it.severity)).collect();
        let rated: Vec<f64> = severities.values().filter_map(|it| weight(*it)).collect();
        let unrated = if rated.is_empty() { 1.0 } else { rated.iter().sum::<f64>() / float(rated.len()) };
        Self { unrated }
    }

    pub(crate) fn weight(&self, severity: Severity) -> f64 {
        weight(severity).unwrap_or(self.unrated)
    }
}

fn weight(severity: Severity) -> Option<f64> {
    Some(match severity {
        Severity::P0 => 8.0,
        Severity::P1 => 4.0,
        Severity::P2 => 2.0,
        Severity::P3 => 1.0,
        Severity::P4 => 0.5,
        Severity::Notice => 0.25,
        Severity::Unrated => return None,
    })
}

/// What lies in the future is as recent as can be.
#[expect(clippy::cast_precision_loss, reason = "a few seconds in ten thousand years do not matter")]
fn recency(date: &Moment, as_of: &Moment) -> f64 {
    let seconds = as_of.earliest_unix_seconds() - date.earliest_unix_seconds();
    let years = (seconds as f64 / SECONDS_OF_YEAR).max(0.0);
    0.5_f64.powf(years / HALF_LIFE_YEARS)
}

#[expect(clippy::cast_precision_loss, reason = "counts of incidents are small")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occurrence(id: &str, date: &str, severity: Severity) -> Occurrence {
        Occurrence { id: id.parse().unwrap(), date: date.parse().unwrap(), severity }
    }

    fn found(root: &[(&str, Severity)], beside: &[(&str, Severity)]) -> PatternOccurrences {
        let list = |dates: &[(&str, Severity)], year: u16| {
            let numbered = dates.iter().zip(1..);
            numbered
                .map(|((date, severity), number)| {
                    occurrence(&format!("RPL-{year}-{number:04}"), date, *severity)
                })
                .collect()
        };
        PatternOccurrences { root: list(root, 2020), beside: list(beside, 2021), laboratory: Vec::new() }
    }

    #[track_caller]
    fn check(found: &PatternOccurrences, enforcement: Enforcement, expected: [f64; 5]) {
        let patterns = BTreeMap::from([("mem.cache".parse().unwrap(), found.clone())]);
        let scale = SeverityScale::of(&Occurrences { patterns, ..Occurrences::default() });
        let as_of: Moment = "2026-01-01".parse().unwrap();
        let it = Factors::of(found, enforcement, &scale, &as_of);
        let factors = [it.frequency, it.severity, it.recency, it.preventability, it.score()];
        for (factor, expected) in factors.iter().zip(expected) {
            assert!((factor - expected).abs() < 1e-3, "{factors:?}");
        }
    }

    #[test]
    fn the_score_is_the_product_of_what_is_shown() {
        let now = ("2026-01-01", Severity::Unrated);
        check(&found(&[now], &[]), Enforcement::Standard, [1.0, 1.0, 1.0, 1.0, 1.0]);
        check(&found(&[now, now], &[now]), Enforcement::OptIn, [2.5, 1.0, 1.0, 0.8, 2.0]);
        // Three years halve, and a date without a day means its earliest.
        check(&found(&[("2023", Severity::P3)], &[]), Enforcement::Runtime, [1.0, 1.0, 0.5, 0.5, 0.25]);
        check(&found(&[("2030-05-06", Severity::P3)], &[]), Enforcement::Runtime, [1.0, 1.0, 1.0, 0.5, 0.5]);
        // Nobody rated the second: it weighs like the first.
        let rated = ("2026-01-01", Severity::P1);
        check(&found(&[rated, now], &[]), Enforcement::Review, [2.0, 4.0, 1.0, 0.25, 2.0]);
    }

    #[test]
    fn the_earliest_thing_counts() {
        let catch = |tool: CatchingTool, check: Option<&str>| Catch {
            tool,
            check: check.map(str::to_owned),
            settings: Vec::new(),
            forbid: Vec::new(),
            limits: None,
        };
        let runtime = catch(CatchingTool::RaceDetector, None);
        let errcheck = catch(CatchingTool::GolangciLint, Some("errcheck"));
        let needy = Catch { settings: vec!["check-blank".to_owned()], ..errcheck.clone() };
        for (caught_by, expected) in [
            (vec![runtime.clone(), errcheck], Enforcement::Standard),
            (vec![runtime.clone(), needy], Enforcement::OptIn),
            (vec![catch(CatchingTool::CodeReview, None), runtime], Enforcement::Runtime),
            (vec![catch(CatchingTool::CodeReview, None)], Enforcement::Review),
            (vec![], Enforcement::Review),
        ] {
            assert_eq!(Enforcement::of(&caught_by), expected, "{caught_by:?}");
        }
    }
}
