//! The fields of a document.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::token_row::TOKENIZER;
use crate::weights;

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
    /// Its day, in days since 1970.
    pub day: Option<i64>,
    /// What it can be filtered by: key and value.
    pub filters: Vec<(String, String)>,
}

impl Document {
    /// The texts of the word fields, in their order.
    pub(crate) fn texts(&self) -> [&[String]; 6] {
        [&self.title, &self.body, &self.symbols, &self.errors, &self.patterns, &self.services]
    }
}

/// A field of the index with what a match in it is worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighted {
    pub(crate) field: Field,
    /// The column of its lengths.
    pub(crate) length: Field,
    pub(crate) weight: f32,
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) filter: Field,
    pub(crate) day: Field,
    /// Where words are looked for.
    pub(crate) words: Vec<Weighted>,
    pub(crate) identifiers: Weighted,
    pub(crate) bigrams: Weighted,
}

/// The number of tokens of a field in a document stands in a column of this name, so that the statistics of the
/// index are exact after any number of changes.
pub(crate) fn length_column(field: &str) -> String {
    format!("{field}_length")
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let id = builder.add_text_field("id", STRING | STORED | FAST);
    let filter = builder.add_text_field("filter", STRING);
    let day = builder.add_i64_field("day", FAST);
    let mut field = |name: &str, weight: f32| {
        let length = builder.add_u64_field(&length_column(name), FAST);
        Weighted { field: builder.add_text_field(name, rows_of_tokens()), length, weight }
    };
    let words = weights::WORD_FIELDS.iter().map(|(name, weight)| field(name, *weight)).collect();
    let identifiers = field("identifier", weights::IDENTIFIER);
    let bigrams = field("bigram", weights::BIGRAM);
    (builder.build(), Fields { id, filter, day, words, identifiers, bigrams })
}

/// With positions, so that phrases can be asked.
fn rows_of_tokens() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

impl Fields {
    /// Every field with token statistics.
    pub(crate) fn scored(&self) -> impl Iterator<Item = Weighted> {
        self.words.iter().copied().chain([self.identifiers, self.bigrams])
    }
}

/// The term of a filter; both parts in lower case.
pub(crate) fn filter_term(key: &str, value: &str) -> String {
    format!("{}:{}", key.to_lowercase(), value.to_lowercase())
}
