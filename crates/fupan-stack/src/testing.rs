//! What the tests of both parsers ask of any input.

use proptest::prelude::*;

use crate::parse::parse;
use crate::parsed::Parsed;

/// Reads `input`; all spans lie inside it, and no byte is left over twice.
pub(crate) fn parsed_in_bounds(input: &[u8]) -> Parsed<'_> {
    let parsed = parse(input);
    let sections = parsed.crashes.iter().flat_map(|crash| &crash.goroutines).map(|section| &section.span);
    let spans = parsed.problems.iter().map(|problem| &problem.span);
    let spans = spans.chain(parsed.residue.iter().map(|residue| &residue.span)).chain(sections);
    for span in spans.chain(parsed.crashes.iter().map(|crash| &crash.span)) {
        assert!(span.start <= span.end && span.end <= input.len(), "{span:?}");
    }
    let ordered = parsed.residue.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    assert!(ordered, "{:?}", parsed.residue);
    parsed
}

/// Up to forty of `lines` in any order, one byte of some of them changed.
pub(crate) fn shuffled(lines: Vec<&'static str>) -> impl Strategy<Value = Vec<u8>> {
    let line = (prop::sample::select(lines), prop::option::weighted(0.1, any::<(u8, u8)>())).prop_map(
        |(line, change)| {
            let mut bytes = line.as_bytes().to_vec();
            if let Some((at, byte)) = change {
                let at = usize::from(at) % bytes.len();
                bytes[at] = byte;
            }
            bytes
        },
    );
    prop::collection::vec(line, 0..40).prop_map(|lines| lines.concat())
}
