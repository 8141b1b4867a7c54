//! A labelled set as three files of lines with tabs.
//!
//! ```text
//! corpus.tsv    d7 ⇥ Channels are closed by the sender.
//! queries.tsv   q1 ⇥ who closes a channel
//! qrels.tsv     q1 ⇥ d7 ⇥ 1
//! ```
//!
//! A text may hold tabs. The grade says how relevant the document is, from 0 for not at all.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use fupan_locale::JudgementMessage;

use super::JudgementProblem;
use crate::error::EngineError;

const DOCUMENTS: &str = "corpus.tsv";
const QUERIES: &str = "queries.tsv";
const GRADES: &str = "qrels.tsv";

/// The highest grade; beyond it gains are no longer numbers that can be added.
const HIGHEST_GRADE: u32 = 30;

/// The set, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct LabelledSet {
    /// The texts of the documents.
    pub(super) documents: Vec<String>,
    pub(super) queries: Vec<LabelledQuery>,
    pub(super) problems: Vec<JudgementProblem>,
}

/// A question with the documents that answer it.
#[derive(Debug)]
pub(super) struct LabelledQuery {
    pub(super) text: String,
    /// The grades above 0, by the place of the document.
    pub(super) grades: BTreeMap<usize, u32>,
}

/// Reads the three files of a folder.
pub(super) fn read(folder: &Path) -> Result<LabelledSet, EngineError> {
    let mut set = LabelledSet::default();
    let documents = set.texts(folder, DOCUMENTS)?;
    let queries = set.texts(folder, QUERIES)?;
    set.documents = documents.texts;
    let query = |text| LabelledQuery { text, grades: BTreeMap::new() };
    set.queries = queries.texts.into_iter().map(query).collect();
    set.grade(folder, &queries.places, &documents.places)?;
    Ok(set)
}

/// Texts, and where each id stands among them.
struct Texts {
    texts: Vec<String>,
    places: HashMap<String, usize>,
}

impl LabelledSet {
    fn texts(&mut self, folder: &Path, file: &str) -> Result<Texts, EngineError> {
        let mut read = Texts { texts: Vec::new(), places: HashMap::new() };
        let lines = Lines::read(folder, file)?;
        for (line, text) in lines.each() {
            let outcome = text.and_then(|text| match text.split_once('\t') {
                Some((id, text)) if !id.is_empty() => read.add(id, text),
                _ => Err(JudgementMessage::NotIdAndText),
            });
            self.keep(file, line, outcome);
        }
        Ok(read)
    }

    fn grade(
        &mut self,
        folder: &Path,
        queries: &HashMap<String, usize>,
        documents: &HashMap<String, usize>,
    ) -> Result<(), EngineError> {
        let lines = Lines::read(folder, GRADES)?;
        for (line, text) in lines.each() {
            let outcome = text.and_then(|text| {
                let (query, document, grade) = graded(text)?;
                let unknown = |id: &str| id.to_owned();
                let query = *queries
                    .get(query)
                    .ok_or_else(|| JudgementMessage::UnknownQuery { id: unknown(query) })?;
                let document = *documents
                    .get(document)
                    .ok_or_else(|| JudgementMessage::UnknownDocument { id: unknown(document) })?;
                if let Some(query) = self.queries.get_mut(query).filter(|_| grade > 0) {
                    query.grades.insert(document, grade);
                }
                Ok(())
            });
            self.keep(GRADES, line, outcome);
        }
        Ok(())
    }

    fn keep(&mut self, path: &str, line: u32, outcome: Result<(), JudgementMessage>) {
        let path = path.to_owned();
        self.problems.extend(outcome.err().map(|message| JudgementProblem { path, line, message }));
    }
}

impl Texts {
    fn add(&mut self, id: &str, text: &str) -> Result<(), JudgementMessage> {
        if self.places.contains_key(id) {
            return Err(JudgementMessage::GivenTwice { id: id.to_owned() });
        }
        self.places.insert(id.to_owned(), self.texts.len());
        self.texts.push(text.to_owned());
        Ok(())
    }
}

