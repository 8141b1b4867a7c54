//! `annotations.jsonl`: one annotation per line.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use fupan_locale::RecordMessage;
use fupan_model::{Annotation, PatternId};
use serde_json::Value;

use crate::field::FieldPath;
use crate::front_matter::decode;
use crate::mention::{Mention, MentionKind};
use crate::problem::{Position, Read, Report, line_of, quoted, shown_line};
use crate::read::{LARGEST_RECORD, refused, typed_value};
use crate::schema::schema_of;
use crate::shape::Shape;
use crate::tree::{Content, DEEPEST, Entry, Node};

/// Reads the annotations of an incident. A line that is wrong is left out; the others are there.
#[must_use]
pub fn read_annotations(path: &Path, bytes: &[u8]) -> Read<Vec<Annotation>> {
    static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of_schema(&schema_of::<Annotation>()));
    let text = match decode(bytes, LARGEST_RECORD) {
        Ok(text) => text,
        Err((at, message)) => return refused(path, bytes, at, message),
    };
    let mut report = Report::new(path, text);
    let mut annotations: Vec<(u32, Annotation)> = Vec::new();
    for (line, content) in (1u32..).zip(text.lines()) {
        if content.trim().is_empty() {
            continue;
        }
        let Some(tree) = json_tree(content, line, &mut report) else { continue };
        if let Some(annotation) = typed_value(&tree, &SHAPE, FieldPath::Root, &mut report) {
            annotations.push((line, annotation));
        }
    }
    check(&annotations, text, &mut report);
    let mentions = annotations.iter().flat_map(|(line, it)| mentions_of(it, *line, text)).collect();
    let value = annotations.into_iter().map(|(_, annotation)| annotation).collect();
    Read { value: Some(value), problems: report.into_problems(), mentions }
}

/// Ids are given once, and what an annotation takes the place of exists.
fn check(annotations: &[(u32, Annotation)], text: &str, report: &mut Report<'_>) {
    let mut lines: BTreeMap<&str, u32> = BTreeMap::new();
    for (line, annotation) in annotations {
        if let Some(first) = lines.get(annotation.id.as_str()) {
            let message = RecordMessage::DuplicateAnnotation { id: quoted(&annotation.id), line: *first };
            report.error(key_position(text, *line, "id"), Some("id".to_owned()), message);
        } else {
            lines.insert(&annotation.id, *line);
        }
    }
    for (line, annotation) in annotations {
        let Some((field, value)) = annotation.corrected() else { continue };
        if !field.takes(value) {
            let key = if annotation.value.is_some() { "value" } else { "text" };
            let message = RecordMessage::NoValueOfField { field: field.to_string(), value: quoted(value) };
            report.error(key_position(text, *line, key), Some(key.to_owned()), message);
        }
    }
    for (line, annotation) in annotations {
        let Some(earlier) = &annotation.supersedes else { continue };
        if !lines.contains_key(earlier.as_str()) {
            let message = RecordMessage::UnknownAnnotation { id: quoted(earlier) };
            report.error(key_position(text, *line, "supersedes"), Some("supersedes".to_owned()), message);
        }
    }
}

/// Patterns that a correction names are those of the corpus.
fn mentions_of(annotation: &Annotation, line: u32, text: &str) -> Vec<Mention> {
    let patterns = annotation.corrected().map(|(field, value)| field.patterns(value));
    let mention = |pattern: PatternId| {
        let Position { line, column } = key_position(text, line, "value");
        let (column, source_line) = shown_line(line_of(text, line), column);
        let (kind, field) = (MentionKind::UsesPattern, "value".to_owned());
        Mention { kind, name: pattern.to_string(), field, line, column, source_line }
    };
    patterns.into_iter().flatten().map(mention).collect()
}

fn key_position(text: &str, line: u32, key: &str) -> Position {
    position_of_key(line_of(text, line), line, key)
}

fn json_tree(content: &str, line: u32, report: &mut Report<'_>) -> Option<Node> {
    match serde_json::from_str::<Value>(content) {
        Ok(value) => Some(node(value, Position { line, column: 1 }, content, DEEPEST)),
        Err(error) => {
            let column = u32::try_from(error.column().max(1)).unwrap_or(1);
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason);
            report.error(Position { line, column }, None, RecordMessage::NotJson { reason: quoted(reason) });
            None
        }
    }
}

/// A JSON value as a tree. `serde_json` keeps no places; a field's is where its name first stands in the line.
fn node(value: Value, at: Position, content: &str, depth_left: usize) -> Node {
    let Some(depth_left) = depth_left.checked_sub(1) else { return Node { at, content: Content::Absent } };
    let content = match value {
        Value::Null => Content::Absent,
        Value::Bool(truth) => Content::Scalar(truth.to_string()),
        Value::Number(number) => Content::Scalar(number.to_string()),
        Value::String(text) => Content::Scalar(text),
        Value::Array(items) => {
            Content::List(items.into_iter().map(|item| node(item, at, content, depth_left)).collect())
        }
        Value::Object(fields) => Content::Record(
            fields
                .into_iter()
                .map(|(name, value)| {
                    let at = position_of_key(content, at.line, &name);
                    Entry { name, at, value: node(value, at, content, depth_left) }
                })
                .collect(),
        ),
    };
    Node { at, content }
}

fn position_of_key(content: &str, line: u32, key: &str) -> Position {
    let before = content.split_once(&format!("\"{key}\"")).map_or("", |(before, _)| before);
    let column = u32::try_from(before.chars().count() + 1).unwrap_or(1);
    Position { line, column }
}
