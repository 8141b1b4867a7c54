//! How well dumps, reports, profiles and logs are diagnosed: over a folder with labels, and over the corpus's own programs.
//!
//! ```text
//! cargo run --release -p fupan-benches --example diagnosis -- DUMPS [verbose]
//! cargo run --release -p fupan-benches --example diagnosis -- corpus [verbose]
//! ```
//!
//! `DUMPS/labels.jsonl` has lines `{path, kind, precision, patterns, group}`: any of `patterns` is right as the first, with
//! `a.*` for all below `a`; an empty list means that nothing is shown. Printed are the share of files whose first pattern is
//! right by precision and kind, how often it is at least of the same family, the share of files that show nothing and get a
//! pattern of confidence .5 or more, the reliability of the confidence, and what went wrong.
//!
//! `corpus` takes the evidence of incidents and the outputs of wrong snippets (programs.rs). Half of the programs is kept:
//! what went wrong there is never printed, so that nothing is set by it.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its answer is printed")]

mod label;
mod programs;
mod tables;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fupan_benches::repository;
use fupan_diagnosis::Rules;
use fupan_model::Pattern;

use label::{Answer, KEPT, Label};

fn main() -> ExitCode {
    match report() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn report() -> Result<(), Box<dyn Error>> {
    let what = std::env::args().nth(1).ok_or("which folder of dumps, or `corpus`?")?;
    let verbose = std::env::args().nth(2).is_some();
    let rules = Rules::of(&patterns(&repository().join("corpus/patterns"))?);
    if what == "corpus" {
        let answers = programs::answers(&repository().join("corpus"), &rules)?;
        own_programs(&answers, verbose);
    } else {
        let answers = labelled(&PathBuf::from(what), &rules)?;
        tables::firsts(&answers, "precision", |label| label.precision.clone());
        tables::firsts(&answers, "kind", |label| label.kind.clone());
        tables::nothing(&answers);
        tables::reliability(&answers);
        if verbose {
            tables::wrong(&answers);
        }
    }
    Ok(())
}

fn own_programs(answers: &[Answer], verbose: bool) {
    tables::firsts(answers, "kind, half", |label| format!("{}, {}", label.kind, label.precision));
    for half in ["seen", KEPT] {
        let of_half: Vec<Answer> =
            answers.iter().filter(|answer| answer.label.precision == half).cloned().collect();
        println!("The {half} half:\n");
        tables::nothing(&of_half);
        tables::reliability(&of_half);
        if verbose {
            tables::wrong(&of_half);
        }
    }
}

fn labelled(folder: &Path, rules: &Rules) -> Result<Vec<Answer>, Box<dyn Error>> {
    let mut answers = Vec::new();
    for line in std::fs::read_to_string(folder.join("labels.jsonl"))?.lines() {
        let label: Label = serde_json::from_str(line)?;
        let input = std::fs::read(folder.join(&label.path))?;
        answers.push(Answer { shown: rules.diagnose(&input), label });
    }
    Ok(answers)
}

fn patterns(folder: &Path) -> Result<Vec<Pattern>, Box<dyn Error>> {
    let mut patterns = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "md") {
            patterns.extend(fupan_record::read_pattern(&path, &std::fs::read(&path)?).value);
        }
    }
    Ok(patterns)
}
