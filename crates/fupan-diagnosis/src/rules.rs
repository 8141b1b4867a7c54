//! Signals, made ready to be looked for.

use fupan_model::{Pattern, PatternId, Signal, SignalPlace, SignalStrength};
use serde::{Deserialize, Serialize};

use crate::expression::Expression;

/// The signals of patterns, ready to be looked for. Stored and read again they take less time than made from patterns.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Rules {
    pub(crate) patterns: Vec<PatternRules>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PatternRules {
    pub(crate) id: PatternId,
    pub(crate) rules: Vec<Rule>,
}

/// One signal.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) place: SignalPlace,
    pub(crate) strength: SignalStrength,
    /// Patterns, with `*` for all below, beside which it is the lesser one.
    pub(crate) beside: Vec<String>,
    pub(crate) line: Option<Expression>,
    pub(crate) state: Option<Expression>,
    pub(crate) frames: Vec<Expression>,
    pub(crate) top: Option<Expression>,
    pub(crate) creator: Option<Expression>,
    pub(crate) same_receiver: bool,
    pub(crate) with: Option<Expression>,
    pub(crate) without: Vec<Expression>,
    pub(crate) at_least: u64,
    pub(crate) same_top: bool,
    pub(crate) minutes: Option<u32>,
    pub(crate) first: bool,
    pub(crate) and: Option<Expression>,
    pub(crate) unless: Option<Expression>,
    pub(crate) one: Vec<Expression>,
    pub(crate) closure: bool,
    pub(crate) receiver: bool,
    pub(crate) same_type: bool,
    pub(crate) kinds: Vec<String>,
    pub(crate) share: Option<f64>,
}

impl Rules {
    /// The signals of patterns. One with an expression that does not compile shows nothing: `lint` names it.
    #[must_use]
    pub fn of(patterns: impl IntoIterator<Item = impl std::borrow::Borrow<Pattern>>) -> Self {
        let mut rules = Self::default();
        for pattern in patterns {
            let Pattern { id, signals, .. } = pattern.borrow();
            rules.add(id.clone(), signals);
        }
        rules
    }

    fn add(&mut self, id: PatternId, signals: &[Signal]) {
        let rules = signals.iter().filter_map(Rule::of).collect();
        self.patterns.push(PatternRules { id, rules });
    }
}

impl Rule {
    /// None of a signal in a person's words, and of one that only a sentence tells.
    fn of(signal: &Signal) -> Option<Self> {
        if signal.rule.is_some() || signal.place == SignalPlace::Text {
            return None;
        }
        let anywhere = |text: &Option<String>| text.as_deref().map(Expression::anywhere);
        let whole = |text: &Option<String>| text.as_deref().map(Expression::whole);
        let all = |texts: &[String]| texts.iter().map(|text| Expression::anywhere(text)).collect();
        Some(Self {
            place: signal.place,
            strength: signal.strength.unwrap_or(SignalStrength::Weak),
            beside: signal.beside.clone(),
            line: anywhere(&signal.regex),
            state: whole(&signal.state),
            frames: all(&signal.frame),
            top: anywhere(&signal.top),
            creator: anywhere(&signal.creator),
            same_receiver: signal.within.as_deref() == Some("same-receiver"),
            with: whole(&signal.with),
            without: all(&signal.without),
            at_least: u64::from(signal.at_least.unwrap_or(1)),
            same_top: signal.same_top.unwrap_or(false),
            minutes: signal.minutes,
            first: signal.first.unwrap_or(false),
            and: anywhere(&signal.and),
            unless: anywhere(&signal.unless),
            one: all(&signal.one),
            closure: signal.closure.unwrap_or(false),
            receiver: signal.receiver.unwrap_or(false),
            same_type: signal.same_type.unwrap_or(false),
            kinds: signal.kind.clone(),
            share: signal.share,
        })
    }

    /// Whether all its expressions compile: without one of them it would show what it should not.
    pub(crate) fn is_sound(&self) -> bool {
        let single = [&self.line, &self.state, &self.top, &self.creator, &self.with, &self.and, &self.unless];
        let several = [&self.frames, &self.without, &self.one];
        let all = single.into_iter().flatten().chain(several.into_iter().flatten());
        all.into_iter().all(Expression::is_sound)
    }
}
