//! Who waits for a lock, and who may hold it.

use std::cmp::Reverse;
use std::collections::VecDeque;

use fupan_stack::{Participant, Verdict, WaitKind};
use rustc_hash::FxHashSet;

use super::{Doubt, Structure, is_all_asleep, is_idle};
use crate::Because;
use crate::scene::{Group, Receiver, Scene, is_closure, is_go_s, is_lock_state, owner};
use crate::signals::{MOST_COMPARED, calls_itself, may_hold, surely_shares};

/// What is told of a lock that is not given back.
const NEEDS_A_HOLDER: [&str; 4] = [
    "conc.deadlock.chan-and-lock",
    "conc.deadlock.lock-held-blocking",
    "conc.deadlock.lock-order",
    "conc.deadlock.missed-unlock",
];

/// Locks of a circle: what comes together from more is less sure.
const LONGEST_CIRCLE: usize = 4;
/// Groups among which circles are looked for.
const MOST_IN_CIRCLES: usize = 64;

/// Every structure of locks.
pub(super) fn found(scene: &Scene<'_>) -> Vec<Structure> {
    let mut found = deadlock(scene);
    found.extend(waiting_writer(scene));
    found.extend(nobody_holds(scene));
    found.extend(blocked_with_a_lock(scene));
    found.extend(opposite_order(scene).or_else(|| crossed(scene)));
    found.extend(callback(scene));
    found.extend(nobody_else(scene));
    // Who waits behind a waiting writer does not wait for itself, though it looks so.
    if found.iter().any(|structure| structure.pattern == "conc.deadlock.rwr") {
        found.retain(|structure| structure.pattern != "conc.deadlock.self-lock");
    }
    found
}

/// What else would explain the same.
pub(super) fn doubts(scene: &Scene<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let waiting = || waiting(scene);
    if waiting().any(|waiter| is_within_another(waiter, scene)) {
        doubts.push(Doubt { pattern: "conc.deadlock.self-lock", most: -0.1 });
    }
    if waiting().any(comes_back_through_a_closure) {
        let most = if is_self_deadlock(scene) { 0.4 } else { -0.3 };
        doubts.push(Doubt { pattern: "conc.deadlock.self-lock", most });
    }
    // A program that asks itself waits for the answer because of the lock.
    if waiting().any(|group| group.functions().any(|function| function == "net/http.(*conn).serve")) {
        doubts.push(Doubt { pattern: "ctx.http-client-no-timeout", most: -0.9 });
    }
    if is_moving(scene) {
        doubts.extend(NEEDS_A_HOLDER.map(|pattern| Doubt { pattern, most: -0.8 }));
    }
    if waiting_reader_and_writer(scene).is_some_and(|(reader, _)| wants_a_second_lock(reader, scene)) {
        doubts.push(Doubt { pattern: "conc.deadlock.rwr", most: 0.3 });
    }
    doubts
}

fn waiting<'g, 'a>(scene: &'g Scene<'a>) -> impl Iterator<Item = &'g Group<'a>> {
    scene.groups.iter().filter(|group| is_lock_state(&group.state)).take(MOST_COMPARED)
}

/// What the wait-for graph of the dump says.
fn deadlock(scene: &Scene<'_>) -> Vec<Structure> {
    let Some(deadlock) = &scene.summary.deadlock else { return Vec::new() };
    let because = || participants(&deadlock.because, scene, "wait_cycle");
    let waits: Vec<WaitKind> = deadlock.because.iter().filter_map(|one| one.waits_for).collect();
    let all_locks = !waits.is_empty() && waits.iter().all(|kind| kind.is_lock());
    let structure = |pattern, weight| vec![Structure { pattern, weight, because: because() }];
    match deadlock.verdict {
        Verdict::SelfDeadlock => structure("conc.deadlock.self-lock", 2.6),
        Verdict::Cycle if all_locks && deadlock.because.len() > 1 => {
            structure("conc.deadlock.lock-order", 2.8)
        }
        Verdict::Cycle if waits.iter().any(|kind| kind.is_lock()) => {
            structure("conc.deadlock.chan-and-lock", 2.4)
        }
        _ => Vec::new(),
    }
}

fn participants(participants: &[Participant], scene: &Scene<'_>, signal: &'static str) -> Vec<Because> {
    let header = |one: &Participant| one.goroutine.map(|id| format!("goroutine {id} ["));
    let at = |header: String| scene.text.find(&header);
    participants.iter().filter_map(header).filter_map(at).map(|at| scene.quoted(at, signal)).collect()
}

fn is_self_deadlock(scene: &Scene<'_>) -> bool {
    scene.summary.deadlock.as_ref().is_some_and(|deadlock| deadlock.verdict == Verdict::SelfDeadlock)
}

