//! Opens the newest view, bringing it up to date first where that is needed and possible.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use fupan_diagnosis::Rules;
use fupan_model::{Pattern, PatternId, Postmortem, PostmortemId};
use fupan_search::{TextHits, TextQuery};
use fupan_statistics::Table;
use fupan_store::{DataDirectory, StoreError};
use fupan_text::{Analyzer, Glossary};

use crate::complete::Completions;
use crate::corpus::{Care, FileStamp, scan, unchanged};
use crate::index::{IndexOptions, index};
use crate::view::{OpenedView, identity};
use crate::{EngineError, Notice, Places};

/// How long the first reader of all waits for a writer who is at work.
const FIRST_VIEW: Duration = Duration::from_secs(120);

/// One immutable view of a corpus, ready to answer.
#[derive(Debug)]
pub struct Engine {
    pub(crate) opened: OpenedView,
    pub(crate) analyzer: Analyzer,
    pub(crate) places: Places,
    /// Made when a question first asks for them.
    pub(crate) completions: OnceLock<Completions>,
    /// The same.
    pub(crate) rules: OnceLock<Rules>,
    /// The same.
    pub(crate) table: OnceLock<Table>,
}

/// An engine with what should be known beside its answers.
#[derive(Debug)]
pub struct Opened {
    /// The engine.
    pub engine: Engine,
    /// What should be known.
    pub notices: Vec<Notice>,
}

/// Opens the newest view. A missing or stale one is made first; a stale one that cannot be replaced now, because
/// another process writes or nobody may, answers and says so.
///
/// # Errors
/// [`EngineError::NoCorpus`] without a corpus and a view, [`EngineError::Store`] where the data directory cannot be
/// used, [`EngineError::Index`] where an index failed twice.
pub fn open(places: &Places, now: SystemTime) -> Result<Opened, EngineError> {
    open_caring(places, now, Care::Records)
}

/// The same, where the files beside the records count too: code of patterns, evidence. [`open`] sees a change of theirs
/// only once a record changes or somebody indexes.
///
/// # Errors
/// As [`open`].
pub fn open_with_files(places: &Places, now: SystemTime) -> Result<Opened, EngineError> {
    open_caring(places, now, Care::Everything)
}

fn open_caring(places: &Places, now: SystemTime, care: Care) -> Result<Opened, EngineError> {
    match open_last(places, care)? {
        Last::Fresh(engine) => Ok(Opened { notices: engine.standing_notices(), engine }),
        Last::Stale(engine) => replace(engine, places, now),
        // Whoever makes a new view in the place of a damaged one says so.
        Last::None | Last::Damaged { .. } => make_view(places, now, FIRST_VIEW),
    }
}

/// A newer engine, where the corpus or its view changed since `engine` was opened.
pub(crate) fn reopen_if_changed(engine: &Engine, now: SystemTime) -> Result<Option<Opened>, EngineError> {
    let places = &engine.places;
    let newest = DataDirectory::at(&places.data_directory).latest_view();
    let newest = newest.map_err(|source| store_error(places, source))?;
    let same_view = newest.is_some_and(|view| view.id() == engine.opened.view.id());
    if same_view && is_fresh(&engine.opened.manifest.files, places, Care::Everything) {
        return Ok(None);
    }
    open_with_files(places, now).map(Some)
}

/// The last view, and what it is worth now.
pub(crate) enum Last {
    /// There is none that this release can read.
    None,
    /// It is there but cannot be believed.
    Damaged { reason: String },
    /// It shows the corpus as it is.
    Fresh(Engine),
    /// The corpus has changed.
    Stale(Engine),
}

pub(crate) fn open_last(places: &Places, care: Care) -> Result<Last, EngineError> {
    let view = match DataDirectory::at(&places.data_directory).latest_view() {
        Ok(Some(view)) => view,
        Ok(None) => return Ok(Last::None),
        Err(error) if error.is_damage() => return Ok(Last::Damaged { reason: error.to_string() }),
        Err(source) => return Err(store_error(places, source)),
    };
    let analyzer = Analyzer::new();
    let expected = identity(&analyzer);
    if view.identity().format > expected.format {
        let source = StoreError::NewerFormat { found: view.identity().format, supported: expected.format };
        return Err(store_error(places, source));
    }
    if *view.identity() != expected {
        return Ok(Last::None);
    }
    let opened = match OpenedView::open(view) {
        Ok(opened) => opened,
        Err(error) if error.is_damage() => return Ok(Last::Damaged { reason: error.to_string() }),
        Err(error) => return Err(error),
    };
    let fresh = is_fresh(&opened.manifest.files, places, care);
    let engine = Engine {
        opened,
        analyzer,
        places: places.clone(),
        completions: OnceLock::new(),
        rules: OnceLock::new(),
        table: OnceLock::new(),
    };
    Ok(if fresh { Last::Fresh(engine) } else { Last::Stale(engine) })
}

