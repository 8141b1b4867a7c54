//! Stacks in memory, on their way into a segment.
//!
//! For ten million stacks of 7.5 frames this holds about two gigabytes at most. The same stacks give the same bytes
//! in whatever order they came.

use std::collections::HashMap;

use super::StackIndexError;
use super::layout;
use super::owners::{OwnersDraft, write_names};
use super::segment::KIND;
use super::sequences::{SequencesDraft, TOO_MANY_SYMBOLS};
use super::{postings, symbols};

/// Collects stacks and their owners.
#[derive(Debug, Default)]
pub(super) struct SegmentBuilder {
    symbols: Interned,
    owners: Interned,
    frames: Vec<u32>,
    stacks: Vec<Draft>,
}

/// A stack as it came; others may have the same frames.
#[derive(Debug, Clone, Copy)]
struct Draft {
    /// Behind its last frame.
    end: u32,
    owner: u32,
}

/// Strings by numbers in the order of their coming.
#[derive(Debug, Default)]
struct Interned {
    numbers: HashMap<Box<str>, u32>,
}

impl Interned {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.into(), next);
        next
    }

    /// The sorted strings, and for each number the place among them.
    fn sorted(&self) -> (Vec<&str>, Vec<u32>) {
        let mut sorted: Vec<(&str, u32)> =
            self.numbers.iter().map(|(text, number)| (&**text, *number)).collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for (place, (_, number)) in (0..).zip(&sorted) {
            if let Some(to) = places.get_mut(*number as usize) {
                *to = place;
            }
        }
        (sorted.into_iter().map(|(text, _)| text).collect(), places)
    }
}

impl SegmentBuilder {
    #[expect(single_use_lifetimes, reason = "the compiler takes no anonymous lifetime here")]
    pub(super) fn add<'a>(&mut self, owner: &str, frames: impl Iterator<Item = &'a str>) {
        let before = self.frames.len();
        for frame in frames {
            let number = self.symbols.number(frame);
            self.frames.push(number);
        }
        if self.frames.len() > before {
            let end = u32::try_from(self.frames.len()).unwrap_or(u32::MAX);
            self.stacks.push(Draft { end, owner: self.owners.number(owner) });
        }
    }

    /// How many stacks were added, equal ones too.
    pub(super) fn len(&self) -> u64 {
        self.stacks.len() as u64
    }

    pub(super) fn is_empty(&self) -> bool {
        self.stacks.is_empty()
    }

    /// The segment as the bytes of its file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, StackIndexError> {
        let fits = u32::try_from(self.frames.len()).is_ok() && self.symbols.numbers.len() <= TOO_MANY_SYMBOLS;
        let sections = if fits { self.sections() } else { None };
        let (counts, sections) = sections.ok_or(StackIndexError::TooLarge)?;
        Ok(layout::write(KIND, counts, &sections))
    }

    fn sections(&mut self) -> Option<([u64; 4], Vec<Vec<u8>>)> {
        let (symbols, places) = self.symbols.sorted();
        for frame in &mut self.frames {
            *frame = places.get(*frame as usize).copied().unwrap_or_default();
        }
        let (owners, owner_places) = self.owners.sorted();
        let [symbol_offsets, symbol_text, slots] = symbols::write(&symbols)?;
        let [owner_offsets, owner_text] = write_names(&owners)?;
        let symbol_count = symbols.len();
        let sorted = Sorted::of(std::mem::take(&mut self.frames), &self.stacks);
        let (sequences, owners) = sorted.write(&self.stacks, &owner_places)?;
        let lists = sorted.lists(symbol_count).write()?;
        let counts = [symbol_count as u64, u64::from(sequences.count), 0, 0];
        let [list_counts, list_places, list_bytes] = lists;
        let sections = vec![
            sequences.groups,
            symbol_offsets,
            symbol_text,
            slots,
            sequences.frames,
            list_counts,
            list_places,
            list_bytes,
            owner_offsets,
            owner_text,
            owners.places,
            owners.lists,
        ];
        Some((counts, sections))
    }
}

/// Stacks in the order of a segment, equal ones beside each other.
struct Sorted {
    frames: Vec<u32>,
    ends: Vec<u32>,
    order: Vec<u32>,
}

