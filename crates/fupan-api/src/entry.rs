//! One entry of the corpus, and lists of entries.

use fupan_engine::{
    CausedIncident, CountedPattern, Entry, IncidentEntry, IncidentList, PatternEntry, PatternList,
    RelatedEntry,
};
use fupan_locale::Language;
use fupan_model::{Annotation, Localized, Origin, Pattern, Postmortem, RelationKind, Role, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CorrectionBody, Reader, text_of, title_of};

/// An entry: the record as it is written, in both languages, with what others say of it in the reader's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EntryBody {
    /// A postmortem.
    Incident(Box<IncidentEntryBody>),
    /// A root-cause pattern.
    Pattern(Box<PatternEntryBody>),
}

/// A postmortem with what it refers to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IncidentEntryBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The record.
    pub record: Postmortem,
    /// What follows the front matter: Markdown.
    pub text: String,
    /// The patterns of its causes.
    pub patterns: Vec<PatternBody>,
    /// What to look at first: its own check, or that of its first pattern that has one.
    pub first_check: Option<String>,
    /// The pattern that check is from; null where it is its own.
    pub first_check_from: Option<String>,
    /// What was added to it later.
    pub annotations: Vec<Annotation>,
    /// What corrections among that changed in the record.
    pub corrections: Vec<CorrectionBody>,
    /// Related incidents.
    pub related: Vec<RelatedEntryBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// A pattern, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PatternBody {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The rule that avoids it.
    pub guideline: Option<String>,
    /// How many incidents it or its family caused; null where that was not asked.
    pub incidents: Option<usize>,
}

/// A related incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RelatedEntryBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How the two are related.
    #[serde(rename = "relation")]
    pub kind: RelationKind,
    /// Why.
    pub why: Option<String>,
    /// Whether the other one's record says so.
    pub told_by_other: bool,
}

/// A pattern with what refers to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatternEntryBody {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The record.
    pub record: Pattern,
    /// What follows the front matter: Markdown.
    pub text: String,
    /// The code beside it; null where it has none.
    pub code: Option<PatternCodeBody>,
    /// The families it belongs to, the innermost first.
    pub above: Vec<PatternBody>,
    /// The patterns of this family.
    pub below: Vec<PatternBody>,
    /// How many incidents it or its family caused.
    pub total: usize,
    /// Some of them: those that show it best, then the latest.
    pub incidents: Vec<CausedIncidentBody>,
    /// What should be known beside the answer, in the reader's language.
    pub notices: Vec<String>,
}

/// The code beside a pattern's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PatternCodeBody {
    /// Go code that has the defect.
    pub wrong: String,
    /// The same code without it.
    pub right: String,
    /// What the wrong one printed.
    pub output: String,
    /// The part of that which shows the pattern.
    pub shown: String,
}

/// An incident that a pattern caused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CausedIncidentBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The date its sources give.
    pub date: String,
    /// The pattern: of a family, the member.
    pub pattern: String,
    /// Its part in the incident.
    pub role: Role,
    /// What it was there.
    pub cause: Option<String>,
}

/// Incidents that fulfil filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IncidentListBody {
    /// How many there are.
    pub total: usize,
    /// The latest of them.
    pub incidents: Vec<ListedIncidentBody>,
}

/// An incident, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedIncidentBody {
    /// Its id.
    pub id: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Its title.
    pub title: String,
    /// The date its sources give.
    pub date: String,
    /// The organisation or project.
    pub project: Option<String>,
    /// Its services.
    pub services: Vec<String>,
    /// How bad it was.
    pub severity: Severity,
    /// Whether it happened to somebody.
    pub origin: Origin,
    /// The patterns of its causes.
    pub patterns: Vec<String>,
}

/// Patterns, with how many incidents each caused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PatternListBody {
    /// By id: a family stands before its members.
    pub patterns: Vec<PatternBody>,
}

impl EntryBody {
    /// The JSON shape of an entry.
    #[must_use]
    pub fn of(entry: &Entry, reader: Reader<'_>) -> Self {
        match entry {
            Entry::Incident(entry) => Self::Incident(Box::new(IncidentEntryBody::of(entry, reader))),
            Entry::Pattern(entry) => Self::Pattern(Box::new(PatternEntryBody::of(entry, reader))),
        }
    }
}

