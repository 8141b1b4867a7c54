//! The locks of a crash: who waits for each, and who may hold it.
//!
//! A lock belongs to the object it lies in: to the first argument of the call that came to wait for it, where the lock is
//! not farther behind than an object is long. Another goroutine that has a call of this object may hold the lock, unless
//! that call is the one that waits for it. Whether one who may is able to go on is told in waits/reach.rs.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::WaitKind;
use super::ledger::{Ledger, Record};
use super::plan::Plan;
use super::reach::{Active, is_method_of_type};
use crate::call::Call;
use crate::group::Draft;

/// A lock farther behind the start of what was passed to the call that waits for it lies in something else.
const LONGEST_OBJECT: u64 = 4096;
/// Addresses that are looked at, those with most waiters first.
const MOST_LOCKS: usize = 1_000;
/// Calls of one lock's object that are looked at.
const MOST_MENTIONS: usize = 1_000;

pub(super) struct Scene<'a> {
    pub(super) drafts: &'a [Draft],
    pub(super) ledger: &'a Ledger,
    /// The locks for which somebody waits, the one with most waiters first.
    pub(super) locks: Vec<Lock>,
    places: FxHashMap<u64, usize>,
    /// The records within a function that a `sync.Once` runs.
    within_once: Vec<usize>,
    /// The groups that can go on.
    pub(super) active: Vec<Active<'a>>,
}

/// One lock, or the place where goroutines wait for one whose address is not known.
#[derive(Debug, Default)]
pub(super) struct Lock {
    pub(super) address: Option<u64>,
    /// The records that wait for it, in their order.
    pub(super) waiters: Vec<usize>,
    /// The groups of these records.
    pub(super) groups: Vec<u32>,
    /// The objects it may lie in, itself among them.
    objects: FxHashSet<u64>,
    /// The records with a call of one of them, but for the calls that wait for this lock.
    pub(super) mentions: Vec<usize>,
    /// Whether one who may hold it is able to go on, asked for each waiter.
    pub(super) is_within_reach: OnceCell<bool>,
}

impl Lock {
    /// Whether the lock may be a part of this object.
    pub(super) fn may_lie_in(&self, object: u64) -> bool {
        let behind = self.address.and_then(|address| address.checked_sub(object));
        self.objects.contains(&object) || behind.is_some_and(|behind| behind < LONGEST_OBJECT)
    }
}

impl<'a> Scene<'a> {
    pub(super) fn new(drafts: &'a [Draft], ledger: &'a Ledger) -> Self {
        let mut scene = Self {
            drafts,
            ledger,
            locks: Vec::new(),
            places: FxHashMap::default(),
            within_once: Vec::new(),
            active: Active::all_of(drafts, ledger),
        };
        scene.find_locks();
        scene.find_mentions();
        scene
    }

