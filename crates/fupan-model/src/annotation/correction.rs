//! Corrections of a postmortem's fields.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Annotation;
use crate::{Known, Localized, Moment, PatternId, Postmortem, Role, RootCause, Severity};

/// A field of a postmortem that an annotation can correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CorrectedField {
    /// The title.
    Title,
    /// What happened.
    Summary,
    /// What set it off.
    Trigger,
    /// The patterns that were the defect to fix.
    RootCauses,
    /// What removed the cause.
    Fix,
    /// What ended the pain before that.
    Mitigation,
    /// What to look at first.
    FirstCheck,
    /// How bad it was.
    Severity,
    /// The services.
    Services,
    /// Its date.
    Date,
    /// When it began.
    StartedAt,
    /// When it was noticed.
    DetectedAt,
    /// When somebody took it on.
    AcknowledgedAt,
    /// When users stopped to suffer.
    MitigatedAt,
    /// When the cause was removed.
    ResolvedAt,
}

/// Why a text is no [`CorrectedField`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no field that can be corrected")]
pub struct UnknownField {
    /// The text that was given.
    pub text: String,
}

/// What a correction did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The id of the annotation.
    pub annotation: String,
    /// The field, as the record writes it.
    pub field: String,
    /// What stood there; none where nothing did.
    pub before: Option<Localized>,
    /// What stands there now.
    pub after: Localized,
    /// Who says so.
    pub annotator: String,
    /// When.
    pub timestamp: Moment,
}

impl CorrectedField {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Title,
        Self::Summary,
        Self::Trigger,
        Self::RootCauses,
        Self::Fix,
        Self::Mitigation,
        Self::FirstCheck,
        Self::Severity,
        Self::Services,
        Self::Date,
        Self::StartedAt,
        Self::DetectedAt,
        Self::AcknowledgedAt,
        Self::MitigatedAt,
        Self::ResolvedAt,
    ];

    /// As a record writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Trigger => "trigger",
            Self::RootCauses => "root_causes",
            Self::Fix => "resolution.fix",
            Self::Mitigation => "resolution.mitigation",
            Self::FirstCheck => "first_check",
            Self::Severity => "severity",
            Self::Services => "services",
            Self::Date => "date",
            Self::StartedAt => "started_at",
            Self::DetectedAt => "detected_at",
            Self::AcknowledgedAt => "acknowledged_at",
            Self::MitigatedAt => "mitigated_at",
            Self::ResolvedAt => "resolved_at",
        }
    }

    /// Whether a value can stand in the field: a text, the ids of patterns with commas between them, a severity, a date.
    #[must_use]
    pub fn takes(self, value: &str) -> bool {
        self.read(value).is_some()
    }

    /// The patterns that a value of `root_causes` names.
    #[must_use]
    pub fn patterns(self, value: &str) -> Vec<PatternId> {
        match self.read(value) {
            Some(Value::Patterns(patterns)) => patterns,
            _ => Vec::new(),
        }
    }

    fn read(self, value: &str) -> Option<Value> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        let parts = || value.split([',', '，']).map(str::trim).filter(|part| !part.is_empty());
        Some(match self {
            Self::Title | Self::Summary | Self::Trigger | Self::Fix | Self::Mitigation | Self::FirstCheck => {
                Value::Text(in_its_language(value))
            }
            Self::RootCauses => Value::Patterns(parts().map(str::parse).collect::<Result<_, _>>().ok()?),
            Self::Services => Value::Names(parts().map(str::to_owned).collect()),
            Self::Severity => Value::Severity(Severity::named(value)?),
            Self::Date
            | Self::StartedAt
            | Self::DetectedAt
            | Self::AcknowledgedAt
            | Self::MitigatedAt
            | Self::ResolvedAt => Value::Moment(value.parse().ok()?),
        })
    }
}

impl fmt::Display for CorrectedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for CorrectedField {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, UnknownField> {
        let found = Self::ALL.into_iter().find(|field| field.as_str() == text);
        found.ok_or_else(|| UnknownField { text: text.to_owned() })
    }
}

enum Value {
    Text(Localized),
    Patterns(Vec<PatternId>),
    Names(Vec<String>),
    Severity(Severity),
    Moment(Moment),
}

/// One language takes the place of both: what stood in the other one is wrong too.
fn in_its_language(text: &str) -> Localized {
    let is_chinese = text.chars().any(|it| matches!(it, '\u{3400}'..='\u{9fff}'));
    let text = Some(text.to_owned());
    if is_chinese { Localized { zh: text, en: None } } else { Localized { zh: None, en: text } }
}

fn plain(text: impl Into<String>) -> Localized {
    let text: String = text.into();
    Localized { zh: Some(text.clone()), en: Some(text) }
}

