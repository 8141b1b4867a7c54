//! The incidents of a fingerprint.

use fupan_engine::{LookupAnswer, SeenIncident};
use fupan_locale::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Reader, title_of};

/// The incidents of a fingerprint; an empty list where it was never seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LookupBody {
    /// As it was asked.
    pub fingerprint: String,
    /// The latest first.
    pub incidents: Vec<SeenIncidentBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// An incident with how often the fingerprint occurs in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeenIncidentBody {
    /// Its id.
    pub id: String,
    /// Its title, in the reader's language where it has one.
    pub title: String,
    /// How many of its stacks have the fingerprint.
    pub count: usize,
    /// When it was first seen in it, as exact as the sources.
    pub first_seen: String,
    /// When it was last seen in it, as exact as the sources.
    pub last_seen: String,
}

impl LookupBody {
    /// The JSON shape of an answer.
    #[must_use]
    pub fn of(answer: &LookupAnswer, reader: Reader<'_>) -> Self {
        let seen = answer.incidents.iter();
        let incidents = seen.map(|seen| SeenIncidentBody::of(seen, reader.language)).collect();
        let notices = reader.notices(&[]);
        Self { fingerprint: answer.fingerprint.to_string(), incidents, notices }
    }
}

impl SeenIncidentBody {
    fn of(seen: &SeenIncident, language: Language) -> Self {
        Self {
            id: seen.incident.id.to_string(),
            title: title_of(&seen.incident.title, seen.incident.id, language),
            count: seen.count,
            first_seen: seen.first_seen.to_string(),
            last_seen: seen.last_seen.to_string(),
        }
    }
}
