//! The writer of the stack index.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tantivy::directory::OwnedBytes;

use super::StackIndexError;
use super::folder::Folder;
use super::index::StackIndexBuilder;
use super::manifest::{Listed, Manifest};
use super::segment::Segment;
use super::segment_builder::SegmentBuilder;

/// Indexes up to this size are one segment: nothing is gained by more.
const SMALL: u64 = 20_000;
/// A segment is merged with what is at least this part of it. So each stack is written again only as often as the
/// index has grown threefold, and there are few segments.
const GROWTH: u64 = 3;
/// A segment of which more than this part is dead is written again.
const DEAD_PART: u64 = 4;

/// Changes the stack index in its folder. One at a time: the caller holds the lock of the data directory.
///
/// A commit writes one new segment of the changed stacks, together with those older segments that are not much larger;
/// what it costs grows with the changes, not with the index. The answers are those of an index made anew.
#[derive(Debug)]
pub struct StackIndexWriter {
    folder: Folder,
    /// Up to how many stacks all are one segment.
    small: u64,
    sequence: Option<u64>,
    parts: Vec<Part>,
    /// The stacks of each incident that changed.
    changes: BTreeMap<String, Vec<Vec<String>>>,
}

/// A segment on its way into the next commit.
struct Part {
    number: u32,
    segment: Segment,
    dead: BTreeSet<u32>,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").field("number", &self.number).finish_non_exhaustive()
    }
}

impl StackIndexWriter {
    /// Opens the index of a folder, or an empty one.
    ///
    /// # Errors
    /// [`StackIndexError`] where it is damaged or cannot be read; [`StackIndexWriter::create_anew`] helps against
    /// damage.
    pub fn open(path: &Path) -> Result<Self, StackIndexError> {
        let folder = Folder::new(path);
        folder.create()?;
        let manifest = if folder.has_manifest() { Some(Manifest::open(&folder.manifest()?)?) } else { None };
        let sequence = manifest.as_ref().map(|manifest| manifest.sequence);
        let mut parts = Vec::new();
        for Listed { number, dead, .. } in manifest.unwrap_or_default().segments {
            let segment = Segment::open(&folder.segment(number)?)?;
            parts.push(Part { number, segment, dead: dead.into_iter().collect() });
        }
        Ok(Self { folder, small: SMALL, sequence, parts, changes: BTreeMap::new() })
    }

    /// Drops whatever the folder holds and makes an empty index.
    ///
    /// # Errors
    /// [`StackIndexError::Io`] where the folder cannot be written.
    pub fn create_anew(path: &Path) -> Result<Self, StackIndexError> {
        Folder::new(path).clear()?;
        Self::open(path)
    }

    /// Drops whatever the folder holds and commits an index of these stacks: one that begins with millions, for which
    /// [`StackIndexWriter::put`] would take several times the memory.
    ///
    /// # Errors
    /// As for [`StackIndexWriter::commit`].
    pub fn create_of(path: &Path, stacks: StackIndexBuilder, sequence: u64) -> Result<Self, StackIndexError> {
        let mut writer = Self::create_anew(path)?;
        writer.publish(stacks.stacks, sequence)?;
        Ok(writer)
    }

    /// The sequence of the last commit; none before the first.
    #[must_use]
    pub fn sequence(&self) -> Option<u64> {
        self.sequence
    }

    /// From the next commit on an incident has these stacks and no others; none at all removes it. Each is canonical
    /// symbols, the innermost first.
    pub fn put(&mut self, incident: &str, stacks: Vec<Vec<String>>) {
        self.changes.insert(incident.to_owned(), stacks);
    }

