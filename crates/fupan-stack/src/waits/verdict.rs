//! Whether goroutines of a crash cannot go on, and the fewest that show it.
//!
//! The searches are bounded: locks and steps are few thousands whatever the size of the dump.

use super::ledger::Ledger;
use super::plan::Activity;
use super::reach::Reach;
use super::scene::{Lock, Scene};
use super::{Deadlock, Participant, Verdict, Wait};
use crate::culprit::candidates;
use crate::group::Draft;
use crate::kind;
use crate::parsed::CrashKind;

/// A longer circle is not looked for.
const LONGEST_CYCLE: usize = 8;
/// Steps of the search for circles.
const MOST_STEPS: usize = 20_000;
/// Goroutines in an explanation that is no circle.
const LONGEST_EXPLANATION: usize = 4;

/// Who waits on what in a crash of `drafts`, whose culprit is of this kind.
pub(crate) fn read(
    crash: CrashKind,
    kind: Option<&str>,
    drafts: &[Draft],
    ledger: &Ledger,
) -> (Vec<Wait>, Option<Deadlock>) {
    if matches!(crash, CrashKind::DataRace | CrashKind::Log | CrashKind::Exception) {
        return (Vec::new(), None);
    }
    let scene = Scene::new(drafts, ledger);
    (scene.waits(), deadlock(&scene, kind))
}

fn deadlock(scene: &Scene<'_>, kind: Option<&str>) -> Option<Deadlock> {
    let circle = circle(scene);
    if kind.is_some_and(is_all_asleep) {
        let because = match circle {
            Some(circle) => circle.because,
            None => chain(scene).unwrap_or_else(|| asleep(scene)),
        };
        return Some(Deadlock { verdict: Verdict::AllAsleep, because });
    }
    if circle.is_some() {
        return circle;
    }
    let likely = |because: Vec<Participant>| Deadlock { verdict: Verdict::Likely, because };
    match kind {
        Some(kind::TEST_TIMED_OUT) => chain(scene).or_else(|| stuck_test(scene)).map(likely),
        // Where something else failed, the others wait for what will not come: that explains nothing.
        Some(_) => None,
        None => chain(scene).or_else(|| all_blocked(scene)).map(likely),
    }
}

fn is_all_asleep(kind: &str) -> bool {
    kind.starts_with(kind::ALL_ASLEEP) || kind.starts_with("deadlock: all goroutines in bubble are blocked")
}

/// Goroutines that wait for each other, or one that waits for itself.
fn circle(scene: &Scene<'_>) -> Option<Deadlock> {
    let mut steps = MOST_STEPS;
    let mut itself = None;
    for lock in &scene.locks {
        if is_within_reach(scene, lock) {
            continue;
        }
        // Each waiter may have come another way, but those of one group came the same.
        for waiter in lock.waiters.iter().take(LONGEST_CYCLE * LONGEST_CYCLE) {
            let mut path = Vec::new();
            if walk(scene, *waiter, *waiter, &mut path, &mut steps) {
                return Some(Deadlock { verdict: Verdict::Cycle, because: around(scene, &path) });
            }
            // Where several came the same way, none of them can have taken it before.
            let is_alone = lock.mentions.iter().all(|at| at == waiter);
            if itself.is_none() && is_alone && scene.holders(lock, *waiter) == [*waiter] {
                itself = scene.participant(*waiter, Some(*waiter));
            }
        }
    }
    itself.map(|itself| Deadlock { verdict: Verdict::SelfDeadlock, because: vec![itself] })
}

/// Follows those who wait from `at` to whom they wait for, until `start` is reached again.
fn walk(scene: &Scene<'_>, start: usize, at: usize, path: &mut Vec<usize>, steps: &mut usize) -> bool {
    if path.len() >= LONGEST_CYCLE || *steps == 0 {
        return false;
    }
    *steps -= 1;
    path.push(at);
    for holder in next(scene, at) {
        if holder == start && path.len() > 1 {
            return true;
        }
        if !path.contains(&holder) && walk(scene, start, holder, path, steps) {
            return true;
        }
    }
    path.pop();
    false
}

