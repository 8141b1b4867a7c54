//! The distinct tokens of a question: what each is worth, and which fields have it.

use std::collections::BTreeMap;
use std::ops::Range;

use fupan_text::{Analyzer, Field as Kind, Token};
use tantivy::Term;
use tantivy::schema::Field;

use crate::TextIndex;
use crate::query::spelling::Spelling;
use crate::schema::Weighted;
use crate::weights;

/// A distinct token of the question.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) kind: Kind,
    /// As the index is asked for it: as it was written, or as it is probably spelled.
    pub(crate) text: String,
    /// Where it was written first.
    pub(crate) span: Range<usize>,
    /// Its place among the words of the question.
    pub(crate) position: u32,
    /// How telling it is, in nats.
    pub(crate) rarity: f64,
    /// What a match is worth, 0 to 1.
    pub(crate) worth: f64,
    /// A word that only holds the sentence together.
    pub(crate) is_function_word: bool,
    /// The index has it only in another spelling.
    pub(crate) is_respelled: bool,
    /// The fields in which some document has it.
    pub(crate) fields: Vec<Weighted>,
}

impl Asked {
    /// Whether any document has it.
    pub(crate) fn occurs(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Whether it counts where it stands: a word that some document has and that tells something.
    pub(crate) fn has_neighbours(&self) -> bool {
        self.kind == Kind::Words && self.occurs() && !self.is_function_word
    }

    /// What it adds to the score of a match in a field of weight 1, apart from the match's own BM25.
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    pub(crate) fn boost(&self) -> f32 {
        let kind = if self.is_function_word { weights::FUNCTION_WORD } else { 1.0 };
        (kind * self.worth * self.rarity.powf(weights::RARITY_POWER)) as f32
    }

    pub(crate) fn term(&self, field: Field) -> Term {
        Term::from_field_text(field, &self.text)
    }
}

impl TextIndex {
    /// The distinct tokens of a text, the most telling first, as far as they are asked.
    pub(super) fn asked(&self, analyzer: &Analyzer, text: &str) -> tantivy::Result<Vec<Asked>> {
        let tokens = analyzer.analyze(text);
        let function_words = FunctionWords::of(analyzer, &tokens);
        let mut distinct: BTreeMap<(Kind, &str), &Token> = BTreeMap::new();
        for (place, token) in tokens.iter().enumerate() {
            if !is_whole_of_parts(place, token, &tokens) {
                distinct.entry((token.field, &token.text)).or_insert(token);
            }
        }
        let mut spelling = Spelling::of(self);
        let mut asked = Vec::new();
        for token in distinct.into_values() {
            let own = self.ask_for(token, &token.text, function_words.cover(token))?;
            let near = if own.occurs() { Vec::new() } else { spelling.near(token)? };
            if near.is_empty() {
                asked.push(own);
            }
            for text in near {
                let mut other = self.ask_for(token, &text, false)?;
                other.worth *= weights::OTHER_SPELLING;
                other.is_respelled = true;
                asked.push(other);
            }
        }
        let order = |token: &Asked| (!token.occurs(), token.is_function_word);
        asked.sort_by(|a, b| {
            let by_kind = order(a).cmp(&order(b)).then(b.rarity.total_cmp(&a.rarity));
            by_kind.then(a.span.start.cmp(&b.span.start)).then_with(|| a.text.cmp(&b.text))
        });
        asked.truncate(weights::MOST_TOKENS);
        Ok(asked)
    }

    fn ask_for(&self, token: &Token, text: &str, is_function_word: bool) -> tantivy::Result<Asked> {
        let (mut documents, mut fields) = (0, Vec::new());
        for weighted in self.fields_of(token.field) {
            let with = self.searcher.doc_freq(&Term::from_field_text(weighted.field, text))?;
            documents = documents.max(with);
            if with > 0 {
                fields.push(weighted);
            }
        }
        Ok(Asked {
            kind: token.field,
            text: text.to_owned(),
            span: token.start..token.end,
            position: token.position,
            rarity: self.statistics.rarity(documents),
            worth: weights::share_of_a_word(text),
            is_function_word,
            is_respelled: false,
            fields,
        })
    }

    /// Where a token is looked for. A name may stand among the words: `httpserver` is `HTTPServer` to who types fast.
    fn fields_of(&self, kind: Kind) -> impl Iterator<Item = Weighted> {
        let words = self.fields.words.iter().copied().filter(move |_| kind != Kind::Bigrams);
        let identifiers = Some(self.fields.identifiers).filter(|_| kind == Kind::Identifiers);
        let bigrams = Some(self.fields.bigrams).filter(|_| kind == Kind::Bigrams);
        words.chain(identifiers).chain(bigrams)
    }
}

/// A name that was cut into parts is asked for by its identifier and by its parts. The first part follows it.
fn is_whole_of_parts(place: usize, token: &Token, tokens: &[Token]) -> bool {
    let is_first_part =
        |other: &Token| other.field == Kind::Words && other.start == token.start && other.end < token.end;
    let behind = tokens.get(place + 1..).unwrap_or_default();
    token.field == Kind::Words && token.text.is_ascii() && behind.first().is_some_and(is_first_part)
}

/// The places of the words that only hold the sentence together. A question of nothing else has none: it asks for them.
struct FunctionWords {
    spans: Vec<Range<usize>>,
}

impl FunctionWords {
    fn of(analyzer: &Analyzer, tokens: &[Token]) -> Self {
        let words = tokens.iter().filter(|token| analyzer.is_function_word(token));
        let words = Self { spans: words.map(|token| token.start..token.end).collect() };
        let tells = |token: &Token| token.field == Kind::Words && !words.cover(token);
        if tokens.iter().any(tells) { words } else { Self { spans: Vec::new() } }
    }

    fn cover(&self, token: &Token) -> bool {
        let after = self.spans.partition_point(|word| word.start <= token.start);
        let before = after.checked_sub(1).and_then(|last| self.spans.get(last));
        token.field != Kind::Identifiers && before.is_some_and(|word| token.end <= word.end)
    }
}
