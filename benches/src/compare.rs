//! Medians of interleaved runs.

use std::time::{Duration, Instant};

/// A subject beside its baseline.
#[derive(Debug, Clone, Copy)]
pub struct Comparison {
    /// How often each runs.
    pub rounds: usize,
    /// Bytes that both work on, where a throughput says more than a time.
    pub bytes: Option<usize>,
}

/// Whether this is `cargo bench`; a test run only has to see that everything builds.
#[must_use]
pub fn is_measuring() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

impl Comparison {
    /// Runs both in turn and prints the median of each and their ratio.
    #[expect(clippy::print_stdout, reason = "the result of a measurement is what it prints")]
    pub fn print(
        &self,
        (subject, run_subject): (&str, &mut dyn FnMut()),
        (baseline, run_baseline): (&str, &mut dyn FnMut()),
    ) {
        let (mut subject_times, mut baseline_times) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            baseline_times.push(time_of(run_baseline));
            subject_times.push(time_of(run_subject));
        }
        let (subject_time, baseline_time) = (median(subject_times), median(baseline_times));
        let ratio = subject_time.as_secs_f64() / baseline_time.as_secs_f64();
        println!("{subject}: {}", self.shown(subject_time));
        println!("  baseline {baseline}: {}", self.shown(baseline_time));
        println!("  ratio {ratio:.2}, medians of {} interleaved runs", self.rounds);
    }

    fn shown(&self, time: Duration) -> String {
        let milliseconds = time.as_secs_f64() * 1e3;
        #[expect(clippy::cast_precision_loss, reason = "sizes of inputs are small")]
        match self.bytes {
            Some(bytes) => {
                format!("{milliseconds:.3} ms, {:.1} MB/s", bytes as f64 / time.as_secs_f64() / 1e6)
            }
            None => format!("{milliseconds:.2} ms"),
        }
    }
}

fn time_of(work: &mut dyn FnMut()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle() {
        let times = [9, 1, 5, 100, 3].map(Duration::from_millis);
        assert_eq!(median(times.to_vec()), Duration::from_millis(5));
    }
}
