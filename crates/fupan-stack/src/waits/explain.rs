//! Goroutines as a person is told of them: where they wait, for what, and who probably has it.

use rustc_hash::FxHashMap;

use super::ledger::Record;
use super::scene::{Lock, Scene};
use super::{Participant, Wait, WaitKind};
use crate::call::{Call, Owner};
use crate::group::Draft;

/// Waits that are told.
const MOST_WAITS: usize = 10;
/// Addresses that are looked at for them.
const MOST_AWAITED: usize = 100;
/// Places and holders that are told of one.
const MOST_PLACES: usize = 4;

impl Scene<'_> {
    /// What most goroutines wait for, locks before channels; what one alone waits for only where a holder is known.
    pub(super) fn waits(&self) -> Vec<Wait> {
        let mut waits: Vec<Wait> = self.locks.iter().filter_map(|lock| self.wait_for_lock(lock)).collect();
        waits.extend(self.other_waits());
        waits.sort_by_key(|wait| {
            (std::cmp::Reverse(wait.goroutines), !wait.kind.is_lock(), wait.address.clone())
        });
        waits.truncate(MOST_WAITS);
        waits
    }

    fn wait_for_lock(&self, lock: &Lock) -> Option<Wait> {
        let first = *lock.waiters.first()?;
        let kind = self.record(first).and_then(|record| self.kind(record))?;
        let mut holders = Vec::new();
        for waiter in self.different(&lock.waiters) {
            holders.extend(self.holders(lock, waiter).into_iter().filter(|holder| *holder != waiter));
        }
        // A writer that only waits keeps readers out, but is no holder.
        holders.retain(|holder| !lock.waiters.contains(holder));
        holders.sort_unstable();
        holders.dedup();
        let address = lock.address?;
        if lock.waiters.len() < 2 && holders.is_empty() {
            return None;
        }
        Some(Wait {
            address: self.ledger.text_of(address),
            kind,
            goroutines: self.ledger.waiting_at(address),
            waiters: self.participants(&self.different(&lock.waiters)),
            holders: self.participants(&holders),
        })
    }

    /// Channels, wait groups and conditions at which several goroutines wait.
    fn other_waits(&self) -> Vec<Wait> {
        let most = self.ledger.most_awaited(MOST_AWAITED).into_iter().filter(|(_, count)| *count > 1);
        let mut waiting: Vec<(u64, Vec<usize>)> = most.map(|(address, _)| (address, Vec::new())).collect();
        let places: FxHashMap<u64, usize> =
            waiting.iter().enumerate().map(|(place, (address, _))| (*address, place)).collect();
        for (at, record) in self.ledger.records.iter().enumerate() {
            let is_other = self.kind(record).is_some_and(|kind| !kind.is_lock());
            let place = record.awaited().filter(|_| is_other).and_then(|address| places.get(&address));
            if let Some((_, waiters)) = place.and_then(|place| waiting.get_mut(*place)) {
                waiters.push(at);
            }
        }
        let wait = |(address, waiters): &(u64, Vec<usize>)| {
            let kind = waiters.first().and_then(|at| self.kind(self.record(*at)?))?;
            Some(Wait {
                address: self.ledger.text_of(*address),
                kind,
                goroutines: self.ledger.waiting_at(*address),
                waiters: self.participants(&self.different(waiters)),
                holders: Vec::new(),
            })
        };
        waiting.iter().filter_map(wait).take(MOST_WAITS).collect()
    }

    /// The first of each group.
    fn different(&self, records: &[usize]) -> Vec<usize> {
        let mut seen = Vec::new();
        let mut first = Vec::new();
        for at in records {
            let Some(record) = self.record(*at) else { continue };
            if first.len() == MOST_PLACES {
                break;
            }
            if !seen.contains(&record.draft) {
                seen.push(record.draft);
                first.push(*at);
            }
        }
        first
    }

    fn participants(&self, records: &[usize]) -> Vec<Participant> {
        let of = |at: &usize| self.participant(*at, None);
        self.different(records).iter().filter_map(of).collect()
    }

    /// The goroutine of a record; `holder` is the record of the one that it waits for.
    pub(super) fn participant(&self, at: usize, holder: Option<usize>) -> Option<Participant> {
        let record = self.record(at)?;
        let draft = self.draft(record)?;
        Some(Participant {
            goroutine: record.number(),
            name: self.ledger.name(at).map(str::to_owned),
            minutes: (record.minutes > 0).then_some(record.minutes),
            address: record.awaited().map(|address| self.ledger.text_of(address)),
            held_by: holder.and_then(|holder| self.record(holder)?.number()),
            ..of_draft(draft)
        })
    }

    /// The first goroutine of a group.
    pub(super) fn of_draft(&self, draft: &Draft) -> Participant {
        let is_of = |record: &&Record| self.draft(record).is_some_and(|other| std::ptr::eq(other, draft));
        let at = self.ledger.records.iter().position(|record| is_of(&record));
        at.and_then(|at| self.participant(at, None)).unwrap_or_else(|| of_draft(draft))
    }
}

impl Scene<'_> {
    /// A group of which it is not known which goroutine is meant, unless there is one only.
    pub(super) fn any_of_draft(&self, draft: &Draft) -> Participant {
        if draft.count == 1 {
            self.of_draft(draft)
        } else {
            Participant { goroutine: None, ..of_draft(draft) }
        }
    }
}

/// What the goroutines of a group have in common.
fn of_draft(draft: &Draft) -> Participant {
    let leaf = leaf(draft);
    Participant {
        goroutine: draft.id,
        name: None,
        function: leaf.map(|call| call.symbol().as_str().to_owned()).unwrap_or_default(),
        file: leaf.and_then(|call| call.file.as_deref()).map(str::to_owned),
        line: leaf.and_then(|call| call.line),
        state: draft.class.clone(),
        minutes: draft.minutes.map(|minutes| minutes.longest).filter(|minutes| *minutes > 0),
        waits_for: waits_for(draft),
        address: None,
        held_by: None,
        goroutines: draft.count,
    }
}

fn waits_for(draft: &Draft) -> Option<WaitKind> {
    draft.plan.kind
}

/// The innermost call of the program itself, or of what it depends on, or of anything.
fn leaf(draft: &Draft) -> Option<&Call> {
    let of = |owner: Owner| draft.calls.iter().find(|call| call.owner == owner);
    of(Owner::Application).or_else(|| of(Owner::Dependency)).or_else(|| draft.calls.first())
}
