//! The vocabulary of fupan: what a postmortem, a root-cause pattern, an annotation and a group of the glossary are.
//!
//! Plain data with checked ids. Nothing here reads a file, knows a database or the time of day: the written form
//! is `fupan-record`'s, the data directory `fupan-store`'s, the JSON answers `fupan-api`'s.
//!
//! ```
//! use fupan_model::{Moment, PatternId, PostmortemId};
//!
//! let id: PostmortemId = "RPL-2024-0892".parse()?;
//! assert_eq!(id.year(), 2024);
//! let pattern: PatternId = "conc.deadlock.self-lock".parse()?;
//! assert_eq!(pattern.parent().map(|parent| parent.to_string()).as_deref(), Some("conc.deadlock"));
//! // A date is only as exact as its source.
//! let month: Moment = "2019-05".parse()?;
//! assert_eq!(month.to_string(), "2019-05");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod annotation;
mod correlation;
mod evidence;
mod glossary;
mod id;
mod localized;
mod moment;
mod pattern;
mod postmortem;
mod team;

pub use annotation::{Annotation, AnnotationKind, CorrectedField, Correction, UnknownField};
pub use correlation::{DeployId, InvalidCorrelationKey, RequestId, SpanId, TraceId};
pub use evidence::{
    Evidence, EvidenceKind, PublishedStack, Reproduction, StackBasis, Verification, VerificationOutcome,
};
pub use fupan_locale::Language;
pub use glossary::{GlossaryGroup, GlossaryId, InvalidGlossaryId, TermKind};
pub use id::{InvalidPatternId, InvalidPostmortemId, PatternId, PostmortemId};
pub use localized::{Known, Localized, Reading};
pub use moment::{InvalidMoment, Moment, date_of_day, day_number};
pub use pattern::{
    Catch, CatchingTool, ForbiddenCall, GoRange, Pattern, PatternCode, PatternSource, PatternStatement,
    Signal, SignalPlace, SignalStrength, Snippets, Tier, VersionBasis,
};
pub use postmortem::{
    ActionItem, ActionKind, ActionStatus, Affected, Confidence, DateKind, Detection, DetectionBy, Guideline,
    Impact, Lessons, Origin, Postmortem, Relation, RelationKind, Resolution, Role, RootCause, RuntimeFacts,
    Severity, Source, Status, TimelineEntry, TimelinePhase, VersionControl,
};
pub use team::{InvalidTeamId, Team, TeamId};
