//! Inputs that are compressed or profiles, as text.

use std::borrow::Cow;

use fupan_evidence::{OpenProblem, Opened};
use fupan_locale::NoticeMessage;
use fupan_stack::StackSummary;

/// An input as text, and what should be known of it: a profile becomes what `debug=1` would have written, compressed text that
/// text. Anything else stays as it is.
#[must_use]
pub fn unpack(input: &[u8]) -> (Cow<'_, [u8]>, Vec<NoticeMessage>) {
    let Opened { bytes, problems } = fupan_evidence::open(input);
    (bytes, notices_of(&problems))
}

/// The groups of goroutines of an input, the culprit first.
#[must_use]
pub fn summarize(input: &[u8]) -> StackSummary {
    fupan_stack::summarize(&fupan_evidence::open(input).bytes)
}

pub(crate) fn notices_of(problems: &[OpenProblem]) -> Vec<NoticeMessage> {
    let notice = |problem: &OpenProblem| match problem {
        OpenProblem::Gzip => NoticeMessage::DamagedCompression,
        OpenProblem::TooLarge => NoticeMessage::OpenedInPart,
        // A kind of problem that is added later is damage too.
        _ => NoticeMessage::DamagedProfile,
    };
    problems.iter().map(notice).collect()
}
