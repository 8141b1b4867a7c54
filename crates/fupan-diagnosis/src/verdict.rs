//! From signals to patterns: what was found of each, added up, ordered, and said with a confidence.

use std::collections::{BTreeMap, BTreeSet};

use fupan_model::{PatternId, SignalStrength};

use crate::rules::Rules;
use crate::scene::Scene;
use crate::signals::{Found, found};
use crate::structure::Structure;
use crate::{Because, Input, Reading, Shown, growth, structure};

/// What a signal adds to the logit of its pattern.
fn weight(strength: SignalStrength) -> f64 {
    match strength {
        SignalStrength::Proof => 3.2,
        SignalStrength::Strong => 1.8,
        SignalStrength::Weak => -0.4,
    }
}

/// What is taken away where there are fewer goroutines than the signal asks for.
const TOO_FEW: f64 = 2.2;
/// What a further signal of the same pattern adds, and what it adds where both tell little.
const FURTHER: f64 = 0.7;
const FURTHER_WEAK: f64 = 0.25;
/// Less than this is not told.
const WORTH_TELLING: f64 = 0.1;
/// Patterns that are told of at most.
const MOST: usize = 8;
/// Lines that are quoted for one pattern.
const QUOTED: usize = 6;

/// What is known of one pattern.
struct Case {
    logit: f64,
    because: Vec<Because>,
    /// The `beside` of its strongest signal.
    beside: Vec<String>,
}

impl Rules {
    /// The patterns that an input shows, the surest first.
    #[must_use]
    pub fn diagnose(&self, input: &[u8]) -> Vec<Shown> {
        self.shown_by(&Reading::of(&Input::of(input)))
    }

    /// The patterns that what was read shows, the surest first.
    #[must_use]
    pub fn shown_by(&self, reading: &Reading<'_>) -> Vec<Shown> {
        self.shown_over(std::slice::from_ref(reading))
    }

    /// The patterns that a series shows which was read one after the other: what the last of it shows, to which the lines
    /// belong, and what grows.
    #[must_use]
    pub fn shown_over(&self, series: &[Reading<'_>]) -> Vec<Shown> {
        let Some(last) = series.last() else { return Vec::new() };
        let scene = Scene::of(last);
        let mut cases = BTreeMap::new();
        // First, as of a line that several signs quote the first one's words are kept, and these have the counts.
        add_structures(&mut cases, self, growth::found(series, &scene));
        self.add_signals(&mut cases, &scene);
        add_structures(&mut cases, self, structure::found(&scene));
        for doubt in structure::doubts(&scene) {
            for (id, case) in &mut cases {
                if id.as_str() == doubt.pattern {
                    case.logit = case.logit.min(doubt.most);
                }
            }
        }
        ordered(cases)
    }

    fn add_signals(&self, cases: &mut BTreeMap<PatternId, Case>, scene: &Scene<'_>) {
        for pattern in &self.patterns {
            for rule in &pattern.rules {
                if let Some(Found { because, is_enough }) = found(rule, scene) {
                    let weight = weight(rule.strength) - if is_enough { 0.0 } else { TOO_FEW };
                    add(cases, &pattern.id, weight, because, &rule.beside);
                }
            }
        }
    }
}

fn add(
    cases: &mut BTreeMap<PatternId, Case>,
    id: &PatternId,
    weight: f64,
    because: Vec<Because>,
    beside: &[String],
) {
    // What no line shows is not claimed.
    if because.is_empty() {
        return;
    }
    let case = cases.entry(id.clone()).or_insert_with(|| Case {
        logit: f64::NEG_INFINITY,
        because: Vec::new(),
        beside: beside.to_vec(),
    });
    if case.logit == f64::NEG_INFINITY {
        case.logit = weight;
    } else {
        if weight > case.logit {
            case.beside = beside.to_vec();
        }
        let further = if case.logit.max(weight) < 0.0 { FURTHER_WEAK } else { FURTHER };
        case.logit = case.logit.max(weight) + further;
    }
    case.because.extend(because);
}

/// A structure counts only for a pattern that the corpus has.
fn add_structures(cases: &mut BTreeMap<PatternId, Case>, rules: &Rules, found: Vec<Structure>) {
    for structure in found {
        let known = structure.id().filter(|id| rules.patterns.iter().any(|pattern| pattern.id == *id));
        if let Some(id) = known {
            add(cases, &id, structure.weight, structure.because, &[]);
        }
    }
}

/// The surest first; of two as sure, the one beside which the other may rightly show comes first.
fn ordered(cases: BTreeMap<PatternId, Case>) -> Vec<Shown> {
    let ids: Vec<PatternId> = cases.keys().cloned().collect();
    let mut ranked: Vec<(f64, PatternId, Case)> = cases
        .into_iter()
        .map(|(id, case)| {
            let is_lesser = ids.iter().any(|other| *other != id && covers(&case.beside, other));
            let rank = case.logit - if is_lesser { 0.5 } else { 0.0 } - generality(&id);
            (rank, id, case)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let shown = ranked.into_iter().map(|(rank, pattern, case)| {
        let mut seen = BTreeSet::new();
        let mut because = case.because;
        because.retain(|because| seen.insert(because.line));
        because.truncate(QUOTED);
        Shown { pattern, confidence: 1.0 / (1.0 + (-rank).exp()), because }
    });
    shown.filter(|shown| shown.confidence >= WORTH_TELLING).take(MOST).collect()
}

/// Whether a list of `a.b`, `a.*` names a pattern.
fn covers(list: &[String], id: &PatternId) -> bool {
    list.iter().any(|entry| match entry.strip_suffix(".*") {
        Some(family) => id.as_str().strip_prefix(family).is_some_and(|rest| rest.starts_with('.')),
        None => entry == id.as_str(),
    })
}

/// How it ended tells less than why: a panic that was recovered, or one that was not.
fn generality(id: &PatternId) -> f64 {
    match id.as_str() {
        "panic.http-handler-recovered" | "panic.repanic-hides-origin" => 1.2,
        "panic.goroutine-unrecovered" | "panic.explicit" => 0.8,
        _ => 0.0,
    }
}
