//! Made-up stacks of any number, the same for the same number.
//!
//! 200,000 symbols whose frequencies follow Zipf's law with exponent 1; no frame is repeated by the one below it, as
//! families are folded; every stack is there once. The mean is 7.5 frames, in one of two ways, see [`Lengths`].
//!
//! A question is a stack of the corpus with another frame on top, without each other frame one time in five, and with
//! one frame more at any place.

use std::collections::HashSet;

use crate::chance::{Chance, Zipf};

/// How long stacks are; the mean is 7.5 frames both times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lengths {
    /// The first eight of one frame and as many more as a Poisson distribution of mean 8.7 gives: families.
    Families,
    /// One frame and as many more as a Poisson distribution of mean 6.5 gives, 24 at most: harder, since a short stack
    /// leaves little to find it by and a long one has many rivals.
    Whole,
}

impl Lengths {
    fn next(self, chance: &mut Chance) -> usize {
        match self {
            Self::Families => (1 + chance.poisson(8.7)).min(8),
            Self::Whole => (1 + chance.poisson(6.5)).min(24),
        }
    }
}

/// Stacks as numbers of symbols, the innermost frame first.
#[derive(Debug)]
pub struct StackCorpus {
    frames: Vec<u32>,
    ends: Vec<u32>,
    symbols: Zipf,
}

/// A question and the stack that it was made from.
#[derive(Debug, Clone)]
pub struct StackProblem {
    /// The number of the stack.
    pub source: usize,
    /// Its frames after the changes.
    pub frames: Vec<u32>,
    /// Whether any frame is left of the source.
    pub is_answerable: bool,
}

impl StackCorpus {
    /// Symbols are numbered from 0 to below this, the most frequent first.
    pub const SYMBOLS: u32 = 200_000;

    /// So many stacks.
    ///
    /// # Panics
    /// Where they have more frames than 32 bits count.
    #[must_use]
    pub fn new(stacks: usize, lengths: Lengths) -> Self {
        let mut corpus =
            Self { frames: Vec::new(), ends: Vec::new(), symbols: Zipf::new(Self::SYMBOLS as usize, 1.0) };
        let mut chance = Chance::new(1);
        let mut known = HashSet::new();
        while corpus.len() < stacks {
            let start = corpus.frames.len();
            let length = lengths.next(&mut chance);
            while corpus.frames.len() < start + length {
                let symbol = corpus.symbol(&mut chance);
                if corpus.frames.len() == start || corpus.frames.last() != Some(&symbol) {
                    corpus.frames.push(symbol);
                }
            }
            if known.insert(hash(corpus.frames.get(start..).unwrap_or_default())) {
                corpus
                    .ends
                    .push(u32::try_from(corpus.frames.len()).expect("the frames are counted by 32 bits"));
            } else {
                corpus.frames.truncate(start);
            }
        }
        corpus
    }

    /// How many stacks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A stack by its number.
    #[must_use]
    pub fn stack(&self, number: usize) -> &[u32] {
        let end = |number: usize| self.ends.get(number).copied().unwrap_or_default() as usize;
        let start = number.checked_sub(1).map_or(0, end);
        self.frames.get(start..end(number)).unwrap_or_default()
    }

    /// The name of a symbol, as long as real ones are.
    #[must_use]
    pub fn name(symbol: u32) -> String {
        let (package, kind) = (symbol % 1_931, symbol % 17);
        format!(
            "github.com/org{}/service{package}/internal/part{kind}.(*Worker{kind}).step{symbol}",
            package % 97
        )
    }

    /// So many questions, the same for the same corpus.
    #[must_use]
    pub fn problems(&self, count: usize) -> Vec<StackProblem> {
        let mut chance = Chance::new(2);
        (0..count).map(|_| self.problem(&mut chance)).collect()
    }

    fn problem(&self, chance: &mut Chance) -> StackProblem {
        let source = chance.below(self.len());
        let stack = self.stack(source);
        let top = loop {
            let symbol = self.symbol(chance);
            if stack.first() != Some(&symbol) {
                break symbol;
            }
        };
        let mut frames = vec![top];
        frames.extend(stack.iter().skip(1).filter(|_| chance.fraction() >= 0.2));
        let inserted = self.symbol(chance);
        frames.insert(chance.below(frames.len() + 1), inserted);
        let is_answerable = frames.iter().any(|frame| stack.contains(frame));
        StackProblem { source, frames, is_answerable }
    }

    fn symbol(&self, chance: &mut Chance) -> u32 {
        u32::try_from(self.symbols.next(chance)).unwrap_or(Self::SYMBOLS - 1)
    }
}

fn hash(frames: &[u32]) -> u64 {
    let mix = |hash: u64, frame: &u32| {
        (hash ^ u64::from(*frame)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    };
    frames.iter().fold(0x51_7c_c1_b7, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacks_have_the_length_and_the_frequencies_that_are_promised() {
        for (lengths, longest) in [(Lengths::Families, 8), (Lengths::Whole, 24)] {
            let corpus = StackCorpus::new(20_000, lengths);
            let stacks: HashSet<&[u32]> = (0..corpus.len()).map(|number| corpus.stack(number)).collect();
            assert_eq!(stacks.len(), 20_000);
            let frames: usize = stacks.iter().map(|stack| stack.len()).sum();
            assert!((7.4..7.6).contains(&(frames as f64 / 20_000.0)), "{frames}");
            assert!(stacks.iter().all(|stack| stack.len() <= longest));
            let most = stacks.iter().copied().flatten().filter(|symbol| **symbol == 0).count();
            assert!((0.07..0.085).contains(&(most as f64 / frames as f64)), "{most} of {frames}");
        }
    }

    #[test]
    fn questions_are_changed_stacks() {
        let corpus = StackCorpus::new(1_000, Lengths::Families);
        for problem in corpus.problems(200) {
            let source = corpus.stack(problem.source);
            assert_ne!(problem.frames, source);
            assert!(problem.frames.len() <= source.len() + 1);
            assert_eq!(problem.is_answerable, problem.frames.iter().any(|frame| source.contains(frame)));
        }
        assert_eq!(corpus.problems(3)[2].frames, corpus.problems(5)[2].frames);
    }
}
