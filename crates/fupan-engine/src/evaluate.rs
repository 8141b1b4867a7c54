//! How well fupan does, measured on labelled data: here on a folder of dumps, in [`retrieval`] on
//! labelled texts, in [`questions`] on judged questions over the corpus.
//!
//! The folder holds `labels.jsonl`, one line for each dump:
//!
//! ```json
//! {"path": "cart/go1.27/panic.txt", "case": "cart", "kind": "panic", "go": "1.27", "group": "7b1c"}
//! ```
//!
//! Files of one `group` show one bug. Files of one `case` and `kind` show it under several releases of Go, so their
//! culprits must have one family ([`FamilyAgreement`]), and no family may belong to two groups ([`Collision`]). Each
//! dump then asks for all others, the most probably same bug first ([`RankingQuality`]).
//!
//! What it does not do: read packed or binary profiles (they are named as problems), or judge whether labels are right.

mod collisions;
mod dump;
mod families;
mod figures;
mod judged;
mod labelled_set;
mod labels;
mod questions;
mod ranking;
mod retrieval;
mod service_window;

use std::path::Path;
use std::time::Duration;

use fupan_locale::{JudgementMessage, LabelledDumpMessage};

use crate::error::EngineError;

pub use collisions::{Collision, Collisions};
pub use families::{Agreement, FamilyAgreement};
pub use figures::Latency;
pub use questions::{
    CandidateCounts, Miss, QuestionEvaluation, QuestionFailure, QuestionFigures, QuestionGroup,
    QuestionLanguage, VerdictCounts, Verdicts, evaluate_questions,
};
pub use ranking::{RankedDump, Ranking, RankingQuality};
pub use retrieval::{RetrievalEvaluation, RetrievalFigures, evaluate_retrieval};

/// What was measured on a folder of labelled dumps.
#[derive(Debug, Clone)]
pub struct StackEvaluation {
    /// Lines of the labels that name a dump.
    pub labelled: usize,
    /// Dumps that could be read.
    pub read: usize,
    /// Dumps among them that hold no stack; they have no family, and are like nothing.
    pub without_stack: usize,
    /// Lines and dumps that could not be read.
    pub problems: Vec<LabelProblem>,
    /// How often the releases of Go agree on the culprit's family.
    pub families: FamilyAgreement,
    /// Families of several groups.
    pub collisions: Collisions,
    /// How well the ranking finds the other dumps of a group.
    pub quality: RankingQuality,
    /// The ranking of every dump that could be read, in the order of the labels.
    pub rankings: Vec<Ranking>,
}

/// A line of the labels, or the dump that it names, which could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelProblem {
    /// The dump; `labels.jsonl` where a line of it is meant.
    pub path: String,
    /// The line of the labels, counted from 1.
    pub line: u32,
    /// What is wrong.
    pub message: LabelledDumpMessage,
}

/// A line of a labelled set that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementProblem {
    /// The file.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
    /// What is wrong.
    pub message: JudgementMessage,
}

/// What durations are read from, each since any moment that stays the same.
#[derive(Clone, Copy)]
pub struct Clocks<'a> {
    /// The time that passes.
    pub passed: &'a dyn Fn() -> Duration,
    /// The time that the threads of this process worked, added up; the time that passes where the system does not tell.
    pub worked: &'a dyn Fn() -> Duration,
}

impl std::fmt::Debug for Clocks<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clocks").finish_non_exhaustive()
    }
}

/// Measures on the labelled dumps of a folder.
///
/// # Errors
/// Where its `labels.jsonl` cannot be read. Anything less is a [`LabelProblem`] of the answer.
pub fn evaluate_stacks(folder: &Path) -> Result<StackEvaluation, EngineError> {
    let (labels, mut problems) = labels::read(folder)?;
    let (dumps, unread) = dump::read_all(folder, &labels);
    problems.extend(unread);
    let candidates = ranking::Candidates::of(&dumps);
    Ok(StackEvaluation {
        labelled: labels.len(),
        read: dumps.len(),
        without_stack: dumps.iter().filter(|dump| dump.culprit().is_none()).count(),
        problems,
        families: families::agreement(&dumps),
        collisions: collisions::collisions(&dumps),
        quality: ranking::quality(&dumps, &candidates),
        rankings: ranking::rankings(&dumps, &candidates),
    })
}
