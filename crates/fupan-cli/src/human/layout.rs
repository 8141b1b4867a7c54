//! Lines that fit a terminal: wrapped by display width, marked where colours are wanted.

use fupan_locale::{LabelMessage, Language};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How the human form looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) language: Language,
    pub(crate) colours: bool,
    pub(crate) width: usize,
}

impl Style {
    pub(crate) fn label(&self, label: &LabelMessage) -> String {
        label.render(self.language)
    }

    /// What stands between two parts of a sentence.
    pub(crate) fn comma(&self) -> &'static str {
        match self.language {
            Language::Zh => "，",
            Language::En => ", ",
        }
    }

    fn painted(&self, code: &str, text: &str) -> String {
        if self.colours { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(crate) fn strong(&self, text: &str) -> String {
        self.painted("1", text)
    }

    pub(crate) fn weak(&self, text: &str) -> String {
        self.painted("2", text)
    }

    pub(crate) fn good(&self, text: &str) -> String {
        self.painted("1;32", text)
    }

    pub(crate) fn warn(&self, text: &str) -> String {
        self.painted("1;33", text)
    }

    pub(crate) fn bad(&self, text: &str) -> String {
        self.painted("1;31", text)
    }

    pub(crate) fn found(&self, text: &str) -> String {
        self.painted("1;36", text)
    }
}

/// A text that grows line by line. What comes from data cannot steer the terminal: control characters are dropped,
/// and an escape stays only where it begins a mark, so data comes without any.
pub(crate) struct Page<'a> {
    pub(crate) style: &'a Style,
    text: String,
}

impl<'a> Page<'a> {
    pub(crate) fn new(style: &'a Style) -> Self {
        Self { style, text: String::new() }
    }

