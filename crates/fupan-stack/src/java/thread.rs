//! The lines below a thread's header.
//!
//! `java.lang.Thread.State: WAITING (parking)`, frames, locks, and remarks of the machine such as `No compile task`.

use super::frame;
use super::lock::{Lock, lock, of_jrockit};
use crate::bytes::text_of;
use crate::parsed::{Frame, Goroutine, Monitor, MonitorRelation};

/// What the machine prints about a thread besides its state, frames and locks.
const REMARKS: [&[u8]; 10] = [
    b"Locked ownable synchronizers:",
    b"Locked synchronizers:",
    b"Number of locked synchronizers",
    b"No compile task",
    b"Compiling:",
    b"JavaThread state: ",
    b"No Java frames",
    // Android's machine.
    b"| ",
    b"native: ",
    b"...",
];

/// Marks a thread that no thread of the system stands for.
pub(super) fn mark_virtual(thread: &mut Goroutine<'_>) {
    thread.labels.push(("virtual".into(), "true".into()));
}

/// Reads a line below the header of `thread`; false where it is none of its lines.
pub(super) fn read<'a>(text: &'a [u8], thread: &mut Goroutine<'a>) -> bool {
    if let Some(frame) = call(text) {
        thread.frames.push(frame);
    } else if let Some(state) = text.strip_prefix(b"java.lang.Thread.State:") {
        thread.state = Some(text_of(state.trim_ascii()));
    } else if let Some(id) = text.strip_prefix(b"Carrying virtual thread #") {
        thread.labels.push(("carrying".into(), text_of(id)));
    } else if let Some(lock) = lock(text).or_else(|| of_jrockit(text)) {
        read_lock(lock, thread);
    } else {
        return REMARKS.iter().any(|remark| text.starts_with(remark));
    }
    true
}

fn call(text: &[u8]) -> Option<Frame<'_>> {
    match text.first()? {
        b'a' => frame::at(text).or_else(|| frame::bare(text)).or_else(|| frame::internal(text)),
        b'-' => frame::of_agent(text),
        _ => frame::bare(text),
    }
}

/// A thread in `Object.wait` gave the lock away for the time, though the dump says that it locked it; a lock taken twice
/// is printed twice.
fn read_lock<'a>(lock: Lock<'a>, thread: &mut Goroutine<'a>) {
    let Lock::Monitor(monitor) = lock else { return };
    let is_known = |other: &Monitor<'_>| {
        let is_given_away = is_awaited(other) && monitor.relation == MonitorRelation::Holds;
        other.address == monitor.address && (is_given_away || other.relation == monitor.relation)
    };
    if !thread.monitors.iter().any(is_known) {
        thread.monitors.push(monitor);
    }
}

fn is_awaited(monitor: &Monitor<'_>) -> bool {
    monitor.relation != MonitorRelation::Holds
}
