//! Words that hold a sentence together and tell nothing of what it is about: 的, 了, 有没有, the, of, with.
//!
//! They are indexed like all others; a question leaves them out.

use rustc_hash::FxHashSet;

use crate::stems::{KnownStems, Stems};

const WORDS: &str = include_str!("../data/function_words.txt");

/// A set of words in the form in which tokens are compared.
#[derive(Debug)]
pub(crate) struct FunctionWords {
    words: FxHashSet<String>,
}

impl FunctionWords {
    pub(crate) fn new(stems: &Stems) -> Self {
        let mut known = KnownStems::default();
        Self { words: WORDS.lines().map(|word| stems.stem(word, &mut known).to_owned()).collect() }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}
