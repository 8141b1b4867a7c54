//! A regular expression that costs nothing until an input holds what it cannot match without.
//!
//! ```text
//! sync\.(Mutex\.Lock|RWMutex\.R?Lock)    ->  "Mutex.Lock" or "RWMutex."
//! ^panic: send on closed channel         ->  "panic: send on closed channel"
//! ```
//!
//! There are some hundred in a corpus, and compiling them all takes longer than reading a panic; most inputs need a handful.
//! What is looked for first is plain text, so an expression without any, such as `(?i)panic`, is compiled when it is asked.
//! Even finding that text takes a while, so it is stored with the expression.

use std::sync::OnceLock;

use memchr::memmem;
use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};
use serde::{Deserialize, Serialize};

/// Texts of which one is looked for at most.
const MOST_TEXTS: usize = 16;

/// An expression whose `^` and `$` mean lines.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Expression {
    text: String,
    needed: Needed,
    #[serde(skip)]
    regex: OnceLock<Option<Regex>>,
}

/// What a match holds.
#[derive(Debug, Serialize, Deserialize)]
enum Needed {
    /// One of these.
    OneOf(Vec<Box<[u8]>>),
    /// Nothing that is known.
    Unknown,
}

impl Expression {
    /// One that may match anywhere.
    pub(crate) fn anywhere(text: &str) -> Self {
        Self { text: text.to_owned(), needed: Needed::by(text), regex: OnceLock::new() }
    }

    /// One that matches a whole text.
    pub(crate) fn whole(text: &str) -> Self {
        Self::anywhere(&format!("^(?:{text})$"))
    }

    /// Whether it can be compiled. One that cannot matches nothing.
    pub(crate) fn is_sound(&self) -> bool {
        self.regex().is_some()
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.may_match(text) && self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Where its matches begin.
    pub(crate) fn starts(&self, text: &str) -> impl Iterator<Item = usize> {
        let regex = if self.may_match(text) { self.regex() } else { None };
        regex.into_iter().flat_map(|regex| regex.find_iter(text)).map(|found| found.start())
    }

    fn may_match(&self, text: &str) -> bool {
        match &self.needed {
            Needed::OneOf(texts) => {
                texts.iter().any(|needed| memmem::find(text.as_bytes(), needed).is_some())
            }
            Needed::Unknown => true,
        }
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = || RegexBuilder::new(&self.text).multi_line(true).size_limit(1 << 20).build().ok();
        self.regex.get_or_init(compiled).as_ref()
    }
}

impl Needed {
    fn by(text: &str) -> Self {
        let parsed = ParserBuilder::new().multi_line(true).build().parse(text);
        parsed.ok().and_then(|parsed| texts_of(&parsed)).map_or(Self::Unknown, Self::OneOf)
    }
}

/// Texts of which each match holds one, the more telling where there are several lists; none where it may do without.
fn texts_of(expression: &Hir) -> Option<Vec<Box<[u8]>>> {
    let shortest = |texts: &Vec<Box<[u8]>>| texts.iter().map(|text| text.len()).min();
    match expression.kind() {
        HirKind::Literal(literal) => Some(vec![literal.0.clone()]),
        HirKind::Capture(capture) => texts_of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => texts_of(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(texts_of).max_by_key(shortest),
        HirKind::Alternation(parts) => {
            let texts: Vec<_> = parts.iter().map(texts_of).collect::<Option<Vec<_>>>()?;
            Some(texts.concat()).filter(|texts| texts.len() <= MOST_TEXTS)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed(text: &str) -> String {
        match Needed::by(text) {
            Needed::OneOf(texts) => {
                let texts: Vec<_> = texts.iter().map(|text| String::from_utf8_lossy(text)).collect();
                texts.join("|")
            }
            Needed::Unknown => "?".to_owned(),
        }
    }

    #[test]
    fn what_a_match_cannot_do_without() {
        for (text, expected) in [
            ("^panic: close of nil channel$", "panic: close of nil channel"),
            (r"sync\.(Mutex\.Lock|RWMutex\.R?Lock)|semacquire", "Mutex.Lock|RWMutex.|semacquire"),
            (r"after \d+ms( more)?", "after "),
            (r"(?:a|bc)+\.go", ".go"),
            (r"(?i)panic", "?"),
            (r"x*|panic", "?"),
            (r"\d+", "?"),
            (r"a(b", "?"),
        ] {
            assert_eq!(needed(text), expected, "{text}");
        }
    }

    #[test]
    fn matches_like_the_expression() {
        let text = "first\npanic: x after 12ms\n";
        assert!(Expression::anywhere(r"^panic: .* after \d+ms$").is_match(text));
        assert!(!Expression::whole("panic").is_match("a panic"));
        assert_eq!(Expression::anywhere("(?i)P").starts(text).collect::<Vec<_>>(), [6]);
        let damaged = Expression::anywhere("panic(");
        assert!(!damaged.is_sound() && !damaged.is_match("panic("));
    }
}
