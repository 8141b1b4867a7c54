//! JSON Schemas of the written forms.

use fupan_model::{Annotation, GlossaryGroup, Pattern, Postmortem, Team};
use schemars::JsonSchema;
use serde_json::Value;

use crate::JudgedQuestion;

/// The schemas, each with the name of its file under `schema/`.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("annotation.schema.json", schema_of::<Annotation>()),
        ("glossary.schema.json", schema_of::<Vec<GlossaryGroup>>()),
        ("judged-question.schema.json", schema_of::<JudgedQuestion>()),
        ("pattern.schema.json", schema_of::<Pattern>()),
        ("postmortem.schema.json", schema_of::<Postmortem>()),
        ("teams.schema.json", schema_of::<Vec<Team>>()),
    ]
}

pub(crate) fn schema_of<T: JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}
