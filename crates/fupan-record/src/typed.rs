//! A tree × a shape → JSON of the model's type, with every deviation reported at its place.
//!
//! What is wrong is left out and the rest goes on, so that one run reports all problems of a file; a record that
//! lacks a required field is given up, and its place in a list with it.

use fupan_locale::RecordMessage;
use serde_json::{Map, Number, Value};

use crate::field::FieldPath;
use crate::nearest::nearest;
use crate::problem::{Position, Report, quoted};
use crate::shape::{Field, Shape};
use crate::tree::{Content, Entry, Node};

/// The value of a node, or `None` where there is none of that shape.
pub(crate) fn value(
    node: &Node,
    shape: &Shape,
    path: FieldPath<'_>,
    report: &mut Report<'_>,
) -> Option<Value> {
    let result = match (shape, &node.content) {
        (_, Content::Absent) => return None,
        (Shape::Known(_), Content::Scalar(text)) if text == "unknown" => Ok(Value::from("unknown")),
        (Shape::Known(shape), Content::Scalar(_)) => Err(expected_or_unknown(shape)),
        (Shape::Known(shape), _) => return value(node, shape, path, report),
        (Shape::List(shape), Content::List(items)) => return Some(list(items, shape, path, report)),
        (Shape::Record(fields), Content::Record(entries)) => {
            return record(node.at, entries, fields, path, report);
        }
        (Shape::Localized(fields), Content::Record(entries)) => {
            return localized(node.at, entries, fields, path, report);
        }
        (_, Content::Scalar(text)) => scalar(text, shape),
        (_, Content::List(_) | Content::Record(_)) => Err(expected(shape)),
    };
    match result {
        Ok(value) => Some(value),
        Err(message) => {
            report.error(node.at, path.text(), message);
            None
        }
    }
}

fn list(items: &[Node], shape: &Shape, path: FieldPath<'_>, report: &mut Report<'_>) -> Value {
    let values = items.iter().enumerate().filter_map(|(place, item)| {
        let path = FieldPath::Item(&path, place);
        if item.content == Content::Absent {
            report.error(item.at, path.text(), RecordMessage::BlankText);
        }
        value(item, shape, path, report)
    });
    Value::Array(values.collect())
}

fn record(
    at: Position,
    entries: &[Entry],
    fields: &[Field],
    path: FieldPath<'_>,
    report: &mut Report<'_>,
) -> Option<Value> {
    for entry in entries {
        if !fields.iter().any(|field| field.name == entry.name) {
            let path = FieldPath::Name(&path, &quoted(&entry.name)).text();
            report.error(entry.at, path, unknown_field(&entry.name, fields));
        }
    }
    let mut values = Map::new();
    let mut complete = true;
    for field in fields {
        let entry = entries.iter().find(|entry| entry.name == field.name);
        let path = FieldPath::Name(&path, &field.name);
        if let Some(value) = entry.and_then(|entry| value(&entry.value, &field.shape, path, report)) {
            values.insert(field.name.clone(), value);
        } else if field.required {
            complete = false;
            if entry.is_none_or(|entry| entry.value.content == Content::Absent) {
                let at = entry.map_or(at, |entry| entry.at);
                report.error(at, path.text(), RecordMessage::MissingField { field: field.name.clone() });
            }
        }
    }
    complete.then_some(Value::Object(values))
}

fn localized(
    at: Position,
    entries: &[Entry],
    fields: &[Field],
    path: FieldPath<'_>,
    report: &mut Report<'_>,
) -> Option<Value> {
    let texts = record(at, entries, fields, path, report)?;
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    if texts.as_object().is_some_and(|texts| texts.values().any(is_text)) {
        return Some(texts);
    }
    report.error(at, path.text(), RecordMessage::NoText);
    None
}

fn scalar(text: &str, shape: &Shape) -> Result<Value, RecordMessage> {
    match shape {
        Shape::Text => Ok(Value::from(text)),
        Shape::Checked(form) => form.objection(text).map_or_else(|| Ok(Value::from(text)), Err),
        Shape::Word(words) if words.iter().any(|word| word == text) => Ok(Value::from(text)),
        Shape::Word(words) => Err(unknown_word(text, words)),
        Shape::Truth => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(RecordMessage::ExpectedTruth { value: quoted(text) }),
        },
        Shape::Whole(most) => match text.parse::<u64>() {
            Ok(number) if number <= *most => Ok(Value::from(number)),
            _ => Err(RecordMessage::ExpectedWhole { value: quoted(text), most: *most }),
        },
        Shape::Number => text
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map(Value::Number)
            .ok_or_else(|| RecordMessage::ExpectedNumber { value: quoted(text) }),
        Shape::List(_) | Shape::Record(_) | Shape::Localized(_) | Shape::Known(_) => Err(expected(shape)),
    }
}

fn expected(shape: &Shape) -> RecordMessage {
    match shape {
        Shape::List(_) => RecordMessage::ExpectedList,
        Shape::Record(fields) | Shape::Localized(fields) => {
            RecordMessage::ExpectedFields { fields: names(fields) }
        }
        _ => RecordMessage::ExpectedText,
    }
}

fn expected_or_unknown(shape: &Shape) -> RecordMessage {
    match shape {
        Shape::Record(fields) | Shape::Localized(fields) => {
            RecordMessage::ExpectedFieldsOrUnknown { fields: names(fields) }
        }
        _ => expected(shape),
    }
}

fn names(fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    names.join(", ")
}

fn unknown_field(name: &str, fields: &[Field]) -> RecordMessage {
    let field = quoted(name);
    match nearest(name, fields.iter().map(|field| field.name.as_str())) {
        Some(nearest) => RecordMessage::UnknownFieldNear { field, nearest: nearest.to_owned() },
        None => RecordMessage::UnknownField { field },
    }
}

fn unknown_word(text: &str, words: &[String]) -> RecordMessage {
    let (value, allowed) = (quoted(text), words.join(", "));
    match nearest(text, words.iter().map(String::as_str)) {
        Some(nearest) => RecordMessage::UnknownWordNear { value, allowed, nearest: nearest.to_owned() },
        None => RecordMessage::UnknownWord { value, allowed },
    }
}
