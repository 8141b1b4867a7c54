//! Ids of postmortems and patterns.
//!
//! `RPL-2024-0892` names a postmortem: the year it is filed under and a running number of four digits or more.
//! `conc.deadlock.self-lock` names a root-cause pattern: dotted lower-case words, the tree read from the left.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The number of a postmortem, as `RPL-YYYY-NNNN`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostmortemId {
    year: u16,
    number: u32,
}

/// Why a text is no [`PostmortemId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a postmortem id of the form RPL-2024-0892")]
pub struct InvalidPostmortemId {
    /// The text that was given.
    pub text: String,
}

impl PostmortemId {
    /// The id of a year and number; `None` outside 1970–9999 and 1–99999999.
    #[must_use]
    pub fn new(year: u16, number: u32) -> Option<Self> {
        ((1970..=9999).contains(&year) && (1..=99_999_999).contains(&number)).then_some(Self { year, number })
    }

    /// The year it is filed under.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Its running number within the year.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }
}

impl fmt::Display for PostmortemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RPL-{:04}-{:04}", self.year, self.number)
    }
}

impl FromStr for PostmortemId {
    type Err = InvalidPostmortemId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_postmortem_id(text).ok_or_else(|| InvalidPostmortemId { text: text.to_owned() })
    }
}

fn parse_postmortem_id(text: &str) -> Option<PostmortemId> {
    let (year, number) = text.strip_prefix("RPL-")?.split_once('-')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // One spelling for one id: a longer number has no leading zero.
    let canonical = year.len() == 4 && (number.len() == 4 || (number.len() > 4 && !number.starts_with('0')));
    if !canonical || !digits(year) || !digits(number) {
        return None;
    }
    PostmortemId::new(year.parse().ok()?, number.parse().ok()?)
}

impl TryFrom<String> for PostmortemId {
    type Error = InvalidPostmortemId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PostmortemId> for String {
    fn from(id: PostmortemId) -> Self {
        id.to_string()
    }
}

impl JsonSchema for PostmortemId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PostmortemId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^RPL-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,7})$" })
    }
}

/// The name of a root-cause pattern: `area.group.leaf`, lower-case letters, digits and hyphens between dots.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PatternId {
    text: String,
}

/// Why a text is no [`PatternId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a pattern id of the form conc.deadlock.self-lock")]
pub struct InvalidPatternId {
    /// The text that was given.
    pub text: String,
}

impl PatternId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The pattern one step up its name: `conc.deadlock` of `conc.deadlock.self-lock`.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.text.rsplit_once('.')?;
        Some(Self { text: parent.to_owned() })
    }

    /// Whether this is `other` or lies above it in the tree of names.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.text.strip_prefix(&self.text).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl fmt::Display for PatternId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for PatternId {
    type Err = InvalidPatternId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for PatternId {
    type Error = InvalidPatternId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_lowercase())
                && !word.ends_with('-')
                && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if text.len() <= 200 && text.split('.').all(word) {
            Ok(Self { text })
        } else {
            Err(InvalidPatternId { text })
        }
    }
}

impl From<PatternId> for String {
    fn from(id: PatternId) -> Self {
        id.text
    }
}

impl JsonSchema for PatternId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PatternId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "maxLength": 200,
            "pattern": "^[a-z]([a-z0-9-]*[a-z0-9])?(\\.[a-z]([a-z0-9-]*[a-z0-9])?)*$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postmortem_ids_have_one_spelling() {
        for text in ["RPL-2024-0892", "RPL-1999-12345"] {
            assert_eq!(text.parse::<PostmortemId>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "RPL-2024-892",
            "RPL-2024-00892",
            "rpl-2024-0892",
            "RPL-24-0892",
            "RPL-2024-0000",
            "RPL-2024-+892",
        ] {
            assert!(text.parse::<PostmortemId>().is_err(), "{text}");
        }
    }

    #[test]
    fn pattern_ids_are_dotted_words() {
        let leaf: PatternId = "conc.deadlock.self-lock".parse().unwrap();
        let group: PatternId = "conc.deadlock".parse().unwrap();
        assert_eq!(leaf.parent(), Some(group.clone()));
        assert!(group.contains(&leaf) && leaf.contains(&leaf) && !leaf.contains(&group));
        assert!(!"conc.dead".parse::<PatternId>().unwrap().contains(&leaf));
        for text in ["", "conc..leak", ".conc", "conc.", "Conc", "conc.1st", "conc.leak-"] {
            assert!(text.parse::<PatternId>().is_err(), "{text}");
        }
    }
}
