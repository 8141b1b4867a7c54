//! The page of a pattern: what it is, what it looks like, wrong and right code, what catches it, what it caused.

use std::path::Path;

use fupan_api::{PatternBody, PatternCodeBody, PatternEntryBody};
use fupan_locale::EntryLabel;
use fupan_model::{Catch, GoRange, Pattern, PatternSource, Tier, VersionBasis};

use super::code::{self, Side};
use super::words::{Word, listed};
use super::{INDENT, reading};
use crate::human::layout::{Page, Style, padded};

/// The page of a pattern whose corpus lies at `corpus`.
pub(super) fn page(body: &PatternEntryBody, corpus: &Path, style: &Style) -> String {
    let mut page = Page::new(style);
    let pattern = &body.record;
    page.line(&format!("{}  {}", style.strong(&body.id), style.strong(&body.name)));
    facts(pattern, &body.above, &mut page);
    if let Some(explanation) = &pattern.explanation {
        page.gap();
        page.localized(explanation);
    }
    members(&body.below, &mut page);
    if let Some(code) = &body.code {
        snippets(pattern, code, corpus, &mut page);
    } else if !pattern.shown_by.is_empty() {
        page.gap();
        let places = listed(&pattern.shown_by, style);
        page.paragraph(INDENT, &EntryLabel::ShownBy { places }.render(style.language));
    }
    caught_by(pattern, &mut page);
    page.section(&EntryLabel::FirstCheck, pattern.first_check.as_ref());
    page.section(&EntryLabel::Guideline, pattern.guideline.as_ref());
    incidents(body, &mut page);
    sources(&pattern.sources, &mut page);
    if !body.text.trim().is_empty() {
        page.heading(&EntryLabel::Notes);
        page.paragraph(INDENT, body.text.trim());
    }
    page.finish()
}

fn facts(pattern: &Pattern, above: &[PatternBody], page: &mut Page<'_>) {
    let style = page.style;
    let label = |label: EntryLabel| label.render(style.language);
    if !above.is_empty() {
        let families: Vec<String> =
            above.iter().rev().map(|family| format!("{} {}", family.id, family.name)).collect();
        page.labelled(&label(EntryLabel::Family), &families.join(" › "));
    }
    if !pattern.aliases.is_empty() {
        let aliases: Vec<&str> = pattern.aliases.iter().map(fupan_model::PatternId::as_str).collect();
        page.labelled(&label(EntryLabel::Aliases), &aliases.join(", "));
    }
    if let Some(go) = &pattern.go {
        page.labelled(&label(EntryLabel::GoVersions), &versions(go, style));
    }
    if let Some(tier) = pattern.tier {
        let tier = match tier {
            Tier::Core => EntryLabel::TierCore,
            Tier::Corpus => EntryLabel::TierCorpus,
            Tier::Extended => EntryLabel::TierExtended,
        };
        page.labelled(&label(EntryLabel::Tier), &label(tier));
    }
    match pattern.recoverable {
        Some(true) => page.paragraph(INDENT, &label(EntryLabel::Recoverable)),
        Some(false) => page.paragraph(INDENT, &label(EntryLabel::NotRecoverable)),
        None => {}
    }
}

fn versions(go: &GoRange, style: &Style) -> String {
    let range = match go.range.as_str() {
        "all" => EntryLabel::EveryGoVersion.render(style.language),
        range => range.to_owned(),
    };
    let by = go.by.map(|by| match by {
        VersionBasis::Toolchain => EntryLabel::ByToolchain.render(style.language),
        VersionBasis::GoMod => EntryLabel::ByGoMod.render(style.language),
    });
    let parts: Vec<String> =
        std::iter::once(range).chain(by).chain(go.note.as_ref().map(|note| reading(note, style))).collect();
    parts.join(style.comma())
}

fn members(below: &[PatternBody], page: &mut Page<'_>) {
    if below.is_empty() {
        return;
    }
    page.heading(&EntryLabel::Members);
    let width = below.iter().map(|member| member.id.len()).max().unwrap_or(0);
    for member in below {
        let count = member.incidents.unwrap_or(0);
        page.line(&format!("{count:>5}  {}  {}", page.style.strong(&padded(&member.id, width)), member.name));
    }
}

