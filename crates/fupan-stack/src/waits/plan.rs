//! Where the stacks of one group tell what they wait for, worked out once for all goroutines of the group.
//!
//! ```text
//! runtime.semacquire1(0xc000012084, …)           <- the lock's semaphore, 4 bytes into it (system frames only)
//! internal/sync.(*Mutex).lockSlow(0xc000012080)  <- the lock
//! sync.(*Mutex).Lock(...)
//! shop/cart.(*Cart).total(0xc000012080)          <- the caller; the lock lies in its receiver
//! shop/cart.(*Cart).Checkout(0xc000012080, …)    <- another call of the same object: may have taken the lock
//! ```
//!
//! The offsets are those of `sync.Mutex`, `sync.RWMutex`, `sync.WaitGroup` and `sync.Cond`, which have not changed
//! between Go 1.18 and 1.27.

use super::WaitKind;
use crate::call::{Call, Owner};
use crate::parsed::Section;

/// Objects that are looked at in one stack.
const MOST_OBJECTS: usize = 8;

/// What is the same for all goroutines of a group.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// What they wait for, where that is something that can be told.
    pub(super) kind: Option<WaitKind>,
    /// The frames whose first argument tells the address, the best first, and how far behind its start that is.
    pub(super) sources: Vec<Source>,
    /// The call that came to wait: the first that is not the machinery of waiting.
    pub(super) caller: Option<Call>,
    /// The frames whose first argument may be an object of the program.
    pub(super) objects: Vec<usize>,
    /// The calls of these frames.
    pub(super) object_calls: Vec<Call>,
    /// The caller's place among them.
    pub(super) caller_object: Option<usize>,
    /// The call of `Do` of a `sync.Once` whose function they run, which keeps others from it.
    pub(super) within_once: Option<Call>,
    /// Whether they can go on by themselves.
    pub(super) activity: Activity,
}

/// A frame whose first argument lies so many bytes behind the address that is waited for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) frame: usize,
    pub(super) offset: u64,
}

/// Whether goroutines can go on without another goroutine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Activity {
    /// They run, wait for a processor, the kernel, the clock, or nobody knows.
    #[default]
    Active,
    /// They wait for any of several channels, which may be a clock's.
    Selecting,
    /// Only another goroutine can wake them.
    Blocked,
}

impl Plan {
    /// The plan of goroutines with these calls, none of them left out, and this class of state.
    pub(crate) fn new(section: Section, class: &str, calls: &[Call]) -> Self {
        let activity = activity(class);
        if !matches!(section, Section::Goroutine | Section::Record) {
            return Self { activity, ..Self::java(section, class, calls) };
        }
        let name = |at: usize| calls.get(at).map_or("", |call| call.symbol().as_str());
        let above = (0..calls.len()).find(|at| !is_wait_machinery(name(*at))).unwrap_or(calls.len());
        let names: Vec<&str> = (0..above).map(name).collect();
        let kind = kind_of(class, &names);
        let objects = objects(calls);
        Self {
            kind,
            sources: kind.map(|kind| sources(kind, &names)).unwrap_or_default(),
            caller: calls.get(above).cloned(),
            caller_object: objects.iter().position(|frame| *frame == above),
            object_calls: objects.iter().filter_map(|frame| calls.get(*frame).cloned()).collect(),
            objects,
            within_once: within_once(above, calls).cloned(),
            activity,
        }
    }

    fn java(section: Section, class: &str, calls: &[Call]) -> Self {
        let is_parked = calls.first().is_some_and(|call| call.symbol().as_str().ends_with("Unsafe.park"));
        let kind = match (section, class) {
            (Section::Thread, "BLOCKED") => Some(WaitKind::Monitor),
            (Section::Thread, "WAITING" | "TIMED_WAITING") if is_parked => Some(WaitKind::Synchronizer),
            _ => None,
        };
        let caller = calls.iter().find(|call| call.owner == Owner::Application).cloned();
        Self { kind, caller, ..Self::default() }
    }
}

fn activity(class: &str) -> Activity {
    match class {
        "sync.Mutex.Lock" | "sync.RWMutex.RLock" | "sync.RWMutex.Lock" | "sync.WaitGroup.Wait" => {
            Activity::Blocked
        }
        "sync.Cond.Wait" | "semacquire" | "BLOCKED" | "WAITING" => Activity::Blocked,
        "select (no cases)" => Activity::Blocked,
        "select" => Activity::Selecting,
        class if class.starts_with("chan ") => Activity::Blocked,
        _ => Activity::Active,
    }
}

