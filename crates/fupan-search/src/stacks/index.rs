//! The index as it is asked.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::path::Path;

use tantivy::directory::OwnedBytes;

use super::folder::Folder;
use super::manifest::{Listed, Manifest};
use super::opened::{AskedFrame, Likeness, OpenedSegment, share};
use super::segment::Segment;
use super::segment_builder::SegmentBuilder;
use super::{StackHit, StackIndexError, StackQuestion};

/// Collects stacks for an index in memory, or for the first commit of a large one.
#[derive(Debug, Default)]
pub struct StackIndexBuilder {
    pub(super) stacks: SegmentBuilder,
}

impl StackIndexBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a stack of an incident: canonical symbols, the innermost first.
    pub fn add(&mut self, incident: &str, frames: &[String]) {
        self.stacks.add(incident, frames.iter().map(String::as_str));
    }

    /// The index; the same whatever the order of adding was.
    ///
    /// # Errors
    /// [`StackIndexError::TooLarge`].
    pub fn build(self) -> Result<StackIndex, StackIndexError> {
        let segment = Segment::open(&OwnedBytes::new(self.stacks.finish()?))?;
        let (counts, live) = (segment.counts.clone(), u64::from(segment.sequence_count));
        let segments = vec![OpenedSegment::new(segment, &counts, Vec::new(), live)?];
        Ok(StackIndex { segments, live })
    }
}

/// The index. It never changes.
#[derive(Clone)]
pub struct StackIndex {
    segments: Vec<OpenedSegment>,
    live: u64,
}

impl std::fmt::Debug for StackIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StackIndex").field("live", &self.live).finish_non_exhaustive()
    }
}

/// A frame of the question.
struct Asked<'a> {
    /// As it was asked for.
    written: &'a str,
    /// As the index knows it: the whole or an end of it.
    known: &'a str,
    share: f64,
}

impl StackIndex {
    /// Opens a folder that [`crate::StackIndexWriter::link_into`] filled. Its files are mapped; nothing is written.
    ///
    /// # Errors
    /// [`StackIndexError`] where it is no index of this version.
    pub fn open(path: &Path) -> Result<Self, StackIndexError> {
        let folder = Folder::new(path);
        let Manifest { live, segments: listed, .. } = Manifest::open(&folder.manifest()?)?;
        let mut segments = Vec::new();
        for Listed { number, sequences, counts, dead } in listed {
            let segment = Segment::open(&folder.segment(number)?)?;
            if segment.sequence_count != sequences {
                return Err(StackIndexError::damaged("a segment is not the one that is listed"));
            }
            segments.push(OpenedSegment::new(segment, &counts, dead, live)?);
        }
        Ok(Self { segments, live })
    }

    /// How many distinct stacks it holds.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.live
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// The incidents that have a stack of exactly these frames, by id.
    #[must_use]
    pub fn incidents_with(&self, frames: &[String]) -> Vec<String> {
        let mut incidents = self.segments.iter().filter_map(|opened| {
            let sequence = opened.segment.find(frames).filter(|sequence| !opened.is_dead(*sequence))?;
            Some(opened.segment.owners.of(sequence).map(str::to_owned).collect())
        });
        incidents.next().unwrap_or_default()
    }

    /// The incidents with the most similar stacks, best first, equal ones by id; each with at least one frame of the
    /// question.
    #[must_use]
    pub fn search(&self, question: StackQuestion<'_>, limit: usize) -> Vec<StackHit> {
        let (family, calls) = (self.asked(question.family), self.asked(question.calls));
        let mut found: Vec<Found<'_>> = Vec::new();
        for opened in &self.segments {
            let [family, calls] = [&family, &calls].map(|asked| numbered(asked, opened));
            let likenesses = opened.likenesses(&family, &calls).into_iter();
            found.extend(likenesses.map(|likeness| Found { opened, likeness }));
        }
        let named: Vec<&Asked<'_>> = calls.iter().chain(&family).collect();
        let hit = |(incident, found): (&str, Found<'_>)| StackHit {
            incident: incident.to_owned(),
            similarity: found.likeness.similarity,
            contained: found.likeness.contained,
            shared_frames: shared(&named, &found.names()),
        };
        best_of_incidents(found, limit).into_iter().map(hit).collect()
    }

