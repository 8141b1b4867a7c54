//! A folder of labelled dumps, each compared with each.

use std::error::Error;
use std::fs;
use std::path::Path;

use fupan_stack::similarity::{CorpusStatistics, Profile, likeness};
use fupan_stack::{StackSummary, summarize};
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One line of `labels.jsonl`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Label {
    pub(crate) path: String,
    pub(crate) case: String,
    pub(crate) group: String,
}

/// Dumps and how alike each two are.
pub(crate) struct Compared {
    pub(crate) labels: Vec<Label>,
    /// Whether the dump holds a stack.
    pub(crate) has_stack: Vec<bool>,
    likeness: Vec<Vec<f64>>,
}

impl Compared {
    /// Reads and compares all dumps of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read_to_string(folder.join("labels.jsonl"))?;
        let labels: Vec<Label> =
            text.lines().map(serde_json::from_str).collect::<Result<_, serde_json::Error>>()?;
        let dumps: Vec<StackSummary> = labels
            .iter()
            .map(|label| Ok(summarize(&fs::read(folder.join(&label.path))?)))
            .collect::<Result<_, std::io::Error>>()?;
        let statistics = CorpusStatistics::of(&dumps);
        let profiles: Vec<Profile> = dumps.iter().map(|dump| Profile::new(dump, &statistics)).collect();
        let row = |left: &Profile| profiles.iter().map(|right| likeness(left, right)).collect();
        Ok(Self {
            labels,
            has_stack: dumps.iter().map(|dump| !dump.stacks.is_empty()).collect(),
            likeness: profiles.par_iter().map(row).collect(),
        })
    }

    /// How alike two dumps are.
    pub(crate) fn likeness(&self, left: usize, right: usize) -> f64 {
        self.likeness.get(left).and_then(|row| row.get(right)).copied().unwrap_or(-1.0)
    }

    /// The dump most like `query` among the others that are `wanted`, with its likeness.
    pub(crate) fn best(&self, query: usize, wanted: impl Fn(usize) -> bool) -> Option<(usize, f64)> {
        let others = (0..self.labels.len()).filter(|other| *other != query && wanted(*other));
        others.map(|other| (other, self.likeness(query, other))).max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// A list beside the labels.
pub(crate) fn list<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, Box<dyn Error>> {
    Ok(serde_json::from_slice(&fs::read(folder.join(name))?)?)
}

/// The part of `values` that is `wanted`.
pub(crate) fn share<T>(values: &[T], wanted: impl Fn(&T) -> bool) -> f64 {
    values.iter().filter(|value| wanted(value)).count() as f64 / values.len().max(1) as f64
}
