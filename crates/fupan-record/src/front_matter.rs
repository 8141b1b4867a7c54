//! Bytes of a record file → its text, front matter and body.

use fupan_locale::RecordMessage;

use crate::problem::Position;

/// The front matter of a file, and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrontMatter<'a> {
    /// The YAML between the fences. It begins in line 2 of the file.
    pub(crate) yaml: &'a str,
    /// What follows the second fence, verbatim.
    pub(crate) body: &'a str,
}

/// The line that front matter begins in, when the file's first is line 1.
pub(crate) const FIRST_LINE: u32 = 2;

/// Text that can be looked at line by line: not too large, valid UTF-8, without NUL and byte-order mark.
pub(crate) fn decode(bytes: &[u8], limit: u64) -> Result<&str, (Position, RecordMessage)> {
    if bytes.len() as u64 > limit {
        return Err((Position::START, RecordMessage::TooLarge { limit }));
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err((position_of(bytes, place), RecordMessage::NulByte));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| (position_of(bytes, error.valid_up_to()), RecordMessage::NotUtf8))?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// Line and character of a byte, everything before it being text.
fn position_of(bytes: &[u8], place: usize) -> Position {
    let before = String::from_utf8_lossy(bytes.get(..place).unwrap_or(bytes)).into_owned();
    let (lines, last) = match before.rsplit_once('\n') {
        Some((earlier, last)) => (earlier.matches('\n').count() + 1, last),
        None => (0, before.as_str()),
    };
    let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    Position { line: number(lines), column: number(last.chars().count()) }
}

/// Splits a file at its fences: lines of `---` alone.
pub(crate) fn split(text: &str) -> Result<FrontMatter<'_>, (Position, RecordMessage)> {
    let Some((_, rest)) = text.split_once('\n').filter(|(first, _)| is_fence(first)) else {
        let message =
            if is_fence(text) { RecordMessage::UnclosedFrontMatter } else { RecordMessage::NoFrontMatter };
        return Err((Position::START, message));
    };
    let mut length = 0;
    for line in rest.split_inclusive('\n') {
        if is_fence(line) {
            let (yaml, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            return Ok(FrontMatter { yaml, body: after.strip_prefix(line).unwrap_or("") });
        }
        length += line.len();
    }
    Err((Position::START, RecordMessage::UnclosedFrontMatter))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
