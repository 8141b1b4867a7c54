//! Brings the data directory up to date with the corpus and publishes a view of it.
//!
//! Only files whose content changed are parsed, and only documents and stacks that changed go through their indexes.
//! What depends on several files at once (duplicate ids, the pattern tree, graph, catalogue) is made anew from the
//! parsed records, so that a view never depends on the order in which its files came.

mod keywords;
mod stacks;

pub(crate) use self::keywords::Keywords;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use fupan_model::Postmortem;
use fupan_record::Problem;
use fupan_search::{Document, TextIndexWriter};
use fupan_store::{Batch, DataDirectory, LockWait, RebuildReason, Recovery, Writer};
use fupan_text::Analyzer;
use rayon::prelude::*;

use crate::collection::Collection;
use crate::corpus::{FileStamp, ReadFile, Record, SeenFile, read_all, scan};
use crate::document::document;
use crate::open::store_error;
use crate::view::{Counts, Manifest, damaged, identity, manifest_of, publish};
use crate::{EngineError, Notice, Places};

/// Parsed files by path.
const FILES: &str = "files";
/// The hash of each document in the text index, by incident.
const DOCUMENTS: &str = "documents";
/// Which commit of the text index belongs to the documents.
const TEXT: &str = "text";
const TEXT_SEQUENCE: &[u8] = b"sequence";
/// The hash of each file of the text index, by name: a damaged one must not find its way into the next commit.
const TEXT_FILES: &str = "text files";

/// How to index.
#[derive(Debug, Clone, Copy)]
pub struct IndexOptions {
    /// Drop what is there and read everything again.
    pub rebuild: bool,
    /// How long to wait for another writer.
    pub wait: Duration,
    /// The time of day.
    pub now: SystemTime,
}

/// What an index run did.
#[derive(Debug, Clone)]
pub struct IndexReport {
    /// Incidents in the index.
    pub incidents: usize,
    /// Patterns in the index.
    pub patterns: usize,
    /// Annotations in the index.
    pub annotations: usize,
    /// Stacks in the index.
    pub stacks: usize,
    /// Groups of the glossary.
    pub glossary_groups: usize,
    /// Files that were read again because they are new, changed or broken.
    pub read: usize,
    /// What is wrong with the corpus, by file and line.
    pub problems: Vec<Problem>,
    /// What should be known.
    pub notices: Vec<Notice>,
}

/// How far an index run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it does.
    pub phase: ProgressPhase,
    /// Steps done in this phase.
    pub done: usize,
    /// Steps in this phase.
    pub of: usize,
}

/// What an index run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgressPhase {
    /// Reads and parses changed files.
    Reading,
    /// Puts changed documents into the text index.
    Indexing,
    /// Writes the view that readers open.
    Publishing,
}

/// A parsed file as the data directory keeps it: stamp and record, each as JSON.
type StoredFile = (FileStamp, Record);

/// Brings the index up to date. Problems of the corpus are listed and never stop the rest.
///
/// # Errors
/// [`EngineError::NoCorpus`], [`EngineError::CorpusUnreadable`], [`EngineError::Store`] where the data directory is
/// in use, of a newer release or not writable, [`EngineError::Index`] where the text index fails.
pub fn index(
    places: &Places,
    options: &IndexOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<IndexReport, EngineError> {
    let (seen, listing_problems) = scan(&places.corpus)?;
    let mut run = Run::start(places, options, progress)?;
    let files = match run.read_files(&seen) {
        // Damage that only shows when a value is read: what was derived is dropped, the corpus has it all.
        Err(error) if error.is_damage() => {
            run = run.start_again()?;
            run.read_files(&seen)?
        }
        files => files?,
    };
    let mut problems = listing_problems;
    problems.extend(files.iter().flat_map(|file| file.problems.iter().cloned()));
    let stamps: Vec<FileStamp> = files.iter().map(|file| file.stamp.clone()).collect();
    let records = files.into_iter().filter_map(|file| Some((file.path, file.record?)));
    let (collection, cross_problems) = Collection::of(records.collect());
    problems.extend(cross_problems);
    problems.sort();
    let counts = Counts { problems: problems.len(), ..collection.counts() };
    run.publish_if_changed(stamps, counts, &collection)?;
    Ok(IndexReport {
        incidents: counts.incidents,
        patterns: counts.patterns,
        annotations: counts.annotations,
        stacks: counts.stacks,
        glossary_groups: counts.glossary_groups,
        read: run.read,
        problems,
        notices: run.notices,
    })
}

/// One index run with the writer's lock.
struct Run<'a> {
    places: &'a Places,
    now: SystemTime,
    progress: &'a (dyn Fn(Progress) + Sync),
    analyzer: Analyzer,
    directory: DataDirectory,
    writer: Writer,
    notices: Vec<Notice>,
    /// Changes of the catalogue that this run makes.
    batch: Batch,
    read: usize,
}

