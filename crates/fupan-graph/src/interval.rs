//! How sure a share is.

/// The 97.5th percentile of the normal distribution: 95 % lie within.
const Z: f64 = 1.959_963_984_540_054;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_known_counts() {
        for ((count, total), (low, high)) in [
            ((37.0, 100.0), (0.281_8, 0.467_8)),
            ((0.0, 10.0), (0.0, 0.277_5)),
            ((10.0, 10.0), (0.722_5, 1.0)),
            ((0.0, 0.0), (0.0, 1.0)),
        ] {
            let interval = wilson_interval(count, total);
            assert!((interval.0 - low).abs() < 1e-4 && (interval.1 - high).abs() < 1e-4, "{interval:?}");
        }
    }
}
