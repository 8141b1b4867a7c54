//! Signals, made ready: every regular expression is compiled once.

use fupan_model::{Pattern, PatternId, Signal, SignalPlace, SignalStrength};
use regex::{Regex, RegexBuilder};

/// The signals of patterns, ready to be looked for.
#[derive(Debug, Default)]
pub struct Rules {
    pub(crate) patterns: Vec<PatternRules>,
}

#[derive(Debug)]
pub(crate) struct PatternRules {
    pub(crate) id: PatternId,
    pub(crate) rules: Vec<Rule>,
}

/// One signal.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) place: SignalPlace,
    pub(crate) strength: SignalStrength,
    /// Patterns, with `*` for all below, beside which it is the lesser one.
    pub(crate) beside: Vec<String>,
    pub(crate) line: Option<Regex>,
    pub(crate) state: Option<Regex>,
    pub(crate) frames: Vec<Regex>,
    pub(crate) top: Option<Regex>,
    pub(crate) creator: Option<Regex>,
    pub(crate) same_receiver: bool,
    pub(crate) with: Option<Regex>,
    pub(crate) without: Vec<Regex>,
    pub(crate) at_least: u64,
    pub(crate) same_top: bool,
    pub(crate) minutes: Option<u32>,
    pub(crate) first: bool,
    pub(crate) and: Option<Regex>,
    pub(crate) unless: Option<Regex>,
    pub(crate) one: Vec<Regex>,
    pub(crate) closure: bool,
    pub(crate) receiver: bool,
    pub(crate) same_type: bool,
    pub(crate) kinds: Vec<String>,
    pub(crate) share: Option<f64>,
}

impl Rules {
    /// The signals of patterns. One of which an expression does not compile is left out: `lint` names it.
    #[must_use]
    pub fn of(patterns: impl IntoIterator<Item = impl std::borrow::Borrow<Pattern>>) -> Self {
        let rules = |pattern: &Pattern| PatternRules {
            id: pattern.id.clone(),
            rules: pattern.signals.iter().filter_map(Rule::of).collect(),
        };
        Self { patterns: patterns.into_iter().map(|pattern| rules(pattern.borrow())).collect() }
    }
}

impl Rule {
    /// None of a signal in a person's words, and of one that only a sentence tells.
    fn of(signal: &Signal) -> Option<Self> {
        if signal.rule.is_some() || signal.place == SignalPlace::Text {
            return None;
        }
        let whole = |text: &String| compiled(&format!("^(?:{text})$"));
        Some(Self {
            place: signal.place,
            strength: signal.strength.unwrap_or(SignalStrength::Weak),
            beside: signal.beside.clone(),
            line: each(signal.regex.as_ref(), |text| compiled(text))?,
            state: each(signal.state.as_ref(), whole)?,
            frames: all(&signal.frame)?,
            top: each(signal.top.as_ref(), |text| compiled(text))?,
            creator: each(signal.creator.as_ref(), |text| compiled(text))?,
            same_receiver: signal.within.as_deref() == Some("same-receiver"),
            with: each(signal.with.as_ref(), whole)?,
            without: all(&signal.without)?,
            at_least: u64::from(signal.at_least.unwrap_or(1)),
            same_top: signal.same_top.unwrap_or(false),
            minutes: signal.minutes,
            first: signal.first.unwrap_or(false),
            and: each(signal.and.as_ref(), |text| compiled(text))?,
            unless: each(signal.unless.as_ref(), |text| compiled(text))?,
            one: all(&signal.one)?,
            closure: signal.closure.unwrap_or(false),
            receiver: signal.receiver.unwrap_or(false),
            same_type: signal.same_type.unwrap_or(false),
            kinds: signal.kind.clone(),
            share: signal.share,
        })
    }
}

fn compiled(text: &str) -> Option<Regex> {
    RegexBuilder::new(text).multi_line(true).size_limit(1 << 20).build().ok()
}

/// `Some(None)` where there is no expression, `None` where it does not compile.
#[expect(
    clippy::option_option,
    reason = "the outer one ends the rule, the inner one says that it has no such part"
)]
fn each<T>(text: Option<T>, compile: impl Fn(T) -> Option<Regex>) -> Option<Option<Regex>> {
    match text {
        None => Some(None),
        Some(text) => compile(text).map(Some),
    }
}

fn all(texts: &[String]) -> Option<Vec<Regex>> {
    texts.iter().map(|text| compiled(text)).collect()
}