/// A reader within another call of the object, while a writer of it waits: the inner one waits for the writer, the
/// writer for the outer one.
fn waiting_writer(scene: &Scene<'_>) -> Option<Structure> {
    let (reader, writer) = waiting_reader_and_writer(scene)?;
    let because = scene.shown_each(&[reader, writer], "waiting_writer");
    Some(Structure { pattern: "conc.deadlock.rwr", weight: 2.8, because })
}

fn waiting_reader_and_writer<'g, 'a>(scene: &'g Scene<'a>) -> Option<(&'g Group<'a>, &'g Group<'a>)> {
    let is_reader = |group: &&Group<'_>| group.state == "sync.RWMutex.RLock" && calls_itself(group).is_some();
    let reader = scene.groups.iter().find(is_reader)?;
    let is_writer = |group: &&Group<'_>| group.state == "sync.RWMutex.Lock" && may_hold(reader, group);
    Some((reader, scene.groups.iter().find(is_writer)?))
}

/// Whether somebody waits for a plain mutex of the object that `reader` is within: then more than one lock is concerned.
fn wants_a_second_lock(reader: &Group<'_>, scene: &Scene<'_>) -> bool {
    let is_plain = |group: &Group<'_>| group.state == "sync.Mutex.Lock" && !is_of_readers(group);
    scene.groups.iter().any(|group| is_plain(group) && may_hold(reader, group))
}

/// Everybody waits for a lock, and nobody is within a call of its object who does not: it was not given back.
fn nobody_holds(scene: &Scene<'_>) -> Option<Structure> {
    let waiting: Vec<&Group<'_>> = waiting(scene).filter(|group| group.own().is_some()).collect();
    let first = waiting.first()?;
    let is_alone = waiting.iter().all(|group| calls_itself(group).is_none());
    let is_held = scene
        .groups
        .iter()
        .any(|group| !is_lock_state(&group.state) && waiting.iter().any(|waiter| may_hold(group, waiter)));
    if !is_alone || is_held {
        return None;
    }
    // One alone that nobody can wake, in a program that is all asleep, most often waits for itself.
    let is_one = waiting.len() == 1 && first.count == 1 && is_all_asleep(scene);
    let is_on_channel = |group: &&Group<'_>| {
        let own = group.top().is_some_and(|function| !is_go_s(function));
        ["chan send", "chan receive"].contains(&group.state.as_ref()) && own && !is_idle(group)
    };
    let mut on_channel = scene.groups.iter().filter(is_on_channel).take(MOST_COMPARED);
    let on_channel = on_channel.find(|group| waiting.iter().any(|waiter| is_related(waiter, group)));
    let other = waiting.iter().copied().find(|group| waits_for_another(first, group));
    let is_crossed = other.is_some_and(|other| may_hold(first, other) || may_hold(other, first));
    let (pattern, weight) = match (other, on_channel) {
        (Some(_), _) if is_crossed => ("conc.deadlock.lock-order", 0.2),
        (Some(_), _) => ("conc.deadlock.lock-order", -0.4),
        (None, Some(_)) => ("conc.deadlock.chan-and-lock", -0.2),
        (None, None) if is_one => ("conc.deadlock.self-lock", 0.2),
        (None, None) => ("conc.deadlock.missed-unlock", -0.6),
    };
    let shown: Vec<&Group<'_>> = [Some(*first), other.or(on_channel)].into_iter().flatten().collect();
    Some(Structure { pattern, weight, because: scene.shown_each(&shown, "nobody_holds") })
}

/// Whether two have to do with each other: methods of one type, one function that started both, or one that is within what
/// started the other.
fn is_related(one: &Group<'_>, other: &Group<'_>) -> bool {
    let starts = |starter: &Group<'_>, started: &Group<'_>| {
        started.creator().is_some_and(|creator| starter.functions().any(|function| function == creator))
    };
    let shares_type =
        one.receivers.iter().any(|receiver| other.receivers.iter().any(|it| it.owner == receiver.owner));
    let has_no_creator = one.creator().is_none() && other.creator().is_none();
    shares_type
        || has_no_creator
        || one.creator() == other.creator()
        || starts(one, other)
        || starts(other, one)
}

/// Whether two wait for different locks, as far as the dump shows it.
fn waits_for_another(one: &Group<'_>, other: &Group<'_>) -> bool {
    match (one.lock, other.lock) {
        (Some(a), Some(b)) => a != b,
        _ => is_of_readers(one) != is_of_readers(other),
    }
}

/// Whether it waits for a `sync.RWMutex`: who waits to write waits for the mutex within.
fn is_of_readers(group: &Group<'_>) -> bool {
    group.state.contains("RW") || group.functions().any(|function| function.starts_with("sync.(*RWMutex)."))
}

