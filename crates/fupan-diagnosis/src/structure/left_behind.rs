//! What a request started and left behind.
//!
//! ```text
//! goroutine 71 [chan receive, 6 minutes]:
//! shop.(*Api).Quote.func1()
//! created by shop.(*Api).ServeHTTP in goroutine 35          (no goroutine 35 is there any more)
//! ```
//!
//! Such a goroutine waits for minutes though who asked is gone: it does not look at the context of the request, or has
//! another one. A dump of Go 1.21 or later names the parent, and has to be whole: a cut one lacks parents.

use fupan_stack::{CrashKind, Goroutine, Section};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Structure;
use crate::scene::{Group, Scene, is_go_s, own};

/// Fewer may be on their way out.
const FEWEST: usize = 3;
const MINUTES: u32 = 1;
/// As many that were started by others each are no accident.
const MANY_ENDED: usize = 8;

/// A goroutine whose parent has ended, with the parent's number and the function that started it.
type Orphan<'a> = (&'a Goroutine<'a>, u64, &'a str);

/// Every structure of what was left behind.
pub(super) fn found(scene: &Scene<'_>) -> Vec<Structure> {
    let numbers: FxHashSet<u64> = all(scene).filter_map(|goroutine| goroutine.id).collect();
    let orphan = |goroutine| orphan(goroutine, &numbers);
    let orphans: Vec<Orphan<'_>> = all(scene).filter_map(orphan).collect();
    by_handlers(scene, &orphans).into_iter().chain(by_the_ended(scene, &orphans)).collect()
}

fn orphan<'a>(goroutine: &'a Goroutine<'a>, numbers: &FxHashSet<u64>) -> Option<Orphan<'a>> {
    let creation = goroutine.created_by.as_ref()?;
    let parent = creation.goroutine.filter(|parent| !numbers.contains(parent))?;
    Some((goroutine, parent, creation.frame.function()))
}

/// Goroutines that wait, started by handlers that have returned.
fn by_handlers(scene: &Scene<'_>, orphans: &[Orphan<'_>]) -> Option<Structure> {
    let is_left = |(goroutine, _, creator): &&Orphan<'_>| {
        goroutine.minutes.is_some_and(|minutes| minutes >= MINUTES) && is_handler(creator)
    };
    let left: Vec<&Goroutine<'_>> =
        orphans.iter().filter(is_left).map(|(goroutine, ..)| *goroutine).collect();
    let of = |group: &Group<'_>| {
        left.iter().filter(|one| one.frames.len() == group.first.frames.len() && is_of(one, group)).count()
    };
    let waits = |group: &&Group<'_>| {
        ["select", "chan send", "chan receive", "IO wait"].contains(&group.state.as_ref())
            && group.creator().is_some_and(is_handler)
    };
    let (count, group) =
        scene.groups.iter().filter(waits).map(|group| (of(group), group)).max_by_key(|(count, _)| *count)?;
    (count >= FEWEST).then(|| Structure {
        pattern: "conc.leak.ctx-ignored",
        weight: 0.2,
        because: scene.shown(group, group.creator(), "left_behind"),
    })
}

/// Goroutines that wait in one place of the program, each started by another goroutine that has ended.
fn by_the_ended(scene: &Scene<'_>, orphans: &[Orphan<'_>]) -> Option<Structure> {
    let mut parents: FxHashMap<(&str, &str), FxHashSet<u64>> = FxHashMap::default();
    for (goroutine, parent, creator) in orphans {
        if let Some(own) = own(goroutine) {
            parents.entry((own, creator)).or_default().insert(*parent);
        }
    }
    let waits = scene
        .groups
        .iter()
        .filter(|group| group.state == "select" && !is_go_s(group.top().unwrap_or_default()));
    let ended = |group: &Group<'_>| Some(parents.get(&(group.own()?, group.creator()?))?.len());
    let (count, group) =
        waits.filter_map(|group| Some((ended(group)?, group))).max_by_key(|(count, _)| *count)?;
    (count >= MANY_ENDED).then(|| Structure {
        pattern: "conc.leak.no-stop",
        weight: -0.5,
        because: scene.shown(group, group.creator(), "left_by_the_ended"),
    })
}

fn all<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = &'s Goroutine<'s>> {
    let dumps = scene.parsed.crashes.iter().filter(|crash| crash.kind != CrashKind::DataRace);
    let goroutines = dumps.flat_map(|crash| &crash.goroutines);
    goroutines.filter(|goroutine| goroutine.section == Section::Goroutine)
}

fn is_of(goroutine: &Goroutine<'_>, group: &Group<'_>) -> bool {
    let calls = goroutine.frames.iter().zip(&group.first.frames);
    calls.into_iter().all(|(one, other)| one.function() == other.function())
}

/// By its name: which functions a server calls for requests is not shown.
fn is_handler(function: &str) -> bool {
    let name = function.rsplit('/').next().unwrap_or(function);
    !is_go_s(function) && (name.contains("ServeHTTP") || name.contains("Handle") || name.contains("handle"))
}
