//! The text of a panic or fatal error, which may have many lines.

use std::borrow::Cow;

use super::Message;
use crate::bytes::lossy;

/// A message whose end has not come yet.
pub(super) struct OpenMessage<'a> {
    /// The lines so far.
    pub(super) lines: Vec<&'a [u8]>,
    /// Where the last of them ends.
    pub(super) end: usize,
}

impl Message<'_> {
    /// Drops all but the first line.
    pub(super) fn keep_first_line(&mut self) {
        if let Some((first, _)) = self.text.split_once('\n') {
            self.text = Cow::Owned(first.to_owned());
        }
    }
}

/// The message on `lines`, without the tab the run-time puts before later lines and the remark of a recovery.
pub(super) fn message_of<'a>(lines: &[&'a [u8]]) -> Message<'a> {
    let (last, is_recovered) = strip_recovered(lines.last().map_or(&[][..], |line| line.trim_ascii_end()));
    let [earlier @ .., _] = lines else { return Message { text: Cow::default(), is_recovered } };
    if earlier.is_empty() {
        return Message { text: lossy(last), is_recovered };
    }
    let lines =
        earlier.iter().copied().chain([last]).map(|line| lossy(line.strip_prefix(b"\t").unwrap_or(line)));
    Message { text: Cow::Owned(lines.collect::<Vec<_>>().join("\n")), is_recovered }
}

/// `text` without the remark that the panic was recovered, and whether it was there.
pub(super) fn strip_recovered(text: &[u8]) -> (&[u8], bool) {
    let remarks: [&[u8]; 2] = [b" [recovered]", b" [recovered, repanicked]"];
    match remarks.iter().find_map(|remark| text.strip_suffix(*remark)) {
        Some(text) => (text, true),
        None => (text, false),
    }
}
