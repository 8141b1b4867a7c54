//! Why the engine could not answer.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fupan_locale::{FailureMessage, HintMessage};
use fupan_stack::ProblemKind;
use fupan_store::StoreError;

/// A failure of the engine. [`EngineError::message`] is what a person reads.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// There is neither a corpus nor a view of one.
    #[error("no corpus at {}", path.display())]
    NoCorpus {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The corpus cannot be listed.
    #[error("corpus {} unreadable: {reason}", path.display())]
    CorpusUnreadable {
        /// Where it lies.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The data directory failed.
    #[error("data directory {}: {source}", path.display())]
    Store {
        /// Where it lies.
        path: PathBuf,
        /// What failed.
        #[source]
        source: StoreError,
    },
    /// An index inside a view or beside it failed.
    #[error("index in {}: {source}", path.display())]
    Index {
        /// Where it lies.
        path: PathBuf,
        /// What failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Nothing was asked.
    #[error("empty query")]
    EmptyQuery,
    /// The input is neither text nor a stack.
    #[error("input not understood")]
    NotUnderstood,
    /// The input tells of no failure: it has neither a stack nor an error, nor lines that show a root cause.
    #[error("nothing to explain")]
    NothingToExplain {
        /// What is wrong with it; none where it is empty.
        problem: Option<ProblemKind>,
    },
    /// A filter is not of the form `key:value`.
    #[error("invalid filter {filter}")]
    InvalidFilter {
        /// As it was given.
        filter: String,
    },
    /// A cursor is none, or one of another query.
    #[error("invalid cursor {cursor}")]
    InvalidCursor {
        /// As it was given.
        cursor: String,
    },
    /// No incident has the id.
    #[error("unknown incident {id}")]
    UnknownIncident {
        /// As it was given.
        id: String,
        /// The id or alias that looks most like it.
        near: Option<String>,
    },
    /// Neither an incident nor a pattern has the name.
    #[error("unknown entry {name}")]
    UnknownEntry {
        /// As it was given.
        name: String,
        /// The id or alias that looks most like it.
        near: Option<String>,
    },
    /// No team of the corpus has the id.
    #[error("unknown team {id}")]
    UnknownTeam {
        /// As it was given.
        id: String,
        /// The file that names the teams.
        path: PathBuf,
        /// The id that looks most like it.
        near: Option<String>,
    },
    /// Nothing was said about an answer.
    #[error("nothing said")]
    NothingSaid,
    /// What was said about an answer contradicts itself.
    #[error("{id} is said to be right and wrong")]
    SaidBoth {
        /// The incident.
        id: String,
    },
    /// An annotation without a text or without somebody who says it.
    #[error("nothing is said, or nobody says it")]
    EmptyRemark,
    /// A correction that does not say what belongs where.
    #[error("{value:?} corrects no field {field:?}")]
    NoCorrection {
        /// The field that was given; empty where none was.
        field: String,
        /// What was to stand there.
        value: String,
    },
    /// No annotation of the incident has the id.
    #[error("unknown annotation {id} of {incident}")]
    UnknownAnnotation {
        /// The id that was given.
        id: String,
        /// The incident.
        incident: String,
    },
    /// No node of the graph has the id.
    #[error("unknown node {id}")]
    UnknownNode {
        /// As it was given.
        id: String,
        /// Ids that look like it.
        near: Vec<String>,
    },
    /// Two nodes are not linked.
    #[error("no path from {from} to {to}")]
    NoPath {
        /// The one end.
        from: String,
        /// The other.
        to: String,
    },
    /// A draft would overwrite a file.
    #[error("{} exists", path.display())]
    AlreadyThere {
        /// Which.
        path: PathBuf,
    },
    /// A file that was named could not be read.
    #[error("{}: {source}", path.display())]
    CannotRead {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("{}: {source}", path.display())]
    CannotWrite {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

/// The kinds of failure that callers tell apart: an exit code, an HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The question itself is wrong.
    Usage,
    /// The input could not be understood.
    NotUnderstood,
    /// What was asked for does not exist.
    NotFound,
    /// Another process holds the data directory.
    InUse,
    /// It was refused: a newer release wrote the data directory.
    Refused,
    /// Anything else.
    Failed,
}

impl EngineError {
    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::EmptyQuery
            | Self::InvalidFilter { .. }
            | Self::InvalidCursor { .. }
            | Self::NothingSaid
            | Self::EmptyRemark
            | Self::NoCorrection { .. }
            | Self::SaidBoth { .. } => FailureKind::Usage,
            Self::NotUnderstood | Self::NothingToExplain { .. } => FailureKind::NotUnderstood,
            Self::UnknownIncident { .. }
            | Self::UnknownEntry { .. }
            | Self::UnknownTeam { .. }
            | Self::UnknownAnnotation { .. }
            | Self::UnknownNode { .. }
            | Self::NoPath { .. } => FailureKind::NotFound,
            Self::Store { source: StoreError::InUse { .. }, .. } => FailureKind::InUse,
            // Nobody may write there: a corpus on a read-only disk, or somebody else's.
            Self::CannotWrite { source, .. }
                if matches!(source.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) =>
            {
                FailureKind::Refused
            }
            Self::Store { source: StoreError::NewerFormat { .. }, .. } => FailureKind::Refused,
            Self::NoCorpus { .. }
            | Self::CorpusUnreadable { .. }
            | Self::Store { .. }
            | Self::Index { .. }
            | Self::AlreadyThere { .. }
            | Self::CannotRead { .. }
            | Self::CannotWrite { .. } => FailureKind::Failed,
        }
    }

    /// Whether something derived is damaged, so that making it again helps.
    pub(crate) fn is_damage(&self) -> bool {
        match self {
            Self::Index { .. } => true,
            Self::Store { source, .. } => source.is_damage(),
            _ => false,
        }
    }

    /// Why, without what was being done: for a sentence that says that itself.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Store { source, .. } => source.to_string(),
            Self::Index { source, .. } => source.to_string(),
            other => other.to_string(),
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn message(&self) -> FailureMessage {
        match self {
            Self::NoCorpus { path } => FailureMessage::NoCorpus { path: shown(path) },
            Self::CorpusUnreadable { path, reason } => {
                FailureMessage::CorpusUnreadable { path: shown(path), reason: reason.clone() }
            }
            Self::Store { path, source } => store_message(path, source),
            Self::Index { path, source } => {
                FailureMessage::Index { path: shown(path), reason: source.to_string() }
            }
            Self::EmptyQuery => FailureMessage::EmptyQuery,
            Self::NotUnderstood => FailureMessage::NotUnderstood,
            Self::NothingToExplain { problem: None } => FailureMessage::InputEmpty,
            Self::NothingToExplain { problem: Some(ProblemKind::Binary) } => FailureMessage::InputBinary,
            Self::NothingToExplain { problem: Some(ProblemKind::OtherProfile) } => {
                FailureMessage::InputOtherProfile
            }
            Self::NothingToExplain { .. } => FailureMessage::InputTellsNothing,
            Self::InvalidFilter { filter } => FailureMessage::InvalidFilter { filter: filter.clone() },
            Self::InvalidCursor { cursor } => FailureMessage::InvalidCursor { cursor: cursor.clone() },
            Self::NothingSaid => FailureMessage::NothingSaid,
            Self::SaidBoth { id } => FailureMessage::SaidBoth { id: id.clone() },
            Self::EmptyRemark => FailureMessage::EmptyRemark,
            Self::NoCorrection { field, value } => {
                let fields =
                    fupan_model::CorrectedField::ALL.map(fupan_model::CorrectedField::as_str).join(", ");
                match field.parse::<fupan_model::CorrectedField>() {
                    Ok(_) => FailureMessage::NoValueOfField { field: field.clone(), value: value.clone() },
                    Err(_) => FailureMessage::NoCorrectedField { field: field.clone(), fields },
                }
            }
            Self::UnknownAnnotation { id, incident } => {
                FailureMessage::UnknownAnnotation { id: id.clone(), incident: incident.clone() }
            }
            Self::UnknownIncident { id, .. } => FailureMessage::UnknownIncident { id: id.clone() },
            Self::UnknownEntry { name, .. } => FailureMessage::UnknownEntry { name: name.clone() },
            Self::UnknownTeam { id, path, .. } => {
                FailureMessage::UnknownTeam { id: id.clone(), path: shown(path) }
            }
            Self::UnknownNode { id, .. } => FailureMessage::UnknownNode { id: id.clone() },
            Self::NoPath { from, to } => FailureMessage::NoPath { from: from.clone(), to: to.clone() },
            Self::AlreadyThere { path } => FailureMessage::AlreadyThere { path: shown(path) },
            Self::CannotRead { path, source } => {
                FailureMessage::CannotRead { path: shown(path), reason: source.to_string() }
            }
            Self::CannotWrite { path, source } => {
                FailureMessage::CannotWrite { path: shown(path), reason: source.to_string() }
            }
        }
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hints(&self) -> Vec<HintMessage> {
        match self {
            Self::NoCorpus { .. } => vec![HintMessage::StartCorpus],
            Self::NothingToExplain { problem: Some(ProblemKind::NoStack) } => vec![HintMessage::AskSimilar],
            Self::UnknownNode { near, .. } if !near.is_empty() => {
                vec![HintMessage::DidYouMean { ids: near.join(", ") }]
            }
            Self::UnknownIncident { near: Some(near), .. }
            | Self::UnknownEntry { near: Some(near), .. }
            | Self::UnknownTeam { near: Some(near), .. } => {
                vec![HintMessage::DidYouMean { ids: near.clone() }]
            }
            Self::CannotWrite { .. } => Vec::new(),
            _ => match self.kind() {
                FailureKind::InUse => vec![HintMessage::WaitForWriter],
                FailureKind::Refused => vec![HintMessage::UpgradeOrRebuild],
                _ => Vec::new(),
            },
        }
    }
}

fn store_message(path: &Path, source: &StoreError) -> FailureMessage {
    let path = shown(path);
    match source {
        StoreError::InUse { process } => FailureMessage::InUse { path, process: process.clone() },
        StoreError::NewerFormat { found, supported } => {
            FailureMessage::NewerFormat { path, found: *found, supported: *supported }
        }
        StoreError::Io { .. } => FailureMessage::Unusable { path, reason: source.to_string() },
        other => FailureMessage::Index { path, reason: other.to_string() },
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
