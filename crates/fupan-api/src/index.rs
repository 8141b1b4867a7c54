//! What is said about a corpus: indexed, checked, examined, begun.

use fupan_engine::{
    Draft, Examination, FindingState, FormatReport, IndexReport, RecordProblem, RecordSeverity,
};
use fupan_locale::Language;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an index run did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndexBody {
    /// Incidents in the index.
    pub incidents: usize,
    /// Patterns in the index.
    pub patterns: usize,
    /// Annotations in the index.
    pub annotations: usize,
    /// Stacks in the index.
    pub stacks: usize,
    /// Groups of the glossary: words that mean one thing.
    pub glossary_groups: usize,
    /// Files that were read again because they are new or changed.
    pub read: usize,
    /// What is wrong with the corpus.
    pub problems: Vec<RecordProblemBody>,
    /// What should be known, in the reader's language.
    pub notices: Vec<String>,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// What is wrong with the files that were checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LintBody {
    /// Files that were checked.
    pub files: usize,
    /// How many of the problems are errors.
    pub errors: usize,
    /// The problems by file and line.
    pub problems: Vec<RecordProblemBody>,
}

/// Which files are, or were, not in canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormatBody {
    /// Files that were looked at.
    pub files: usize,
    /// Those that were rewritten, or would be.
    pub changed: Vec<String>,
    /// Files that were left as they are, and why.
    pub problems: Vec<RecordProblemBody>,
}

/// Something wrong with a file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordProblemBody {
    /// The file.
    pub path: String,
    /// The line, counted from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column, counted from 1; 0 where the whole line is meant.
    pub column: u32,
    /// The field, where there is one: `root_causes[1].pattern`.
    pub field: Option<String>,
    /// `error` or `warning`; a file that cannot be read as a record is not in the index.
    pub severity: String,
    /// What is wrong, in the reader's language.
    pub message: String,
}

/// The state of what fupan works with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DoctorBody {
    /// Whether everything works.
    pub healthy: bool,
    /// Each check.
    pub checks: Vec<CheckBody>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckBody {
    /// `ok`, `warning` or `failed`.
    pub state: String,
    /// What was found, in the reader's language.
    pub message: String,
}

/// A draft that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftBody {
    /// Its id.
    pub id: String,
    /// The file.
    pub path: String,
}

impl IndexBody {
    /// The JSON shape of a report.
    #[must_use]
    pub fn of(report: &IndexReport, language: Language, took_ms: f64) -> Self {
        Self {
            incidents: report.incidents,
            patterns: report.patterns,
            annotations: report.annotations,
            stacks: report.stacks,
            glossary_groups: report.glossary_groups,
            read: report.read,
            problems: report
                .problems
                .iter()
                .map(|problem| RecordProblemBody::of(problem, language))
                .collect(),
            notices: report.notices.iter().map(|notice| notice.render(language)).collect(),
            took_ms,
        }
    }
}

impl LintBody {
    /// The JSON shape of what a check found.
    #[must_use]
    pub fn of(files: usize, problems: &[RecordProblem], language: Language) -> Self {
        Self {
            files,
            errors: problems.iter().filter(|problem| problem.severity == RecordSeverity::Error).count(),
            problems: problems.iter().map(|problem| RecordProblemBody::of(problem, language)).collect(),
        }
    }
}

impl FormatBody {
    /// The JSON shape of what was rewritten.
    #[must_use]
    pub fn of(report: &FormatReport, language: Language) -> Self {
        Self {
            files: report.files,
            changed: report.changed.iter().map(|path| path.display().to_string()).collect(),
            problems: report
                .problems
                .iter()
                .map(|problem| RecordProblemBody::of(problem, language))
                .collect(),
        }
    }
}

impl RecordProblemBody {
    /// The JSON shape of a problem.
    #[must_use]
    pub fn of(problem: &RecordProblem, language: Language) -> Self {
        Self {
            path: problem.path.display().to_string(),
            line: problem.line,
            column: problem.column,
            field: problem.field.clone(),
            severity: severity_word(problem.severity).to_owned(),
            message: problem.message.render(language),
        }
    }
}

impl DoctorBody {
    /// The JSON shape of an examination.
    #[must_use]
    pub fn of(examination: &Examination, language: Language) -> Self {
        let checks = examination.findings.iter().map(|finding| CheckBody {
            state: match finding.state {
                FindingState::Good => "ok",
                FindingState::Warning => "warning",
                FindingState::Failed => "failed",
            }
            .to_owned(),
            message: finding.message.render(language),
        });
        Self { healthy: examination.is_healthy(), checks: checks.collect() }
    }
}

impl From<&Draft> for DraftBody {
    fn from(draft: &Draft) -> Self {
        Self { id: draft.id.to_string(), path: draft.path.display().to_string() }
    }
}

/// The word for a severity, here and in SARIF.
pub(crate) fn severity_word(severity: RecordSeverity) -> &'static str {
    match severity {
        RecordSeverity::Error => "error",
        RecordSeverity::Warning => "warning",
    }
}
