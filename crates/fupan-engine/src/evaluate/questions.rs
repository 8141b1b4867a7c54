//! How well `similar` answers judged questions over the corpus that is open, beside what others do.
//!
//! | figure | over | what counts |
//! |---|---|---|
//! | success@5 | questions with a right incident | one of them is among the first five |
//! | recall@10 | the same | the share of them among the first ten |
//! | MRR@10 | the same | one over the place of the first of them among the first ten |
//! | nDCG@10 | the same | grades 2 for right and 1 for partly right incidents, the gain of a grade is `2^grade - 1` |
//! | verdicts | all | how often known, related and novel was said, by what the corpus has |
//!
//! Baselines see the same documents as the text index, each as one text. They give no verdict. Of those that look at one
//! service within a window, a question that names no service gets nothing.
//!
//! Every figure is also told by the language of the question, and by the `split` of the file, so that figures on
//! questions that nothing was fitted on stand apart.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use fupan_locale::JudgementMessage;
use fupan_model::{Localized, Postmortem, PostmortemId};
use fupan_search::{Baseline, BaselineIndex, BaselineKind, Document};

use super::figures::{JudgedRanking, Latency, mean};
use super::judged::{self, AnswerInCorpus, Judged, RELEVANT};
use super::retrieval::Scratch;
use super::service_window::ServiceWindows;
use super::{Clocks, JudgementProblem};
use crate::document::document;
use crate::{Engine, EngineError, Verdict};

/// Hits that each question asks for.
const HITS: usize = 10;
/// Hits that a person looks at.
const LOOKED_AT: usize = 5;
/// The windows of the baselines that look at one service, in days.
const WINDOWS: [(&str, i64); 2] = [("same-service-30d", 30), ("same-service-6m", 183)];

/// What was measured on judged questions.
#[derive(Debug, Clone)]
pub struct QuestionEvaluation {
    /// Incidents of the corpus.
    pub incidents: usize,
    /// Figures over all questions.
    pub all: QuestionGroup,
    /// Over the questions of each language.
    pub languages: Vec<(QuestionLanguage, QuestionGroup)>,
    /// Over the questions of each split that the files name.
    pub splits: Vec<(String, QuestionGroup)>,
    /// Questions that were not answered as they should be.
    pub failures: Vec<QuestionFailure>,
    /// Lines that could not be used.
    pub problems: Vec<JudgementProblem>,
}

/// In what a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionLanguage {
    /// Chinese characters, no Latin word.
    Chinese,
    /// Both.
    Mixed,
    /// No Chinese character.
    English,
}

/// Figures over some of the questions.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionGroup {
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
    pub figures: QuestionFigures,
    /// Those of each baseline, under its name.
    pub baselines: Vec<(&'static str, QuestionFigures)>,
}

/// The figures of one way to answer. Each is none where there was nothing to measure on.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionFigures {
    /// The share of answerable questions with a right incident among the first five.
    pub success_at_5: Option<f64>,
    /// The mean share of the right incidents that are among the first ten.
    pub recall_at_10: Option<f64>,
    /// The mean of one over the place of the first right incident among the first ten.
    pub mrr_at_10: Option<f64>,
    /// The mean discounted gain of the first ten, of the best possible.
    pub ndcg_at_10: Option<f64>,
    /// What was said; none where nothing is.
    pub verdicts: Option<Verdicts>,
    /// Incidents judged wrong that are among the first five all the same.
    pub wrong_among_five: usize,
    /// How long a question took.
    pub latency: Option<Latency>,
    /// How many incidents were there to choose from, where not all are.
    pub candidates: Option<CandidateCounts>,
}

/// How often each verdict was given, by what the corpus has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Of answerable questions.
    pub answerable: VerdictCounts,
    /// Of those for which some incident helps.
    pub partly_answerable: VerdictCounts,
    /// Of those that the corpus has nothing for.
    pub unanswerable: VerdictCounts,
}

/// How often each verdict was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// It was seen before.
    pub known: usize,
    /// Something helps.
    pub related: usize,
    /// It was never seen.
    pub novel: usize,
}

/// Of how many incidents a baseline chose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CandidateCounts {
    /// Questions with at least one.
    pub questions: usize,
    /// The mean over all questions.
    pub mean: Option<f64>,
}

/// A question that was not answered as it should be.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionFailure {
    /// Its id.
    pub qid: String,
    /// What was asked.
    pub question: String,
    /// What is wrong with the answer.
    pub misses: Vec<Miss>,
    /// The right incidents.
    pub relevant: Vec<PostmortemId>,
    /// What was said.
    pub verdict: Verdict,
    /// What came first: the incident, its title, its score.
    pub came: Vec<(PostmortemId, Localized, f64)>,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Miss {
    /// No right incident is among the first five.
    NotAmongFive,
    /// It was called never seen, and is in the corpus.
    CalledNovel,
    /// It was not called never seen, and is not in the corpus.
    NotCalledNovel,
    /// An incident that was judged wrong is among the first five.
    WrongAmongFive,
}

