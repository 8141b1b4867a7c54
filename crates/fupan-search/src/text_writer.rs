//! The writer of the text index.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fupan_text::Analyzer;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::{Index, IndexWriter, Term};

use crate::SearchError;
use crate::index_document::{DocumentAnalysis, IndexDocument};
use crate::schema::{Document, Fields, schema};
use crate::token_row::{RowTokenizer, TOKENIZER};

/// Memory for documents that are not yet on the disk. It is taken as it is needed; what does not fit is a segment of
/// its own, which the commit has to merge.
const BUFFER: usize = 256 * 1024 * 1024;

/// Changes the text index in its folder. One at a time: the caller holds the lock of the data directory.
///
/// Every commit leaves one segment without deleted documents. The cost grows with the index, which is right for a
/// corpus of written postmortems, and makes scores depend on the documents alone.
pub struct TextIndexWriter {
    path: PathBuf,
    index: Index,
    writer: IndexWriter<IndexDocument>,
    fields: Fields,
    analysis: DocumentAnalysis,
    /// The ids of an index that began empty: what it does not hold need not be looked for to be removed.
    ids: Option<BTreeSet<String>>,
    sequence: Option<u64>,
}

impl TextIndexWriter {
    /// Opens the index of a folder, or makes an empty one.
    ///
    /// # Errors
    /// [`SearchError`] where it is damaged or cannot be written; [`TextIndexWriter::create_anew`] helps against damage.
    pub fn open(path: &Path) -> Result<Self, SearchError> {
        let failed = SearchError::index(path);
        fs::create_dir_all(path).map_err(|source| SearchError::Io { path: path.to_owned(), source })?;
        remove_left_behind(path);
        let (schema, fields) = schema();
        let folder = tantivy::directory::MmapDirectory::open(path).map_err(|error| failed(error.into()))?;
        let index = Index::open_or_create(folder, schema).map_err(&failed)?;
        index.tokenizers().register(TOKENIZER, RowTokenizer::default());
        let writer = index.writer_with_num_threads(1, BUFFER).map_err(&failed)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let metas = index.load_metas().map_err(&failed)?;
        let ids = metas.segments.is_empty().then(BTreeSet::new);
        let sequence = metas.payload.and_then(|payload| payload.parse().ok());
        let analysis = DocumentAnalysis::default();
        Ok(Self { path: path.to_owned(), index, writer, fields, analysis, ids, sequence })
    }

    /// Drops whatever the folder holds and makes an empty index.
    ///
    /// # Errors
    /// [`SearchError`] where the folder cannot be written.
    pub fn create_anew(path: &Path) -> Result<Self, SearchError> {
        match fs::remove_dir_all(path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(SearchError::Io { path: path.to_owned(), source })
            }
            _ => Self::open(path),
        }
    }

    /// The sequence of the last commit; none before the first.
    #[must_use]
    pub fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    /// Adds a document, in the place of an older one with its id.
    ///
    /// # Errors
    /// [`SearchError`] where it cannot be written.
    pub fn put(&mut self, document: &Document, analyzer: &Analyzer) -> Result<(), SearchError> {
        if self.ids.as_mut().is_none_or(|ids| !ids.insert(document.id.clone())) {
            self.remove(&document.id);
        }
        let document = self.analysis.run(document, analyzer, &self.fields);
        self.writer.add_document(document).map_err(SearchError::index(&self.path))?;
        Ok(())
    }

    /// Removes the document of an id, if there is one.
    pub fn remove(&mut self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Makes all changes durable, under a sequence number of the caller.
    ///
    /// # Errors
    /// [`SearchError`] where they cannot be written; the writer is of no further use then.
    pub fn commit(&mut self, sequence: u64) -> Result<(), SearchError> {
        let path = self.path.clone();
        let failed = SearchError::index(&path);
        let payload = sequence.to_string();
        let mut commit = self.writer.prepare_commit().map_err(&failed)?;
        commit.set_payload(&payload);
        commit.commit().map_err(&failed)?;
        self.merge()?;
        self.writer.garbage_collect_files().wait().map_err(&failed)?;
        // tantivy syncs the files, not their names.
        let folder = self.index.directory();
        tantivy::Directory::sync_directory(folder)
            .map_err(|source| SearchError::Io { path: self.path.clone(), source })?;
        self.sequence = Some(sequence);
        Ok(())
    }

    /// Leaves one segment without deleted documents.
    fn merge(&mut self) -> Result<(), SearchError> {
        let failed = SearchError::index(&self.path);
        let segments = self.index.searchable_segment_metas().map_err(&failed)?;
        let is_clean = segments.len() <= 1 && segments.iter().all(|segment| !segment.has_deletes());
        if !is_clean {
            let ids: Vec<_> = segments.iter().map(tantivy::SegmentMeta::id).collect();
            self.writer.merge(&ids).wait().map_err(&failed)?;
        }
        Ok(())
    }

    /// Puts the committed index into another folder, which stays as it is whatever the writer does next: by links to
    /// the same files, or copies where the file system has none.
    ///
    /// # Errors
    /// [`SearchError::Io`].
    pub fn link_into(&self, folder: &Path) -> Result<(), SearchError> {
        let failed = SearchError::index(&self.path);
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| SearchError::Io { path, source }
        };
        fs::create_dir_all(folder).map_err(io(folder))?;
        let segments = self.index.searchable_segment_ids().map_err(&failed)?;
        // The files of a segment are named after it.
        let segments: Vec<String> = segments.iter().map(tantivy::index::SegmentId::uuid_string).collect();
        for entry in fs::read_dir(&self.path).map_err(io(&self.path))? {
            let name = entry.map_err(io(&self.path))?.file_name();
            let text = name.to_string_lossy();
            let belongs = segments.iter().any(|segment| text.starts_with(segment.as_str()));
            if belongs || text == "meta.json" || text == ".managed.json" {
                let (from, to) = (self.path.join(&name), folder.join(&name));
                if fs::hard_link(&from, &to).is_err() {
                    fs::copy(&from, &to).map_err(io(&to))?;
                }
            }
        }
        Ok(())
    }
}

/// Files of a writer that died.
fn remove_left_behind(path: &Path) {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // What cannot be removed does no harm.
        if name.starts_with(".tmp") || name == ".tantivy-writer.lock" || name == ".tantivy-meta.lock" {
            drop(fs::remove_file(entry.path()));
        }
    }
}
