//! The ids a record has and names: all that the check between files needs to know of it.

use fupan_model::{Pattern, Postmortem};
use serde::{Deserialize, Serialize};

use crate::problem::{Position, line_of, shown_line};
use crate::tree::Node;

/// An id, at its place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// What the record does with it.
    pub kind: MentionKind,
    /// The id or alias.
    pub name: String,
    /// The field it stands in.
    pub field: String,
    /// Its line, from 1.
    pub line: u32,
    /// Its character in that line, from 1.
    pub column: u32,
    /// The line's text, as a problem shows it.
    pub source_line: String,
}

/// What a record does with an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionKind {
    /// It is this postmortem.
    Postmortem,
    /// The postmortem has this name too.
    PostmortemAlias,
    /// It is this pattern.
    Pattern,
    /// The pattern had this name before.
    PatternAlias,
    /// A postmortem has a cause of this pattern.
    UsesPattern,
    /// A pattern lies below this one.
    Parent,
    /// A postmortem is related to this one.
    Relation,
    /// A pattern's example is this postmortem.
    Exemplar,
    /// A pattern says why no postmortem has it.
    SaidUnused,
    /// A postmortem names this function.
    Symbol,
    /// It is this group of the glossary.
    GlossaryGroup,
    /// A group of the glossary has this term; without case and width.
    GlossaryTerm,
}

/// An id and the field it stands in, before its place was looked up.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) kind: MentionKind,
    pub(crate) name: String,
    pub(crate) field: String,
}

impl Named {
    pub(crate) fn new(kind: MentionKind, name: &impl ToString, field: impl Into<String>) -> Self {
        Self { kind, name: name.to_string(), field: field.into() }
    }

    /// The mention, in a file's text and tree.
    pub(crate) fn at_its_place(self, text: &str, tree: &Node) -> Mention {
        let Position { line, column } = tree.place(&self.field);
        let (column, source_line) = shown_line(line_of(text, line), column);
        Mention { kind: self.kind, name: self.name, field: self.field, line, column, source_line }
    }
}

pub(crate) fn of_postmortem(postmortem: &Postmortem) -> Vec<Named> {
    let mut named = vec![Named::new(MentionKind::Postmortem, &postmortem.id, "id")];
    named.extend(numbered(MentionKind::PostmortemAlias, &postmortem.aliases, "aliases", ""));
    let patterns = postmortem.root_causes.iter().map(|cause| &cause.pattern);
    named.extend(numbered(MentionKind::UsesPattern, patterns, "root_causes", ".pattern"));
    let related = postmortem.similar.iter().map(|relation| relation.id);
    named.extend(numbered(MentionKind::Relation, related, "similar", ".id"));
    named.extend(numbered(MentionKind::Symbol, &postmortem.symbols, "symbols", ""));
    for (place, stack) in postmortem.stacks.iter().enumerate() {
        named.extend(numbered(MentionKind::Symbol, &stack.frames, &format!("stacks[{place}].frames"), ""));
    }
    named
}

pub(crate) fn of_pattern(pattern: &Pattern) -> Vec<Named> {
    let mut named = vec![Named::new(MentionKind::Pattern, &pattern.id, "id")];
    named.extend(numbered(MentionKind::PatternAlias, &pattern.aliases, "aliases", ""));
    named.extend(pattern.parent.iter().map(|parent| Named::new(MentionKind::Parent, parent, "parent")));
    named.extend(numbered(MentionKind::Exemplar, &pattern.exemplars, "exemplars", ""));
    let unused = pattern.unused_reason.iter();
    named.extend(unused.map(|_| Named::new(MentionKind::SaidUnused, &pattern.id, "unused_reason")));
    for (place, source) in pattern.sources.iter().enumerate() {
        let shown = source.incident.iter();
        named.extend(
            shown.map(|id| Named::new(MentionKind::Exemplar, id, format!("sources[{place}].incident"))),
        );
    }
    named
}

fn numbered<T: ToString>(
    kind: MentionKind,
    names: impl IntoIterator<Item = T>,
    list: &str,
    field: &str,
) -> impl Iterator<Item = Named> {
    names
        .into_iter()
        .enumerate()
        .map(move |(place, name)| Named::new(kind, &name, format!("{list}[{place}]{field}")))
}
