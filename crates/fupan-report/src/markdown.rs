//! Data as Markdown: what would be markup is escaped, code in backticks stays code.

/// A run of text as it stands inside a paragraph, heading or list item: `sync.(*Map)` becomes `sync.(\*Map)`,
/// `` `a_b` `` stays as it is, and a line end becomes a blank.
pub(crate) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some((before, from)) = rest.find('`').and_then(|at| rest.split_at_checked(at)) {
        push_plain(&mut out, before);
        let ticks = from.len() - from.trim_start_matches('`').len();
        let (open, inside) = from.split_at_checked(ticks).unwrap_or((from, ""));
        if let Some(end) = closing(inside, ticks)
            && let Some((code, after)) = inside.split_at_checked(end)
        {
            out.push_str(open);
            out.extend(code.chars().map(|next| if next == '\n' { ' ' } else { next }));
            out.push_str(open);
            rest = after.get(ticks..).unwrap_or_default();
        } else {
            out.extend(open.chars().flat_map(|tick| ['\\', tick]));
            rest = inside;
        }
    }
    push_plain(&mut out, rest);
    guard_line_start(out)
}

/// The same for a cell of a table, where a bar would end the cell even within code.
pub(crate) fn cell(text: &str) -> String {
    inline(text).replace('|', "\\|")
}

/// A text as inline code, whatever backticks it holds.
pub(crate) fn code(text: &str) -> String {
    let text: String = text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect();
    let ticks = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A text as a block of code, with a fence longer than any inside.
pub(crate) fn fence(text: &str, language: &str) -> String {
    let ticks = "`".repeat(longest_run(text).max(2) + 1);
    let language: String = language.chars().filter(char::is_ascii_alphanumeric).collect();
    let text = text.trim_end_matches('\n');
    format!("{ticks}{language}\n{text}\n{ticks}")
}

/// A block within a list item, so many blanks to the right.
pub(crate) fn indented(block: &str, blanks: usize) -> String {
    let indent = " ".repeat(blanks);
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
    block.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The name that a link to a heading leads to, as it stands behind the heading: `{#conc.leak}`.
pub(crate) fn anchor(name: &str) -> String {
    let keep = |next: &char| next.is_alphanumeric() || ".-_:".contains(*next);
    format!("{{#{}}}", name.chars().filter(keep).collect::<String>())
}

/// An address as the target of a link.
pub(crate) fn target(address: &str) -> String {
    let keep = |next: char| !next.is_whitespace() && !next.is_control() && !"<>\\()".contains(next);
    let mut out = String::with_capacity(address.len());
    for next in address.chars() {
        if keep(next) {
            out.push(next);
        } else {
            let mut bytes = [0; 4];
            for byte in next.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// Where a run of exactly so many backticks begins.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let start = at + rest.find('`')?;
        let run = text.get(start..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        if length == ticks {
            return Some(start);
        }
        at = start + length;
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|next| next != '`').map(str::len);
    runs.max().unwrap_or(0)
}

fn push_plain(out: &mut String, text: &str) {
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(next) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        if next == '\n' || next == '\r' || next == '\t' {
            out.push(' ');
        } else if !next.is_control() {
            if is_markup(before, next, after) {
                out.push('\\');
            }
            out.push(next);
        }
        before = next;
    }
}

/// Whether a letter would be read as markup between these two; more backslashes than needed make bad reading.
fn is_markup(before: char, next: char, after: char) -> bool {
    match next {
        '\\' => after.is_ascii_punctuation(),
        // Only a pair of brackets with an address behind it is a link, and data cannot define one elsewhere.
        ']' => matches!(after, '(' | '[' | ':'),
        '*' | '~' => !(before.is_whitespace() && after.is_whitespace()),
        '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
        '<' => after.is_alphabetic() || "/!?".contains(after),
        '&' => after.is_ascii_alphanumeric() || after == '#',
        '{' => after == '#',
        _ => false,
    }
}

/// At the start of a line these would begin a heading, a quotation or a list.
fn guard_line_start(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or(("", &text));
    let escape_at = if digits > 0 && rest.starts_with(['.', ')']) { Some(number.len()) } else { None };
    let escape_at = if text.starts_with(['#', '>', '*', '+', '-', '=', '~']) { Some(0) } else { escape_at };
    match escape_at.and_then(|at| text.split_at_checked(at)) {
        Some((head, tail)) => format!("{head}\\{tail}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};

    use super::*;

    #[test]
    fn markup_is_escaped_and_code_stays() {
        for (text, expected) in [
            ("sync.(*Map) and `a|b_*`", r"sync.(\*Map) and `a|b_*`"),
            ("max_open_conns = 2 * 3", "max_open_conns = 2 * 3"),
            ("<script>alert(1)</script> a < b", r"\<script>alert(1)\</script> a < b"),
            ("# no heading", r"\# no heading"),
            ("1. no list", r"1\. no list"),
            ("an open ` tick", r"an open \` tick"),
            ("[x](javascript:y) [select]", r"[x\](javascript:y) [select]"),
            ("two\nlines", "two lines"),
            ("", ""),
        ] {
            assert_eq!(inline(text), expected);
        }
        assert_eq!(cell("`a|b` | c"), r"`a\|b` \| c");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(fence("a\n```\nb\n", "go"), "````go\na\n```\nb\n````");
        assert_eq!(anchor("conc.leak} x"), "{#conc.leakx}");
        assert_eq!(target("https://a.b/(x y)"), "https://a.b/%28x%20y%29");
    }

    /// What a reader of Markdown sees of it, where it is one paragraph of plain text.
    fn seen(markdown: &str) -> Option<String> {
        let mut seen = String::new();
        for event in Parser::new_ext(markdown, crate::html::OPTIONS) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                _ => return None,
            }
        }
        Some(seen)
    }

    proptest! {
        #[test]
        fn plain_text_is_seen_as_it_is(text in r"[a-z中*_\[\]()<>&#~|\\!{}0-9.+=>-]{1,3}( ?[a-z中*_\[\]()<>&#~|\\!{}0-9.+=>-]{1,5}){0,4}") {
            let shown = seen(&format!("x {}", inline(&text)));
            prop_assert_eq!(shown, Some(format!("x {text}")));
            let alone = seen(&inline(&text));
            prop_assert_eq!(alone, Some(text));
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = (inline(&text), cell(&text), code(&text), fence(&text, "go"), target(&text));
        }
    }
}
