//! Numbers to places, and the round numbers that are written beside them.

/// From zero to a largest value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    /// Round numbers from zero to the end of the scale.
    pub(super) ticks: Vec<f64>,
    end: f64,
}

impl Scale {
    /// A scale that ends at the first round number that is not below `largest`, with about five parts.
    pub(super) fn to(largest: f64) -> Self {
        let largest = if largest.is_finite() && largest > 0.0 { largest } else { 1.0 };
        let step = round_step(largest / 5.0);
        let parts = (largest / step - 1e-9).ceil().max(1.0);
        let ticks: Vec<f64> =
            (0..=20).map(f64::from).take_while(|it| *it <= parts).map(|it| it * step).collect();
        Self { ticks, end: parts * step }
    }

    /// Where a value lies, 0 at the begin and 1 at the end.
    pub(super) fn place(&self, value: f64) -> f64 {
        if value.is_finite() { (value / self.end).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// The next of 1, 2, 2.5, 5 times a power of ten.
fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let factors = [1.0, 2.0, 2.5, 5.0, 10.0];
    factors.into_iter().map(|factor| factor * power).find(|it| *it >= step * (1.0 - 1e-9)).unwrap_or(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_at_round_numbers() {
        let check = |largest: f64, ticks: &[f64]| {
            let scale = Scale::to(largest);
            assert_eq!(scale.ticks.len(), ticks.len(), "{scale:?}");
            assert!(scale.ticks.iter().zip(ticks).all(|(a, b)| (a - b).abs() < 1e-9), "{scale:?}");
        };
        check(0.163, &[0.0, 0.05, 0.1, 0.15, 0.2]);
        check(1.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        check(12.0, &[0.0, 2.5, 5.0, 7.5, 10.0, 12.5]);
        check(0.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        check(f64::NAN, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert!((Scale::to(0.163).place(0.05) - 0.25).abs() < 1e-9);
    }
}
