//! The drafts that `fupan new` begins with.

use fupan_locale::TemplateMessage;
use fupan_model::{Language, Moment};

use crate::yaml::plain_or_quoted;

/// What a draft is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// A `postmortem.md`.
    Postmortem,
    /// A pattern's file.
    Pattern,
    /// A line of `annotations.jsonl`.
    Annotation,
}

/// A draft: what must be written stands there as a field without a value and a comment that says what it is for, so
/// that `lint` lists exactly what is missing.
#[must_use]
pub fn template(kind: RecordKind, id: &str, date: &Moment, language: Language) -> String {
    let say = |message: TemplateMessage| message.render(language);
    let id = plain_or_quoted(id);
    match kind {
        RecordKind::Postmortem => postmortem(&id, date, language.code(), say),
        RecordKind::Pattern => pattern(&id, language.code(), say),
        RecordKind::Annotation => {
            let line =
                serde_json::json!({ "id": id, "annotator": null, "timestamp": date.as_str(), "text": null });
            format!("{line}\n")
        }
    }
}

fn postmortem(id: &str, date: &Moment, code: &str, say: impl Fn(TemplateMessage) -> String) -> String {
    use TemplateMessage as Say;
    let date = plain_or_quoted(date.as_str());
    format!(
        "---
id: {id}
title:
  {code}: # TODO: {title}
lang: {code}
status: draft
severity: unrated # P0, P1, P2, P3, P4, notice
origin: internal # public, internal, reproduced, example
date: {date}
date_kind: incident # incident, report, fix, advisory
services: # {services}
summary:
  {code}: # TODO: {summary}
timeline: # {timeline}
detection:
  by: unknown # alert, user, test, code_review
trigger: unknown # {trigger}
root_causes: # TODO: {root_causes}
resolution:
  fix: unknown # {fix}
sources: # TODO: {sources}
evidence_basis: # TODO: {basis}
confidence: # TODO: low, medium, high
---
",
        title = say(Say::Title),
        services = say(Say::Services),
        summary = say(Say::Summary),
        timeline = say(Say::Timeline),
        trigger = say(Say::Trigger),
        root_causes = say(Say::RootCauses),
        fix = say(Say::Fix),
        sources = say(Say::Sources),
        basis = say(Say::EvidenceBasis),
    )
}

fn pattern(id: &str, code: &str, say: impl Fn(TemplateMessage) -> String) -> String {
    use TemplateMessage as Say;
    format!(
        "---
id: {id}
name:
  {code}: # TODO: {name}
parent: # {parent}
tier: extended # core, corpus, extended
explanation: # {explanation}
first_check: # {first_check}
guideline: # {guideline}
sources: # {sources}
---
",
        name = say(Say::PatternName),
        parent = say(Say::Parent),
        explanation = say(Say::Explanation),
        first_check = say(Say::FirstCheck),
        guideline = say(Say::Guideline),
        sources = say(Say::Sources),
    )
}
