//! What is printed: shares, reliability, mistakes.

use std::collections::BTreeMap;

use crate::label::{Answer, KEPT, Label};

#[expect(clippy::cast_precision_loss, reason = "counts of files")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

#[derive(Default)]
struct Row<'a> {
    files: usize,
    right: usize,
    in_family: usize,
    silent: usize,
    /// Right and all, by program.
    programs: BTreeMap<&'a String, (usize, usize)>,
}

/// Files that show something, and each program counting as one whatever the number of its files.
pub(crate) fn firsts(answers: &[Answer], name: &str, by: impl Fn(&Label) -> String) {
    let mut rows: BTreeMap<String, Row<'_>> = BTreeMap::new();
    for Answer { label, shown } in answers.iter().filter(|answer| !answer.label.patterns.is_empty()) {
        let first = shown.first();
        let right = usize::from(first.is_some_and(|first| label.has(first)));
        let row = rows.entry(by(label)).or_default();
        row.files += 1;
        row.right += right;
        row.in_family +=
            usize::from(first.is_some_and(|first| label.has(first) || label.has_family_of(first)));
        row.silent += usize::from(first.is_none());
        let program = row.programs.entry(&label.group).or_default();
        program.0 += right;
        program.1 += 1;
    }
    println!(
        "| {name} | files | first right | or of its family | nothing said | programs | mean over programs |\n\
         |---|---|---|---|---|---|---|"
    );
    for (key, row) in rows {
        let sum: f64 = row.programs.values().map(|(right, files)| share(*right, *files)).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts of programs")]
        let mean = sum / row.programs.len() as f64;
        println!(
            "| {key} | {} | {:.3} | {:.3} | {:.3} | {} | {mean:.3} |",
            row.files,
            share(row.right, row.files),
            share(row.in_family, row.files),
            share(row.silent, row.files),
            row.programs.len()
        );
    }
    println!();
}

/// How often something is claimed of files that show nothing.
pub(crate) fn nothing(answers: &[Answer]) {
    let without: Vec<&Answer> = answers.iter().filter(|answer| answer.label.patterns.is_empty()).collect();
    let sure = |answer: &&&Answer| answer.shown.iter().any(|shown| shown.confidence >= 0.5);
    let loud = without.iter().filter(sure).count();
    println!(
        "{} files show nothing; {loud} of them ({:.3}) get a pattern of .5 or more\n",
        without.len(),
        share(loud, without.len())
    );
}

/// What is said with a confidence, and how often that is right. Of the files that show something the first alone too.
pub(crate) fn reliability(answers: &[Answer]) {
    println!("| said | patterns | right | first | right | or of its family |\n|---|---|---|---|---|---|");
    for tenth in 0_u32..10 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let (mut all, mut right, mut first, mut first_right, mut in_family) = (0, 0, 0, 0, 0);
        for Answer { label, shown } in answers {
            for (place, shown) in shown.iter().enumerate() {
                if shown.confidence < low || shown.confidence >= high {
                    continue;
                }
                let is_right = label.has(shown);
                all += 1;
                right += usize::from(is_right);
                if place == 0 {
                    first += 1;
                    first_right += usize::from(is_right);
                    in_family += usize::from(is_right || label.has_family_of(shown));
                }
            }
        }
        println!(
            "| {low:.1}–{high:.1} | {all} | {:.2} | {first} | {:.2} | {:.2} |",
            share(right, all),
            share(first_right, first),
            share(in_family, first)
        );
    }
    println!();
}

/// The files of which something else is said, but for those of the kept half.
pub(crate) fn wrong(answers: &[Answer]) {
    for Answer { label, shown } in answers.iter().filter(|answer| answer.label.precision != KEPT) {
        let first = shown.first();
        let amiss = match first {
            Some(first) if label.patterns.is_empty() => first.confidence >= 0.5,
            Some(first) => !label.has(first),
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
