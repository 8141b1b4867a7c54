//! Words of the domain that count as one beside the parts into which the dictionary cuts them.

use rustc_hash::{FxHashMap, FxHashSet};

const WORDS: &str = include_str!("../data/domain.txt");
/// Longer words are not looked for.
const LONGEST: usize = 8;

/// A set of words, asked by their first character.
#[derive(Debug, Default)]
pub(crate) struct DomainWords {
    words: FxHashSet<Vec<char>>,
    /// The length of the longest word by first character.
    longest: FxHashMap<char, usize>,
}

impl DomainWords {
    pub(crate) fn new(more: impl IntoIterator<Item = String>) -> Self {
        let mut words = Self::default();
        WORDS.lines().for_each(|word| words.add(word));
        more.into_iter().for_each(|word| words.add(&word));
        words
    }

    fn add(&mut self, word: &str) {
        let characters: Vec<char> = word.chars().collect();
        let Some(first) = characters.first().filter(|_| (2..=LONGEST).contains(&characters.len())) else {
            return;
        };
        let longest = self.longest.entry(*first).or_default();
        *longest = characters.len().max(*longest);
        self.words.insert(characters);
    }

    /// The lengths of the words that begin the characters, the shortest first.
    pub(crate) fn lengths_at(&self, characters: &[char]) -> impl Iterator<Item = usize> {
        let longest = characters.first().and_then(|first| self.longest.get(first)).copied().unwrap_or(0);
        let most = longest.min(characters.len());
        (2..=most).filter(|length| characters.get(..*length).is_some_and(|word| self.words.contains(word)))
    }
}