impl<'a> Run<'a> {
    fn start(
        places: &'a Places,
        options: &IndexOptions,
        progress: &'a (dyn Fn(Progress) + Sync),
    ) -> Result<Self, EngineError> {
        let analyzer = Analyzer::new();
        let directory = DataDirectory::at(&places.data_directory);
        let opened = directory.open_writer(&identity(&analyzer), LockWait::UpTo(options.wait));
        let (mut writer, recoveries) = opened.map_err(|source| store_error(places, source))?;
        if options.rebuild {
            writer = writer.clear().map_err(|source| store_error(places, source))?;
        }
        let notices = recoveries.into_iter().map(notice_of).collect();
        let (now, batch) = (options.now, Batch::default());
        Ok(Self { places, now, progress, analyzer, directory, writer, notices, batch, read: 0 })
    }

    /// Moves the damaged catalogue aside and opens an empty one.
    fn start_again(self) -> Result<Self, EngineError> {
        let Self { places, now, progress, writer, mut notices, .. } = self;
        notices.push(notice_of(writer.abandon().map_err(|source| store_error(places, source))?));
        let options = IndexOptions { rebuild: true, wait: Duration::from_secs(1), now };
        let mut run = Self::start(places, &options, progress)?;
        run.notices.splice(0..0, notices);
        Ok(run)
    }

    /// Every file of the corpus, by path: from the catalogue where it is unchanged and was without fault.
    fn read_files(&mut self, seen: &[SeenFile]) -> Result<Vec<ReadFile>, EngineError> {
        let stored = self.stored_files()?;
        let (kept, changed): (Vec<&SeenFile>, Vec<&SeenFile>) = seen
            .iter()
            .partition(|file| stored.get(&file.relative).is_some_and(|(stamp, _)| file.is_still(stamp)));
        self.read = changed.len();
        let done = AtomicUsize::new(0);
        let of = changed.len();
        let mut files = read_all(&changed, self.now, &|| {
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            (self.progress)(Progress { phase: ProgressPhase::Reading, done, of });
        });
        for file in &files {
            self.keep_or_forget(file)?;
        }
        let names: BTreeSet<&str> = seen.iter().map(|file| file.relative.as_str()).collect();
        for gone in stored.keys().filter(|path| !names.contains(path.as_str())) {
            self.batch.remove(FILES, gone.as_bytes());
        }
        let mut stored = stored;
        for file in kept {
            let Some((stamp, record)) = stored.remove(&file.relative) else { continue };
            let (path, problems) = (file.file.path.clone(), Vec::new());
            files.push(ReadFile { path, stamp, record: Some(record), problems });
        }
        files.sort_by(|a, b| a.stamp.path.cmp(&b.stamp.path));
        Ok(files)
    }

    fn stored_files(&self) -> Result<BTreeMap<String, StoredFile>, EngineError> {
        let table = self.writer.table(FILES).map_err(|source| store_error(self.places, source))?;
        let mut files = BTreeMap::new();
        for (path, bytes) in table {
            let stored = decode_stored(&bytes).map_err(|error| self.damaged(error))?;
            files.insert(String::from_utf8_lossy(&path).into_owned(), stored);
        }
        Ok(files)
    }

    /// A file with problems is read again each time, so that they are listed each time.
    fn keep_or_forget(&mut self, file: &ReadFile) -> Result<(), EngineError> {
        match &file.record {
            Some(record) if file.problems.is_empty() => {
                let bytes =
                    serde_json::to_vec(&(&file.stamp, record)).map_err(|error| self.damaged(error))?;
                self.batch.put(FILES, file.stamp.path.as_bytes(), bytes);
            }
            _ => self.batch.remove(FILES, file.stamp.path.as_bytes()),
        }
        Ok(())
    }

    fn damaged(&self, error: impl std::error::Error + Send + Sync + 'static) -> EngineError {
        damaged(&self.places.data_directory, error)
    }

    /// Publishes a view unless the newest one shows exactly this.
    fn publish_if_changed(
        &mut self,
        files: Vec<FileStamp>,
        counts: Counts,
        collection: &Collection,
    ) -> Result<(), EngineError> {
        let sequence = self.writer.sequence();
        if self
            .newest_manifest()
            .is_some_and(|newest| newest == Manifest { sequence, files: files.clone(), counts })
        {
            return Ok(());
        }
        let text = self.index_texts(collection)?;
        let stacks = self.index_stacks(collection)?;
        let keywords = self.keywords(collection)?;
        (self.progress)(Progress { phase: ProgressPhase::Publishing, done: 0, of: 1 });
        let batch = std::mem::take(&mut self.batch);
        let sequence = self.writer.apply(&batch).map_err(|source| store_error(self.places, source))?;
        let builder = self.writer.begin_view().map_err(|source| store_error(self.places, source))?;
        let manifest = Manifest { sequence, files, counts };
        publish(builder, &manifest, (collection, &keywords), &self.analyzer, &text, &stacks)?;
        (self.progress)(Progress { phase: ProgressPhase::Publishing, done: 1, of: 1 });
        Ok(())
    }

    /// The manifest of the newest view, where that can be believed. Damage is told of.
    fn newest_manifest(&mut self) -> Option<Manifest> {
        match self.newest_view_verified() {
            Ok(manifest) => manifest,
            Err(error) => {
                if error.is_damage() {
                    self.notices.push(Notice::ViewDamaged { reason: error.reason() });
                }
                None
            }
        }
    }

