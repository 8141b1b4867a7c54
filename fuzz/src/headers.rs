//! Headers of goroutines, counted a second time and more simply than the parser does.
//!
//! Only what nobody can take for anything else counts here: a line that is exactly `goroutine 7 [chan receive]:`, with
//! nothing before or after it, in an input that cannot be UTF-16, where the same bytes are other characters.

use fupan_stack::{Parsed, ProblemKind, Section};

/// There are as many goroutines and damaged headers as headers, or more.
pub(crate) fn check(parsed: &Parsed<'_>, input: &[u8]) {
    if may_be_utf16(input) {
        return;
    }
    let crashes = parsed.crashes.iter();
    let goroutines =
        crashes.flat_map(|crash| &crash.goroutines).filter(|it| it.section == Section::Goroutine);
    let damaged = parsed.problems.iter().filter(|it| it.kind == ProblemKind::MalformedHeader);
    let accounted = goroutines.count() + damaged.count();
    let headers = input.split(|byte| *byte == b'\n').filter(|line| is_header(line)).count();
    assert!(accounted >= headers, "{headers} headers, {accounted} accounted for");
}

/// A mark of its byte order, or the zeros of Latin text.
fn may_be_utf16(input: &[u8]) -> bool {
    input.starts_with(b"\xfe\xff") || input.starts_with(b"\xff\xfe") || input.contains(&0)
}

fn is_header(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"goroutine ") else { return false };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let Some(state) = rest.get(digits..).and_then(|rest| rest.strip_prefix(b" [")) else { return false };
    let Some(state) = state.strip_suffix(b"]:") else { return false };
    let is_word = |word: &[u8]| !word.is_empty() && word.iter().all(u8::is_ascii_lowercase);
    // Twenty digits may be more than 64 bits.
    (1..20).contains(&digits) && state.split(|byte| *byte == b' ').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_headers_count() {
        assert!(is_header(b"goroutine 7 [chan receive]:"));
        for other in [" goroutine 7 [running]:", "goroutine 7 [running]", "goroutine 7 []:", "goroutine [x]:"]
        {
            assert!(!is_header(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn utf16_has_no_headers_of_single_bytes() {
        check(&Parsed::default(), b"\xfe\xff\ngoroutine 7 [running]:\n");
    }

    #[test]
    #[should_panic(expected = "1 headers, 0 accounted for")]
    fn a_lost_header_is_seen() {
        check(&Parsed::default(), b"goroutine 7 [running]:\n");
    }
}
