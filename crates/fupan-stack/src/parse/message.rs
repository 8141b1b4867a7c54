//! The text of a panic or fatal error, which may have many lines.

use std::borrow::Cow;

use crate::bytes::text_of;
use crate::parsed::Message;

/// A message whose end has not come yet.
pub(super) struct OpenMessage<'a> {
    /// The lines so far.
    pub(super) lines: Vec<Cow<'a, [u8]>>,
    /// Where the last of them ends.
    pub(super) end: usize,
}

impl<'a> OpenMessage<'a> {
    /// A message that begins with `line`, which ends at `end`.
    pub(super) fn new(line: &'a [u8], end: usize) -> Self {
        Self { lines: vec![Cow::Borrowed(line)], end }
    }

    pub(super) fn into_owned(self) -> OpenMessage<'static> {
        let owned = |line: Cow<'_, [u8]>| Cow::Owned(line.into_owned());
        OpenMessage { lines: self.lines.into_iter().map(owned).collect(), end: self.end }
    }
}

/// Drops all but the first line.
pub(super) fn keep_first_line(message: &mut Message<'_>) {
    if let Some((first, _)) = message.text.split_once('\n') {
        message.text = Cow::Owned(first.to_owned());
    }
}

/// The message on `lines`, without the tab the run-time puts before later lines and the remark of a recovery.
pub(super) fn message_of<'a>(lines: &[Cow<'a, [u8]>]) -> Message<'a> {
    // Some print a line of blanks behind it.
    let last = lines.iter().rposition(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let [first] = lines.get(..=last).unwrap_or(lines) else {
        return long_message(lines.get(..=last).unwrap_or(lines));
    };
    let text = match first {
        Cow::Borrowed(first) => text_of(strip_recovered(first.trim_ascii_end()).0),
        Cow::Owned(first) => Cow::Owned(text_of(strip_recovered(first.trim_ascii_end()).0).into_owned()),
    };
    Message { text, is_recovered: strip_recovered(first.trim_ascii_end()).1 }
}

fn long_message<'a>(lines: &[Cow<'a, [u8]>]) -> Message<'a> {
    let (last, is_recovered) = strip_recovered(lines.last().map_or(&[][..], |line| line.trim_ascii_end()));
    let earlier = lines.split_last().map_or(&[][..], |(_, earlier)| earlier);
    let lines = earlier.iter().map(|line| &**line).chain([last]);
    let lines: Vec<_> = lines.map(|line| text_of(line.strip_prefix(b"\t").unwrap_or(line))).collect();
    Message { text: Cow::Owned(lines.join("\n")), is_recovered }
}

/// `text` without the remark that the panic was recovered, and whether it was there.
pub(super) fn strip_recovered(text: &[u8]) -> (&[u8], bool) {
    let remarks: [&[u8]; 2] = [b" [recovered]", b" [recovered, repanicked]"];
    match remarks.iter().find_map(|remark| text.strip_suffix(*remark)) {
        Some(text) => (text, true),
        None => (text, false),
    }
}
