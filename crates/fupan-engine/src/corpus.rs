//! The files of a corpus: which there are, whether they changed, and what they say.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fupan_model::{Annotation, GlossaryGroup, Pattern, PatternCode, Postmortem};
use fupan_record::{CorpusFile, FileKind, Mention, Problem, Read};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::EngineError;

/// A file whose modification time is this close to the moment it was read may have been written once more within
/// the same tick of the file system's clock; some file systems count in steps of two seconds.
const CLOCK_STEP: Duration = Duration::from_secs(2);
/// The same for a file system that counts finer than milliseconds.
const FINE_CLOCK_STEP: Duration = Duration::from_millis(50);

/// Evidence larger than this, in bytes, is told apart by size and time alone.
const LARGEST_HASHED: u64 = 1 << 20;

/// What a file looked like when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileStamp {
    /// From the corpus's folder, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) bytes: u64,
    /// Nanoseconds since 1970 of its last change; none where the time cannot prove that it is unchanged.
    pub(crate) modified: Option<u64>,
    pub(crate) hash: [u8; 32],
    /// The files that it names: what is wrong with them is a problem of the file.
    pub(crate) evidence: Vec<EvidenceStamp>,
}

/// What a file beside a record looked like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EvidenceStamp {
    /// From the folder of the record.
    path: String,
    /// None where it is not there.
    bytes: Option<u64>,
    /// As that of a [`FileStamp`].
    modified: Option<u64>,
    /// Of its content; none of a large file.
    hash: Option<[u8; 32]>,
}

/// A file as it is on the disk now.
#[derive(Debug)]
pub(crate) struct SeenFile {
    pub(crate) file: CorpusFile,
    pub(crate) relative: String,
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
    /// The code beside a pattern's file, which its own form leaves out too.
    code: Option<Box<PatternCode>>,
    pub(crate) mentions: Vec<Mention>,
}

impl Record {
    /// The record as it was read from its files, after it was read from JSON.
    pub(crate) fn complete(mut self) -> Self {
        match &mut self.content {
            Content::Postmortem(postmortem) => postmortem.body.clone_from(&self.body),
            Content::Pattern(pattern) => {
                pattern.body.clone_from(&self.body);
                pattern.code.clone_from(&self.code);
            }
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
    let mut files: Vec<SeenFile> = listed.files.into_iter().map(|file| seen(corpus, file)).collect();
    files.sort_by(|a, b| a.relative.cmp(&b.relative));
    Ok((files, listed.problems))
}

fn seen(corpus: &Path, file: CorpusFile) -> SeenFile {
    let relative = relative_name(corpus, &file.path);
    let modified = file.modified.and_then(nanoseconds);
    SeenFile { file, relative, modified }
}

fn relative_name(corpus: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(corpus).unwrap_or(path);
    let mut name = String::with_capacity(relative.as_os_str().len());
    for part in relative {
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(&part.to_string_lossy());
    }
    name
}

fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// What has to be unchanged for a view to be fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// The records: what answers to questions are made of.
    Records,
    /// The files beside them too: code that is shown, evidence with its digests. There are several for each record, and
    /// asking for the time of each would take longer than most answers.
    Everything,
}

/// Whether the files are those of the stamps, byte for byte as far as size and time can tell; the content decides
/// where they cannot.
pub(crate) fn unchanged(stamps: &[FileStamp], files: &[SeenFile], care: Care) -> bool {
    let is_still = |stamp: &FileStamp, file: &SeenFile| match care {
        Care::Records => file.has_content(stamp),
        Care::Everything => file.is_still(stamp),
    };
    stamps.len() == files.len() && stamps.iter().zip(files).all(|(stamp, file)| is_still(stamp, file))
}

impl SeenFile {
    /// Evidence of which nothing proves that it is unchanged counts as changed.
    pub(crate) fn is_still(&self, stamp: &FileStamp) -> bool {
        self.has_content(stamp) && stamp.evidence.iter().all(|evidence| self.has_evidence(evidence))
    }

    fn folder(&self) -> &Path {
        self.file.path.parent().unwrap_or(Path::new(""))
    }

    fn has_evidence(&self, stamp: &EvidenceStamp) -> bool {
        let now = self.look_at_evidence(&stamp.path);
        if now.bytes != stamp.bytes {
            return false;
        }
        let same_time = stamp.modified.is_some() == stamp.bytes.is_some() && stamp.modified == now.modified;
        same_time || stamp.hash.is_some() && self.hash_of_evidence(&now) == stamp.hash
    }