fn snippets(pattern: &Pattern, body: &PatternCodeBody, corpus: &Path, page: &mut Page<'_>) {
    let style = page.style;
    let label = |label: EntryLabel| label.render(style.language);
    let folder = corpus.join("patterns");
    let path = |file: &str| folder.join(pattern.id.as_str()).join(file).display().to_string();
    page.heading(&EntryLabel::LooksLike);
    if let Some(snippets) = &pattern.snippets {
        page.localized(&snippets.reading);
    }
    page.blank();
    for line in body.shown.lines() {
        page.line(format!("  ┃ {}", line.replace('\t', "    ")).trim_end());
    }
    if body.shown.lines().count() < body.output.trim_end().lines().count() {
        page.weak_paragraph(INDENT, &label(EntryLabel::WholeOutput { path: path("output.txt") }));
    }
    if !pattern.shown_by.is_empty() {
        let places = listed(&pattern.shown_by, style);
        page.weak_paragraph(INDENT, &label(EntryLabel::ShownBy { places }));
    }
    page.heading(&EntryLabel::Wrong { path: path("wrong.go") });
    code::lines(page, &body.wrong, &body.right, Side::Wrong);
    page.heading(&EntryLabel::Right { path: path("right.go") });
    code::lines(page, &body.right, &body.wrong, Side::Right);
    let (folder, id) = (folder.display().to_string(), pattern.id.to_string());
    let run = match pattern.snippets.as_ref().is_some_and(|snippets| snippets.race) {
        true => EntryLabel::RunThemRacing { folder, id },
        false => EntryLabel::RunThem { folder, id },
    };
    page.weak_paragraph(INDENT, &label(run));
}

fn caught_by(pattern: &Pattern, page: &mut Page<'_>) {
    let style = page.style;
    let no_linter =
        pattern.snippets.is_some() && pattern.caught_by.iter().all(|catch| !catch.tool.is_linter());
    if pattern.caught_by.is_empty() && !no_linter {
        return;
    }
    page.heading(&EntryLabel::CaughtBy);
    for catch in &pattern.caught_by {
        page.bullet(&caught(catch, style));
    }
    if no_linter {
        page.bullet(&EntryLabel::NoLinter.render(style.language));
    }
}

fn caught(catch: &Catch, style: &Style) -> String {
    let mut text = style.strong(&catch.tool.word(style));
    if let Some(check) = &catch.check {
        text.push_str(&format!(" {check}"));
    }
    if let Some(limits) = &catch.limits {
        let separator = if style.language == fupan_locale::Language::Zh { "：" } else { ": " };
        text.push_str(&format!("{separator}{}", reading(limits, style)));
    }
    text
}

fn incidents(body: &PatternEntryBody, page: &mut Page<'_>) {
    let style = page.style;
    page.heading(&EntryLabel::Incidents { total: body.total });
    if body.incidents.is_empty() {
        page.paragraph(INDENT, &EntryLabel::NoIncident.render(style.language));
    }
    for caused in &body.incidents {
        let member = if caused.pattern == body.id { String::new() } else { format!("  {}", caused.pattern) };
        let beside = style.weak(&format!("{}{member}", caused.role.word(style)));
        let head = format!("{INDENT}{}  {}  ", style.strong(&caused.id), padded(&caused.date, 10));
        page.hanging(&head, &format!("{}  {beside}", caused.title));
        if let Some(cause) = &caused.cause {
            page.weak_paragraph("      ", cause);
        }
    }
    let count = body.total.saturating_sub(body.incidents.len());
    if count > 0 {
        let id = body.id.clone();
        page.weak_paragraph(INDENT, &EntryLabel::MoreIncidents { count, id }.render(style.language));
    }
}

fn sources(sources: &[PatternSource], page: &mut Page<'_>) {
    if sources.is_empty() {
        return;
    }
    page.heading(&EntryLabel::Sources);
    for source in sources {
        let style = page.style;
        let measured =
            source.measured.clone().map(|with| EntryLabel::Measured { with }.render(style.language));
        let incident = source.incident.map(|id| id.to_string());
        let named = [source.title.clone(), incident, measured, source.url.clone()];
        let mut text = named.into_iter().flatten().collect::<Vec<_>>().join("  ");
        if !source.supports.is_empty() {
            let statements = listed(&source.supports, style);
            let supports = EntryLabel::Supports { statements }.render(style.language);
            text.push_str(&style.weak(&format!("  {supports}")));
        }
        page.bullet(&text);
    }
}
