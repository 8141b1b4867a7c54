//! One rule of the report.

use fupan_engine::{Enforcement, Factors, FurtherRule, RankedRule, RuleIncident};
use fupan_locale::{GuidelinesMessage as Message, Language};
use fupan_model::{Catch, CatchingTool, Localized, Role, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::TOO_FEW;
use super::sentences::{listed, short, told};
use crate::{rounded, text_of, title_of, tool_name};

/// A rule with the incidents behind it and what enforces it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RuleBody {
    /// Its place, from 1.
    pub rank: usize,
    /// The pattern that it avoids.
    pub id: String,
    /// The name of that.
    pub name: String,
    /// The family of that.
    pub family: Option<String>,
    /// The rule, in one sentence.
    pub guideline: Option<String>,
    /// Why: what the pattern is.
    pub why: Option<String>,
    /// Incidents of which it was the root cause.
    pub count: usize,
    /// Incidents in which it had another part.
    pub beside: usize,
    /// The share of the former, 0 to 1.
    pub share: f64,
    /// Lower end of its 95 % Wilson interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Whether these are too few to tell that share.
    pub too_few: bool,
    /// How often it struck, in words.
    pub told: String,
    /// What it is ranked by.
    pub factors: FactorsBody,
    /// The same as a product, in words.
    pub product: String,
    /// The earliest thing that stops it.
    pub enforcement: EnforcementBody,
    /// The same in words.
    pub enforced: String,
    /// Everything that catches it, the earliest first.
    pub caught_by: Vec<CatchBody>,
    /// What to check first when it happens.
    pub first_check: Option<String>,
    /// The Go versions it exists in; null for all.
    pub go: Option<String>,
    /// Some of the incidents: root causes first, then the latest.
    pub incidents: Vec<RuleIncidentBody>,
    /// What is said of incidents that are not among these; null where all are.
    pub more: Option<String>,
    /// Incidents of a laboratory, which are not counted.
    pub laboratory: Vec<String>,
    /// Code that has the defect, without its head.
    pub wrong: Option<String>,
    /// The same code without it.
    pub right: Option<String>,
    /// Where the whole programs lie, in words; null where there are none.
    pub programs: Option<String>,
}

/// What a rule is ranked by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FactorsBody {
    /// Incidents of which it was the root cause, and half of those in which it had another part.
    pub frequency: f64,
    /// The mean weight of their severities.
    pub severity: f64,
    /// The mean weight of their age.
    pub recency: f64,
    /// How early it can be stopped, 0 to 1.
    pub preventability: f64,
    /// Their product.
    pub score: f64,
}

/// The earliest thing that stops a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EnforcementBody {
    /// The compiler, or a check that is made unless told otherwise.
    Standard,
    /// A linter, or a setting of one, that has to be switched on.
    OptIn,
    /// A tool that sees it when it happens.
    Runtime,
    /// A reader of the code.
    Review,
}

/// Something that catches a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatchBody {
    /// The tool.
    pub tool: CatchingTool,
    /// Its name.
    pub name: String,
    /// Which of its checks.
    pub check: Option<String>,
    /// Whether it reads code and runs nothing.
    pub is_linter: bool,
    /// Settings that it needs, in words.
    pub needs: Option<String>,
    /// What it does not see, or when it sees it.
    pub limits: Option<String>,
}

/// An incident behind a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleIncidentBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The date its sources give.
    pub date: String,
    /// The part of the pattern in it.
    pub role: Role,
    /// What it was there.
    pub cause: Option<String>,
    /// How bad it was.
    pub severity: Severity,
    /// Addresses of its sources.
    pub sources: Vec<String>,
}

/// A rule beyond those told in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FurtherRuleBody {
    /// Its place.
    pub rank: usize,
    /// The pattern that it avoids.
    pub id: String,
    /// The name of that.
    pub name: String,
    /// Incidents of which it was the root cause.
    pub count: usize,
    /// Incidents in which it had another part.
    pub beside: usize,
    /// What it is ranked by.
    pub factors: FactorsBody,
    /// The earliest thing that stops it.
    pub enforcement: EnforcementBody,
}

impl RuleBody {
    pub(super) fn of(rule: &RankedRule, rank: usize, total: usize, language: Language) -> Self {
        let pattern = &rule.pattern;
        let text = |localized: &Localized| text_of(localized, language);
        let share = &rule.share;
        let programs =
            pattern.code.as_ref().map(|_| Message::Programs { id: share.key.clone() }.render(language));
        let shown: Vec<_> = rule.incidents.iter().map(|it| RuleIncidentBody::of(it, language)).collect();
        let count = (share.count + rule.beside).saturating_sub(shown.len());
        let factors = FactorsBody::of(&rule.factors);
        Self {
            rank,
            id: share.key.clone(),
            name: text(&pattern.name).unwrap_or_else(|| share.key.clone()),
            family: rule.family.as_ref().and_then(text),
            guideline: pattern.guideline.as_ref().and_then(text),
            why: pattern.explanation.as_ref().and_then(text),
            count: share.count,
            beside: rule.beside,
            share: rounded(share.share),
            low: rounded(share.low),
            high: rounded(share.high),
            too_few: share.count < TOO_FEW,
            told: told(share, rule.beside, total, language),
            product: factors.product(language),
            factors,
            enforcement: rule.enforcement.into(),
            enforced: enforced(rule, language),
            caught_by: pattern.caught_by.iter().map(|catch| CatchBody::of(catch, language)).collect(),
            first_check: pattern.first_check.as_ref().and_then(text),
            go: pattern.go.as_ref().map(|go| go.range.clone()).filter(|range| range != "all"),
            incidents: shown,
            more: (count > 0).then(|| Message::More { count, id: share.key.clone() }.render(language)),
            laboratory: rule.laboratory.iter().map(ToString::to_string).collect(),
            wrong: pattern.code.as_ref().map(|code| without_head(&code.wrong)),
            right: pattern.code.as_ref().map(|code| without_head(&code.right)),
            programs,
        }
    }
}

