//! What is wrong with a record that was read, beyond the form of its fields.

use std::path::{Component, Path};

use fupan_locale::RecordMessage;
use fupan_model::{ActionStatus, Moment, Pattern, Postmortem};

use crate::problem::{Report, quoted};
use crate::tree::Node;

/// Reports at fields of one record.
struct Checker<'c, 'a> {
    tree: &'c Node,
    report: &'c mut Report<'a>,
}

impl Checker<'_, '_> {
    fn error(&mut self, field: impl Into<String>, message: RecordMessage) {
        let field = field.into();
        self.report.error(self.tree.place(&field), Some(field), message);
    }

    fn warning(&mut self, field: impl Into<String>, message: RecordMessage) {
        let field = field.into();
        self.report.warning(self.tree.place(&field), Some(field), message);
    }
}

pub(crate) fn check_postmortem(postmortem: &Postmortem, tree: &Node, report: &mut Report<'_>) {
    let path = report.path();
    let mut checker = Checker { tree, report };
    check_folder(postmortem, path, &mut checker);
    check_required(postmortem, &mut checker);
    check_times(postmortem, &mut checker);
    check_actions(postmortem, &mut checker);
    check_evidence_entries(postmortem, &mut checker);
    for (place, relation) in postmortem.similar.iter().enumerate() {
        if relation.id == postmortem.id {
            checker.error(format!("similar[{place}].id"), RecordMessage::RelatedToItself);
        }
    }
}

pub(crate) fn check_pattern(pattern: &Pattern, tree: &Node, report: &mut Report<'_>) {
    let path = report.path();
    let mut checker = Checker { tree, report };
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if name != pattern.id.as_str() {
        let id = pattern.id.to_string();
        checker.error("id", RecordMessage::FileNameDiffers { id, name: quoted(&name) });
    }
    for (place, signal) in pattern.signals.iter().enumerate() {
        if signal.share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            checker.error(format!("signals[{place}].share"), RecordMessage::ShareOutOfRange);
        }
    }
}

/// A file named `postmortem.md` lies in the folder of its id.
fn check_folder(postmortem: &Postmortem, path: &Path, checker: &mut Checker<'_, '_>) {
    if path.file_name().is_none_or(|name| name != "postmortem.md") {
        return;
    }
    let Some(folder) = path.parent().and_then(Path::file_name) else { return };
    let (id, folder) = (postmortem.id.to_string(), folder.to_string_lossy());
    if folder != id {
        checker.error("id", RecordMessage::FolderDiffers { id, folder: quoted(&folder) });
    }
}

fn check_required(postmortem: &Postmortem, checker: &mut Checker<'_, '_>) {
    if postmortem.root_causes.is_empty() {
        checker.error("root_causes", RecordMessage::NoRootCause);
    }
    if postmortem.sources.is_empty() {
        checker.error("sources", RecordMessage::NoSource);
    }
    for (place, source) in postmortem.sources.iter().enumerate() {
        if source.url.trim().is_empty() {
            checker.error(format!("sources[{place}].url"), RecordMessage::BlankText);
        }
    }
    if postmortem.evidence_basis.trim().is_empty() {
        checker.error("evidence_basis", RecordMessage::BlankText);
    }
}

/// Times in the order of an incident, compared where two are equally exact.
fn check_times(postmortem: &Postmortem, checker: &mut Checker<'_, '_>) {
    let times = [
        ("started_at", &postmortem.started_at),
        ("detected_at", &postmortem.detected_at),
        ("acknowledged_at", &postmortem.acknowledged_at),
        ("mitigated_at", &postmortem.mitigated_at),
        ("resolved_at", &postmortem.resolved_at),
        ("closed_at", &postmortem.closed_at),
    ];
    let mut before: Option<(&str, &Moment)> = None;
    for (later, time) in times {
        let Some(time) = time else { continue };
        if let Some((earlier, _)) = before.filter(|(_, other)| contradicts(other, time)) {
            let (earlier, field) = (earlier.to_owned(), later.to_owned());
            checker.warning(later, RecordMessage::TimesOutOfOrder { earlier, later: field });
        }
        before = Some((later, time));
    }
}

fn contradicts(earlier: &Moment, later: &Moment) -> bool {
    let exactness =
        |time: &Moment| (time.month().is_some(), time.day().is_some(), time.as_str().contains('T'));
    exactness(earlier) == exactness(later) && later.earliest_unix_seconds() < earlier.earliest_unix_seconds()
}

/// An action that is still to be done is somebody's, until a date, and can be followed.
fn check_actions(postmortem: &Postmortem, checker: &mut Checker<'_, '_>) {
    for (place, item) in postmortem.action_items.iter().enumerate() {
        if item.status != ActionStatus::Open {
            continue;
        }
        for (missing, message) in [
            (item.owner.is_none(), RecordMessage::ActionWithoutOwner),
            (item.due.is_none(), RecordMessage::ActionWithoutDue),
            (item.tracker.is_none(), RecordMessage::ActionWithoutTracker),
        ] {
            if missing {
                checker.error(format!("action_items[{place}]"), message);
            }
        }
    }
}

fn check_evidence_entries(postmortem: &Postmortem, checker: &mut Checker<'_, '_>) {
    for (place, evidence) in postmortem.evidence.iter().enumerate() {
        if !lies_inside(&evidence.path) {
            let message = RecordMessage::PathLeavesFolder { path: quoted(&evidence.path) };
            checker.error(format!("evidence[{place}].path"), message);
        }
        if let Some(digest) = evidence.sha256.as_ref().filter(|digest| !is_digest(digest)) {
            let message = RecordMessage::NotSha256 { value: quoted(digest) };
            checker.error(format!("evidence[{place}].sha256"), message);
        }
    }
    if let Some(verify) = postmortem.verify.as_ref().filter(|verify| !lies_inside(&verify.path)) {
        checker.error("verify.path", RecordMessage::PathLeavesFolder { path: quoted(&verify.path) });
    }
}

/// Whether a path leads down from the folder it is relative to.
pub(crate) fn lies_inside(path: &str) -> bool {
    let mut steps = Path::new(path).components().peekable();
    !path.contains('\\') && steps.peek().is_some() && steps.all(|step| matches!(step, Component::Normal(_)))
}

pub(crate) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
