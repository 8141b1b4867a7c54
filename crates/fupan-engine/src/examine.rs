//! Whether corpus, data directory and index work, without changing anything.

use fupan_locale::FindingMessage;

use crate::corpus::Care;
use crate::open::{Last, open_last};
use crate::{EngineError, FailureKind, Places, lint};

/// What an examination found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// Each check.
    pub findings: Vec<Finding>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it went.
    pub state: FindingState,
    /// What was found.
    pub message: FindingMessage,
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingState {
    /// As it should be.
    Good,
    /// Works, but somebody should look.
    Warning,
    /// Does not work.
    Failed,
}

impl Examination {
    /// Whether nothing failed.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.findings.iter().all(|finding| finding.state != FindingState::Failed)
    }
}

/// Looks at the corpus and the data directory. Nothing is written but a file that proves that one can be.
#[must_use]
pub fn examine(places: &Places) -> Examination {
    let mut findings = corpus_findings(places);
    findings.push(writable_finding(places));
    findings.push(index_finding(places));
    Examination { findings }
}

fn corpus_findings(places: &Places) -> Vec<Finding> {
    let path = places.corpus.display().to_string();
    match lint(&places.corpus, None) {
        Ok(report) => {
            let files = Finding::new(
                FindingState::Good,
                FindingMessage::CorpusReadable { path, files: report.files },
            );
            let problems = match report.problems.len() {
                0 => Finding::new(FindingState::Good, FindingMessage::CorpusClean),
                count => Finding::new(FindingState::Warning, FindingMessage::CorpusProblems { count }),
            };
            vec![files, problems]
        }
        Err(_) => vec![Finding::new(FindingState::Failed, FindingMessage::CorpusMissing { path })],
    }
}

fn writable_finding(places: &Places) -> Finding {
    let directory = &places.data_directory;
    let path = directory.display().to_string();
    let probe = directory.join(format!("probe-{}", std::process::id()));
    let written = std::fs::create_dir_all(directory).and_then(|()| std::fs::write(&probe, b"probe"));
    match written.and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Finding::new(FindingState::Good, FindingMessage::Writable { path }),
        // Readers answer from a directory that nobody may write, as long as it holds an index.
        Err(error) => Finding::new(
            FindingState::Warning,
            FindingMessage::NotWritable { path, reason: error.to_string() },
        ),
    }
}

fn index_finding(places: &Places) -> Finding {
    let path = places.data_directory.display().to_string();
    match open_last(places, Care::Everything) {
        Ok(Last::Fresh(engine)) => {
            Finding::new(FindingState::Good, FindingMessage::IndexCurrent { path, incidents: engine.count() })
        }
        Ok(Last::Stale(_)) => Finding::new(FindingState::Warning, FindingMessage::IndexBehind { path }),
        Ok(Last::None) => Finding::new(FindingState::Warning, FindingMessage::NoIndex { path }),
        Ok(Last::Damaged { reason }) => {
            Finding::new(FindingState::Warning, FindingMessage::IndexDamaged { path, reason })
        }
        Err(error) => Finding::new(FindingState::Failed, failure(path, &error)),
    }
}

fn failure(path: String, error: &EngineError) -> FindingMessage {
    match error {
        EngineError::Store { source: fupan_store::StoreError::NewerFormat { found, .. }, .. } => {
            FindingMessage::Newer { path, found: *found }
        }
        _ if error.kind() == FailureKind::InUse => FindingMessage::InUse { path, process: error.to_string() },
        _ => FindingMessage::IndexDamaged { path, reason: error.to_string() },
    }
}

impl Finding {
    fn new(state: FindingState, message: FindingMessage) -> Self {
        Self { state, message }
    }
}
