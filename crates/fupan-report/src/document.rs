//! What the renderers take: Markdown, the language it is in, and the pictures it names.

use std::collections::BTreeMap;

use fupan_locale::Language;

/// SVG texts by name; `![what it shows](picture:NAME)` in the Markdown puts one in its place.
pub type Pictures = BTreeMap<String, String>;

/// A report on its way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its text. The first heading of the first level is the title; `## Heading {#name}` gives a heading the anchor
    /// `name`.
    pub markdown: String,
    /// The language that most of it is in.
    pub language: Language,
    /// The pictures that the text names.
    pub pictures: Pictures,
    /// Words in small print below each page, such as the date and the version of what wrote it.
    pub footer: String,
}

impl Default for Document {
    fn default() -> Self {
        Self {
            markdown: String::new(),
            language: Language::En,
            pictures: Pictures::new(),
            footer: String::new(),
        }
    }
}
