//! What grows from dump to dump: goroutines that were started and never end, memory that is never given back.
//!
//! ```text
//! 10 → 40 → 90 × goroutine 1204 [chan send, 3 minutes]:
//! ```
//!
//! Pools and bursts grow too, so a group counts only where it never shrinks, has clearly more at the end than at the
//! beginning, and does not level off. Two dumps are one step, which a burst of work explains as well: then it is a hint.
//! Groups and their counts are those of `diff-dumps`.

mod heap;

use fupan_stack::{Growth, GrowthGroup, Snapshot};

use crate::scene::{Group, Scene, is_go_s};
use crate::structure::Structure;
use crate::{Because, Reading};

/// Goroutines that there are more of in the last dump: pools of one for each processor grow by fewer.
const FEWEST_MORE: u64 = 20;
/// How many times as many there are.
const FEWEST_TIMES: u64 = 2;
/// How many times as many leave no doubt that it is not noise.
const CLEARLY: u64 = 4;
/// Groups that are told of.
const MOST: usize = 3;

/// What each further dump of which everything grows is worth, in logits: a step alone is a hint.
const STEPS: [f64; 5] = [-0.8, 0.5, 1.1, 1.4, 1.6];
/// What it is worth that there are many times as many.
const CLEAR: f64 = 0.4;
/// Where the dumps do not tell what the goroutines wait for.
const UNTOLD: f64 = 0.3;

/// Every structure that a series of readings shows, of which the last is the scene. One input may hold a series too.
pub(crate) fn found(series: &[Reading<'_>], scene: &Scene<'_>) -> Vec<Structure> {
    if series.len() < 2 && !scene.is_series {
        return Vec::new();
    }
    let snapshots = series.iter().filter_map(|reading| Snapshot::all_of(reading.text.as_bytes()).ok());
    let snapshots: Vec<Snapshot> = snapshots.flatten().collect();
    let mut found: Vec<Structure> =
        of_one_form(&snapshots).map(|snapshots| goroutines(&snapshots, scene)).unwrap_or_default();
    found.extend(heap::growing(series, scene));
    found
}

/// The dumps of the form that the last one has: only those can be compared. None of a single one.
fn of_one_form(snapshots: &[Snapshot]) -> Option<Vec<Snapshot>> {
    let form = snapshots.last()?.form;
    let alike: Vec<Snapshot> = snapshots.iter().filter(|snapshot| snapshot.form == form).cloned().collect();
    (alike.len() > 1).then_some(alike)
}

fn goroutines(snapshots: &[Snapshot], scene: &Scene<'_>) -> Vec<Structure> {
    let growth = Growth::of(snapshots, None);
    let growing = growth.groups.iter().filter(|group| grows(&group.counts));
    let shown = growing.filter_map(|group| {
        let seen = seen_in(scene, group)?;
        let (pattern, less) = leaf(seen)?;
        let weight = clearness(&group.counts) - less;
        Some(Structure { pattern, weight, because: lines(group, seen, scene) })
    });
    shown.take(MOST).collect()
}

/// Whether counts never fall, end clearly higher than they began, and do not level off.
fn grows(counts: &[u64]) -> bool {
    let (Some(first), Some(last)) = (counts.first(), counts.last()) else { return false };
    let never_falls = counts.is_sorted();
    let more = last.saturating_sub(*first);
    let is_clear = more >= FEWEST_MORE && *last >= first.saturating_mul(FEWEST_TIMES);
    never_falls && is_clear && goes_on(counts, more)
}

/// Whether the last step is at least half of the mean one.
fn goes_on(counts: &[u64], more: u64) -> bool {
    let steps = counts.len() as u64 - 1;
    let last_step = match counts {
        [.., before, last] => last.saturating_sub(*before),
        _ => 0,
    };
    last_step.saturating_mul(2).saturating_mul(steps) >= more
}

fn clearness(counts: &[u64]) -> f64 {
    let rises = counts.iter().zip(counts.iter().skip(1)).filter(|(before, after)| after > before).count();
    let steps = STEPS.get(rises.saturating_sub(1)).or(STEPS.last()).copied().unwrap_or_default();
    let (first, last) = (counts.first().copied().unwrap_or(0), counts.last().copied().unwrap_or(0));
    steps + if last >= first.saturating_mul(CLEARLY) { CLEAR } else { 0.0 }
}

/// The goroutines of a group in the last reading: those with the same calls at the same lines.
fn seen_in<'s, 'a>(scene: &'s Scene<'a>, growing: &GrowthGroup) -> Option<&'s Group<'a>> {
    let wanted = &growing.group.frames;
    let is_same =
        |group: &&Group<'_>| {
            group.first.frames.len() == wanted.len()
                && group.first.frames.iter().zip(wanted).all(|(frame, wanted)| {
                    frame.line() == wanted.line && frame.file() == wanted.file.as_deref()
                })
        };
    scene.groups.iter().filter(is_same).max_by_key(|group| group.count)
}

