//! Teams: who answers for which services.
//!
//! ```yaml
//! - id: storage
//!   name: { zh: 存储组, en: Storage }
//!   services: [etcd server, orders-db]
//!   projects: [etcd]
//! ```

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::{Localized, Postmortem};

/// A team, by the services and projects that it answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its name in data.
    pub id: TeamId,
    /// Its name for a reader.
    pub name: Localized,
    /// Names of services, as postmortems write them in `services`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// Names of projects, as postmortems write them in `project`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<String>,
}

impl Team {
    /// Whether an incident is one of its services or projects; letters are compared without case.
    #[must_use]
    pub fn answers_for(&self, postmortem: &Postmortem) -> bool {
        let has = |names: &[String], name: &str| names.iter().any(|it| it.eq_ignore_ascii_case(name));
        postmortem.services.iter().any(|service| has(&self.services, service))
            || postmortem.project.as_deref().is_some_and(|project| has(&self.projects, project))
    }
}

/// The name of a team: lower-case letters, digits and hyphens, as `payments-core`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TeamId {
    text: String,
}

/// Why a text is no [`TeamId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a team id of the form payments-core")]
pub struct InvalidTeamId {
    /// The text that was given.
    pub text: String,
}

impl TeamId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for TeamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for TeamId {
    type Err = InvalidTeamId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for TeamId {
    type Error = InvalidTeamId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_id = text.len() <= 100
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && !text.ends_with('-')
            && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if is_id { Ok(Self { text }) } else { Err(InvalidTeamId { text }) }
    }
}

impl From<TeamId> for String {
    fn from(id: TeamId) -> Self {
        id.text
    }
}

impl JsonSchema for TeamId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TeamId".into()
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
        for text in ["storage", "payments-core", "a2"] {
            assert_eq!(text.parse::<TeamId>().unwrap().to_string(), text);
        }
        for text in ["", "Storage", "storage-", "2nd", "存储组", &"a".repeat(101)] {
            assert!(text.parse::<TeamId>().is_err(), "{text}");
        }
    }
}
