//! What was measured on labelled texts.

use std::time::Duration;

use fupan_engine::{JudgementProblem, Latency, RetrievalEvaluation, RetrievalFigures};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rounded;

/// How well text is found, beside what others do. A figure that nothing was there for is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RetrievalEvaluationBody {
    /// Documents that were indexed.
    pub documents: usize,
    /// Queries that were asked: those with a relevant document.
    pub queries: usize,
    /// Queries left out, as no document is relevant.
    pub unjudged: usize,
    /// Those of fupan.
    #[serde(flatten)]
    pub figures: RetrievalFiguresBody,
    /// The same of others, over the same documents and in the same run.
    pub baselines: Vec<BaselineBody>,
    /// Lines that could not be used.
    pub problems: Vec<JudgementProblemBody>,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// The figures of one way to search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RetrievalFiguresBody {
    /// The mean of one over the place of the first relevant document among the first ten.
    pub mrr_at_10: Option<f64>,
    /// The mean discounted gain of the first ten, of the best possible; the gain of a grade is 2^grade - 1.
    pub ndcg_at_10: Option<f64>,
    /// The mean share of the relevant documents that are among the first hundred.
    pub recall_at_100: Option<f64>,
    /// Documents analysed, indexed and committed in a second of processor time, all threads added up; of the time that
    /// passed where the system does not tell.
    pub index_docs_per_s: Option<f64>,
    /// Milliseconds from a question to its first hundred hits, the shortest of three times.
    pub query_ms: LatencyBody,
}

/// A way to search that others use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BaselineBody {
    /// `bm25-default`: the words of tantivy's default tokenizer. `bm25-jieba`: those of jieba over the whole text.
    /// `tfidf-cosine`: cosine of TF-IDF vectors of jieba's words.
    pub name: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: RetrievalFiguresBody,
}

/// How long answers took, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LatencyBody {
    /// The median.
    pub p50: Option<f64>,
    /// Only one of a hundred took longer.
    pub p99: Option<f64>,
}

/// A line of judged data that could not be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JudgementProblemBody {
    /// The file.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
    /// What is wrong, in the reader's language.
    pub message: String,
}

impl RetrievalEvaluationBody {
    /// The JSON shape of an evaluation.
    #[must_use]
    pub fn of(evaluation: &RetrievalEvaluation, language: Language, took_ms: f64) -> Self {
        let baseline = |(name, figures): &(_, RetrievalFigures)| BaselineBody {
            name: str::to_owned(*name),
            figures: figures.into(),
        };
        Self {
            documents: evaluation.documents,
            queries: evaluation.queries,
            unjudged: evaluation.unjudged,
            figures: (&evaluation.figures).into(),
            baselines: evaluation.baselines.iter().map(baseline).collect(),
            problems: problems(&evaluation.problems, language),
            took_ms,
        }
    }
}

/// Problems in the reader's language.
pub(crate) fn problems(problems: &[JudgementProblem], language: Language) -> Vec<JudgementProblemBody> {
    let problem = |problem: &JudgementProblem| JudgementProblemBody {
        path: problem.path.clone(),
        line: problem.line,
        message: problem.message.render(language),
    };
    problems.iter().map(problem).collect()
}

impl From<&RetrievalFigures> for RetrievalFiguresBody {
    fn from(figures: &RetrievalFigures) -> Self {
        Self {
            mrr_at_10: figures.mrr_at_10.map(rounded),
            ndcg_at_10: figures.ndcg_at_10.map(rounded),
            recall_at_100: figures.recall_at_100.map(rounded),
            index_docs_per_s: figures.documents_per_second.map(f64::round),
            query_ms: figures.latency.into(),
        }
    }
}

/// Milliseconds with three digits: a question takes a fraction of one.
fn microseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1e6).round() / 1e3
}

impl From<Option<Latency>> for LatencyBody {
    fn from(latency: Option<Latency>) -> Self {
        let of = |time: fn(Latency) -> Duration| latency.map(|latency| microseconds(time(latency)));
        Self { p50: of(|latency| latency.p50), p99: of(|latency| latency.p99) }
    }
}
