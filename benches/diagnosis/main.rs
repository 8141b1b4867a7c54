//! How well dumps, reports, profiles and logs are diagnosed: over a folder with labels.
//!
//! ```text
//! cargo run --release -p fupan-benches --example diagnosis -- DUMPS
//! ```
//!
//! `DUMPS/labels.jsonl` has lines `{path, kind, precision, patterns, group}`: any of `patterns` is right as the first, with
//! `a.*` for all below `a`; an empty list means that nothing is shown. Printed are the share of files whose first pattern is
//! right by precision and kind, the share of files that show nothing and get a pattern of confidence .5 or more, the
//! reliability of the confidence, and what went wrong.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its answer is printed")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fupan_benches::repository;
use fupan_diagnosis::{Rules, Shown};
use fupan_model::Pattern;
use serde::Deserialize;

#[derive(Deserialize)]
struct Label {
    path: String,
    kind: String,
    precision: String,
    patterns: Vec<String>,
    group: String,
}

struct Answer {
    label: Label,
    shown: Vec<Shown>,
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
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder of dumps?")?);
    let verbose = std::env::args().nth(2).is_some();
    let patterns = patterns(&repository().join("corpus/patterns"))?;
    let rules = Rules::of(&patterns);
    let mut answers = Vec::new();
    for line in std::fs::read_to_string(folder.join("labels.jsonl"))?.lines() {
        let label: Label = serde_json::from_str(line)?;
        let input = std::fs::read(folder.join(&label.path))?;
        answers.push(Answer { shown: rules.diagnose(&input), label });
    }
    firsts(&answers, "precision", |label| &label.precision);
    firsts(&answers, "kind", |label| &label.kind);
    nothing(&answers);
    reliability(&answers);
    if verbose {
        wrong(&answers);
    }
    Ok(())
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

fn is_right(label: &Label, shown: &Shown) -> bool {
    label.patterns.iter().any(|wanted| match wanted.strip_suffix(".*") {
        Some(family) => shown.pattern.as_str().strip_prefix(family).is_some_and(|rest| rest.starts_with('.')),
        None => wanted == shown.pattern.as_str(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of files")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

#[derive(Default)]
struct Row<'a> {
    right: usize,
    files: usize,
    /// Right and all, by program.
    programs: BTreeMap<&'a String, (usize, usize)>,
}

/// Files that show something, and each program counting as one whatever the number of its files.
fn firsts(answers: &[Answer], name: &str, by: impl Fn(&Label) -> &String) {
    let mut rows: BTreeMap<&String, Row<'_>> = BTreeMap::new();
    for Answer { label, shown } in answers.iter().filter(|answer| !answer.label.patterns.is_empty()) {
        let right = usize::from(shown.first().is_some_and(|first| is_right(label, first)));
        let row = rows.entry(by(label)).or_default();
        row.right += right;
        row.files += 1;
        let program = row.programs.entry(&label.group).or_default();
        program.0 += right;
        program.1 += 1;
    }
    println!("| {name} | files | first right | programs | mean over programs |\n|---|---|---|---|---|");
    for (key, Row { right, files, programs }) in rows {
        let sum: f64 = programs.values().map(|(right, files)| share(*right, *files)).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts of programs")]
        let mean = sum / programs.len() as f64;
        println!("| {key} | {files} | {:.3} | {} | {mean:.3} |", share(right, files), programs.len());
    }
    println!();
}

fn nothing(answers: &[Answer]) {
    let without: Vec<&Answer> = answers.iter().filter(|answer| answer.label.patterns.is_empty()).collect();
    let sure = |answer: &&&Answer| answer.shown.iter().any(|shown| shown.confidence >= 0.5);
    let loud = without.iter().filter(sure).count();
    println!(
        "{} files show nothing; {loud} of them ({:.3}) get a pattern of .5 or more\n",
        without.len(),
        share(loud, without.len())
    );
}

fn reliability(answers: &[Answer]) {
    println!("| said | patterns | right |\n|---|---|---|");
    for tenth in 0_u32..10 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let mut counts = (0, 0);
        for Answer { label, shown } in answers {
            for shown in shown.iter().filter(|shown| shown.confidence >= low && shown.confidence < high) {
                counts.0 += 1;
                counts.1 += usize::from(is_right(label, shown));
            }
        }
        println!("| {low:.1}–{high:.1} | {} | {:.2} |", counts.0, share(counts.1, counts.0));
    }
    println!();
}

fn wrong(answers: &[Answer]) {
    for Answer { label, shown } in answers {
        let first = shown.first();
        let amiss = match first {
            Some(first) if label.patterns.is_empty() => first.confidence >= 0.5,
            Some(first) => !is_right(label, first),
            None => !label.patterns.is_empty(),
        };
        if amiss {
            let said: Vec<String> = shown
                .iter()
                .take(4)
                .map(|shown| format!("{} {:.2}", shown.pattern, shown.confidence))
                .collect();
            println!(
                "{} [{} {}] wanted {:?} said {said:?}",
                label.path, label.kind, label.precision, label.patterns
            );
        }
    }
}
