//! The promised form of JSON answers.

use serde_json::Value;

/// An answer without how long it took and what is said beside it, which differ from run to run.
#[must_use]
pub fn answer_alone(mut answer: Value) -> Value {
    if let Some(fields) = answer.as_object_mut() {
        fields.remove("took_ms");
        fields.remove("notices");
    }
    answer
}

/// Compares an answer with the schema of its kind: `search`, `similar`, …
///
/// # Panics
/// Where the answer is not of that form, or there is no such schema.
pub fn assert_valid(kind: &str, answer: &Value) {
    let name = format!("{kind}.schema.json");
    let schemas = fupan_api::schemas();
    let (_, schema) = schemas.iter().find(|(other, _)| *other == name).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    let complaints: Vec<String> =
        validator.iter_errors(answer).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(complaints.is_empty(), "{complaints:#?}\n{answer:#}");
}

/// Checks that an object has each of the keys. It may have more.
///
/// # Panics
/// Where one is missing.
pub fn assert_keys(value: &Value, keys: &[&str]) {
    let Some(fields) = value.as_object() else { panic!("no object: {value:#}") };
    let missing: Vec<_> = keys.iter().filter(|key| !fields.contains_key(**key)).collect();
    assert!(missing.is_empty(), "missing {missing:?} in {value:#}");
}
