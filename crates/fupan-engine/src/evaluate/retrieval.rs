//! How well text is found, measured on a labelled set: documents, questions, and which answer which.
//!
//! Documents go through the analysis and the query path of `search` and `similar`, each as one text, in an index of
//! their own that is removed afterwards. Beside it stand [`Baseline`]s over the same documents in the same run: each
//! question is put to one after the other, so that whatever else the machine does slows all of them, and to each three
//! times in a row, of which the shortest counts.
//!
//! A figure over no questions is none. A question without a document above grade 0 is left out: nothing could be right.

use std::path::Path;
use std::time::Duration;

use fupan_search::{Baseline, BaselineIndex, Document, SearchError, TextIndex, TextIndexWriter, TextQuery};
use fupan_text::{Analyzer, Glossary};

use super::figures::{JudgedRanking, Latency, mean};
use super::labelled_set::{self, LabelledQuery, LabelledSet};
use super::{Clocks, JudgementProblem};
use crate::Engine;
use crate::error::EngineError;

/// Hits that each question asks for.
const HITS: usize = 100;

/// How often in a row each question is put, so that an interruption does not count as slowness.
const ASKED: usize = 3;

/// What was measured on a labelled set.
#[derive(Debug, Clone)]
pub struct RetrievalEvaluation {
    /// Documents that were indexed.
    pub documents: usize,
    /// Questions that were asked.
    pub queries: usize,
    /// Questions left out, as no document answers them.
    pub unjudged: usize,
    /// Lines that could not be used.
    pub problems: Vec<JudgementProblem>,
    /// Those of fupan.
    pub figures: RetrievalFigures,
    /// Those of each baseline, under its name.
    pub baselines: Vec<(&'static str, RetrievalFigures)>,
}

/// The figures of one way to search. Each is none where there was nothing to measure on.
#[derive(Debug, Clone, PartialEq)]
pub struct RetrievalFigures {
    /// The mean of one over the place of the first relevant document among the first ten.
    pub mrr_at_10: Option<f64>,
    /// The mean discounted gain of the first ten, of the best possible.
    pub ndcg_at_10: Option<f64>,
    /// The mean share of the relevant documents that are among the first hundred.
    pub recall_at_100: Option<f64>,
    /// Documents analysed, indexed and committed in a second of one thread.
    pub documents_per_second: Option<f64>,
    /// How long a question took.
    pub latency: Option<Latency>,
}

/// Measures on the labelled set of a folder; the engine's glossary tells other words for what a question says.
///
/// # Errors
/// Where one of its files cannot be read, or no index can be written. Anything less is a [`JudgementProblem`].
pub fn evaluate_retrieval(
    folder: &Path,
    engine: Option<&Engine>,
    clocks: &Clocks<'_>,
) -> Result<RetrievalEvaluation, EngineError> {
    let LabelledSet { documents, mut queries, problems } = labelled_set::read(folder)?;
    let all = queries.len();
    queries.retain(|query| !query.grades.is_empty());
    let scratch = Scratch::new()?;
    let mut ours = System::ours(&documents, &scratch, clocks)?;
    let mut baselines = Vec::new();
    for baseline in Baseline::all() {
        let system = System::baseline(&baseline, &documents, &scratch, clocks)?;
        baselines.push((baseline.kind().name(), system));
    }
    for query in &queries {
        let others = baselines.iter_mut().map(|(_, system)| system);
        for system in std::iter::once(&mut ours).chain(others) {
            system.ask(query, engine.map(Engine::glossary), clocks).map_err(|error| scratch.failed(error))?;
        }
    }
    Ok(RetrievalEvaluation {
        documents: documents.len(),
        queries: queries.len(),
        unjudged: all - queries.len(),
        problems,
        figures: ours.figures(),
        baselines: baselines.iter().map(|(name, system)| (*name, system.figures())).collect(),
    })
}

/// Where indexes lie while they are measured.
pub(super) struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    pub(super) fn new() -> Result<Self, EngineError> {
        let folder = tempfile::tempdir()
            .map_err(|source| EngineError::CannotWrite { path: "fupan-eval".into(), source })?;
        Ok(Self { folder })
    }

