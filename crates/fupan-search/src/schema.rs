//! The fields of a document, and what weighs how much.

use fupan_text::{Analyzer, Field as Kind, Token};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token as IndexToken};

/// What is known of an incident, for search. Each list is one field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Titles in every language, other names.
    pub title: Vec<String>,
    /// What is told of it.
    pub body: Vec<String>,
    /// Go functions, types and constructs.
    pub symbols: Vec<String>,
    /// Error lines.
    pub errors: Vec<String>,
    /// Ids and names of its patterns.
    pub patterns: Vec<String>,
    /// Services and projects.
    pub services: Vec<String>,
    /// What it can be filtered by: key and value.
    pub filters: Vec<(String, String)>,
}

/// A field of the index with what a match in it is worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighted {
    pub(crate) field: Field,
    pub(crate) weight: f32,
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) filter: Field,
    /// Where words are looked for.
    pub(crate) words: Vec<Weighted>,
    pub(crate) identifiers: Weighted,
    pub(crate) bigrams: Weighted,
}

/// Names and weights of the word fields, in the order in which a document lists them. The one place of
/// these numbers.
const WORD_FIELDS: [(&str, f32); 6] =
    [("title", 1.6), ("body", 1.0), ("symbol", 0.8), ("error", 1.3), ("pattern", 0.7), ("service", 0.8)];
const IDENTIFIER_WEIGHT: f32 = 0.8;
const BIGRAM_WEIGHT: f32 = 0.3;

/// The number of tokens of a field in a document stands in a column of this name, so that the statistics of the
/// index are exact after any number of changes.
pub(crate) fn length_column(field: &str) -> String {
    format!("{field}_length")
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let id = builder.add_text_field("id", STRING | STORED | FAST);
    let filter = builder.add_text_field("filter", STRING);
    let mut field = |name: &str, weight: f32| {
        builder.add_u64_field(&length_column(name), FAST);
        Weighted { field: builder.add_text_field(name, tokens_as_given()), weight }
    };
    let words = WORD_FIELDS.iter().map(|(name, weight)| field(name, *weight)).collect();
    let identifiers = field("identifier", IDENTIFIER_WEIGHT);
    let bigrams = field("bigram", BIGRAM_WEIGHT);
    (builder.build(), Fields { id, filter, words, identifiers, bigrams })
}

fn tokens_as_given() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}

impl Fields {
    /// Every field with token statistics.
    pub(crate) fn scored(&self) -> impl Iterator<Item = Weighted> {
        self.words.iter().copied().chain([self.identifiers, self.bigrams])
    }

    /// The document as the index takes it. Every scored field has at least one token, so that absent fields do not
    /// change the statistics.
    pub(crate) fn index_document(
        &self,
        document: &Document,
        analyzer: &Analyzer,
        schema: &Schema,
    ) -> TantivyDocument {
        let analyzed = |texts: &[String]| -> Vec<Token> {
            texts.iter().flat_map(|text| analyzer.analyze(text)).collect()
        };
        let lists = [
            &document.title,
            &document.body,
            &document.symbols,
            &document.errors,
            &document.patterns,
            &document.services,
        ];
        let tokens = lists.map(|texts| analyzed(texts));
        let mut index_document = TantivyDocument::default();
        index_document.add_text(self.id, &document.id);
        for (key, value) in &document.filters {
            index_document.add_text(self.filter, filter_term(key, value));
        }
        let mut add = |field: Field, texts: Vec<&str>| {
            let texts = if texts.is_empty() { vec![NOTHING] } else { texts };
            let count = texts.len() as u64;
            index_document.add_pre_tokenized_text(field, pre_tokenized(&texts));
            if let Ok(column) = schema.get_field(&length_column(schema.get_field_name(field))) {
                index_document.add_u64(column, count);
            }
        };
        for (weighted, tokens) in self.words.iter().zip(&tokens) {
            add(weighted.field, of_kind([tokens], Kind::Words));
        }
        add(self.identifiers.field, of_kind(&tokens, Kind::Identifiers));
        add(self.bigrams.field, of_kind(&tokens, Kind::Bigrams));
        index_document
    }
}

/// Stands in a field that would be empty; no analysis gives it.
const NOTHING: &str = "\u{0}";

/// The term of a filter; both parts in lower case.
pub(crate) fn filter_term(key: &str, value: &str) -> String {
    format!("{}:{}", key.to_lowercase(), value.to_lowercase())
}

fn of_kind<'a>(tokens: impl IntoIterator<Item = &'a Vec<Token>>, kind: Kind) -> Vec<&'a str> {
    let tokens = tokens.into_iter().flatten();
    tokens.filter(|token| token.field == kind).map(|token| token.text.as_str()).collect()
}

fn pre_tokenized(texts: &[&str]) -> PreTokenizedString {
    let token = |(position, text): (usize, &&str)| IndexToken {
        position,
        text: (*text).to_owned(),
        ..IndexToken::default()
    };
    PreTokenizedString { text: String::new(), tokens: texts.iter().enumerate().map(token).collect() }
}
