//! What was measured on judged questions.

use fupan_engine::{
    CandidateCounts, Miss, QuestionEvaluation, QuestionFailure, QuestionFigures, QuestionGroup,
    QuestionLanguage, VerdictCounts, Verdicts,
};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::retrieval::{JudgementProblemBody, LatencyBody, problems};
use crate::{VerdictBody, rounded, title_of};

/// How well judged questions are answered, beside what others do. A figure that nothing was there for is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionEvaluationBody {
    /// Incidents of the corpus.
    pub incidents: usize,
    /// Over all questions.
    #[serde(flatten)]
    pub all: QuestionGroupBody,
    /// Over the questions of each language.
    pub languages: Vec<LanguageGroupBody>,
    /// Over the questions of each split that the files name.
    pub splits: Vec<SplitGroupBody>,
    /// Questions that were not answered as they should be.
    pub failures: Vec<QuestionFailureBody>,
    /// Lines that could not be used.
    pub problems: Vec<JudgementProblemBody>,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// Figures over some of the questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionGroupBody {
    /// How many there are.
    pub questions: usize,
    /// Those with a right incident.
    pub answerable: usize,
    /// Those for which some incident helps, and none is right.
    pub partly_answerable: usize,
    /// Those that the corpus has nothing for.
    pub unanswerable: usize,
    /// Incidents that were judged wrong for a question.
    pub judged_wrong: usize,
    /// Those of fupan.
    #[serde(flatten)]
    pub figures: QuestionFiguresBody,
    /// The same of others, over the same incidents and in the same run.
    pub baselines: Vec<AnsweringBaselineBody>,
}

/// The questions of one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageGroupBody {
    /// Which.
    pub language: QuestionLanguageBody,
    /// Their figures.
    #[serde(flatten)]
    pub group: QuestionGroupBody,
}

/// In what a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionLanguageBody {
    /// Chinese.
    Chinese,
    /// Chinese with Latin words.
    Mixed,
    /// Without a Chinese character.
    English,
}

/// The questions of one split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SplitGroupBody {
    /// As the files name it.
    pub split: String,
    /// Their figures.
    #[serde(flatten)]
    pub group: QuestionGroupBody,
}

/// The figures of one way to answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionFiguresBody {
    /// The share of answerable questions with a right incident among the first five.
    pub success_at_5: Option<f64>,
    /// The mean share of the right incidents that are among the first ten.
    pub recall_at_10: Option<f64>,
    /// The mean of one over the place of the first right incident among the first ten.
    pub mrr_at_10: Option<f64>,
    /// The mean discounted gain of the first ten, of the best possible; grades are 2 for right and 1 for partly right
    /// incidents, the gain of a grade is 2^grade - 1.
    pub ndcg_at_10: Option<f64>,
    /// The share of answerable questions that were called never seen.
    pub answerable_novel: Option<f64>,
    /// The share of unanswerable questions that were called never seen.
    pub unanswerable_novel: Option<f64>,
    /// The share of unanswerable questions that were called seen before.
    pub unanswerable_known: Option<f64>,
    /// How often each verdict was given; null for what gives none.
    pub verdicts: Option<VerdictsBody>,
    /// Incidents judged wrong that are among the first five all the same.
    pub wrong_among_five: usize,
    /// Milliseconds from a question to its answer.
    pub query_ms: LatencyBody,
}

/// A way to answer that others use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnsweringBaselineBody {
    /// `bm25-default`, `bm25-jieba` and `tfidf-cosine` as in `eval --retrieval`; `same-service-30d` and
    /// `same-service-6m`: the most similar text among the incidents of the same service in that time.
    pub name: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: QuestionFiguresBody,
    /// How many incidents there were to choose from, where not all are.
    pub candidates: Option<CandidatesBody>,
}

/// Of how many incidents a way to answer chose.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CandidatesBody {
    /// Questions with at least one.
    pub questions: usize,
    /// The mean over all questions.
    pub mean: Option<f64>,
}

/// How often each verdict was given, by what the corpus has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerdictsBody {
    /// Of answerable questions.
    pub answerable: VerdictCountsBody,
    /// Of those for which some incident helps.
    pub partly_answerable: VerdictCountsBody,
    /// Of those that the corpus has nothing for.
    pub unanswerable: VerdictCountsBody,
}

/// How often each verdict was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerdictCountsBody {
    /// It was seen before.
    pub known: usize,
    /// Something helps.
    pub related: usize,
    /// It was never seen.
    pub novel: usize,
}

/// A question that was not answered as it should be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionFailureBody {
    /// Its id.
    pub qid: String,
    /// What was asked.
    pub question: String,
    /// What is wrong with the answer.
    pub misses: Vec<MissBody>,
    /// The right incidents.
    pub relevant: Vec<String>,
    /// What was said.
    pub verdict: VerdictBody,
    /// The first five that came.
    pub came: Vec<CameBody>,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissBody {
    /// No right incident is among the first five.
    NotAmongFive,
    /// It was called never seen, and is in the corpus.
    CalledNovel,
    /// It was not called never seen, and is not in the corpus.
    NotCalledNovel,
    /// An incident that was judged wrong is among the first five.
    WrongAmongFive,
}

