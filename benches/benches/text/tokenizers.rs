//! Tokens for a field of tantivy: the words of `fupan_text`, jieba-rs's, and those of a text that is already split.

use std::str::SplitAsciiWhitespace;
use std::sync::Arc;

use fupan_text::{Analyzer, Field, FieldSet, Scratch};
use jieba_rs::{Jieba, TokenizeMode};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The tokens of each text, with spaces between them.
pub(crate) fn split(texts: &[String], mut tokenizer: impl Tokenizer) -> Vec<String> {
    let mut split = |text: &String| {
        let mut tokens = String::new();
        tokenizer.token_stream(text).process(&mut |token| {
            tokens.push_str(&token.text);
            tokens.push(' ');
        });
        tokens
    };
    texts.iter().map(&mut split).collect()
}

/// The words of `fupan_text`, given one by one as they are found.
pub(crate) struct WordTokenizer {
    analyzer: Arc<Analyzer>,
    scratch: Scratch,
    token: Token,
}

impl WordTokenizer {
    pub(crate) fn new(analyzer: &Arc<Analyzer>) -> Self {
        Self { analyzer: Arc::clone(analyzer), scratch: Scratch::default(), token: Token::default() }
    }
}

impl Clone for WordTokenizer {
    fn clone(&self) -> Self {
        Self::new(&self.analyzer)
    }
}

pub(crate) struct WordStream<'a> {
    tokenizer: &'a mut WordTokenizer,
    text: &'a str,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { tokenizer: self, text }
    }
}

impl TokenStream for WordStream<'_> {
    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        let WordTokenizer { analyzer, scratch, token } = &mut *self.tokenizer;
        analyzer.for_each_token(self.text, FieldSet::of(&[Field::Words]), scratch, |word| {
            token.text.clear();
            token.text.push_str(word.text);
            token.position = word.position as usize;
            (token.offset_from, token.offset_to) = (word.start, word.end);
            sink(token);
        });
    }

    /// tantivy takes all tokens at once.
    fn advance(&mut self) -> bool {
        false
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}

/// What tantivy-jieba 0.21 does by default, with the same jieba-rs: search mode, hidden Markov model, places counted in
/// characters, nothing left out. The crate itself would bring a compressed dictionary of its own and with it a C library
/// into the workspace.
#[derive(Clone)]
pub(crate) struct JiebaTokenizer {
    jieba: Arc<Jieba>,
}

impl JiebaTokenizer {
    pub(crate) fn new(jieba: Jieba) -> Self {
        Self { jieba: Arc::new(jieba) }
    }
}

pub(crate) struct JiebaStream<'a> {
    text: &'a str,
    rest: std::vec::IntoIter<jieba_rs::Token<'a>>,
    token: Token,
}

impl Tokenizer for JiebaTokenizer {
    type TokenStream<'a> = JiebaStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> JiebaStream<'a> {
        let rest = self.jieba.tokenize(text, TokenizeMode::Search, true).into_iter();
        JiebaStream { text, rest, token: Token::default() }
    }
}

impl TokenStream for JiebaStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.rest.next() else { return false };
        self.token.offset_from = word.word.as_ptr() as usize - self.text.as_ptr() as usize;
        self.token.offset_to = self.token.offset_from + word.word.len();
        (self.token.position, self.token.position_length) = (word.start, word.end - word.start);
        self.token.text.clear();
        self.token.text.push_str(word.word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// What stands between spaces.
#[derive(Clone, Default)]
pub(crate) struct SpaceTokenizer {
    token: Token,
}

pub(crate) struct SpaceStream<'a> {
    rest: SplitAsciiWhitespace<'a>,
    token: &'a mut Token,
}

impl Tokenizer for SpaceTokenizer {
    type TokenStream<'a> = SpaceStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SpaceStream<'a> {
        self.token.position = usize::MAX;
        SpaceStream { rest: text.split_ascii_whitespace(), token: &mut self.token }
    }
}

impl TokenStream for SpaceStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(text) = self.rest.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(text);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
