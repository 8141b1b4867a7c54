//! The JSON Schemas of the answers.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use crate::{
    AnnotationBody, CommunitiesBody, CompletionsBody, DiagnoseBody, DiffDumpsBody, DoctorBody, DraftBody,
    EntryBody, ExplainBody, FeedbackBody, FingerprintBody, FormatBody, GraphBody, GuidelinesBody,
    IncidentListBody, IndexBody, LintBody, LookupBody, OnboardingBody, PatternListBody, ProblemBody,
    QuestionEvaluationBody, RecurrenceBody, RelatedNodesBody, RetrievalEvaluationBody, SearchBody,
    SharesBody, SimilarBody, StackEvaluationBody, TimesBody, TogetherBody, TrendsBody, TriageBody,
};

/// The schema of each answer with the name of its file, by name.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("annotate.schema.json", schema_of::<AnnotationBody>()),
        ("communities.schema.json", schema_of::<CommunitiesBody>()),
        ("completions.schema.json", schema_of::<CompletionsBody>()),
        ("diagnose.schema.json", schema_of::<DiagnoseBody>()),
        ("diff-dumps.schema.json", schema_of::<DiffDumpsBody>()),
        ("doctor.schema.json", schema_of::<DoctorBody>()),
        ("draft.schema.json", schema_of::<DraftBody>()),
        ("entry.schema.json", schema_of::<EntryBody>()),
        ("eval-queries.schema.json", schema_of::<QuestionEvaluationBody>()),
        ("eval-retrieval.schema.json", schema_of::<RetrievalEvaluationBody>()),
        ("eval-stacks.schema.json", schema_of::<StackEvaluationBody>()),
        ("explain.schema.json", schema_of::<ExplainBody>()),
        ("feedback.schema.json", schema_of::<FeedbackBody>()),
        ("fingerprint.schema.json", schema_of::<FingerprintBody>()),
        ("format.schema.json", schema_of::<FormatBody>()),
        ("graph.schema.json", schema_of::<GraphBody>()),
        ("guidelines.schema.json", schema_of::<GuidelinesBody>()),
        ("incidents.schema.json", schema_of::<IncidentListBody>()),
        ("index.schema.json", schema_of::<IndexBody>()),
        ("lint.schema.json", schema_of::<LintBody>()),
        ("lookup.schema.json", schema_of::<LookupBody>()),
        ("onboarding.schema.json", schema_of::<OnboardingBody>()),
        ("patterns.schema.json", schema_of::<PatternListBody>()),
        ("problem.schema.json", schema_of::<ProblemBody>()),
        ("recurrence.schema.json", schema_of::<RecurrenceBody>()),
        ("related.schema.json", schema_of::<RelatedNodesBody>()),
        ("root-causes.schema.json", schema_of::<SharesBody>()),
        ("search.schema.json", schema_of::<SearchBody>()),
        ("similar.schema.json", schema_of::<SimilarBody>()),
        ("times.schema.json", schema_of::<TimesBody>()),
        ("together.schema.json", schema_of::<TogetherBody>()),
        ("trends.schema.json", schema_of::<TrendsBody>()),
        ("triage.schema.json", schema_of::<TriageBody>()),
    ]
}

fn schema_of<T: JsonSchema>() -> Value {
    SchemaGenerator::default().into_root_schema_for::<T>().to_value()
}
