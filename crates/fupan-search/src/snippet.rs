//! The part of a text that answers a question best.

use std::collections::BTreeSet;
use std::ops::Range;

use fupan_text::{Analyzer, Field, Token};

/// A part of a text with what matches in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The part; an ellipsis stands where text was left out.
    pub text: String,
    /// What matches: byte ranges of `text`, in order, none touching another.
    pub highlights: Vec<Range<usize>>,
}

const ELLIPSIS: &str = "…";

/// What is marked in texts: the words of a question, and others that mean the same.
#[derive(Debug, Default)]
pub struct Highlighter {
    /// Words and identifiers as they are compared.
    words: BTreeSet<String>,
    /// Pairs of characters of Chinese words, for documents that cut these in another way.
    pairs: BTreeSet<String>,
}

impl Highlighter {
    /// Marks what tells something in the texts; where nothing does, all of it.
    #[must_use]
    pub fn of(analyzer: &Analyzer, texts: &[&str]) -> Self {
        let mut highlighter = Self::default();
        for text in texts {
            let tokens = analyzer.analyze(text);
            let tells = |token: &&Token| token.field != Field::Bigrams && !analyzer.is_function_word(token);
            let telling: Vec<&Token> = tokens.iter().filter(tells).collect();
            for token in if telling.is_empty() { tokens.iter().collect() } else { telling } {
                highlighter.words.insert(token.text.clone());
                let inside = |pair: &&Token| {
                    pair.field == Field::Bigrams && token.start <= pair.start && pair.end <= token.end
                };
                highlighter.pairs.extend(tokens.iter().filter(inside).map(|pair| pair.text.clone()));
            }
        }
        highlighter
    }

    /// The window of about `width` bytes with the most distinct words; the start of the text where none occurs.
    #[must_use]
    pub fn snippet(&self, analyzer: &Analyzer, text: &str, width: usize) -> Snippet {
        let mut matches: Vec<Token> = analyzer.analyze(text);
        matches.retain(|token| match token.field {
            Field::Bigrams => self.pairs.contains(&token.text),
            Field::Words | Field::Identifiers => self.words.contains(&token.text),
        });
        matches.sort_by_key(|token| (token.start, token.end));
        let start = best_start(&matches, width);
        cut(text, start, width, &matches)
    }
}

/// Where the window with the most distinct words begins: at one of the matches.
fn best_start(matches: &[Token], width: usize) -> usize {
    let mut best = (0, 0);
    for (place, first) in matches.iter().enumerate() {
        let end = first.start + width;
        let inside = matches.iter().skip(place).take_while(|token| token.end <= end);
        let distinct = inside.map(|token| token.text.as_str()).collect::<BTreeSet<_>>().len();
        if distinct > best.0 {
            best = (distinct, first.start);
        }
    }
    best.1
}

fn cut(text: &str, first: usize, width: usize, matches: &[Token]) -> Snippet {
    // A little of what stands before the first match helps to read it.
    let start =
        text.floor_char_boundary(if text.len() <= width { 0 } else { first.saturating_sub(width / 5) });
    let end = text.ceil_char_boundary((start + width).min(text.len()));
    let mut part = String::new();
    if start > 0 {
        part.push_str(ELLIPSIS);
    }
    let shift = part.len();
    part.push_str(text.get(start..end).unwrap_or_default());
    if end < text.len() {
        part.push_str(ELLIPSIS);
    }
    let mut highlights: Vec<Range<usize>> = Vec::new();
    for token in matches.iter().filter(|token| token.start >= start && token.end <= end) {
        let range = token.start - start + shift..token.end - start + shift;
        match highlights.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => highlights.push(range),
        }
    }
    Snippet { text: part, highlights }
}