/// The frames between the scheduler and the code that wanted to wait.
fn is_wait_machinery(symbol: &str) -> bool {
    ["runtime.", "sync.", "internal/sync.", "internal/race."]
        .iter()
        .any(|package| symbol.starts_with(package))
}

/// The state and the calls above the caller: `sync.RWMutex.Lock` also waits as a Mutex, behind other writers.
fn kind_of(class: &str, names: &[&str]) -> Option<WaitKind> {
    let by_name = |name: &str| match name {
        "sync.(*RWMutex).Lock" => Some(WaitKind::WriteLock),
        "sync.(*RWMutex).RLock" => Some(WaitKind::ReadLock),
        "sync.(*Once).doSlow" | "sync.(*Once).Do" => Some(WaitKind::Once),
        _ => None,
    };
    match class {
        "sync.Mutex.Lock" | "sync.RWMutex.Lock" | "sync.RWMutex.RLock" => {
            Some(names.iter().find_map(|name| by_name(name)).unwrap_or(match class {
                "sync.RWMutex.Lock" => WaitKind::WriteLock,
                "sync.RWMutex.RLock" => WaitKind::ReadLock,
                _ => WaitKind::Mutex,
            }))
        }
        "sync.WaitGroup.Wait" => Some(WaitKind::WaitGroup),
        "sync.Cond.Wait" => Some(WaitKind::Condition),
        "chan receive" => Some(WaitKind::ChannelReceive),
        "chan send" => Some(WaitKind::ChannelSend),
        _ => None,
    }
}

/// What a call says of the address: itself, or a part so many bytes into it.
fn sources(kind: WaitKind, names: &[&str]) -> Vec<Source> {
    let offset = |name: &str| match (kind, name) {
        // A writer waits for other writers at the Mutex, which comes first, and for readers at a semaphore behind it.
        (_, "internal/sync.(*Mutex).lockSlow" | "sync.(*Mutex).lockSlow") => Some(0),
        (WaitKind::Mutex | WaitKind::Once, "sync.(*Mutex).Lock" | "internal/sync.(*Mutex).Lock") => Some(0),
        (WaitKind::WriteLock, "sync.(*RWMutex).Lock") => Some(0),
        (WaitKind::ReadLock, "sync.(*RWMutex).RLock") => Some(0),
        (WaitKind::WaitGroup, "sync.(*WaitGroup).Wait") | (WaitKind::Condition, "sync.(*Cond).Wait") => {
            Some(0)
        }
        (WaitKind::WaitGroup, "runtime.semacquire1") => Some(8),
        (WaitKind::ReadLock, "runtime.semacquire1") => Some(12),
        (WaitKind::Mutex | WaitKind::Once, "runtime.semacquire1") => Some(4),
        (WaitKind::Condition, "sync.runtime_notifyListWait") => Some(16),
        (WaitKind::ChannelReceive, "runtime.chanrecv" | "runtime.chanrecv1" | "runtime.chanrecv2") => Some(0),
        (WaitKind::ChannelSend, "runtime.chansend" | "runtime.chansend1") => Some(0),
        _ => None,
    };
    let mut found: Vec<Source> =
        (0..).zip(names).filter_map(|(frame, name)| Some(Source { frame, offset: offset(name)? })).collect();
    // A writer that has the Mutex already waits for the readers, at the semaphore of writers.
    if kind == WaitKind::WriteLock && !names.iter().any(|name| name.ends_with("(*Mutex).lockSlow")) {
        let semaphore = names.iter().position(|name| *name == "runtime.semacquire1");
        found.extend(semaphore.map(|frame| Source { frame, offset: 8 }));
    }
    // The call of the lock itself is the surest.
    found.sort_by_key(|source| source.offset);
    found
}

/// Calls of the program or of its dependencies; a closure's arguments are not the object it belongs to.
fn objects(calls: &[Call]) -> Vec<usize> {
    let is_told = |call: &Call| call.owner != Owner::Std && !call.symbol().as_str().ends_with(".func");
    (0..).zip(calls).filter(|(_, call)| is_told(call)).map(|(at, _)| at).take(MOST_OBJECTS).collect()
}

/// The call of `Do` beneath a function that a `sync.Once` runs at the moment.
fn within_once(above: usize, calls: &[Call]) -> Option<&Call> {
    let is_once = |call: &&Call| matches!(call.symbol().as_str(), "sync.(*Once).doSlow" | "sync.(*Once).Do");
    calls.get(above..)?.iter().skip_while(|call| !is_once(call)).find(|call| !is_once(call))
}
