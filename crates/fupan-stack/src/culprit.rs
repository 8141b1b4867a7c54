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
        (CrashKind::DataRace, _) => racing(drafts).or_else(|| first(drafts, |_| true)),
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

/// A write before a read: which of the two was reported first is chance. Of two writes the first by name.
fn racing(drafts: &[Draft]) -> Option<usize> {
    let is_write = |draft: &Draft| matches!(draft.section, Section::Access(access) if access.is_write);
    let accesses = (0..).zip(drafts).filter(|(_, draft)| matches!(draft.section, Section::Access(_)));
    let told = accesses.filter(|(_, draft)| draft.has_own_code());
    told.min_by_key(|(_, draft)| (!is_write(draft), own_symbols(draft))).map(|(at, _)| at)
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
    draft.is_panicking && draft.class == "running" && draft.has_own_code()
}

/// A goroutine that runs a test and does not just wait for a subtest.
pub(crate) fn is_test(draft: &Draft) -> bool {
    let calls = |name: &str| draft.calls.iter().any(|call| call.symbol().as_str() == name);
    calls("testing.tRunner")
        && !calls("testing.(*M).Run")
        && !calls("testing.(*T).Run")
        && draft.has_own_code()
}

/// The largest group with code of the program's own. Two that block each other are about equally many, now the one and
/// now the other more: half as many count as many, and the wait decides, then the name.
fn largest(drafts: &[Draft]) -> Option<usize> {
    let most = candidates(drafts).map(|(_, draft)| draft.count).max()?;
    let many = candidates(drafts).filter(|(_, draft)| draft.count.saturating_mul(2) >= most);
    many.min_by_key(|(_, draft)| explaining_order(draft)).map(|(at, _)| at)
}

/// Who holds the others up: a goroutine at a lock or a channel explains one that waits for a group to finish.
fn shortest_explanation(drafts: &[Draft]) -> Option<usize> {
    candidates(drafts).min_by_key(|(_, draft)| explaining_order(draft)).map(|(at, _)| at)
}

/// What explains most first, then by name.
pub(crate) fn explaining_order(draft: &Draft) -> (std::cmp::Reverse<u8>, Vec<&str>) {
    (std::cmp::Reverse(blocking(draft)), own_symbols(draft))
}

/// How much a wait explains.
fn blocking(draft: &Draft) -> u8 {
    match draft.class.as_str() {
        "sync.WaitGroup.Wait" | "sleep" | "TIMED_WAITING" => 0,
        "BLOCKED" => 2,
        class if class.starts_with("sync.") || class == "semacquire" => 2,
        _ => 1,
    }
}

/// The drafts with code of the program's own; the ones that only set the stage where there is no other.
pub(crate) fn candidates(drafts: &[Draft]) -> impl Iterator<Item = (usize, &Draft)> {
    let own = || (0..).zip(drafts).filter(|(_, draft)| draft.has_own_code());
    let has_actor = own().any(|(_, draft)| !is_stage(draft));
    own().filter(move |(_, draft)| !has_actor || !is_stage(draft))
}

/// The names of the program's own calls: an order that does not depend on the run.
fn own_symbols(draft: &Draft) -> Vec<&str> {
    let own = draft.calls.iter().filter(|call| call.owner == Owner::Application);
    own.map(|call| call.symbol().as_str()).collect()
}

/// The goroutine that runs the tests or writes the dump: its own code is only what called that.
pub(crate) fn is_stage(draft: &Draft) -> bool {
    let nearest = draft.calls.iter().position(|call| call.owner == Owner::Application).unwrap_or_default();
    let is_harness = |call: &Call| {
        let symbol = call.symbol();
        matches!(symbol.package(), "runtime/pprof" | "runtime/debug" | "net/http/pprof")
            || matches!(symbol.as_str(), "testing.(*M).Run" | "testing.(*T).Run" | "runtime.Stack")
    };
    let is_test_main = |call: &Call| call.symbol().as_str().ends_with(".TestMain");
    draft.calls.iter().take(nearest).any(is_harness) || draft.calls.get(nearest).is_some_and(is_test_main)
}
