//! Who waits at a channel, and whether anybody is left at its other end.

use fupan_stack::Section;

use super::{Doubt, Structure, is_all_asleep, is_idle};
use crate::hidden::CHANNEL;
use crate::scene::{Group, Scene, is_closure, is_go_s, is_lock_state, owner};
use crate::signals::MOST_COMPARED;

/// Goroutines of one stack that are more than a program is likely to want.
const CROWD: u64 = 1_000;
/// Goroutines of one stack in a profile that are worth telling of.
const FEW: u64 = 3;
/// The leaves of a sender that nobody receives from.
const SENDERS: [&str; 4] =
    ["conc.leak.early-return", "conc.leak.double-send", "conc.leak.ncast", "conc.leak.timeout"];

/// Words in the names of functions that take a place of a limit.
const LIMITS: [&str; 4] = ["acquire", "semaphore", ".lock", "limiter"];

/// Every structure of channels.
pub(super) fn found(scene: &Scene<'_>) -> Vec<Structure> {
    let mut found = left_on_a_channel(scene);
    found.extend(waits_for_its_child(scene));
    found.extend(ask_each_other(scene));
    found.extend(waits_for_a_place(scene));
    found.extend(unread_stream(scene));
    found.extend(profiled_crowd(scene));
    found.extend(crowd(scene));
    found
}

/// A sender whose creator waits too was not left behind.
pub(super) fn doubts(scene: &Scene<'_>) -> Vec<Doubt> {
    let circle = parent_and_child(scene).is_some();
    let mut doubts: Vec<Doubt> =
        SENDERS.iter().filter(|_| circle).map(|pattern| Doubt { pattern, most: -0.5 }).collect();
    if only_main_waits_for_nothing(scene) {
        doubts.push(Doubt { pattern: "conc.leak.nil-chan", most: -1.5 });
    }
    doubts
}

/// `<-context.Background().Done()` at the end of `main` is a way to go on for ever.
fn only_main_waits_for_nothing(scene: &Scene<'_>) -> bool {
    let waits =
        |group: &&Group<'_>| group.state.ends_with("(nil chan)") || group.state == "select (no cases)";
    let mut waiting = scene.groups.iter().filter(waits).peekable();
    waiting.peek().is_some() && !is_all_asleep(scene) && waiting.all(|group| group.own() == Some("main.main"))
}

/// Goroutines of the program itself that wait at a channel: who should be at its other end is not shown, so this is the
/// least of all signs. In a program of which everybody is asleep it is a little more.
fn left_on_a_channel(scene: &Scene<'_>) -> Vec<Structure> {
    let asleep = is_all_asleep(scene);
    let of = |state: &str| {
        let waits = |group: &&Group<'_>| group.state == state && is_own(group) && !is_idle(group);
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
        // Who sends on the way of its work, and was not started for it, has lost the one who should receive; so has who was
        // started by somebody who has not returned.
        if group.count == 1 && group.own() != group.entry() {
            if receive.is_none() {
                add("conc.deadlock.consumer-gone", -0.6, group);
            } else if is_starter_there(group, scene) {
                add("conc.deadlock.consumer-gone", -0.65, group);
            }
        }
    }
    if let Some(group) = receive.filter(|group| group.creator().is_some()) {
        add("conc.leak.range-no-close", -1.2, group);
    }
    if let Some(group) = select.filter(|group| group.creator().is_some()) {
        add("conc.leak.no-stop", -1.5, group);
    }
    found
}

/// Whether the function that started it is still on a stack. A profile does not name it: there a closure was most likely
/// started by the function that it was written in.
fn is_starter_there(group: &Group<'_>, scene: &Scene<'_>) -> bool {
    let Some(creation) = &group.first.created_by else {
        let declared = group.entry().filter(|entry| is_closure(entry));
        let Some((around, _)) = declared.and_then(|entry| entry.rsplit_once(".func")) else { return false };
        return scene.groups.iter().any(|other| other.functions().any(|function| function == around));
    };
    let is_it = |other: &Group<'_>| creation.goroutine.is_none() || other.first.id == creation.goroutine;
    let starts = |other: &Group<'_>| other.functions().any(|function| function == creation.frame.function());
    scene.groups.iter().any(|other| is_it(other) && starts(other))
}