    /// Makes all changes durable, under a sequence number of the caller.
    ///
    /// # Errors
    /// [`StackIndexError`] where they cannot be written or a segment is damaged; the writer is of no further use then.
    pub fn commit(&mut self, sequence: u64) -> Result<(), StackIndexError> {
        let changes = std::mem::take(&mut self.changes);
        let mut fresh = SegmentBuilder::default();
        for part in &mut self.parts {
            part.release(&changes, &mut fresh)?;
        }
        for (incident, stacks) in &changes {
            for stack in stacks {
                self.parts.iter_mut().try_for_each(|part| part.hand_over(stack, &mut fresh))?;
                fresh.add(incident, stack.iter().map(String::as_str));
            }
        }
        self.merge_into(&mut fresh)?;
        self.publish(fresh, sequence)
    }

    /// Writes a segment of what is new and the manifest of all.
    fn publish(&mut self, fresh: SegmentBuilder, sequence: u64) -> Result<(), StackIndexError> {
        if !fresh.is_empty() {
            let number =
                self.parts.iter().map(|part| part.number).max().map_or(Some(1), |last| last.checked_add(1));
            let number = number.ok_or(StackIndexError::TooLarge)?;
            self.folder.write_segment(number, &fresh.finish()?)?;
            let segment = Segment::open(&self.folder.segment(number)?)?;
            self.parts.push(Part { number, segment, dead: BTreeSet::new() });
        }
        self.folder.replace_manifest(&self.manifest(sequence).write())?;
        self.folder.remove_others(&self.numbers());
        self.sequence = Some(sequence);
        Ok(())
    }

    /// Puts the committed index into another folder, which stays as it is whatever the writer does next.
    ///
    /// # Errors
    /// [`StackIndexError::Io`].
    pub fn link_into(&self, folder: &Path) -> Result<(), StackIndexError> {
        self.folder.link_into(folder, &self.numbers())
    }

    fn numbers(&self) -> Vec<u32> {
        self.parts.iter().map(|part| part.number).collect()
    }

    /// Takes up the live stacks of segments that are not much larger than what is new, the smallest first, and of
    /// those that are mostly dead.
    fn merge_into(&mut self, fresh: &mut SegmentBuilder) -> Result<(), StackIndexError> {
        self.parts.sort_by_key(|part| (part.live(), part.number));
        let mut merged = fresh.len();
        let mut kept = Vec::new();
        for part in std::mem::take(&mut self.parts) {
            let live = part.live();
            let is_small = merged > 0 && (live < merged * GROWTH || live + merged <= self.small);
            let is_dying = part.dead.len() as u64 * DEAD_PART > u64::from(part.segment.sequence_count);
            if is_small || is_dying {
                part.add_live_to(fresh)?;
                merged += live;
            } else {
                kept.push(part);
            }
        }
        self.parts = kept;
        Ok(())
    }

    fn manifest(&self, sequence: u64) -> Manifest {
        let live = self.parts.iter().map(Part::live).sum();
        let listed = |(part, counts): (&Part, Vec<u32>)| Listed {
            number: part.number,
            sequences: part.segment.sequence_count,
            counts: OwnedBytes::new(counts.iter().flat_map(|count| count.to_le_bytes()).collect::<Vec<u8>>()),
            dead: part.dead.iter().copied().collect(),
        };
        Manifest { sequence, live, segments: self.parts.iter().zip(self.counts()).map(listed).collect() }
    }

    /// For each symbol of each segment how many live sequences of all segments hold it.
    fn counts(&self) -> Vec<Vec<u32>> {
        let own: Vec<Vec<u32>> = self.parts.iter().map(Part::counts).collect();
        let mut counts = own.clone();
        for (place, part) in self.parts.iter().enumerate() {
            for (other_place, other) in self.parts.iter().enumerate() {
                // Each pair once, from the side that has fewer symbols.
                let key = |place: usize, part: &Part| (part.segment.symbol_count, place);
                if key(place, part) < key(other_place, other) {
                    add_shared((place, part), (other_place, other), &own, &mut counts);
                }
            }
        }
        counts
    }
}

