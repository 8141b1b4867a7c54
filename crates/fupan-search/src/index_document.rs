//! A document as the index takes it: for each scored field a row of tokens and their number, the id and the filters.

use std::iter::Empty;

use fupan_text::{Analyzer, Field as Kind, FieldSet, Scratch};
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Value};

use crate::schema::{Document, Fields, Weighted, filter_term};
use crate::token_row::TokenRow;

/// Stands in a field that would be empty, so that absent fields do not change the statistics; no analysis gives it.
const NOTHING: &str = "\u{0}";

/// Analyses documents; keeps its memory from one to the next.
#[derive(Debug, Default)]
pub(crate) struct DocumentAnalysis {
    scratch: Scratch,
    words: TokenRow,
    identifiers: TokenRow,
    bigrams: TokenRow,
}

impl DocumentAnalysis {
    pub(crate) fn run(&mut self, document: &Document, analyzer: &Analyzer, fields: &Fields) -> IndexDocument {
        let mut values = IndexDocument { values: Vec::with_capacity(2 * fields.scored().count() + 4) };
        values.add_text(fields.id, document.id.clone());
        if let Some(day) = document.day {
            values.values.push((fields.day, IndexValue::Day(day)));
        }
        for (key, value) in &document.filters {
            values.add_text(fields.filter, filter_term(key, value));
        }
        self.words.clear();
        self.identifiers.clear();
        self.bigrams.clear();
        for (weighted, texts) in fields.words.iter().zip(document.texts()) {
            self.words.begin_field();
            texts.iter().for_each(|text| self.add(text, analyzer));
            values.add_row(*weighted, &mut self.words);
        }
        values.add_row(fields.identifiers, &mut self.identifiers);
        values.add_row(fields.bigrams, &mut self.bigrams);
        values
    }

    fn add(&mut self, text: &str, analyzer: &Analyzer) {
        let Self { scratch, words, identifiers, bigrams } = self;
        let positions = analyzer.for_each_token(text, FieldSet::ALL, scratch, |token| match token.field {
            Kind::Words => words.push(token.position, token.text),
            Kind::Identifiers => identifiers.push(token.position, token.text),
            Kind::Bigrams => bigrams.push(token.position, token.text),
        });
        [words, identifiers, bigrams].into_iter().for_each(|row| row.end_text(positions));
    }
}

/// Fields with their values.
#[derive(Debug)]
pub(crate) struct IndexDocument {
    values: Vec<(Field, IndexValue)>,
}

/// A value of one field.
#[derive(Debug)]
pub(crate) enum IndexValue {
    Text(String),
    Number(u64),
    Day(i64),
}

impl IndexDocument {
    fn add_text(&mut self, field: Field, text: String) {
        self.values.push((field, IndexValue::Text(text)));
    }

    fn add_row(&mut self, weighted: Weighted, row: &mut TokenRow) {
        if row.count == 0 {
            row.push(0, NOTHING);
        }
        self.add_text(weighted.field, row.text.clone());
        self.values.push((weighted.length, IndexValue::Number(row.count)));
    }
}

impl tantivy::Document for IndexDocument {
    type Value<'a> = &'a IndexValue;
    type FieldsValuesIter<'a> = FieldsAndValues<'a>;

    fn iter_fields_and_values(&self) -> FieldsAndValues<'_> {
        FieldsAndValues { values: self.values.iter() }
    }
}

/// The fields of a document one after the other.
pub(crate) struct FieldsAndValues<'a> {
    values: std::slice::Iter<'a, (Field, IndexValue)>,
}

impl<'a> Iterator for FieldsAndValues<'a> {
    type Item = (Field, &'a IndexValue);

    fn next(&mut self) -> Option<Self::Item> {
        self.values.next().map(|(field, value)| (*field, value))
    }
}

impl<'a> Value<'a> for &'a IndexValue {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self {
            IndexValue::Text(text) => ReferenceValueLeaf::Str(text),
            IndexValue::Number(number) => ReferenceValueLeaf::U64(*number),
            IndexValue::Day(day) => ReferenceValueLeaf::I64(*day),
        })
    }
}
