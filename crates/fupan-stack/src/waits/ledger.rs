//! What is kept of single goroutines of a crash: what each waits for and which objects its calls have.
//!
//! A goroutine takes some hundred bytes here, and no more than [`MOST_RECORDS`] are kept of one crash, so that a dump of
//! a million goroutines stays small. Of each group the first few are kept in any case, and how many wait at an address is
//! counted for all.

use rustc_hash::FxHashMap;

use super::plan::{Plan, Source};
use super::word::Word;
use crate::parsed::{Goroutine, Monitor, MonitorRelation};

/// Goroutines of which more is kept than their group.
const MOST_RECORDS: usize = 20_000;
/// Of each group so many are kept even beyond that.
const MOST_OF_EACH_GROUP: u32 = 8;

/// The goroutines of an open crash.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(super) records: Vec<Record>,
    words: Vec<Word>,
    /// The names of Java threads, by their records.
    names: FxHashMap<u32, Box<str>>,
    /// How many goroutines wait at each address.
    counts: FxHashMap<u64, u32>,
    /// The addresses of Java's locks by number; their texts are kept as printed.
    monitors: FxHashMap<Box<str>, u64>,
    monitor_texts: Vec<Box<str>>,
}

/// One goroutine.
#[derive(Debug)]
pub(super) struct Record {
    /// What it waits for; zero where that is nothing or not known.
    awaited: u64,
    /// Its number; zero where it has none.
    number: u64,
    /// Its group.
    pub(super) draft: u32,
    /// For how many minutes it has waited, where that is one or more.
    pub(super) minutes: u32,
    first_word: u32,
    word_count: u32,
}

impl Record {
    /// The address of what it waits for.
    pub(super) fn awaited(&self) -> Option<u64> {
        Some(self.awaited).filter(|address| *address != 0)
    }

    /// Its number.
    pub(super) fn number(&self) -> Option<u64> {
        Some(self.number).filter(|number| *number != 0)
    }
}

impl Ledger {
    /// Notes a goroutine of the group `draft`, of which `noted` were offered before.
    pub(crate) fn note(&mut self, draft: usize, noted: u32, plan: &Plan, goroutine: &Goroutine<'_>) {
        let is_full = self.records.len() >= MOST_RECORDS && noted >= MOST_OF_EACH_GROUP;
        let awaited_address = awaited(plan, goroutine);
        if is_full {
            self.count(awaited_address);
            return;
        }
        let (Ok(draft), Ok(first_word)) = (u32::try_from(draft), u32::try_from(self.words.len())) else {
            return;
        };
        let awaited = if goroutine.monitors.is_empty() {
            self.note_words(plan, goroutine);
            awaited_address
        } else {
            self.note_monitors(plan, &goroutine.monitors)
        };
        self.count(awaited);
        let word_count = u32::try_from(self.words.len()).unwrap_or(first_word) - first_word;
        if let (Some(name), Ok(record)) = (&goroutine.name, u32::try_from(self.records.len())) {
            self.names.insert(record, Box::from(&**name));
        }
        self.records.push(Record {
            awaited: awaited.unwrap_or_default(),
            number: goroutine.id.unwrap_or_default(),
            draft,
            minutes: goroutine.minutes.unwrap_or_default(),
            first_word,
            word_count,
        });
    }

    fn note_words(&mut self, plan: &Plan, goroutine: &Goroutine<'_>) {
        let word = |at: &usize| goroutine.frames.get(*at).map(|frame| Word::first_of(frame.arguments()));
        self.words.extend(plan.objects.iter().map(|at| word(at).unwrap_or_default()));
    }

    fn count(&mut self, awaited: Option<u64>) {
        let Some(address) = awaited else { return };
        let is_full = self.counts.len() >= MOST_RECORDS;
        match self.counts.get_mut(&address) {
            Some(count) => *count = count.saturating_add(1),
            None if is_full => {}
            None => drop(self.counts.insert(address, 1)),
        }
    }

    /// How many goroutines wait at `address`.
    pub(super) fn waiting_at(&self, address: u64) -> u32 {
        self.counts.get(&address).copied().unwrap_or_default()
    }

    /// The addresses at which most goroutines wait, with their numbers.
    pub(super) fn most_awaited(&self, most: usize) -> Vec<(u64, u32)> {
        let mut addresses: Vec<(u64, u32)> =
            self.counts.iter().map(|(address, count)| (*address, *count)).collect();
        addresses.sort_unstable_by_key(|(address, count)| (std::cmp::Reverse(*count), *address));
        addresses.truncate(most);
        addresses
    }

    /// The name of the Java thread of a record.
    pub(super) fn name(&self, record: usize) -> Option<&str> {
        self.names.get(&u32::try_from(record).ok()?).map(|name| &**name)
    }

    /// The locks a Java thread holds; gives the one it waits for.
    fn note_monitors(&mut self, plan: &Plan, monitors: &[Monitor<'_>]) -> Option<u64> {
        let mut awaited = None;
        for monitor in monitors {
            let number = self.number(&monitor.address);
            match monitor.relation {
                MonitorRelation::Holds => self.words.push(Word::certain(number)),
                _ if plan.kind.is_some() => awaited = awaited.or(Some(number)),
                _ => {}
            }
        }
        awaited
    }

    /// The number of a Java lock; never zero.
    fn number(&mut self, address: &str) -> u64 {
        if let Some(number) = self.monitors.get(address) {
            return *number;
        }
        self.monitor_texts.push(Box::from(address));
        let number = self.monitor_texts.len() as u64;
        self.monitors.insert(Box::from(address), number);
        number
    }

    /// The address as it was printed.
    pub(super) fn text_of(&self, address: u64) -> String {
        let place = usize::try_from(address).ok().and_then(|number| number.checked_sub(1));
        match place.and_then(|place| self.monitor_texts.get(place)) {
            Some(text) => text.to_string(),
            None => format!("0x{address:x}"),
        }
    }

    /// The objects of a goroutine: one word for each frame in [`Plan::objects`], or the locks a Java thread holds.
    pub(super) fn words(&self, record: &Record) -> &[Word] {
        let start = record.first_word as usize;
        self.words.get(start..start + record.word_count as usize).unwrap_or_default()
    }
}

/// The first source that is certain.
fn awaited(plan: &Plan, goroutine: &Goroutine<'_>) -> Option<u64> {
    let address = |source: &Source| {
        let frame = goroutine.frames.get(source.frame)?;
        Word::first_of(frame.arguments()).certain_address()?.checked_sub(source.offset)
    };
    plan.sources.iter().find_map(address)
}
