//! Signals of text profiles: which part of a profile's value lies in stacks with a certain function.
//!
//! ```text
//! heap profile: 3: 1048576 [5: 2097152] @ heap/1048576
//! 3: 1048576 [5: 2097152] @ 0x4a1f25 0x4a1f10
//! # 0x4a1f24 main.fill+0x44 /src/main.go:12
//! ```
//!
//! What is read is what `debug=1` writes: bytes in use of a heap profile, all bytes of an allocs profile, the first number of
//! the others. It is not scaled for sampling, so only shares count. Binary profiles come as such text too (`fupan-evidence`),
//! those of the processor with `--- cpu:` before them, of which Go writes no text.

use crate::Because;
use crate::expression::Expression;
use crate::rules::Rule;
use crate::scene::Scene;

pub(crate) struct Record<'a> {
    pub(crate) value: f64,
    pub(crate) functions: Vec<&'a str>,
    /// Where it begins in the text.
    pub(crate) at: usize,
}

pub(crate) struct Profile<'a> {
    pub(crate) kind: &'static str,
    pub(crate) records: Vec<Record<'a>>,
}

pub(crate) fn found(rule: &Rule, scene: &Scene<'_>) -> Vec<Because> {
    let Some(profile) = read(scene.text) else { return Vec::new() };
    if !rule.kinds.is_empty() && !rule.kinds.iter().any(|kind| kind == profile.kind) {
        return Vec::new();
    }
    let is_shown = |record: &Record<'_>| {
        let has = |wanted: &Expression| record.functions.iter().any(|function| wanted.is_match(function));
        !rule.frames.is_empty() && rule.frames.iter().all(has)
    };
    let total: f64 = profile.records.iter().map(|record| record.value).sum();
    let mut shown: Vec<&Record<'_>> = profile.records.iter().filter(|record| is_shown(record)).collect();
    let part: f64 = shown.iter().map(|record| record.value).sum();
    if total <= 0.0 || part <= 0.0 || part / total < rule.share.unwrap_or(0.0) {
        return Vec::new();
    }
    shown.sort_by(|a, b| b.value.total_cmp(&a.value));
    shown.iter().take(2).map(|record| scene.quoted(record.at, "profile")).collect()
}

/// The record that holds more than half of a heap, and whether the program's own code made it, or the standard library for it.
pub(crate) fn heaviest(scene: &Scene<'_>) -> Option<(Vec<Because>, bool)> {
    let profile = read(scene.text).filter(|profile| profile.kind == "heap")?;
    let total: f64 = profile.records.iter().map(|record| record.value).sum();
    let most = profile.records.iter().max_by(|a, b| a.value.total_cmp(&b.value))?;
    let is_own = |function: &str| !crate::scene::is_go_s(function);
    let has_own = most.functions.iter().any(|function| is_own(function));
    let is_heavy = has_own && total > 0.0 && most.value > total / 2.0;
    is_heavy.then(|| {
        (vec![scene.quoted(most.at, "profile")], most.functions.first().is_some_and(|it| is_own(it)))
    })
}

pub(crate) fn read(text: &str) -> Option<Profile<'_>> {
    let kind = text.lines().take(40).find_map(|line| {
        let heads = [
            ("heap profile:", "heap"),
            ("--- mutex:", "mutex"),
            ("--- contention:", "block"),
            ("--- cpu:", "cpu"),
            ("threadcreate profile:", "threadcreate"),
        ];
        heads.into_iter().find(|(head, _)| line.starts_with(head)).map(|(_, kind)| kind)
    })?;
    let mut records: Vec<Record<'_>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(value) = value_of(line, kind) {
            records.push(Record { value, functions: Vec::new(), at });
        } else if let Some(function) = function_of(line)
            && let Some(record) = records.last_mut()
        {
            record.functions.push(function);
        }
        at += line.len();
    }
    (!records.is_empty()).then_some(Profile { kind, records })
}

/// `3: 1048576 [5: 2097152] @ 0x…` or `1234 5 @ 0x…`.
fn value_of(line: &str, kind: &str) -> Option<f64> {
    let (numbers, _) = line.split_once(" @ ")?;
    if !numbers.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut numbers = numbers.split([':', ' ', '[', ']']).filter(|word| !word.is_empty());
    let place = usize::from(kind == "heap");
    numbers.nth(place)?.parse().ok()
}

/// `# 0x4a1f24 main.fill+0x44 /src/main.go:12`
fn function_of(line: &str) -> Option<&str> {
    let mut words = line.strip_prefix('#')?.split('\t').filter(|word| !word.trim().is_empty());
    let _address = words.next()?;
    let call = words.next()?.trim();
    Some(call.rsplit_once("+0x").map_or(call, |(function, _)| function))
}
