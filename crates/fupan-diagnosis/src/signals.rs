//! Looks for one signal.

use fupan_model::{SignalPlace, SignalStrength};
use fupan_stack::Section;
use rustc_hash::FxHashMap;

use crate::expression::Expression;
use crate::rules::Rule;
use crate::scene::{Group, InState, Receiver, Scene};
use crate::{Because, profile, race};

/// Lines quoted for one signal.
const QUOTED: usize = 3;
/// Goroutines of a crowd that may be at its beginning.
const FEWEST: u64 = 2;

/// Groups that another is compared with: where many wait, each at its own object, the first tell as much as all.
pub(crate) const MOST_COMPARED: usize = 300;

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
    let mut found: Vec<usize> = line
        .starts(&scene.outside)
        .take(1_000)
        .map(|at| scene.place_of(after_breaks(&scene.outside, at)))
        .collect();
    if found.is_empty() {
        let starts = line.starts(&scene.messages).take(1_000);
        found = starts.map(|at| scene.place_of_message(after_breaks(&scene.messages, at))).collect();
    }
    if (found.len() as u64) < rule.at_least {
        return Vec::new();
    }
    let mut because: Vec<Because> = found.iter().take(QUOTED).map(|at| scene.quoted(*at, signal)).collect();
    because.extend(found.first().and_then(|at| scene.raised(*at, signal)));
    because
}

/// An expression that begins with blanks may match from the end of the line before.
fn after_breaks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches(['\n', '\r']).len()
}

/// A crowd that is smaller than the signal asks for, or has waited less long, tells less; a single goroutine is no crowd.
fn in_dump(rule: &Rule, scene: &Scene<'_>) -> (Vec<Because>, bool) {
    let others: Option<Vec<&Group<'_>>> = rule.with.as_ref().map(|state| {
        let state = scene.in_state(state);
        scene.groups.iter().filter(|other| state.holds(other)).take(MOST_COMPARED).collect()
    });
    let state = rule.state.as_ref().map(|state| scene.in_state(state));
    let is_shown = |group: &&Group<'_>| is_shown_by(rule, group, state.as_ref(), others.as_deref());
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
    let mut counts: FxHashMap<Option<&str>, u64> = FxHashMap::default();
    for group in groups {
        *counts.entry(group.top()).or_default() += group.count;
    }
    let count_of = |group: &&&Group<'_>| counts.get(&group.top()).copied();
    let Some(top) = groups.iter().max_by_key(count_of).map(|group| group.top()) else { return Vec::new() };
    groups.iter().copied().filter(|group| group.top() == top).collect()
}

fn is_shown_by(
    rule: &Rule,
    group: &Group<'_>,
    state: Option<&InState>,
    others: Option<&[&Group<'_>]>,
) -> bool {
    let function_matches = |wanted: &Expression| group.functions().any(|function| wanted.is_match(function));
    // A profile does not tell the state; the calls have to.
    let is_untold =
        group.state.is_empty() && group.first.section == Section::Record && !rule.frames.is_empty();
    state.is_none_or(|state| is_untold || state.holds(group))
        && rule.frames.iter().all(function_matches)
        && !rule.without.iter().any(function_matches)
        && rule.top.as_ref().is_none_or(|top| group.top().is_some_and(|function| top.is_match(function)))
        && rule
            .creator
            .as_ref()
            .is_none_or(|creator| group.creator().is_some_and(|function| creator.is_match(function)))
        && (!rule.first || group.is_first)
        && (!rule.same_receiver || calls_itself(group).is_some())
        && others.is_none_or(|others| {
            !group.sleeps_briefly
                && others
                    .iter()
                    .any(|other| !std::ptr::eq(other.first, group.first) && may_hold(group, other))
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

/// Whether one is within a call of the object whose lock the other waits for, or got that lock. Objects that both merely
/// came through, such as the server of two requests, tell nothing; where a plain function asks for the lock they are all that is
/// known.
pub(crate) fn may_hold(holder: &Group<'_>, waiter: &Group<'_>) -> bool {
    let holds = |wanted: &Receiver<'_>| holder.receivers.iter().any(|receiver| receiver.is_same(wanted));
    let shares = match waiter.lock_owner {
        Some(owner) => holds(&owner),
        None => waiter.receivers.iter().any(holds),
    };
    shares || holder.mentions_lock_of(waiter)
}

/// Whether that object or lock is known by its address.
pub(crate) fn surely_shares(holder: &Group<'_>, waiter: &Group<'_>) -> bool {
    let owner = waiter.lock_owner.filter(|owner| owner.object.is_some());
    owner.is_some_and(|owner| holder.receivers.contains(&owner)) || holder.mentions_lock_of(waiter)
}