/// Asks the judged questions of a file or folder.
///
/// # Errors
/// Where a file cannot be read, no index of a baseline can be written, or the view is damaged. Anything less is a
/// [`JudgementProblem`].
pub fn evaluate_questions(
    engine: &Engine,
    path: &Path,
    clocks: &Clocks<'_>,
) -> Result<QuestionEvaluation, EngineError> {
    let judged::JudgedQuestions { questions, mut problems } = judged::read(engine, path)?;
    let incidents = engine.incidents()?;
    let scratch = Scratch::new()?;
    let others = Others::index(engine, &incidents, &scratch)?;
    let (mut asked, mut failures) = (Vec::new(), Vec::new());
    for question in questions {
        match ask_all(engine, &others, &question, clocks) {
            Ok((answers, failure)) => {
                asked.push(AskedQuestion { question, answers });
                failures.extend(failure);
            }
            Err(EngineError::EmptyQuery | EngineError::NotUnderstood) => {
                problems.push(question.problem(JudgementMessage::AsksNothing));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(QuestionEvaluation {
        incidents: incidents.len(),
        all: group(&asked.iter().collect::<Vec<_>>()),
        languages: groups(&asked, |asked| Some(QuestionLanguage::of(&asked.question.text()))),
        splits: groups(&asked, |asked| asked.question.split.clone()),
        failures,
        problems,
    })
}

impl QuestionLanguage {
    /// By the letters: a Latin word has at least two.
    fn of(text: &str) -> Self {
        let is_chinese = |letter: char| matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
        let words = text.split(|letter: char| !letter.is_ascii_alphabetic());
        match (text.chars().any(is_chinese), words.into_iter().any(|word| word.len() > 1)) {
            (true, false) => Self::Chinese,
            (true, true) => Self::Mixed,
            (false, _) => Self::English,
        }
    }
}

/// A question with the answer of every way, ours first.
struct AskedQuestion {
    question: Judged,
    answers: Vec<Answer>,
}

/// What one way answered.
struct Answer {
    name: &'static str,
    ranking: JudgedRanking,
    wrong_among_five: usize,
    verdict: Option<Verdict>,
    took: Duration,
    candidates: Option<usize>,
}

impl Answer {
    fn new(name: &'static str, question: &Judged, came: &[PostmortemId], took: Duration) -> Self {
        let grade = |id: &PostmortemId| question.grades.get(id).copied().unwrap_or_default();
        let judged = question.grades.values().copied().collect();
        let wrong = came.iter().take(LOOKED_AT).filter(|id| question.wrong.contains(id)).count();
        Self {
            name,
            ranking: JudgedRanking { found: came.iter().map(grade).collect(), judged },
            wrong_among_five: wrong,
            verdict: None,
            took,
            candidates: None,
        }
    }
}

fn ask_all(
    engine: &Engine,
    others: &Others,
    question: &Judged,
    clocks: &Clocks<'_>,
) -> Result<(Vec<Answer>, Option<QuestionFailure>), EngineError> {
    let began = (clocks.passed)();
    let answer = engine.similar(&question.asked(HITS))?;
    let took = (clocks.passed)().saturating_sub(began);
    let came: Vec<PostmortemId> = answer.hits.iter().map(|hit| hit.incident.id).collect();
    let mut ours = Answer::new("fupan", question, &came, took);
    ours.verdict = Some(answer.verdict);
    let misses = misses(question, &ours, answer.verdict);
    let hits = answer.hits.into_iter().take(LOOKED_AT);
    let failure = (!misses.is_empty()).then(|| QuestionFailure {
        qid: question.qid.clone(),
        question: question.text(),
        misses,
        relevant: right_ones(question),
        verdict: answer.verdict,
        came: hits.map(|hit| (hit.incident.id, hit.incident.title, hit.score)).collect(),
    });
    let mut answers = vec![ours];
    others.ask(question, clocks, &mut answers)?;
    Ok((answers, failure))
}

fn right_ones(question: &Judged) -> Vec<PostmortemId> {
    let right = question.grades.iter().filter(|(_, grade)| **grade == RELEVANT);
    right.map(|(id, _)| *id).collect()
}

fn misses(question: &Judged, ours: &Answer, verdict: Verdict) -> Vec<Miss> {
    let mut misses = Vec::new();
    let (is_answerable, is_novel) = (question.answer == AnswerInCorpus::Right, verdict == Verdict::Novel);
    if is_answerable && ours.ranking.reciprocal_rank(RELEVANT, LOOKED_AT) == 0.0 {
        misses.push(Miss::NotAmongFive);
    }
    if is_answerable && is_novel {
        misses.push(Miss::CalledNovel);
    }
    if question.answer == AnswerInCorpus::None && !is_novel {
        misses.push(Miss::NotCalledNovel);
    }
    if ours.wrong_among_five > 0 {
        misses.push(Miss::WrongAmongFive);
    }
    misses
}

/// The baselines over the incidents.
struct Others {
    ids: Vec<PostmortemId>,
    indexes: Vec<(BaselineKind, BaselineIndex)>,
    windows: ServiceWindows,
    scratch: std::path::PathBuf,
}

impl Others {
    fn index(engine: &Engine, incidents: &[Postmortem], scratch: &Scratch) -> Result<Self, EngineError> {
        let mut texts = Vec::new();
        for incident in incidents {
            texts.push(text_of(engine, incident)?);
        }
        let mut indexes = Vec::new();
        for baseline in Baseline::all() {
            let kind = baseline.kind();
            let folder = scratch.folder(kind.name())?;
            let index = baseline.index(&texts, &folder).map_err(|error| scratch.failed(error))?;
            indexes.push((kind, index));
        }
        let ids = incidents.iter().map(|incident| incident.id).collect();
        Ok(Self { ids, indexes, windows: ServiceWindows::of(incidents), scratch: scratch.path().to_owned() })
    }

    fn ask(
        &self,
        question: &Judged,
        clocks: &Clocks<'_>,
        answers: &mut Vec<Answer>,
    ) -> Result<(), EngineError> {
        let text = question.text();
        for (kind, index) in &self.indexes {
            let began = (clocks.passed)();
            let places = places(index, &text, HITS).map_err(|error| self.failed(error))?;
            let took = (clocks.passed)().saturating_sub(began);
            answers.push(Answer::new(kind.name(), question, &self.named(&places), took));
            if *kind == BaselineKind::TfIdfCosine {
                self.ask_windows(question, index, clocks, answers)?;
            }
        }
        Ok(())
    }

    /// The incidents of one service within a window, by their cosine.
    fn ask_windows(
        &self,
        question: &Judged,
        index: &BaselineIndex,
        clocks: &Clocks<'_>,
        answers: &mut Vec<Answer>,
    ) -> Result<(), EngineError> {
        for (name, days) in WINDOWS {
            let began = (clocks.passed)();
            let services = self.windows.services_of(question);
            let candidates = self.windows.candidates(question, &services, days);
            let ranked =
                places(index, &question.text(), self.ids.len()).map_err(|error| self.failed(error))?;
            let ranked = ranked.into_iter().filter(|place| candidates.contains(place));
            // What shares no word is offered all the same, behind the others.
            let mut offered: Vec<usize> = ranked.collect();
            let silent: Vec<usize> =
                candidates.iter().copied().filter(|place| !offered.contains(place)).collect();
            offered.extend(silent);
            offered.truncate(HITS);
            let took = (clocks.passed)().saturating_sub(began);
            let answer = Answer::new(name, question, &self.named(&offered), took);
            answers.push(Answer { candidates: Some(candidates.len()), ..answer });
        }
        Ok(())
    }

    fn named(&self, places: &[usize]) -> Vec<PostmortemId> {
        places.iter().filter_map(|place| self.ids.get(*place).copied()).collect()
    }

    fn failed(&self, error: fupan_search::SearchError) -> EngineError {
        EngineError::Index { path: self.scratch.clone(), source: Box::new(error) }
    }
}

fn places(index: &BaselineIndex, text: &str, limit: usize) -> Result<Vec<usize>, fupan_search::SearchError> {
    Ok(index.search(text, limit)?.into_iter().map(|hit| hit.place).collect())
}

/// Everything that the text index sees of an incident.
fn text_of(engine: &Engine, incident: &Postmortem) -> Result<String, EngineError> {
    let mut patterns = BTreeMap::new();
    for id in incident.patterns() {
        patterns.extend(engine.pattern(id)?.map(|pattern| (id.clone(), pattern)));
    }
    let Document { title, body, symbols, errors, patterns, services, .. } = document(incident, &patterns);
    Ok([title, body, symbols, errors, patterns, services].concat().join("\n"))
}

/// The questions that have a key, by key.
fn groups<K: Ord>(
    asked: &[AskedQuestion],
    key: impl Fn(&AskedQuestion) -> Option<K>,
) -> Vec<(K, QuestionGroup)> {
    let mut groups: BTreeMap<K, Vec<&AskedQuestion>> = BTreeMap::new();
    for asked in asked {
        if let Some(key) = key(asked) {
            groups.entry(key).or_default().push(asked);
        }
    }
    groups.into_iter().map(|(key, asked)| (key, group(&asked))).collect()
}

fn group(asked: &[&AskedQuestion]) -> QuestionGroup {
    let count = |answer| asked.iter().filter(|asked| asked.question.answer == answer).count();
    let names: Vec<&'static str> = asked
        .first()
        .map(|asked| asked.answers.iter().map(|answer| answer.name).collect())
        .unwrap_or_default();
    let figures = |place: usize| figures(asked, place);
    QuestionGroup {
        questions: asked.len(),
        answerable: count(AnswerInCorpus::Right),
        partly_answerable: count(AnswerInCorpus::Partly),
        unanswerable: count(AnswerInCorpus::None),
        judged_wrong: asked.iter().map(|asked| asked.question.wrong.len()).sum(),
        figures: figures(0),
        baselines: names.iter().enumerate().skip(1).map(|(place, name)| (*name, figures(place))).collect(),
    }
}

/// The figures of the way that stands at a place.
fn figures(asked: &[&AskedQuestion], place: usize) -> QuestionFigures {
    let answers: Vec<(&Judged, &Answer)> =
        asked.iter().filter_map(|asked| Some((&asked.question, asked.answers.get(place)?))).collect();
    let of_answerable = |figure: &dyn Fn(&JudgedRanking) -> f64| {
        let answerable = answers.iter().filter(|(question, _)| question.answer == AnswerInCorpus::Right);
        mean(answerable.map(|(_, answer)| figure(&answer.ranking)))
    };
    let times: Vec<Duration> = answers.iter().map(|(_, answer)| answer.took).collect();
    QuestionFigures {
        success_at_5: of_answerable(&|ranking| {
            f64::from(u8::from(ranking.reciprocal_rank(RELEVANT, LOOKED_AT) > 0.0))
        }),
        recall_at_10: of_answerable(&|ranking| ranking.recall(RELEVANT, HITS)),
        mrr_at_10: of_answerable(&|ranking| ranking.reciprocal_rank(RELEVANT, HITS)),
        ndcg_at_10: of_answerable(&|ranking| ranking.gain(HITS)),
        verdicts: Verdicts::of(&answers),
        wrong_among_five: answers.iter().map(|(_, answer)| answer.wrong_among_five).sum(),
        latency: Latency::of(&times),
        candidates: CandidateCounts::of(&answers),
    }
}

impl Verdicts {
    /// None where no answer has a verdict.
    fn of(answers: &[(&Judged, &Answer)]) -> Option<Self> {
        let mut verdicts = Self::default();
        let mut any = false;
        for (question, answer) in answers {
            let Some(verdict) = answer.verdict else { continue };
            any = true;
            let counts = match question.answer {
                AnswerInCorpus::Right => &mut verdicts.answerable,
                AnswerInCorpus::Partly => &mut verdicts.partly_answerable,
                AnswerInCorpus::None => &mut verdicts.unanswerable,
                AnswerInCorpus::Unknown => continue,
            };
            match verdict {
                Verdict::Known => counts.known += 1,
                Verdict::Related => counts.related += 1,
                Verdict::Novel => counts.novel += 1,
            }
        }
        any.then_some(verdicts)
    }
}

impl VerdictCounts {
    /// The share that was called never seen; none of nothing.
    #[must_use]
    pub fn novel_share(&self) -> Option<f64> {
        super::families::share(self.novel, self.total())
    }

    /// The share that was called seen before; none of nothing.
    #[must_use]
    pub fn known_share(&self) -> Option<f64> {
        super::families::share(self.known, self.total())
    }

    fn total(&self) -> usize {
        self.known + self.related + self.novel
    }
}

impl CandidateCounts {
    /// None where every incident is a candidate.
    fn of(answers: &[(&Judged, &Answer)]) -> Option<Self> {
        let counts: Option<Vec<usize>> = answers.iter().map(|(_, answer)| answer.candidates).collect();
        let counts = counts.filter(|counts| !counts.is_empty())?;
        let sum = counts.iter().sum();
        Some(Self {
            questions: counts.iter().filter(|count| **count > 0).count(),
            mean: super::families::share(sum, counts.len()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::QuestionLanguage as Language;

    #[test]
    fn letters_tell_the_language() {
        for (text, language) in [
            ("协程一直涨", Language::Chinese),
            ("500 错误 x 次", Language::Chinese),
            ("goroutine 泄漏", Language::Mixed),
            ("too many open files", Language::English),
            ("500", Language::English),
        ] {
            assert_eq!(Language::of(text), language, "{text}");
        }
    }
}
