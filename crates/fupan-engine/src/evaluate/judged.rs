//! The judged questions of a file or folder, with incidents by id.
//!
//! `relevant` without any is a question that the corpus has no answer to; a line without that key says nothing about it.
//! A line that names an incident the corpus does not have is left out: without it the question would mean another thing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use fupan_locale::JudgementMessage;
use fupan_model::{Moment, PostmortemId};
use fupan_record::{JudgedQuestion, read_judged_question};

use super::JudgementProblem;
use crate::{Engine, EngineError, SimilarQuery};

/// The grade of an incident that is the right thing to open.
pub(super) const RELEVANT: u32 = 2;
/// The grade of one that helps.
const PARTLY: u32 = 1;
/// The end of the names of files in a folder of questions.
const ENDING: &str = "jsonl";

/// The questions of a file or folder, and the lines that are none.
#[derive(Debug, Default)]
pub(super) struct JudgedQuestions {
    pub(super) questions: Vec<Judged>,
    pub(super) problems: Vec<JudgementProblem>,
}

/// A question and what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) qid: String,
    /// A sentence.
    pub(super) query: Option<String>,
    /// What was pasted.
    pub(super) input: Option<String>,
    /// What the corpus has for it.
    pub(super) answer: AnswerInCorpus,
    /// Incidents with grades above 0.
    pub(super) grades: BTreeMap<PostmortemId, u32>,
    /// Incidents that do not help.
    pub(super) wrong: BTreeSet<PostmortemId>,
    pub(super) service: Option<String>,
    pub(super) at: Option<Moment>,
    pub(super) split: Option<String>,
    /// Where it stands.
    pub(super) place: (String, u32),
}

/// Whether the corpus answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerInCorpus {
    /// There is a right incident.
    Right,
    /// Only incidents that help.
    Partly,
    /// Nothing.
    None,
    /// Nobody said.
    Unknown,
}

/// Reads a file, or each file of a folder whose name ends in `.jsonl`, by name.
pub(super) fn read(engine: &Engine, path: &Path) -> Result<JudgedQuestions, EngineError> {
    let mut read = JudgedQuestions::default();
    let mut places = HashMap::new();
    for file in files(path)? {
        let bytes = read_file(&file)?;
        let name = file.display().to_string();
        for (line, bytes) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            match question(engine, bytes, (&name, line)) {
                Ok(question) => read.put(question, &mut places),
                Err(message) => read.problems.push(JudgementProblem { path: name.clone(), line, message }),
            }
        }
    }
    Ok(read)
}

fn files(path: &Path) -> Result<Vec<PathBuf>, EngineError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|source| cannot_read(path, source))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(|source| cannot_read(path, source))?.path();
        files.extend(Some(file).filter(|file| file.extension().is_some_and(|ending| ending == ENDING)));
    }
    files.sort();
    Ok(files)
}

fn read_file(file: &Path) -> Result<Vec<u8>, EngineError> {
    fs::read(file).map_err(|source| cannot_read(file, source))
}

fn cannot_read(path: &Path, source: std::io::Error) -> EngineError {
    EngineError::CannotRead { path: path.to_owned(), source }
}

impl JudgedQuestions {
    /// In the place of an earlier one with its id.
    fn put(&mut self, question: Judged, places: &mut HashMap<String, usize>) {
        let next = self.questions.len();
        let place = *places.entry(question.qid.clone()).or_insert(next);
        match self.questions.get_mut(place) {
            Some(earlier) => *earlier = question,
            None => self.questions.push(question),
        }
    }
}

fn question(engine: &Engine, line: &[u8], (path, number): (&str, u32)) -> Result<Judged, JudgementMessage> {
    let text = std::str::from_utf8(line).ok().ok_or(JudgementMessage::NotUtf8)?;
    let row: JudgedQuestion =
        read_judged_question(text).map_err(|reason| JudgementMessage::NotAQuestion { reason })?;
    let asks = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    if !asks(&row.query) && !asks(&row.input) {
        return Err(JudgementMessage::AsksNothing);
    }
    let resolved = |ids: &[String]| ids.iter().map(|id| resolve(engine, id)).collect::<Result<Vec<_>, _>>();
    let mut grades = BTreeMap::new();
    let partly = resolved(&row.partly_relevant)?;
    grades.extend(partly.into_iter().map(|id| (id, PARTLY)));
    let relevant = row.relevant.as_deref().map(resolved).transpose()?;
    let answer = match &relevant {
        Some(relevant) if !relevant.is_empty() => AnswerInCorpus::Right,
        Some(_) if grades.is_empty() => AnswerInCorpus::None,
        None if grades.is_empty() => AnswerInCorpus::Unknown,
        _ => AnswerInCorpus::Partly,
    };
    grades.extend(relevant.into_iter().flatten().map(|id| (id, RELEVANT)));
    Ok(Judged {
        wrong: resolved(&row.not_relevant)?.into_iter().collect(),
        qid: row.qid,
        query: row.query,
        input: row.input,
        answer,
        grades,
        service: row.service,
        at: row.at,
        split: row.split,
        place: (path.to_owned(), number),
    })
}

fn resolve(engine: &Engine, id: &str) -> Result<PostmortemId, JudgementMessage> {
    engine.resolve_incident(id).ok().ok_or_else(|| JudgementMessage::UnknownIncident { id: id.to_owned() })
}

impl Judged {
    /// As `similar` is asked.
    pub(super) fn asked(&self, limit: usize) -> SimilarQuery {
        let input = self.input.as_ref().map(|input| input.clone().into_bytes());
        SimilarQuery { text: self.query.clone(), input, limit, ..SimilarQuery::default() }
    }

    /// All of its text.
    pub(super) fn text(&self) -> String {
        let parts = self.query.iter().chain(&self.input).map(String::as_str);
        parts.collect::<Vec<_>>().join("\n")
    }

    /// A problem at its place.
    pub(super) fn problem(&self, message: JudgementMessage) -> JudgementProblem {
        let (path, line) = self.place.clone();
        JudgementProblem { path, line, message }
    }
}
