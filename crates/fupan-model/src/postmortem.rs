//! A postmortem: what happened, why, and what was done about it.
//!
//! Facts are kept apart from what is not known ([`Known`]), the trigger apart from the root causes, and each
//! statement carries how it is known (`evidence_basis`, [`Source::basis`]). Derived numbers such as the time to
//! detect are computed from the moments, never stored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Annotation, Correction, DeployId, Evidence, Known, Language, Localized, Moment, PatternId, PostmortemId,
    PublishedStack, RequestId, SpanId, TraceId, Verification,
};

/// One incident, as it was learned from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Postmortem {
    /// Its number.
    pub id: PostmortemId,
    /// Other names it is known by, such as the slug of an earlier collection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What a list shows.
    pub title: Localized,
    /// The language it was first written in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Language>,
    /// How far the review has come.
    pub status: Status,
    /// How bad it was.
    pub severity: Severity,
    /// Whether it happened to somebody, was reproduced, or is an example.
    pub origin: Origin,
    /// The organisation or project it happened in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The date the sources give.
    pub date: Moment,
    /// What that date is the date of.
    pub date_kind: DateKind,
    /// What the sources really say of the date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_note: Option<Localized>,
    /// When the failure began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Moment>,
    /// When it was noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detected_at: Option<Moment>,
    /// When somebody took it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Moment>,
    /// When users stopped to suffer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mitigated_at: Option<Moment>,
    /// When the cause was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Moment>,
    /// When the postmortem was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Moment>,
    /// Names of the services (OpenTelemetry `service.name`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// The environment (OpenTelemetry `deployment.environment.name`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Deployments involved (OpenTelemetry `deployment.id`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deploy_ids: Vec<DeployId>,
    /// The version that failed (OpenTelemetry `service.version`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Versions with and without the defect, in the words of the sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Localized>,
    /// Where the code lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vcs: Option<VersionControl>,
    /// The Go build id of the executable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_id: Option<String>,
    /// What it ran on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runtime: Option<RuntimeFacts>,
    /// Requests that failed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request_ids: Vec<RequestId>,
    /// Traces that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trace_ids: Vec<TraceId>,
    /// Spans that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub span_ids: Vec<SpanId>,
    /// What happened, in a few sentences.
    pub summary: Localized,
    /// What users felt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// What a reader must know to follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Localized>,
    /// What happened when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<TimelineEntry>,
    /// How it came to light.
    pub detection: Detection,
    /// What set it off; not why it was possible.
    pub trigger: Known<Localized>,
    /// Why it was possible, most specific first.
    pub root_causes: Vec<RootCause>,
    /// Functions that the sources name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub symbols: Vec<String>,
    /// Code that has the defect.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affected: Vec<Affected>,
    /// Why, why, why, why, why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub five_whys: Vec<Localized>,
    /// How it ended.
    pub resolution: Resolution,
    /// What was to be done afterwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub action_items: Vec<ActionItem>,
    /// What went well and what did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lessons: Option<Lessons>,
    /// What was tried in vain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wrong_turns: Vec<Localized>,
    /// What to look at first, where the incident teaches a better check than its pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_check: Option<Localized>,
    /// The rules that would have avoided it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guideline: Vec<Guideline>,
    /// Related postmortems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub similar: Vec<Relation>,
    /// Stacks that were published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stacks: Vec<PublishedStack>,
    /// Files that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// The program that shows it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<Verification>,
    /// Where its statements come from.
    pub sources: Vec<Source>,
    /// How its statements are known: what of the sources was read.
    pub evidence_basis: Localized,
    /// How sure its facts are.
    pub confidence: Confidence,
    /// What follows the front matter, verbatim.
    #[serde(skip)]
    #[schemars(skip)]
    pub body: String,
    /// What was added to it later, from the file beside it.
    #[serde(skip)]
    #[schemars(skip)]
    pub annotations: Vec<Annotation>,
    /// What corrections among them changed.
    #[serde(skip)]
    #[schemars(skip)]
    pub corrections: Vec<Correction>,
}

/// How far the review has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Waiting for reviewers.
    InReview,
    /// Accepted.
    Final,
    /// Taken back; kept so that its id stays known.
    Withdrawn,
}

/// How bad it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Severity {
    /// Everything is down.
    P0,
    /// A core function is down.
    P1,
    /// A function is badly hurt.
    P2,
    /// Some users feel it.
    P3,
    /// Hardly anybody feels it.
    P4,
    /// Worth knowing, no impact.
    #[serde(rename = "notice")]
    Notice,
    /// Nobody rated it.
    #[serde(rename = "unrated")]
    Unrated,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 7] =
        [Self::P0, Self::P1, Self::P2, Self::P3, Self::P4, Self::Notice, Self::Unrated];

    /// As a record writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::P0 => "P0",
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::Notice => "notice",
            Self::Unrated => "unrated",
        }
    }

    /// The severity that a record writes so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == name)
    }
}

/// Whether an incident happened, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Public sources tell of it.
    Public,
    /// It happened in the organisation that keeps this corpus.
    Internal,
    /// A program of ours failed in this way.
    Reproduced,
    /// Made up to explain; never counted.
    Example,
}

/// What a postmortem's `date` is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// It happened then.
    Incident,
    /// It was reported then.
    Report,
    /// It was fixed then.
    Fix,
    /// The advisory is of then.
    Advisory,
}

/// Where the code lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionControl {
    /// OpenTelemetry `vcs.repository.url.full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// OpenTelemetry `vcs.ref.head.revision`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// OpenTelemetry `vcs.change.id`: the pull request or change that brought the defect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
}

