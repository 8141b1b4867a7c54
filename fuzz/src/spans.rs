//! Where things are said to be in an input.

use std::ops::Range;

use fupan_stack::Parsed;

/// Every span lies in an input of so many bytes; crashes, problems and residue are in its order, and no byte is left
/// over twice.
pub(crate) fn check(parsed: &Parsed<'_>, length: usize) {
    let crashes: Vec<_> = parsed.crashes.iter().map(|crash| &crash.span).collect();
    let problems: Vec<_> = parsed.problems.iter().map(|problem| &problem.span).collect();
    let residue: Vec<_> = parsed.residue.iter().map(|residue| &residue.span).collect();
    let goroutines = parsed.crashes.iter().flat_map(|crash| &crash.goroutines);
    let goroutines: Vec<_> = goroutines.map(|goroutine| &goroutine.span).collect();
    for (what, spans) in
        [("crash", &crashes), ("problem", &problems), ("residue", &residue), ("goroutine", &goroutines)]
    {
        spans.iter().for_each(|span| assert_inside(what, span, length));
    }
    for (what, spans) in [("crash", &crashes), ("problem", &problems), ("residue", &residue)] {
        assert!(spans.is_sorted_by_key(|span| span.start), "{what}es out of order: {spans:?}");
    }
    let overlap = residue.windows(2).find(|pair| matches!(pair, [left, right] if left.end > right.start));
    assert_eq!(overlap, None, "bytes left over twice");
}

fn assert_inside(what: &str, span: &Range<usize>, length: usize) {
    assert!(span.start <= span.end && span.end <= length, "{what} at {span:?} of {length} bytes");
}