    pub(super) fn record(&self, at: usize) -> Option<&'a Record> {
        self.ledger.records.get(at)
    }

    pub(super) fn draft(&self, record: &Record) -> Option<&'a Draft> {
        self.drafts.get(record.draft as usize)
    }

    pub(super) fn plan(&self, record: &Record) -> Option<&'a Plan> {
        self.draft(record).map(|draft| &draft.plan)
    }

    pub(super) fn kind(&self, record: &Record) -> Option<WaitKind> {
        self.plan(record)?.kind
    }

    /// The lock that a record waits for.
    pub(super) fn awaited_lock(&self, at: usize) -> Option<&Lock> {
        let address = self.record(at)?.awaited()?;
        self.places.get(&address).and_then(|place| self.locks.get(*place))
    }

    /// The call of the first that waits for the lock.
    pub(super) fn caller(&self, lock: &Lock) -> Option<&'a Call> {
        self.plan(self.record(*lock.waiters.first()?)?)?.caller.as_ref()
    }

    fn find_locks(&mut self) {
        for (address, _) in self.ledger.most_awaited(MOST_LOCKS) {
            self.places.insert(address, self.locks.len());
            self.locks.push(Lock { address: Some(address), ..Lock::default() });
        }
        let mut at_draft: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, record) in self.ledger.records.iter().enumerate() {
            let Some(plan) = self.plan(record) else { continue };
            if plan.within_once.is_some() {
                self.within_once.push(at);
            }
            if !plan.kind.is_some_and(WaitKind::is_lock) {
                continue;
            }
            let next = self.locks.len();
            let place = match record.awaited() {
                Some(address) => self.places.get(&address).copied(),
                None => Some(*at_draft.entry(record.draft).or_insert(next)),
            };
            let Some(place) = place else { continue };
            if place == next {
                self.locks.push(Lock::default());
            }
            let object = self.object(record);
            let Some(lock) = self.locks.get_mut(place) else { continue };
            lock.waiters.push(at);
            lock.objects.extend(record.awaited());
            lock.objects.extend(object);
        }
        self.keep_locks();
    }

    /// Drops what is no lock, and puts the one with most waiters first.
    fn keep_locks(&mut self) {
        self.locks.retain(|lock| !lock.waiters.is_empty());
        self.locks.sort_by_key(|lock| (std::cmp::Reverse(lock.waiters.len()), lock.waiters.first().copied()));
        for lock in &mut self.locks {
            let records = lock.waiters.iter().filter_map(|at| self.ledger.records.get(*at));
            lock.groups = records.map(|record| record.draft).collect();
            lock.groups.sort_unstable();
            lock.groups.dedup();
        }
        let places = self.locks.iter().enumerate();
        self.places = places.filter_map(|(at, lock)| Some((lock.address?, at))).collect();
    }

    /// The object whose call waits, where the lock may lie in it.
    fn object(&self, record: &Record) -> Option<u64> {
        let at = self.plan(record)?.caller_object?;
        let object = self.ledger.words(record).get(at)?.address()?;
        let Some(lock) = record.awaited() else { return Some(object) };
        lock.checked_sub(object).is_some_and(|behind| behind < LONGEST_OBJECT).then_some(object)
    }

    fn find_mentions(&mut self) {
        let mut locks_of: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (at, lock) in self.locks.iter().enumerate() {
            let mut objects: Vec<u64> = lock.objects.iter().copied().collect();
            objects.sort_unstable();
            objects.into_iter().for_each(|object| locks_of.entry(object).or_default().push(at));
        }
        let homeless = self.homeless_locks();
        for (at, record) in self.ledger.records.iter().enumerate() {
            for (call, word) in self.ledger.words(record).iter().enumerate() {
                let Some(object) = word.address() else { continue };
                let near = self.near(&homeless, object, record, call);
                let known = locks_of.get(&object).into_iter().flatten().copied();
                for lock in known.chain(near) {
                    self.mention(lock, at, call);
                }
            }
        }
    }

    fn mention(&mut self, lock: usize, at: usize, call: usize) {
        let Some(record) = self.ledger.records.get(at) else { return };
        let is_call_that_waits =
            self.plan(record).is_some_and(|plan| plan.kind.is_some() && plan.caller_object == Some(call));
        let Some(lock) = self.locks.get_mut(lock) else { return };
        let waits_for_it = record.awaited() == lock.address;
        if lock.mentions.len() < MOST_MENTIONS
            && lock.mentions.last() != Some(&at)
            && !(is_call_that_waits && waits_for_it)
        {
            lock.mentions.push(at);
        }
    }

    /// The locks of which no waiter shows the object, by address.
    fn homeless_locks(&self) -> Vec<(u64, usize)> {
        let homeless = self.locks.iter().enumerate().filter(|(_, lock)| lock.objects.len() == 1);
        let mut homeless: Vec<_> = homeless.filter_map(|(at, lock)| Some((lock.address?, at))).collect();
        homeless.sort_unstable();
        homeless
    }

    /// Those of `locks` that may lie in an object whose method was called, if it has the type of the call that waits.
    fn near(&self, locks: &[(u64, usize)], object: u64, record: &Record, call: usize) -> Vec<usize> {
        let first = locks.partition_point(|(address, _)| *address <= object);
        let behind = locks.iter().skip(first).take_while(|(address, _)| address - object < LONGEST_OBJECT);
        let called = self.plan(record).and_then(|plan| plan.object_calls.get(call));
        let is_of_type = |at: &usize| {
            let waiting = self.locks.get(*at).and_then(|lock| self.caller(lock));
            matches!((called, waiting), (Some(called), Some(waiting)) if is_method_of_type(called, waiting))
        };
        behind.map(|(_, at)| *at).filter(is_of_type).collect()
    }

    /// The records that may hold the lock for which `waiter` waits; itself among them where it may have taken it before.
    pub(super) fn holders(&self, lock: &Lock, waiter: usize) -> Vec<usize> {
        let kind = self.record(waiter).and_then(|record| self.kind(record));
        let may_hold = |at: &usize| {
            let waits_for_it = lock.waiters.binary_search(at).is_ok();
            // A reader that asks again waits behind the writer that waits for it.
            let is_reader = kind == Some(WaitKind::WriteLock) && self.waits_as(*at, WaitKind::ReadLock);
            !waits_for_it || *at == waiter || is_reader
        };
        let mut holders: Vec<usize> = lock.mentions.iter().copied().filter(may_hold).collect();
        match kind {
            // A writer that waits keeps new readers out.
            Some(WaitKind::ReadLock) => {
                let is_writer = |at: &usize| self.waits_as(*at, WaitKind::WriteLock);
                holders.extend(lock.waiters.iter().copied().filter(is_writer).take(1));
            }
            Some(WaitKind::Once) => holders.extend(self.within_once_of(waiter)),
            _ => {}
        }
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    fn waits_as(&self, at: usize, kind: WaitKind) -> bool {
        self.record(at).and_then(|record| self.kind(record)) == Some(kind)
    }

    /// The records within a function that a `sync.Once` runs, called from the same line as the one that waits.
    fn within_once_of(&self, waiter: usize) -> impl Iterator<Item = usize> {
        let caller = self.record(waiter).and_then(|record| self.plan(record)?.caller.as_ref());
        let is_same = move |at: &usize| {
            let once = self.record(*at).and_then(|record| self.plan(record)?.within_once.as_ref());
            matches!((once, caller), (Some(once), Some(caller)) if is_same_call(caller, once))
        };
        self.within_once.iter().copied().filter(is_same)
    }
}

/// Whether both are the same line of one function, or the inner is a function of the outer's that calls `Do` again there.
fn is_same_call(inner: &Call, outer: &Call) -> bool {
    let (within, around) = (inner.symbol().as_str(), outer.symbol().as_str());
    inner.line == outer.line && (within == around || within.strip_suffix(".func") == Some(around))
}
