//! What of a postmortem the text index sees.

use std::collections::BTreeMap;

use fupan_model::{Localized, Pattern, PatternId, Postmortem, PublishedStack, SignalPlace};
use fupan_search::Document;
use fupan_stack::StackGroup;

/// The searchable document of a postmortem; patterns add their names, so that a search for a cause finds incidents
/// whose own words differ.
pub(crate) fn document(postmortem: &Postmortem, patterns: &BTreeMap<PatternId, Pattern>) -> Document {
    let mut document = Document {
        id: postmortem.id.to_string(),
        title: texts(&[&postmortem.title]),
        body: texts(&told(postmortem)),
        symbols: symbols(postmortem),
        errors: postmortem.stacks.iter().filter_map(|stack| stack.error.clone()).collect(),
        patterns: Vec::new(),
        services: postmortem.services.iter().chain(&postmortem.project).cloned().collect(),
        filters: filters(postmortem),
    };
    document.title.extend(postmortem.aliases.iter().cloned());
    document.body.push(postmortem.body.clone());
    for id in postmortem.patterns() {
        document.patterns.push(id.to_string());
        document.patterns.extend(patterns.get(id).into_iter().flat_map(names));
    }
    document
}

/// What people and programs call a pattern: its name, and the phrases that signal it.
fn names(pattern: &Pattern) -> Vec<String> {
    let mut names = texts(&[&pattern.name]);
    let signals = pattern.signals.iter().filter(|signal| signal.place == SignalPlace::Text);
    names.extend(signals.flat_map(|signal| signal.any.iter().cloned()));
    names
}

/// A published stack as the parser would have given it.
pub(crate) fn stack_group(stack: &PublishedStack) -> StackGroup {
    StackGroup::from_symbols(stack.error.as_deref(), &stack.frames)
}

/// The texts that tell what happened, why, and what was done.
pub(crate) fn told(postmortem: &Postmortem) -> Vec<&Localized> {
    let mut told = vec![&postmortem.summary];
    told.extend(postmortem.background.as_ref());
    told.extend(postmortem.root_causes.iter().filter_map(|cause| cause.cause.as_ref()));
    told.extend(postmortem.trigger.known());
    told.extend(postmortem.detection.text.as_ref());
    told.extend(postmortem.resolution.fix.known());
    told.extend(postmortem.resolution.mitigation.as_ref());
    told.extend(postmortem.timeline.iter().map(|entry| &entry.text));
    told.extend(postmortem.guideline.iter().map(|guideline| &guideline.rule));
    told.extend(&postmortem.wrong_turns);
    told
}

fn texts(localized: &[&Localized]) -> Vec<String> {
    localized.iter().copied().flat_map(Localized::texts).map(str::to_owned).collect()
}

fn symbols(postmortem: &Postmortem) -> Vec<String> {
    let apis = postmortem.root_causes.iter().flat_map(|cause| &cause.apis);
    let frames = postmortem.stacks.iter().flat_map(|stack| &stack.frames);
    let affected = postmortem.affected.iter().flat_map(|affected| &affected.symbols);
    postmortem.symbols.iter().chain(apis).chain(frames).chain(affected).cloned().collect()
}

fn filters(postmortem: &Postmortem) -> Vec<(String, String)> {
    let mut filters = Vec::new();
    let mut add = |key: &str, value: String| filters.push((key.to_owned(), value));
    for id in postmortem.patterns() {
        // A filter on a family of patterns finds its members.
        for pattern in std::iter::successors(Some(id.clone()), PatternId::parent) {
            add("pattern", pattern.to_string());
        }
    }
    postmortem.services.iter().for_each(|service| add("service", service.clone()));
    postmortem.project.iter().for_each(|project| add("project", project.clone()));
    add("year", postmortem.date.year().to_string());
    filters
}
