//! Who waits for a place of a limit while it has one.
//!
//! ```text
//! goroutine 20 [select]:
//! golang.org/x/sync/semaphore.(*Weighted).Acquire()
//! main.(*Crawler).visit()          waits for a place
//! main.(*Crawler).page()
//! main.(*Crawler).visit()          came past it before
//! ```
//!
//! Where as many do so as there are places, none is ever given back. A channel that serves as a limit looks as any other
//! does, so only the libraries' own limits are seen.

use super::Structure;
use crate::scene::{Group, Scene, is_go_s};

const ACQUIRE: &str = "golang.org/x/sync/semaphore.(*Weighted).Acquire";
/// Waits for a place where the group has a limit.
const START: &str = "golang.org/x/sync/errgroup.(*Group).Go";
/// What runs within a place of a group.
const STARTED: &str = "golang.org/x/sync/errgroup.(*Group).Go.func";
/// A single one that waits may be served by the others.
const FEWEST: u64 = 2;

/// Goroutines that wait for a place further in than where they took one.
pub(super) fn nested(scene: &Scene<'_>) -> Option<Structure> {
    let waiting = scene.groups.iter().filter_map(|group| Some((group, taken_before(group)?)));
    let (most, call) =
        waiting.max_by_key(|(group, _)| group.count).filter(|(group, _)| group.count >= FEWEST)?;
    Some(Structure {
        pattern: "dep.pool-nested-acquire",
        weight: 0.8,
        because: scene.shown(most, Some(call), "nested_acquire"),
    })
}

/// The call that shows that a goroutine which waits for a place has one.
fn taken_before<'a>(group: &Group<'a>) -> Option<&'a str> {
    match group.top()? {
        START if group.state == "chan send" => {
            group.functions().find(|function| function.starts_with(STARTED))
        }
        ACQUIRE => {
            let mut calls = group.functions().filter(|function| !is_go_s(function) && *function != ACQUIRE);
            let waits = calls.next()?;
            calls.any(|function| function == waits).then_some(waits)
        }
        _ => None,
    }
}
