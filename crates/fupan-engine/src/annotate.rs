//! What an engineer adds to an incident, written beside its record.
//!
//! The line goes to the end of the incident's `annotations.jsonl`, which is replaced as a whole, so that nobody reads
//! half of it; whoever writes holds a lock of the record's file, so that of two at once none is lost. What stood in the
//! file before stays byte for byte.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use fupan_model::{Annotation, AnnotationKind, CorrectedField, Moment, PostmortemId};
use fupan_record::{LARGEST_RECORD, read_annotations, write_annotation};

use crate::feedback::sync_folder;
use crate::{Engine, EngineError};

const FILE: &str = "annotations.jsonl";

/// What somebody says of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    /// The incident, by id or alias.
    pub incident: String,
    /// Who says it.
    pub by: String,
    /// What it says.
    pub text: String,
    /// What it is.
    pub kind: AnnotationKind,
    /// The field that it is about.
    pub field: Option<String>,
    /// What a correction puts there, where that is not the text.
    pub value: Option<String>,
    /// The annotation that it takes the place of.
    pub supersedes: Option<String>,
    /// Addresses or ids that it refers to.
    pub refs: Vec<String>,
}

/// What was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnnotation {
    /// Whose.
    pub incident: PostmortemId,
    /// The line.
    pub annotation: Annotation,
    /// The file.
    pub path: PathBuf,
}

impl Engine {
    /// Keeps what somebody says of an incident. When this returns, it is on the disk; the next view shows it.
    ///
    /// # Errors
    /// [`EngineError::UnknownIncident`]; [`EngineError::EmptyRemark`]; [`EngineError::NoCorrection`] where a correction
    /// names no field, or one that takes no such value; [`EngineError::UnknownEntry`] where it names an unknown pattern;
    /// [`EngineError::UnknownAnnotation`]; [`EngineError::CannotWrite`].
    pub fn annotate(&self, remark: &Remark, now: &Moment) -> Result<KeptAnnotation, EngineError> {
        let incident = self.resolve_incident(&remark.incident)?;
        if remark.text.trim().is_empty() || remark.by.trim().is_empty() {
            return Err(EngineError::EmptyRemark);
        }
        let value = self.checked_value(remark)?;
        let folder = self.folder_of(incident)?;
        let path = folder.join(FILE);
        let failed = |source| EngineError::CannotWrite { path: path.clone(), source };
        let record = File::open(folder.join("postmortem.md")).map_err(failed)?;
        record.lock().map_err(failed)?;
        let before = read(&path).map_err(failed)?;
        let known = read_annotations(&path, &before).value.unwrap_or_default();
        if let Some(id) = remark.supersedes.as_ref().filter(|id| known.iter().all(|it| it.id != **id)) {
            return Err(EngineError::UnknownAnnotation { id: id.clone(), incident: incident.to_string() });
        }
        let annotation = Annotation {
            id: next_id(&known),
            subjects: remark.field.iter().cloned().collect(),
            annotator: remark.by.trim().to_owned(),
            timestamp: now.clone(),
            kind: remark.kind,
            text: remark.text.trim().to_owned(),
            value,
            refs: remark.refs.clone(),
            supersedes: remark.supersedes.clone(),
        };
        replace(&path, &folder, &before, &write_annotation(&annotation)).map_err(failed)?;
        Ok(KeptAnnotation { incident, annotation, path })
    }

    /// A correction says what belongs in which field; patterns get the ids that they have now.
    fn checked_value(&self, remark: &Remark) -> Result<Option<String>, EngineError> {
        if remark.kind != AnnotationKind::Correction {
            return Ok(remark.value.clone());
        }
        let name = remark.field.clone().unwrap_or_default();
        let value = remark.value.as_deref().unwrap_or(&remark.text);
        let refused = || EngineError::NoCorrection { field: name.clone(), value: value.to_owned() };
        let field: CorrectedField = name.parse().ok().ok_or_else(refused)?;
        if !field.takes(value) {
            return Err(refused());
        }
        let patterns = field.patterns(value);
        if patterns.is_empty() {
            return Ok(remark.value.clone());
        }
        let named = patterns.iter().map(|id| Ok(self.pattern_named(id.as_str())?.to_string()));
        named.collect::<Result<Vec<_>, EngineError>>().map(|ids| Some(ids.join(", ")))
    }

    /// The folder that the record of an incident lies in.
    fn folder_of(&self, incident: PostmortemId) -> Result<PathBuf, EngineError> {
        let corpus = &self.places.corpus;
        let folder = corpus.join("incidents").join(incident.to_string());
        let mut folders = std::iter::once(folder).chain(self.folders_of_records());
        let holds = |folder: &PathBuf| {
            let path = folder.join("postmortem.md");
            let bytes = fs::read(&path).ok()?;
            fupan_record::read_postmortem(&path, &bytes).value.filter(|record| record.id == incident)
        };
        let found = folders.find(|folder| holds(folder).is_some());
        found.ok_or_else(|| EngineError::UnknownIncident { id: incident.to_string(), near: None })
    }

    fn folders_of_records(&self) -> impl Iterator<Item = PathBuf> {
        let files = self.opened.manifest.files.iter();
        let folders = files.filter_map(|file| file.path.strip_suffix("/postmortem.md"));
        folders.map(|folder| self.places.corpus.join(folder))
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() > LARGEST_RECORD => Err(io::ErrorKind::FileTooLarge.into()),
        Ok(_) => fs::read(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// `a3` after `a1` and `a2`, and after ids of another form the first number that is free.
fn next_id(known: &[Annotation]) -> String {
    let numbers = known.iter().filter_map(|it| it.id.strip_prefix('a')?.parse::<u32>().ok());
    let next = numbers.max().unwrap_or_default().saturating_add(1);
    format!("a{next}")
}

/// Puts a line behind what there is, under the name of the file, at once.
fn replace(path: &Path, folder: &Path, before: &[u8], line: &str) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".annotations-").suffix(".tmp");
    // What lies in a corpus is read by others too.
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o644))
    };
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(before)?;
    if before.last().is_some_and(|last| *last != b'\n') {
        file.write_all(b"\n")?;
    }
    file.write_all(line.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}
