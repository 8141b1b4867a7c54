//! How much room a text takes, and how it is broken.
//!
//! No font is read: a wide character (Chinese, full-width signs) is as wide as it is high, others are taken from the
//! proportions that sans-serif fonts have in common, rather too wide than too narrow.

use unicode_width::UnicodeWidthChar;

/// The width of a text of a font size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(proportion).sum::<f64>() * size
}

fn proportion(next: char) -> f64 {
    match (next.width().unwrap_or(0), next) {
        (0, _) => 0.0,
        (2, _) => 1.0,
        (_, 'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!') => 0.30,
        (_, 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | ' ') => 0.38,
        (_, 'm' | 'w' | 'M' | 'W' | '@' | '%') => 0.90,
        (_, 'A'..='Z' | '&' | '+' | '=' | '→' | '…') => 0.72,
        _ => 0.58,
    }
}

/// Lines of a text that fit a width; what is more than `most` lines ends with an ellipsis.
pub(super) fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&format!("{line}{}", piece.trim_end()), size) > room {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(piece);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|last| is_cut || width(last, size) > room) {
        *last = fitted(&format!("{last}…"), size, room);
    }
    lines.into_iter().map(|line| fitted(&line, size, room)).collect()
}

/// A text cut to a width, with an ellipsis where something is missing.
pub(super) fn fitted(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for next in text.chars().filter(|next| *next != '…') {
        if width(&kept, size) + (proportion(next) + 0.75) * size > room {
            break;
        }
        kept.push(next);
    }
    format!("{}…", kept.trim_end())
}

/// Pieces between which a line may end: after blanks and the separators of symbols, and beside wide characters.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, next) in text.char_indices() {
        let is_wide = |c: char| c.width() == Some(2);
        let ends = previous.is_some_and(|c| matches!(c, ' ' | '/' | '.') || is_wide(c) || is_wide(next));
        if ends && next != ' ' && !"，。；：、）】》？！”’".contains(next) {
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
    fn lines_fit_their_room() {
        let text =
            "sync.Map 写入新 key 时争用单一互斥锁 and github.com/gorilla/websocket.(*Conn).WriteMessage";
        for room in [40.0, 90.0, 200.0] {
            let lines = wrapped(text, 12.0, room, 3);
            assert!(lines.len() <= 3 && lines.iter().all(|line| width(line, 12.0) <= room), "{lines:?}");
        }
        assert_eq!(
            wrapped("锁没有释放，所有协程都在等待", 10.0, 80.0, 2),
            ["锁没有释放，所有", "协程都在等待"]
        );
        assert_eq!(fitted("WriteMessage", 10.0, 40.0), "Write…");
    }
}