    /// None of a file that is not there, or too large to be read for this alone.
    fn hash_of_evidence(&self, seen: &EvidenceStamp) -> Option<[u8; 32]> {
        seen.bytes.filter(|bytes| *bytes <= LARGEST_HASHED)?;
        fs::read(self.folder().join(&seen.path)).ok().map(|content| hash_of(&content))
    }

    fn look_at_evidence(&self, path: &str) -> EvidenceStamp {
        let metadata = fs::metadata(self.folder().join(path)).ok();
        EvidenceStamp {
            path: path.to_owned(),
            bytes: metadata.as_ref().map(fs::Metadata::len),
            modified: metadata.and_then(|metadata| metadata.modified().ok()).and_then(nanoseconds),
            hash: None,
        }
    }

    fn has_content(&self, stamp: &FileStamp) -> bool {
        if self.relative != stamp.path || self.file.bytes != stamp.bytes {
            return false;
        }
        let same_time = stamp.modified.is_some() && stamp.modified == self.modified;
        same_time || fs::read(&self.file.path).is_ok_and(|bytes| hash_of(&bytes) == stamp.hash)
    }

    fn evidence_of(&self, record: Option<&Record>, now: SystemTime) -> Vec<EvidenceStamp> {
        let stamp = |path: &str| {
            let seen = self.look_at_evidence(path);
            EvidenceStamp {
                modified: seen.modified.filter(|modified| is_settled(*modified, now)),
                hash: self.hash_of_evidence(&seen),
                ..seen
            }
        };
        record.map(files_beside).into_iter().flatten().map(|path| stamp(&path)).collect()
    }

    /// Reads and parses the file. `now` is a moment before the read.
    pub(crate) fn read(&self, now: SystemTime) -> ReadFile {
        let mut stamp = FileStamp {
            path: self.relative.clone(),
            bytes: self.file.bytes,
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

/// The files that a record names, from its own file's folder.
fn files_beside(record: &Record) -> Vec<String> {
    match &record.content {
        Content::Postmortem(postmortem) => {
            let verify = postmortem.verify.iter().map(|verify| verify.path.clone());
            postmortem.evidence.iter().map(|evidence| evidence.path.clone()).chain(verify).collect()
        }
        Content::Pattern(pattern) => fupan_record::code_files(pattern),
        Content::Annotations(_) | Content::Glossary(_) => Vec::new(),
    }
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
        FileKind::Postmortem => postmortem_of(&file.path, bytes),
        FileKind::Pattern => pattern_of(&file.path, bytes),
        FileKind::Annotations => {
            recorded(fupan_record::read_annotations(&file.path, bytes), Content::Annotations)
        }
        FileKind::Glossary => recorded(fupan_record::read_glossary(&file.path, bytes), Content::Glossary),
    }
}

fn postmortem_of(path: &Path, bytes: &[u8]) -> (Option<Record>, Vec<Problem>) {
    let read = fupan_record::read_postmortem(path, bytes);
    let beside = read.value.as_ref().map(|value| fupan_record::check_evidence(path, bytes, value));
    let body = read.value.as_ref().map_or_else(String::new, |postmortem| postmortem.body.clone());
    let (record, mut problems) = recorded(read, |postmortem| Content::Postmortem(Box::new(postmortem)));
    problems.extend(beside.into_iter().flatten());
    (record.map(|record| Record { body, ..record }), problems)
}

fn pattern_of(path: &Path, bytes: &[u8]) -> (Option<Record>, Vec<Problem>) {
    let mut read = fupan_record::read_pattern(path, bytes);
    let mut beside = Vec::new();
    if let Some(pattern) = &mut read.value {
        let (code, problems) = fupan_record::read_code(path, pattern);
        pattern.code = code.map(Box::new);
        beside = problems;
    }
    let pattern = read.value.as_ref();
    let body = pattern.map_or_else(String::new, |pattern| pattern.body.clone());
    let code = pattern.and_then(|pattern| pattern.code.clone());
    let (record, mut problems) = recorded(read, |pattern| Content::Pattern(Box::new(pattern)));
    problems.extend(beside);
    (record.map(|record| Record { body, code, ..record }), problems)
}

fn recorded<T>(read: Read<T>, content: impl FnOnce(T) -> Content) -> (Option<Record>, Vec<Problem>) {
    let Read { value, problems, mentions } = read;
    let record =
        value.map(|value| Record { content: content(value), body: String::new(), code: None, mentions });
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
