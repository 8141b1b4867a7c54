//! A segment with what all segments together know of its symbols.

use std::collections::BTreeSet;

use super::StackIndexError;
use super::candidates::{Evidence, gather};
use super::segment::Segment;
use fupan_stack::similarity::{FastParameters, FastQuestion};

/// Stacks that a small corpus is taken to have beside its own: a few dozen stacks say little about how common a frame
/// is among all programs.
const UNSEEN_STACKS: f64 = 1_000.0;
/// Numbers of postings read for one question, those of the rarest frames first.
const POSTINGS_BUDGET: usize = 600_000;
/// Candidates that are ranked exactly.
const RANKED: usize = 1_000;

/// The part of all stacks that hold a frame which `holding` of `live` stacks have.
pub(super) fn share(holding: u32, live: u64) -> f64 {
    (f64::from(holding) / (decimal(live) + UNSEEN_STACKS)).min(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of stacks are far below 53 bits")]
fn decimal(count: u64) -> f64 {
    count as f64
}

/// A segment that can be asked.
#[derive(Clone)]
pub(super) struct OpenedSegment {
    pub(super) segment: Segment,
    /// For each symbol how many live sequences of all segments hold it.
    counts: Vec<u32>,
    /// Sequences that are in no use any more, ascending.
    dead: Vec<u32>,
    live: u64,
    /// For each symbol what FaST makes of its share.
    rarities: Vec<f32>,
    /// The rarity of its frames on average.
    mean_rarity: f64,
}

/// A frame of the question in the numbers of a segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AskedFrame {
    /// Its number, or one that no symbol has.
    pub(super) number: u32,
    /// The part of all stacks that hold it.
    pub(super) share: f64,
}

/// How alike a stored stack is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness {
    pub(super) similarity: f64,
    pub(super) contained: f64,
    pub(super) sequence: u32,
}

impl OpenedSegment {
    pub(super) fn new(
        segment: Segment,
        counts: &[u8],
        dead: Vec<u32>,
        live: u64,
    ) -> Result<Self, StackIndexError> {
        if counts.len() as u64 != u64::from(segment.symbol_count) * 4 {
            return Err(StackIndexError::damaged("its counts do not fit its symbols"));
        }
        let counts = counts.as_chunks::<4>().0.iter().map(|count| u32::from_le_bytes(*count)).collect();
        let mut opened = Self { segment, counts, dead, live, rarities: Vec::new(), mean_rarity: 1.0 };
        opened.weigh();
        Ok(opened)
    }

    fn weigh(&mut self) {
        let parameters = FastParameters::default();
        let live = self.live;
        let rarity = |count: u32| parameters.rarity(share(count, live));
        // Most symbols are rare ones, of which few counts are different.
        let of_rare: Vec<f64> = (0..1_024).map(rarity).collect();
        let (mut sum, mut frames) = (0.0, 0.0);
        for count in &self.counts {
            let rarity = of_rare.get(*count as usize).copied().unwrap_or_else(|| rarity(*count));
            sum += rarity * f64::from(*count);
            frames += f64::from(*count);
            self.rarities.push(narrow(rarity));
        }
        self.mean_rarity = if frames > 0.0 { sum / frames } else { 1.0 };
    }

    /// How many live sequences of all segments hold a symbol of this one.
    pub(super) fn holding(&self, symbol: u32) -> u32 {
        self.counts.get(symbol as usize).copied().unwrap_or_default()
    }

    pub(super) fn is_dead(&self, sequence: u32) -> bool {
        self.dead.binary_search(&sequence).is_ok()
    }

