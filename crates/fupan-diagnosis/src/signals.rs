//! Looks for one signal.

use fupan_model::{SignalPlace, SignalStrength};
use fupan_stack::Section;

use crate::expression::Expression;
use crate::rules::Rule;
use crate::scene::{Group, Receiver, Scene};
use crate::{Because, profile, race};

/// Lines quoted for one signal.
const QUOTED: usize = 3;
/// Goroutines of a crowd that may be at its beginning.
const FEWEST: u64 = 2;

/// A signal that is there.
pub(crate) struct Found {
    pub(crate) because: Vec<Because>,
    /// Whether there are as many goroutines or lines as the signal asks for.
    pub(crate) is_enough: bool,
}

/// The lines that show a signal; none where it is not there.
pub(crate) fn found(rule: &Rule, scene: &Scene<'_>) -> Option<Found> {
    let whole = |because| (because, true);
    let (because, is_enough) = match rule.place {
        SignalPlace::Message => whole(in_lines(rule, scene, "message")),
        SignalPlace::Log => whole(in_lines(rule, scene, "log")),
        SignalPlace::Dump => in_dump(rule, scene),
        SignalPlace::Race => whole(race::found(rule, scene)),
        SignalPlace::Profile => whole(profile::found(rule, scene)),
        _ => whole(Vec::new()),
    };
    (!because.is_empty() && is_borne_out(rule, scene)).then_some(Found { because, is_enough })
}

/// What else has to be there, or must not be.
fn is_borne_out(rule: &Rule, scene: &Scene<'_>) -> bool {
    rule.and.as_ref().is_none_or(|and| and.is_match(&scene.told))
        && rule.unless.as_ref().is_none_or(|unless| !unless.is_match(&scene.told))
        && rule.is_sound()
}

fn in_lines(rule: &Rule, scene: &Scene<'_>, signal: &'static str) -> Vec<Because> {
    let Some(line) = &rule.line else { return Vec::new() };
    let found: Vec<usize> = line.starts(&scene.outside).take(1_000).collect();
    if (found.len() as u64) < rule.at_least {
        return Vec::new();
    }
    // An expression that begins with blanks may match from the end of the line before.
    let place = |at: usize| {
        let rest = scene.outside.get(at..).unwrap_or_default();
        scene.place_of(at + rest.len() - rest.trim_start_matches(['\n', '\r']).len())
    };
    found.into_iter().take(QUOTED).map(|at| scene.quoted(place(at), signal)).collect()
}

/// A crowd that is smaller than the signal asks for, or has waited less long, tells less; a single goroutine is no crowd.
fn in_dump(rule: &Rule, scene: &Scene<'_>) -> (Vec<Because>, bool) {
    let is_shown = |group: &&Group<'_>| is_shown_by(rule, group, scene);
    let groups: Vec<&Group<'_>> = scene.groups.iter().filter(is_shown).collect();
    let have_waited = |group: &&Group<'_>| {
        rule.minutes.is_none_or(|minutes| group.minutes.is_some_and(|waited| waited >= minutes))
    };
    if rule.strength != SignalStrength::Weak && !groups.iter().any(have_waited) {
        return (Vec::new(), false);
    }
    let counted = if rule.same_top { most_of_one_top(&groups) } else { groups };
    let count = counted.iter().map(|group| group.count).sum::<u64>();
    if count < rule.at_least.min(FEWEST) {
        return (Vec::new(), false);
    }
    let mut because = Vec::new();
    for group in counted.iter().take(QUOTED) {
        let told =
            rule.frames.first().and_then(|frame| group.functions().find(|function| frame.is_match(function)));
        because.extend(scene.shown(group, told.or_else(|| group.own()), "dump"));
    }
    (because, count >= rule.at_least)
}

/// The groups of the top that most goroutines have.
fn most_of_one_top<'g, 'a>(groups: &[&'g Group<'a>]) -> Vec<&'g Group<'a>> {
    let of = |top: Option<&str>| -> Vec<&'g Group<'a>> {
        groups.iter().copied().filter(|group| group.top() == top).collect()
    };
    let total = |groups: &Vec<&Group<'_>>| groups.iter().map(|group| group.count).sum::<u64>();
    groups.iter().map(|group| of(group.top())).max_by_key(total).unwrap_or_default()
}

fn is_shown_by(rule: &Rule, group: &Group<'_>, scene: &Scene<'_>) -> bool {
    let function_matches = |wanted: &Expression| group.functions().any(|function| wanted.is_match(function));
    // A profile does not tell the state; the calls have to.
    let is_untold =
        group.state.is_empty() && group.first.section == Section::Record && !rule.frames.is_empty();
    rule.state.as_ref().is_none_or(|state| is_untold || state.is_match(&group.state))
        && rule.frames.iter().all(function_matches)
        && !rule.without.iter().any(function_matches)
        && rule.top.as_ref().is_none_or(|top| group.top().is_some_and(|function| top.is_match(function)))
        && rule
            .creator
            .as_ref()
            .is_none_or(|creator| group.creator().is_some_and(|function| creator.is_match(function)))
        && (!rule.first || group.is_first)
        && (!rule.same_receiver || calls_itself(group).is_some())
        && rule.with.as_ref().is_none_or(|state| {
            scene.groups.iter().any(|other| {
                !std::ptr::eq(other.first, group.first) && state.is_match(&other.state) && share(group, other)
            })
        })
}

/// Two calls of methods of one object on one stack, one within the other.
pub(crate) fn calls_itself<'a>(group: &Group<'a>) -> Option<Receiver<'a>> {
    let receivers = &group.receivers;
    receivers.iter().enumerate().find_map(|(place, receiver)| {
        let outer = receivers.iter().skip(place + 1);
        outer.into_iter().any(|other| receiver.is_same(other)).then_some(*receiver)
    })
}

/// Whether two goroutines are within calls of one object.
pub(crate) fn share(one: &Group<'_>, other: &Group<'_>) -> bool {
    one.receivers.iter().any(|receiver| other.receivers.iter().any(|own| receiver.is_same(own)))
}
