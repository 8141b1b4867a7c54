//! A logistic function of one number, fitted by Newton's method.

/// A pair of dumps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) likeness: f64,
    pub(crate) is_one_bug: bool,
    pub(crate) weight: f64,
}

/// `1 / (1 + exp(-slope * (likeness - even)))`
#[derive(Debug, Clone, Copy)]
pub(crate) struct Logistic {
    pub(crate) slope: f64,
    pub(crate) even: f64,
}

/// Keeps the slope finite where the samples can be told apart without a mistake.
const RIDGE: f64 = 1e-3;

impl Logistic {
    /// The function with the greatest likelihood.
    pub(crate) fn fit(samples: &[Sample]) -> Self {
        let (mut slope, mut offset) = (1.0, 0.0);
        for _ in 0..100 {
            let (mut g1, mut g0) = (-RIDGE * slope, 0.0);
            let (mut h11, mut h10, mut h00) = (RIDGE, 0.0, 1e-9);
            for sample in samples {
                let probability = sigmoid(slope * sample.likeness + offset);
                let error = sample.weight * (f64::from(u8::from(sample.is_one_bug)) - probability);
                let curve = sample.weight * probability * (1.0 - probability);
                g1 += error * sample.likeness;
                g0 += error;
                h11 += curve * sample.likeness * sample.likeness;
                h10 += curve * sample.likeness;
                h00 += curve;
            }
            let determinant = h11 * h00 - h10 * h10;
            let (step, shift) = ((h00 * g1 - h10 * g0) / determinant, (h11 * g0 - h10 * g1) / determinant);
            // Steps are kept short: far from the solution Newton's are too long.
            let length = f64::max(1.0, step.abs().max(shift.abs()));
            slope += step / length;
            offset += shift / length;
        }
        Self { slope, even: -offset / slope }
    }

    pub(crate) fn probability(&self, likeness: f64) -> f64 {
        sigmoid(self.slope * (likeness - self.even))
    }

    /// The mean squared error of the probabilities: .25 is a coin's.
    pub(crate) fn brier(&self, samples: &[Sample]) -> f64 {
        let error = |sample: &Sample| {
            let truth = f64::from(u8::from(sample.is_one_bug));
            sample.weight * (self.probability(sample.likeness) - truth).powi(2)
        };
        samples.iter().map(error).sum::<f64>() / samples.iter().map(|sample| sample.weight).sum::<f64>()
    }

    /// How many samples got a probability between two, and the weighted share of one bug among them: cells of a table.
    pub(crate) fn reliability(&self, samples: &[Sample], low: f64, high: f64) -> String {
        let within: Vec<&Sample> = samples
            .iter()
            .filter(|sample| {
                let probability = self.probability(sample.likeness);
                probability >= low && (probability < high || high >= 1.0)
            })
            .collect();
        let weight = |wanted: bool| -> f64 {
            within.iter().filter(|sample| !wanted || sample.is_one_bug).map(|sample| sample.weight).sum()
        };
        if within.is_empty() {
            return "0 | ".to_owned();
        }
        format!("{} | {:.2}", within.len(), weight(true) / weight(false))
    }
}

fn sigmoid(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}