/// Adds to the counts of two segments what the other has of the same symbols.
fn add_shared(
    (place, part): (usize, &Part),
    (other_place, other): (usize, &Part),
    own: &[Vec<u32>],
    counts: &mut [Vec<u32>],
) {
    let mut add = |to: (usize, u32), from: (usize, u32)| {
        let count =
            own.get(from.0).and_then(|counts| counts.get(from.1 as usize)).copied().unwrap_or_default();
        if let Some(sum) = counts.get_mut(to.0).and_then(|counts| counts.get_mut(to.1 as usize)) {
            *sum += count;
        }
    };
    for symbol in 0..part.segment.symbol_count {
        let name = part.segment.symbols.name_of(symbol);
        if let Some(same) = name.and_then(|name| other.segment.symbols.number_of(name)) {
            add((place, symbol), (other_place, same));
            add((other_place, same), (place, symbol));
        }
    }
}

impl Part {
    fn live(&self) -> u64 {
        u64::from(self.segment.sequence_count).saturating_sub(self.dead.len() as u64)
    }

    /// Takes the sequences of changed incidents out; those that belong to others as well go on with them.
    fn release(
        &mut self,
        changes: &BTreeMap<String, Vec<Vec<String>>>,
        fresh: &mut SegmentBuilder,
    ) -> Result<(), StackIndexError> {
        let changed = changes.keys().filter_map(|incident| self.segment.owners.number_of(incident));
        let changed: BTreeSet<u32> = changed.collect();
        if changed.is_empty() {
            return Ok(());
        }
        for (sequence, owners) in (0..self.segment.sequence_count).zip(self.segment.owners.iter()) {
            if owners.iter().any(|owner| changed.contains(owner)) && self.dead.insert(sequence) {
                let rest = owners.iter().filter(|owner| !changed.contains(owner));
                self.segment.copy(sequence, rest.copied(), fresh)?;
            }
        }
        Ok(())
    }

    /// Takes a sequence out that is about to be added again, with its incidents.
    fn hand_over(&mut self, stack: &[String], fresh: &mut SegmentBuilder) -> Result<(), StackIndexError> {
        match self.segment.find(stack) {
            Some(sequence) if self.dead.insert(sequence) => {
                self.segment.copy(sequence, self.segment.owners.numbers_of(sequence).into_iter(), fresh)
            }
            _ => Ok(()),
        }
    }

    fn add_live_to(&self, fresh: &mut SegmentBuilder) -> Result<(), StackIndexError> {
        for (sequence, owners) in (0..self.segment.sequence_count).zip(self.segment.owners.iter()) {
            if !self.dead.contains(&sequence) {
                self.segment.copy(sequence, owners.into_iter(), fresh)?;
            }
        }
        Ok(())
    }

