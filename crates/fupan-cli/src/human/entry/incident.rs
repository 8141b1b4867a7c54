//! The page of an incident: what happened, why, how it ended, what it teaches, and how all that is known.

use fupan_api::IncidentEntryBody;
use fupan_locale::EntryLabel;
use fupan_model::{
    Affected, AnnotationKind, DateKind, Evidence, Guideline, Impact, Localized, Moment, Postmortem,
    PublishedStack, RootCause, RuntimeFacts, Source,
};

use super::words::Word;
use super::{INDENT, reading};
use crate::human::layout::{Page, Style};

/// Frames of a stack that are shown.
const FRAMES_SHOWN: usize = 12;

/// The page of an incident.
pub(super) fn page(body: &IncidentEntryBody, style: &Style) -> String {
    let mut page = Page::new(style);
    let record = &body.record;
    page.line(&format!("{}  {}", style.strong(&body.id), style.strong(&body.title)));
    facts(record, &mut page);
    corrections(body, &mut page);
    page.gap();
    page.localized(&record.summary);
    impact(record.impact.as_ref(), &mut page);
    page.section(&EntryLabel::Background, record.background.as_ref());
    page.heading(&EntryLabel::Trigger);
    known(record.trigger.known(), &mut page);
    page.heading(&EntryLabel::RootCauses);
    for cause in &record.root_causes {
        root_cause(cause, body, &mut page);
    }
    detection(record, &mut page);
    resolution(record, &mut page);
    first_check(body, &mut page);
    guidelines(record, &mut page);
    timeline(record, &mut page);
    learned(record, &mut page);
    affected(record, &mut page);
    stacks(&record.stacks, &mut page);
    evidence(&record.evidence, &mut page);
    related(body, &mut page);
    annotations(body, &mut page);
    sources(record, &mut page);
    if !body.text.trim().is_empty() {
        page.heading(&EntryLabel::Notes);
        page.paragraph(INDENT, body.text.trim());
    }
    page.finish()
}

fn facts(record: &Postmortem, page: &mut Page<'_>) {
    let style = page.style;
    let label = |label: EntryLabel| label.render(style.language);
    let kind = match record.date_kind {
        DateKind::Incident => EntryLabel::DateOfIncident,
        DateKind::Report => EntryLabel::DateOfReport,
        DateKind::Fix => EntryLabel::DateOfFix,
        DateKind::Advisory => EntryLabel::DateOfAdvisory,
    };
    let mut first: Vec<String> = record.project.iter().cloned().collect();
    first.push(format!("{} {}", label(kind), record.date));
    first.push(record.severity.word(style));
    first.push(record.origin.word(style));
    first.push(record.status.word(style));
    page.paragraph(INDENT, &first.join(" · "));
    let lists = [
        (EntryLabel::Aliases, record.aliases.clone()),
        (EntryLabel::Services, record.services.clone()),
        (EntryLabel::Versions, record.versions.iter().map(|text| reading(text, style)).collect()),
        (EntryLabel::Release, record.release.iter().cloned().collect()),
        (EntryLabel::Environment, record.environment.iter().cloned().collect()),
        (EntryLabel::RanOn, record.runtime.as_ref().map(ran_on).unwrap_or_default()),
        (EntryLabel::Deployments, record.deploy_ids.iter().map(ToString::to_string).collect()),
        (EntryLabel::Traces, record.trace_ids.iter().map(ToString::to_string).collect()),
        (EntryLabel::Requests, record.request_ids.iter().map(ToString::to_string).collect()),
    ];
    for (name, values) in lists {
        if !values.is_empty() {
            page.labelled(&label(name), &values.join(", "));
        }
    }
}

/// What the page says otherwise than the record's own file.
fn corrections(body: &IncidentEntryBody, page: &mut Page<'_>) {
    let language = page.style.language;
    for correction in &body.corrections {
        page.labelled(&EntryLabel::CorrectedLater.render(language), &correction.sentence(language));
    }
}

