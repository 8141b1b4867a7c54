//! The files of a corpus: which there are, whether they changed, and what they say.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fupan_model::{Annotation, GlossaryGroup, Pattern, Postmortem};
use fupan_record::{CorpusFile, FileKind, Mention, Problem, Read};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::EngineError;

/// A file whose modification time is this close to the moment it was read may have been written once more within
/// the same tick of the file system's clock; some file systems count in steps of two seconds.
const CLOCK_STEP: Duration = Duration::from_secs(2);
/// The same for a file system that counts finer than milliseconds.
const FINE_CLOCK_STEP: Duration = Duration::from_millis(50);

/// What a file looked like when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileStamp {
    /// From the corpus's folder, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) bytes: u64,
    /// Nanoseconds since 1970 of its last change; none where the time cannot prove that it is unchanged.
    pub(crate) modified: Option<u64>,
    pub(crate) hash: [u8; 32],
    /// The evidence that the file names: what is wrong with it is a problem of the file.
    pub(crate) evidence: Vec<EvidenceStamp>,
}

/// What a file of evidence looked like. It may be large, so its content does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EvidenceStamp {
    /// From the folder of the incident.
    path: String,
    /// None where it is not there.
    bytes: Option<u64>,
    /// As that of a [`FileStamp`].
    modified: Option<u64>,
}

/// A file as it is on the disk now.
#[derive(Debug)]
pub(crate) struct SeenFile {
    pub(crate) file: CorpusFile,
    pub(crate) relative: String,
    bytes: u64,
    modified: Option<u64>,
}

/// What one file says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Content {
    Postmortem(Box<Postmortem>),
    Pattern(Box<Pattern>),
    Annotations(Vec<Annotation>),
    Glossary(Vec<GlossaryGroup>),
}

/// What one file says, with the ids in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) content: Content,
    /// The text behind the front matter, which the content's own form leaves out.
    body: String,
    pub(crate) mentions: Vec<Mention>,
}

impl Record {
    /// The record as it was read from its file, after it was read from JSON.
    pub(crate) fn with_body(mut self) -> Self {
        match &mut self.content {
            Content::Postmortem(postmortem) => postmortem.body.clone_from(&self.body),
            Content::Pattern(pattern) => pattern.body.clone_from(&self.body),
            Content::Annotations(_) | Content::Glossary(_) => {}
        }
        self
    }
}

/// A file that was read.
#[derive(Debug)]
pub(crate) struct ReadFile {
    pub(crate) path: PathBuf,
    pub(crate) stamp: FileStamp,
    /// None where the file has errors.
    pub(crate) record: Option<Record>,
    pub(crate) problems: Vec<Problem>,
}

/// Every file of the corpus that counts, by path, and what could not be listed.
pub(crate) fn scan(corpus: &Path) -> Result<(Vec<SeenFile>, Vec<Problem>), EngineError> {
    if !corpus.is_dir() {
        return Err(EngineError::NoCorpus { path: corpus.to_owned() });
    }
    let listed = fupan_record::list_corpus(corpus).map_err(|source| EngineError::CorpusUnreadable {
        path: corpus.to_owned(),
        reason: source.to_string(),
    })?;
    let mut files: Vec<SeenFile> = listed.files.into_iter().map(|file| look_at(corpus, file)).collect();
    files.sort_by(|a, b| a.relative.cmp(&b.relative));
    Ok((files, listed.problems))
}

fn look_at(corpus: &Path, file: CorpusFile) -> SeenFile {
    let metadata = fs::metadata(&file.path).ok();
    let relative = relative_name(corpus, &file.path);
    let bytes = metadata.as_ref().map_or(0, fs::Metadata::len);
    let modified = metadata.and_then(|metadata| metadata.modified().ok()).and_then(nanoseconds);
    SeenFile { file, relative, bytes, modified }
}

