//! Texts of a record that exist in one language only.

use fupan_model::Language;

use crate::field::FieldPath;
use crate::shape::Shape;
use crate::tree::{Content, Entry, Node};

/// A text that lacks one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lacking {
    pub(crate) field: String,
    pub(crate) language: Language,
}

/// Those of a record, in the order of the file.
pub(crate) fn lacking(record: &Node, shape: &Shape) -> Vec<Lacking> {
    let mut lacking = Vec::new();
    collect(record, shape, FieldPath::Root, &mut lacking);
    lacking
}

fn collect(node: &Node, shape: &Shape, path: FieldPath<'_>, lacking: &mut Vec<Lacking>) {
    match (shape, &node.content) {
        (Shape::Known(shape), _) => collect(node, shape, path, lacking),
        (Shape::List(shape), Content::List(items)) => {
            for (place, item) in items.iter().enumerate() {
                collect(item, shape, FieldPath::Item(&path, place), lacking);
            }
        }
        (Shape::Record(fields), Content::Record(entries)) => {
            for entry in entries {
                if let Some(field) = fields.iter().find(|field| field.name == entry.name) {
                    collect(&entry.value, &field.shape, FieldPath::Name(&path, &entry.name), lacking);
                }
            }
        }
        (Shape::Localized(_), Content::Record(entries)) => {
            let language = match (has_text(entries, "zh"), has_text(entries, "en")) {
                (true, false) => Language::En,
                (false, true) => Language::Zh,
                // One without any text is an error of its own.
                (true, true) | (false, false) => return,
            };
            lacking.push(Lacking { field: path.text().unwrap_or_default(), language });
        }
        _ => {}
    }
}

fn has_text(entries: &[Entry], name: &str) -> bool {
    let is_text = |node: &Node| matches!(&node.content, Content::Scalar(text) if !text.trim().is_empty());
    entries.iter().any(|entry| entry.name == name && is_text(&entry.value))
}
