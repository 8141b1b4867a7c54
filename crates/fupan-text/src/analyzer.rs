//! The one pass over a text.

use std::io::BufRead;
use std::sync::OnceLock;

use jieba_rs::Jieba;
use rust_stemmers::{Algorithm, Stemmer};

use crate::domain::DomainWords;
use crate::fold::{Folded, fold, is_han};
use crate::function_words::FunctionWords;
use crate::identifier;
use crate::packed::Packed;
use crate::segment::Segmenter;

/// Which field of an index a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Chinese words; parts of identifiers and English words, stemmed.
    Words,
    /// Whole identifiers and their suffixes, in lower case.
    Identifiers,
    /// Every two neighbouring Chinese characters.
    Bigrams,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As it is compared.
    pub text: String,
    /// Where it belongs.
    pub field: Field,
    /// Counted over the text: one for each Chinese character and each part of an identifier.
    pub position: u32,
    /// Its first byte in the original text.
    pub start: usize,
    /// Behind its last byte in the original text.
    pub end: usize,
}

/// Why a user's own dictionary could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the dictionary cannot be read: {source}")]
pub struct DictionaryError {
    /// What is wrong.
    #[from]
    source: jieba_rs::Error,
}

/// Turns texts into tokens.
pub struct Analyzer {
    packed: Packed,
    segmenter: Segmenter,
    domain: DomainWords,
    /// Only questions ask for them.
    function_words: OnceLock<FunctionWords>,
    stemmer: Stemmer,
    identity: String,
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Analyzer").field("identity", &self.identity).finish_non_exhaustive()
    }
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// The analysis with the dictionary that comes with the program.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Segmenter::Packed(Packed::new()), DomainWords::new([]), env!("FUPAN_ANALYSIS").to_owned())
    }

    /// The same with a user's own words, each emitted beside its parts.
    #[must_use]
    pub fn with_words(words: impl IntoIterator<Item = String>) -> Self {
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort();
        let identity = format!("{}+{:016x}", env!("FUPAN_ANALYSIS"), hash_of(words.join("\n").as_bytes()));
        Self::of(Segmenter::Packed(Packed::new()), DomainWords::new(words), identity)
    }

    /// The same with a user's own complete dictionary, in jieba's form: word, frequency, part of speech.
    ///
    /// # Errors
    /// [`DictionaryError`] where a line is not of that form.
    pub fn with_dictionary(dictionary: &mut impl BufRead) -> Result<Self, DictionaryError> {
        let mut text = Vec::new();
        dictionary.read_to_end(&mut text).map_err(jieba_rs::Error::from)?;
        let identity = format!("{}*{:016x}", env!("FUPAN_ANALYSIS"), hash_of(&text));
        let jieba = Jieba::with_dict(&mut text.as_slice())?;
        Ok(Self::of(Segmenter::Own(Box::new(jieba)), DomainWords::new([]), identity))
    }

    fn of(segmenter: Segmenter, domain: DomainWords, identity: String) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let function_words = OnceLock::new();
        Self { packed: Packed::new(), segmenter, domain, function_words, stemmer, identity }
    }

    /// Differs whenever the same text could give other tokens: an index of another identity must be made again.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Whether a token is a word that only holds the sentence together: a question need not ask for it.
    #[must_use]
    pub fn is_function_word(&self, token: &Token) -> bool {
        let words = || FunctionWords::new(&self.stemmer);
        token.field == Field::Words && self.function_words.get_or_init(words).contains(&token.text)
    }

    /// The tokens of a text, in the order of their first bytes within each run.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Vec<Token> {
        let folded = fold(text, &self.packed);
        let mut tokens = Vec::new();
        let (mut place, mut position) = (0, 0);
        while let Some(here) = folded.get(place) {
            if is_han(here.character) {
                let end = run_end(&folded, place, is_han);
                let run = folded.get(place..end).unwrap_or_default();
                self.chinese(run, position, &mut tokens);
                position += u32::try_from(run.len()).unwrap_or(u32::MAX);
                place = end;
            } else if identifier::begins_identifier(here.character) {
                let run = identifier::run_at(&folded, place);
                place = run.end;
                let run = folded.get(run).unwrap_or_default();
                position = identifier::tokens(run, position, &self.stemmer, &mut tokens);
            } else {
                place += 1;
            }
        }
        tokens
    }

    fn chinese(&self, run: &[Folded], position: u32, tokens: &mut Vec<Token>) {
        let characters: Vec<char> = run.iter().map(|folded| folded.character).collect();
        let mut spans = Vec::new();
        let mut start = 0;
        for length in self.segmenter.cut(&characters) {
            spans.push((start, length));
            start += length;
        }
        for start in 0..characters.len() {
            let rest = characters.get(start..).unwrap_or_default();
            spans.extend(self.domain.lengths_at(rest).map(|length| (start, length)));
        }
        spans.sort_unstable();
        spans.dedup();
        for (start, length) in spans {
            tokens.extend(token(run, &characters, start, length, position, Field::Words));
        }
        let pairs = characters.len().saturating_sub(1).max(1);
        for start in 0..pairs {
            let length = 2.min(characters.len());
            tokens.extend(token(run, &characters, start, length, position, Field::Bigrams));
        }
    }
}

fn run_end(text: &[Folded], start: usize, belongs: fn(char) -> bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|folded| belongs(folded.character)).count()
}

fn token(
    run: &[Folded],
    characters: &[char],
    start: usize,
    length: usize,
    position: u32,
    field: Field,
) -> Option<Token> {
    let end = start + length;
    Some(Token {
        text: characters.get(start..end)?.iter().collect(),
        field,
        position: position + u32::try_from(start).ok()?,
        start: run.get(start)?.start,
        end: run.get(end.checked_sub(1)?)?.end,
    })
}

/// FNV-1a: it tells dictionaries apart, no more.
fn hash_of(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}
