//! Where a line of text may end: at blanks, between Chinese letters, and not where a mark would be parted from what it
//! belongs to (W3C, "Requirements for Chinese Text Layout", 3.1.6: what may not begin or end a line).

use unicode_width::UnicodeWidthChar as _;

/// Marks that may not begin a line.
const NOT_AT_START: &str = "、。，．；：？！）］｝〕》〉」』】〗”’…—～·‧％℃,.;:?!)]}%/";
/// Marks that may not end a line.
const NOT_AT_END: &str = "（［｛〔《〈「『【〖“‘￥＄([{$#§";
/// Where code and addresses, which have no blanks, break best.
const WITHIN_WORDS: &str = "/._-,:;=&?)]}|";

/// How well a line may end behind a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Only where nothing else is possible.
    Last,
    /// Within a word that is too long for a line.
    Word,
    /// Well.
    Good,
}

/// How well a line may end between two letters.
pub(super) fn between(before: char, after: char) -> Break {
    if after == ' ' {
        return Break::Last;
    }
    if before == ' ' {
        return Break::Good;
    }
    let is_forbidden = NOT_AT_START.contains(after) || NOT_AT_END.contains(before);
    if (is_wide(before) || is_wide(after)) && !is_forbidden {
        return Break::Good;
    }
    let is_dash = before == '—' && after.is_alphanumeric();
    let is_hyphen = before == '-' && after.is_alphabetic();
    if is_dash || is_hyphen {
        return Break::Good;
    }
    if WITHIN_WORDS.contains(before) && after.is_alphanumeric() { Break::Word } else { Break::Last }
}

/// Letters that need no blank between them: Chinese ones and their marks.
pub(super) fn is_wide(letter: char) -> bool {
    letter.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a bar where a line may end well.
    fn shown(text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let mut shown = String::new();
        for (place, letter) in letters.iter().enumerate() {
            shown.push(*letter);
            let after = letters.get(place + 1);
            if after.is_some_and(|after| between(*letter, *after) == Break::Good) {
                shown.push('|');
            }
        }
        shown
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
}
