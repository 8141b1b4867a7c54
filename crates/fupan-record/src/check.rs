//! What is wrong with a record that was read, beyond the form of its fields.

use std::path::{Component, Path};

use fupan_locale::RecordMessage;
use fupan_model::{ActionStatus, Language, Moment, Pattern, PatternStatement, Postmortem, Status};

use crate::code::multi_line;
use crate::languages::{Lacking, lacking};
use crate::problem::{Report, quoted};
use crate::read::Written;
use crate::symbol::{is_member, is_symbol};
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
    check_guidelines(postmortem, &mut checker);
    check_symbols(postmortem, &mut checker);
    if postmortem.status != Status::Draft {
        let spared = postmortem.lang.map(Language::other);
        check_languages(&lacking(tree, Postmortem::shape()), spared, &mut checker);
    }
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
    check_expressions(pattern, &mut checker);
    check_statements(pattern, &mut checker);
    check_languages(&lacking(tree, Pattern::shape()), None, &mut checker);
}

/// Every regular expression is one.
fn check_expressions(pattern: &Pattern, checker: &mut Checker<'_, '_>) {
    let mut check = |field: String, expression: &str| {
        if multi_line(expression).is_none() {
            checker.error(field, RecordMessage::NotExpression { expression: quoted(expression) });
        }
    };
    for (place, signal) in pattern.signals.iter().enumerate() {
        let single = [
            ("regex", &signal.regex),
            ("state", &signal.state),
            ("top", &signal.top),
            ("creator", &signal.creator),
            ("with", &signal.with),
            ("and", &signal.and),
            ("unless", &signal.unless),
        ];
        for (field, expression) in single {
            expression.iter().for_each(|text| check(format!("signals[{place}].{field}"), text));
        }
        for (field, list) in [("frame", &signal.frame), ("without", &signal.without), ("one", &signal.one)] {
            list.iter().for_each(|text| check(format!("signals[{place}].{field}"), text));
        }
    }
    if let Some(snippets) = &pattern.snippets {
        check("snippets.shows".to_owned(), &snippets.shows);
    }
    for (place, catch) in pattern.caught_by.iter().enumerate() {
        for (nth, call) in catch.forbid.iter().enumerate() {
            check(format!("caught_by[{place}].forbid[{nth}].pattern"), &call.pattern);
        }
    }
}

/// A pattern that says something says where it is from, and what to do.
fn check_statements(pattern: &Pattern, checker: &mut Checker<'_, '_>) {
    let stated = [
        ("explanation", PatternStatement::Explanation, pattern.explanation.is_some()),
        ("caught_by", PatternStatement::CaughtBy, !pattern.caught_by.is_empty()),
        ("first_check", PatternStatement::FirstCheck, pattern.first_check.is_some()),
        ("guideline", PatternStatement::Guideline, pattern.guideline.is_some()),
        ("snippets", PatternStatement::Snippets, pattern.snippets.is_some()),
    ];
    for (field, statement, is_made) in stated {
        if is_made && !pattern.sources.iter().any(|source| source.supports.contains(&statement)) {
            checker.warning(field, RecordMessage::StatementWithoutSource { field: field.to_owned() });
        }
    }
    for (place, source) in pattern.sources.iter().enumerate() {
        if source.title.is_none() && source.incident.is_none() && source.measured.is_none() {
            checker.error(format!("sources[{place}]"), RecordMessage::SourceOfNothing);
        }
    }
    if pattern.explanation.is_some() && pattern.guideline.is_none() {
        checker.warning("id", RecordMessage::PatternWithoutGuideline);
    }
    for (place, catch) in pattern.caught_by.iter().enumerate() {
        if catch.tool.is_linter() && catch.check.is_none() {
            checker.error(format!("caught_by[{place}]"), RecordMessage::LinterWithoutCheck);
        }
    }
}

/// Texts that lack a language, told of once. A record that says in `lang` what it was written in need not be translated.
fn check_languages(languages: &[Lacking], spared: Option<Language>, checker: &mut Checker<'_, '_>) {
    let lacking: Vec<&Lacking> = languages.iter().filter(|text| Some(text.language) != spared).collect();
    let Some(first) = lacking.first() else { return };
    let count = lacking.len();
    let message = match first.language {
        Language::Zh => RecordMessage::NoChinese { count },
        Language::En => RecordMessage::NoEnglish { count },
    };
    checker.warning(first.field.clone(), message);
}

/// A rule belongs to a cause of the incident, and says to which where there are several.
fn check_guidelines(postmortem: &Postmortem, checker: &mut Checker<'_, '_>) {
    let causes = postmortem.patterns().count();
    for (place, guideline) in postmortem.guideline.iter().enumerate() {
        match &guideline.pattern {
            Some(pattern) if !postmortem.patterns().any(|other| other == pattern) => {
                let pattern = pattern.to_string();
                checker.error(
                    format!("guideline[{place}].pattern"),
                    RecordMessage::GuidelineOfNoCause { pattern },
                );
            }
            None if causes > 1 => {
                checker.warning(format!("guideline[{place}]"), RecordMessage::GuidelineWithoutPattern);
            }
            _ => {}
        }
    }
}

/// Functions are spelled as the runtime prints them, those of a module as the vulnerability database does.
fn check_symbols(postmortem: &Postmortem, checker: &mut Checker<'_, '_>) {
    let frames = postmortem.stacks.iter().enumerate().flat_map(|(place, stack)| {
        stack
            .frames
            .iter()
            .enumerate()
            .map(move |(frame, symbol)| (format!("stacks[{place}].frames[{frame}]"), symbol))
    });
    let symbols = postmortem.symbols.iter().enumerate();
    let symbols = symbols.map(|(place, symbol)| (format!("symbols[{place}]"), symbol));
    for (field, symbol) in symbols.chain(frames).filter(|(_, symbol)| !is_symbol(symbol)) {
        checker.warning(field, RecordMessage::NotSymbol { symbol: quoted(symbol) });
    }
    for (place, affected) in postmortem.affected.iter().enumerate() {
        let members = affected.symbols.iter().enumerate().filter(|(_, symbol)| !is_member(symbol));
        for (member, symbol) in members {
            let message = RecordMessage::NotMember { symbol: quoted(symbol) };
            checker.warning(format!("affected[{place}].symbols[{member}]"), message);
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
        let Some(reproduced) = &evidence.reproduced else { continue };
        if !lies_inside(&reproduced.program) {
            let message = RecordMessage::PathLeavesFolder { path: quoted(&reproduced.program) };
            checker.error(format!("evidence[{place}].reproduced.program"), message);
        }
        if let Some(shows) = reproduced.shows.as_ref().filter(|shows| multi_line(shows).is_none()) {
            let message = RecordMessage::NotExpression { expression: quoted(shows) };
            checker.error(format!("evidence[{place}].reproduced.shows"), message);
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
