//! Bytes of a postmortem or pattern file → the record, its problems and its mentions.

use std::path::Path;
use std::sync::LazyLock;

use fupan_locale::RecordMessage;
use fupan_model::{Pattern, Postmortem};
use serde::de::DeserializeOwned;

use crate::check::{check_pattern, check_postmortem};
use crate::field::FieldPath;
use crate::front_matter::{self, FIRST_LINE};
use crate::mention::{Named, of_pattern, of_postmortem};
use crate::problem::{Position, Problem, Read, Report, line_of, quoted, shown_line};
use crate::schema::schema_of;
use crate::shape::Shape;
use crate::tree::{self, Node};
use crate::typed;

/// A file larger than this, in bytes, is no record and is not looked into.
pub const LARGEST_RECORD: u64 = 2 << 20;

/// Reads a `postmortem.md`. The path only says where problems lie, and which folder the id should name.
#[must_use]
pub fn read_postmortem(path: &Path, bytes: &[u8]) -> Read<Postmortem> {
    read(path, bytes)
}

/// Reads a pattern's file. The path only says where problems lie, and how the pattern should be named.
#[must_use]
pub fn read_pattern(path: &Path, bytes: &[u8]) -> Read<Pattern> {
    read(path, bytes)
}

/// A record with front matter.
pub(crate) trait Written: DeserializeOwned {
    fn shape() -> &'static Shape;
    fn set_body(&mut self, body: String);
    fn check(&self, tree: &Node, report: &mut Report<'_>);
    fn named(&self) -> Vec<Named>;
}

impl Written for Postmortem {
    fn shape() -> &'static Shape {
        static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of_schema(&schema_of::<Postmortem>()));
        &SHAPE
    }

    fn set_body(&mut self, body: String) {
        self.body = body;
    }

    fn check(&self, tree: &Node, report: &mut Report<'_>) {
        check_postmortem(self, tree, report);
    }

    fn named(&self) -> Vec<Named> {
        of_postmortem(self)
    }
}

impl Written for Pattern {
    fn shape() -> &'static Shape {
        static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of_schema(&schema_of::<Pattern>()));
        &SHAPE
    }

    fn set_body(&mut self, body: String) {
        self.body = body;
    }

    fn check(&self, tree: &Node, report: &mut Report<'_>) {
        check_pattern(self, tree, report);
    }

    fn named(&self) -> Vec<Named> {
        of_pattern(self)
    }
}

fn read<T: Written>(path: &Path, bytes: &[u8]) -> Read<T> {
    let text = match front_matter::decode(bytes, LARGEST_RECORD) {
        Ok(text) => text,
        Err((at, message)) => return refused(path, bytes, at, message),
    };
    let front = match front_matter::split(text) {
        Ok(front) => front,
        Err((at, message)) => return refused(path, bytes, at, message),
    };
    let mut report = Report::new(path, text);
    let tree = tree::parse(front.yaml, FIRST_LINE, &mut report);
    let mut value: Option<T> =
        tree.as_ref().and_then(|tree| typed_value(tree, T::shape(), FieldPath::Root, &mut report));
    let mut mentions = Vec::new();
    if let (Some(value), Some(tree)) = (&mut value, &tree) {
        value.set_body(front.body.to_owned());
        value.check(tree, &mut report);
        mentions = value.named().into_iter().map(|named| named.at_its_place(text, tree)).collect();
    }
    Read { value, problems: report.into_problems(), mentions }
}

/// The record that a tree holds.
pub(crate) fn typed_value<T: DeserializeOwned>(
    tree: &Node,
    shape: &Shape,
    path: FieldPath<'_>,
    report: &mut Report<'_>,
) -> Option<T> {
    let value = typed::value(tree, shape, path, report)?;
    match serde_json::from_value(value) {
        Ok(record) => Some(record),
        Err(error) => {
            report.error(tree.at, path.text(), RecordMessage::Refused { reason: quoted(&error.to_string()) });
            None
        }
    }
}

/// Nothing of a file that cannot be looked into.
pub(crate) fn refused<T>(path: &Path, bytes: &[u8], at: Position, message: RecordMessage) -> Read<T> {
    let limit = usize::try_from(LARGEST_RECORD).unwrap_or(usize::MAX);
    let text = String::from_utf8_lossy(bytes.get(..limit).unwrap_or(bytes));
    let (column, source_line) = shown_line(line_of(&text, at.line), at.column);
    let problem = Problem { line: at.line, column, source_line, ..Problem::of_path(path, message) };
    Read { value: None, problems: vec![problem], mentions: Vec::new() }
}
