//! The lines of `labels.jsonl`; keys beyond those that are measured with are passed over.

use std::fs;
use std::path::Path;

use fupan_locale::LabelledDumpMessage;
use serde::Deserialize;

use super::LabelProblem;
use crate::error::EngineError;

/// The name of the file.
const FILE: &str = "labels.jsonl";

/// What is known of one dump.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// Where it lies, below the folder.
    pub(super) path: String,
    /// What it shows; dumps of one case are of one program.
    pub(super) case: String,
    /// The bug.
    pub(super) group: String,
    /// How it was taken: `panic`, `sigquit_dump`.
    pub(super) kind: String,
    /// The release of Go, where it is known.
    pub(super) go: Option<String>,
    /// The line, counted from 1.
    pub(super) line: u32,
}

#[derive(Deserialize)]
struct Row {
    path: String,
    case: Option<String>,
    group: Option<String>,
    kind: Option<String>,
    go: Option<String>,
}

/// The labels of a folder, and the lines that are none.
pub(super) fn read(folder: &Path) -> Result<(Vec<Label>, Vec<LabelProblem>), EngineError> {
    let path = folder.join(FILE);
    let text = fs::read(&path).map_err(|source| EngineError::CannotRead { path: path.clone(), source })?;
    let text = String::from_utf8_lossy(&text);
    let (mut labels, mut problems) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        match serde_json::from_str::<Row>(text) {
            Ok(row) => labels.push(Label::new(row, line)),
            Err(error) => problems.push(LabelProblem {
                path: FILE.to_owned(),
                line,
                message: LabelledDumpMessage::InvalidLabel { reason: error.to_string() },
            }),
        }
    }
    Ok((labels, problems))
}

impl Label {
    /// A dump without a case is a case of its own, a case without a group is one.
    fn new(row: Row, line: u32) -> Self {
        let case = row.case.unwrap_or_else(|| row.path.clone());
        Self {
            group: row.group.unwrap_or_else(|| case.clone()),
            case,
            kind: row.kind.unwrap_or_default(),
            go: row.go.filter(|release| !release.is_empty()),
            path: row.path,
            line,
        }
    }
}
