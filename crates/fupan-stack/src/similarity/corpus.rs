//! How many dumps of a corpus hold a call, a kind of failure, or a word of a message.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::facts::{Fact, message_words, symbol_fact};
use super::weights::UNSEEN_DUMPS;
use crate::group::StackSummary;

/// How rare what dumps show is in a corpus.
#[derive(Debug, Clone, Default)]
pub struct CorpusStatistics {
    counts: FxHashMap<Fact, u32>,
    dumps: u32,
}

impl CorpusStatistics {
    /// Counts what is in `dumps`.
    #[must_use]
    #[expect(single_use_lifetimes, reason = "the compiler takes no anonymous lifetime here")]
    pub fn of<'a>(dumps: impl IntoIterator<Item = &'a StackSummary>) -> Self {
        let mut statistics = Self::default();
        dumps.into_iter().for_each(|dump| statistics.add(dump));
        statistics
    }

    fn add(&mut self, dump: &StackSummary) {
        self.dumps += 1;
        let mut facts = BTreeSet::new();
        for stack in &dump.stacks {
            facts.insert(Fact::kind(&stack.kind));
            facts.extend(stack.frames.iter().map(|frame| symbol_fact(&frame.function)));
            facts.extend(message_words(stack.error.as_deref()));
        }
        for fact in facts {
            *self.counts.entry(fact).or_default() += 1;
        }
    }

    /// How rare something is: 1 where no dump shows it, near 0 where all do.
    ///
    /// It is `ln((N + U) / n) / ln(N + U)` for `n` of `N` dumps, where `U` are dumps that the corpus does not have.
    pub(super) fn rarity(&self, fact: Fact) -> f64 {
        let all = f64::from(self.dumps) + UNSEEN_DUMPS;
        let count = self.counts.get(&fact).copied().unwrap_or_default().max(1);
        (all / f64::from(count)).ln() / all.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_dump_shows_is_not_rare() {
        let dump = |call: &str| {
            let text = format!(
                "goroutine 7 [running]:\nshop.Serve()\n\t/src/a.go:4 +0x1\nshop.{call}()\n\t/src/a.go:9 +0x1\n"
            );
            crate::summarize(text.as_bytes())
        };
        let dumps: Vec<StackSummary> = (0..1000).map(|number| dump(&format!("Call{number}"))).collect();
        let statistics = CorpusStatistics::of(&dumps);
        assert!(statistics.rarity(symbol_fact("shop.Serve")) < 0.01);
        assert!(statistics.rarity(symbol_fact("shop.Call7")) > 0.99);
        assert!((statistics.rarity(symbol_fact("shop.Other")) - 1.0).abs() < 1e-9);
    }
}
