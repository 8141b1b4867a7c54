//! Dumps of programs under several releases of Go: is the one most like a dump of its group, and can a known bug be told
//! from a new one?

use std::error::Error;
use std::path::Path;

use crate::labelled::{Compared, share};
use crate::logistic::Sample;

/// What was found.
pub(crate) struct Measured {
    queries: usize,
    first_is_right: f64,
    known_or_new: f64,
    /// For each query the best of its group and the best of the others; both halves weigh one together.
    pub(crate) samples: Vec<Sample>,
}

pub(crate) fn measure(folder: &Path) -> Result<Measured, Box<dyn Error>> {
    let compared = Compared::read(folder)?;
    let labels = &compared.labels;
    let mut found = Vec::new();
    for (query, label) in labels.iter().enumerate() {
        let has_stack = |other: usize| compared.has_stack.get(other).copied().unwrap_or_default();
        let is_same = |other: usize| labels.get(other).is_some_and(|other| other.group == label.group);
        let same = compared.best(query, |other| has_stack(other) && is_same(other));
        let other = compared.best(query, |other| has_stack(other) && !is_same(other));
        if let (true, Some(same), Some(other)) = (has_stack(query), same, other) {
            found.push((same.1, other.1));
        }
    }
    let above = |&(same, _): &(f64, f64)| {
        let wins = found.iter().filter(|(_, other)| same > *other).count() as f64;
        let draws = found.iter().filter(|(_, other)| same == *other).count() as f64;
        (wins + draws / 2.0) / found.len() as f64
    };
    let weight = 0.5 / found.len() as f64;
    let samples = found.iter().flat_map(|&(same, other)| {
        [(same, true), (other, false)].map(|(likeness, is_one_bug)| Sample { likeness, is_one_bug, weight })
    });
    Ok(Measured {
        queries: found.len(),
        first_is_right: share(&found, |(same, other)| same > other),
        known_or_new: found.iter().map(above).sum::<f64>() / found.len() as f64,
        samples: samples.collect(),
    })
}

impl Measured {
    pub(crate) fn print(&self) {
        println!("\n| dumps | RR@1 | AUC, known or new |\n|---|---|---|");
        println!("| {} | {:.3} | {:.5} |", self.queries, self.first_is_right, self.known_or_new);
    }
}
