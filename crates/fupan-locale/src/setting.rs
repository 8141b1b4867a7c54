//! Words as they are set in pictures and on pages: where a line may end, how much room they take, how they stand in XML.
//!
//! Where a line may end follows W3C, "Requirements for Chinese Text Layout", 3.1.6. Widths are for places that have no
//! font at hand: a wide character (Chinese, full-width signs) is as wide as it is high, others have the proportions that
//! sans-serif fonts have in common, rather too wide than too narrow.

use unicode_width::UnicodeWidthChar as _;

/// Marks that may not begin a line.
const NOT_AT_START: &str = "、。，．；：？！）］｝〕》〉」』】〗”’…—～·‧％℃,.;:?!)]}%/";
/// Marks that may not end a line.
const NOT_AT_END: &str = "（［｛〔《〈「『【〖“‘￥＄([{$#§";
/// Where code and addresses, which have no blanks, break best.
const WITHIN_WORDS: &str = "/._-,:;=&?)]}|";

/// How well a line may end behind a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineEnd {
    /// Only where nothing else is possible.
    Last,
    /// Within a word that is too long for a line.
    Word,
    /// Well.
    Good,
}

/// How well a line may end between two letters.
#[must_use]
pub fn line_end(before: char, after: char) -> LineEnd {
    if after == ' ' {
        return LineEnd::Last;
    }
    if before == ' ' {
        return LineEnd::Good;
    }
    let is_forbidden = NOT_AT_START.contains(after) || NOT_AT_END.contains(before);
    if (is_wide(before) || is_wide(after)) && !is_forbidden {
        return LineEnd::Good;
    }
    let is_dash = before == '—' && after.is_alphanumeric();
    let is_hyphen = before == '-' && after.is_alphabetic();
    if is_dash || is_hyphen {
        return LineEnd::Good;
    }
    if WITHIN_WORDS.contains(before) && after.is_alphanumeric() { LineEnd::Word } else { LineEnd::Last }
}

/// Letters that need no blank between them: Chinese ones and their marks.
fn is_wide(letter: char) -> bool {
    letter.width() == Some(2)
}

/// About how wide a text is in letters of a size, in the unit of the size.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
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

/// A text in at most `most` lines of a width; where something is missing the last ends in an ellipsis.
#[must_use]
pub fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in pieces(text, LineEnd::Good) {
        let is_too_long = text_width(word.trim_end(), size) > room;
        let within = if is_too_long { pieces(word, LineEnd::Word) } else { vec![word] };
        for piece in within {
            if !line.is_empty() && text_width(&line, size) + text_width(piece.trim_end(), size) > room {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            line.push_str(piece);
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        last.push('…');
    }
    lines.into_iter().map(|line| fitted(&line, size, room)).collect()
}

/// A text cut to a width, with an ellipsis where something is missing.
#[must_use]
pub fn fitted(text: &str, size: f64, room: f64) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let left = room - proportion('…') * size;
    let mut kept = String::new();
    for next in text.chars().filter(|next| *next != '…') {
        if text_width(&kept, size) + proportion(next) * size > left {
            break;
        }
        kept.push(next);
    }
    format!("{}…", kept.trim_end())
}

/// Pieces between which a line may end at least so well.
fn pieces(text: &str, least: LineEnd) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, next) in text.char_indices() {
        if previous.is_some_and(|previous| line_end(previous, next) >= least) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        previous = Some(next);
    }
    pieces.extend(text.get(start..));
    pieces
}

/// A text within XML or HTML, or within the quotes of an attribute there: marks as entities, one line; characters that XML
/// 1.0 cannot hold, and those that turn the direction of writing, as the substitute.
#[must_use]
pub fn xml_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for next in text.chars() {
        match next {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\r' | '\t' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                safe.push('\u{fffd}');
            }
            next if next.is_control() => safe.push('\u{fffd}'),
            next => safe.push(next),
        }
    }
    safe
}

/// A share from 0 to 1 as whole per cent.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
pub fn whole_percent(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// The same to a tenth, with its sign: `12.3%`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a bar where a line may end well.
    fn shown(text: &str) -> String {
        pieces(text, LineEnd::Good).join("|")
    }

    #[test]
    fn lines_end_at_blanks_and_between_chinese_letters() {
        for (text, expected) in [
            ("the lock, held", "the |lock, |held"),
            ("锁（Mutex）持有。", "锁|（Mutex）|持|有。"),
            ("用“重复加锁”说", "用|“重|复|加|锁”|说"),
            ("等 3 秒", "等 |3 |秒"),
            ("AB-BA co-op", "AB-|BA |co-|op"),
            ("https://a.b/c", "https://a.b/c"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn words_break_and_end_within_their_room() {
        let check = |text: &str, expected: &[&str]| {
            let found = wrapped(text, 10.0, 100.0, 2);
            assert_eq!(found, expected);
            assert!(found.iter().all(|line| text_width(line, 10.0) <= 100.0), "{found:?}");
        };
        check("", &[]);
        check("short", &["short"]);
        check("goroutine leak in a select", &["goroutine leak in a", "select"]);
        check("发送方在接收方放弃之后不再等待", &["发送方在接收方放弃之", "后不再等待"]);
        check("等待中超时后无人接收，（发送方）", &["等待中超时后无人接", "收，（发送方）"]);
        check("github.com/gorilla/websocket.Conn", &["github.com/gorilla/", "websocket.Conn"]);
        check("github.com/gorilla/websocket.Conn.Write", &["github.com/gorilla/", "websocket.Conn.…"]);
        assert_eq!(fitted("WriteMessage", 10.0, 40.0), "Write…");
    }

    #[test]
    fn texts_are_harmless_in_xml() {
        assert_eq!(
            xml_text("chan<- \"a\"\u{1b}[1m & 'b'\nc"),
            "chan&lt;- &quot;a&quot;\u{fffd}[1m &amp; &#39;b&#39; c"
        );
    }

    #[test]
    fn shares_are_told_in_per_cent() {
        assert_eq!([0.0, 0.125, 1.2, f64::NAN].map(whole_percent), [0, 13, 100, 0]);
        assert_eq!(percent(0.1234), "12.3%");
    }
}
