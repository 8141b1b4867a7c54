//! What a person types into a search box, in parts.
//!
//! ```text
//! sync.Map "高写场景" service:etcd since:2020 -Windows -pattern:race
//! ```
//!
//! are the words `sync.Map` and `高写场景`, of which the latter must stand there as written, with two conditions on the
//! incident's record, without those that say `Windows` and without those of one family of patterns. `key:value` with
//! another key is text (`panic: runtime error`, `server.go:123`), and so are `-` before a number, a lone quote, and a
//! `-` between blanks, so that an error line can be pasted.

use std::hash::{Hash, Hasher};

use fupan_model::Moment;
use rustc_hash::FxHasher;

use crate::EngineError;

/// What can be filtered by beside dates; one of them stands in each filter of a document.
pub(crate) const FILTER_KEYS: [&str; 7] =
    ["pattern", "service", "project", "severity", "origin", "go", "year"];
const SINCE: &str = "since";
const UNTIL: &str = "until";

const SECONDS_PER_DAY: i64 = 86_400;

/// A query, taken apart.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Written {
    /// Everything that is looked for, phrases too.
    pub(crate) words: String,
    pub(crate) phrases: Vec<String>,
    pub(crate) without: Vec<String>,
    pub(crate) filters: Vec<(String, String)>,
    pub(crate) without_filters: Vec<(String, String)>,
    /// Days since 1970.
    pub(crate) since: Option<i64>,
    pub(crate) until: Option<i64>,
}

impl Written {
    /// Takes a query apart.
    pub(super) fn read(query: &str) -> Result<Self, EngineError> {
        let mut written = Self::default();
        let mut rest = query;
        let mut at_start = true;
        while let Some(next) = rest.chars().next() {
            let taken = written.take(rest, at_start)?;
            let (part, behind) = rest.split_at_checked(taken).unwrap_or((rest, ""));
            at_start = part.chars().next_back().is_none_or(char::is_whitespace) || next.is_whitespace();
            rest = behind;
        }
        Ok(written)
    }

    /// Takes what `text` begins with; how many bytes that is.
    fn take(&mut self, text: &str, at_start: bool) -> Result<usize, EngineError> {
        if let Some((phrase, taken)) = quoted(text) {
            self.add_words(phrase);
            self.phrases.push(phrase.to_owned());
            return Ok(taken);
        }
        if at_start {
            let negated = text.strip_prefix('-');
            let positive = negated.unwrap_or(text);
            let sign = text.len() - positive.len();
            if let Some((key, value, taken)) = filter(positive) {
                self.add_filter(&key, value, negated.is_some())?;
                return Ok(sign + taken);
            }
            if let Some((word, taken)) = negated.and_then(unwanted) {
                self.without.push(word.to_owned());
                return Ok(sign + taken);
            }
        }
        let taken = text.chars().next().map_or(1, char::len_utf8);
        self.words.push_str(text.get(..taken).unwrap_or_default());
        Ok(taken)
    }

    fn add_words(&mut self, words: &str) {
        self.words.push(' ');
        self.words.push_str(words);
        self.words.push(' ');
    }

    /// Adds a filter.
    ///
    /// # Errors
    /// [`EngineError::InvalidFilter`] where the key is unknown or the value is not of its kind.
    pub(crate) fn add_filter(&mut self, key: &str, value: &str, negated: bool) -> Result<(), EngineError> {
        let invalid = || EngineError::InvalidFilter { filter: format!("{key}:{value}") };
        match key {
            SINCE if !negated => self.since = Some(first_day(value).ok_or_else(invalid)?),
            UNTIL if !negated => self.until = Some(last_day(value).ok_or_else(invalid)?),
            _ if !FILTER_KEYS.contains(&key) => return Err(invalid()),
            _ => {
                let value =
                    if key == "go" { go_release(value).ok_or_else(invalid)? } else { value.to_owned() };
                let list = if negated { &mut self.without_filters } else { &mut self.filters };
                list.push((key.to_owned(), value));
            }
        }
        Ok(())
    }

    /// The same for the same query, so that a cursor of another one is refused.
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = FxHasher::default();
        Hash::hash(self, &mut hasher);
        hasher.finish()
    }
}

/// A text in quotes at the start, with the bytes it takes; quotes without an end are none.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let (open, close) = match text.chars().next()? {
        '"' => ('"', '"'),
        '“' => ('“', '”'),
        '「' => ('「', '」'),
        _ => return None,
    };
    let inner = text.strip_prefix(open)?;
    let end = inner.find(close)?;
    let phrase = inner.get(..end).filter(|phrase| !phrase.trim().is_empty())?;
    Some((phrase, open.len_utf8() + end + close.len_utf8()))
}