fn relative_name(corpus: &Path, path: &Path) -> String {
    let relative: PathBuf = path.strip_prefix(corpus).unwrap_or(path).to_owned();
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// Whether the files are those of the stamps, byte for byte as far as size and time can tell; the content decides
/// where they cannot.
pub(crate) fn unchanged(stamps: &[FileStamp], files: &[SeenFile]) -> bool {
    stamps.len() == files.len() && stamps.iter().zip(files).all(|(stamp, file)| file.is_still(stamp))
}

impl SeenFile {
    /// Evidence of which nothing proves that it is unchanged counts as changed.
    pub(crate) fn is_still(&self, stamp: &FileStamp) -> bool {
        self.has_content(stamp)
            && stamp.evidence.iter().all(|evidence| {
                let now = self.look_at_evidence(&evidence.path);
                now == *evidence && evidence.bytes.is_some() == evidence.modified.is_some()
            })
    }

    fn look_at_evidence(&self, path: &str) -> EvidenceStamp {
        let folder = self.file.path.parent().unwrap_or(Path::new(""));
        let metadata = fs::metadata(folder.join(path)).ok();
        EvidenceStamp {
            path: path.to_owned(),
            bytes: metadata.as_ref().map(fs::Metadata::len),
            modified: metadata.and_then(|metadata| metadata.modified().ok()).and_then(nanoseconds),
        }
    }

    fn has_content(&self, stamp: &FileStamp) -> bool {
        if self.relative != stamp.path || self.bytes != stamp.bytes {
            return false;
        }
        let same_time = stamp.modified.is_some() && stamp.modified == self.modified;
        same_time || fs::read(&self.file.path).is_ok_and(|bytes| hash_of(&bytes) == stamp.hash)
    }

    fn evidence_of(&self, record: Option<&Record>, now: SystemTime) -> Vec<EvidenceStamp> {
        let stamp = |path| {
            let seen = self.look_at_evidence(path);
            EvidenceStamp { modified: seen.modified.filter(|modified| is_settled(*modified, now)), ..seen }
        };
        record.map(named_evidence).into_iter().flatten().map(stamp).collect()
    }

    /// Reads and parses the file. `now` is a moment before the read.
    pub(crate) fn read(&self, now: SystemTime) -> ReadFile {
        let mut stamp = FileStamp {
            path: self.relative.clone(),
            bytes: self.bytes,
            modified: self.modified.filter(|modified| is_settled(*modified, now)),
            hash: [0; 32],
            evidence: Vec::new(),
        };
        let path = self.file.path.clone();
        match fs::read(&path) {
            Ok(bytes) => {
                stamp.bytes = bytes.len() as u64;
                stamp.hash = hash_of(&bytes);
                let (record, problems) = parse(&self.file, &bytes);
                stamp.evidence = self.evidence_of(record.as_ref(), now);
                ReadFile { path, stamp, record, problems }
            }
            Err(error) => {
                let problems = vec![Problem::unreadable(&path, &error)];
                ReadFile { path, stamp, record: None, problems }
            }
        }
    }
}

fn named_evidence(record: &Record) -> Vec<&str> {
    let Content::Postmortem(postmortem) = &record.content else { return Vec::new() };
    let verify = postmortem.verify.iter().map(|verify| verify.path.as_str());
    postmortem.evidence.iter().map(|evidence| evidence.path.as_str()).chain(verify).collect()
}

fn is_settled(modified: u64, now: SystemTime) -> bool {
    let coarse = modified.is_multiple_of(1_000_000);
    let step = if coarse { CLOCK_STEP } else { FINE_CLOCK_STEP };
    now.checked_sub(step).and_then(nanoseconds).is_some_and(|settled| modified < settled)
}

fn hash_of(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

fn parse(file: &CorpusFile, bytes: &[u8]) -> (Option<Record>, Vec<Problem>) {
    match file.kind {
        FileKind::Postmortem => {
            let read = fupan_record::read_postmortem(&file.path, bytes);
            let mut problems = Vec::new();
            if let Some(postmortem) = &read.value {
                problems = fupan_record::check_evidence(&file.path, bytes, postmortem);
            }
            let body = read.value.as_ref().map(|postmortem| postmortem.body.clone());
            let (record, own) = recorded(read, body, |postmortem| Content::Postmortem(Box::new(postmortem)));
            problems.extend(own);
            (record, problems)
        }
        FileKind::Pattern => {
            let read = fupan_record::read_pattern(&file.path, bytes);
            let body = read.value.as_ref().map(|pattern| pattern.body.clone());
            recorded(read, body, |pattern| Content::Pattern(Box::new(pattern)))
        }
        FileKind::Annotations => {
            recorded(fupan_record::read_annotations(&file.path, bytes), None, Content::Annotations)
        }
        FileKind::Glossary => {
            recorded(fupan_record::read_glossary(&file.path, bytes), None, Content::Glossary)
        }
    }
}

fn recorded<T>(
    read: Read<T>,
    body: Option<String>,
    content: impl FnOnce(T) -> Content,
) -> (Option<Record>, Vec<Problem>) {
    let Read { value, problems, mentions } = read;
    let record =
        value.map(|value| Record { content: content(value), body: body.unwrap_or_default(), mentions });
    (record, problems)
}

/// Reads files on every core, in the order given.
pub(crate) fn read_all(files: &[&SeenFile], now: SystemTime, read_one: &(dyn Fn() + Sync)) -> Vec<ReadFile> {
    files
        .par_iter()
        .map(|file| {
            let read = file.read(now);
            read_one();
            read
        })
        .collect()
}
