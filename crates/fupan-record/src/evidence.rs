//! Whether the files beside a postmortem are still those it was written with.

use std::fs::File;
use std::path::{Path, PathBuf};

use fupan_locale::RecordMessage;
use fupan_model::{Evidence, Postmortem, Reproduction};

use crate::check::{is_digest, lies_inside};
use crate::code::{objection_to_output, text_of};
use crate::digest::sha256;
use crate::front_matter::{self, FIRST_LINE};
use crate::problem::{Position, Problem, Report, quoted};
use crate::read::LARGEST_RECORD;
use crate::tree;

/// Compares the evidence files of a postmortem, and its `verify.go`, with what it says of them.
///
/// `path` is the postmortem's file and `bytes` its content, for the lines of the problems. Paths that lead out of
/// the folder are not followed; [`read_postmortem`](crate::read_postmortem) reports them.
#[must_use]
pub fn check_evidence(path: &Path, bytes: &[u8], postmortem: &Postmortem) -> Vec<Problem> {
    let text = front_matter::decode(bytes, LARGEST_RECORD).unwrap_or("");
    // Problems of reading were reported when it was read.
    let yaml = front_matter::split(text).map_or("", |front| front.yaml);
    let tree = tree::parse(yaml, FIRST_LINE, &mut Report::new(path, text));
    let mut report = Report::new(path, text);
    let mut error = |field: String, message| {
        let at = tree.as_ref().map_or(Position::START, |tree| tree.place(&field));
        report.error(at, Some(field), message);
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    for (place, evidence) in postmortem.evidence.iter().enumerate() {
        if let Some((field, message)) = difference(folder, evidence) {
            error(format!("evidence[{place}].{field}"), message);
        }
    }
    for (place, reproduced) in reproductions(postmortem) {
        let program = folder.join(&reproduced.program);
        if lies_inside(&reproduced.program) && !program.is_dir() {
            let message = RecordMessage::ProgramMissing { path: quoted(&reproduced.program) };
            error(format!("evidence[{place}].reproduced.program"), message);
        }
    }
    if let Some(verify) = postmortem.verify.as_ref().filter(|verify| lies_inside(&verify.path))
        && regular_file(folder, &verify.path).is_none()
    {
        let message = RecordMessage::EvidenceMissing { path: quoted(&verify.path) };
        error("verify.path".to_owned(), message);
    }
    report.into_problems()
}

/// The field of an evidence entry that its file contradicts.
fn difference(folder: &Path, evidence: &Evidence) -> Option<(&'static str, RecordMessage)> {
    if !lies_inside(&evidence.path) {
        return None;
    }
    let path = quoted(&evidence.path);
    let Some(file) = regular_file(folder, &evidence.path) else {
        return Some(("path", RecordMessage::EvidenceMissing { path }));
    };
    let (found, length) = match File::open(&file).and_then(sha256) {
        Ok(digest) => digest,
        Err(error) => return Some(("path", RecordMessage::NotReadable { reason: error.to_string() })),
    };
    if evidence.sha256.as_ref().is_some_and(|digest| is_digest(digest) && *digest != found) {
        return Some(("sha256", RecordMessage::EvidenceDiffers { path, found }));
    }
    if evidence.bytes.is_some_and(|bytes| bytes != length) {
        return Some(("bytes", RecordMessage::EvidenceSizeDiffers { path, found: length }));
    }
    let shows = evidence.reproduced.as_ref().and_then(|reproduced| reproduced.shows.as_ref())?;
    let message = match text_of(&file) {
        Ok(text) => objection_to_output(shows, &text)?,
        Err(message) => message,
    };
    Some(("reproduced.shows", message))
}

/// How the evidence that a program of ours made came to be, with the place of each.
fn reproductions(postmortem: &Postmortem) -> impl Iterator<Item = (usize, &Reproduction)> {
    let evidence = postmortem.evidence.iter().enumerate();
    evidence.filter_map(|(place, evidence)| Some((place, evidence.reproduced.as_ref()?)))
}

/// The file, where it is one and lies in the folder after every symbolic link was followed.
fn regular_file(folder: &Path, path: &str) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let file = folder.join(path).canonicalize().ok()?;
    (file.starts_with(folder.canonicalize().ok()?) && file.is_file()).then_some(file)
}