    /// For each symbol how many live sequences of this segment hold it.
    fn counts(&self) -> Vec<u32> {
        let mut counts: Vec<u32> =
            (0..self.segment.symbol_count).map(|symbol| self.segment.count_of(symbol)).collect();
        for sequence in &self.dead {
            for symbol in self.segment.sequences.frames_of(*sequence).collect::<BTreeSet<u32>>() {
                if let Some(count) = counts.get_mut(symbol as usize) {
                    *count = count.saturating_sub(1);
                }
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{StackIndex, StackIndexBuilder, StackQuestion};
    use proptest::prelude::*;

    /// What may happen to an index.
    #[derive(Debug, Clone)]
    enum Step {
        /// An incident has other stacks from now on, or none.
        Put(u8, Vec<Vec<u8>>),
        Commit,
        /// The writer is dropped with what was not committed.
        Reopen,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        // Few frames and incidents, so that stacks are shared and change their owners.
        let stacks = prop::collection::vec(prop::collection::vec(0_u8..12, 0..5), 0..4);
        let step = prop_oneof![
            6 => (0_u8..20, stacks).prop_map(|(incident, stacks)| Step::Put(incident, stacks)),
            2 => Just(Step::Commit),
            1 => Just(Step::Reopen),
        ];
        prop::collection::vec(step, 0..40)
    }

    fn names(stack: &[u8]) -> Vec<String> {
        stack.iter().map(|frame| format!("shop.(*Cart).step{frame}")).collect()
    }

    type Model = BTreeMap<String, Vec<Vec<String>>>;

    fn rebuilt(model: &Model) -> StackIndex {
        let mut builder = StackIndexBuilder::new();
        for (incident, stacks) in model {
            stacks.iter().for_each(|stack| builder.add(incident, stack));
        }
        builder.build().unwrap()
    }

    fn check(folder: &Path, writer: &StackIndexWriter, model: &Model) {
        let view = tempfile::tempdir_in(folder.parent().unwrap()).unwrap();
        writer.link_into(view.path()).unwrap();
        let (index, expected) = (StackIndex::open(view.path()).unwrap(), rebuilt(model));
        assert_eq!(index.len(), expected.len());
        let asked = [names(&[1, 2, 3]), names(&[7, 7, 0]), names(&[11]), names(&[4, 1, 9, 2, 30])];
        for asked in asked.iter().chain(model.values().flatten()) {
            let holds = |stacks: &&Vec<Vec<String>>| !asked.is_empty() && stacks.contains(asked);
            let having =
                model.iter().filter(|(_, stacks)| holds(stacks)).map(|(incident, _)| incident.clone());
            assert_eq!(index.incidents_with(asked), having.collect::<Vec<_>>());
            for calls in [&asked[..], &[]] {
                let question = StackQuestion { family: asked, calls };
                assert_eq!(index.search(question, 10), expected.search(question, 10));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whatever was put, committed and opened again, the answers are those of the same stacks at once: with few
        /// segments and with many.
        #[test]
        fn answers_are_those_of_an_index_made_anew(steps in steps(), small in prop_oneof![Just(0_u64), Just(4), Just(SMALL)]) {
            let place = tempfile::tempdir().unwrap();
            let folder = place.path().join("stacks");
            let open = || StackIndexWriter { small, ..StackIndexWriter::open(&folder).unwrap() };
            let (mut writer, mut model, mut committed) = (open(), Model::new(), Model::new());
            for (number, step) in (1..).zip(steps.into_iter().chain([Step::Commit])) {
                match step {
                    Step::Put(incident, stacks) => {
                        let stacks: Vec<Vec<String>> = stacks.iter().map(|stack| names(stack)).collect();
                        let incident = format!("RPL-{incident}");
                        writer.put(&incident, stacks.clone());
                        model.insert(incident, stacks);
                    }
                    Step::Commit => {
                        writer.commit(number).unwrap();
                        prop_assert_eq!(writer.sequence(), Some(number));
                        committed.clone_from(&model);
                        check(&folder, &writer, &model);
                    }
                    Step::Reopen => {
                        drop(writer);
                        writer = open();
                        model.clone_from(&committed);
                    }
                }
            }
            check(&folder, &open(), &model);
        }
    }

    #[test]
    fn many_commits_leave_few_segments() {
        let place = tempfile::tempdir().unwrap();
        let mut writer = StackIndexWriter { small: 10, ..StackIndexWriter::open(place.path()).unwrap() };
        let mut most = 0;
        for number in 0..120_u8 {
            writer.put(&format!("RPL-{number}"), vec![names(&[number, 1, 2]), names(&[number, 3])]);
            writer.commit(u64::from(number)).unwrap();
            most = most.max(writer.parts.len());
        }
        assert!((2..=5).contains(&most), "{most}");
        let segments = std::fs::read_dir(place.path()).unwrap().count();
        assert_eq!(segments, writer.parts.len() + 1, "the manifest and the segments that it lists");
        (0..120_u8).for_each(|number| writer.put(&format!("RPL-{number}"), Vec::new()));
        writer.commit(200).unwrap();
        assert_eq!(writer.parts.len(), 0);
        let view = place.path().join("view");
        writer.link_into(&view).unwrap();
        assert!(StackIndex::open(&view).unwrap().is_empty());
    }
}
