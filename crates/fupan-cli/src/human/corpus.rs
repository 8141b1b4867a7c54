//! What is said about a corpus: indexed, checked, examined, begun.

use fupan_api::{AnnotationBody, DoctorBody, DraftBody, FeedbackBody, FormatBody, LintBody};
use fupan_engine::{IndexReport, RecordProblem, RecordSeverity};
use fupan_locale::{EntryLabel, EvaluationLabel, LabelMessage};

use super::layout::{Page, Style};

/// Problems that an index run lists; `lint` shows all.
const SHOWN: usize = 20;

/// What an index run did.
pub(crate) fn indexed(report: &IndexReport, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&style.label(&LabelMessage::Indexed {
        incidents: report.incidents,
        patterns: report.patterns,
        annotations: report.annotations,
        stacks: report.stacks,
        glossary_groups: report.glossary_groups,
        read: report.read,
    }));
    if !report.problems.is_empty() {
        page.line(&style.warn(&style.label(&LabelMessage::Problems { count: report.problems.len() })));
        for problem in report.problems.iter().take(SHOWN) {
            describe(problem, &mut page);
        }
    }
    page.finish()
}

/// Each problem with its source line, then the sum.
pub(crate) fn linted(body: &LintBody, problems: &[RecordProblem], style: &Style) -> String {
    let mut page = Page::new(style);
    for problem in problems {
        describe(problem, &mut page);
    }
    if problems.is_empty() {
        page.line(&style.good(&style.label(&LabelMessage::LintClean { files: body.files })));
    } else {
        let warnings = problems.len() - body.errors;
        let sum = LabelMessage::LintFound { files: body.files, errors: body.errors, warnings };
        page.line(&style.strong(&style.label(&sum)));
    }
    page.finish()
}

/// The files that were rewritten, or would be, and what kept others from it.
pub(crate) fn formatted(body: &FormatBody, problems: &[RecordProblem], check: bool, style: &Style) -> String {
    let mut page = Page::new(style);
    for problem in problems {
        describe(problem, &mut page);
    }
    for path in &body.changed {
        page.line(path);
    }
    let (files, changed) = (body.files, body.changed.len());
    page.line(&style.label(&match check {
        true => LabelMessage::WouldFormat { files, changed },
        false => LabelMessage::Formatted { files, changed },
    }));
    page.finish()
}

fn describe(problem: &RecordProblem, page: &mut Page<'_>) {
    let style = page.style;
    let label = match problem.severity {
        RecordSeverity::Error => style.bad(&style.label(&LabelMessage::Error)),
        RecordSeverity::Warning => style.warn(&style.label(&LabelMessage::Warning)),
    };
    let (first, rest) = problem_text(problem, style);
    page.line(&format!("{label} {first}"));
    for line in rest {
        page.line(&line);
    }
}

fn problem_text(problem: &RecordProblem, style: &Style) -> (String, Vec<String>) {
    // The lines are those of a file; nothing in them is a mark of ours.
    let text = problem.render(style.language).replace('\u{1b}', "");
    let mut lines = text.lines().map(str::to_owned);
    (lines.next().unwrap_or_default(), lines.collect())
}

/// Each check of an examination.
pub(crate) fn examined(body: &DoctorBody, style: &Style) -> String {
    let mut page = Page::new(style);
    for check in &body.checks {
        let mark = match check.state.as_str() {
            "ok" => style.good("✓"),
            "warning" => style.warn("!"),
            _ => style.bad("✗"),
        };
        page.line(&format!("{mark} {}", check.message));
    }
    page.finish()
}

/// Where a draft lies.
pub(crate) fn draft(body: &DraftBody, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&style.label(&LabelMessage::DraftWritten { path: body.path.clone() }));
    page.finish()
}

/// Where it was kept, and what.
pub(crate) fn kept_feedback(body: &FeedbackBody, path: &std::path::Path, style: &Style) -> String {
    let mut page = Page::new(style);
    let FeedbackBody(question) = body;
    let label = EvaluationLabel::FeedbackKept { qid: question.qid.clone(), path: path.display().to_string() };
    page.line(&label.render(style.language));
    page.finish()
}

/// Where an annotation was written.
pub(crate) fn kept_annotation(body: &AnnotationBody, path: &std::path::Path, style: &Style) -> String {
    let mut page = Page::new(style);
    let (id, incident) = (body.annotation.id.clone(), body.incident.clone());
    let label = EntryLabel::AnnotationKept { id, incident, path: path.display().to_string() };
    page.line(&label.render(style.language));
    page.finish()
}