impl Postmortem {
    /// Takes the annotations of the incident, and puts what its corrections say in the place of what it said. Of several
    /// corrections of one field the last one stands; one that another took the place of counts no more.
    pub fn annotate(&mut self, annotations: Vec<Annotation>) {
        let superseded: BTreeSet<&str> =
            annotations.iter().filter_map(|annotation| annotation.supersedes.as_deref()).collect();
        let mut standing: Vec<&Annotation> =
            annotations.iter().filter(|it| !superseded.contains(it.id.as_str())).collect();
        standing.sort_by(|a, b| a.timestamp.cmp(&b.timestamp));
        for annotation in standing {
            let Some((field, value)) = annotation.corrected() else { continue };
            let Some(value) = field.read(value) else { continue };
            let before = self.field(field);
            self.put(field, value, &annotation.text);
            let Some(after) = self.field(field) else { continue };
            self.corrections.push(Correction {
                annotation: annotation.id.clone(),
                field: field.as_str().to_owned(),
                before,
                after,
                annotator: annotation.annotator.clone(),
                timestamp: annotation.timestamp.clone(),
            });
        }
        self.annotations = annotations;
    }

    /// What stands in a field, for a reader.
    fn field(&self, field: CorrectedField) -> Option<Localized> {
        let moment = |moment: &Option<Moment>| moment.as_ref().map(|moment| plain(moment.as_str()));
        let list = |names: Vec<String>| (!names.is_empty()).then(|| plain(names.join(", ")));
        match field {
            CorrectedField::Title => Some(self.title.clone()),
            CorrectedField::Summary => Some(self.summary.clone()),
            CorrectedField::Trigger => self.trigger.known().cloned(),
            CorrectedField::Fix => self.resolution.fix.known().cloned(),
            CorrectedField::Mitigation => self.resolution.mitigation.clone(),
            CorrectedField::FirstCheck => self.first_check.clone(),
            CorrectedField::RootCauses => {
                let roots = self.root_causes.iter().filter(|cause| cause.role == Role::Root);
                list(roots.map(|cause| cause.pattern.to_string()).collect())
            }
            CorrectedField::Services => list(self.services.clone()),
            CorrectedField::Severity => Some(plain(self.severity.as_str())),
            CorrectedField::Date => Some(plain(self.date.as_str())),
            CorrectedField::StartedAt => moment(&self.started_at),
            CorrectedField::DetectedAt => moment(&self.detected_at),
            CorrectedField::AcknowledgedAt => moment(&self.acknowledged_at),
            CorrectedField::MitigatedAt => moment(&self.mitigated_at),
            CorrectedField::ResolvedAt => moment(&self.resolved_at),
        }
    }

    fn put(&mut self, field: CorrectedField, value: Value, why: &str) {
        match (field, value) {
            (CorrectedField::Title, Value::Text(text)) => self.title = text,
            (CorrectedField::Summary, Value::Text(text)) => self.summary = text,
            (CorrectedField::Trigger, Value::Text(text)) => self.trigger = Known::Known(text),
            (CorrectedField::Fix, Value::Text(text)) => self.resolution.fix = Known::Known(text),
            (CorrectedField::Mitigation, Value::Text(text)) => self.resolution.mitigation = Some(text),
            (CorrectedField::FirstCheck, Value::Text(text)) => self.first_check = Some(text),
            (CorrectedField::RootCauses, Value::Patterns(patterns)) => self.put_root_causes(patterns, why),
            (CorrectedField::Services, Value::Names(names)) => self.services = names,
            (CorrectedField::Severity, Value::Severity(severity)) => self.severity = severity,
            (CorrectedField::Date, Value::Moment(moment)) => self.date = moment,
            (CorrectedField::StartedAt, Value::Moment(moment)) => self.started_at = Some(moment),
            (CorrectedField::DetectedAt, Value::Moment(moment)) => self.detected_at = Some(moment),
            (CorrectedField::AcknowledgedAt, Value::Moment(moment)) => self.acknowledged_at = Some(moment),
            (CorrectedField::MitigatedAt, Value::Moment(moment)) => self.mitigated_at = Some(moment),
            (CorrectedField::ResolvedAt, Value::Moment(moment)) => self.resolved_at = Some(moment),
            _ => {}
        }
    }

    /// What was the mechanism or a weakness stays so, unless it is the defect now.
    fn put_root_causes(&mut self, patterns: Vec<PatternId>, why: &str) {
        let others = self.root_causes.iter().filter(|cause| cause.role != Role::Root);
        let others: Vec<RootCause> =
            others.filter(|cause| !patterns.contains(&cause.pattern)).cloned().collect();
        let cause = |pattern| RootCause {
            pattern,
            role: Role::Root,
            cause: Some(in_its_language(why)),
            confidence: None,
            go_versions: None,
            apis: Vec::new(),
        };
        self.root_causes = patterns.into_iter().map(cause).chain(others).collect();
    }
}
