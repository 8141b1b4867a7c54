//! The table of one input.

use crate::race::{RaceResult, Row};

/// gostackparse with either setting of its garbage collector: the faster one is what all others are compared with.
const BASELINES: [&str; 2] = ["gostackparse", "  with GOGC=400"];

/// Prints the rows of `result`. Where the baseline did not read the input, its time tells nothing, and the ratio is to
/// its throughput over `plain`, the same goroutines without labels.
pub(crate) fn print(result: &RaceResult, plain: &RaceResult) {
    let baseline = baseline_throughput(result).or_else(|| baseline_throughput(plain));
    println!("\n{}, {} bytes", result.name(), result.dump.bytes);
    println!(
        "{:16} {:>8} {:>6} {:>18} {:>6} {:>7} {:>6}",
        "parser", "MB/s", "ratio", "found of there", "groups", "peak", "rounds"
    );
    for row in &result.rows {
        print_row(result, row, baseline);
    }
}

/// The throughput of the baseline, where it found every goroutine.
pub(crate) fn baseline_throughput(result: &RaceResult) -> Option<f64> {
    let rows = BASELINES.iter().filter_map(|name| result.row(name));
    let complete = rows.filter(|row| row.found.goroutines == result.dump.goroutines);
    complete.map(|row| result.throughput(row)).max_by(f64::total_cmp)
}

/// The peak of memory as a multiple of the input.
#[expect(clippy::cast_precision_loss, reason = "memory has far fewer than 2^52 bytes")]
pub(crate) fn peak(result: &RaceResult, row: &Row) -> Option<f64> {
    Some(row.peak? as f64 / result.dump.bytes as f64)
}

fn print_row(result: &RaceResult, row: &Row, baseline: Option<f64>) {
    let throughput = result.throughput(row);
    let ratio = baseline.map_or_else(|| "-".to_owned(), |baseline| format!("{:.2}", throughput / baseline));
    let found = format!("{} of {}", row.found.goroutines, result.dump.goroutines);
    let groups = row.found.groups.map_or_else(|| "-".to_owned(), |groups| groups.to_string());
    let peak = peak(result, row).map_or_else(|| "-".to_owned(), |peak| format!("{peak:.2} x"));
    println!(
        "{:16} {throughput:>8.1} {ratio:>6} {found:>18} {groups:>6} {peak:>7} {:>6}",
        row.name, row.rounds
    );
}
