//! JSON values → YAML that people like to read and other tools read alike.
//!
//! Fields keep their order. A list of short words stands on one line; long text is folded at blanks or, where it
//! has lines of its own, kept literally; text that YAML would take for a number, a truth value or null is quoted.

use std::fmt::Write as _;

use fupan_model::Moment;
use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr;

/// Lines are not wider than this, where there is a blank to break them at.
const WIDTH: usize = 100;

/// The block form of a mapping or a list, with a line feed at its end.
pub(crate) fn write(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(fields) if !fields.is_empty() => mapping(&mut out, fields, 0),
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| list_item(&mut out, item, 0));
        }
        _ => after_name(&mut out, value, 0, 0),
    }
    out
}

/// A text on one line, as the value of a field.
pub(crate) fn plain_or_quoted(text: &str) -> String {
    one_line(text, Context::Block)
}

/// Fields, each on lines of its own, the first without its indentation where it follows a dash.
fn mapping(out: &mut String, fields: &Map<String, Value>, indent: usize) {
    let follows_dash = out.ends_with(' ');
    for (place, (name, value)) in fields.iter().enumerate() {
        if place > 0 || !follows_dash {
            blanks(out, indent);
        }
        let name = one_line(name, Context::Block);
        out.push_str(&name);
        out.push(':');
        after_name(out, value, indent, indent + name.width() + 2);
    }
}

/// A value behind `name:` or `-`, with the line feed that ends it. `indent` is that of the name, `column` where the
/// value would begin on the same line.
fn after_name(out: &mut String, value: &Value, indent: usize, column: usize) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            out.push('\n');
            mapping(out, fields, indent + 2);
        }
        Value::Array(items) if !items.is_empty() => match words(items, column) {
            Some(line) => {
                out.push(' ');
                out.push_str(&line);
                out.push('\n');
            }
            None => {
                out.push('\n');
                items.iter().for_each(|item| list_item(out, item, indent + 2));
            }
        },
        Value::String(text) => string(out, text, indent, column),
        // Numbers, truth values, and collections without content are the same in JSON.
        _ => {
            // Writing to a String cannot fail.
            let _written = writeln!(out, " {value}");
        }
    }
}

fn list_item(out: &mut String, item: &Value, indent: usize) {
    blanks(out, indent);
    out.push('-');
    match item {
        Value::Object(fields) if !fields.is_empty() => {
            out.push(' ');
            mapping(out, fields, indent + 2);
        }
        _ => after_name(out, item, indent, indent + 2),
    }
}

/// A list of words on one line, where it fits.
fn words(items: &[Value], column: usize) -> Option<String> {
    let texts: Option<Vec<String>> =
        items.iter().map(|item| item.as_str().map(|text| one_line(text, Context::Flow))).collect();
    let line = format!("[{}]", texts?.join(", "));
    (column + line.width() <= WIDTH).then_some(line)
}

fn string(out: &mut String, text: &str, indent: usize, column: usize) {
    out.push(' ');
    if let Some(chomping) = literal_chomping(text) {
        out.push('|');
        out.push_str(chomping);
        out.push('\n');
        for line in text.trim_end_matches('\n').split('\n') {
            if !line.is_empty() {
                blanks(out, indent + 2);
                out.push_str(line);
            }
            out.push('\n');
        }
        // `keep` keeps the empty lines at the end; the first line feed belongs to the last line.
        let kept = text.len() - text.trim_end_matches('\n').len();
        (1..kept).for_each(|_| out.push('\n'));
        return;
    }
    let line = one_line(text, Context::Block);
    let lines = if column + line.width() > WIDTH { folded(text, indent + 2) } else { Vec::new() };
    if lines.len() < 2 {
        out.push_str(&line);
        out.push('\n');
        return;
    }
    out.push_str(">-\n");
    for line in lines {
        blanks(out, indent + 2);
        out.push_str(&line);
        out.push('\n');
    }
}