/// The header and the calls that tell, with the counts of the dumps.
fn lines(growing: &GrowthGroup, seen: &Group<'_>, scene: &Scene<'_>) -> Vec<Because> {
    let mut because = scene.shown(seen, seen.own().or_else(|| seen.top()), "growth");
    if let Some(header) = because.first_mut() {
        let counts: Vec<String> = growing.counts.iter().map(u64::to_string).collect();
        header.text = format!("{} × {}", counts.join(" → "), header.text);
    }
    because
}

/// Calls of libraries in which goroutines wait, whoever started them, with what it means that these become more.
const LIBRARY_WAITS: [(&str, &str); 8] = [
    ("database/sql.(*Rows).awaitDone", "res.sql-rows-not-closed"),
    ("database/sql.(*Tx).awaitDone", "res.sql-rows-not-closed"),
    ("database/sql.(*DB).conn", "dep.pool-exhausted"),
    ("database/sql.(*DB).connectionOpener", "res.conn-leak"),
    ("net/http.(*persistConn).roundTrip", "ctx.http-client-no-timeout"),
    ("context.(*cancelCtx).propagateCancel.func", "ctx.cancel-lost"),
    ("context.propagateCancel.func", "ctx.cancel-lost"),
    ("os/exec.(*Cmd).Wait", "conc.deadlock.exec-wait-pipe"),
];

/// What it most likely is that goroutines of a group become more, and what is to be taken away for what is not known.
fn leaf(group: &Group<'_>) -> Option<(&'static str, f64)> {
    let within = |call: &str| group.functions().any(|function| function.starts_with(call));
    if within("net/http.(*persistConn).readLoop") {
        // Between two requests the loop reads; before a body was read to its end it waits in a select.
        let reads = within("bufio.(*Reader).Peek") || within("net/http.(*persistConn).Read");
        return Some((if reads { "res.conn-leak" } else { "res.http-body-not-closed" }, 0.0));
    }
    let library = LIBRARY_WAITS.iter().find(|(call, _)| within(call));
    if let Some((_, pattern)) = library {
        return Some((pattern, 0.0));
    }
    if !is_started_by_the_program(group) {
        return None;
    }
    Some(match group.state.as_ref() {
        "chan send" => ("conc.leak.early-return", 0.0),
        "chan send (nil chan)" | "chan receive (nil chan)" => ("conc.leak.nil-chan", 0.0),
        "chan receive" => ("conc.leak.range-no-close", 0.0),
        "select" | "sleep" => ("conc.leak.no-stop", 0.0),
        "sync.WaitGroup.Wait" => ("conc.deadlock.wg-count", 0.0),
        "IO wait" => ("res.conn-leak", UNTOLD),
        "running" | "runnable" => ("res.unbounded-concurrency", UNTOLD),
        "" => ("conc.leak", UNTOLD),
        _ => return None,
    })
}

/// Whether the program started them: what the standard library does for requests comes and goes with these.
fn is_started_by_the_program(group: &Group<'_>) -> bool {
    // A profile does not tell the creator: the outermost call is what was started.
    let started = group.creator().or_else(|| group.functions().last());
    started.is_some_and(|function| !is_go_s(function))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_and_what_does_not() {
        for counts in [&[10, 40, 90][..], &[0, 30], &[5, 5, 40], &[100, 200, 300, 400]] {
            assert!(grows(counts), "{counts:?}");
        }
        // Steady, falling, a burst that is over, a pool that is full, too few, noise.
        for counts in [
            &[50, 50, 50][..],
            &[90, 40, 10],
            &[10, 90, 60],
            &[2, 60, 62],
            &[1, 4, 12],
            &[400, 430, 470],
            &[7],
            &[],
        ] {
            assert!(!grows(counts), "{counts:?}");
        }
    }

    #[test]
    fn more_dumps_tell_more() {
        let of = |counts: &[u64]| (clearness(counts) * 10.0).round() / 10.0;
        assert_eq!(
            [of(&[30, 60]), of(&[10, 90]), of(&[10, 40, 90]), of(&[10, 40, 60, 90])],
            [-0.8, -0.4, 0.9, 1.5]
        );
    }
}