impl Sorted {
    fn of(frames: Vec<u32>, stacks: &[Draft]) -> Self {
        let ends = stacks.iter().map(|stack| stack.end).collect();
        let mut sorted = Self { frames, ends, order: Vec::new() };
        // The length and the first two frames decide nearly every comparison without a look at the frames.
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(stacks.len());
        for number in 0..u32::try_from(stacks.len()).unwrap_or(u32::MAX) {
            let stack = sorted.stack(number);
            let frame = |place: usize| u64::from(stack.get(place).copied().unwrap_or_default());
            let length = stack.len().min(usize::from(u16::MAX)) as u64;
            keyed.push((length << 48 | frame(0) << 24 | frame(1), number));
        }
        keyed.sort_unstable_by(|a, b| {
            let (left, right) = (|| sorted.stack(a.1), || sorted.stack(b.1));
            let by_frames = || left().len().cmp(&right().len()).then_with(|| left().cmp(right()));
            a.0.cmp(&b.0).then_with(by_frames).then(a.1.cmp(&b.1))
        });
        sorted.order = keyed.into_iter().map(|(_, number)| number).collect();
        sorted
    }

    fn stack(&self, number: u32) -> &[u32] {
        let end = |number: u32| self.ends.get(number as usize).copied().unwrap_or_default() as usize;
        let start = number.checked_sub(1).map_or(0, end);
        self.frames.get(start..end(number)).unwrap_or_default()
    }

    /// Groups of equal stacks.
    fn distinct(&self) -> impl Iterator<Item = &[u32]> {
        self.order.chunk_by(|a, b| self.stack(*a) == self.stack(*b))
    }

    fn write(&self, stacks: &[Draft], owner_places: &[u32]) -> Option<(SequencesDraft, OwnersDraft)> {
        let (mut sequences, mut owners) = (SequencesDraft::default(), OwnersDraft::default());
        let mut owned: Vec<u32> = Vec::new();
        for equal in self.distinct() {
            sequences.push(self.stack(*equal.first()?));
            owned.clear();
            let numbers = equal.iter().filter_map(|number| stacks.get(*number as usize));
            owned.extend(numbers.filter_map(|stack| owner_places.get(stack.owner as usize)));
            owned.sort_unstable();
            owned.dedup();
            owners.push(&owned)?;
        }
        Some((sequences, owners))
    }

    /// For each symbol the sequences that hold it.
    fn lists(&self, symbols: usize) -> Lists {
        let mut ends = vec![0_u32; symbols];
        self.each_held(symbols, |symbol, _| {
            if let Some(count) = ends.get_mut(symbol) {
                *count += 1;
            }
        });
        let mut sum = 0;
        for end in &mut ends {
            // Each list grows from its start, so that this is its end at last.
            sum += std::mem::replace(end, sum);
        }
        let mut numbers = vec![0; sum as usize];
        self.each_held(symbols, |symbol, sequence| {
            let Some(end) = ends.get_mut(symbol) else { return };
            if let Some(to) = numbers.get_mut(*end as usize) {
                *to = sequence;
                *end += 1;
            }
        });
        Lists { ends, numbers }
    }

    /// Every symbol of every sequence, once.
    fn each_held(&self, symbols: usize, mut with: impl FnMut(usize, u32)) {
        let mut held_by = vec![u32::MAX; symbols];
        for (sequence, equal) in (0..).zip(self.distinct()) {
            for symbol in equal.first().map(|first| self.stack(*first)).unwrap_or_default() {
                let last = held_by.get_mut(*symbol as usize);
                if last.is_some_and(|last| std::mem::replace(last, sequence) != sequence) {
                    with(*symbol as usize, sequence);
                }
            }
        }
    }
}

/// Lists of ascending numbers, one behind the other.
struct Lists {
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    /// How long each is, where each begins, and all of them packed.
    fn write(&self) -> Option<[Vec<u8>; 3]> {
        let (mut counts, mut places, mut packed) = (Vec::new(), vec![0; 8], Vec::new());
        let mut start = 0;
        for end in &self.ends {
            counts.extend((end - start).to_le_bytes());
            postings::write(self.numbers.get(start as usize..*end as usize)?, &mut packed)?;
            places.extend((packed.len() as u64).to_le_bytes());
            start = *end;
        }
        Some([counts, places, packed])
    }
}