/// The records that may hold what `at` waits for, where nobody else who might can go on.
fn next(scene: &Scene<'_>, at: usize) -> Vec<usize> {
    let lost = scene.awaited_lock(at).filter(|lock| !is_within_reach(scene, lock));
    lost.map(|lock| scene.holders(lock, at)).unwrap_or_default()
}

fn is_within_reach(scene: &Scene<'_>, lock: &Lock) -> bool {
    *lock.is_within_reach.get_or_init(|| scene.is_within_reach(lock, Reach::Callers))
}

/// Each of a path with the one behind it as the holder, the last with the first.
fn around(scene: &Scene<'_>, path: &[usize]) -> Vec<Participant> {
    let next = |at: usize| path.get(at + 1).or(path.first()).copied();
    path.iter().enumerate().filter_map(|(at, record)| scene.participant(*record, next(at))).collect()
}

/// One who waits for a lock that nobody will give back, the one who probably holds it, and so on.
fn chain(scene: &Scene<'_>) -> Option<Vec<Participant>> {
    let first = |lock: &Lock| lock.waiters.first().copied().filter(|waiter| scene.is_lost(lock, *waiter));
    // The longest tells most; among equals the lock with most waiters comes first.
    let chains = scene.locks.iter().filter_map(first).map(|waiter| followed(scene, waiter));
    let longest = chains.reduce(|best, next| if next.len() > best.len() { next } else { best })?;
    let next = |at: usize| longest.get(at + 1).copied();
    let participants =
        longest.iter().enumerate().filter_map(|(at, record)| scene.participant(*record, next(at)));
    let mut participants: Vec<Participant> = participants.collect();
    let last = longest.last().and_then(|last| scene.awaited_lock(*last));
    let is_named = |draft: &Draft| {
        let drafts = longest.iter().filter_map(|at| scene.draft(scene.record(*at)?));
        drafts.into_iter().any(|named| std::ptr::eq(named, draft))
    };
    let holder = last.and_then(|lock| scene.holder_by_type(lock)).filter(|draft| !is_named(draft));
    if let Some(holder) = holder {
        participants.push(scene.any_of_draft(holder));
    }
    Some(participants)
}

fn followed(scene: &Scene<'_>, waiter: usize) -> Vec<usize> {
    let mut path = vec![waiter];
    while path.len() < LONGEST_EXPLANATION
        && let Some(last) = path.last().copied()
    {
        let lock = scene.awaited_lock(last);
        let holders = lock.map(|lock| scene.holders(lock, last)).unwrap_or_default();
        match holders.into_iter().find(|holder| !path.contains(holder)) {
            Some(holder) => path.push(holder),
            None => break,
        }
    }
    path
}

/// The goroutines that matter where all are asleep: those at locks and channels before those who wait for them to end.
fn asleep(scene: &Scene<'_>) -> Vec<Participant> {
    let mut ranked: Vec<(usize, &Draft)> = candidates(scene.drafts).collect();
    ranked.sort_by_cached_key(|(_, draft)| crate::culprit::explaining_order(draft));
    ranked.iter().take(LONGEST_EXPLANATION).map(|(_, draft)| scene.of_draft(draft)).collect()
}

/// The test that ran out of time, where it waits and nobody of the program is able to go on.
fn stuck_test(scene: &Scene<'_>) -> Option<Vec<Participant>> {
    let is_stuck =
        |draft: &&Draft| crate::culprit::is_test(draft) && draft.plan.activity == Activity::Blocked;
    scene.drafts.iter().find(is_stuck)?;
    (!scene.is_anybody_active()).then(|| asleep(scene))
}

/// Everybody, where all have been blocked for a minute and one of them wants to lock or to send.
fn all_blocked(scene: &Scene<'_>) -> Option<Vec<Participant>> {
    let wants = |draft: &Draft| {
        let kind = draft.plan.kind;
        kind.is_some_and(|kind| kind.is_lock() || kind == super::WaitKind::ChannelSend)
    };
    (scene.is_all_blocked_for_long() && scene.drafts.iter().any(wants)).then(|| asleep(scene))
}