/// An incident that came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CameBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How similar it was found, 0 to 1.
    pub score: f64,
}

impl QuestionEvaluationBody {
    /// The JSON shape of an evaluation.
    #[must_use]
    pub fn of(evaluation: &QuestionEvaluation, language: Language, took_ms: f64) -> Self {
        let of_language = |(language, group): &(QuestionLanguage, QuestionGroup)| LanguageGroupBody {
            language: (*language).into(),
            group: group.into(),
        };
        let of_split = |(split, group): &(String, QuestionGroup)| SplitGroupBody {
            split: split.clone(),
            group: group.into(),
        };
        let failure = |failure| QuestionFailureBody::of(failure, language);
        Self {
            incidents: evaluation.incidents,
            all: (&evaluation.all).into(),
            languages: evaluation.languages.iter().map(of_language).collect(),
            splits: evaluation.splits.iter().map(of_split).collect(),
            failures: evaluation.failures.iter().map(failure).collect(),
            problems: problems(&evaluation.problems, language),
            took_ms,
        }
    }
}

impl QuestionFailureBody {
    fn of(failure: &QuestionFailure, language: Language) -> Self {
        let came = |(id, title, score): &(_, _, f64)| CameBody {
            id: fupan_model::PostmortemId::to_string(id),
            title: title_of(title, *id, language),
            score: rounded(*score),
        };
        Self {
            qid: failure.qid.clone(),
            question: failure.question.clone(),
            misses: failure.misses.iter().map(|miss| (*miss).into()).collect(),
            relevant: failure.relevant.iter().map(ToString::to_string).collect(),
            verdict: failure.verdict.into(),
            came: failure.came.iter().map(came).collect(),
        }
    }
}

impl From<&QuestionGroup> for QuestionGroupBody {
    fn from(group: &QuestionGroup) -> Self {
        let baseline = |(name, figures): &(&'static str, QuestionFigures)| AnsweringBaselineBody {
            name: (*name).to_owned(),
            figures: figures.into(),
            candidates: figures.candidates.map(CandidatesBody::from),
        };
        Self {
            questions: group.questions,
            answerable: group.answerable,
            partly_answerable: group.partly_answerable,
            unanswerable: group.unanswerable,
            judged_wrong: group.judged_wrong,
            figures: (&group.figures).into(),
            baselines: group.baselines.iter().map(baseline).collect(),
        }
    }
}

impl From<&QuestionFigures> for QuestionFiguresBody {
    fn from(figures: &QuestionFigures) -> Self {
        let share =
            |of: &dyn Fn(&Verdicts) -> Option<f64>| figures.verdicts.as_ref().and_then(of).map(rounded);
        Self {
            success_at_5: figures.success_at_5.map(rounded),
            recall_at_10: figures.recall_at_10.map(rounded),
            mrr_at_10: figures.mrr_at_10.map(rounded),
            ndcg_at_10: figures.ndcg_at_10.map(rounded),
            answerable_novel: share(&|verdicts| verdicts.answerable.novel_share()),
            unanswerable_novel: share(&|verdicts| verdicts.unanswerable.novel_share()),
            unanswerable_known: share(&|verdicts| verdicts.unanswerable.known_share()),
            verdicts: figures.verdicts.map(VerdictsBody::from),
            wrong_among_five: figures.wrong_among_five,
            query_ms: figures.latency.into(),
        }
    }
}

impl From<Verdicts> for VerdictsBody {
    fn from(verdicts: Verdicts) -> Self {
        Self {
            answerable: verdicts.answerable.into(),
            partly_answerable: verdicts.partly_answerable.into(),
            unanswerable: verdicts.unanswerable.into(),
        }
    }
}

impl From<VerdictCounts> for VerdictCountsBody {
    fn from(VerdictCounts { known, related, novel }: VerdictCounts) -> Self {
        Self { known, related, novel }
    }
}

impl From<CandidateCounts> for CandidatesBody {
    fn from(counts: CandidateCounts) -> Self {
        Self { questions: counts.questions, mean: counts.mean.map(rounded) }
    }
}

impl From<QuestionLanguage> for QuestionLanguageBody {
    fn from(language: QuestionLanguage) -> Self {
        match language {
            QuestionLanguage::Chinese => Self::Chinese,
            QuestionLanguage::Mixed => Self::Mixed,
            QuestionLanguage::English => Self::English,
        }
    }
}

impl From<Miss> for MissBody {
    fn from(miss: Miss) -> Self {
        match miss {
            Miss::NotAmongFive => Self::NotAmongFive,
            Miss::CalledNovel => Self::CalledNovel,
            Miss::NotCalledNovel => Self::NotCalledNovel,
            Miss::WrongAmongFive => Self::WrongAmongFive,
        }
    }
}
