//! Which goroutine of a crash to look at first.
//!
//! The goroutine that panicked or failed is printed first. Where nobody failed (a dump, a process where all are asleep, a
//! test that ran out of time) the many that wait in the program's own code matter more than the ones that wait for
//! them to end.

use crate::call::{Call, Owner};
use crate::group::Draft;
use crate::kind;
use crate::parsed::{CrashKind, Section};

/// The place of the culprit among `drafts`; none only where there is no draft.
pub(crate) fn culprit(crash: CrashKind, kind: Option<&str>, drafts: &[Draft]) -> Option<usize> {
    match (crash, kind) {
        (CrashKind::DataRace, _) => first(drafts, has_own_code).or_else(|| first(drafts, |_| true)),
        (_, Some(kind::TEST_TIMED_OUT)) => {
            first(drafts, is_test).or_else(|| largest(drafts)).or_else(|| first(drafts, |_| true))
        }
        (_, Some(kind)) if kind.starts_with(kind::ALL_ASLEEP) => {
            shortest_explanation(drafts).or_else(|| failing(drafts))
        }
        (_, Some(_)) => failing(drafts),
        (_, None) => first(drafts, is_recovering).or_else(|| largest(drafts)).or_else(|| failing(drafts)),
    }
}

fn first(drafts: &[Draft], wanted: impl Fn(&Draft) -> bool) -> Option<usize> {
    drafts.iter().position(wanted)
}

/// The goroutine the run-time printed first; goroutine 0 is the scheduler's.
fn failing(drafts: &[Draft]) -> Option<usize> {
    let is_goroutine = |draft: &Draft| draft.section == Section::Goroutine;
    first(drafts, |draft| is_goroutine(draft) && draft.id != Some(0))
        .or_else(|| first(drafts, is_goroutine))
        .or_else(|| first(drafts, |_| true))
}

/// A goroutine that printed its own stack while it recovered.
fn is_recovering(draft: &Draft) -> bool {
    draft.is_panicking && draft.class == "running" && has_own_code(draft)
}

/// A goroutine that runs a test and does not just wait for a subtest.
fn is_test(draft: &Draft) -> bool {
    let calls = |name: &str| draft.calls.iter().any(|call| call.symbol().as_str() == name);
    calls("testing.tRunner")
        && !calls("testing.(*M).Run")
        && !calls("testing.(*T).Run")
        && has_own_code(draft)
}

/// The largest group with code of the program's own, the earliest where equal.
fn largest(drafts: &[Draft]) -> Option<usize> {
    best(drafts, |draft| draft.count)
}

/// Who holds the others up: a goroutine at a lock or a channel explains one that waits for a group to finish.
fn shortest_explanation(drafts: &[Draft]) -> Option<usize> {
    best(drafts, |draft| u32::from(!matches!(draft.class.as_str(), "sync.WaitGroup.Wait" | "sleep")))
}

/// The first of the drafts with the highest rank, the ones that only set the stage last.
fn best(drafts: &[Draft], rank: impl Fn(&Draft) -> u32) -> Option<usize> {
    let mut best: Option<(bool, u32, usize)> = None;
    for (at, draft) in drafts.iter().enumerate().filter(|entry| has_own_code(entry.1)) {
        let (is_on_stage, rank) = (!is_stage(draft), rank(draft));
        if best.is_none_or(|(best_on_stage, best_rank, _)| (is_on_stage, rank) > (best_on_stage, best_rank)) {
            best = Some((is_on_stage, rank, at));
        }
    }
    best.map(|(_, _, at)| at)
}

fn has_own_code(draft: &Draft) -> bool {
    draft.calls.iter().any(|call| call.owner == Owner::Application)
}

/// The goroutine that runs the tests or writes the dump: its own code is only what called that.
fn is_stage(draft: &Draft) -> bool {
    let nearest = draft.calls.iter().position(|call| call.owner == Owner::Application).unwrap_or_default();
    let is_harness = |call: &Call| {
        let symbol = call.symbol();
        matches!(symbol.package(), "runtime/pprof" | "runtime/debug" | "net/http/pprof")
            || matches!(symbol.as_str(), "testing.(*M).Run" | "testing.(*T).Run" | "runtime.Stack")
    };
    let is_test_main = |call: &Call| call.symbol().as_str().ends_with(".TestMain");
    draft.calls.iter().take(nearest).any(is_harness) || draft.calls.get(nearest).is_some_and(is_test_main)
}