    fn newest_view_verified(&self) -> Result<Option<Manifest>, EngineError> {
        let newest = self.directory.latest_view().map_err(|source| store_error(self.places, source))?;
        let Some(view) = newest.filter(|view| *view.identity() == identity(&self.analyzer)) else {
            return Ok(None);
        };
        view.verify().map_err(|source| store_error(self.places, source))?;
        manifest_of(&view).map(Some)
    }

    /// Brings the text index to the documents of the collection: changed ones alone where it holds what the catalogue
    /// says, all of them otherwise.
    fn index_texts(&mut self, collection: &Collection) -> Result<TextIndexWriter, EngineError> {
        let folder = self.writer.text_index_folder();
        let mut known = self.writer.table(DOCUMENTS).map_err(|source| store_error(self.places, source))?;
        let committed =
            self.writer.get(TEXT, TEXT_SEQUENCE).map_err(|source| store_error(self.places, source))?;
        let committed = committed.and_then(|bytes| Some(u64::from_be_bytes(*bytes.first_chunk::<8>()?)));
        let files = self.writer.table(TEXT_FILES).map_err(|source| store_error(self.places, source))?;
        let is_sound = hashes_of(&folder).is_ok_and(|found| found == files);
        let mut text = match TextIndexWriter::open(&folder) {
            Ok(text) if is_sound && text.sequence() == committed => text,
            opened => {
                drop(opened);
                for id in std::mem::take(&mut known).keys() {
                    self.batch.remove(DOCUMENTS, id);
                }
                TextIndexWriter::create_anew(&folder).map_err(|error| self.damaged(error))?
            }
        };
        let changed = self.changed_documents(collection, &known);
        let of = changed.len();
        for (done, (document, hash)) in (1..).zip(changed) {
            text.put(&document, &self.analyzer).map_err(|error| self.damaged(error))?;
            self.batch.put(DOCUMENTS, document.id.as_bytes(), hash);
            (self.progress)(Progress { phase: ProgressPhase::Indexing, done, of });
        }
        let is_gone = |id: &str| id.parse().map_or(true, |id| !collection.postmortems.contains_key(&id));
        for id in known.keys().map(|id| String::from_utf8_lossy(id)).filter(|id| is_gone(id)) {
            text.remove(&id);
            self.batch.remove(DOCUMENTS, id.as_bytes());
        }
        let sequence = self.writer.sequence() + 1;
        text.commit(sequence).map_err(|error| self.damaged(error))?;
        self.batch.put(TEXT, TEXT_SEQUENCE, sequence.to_be_bytes().to_vec());
        self.keep_hashes(TEXT_FILES, &folder, &files)?;
        Ok(text)
    }

    /// Keeps the hashes of the files of an index, in the place of those from before.
    fn keep_hashes(
        &mut self,
        table: &str,
        folder: &Path,
        before: &BTreeMap<Vec<u8>, Vec<u8>>,
    ) -> Result<(), EngineError> {
        let hashes = hashes_of(folder).map_err(|error| self.damaged(error))?;
        before.keys().for_each(|name| self.batch.remove(table, name));
        hashes.into_iter().for_each(|(name, hash)| self.batch.put(table, &name, hash));
        Ok(())
    }

    /// Documents that the text index does not hold as they are now, each with its hash.
    fn changed_documents(
        &self,
        collection: &Collection,
        known: &BTreeMap<Vec<u8>, Vec<u8>>,
    ) -> Vec<(Document, Vec<u8>)> {
        let postmortems: Vec<&Postmortem> = collection.postmortems.values().collect();
        let hashed = postmortems.par_iter().map(|postmortem| {
            let document = document(postmortem, &collection.patterns);
            let hash = blake3::hash(format!("{document:?}").as_bytes()).as_bytes().to_vec();
            (document, hash)
        });
        hashed.filter(|(document, hash)| known.get(document.id.as_bytes()) != Some(hash)).collect()
    }
}

/// The hash of each file of an index, by name. Its lock files say nothing.
fn hashes_of(folder: &Path) -> std::io::Result<BTreeMap<Vec<u8>, Vec<u8>>> {
    let mut hashes = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".lock") && !name.starts_with(".tmp") {
            let hash = blake3::hash(&std::fs::read(entry.path())?);
            hashes.insert(name.into_bytes(), hash.as_bytes().to_vec());
        }
    }
    Ok(hashes)
}

fn decode_stored(bytes: &[u8]) -> serde_json::Result<StoredFile> {
    let (stamp, record): StoredFile = serde_json::from_slice(bytes)?;
    Ok((stamp, record.complete()))
}

fn notice_of(recovery: Recovery) -> Notice {
    match recovery {
        Recovery::MovedAside { from, to, reason } => {
            Notice::MovedAside { from: from.display().to_string(), to: to.display().to_string(), reason }
        }
        Recovery::Dropped(RebuildReason::OlderFormat) => Notice::OtherRelease,
        Recovery::Dropped(RebuildReason::OtherAnalysis) => Notice::OtherAnalysis,
    }
}