impl FactorsBody {
    fn of(factors: &Factors) -> Self {
        Self {
            frequency: rounded(factors.frequency),
            severity: rounded(factors.severity),
            recency: rounded(factors.recency),
            preventability: rounded(factors.preventability),
            score: rounded(factors.score()),
        }
    }

    fn product(&self, language: Language) -> String {
        let message = Message::Product {
            frequency: short(self.frequency),
            severity: short(self.severity),
            recency: short(self.recency),
            preventability: short(self.preventability),
            score: short(self.score),
        };
        message.render(language)
    }
}

impl From<Enforcement> for EnforcementBody {
    fn from(enforcement: Enforcement) -> Self {
        match enforcement {
            Enforcement::Standard => Self::Standard,
            Enforcement::OptIn => Self::OptIn,
            Enforcement::Runtime => Self::Runtime,
            Enforcement::Review => Self::Review,
        }
    }
}

impl CatchBody {
    fn of(catch: &Catch, language: Language) -> Self {
        let settings = catch.settings.join(", ");
        let needs = (!settings.is_empty()).then(|| Message::NeedsSettings { settings }.render(language));
        Self {
            tool: catch.tool,
            name: tool_name(catch.tool, language),
            check: catch.check.clone(),
            is_linter: catch.tool.is_linter(),
            needs,
            limits: catch.limits.as_ref().and_then(|limits| text_of(limits, language)),
        }
    }
}

impl RuleIncidentBody {
    fn of(it: &RuleIncident, language: Language) -> Self {
        Self {
            id: it.incident.id.to_string(),
            title: title_of(&it.incident.title, it.incident.id, language),
            date: it.incident.date.to_string(),
            role: it.role,
            cause: it.cause.as_ref().and_then(|cause| text_of(cause, language)),
            severity: it.severity,
            sources: it.sources.clone(),
        }
    }
}

impl FurtherRuleBody {
    pub(super) fn of(rule: &FurtherRule, rank: usize, language: Language) -> Self {
        Self {
            rank,
            id: rule.id.to_string(),
            name: text_of(&rule.name, language).unwrap_or_else(|| rule.id.to_string()),
            count: rule.count,
            beside: rule.beside,
            factors: FactorsBody::of(&rule.factors),
            enforcement: rule.enforcement.into(),
        }
    }
}

/// What stops a pattern, in a sentence.
fn enforced(rule: &RankedRule, language: Language) -> String {
    let of = |enforcement: Enforcement| {
        let catches = rule.pattern.caught_by.iter();
        catches.filter(move |catch| Enforcement::of_one(catch) == enforcement)
    };
    let checks = |enforcement| listed(&of(enforcement).map(check_name).collect::<Vec<_>>(), language);
    match rule.enforcement {
        Enforcement::Standard => Message::Standard { checks: checks(Enforcement::Standard) },
        Enforcement::OptIn => Message::OptIn { checks: checks(Enforcement::OptIn) },
        Enforcement::Runtime => {
            let tools: Vec<String> =
                of(Enforcement::Runtime).map(|catch| tool_name(catch.tool, language)).collect();
            Message::Runtime { tools: listed(&tools, language) }
        }
        Enforcement::Review => Message::ReviewOnly,
    }
    .render(language)
}

/// A check as it is called in a configuration: `govet copylocks`, `staticcheck SA2000`, `gosec G112`.
pub(super) fn check_name(catch: &Catch) -> String {
    let check = catch.check.as_deref().unwrap_or_default();
    match catch.tool {
        CatchingTool::Vet => format!("govet {check}"),
        CatchingTool::Staticcheck => format!("staticcheck {check}"),
        CatchingTool::Compiler => "go build".to_owned(),
        _ => check.to_owned(),
    }
}

/// A Go file without its build constraint, package clause and imports.
fn without_head(code: &str) -> String {
    let mut lines = code.lines().skip_while(|line| !line.starts_with("package ")).skip(1).peekable();
    let mut is_import = false;
    while let Some(line) =
        lines.next_if(|line| is_import || line.trim().is_empty() || line.starts_with("import "))
    {
        is_import = line.starts_with("import (") || (is_import && !line.starts_with(')'));
    }
    let body: Vec<&str> = lines.collect();
    if body.is_empty() { code.to_owned() } else { body.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_program_is_left_out() {
        for (code, expected) in [
            (
                "//go:build wrong\n\npackage main\n\nimport (\n\t\"a\"\n\n\t\"b\"\n)\n\nfunc F() {\n}\n",
                "func F() {\n}",
            ),
            ("package main\n\nimport \"a\"\n\n// F fails.\nfunc F() {}\n", "// F fails.\nfunc F() {}"),
            ("package main\n\nvar x = 1\n", "var x = 1"),
            ("no Go", "no Go"),
        ] {
            assert_eq!(without_head(code), expected);
        }
    }

    #[test]
    fn factors_are_told_with_two_digits_at_most() {
        assert_eq!(
            (short(2.5), short(0.8), short(1.0), short(0.413)),
            ("2.5".into(), "0.8".into(), "1".into(), "0.41".into())
        );
    }
}
