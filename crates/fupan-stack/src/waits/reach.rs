//! Whether goroutines that could give a lock back are able to go on.
//!
//! The longer somebody has waited, the less may excuse it: see [`Scene::is_lost`].

use super::WaitKind;
use super::ledger::{Ledger, Record};
use super::plan::Activity;
use super::scene::{Lock, Scene};
use crate::call::{Call, Owner};
use crate::culprit::is_stage;
use crate::group::Draft;

/// The class of goroutines that run or are about to.
const RUNNING: &str = "running";

/// A group that can go on.
pub(super) struct Active<'a> {
    draft: &'a Draft,
    /// What is known of its goroutines.
    records: Vec<&'a Record>,
}

/// Where to look for those who may hold a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// In the package of the call that waits.
    Caller,
    /// There and in that of each call beneath it: a function such as `Lock` of a type of one's own returns with the lock
    /// taken, so that no call of its package shows who has it.
    Callers,
}

impl<'a> Active<'a> {
    pub(super) fn all_of(drafts: &'a [Draft], ledger: &'a Ledger) -> Vec<Self> {
        let mut records: Vec<Vec<&Record>> = drafts.iter().map(|_| Vec::new()).collect();
        for record in &ledger.records {
            records.get_mut(record.draft as usize).into_iter().for_each(|records| records.push(record));
        }
        let active = |draft: &Draft| {
            draft.plan.activity != Activity::Blocked && draft.is_goroutine() && !is_stage(draft)
        };
        let groups = drafts.iter().zip(records).filter(|(draft, _)| active(draft));
        groups.map(|(draft, records)| Self { draft, records }).collect()
    }

    /// Whether it is within code of the program's own. `main.main` often sleeps or serves for the whole life of a program;
    /// where it runs it may do anything.
    fn is_within_own_code(&self) -> bool {
        let is_own = |call: &Call| call.owner == Owner::Application && !call.is_anybodys();
        (self.draft.class == RUNNING && self.draft.has_own_code()) || self.draft.calls.iter().any(is_own)
    }

    /// Whether its goroutines may be within what the lock protects, for which `caller` waits.
    fn may_hold(&self, lock: &Lock, caller: &Call, packages: &[&str], ledger: &Ledger) -> bool {
        let is_within = |call: &&Call| packages.contains(&call.symbol().package()) && !call.is_anybodys();
        let mut within = self.draft.calls.iter().filter(is_within).peekable();
        within.peek().is_some()
            && !(within.all(|call| is_method_of_type(call, caller)) && self.has_other_object(lock, ledger))
    }

    /// Whether each of its goroutines is known to be busy with another object than the lock's.
    fn has_other_object(&self, lock: &Lock, ledger: &Ledger) -> bool {
        let is_other = |record: &&Record| {
            let words = ledger.words(record);
            words.iter().any(|word| word.certain_address().is_some())
                && !words.iter().filter_map(|word| word.address()).any(|object| lock.may_lie_in(object))
        };
        self.records.len() == self.draft.count as usize && self.records.iter().all(is_other)
    }
}

