//! How wide words are, and where they break, without a font at hand.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Units of a title's letters.
pub(super) const TITLE: f64 = 17.0;
/// Units of a label's letters.
pub(super) const TEXT: f64 = 13.0;
/// Units of letters in small print.
pub(super) const SMALL: f64 = 11.5;
/// How wide a column of a terminal is, by the height of the letters. Latin letters of common fonts need 0.52 of it on
/// average, and Chinese ones 0.5 for each of their two columns.
const COLUMN: f64 = 0.56;

/// The units that a text needs.
#[expect(clippy::cast_precision_loss, reason = "the columns of a label are few")]
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.width() as f64 * size * COLUMN
}

/// A text in at most `most` lines of a width; what does not fit ends in an ellipsis.
pub(super) fn lines(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let fits = width(&line, size) + width(piece.trim_end(), size) <= room;
        if !fits && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    lines.push(line);
    let is_cut = lines.len() > most;
    lines.truncate(most.max(1));
    let last = lines.len().saturating_sub(1);
    let places = lines.into_iter().enumerate();
    places.map(|(place, line)| shortened(line.trim_end(), size, room, is_cut && place == last)).collect()
}

/// A line that fits, with an ellipsis where something is missing.
fn shortened(line: &str, size: f64, room: f64, is_cut: bool) -> String {
    if !is_cut && width(line, size) <= room {
        return line.to_owned();
    }
    let mut kept = line.to_owned();
    while !kept.is_empty() && width(&kept, size) + width("…", size) > room {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

/// Pieces between which a line may end: behind a blank, and around a wide character unless punctuation follows that
/// begins no line.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, next) in text.char_indices() {
        let is_wide = |it: char| it.width() == Some(2);
        let may_break = previous.is_some_and(|it| it == ' ' || is_wide(it) || is_wide(next));
        let begins_none = "，。；：、）】》？！”’…".contains(next);
        let ends_none = previous.is_some_and(|it| "（【《“‘".contains(it));
        if may_break && next != ' ' && !begins_none && !ends_none {
            pieces.extend(text.get(start..at));
            start = at;
        }
        previous = Some(next);
    }
    pieces.extend(text.get(start..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_break_and_end_within_their_room() {
        let check = |text: &str, expected: &[&str]| {
            let found = lines(text, 10.0, 100.0, 2);
            assert_eq!(found, expected);
            assert!(found.iter().all(|line| width(line, 10.0) <= 100.0), "{found:?}");
        };
        check("", &[""]);
        check("short", &["short"]);
        check("goroutine leak in a select", &["goroutine leak in", "a select"]);
        check("goroutine leak in a select without a default", &["goroutine leak in", "a select without…"]);
        check("发送方在接收方放弃之后", &["发送方在接收方放", "弃之后"]);
        check("超时后无人接收，（发送方）", &["超时后无人接收，", "（发送方）"]);
        check("github.com/gorilla/websocket.Conn", &["github.com/goril…"]);
    }
}
