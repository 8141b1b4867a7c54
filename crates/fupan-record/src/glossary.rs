//! `glossary/*.yaml`: a list of groups of words that mean one thing.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use fupan_locale::RecordMessage;
use fupan_model::GlossaryGroup;

use crate::field::FieldPath;
use crate::front_matter::decode;
use crate::mention::{Mention, MentionKind, Named};
use crate::problem::{Read, Report, quoted};
use crate::read::{LARGEST_RECORD, refused, typed_value};
use crate::schema::schema_of;
use crate::shape::Shape;
use crate::tree::{self, Content, Node};

/// Groups of fewer terms say nothing.
const FEWEST_TERMS: usize = 2;

/// Reads a file of a glossary. A group that is wrong is left out, as is a term that is blank or stands twice in its
/// group; the others are there.
#[must_use]
pub fn read_glossary(path: &Path, bytes: &[u8]) -> Read<Vec<GlossaryGroup>> {
    let text = match decode(bytes, LARGEST_RECORD) {
        Ok(text) => text,
        Err((at, message)) => return refused(path, bytes, at, message),
    };
    let mut report = Report::new(path, text);
    let Some(tree) = tree::parse(text, 1, &mut report) else {
        return Read { value: None, problems: report.into_problems(), mentions: Vec::new() };
    };
    let Content::List(items) = &tree.content else {
        report.error(tree.at, None, RecordMessage::ExpectedList);
        return Read { value: None, problems: report.into_problems(), mentions: Vec::new() };
    };
    let mut groups = Vec::new();
    let mut mentions: Vec<Mention> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let path = FieldPath::Item(&FieldPath::Root, place);
        let Some((group, named)) = read_group(&tree, item, path, &mut report) else { continue };
        mentions.extend(named.into_iter().map(|named| named.at_its_place(text, &tree)));
        groups.push(group);
    }
    Read { value: Some(groups), problems: report.into_problems(), mentions }
}

/// A group with the names that other files must not have.
fn read_group(
    tree: &Node,
    item: &Node,
    path: FieldPath<'_>,
    report: &mut Report<'_>,
) -> Option<(GlossaryGroup, Vec<Named>)> {
    static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of_schema(&schema_of::<GlossaryGroup>()));
    if item.content == Content::Absent {
        report.error(item.at, path.text(), RecordMessage::BlankText);
        return None;
    }
    let mut group = typed_value(item, &SHAPE, path, report)?;
    let terms = keep_telling_terms(&mut group, tree, path, report);
    if group.terms().count() < FEWEST_TERMS {
        report.error(item.at, path.text(), RecordMessage::TooFewTerms);
        return None;
    }
    let id = Named::new(MentionKind::GlossaryGroup, &group.id, FieldPath::Name(&path, "id").to_string());
    Some((group, std::iter::once(id).chain(terms).collect()))
}

/// Leaves out terms that are blank or that the group has already, and names the strong ones.
fn keep_telling_terms(
    group: &mut GlossaryGroup,
    tree: &Node,
    path: FieldPath<'_>,
    report: &mut Report<'_>,
) -> Vec<Named> {
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    for (name, is_strong, terms) in lists_of(group) {
        let list = FieldPath::Name(&path, name);
        let mut places = 0..;
        terms.retain(|term| {
            let field = FieldPath::Item(&list, places.next().unwrap_or_default()).to_string();
            let folded = folded(term);
            let objection = if folded.is_empty() {
                Some(RecordMessage::BlankText)
            } else {
                (!seen.insert(folded.clone())).then(|| RecordMessage::RepeatedTerm { term: quoted(term) })
            };
            let is_kept = objection.is_none();
            if let Some(message) = objection {
                report.error(tree.place(&field), Some(field), message);
            } else if is_strong {
                named.push(Named::new(MentionKind::GlossaryTerm, &folded, field));
            }
            is_kept
        });
    }
    named
}

/// The lists of a group by the names of their fields, and whether their terms are strong.
fn lists_of(group: &mut GlossaryGroup) -> [(&'static str, bool, &mut Vec<String>); 5] {
    [
        ("zh", true, &mut group.zh),
        ("en", true, &mut group.en),
        ("symbols", true, &mut group.symbols),
        ("messages", true, &mut group.messages),
        ("loose", false, &mut group.loose),
    ]
}

/// A term without case, full width and runs of blanks: what makes two spellings one term.
fn folded(term: &str) -> String {
    let half_width = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let text: String = term.chars().map(half_width).flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