/// One waits for a lock within a call of an object, called from within another object, and a second the other way round.
fn opposite_order(scene: &Scene<'_>) -> Option<Structure> {
    let waiting: Vec<&Group<'_>> = waiting(scene).collect();
    for (place, one) in waiting.iter().enumerate() {
        for two in waiting.iter().skip(place + 1) {
            let (Some(inner), Some(other)) = (one.receivers.first(), two.receivers.first()) else { continue };
            let is_below = |group: &Group<'_>, receiver| {
                group.receivers.iter().skip(1).any(|outer: &Receiver<'_>| outer.is_same(receiver))
            };
            if !inner.is_same(other) && is_below(one, other) && is_below(two, inner) {
                let because = scene.shown_each(&[one, two], "opposite_order");
                return Some(Structure { pattern: "conc.deadlock.lock-order", weight: 2.0, because });
            }
        }
    }
    None
}

/// Some wait for different locks in a circle, each for one that the next may hold; at least one surely has to do with it.
fn crossed(scene: &Scene<'_>) -> Option<Structure> {
    let waiting: Vec<&Group<'_>> =
        waiting(scene).filter(|group| group.lock.is_some()).take(MOST_IN_CIRCLES).collect();
    let pairs = |holds: fn(&Group<'_>, &Group<'_>) -> bool| -> Vec<Vec<usize>> {
        let holders = |waiter: &&Group<'_>| {
            let places = waiting.iter().enumerate();
            let may = places.filter(|(_, holder)| holder.lock != waiter.lock && holds(holder, waiter));
            may.map(|(place, _)| place).collect()
        };
        waiting.iter().map(holders).collect()
    };
    let (sure, possible) = (pairs(surely_shares), pairs(may_hold));
    let all_sure = circle(&sure, &sure);
    let weight = if all_sure.is_some() { 1.8 } else { 0.6 };
    let circle = all_sure.or_else(|| circle(&sure, &possible))?;
    let groups: Vec<&Group<'_>> = circle.iter().filter_map(|place| waiting.get(*place).copied()).collect();
    let because = scene.shown_each(&groups, "crossed");
    Some(Structure { pattern: "conc.deadlock.lock-order", weight, because })
}

/// The shortest circle that begins with a step of `first` and goes on with steps of `further`; both say who may hold what each
/// waits for.
fn circle(first: &[Vec<usize>], further: &[Vec<usize>]) -> Option<Vec<usize>> {
    let steps =
        first.iter().enumerate().flat_map(|(from, holders)| holders.iter().map(move |to| (from, *to)));
    let circles = steps.filter_map(|(from, to)| {
        let mut ways = VecDeque::from([vec![from, to]]);
        let mut seen = vec![to];
        while let Some(way) = ways.pop_front() {
            let last = further.get(*way.last()?)?;
            if last.contains(&from) {
                return Some(way);
            }
            for next in last.iter().filter(|_| way.len() < LONGEST_CIRCLE) {
                if !seen.contains(next) {
                    seen.push(*next);
                    ways.push_back(way.iter().copied().chain([*next]).collect());
                }
            }
        }
        None
    });
    circles.min_by_key(Vec::len)
}

/// One waits for a channel, the network or the clock within a call of an object for whose lock others wait.
fn blocked_with_a_lock(scene: &Scene<'_>) -> Option<Structure> {
    let waiting = || waiting(scene);
    let holders = scene.groups.iter().filter(|group| is_blocked_elsewhere(group)).take(MOST_COMPARED);
    let pairs = holders.filter_map(|holder| {
        let waiters = || waiting().filter(|waiter| may_hold(holder, waiter));
        let waiter = waiters().find(|waiter| surely_shares(holder, waiter)).or_else(|| waiters().next())?;
        Some((holder, waiter))
    });
    let (holder, waiter) =
        pairs.min_by_key(|(holder, waiter)| (!surely_shares(holder, waiter), is_loop(holder)))?;
    let weight = match surely_shares(holder, waiter) {
        true if !is_loop(holder) => 1.3,
        true => 0.2,
        false => -0.1,
    };
    let because = scene.shown_each(&[holder, waiter], "blocked_with_a_lock");
    // The calls of a library that end in a channel (a pipe, a request, a query) are calls that take their time.
    let is_own = holder.top().is_some_and(|function| !is_go_s(function));
    let on_channel = holder.state.starts_with("chan") || holder.state.starts_with("select");
    let pattern =
        if on_channel && is_own { "conc.deadlock.chan-and-lock" } else { "conc.deadlock.lock-held-blocking" };
    Some(Structure { pattern, weight, because })
}

fn is_blocked_elsewhere(group: &Group<'_>) -> bool {
    group.state.starts_with("chan")
        || group.state.starts_with("select")
        || ["IO wait", "syscall"].contains(&group.state.as_ref())
        || group.state == "sleep" && !group.sleeps_briefly
}

