//! An input, read once for all that asks about it.

use std::borrow::Cow;

use fupan_evidence::{OpenProblem, Opened};
use fupan_stack::{Parsed, StackSummary};

/// An input with the crashes and the groups of goroutines in it.
///
/// ```
/// use fupan_diagnosis::{Input, Reading};
///
/// let input = Input::of(b"panic: close of nil channel\n\ngoroutine 1 [running]:\nmain.main()\n\t/m.go:3 +0x1\n");
/// let reading = Reading::of(&input);
/// assert_eq!(reading.summary().stacks[0].kind, "close of nil channel");
/// ```
#[derive(Debug)]
pub struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) problems: &'a [OpenProblem],
    pub(crate) parsed: Parsed<'a>,
    pub(crate) summary: StackSummary,
}

/// An input as text: opened where it is compressed or a profile, and decoded where it is in UTF-16 or GB18030, so that places
/// of the parser, lines and quotes are of one text.
#[derive(Debug)]
pub struct Input<'a> {
    text: Cow<'a, str>,
    problems: Vec<OpenProblem>,
}

impl<'a> Input<'a> {
    /// The text of what was given.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        let Opened { bytes, problems } = fupan_evidence::open(bytes);
        let text = match bytes {
            Cow::Borrowed(bytes) => fupan_stack::decoded_text(bytes),
            Cow::Owned(bytes) => Cow::Owned(fupan_stack::decoded_text(&bytes).into_owned()),
        };
        Self { text, problems }
    }
}

impl<'a> Reading<'a> {
    /// Reads `input`.
    #[must_use]
    pub fn of(input: &'a Input<'_>) -> Self {
        let (parsed, summary) = fupan_stack::parse_and_summarize(input.text.as_bytes());
        Self { text: &input.text, problems: &input.problems, parsed, summary }
    }

    /// The groups of its goroutines, the culprit first.
    #[must_use]
    pub fn summary(&self) -> &StackSummary {
        &self.summary
    }

    /// What was read.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text
    }

    /// What of the input could not be opened.
    #[must_use]
    pub fn problems(&self) -> &[OpenProblem] {
        self.problems
    }
}
