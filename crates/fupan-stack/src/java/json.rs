//! A small reader of JSON that keeps what it has read when the text ends early.
//!
//! `{"tid": 1, "name": "main"` gives an object that is not whole, with both members. Strict otherwise: no comments, no
//! trailing commas, no more than [`DEEPEST`] levels and [`MOST_VALUES`] values. Numbers that are no counts are read and
//! not kept.

use std::ops::Range;

use crate::bytes::decimal;

const DEEPEST: usize = 32;
const MOST_VALUES: usize = 20_000_000;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Json {
    pub(super) value: Value,
    pub(super) span: Range<usize>,
    /// Whether its end was read.
    pub(super) is_whole: bool,
}

#[derive(Debug)]
pub(super) enum Value {
    /// `null`, `false`, a number that is no count.
    Other,
    True,
    Count(u64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member `name` of an object.
    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        let Value::Object(members) = &self.value else { return None };
        members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The values of a list.
    pub(super) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A count, also one written as a text.
    pub(super) fn count(&self) -> Option<u64> {
        match &self.value {
            Value::Count(count) => Some(*count),
            Value::Text(text) => decimal(text.as_bytes()),
            _ => None,
        }
    }
}

/// The value that begins at `start` of `text`; none where none does.
pub(super) fn read(text: &[u8], start: usize) -> Option<Json> {
    Reader { text, at: start, values: 0 }.value(0)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    values: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.text.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    fn take(&mut self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        let first = self.peek()?;
        let start = self.at;
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return None;
        }
        let (value, is_whole) = match first {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => (Value::Text(self.string()?), true),
            _ => (self.word()?, true),
        };
        Some(Json { value, span: start..self.at, is_whole })
    }

    fn object(&mut self, depth: usize) -> (Value, bool) {
        let mut members = Vec::new();
        self.at += 1;
        if self.take(b'}') {
            return (Value::Object(members), true);
        }
        let is_whole = loop {
            let Some((name, value)) = self.named(depth) else { break false };
            let is_value_whole = value.is_whole;
            members.push((name, value));
            if !is_value_whole {
                break false;
            }
            if !self.take(b',') {
                break self.take(b'}');
            }
        };
        (Value::Object(members), is_whole)
    }

    fn named(&mut self, depth: usize) -> Option<(String, Json)> {
        self.peek().filter(|byte| *byte == b'"')?;
        let name = self.string()?;
        if !self.take(b':') {
            return None;
        }
        Some((name, self.value(depth + 1)?))
    }

    fn list(&mut self, depth: usize) -> (Value, bool) {
        let mut items = Vec::new();
        self.at += 1;
        if self.take(b']') {
            return (Value::List(items), true);
        }
        let is_whole = loop {
            let Some(item) = self.value(depth + 1) else { break false };
            let is_item_whole = item.is_whole;
            items.push(item);
            if !is_item_whole {
                break false;
            }
            if !self.take(b',') {
                break self.take(b']');
            }
        };
        (Value::List(items), is_whole)
    }

    /// A string, from its opening quote on; one that is cut is not read at all.
    fn string(&mut self) -> Option<String> {
        let start = self.at;
        let text = self.characters();
        if text.is_none() {
            self.at = start;
        }
        text
    }

    fn characters(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..)?;
            let end = memchr::memchr2(b'"', b'\\', rest)?;
            bytes.extend_from_slice(rest.get(..end)?);
            self.at += end + 1;
            if rest.get(end) == Some(&b'"') {
                return Some(String::from_utf8_lossy(&bytes).into_owned());
            }
            let character = self.escaped()?;
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// What follows a backslash.
    fn escaped(&mut self) -> Option<char> {
        let byte = *self.text.get(self.at)?;
        self.at += 1;
        match byte {
            b'"' | b'\\' | b'/' => Some(char::from(byte)),
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{c}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => self.code_point(),
            _ => None,
        }
    }

    /// Four digits, or two times four for a character beyond the first plane.
    fn code_point(&mut self) -> Option<char> {
        let high = self.unit()?;
        let mut units = vec![high];
        if (0xd800..0xdc00).contains(&high) && self.text.get(self.at..self.at + 2) == Some(b"\\u") {
            self.at += 2;
            units.push(self.unit()?);
        }
        let mut characters = char::decode_utf16(units);
        Some(characters.next()?.unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0_u16, |value, digit| {
            let digit = u16::try_from(char::from(*digit).to_digit(16)?).ok()?;
            Some(value << 4 | digit)
        })
    }

    /// `true`, `null`, a number. The last word of a text may be cut, so something must follow it.
    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..)?;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let length = rest.iter().position(|byte| !is_part(byte))?;
        let word = rest.get(..length)?;
        self.at += length;
        match word {
            b"true" => Some(Value::True),
            b"false" | b"null" => Some(Value::Other),
            _ => decimal(word).map(Value::Count).or_else(|| is_number(word).then_some(Value::Other)),
        }
    }
}

fn is_number(word: &[u8]) -> bool {
    word.first().is_some_and(|first| first.is_ascii_digit() || *first == b'-')
        && std::str::from_utf8(word).is_ok_and(|word| word.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(json: &Json) -> String {
        let cut = if json.is_whole { "" } else { "…" };
        let body = match &json.value {
            Value::Other => "-".to_owned(),
            Value::True => "true".to_owned(),
            Value::Count(count) => count.to_string(),
            Value::Text(text) => format!("{text:?}"),
            Value::List(items) => format!("{:?}", items.iter().map(written).collect::<Vec<_>>().join(" ")),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| format!("{name}={}", written(value)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(" "))
            }
        };
        body + cut
    }

    #[test]
    fn values() {
        for (text, expected) in [
            (r#"{"a": 1, "b": [true, null, -2.5e3]}"#, r#"{a=1 b="true - -"}"#),
            (r#""a\"\\\/\n\u00e9\ud83d\ude00""#, r#""a\"\\/\né😀""#),
            (r#"{"a": {"b": "c"}, "d"#, r#"{a={b="c"}}…"#),
            (r#"{"a": [1, 2"#, r#"{a="1"…}…"#),
            (r#"{"a" 1}"#, "{}…"),
            ("[1,]", "\"1\"…"),
        ] {
            assert_eq!(written(&read(text.as_bytes(), 0).unwrap()), expected, "{text}");
        }
        assert!(read(b"", 0).is_none());
        assert!(read(b"nothing ", 0).is_none());
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(100_000);
        let mut json = &read(deep.as_bytes(), 0).unwrap();
        let mut depth = 0;
        while let Some(inner) = json.items().first() {
            json = inner;
            depth += 1;
        }
        assert_eq!(depth, DEEPEST);
    }
}
