//! Analysis of mixed Chinese, English and code, the same for documents and for questions.
//!
//! One pass turns a text into tokens of three fields, each with its place in the original bytes:
//!
//! ```
//! use fupan_text::{Analyzer, Field};
//!
//! let analyzer = Analyzer::new();
//! let tokens = analyzer.analyze("sync.Map误用于高写场景");
//! let of = |field| -> Vec<&str> {
//!     tokens.iter().filter(|token| token.field == field).map(|token| token.text.as_str()).collect()
//! };
//! assert_eq!(of(Field::Words), ["sync", "map", "误", "用于", "高", "写", "场景"]);
//! assert_eq!(of(Field::Identifiers), ["sync.map"]);
//! assert_eq!(of(Field::Bigrams), ["误用", "用于", "于高", "高写", "写场", "场景"]);
//! ```
//!
//! Chinese runs are segmented by jieba's dictionary and route without its hidden Markov model, which invents words;
//! Latin runs never reach the segmenter. Full-width letters and Traditional characters are folded first. Words of the
//! domain that the dictionary lacks are emitted beside their parts, so that both are found.
//!
//! The dictionary is packed at build time and read in place: making an [`Analyzer`] costs microseconds. Who analyses many
//! texts keeps a [`Scratch`] and takes the tokens one by one ([`Analyzer::for_each_token`]); nothing is allocated for each.
//!
//! What it does not do: synonyms (they belong to the question), phonetics, embeddings.

mod analyzer;
mod chinese;
mod domain;
mod fold;
mod function_words;
mod glossary;
mod identifier;
mod jieba_words;
mod keywords;
mod packed;
mod scratch;
mod segment;
mod stems;
mod token;

pub use analyzer::{Analyzer, DictionaryError};
pub use glossary::{FoundMeaning, Glossary, GlossaryTerm};
pub use jieba_words::JiebaWords;
pub use keywords::{KeywordCandidate, KeywordScript, choose as choose_keywords};
pub use scratch::Scratch;
pub use token::{Field, FieldSet, Token, TokenRef};
