//! Panics of a library that are an answer rather than the end of the process.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::thread;

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

static FILTER: Once = Once::new();

/// The outcome of work, or `None` where it panics. Such a panic is not reported by the panic hook; all others are.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    // The hook cannot be changed by a thread that is unwinding.
    if !thread::panicking() {
        FILTER.call_once(install_filter);
    }
    let before = EXPECTED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    EXPECTED.set(before);
    outcome.ok()
}

fn install_filter() {
    let report = take_hook();
    set_hook(Box::new(move |panic| {
        if !EXPECTED.get() {
            report(panic);
        }
    }));
}
