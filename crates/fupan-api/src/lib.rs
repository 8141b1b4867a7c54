//! The JSON shape of every answer, the same on the command line and over HTTP.
//!
//! Each answer of the engine has one struct here and one conversion, which takes the reader's language: titles,
//! reasons and checks are written in it. Keys are a promise: more may be added, none changes.

mod annotate;
mod diagnose;
mod diff;
mod entry;
mod evaluate;
mod explain;
mod feedback;
mod fingerprint;
mod graph;
mod guidelines;
mod index;
mod lookup;
mod onboarding;
mod problem;
mod reader;
mod sarif;
mod schema;
mod search;
mod similar;
mod statistics;
mod tool;
mod waits;

pub use annotate::{AnnotationBody, CorrectionBody};
pub use diagnose::{BecauseBody, DiagnoseBody, DiagnosedPatternBody, ErrorChainBody, TriageBody};
pub use diff::{DiffDumpsBody, DumpBody, GrowthBody};
pub use entry::{
    CausedIncidentBody, EntryBody, IncidentEntryBody, IncidentListBody, ListedIncidentBody, PatternBody,
    PatternCodeBody, PatternEntryBody, PatternListBody, RelatedEntryBody,
};
pub use evaluate::questions::{
    AnsweringBaselineBody, CameBody, CandidatesBody, LanguageGroupBody, MissBody, QuestionEvaluationBody,
    QuestionFailureBody, QuestionFiguresBody, QuestionGroupBody, QuestionLanguageBody, SplitGroupBody,
    VerdictCountsBody, VerdictsBody,
};
pub use evaluate::retrieval::{
    BaselineBody, JudgementProblemBody, LatencyBody, RetrievalEvaluationBody, RetrievalFiguresBody,
};
pub use evaluate::{
    AgreementBody, CollisionBody, CollisionsBody, DumpProblemBody, FamilyAgreementBody, GroupExampleBody,
    KindAgreementBody, RankedDumpBody, RankingBody, RankingQualityBody, StackEvaluationBody,
};
pub use explain::{
    ExplainBody, ExplainProblemBody, ExplainVerdictBody, ExplainedErrorBody, ExplainedFrameBody,
    ExplainedPatternBody, ExplainedStackBody, HeldUpBody, HeldUpWaitBody, MoreGroupsBody, OtherGroupBody,
    RaceBody, RaceSideBody, RootCauseCertaintyBody, SourceBody, SourceLineBody, StackRowBody,
};
pub use feedback::FeedbackBody;
pub use fingerprint::{EventBody, FingerprintBody, FrameBody, InputProblemBody, StackBody};
pub use graph::{
    CommunitiesBody, CommunityBody, GraphBody, LinkBody, NodeBody, PairBody, RelatedNodeBody,
    RelatedNodesBody, TogetherBody,
};
pub use guidelines::{
    CatchBody, EnforcementBody, FactorsBody, FurtherRuleBody, GuidelinesBody, RuleBody, RuleIncidentBody,
};
pub use index::{CheckBody, DoctorBody, DraftBody, FormatBody, IndexBody, LintBody, RecordProblemBody};
pub use lookup::{LookupBody, SeenIncidentBody};
pub use onboarding::{
    ExemplarBody, ExerciseBody, ExpectedImpactBody, FamilyBody, LessonBody, LessonQuestionBody,
    OnboardingBody, PeriodBody,
};
pub use problem::{ProblemBody, ProblemCode};
pub use reader::Reader;
pub use sarif::SarifBody;
pub use schema::schemas;
pub use search::{
    CompletionBody, CompletionKindBody, CompletionsBody, InsteadBody, SamenessBody, SearchBody, SearchHitBody,
};
pub use similar::{PartsBody, SimilarBody, SimilarHitBody, VerdictBody};
pub use statistics::{
    DatedIncidentBody, LagBody, RecurrenceBody, RecurrencePairBody, RecurrenceRowBody, ReturnsBody,
    ShareBody, SharesBody, TimesBody, TimesRowBody, TrendBody, TrendVerdictBody, TrendsBody, duration,
};
pub use tool::tool_name;
pub use waits::{DeadlockBody, MinutesBody, ParticipantBody, WaitBody};

use std::time::Duration;

use fupan_locale::Language;
use fupan_model::{Localized, PostmortemId};

/// A text in the reader's language, or in the other where only that exists; none where there is neither.
pub(crate) fn text_of(localized: &Localized, language: Language) -> Option<String> {
    localized.read(language).map(|reading| reading.text.to_owned())
}

/// A title, or the id where there is none.
pub(crate) fn title_of(title: &Localized, id: PostmortemId, language: Language) -> String {
    text_of(title, language).unwrap_or_else(|| id.to_string())
}

/// A duration as answers give it: milliseconds with two digits.
#[must_use]
pub fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 100_000.0).round() / 100.0
}

/// Four digits: what lies behind them says nothing about similarity.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_exists_in_one_language_is_shown_to_every_reader() {
        let english = Localized::english("Ledger locked its own mutex twice");
        let both = Localized::both("账本重复加锁", "Ledger locked its own mutex twice");
        for (text, language, expected) in [
            (&english, Language::En, Some("Ledger locked its own mutex twice")),
            (&english, Language::Zh, Some("Ledger locked its own mutex twice")),
            (&both, Language::En, Some("Ledger locked its own mutex twice")),
            (&both, Language::Zh, Some("账本重复加锁")),
            (&Localized::default(), Language::Zh, None),
        ] {
            assert_eq!(text_of(text, language).as_deref(), expected, "{text:?} {language:?}");
        }
    }

    #[test]
    fn what_has_no_title_is_called_by_its_id() {
        let id = "RPL-2021-0001".parse().unwrap();
        assert_eq!(title_of(&Localized::default(), id, Language::En), "RPL-2021-0001");
    }

    #[test]
    fn figures_keep_four_digits() {
        assert_eq!(rounded(0.123_456_789).to_string(), "0.1235");
        assert_eq!(rounded(f64::from(3.21_f32)).to_string(), "3.21");
    }
}