impl Scene<'_> {
    /// Whether nobody will give the lock back for which `waiter` waits.
    ///
    /// Until everybody concerned has waited for a minute, any goroutine within the program's code may have to do with it,
    /// be it that the holder waits for that one. Then the lock is held too long, whoever runs elsewhere: where the holder
    /// is known its own package counts, where it is not, that of each call that came to wait.
    pub(super) fn is_lost(&self, lock: &Lock, waiter: usize) -> bool {
        let has_waited = |at: &usize| self.record(*at).is_some_and(|record| record.minutes > 0);
        let holders = self.holders(lock, waiter);
        let is_long = lock.waiters.iter().any(has_waited)
            && holders.iter().all(has_waited)
            && (!holders.is_empty() || self.has_everybody_waited_within(lock));
        let reach = if is_long && holders.is_empty() { Reach::Callers } else { Reach::Caller };
        !self.is_within_reach(lock, reach) && (is_long || !self.is_anybody_active())
    }

    /// Whether somebody within the packages of the lock, or with a call of its object, is able to go on. Java's dumps tell
    /// who holds a lock, and nobody else is to be feared.
    pub(super) fn is_within_reach(&self, lock: &Lock, reach: Reach) -> bool {
        let kind = lock.waiters.first().and_then(|at| self.kind(self.record(*at)?));
        if matches!(kind, Some(WaitKind::Monitor | WaitKind::Synchronizer)) {
            return false;
        }
        let is_active = |at: &usize| {
            let plan = self.record(*at).and_then(|record| self.plan(record));
            plan.is_some_and(|plan| plan.activity != Activity::Blocked)
        };
        lock.mentions.iter().any(is_active)
            || lock.groups.iter().filter_map(|group| self.drafts.get(*group as usize)).any(|waiting| {
                let Some(caller) = &waiting.plan.caller else { return true };
                let packages = packages(caller, waiting, reach);
                self.active.iter().any(|active| active.may_hold(lock, caller, &packages, self.ledger))
            })
    }

    /// Whether all who are blocked within the package of the lock, for something else, have been so for a minute.
    fn has_everybody_waited_within(&self, lock: &Lock) -> bool {
        let Some(caller) = self.caller(lock) else { return false };
        let package = caller.symbol().package();
        let is_within = |call: &Call| call.symbol().package() == package && !call.is_anybodys();
        let others = self.blocked_elsewhere(lock).filter(|draft| draft.calls.iter().any(is_within));
        others.into_iter().all(|draft| draft.minutes.is_some_and(|minutes| minutes.shortest > 0))
    }

    /// The groups that are blocked, but not at this lock.
    fn blocked_elsewhere(&self, lock: &Lock) -> impl Iterator<Item = &Draft> {
        let drafts = (0_u32..).zip(self.drafts);
        let is_elsewhere = |(at, draft): &(u32, &Draft)| {
            draft.plan.activity == Activity::Blocked && !lock.groups.contains(at)
        };
        drafts.filter(is_elsewhere).map(|(_, draft)| draft)
    }

    /// Whether any goroutine within code of the program's own is able to go on.
    pub(super) fn is_anybody_active(&self) -> bool {
        self.active.iter().any(Active::is_within_own_code)
    }

    /// The only group that may hold the lock by the type of its calls, where no call shows the object: blocked, and
    /// within a method of the type in which the lock lies.
    pub(super) fn holder_by_type(&self, lock: &Lock) -> Option<&Draft> {
        let caller = self.caller(lock)?;
        let is_of_type = |draft: &&Draft| draft.calls.iter().any(|call| is_method_of_type(call, caller));
        let mut holders = self.blocked_elsewhere(lock).filter(is_of_type);
        let holder = holders.next()?;
        holders.next().is_none().then_some(holder)
    }

    /// Whether all goroutines but the run-time's own have been blocked for a minute at least.
    pub(super) fn is_all_blocked_for_long(&self) -> bool {
        let is_of_program =
            |draft: &&Draft| draft.is_goroutine() && !draft.is_of_runtime() && !is_stage(draft);
        let is_blocked_for_long = |draft: &Draft| {
            draft.plan.activity == Activity::Blocked
                && draft.minutes.is_some_and(|minutes| minutes.shortest > 0)
        };
        let mut drafts = self.drafts.iter().filter(is_of_program).peekable();
        drafts.peek().is_some() && drafts.all(is_blocked_for_long)
    }
}

fn packages<'c>(caller: &'c Call, waiting: &'c Draft, reach: Reach) -> Vec<&'c str> {
    let mut packages = vec![caller.symbol().package()];
    if reach == Reach::Callers {
        let own = waiting.calls.iter().filter(|call| call.owner == Owner::Application && !call.is_anybodys());
        packages.extend(own.map(|call| call.symbol().package()));
    }
    packages
}

/// Whether both are methods, or closures in methods, of one type.
pub(super) fn is_method_of_type(call: &Call, other: &Call) -> bool {
    let receiver = call.symbol().receiver();
    receiver.is_some()
        && receiver == other.symbol().receiver()
        && call.symbol().package() == other.symbol().package()
}
