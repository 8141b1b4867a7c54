//! The working memory of one thread.

use crate::chinese::ChineseRun;
use crate::fold::{Folded, Folding};
use crate::identifier::{AsciiRun, FoldedRun, Parts, ascii_run, run_end};
use crate::packed::Packed;
use crate::stems::{KnownStems, Stems};
use crate::token::{Field, FieldSet, TokenRef};

/// What an analysis needs besides the text. One thread keeps it for all its texts: nothing is allocated for each, and
/// the stems of the last words are known.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) chinese: ChineseRun,
    pub(crate) latin: LatinRun,
}

/// A Latin run, read from a text.
#[derive(Debug, Default)]
pub(crate) struct LatinRun {
    folded: Vec<Folded>,
    lower: String,
    lower_edges: Vec<usize>,
    parts: Parts,
    known: KnownStems,
}

impl LatinRun {
    /// Everything that the run gives that begins at a byte of a text and at a position; returns its bytes and the next
    /// free position.
    pub(crate) fn tokens(
        &mut self,
        text: &str,
        (start, position): (usize, u32),
        (packed, stems): (Packed, &Stems),
        wanted: FieldSet,
        sink: &mut impl FnMut(TokenRef<'_>),
    ) -> (usize, u32) {
        let Some(written) = ascii_run(text) else {
            return self.folded_tokens(text, (start, position), (packed, stems), wanted, sink);
        };
        let lower = lower_of(written, &mut self.lower);
        let next = if is_plain(written) {
            if wanted.contains(Field::Words) {
                let text = stems.stem(lower, &mut self.known);
                sink(TokenRef { text, field: Field::Words, position, start, end: start + written.len() });
            }
            position.saturating_add(1)
        } else {
            let run = AsciiRun { written, lower, start };
            self.parts.tokens(&run, position, (stems, &mut self.known), wanted, sink)
        };
        (written.len(), next)
    }

    /// The same where characters have to be folded first.
    fn folded_tokens(
        &mut self,
        text: &str,
        (start, position): (usize, u32),
        (packed, stems): (Packed, &Stems),
        wanted: FieldSet,
        sink: &mut impl FnMut(TokenRef<'_>),
    ) -> (usize, u32) {
        let end = run_end(&mut Folding::new(text, packed, &mut self.folded));
        self.folded.truncate(end);
        self.lower.clear();
        self.lower_edges.clear();
        for folded in &self.folded {
            self.lower_edges.push(self.lower.len());
            self.lower.extend(folded.character.to_lowercase());
        }
        let (folded, lower, lower_edges) = (&self.folded, &self.lower, &self.lower_edges);
        let run = FoldedRun { folded, lower, lower_edges, start };
        let next = self.parts.tokens(&run, position, (stems, &mut self.known), wanted, sink);
        (self.folded.last().map_or(0, |last| last.end), next)
    }
}

/// An ordinary word: letters, and no capital but the first.
fn is_plain(written: &str) -> bool {
    let mut bytes = written.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_lowercase())
}

/// ASCII in lower case: as it is, or in `buffer`.
fn lower_of<'a>(written: &'a str, buffer: &'a mut String) -> &'a str {
    if !written.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return written;
    }
    buffer.clear();
    buffer.push_str(written);
    buffer.make_ascii_lowercase();
    buffer
}
