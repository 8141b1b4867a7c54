//! How much chance there is in a count.

/// The 97.5th percentile of the normal distribution: 95 % lie within.
const Z: f64 = 1.959_963_984_540_054;

#[expect(clippy::cast_precision_loss, reason = "counts of incidents are far below 2^52")]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// The 95 % Wilson score interval of a share (E. B. Wilson, "Probable inference, the law of succession, and statistical
/// inference", 1927), which stays inside 0 to 1 and is honest for small counts. Counts may be parts of incidents, where a
/// share is drawn toward another. Of nothing nothing is known: 0 to 1.
#[must_use]
pub fn wilson_interval(count: f64, total: f64) -> (f64, f64) {
    if total <= 0.0 {
        return (0.0, 1.0);
    }
    let share = count / total;
    let square = Z * Z;
    let middle = share + square / (2.0 * total);
    let reach = Z * (share * (1.0 - share) / total + square / (4.0 * total * total)).sqrt();
    let scale = 1.0 + square / total;
    (((middle - reach) / scale).max(0.0), ((middle + reach) / scale).min(1.0))
}

pub(crate) fn wilson(count: usize, total: usize) -> (f64, f64) {
    wilson_interval(real(count), real(total))
}

/// How much more often something happened in the later of two times of equal length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RateRatio {
    /// Times as often; infinite where it did not happen before.
    pub(crate) ratio: f64,
    /// Ends of the 95 % interval.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// How probable counts that lie at least as far apart are where nothing changed.
    pub(crate) p: f64,
}

/// Compares two counts of Poisson events. Given their sum the later one is binomial, so nothing has to be estimated:
/// interval and probability are exact but for the mid-p correction, which takes half of the weight of what was seen
/// (G. Berry, P. Armitage, "Mid-P confidence intervals: a brief review", 1995). None of nothing.
pub(crate) fn rate_ratio(early: usize, late: usize) -> Option<RateRatio> {
    let n = early + late;
    if n == 0 {
        return None;
    }
    let odds = |share: f64| if share >= 1.0 { f64::INFINITY } else { share / (1.0 - share) };
    let above = above(late, n, 0.5);
    Some(RateRatio {
        ratio: odds(real(late) / real(n)),
        low: if late == 0 { 0.0 } else { odds(share_with(late, n, 0.025)) },
        high: if early == 0 { f64::INFINITY } else { odds(share_with(late, n, 0.975)) },
        p: (2.0 * above.min(1.0 - above)).min(1.0),
    })
}

/// The share at which more than `count` of `n` have a probability, half of the weight of `count` itself among them.
fn share_with(count: usize, n: usize, probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if above(count, n, middle) < probability { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The probability of more than `count` of `n`, with half of that of `count` itself.
fn above(count: usize, n: usize, share: f64) -> f64 {
    f64::midpoint(at_least(count, n, share), at_least(count + 1, n, share))
}

fn at_least(count: usize, n: usize, share: f64) -> f64 {
    if count == 0 {
        1.0
    } else if count > n {
        0.0
    } else {
        incomplete_beta(real(count), real(n - count + 1), share)
    }
}

/// The regularised incomplete beta function by its continued fraction (W. H. Press et al., "Numerical Recipes", 6.4).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..2000_u32 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for numerator in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + numerator * d);
            c = away_from_zero(1.0 + numerator / c);
            fraction *= d * c;
        }
        if (d * c - 1.0).abs() < 1e-13 {
            break;
        }
    }
    fraction
}

/// The logarithm of the gamma function for positive numbers (C. Lanczos, 1964, with g = 7 and nine terms).
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    let x = x - 1.0;
    let series = (1..).zip(TERMS).map(|(place, term)| term / (x + f64::from(place)));
    let sum: f64 = 0.999_999_999_999_809_9 + series.sum::<f64>();
    let shifted = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * shifted.ln() - shifted + sum.ln()
}

/// Probabilities of several questions at once, made as large as they need to be so that one of all is found by chance
/// in one of twenty cases at most (S. Holm, "A simple sequentially rejective multiple test procedure", 1979).
pub(crate) fn holm(probabilities: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = probabilities.iter().copied().enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut adjusted = probabilities.to_vec();
    let mut largest: f64 = 0.0;
    for (rank, (place, p)) in order.into_iter().enumerate() {
        largest = largest.max((p * real(probabilities.len() - rank)).min(1.0));
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = largest;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_known_counts() {
        for ((count, total), (low, high)) in [
            ((37, 100), (0.281_8, 0.467_8)),
            ((0, 10), (0.0, 0.277_5)),
            ((10, 10), (0.722_5, 1.0)),
            ((1, 187), (0.000_9, 0.029_7)),
            ((0, 0), (0.0, 1.0)),
        ] {
            let interval = wilson(count, total);
            assert!((interval.0 - low).abs() < 1e-4 && (interval.1 - high).abs() < 1e-4, "{interval:?}");
        }
    }

    /// The values come from adding up the terms of the binomial distribution one by one, in another language.
    #[test]
    fn ratios_of_known_counts() {
        for ((early, late), (ratio, low, high, p)) in [
            ((5, 15), (3.0, 1.1266, 9.2187, 0.026_6)),
            ((10, 10), (1.0, 0.4058, 2.4645, 1.0)),
            ((0, 8), (f64::INFINITY, 2.2016, f64::INFINITY, 0.003_9)),
            ((400, 480), (1.2, 1.0510, 1.3707, 0.007_0)),
        ] {
            let found = rate_ratio(early, late).unwrap();
            let near = |a: f64, b: f64, by: f64| a == b || (a - b).abs() < by;
            assert!(near(found.ratio, ratio, 1e-9) && near(found.p, p, 1e-4), "{found:?}");
            assert!(near(found.low, low, 1e-3) && near(found.high, high, 1e-3), "{found:?}");
        }
        assert_eq!(rate_ratio(0, 0), None);
    }

    #[test]
    fn tails_are_those_that_are_added_up() {
        for n in [1_usize, 2, 7, 40] {
            for share in [0.01_f64, 0.3, 0.5, 0.97] {
                let mut tail = 0.0;
                for count in (0..=n).rev() {
                    let ways: f64 = (0..count).map(|it| real(n - it) / real(it + 1)).product();
                    tail += ways * share.powf(real(count)) * (1.0 - share).powf(real(n - count));
                    assert!((at_least(count, n, share) - tail).abs() < 1e-9, "{count} of {n} at {share}");
                }
            }
        }
    }

    #[test]
    fn several_questions_ask_for_more() {
        assert_eq!(holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
        assert_eq!(holm(&[]), Vec::<f64>::new());
    }
}
