//! What the two accesses of a race tell beyond the signals of patterns.

use fupan_stack::{Crash, Frame, Goroutine, Section};

use super::{Doubt, Structure};
use crate::Because;
use crate::race::{accesses, is_closure_of, top};
use crate::scene::{Scene, owner};

/// Every structure of races.
pub(super) fn found(scene: &Scene<'_>) -> Vec<Structure> {
    let mut found: Vec<Structure> = unknown_race(scene).into_iter().collect();
    for race in scene.races() {
        let Some((one, two)) = accesses(race) else { continue };
        let pattern_and_weight = if is_of_a_loop(one, two) || is_of_a_loop(two, one) {
            ("conc.race.loopvar", 1.8)
        } else if is_stopped_by(one, two) || is_stopped_by(two, one) {
            ("conc.race.order-violation", -0.1)
        } else if is_in_a_container(one) && is_in_a_container(two) {
            ("conc.race.lib-unsafe", -0.2)
        } else if is_in_a_container(one) || is_in_a_container(two) {
            ("conc.race.lib-unsafe", -0.5)
        } else if is_checked_before(one, two) || is_checked_before(two, one) {
            ("conc.race.double-checked", -0.2)
        } else {
            continue;
        };
        let (pattern, weight) = pattern_and_weight;
        found.push(Structure { pattern, weight, because: both(race, scene) });
        break;
    }
    found
}

/// A captured variable is the loop's or it is not.
pub(super) fn doubts(scene: &Scene<'_>) -> Vec<Doubt> {
    let is_loop_s = |race: &Crash<'_>| {
        accesses(race).is_some_and(|(one, two)| is_of_a_loop(one, two) || is_of_a_loop(two, one))
    };
    if scene.races().next().is_none() {
        return Vec::new();
    }
    if scene.races().any(is_loop_s) {
        vec![Doubt { pattern: "conc.race.closure-capture", most: 0.2 }]
    } else {
        vec![Doubt { pattern: "conc.race.loopvar", most: -0.3 }]
    }
}

/// A race of which nothing more is known: most are accesses without the lock.
fn unknown_race(scene: &Scene<'_>) -> Option<Structure> {
    let race = scene.races().next()?;
    Some(Structure { pattern: "conc.race.missing-lock", weight: -0.6, because: both(race, scene) })
}

fn both(race: &Crash<'_>, scene: &Scene<'_>) -> Vec<Because> {
    let accesses = race.goroutines.iter().filter(|part| matches!(part.section, Section::Access(_)));
    accesses.map(|access| scene.quoted(access.span.start, "race")).collect()
}

/// A closure reads what the function around it writes on a line above the `go` statement that started the closure. It
/// runs that line again while the closure runs, so both are in a loop.
///
/// ```text
/// 10  for _, user = range users {   <- Previous write, in Notify
/// 12      go func() {               <- Goroutine 8 created at
/// 14          send(user)            <- Read, in Notify.func1
/// ```
fn is_of_a_loop(closure: &Goroutine<'_>, around: &Goroutine<'_>) -> bool {
    let is_written = |access: &Goroutine<'_>| matches!(access.section, Section::Access(how) if how.is_write);
    if is_written(closure) || !is_written(around) || !is_closure_of(closure, around) {
        return false;
    }
    let Some((declared, _)) = top(closure).and_then(|function| function.split_once(".func")) else {
        return false;
    };
    let line_of = |frames: &[Frame<'_>]| {
        let first = frames.iter().find(|frame| frame.function() == declared)?;
        first.line()
    };
    let started = closure.ancestors.first().and_then(|ancestor| line_of(&ancestor.frames));
    let started = started.or_else(|| {
        let creation = &closure.created_by.as_ref()?.frame;
        (creation.function() == declared).then(|| creation.line())?
    });
    matches!((line_of(&around.frames), started), (Some(written), Some(started)) if written < started)
}

/// A method that stops its object, and another of it that goes on.
fn is_stopped_by(running: &Goroutine<'_>, stopping: &Goroutine<'_>) -> bool {
    let (Some(runs), Some(stops)) = (top(running), top(stopping)) else { return false };
    let begins_with = |function: &str, words: &[&str]| {
        let name = function.rsplit('.').next().unwrap_or_default().to_lowercase();
        words.iter().any(|word| name.starts_with(word))
    };
    let (ends, goes_on) = (["stop", "close", "shutdown"], ["run", "loop", "serve", "start", "work", "poll"]);
    owner(runs).is_some()
        && owner(runs) == owner(stops)
        && begins_with(stops, &ends)
        && begins_with(runs, &goes_on)
}

/// Types of Go's own that one goroutine at a time may use.
const FOR_ONE: [&str; 9] = [
    "bufio.(*",
    "bytes.(*Buffer)",
    "container/",
    "encoding/json.(*",
    "encoding/gob.(*",
    "encoding/csv.(*",
    "math/rand.(*",
    "strings.(*Builder)",
    "text/tabwriter.(*",
];

/// Whether the access is within such a type.
fn is_in_a_container(access: &Goroutine<'_>) -> bool {
    top(access).is_some_and(|function| FOR_ONE.iter().any(|prefix| function.starts_with(prefix)))
}

/// One function looks at a line and writes at a later one.
fn is_checked_before(looking: &Goroutine<'_>, writing: &Goroutine<'_>) -> bool {
    let is_write = |access: &Goroutine<'_>| matches!(access.section, Section::Access(how) if how.is_write);
    let line = |access: &Goroutine<'_>| {
        access.frames.iter().find(|frame| Some(frame.function()) == top(access)).and_then(Frame::line)
    };
    !is_write(looking)
        && is_write(writing)
        && top(looking).is_some()
        && top(looking) == top(writing)
        && matches!((line(looking), line(writing)), (Some(looked), Some(written)) if looked < written)
}
