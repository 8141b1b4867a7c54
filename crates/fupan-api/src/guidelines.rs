//! The report of guidelines: rules, ranked, with the incidents behind each and what enforces it.

mod rule;
mod sentences;

use fupan_engine::Guidelines;
use fupan_locale::GuidelinesMessage as Message;
use fupan_model::Team;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use rule::{CatchBody, EnforcementBody, FactorsBody, FurtherRuleBody, RuleBody, RuleIncidentBody};

use crate::{Reader, ShareBody};

/// Fewer incidents than these are too few to tell shares apart.
pub(crate) const TOO_FEW: usize = 10;

/// Rules that the incidents of a scope call for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GuidelinesBody {
    /// The title of the report.
    pub title: String,
    /// Which incidents count, in words.
    pub scope: String,
    /// The day from which ages are counted.
    pub as_of: String,
    /// The team, where one was asked for.
    pub team: Option<String>,
    /// The services, where some were asked for.
    pub services: Vec<String>,
    /// From when on incidents count.
    pub since: Option<String>,
    /// What to do, in a few sentences made of the figures below.
    pub summary: Vec<String>,
    /// Incidents that happened to somebody.
    pub total: usize,
    /// Of those, how many have a severity.
    pub rated: usize,
    /// Incidents of a laboratory, which are not among them.
    pub laboratory: usize,
    /// The date of the first of them.
    pub first: Option<String>,
    /// The date of the last.
    pub last: Option<String>,
    /// Whether the total is too small to tell shares apart.
    pub too_few: bool,
    /// Families of root causes, the most frequent first; one incident may have several.
    pub families: Vec<ShareBody>,
    /// Incidents with a root cause that one of the rules told in full avoids.
    pub covered: ShareBody,
    /// Incidents with a root cause that a linter finds.
    pub enforceable: ShareBody,
    /// Incidents of whose root cause only the family is known.
    pub unspecific: usize,
    /// The rules, the most urgent first.
    pub rules: Vec<RuleBody>,
    /// The others, in the same order.
    pub further: Vec<FurtherRuleBody>,
    /// How they are ranked, in words.
    pub method: Vec<String>,
    /// What the figures do not tell, in words.
    pub limits: Vec<String>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

impl GuidelinesBody {
    /// The JSON shape of guidelines.
    #[must_use]
    pub fn of(guidelines: &Guidelines, reader: Reader<'_>) -> Self {
        let language = reader.language;
        let scope = &guidelines.query.scope;
        let date = |date: &fupan_model::Moment| date.to_string();
        let total = guidelines.total;
        let numbered = guidelines.rules.iter().zip(1..);
        let rules: Vec<RuleBody> =
            numbered.map(|(rule, rank)| RuleBody::of(rule, rank, total, language)).collect();
        let further = guidelines.further.iter().zip(rules.len() + 1..);
        Self {
            title: Message::Title { total }.render(language),
            scope: sentences::scope(guidelines, language),
            as_of: guidelines.query.as_of.to_string(),
            team: scope.team.as_ref().map(|Team { id, .. }| id.to_string()),
            services: scope.services.clone(),
            since: scope.since.as_ref().map(date),
            summary: sentences::summary(guidelines, language),
            total,
            rated: guidelines.rated,
            laboratory: guidelines.laboratory,
            first: guidelines.span.as_ref().map(|(first, _)| date(first)),
            last: guidelines.span.as_ref().map(|(_, last)| date(last)),
            too_few: total < TOO_FEW,
            families: guidelines.families.iter().map(|row| ShareBody::of(row, language)).collect(),
            covered: ShareBody::of(&guidelines.covered, language),
            enforceable: ShareBody::of(&guidelines.enforceable, language),
            unspecific: guidelines.unspecific,
            further: further.map(|(rule, rank)| FurtherRuleBody::of(rule, rank, language)).collect(),
            rules,
            method: sentences::method(guidelines, language),
            limits: sentences::limits(guidelines, language),
            notices: reader.notices(&[]),
        }
    }
}
