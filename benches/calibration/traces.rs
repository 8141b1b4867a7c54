//! Real traces with duplicates and look-alikes: how many duplicates are found at a threshold that lets few look-alikes
//! through?
//!
//! The threshold is the lowest that at most a given share of the look-alikes reaches, of those picked by hand and of those
//! of one project alike. A large group has many pairs, so the mean over groups stands beside the share of pairs.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use serde::Deserialize;

use crate::labelled::{Compared, list, share};
use crate::logistic::Sample;

#[derive(Debug, Deserialize)]
struct LookAlike {
    a: u32,
    b: u32,
    set: String,
}

/// What was found.
pub(crate) struct Measured {
    queries: usize,
    first_is_right: f64,
    /// The likeness of each duplicate pair and which group it is of.
    duplicates: Vec<(f64, usize)>,
    by_hand: Vec<f64>,
    same_project: Vec<f64>,
    /// Each group weighs the same, half of all together; the look-alikes are the other half.
    pub(crate) samples: Vec<Sample>,
}

pub(crate) fn measure(folder: &Path) -> Result<Measured, Box<dyn Error>> {
    let compared = Compared::read(folder)?;
    let low: BTreeSet<u32> = list(folder, "low_information.json")?;
    let groups: Vec<Vec<u32>> = list(folder, "dup_groups.json")?;
    let look_alikes: Vec<LookAlike> = list(folder, "hard_negatives.json")?;
    let places: BTreeMap<u32, usize> = compared
        .labels
        .iter()
        .enumerate()
        .filter_map(|(place, label)| Some((label.case.parse().ok()?, place)))
        .collect();
    let likeness = |a: u32, b: u32| Some(compared.likeness(*places.get(&a)?, *places.get(&b)?));

    let telling = |group: &Vec<u32>| group.iter().filter(|case| !low.contains(case)).copied().collect();
    let groups: Vec<Vec<u32>> =
        groups.iter().map(telling).filter(|group: &Vec<u32>| group.len() > 1).collect();
    let mut duplicates = Vec::new();
    let mut first_is_right = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        for (place, &a) in group.iter().enumerate() {
            let others = group.iter().skip(place + 1);
            duplicates.extend(others.filter_map(|&b| Some((likeness(a, b)?, number))));
            let best = places.get(&a).and_then(|query| compared.best(*query, |_| true));
            let is_right = |(best, _): (usize, f64)| group.iter().any(|case| places.get(case) == Some(&best));
            first_is_right.push(best.is_some_and(is_right));
        }
    }
    let kept = |pair: &&LookAlike| !low.contains(&pair.a) && !low.contains(&pair.b);
    let of_set = |same_project: bool| -> Vec<f64> {
        let pairs = look_alikes.iter().filter(kept);
        pairs
            .filter(|pair| (pair.set == "same-project") == same_project)
            .filter_map(|p| likeness(p.a, p.b))
            .collect()
    };
    let (by_hand, same_project) = (of_set(false), of_set(true));
    Ok(Measured {
        queries: first_is_right.len(),
        first_is_right: share(&first_is_right, |right| *right),
        samples: samples(&duplicates, groups.len(), &[by_hand.as_slice(), &same_project].concat()),
        duplicates,
        by_hand,
        same_project,
    })
}

fn samples(duplicates: &[(f64, usize)], groups: usize, look_alikes: &[f64]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for &(likeness, group) in duplicates {
        let size = duplicates.iter().filter(|other| other.1 == group).count() as f64;
        samples.push(Sample { likeness, is_one_bug: true, weight: 0.5 / groups as f64 / size });
    }
    let weight = 0.5 / look_alikes.len() as f64;
    samples.extend(look_alikes.iter().map(|&likeness| Sample { likeness, is_one_bug: false, weight }));
    samples
}

/// The likeness above which at most `percent` of `look_alikes` lie.
fn threshold(look_alikes: &[f64], percent: usize) -> f64 {
    let mut sorted = look_alikes.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    sorted.get(percent * sorted.len() / 100).copied().unwrap_or(-1.0)
}

impl Measured {
    /// The share of the duplicate pairs that are found, and its mean over the groups.
    fn found(&self, percent: usize) -> (f64, f64) {
        let threshold = threshold(&self.by_hand, percent).max(threshold(&self.same_project, percent));
        let mut groups: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for &(likeness, group) in &self.duplicates {
            groups.entry(group).or_default().push(likeness);
        }
        let of_groups: f64 =
            groups.values().map(|pairs| share(pairs, |likeness| *likeness > threshold)).sum();
        (share(&self.duplicates, |(likeness, _)| *likeness > threshold), of_groups / groups.len() as f64)
    }

    pub(crate) fn print(&self) {
        println!("| traces | pairs | R@1 | pairs at 3 % | groups at 3 % | pairs at 1 % | groups at 1 % |");
        println!("|---|---|---|---|---|---|---|");
        let ((pairs3, groups3), (pairs1, groups1)) = (self.found(3), self.found(1));
        println!(
            "| {} | {} | {:.3} | {pairs3:.3} | {groups3:.3} | {pairs1:.3} | {groups1:.3} |",
            self.queries,
            self.duplicates.len(),
            self.first_is_right
        );
    }
}
