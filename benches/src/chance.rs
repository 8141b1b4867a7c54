//! Chance that is the same everywhere.

/// SplitMix64: small, and the same everywhere.
#[derive(Debug)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, without 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[expect(clippy::cast_possible_truncation, reason = "below a count that fits")]
    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    pub(crate) fn poisson(&mut self, mean: f64) -> usize {
        let (limit, mut product, mut count) = ((-mean).exp(), self.fraction(), 0);
        while product > limit {
            product *= self.fraction();
            count += 1;
        }
        count
    }
}

/// Numbers from 0 on whose frequency falls with a power of their rank (Zipf's law).
#[derive(Debug)]
pub(crate) struct Zipf {
    /// How much of all draws are the number or a smaller one.
    cumulated: Vec<f64>,
}

impl Zipf {
    /// Numbers below `count`, at least one of them.
    #[expect(clippy::cast_precision_loss, reason = "counts of made-up things are small")]
    pub(crate) fn new(count: usize, exponent: f64) -> Self {
        let mut sum = 0.0;
        let mut cumulated = Vec::with_capacity(count);
        for rank in 1..=count.max(1) {
            sum += (rank as f64).powf(-exponent);
            cumulated.push(sum);
        }
        cumulated.iter_mut().for_each(|part| *part /= sum);
        Self { cumulated }
    }

    pub(crate) fn next(&self, chance: &mut Chance) -> usize {
        let fraction = chance.fraction();
        let place = self.cumulated.partition_point(|cumulated| *cumulated <= fraction);
        place.min(self.cumulated.len() - 1)
    }
}
