//! What is wrong with a record, and where.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use fupan_locale::{Language, RecordMessage};
use unicode_width::UnicodeWidthChar;

use crate::mention::Mention;

/// What could be read of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// The record. It is there beside errors too, where what is wrong could be left out: an unknown field, an
    /// optional field that holds nonsense.
    pub value: Option<T>,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
    /// The ids that the record has and names, for [`check_corpus`](crate::check_corpus).
    pub mentions: Vec<Mention>,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The record is not what it should be.
    Error,
    /// Worth a look.
    Warning,
}

/// One thing that is wrong with a file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The character in that line, from 1.
    pub column: u32,
    /// The field, as `root_causes[1].pattern`; none where the whole file is meant.
    pub field: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: RecordMessage,
    /// The line's text, shortened, without control characters; empty where there is none to show.
    pub source_line: String,
}

impl Problem {
    /// A problem of a path as a whole, with no line to show.
    #[must_use]
    pub fn of_path(path: &Path, message: RecordMessage) -> Self {
        Self {
            path: path.to_owned(),
            line: 1,
            column: 1,
            field: None,
            severity: Severity::Error,
            message,
            source_line: String::new(),
        }
    }

    /// A file or folder that the system does not let be read.
    #[must_use]
    pub fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::of_path(path, RecordMessage::NotReadable { reason: error.to_string() })
    }

    /// A file whose comments would be lost if it was written anew.
    #[must_use]
    pub fn has_comments(path: &Path) -> Self {
        Self { severity: Severity::Warning, ..Self::of_path(path, RecordMessage::HasComments) }
    }

    /// Whether it keeps the record, or a part of it, from being used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The problem as `lint` shows it: `file:line: field: message`, and the line with a caret below.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut text = format!("{}:{}: ", visible(&self.path.display().to_string()), self.line);
        if let Some(field) = &self.field {
            text.push_str(field);
            text.push_str(": ");
        }
        let message = self.message.render(language);
        match self.severity {
            Severity::Error => text.push_str(&message),
            Severity::Warning => text.push_str(&RecordMessage::Warning { message }.render(language)),
        }
        text.push('\n');
        if !self.source_line.is_empty() {
            let before = self.source_line.chars().take(self.column.saturating_sub(1) as usize);
            let blank = " ".repeat(before.map(|c| c.width().unwrap_or(0)).sum());
            // Writing to a String cannot fail.
            let _written = write!(text, "{:5} | {}\n      | {blank}^\n", self.line, self.source_line);
        }
        text
    }
}

/// A place in a file: line and character, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Position {
    pub(crate) const START: Self = Self { line: 1, column: 1 };
}

/// So many problems of one file are listed.
const MOST_PROBLEMS: usize = 200;
/// So many characters of a line are shown.
const LONGEST_LINE: usize = 160;
/// So many characters of a value are quoted in a message.
const LONGEST_VALUE: usize = 80;

/// Collects the problems of one file.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    path: &'a Path,
    text: &'a str,
    problems: Vec<Problem>,
    left_out: bool,
}

impl<'a> Report<'a> {
    pub(crate) fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, text, problems: Vec::new(), left_out: false }
    }

    pub(crate) fn path(&self) -> &'a Path {
        self.path
    }

    pub(crate) fn error(&mut self, at: Position, field: Option<String>, message: RecordMessage) {
        self.add(Severity::Error, at, field, message);
    }

    pub(crate) fn warning(&mut self, at: Position, field: Option<String>, message: RecordMessage) {
        self.add(Severity::Warning, at, field, message);
    }

    fn add(&mut self, severity: Severity, at: Position, field: Option<String>, message: RecordMessage) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.left_out = true;
            return;
        }
        let (column, source_line) = shown_line(line_of(self.text, at.line), at.column);
        let path = self.path.to_owned();
        self.problems.push(Problem { path, line: at.line, column, field, severity, message, source_line });
    }

    /// The problems by line.
    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        if self.left_out {
            let message = RecordMessage::MoreProblems { limit: MOST_PROBLEMS };
            self.problems.push(Problem::of_path(self.path, message));
        }
        self.problems
    }
}

/// The text of a line, from 1; empty past the end.
pub(crate) fn line_of(text: &str, line: u32) -> &str {
    text.lines().nth(line.saturating_sub(1) as usize).unwrap_or("")
}

/// A line as it is shown, and where its column went: no control characters, and of a long line the part around it.
pub(crate) fn shown_line(line: &str, column: u32) -> (u32, String) {
    let place = column.saturating_sub(1) as usize;
    if line.chars().count() <= LONGEST_LINE {
        return (column, visible(line));
    }
    let skipped = if place < LONGEST_LINE { 0 } else { place - LONGEST_LINE / 2 };
    let part: String = line.chars().skip(skipped).take(LONGEST_LINE).collect();
    let column = u32::try_from(place - skipped + 1).unwrap_or(1);
    (column, visible(&part))
}

/// A value as a message quotes it: shortened, without control characters.
pub(crate) fn quoted(value: &str) -> String {
    let mut text: String = value.chars().take(LONGEST_VALUE).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    visible(&text)
}

/// Text without what a terminal would obey: control characters and marks that turn the direction of writing.
fn visible(text: &str) -> String {
    let obeyed = |c: char| {
        c.is_control()
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if obeyed(c) {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}
