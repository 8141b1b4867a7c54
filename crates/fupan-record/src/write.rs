//! Records → their canonical written form. Reading it gives the record again.

use fupan_model::{Annotation, GlossaryGroup, Pattern, Postmortem};
use serde::Serialize;
use serde_json::Value;

use crate::yaml;

/// The text of a `postmortem.md`.
#[must_use]
pub fn write_postmortem(postmortem: &Postmortem) -> String {
    with_front_matter(postmortem, &postmortem.body)
}

/// The text of a pattern's file.
#[must_use]
pub fn write_pattern(pattern: &Pattern) -> String {
    with_front_matter(pattern, &pattern.body)
}

/// The line of an annotation, with its line feed.
#[must_use]
pub fn write_annotation(annotation: &Annotation) -> String {
    let line = serde_json::to_string(annotation);
    debug_assert!(line.is_ok(), "an annotation has string keys only");
    line.unwrap_or_default() + "\n"
}

/// The text of a file of the glossary: a list, with a blank line between its groups.
#[must_use]
pub fn write_glossary(groups: &[GlossaryGroup]) -> String {
    if groups.is_empty() {
        return yaml::write(&Value::Array(Vec::new()));
    }
    let written = groups.iter().map(|group| {
        let value = serde_json::to_value([group]);
        debug_assert!(value.is_ok(), "a group has string keys only");
        yaml::write(&value.unwrap_or_default())
    });
    written.collect::<Vec<_>>().join("\n")
}

fn with_front_matter(record: &impl Serialize, body: &str) -> String {
    let value = serde_json::to_value(record);
    debug_assert!(value.is_ok(), "a record has string keys only");
    format!("---\n{}---\n{body}", yaml::write(&value.unwrap_or_default()))
}
