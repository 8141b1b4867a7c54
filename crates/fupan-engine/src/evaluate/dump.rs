//! The dumps that the labels name, read and grouped.

use std::fs;
use std::io;
use std::path::Path;

use fupan_locale::LabelledDumpMessage;
use fupan_stack::{ProblemKind, StackGroup, StackSummary, summarize};
use rayon::prelude::*;

use super::LabelProblem;
use super::labels::Label;

/// A dump with what its label says.
pub(super) struct Dump<'a> {
    pub(super) label: &'a Label,
    pub(super) summary: StackSummary,
}

impl Dump<'_> {
    /// The stack to look at first.
    pub(super) fn culprit(&self) -> Option<&StackGroup> {
        self.summary.stacks.first()
    }
}

/// Reads the dumps in the order of the labels; those that cannot be read are told apart.
pub(super) fn read_all<'a>(folder: &Path, labels: &'a [Label]) -> (Vec<Dump<'a>>, Vec<LabelProblem>) {
    let read: Vec<Result<Dump<'a>, LabelProblem>> =
        labels.par_iter().map(|label| read_dump(folder, label)).collect();
    let (mut dumps, mut problems) = (Vec::new(), Vec::new());
    for result in read {
        match result {
            Ok(dump) => dumps.push(dump),
            Err(problem) => problems.push(problem),
        }
    }
    (dumps, problems)
}

fn read_dump<'a>(folder: &Path, label: &'a Label) -> Result<Dump<'a>, LabelProblem> {
    let problem = |message| LabelProblem { path: label.path.clone(), line: label.line, message };
    let bytes = fs::read(folder.join(&label.path)).map_err(|error| {
        problem(match error.kind() {
            io::ErrorKind::NotFound => LabelledDumpMessage::Missing,
            _ => LabelledDumpMessage::Unreadable { reason: error.to_string() },
        })
    })?;
    let summary = summarize(&bytes);
    let is_binary = summary.problems.iter().any(|problem| problem.kind == ProblemKind::Binary);
    if summary.stacks.is_empty() && is_binary {
        return Err(problem(LabelledDumpMessage::NotText));
    }
    Ok(Dump { label, summary })
}
