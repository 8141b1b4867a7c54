//! Who waits for a connection of a `database/sql` pool, and who has one.
//!
//! A goroutine waits within `(*DB).conn` only where as many connections are open as may be. A busy pool has a few such at
//! any time; many, or one for a minute, is a pool that nobody gives back to.

use super::Structure;
use crate::Because;
use crate::scene::{Group, Scene};

const WAITS: &str = "database/sql.(*DB).conn";
/// Calls within which a connection is in use.
const USES: [&str; 6] = [
    "database/sql.(*Rows).",
    "database/sql.(*Tx).",
    "database/sql.(*Stmt).",
    "database/sql.(*Conn).",
    "database/sql.(*DB).queryDC",
    "database/sql.(*DB).execDC",
];
/// Those that keep theirs from one call to the next.
const HOLDS: [&str; 3] = ["database/sql.(*Rows).", "database/sql.(*Tx).", "database/sql.(*Conn)."];
/// What `database/sql` itself starts for rows and transactions that are open, where their context can be cancelled.
const OPEN: [&str; 2] = ["database/sql.(*Rows).awaitDone", "database/sql.(*Tx).awaitDone"];

/// Goroutines in the queue of a busy pool.
const QUEUE: u64 = 5;
/// More than a busy pool ever has.
const CROWD: u64 = 20;

/// A pool of which every connection is taken, with who has them as far as that is shown.
pub(super) fn exhausted(scene: &Scene<'_>) -> Vec<Structure> {
    let waiting: Vec<&Group<'_>> = scene.groups.iter().filter(|group| is_waiting(group)).collect();
    let count: u64 = waiting.iter().map(|group| group.count).sum();
    let is_long = waiting.iter().any(|group| group.minutes.is_some_and(|minutes| minutes > 0));
    let Some(most) = waiting.iter().max_by_key(|group| group.count) else { return Vec::new() };
    if count < QUEUE && !is_long {
        return Vec::new();
    }
    let weight = if count >= CROWD || is_long { 0.6 } else { 0.0 };
    let queue = scene.shown(most, Some(WAITS), "pool_exhausted");
    let with = |group: &Group<'_>, call: Option<&str>| -> Vec<Because> {
        queue.iter().cloned().chain(scene.shown(group, call, "pool_exhausted")).collect()
    };
    let using = scene.groups.iter().filter(|group| is_using(group)).max_by_key(|group| group.count);
    let open = scene.groups.iter().filter(|group| is_open(group)).max_by_key(|group| group.count);
    let mut found = Vec::new();
    match (using, open) {
        (Some(user), _) => {
            found.push(Structure { pattern: "dep.pool-exhausted", weight, because: with(user, user.own()) });
        }
        // Nobody is within a call of what is open: it was forgotten, or whoever has it does something else meanwhile.
        (None, Some(open)) => {
            found.push(Structure {
                pattern: "res.sql-rows-not-closed",
                weight: weight + 0.2,
                because: with(open, open.functions().next()),
            });
            found.push(Structure { pattern: "dep.pool-exhausted", weight: weight - 0.4, because: queue });
        }
        (None, None) => {
            found.push(Structure {
                pattern: "dep.pool-exhausted",
                weight: weight - 0.2,
                because: queue.clone(),
            });
            found.push(Structure { pattern: "res.sql-rows-not-closed", weight: -0.6, because: queue });
        }
    }
    found
}

fn within(group: &Group<'_>, calls: &[&str]) -> bool {
    group.functions().any(|function| calls.iter().any(|call| function.starts_with(call)))
}

fn is_waiting(group: &Group<'_>) -> bool {
    // Of an older Go release, or in a profile, the wait may have another name; what it is doing then is something else.
    let waits = ["select", "chan receive", ""].contains(&group.state.as_ref());
    // Who waits for a second connection has one, which is another pattern. A statement takes one for each call.
    waits && group.top() == Some(WAITS) && !within(group, &HOLDS)
}

fn is_open(group: &Group<'_>) -> bool {
    within(group, &OPEN)
}

fn is_using(group: &Group<'_>) -> bool {
    within(group, &USES) && !is_open(group) && group.top() != Some(WAITS)
}
