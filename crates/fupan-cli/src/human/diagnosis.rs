//! What an input shows: the patterns with the lines that show them; and triage, all of it on one page.

use fupan_api::{DiagnoseBody, DiagnosedPatternBody, ErrorChainBody, TriageBody};
use fupan_locale::{LabelMessage, whole_percent};

use super::layout::{Page, Style};
use super::{similar, stacks};

/// From this confidence on a pattern is a diagnosis; below, a hint.
const SURE: f64 = 0.5;
/// Hints that are told of.
const HINTS: usize = 3;
/// Errors that are told of with what was put around them.
const ERRORS_SHOWN: usize = 3;
/// Stacks that triage shows.
const STACKS_SHOWN: usize = 3;

/// The patterns, the surest first, each with the lines that show it and what to check first.
pub(crate) fn diagnosis(body: &DiagnoseBody, style: &Style) -> String {
    let mut page = Page::new(style);
    patterns(body, &mut page);
    errors(&body.errors, &mut page);
    page.finish()
}

fn patterns(body: &DiagnoseBody, page: &mut Page<'_>) {
    let style = page.style;
    if body.patterns.is_empty() {
        return page.line(&style.label(&LabelMessage::NothingShown));
    }
    let (sure, hints): (Vec<&DiagnosedPatternBody>, Vec<&DiagnosedPatternBody>) =
        body.patterns.iter().partition(|pattern| pattern.confidence >= SURE);
    for pattern in &sure {
        page.gap();
        page.line(&style.good(&head(pattern, style)));
        details(pattern, page);
    }
    if sure.is_empty() {
        page.line(&style.warn(&style.label(&LabelMessage::NothingSure)));
    }
    // Beside a diagnosis the weaker ones would only cost time.
    for pattern in hints.iter().take(if sure.is_empty() { HINTS } else { 0 }) {
        page.gap();
        page.line(&head(pattern, style));
        details(pattern, page);
    }
}

/// Errors of which more is known than the line that tells of them.
fn errors(errors: &[ErrorChainBody], page: &mut Page<'_>) {
    let style = page.style;
    let tells_more = |error: &&ErrorChainBody| {
        error.count > 1
            || error.repanicked
            || !(error.wrappers.is_empty() && error.joined.is_empty() && error.lost.is_empty())
    };
    for error in errors.iter().filter(tells_more).take(ERRORS_SHOWN) {
        page.gap();
        let (cause, count, line) = (error.cause.clone(), error.count, error.line);
        page.paragraph("", &style.label(&LabelMessage::FirstCause { cause, count, line }));
        let around = error.wrappers.iter().map(|wrapper| format!("← {wrapper}")).collect::<Vec<_>>();
        page.entry(&style.label(&LabelMessage::PutAround), &around);
        page.entry(&style.label(&LabelMessage::JoinedErrors), &error.joined);
        let mut lost: Vec<String> =
            error.lost.iter().filter_map(|loss| Some(style.label(&LabelMessage::of_loss(loss)?))).collect();
        lost.extend(error.repanicked.then(|| style.label(&LabelMessage::RaisedAgain)));
        page.entry(&style.label(&LabelMessage::Mind), &lost);
    }
}

fn head(pattern: &DiagnosedPatternBody, style: &Style) -> String {
    let percent = whole_percent(pattern.confidence);
    let (name, id) = (pattern.name.clone(), pattern.id.clone());
    style.label(&LabelMessage::Shows { name, id, percent })
}

fn details(pattern: &DiagnosedPatternBody, page: &mut Page<'_>) {
    for because in &pattern.because {
        page.line(&format!("{:>8} │ {}", because.line, because.text.replace('\t', "    ")));
    }
    if let Some(check) = &pattern.first_check {
        page.entry(&page.style.label(&LabelMessage::FirstCheck), std::slice::from_ref(check));
    }
}

/// Verdict, diagnosis, stacks and similar incidents.
pub(crate) fn triage(body: &TriageBody, style: &Style) -> String {
    let mut page = Page::new(style);
    let sections = [
        (LabelMessage::WhatItShows, diagnosis(&body.diagnosis, style)),
        (LabelMessage::SeenBefore, similar(&body.similar, style)),
        (LabelMessage::Stacks, stacks(&body.fingerprint, STACKS_SHOWN, false, style)),
    ];
    for (label, text) in sections {
        page.gap();
        page.line(&style.strong(&style.label(&label)));
        for line in text.lines() {
            page.line(line);
        }
    }
    page.finish()
}
