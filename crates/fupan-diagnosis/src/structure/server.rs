//! Connections of an HTTP server that send nothing and are waited for.
//!
//! Between two requests a connection waits in `Peek`, which is what keep-alive is for. One that is within `readRequest`, or
//! in the body of a request, for minutes has a peer that began and does not go on, and no timeout that ends it.

use super::Structure;
use crate::scene::{Group, Scene};

const SERVES: &str = "net/http.(*conn).serve";
const READS: [&str; 2] = ["net/http.(*conn).readRequest", "net/http.(*body).Read"];
/// A timeout that somebody chose ends earlier.
const MINUTES: u32 = 2;
/// One slow peer may be anybody.
const FEWEST: u64 = 3;

/// Words in the names of functions that open connections.
const OPENS: [&str; 3] = ["dial", "connect", "open"];
const MANY_SESSIONS: u64 = 20;

/// Requests that have been read for minutes.
pub(super) fn endless_requests(scene: &Scene<'_>) -> Option<Structure> {
    let slow: Vec<(&Group<'_>, &str)> =
        scene.groups.iter().filter_map(|group| Some((group, reading(group)?))).collect();
    let count: u64 = slow.iter().map(|(group, _)| group.count).sum();
    let (most, call) = slow.iter().max_by_key(|(group, _)| group.count).filter(|_| count >= FEWEST)?;
    Some(Structure {
        pattern: "ctx.http-server-no-timeouts",
        weight: 1.0,
        because: scene.shown(most, Some(call), "endless_request"),
    })
}

/// Many connections that the program opened itself, each with a goroutine of its own that reads: peers that say nothing look
/// the same, hence a hint.
pub(super) fn open_sessions(scene: &Scene<'_>) -> Option<Structure> {
    let opened = |group: &&Group<'_>| {
        let reads = group.state == "IO wait" && group.own().is_some();
        let by =
            group.creator().and_then(|creator| creator.rsplit('.').next()).unwrap_or_default().to_lowercase();
        reads && OPENS.iter().any(|word| by.contains(word))
    };
    let group = scene.groups.iter().filter(opened).max_by_key(|group| group.count)?;
    (group.count >= MANY_SESSIONS).then(|| Structure {
        pattern: "res.conn-leak",
        weight: -0.8,
        because: scene.shown(group, group.creator(), "open_sessions"),
    })
}

/// The call in which a connection has been reading a request for minutes.
fn reading(group: &Group<'_>) -> Option<&'static str> {
    let waits = group.state == "IO wait" && group.minutes.is_some_and(|minutes| minutes >= MINUTES);
    let serves = group.functions().any(|function| function == SERVES);
    let call = READS.into_iter().find(|call| group.functions().any(|function| function == *call));
    call.filter(|_| waits && serves)
}