/// What was added later, in its order; what another took the place of stays readable.
fn annotations(body: &IncidentEntryBody, page: &mut Page<'_>) {
    if body.annotations.is_empty() {
        return;
    }
    let language = page.style.language;
    page.heading(&EntryLabel::Annotations);
    for annotation in &body.annotations {
        let kind = match annotation.kind {
            AnnotationKind::Note => EntryLabel::Note,
            AnnotationKind::Correction => EntryLabel::Correction,
            AnnotationKind::Decision => EntryLabel::Decision,
        };
        let mut beside =
            vec![annotation.timestamp.to_string(), annotation.annotator.clone(), kind.render(language)];
        beside.extend(annotation.subjects.iter().cloned());
        let is_superseded =
            body.annotations.iter().any(|other| other.supersedes.as_ref() == Some(&annotation.id));
        beside.extend(is_superseded.then(|| EntryLabel::Superseded.render(language)));
        page.bullet(&format!("{}  {}", annotation.id, page.style.weak(&beside.join(" · "))));
        page.paragraph("      ", &annotation.text);
        let value = annotation.value.iter().map(|value| format!("→ {value}"));
        for line in value.chain(annotation.refs.iter().cloned()) {
            page.weak_paragraph("      ", &line);
        }
    }
}

fn ran_on(runtime: &RuntimeFacts) -> Vec<String> {
    let named = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name}{value}"));
    [
        named("Go ", &runtime.go_version),
        named("", &runtime.goos),
        named("", &runtime.goarch),
        runtime.gomaxprocs.map(|count| format!("GOMAXPROCS={count}")),
        named("GOGC=", &runtime.gogc),
        named("GOMEMLIMIT=", &runtime.gomemlimit),
        named("kernel ", &runtime.kernel),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn known(text: Option<&Localized>, page: &mut Page<'_>) {
    match text {
        Some(text) => page.localized(text),
        None => page.weak_paragraph(INDENT, &EntryLabel::Unknown.render(page.style.language)),
    }
}

fn impact(impact: Option<&Impact>, page: &mut Page<'_>) {
    let Some(impact) = impact else { return };
    let lines = [
        (EntryLabel::Users, &impact.users),
        (EntryLabel::FailedRequests, &impact.requests),
        (EntryLabel::Duration, &impact.duration),
        (EntryLabel::DataLoss, &impact.data_loss),
        (EntryLabel::Money, &impact.money),
    ];
    page.heading(&EntryLabel::Impact);
    labelled_texts(&lines, page);
}

fn labelled_texts(lines: &[(EntryLabel, &Option<Localized>)], page: &mut Page<'_>) {
    for (label, text) in lines {
        if let Some(text) = text {
            let (label, text) = (label.render(page.style.language), reading(text, page.style));
            page.labelled(&label, &text);
        }
    }
}

fn root_cause(cause: &RootCause, body: &IncidentEntryBody, page: &mut Page<'_>) {
    let style = page.style;
    let id = cause.pattern.to_string();
    let name = body.patterns.iter().find(|pattern| pattern.id == id).map_or("", |pattern| &pattern.name);
    let mut head = format!("{INDENT}{}  {name}  {}", style.strong(&id), style.weak(&cause.role.word(style)));
    if let Some(go) = &cause.go_versions {
        head.push_str(&style.weak(&format!("  Go {go}")));
    }
    page.line(&head);
    if let Some(cause) = &cause.cause {
        page.paragraph("    ", &reading(cause, style));
    }
    if !cause.apis.is_empty() {
        page.weak_paragraph("    ", &cause.apis.join(", "));
    }
}

fn detection(record: &Postmortem, page: &mut Page<'_>) {
    page.heading(&EntryLabel::Detection);
    let by = record.detection.by.word(page.style);
    match &record.detection.text {
        Some(text) => {
            let text = reading(text, page.style);
            page.labelled(&by, &text);
        }
        None => page.paragraph(INDENT, &by),
    }
}

fn resolution(record: &Postmortem, page: &mut Page<'_>) {
    let resolution = &record.resolution;
    page.heading(&EntryLabel::Resolution);
    labelled_texts(
        &[(EntryLabel::Mitigation, &resolution.mitigation), (EntryLabel::Rollback, &resolution.rollback)],
        page,
    );
    known(resolution.fix.known(), page);
    if !resolution.commits.is_empty() {
        let label = EntryLabel::Commits.render(page.style.language);
        page.labelled(&label, &resolution.commits.join(", "));
    }
}

fn first_check(body: &IncidentEntryBody, page: &mut Page<'_>) {
    let Some(check) = &body.first_check else { return };
    page.heading(&match &body.first_check_from {
        Some(id) => EntryLabel::FirstCheckOfPattern { id: id.clone() },
        None => EntryLabel::FirstCheck,
    });
    page.paragraph(INDENT, check);
}

fn guidelines(record: &Postmortem, page: &mut Page<'_>) {
    if record.guideline.is_empty() {
        return;
    }
    page.heading(&EntryLabel::Guideline);
    for guideline in &record.guideline {
        page.bullet(&rule(guideline, page.style));
    }
}

fn rule(guideline: &Guideline, style: &Style) -> String {
    let mut text = reading(&guideline.rule, style);
    if !guideline.checks.is_empty() {
        let checks = guideline.checks.join(", ");
        let enforced = EntryLabel::EnforcedBy { checks }.render(style.language);
        text.push_str(&style.weak(&format!("  {enforced}")));
    }
    if let Some(pattern) = &guideline.pattern {
        text.push_str(&style.weak(&format!("  {pattern}")));
    }
    text
}

fn timeline(record: &Postmortem, page: &mut Page<'_>) {
    if record.timeline.is_empty() {
        return;
    }
    page.heading(&EntryLabel::Timeline);
    for entry in &record.timeline {
        let at = entry.at.as_ref().map(Moment::to_string);
        let phase = entry.phase.map(|phase| phase.word(page.style));
        let when: Vec<String> = at.into_iter().chain(phase).collect();
        let text = reading(&entry.text, page.style);
        let text =
            if when.is_empty() { text } else { format!("{}  {text}", page.style.weak(&when.join(" "))) };
        page.bullet(&text);
    }
}

/// Whys, wrong turns, actions and lessons.
fn learned(record: &Postmortem, page: &mut Page<'_>) {
    texts(&EntryLabel::FiveWhys, &record.five_whys, page);
    texts(&EntryLabel::WrongTurns, &record.wrong_turns, page);
    if !record.action_items.is_empty() {
        page.heading(&EntryLabel::Actions);
        for item in &record.action_items {
            let mut beside = vec![item.status.word(page.style)];
            beside.extend(item.owner.clone());
            beside.extend(item.due.as_ref().map(Moment::to_string));
            beside.extend(item.tracker.clone());
            let text = reading(&item.text, page.style);
            page.bullet(&format!("{text}  {}", page.style.weak(&beside.join(" · "))));
        }
    }
    if let Some(lessons) = &record.lessons {
        page.heading(&EntryLabel::Lessons);
        let parts = [
            (EntryLabel::WentWell, &lessons.went_well),
            (EntryLabel::WentWrong, &lessons.went_wrong),
            (EntryLabel::Lucky, &lessons.lucky),
        ];
        for (label, list) in parts {
            let label = label.render(page.style.language);
            for text in list {
                let text = reading(text, page.style);
                page.labelled(&label, &text);
            }
        }
    }
}

fn texts(label: &EntryLabel, list: &[Localized], page: &mut Page<'_>) {
    if list.is_empty() {
        return;
    }
    page.heading(label);
    for text in list {
        page.bullet(&reading(text, page.style));
    }
}

fn affected(record: &Postmortem, page: &mut Page<'_>) {
    if !record.affected.is_empty() {
        page.heading(&EntryLabel::Affected);
        for affected in &record.affected {
            page.bullet(&affected_code(affected, page.style));
        }
    }
    if !record.symbols.is_empty() {
        page.heading(&EntryLabel::Symbols);
        for symbol in &record.symbols {
            page.bullet(symbol);
        }
    }
}

fn affected_code(affected: &Affected, style: &Style) -> String {
    let mut parts = vec![affected.package.clone().unwrap_or_else(|| affected.module.clone())];
    let introduced = affected.introduced.clone();
    parts.extend(introduced.map(|version| EntryLabel::Introduced { version }.render(style.language)));
    let fixed = affected.fixed.clone();
    parts.extend(fixed.map(|version| EntryLabel::Fixed { version }.render(style.language)));
    let mut text = parts.join(style.comma());
    if !affected.symbols.is_empty() {
        text.push_str(&style.weak(&format!("  {}", affected.symbols.join(", "))));
    }
    text
}

fn stacks(stacks: &[PublishedStack], page: &mut Page<'_>) {
    if stacks.is_empty() {
        return;
    }
    page.heading(&EntryLabel::Stacks);
    for (place, stack) in stacks.iter().enumerate() {
        if place > 0 {
            page.blank();
        }
        for line in stack.error.iter().chain(stack.frames.iter().take(FRAMES_SHOWN)) {
            page.line(&format!("  ┃ {line}"));
        }
        let count = stack.frames.len().saturating_sub(FRAMES_SHOWN);
        if count > 0 {
            page.weak_paragraph("  ┃ ", &EntryLabel::MoreFrames { count }.render(page.style.language));
        }
    }
}

fn evidence(evidence: &[Evidence], page: &mut Page<'_>) {
    if evidence.is_empty() {
        return;
    }
    page.heading(&EntryLabel::Evidence);
    for file in evidence {
        let origin = match &file.reproduced {
            None => EntryLabel::Published,
            Some(reproduced) => {
                let program = reproduced.program.clone();
                match reproduced.go.clone() {
                    Some(go) => EntryLabel::ReproducedWith { program, go },
                    None => EntryLabel::ReproducedBy { program },
                }
            }
        };
        let mut beside = vec![origin.render(page.style.language)];
        beside.extend(file.captured_at.as_ref().map(Moment::to_string));
        beside.extend(file.trace_id.as_ref().map(ToString::to_string));
        beside.extend(file.request_id.as_ref().map(ToString::to_string));
        beside.extend(file.deploy_id.as_ref().map(ToString::to_string));
        page.bullet(&format!("{}  {}", file.path, page.style.weak(&beside.join(" · "))));
    }
}

fn related(body: &IncidentEntryBody, page: &mut Page<'_>) {
    if body.related.is_empty() {
        return;
    }
    page.heading(&EntryLabel::Related);
    for other in &body.related {
        let kind = page.style.weak(&other.kind.word(page.style));
        let head = format!("{INDENT}{}  ", page.style.strong(&other.id));
        page.hanging(&head, &format!("{}  {kind}", other.title));
        if let Some(why) = &other.why {
            page.weak_paragraph("      ", why);
        }
    }
}

fn sources(record: &Postmortem, page: &mut Page<'_>) {
    page.heading(&EntryLabel::Sources);
    for source in &record.sources {
        page.bullet(&source_line(source, page.style));
    }
    page.heading(&EntryLabel::HowKnown);
    let confidence = record.confidence.word(page.style);
    let known = format!("{}{}{confidence}", reading(&record.evidence_basis, page.style), page.style.comma());
    page.paragraph(INDENT, &known);
    if let Some(note) = &record.date_note {
        page.localized(note);
    }
}

fn source_line(source: &Source, style: &Style) -> String {
    let mut text = source.url.clone();
    let read = match (&source.read_at, &source.basis) {
        (Some(at), Some(basis)) => {
            let basis = reading(basis, style);
            Some(EntryLabel::ReadAt { at: at.to_string(), basis }.render(style.language))
        }
        (_, Some(basis)) => Some(reading(basis, style)),
        _ => None,
    };
    if let Some(read) = read {
        text.push_str(&style.weak(&format!("  {read}")));
    }
    text.extend(source.archive_url.iter().map(|archive| format!("  {archive}")));
    text
}