    /// A new folder.
    pub(super) fn folder(&self, name: &str) -> Result<std::path::PathBuf, EngineError> {
        let path = self.folder.path().join(name);
        match std::fs::create_dir(&path) {
            Ok(()) => Ok(path),
            Err(source) => Err(EngineError::CannotWrite { path, source }),
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn failed(&self, error: SearchError) -> EngineError {
        EngineError::Index { path: self.folder.path().to_owned(), source: Box::new(error) }
    }
}

/// A way to search over the documents, and what it did so far.
struct System {
    index: Index,
    documents_per_second: Option<f64>,
    answers: Vec<JudgedRanking>,
    times: Vec<Duration>,
}

enum Index {
    Ours { index: Box<TextIndex>, analyzer: Box<Analyzer> },
    Baseline(BaselineIndex),
}

impl System {
    fn ours(documents: &[String], scratch: &Scratch, clocks: &Clocks<'_>) -> Result<Self, EngineError> {
        let analyzer = Box::new(Analyzer::new());
        let (folder, published) = (scratch.folder("written")?, scratch.folder("published")?);
        let began = (clocks.worked)();
        let index = || -> Result<TextIndex, SearchError> {
            let mut writer = TextIndexWriter::create_anew(&folder)?;
            for (place, text) in documents.iter().enumerate() {
                let (id, body) = (id_of(place), vec![text.clone()]);
                writer.put(&Document { id, body, ..Document::default() }, &analyzer)?;
            }
            writer.commit(1)?;
            writer.link_into(&published)?;
            TextIndex::open(&published)
        };
        let index = Box::new(index().map_err(|error| scratch.failed(error))?);
        Ok(Self::new(Index::Ours { index, analyzer }, documents.len(), (clocks.worked)() - began))
    }

    fn baseline(
        baseline: &Baseline,
        documents: &[String],
        scratch: &Scratch,
        clocks: &Clocks<'_>,
    ) -> Result<Self, EngineError> {
        let folder = scratch.folder(baseline.kind().name())?;
        let began = (clocks.worked)();
        let index = baseline.index(documents, &folder);
        let index = Index::Baseline(index.map_err(|error| scratch.failed(error))?);
        Ok(Self::new(index, documents.len(), (clocks.worked)() - began))
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    fn new(index: Index, documents: usize, took: Duration) -> Self {
        let is_measured = documents > 0 && !took.is_zero();
        let documents_per_second = is_measured.then(|| documents as f64 / took.as_secs_f64());
        Self { index, documents_per_second, answers: Vec::new(), times: Vec::new() }
    }

    fn ask(
        &mut self,
        query: &LabelledQuery,
        glossary: Option<&Glossary>,
        clocks: &Clocks<'_>,
    ) -> Result<(), SearchError> {
        let (mut found, mut shortest) = (Vec::new(), Duration::MAX);
        for _ in 0..ASKED {
            let began = (clocks.passed)();
            found = self.index.search(&query.text, glossary)?;
            shortest = shortest.min((clocks.passed)().saturating_sub(began));
        }
        self.times.push(shortest);
        let grade = |place: &usize| query.grades.get(place).copied().unwrap_or_default();
        let judged = query.grades.values().copied().collect();
        self.answers.push(JudgedRanking { found: found.iter().map(grade).collect(), judged });
        Ok(())
    }

    fn figures(&self) -> RetrievalFigures {
        let answers = || self.answers.iter();
        RetrievalFigures {
            mrr_at_10: mean(answers().map(|answer| answer.reciprocal_rank(1, 10))),
            ndcg_at_10: mean(answers().map(|answer| answer.gain(10))),
            recall_at_100: mean(answers().map(|answer| answer.recall(1, HITS))),
            documents_per_second: self.documents_per_second,
            latency: Latency::of(&self.times),
        }
    }
}

impl Index {
    /// The places of the documents that are found, best first.
    fn search(&self, text: &str, glossary: Option<&Glossary>) -> Result<Vec<usize>, SearchError> {
        match self {
            Self::Ours { index, analyzer } => {
                let query =
                    TextQuery { text: text.to_owned(), limit: HITS, glossary, ..TextQuery::default() };
                let hits = index.search(analyzer, &query)?.hits;
                Ok(hits.iter().filter_map(|hit| hit.id.parse().ok()).collect())
            }
            Self::Baseline(index) => {
                let hits = index.search(text, HITS)?;
                Ok(hits.into_iter().map(|hit| hit.place).collect())
            }
        }
    }
}

/// Ids in the order of the places: they decide between equal scores.
fn id_of(place: usize) -> String {
    format!("{place:010}")
}
