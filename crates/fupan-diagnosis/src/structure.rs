//! What more than one goroutine shows: who waits for whom, who is left, who is missing.

mod left_behind;
mod semaphore;
mod server;
mod sql;

use fupan_model::PatternId;
use fupan_stack::{CrashKind, Frame, Participant, Section, Verdict, WaitKind};

use crate::scene::{Group, Scene, is_go_s, is_lock_state, is_machinery};
use crate::signals::{calls_itself, share};
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

/// Every structure that the input shows.
pub(crate) fn found(scene: &Scene<'_>) -> Vec<Structure> {
    let mut found = Vec::new();
    found.extend(deadlock(scene));
    found.extend(waiting_writer(scene));
    found.extend(nobody_holds(scene));
    found.extend(blocked_with_a_lock(scene));
    found.extend(opposite_order(scene));
    found.extend(nested_acquire(scene));
    found.extend(one_stack(scene));
    found.extend(left_on_a_channel(scene));
    found.extend(own_panic(scene));
    found.extend(unknown_race(scene));
    found.extend(profile::heaviest(scene).map(|because| Structure {
        pattern: "mem.unbounded-cache",
        weight: -0.6,
        because,
    }));
    found.extend(profiled_crowd(scene));
    found.extend(sql::exhausted(scene));
    found.extend(semaphore::nested(scene));
    found.extend(server::endless_requests(scene));
    found.extend(left_behind::by_handlers(scene));
    // Who waits behind a waiting writer does not wait for itself, though it looks so.
    if found.iter().any(|structure| structure.pattern == "conc.deadlock.rwr") {
        found.retain(|structure| structure.pattern != "conc.deadlock.self-lock");
    }
    found
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

/// A reader within another call of the object, while a writer of it waits: the inner one waits for the writer, the
/// writer for the outer one.
fn waiting_writer(scene: &Scene<'_>) -> Option<Structure> {
    let reader = scene
        .groups
        .iter()
        .find(|group| group.state == "sync.RWMutex.RLock" && calls_itself(group).is_some())?;
    let writer =
        scene.groups.iter().find(|group| group.state == "sync.RWMutex.Lock" && share(group, reader))?;
    let mut because = scene.shown(reader, reader.own(), "waiting_writer");
    because.extend(scene.shown(writer, writer.own(), "waiting_writer"));
    Some(Structure { pattern: "conc.deadlock.rwr", weight: 2.8, because })
}

/// Everybody waits for a lock, and nobody is within a call of its object who does not: it was not given back.
fn nobody_holds(scene: &Scene<'_>) -> Option<Structure> {
    let waiting: Vec<&Group<'_>> =
        scene.groups.iter().filter(|group| is_lock_state(&group.state) && group.own().is_some()).collect();
    let first = waiting.first()?;
    let is_alone = waiting.iter().all(|group| calls_itself(group).is_none());
    let is_held = scene
        .groups
        .iter()
        .any(|group| !is_lock_state(&group.state) && waiting.iter().any(|waiter| share(group, waiter)));
    if !is_alone || is_held {
        return None;
    }
    // One alone that nobody can wake, in a program that is all asleep, most often waits for itself.
    let is_one = waiting.len() == 1 && first.count == 1 && is_all_asleep(scene);
    let on_channel = scene.groups.iter().find(|group| {
        let own = group.top().is_some_and(|function| !is_go_s(function));
        ["chan send", "chan receive"].contains(&group.state.as_ref()) && own && !is_idle(group)
    });
    let other = waiting.iter().copied().find(|group| waits_for_another(first, group));
    let (pattern, weight) = match (other, on_channel) {
        (Some(_), _) => ("conc.deadlock.lock-order", 0.2),
        (None, Some(_)) => ("conc.deadlock.chan-and-lock", -0.2),
        (None, None) if is_one => ("conc.deadlock.self-lock", 0.2),
        (None, None) => ("conc.deadlock.missed-unlock", -0.6),
    };
    let mut because = scene.shown(first, first.own(), "nobody_holds");
    let beside = other.or(on_channel);
    because.extend(beside.into_iter().flat_map(|group| scene.shown(group, group.own(), "nobody_holds")));
    Some(Structure { pattern, weight, because })
}

/// Whether two wait for different locks, as far as the dump shows it.
fn waits_for_another(one: &Group<'_>, other: &Group<'_>) -> bool {
    match (one.lock(), other.lock()) {
        (Some(a), Some(b)) => a != b,
        _ => one.state.contains("RW") != other.state.contains("RW"),
    }
}

fn is_all_asleep(scene: &Scene<'_>) -> bool {
    scene.outside.contains("fatal error: all goroutines are asleep - deadlock!")
}

/// One waits for a lock within a call of an object, called from within another object, and a second the other way round.
fn opposite_order(scene: &Scene<'_>) -> Option<Structure> {
    let waiting: Vec<&Group<'_>> = scene.groups.iter().filter(|group| is_lock_state(&group.state)).collect();
    for (place, one) in waiting.iter().enumerate() {
        for two in waiting.iter().skip(place + 1) {
            let (Some(inner), Some(other)) = (one.receivers.first(), two.receivers.first()) else { continue };
            let is_below = |group: &Group<'_>, receiver| {
                group
                    .receivers
                    .iter()
                    .skip(1)
                    .any(|outer: &crate::scene::Receiver<'_>| outer.is_same(receiver))
            };
            if !inner.is_same(other) && is_below(one, other) && is_below(two, inner) {
                let mut because = scene.shown(one, one.own(), "opposite_order");
                because.extend(scene.shown(two, two.own(), "opposite_order"));
                return Some(Structure { pattern: "conc.deadlock.lock-order", weight: 2.0, because });
            }
        }
    }
    None
}

/// Goroutines of the program itself that wait at a channel: who should be at its other end is not shown, so this is the
/// least of all signs. In a program of which everybody is asleep it is a little more.
fn left_on_a_channel(scene: &Scene<'_>) -> Vec<Structure> {
    let asleep = is_all_asleep(scene);
    let of = |state: &str| {
        let waits = |group: &&Group<'_>| {
            group.state == state && group.top().is_some_and(|function| !is_go_s(function)) && !is_idle(group)
        };
        scene.groups.iter().filter(waits).max_by_key(|group| group.count)
    };
    let mut found = Vec::new();
    let mut add = |pattern, weight, group: &Group<'_>| {
        let because = scene.shown(group, group.own(), "left_on_a_channel");
        found.push(Structure { pattern, weight, because });
    };
    let waiting = [of("chan send"), of("chan receive"), of("select")];
    let locks =
        scene.groups.iter().any(|group| is_lock_state(&group.state) || group.state == "sync.Cond.Wait");
    if let Some(group) = waiting.into_iter().flatten().next()
        && asleep
        && !locks
    {
        add("conc.deadlock.chan-circular", -0.2, group);
    }
    let [send, receive, select] = waiting;
    if let Some(group) = send {
        add("conc.leak.early-return", if group.count > 2 { -0.3 } else { -0.7 }, group);
    }
    if let Some(group) = receive.filter(|group| group.creator().is_some()) {
        add("conc.leak.range-no-close", -1.2, group);
    }
    if let Some(group) = select.filter(|group| group.creator().is_some()) {
        add("conc.leak.no-stop", -1.5, group);
    }
    found
}

