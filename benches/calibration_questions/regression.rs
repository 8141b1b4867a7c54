//! A logistic function of a few numbers, fitted by Newton's method.

/// Numbers of one sample.
pub(crate) const FEATURES: usize = 3;
/// The same and one that is always 1.
const ALL: usize = FEATURES + 1;
/// Keeps the weights finite where the samples can be told apart without a mistake.
const RIDGE: f64 = 0.1;
const STEPS: usize = 50;

/// An incident for a question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) features: [f64; FEATURES],
    pub(crate) helps: bool,
    pub(crate) weight: f64,
}

/// `1 / (1 + exp(-(offset + weights · features)))`
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Regression {
    pub(crate) offset: f64,
    pub(crate) weights: [f64; FEATURES],
}

impl Regression {
    /// The function with the greatest likelihood.
    pub(crate) fn fit(samples: &[Sample]) -> Self {
        let mut fitted = Self::default();
        for _ in 0..STEPS {
            let mut gradient = [0.0; ALL];
            let mut curve = [[0.0; ALL]; ALL];
            for (place, weight) in fitted.weights.iter().enumerate() {
                add(&mut gradient, place, -RIDGE * weight);
                add_to(&mut curve, place, place, RIDGE);
            }
            for sample in samples {
                let probability = fitted.probability(&sample.features);
                let error = sample.weight * (f64::from(u8::from(sample.helps)) - probability);
                let bend = sample.weight * probability * (1.0 - probability);
                let numbers = with_one(&sample.features);
                for (row, left) in numbers.iter().enumerate() {
                    add(&mut gradient, row, error * left);
                    for (column, right) in numbers.iter().enumerate() {
                        add_to(&mut curve, row, column, bend * left * right);
                    }
                }
            }
            let [first, second, third, offset] = solved(curve, gradient);
            fitted.offset += offset;
            for (weight, step) in fitted.weights.iter_mut().zip([first, second, third]) {
                *weight += step;
            }
        }
        fitted
    }

    pub(crate) fn probability(&self, features: &[f64; FEATURES]) -> f64 {
        let sum: f64 = self.weights.iter().zip(features).map(|(weight, number)| weight * number).sum();
        1.0 / (1.0 + (-(self.offset + sum)).exp())
    }
}

fn with_one(features: &[f64; FEATURES]) -> [f64; ALL] {
    let [first, second, third] = *features;
    [first, second, third, 1.0]
}

fn add(vector: &mut [f64; ALL], place: usize, value: f64) {
    if let Some(number) = vector.get_mut(place) {
        *number += value;
    }
}

fn add_to(matrix: &mut [[f64; ALL]; ALL], row: usize, column: usize, value: f64) {
    if let Some(row) = matrix.get_mut(row) {
        add(row, column, value);
    }
}

/// The solution of `matrix · x = vector` by elimination; the matrix is positive definite.
fn solved(mut matrix: [[f64; ALL]; ALL], mut vector: [f64; ALL]) -> [f64; ALL] {
    let at = |matrix: &[[f64; ALL]; ALL], row: usize, column: usize| {
        matrix.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    };
    for pivot in 0..ALL {
        for row in (0..ALL).filter(|row| *row != pivot) {
            let factor = at(&matrix, row, pivot) / at(&matrix, pivot, pivot);
            for column in 0..ALL {
                let value = factor * at(&matrix, pivot, column);
                add_to(&mut matrix, row, column, -value);
            }
            let value = factor * vector.get(pivot).copied().unwrap_or_default();
            add(&mut vector, row, -value);
        }
    }
    let mut solution = [0.0; ALL];
    for (place, number) in solution.iter_mut().enumerate() {
        *number = vector.get(place).copied().unwrap_or_default() / at(&matrix, place, place);
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_function_that_made_the_samples() {
        let truth = Regression { offset: -1.0, weights: [2.0, 0.0, -0.5] };
        let mut samples = Vec::new();
        for place in 0..1000_u32 {
            let number = |divisor: u32| f64::from(place / divisor % 10) / 3.0 - 1.5;
            let features = [number(1), number(10), number(100)];
            let probability = truth.probability(&features);
            for (helps, weight) in [(true, probability), (false, 1.0 - probability)] {
                samples.push(Sample { features, helps, weight });
            }
        }
        let fitted = Regression::fit(&samples);
        assert!((fitted.offset + 1.0).abs() < 0.01, "{fitted:?}");
        assert!((fitted.weights[0] - 2.0).abs() < 0.01 && fitted.weights[1].abs() < 0.01, "{fitted:?}");
    }
}
