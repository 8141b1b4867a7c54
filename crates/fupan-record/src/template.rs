//! The drafts that `fupan new` begins with.

use fupan_locale::TemplateMessage;
use fupan_model::{Language, Moment};

use crate::FileKind;
use crate::yaml::plain_or_quoted;

/// A draft: what must be written stands there as a field without a value and a comment that says what it is for, so
/// that `lint` lists exactly what is missing. The title is that of the record, where somebody gave one.
#[must_use]
pub fn template(kind: FileKind, id: &str, title: Option<&str>, date: &Moment, language: Language) -> String {
    let say = |message: TemplateMessage| message.render(language);
    let given_title =
        |todo: TemplateMessage| title.map_or_else(|| format!("# TODO: {}", say(todo)), plain_or_quoted);
    match kind {
        FileKind::Postmortem => {
            let title = given_title(TemplateMessage::Title);
            postmortem(&plain_or_quoted(id), &title, date, language.code(), say)
        }
        FileKind::Pattern => {
            let name = given_title(TemplateMessage::PatternName);
            pattern(&plain_or_quoted(id), &name, language.code(), say)
        }
        FileKind::Annotations => {
            let line =
                serde_json::json!({ "id": id, "annotator": null, "timestamp": date.as_str(), "text": null });
            format!("{line}\n")
        }
        FileKind::Glossary => glossary(&plain_or_quoted(id), say),
    }
}

fn postmortem(
    id: &str,
    title: &str,
    date: &Moment,
    code: &str,
    say: impl Fn(TemplateMessage) -> String,
) -> String {
    use TemplateMessage as Say;
    let date = plain_or_quoted(date.as_str());
    format!(
        "---
id: {id}
title:
  {code}: {title}
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
evidence_basis:
  {code}: # TODO: {basis}
confidence: # TODO: low, medium, high
---
",
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

fn pattern(id: &str, name: &str, code: &str, say: impl Fn(TemplateMessage) -> String) -> String {
    use TemplateMessage as Say;
    format!(
        "---
id: {id}
name:
  {code}: {name}
parent: # {parent}
tier: extended # core, corpus, extended
explanation: # {explanation}
first_check: # {first_check}
guideline: # {guideline}
sources: # {sources}
---
",
        parent = say(Say::Parent),
        explanation = say(Say::Explanation),
        first_check = say(Say::FirstCheck),
        guideline = say(Say::Guideline),
        sources = say(Say::Sources),
    )
}

fn glossary(id: &str, say: impl Fn(TemplateMessage) -> String) -> String {
    use TemplateMessage as Say;
    format!(
        "- id: {id}
  zh: # TODO: {terms}
  en:
  symbols: # {symbols}
  messages: # {messages}
  loose: # {loose}
",
        terms = say(Say::Terms),
        symbols = say(Say::Symbols),
        messages = say(Say::Messages),
        loose = say(Say::Loose),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::{Problem, read_annotations, read_glossary, read_pattern, read_postmortem};

    /// What `lint` says of a draft that nobody touched, without the source lines.
    fn check(kind: FileKind, id: &str, path: &str, expected: &Expect) {
        let draft = template(kind, id, None, &"2026-08-11".parse().unwrap(), Language::En);
        let (path, bytes) = (Path::new(path), draft.as_bytes());
        let problems: Vec<Problem> = match kind {
            FileKind::Postmortem => read_postmortem(path, bytes).problems,
            FileKind::Pattern => read_pattern(path, bytes).problems,
            FileKind::Annotations => read_annotations(path, bytes).problems,
            FileKind::Glossary => read_glossary(path, bytes).problems,
        };
        let shown: String = problems
            .iter()
            .map(|problem| {
                format!(
                    "{}: {}\n",
                    problem.field.as_deref().unwrap_or(""),
                    problem.message.render(Language::En)
                )
            })
            .collect();
        expected.assert_eq(&shown);
    }

    #[test]
    fn drafts_lack_exactly_what_only_their_author_knows() {
        check(
            FileKind::Postmortem,
            "RPL-2026-0001",
            "RPL-2026-0001/postmortem.md",
            &expect![[r#"
                title: no text: write zh, en or both
                summary: no text: write zh, en or both
                root_causes: required field root_causes is missing
                sources: required field sources is missing
                evidence_basis: no text: write zh, en or both
                confidence: required field confidence is missing
            "#]],
        );
        check(
            FileKind::Pattern,
            "conc.leak.new",
            "patterns/conc.leak.new.md",
            &expect![[r#"
            name: no text: write zh, en or both
        "#]],
        );
        check(
            FileKind::Annotations,
            "a1",
            "annotations.jsonl",
            &expect![[r#"
            annotator: required field annotator is missing
            text: required field text is missing
        "#]],
        );
        check(
            FileKind::Glossary,
            "goroutine-leak",
            "glossary/own.yaml",
            &expect![[r#"
            [0]: a group needs at least two terms
        "#]],
        );
    }

    #[test]
    fn speaks_the_language_of_its_author() {
        let date = "2026".parse().unwrap();
        let title = Some("连接池: 用尽");
        let draft = template(FileKind::Postmortem, "RPL-2026-0001", title, &date, Language::Zh);
        expect![[r#"
            ---
            id: RPL-2026-0001
            title:
              zh: '连接池: 用尽'
            lang: zh
            status: draft
            severity: unrated # P0, P1, P2, P3, P4, notice
            origin: internal # public, internal, reproduced, example
            date: '2026'
            date_kind: incident # incident, report, fix, advisory
            services: # 涉及的服务，如 [checkout, pay]
            summary:
              zh: # TODO: 几句话：发生了什么，谁受影响
            timeline: # 每条：at（时间）、text（发生了什么）
            detection:
              by: unknown # alert, user, test, code_review
            trigger: unknown # 什么触发了它；不是为什么会发生
            root_causes: # TODO: 至少一条：pattern（见 patterns/）、role（root、direct、latent）
            resolution:
              fix: unknown # 怎样消除了根因
            sources: # TODO: 至少一个来源，每条写 url
            evidence_basis:
              zh: # TODO: 这些说法怎么知道的：读过什么
            confidence: # TODO: low, medium, high
            ---
        "#]]
        .assert_eq(&draft);
    }
}
