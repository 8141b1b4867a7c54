//! YAML → a tree of values that know their place in the file.
//!
//! Scalars stay text: whether `1.20` is a number is for the field that holds it to say. Anchors, aliases and tags
//! are refused, so that a file is as large as it looks, and depth and number of values have bounds.

use fupan_locale::RecordMessage;
use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::problem::{Position, Report, quoted};

/// Lists and mappings within one another.
pub(crate) const DEEPEST: usize = 32;
/// Values in one file.
const MOST_VALUES: usize = 100_000;
/// Fields in one mapping.
const MOST_FIELDS: usize = 1_000;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) at: Position,
    pub(crate) content: Content,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Nothing was written: a field without a value counts as if it were not there.
    Absent,
    Scalar(String),
    List(Vec<Node>),
    Record(Vec<Entry>),
}

/// One field of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) at: Position,
    pub(crate) value: Node,
}

impl Node {
    /// The place of a field such as `root_causes[1].pattern`, or of the innermost thing on the way that exists.
    pub(crate) fn place(&self, field: &str) -> Position {
        let mut node = self;
        let steps = field.split(['.', '[']).map(|step| step.trim_end_matches(']'));
        for step in steps.filter(|step| !step.is_empty()) {
            let next = match &node.content {
                Content::Record(entries) => entries.iter().find(|entry| entry.name == step).map(|e| &e.value),
                Content::List(items) => step.parse().ok().and_then(|place: usize| items.get(place)),
                Content::Absent | Content::Scalar(_) => None,
            };
            let Some(next) = next else { break };
            node = next;
        }
        node.at
    }
}

/// A list or mapping whose end was not seen yet.
enum Open {
    List(Position, Vec<Node>),
    Record(Position, Vec<Entry>, Option<(String, Position)>),
}

/// Builds the tree while the events come in.
struct Builder<'r, 'a> {
    report: &'r mut Report<'a>,
    open: Vec<Open>,
    root: Option<Node>,
    values: usize,
}

/// Where and why reading has to stop.
type Stop = (Position, RecordMessage);

/// Reads YAML that begins in the given line of its file. `None`: no tree, and the reason is in the report.
pub(crate) fn parse(yaml: &str, first_line: u32, report: &mut Report<'_>) -> Option<Node> {
    let mut builder = Builder { report, open: Vec::new(), root: None, values: 0 };
    let at = |line: usize, column: usize| Position {
        line: u32::try_from(line).unwrap_or(u32::MAX).saturating_add(first_line - 1),
        column: u32::try_from(column + 1).unwrap_or(u32::MAX),
    };
    let mut parser = Parser::new_from_str(yaml);
    while let Some(event) = parser.next_event() {
        let done = match event {
            Ok((event, span)) => {
                let (line, column) = start(&span);
                builder.take(event, at(line, column))
            }
            Err(error) => {
                let (line, column) = (error.marker().line(), error.marker().col());
                Err((at(line, column), RecordMessage::NotYaml { reason: quoted(&error.info()) }))
            }
        };
        if let Err((position, message)) = done {
            builder.report.error(position, None, message);
            return None;
        }
    }
    if builder.root.is_none() {
        builder.report.error(Position::START, None, RecordMessage::EmptyYaml);
    }
    builder.root
}

fn start(span: &Span) -> (usize, usize) {
    (span.start.line(), span.start.col())
}

impl Builder<'_, '_> {
    fn take(&mut self, event: Event<'_>, at: Position) -> Result<(), Stop> {
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) | Event::Anchor(..) => {
                Err((at, RecordMessage::NoAliases))
            }
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                Err((at, RecordMessage::NoAliases))
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => Err((at, RecordMessage::NoTags)),
            Event::Scalar(text, style, _, None) => self.scalar(&text, style, at),
            Event::SequenceStart(_, _, None) => self.begin(Open::List(at, Vec::new()), at),
            Event::MappingStart(_, _, None) => self.begin(Open::Record(at, Vec::new(), None), at),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::DocumentStart(..) if self.root.is_some() => Err((at, RecordMessage::SeveralDocuments)),
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, at: Position) -> Result<(), Stop> {
        if let Some(Open::Record(_, _, name @ None)) = self.open.last_mut() {
            *name = Some((text.to_owned(), at));
            return Ok(());
        }
        let absent = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        let content = if absent { Content::Absent } else { Content::Scalar(text.to_owned()) };
        self.place(Node { at, content })
    }

    fn begin(&mut self, open: Open, at: Position) -> Result<(), Stop> {
        if self.open.len() >= DEEPEST {
            return Err((at, RecordMessage::TooDeep { limit: DEEPEST }));
        }
        if matches!(self.open.last(), Some(Open::Record(_, _, None))) {
            return Err((at, RecordMessage::KeyIsNoName));
        }
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        let node = match self.open.pop() {
            Some(Open::List(at, items)) => Node { at, content: Content::List(items) },
            Some(Open::Record(at, entries, _)) => Node { at, content: Content::Record(entries) },
            None => return Ok(()),
        };
        self.place(node)
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, node: Node) -> Result<(), Stop> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err((node.at, RecordMessage::TooManyValues { limit: MOST_VALUES }));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Record(_, entries, name)) => {
                let Some((name, at)) = name.take() else { return Ok(()) };
                if entries.len() >= MOST_FIELDS {
                    return Err((at, RecordMessage::TooManyValues { limit: MOST_FIELDS }));
                }
                if entries.iter().any(|entry| entry.name == name) {
                    let message = RecordMessage::DuplicateField { field: quoted(&name) };
                    self.report.error(at, None, message);
                } else {
                    entries.push(Entry { name, at, value: node });
                }
            }
        }
        Ok(())
    }
}