/// Whether the program's own code waits, and not a library within it.
fn is_own(group: &Group<'_>) -> bool {
    group.top().is_some_and(|function| !is_go_s(function))
}

/// One waits at a channel within the function that started another who does. Where both send, nobody takes from the last.
fn waits_for_its_child(scene: &Scene<'_>) -> Vec<Structure> {
    let Some((parent, child)) = parent_and_child(scene) else { return Vec::new() };
    let because = scene.shown_each(&[parent, child], "waits_for_its_child");
    let mut found = vec![Structure { pattern: "conc.deadlock.chan-circular", weight: -0.1, because }];
    let both_send = parent.state == "chan send" && child.state == "chan send";
    if both_send && child.own().is_some_and(|function| owner(function).is_some()) {
        let because = scene.shown_each(&[child, parent], "nobody_takes");
        found.push(Structure { pattern: "conc.deadlock.consumer-gone", weight: -0.05, because });
    }
    found
}

/// Several send to a channel that serves as a limit, as the name of the function says: whoever took the places did not give
/// them back.
fn waits_for_a_place(scene: &Scene<'_>) -> Option<Structure> {
    let asks = |group: &&Group<'_>| {
        let name = group.own().unwrap_or_default().to_lowercase();
        group.state == "chan send" && LIMITS.iter().any(|word| name.contains(word))
    };
    let group = scene.groups.iter().filter(asks).max_by_key(|group| group.count)?;
    let because = scene.shown(group, group.own(), "waits_for_a_place");
    Some(Structure { pattern: "conc.deadlock.missed-unlock", weight: -0.15, because })
}

fn parent_and_child<'g, 'a>(scene: &'g Scene<'a>) -> Option<(&'g Group<'a>, &'g Group<'a>)> {
    let on_channel = |group: &&Group<'_>| {
        ["chan send", "chan receive"].contains(&group.state.as_ref()) && group.count == 1 && is_own(group)
    };
    for child in scene.groups.iter().filter(on_channel).take(MOST_COMPARED) {
        let Some(creation) = &child.first.created_by else { continue };
        let is_parent = |group: &&Group<'_>| {
            group.first.id == creation.goroutine && group.own() == Some(creation.frame.function())
        };
        if let Some(parent) = scene.groups.iter().filter(on_channel).find(is_parent)
            && (parent.state == "chan send" || child.state == parent.state)
        {
            return Some((parent, child));
        }
    }
    None
}

/// Two owners of a channel each, whose loops ask each other: each waits within a method of the other's type.
///
/// ```text
/// goroutine 21 [chan receive]: (*Stock).Level      called by (*Pricing).run
/// goroutine 22 [chan send]:    (*Pricing).Quote    called by (*Stock).run
/// ```
fn ask_each_other(scene: &Scene<'_>) -> Option<Structure> {
    let asks = |group: &Group<'_>| {
        let waits = ["chan send", "chan receive", "select"].contains(&group.state.as_ref()) && is_own(group);
        let (asked, asking) = (owner(group.own()?)?, owner(group.entry()?)?);
        (waits && asked != asking).then_some((asked.to_owned(), asking.to_owned()))
    };
    let asking: Vec<_> =
        scene.groups.iter().filter_map(|group| Some((group, asks(group)?))).take(MOST_COMPARED).collect();
    let (one, other) = asking.iter().enumerate().find_map(|(place, (one, (asked, asking_one)))| {
        let other =
            asking.iter().skip(place + 1).find(|(_, (to, from))| to == asking_one && from == asked)?;
        Some((*one, other.0))
    })?;
    let because = scene.shown_each(&[one, other], "ask_each_other");
    Some(Structure { pattern: "conc.deadlock.chan-circular", weight: 1.8, because })
}

