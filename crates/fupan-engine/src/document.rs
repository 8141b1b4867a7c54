//! What of a postmortem the text index sees.

use std::collections::BTreeMap;

use fupan_model::{Localized, Pattern, PatternId, Postmortem, PublishedStack, SignalPlace};
use fupan_search::Document;
use fupan_stack::StackGroup;
use serde::Serialize;

const SECONDS_PER_DAY: i64 = 86_400;
/// Releases of Go 1 that can be filtered by.
const RELEASES: std::ops::RangeInclusive<u32> = 0..=40;

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
        day: Some(postmortem.date.earliest_unix_seconds().div_euclid(SECONDS_PER_DAY)),
        filters: filters(postmortem, patterns),
    };
    document.title.extend(postmortem.aliases.iter().cloned());
    document.body.push(postmortem.body.clone());
    document.body.extend(postmortem.annotations.iter().map(|annotation| annotation.text.clone()));
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

/// By the keys that a query can filter by (`search::written`).
fn filters(postmortem: &Postmortem, patterns: &BTreeMap<PatternId, Pattern>) -> Vec<(String, String)> {
    let mut filters = Vec::new();
    let mut add = |key: &str, value: String| filters.push((key.to_owned(), value));
    for id in postmortem.patterns() {
        // A filter on a family of patterns finds its members.
        for pattern in std::iter::successors(Some(id.clone()), PatternId::parent) {
            add("pattern", pattern.to_string());
        }
    }
    for (key, names) in
        [("service", &postmortem.services), ("project", &postmortem.project.iter().cloned().collect())]
    {
        for name in names {
            add(key, name.clone());
            // One record may name several: `coredns kubernetes/route53`.
            name.split([' ', '/', ','])
                .filter(|word| *word != name.as_str())
                .for_each(|word| add(key, word.to_owned()));
        }
    }
    add("severity", name_of(&postmortem.severity));
    add("origin", name_of(&postmortem.origin));
    for minor in releases(postmortem, patterns) {
        add("go", format!("1.{minor}"));
    }
    add("year", postmortem.date.year().to_string());
    filters
}

/// As the record writes it.
fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The minor releases of Go in which all of its patterns exist; every one where nothing is said.
fn releases(postmortem: &Postmortem, patterns: &BTreeMap<PatternId, Pattern>) -> Vec<u32> {
    let ranges = postmortem.patterns().filter_map(|id| patterns.get(id)?.go.as_ref());
    let ranges: Vec<&str> = ranges.map(|go| go.range.as_str()).collect();
    RELEASES.filter(|minor| ranges.iter().all(|range| is_within(*minor, range))).collect()
}

/// Whether a release lies in a range such as `<1.22` or `>=1.14 <1.23`; what is no range excludes nothing.
fn is_within(minor: u32, range: &str) -> bool {
    range.split([' ', ',']).all(|bound| {
        let number = bound.trim_start_matches(['<', '>', '=']);
        let Some(limit) = number.strip_prefix("1.").and_then(|limit| limit.parse::<u32>().ok()) else {
            return true;
        };
        match bound.trim_end_matches(number) {
            "<" => minor < limit,
            "<=" => minor <= limit,
            ">" => minor > limit,
            ">=" => minor >= limit,
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_range_bounds_releases() {
        let within = |range: &str| (20..=24).filter(|minor| is_within(*minor, range)).collect::<Vec<u32>>();
        assert_eq!(within("<1.22"), [20, 21]);
        assert_eq!(within(">=1.21, <=1.23"), [21, 22, 23]);
        assert_eq!(within("all"), [20, 21, 22, 23, 24]);
    }
}
