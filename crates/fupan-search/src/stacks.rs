//! The index of stacks: distinct sequences of canonical symbols, found by their rarest frames, ranked by FaST.
//!
//! Published stacks are often an excerpt: a few calls of a library without its callers, packages without their path
//! (`daemon.(*Daemon).Containers`). So each candidate is also measured by how much of it the question contains, and a
//! call is found under the ends of its path where the index does not have the whole.

use std::collections::{BTreeMap, BTreeSet};

use fupan_stack::similarity::{FastParameters, WeightedSequence, fast_similarity};
use serde::{Deserialize, Serialize};

/// Postings read for one question, the rarest frames first.
const POSTINGS_BUDGET: usize = 200_000;
/// Stacks that a small corpus is taken to have beside its own: a few dozen stacks say little about how common a frame
/// is among all programs.
const UNSEEN_STACKS: f64 = 1_000.0;
/// Candidates that are ranked exactly.
const RANKED: usize = 1_000;

/// A stack to look for; canonical symbols, the innermost first.
#[derive(Debug, Clone, Copy)]
pub struct StackQuestion<'a> {
    /// The symbols of its family.
    pub family: &'a [String],
    /// Every call outside Go's own packages.
    pub calls: &'a [String],
}

/// An incident with a similar stack.
#[derive(Debug, Clone, PartialEq)]
pub struct StackHit {
    /// Its id.
    pub incident: String,
    /// How similar its most similar stack is: 1 for the same, 0 or less for one that has little in common.
    pub similarity: f64,
    /// How much of that stack is in the question, 0 to 1: less than 1 also where the stack is only a call or two.
    pub contained: f64,
    /// The frames that both have, in the order of the question: the innermost first.
    pub shared_frames: Vec<String>,
}

/// Why bytes are no stack index.
#[derive(Debug, thiserror::Error)]
pub enum StackIndexError {
    /// They cannot be decoded.
    #[error("the stack index is damaged: {0}")]
    Encoding(#[from] postcard::Error),
    /// They can, but do not fit together.
    #[error("the stack index is damaged: {reason}")]
    Inconsistent {
        /// In which way.
        reason: &'static str,
    },
}

/// Collects stacks.
#[derive(Debug, Default)]
pub struct StackIndexBuilder {
    sequences: BTreeMap<Vec<String>, BTreeSet<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stored {
    /// Every frame, sorted; its place is its number.
    frames: Vec<String>,
    sequences: Vec<Sequence>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sequence {
    /// Innermost first.
    frames: Vec<u32>,
    incidents: Vec<String>,
}

/// The index. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackIndex {
    stored: Stored,
    /// For each frame the sequences that hold it.
    postings: Vec<Vec<u32>>,
}

impl StackIndexBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a stack of an incident: canonical symbols, the innermost first.
    pub fn add(&mut self, incident: &str, frames: &[String]) {
        if !frames.is_empty() {
            self.sequences.entry(frames.to_vec()).or_default().insert(incident.to_owned());
        }
    }

