//! The words of the baselines.

use std::collections::BTreeSet;
use std::sync::Arc;

use fupan_text::JiebaWords;
use tantivy::tokenizer::{
    LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenStream, Tokenizer,
};

/// Longer words are dropped, as tantivy's own analyzers do.
const LONGEST_BYTES: usize = 40;

/// Those of tantivy's analyzer `default`.
pub(super) fn by_default() -> TextAnalyzer {
    let long = RemoveLongFilter::limit(LONGEST_BYTES);
    TextAnalyzer::builder(SimpleTokenizer::default()).filter(long).filter(LowerCaser).build()
}

/// jieba's.
pub(super) fn of_jieba(jieba: Arc<JiebaWords>) -> TextAnalyzer {
    let long = RemoveLongFilter::limit(LONGEST_BYTES);
    TextAnalyzer::builder(JiebaTokenizer { jieba }).filter(long).filter(LowerCaser).build()
}

/// The distinct words of a question, sorted.
pub(super) fn distinct(words: &TextAnalyzer, text: &str) -> BTreeSet<String> {
    let mut words = words.clone();
    let mut stream = words.token_stream(text);
    let mut distinct = BTreeSet::new();
    while let Some(token) = stream.next() {
        distinct.insert(token.text.clone());
    }
    distinct
}

/// Blanks and punctuation only make documents longer.
fn says_something(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

#[derive(Clone)]
struct JiebaTokenizer {
    jieba: Arc<JiebaWords>,
}

struct Words {
    /// The last first.
    rest: Vec<Token>,
    current: Token,
}

impl Tokenizer for JiebaTokenizer {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        let mut rest = Vec::new();
        for (position, span) in self.jieba.spans(text).into_iter().enumerate() {
            let Some(word) = text.get(span.clone()).filter(|word| says_something(word)) else { continue };
            let (offset_from, offset_to) = (span.start, span.end);
            rest.push(Token { offset_from, offset_to, position, text: word.to_owned(), position_length: 1 });
        }
        rest.reverse();
        Words { rest, current: Token::default() }
    }
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        let Some(next) = self.rest.pop() else { return false };
        self.current = next;
        true
    }

    fn token(&self) -> &Token {
        &self.current
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.current
    }
}
