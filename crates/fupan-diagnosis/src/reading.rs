//! An input, read once for all that asks about it.

use std::borrow::Cow;

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
    pub(crate) parsed: Parsed<'a>,
    pub(crate) summary: StackSummary,
}

/// An input as text: decoded where it is in UTF-16 or GB18030, so that places of the parser, lines and quotes are of one
/// text.
#[derive(Debug)]
pub struct Input<'a> {
    text: Cow<'a, str>,
}

impl<'a> Input<'a> {
    /// The text of what was given.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { text: fupan_stack::decoded_text(bytes) }
    }
}

impl<'a> Reading<'a> {
    /// Reads `input`.
    #[must_use]
    pub fn of(input: &'a Input<'_>) -> Self {
        let (parsed, summary) = fupan_stack::parse_and_summarize(input.text.as_bytes());
        Self { text: &input.text, parsed, summary }
    }

    /// The groups of its goroutines, the culprit first.
    #[must_use]
    pub fn summary(&self) -> &StackSummary {
        &self.summary
    }
}