/// How a literal block ends, where the text can be one: with more than one line, none of them such that a reader
/// would take its blanks for indentation.
fn literal_chomping(text: &str) -> Option<&'static str> {
    let content = text.trim_end_matches('\n');
    let is_blank = |c: char| c == ' ' || c == '\t' || c == '\n';
    let fits = text.contains('\n')
        && !content.is_empty()
        && !content.starts_with(is_blank)
        && !content.ends_with(is_blank)
        && text.chars().all(|c| c == '\n' || c == '\t' || is_printable(c));
    fits.then_some(match text.len() - content.len() {
        0 => "-",
        1 => "",
        _ => "+",
    })
}

/// The lines of a folded block; none where folding would change the text.
fn folded(text: &str, indent: usize) -> Vec<String> {
    let is_foldable = |c: char| is_printable(c) && (c == ' ' || !c.is_whitespace());
    if text.starts_with(' ') || text.ends_with(' ') || !text.chars().all(is_foldable) {
        return Vec::new();
    }
    let mut lines: Vec<String> = Vec::new();
    for word in unbroken(text) {
        match lines.last_mut() {
            Some(line) if indent + line.width() + 1 + word.width() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The parts of a text between single blanks; where several stand together the text must not be broken.
fn unbroken(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut searched = 0;
    while let Some(found) = rest.get(searched..).and_then(|tail| tail.find(' ')) {
        let at = searched + found;
        let length = rest.get(at..).map_or(1, |tail| tail.len() - tail.trim_start_matches(' ').len());
        match (length, rest.split_at_checked(at)) {
            (1, Some((part, tail))) => {
                parts.push(part);
                rest = tail.get(1..).unwrap_or("");
                searched = 0;
            }
            _ => searched = at + length,
        }
    }
    parts.push(rest);
    parts
}

/// Where a text on one line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Block,
    Flow,
}

/// A text on one line: as it is where that cannot be misread, else quoted.
fn one_line(text: &str, context: Context) -> String {
    if !text.chars().all(is_printable) {
        return double_quoted(text);
    }
    if is_plain(text)
        && (context == Context::Block || !text.contains([',', '[', ']', '{', '}', ':', '#', '?']))
    {
        return text.to_owned();
    }
    if text.contains('\'') && !text.contains(['"', '\\']) {
        return double_quoted(text);
    }
    format!("'{}'", text.replace('\'', "''"))
}

fn is_plain(text: &str) -> bool {
    let indicators =
        ['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`'];
    !text.is_empty()
        && !text.starts_with(indicators)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(|c: char| c.is_whitespace() || c == ':')
        && ![": ", " #"].iter().any(|misread| text.contains(misread))
        && !text.starts_with("...")
        && !is_taken_for_other(text)
}

/// Whether some YAML reader takes the text for something else than text.
fn is_taken_for_other(text: &str) -> bool {
    const WORDS: [&str; 11] = ["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", "<<"];
    if WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) || text == "=" {
        return true;
    }
    // A day or an exact time is no number in YAML 1.2; a year alone is.
    if text.len() >= 7 && text.parse::<Moment>().is_ok() {
        return false;
    }
    let begins_like_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.'));
    let in_numbers = |c: char| c.is_ascii_hexdigit() || matches!(c, '+' | '-' | '.' | '_' | ':' | 'x' | 'o');
    text.parse::<f64>().is_ok()
        || (begins_like_number && text.chars().all(in_numbers))
        || [".inf", "+.inf", ".nan"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What may stand in YAML as it is, on one line.
fn is_printable(c: char) -> bool {
    match c {
        ' '..='~' => true,
        '\u{85}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}' => false,
        '\u{A0}'.. => !matches!(u32::from(c) & 0xFFFF, 0xFFFE | 0xFFFF),
        _ => false,
    }
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let code = u32::from(c);
        // Writing to a String cannot fail.
        let _written = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            '\r' => write!(out, "\\r"),
            c if is_printable(c) => write!(out, "{c}"),
            _ if code <= 0xFF => write!(out, "\\x{code:02X}"),
            _ if code <= 0xFFFF => write!(out, "\\u{code:04X}"),
            _ => write!(out, "\\U{code:08X}"),
        };
    }
    out.push('"');
    out
}

fn blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}
