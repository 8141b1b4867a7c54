//! The JSON Schemas of the answers.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use crate::{
    CompletionsBody, DiffDumpsBody, DoctorBody, DraftBody, FeedbackBody, FingerprintBody, GraphBody,
    IndexBody, LintBody, LookupBody, ProblemBody, QuestionEvaluationBody, RetrievalEvaluationBody,
    SearchBody, SharesBody, SimilarBody, StackEvaluationBody,
};

/// The schema of each answer with the name of its file, by name.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("completions.schema.json", schema_of::<CompletionsBody>()),
        ("diff-dumps.schema.json", schema_of::<DiffDumpsBody>()),
        ("doctor.schema.json", schema_of::<DoctorBody>()),
        ("draft.schema.json", schema_of::<DraftBody>()),
        ("eval-queries.schema.json", schema_of::<QuestionEvaluationBody>()),
        ("eval-retrieval.schema.json", schema_of::<RetrievalEvaluationBody>()),
        ("eval-stacks.schema.json", schema_of::<StackEvaluationBody>()),
        ("feedback.schema.json", schema_of::<FeedbackBody>()),
        ("fingerprint.schema.json", schema_of::<FingerprintBody>()),
        ("graph.schema.json", schema_of::<GraphBody>()),
        ("index.schema.json", schema_of::<IndexBody>()),
        ("lint.schema.json", schema_of::<LintBody>()),
        ("lookup.schema.json", schema_of::<LookupBody>()),
        ("problem.schema.json", schema_of::<ProblemBody>()),
        ("root-causes.schema.json", schema_of::<SharesBody>()),
        ("search.schema.json", schema_of::<SearchBody>()),
        ("similar.schema.json", schema_of::<SimilarBody>()),
    ]
}

fn schema_of<T: JsonSchema>() -> Value {
    SchemaGenerator::default().into_root_schema_for::<T>().to_value()
}
