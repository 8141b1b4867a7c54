//! A run that failed: what is said, and the exit code.

use std::io;

use fupan_engine::{EngineError, FailureKind};
use fupan_locale::{CommonMessage, FailureMessage, HintMessage, LabelMessage, ReportFailure, UsageMessage};

use fupan_report::TemplateError;

use crate::ExitStatus;
use crate::options::Session;

/// Why a verb gave no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("no report")]
    Report(ReportFailure),
    #[error("wrong use")]
    Usage(UsageMessage),
    #[error("cannot read {path}: {source}")]
    Input { path: String, source: io::Error },
    #[error("cannot write the answer: {0}")]
    Output(io::Error),
    #[error("cannot listen on {address}: {source}")]
    Listen { address: String, source: io::Error },
}

impl Failure {
    pub(crate) fn output(error: io::Error) -> Self {
        Self::Output(error)
    }

    pub(crate) fn status(&self) -> ExitStatus {
        match self {
            Self::Engine(error) => match error.kind() {
                FailureKind::Usage => ExitStatus::Usage,
                FailureKind::NotUnderstood => ExitStatus::NotUnderstood,
                FailureKind::InUse => ExitStatus::InUse,
                FailureKind::Refused => ExitStatus::Refused,
                FailureKind::NotFound | FailureKind::Failed => ExitStatus::Failed,
            },
            Self::Usage(_) => ExitStatus::Usage,
            Self::Template(TemplateError::Mistake { .. }) => ExitStatus::NotUnderstood,
            // A reader that had enough, such as `head`, is no failure.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitStatus::Done,
            Self::Input { .. }
            | Self::Output(_)
            | Self::Report(_)
            | Self::Template(_)
            | Self::Listen { .. } => ExitStatus::Failed,
        }
    }

    /// Says on standard error what went wrong and what helps.
    pub(crate) fn report(&self, session: &mut Session<'_, '_>) -> ExitStatus {
        let status = self.status();
        if status != ExitStatus::Done {
            let language = session.language;
            session.diagnose(&LabelMessage::Error, &self.sentence(language));
            for hint in self.hints() {
                session.diagnose(&LabelMessage::Hint, &hint.render(language));
            }
        }
        status
    }

    fn sentence(&self, language: fupan_locale::Language) -> String {
        match self {
            Self::Engine(error) => FailureMessage::render(&error.message(), language),
            Self::Usage(message) => message.render(language),
            Self::Template(error) => error.message().render(language),
            Self::Report(message) => message.render(language),
            Self::Input { path, source } if source.kind() == io::ErrorKind::NotFound => {
                CommonMessage::NotFound { path: path.clone() }.render(language)
            }
            Self::Input { path, source } => {
                CommonMessage::NotReadable { path: path.clone(), reason: source.to_string() }.render(language)
            }
            Self::Output(error) => UsageMessage::OutputFailed { reason: error.to_string() }.render(language),
            Self::Listen { address, source } => {
                UsageMessage::CannotListen { address: address.clone(), reason: source.to_string() }
                    .render(language)
            }
        }
    }

    fn hints(&self) -> Vec<HintMessage> {
        match self {
            Self::Engine(error) => error.hints(),
            _ => Vec::new(),
        }
    }
}