    /// What of this segment is most like a family, or contained most in calls; each at least shares a frame.
    pub(super) fn likenesses(&self, family: &[AskedFrame], calls: &[AskedFrame]) -> Vec<Likeness> {
        let parameters = FastParameters::default();
        let weighed = family.iter().map(|frame| (frame.number, parameters.rarity(frame.share)));
        let mut question = FastQuestion::new(weighed, &parameters);
        let held: BTreeSet<u32> = calls.iter().map(|frame| frame.number).collect();
        let candidates = self.candidates(family, calls, question.weight());
        let likeness = |sequence: u32| {
            let frames = self.segment.sequences.frames_of(sequence);
            let rarity = |frame: u32| self.rarities.get(frame as usize).copied().unwrap_or(1.0);
            let similarity =
                question.similarity(frames.clone().map(|frame| (frame, f64::from(rarity(frame)))));
            let contained = if held.is_empty() { 0.0 } else { self.contained(frames, &held) };
            Likeness { similarity, contained, sequence }
        };
        candidates.into_iter().map(likeness).collect()
    }

    /// How much of a stack is among the held frames, each weighted by its rarity. One call alone halves it, two leave
    /// three quarters.
    fn contained(&self, stack: impl Iterator<Item = u32>, held: &BTreeSet<u32>) -> f64 {
        let (mut all, mut there, mut calls) = (0.0, 0.0, 0);
        for frame in stack.collect::<BTreeSet<_>>() {
            let weight = telling(share(self.holding(frame), self.live));
            all += weight;
            if held.contains(&frame) {
                there += weight;
                calls += 1;
            }
        }
        if all > 0.0 { there / all * (1.0 - 0.5_f64.powi(calls)) } else { 0.0 }
    }

    /// Sequences that share frames with the question.
    fn candidates(&self, family: &[AskedFrame], calls: &[AskedFrame], weight: f64) -> Vec<u32> {
        let parameters = FastParameters::default();
        let near = |above: u32| (1.0 + f64::from(above)).powf(-parameters.alpha);
        let weighed = (0..).zip(family);
        let weighed =
            weighed.map(|(above, frame)| (frame.number, near(above) * parameters.rarity(frame.share)));
        let expected = |length: u32| {
            let of_length: f64 = (0..length.min(64)).map(near).sum();
            narrow(1.0 / (weight + self.mean_rarity * of_length))
        };
        let mut candidates =
            gather(self.segment.sequences.groups(), self.evidence(weighed), expected, RANKED);
        if !calls.is_empty() {
            let weighed = calls.iter().map(|frame| (frame.number, telling(frame.share)));
            // A stack of one call alone is worth half, see `contained`.
            let expected = |length: u32| narrow(1.0 / (1.0 + f64::from(length)));
            candidates.extend(gather(
                self.segment.sequences.groups(),
                self.evidence(weighed),
                expected,
                RANKED,
            ));
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|sequence| !self.is_dead(*sequence));
        candidates
    }

    /// The lists of the rarest symbols, as far as the budget goes.
    fn evidence(&self, weighed: impl Iterator<Item = (u32, f64)>) -> Vec<Evidence<'_>> {
        let mut wanted: Vec<(u32, u32, f64)> = Vec::new();
        for (symbol, weight) in weighed {
            let known = wanted.iter().any(|(_, other, _)| *other == symbol);
            if !known && symbol < self.segment.symbol_count {
                wanted.push((self.segment.count_of(symbol), symbol, weight));
            }
        }
        wanted.sort_by_key(|(count, symbol, _)| (*count, *symbol));
        let all: f64 = wanted.iter().map(|(_, _, weight)| weight).sum();
        let mut budget = POSTINGS_BUDGET;
        let mut evidence = Vec::new();
        for (count, symbol, weight) in wanted {
            let mut postings = self.segment.postings_of(symbol);
            if count as usize > budget {
                postings.keep(budget);
            }
            budget = budget.saturating_sub(count as usize);
            evidence.push(Evidence { postings, weight: weight_of(weight / all) });
        }
        evidence
    }
}

/// How much a frame tells by its share of all stacks.
fn telling(share: f64) -> f64 {
    -share.max(f64::EPSILON).ln()
}

#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more digits")]
fn narrow(number: f64) -> f32 {
    number as f32
}

/// A part of one as a weight of which the sum of all fits 15 bits.
#[expect(clippy::cast_possible_truncation, reason = "a part of one is in range")]
fn weight_of(part: f64) -> i16 {
    ((part * 30_000.0) as i16).saturating_add(1)
}