/// The one who reads a connection for all waits to hand on what it read, while others wait to receive.
fn unread_stream(scene: &Scene<'_>) -> Option<Structure> {
    let hands_on = |group: &&Group<'_>| {
        ["chan send", "select", CHANNEL].contains(&group.state.as_ref())
            && group.functions().filter(|function| !is_go_s(function)).any(is_read_loop)
    };
    let reader = scene.groups.iter().find(hands_on)?;
    let receives = |group: &&Group<'_>| {
        let at_channel = group.state == "chan receive" || group.state == CHANNEL && takes_of_stream(group);
        at_channel && is_own(group) && !is_idle(group) || group.state == "sync.Cond.Wait"
    };
    let receivers = || scene.groups.iter().filter(receives);
    let receiver = receivers().find(|group| takes_of_stream(group)).or_else(|| receivers().next())?;
    let because = scene.shown_each(&[reader, receiver], "unread_stream");
    let weight = match reader.state.as_ref() {
        "select" => -0.6,
        _ if takes_of_stream(receiver) => 0.2,
        _ => -0.1,
    };
    Some(Structure { pattern: "conc.deadlock.stream-not-drained", weight, because })
}

/// `(*Stream).Recv`, `(*Conn).ReadMessage`, `(*Rows).Next`.
fn takes_of_stream(group: &Group<'_>) -> bool {
    let name =
        group.own().filter(|function| owner(function).is_some()).and_then(|own| own.rsplit('.').next());
    name.is_some_and(|name| ["Recv", "Receive", "Read", "Next"].iter().any(|word| name.starts_with(word)))
}

/// `readLoop`, `receiveFrames`, `recvPump`.
fn is_read_loop(function: &str) -> bool {
    let name = function.rsplit('.').next().unwrap_or_default().to_lowercase();
    let reads = ["read", "recv", "receive"].iter().any(|word| name.starts_with(word));
    reads && ["loop", "pump", "frames", "messages"].iter().any(|word| name.ends_with(word))
}

/// A profile of goroutines hardly tells states: many in one place of the program are a crowd whatever they do.
fn profiled_crowd(scene: &Scene<'_>) -> Option<Structure> {
    let in_profile = scene.groups.iter().filter(|group| group.first.section == Section::Record);
    let crowd = in_profile.filter(|group| {
        ["", CHANNEL, "select"].contains(&group.state.as_ref()) && is_own(group) && !is_idle(group)
    });
    let most = crowd.max_by_key(|group| group.count)?;
    let (pattern, weight) = match most.state.as_ref() {
        "select" => ("conc.leak.no-stop", -0.9),
        CHANNEL if !most.top().is_some_and(is_closure) => ("conc.leak.range-no-close", -0.9),
        _ => ("conc.leak.early-return", -0.8),
    };
    let because = scene.shown(most, most.own(), "profiled_crowd");
    Some(Structure { pattern, weight: if most.count < FEW { weight - 0.6 } else { weight }, because })
}

/// Thousands of goroutines that wait with one stack of the program. Where the function that started them still runs, it
/// starts more than it should; where it does not, they were left.
fn crowd(scene: &Scene<'_>) -> Vec<Structure> {
    let waits = |group: &&Group<'_>| {
        group.own().is_some() && !["running", "runnable"].contains(&group.state.as_ref()) && !is_idle(group)
    };
    let most = scene.groups.iter().filter(waits).max_by_key(|group| group.count);
    let Some(most) = most.filter(|most| most.count >= CROWD) else { return Vec::new() };
    let own_creator = most.creator().filter(|creator| !is_go_s(creator));
    let because = || scene.shown(most, own_creator.or_else(|| most.own()), "crowd");
    let left = match most.state.as_ref() {
        "chan send" => "conc.leak.early-return",
        "chan receive" | CHANNEL => "conc.leak.range-no-close",
        "select" => "conc.leak.no-stop",
        _ => "conc.leak.outlives-scope",
    };
    let mut found = vec![Structure { pattern: left, weight: -0.4, because: because() }];
    let is_at_work = ["sleep", "IO wait", "syscall"].contains(&most.state.as_ref());
    if own_creator.is_none() && is_at_work {
        found.push(Structure { pattern: "res.unbounded-concurrency", weight: -0.2, because: because() });
    }
    if let Some(creator) = own_creator {
        let starts_more = scene.groups.iter().any(|group| group.functions().any(|name| name == creator));
        let weight = if starts_more { -0.05 } else { -0.5 };
        found.push(Structure { pattern: "res.unbounded-concurrency", weight, because: because() });
    }
    found
}
