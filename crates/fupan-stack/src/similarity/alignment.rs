//! How alike two stacks are, from what agrees and what contradicts.
//!
//! Calls are aligned as FaST does (the k-th occurrence with the k-th), first by symbol, then by the less exact names of
//! [`facts`](super::facts), last the end of an input that was cut with the call that it may have been. What agrees adds
//! to the likeness, what contradicts takes away: calls above the last aligned one that the other stack does not have, and
//! calls below it where both stacks go on, with other callers. Where only one goes on, the other was cut, which says
//! little. Kind and message count like calls.

use super::profile::{Call, Part, Stack};
use super::weights::{BEYOND_END, DOUBT, MOVED, OTHER_LINE, SAME_LINE, SHIFT};

/// What was found by aligning two stacks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness {
    /// From -1 to 1.
    pub(super) value: f64,
    /// Whether a call is shared that not every program has.
    pub(super) shares_own: bool,
}

/// Aligns two stacks.
pub(super) fn align(left: &Stack, right: &Stack) -> Likeness {
    let pairs = pairs(&left.calls, &right.calls);
    let mut evidence = Evidence::default();
    for (&pair, (place, call)) in pairs.iter().zip(left.calls.iter().enumerate()) {
        if let Some(pair) = pair
            && let Some(other) = right.calls.get(pair.other)
        {
            evidence.add_pair(call, other, place.abs_diff(pair.other), pair.agreement);
        }
    }
    evidence.add_unpaired(&left.calls, &right.calls, &pairs);
    evidence.add_kinds(left, right);
    if let Some((share, weight)) = left.message.agreement(&right.message) {
        evidence.add(weight * share, weight * (1.0 - share));
    }
    Likeness { value: evidence.likeness(), shares_own: evidence.shares_own }
}

/// The partner of a call.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// Its place in the other stack.
    other: usize,
    /// How exactly the names agree, up to 1.
    agreement: f64,
}

/// For each call of `left` its partner.
fn pairs(left: &[Call], right: &[Call]) -> Vec<Option<Pair>> {
    let mut pairs: Vec<Option<Pair>> = vec![None; left.len()];
    let mut taken = vec![false; right.len()];
    let mut pair_by = |agreement: f64, is_one: &dyn Fn(&Call, &Call) -> bool| {
        for (call, pair) in left.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let free = right.iter().zip(&mut taken).enumerate().filter(|(_, (_, taken))| !**taken);
            if let Some((other, (_, taken))) = { free }.find(|(_, (other, _))| is_one(call, other)) {
                (*pair, *taken) = (Some(Pair { other, agreement }), true);
            }
        }
    };
    pair_by(1.0, &|call, other| call.symbol == other.symbol);
    pair_by(MOVED, &|call, other| call.local.is_some() && call.local == other.local);
    pair_by(MOVED, &|call, other| call.moved.is_some() && call.moved == other.moved);
    pair_by(1.0, &|call, other| is_start(call, other) || is_start(other, call));
    pairs
}

/// Whether `call` is what was left of `whole` when the input was cut.
fn is_start(call: &Call, whole: &Call) -> bool {
    call.is_cut && call.part == Part::Own && whole.name.starts_with(&*call.name)
}

/// What speaks for and against two stacks being one, each counted for both.
#[derive(Debug, Default)]
struct Evidence {
    agreeing: f64,
    contradicting: f64,
    shares_own: bool,
}

impl Evidence {
    fn add(&mut self, agreeing: f64, contradicting: f64) {
        self.agreeing += agreeing;
        self.contradicting += contradicting;
    }

    fn add_pair(&mut self, call: &Call, other: &Call, shift: usize, agreement: f64) {
        let same_line = call.line.is_some() && call.line == other.line;
        let other_line = call.line.is_some() && other.line.is_some() && !same_line;
        let weight = (call.weight + other.weight) * if same_line { 1.0 + SAME_LINE } else { 1.0 };
        let shift = f64::from(u32::try_from(shift).unwrap_or(u32::MAX));
        let kept = agreement * (-SHIFT * shift).exp() * if other_line { OTHER_LINE } else { 1.0 };
        self.add(weight * kept, weight * (1.0 - kept) / 2.0);
        self.shares_own |= call.part == Part::Own || (call.part == Part::Main && same_line);
    }

    fn add_unpaired(&mut self, left: &[Call], right: &[Call], pairs: &[Option<Pair>]) {
        let mut paired = vec![false; right.len()];
        for pair in pairs.iter().flatten() {
            paired.get_mut(pair.other).into_iter().for_each(|paired| *paired = true);
        }
        let (above_left, below_left) = unpaired(left, |place| pairs.get(place).is_some_and(Option::is_some));
        let (above_right, below_right) =
            unpaired(right, |place| paired.get(place).copied().unwrap_or_default());
        let both = 2.0 * below_left.min(below_right);
        let one = (below_left - below_right).abs();
        self.add(0.0, above_left + above_right + both + BEYOND_END * one);
    }

    fn add_kinds(&mut self, left: &Stack, right: &Stack) {
        let (Some((kind, weight)), Some((other, other_weight))) = (left.kind, right.kind) else { return };
        if kind == other {
            self.add(weight.max(other_weight), 0.0);
        } else {
            self.add(0.0, left.kind_at_stake.max(right.kind_at_stake));
        }
    }

    fn likeness(&self) -> f64 {
        let all = self.agreeing + self.contradicting;
        if all > 0.0 { (self.agreeing - self.contradicting) / (all + DOUBT) } else { 0.0 }
    }
}

/// The weight of the calls without a partner, above the last call with one and below it.
fn unpaired(calls: &[Call], is_paired: impl Fn(usize) -> bool) -> (f64, f64) {
    let end = (0..calls.len()).rev().find(|place| is_paired(*place)).map_or(0, |place| place + 1);
    let (mut above, mut below) = (0.0, 0.0);
    for (place, call) in calls.iter().enumerate().filter(|(place, _)| !is_paired(*place)) {
        *(if place < end { &mut above } else { &mut below }) += call.weight;
    }
    (above, below)
}