/// Query, document and grade of a line.
fn graded(text: &str) -> Result<(&str, &str, u32), JudgementMessage> {
    let mut fields = text.split('\t');
    let (Some(query), Some(document), Some(grade), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err(JudgementMessage::NotAGradedPair);
    };
    match grade.trim().parse() {
        Ok(grade) if grade <= HIGHEST_GRADE => Ok((query, document, grade)),
        _ => Err(JudgementMessage::NoGrade { text: grade.to_owned(), highest: HIGHEST_GRADE }),
    }
}

/// The bytes of a file, line by line.
struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    fn read(folder: &Path, file: &str) -> Result<Self, EngineError> {
        let path = folder.join(file);
        let bytes = fs::read(&path).map_err(|source| EngineError::CannotRead { path, source })?;
        Ok(Self { bytes })
    }

    /// The lines that are not empty, counted from 1.
    fn each(&self) -> impl Iterator<Item = (u32, Result<&str, JudgementMessage>)> {
        let lines = (1..).zip(self.bytes.split(|byte| *byte == b'\n'));
        let lines = lines.map(|(line, bytes)| (line, bytes.strip_suffix(b"\r").unwrap_or(bytes)));
        let lines = lines.filter(|(_, bytes)| !bytes.trim_ascii().is_empty());
        lines.map(|(line, bytes)| {
            // What editors of other systems put before the first line.
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
            (line, std::str::from_utf8(bytes).ok().ok_or(JudgementMessage::NotUtf8))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
    fn check(documents: &str, queries: &str, grades: &[u8], expected: Expect) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(DOCUMENTS), documents).unwrap();
        fs::write(folder.path().join(QUERIES), queries).unwrap();
        fs::write(folder.path().join(GRADES), grades).unwrap();
        let set = read(folder.path()).unwrap();
        let mut read = format!("{:?}\n", set.documents);
        for query in set.queries {
            read.push_str(&format!("{} {:?}\n", query.text, query.grades));
        }
        for JudgementProblem { path, line, message } in set.problems {
            read.push_str(&format!("{path}:{line} {}\n", message.render(fupan_locale::Language::En)));
        }
        expected.assert_eq(&read);
    }

    #[test]
    fn grades_join_queries_and_documents() {
        check(
            "\u{feff}d1\tone\r\nd2\ttwo\twith a tab\n\n",
            "q1\tfirst\nq2\tsecond",
            b"q1\td2\t2\nq1\td1\t0\n",
            expect![[r#"
                ["one", "two\twith a tab"]
                first {1: 2}
                second {}
            "#]],
        );
    }

    #[test]
    fn each_wrong_line_is_named() {
        check(
            "d1\tone\nd1\tagain\nno tab\n\tno id\n",
            "q1\tfirst\n",
            b"q1\td1\n\xff\td1\t1\nq1\td1\tmuch\nq1\td1\t-1\nq9\td1\t1\nq1\td9\t1\nq1\t0\td1\t1\nq1\td1\t31\nq1\td1\t1\n",
            expect![[r#"
                ["one"]
                first {0: 1}
                corpus.tsv:2 the id d1 comes twice; the second was not used
                corpus.tsv:3 expected an id, a tab and a text
                corpus.tsv:4 expected an id, a tab and a text
                qrels.tsv:1 expected the id of a query, a tab, the id of a document, a tab and a grade
                qrels.tsv:2 not UTF-8
                qrels.tsv:3 much is no grade: a whole number from 0 to 30 is
                qrels.tsv:4 -1 is no grade: a whole number from 0 to 30 is
                qrels.tsv:5 there is no query q9
                qrels.tsv:6 there is no document d9
                qrels.tsv:7 expected the id of a query, a tab, the id of a document, a tab and a grade
                qrels.tsv:8 31 is no grade: a whole number from 0 to 30 is
            "#]],
        );
    }
}
