//! Fits the probability that an incident helps with what a text asks, on the judged questions of the shipped corpus, and
//! reports how well questions without an answer are told from the others.
//!
//! ```text
//! cargo run --release -p fupan-benches --example calibration_questions
//! ```
//!
//! What is fitted stands in `crates/fupan-engine/src/similar/weights.rs`: the constants of a logistic function of
//! `TextEvidence::features`. Only questions of the split `fit` are fitted on; `test` is for measuring. Printed are the
//! tables of `report.md`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its answer is printed")]

mod regression;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use fupan_benches::repository;
use fupan_engine::{Engine, Places, TextEvidence, open};
use serde::Deserialize;

use regression::{Regression, Sample};

/// Incidents of one question that are fitted on: what a person looks at.
const LOOKED_AT: usize = 5;
/// Of ten questions that people ask two have no answer; in the file it is every third.
const WITHOUT_ANSWER: f64 = 0.5;
const FOLDS: usize = 5;

#[derive(Deserialize)]
struct Judged {
    query: String,
    relevant: Vec<String>,
    partly_relevant: Vec<String>,
    split: String,
}

/// A question with what its best incidents show.
struct Question {
    judged: Judged,
    samples: Vec<Sample>,
}

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
    let corpus = repository().join("corpus");
    let folder = tempfile::tempdir()?;
    let places = Places { corpus: corpus.clone(), data_directory: folder.path().join("data") };
    let engine = open(&places, SystemTime::UNIX_EPOCH)?.engine;
    let questions = questions(&engine, &corpus.join("queries/judged.jsonl"))?;
    let of = |split: &str| -> Vec<&Question> {
        questions.iter().filter(|question| question.judged.split == split).collect()
    };
    let (fit, test) = (of("fit"), of("test"));
    let fitted = Regression::fit(&samples(&fit));
    println!("offset {:.2}, weights {:.2?}\n", fitted.offset, fitted.weights);
    thresholds(&fit, &test);
    reliability(&fitted, &fit, &test);
    Ok(())
}

fn questions(engine: &Engine, file: &PathBuf) -> Result<Vec<Question>, Box<dyn Error>> {
    let mut questions = Vec::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let judged: Judged = serde_json::from_str(line)?;
        let found = engine.text_evidence(&judged.query)?;
        let sample = |(id, evidence): (_, TextEvidence)| {
            let id = format!("{id}");
            let helps = judged.relevant.contains(&id) || judged.partly_relevant.contains(&id);
            let weight = if judged.relevant.is_empty() { WITHOUT_ANSWER } else { 1.0 };
            Sample { features: evidence.features(), helps, weight }
        };
        let samples = found.into_iter().take(LOOKED_AT).map(sample).collect();
        questions.push(Question { judged, samples });
    }
    Ok(questions)
}

fn samples(questions: &[&Question]) -> Vec<Sample> {
    questions.iter().flat_map(|question| question.samples.iter().copied()).collect()
}

/// The shares of questions that are called novel, for several thresholds: in five-fold cross-validation over what was
/// fitted on, and for what was not.
fn thresholds(fit: &[&Question], test: &[&Question]) {
    println!(
        "| related from | answerable, called novel | unanswerable, called novel | the same, not fitted on | |\n|---|---|---|---|---|"
    );
    let held_out = cross_validated(fit);
    let fitted = Regression::fit(&samples(fit));
    let apart: Vec<(bool, f64)> = test.iter().map(|question| question.best(&fitted)).collect();
    for threshold in [0.3, 0.4, 0.5, 0.6, 0.7, 0.85] {
        let novel = |of: &[(bool, f64)], is_answerable: bool| {
            let asked: Vec<f64> =
                of.iter().filter(|(has, _)| *has == is_answerable).map(|(_, best)| *best).collect();
            share(asked.iter().filter(|best| **best < threshold).count(), asked.len())
        };
        println!(
            "| {threshold} | {:.3} | {:.3} | {:.3} | {:.3} |",
            novel(&held_out, true),
            novel(&held_out, false),
            novel(&apart, true),
            novel(&apart, false)
        );
    }
}

fn cross_validated(questions: &[&Question]) -> Vec<(bool, f64)> {
    let mut best = Vec::new();
    for fold in 0..FOLDS {
        let is_apart = |(place, _): &(usize, &&Question)| place % FOLDS == fold;
        let (apart, rest): (Vec<_>, Vec<_>) = questions.iter().enumerate().partition(is_apart);
        let rest: Vec<&Question> = rest.into_iter().map(|(_, question)| *question).collect();
        let fitted = Regression::fit(&samples(&rest));
        best.extend(apart.into_iter().map(|(_, question)| question.best(&fitted)));
    }
    best
}

impl Question {
    /// Whether it has an answer, and the probability of its best incident.
    fn best(&self, fitted: &Regression) -> (bool, f64) {
        let best = self.samples.iter().map(|sample| fitted.probability(&sample.features)).fold(0.0, f64::max);
        (!self.judged.relevant.is_empty(), best)
    }
}

/// Whether what is said of an incident is so: how many of those with a probability help.
fn reliability(fitted: &Regression, fit: &[&Question], test: &[&Question]) {
    println!("\n| said | fitted on | help | not fitted on | help |\n|---|---|---|---|---|");
    let (fit, test) = (samples(fit), samples(test));
    for tenth in 0..10_u8 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let cell = |samples: &[Sample]| {
            let said = |sample: &&Sample| (low..high).contains(&fitted.probability(&sample.features));
            let said: Vec<&Sample> = samples.iter().filter(said).collect();
            let helping = said.iter().filter(|sample| sample.helps).count();
            format!("{} | {:.2}", said.len(), share(helping, said.len()))
        };
        println!("| {low:.1}–{high:.1} | {} | {} |", cell(&fit), cell(&test));
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
