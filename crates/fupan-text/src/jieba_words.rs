//! jieba as most programs use it, to compare with: the whole mixed text goes into it, in search mode and with its
//! hidden Markov model.
//!
//! ```
//! use fupan_text::JiebaWords;
//!
//! let text = "sync.Map误用于高写场景";
//! let words: Vec<&str> = JiebaWords::new().spans(text).into_iter().filter_map(|span| text.get(span)).collect();
//! assert_eq!(words, ["sync", "Map", "sync.Map", "误", "用于", "高写", "场景"]);
//! ```
//!
//! Nothing that fupan indexes or asks is cut this way.

use std::ops::Range;

use jieba_rs::{Jieba, TokenizeMode};

use crate::packed::Packed;

/// jieba with its own dictionary. Making one takes a good part of a second.
pub struct JiebaWords {
    jieba: Jieba,
}

impl std::fmt::Debug for JiebaWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JiebaWords").finish_non_exhaustive()
    }
}

impl Default for JiebaWords {
    fn default() -> Self {
        Self::new()
    }
}

impl JiebaWords {
    /// Unpacks the dictionary that comes with the program.
    #[must_use]
    pub fn new() -> Self {
        let lines = Packed::new().words().map(|(word, frequency)| format!("{word} {frequency}\n"));
        let text: String = lines.collect();
        // Lines of a word and a number are what it takes; an empty dictionary still cuts.
        let jieba = Jieba::with_dict(&mut text.as_bytes()).unwrap_or_else(|_| Jieba::empty());
        Self { jieba }
    }

    /// Where the words of a text stand, in bytes, blanks and punctuation among them. A long word comes after the
    /// shorter ones within it.
    #[must_use]
    pub fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = self.jieba.tokenize(text, TokenizeMode::Search, true);
        tokens.into_iter().map(|token| token.byte_start..token.byte_end).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_dictionary_comes_back_whole() {
        let text = include_str!("../data/dict.txt");
        let entry = |line: &str| {
            let mut fields = line.split(' ');
            (fields.next().unwrap().to_owned(), fields.next().unwrap().parse().unwrap())
        };
        let expected: BTreeMap<String, u32> = text.lines().map(entry).collect();
        let unpacked: BTreeMap<String, u32> = Packed::new().words().collect();
        assert!(unpacked == expected, "{} words of {}", unpacked.len(), expected.len());
    }
}
