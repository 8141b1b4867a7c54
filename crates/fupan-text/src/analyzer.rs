//! The one pass over a text.

use std::io::BufRead;
use std::sync::OnceLock;

use jieba_rs::Jieba;

use crate::domain::DomainWords;
use crate::fold::{fold, is_han};
use crate::function_words::FunctionWords;
use crate::identifier::begins_identifier;
use crate::packed::Packed;
use crate::scratch::Scratch;
use crate::segment::Segmenter;
use crate::stems::Stems;
use crate::token::{Field, FieldSet, Token, TokenRef};

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
    stems: Stems,
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
        let (packed, function_words, stems) = (Packed::new(), OnceLock::new(), Stems::new());
        Self { packed, segmenter, domain, function_words, stems, identity }
    }

    /// Differs whenever the same text could give other tokens: an index of another identity must be made again.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Whether a token is a word that only holds the sentence together: a question need not ask for it.
    #[must_use]
    pub fn is_function_word(&self, token: &Token) -> bool {
        let words = || FunctionWords::new(&self.stems);
        token.field == Field::Words && self.function_words.get_or_init(words).contains(&token.text)
    }

    /// The tokens of a text, in the order of their first bytes within each run.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.for_each_token(text, FieldSet::ALL, &mut Scratch::default(), |token| tokens.push(token.into()));
        tokens
    }

    /// Calls for each token of a text that is wanted, in the order of [`Analyzer::analyze`]. Returns the next free
    /// position.
    pub fn for_each_token(
        &self,
        text: &str,
        wanted: FieldSet,
        scratch: &mut Scratch,
        mut sink: impl FnMut(TokenRef<'_>),
    ) -> u32 {
        let (mut start, mut position) = (0, 0_u32);
        while let Some(rest) = next_run(text, &mut start) {
            let character =
                rest.chars().next().map(|character| fold(character, self.packed)).unwrap_or_default();
            let place = (start, position);
            if is_han(character) {
                let run = scratch.chinese.read(rest, self.packed);
                scratch.chinese.tokens(run, place, (&self.segmenter, &self.domain), wanted, &mut sink);
                start += run.len();
                position = position.saturating_add(u32::try_from(scratch.chinese.len()).unwrap_or(u32::MAX));
            } else if begins_identifier(character) {
                let packed_and_stems = (self.packed, &self.stems);
                let (length, next) = scratch.latin.tokens(rest, place, packed_and_stems, wanted, &mut sink);
                start += length;
                position = next;
            } else {
                start += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        position
    }
}

/// The text from the next byte on with which a run may begin: none of the signs and spaces of ASCII.
fn next_run<'a>(text: &'a str, start: &mut usize) -> Option<&'a str> {
    let rest = text.as_bytes().get(*start..)?;
    *start +=
        rest.iter().position(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric() || *byte == b'_')?;
    text.get(*start..)
}

/// FNV-1a: it tells dictionaries apart, no more.
fn hash_of(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}
