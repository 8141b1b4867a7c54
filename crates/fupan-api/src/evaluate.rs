//! What was measured on labelled dumps; on labelled texts in [`retrieval`], on judged questions in
//! [`questions`].

pub(crate) mod questions;
pub(crate) mod retrieval;

use fupan_engine::{
    Agreement, Collision, Collisions, FamilyAgreement, LabelProblem, Ranking, RankingQuality, StackEvaluation,
};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rounded;

/// How well stacks are told apart. A figure that nothing was there for is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StackEvaluationBody {
    /// Lines of the labels that name a dump.
    pub labelled: usize,
    /// Dumps that could be read.
    pub read: usize,
    /// Dumps among them that hold no stack.
    pub without_stack: usize,
    /// Whether the releases of Go agree on the family of a failure.
    pub families: FamilyAgreementBody,
    /// Families of several groups.
    pub collisions: CollisionsBody,
    /// Whether the ranking finds the other dumps of a group.
    pub ranking: RankingQualityBody,
    /// Lines and dumps that could not be read.
    pub problems: Vec<DumpProblemBody>,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// Agreement over pairs of dumps of one case and kind and of different releases of Go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyAgreementBody {
    /// All pairs.
    pub overall: AgreementBody,
    /// Pairs of what a failing program prints.
    pub crashes: AgreementBody,
    /// Pairs of what a program was asked for: dumps and profiles.
    pub dumps: AgreementBody,
    /// Pairs by kind.
    pub kinds: Vec<KindAgreementBody>,
}

/// In how many pairs families agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementBody {
    /// Pairs that were compared.
    pub pairs: usize,
    /// Pairs whose culprits have one family.
    pub equal: usize,
    /// Their share of the pairs, 0 to 1.
    pub share: Option<f64>,
    /// Pairs that have the family of any goroutine in common.
    pub any_shared: usize,
    /// Their share of the pairs, 0 to 1.
    pub any_shared_share: Option<f64>,
}

/// The agreement of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KindAgreementBody {
    /// The kind as the labels name it.
    pub kind: String,
    /// Its pairs.
    #[serde(flatten)]
    pub agreement: AgreementBody,
}

/// Families of culprits that several groups share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CollisionsBody {
    /// Families that cover frames of the program or its dependencies.
    pub informative: Vec<CollisionBody>,
    /// Families of Go's own frames alone, or of none.
    pub low_information: Vec<CollisionBody>,
}

/// One family of several groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CollisionBody {
    /// The family.
    pub family: String,
    /// The kind it covers.
    pub kind: String,
    /// The symbols it covers.
    pub symbols: Vec<String>,
    /// The groups that share it.
    pub groups: Vec<GroupExampleBody>,
}

/// A group and one of its dumps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupExampleBody {
    /// The group.
    pub group: String,
    /// The first of its dumps with the family.
    pub path: String,
}

/// How well the ranking finds the other dumps of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankingQualityBody {
    /// Dumps whose group has another.
    pub queries: usize,
    /// The share of them whose first candidate is of the group.
    pub rr_at_1: Option<f64>,
    /// The mean of one over the place of the first candidate of the group.
    pub mrr: Option<f64>,
    /// How probable it is that the best score of a query is higher than that of a query without its group.
    pub auc: Option<f64>,
}

/// A line of the labels or a dump that could not be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DumpProblemBody {
    /// The dump, or the labels.
    pub path: String,
    /// The line of the labels, counted from 1.
    pub line: u32,
    /// What is wrong, in the reader's language.
    pub message: String,
}

/// One line of a ranking file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankingBody {
    /// The dump that asks.
    pub query: String,
    /// The others, the most probably same bug first.
    pub ranked: Vec<RankedDumpBody>,
}

/// A candidate of a ranking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedDumpBody {
    /// The dump.
    pub path: String,
    /// The probability that it shows the same bug. Not rounded: what follows works with thresholds.
    pub score: f64,
}

impl StackEvaluationBody {
    /// The JSON shape of an evaluation.
    #[must_use]
    pub fn of(evaluation: &StackEvaluation, language: Language, took_ms: f64) -> Self {
        let problem = |problem: &LabelProblem| DumpProblemBody {
            path: problem.path.clone(),
            line: problem.line,
            message: problem.message.render(language),
        };
        Self {
            labelled: evaluation.labelled,
            read: evaluation.read,
            without_stack: evaluation.without_stack,
            families: FamilyAgreementBody::from(&evaluation.families),
            collisions: CollisionsBody::from(&evaluation.collisions),
            ranking: RankingQualityBody::from(evaluation.quality),
            problems: evaluation.problems.iter().map(problem).collect(),
            took_ms,
        }
    }
}

impl From<&FamilyAgreement> for FamilyAgreementBody {
    fn from(families: &FamilyAgreement) -> Self {
        let kind = |(kind, agreement): (&String, &Agreement)| KindAgreementBody {
            kind: kind.clone(),
            agreement: AgreementBody::from(*agreement),
        };
        Self {
            overall: families.overall.into(),
            crashes: families.crashes.into(),
            dumps: families.dumps.into(),
            kinds: families.kinds.iter().map(kind).collect(),
        }
    }
}

impl From<Agreement> for AgreementBody {
    fn from(agreement: Agreement) -> Self {
        Self {
            pairs: agreement.pairs,
            equal: agreement.equal,
            share: agreement.equal_share().map(rounded),
            any_shared: agreement.shared,
            any_shared_share: agreement.shared_share().map(rounded),
        }
    }
}

impl From<&Collisions> for CollisionsBody {
    fn from(collisions: &Collisions) -> Self {
        let list = |list: &[Collision]| list.iter().map(CollisionBody::from).collect();
        Self {
            informative: list(&collisions.informative),
            low_information: list(&collisions.low_information),
        }
    }
}

impl From<&Collision> for CollisionBody {
    fn from(collision: &Collision) -> Self {
        let example =
            |(group, path): &(String, String)| GroupExampleBody { group: group.clone(), path: path.clone() };
        Self {
            family: collision.family.to_string(),
            kind: collision.kind.clone(),
            symbols: collision.symbols.clone(),
            groups: collision.groups.iter().map(example).collect(),
        }
    }
}

impl From<RankingQuality> for RankingQualityBody {
    fn from(quality: RankingQuality) -> Self {
        Self {
            queries: quality.queries,
            rr_at_1: quality.first_is_right.map(rounded),
            mrr: quality.mean_reciprocal_rank.map(rounded),
            auc: quality.known_or_new.map(rounded),
        }
    }
}

impl From<&Ranking> for RankingBody {
    fn from(ranking: &Ranking) -> Self {
        let candidate = |ranked: &fupan_engine::RankedDump| RankedDumpBody {
            path: ranked.path.clone(),
            score: ranked.score,
        };
        Self { query: ranking.query.clone(), ranked: ranking.ranked.iter().map(candidate).collect() }
    }
}