/// What the program ran on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuntimeFacts {
    /// The Go release, as `go version` prints it without the word go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_version: Option<String>,
    /// The operating system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goos: Option<String>,
    /// The architecture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goarch: Option<String>,
    /// OpenTelemetry `go.processor.limit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gomaxprocs: Option<u32>,
    /// OpenTelemetry `go.config.gogc`, per cent, or `off`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gogc: Option<String>,
    /// `GOMEMLIMIT` as it was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gomemlimit: Option<String>,
    /// The kernel's release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kernel: Option<String>,
}

/// What users felt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Impact {
    /// How many users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub users: Option<Localized>,
    /// How many requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests: Option<Localized>,
    /// For how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Localized>,
    /// What was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_loss: Option<Localized>,
    /// What it cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Localized>,
}

/// One step of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimelineEntry {
    /// When; none where the source gives no time that stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// In which phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<TimelinePhase>,
    /// What happened.
    pub text: Localized,
    /// Where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The evidence file that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

/// A phase of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelinePhase {
    /// Before it began.
    LeadUp,
    /// It began.
    Start,
    /// It was noticed.
    Detect,
    /// People worked on it.
    Respond,
    /// Users stopped to suffer.
    Mitigate,
    /// The cause was removed.
    Resolve,
    /// Afterwards.
    FollowUp,
}

/// How an incident came to light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Detection {
    /// Who or what noticed.
    pub by: DetectionBy,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Localized>,
}

/// Who or what noticed an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DetectionBy {
    /// An alert.
    Alert,
    /// A user.
    User,
    /// A test.
    Test,
    /// A reader of the code.
    CodeReview,
    /// Nobody says.
    Unknown,
}

/// One reason why the incident was possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RootCause {
    /// The pattern it is an instance of.
    pub pattern: PatternId,
    /// Its part in the incident.
    pub role: Role,
    /// What it was here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Localized>,
    /// How sure that is, where it differs from the postmortem's own confidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The Go versions in which it is one: `<1.22`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_versions: Option<String>,
    /// Go functions, types and constructs that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apis: Vec<String>,
}

/// The part a cause plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The defect to fix.
    Root,
    /// The mechanism or change through which it showed.
    Direct,
    /// A weakness that was there before and made it worse, longer or possible.
    Latent,
}

/// How sure a fact is: that it was seen in the source, not that an outage happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A guess.
    Low,
    /// Said by somebody else than the source.
    Medium,
    /// Seen in the source.
    High,
}

/// Code that has the defect, in the form of the Go vulnerability database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Affected {
    /// The module path.
    pub module: String,
    /// The package, where it is narrower.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// The first version that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduced: Option<String>,
    /// The first version that has it no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// The functions that have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub symbols: Vec<String>,
}

/// How an incident ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// What removed the cause.
    #[serde(default)]
    pub fix: Known<Localized>,
    /// What ended the pain before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mitigation: Option<Localized>,
    /// What was rolled back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollback: Option<Localized>,
    /// Commits of the fix.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commits: Vec<String>,
}

/// Something to be done afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionItem {
    /// Its id within the postmortem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is to be done.
    pub text: Localized,
    /// What it is good for.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ActionKind>,
    /// How urgent it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// A team or role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Moment>,
    /// Where it is tracked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracker: Option<String>,
    /// How far it is.
    pub status: ActionStatus,
}

/// What an action is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// It does not happen again.
    Prevent,
    /// It is noticed sooner.
    Detect,
    /// It hurts less.
    Mitigate,
    /// People work together better.
    Process,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// To be done: needs an owner, a date and a link.
    Open,
    /// Done.
    Done,
    /// Will not be done.
    Dropped,
    /// The source does not say.
    Unknown,
}

/// What went well and what did not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lessons {
    /// What went well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub went_well: Vec<Localized>,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub went_wrong: Vec<Localized>,
    /// What was luck.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lucky: Vec<Localized>,
}

/// A rule that would have avoided the incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guideline {
    /// The rule.
    pub rule: Localized,
    /// Which of the incident's causes it is about; the first where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<PatternId>,
    /// Checks that enforce it: ids of vet, staticcheck or golangci-lint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<String>,
    /// The Go versions it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_versions: Option<String>,
}

/// A related postmortem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Which.
    pub id: PostmortemId,
    /// How it is related.
    pub kind: RelationKind,
    /// Why somebody says so.
    pub why: Localized,
}

/// How two postmortems are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// The same event, told twice.
    Duplicate,
    /// The same defect came back.
    Regression,
    /// The same bug in other code, by copy or by vendoring.
    SameBugElsewhere,
    /// Another defect of the same pattern.
    SamePattern,
    /// The same symptom of another cause.
    SameSymptom,
}

/// Where statements come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its address.
    pub url: String,
    /// The address of an archived copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_url: Option<String>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Moment>,
    /// What of it was read, where that differs from the postmortem's `evidence_basis`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Localized>,
}

impl Postmortem {
    /// The patterns of its causes in the order given, each once.
    pub fn patterns(&self) -> impl Iterator<Item = &PatternId> {
        let causes = &self.root_causes;
        causes.iter().enumerate().filter_map(|(place, cause)| {
            let earlier = causes.iter().take(place).any(|other| other.pattern == cause.pattern);
            (!earlier).then_some(&cause.pattern)
        })
    }

    /// Whether it counts in statistics: neither made up nor taken back.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.origin != Origin::Example && self.status != Status::Withdrawn
    }
}