impl IncidentEntryBody {
    fn of(entry: &IncidentEntry, reader: Reader<'_>) -> Self {
        let language = reader.language;
        let postmortem = &entry.postmortem;
        let text = |localized: &Localized| text_of(localized, language);
        let own = postmortem.first_check.as_ref().and_then(text);
        let inherited = || {
            entry.patterns.iter().find_map(|pattern| {
                Some((pattern.first_check.as_ref().and_then(text)?, pattern.id.to_string()))
            })
        };
        let (first_check, first_check_from) = match own {
            Some(check) => (Some(check), None),
            None => inherited().map_or((None, None), |(check, from)| (Some(check), Some(from))),
        };
        Self {
            id: postmortem.id.to_string(),
            title: title_of(&postmortem.title, postmortem.id, language),
            record: postmortem.clone(),
            text: postmortem.body.clone(),
            patterns: entry.patterns.iter().map(|pattern| PatternBody::named(pattern, language)).collect(),
            first_check,
            first_check_from,
            annotations: postmortem.annotations.clone(),
            corrections: CorrectionBody::all(&postmortem.corrections, language),
            related: entry.relations.iter().map(|other| RelatedEntryBody::of(other, language)).collect(),
            notices: reader.notices(&[]),
        }
    }
}

impl RelatedEntryBody {
    fn of(related: &RelatedEntry, language: Language) -> Self {
        Self {
            id: related.incident.id.to_string(),
            title: title_of(&related.incident.title, related.incident.id, language),
            kind: related.kind,
            why: text_of(&related.why, language),
            told_by_other: related.told_by_other,
        }
    }
}

impl PatternEntryBody {
    fn of(entry: &PatternEntry, reader: Reader<'_>) -> Self {
        let language = reader.language;
        let pattern = &entry.pattern;
        let counted = |list: &[CountedPattern]| -> Vec<PatternBody> {
            list.iter().map(|other| PatternBody::counted(other, language)).collect()
        };
        let code = pattern.code.as_ref().map(|code| PatternCodeBody {
            wrong: code.wrong.clone(),
            right: code.right.clone(),
            output: code.output.clone(),
            shown: entry.shown.clone().unwrap_or_default(),
        });
        Self {
            id: pattern.id.to_string(),
            name: text_of(&pattern.name, language).unwrap_or_else(|| pattern.id.to_string()),
            record: pattern.clone(),
            text: pattern.body.clone(),
            code,
            above: counted(&entry.above),
            below: counted(&entry.below),
            total: entry.total,
            incidents: entry
                .incidents
                .iter()
                .map(|caused| CausedIncidentBody::of(caused, language))
                .collect(),
            notices: reader.notices(&[]),
        }
    }
}

impl CausedIncidentBody {
    fn of(caused: &CausedIncident, language: Language) -> Self {
        Self {
            id: caused.incident.id.to_string(),
            title: title_of(&caused.incident.title, caused.incident.id, language),
            date: caused.incident.date.to_string(),
            pattern: caused.pattern.to_string(),
            role: caused.role,
            cause: caused.cause.as_ref().and_then(|cause| text_of(cause, language)),
        }
    }
}

impl PatternBody {
    fn named(pattern: &Pattern, language: Language) -> Self {
        Self {
            id: pattern.id.to_string(),
            name: text_of(&pattern.name, language).unwrap_or_else(|| pattern.id.to_string()),
            guideline: pattern.guideline.as_ref().and_then(|rule| text_of(rule, language)),
            incidents: None,
        }
    }

    fn counted(pattern: &CountedPattern, language: Language) -> Self {
        Self {
            id: pattern.id.to_string(),
            name: text_of(&pattern.name, language).unwrap_or_else(|| pattern.id.to_string()),
            guideline: pattern.guideline.as_ref().and_then(|rule| text_of(rule, language)),
            incidents: Some(pattern.incidents),
        }
    }
}

impl IncidentListBody {
    /// The JSON shape of a list of incidents.
    #[must_use]
    pub fn of(list: &IncidentList, reader: Reader<'_>) -> Self {
        let listed = |postmortem: &Postmortem| ListedIncidentBody {
            id: postmortem.id.to_string(),
            aliases: postmortem.aliases.clone(),
            title: title_of(&postmortem.title, postmortem.id, reader.language),
            date: postmortem.date.to_string(),
            project: postmortem.project.clone(),
            services: postmortem.services.clone(),
            severity: postmortem.severity,
            origin: postmortem.origin,
            patterns: postmortem.patterns().map(ToString::to_string).collect(),
        };
        Self { total: list.total, incidents: list.incidents.iter().map(listed).collect() }
    }
}

impl PatternListBody {
    /// The JSON shape of a list of patterns.
    #[must_use]
    pub fn of(list: &PatternList, reader: Reader<'_>) -> Self {
        let body = |pattern: &CountedPattern| PatternBody::counted(pattern, reader.language);
        Self { patterns: list.patterns.iter().map(body).collect() }
    }
}
