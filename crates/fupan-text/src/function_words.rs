//! Words that hold a sentence together and tell nothing of what it is about: 的, 了, 有没有, the, of, with.
//!
//! They are indexed like all others; a question leaves them out.

use rust_stemmers::Stemmer;
use rustc_hash::FxHashSet;

const WORDS: &str = include_str!("../data/function_words.txt");

/// A set of words in the form in which tokens are compared.
#[derive(Debug)]
pub(crate) struct FunctionWords {
    words: FxHashSet<String>,
}

impl FunctionWords {
    pub(crate) fn new(stemmer: &Stemmer) -> Self {
        let compared = |word: &str| {
            if word.is_ascii() { stemmer.stem(word).into_owned() } else { word.to_owned() }
        };
        Self { words: WORDS.lines().map(compared).collect() }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}
