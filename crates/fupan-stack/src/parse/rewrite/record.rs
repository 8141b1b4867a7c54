//! Records of logs, opened: one JSON object a line (Docker, zap, slog, logrus), `key="quoted"` pairs, a stack with
//! escaped line ends, also where a container's runtime cut the line in pieces.

use super::super::lines::{Line, Source, lines, texts};
use super::super::time;
use super::Rewritten;
use super::pieces::{self, Whole};
use super::quoted::{Field, fields, unescaped};

/// A stack in a string in a string: as deep as a collector's record around a runtime's around a program's.
const DEEPEST: usize = 4;
/// How rsyslog writes a tab, and the end of a line within one.
const SYSLOG_ESCAPES: [&[u8]; 2] = [b"#011", b"#012"];
/// What both begin with.
const SYSLOG_ESCAPE: &[u8] = b"#01";
/// What a sequence that steers a terminal begins with.
const ESCAPE: u8 = 0x1b;
/// How much of a text tells whether a container's runtime wrote it.
const HEAD: usize = 64 << 10;

/// Keys of the text of a record, of its error, and of its time; the first one there counts.
const TEXT: [&[u8]; 12] = [
    b"log",
    b"message",
    b"msg",
    b"MESSAGE",
    b"textPayload",
    b"@message",
    b"full_message",
    b"short_message",
    b"line",
    b"body",
    b"content",
    b"event",
];
const ERROR: [&[u8]; 10] = [
    b"panic",
    b"panicGoValue",
    b"recovered",
    b"error",
    b"err",
    b"exception",
    b"error.message",
    b"errorVerbose",
    b"reason",
    b"cause",
];
const TIME: [&[u8]; 9] =
    [b"time", b"ts", b"timestamp", b"@timestamp", b"Time", b"Timestamp", b"T", b"t", b"asctime"];

/// `text` with its records opened; none where there is none.
pub(super) fn open(text: &[u8], is_record_log: bool) -> Option<Rewritten> {
    if !is_record_log && !may_hold_records(text) {
        return None;
    }
    let pieces = pieces::join(text);
    let mut whole_lines = pieces.whole.into_iter().peekable();
    let mut other_pieces = pieces.others.iter().peekable();
    let mut rewritten = Rewritten { open_from: pieces.open_from, ..Rewritten::default() };
    let mut is_changed = false;
    for line in lines(Source { text, base: 0, records: &[] }) {
        if other_pieces.next_if_eq(&&line.start).is_some() {
            continue;
        }
        let (opened, source) = match whole_lines.next_if(|whole| whole.source.start == line.start) {
            Some(Whole { source, text, time }) => (Some(opened_whole(text, time)), source),
            None => (opened(line.text, 0), line.span()),
        };
        match opened {
            Some(Opened { mut text, time, error }) => {
                if !text.ends_with(b"\n") {
                    text.push(b'\n');
                }
                rewritten.make(&text, source, time, error);
                is_changed = true;
            }
            None => rewritten.copy(whole(text, &line), source),
        }
    }
    is_changed.then_some(rewritten)
}

/// What a line is opened to that was cut in pieces.
fn opened_whole(text: Vec<u8>, time: Option<String>) -> Opened {
    let found = opened(&text, 0).unwrap_or(Opened { text, time: None, error: None });
    Opened { time: found.time.or(time), ..found }
}

/// The line with its end.
fn whole<'a>(text: &'a [u8], line: &Line<'_>) -> &'a [u8] {
    text.get(line.place.0..line.place.1).unwrap_or_default()
}

/// Whether it is worth looking at each line. A record with a stack in it has escapes, if only for the tabs before places;
/// Go prints none, and no colours. A log that is all records, or the pieces of a container's runtime, looks so from its
/// first lines on.
fn may_hold_records(text: &[u8]) -> bool {
    // One look is enough for most texts, which have none of the three.
    let has_sign = memchr::memchr3(b'\\', ESCAPE, b'#', text).is_some();
    let has_escape = has_sign
        && (memchr::memchr2(b'\\', ESCAPE, text).is_some()
            || memchr::memmem::find(text, SYSLOG_ESCAPE).is_some());
    has_escape || is_record_log(text)
}

/// Whether the first lines of `text` look like those of a log that is all records.
pub(crate) fn is_record_log(text: &[u8]) -> bool {
    let head = text.get(..HEAD).unwrap_or(text);
    let marks: [&[u8]; 3] = [b"\n{\"", b" stdout ", b" stderr "];
    head.starts_with(b"{\"") || marks.iter().any(|mark| memchr::memmem::find(head, mark).is_some())
}

/// What a line was opened to.
struct Opened {
    text: Vec<u8>,
    time: Option<String>,
    error: Option<String>,
}

fn opened(line: &[u8], depth: usize) -> Option<Opened> {
    let plain = without_colours(line);
    let text = plain.as_deref().unwrap_or(line);
    let found = object(text).or_else(|| strings(text)).or_else(|| of_syslog(text));
    match found {
        Some(found) if depth < DEEPEST => Some(opened_within(found, depth)),
        Some(found) => Some(found),
        None => plain.map(|text| Opened { text, time: None, error: None }),
    }
}

/// The line without what steers a terminal, `ESC [ 31 m`; none where there is none of it.
fn without_colours(line: &[u8]) -> Option<Vec<u8>> {
    memchr::memmem::find(line, b"\x1b[")?;
    let mut plain = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = memchr::memmem::find(rest, b"\x1b[") {
        plain.extend_from_slice(rest.get(..at)?);
        let body = rest.get(at + 2..)?;
        let length = body.iter().take_while(|byte| matches!(byte, 0x20..=0x3f)).count();
        rest = body.get(length + 1..).unwrap_or_default();
    }
    plain.extend_from_slice(rest);
    Some(plain)
}

