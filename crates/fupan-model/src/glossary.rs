//! Words that mean one thing: how Chinese and English speakers call it, its Go symbol, and what the runtime prints.
//!
//! ```yaml
//! - id: nil-map-write
//!   zh: [写入 nil map, 向未初始化的 map 写入]
//!   en: [write to nil map]
//!   messages: [assignment to entry in nil map]
//!   loose: [map 没 make 就用]
//! ```

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// One group of words for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryGroup {
    /// Its name in data.
    pub id: GlossaryId,
    /// What Chinese speakers call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zh: Vec<String>,
    /// What English speakers call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub en: Vec<String>,
    /// Go identifiers that stand for it: `runtime.NumGoroutine`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub symbols: Vec<String>,
    /// What the runtime, a library, the kernel or an orchestrator prints of it, without the parts that vary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<String>,
    /// How people say it, in either language; weaker than the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loose: Vec<String>,
}

/// What kind of word a term of a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// A Chinese word.
    Chinese,
    /// An English word.
    English,
    /// A Go identifier.
    Symbol,
    /// Something that is printed.
    Message,
    /// How people say it.
    Loose,
}

impl GlossaryGroup {
    /// Every term with its kind, in the order of the fields.
    pub fn terms(&self) -> impl Iterator<Item = (TermKind, &str)> {
        let lists = [
            (TermKind::Chinese, &self.zh),
            (TermKind::English, &self.en),
            (TermKind::Symbol, &self.symbols),
            (TermKind::Message, &self.messages),
            (TermKind::Loose, &self.loose),
        ];
        lists.into_iter().flat_map(|(kind, terms)| terms.iter().map(move |term| (kind, term.as_str())))
    }
}

/// The name of a group: lower-case letters, digits and hyphens, as `goroutine-leak`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GlossaryId {
    text: String,
}

/// Why a text is no [`GlossaryId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a glossary id of the form goroutine-leak")]
pub struct InvalidGlossaryId {
    /// The text that was given.
    pub text: String,
}

impl GlossaryId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for GlossaryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for GlossaryId {
    type Err = InvalidGlossaryId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for GlossaryId {
    type Error = InvalidGlossaryId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_id = text.len() <= 100
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && !text.ends_with('-')
            && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if is_id { Ok(Self { text }) } else { Err(InvalidGlossaryId { text }) }
    }
}

impl From<GlossaryId> for String {
    fn from(id: GlossaryId) -> Self {
        id.text
    }
}

impl JsonSchema for GlossaryId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "GlossaryId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "maxLength": 100, "pattern": "^[a-z]([a-z0-9-]*[a-z0-9])?$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words() {
        for text in ["goroutine-leak", "http2-goaway", "a"] {
            assert_eq!(text.parse::<GlossaryId>().unwrap().to_string(), text);
        }
        for text in ["", "Goroutine", "goroutine-", "2pc", "goroutine.leak", "协程", &"a".repeat(101)] {
            assert!(text.parse::<GlossaryId>().is_err(), "{text}");
        }
    }

    #[test]
    fn terms_come_in_the_order_of_the_fields() {
        let group: GlossaryGroup = serde_json::from_str(
            r#"{"id":"panic-nil","loose":["空的"],"en":["nil pointer"],"zh":["空指针","空引用"],
                "messages":["nil pointer dereference"],"symbols":["runtime.sigpanic"]}"#,
        )
        .unwrap();
        let terms: Vec<_> = group.terms().collect();
        assert_eq!(
            terms,
            [
                (TermKind::Chinese, "空指针"),
                (TermKind::Chinese, "空引用"),
                (TermKind::English, "nil pointer"),
                (TermKind::Symbol, "runtime.sigpanic"),
                (TermKind::Message, "nil pointer dereference"),
                (TermKind::Loose, "空的"),
            ]
        );
    }
}