/// A filter at the start: key, value and the bytes they take.
fn filter(text: &str) -> Option<(String, &str, usize)> {
    let end = text.find([':', '：'])?;
    let key = text.get(..end)?.to_lowercase();
    let is_key = FILTER_KEYS.contains(&key.as_str()) || key == SINCE || key == UNTIL;
    let colon = text.get(end..)?.chars().next()?;
    let behind = text.get(end + colon.len_utf8()..)?;
    let (value, taken) = quoted(behind).unwrap_or_else(|| {
        let value = behind.split(char::is_whitespace).next().unwrap_or_default();
        (value, value.len())
    });
    (is_key && !value.is_empty()).then_some((key, value, end + colon.len_utf8() + taken))
}

/// What is not wanted, behind its sign: a text in quotes or a word that begins with a letter.
fn unwanted(text: &str) -> Option<(&str, usize)> {
    if let Some(phrase) = quoted(text) {
        return Some(phrase);
    }
    let word = text.split(char::is_whitespace).next()?;
    word.starts_with(char::is_alphabetic).then_some((word, word.len()))
}

fn first_day(value: &str) -> Option<i64> {
    let moment: Moment = value.parse().ok()?;
    Some(moment.earliest_unix_seconds().div_euclid(SECONDS_PER_DAY))
}

/// The last day of a year, of a month, or the day itself.
fn last_day(value: &str) -> Option<i64> {
    let moment: Moment = value.parse().ok()?;
    let next = match (moment.month(), moment.day()) {
        (Some(_), Some(_)) => return first_day(value),
        (Some(12), None) | (None, _) => format!("{:04}", moment.year().checked_add(1)?),
        (Some(month), None) => format!("{:04}-{:02}", moment.year(), month + 1),
    };
    first_day(&next).map(|day| day - 1)
}

/// `go1.21.5`, `1.21.5` and `1.21` are the release 1.21.
fn go_release(value: &str) -> Option<String> {
    let version = value.strip_prefix("go").unwrap_or(value);
    let mut parts = version.split('.');
    let (major, minor) = (parts.next()?.parse::<u32>().ok()?, parts.next()?.parse::<u32>().ok()?);
    Some(format!("{major}.{minor}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(query: &str, expected: &Expect) {
        let shown = match Written::read(query) {
            Ok(written) => {
                let pairs = |list: &[(String, String)]| -> Vec<String> {
                    list.iter().map(|(key, value)| format!("{key}={value}")).collect()
                };
                format!(
                    "words {:?} phrases {:?} without {:?} filters {:?} without {:?} since {:?} until {:?}\n",
                    written.words.split_whitespace().collect::<Vec<_>>().join(" "),
                    written.phrases,
                    written.without,
                    pairs(&written.filters),
                    pairs(&written.without_filters),
                    written.since,
                    written.until
                )
            }
            Err(error) => format!("{error}\n"),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn takes_a_query_apart() {
        check(
            r#"sync.Map "高写场景" service:etcd since:2020 -Windows -pattern:race"#,
            &expect![[r#"
                words "sync.Map 高写场景" phrases ["高写场景"] without ["Windows"] filters ["service=etcd"] without ["pattern=race"] since Some(18262) until None
            "#]],
        );
        check(
            r#"报错“context deadline exceeded”怎么办 service："a b" until:2024-02 go:go1.21.5"#,
            &expect![[r#"
                words "报错 context deadline exceeded 怎么办" phrases ["context deadline exceeded"] without [] filters ["service=a b", "go=1.21"] without [] since None until Some(19782)
            "#]],
        );
    }

    #[test]
    fn an_error_line_is_text() {
        check(
            "panic: runtime error: index out of range [-1] at server.go:123 - see http://x/y",
            &expect![[r#"
                words "panic: runtime error: index out of range [-1] at server.go:123 - see http://x/y" phrases [] without [] filters [] without [] since None until None
            "#]],
        );
        check(
            "go: downloading \" -1 and a-b service: x",
            &expect![[r#"
                words "go: downloading \" -1 and a-b service: x" phrases [] without [] filters [] without [] since None until None
            "#]],
        );
    }

    #[test]
    fn a_filter_that_means_nothing_is_an_error() {
        check(
            "since:yesterday x",
            &expect![[r#"
            invalid filter since:yesterday
        "#]],
        );
        check(
            "go:latest",
            &expect![[r#"
            invalid filter go:latest
        "#]],
        );
    }

    #[test]
    fn nothing_is_nothing() {
        check(
            "",
            &expect![[r#"
            words "" phrases [] without [] filters [] without [] since None until None
        "#]],
        );
        check(
            " \"\" - ",
            &expect![[r#"
            words "\"\" -" phrases [] without [] filters [] without [] since None until None
        "#]],
        );
    }
}
