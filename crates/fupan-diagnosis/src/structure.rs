//! What more than one goroutine shows: who waits for whom, who is left, who is missing.

mod channels;
mod left_behind;
mod locks;
mod races;
mod semaphore;
mod server;
mod sql;

use fupan_model::PatternId;
use fupan_stack::{Crash, CrashKind, Frame};

use crate::scene::{Group, Scene, is_go_s, is_machinery};
use crate::{Because, profile};

/// A pattern that a structure shows, with how much it tells.
pub(crate) struct Structure {
    pub(crate) pattern: &'static str,
    /// In logits, as the signals of patterns.
    pub(crate) weight: f64,
    pub(crate) because: Vec<Because>,
}

impl Structure {
    pub(crate) fn id(&self) -> Option<PatternId> {
        self.pattern.parse().ok()
    }
}

/// A reason not to be surer of a pattern than this, whatever shows it.
pub(crate) struct Doubt {
    pub(crate) pattern: &'static str,
    /// In logits.
    pub(crate) most: f64,
}

/// Every structure that the input shows.
pub(crate) fn found(scene: &Scene<'_>) -> Vec<Structure> {
    let mut found = Vec::new();
    found.extend(locks::found(scene));
    found.extend(channels::found(scene));
    found.extend(nested_acquire(scene));
    found.extend(own_panic(scene));
    found.extend(races::found(scene));
    found.extend(profile::heaviest(scene).map(|(because, is_own)| Structure {
        pattern: "mem.unbounded-cache",
        weight: if is_own { -0.6 } else { -0.9 },
        because,
    }));
    found.extend(sql::exhausted(scene));
    found.extend(semaphore::nested(scene));
    found.extend(server::endless_requests(scene));
    found.extend(server::open_sessions(scene));
    found.extend(busy_loop(scene));
    found.extend(in_the_kernel(scene));
    found.extend(left_behind::found(scene));
    found
}

/// Every doubt that the input shows.
pub(crate) fn doubts(scene: &Scene<'_>) -> Vec<Doubt> {
    let mut doubts = locks::doubts(scene);
    doubts.extend(channels::doubts(scene));
    doubts.extend(races::doubts(scene));
    doubts
}

fn is_all_asleep(scene: &Scene<'_>) -> bool {
    scene.outside.contains("fatal error: all goroutines are asleep - deadlock!")
}

/// The main goroutine, tests, and what waits for a signal: they wait in every healthy program.
fn is_idle(group: &Group<'_>) -> bool {
    let waits = ["os/signal.", "testing.(*T).Run", "testing.(*T).Parallel", "testing.(*M)."];
    group
        .functions()
        .any(|function| function == "main.main" || waits.iter().any(|prefix| function.starts_with(prefix)))
}

/// Fewer goroutines in one call of the kernel are at work.
const FEW_IN_THE_KERNEL: u64 = 8;

/// What the texts of Go's own panics begin with.
const GO_S_TEXTS: [&str; 14] = [
    "runtime error: ",
    "interface conversion: ",
    "assignment to entry",
    "close of ",
    "send on closed",
    "sync: ",
    "sync/atomic: ",
    "unaligned 64-bit atomic",
    "reflect",
    "makechan: ",
    "non-positive interval",
    "invalid argument to ",
    "test timed out",
    "Log in goroutine after",
];

/// A panic whose text is none of the runtime's, raised by the program itself or a library.
fn own_panic(scene: &Scene<'_>) -> Option<Structure> {
    let crash = scene.parsed.crashes.iter().find(|crash| crash.kind == CrashKind::Panic)?;
    let message = crash.messages.first()?;
    let is_go_s_text = GO_S_TEXTS.iter().any(|text| message.text.starts_with(text));
    let goroutine = crash.goroutines.first()?;
    let raised =
        goroutine.frames.iter().skip_while(|frame| is_machinery(frame.function())).map(Frame::function);
    let by = raised.into_iter().next()?;
    // A log's own word for what happened is no text of the panic.
    let is_a_word = ["panic", "recovered"].contains(&message.text.trim());
    (!is_go_s_text && !is_a_word).then(|| Structure {
        pattern: "panic.explicit",
        // A library that panics on purpose was mostly given what it does not take.
        weight: if is_go_s(by) { 0.6 } else { 1.6 },
        because: vec![scene.quoted(crash.span.start, "own_panic")],
    })
}

/// A goroutine of the program that runs in the very function that it was started with, calling nothing: in one dump that
/// may be chance.
fn busy_loop(scene: &Scene<'_>) -> Option<Structure> {
    let is_dump =
        |crash: &Crash<'_>| matches!(crash.kind, CrashKind::Dump | CrashKind::Profile | CrashKind::Signal);
    if !scene.parsed.crashes.iter().all(is_dump) {
        return None;
    }
    let spins = |group: &&Group<'_>| {
        let innermost = group.top().filter(|function| !is_go_s(function));
        group.is_running() && !is_idle(group) && innermost.is_some() && innermost == group.entry()
    };
    let group = scene.groups.iter().find(spins)?;
    let because = scene.shown(group, group.own(), "busy_loop");
    Some(Structure { pattern: "sched.busy-loop", weight: -0.7, because })
}

/// Several goroutines in one call of the kernel, for the same of the program's own.
fn in_the_kernel(scene: &Scene<'_>) -> Option<Structure> {
    let is_there = |group: &&Group<'_>| group.state == "syscall" && group.own().is_some() && !is_idle(group);
    let group = scene.groups.iter().filter(is_there).max_by_key(|group| group.count)?;
    (group.count >= FEW_IN_THE_KERNEL).then(|| Structure {
        pattern: "sched.syscall-block",
        weight: -0.5,
        because: scene.shown(group, group.own(), "in_the_kernel"),
    })
}

/// Goroutines that wait for a connection of a pool while their own stack is within rows or a transaction of it.
fn nested_acquire(scene: &Scene<'_>) -> Option<Structure> {
    let is_waiting = |group: &Group<'_>| {
        group
            .functions()
            .any(|function| function == "database/sql.(*DB).conn" || function.ends_with("(*Pool).Acquire"))
    };
    let waiting = scene.groups.iter().find(|group| is_waiting(group))?;
    let holds = waiting.functions().any(|function| {
        function.starts_with("database/sql.(*Tx).") || function.starts_with("database/sql.(*Rows).")
    });
    holds.then(|| Structure {
        pattern: "dep.pool-nested-acquire",
        weight: 1.8,
        because: scene.shown(waiting, Some("database/sql.(*DB).conn"), "nested_acquire"),
    })
}
