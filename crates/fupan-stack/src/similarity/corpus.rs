//! How many dumps of a corpus hold a frame.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::group::StackSummary;

/// The number of a frame; those that a corpus does not know have numbers from here on.
const UNKNOWN: u32 = 1 << 31;

/// How rare the frames of a corpus are.
#[derive(Debug, Clone, Default)]
pub struct CorpusStatistics {
    numbers: FxHashMap<String, u32>,
    counts: Vec<u32>,
    dumps: u32,
}

impl CorpusStatistics {
    /// Counts the frames of `dumps`.
    #[must_use]
    #[expect(single_use_lifetimes, reason = "the compiler takes no anonymous lifetime here")]
    pub fn of<'a>(dumps: impl IntoIterator<Item = &'a StackSummary>) -> Self {
        let mut statistics = Self::default();
        dumps.into_iter().for_each(|dump| statistics.add(dump));
        statistics
    }

    fn add(&mut self, dump: &StackSummary) {
        self.dumps += 1;
        let frames = dump.stacks.iter().flat_map(|stack| &stack.frames);
        for symbol in frames.map(|frame| frame.function.as_str()).collect::<BTreeSet<_>>() {
            let next = u32::try_from(self.counts.len()).unwrap_or(UNKNOWN);
            let number = *self.numbers.entry(symbol.to_owned()).or_insert(next);
            match self.counts.get_mut(number as usize) {
                Some(count) => *count += 1,
                None => self.counts.push(1),
            }
        }
    }

    /// The number of a symbol.
    pub(crate) fn number(&self, symbol: &str) -> u32 {
        let unknown = || {
            let hash = symbol
                .bytes()
                .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
            hash | UNKNOWN
        };
        self.numbers.get(symbol).copied().unwrap_or_else(unknown)
    }

    /// The part of all dumps that hold a frame.
    pub(crate) fn share(&self, number: u32) -> f64 {
        let count = self.counts.get(number as usize).copied().unwrap_or_default();
        f64::from(count.max(1)) / f64::from(self.dumps.max(1))
    }
}