/// A profile of goroutines tells no states: many in one place of the program are a crowd whatever they do.
fn profiled_crowd(scene: &Scene<'_>) -> Option<Structure> {
    let in_profile = scene.groups.iter().filter(|group| group.first.section == Section::Record);
    let crowd = in_profile.filter(|group| {
        group.state.is_empty() && group.top().is_some_and(|function| !is_go_s(function)) && !is_idle(group)
    });
    let most = crowd.max_by_key(|group| group.count).filter(|group| group.count >= 3)?;
    let because = scene.shown(most, most.own(), "profiled_crowd");
    Some(Structure { pattern: "conc.leak.early-return", weight: -0.8, because })
}

/// The main goroutine, tests, and what waits for a signal: they wait in every healthy program.
fn is_idle(group: &Group<'_>) -> bool {
    let waits = ["os/signal.", "testing.(*T).Run", "testing.(*T).Parallel", "testing.(*M)."];
    group
        .functions()
        .any(|function| function == "main.main" || waits.iter().any(|prefix| function.starts_with(prefix)))
}

/// A panic whose text is none of Go's own, raised by the program itself.
fn own_panic(scene: &Scene<'_>) -> Option<Structure> {
    let crash = scene.parsed.crashes.iter().find(|crash| crash.kind == CrashKind::Panic)?;
    let message = crash.messages.first()?;
    let is_go_s_text =
        ["runtime error: ", "close of ", "send on closed", "sync: ", "reflect", "assignment to entry"]
            .iter()
            .any(|text| message.text.starts_with(text));
    let goroutine = crash.goroutines.first()?;
    let raised =
        goroutine.frames.iter().skip_while(|frame| is_machinery(frame.function())).map(Frame::function);
    let by = raised.into_iter().next()?;
    (!is_go_s_text && !is_go_s(by)).then(|| Structure {
        pattern: "panic.explicit",
        weight: 1.6,
        because: vec![scene.quoted(crash.span.start, "own_panic")],
    })
}

/// A race of which nothing more is known: most are accesses without the lock.
fn unknown_race(scene: &Scene<'_>) -> Option<Structure> {
    let race = scene.races().next()?;
    let because = race
        .goroutines
        .iter()
        .filter(|part| matches!(part.section, Section::Access(_)))
        .map(|access| scene.quoted(access.span.start, "race"))
        .collect();
    Some(Structure { pattern: "conc.race.missing-lock", weight: -0.6, because })
}

/// One waits for a channel, the network or the clock within a call of an object for whose lock others wait.
fn blocked_with_a_lock(scene: &Scene<'_>) -> Option<Structure> {
    for holder in &scene.groups {
        let on_channel = holder.state.starts_with("chan ") || holder.state.starts_with("select");
        let elsewhere = ["IO wait", "sleep", "syscall"].contains(&holder.state.as_ref());
        if !on_channel && !elsewhere {
            continue;
        }
        let waiter = scene.groups.iter().find(|group| is_lock_state(&group.state) && share(group, holder));
        let Some(waiter) = waiter else { continue };
        let pattern =
            if on_channel { "conc.deadlock.chan-and-lock" } else { "conc.deadlock.lock-held-blocking" };
        let mut because = scene.shown(holder, holder.own(), "blocked_with_a_lock");
        because.extend(scene.shown(waiter, waiter.own(), "blocked_with_a_lock"));
        return Some(Structure { pattern, weight: 1.6, because });
    }
    None
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

/// Thousands of goroutines with one stack, started at one place.
fn one_stack(scene: &Scene<'_>) -> Option<Structure> {
    let most =
        scene.groups.iter().filter(|group| group.creator().is_some()).max_by_key(|group| group.count)?;
    let is_own = most.creator().is_some_and(|creator| !is_go_s(creator));
    (most.count >= 1_000 && is_own).then(|| Structure {
        pattern: "res.unbounded-concurrency",
        weight: 0.2,
        because: scene.shown(most, most.creator(), "one_stack"),
    })
}
