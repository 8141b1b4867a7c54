//! Markdown to blocks: headings, paragraphs, code, tables and pictures, each with how far it is indented.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::fonts::Style;
use super::text::Span;
use crate::html::{OPTIONS, is_harmless};

/// How far a list stands in.
const LIST: f32 = 16.0;
/// How far a quotation stands in.
const QUOTE: f32 = 12.0;

/// A part of the text that stands alone.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) indent: f32,
    /// What stands before the first line of a list's item.
    pub(super) marker: Option<String>,
    /// Whether it belongs closely to the block before.
    pub(super) is_tight: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Heading { level: u8, anchor: String, spans: Vec<Span> },
    Paragraph { spans: Vec<Span> },
    Code { text: String },
    Table { columns: Vec<Alignment>, rows: Vec<Vec<Vec<Span>>> },
    Picture { name: String },
    Rule,
}

/// The blocks of a text.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    for event in Parser::new_ext(markdown, OPTIONS) {
        builder.take(event);
    }
    builder.flush();
    builder.blocks
}

/// The text of spans.
pub(super) fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// The cells of a row.
type Row = Vec<Vec<Span>>;

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    strong: usize,
    links: Vec<Option<String>>,
    /// The number of the next item of each list that is open; none for bullets.
    lists: Vec<Option<u64>>,
    quotes: u8,
    marker: Option<String>,
    heading: Option<(u8, String)>,
    headings: usize,
    code: Option<String>,
    table: Option<(Vec<Alignment>, Vec<Row>)>,
    picture: bool,
    /// Paragraphs of a loose list stand apart.
    is_loose: bool,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ if self.picture => {}
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text, None),
            },
            Event::Code(text) => self.text(&text, Some(Style::Code)),
            Event::SoftBreak => self.text(" ", None),
            Event::HardBreak => self.text("\n", None),
            Event::Rule => self.push(Kind::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.flush();
                self.headings += 1;
                let anchor = id.map_or_else(|| format!("s{}", self.headings), |id| id.to_string());
                self.heading = Some((number(level), anchor));
            }
            Tag::Paragraph | Tag::HtmlBlock => {
                self.is_loose = !self.lists.is_empty();
                self.flush();
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                debug_assert!(matches!(kind, CodeBlockKind::Fenced(_) | CodeBlockKind::Indented));
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(next)) => {
                        let marker = format!("{next}.");
                        *next += 1;
                        marker
                    }
                    _ => "•".to_owned(),
                });
            }
            Tag::Table(columns) => {
                self.flush();
                self.table = Some((columns, Vec::new()));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some((_, rows)) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => {
                self.links.push(is_harmless(&dest_url).then(|| dest_url.to_string()));
            }
            Tag::Image { dest_url, .. } => {
                self.flush();
                if let Some(name) = dest_url.strip_prefix("picture:") {
                    self.push(Kind::Picture { name: name.to_owned() });
                }
                self.picture = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let spans = std::mem::take(&mut self.spans);
                if let Some((level, anchor)) = self.heading.take() {
                    self.push(Kind::Heading { level, anchor, spans });
                }
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Item => {
                self.flush();
                self.marker = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                if let Some(text) = self.code.take() {
                    self.push(Kind::Code { text });
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.is_loose = false;
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.spans);
                if let Some(row) = self.table.as_mut().and_then(|(_, rows)| rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some((columns, rows)) = self.table.take() {
                    self.push(Kind::Table { columns, rows });
                }
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => self.picture = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str, style: Option<Style>) {
        let is_strong = self.strong > 0 || self.heading.is_some() || self.is_head_of_table();
        let style = style.unwrap_or(if is_strong { Style::Strong } else { Style::Text });
        let link = self.links.last().cloned().flatten();
        match self.spans.last_mut() {
            Some(last) if last.style == style && last.link == link => last.text.push_str(text),
            _ => self.spans.push(Span { text: text.to_owned(), style, link }),
        }
    }

    fn is_head_of_table(&self) -> bool {
        self.table.as_ref().is_some_and(|(_, rows)| rows.len() == 1)
    }

    /// Ends a paragraph, where one is open.
    fn flush(&mut self) {
        if self.table.is_some() || self.heading.is_some() {
            return;
        }
        let spans = std::mem::take(&mut self.spans);
        if !plain(&spans).trim().is_empty() {
            self.push(Kind::Paragraph { spans });
        }
    }

    fn push(&mut self, kind: Kind) {
        let depth = self.lists.iter().fold(0.0, |sum, _| sum + LIST);
        let is_tight = !self.lists.is_empty() && !self.is_loose && matches!(kind, Kind::Paragraph { .. });
        let indent = depth + f32::from(self.quotes) * QUOTE;
        self.blocks.push(Block { kind, indent, marker: self.marker.take(), is_tight });
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
