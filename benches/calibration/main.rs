//! Fits the probability that two dumps show one bug, and reports how well duplicates are told from look-alikes.
//!
//! ```text
//! cargo run --release -p fupan-benches --example calibration -- TRACES DUMPS
//! ```
//!
//! Both are folders as `fupan eval --stacks` takes them. TRACES also has lists of what is known of its pairs:
//! `dup_groups.json` (cases of one bug), `hard_negatives.json` (pairs of cases that look alike and are not),
//! `ambiguous_groups.json` (neither), `low_information.json` (cases that tell too little to be matched, left out here).
//!
//! Printed are the figures of `report.md`, and the two constants that `fupan-stack` keeps in `similarity/weights.rs`:
//! the slope and the even point of a logistic function of `similarity::likeness`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its answer is printed")]

mod dumps;
mod labelled;
mod logistic;
mod traces;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use logistic::{Logistic, Sample};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [traces, dumps] = arguments.as_slice() else {
        eprintln!("usage: calibration TRACES DUMPS");
        return ExitCode::from(2);
    };
    match report(Path::new(traces), Path::new(dumps)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn report(traces: &Path, dumps: &Path) -> Result<(), Box<dyn Error>> {
    let traces = traces::measure(traces)?;
    traces.print();
    let dumps = dumps::measure(dumps)?;
    dumps.print();

    let all: Vec<Sample> = traces.samples.iter().chain(&dumps.samples).copied().collect();
    println!("\n| fitted on | slope | even at | Brier score on traces | on dumps |\n|---|---|---|---|---|");
    for (name, samples) in [("traces", &traces.samples), ("dumps", &dumps.samples), ("both", &all)] {
        let fitted = Logistic::fit(samples);
        println!(
            "| {name} | {:.2} | {:.3} | {:.3} | {:.3} |",
            fitted.slope,
            fitted.even,
            fitted.brier(&traces.samples),
            fitted.brier(&dumps.samples)
        );
    }
    let fitted = Logistic::fit(&all);
    println!("\n| said | traces | of one bug | dumps | of one bug |\n|---|---|---|---|---|");
    for tenth in 0..10 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let cells = [&traces.samples, &dumps.samples].map(|samples| fitted.reliability(samples, low, high));
        println!("| {low:.1}–{high:.1} | {} | {} |", cells[0], cells[1]);
    }
    Ok(())
}