    pub(crate) fn line(&mut self, line: &str) {
        self.text.extend(harmless(line));
        self.text.push('\n');
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A blank line between what is there and what comes.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.blank();
        }
    }

    /// A label with its texts beside it, each wrapped.
    pub(crate) fn entry(&mut self, label: &str, texts: &[String]) {
        let margin = 15;
        let mut head = format!("   {}", padded(label, margin - 3));
        for text in texts {
            for line in wrapped(text, self.style.width.saturating_sub(margin)) {
                let shown = self.style.weak(&head);
                self.line(&format!("{shown}{line}"));
                head = " ".repeat(margin);
            }
        }
    }

    /// A text wrapped behind an indent.
    pub(crate) fn paragraph(&mut self, indent: &str, text: &str) {
        for line in wrapped(text, self.style.width.saturating_sub(indent.len())) {
            self.line(&format!("{indent}{line}"));
        }
    }

    /// A text behind a head, its further lines as far in as its first.
    pub(crate) fn hanging(&mut self, head: &str, text: &str) {
        let indent = " ".repeat(shown_width(head));
        for (place, line) in wrapped(text, self.style.width.saturating_sub(indent.len())).iter().enumerate() {
            let before = if place == 0 { head } else { &indent };
            self.line(&format!("{before}{line}"));
        }
    }

    /// A remark wrapped behind an indent.
    pub(crate) fn weak_paragraph(&mut self, indent: &str, text: &str) {
        for line in wrapped(text, self.style.width.saturating_sub(indent.len())) {
            self.line(&format!("{indent}{}", self.style.weak(&line)));
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// Everything but control characters; the escape of our own marks stays.
fn harmless(line: &str) -> impl Iterator<Item = char> {
    let mut rest = line.chars();
    std::iter::from_fn(move || {
        loop {
            let next = rest.next()?;
            if next == '\u{1b}' {
                if is_own_mark(rest.as_str()) {
                    return Some(next);
                }
                continue;
            }
            if next == '\t' {
                return Some(' ');
            }
            if !steers(next) {
                return Some(next);
            }
        }
    })
}

/// A text for one line of a terminal, without control characters.
pub(crate) fn without_controls(text: &str) -> String {
    let blank = |next| if matches!(next, '\t' | '\n') { ' ' } else { next };
    text.chars().map(blank).filter(|next| !steers(*next)).collect()
}

/// The same of a text of many lines, which may hold tabs.
pub(crate) fn lines_without_controls(text: &str) -> String {
    text.chars().filter(|next| matches!(next, '\t' | '\n') || !steers(*next)).collect()
}

/// Control characters, and marks that turn the direction of writing.
fn steers(next: char) -> bool {
    next.is_control() || matches!(next, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `[1;32m`: digits and semicolons up to an `m`.
fn is_own_mark(text: &str) -> bool {
    let Some(code) = text.strip_prefix('[') else { return false };
    let end = code.find(|c: char| !c.is_ascii_digit() && c != ';');
    end.is_some_and(|end| end < 6 && code.get(end..=end) == Some("m"))
}

/// A text with blanks behind it up to a display width.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Lines of at most `width` columns, broken at blanks or between wide characters; marks count nothing.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(20);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let (mut line, mut columns) = (String::new(), 0);
        for piece in pieces(paragraph) {
            let needed = shown_width(piece);
            if columns > 0 && columns + shown_width(piece.trim_end()) > width {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                columns = 0;
            }
            line.push_str(piece);
            columns += needed;
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Pieces between which a line may end: after a blank, and on both sides of a wide character except before
/// punctuation that cannot begin a line.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, next) in text.char_indices() {
        let wide = |c: char| c.width() == Some(2);
        let may_break = previous.is_some_and(|previous| previous == ' ' || wide(previous) || wide(next));
        if may_break && next != ' ' && !"，。；：、）】》？！”’".contains(next) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        previous = Some(next);
    }
    pieces.extend(text.get(start..));
    pieces
}

/// A path that fits `width`: whole, or its end behind an ellipsis, cut between folders. None where not even the file's
/// name fits.
pub(crate) fn shortened(path: &str, width: usize) -> Option<String> {
    if path.width() <= width {
        return Some(path.to_owned());
    }
    let ends = path.match_indices(['/', '\\']).filter_map(|(at, _)| path.get(at..));
    ends.map(|end| format!("…{end}")).find(|end| end.width() <= width)
}

/// The columns that a text with marks takes.
pub(crate) fn shown_width(text: &str) -> usize {
    let mut width = 0;
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let (before, mark) = rest.split_at(at);
        width += before.width();
        rest = mark.split_once('m').map_or("", |(_, after)| after);
    }
    width + rest.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_by_columns_in_both_scripts() {
        assert_eq!(wrapped("one two three four five six", 20), ["one two three four", "five six"]);
        assert_eq!(
            wrapped("锁没有释放，所有协程都在等待同一把锁", 20),
            ["锁没有释放，所有协程", "都在等待同一把锁"]
        );
        assert_eq!(wrapped("averyveryverylongidentifier.Name", 20), ["averyveryverylongidentifier.Name"]);
    }

    #[test]
    fn a_long_path_keeps_its_end() {
        assert_eq!(shortened("/src/shop/cart.go:9", 19).as_deref(), Some("/src/shop/cart.go:9"));
        assert_eq!(shortened("/src/shop/cart.go:9", 18).as_deref(), Some("…/shop/cart.go:9"));
        assert_eq!(shortened("/src/shop/cart.go:9", 12).as_deref(), Some("…/cart.go:9"));
        assert_eq!(shortened("/src/商店/购物车.go:9", 15).as_deref(), Some("…/购物车.go:9"));
        assert_eq!(shortened("/src/shop/cart.go:9", 10), None);
    }

    #[test]
    fn data_cannot_steer_the_terminal() {
        let style = Style { language: Language::En, colours: true, width: 80 };
        let mut page = Page::new(&style);
        page.line("a\u{1b}]0;title\u{7}b\u{1b}[2Jc\u{9b}d");
        page.line(&style.strong("kept"));
        assert_eq!(page.finish(), "a]0;titleb[2Jcd\n\u{1b}[1mkept\u{1b}[0m\n");
    }
}