/// Indexes the changes; where that cannot be done, the last view answers.
fn replace(last: Engine, places: &Places, now: SystemTime) -> Result<Opened, EngineError> {
    let notice = match make_view(places, now, Duration::ZERO) {
        Ok(opened) => return Ok(opened),
        Err(EngineError::NoCorpus { path }) => Notice::CorpusGone { path: path.display().to_string() },
        Err(EngineError::Store { source: StoreError::InUse { process }, .. }) => {
            Notice::AnsweredFromLastView { process }
        }
        Err(error) => Notice::ViewIsBehind { reason: error.reason() },
    };
    let mut notices = vec![notice];
    notices.extend(last.standing_notices());
    Ok(Opened { engine: last, notices })
}

fn make_view(places: &Places, now: SystemTime, wait: Duration) -> Result<Opened, EngineError> {
    let report = index(places, &IndexOptions { rebuild: false, wait, now }, &|_| {})?;
    let engine = match open_last(places, Care::Records)? {
        // The corpus may have changed again since; the next question will see.
        Last::Fresh(engine) | Last::Stale(engine) => engine,
        Last::None => return Err(EngineError::NoCorpus { path: places.corpus.clone() }),
        Last::Damaged { reason } => {
            let source = StoreError::Damaged { path: places.data_directory.clone(), reason };
            return Err(store_error(places, source));
        }
    };
    let mut notices = report.notices;
    notices.extend(engine.standing_notices());
    Ok(Opened { engine, notices })
}

/// Whether the corpus still holds exactly the files that a view was made from.
fn is_fresh(files: &[FileStamp], places: &Places, care: Care) -> bool {
    scan(&places.corpus).is_ok_and(|(seen, _)| unchanged(files, &seen, care))
}

pub(crate) fn store_error(places: &Places, source: StoreError) -> EngineError {
    EngineError::Store { path: places.data_directory.clone(), source }
}

impl Engine {
    /// What should be known beside every answer of this view.
    fn standing_notices(&self) -> Vec<Notice> {
        let counts = self.opened.manifest.counts;
        let mut notices = Vec::new();
        if counts.incidents == 0 {
            notices.push(Notice::EmptyCorpus { path: self.places.corpus.display().to_string() });
        }
        if counts.problems > 0 {
            notices.push(Notice::ProblemsInCorpus { count: counts.problems });
        }
        notices
    }

    /// How many incidents the view holds.
    #[must_use]
    pub fn count(&self) -> usize {
        self.opened.catalogue.count()
    }

    /// The incident of an id.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn incident(&self, id: PostmortemId) -> Result<Option<Postmortem>, EngineError> {
        self.opened.catalogue.incident(id).map_err(|error| self.damaged(error))
    }

    /// The pattern of an id.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn pattern(&self, id: &PatternId) -> Result<Option<Pattern>, EngineError> {
        self.opened.catalogue.pattern(id).map_err(|error| self.damaged(error))
    }

    /// Words that mean one thing, to be found in questions.
    pub(crate) fn glossary(&self) -> &Glossary {
        &self.opened.glossary
    }

    /// Every term of the glossary, in the order of its groups.
    pub fn glossary_terms(&self) -> impl Iterator<Item = &str> {
        self.opened.glossary.terms().map(|term| term.text.as_str())
    }

    /// Every incident, by id.
    pub(crate) fn incidents(&self) -> Result<Vec<Postmortem>, EngineError> {
        self.opened.catalogue.incidents().collect::<Result<_, _>>().map_err(|error| self.damaged(error))
    }

    /// The incident that a person means by an id or alias.
    pub(crate) fn resolve_incident(&self, text: &str) -> Result<PostmortemId, EngineError> {
        let found = self.opened.catalogue.resolve(text);
        found.ok_or_else(|| EngineError::UnknownIncident {
            id: text.to_owned(),
            near: self.opened.catalogue.nearest(text),
        })
    }

    pub(crate) fn text_hits(&self, query: &TextQuery<'_>) -> Result<TextHits, EngineError> {
        self.opened.text.search(&self.analyzer, query).map_err(|error| self.damaged(error))
    }

    pub(crate) fn damaged(&self, error: impl std::error::Error + Send + Sync + 'static) -> EngineError {
        EngineError::Index { path: self.opened.view.path().to_owned(), source: Box::new(error) }
    }
}
