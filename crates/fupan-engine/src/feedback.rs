//! What a person says about an answer, kept with the corpus.
//!
//! It becomes one line of `queries/feedback.jsonl` in the corpus, in the form of judged questions, so that it is
//! measured on like any other ([`crate::evaluate_questions`]) and reviewed like any other file:
//!
//! ```json
//! {"qid":"f-5d1c2a90b7e4","query":"ctx 没往下传","relevant":["RPL-2020-0009"],"annotator":"orders","timestamp":"2026-03-07T01:12:00Z"}
//! ```
//!
//! The id is made of the question, so that the same question again takes the place of what was said before. Nothing
//! learns from it by itself.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use fupan_locale::NoticeMessage;
use fupan_model::{Moment, PostmortemId};
use fupan_record::{JudgedQuestion, write_judged_question};

use crate::{Engine, EngineError, SimilarQuery};

/// Bytes of a question, a paste or a note that are kept.
const KEPT_BYTES: usize = 64 * 1024;
/// Where the lines lie, below the corpus.
const FILE: &str = "queries/feedback.jsonl";

/// What a person says. At least one of `right`, `wrong` and `novel` is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feedback {
    /// The sentence that was asked.
    pub text: Option<String>,
    /// What was pasted.
    pub input: Option<Vec<u8>>,
    /// Incidents that are right, by id or alias.
    pub right: Vec<String>,
    /// Incidents that do not help, by id or alias.
    pub wrong: Vec<String>,
    /// The corpus has nothing like it.
    pub novel: bool,
    /// Who says it.
    pub annotator: String,
    /// What else there is to say.
    pub note: Option<String>,
}

/// What was kept, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFeedback {
    /// The line.
    pub question: JudgedQuestion,
    /// The file.
    pub path: PathBuf,
    /// What should be known beside it.
    pub notices: Vec<NoticeMessage>,
}

impl Engine {
    /// Keeps what a person says about the answer to a question. When this returns, it is on the disk.
    ///
    /// # Errors
    /// [`EngineError::NothingSaid`], [`EngineError::SaidBoth`] where it contradicts itself,
    /// [`EngineError::UnknownIncident`]; [`EngineError::EmptyQuery`] and [`EngineError::NotUnderstood`] where the
    /// question could not be asked; [`EngineError::CannotWrite`].
    pub fn keep_feedback(&self, feedback: &Feedback, now: &Moment) -> Result<KeptFeedback, EngineError> {
        if feedback.right.is_empty() && feedback.wrong.is_empty() && !feedback.novel {
            return Err(EngineError::NothingSaid);
        }
        let (right, wrong) = (self.resolved(&feedback.right)?, self.resolved(&feedback.wrong)?);
        contradiction(&right, &wrong, feedback.novel)?;
        self.similar(&SimilarQuery {
            text: feedback.text.clone(),
            input: feedback.input.clone(),
            limit: 1,
            ..SimilarQuery::default()
        })?;
        let mut notices = Vec::new();
        let input = feedback.input.as_ref().map(|input| String::from_utf8_lossy(input).into_owned());
        let (query, input) = (kept(feedback.text.clone(), &mut notices), kept(input, &mut notices));
        let names = |ids: Vec<PostmortemId>| -> Vec<String> { ids.iter().map(ToString::to_string).collect() };
        let question = JudgedQuestion {
            qid: id_of(query.as_deref(), input.as_deref()),
            query,
            input,
            relevant: (feedback.novel || !right.is_empty()).then(|| names(right)),
            not_relevant: names(wrong),
            annotator: Some(feedback.annotator.clone()),
            timestamp: Some(now.clone()),
            note: kept(feedback.note.clone(), &mut notices),
            ..JudgedQuestion::default()
        };
        let path = self.places.corpus.join(FILE);
        append(&path, &write_judged_question(&question))
            .map_err(|source| EngineError::CannotWrite { path: path.clone(), source })?;
        Ok(KeptFeedback { question, path, notices })
    }

    fn resolved(&self, ids: &[String]) -> Result<Vec<PostmortemId>, EngineError> {
        let mut resolved = ids.iter().map(|id| self.resolve_incident(id)).collect::<Result<Vec<_>, _>>()?;
        resolved.sort_unstable();
        resolved.dedup();
        Ok(resolved)
    }
}

fn contradiction(right: &[PostmortemId], wrong: &[PostmortemId], novel: bool) -> Result<(), EngineError> {
    let both = right.iter().find(|id| novel || wrong.contains(id));
    both.map_or(Ok(()), |id| Err(EngineError::SaidBoth { id: id.to_string() }))
}

/// The start of a text that is kept; a notice where that is not all.
fn kept(text: Option<String>, notices: &mut Vec<NoticeMessage>) -> Option<String> {
    let mut text = text?;
    let end = text.floor_char_boundary(KEPT_BYTES);
    if end < text.len() {
        text.truncate(end);
        notices.push(NoticeMessage::FeedbackCut { bytes: end });
    }
    Some(text)
}

/// The same for the same question.
fn id_of(query: Option<&str>, input: Option<&str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [query, input] {
        hasher.update(part.unwrap_or_default().as_bytes());
        hasher.update(&[0]);
    }
    let digits = hasher.finalize().to_hex();
    format!("f-{}", digits.chars().take(12).collect::<String>())
}

/// Adds a line in one write and waits until the disk has it. A line that was cut short before gets its end first.
fn append(path: &Path, line: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    let end = if ends_a_line(&mut file)? { "" } else { "\n" };
    file.write_all(format!("{end}{line}").as_bytes())?;
    file.sync_all()?;
    sync_folder(folder)
}

fn ends_a_line(file: &mut File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// So that the name of a new file is on the disk too.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_short_stays_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("queries/feedback.jsonl");
        append(&path, "one\n").unwrap();
        append(&path, "two\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\n");
        fs::write(&path, "one\ncut sho").unwrap();
        append(&path, "two\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ncut sho\ntwo\n");
    }

    #[test]
    fn the_id_is_that_of_the_question() {
        let id = id_of(Some("锁"), None);
        assert_eq!(id.len(), 14);
        assert_eq!(id, id_of(Some("锁"), None));
        assert_ne!(id, id_of(None, Some("锁")));
        assert_ne!(id, id_of(Some("锁 "), None));
    }

    #[test]
    fn what_is_long_is_cut_on_a_character() {
        let mut notices = Vec::new();
        let text = kept(Some("锁".repeat(KEPT_BYTES)), &mut notices).unwrap();
        assert_eq!(text.len(), KEPT_BYTES - KEPT_BYTES % 3);
        assert_eq!(notices, [NoticeMessage::FeedbackCut { bytes: text.len() }]);
        assert_eq!(kept(None, &mut notices), None);
    }
}
