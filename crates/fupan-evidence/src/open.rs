//! From what was given to the text of it.

use std::borrow::Cow;

use crate::inflate::{self, GZIP, Inflated};
use crate::profile::Profile;

/// Bytes that an input may become: of a profile that is hundreds of thousands of stacks.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// An input, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened<'a> {
    /// What it holds, as text; the input itself where it was not closed.
    pub bytes: Cow<'a, [u8]>,
    /// What of it could not be opened.
    pub problems: Vec<OpenProblem>,
}

/// Why not all of an input was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OpenProblem {
    /// The compressed data is damaged or ends too early; what came before is kept.
    Gzip,
    /// The profile is damaged; what came before is kept.
    Profile,
    /// It is larger than anything that is read; the rest is left out.
    TooLarge,
}

/// Whether an input has to be opened: it is compressed, or a profile.
#[must_use]
pub fn is_closed(input: &[u8]) -> bool {
    input.starts_with(&GZIP) || Profile::is_one(input)
}

/// Opens an input: a profile becomes the text of `debug=1`, compressed text that text. Anything else stays as it is.
#[must_use]
pub fn open(input: &[u8]) -> Opened<'_> {
    let mut problems = Vec::new();
    let bytes = if input.starts_with(&GZIP) {
        let Inflated { bytes, damaged, cut } = inflate::inflate(input, MOST_BYTES);
        problems.extend(damaged.then_some(OpenProblem::Gzip));
        problems.extend(cut.then_some(OpenProblem::TooLarge));
        Cow::Owned(bytes)
    } else {
        Cow::Borrowed(input)
    };
    if !Profile::is_one(&bytes) {
        return Opened { bytes, problems };
    }
    let (profile, more) = Profile::decode(&bytes);
    let (text, cut) = profile.text(MOST_BYTES);
    problems.extend(more);
    problems.extend(cut.then_some(OpenProblem::TooLarge));
    problems.sort_unstable();
    problems.dedup();
    Opened { bytes: Cow::Owned(text.into_bytes()), problems }
}