/// Opens the records within what a record was opened to.
fn opened_within(outer: Opened, depth: usize) -> Opened {
    if !may_hold_records(&outer.text) {
        return outer;
    }
    let mut found = Opened { text: Vec::new(), ..outer };
    for line in texts(&outer.text) {
        match opened(line, depth + 1) {
            Some(inner) => {
                found.text.extend_from_slice(&inner.text);
                found.time = found.time.or(inner.time);
                found.error = inner.error.or(found.error);
            }
            None => found.text.extend_from_slice(line),
        }
        if !found.text.ends_with(b"\n") {
            found.text.push(b'\n');
        }
    }
    found
}

/// A JSON object that is all of the line.
fn object(line: &[u8]) -> Option<Opened> {
    let body = line.trim_ascii_start();
    if !body.starts_with(b"{\"") && !body.starts_with(b"{ \"") {
        return None;
    }
    let fields = fields(line);
    let text = TEXT.iter().find_map(|key| fields.iter().find(|field| field.key == *key));
    let stacks = stacks_of(&fields);
    if stacks.is_empty() {
        return Some(Opened { text: text?.text(), time: time_of(&fields), error: None });
    }
    let told = text.filter(|text| !stacks.contains(text)).map(|text| text.raw);
    Some(with_stacks(told, &stacks, &fields))
}

/// The strings of a line of any form.
fn strings(line: &[u8]) -> Option<Opened> {
    if !is_stack(line) {
        return None;
    }
    let fields = fields(line);
    let stacks = stacks_of(&fields);
    if stacks.is_empty() {
        // Without quotes a folder of Windows may look like an end of line: `C:\new\main.go:12`.
        let marks: [&[u8]; 2] = [b"]:\\n", b"\\n\\t"];
        marks.iter().find_map(|mark| memchr::memmem::find(line, mark))?;
        let time = time::in_text(line).map(|time| time.text.into_owned());
        return Some(Opened { text: unescaped(line), time, error: None });
    }
    let mut found = with_stacks(None, &stacks, &fields);
    found.time = found.time.or_else(|| time::in_text(line).map(|time| time.text.into_owned()));
    Some(found)
}

/// A line of rsyslog, which writes control characters as a number sign and their number in octal.
fn of_syslog(line: &[u8]) -> Option<Opened> {
    let has = |mark: &[u8]| memchr::memmem::find(line, mark).is_some();
    if !SYSLOG_ESCAPES.into_iter().any(has) || !(has_mark(line) || has(b"+0x")) {
        return None;
    }
    let mut text = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = memchr::memmem::find(rest, SYSLOG_ESCAPE) {
        let (before, escape) = rest.split_at_checked(at)?;
        let (character, length) = match escape.get(3) {
            Some(b'1') => (b'\t', 4),
            Some(b'2') => (b'\n', 4),
            _ => (b'#', 1),
        };
        text.extend_from_slice(before);
        text.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    let time = time::in_text(line).map(|time| time.text.into_owned());
    Some(Opened { text, time, error: None })
}

fn stacks_of<'f, 'a>(fields: &'f [Field<'a>]) -> Vec<&'f Field<'a>> {
    fields.iter().filter(|field| is_stack(field.raw)).collect()
}

fn with_stacks(told: Option<&[u8]>, stacks: &[&Field<'_>], fields: &[Field<'_>]) -> Opened {
    let mut text = told.map(unescaped).unwrap_or_default();
    if !text.is_empty() && !text.ends_with(b"\n") {
        text.push(b'\n');
    }
    let mut seen: Vec<&[u8]> = Vec::new();
    for stack in stacks {
        if seen.contains(&stack.raw) {
            continue;
        }
        seen.push(stack.raw);
        text.extend_from_slice(&stack.text());
        // What follows is no part of the stack.
        text.extend_from_slice(b"\n\n");
    }
    let value = |keys: &[&[u8]]| {
        let with = |key: &&[u8]| fields.iter().find(|field| field.key == *key && !is_stack(field.raw));
        let field = keys.iter().find_map(with)?;
        Some(String::from_utf8_lossy(&field.text()).into_owned()).filter(|text| !text.is_empty())
    };
    Opened {
        text,
        time: time_of(fields),
        error: value(&ERROR).or_else(|| value(&TEXT).filter(|text| !is_number(text))),
    }
}

/// A `line` is a text of some loggers and a number of others.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn time_of(fields: &[Field<'_>]) -> Option<String> {
    let with = |key: &&[u8]| fields.iter().find(|field| field.key == *key);
    TIME.iter().find_map(with).map(|field| String::from_utf8_lossy(field.raw).into_owned())
}

/// Whether a string holds several lines, their ends escaped, and something of a stack. One line alone is read as it is.
fn is_stack(raw: &[u8]) -> bool {
    let mut body = raw;
    while let Some(rest) = body.strip_suffix(b"\\n").or(body.strip_suffix(b"\\r")) {
        body = rest;
    }
    memchr::memmem::find(body, b"\\n").is_some() && has_mark(body)
}

fn has_mark(text: &[u8]) -> bool {
    let marks: [&[u8]; 7] =
        [b".go:", b"goroutine ", b"panic: ", b"fatal error: ", b".java:", b"DATA RACE", b"Full thread dump"];
    marks.iter().any(|mark| memchr::memmem::find(text, mark).is_some())
}
