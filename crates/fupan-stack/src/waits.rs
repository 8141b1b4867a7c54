//! Who waits on what: goroutines that wait for one lock, who may hold it, and whether anybody can go on.
//!
//! A dump prints the first words of each call's arguments, so that the address of a lock stands in the stack of those who
//! wait for it, and the address of the object it lies in stands in the calls of that object's methods. Nowhere does it
//! say who holds a lock. So a holder is only ever *probable*: a goroutine within another call of the same object. Java's
//! dumps name the locks that each thread holds; what is said of those is certain.
//!
//! ```text
//! goroutine 7 [sync.Mutex.Lock]:                       goroutine 8 [chan send]:
//! …                                                    shop/cart.(*Cart).notify(0xc000012080)   <- probably holds it
//! internal/sync.(*Mutex).lockSlow(0xc000012080)        …
//! shop/cart.(*Cart).total(0xc000012080)
//! ```
//!
//! A verdict needs more than a wait: as long as any goroutine that could hold the lock runs, waits for the kernel or the
//! clock, there is none (waits/reach.rs). What it does not do: look into `select`, or tell which channel a goroutine
//! waits on where the run-time's own frames were left out.

mod explain;
mod ledger;
mod plan;
mod reach;
mod scene;
mod verdict;
mod word;

pub(crate) use ledger::Ledger;
pub(crate) use plan::Plan;
pub(crate) use verdict::read;

/// What goroutines wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WaitKind {
    /// A `sync.Mutex`.
    Mutex,
    /// A `sync.RWMutex`, to read.
    ReadLock,
    /// A `sync.RWMutex`, to write.
    WriteLock,
    /// The end of a function that a `sync.Once` runs.
    Once,
    /// A `sync.WaitGroup`.
    WaitGroup,
    /// A `sync.Cond`.
    Condition,
    /// A value on a channel.
    ChannelReceive,
    /// A receiver at a channel.
    ChannelSend,
    /// A monitor of Java (`synchronized`).
    Monitor,
    /// A lock or other synchronizer of `java.util.concurrent`.
    Synchronizer,
}

impl WaitKind {
    /// The stable code of this kind, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mutex => "mutex",
            Self::ReadLock => "read_lock",
            Self::WriteLock => "write_lock",
            Self::Once => "once",
            Self::WaitGroup => "wait_group",
            Self::Condition => "condition",
            Self::ChannelReceive => "channel_receive",
            Self::ChannelSend => "channel_send",
            Self::Monitor => "monitor",
            Self::Synchronizer => "synchronizer",
        }
    }

    /// Whether one goroutine has it and the others wait until that gives it back.
    #[must_use]
    pub fn is_lock(self) -> bool {
        !matches!(self, Self::WaitGroup | Self::Condition | Self::ChannelReceive | Self::ChannelSend)
    }
}

/// Goroutines that wait for one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Where it lies, as the dump prints it.
    pub address: String,
    /// What it is.
    pub kind: WaitKind,
    /// How many wait there.
    pub goroutines: u32,
    /// Where they wait, each place once, the first ones.
    pub waiters: Vec<Participant>,
    /// Who probably holds it; of Java threads, who does.
    pub holders: Vec<Participant>,
}

/// Goroutines that cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlock {
    /// How sure that is, and how it comes.
    pub verdict: Verdict,
    /// The fewest goroutines that show it. Of a cycle each waits for the next, the last for the first.
    pub because: Vec<Participant>,
}

/// How goroutines are kept from going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The run-time itself said that all goroutines are asleep.
    AllAsleep,
    /// Goroutines wait for each other in a circle.
    Cycle,
    /// A goroutine waits for a lock that it holds itself.
    SelfDeadlock,
    /// Goroutines wait, and nobody who could wake them is able to.
    Likely,
}

impl Verdict {
    /// The stable code of this verdict, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AllAsleep => "all_asleep",
            Self::Cycle => "cycle",
            Self::SelfDeadlock => "self_deadlock",
            Self::Likely => "likely",
        }
    }
}

/// A goroutine with the line of the program at which it waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Its number, where it has one.
    pub goroutine: Option<u64>,
    /// The name of a Java thread.
    pub name: Option<String>,
    /// The innermost function of the program itself, where there is one.
    pub function: String,
    /// The source file.
    pub file: Option<String>,
    /// The line in it.
    pub line: Option<u32>,
    /// What it is doing: `chan receive`.
    pub state: String,
    /// For how many whole minutes it had been doing so, where the dump says so.
    pub minutes: Option<u32>,
    /// What it waits for, where that is something another goroutine gives.
    pub waits_for: Option<WaitKind>,
    /// Where that lies, where the dump shows it.
    pub address: Option<String>,
    /// The goroutine that probably holds it, of those that are named beside this one.
    pub held_by: Option<u64>,
    /// How many goroutines have the same stack.
    pub goroutines: u32,
}

#[cfg(test)]
mod tests;
