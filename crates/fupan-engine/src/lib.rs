//! Indexes a corpus of postmortems and answers from it.
//!
//! An [`Engine`] is one immutable view: it never changes under a reader, takes no lock and may be shared between
//! threads. [`open`] brings a missing or stale view up to date first; [`index()`] does so on demand.
//!
//! ```no_run
//! use fupan_engine::{Places, SimilarQuery, open};
//!
//! let places = Places { corpus: "corpus".into(), data_directory: ".fupan".into() };
//! let opened = open(&places, std::time::SystemTime::UNIX_EPOCH)?;
//! let answer = opened.engine.similar(&SimilarQuery::of_text("sync.Map误用于高写场景"))?;
//! for hit in answer.hits {
//!     println!("{} {:.2}", hit.incident.id, hit.score);
//! }
//! # Ok::<(), fupan_engine::EngineError>(())
//! ```
//!
//! Answers are plain structs in the user's words. What a person is to be told ([`Notice`], the reasons of a hit) is
//! a typed message of `fupan-locale`, rendered by whoever shows it. There is no HTTP here, no JSON answer, no
//! terminal; the time of day comes in as an argument.

mod annotate;
mod catalogue;
mod collection;
mod complete;
mod corpus;
mod diagnose;
mod document;
mod draft;
mod entry;
mod error;
mod evaluate;
mod examine;
mod explain;
mod feedback;
mod format;
mod glossary;
mod graph;
mod guidelines;
mod index;
mod lint;
mod list;
mod live;
mod lookup;
mod occurrences;
mod onboarding;
mod open;
mod places;
mod search;
mod similar;
mod statistics;
mod teams;
mod unpack;
mod view;

pub use annotate::{KeptAnnotation, Remark};
pub use catalogue::IncidentSummary;
pub use complete::{Completion, CompletionKind};
pub use diagnose::{DiagnosedPattern, Diagnosis, Triage};
pub use draft::{Draft, draft};
pub use entry::{CausedIncident, CountedPattern, Entry, IncidentEntry, PatternEntry, RelatedEntry};
pub use error::{EngineError, FailureKind};
pub use evaluate::{
    Agreement, CandidateCounts, Clocks, Collision, Collisions, FamilyAgreement, JudgementProblem,
    LabelProblem, Latency, Miss, QuestionEvaluation, QuestionFailure, QuestionFigures, QuestionGroup,
    QuestionLanguage, RankedDump, Ranking, RankingQuality, RetrievalEvaluation, RetrievalFigures,
    StackEvaluation, VerdictCounts, Verdicts, evaluate_questions, evaluate_retrieval, evaluate_stacks,
};
pub use examine::{Examination, Finding, FindingState, examine};
pub use explain::{Excerpt, ExplainOptions, Explanation, Remedy, SourceExcerpt, SourceExcerpts, code_of};
pub use feedback::{Feedback, KeptFeedback};
pub use format::{FormatReport, format};
pub use fupan_diagnosis::{
    AttributedFrame, AttributedRace, AttributedStack, Attribution, ErrorChain, FrameRole, Loss, Module,
    Owner, PlacedProblem, RaceSide,
};
pub use fupan_evidence::is_closed;
pub use fupan_graph::{Community, Link, LinkKind, Node, NodeId, NodeKind, RankedNode, Subgraph, Together};
pub use fupan_locale::NoticeMessage as Notice;
pub use fupan_record::{JudgedQuestion, Problem as RecordProblem, Severity as RecordSeverity};
pub use fupan_search::{Instead, Sameness, Snippet};
pub use fupan_statistics::{
    ENOUGH_FOR_P90, FEW, Grouping, Lag, LagTimes, Level, Recurrence, RecurrencePair, RecurrenceRow, Returns,
    Scope, ShareQuery, ShareRow, Shares, Times, TimesRow, Trend, TrendPeriod, TrendRow, Trends, UNKNOWN,
    When,
};
pub use graph::{ExplainedPath, GraphScope, PathStep, RelatedNode, WhatOccurs};
pub use guidelines::{
    Enforcement, Factors, FurtherRule, Guidelines, GuidelinesQuery, RankedRule, RuleIncident,
};
pub use index::{IndexOptions, IndexReport, Progress, ProgressPhase, index};
pub use lint::{LintReport, lint};
pub use list::{IncidentList, ListQuery, PatternList};
pub use live::{LiveEngine, moment_of};
pub use lookup::{LookupAnswer, SeenIncident};
pub use occurrences::{Occurrence, Occurrences, PatternOccurrences};
pub use onboarding::{
    ChosenFor, Exemplar, Exercise, ExpectedImpact, Lesson, Onboarding, OnboardingQuery, Period, Question,
    Teachable,
};
pub use open::{Engine, Opened, open, open_with_files};
pub use places::Places;
pub use search::{SearchAnswer, SearchHit, SearchQuery};
pub use similar::{HitParts, SimilarAnswer, SimilarHit, SimilarQuery, TextEvidence, Verdict};
pub use statistics::{RecurrenceAnswer, ToldPair};
pub use unpack::{summarize, unpack};