    fn asked<'a>(&self, frames: &'a [String]) -> Vec<Asked<'a>> {
        let asked = |frame: &'a String| {
            let (known, share) = self.known_as(frame).unwrap_or((frame, 0.0));
            Asked { written: frame, known, share }
        };
        frames.iter().map(asked).collect()
    }

    /// A frame, or the longest end of its path, that some live stack has, and its share of them.
    fn known_as<'a>(&self, frame: &'a str) -> Option<(&'a str, f64)> {
        let holding = |name: &str| {
            let of = |opened: &OpenedSegment| Some(opened.holding(opened.segment.symbols.number_of(name)?));
            self.segments.iter().find_map(of).filter(|holding| *holding > 0)
        };
        let ends = frame.match_indices('/').filter_map(|(slash, _)| frame.get(slash + 1..));
        let known = std::iter::once(frame).chain(ends).find_map(|name| Some((name, holding(name)?)));
        known.map(|(name, holding)| (name, share(holding, self.live)))
    }
}

/// A stack that was found; the greatest is the best.
#[derive(Clone, Copy)]
struct Found<'a> {
    opened: &'a OpenedSegment,
    likeness: Likeness,
}

impl Found<'_> {
    fn names(&self) -> BTreeSet<&str> {
        self.opened.segment.names_of(self.likeness.sequence).into_iter().flatten().collect()
    }
}

impl Ord for Found<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let best = |found: &Self| found.likeness.similarity.max(found.likeness.contained);
        best(self)
            .total_cmp(&best(other))
            .then(self.likeness.similarity.total_cmp(&other.likeness.similarity))
    }
}

impl PartialOrd for Found<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Found<'_> {}

/// The best stack of each incident, best first, equal ones by id. Only as many stacks are put in order as it takes.
fn best_of_incidents(found: Vec<Found<'_>>, limit: usize) -> Vec<(&str, Found<'_>)> {
    let mut rest = BinaryHeap::from(found);
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut best: Vec<(&str, Found<'_>)> = Vec::new();
    while let Some(first) = rest.pop().filter(|_| best.len() < limit) {
        let mut equal = vec![first];
        while let Some(next) = rest.peek().copied().filter(|next| *next == first) {
            equal.push(next);
            rest.pop();
        }
        let fresh = stacks_of_incidents(&equal, &known);
        known.extend(fresh.keys());
        best.extend(fresh);
    }
    best.truncate(limit);
    best
}

/// For each incident that is not known yet its stack; of several the one with the first names, so that the answer does
/// not depend on the segments.
fn stacks_of_incidents<'a>(equal: &[Found<'a>], known: &BTreeSet<&str>) -> BTreeMap<&'a str, Found<'a>> {
    let mut stacks: BTreeMap<&str, Found<'_>> = BTreeMap::new();
    for found in equal {
        let incidents = found.opened.segment.owners.of(found.likeness.sequence);
        for incident in incidents.filter(|incident| !known.contains(incident)) {
            let stack = stacks.entry(incident).or_insert(*found);
            let names = |found: &Found<'a>| found.opened.segment.names_of(found.likeness.sequence);
            if names(found) < names(stack) {
                *stack = *found;
            }
        }
    }
    stacks
}

/// The frames of a question in the numbers of a segment; those it lacks have numbers that no symbol has.
fn numbered(asked: &[Asked<'_>], opened: &OpenedSegment) -> Vec<AskedFrame> {
    let lacking = |frame: &Asked<'_>| {
        let same = asked.iter().position(|other| other.known == frame.known).unwrap_or_default();
        u32::MAX - u32::try_from(same).unwrap_or_default()
    };
    let number = |frame: &Asked<'_>| opened.segment.symbols.number_of(frame.known);
    let frame =
        |frame| AskedFrame { number: number(frame).unwrap_or_else(|| lacking(frame)), share: frame.share };
    asked.iter().map(frame).collect()
}

/// The frames of the question that a stack has, as they were asked for.
fn shared(named: &[&Asked<'_>], names: &BTreeSet<&str>) -> Vec<String> {
    let mut shared: Vec<String> = Vec::new();
    for frame in named.iter().filter(|frame| names.contains(frame.known)) {
        if !shared.iter().any(|known| known == frame.written) {
            shared.push(frame.written.to_owned());
        }
    }
    shared
}