/// Whether somebody runs within the function in which others wait for its lock, and nobody has waited for a minute: then the
/// lock goes from hand to hand.
fn is_moving(scene: &Scene<'_>) -> bool {
    let is_fresh = |waiter: &Group<'_>| waiter.minutes.is_none_or(|minutes| minutes == 0);
    let running = scene.groups.iter().filter(|group| group.is_running());
    let running: FxHashSet<&str> = running.filter_map(Group::own).collect();
    waiting(scene).all(is_fresh) && waiting(scene).filter_map(Group::own).any(|own| running.contains(own))
}

/// A `select` in the function that the goroutine was started with: such a loop mostly waits for work and holds nothing.
fn is_loop(group: &Group<'_>) -> bool {
    group.state.starts_with("select") && group.own().is_some() && group.top() == group.entry()
}

/// One waits for the lock of an object within a function that this object was given and called back.
fn callback(scene: &Scene<'_>) -> Option<Structure> {
    let waiting = |group: &&Group<'_>| is_lock_state(&group.state) && comes_back_through_a_closure(group);
    let group = scene.groups.iter().find(waiting)?;
    let weight = if is_self_deadlock(scene) { 1.4 } else { -0.1 };
    let because = scene.shown(group, group.own(), "callback");
    Some(Structure { pattern: "conc.deadlock.callback-under-lock", weight, because })
}

/// One waits for a lock within two calls of a type, and whoever else is within a call of that type waits for the same lock:
/// nobody else can have it.
fn nobody_else(scene: &Scene<'_>) -> Option<Structure> {
    // A handler that is a method of the type itself is within two calls as well: who is within most is looked at.
    let calls_within = |group: &Group<'_>| {
        let of_owner =
            |receiver: &&Receiver<'_>| group.lock_owner.is_some_and(|owner| receiver.is_same(&owner));
        group.receivers.iter().filter(of_owner).count()
    };
    let waiter = waiting(scene).max_by_key(|group| (calls_within(group), Reverse(group.count)))?;
    if calls_within(waiter) < 2 {
        return None;
    }
    let of = waiter.lock_owner?.owner;
    let is_other = |group: &&Group<'_>| !std::ptr::eq(group.first, waiter.first);
    let is_within = |group: &&Group<'_>| group.receivers.iter().any(|receiver| receiver.owner == of);
    let waits_too = |group: &Group<'_>| is_lock_state(&group.state) && !waits_for_another(group, waiter);
    let mut others = scene.groups.iter().filter(is_other).filter(is_within).take(MOST_COMPARED);
    if waiter.count > 1 || !others.all(waits_too) {
        return None;
    }
    let between = method_between(waiter, of);
    let outermost = waiter.functions().filter(|function| owner(function) == Some(of)).last();
    let pattern =
        if between.is_some() { "conc.deadlock.callback-under-lock" } else { "conc.deadlock.self-lock" };
    let calls = [waiter.own(), between, outermost].into_iter().flatten();
    let because = calls.flat_map(|call| scene.shown(waiter, Some(call), "nobody_else")).collect();
    Some(Structure { pattern, weight: 0.9, because })
}

/// A method of another type of the program between two calls of methods of a type.
fn method_between<'a>(group: &Group<'a>, of: &str) -> Option<&'a str> {
    let is_its = |function: &str| owner(function) == Some(of);
    let calls: Vec<&str> = group.functions().skip_while(|function| !is_its(function)).collect();
    let last = calls.iter().rposition(|function| is_its(function)).unwrap_or(0);
    let is_another = |function: &&str| !is_its(function) && !is_go_s(function) && owner(function).is_some();
    calls.into_iter().take(last).find(is_another)
}

/// Whether a closure of somebody else lies between two calls of methods of one object.
fn comes_back_through_a_closure(group: &Group<'_>) -> bool {
    let Some(object) = calls_itself(group) else { return false };
    let is_its = |function: &str| owner(function) == Some(object.owner);
    let inner = group.functions().skip_while(|function| !is_its(function));
    let between = inner.skip(1).take_while(|function| !is_its(function) || is_closure(function));
    between.into_iter().any(|function| is_closure(function) && !is_its(function) && !is_go_s(function))
}

/// Whether `waiter` is within two calls of an object, and somebody who does not wait for a lock may be within a third: the
/// dump does not tell whether that is of the same object.
fn is_within_another(waiter: &Group<'_>, scene: &Scene<'_>) -> bool {
    let Some(object) = calls_itself(waiter) else { return false };
    let is_same_type = |receiver: &Receiver<'_>| receiver.owner == object.owner && receiver.object.is_none();
    scene.groups.iter().any(|group| is_blocked_elsewhere(group) && group.receivers.iter().any(is_same_type))
}
