//! What may stand in a field, taken from the JSON Schema of its type.
//!
//! The model's types are the one definition of the format. Their schemas are what editors check files with, and a
//! [`Shape`] is the same schema in the form that reading needs: it is made once from the schema, never by hand.

use fupan_locale::RecordMessage;
use fupan_model::{DeployId, GlossaryId, Moment, PatternId, PostmortemId, RequestId, SpanId, TraceId};
use serde_json::Value;

use crate::problem::quoted;

/// What may stand somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Any text.
    Text,
    /// Text of a certain form.
    Checked(Form),
    /// One of these words.
    Word(Vec<String>),
    /// `true` or `false`.
    Truth,
    /// A whole number up to this.
    Whole(u64),
    /// A decimal number.
    Number,
    /// Any number of these.
    List(Box<Shape>),
    /// Fields.
    Record(Vec<Field>),
    /// Fields `zh` and `en`, at least one of them.
    Localized(Vec<Field>),
    /// This, or the word `unknown`.
    Known(Box<Shape>),
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// A form of text that the model has a type for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    PostmortemId,
    PatternId,
    GlossaryId,
    Moment,
    TraceId,
    SpanId,
    RequestId,
    DeployId,
}

impl Form {
    fn of_type(name: &str) -> Option<Self> {
        Some(match name {
            "PostmortemId" => Self::PostmortemId,
            "PatternId" => Self::PatternId,
            "GlossaryId" => Self::GlossaryId,
            "Moment" => Self::Moment,
            "TraceId" => Self::TraceId,
            "SpanId" => Self::SpanId,
            "RequestId" => Self::RequestId,
            "DeployId" => Self::DeployId,
            _ => return None,
        })
    }

    /// Why a text has not this form; none where it has.
    pub(crate) fn objection(self, text: &str) -> Option<RecordMessage> {
        let value = quoted(text);
        let key = |kind: &'static str| RecordMessage::NotCorrelationKey {
            value: value.clone(),
            kind: kind.to_owned(),
        };
        match self {
            Self::PostmortemId => {
                text.parse::<PostmortemId>().err().map(|_| RecordMessage::NotPostmortemId { value })
            }
            Self::PatternId => text.parse::<PatternId>().err().map(|_| RecordMessage::NotPatternId { value }),
            Self::GlossaryId => {
                text.parse::<GlossaryId>().err().map(|_| RecordMessage::NotGlossaryId { value })
            }
            Self::Moment => text.parse::<Moment>().err().map(|_| RecordMessage::NotMoment { value }),
            Self::TraceId => text.parse::<TraceId>().err().map(|error| key(error.kind)),
            Self::SpanId => text.parse::<SpanId>().err().map(|error| key(error.kind)),
            Self::RequestId => text.parse::<RequestId>().err().map(|error| key(error.kind)),
            Self::DeployId => text.parse::<DeployId>().err().map(|error| key(error.kind)),
        }
    }
}

impl Shape {
    /// The shape that a schema with its `$defs` describes.
    pub(crate) fn of_schema(schema: &Value) -> Self {
        Compiler { definitions: schema.get("$defs").unwrap_or(&Value::Null) }.shape(schema)
    }
}

struct Compiler<'a> {
    definitions: &'a Value,
}

impl Compiler<'_> {
    fn shape(&self, schema: &Value) -> Shape {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            return self.named(name.rsplit('/').next().unwrap_or(name));
        }
        if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
            return self.either(choices);
        }
        let mut words = Vec::new();
        collect_words(schema, &mut words);
        if !words.is_empty() {
            return Shape::Word(words);
        }
        match type_of(schema) {
            "object" => Shape::Record(self.fields(schema)),
            "array" => {
                Shape::List(Box::new(schema.get("items").map_or(Shape::Text, |items| self.shape(items))))
            }
            "boolean" => Shape::Truth,
            "number" => Shape::Number,
            "integer" => match schema.get("format").and_then(Value::as_str) {
                Some("uint16") => Shape::Whole(u16::MAX.into()),
                Some("uint32") => Shape::Whole(u32::MAX.into()),
                _ => Shape::Whole(u64::MAX),
            },
            _ => Shape::Text,
        }
    }

    fn named(&self, name: &str) -> Shape {
        if let Some(form) = Form::of_type(name) {
            return Shape::Checked(form);
        }
        let definition = self.definitions.get(name).unwrap_or(&Value::Null);
        match self.shape(definition) {
            Shape::Record(fields) if name == "Localized" => Shape::Localized(fields),
            shape => shape,
        }
    }

    /// `T` or null is `T`, since a field without a value counts as absent; `unknown` or `T` is a statement.
    fn either(&self, choices: &[Value]) -> Shape {
        let is_unknown = |choice: &Value| choice.get("const").and_then(Value::as_str) == Some("unknown");
        let value = choices.iter().find(|choice| !is_unknown(choice) && type_of(choice) != "null");
        let shape = value.map_or(Shape::Text, |value| self.shape(value));
        if choices.iter().any(is_unknown) { Shape::Known(Box::new(shape)) } else { shape }
    }

    fn fields(&self, schema: &Value) -> Vec<Field> {
        let required = schema.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|other| other.as_str() == Some(name)));
        let properties = schema.get("properties").and_then(Value::as_object);
        properties
            .into_iter()
            .flatten()
            .map(|(name, schema)| Field {
                name: name.clone(),
                shape: self.shape(schema),
                required: is_required(name),
            })
            .collect()
    }
}

/// The words of an `enum`, a `const`, or of both within `oneOf`.
fn collect_words(schema: &Value, words: &mut Vec<String>) {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    words.extend(listed.chain(schema.get("const")).filter_map(Value::as_str).map(str::to_owned));
    for choice in schema.get("oneOf").and_then(Value::as_array).into_iter().flatten() {
        collect_words(choice, words);
    }
}

/// The schema's type, the first that is not null where there are several.
fn type_of(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or("")
        }
        _ => "",
    }
}
