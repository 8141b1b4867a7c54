//! Chinese runs: words, words of the domain beside their parts, and every two neighbouring characters.

use crate::domain::DomainWords;
use crate::fold::is_han;
use crate::packed::{Character, Packed};
use crate::segment::{Route, Segmenter};
use crate::token::{Field, FieldSet, TokenRef};

/// The bytes of most Chinese characters.
const BYTES: usize = 3;

/// One run, read from a text. Folding changes no character's number of bytes, so places in the folded run are places
/// in the original.
#[derive(Debug, Default)]
pub(crate) struct ChineseRun {
    characters: Vec<Character>,
    /// The folded run, where it differs from what was written.
    folded: String,
    /// The first byte of each character and the end, where not all have three bytes.
    edges: Vec<usize>,
    route: Route,
    spans: Vec<(usize, usize)>,
}

impl ChineseRun {
    /// Reads the run that begins a text.
    pub(crate) fn read<'a>(&mut self, text: &'a str, packed: Packed) -> &'a str {
        self.characters.clear();
        self.folded.clear();
        self.edges.clear();
        let mut is_folded = false;
        let mut end = text.len();
        for (place, written) in text.char_indices() {
            if !is_han(written) {
                end = place;
                break;
            }
            let character = packed.character(written);
            is_folded |= character.simplified != written;
            self.characters.push(character);
        }
        if is_folded {
            self.folded.extend(self.characters.iter().map(|character| character.simplified));
        }
        let run = text.get(..end).unwrap_or_default();
        if end != BYTES * self.characters.len() {
            self.edges.extend(run.char_indices().map(|(place, _)| place).chain([end]));
        }
        run
    }

    /// How many characters it has.
    pub(crate) fn len(&self) -> usize {
        self.characters.len()
    }

    fn edge(&self, place: usize) -> usize {
        self.edges.get(place).copied().unwrap_or(BYTES * place)
    }

    /// The tokens of the run that was read, which began at a byte and a position.
    pub(crate) fn tokens(
        &mut self,
        written: &str,
        (start, position): (usize, u32),
        segmenter: (&Segmenter, &DomainWords),
        wanted: FieldSet,
        sink: &mut impl FnMut(TokenRef<'_>),
    ) {
        let mut route = std::mem::take(&mut self.route);
        let mut spans = std::mem::take(&mut self.spans);
        let place = Place {
            run: self,
            text: if self.folded.is_empty() { written } else { &self.folded },
            start,
            position,
        };
        if wanted.contains(Field::Words) {
            let (segmenter, domain) = segmenter;
            segmenter.cut(place.text, &self.characters, &mut route);
            spans.clear();
            domain.for_each_in(&self.characters, |first, length| spans.push((first, length)));
            if spans.is_empty() {
                route.words().for_each(|span| place.emit(span, Field::Words, sink));
            } else {
                spans.extend(route.words());
                spans.sort_unstable();
                spans.dedup();
                spans.iter().for_each(|span| place.emit(*span, Field::Words, sink));
            }
        }
        if wanted.contains(Field::Bigrams) {
            let length = 2.min(self.len());
            (0..=self.len() - length).for_each(|first| place.emit((first, length), Field::Bigrams, sink));
        }
        (self.route, self.spans) = (route, spans);
    }
}

/// A run with its place in the original.
struct Place<'a> {
    run: &'a ChineseRun,
    text: &'a str,
    start: usize,
    position: u32,
}

impl Place<'_> {
    #[inline]
    fn emit(&self, (first, length): (usize, usize), field: Field, sink: &mut impl FnMut(TokenRef<'_>)) {
        let (from, to) = (self.run.edge(first), self.run.edge(first + length));
        let Some(text) = self.text.get(from..to) else { return };
        let position = self.position.saturating_add(u32::try_from(first).unwrap_or(u32::MAX));
        sink(TokenRef { text, field, position, start: self.start + from, end: self.start + to });
    }
}