    /// The index; the same whatever the order of adding was.
    #[must_use]
    pub fn build(self) -> StackIndex {
        let frames: BTreeSet<&String> = self.sequences.keys().flatten().collect();
        let frames: Vec<String> = frames.into_iter().cloned().collect();
        let number = |frame: &String| {
            let place = frames.binary_search(frame).unwrap_or_default();
            u32::try_from(place).unwrap_or(u32::MAX)
        };
        let sequences = self.sequences.into_iter().map(|(sequence, incidents)| Sequence {
            frames: sequence.iter().map(number).collect(),
            incidents: incidents.into_iter().collect(),
        });
        let sequences = sequences.collect();
        StackIndex::of(Stored { frames, sequences })
    }
}

impl StackIndex {
    fn of(stored: Stored) -> Self {
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); stored.frames.len()];
        for (number, sequence) in (0..).zip(&stored.sequences) {
            for frame in sequence.frames.iter().collect::<BTreeSet<_>>() {
                if let Some(list) = postings.get_mut(*frame as usize) {
                    list.push(number);
                }
            }
        }
        Self { stored, postings }
    }

    /// The index as bytes.
    ///
    /// # Errors
    /// Where memory runs out.
    pub fn to_bytes(&self) -> Result<Vec<u8>, StackIndexError> {
        Ok(postcard::to_stdvec(&self.stored)?)
    }

    /// The index of bytes that [`StackIndex::to_bytes`] gave.
    ///
    /// # Errors
    /// [`StackIndexError`] for any other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StackIndexError> {
        let stored: Stored = postcard::from_bytes(bytes)?;
        if !stored.frames.is_sorted_by(|a, b| a < b) {
            return Err(StackIndexError::Inconsistent { reason: "its frames are not in order" });
        }
        let fits = |frame: &u32| (*frame as usize) < stored.frames.len();
        if !stored.sequences.iter().all(|sequence| sequence.frames.iter().all(fits)) {
            return Err(StackIndexError::Inconsistent { reason: "a stack names a frame that is not there" });
        }
        Ok(Self::of(stored))
    }

    /// How many distinct stacks it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stored.sequences.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stored.sequences.is_empty()
    }

    /// The incidents with the most similar stacks, best first, equal ones by id; each with at least one frame of the
    /// question.
    #[must_use]
    pub fn search(&self, question: StackQuestion<'_>, limit: usize) -> Vec<StackHit> {
        let parameters = FastParameters::default();
        let family = self.numbers(question.family);
        let calls = self.numbers(question.calls);
        let weighted_family = self.weighted(&family, &parameters);
        let held: BTreeSet<u32> = calls.iter().copied().collect();
        let mut best: BTreeMap<&str, Likeness> = BTreeMap::new();
        for number in self.candidates(family.iter().chain(&calls).copied()) {
            let Some(sequence) = self.stored.sequences.get(number as usize) else { continue };
            let stored = self.weighted(&sequence.frames, &parameters);
            let similarity = fast_similarity(&weighted_family, &stored, &parameters);
            let likeness =
                Likeness { similarity, contained: self.contained(&sequence.frames, &held), number };
            for incident in &sequence.incidents {
                let known = best.entry(incident).or_insert(likeness);
                if likeness.order(known).is_gt() {
                    *known = likeness;
                }
            }
        }
        let mut ranked: Vec<(&str, Likeness)> = best.into_iter().collect();
        ranked.sort_by(|a, b| b.1.order(&a.1).then_with(|| a.0.cmp(b.0)));
        ranked.truncate(limit);
        let named: Vec<(&String, u32)> =
            question.calls.iter().zip(calls).chain(question.family.iter().zip(family)).collect();
        let hit = |(incident, likeness): (&str, Likeness)| StackHit {
            incident: incident.to_owned(),
            similarity: likeness.similarity,
            contained: likeness.contained,
            shared_frames: self.shared(&named, likeness.number),
        };
        ranked.into_iter().map(hit).collect()
    }

    /// Numbers of frames; those that no stack has get numbers of their own.
    fn numbers(&self, frames: &[String]) -> Vec<u32> {
        let mut unknown: BTreeMap<&String, u32> = BTreeMap::new();
        let mut numbers = Vec::new();
        for frame in frames {
            let number = match self.place_of(frame) {
                Some(place) => u32::try_from(place).unwrap_or(u32::MAX),
                None => {
                    let next = self.stored.frames.len() + unknown.len();
                    *unknown.entry(frame).or_insert(u32::try_from(next).unwrap_or(u32::MAX))
                }
            };
            numbers.push(number);
        }
        numbers
    }

    /// The place of a frame, or of the longest end of its path that some stack was published with.
    fn place_of(&self, frame: &str) -> Option<usize> {
        let ends = frame.match_indices('/').filter_map(|(slash, _)| frame.get(slash + 1..));
        std::iter::once(frame)
            .chain(ends)
            .find_map(|end| self.stored.frames.binary_search_by(|known| known.as_str().cmp(end)).ok())
    }

    fn weighted(&self, frames: &[u32], parameters: &FastParameters) -> WeightedSequence {
        WeightedSequence::new(frames, |frame| self.share(frame), parameters)
    }

    /// The part of all stacks that hold a frame.
    #[expect(clippy::cast_precision_loss, reason = "a share of counts")]
    fn share(&self, frame: u32) -> f64 {
        let all = self.len() as f64 + UNSEEN_STACKS;
        self.postings.get(frame as usize).map_or(0.0, |list| list.len() as f64 / all)
    }

    /// How much of a stack is among the held frames, each weighted by its rarity. One call alone halves it, two leave
    /// three quarters.
    fn contained(&self, stack: &[u32], held: &BTreeSet<u32>) -> f64 {
        let (mut all, mut there, mut calls) = (0.0, 0.0, 0);
        for frame in stack.iter().collect::<BTreeSet<_>>() {
            let weight = -(self.share(*frame).max(f64::EPSILON)).ln();
            all += weight;
            if held.contains(frame) {
                there += weight;
                calls += 1;
            }
        }
        if all > 0.0 { there / all * (1.0 - 0.5_f64.powi(calls)) } else { 0.0 }
    }

    /// Stacks that share frames with the question: by the number of frames found before the budget is used up.
    fn candidates(&self, asked: impl Iterator<Item = u32>) -> Vec<u32> {
        let distinct: BTreeSet<u32> = asked.collect();
        let mut lists: Vec<&Vec<u32>> =
            distinct.iter().filter_map(|frame| self.postings.get(*frame as usize)).collect();
        lists.sort_by_key(|list| list.len());
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        let mut budget = POSTINGS_BUDGET;
        for list in lists {
            for number in list.iter().take(budget) {
                *shared.entry(*number).or_default() += 1;
            }
            budget = budget.saturating_sub(list.len());
        }
        let mut candidates: Vec<(u32, usize)> = shared.into_iter().collect();
        candidates.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        candidates.into_iter().take(RANKED).map(|(number, _)| number).collect()
    }

    fn shared(&self, named: &[(&String, u32)], number: u32) -> Vec<String> {
        let sequence = self.stored.sequences.get(number as usize);
        let held = |frame: &u32| sequence.is_some_and(|sequence| sequence.frames.contains(frame));
        let mut shared: Vec<String> = Vec::new();
        for (frame, _) in named.iter().filter(|(_, number)| held(number)) {
            if !shared.contains(frame) {
                shared.push((*frame).clone());
            }
        }
        shared
    }
}

/// How alike a stored stack is.
#[derive(Debug, Clone, Copy)]
struct Likeness {
    similarity: f64,
    contained: f64,
    /// Which stack.
    number: u32,
}

impl Likeness {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let best = |likeness: &Self| likeness.similarity.max(likeness.contained);
        best(self).total_cmp(&best(other)).then(self.similarity.total_cmp(&other.similarity))
    }
}
