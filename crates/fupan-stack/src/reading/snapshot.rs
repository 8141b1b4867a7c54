//! The dumps of an input, each with its goroutines counted by family.
//!
//! A dump that somebody asked for is a snapshot of a process; what a crash printed is one only where there is nothing
//! else, and a race report, a logged stack or a Java exception never is. Goroutine numbers are unique within a process,
//! so where a number comes again, the next dump has begun.

use std::io::{self, BufRead};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::fingerprint::Fingerprint;
use crate::group::{Drafts, Grouper, StackGroup};
use crate::parse::{Collector, read_from};
use crate::parsed::{Crash, CrashKind, Frame, Goroutine, LogTime, Section};

/// In what form a dump was taken. A text profile leaves out what goroutines wait for, so that its families are others than
/// those of headers: only dumps of one form can be compared group by group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DumpForm {
    /// Goroutines with headers: `debug=2`, SIGQUIT, a crash.
    Goroutines,
    /// A text profile: `debug=1`.
    Profile,
    /// The threads of a Java virtual machine.
    Threads,
}

impl DumpForm {
    /// The stable code of this form, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Goroutines => "goroutines",
            Self::Profile => "profile",
            Self::Threads => "threads",
        }
    }

    fn of(kind: CrashKind) -> Self {
        match kind {
            CrashKind::Profile => Self::Profile,
            CrashKind::ThreadDump => Self::Threads,
            _ => Self::Goroutines,
        }
    }
}

/// One dump of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// In what form it was taken.
    pub form: DumpForm,
    /// When it was written, where the log says so.
    pub time: Option<LogTime<'static>>,
    /// One group for each family, with the frames of its most frequent stack, in the order of the dump.
    pub groups: Vec<StackGroup>,
    /// How many goroutines the dump holds.
    pub goroutines: u64,
}

impl Snapshot {
    /// The dumps that `reader` gives, in their order.
    ///
    /// # Errors
    /// The first error of the reader.
    pub fn all_of(reader: impl BufRead) -> io::Result<Vec<Self>> {
        let mut series = Series::default();
        read_from(reader, &mut series)?;
        Ok(if series.asked.is_empty() { series.crashed } else { series.asked })
    }

    fn new(form: DumpForm, time: Option<LogTime<'static>>, exact: Vec<StackGroup>) -> Self {
        let goroutines = exact.iter().map(|group| u64::from(group.goroutines)).sum();
        Self { form, time, groups: by_family(exact), goroutines }
    }
}

/// Groups of equal family as one, the stack of the largest standing for all.
fn by_family(exact: Vec<StackGroup>) -> Vec<StackGroup> {
    let mut places: FxHashMap<Fingerprint, (usize, u32)> = FxHashMap::default();
    let mut families: Vec<StackGroup> = Vec::new();
    for group in exact.into_iter().filter(|group| group.goroutines > 0) {
        let (place, largest) = places.entry(group.family).or_insert((families.len(), group.goroutines));
        let Some(family) = families.get_mut(*place) else {
            families.push(group);
            continue;
        };
        let goroutines = family.goroutines.saturating_add(group.goroutines);
        if group.goroutines > *largest {
            *largest = group.goroutines;
            *family = group;
        }
        family.goroutines = goroutines;
    }
    families
}

/// Collects snapshots while the input is read.
#[derive(Default)]
struct Series {
    grouper: Grouper,
    asked: Vec<Snapshot>,
    crashed: Vec<Snapshot>,
}

/// The dumps of one run of goroutines.
#[derive(Default)]
struct OpenDumps {
    ended: Vec<Drafts>,
    current: Drafts,
    numbers: FxHashSet<u64>,
}

impl<'a> Collector<'a> for Series {
    type Open = OpenDumps;

    fn add(&mut self, open: &mut OpenDumps, goroutine: Goroutine<'a>) -> Vec<Frame<'a>> {
        let is_goroutine = matches!(goroutine.section, Section::Goroutine | Section::Thread);
        // Each thread of the run-time has a goroutine 0.
        let number = goroutine.id.filter(|number| is_goroutine && *number > 0);
        if number.is_some_and(|number| !open.numbers.insert(number)) {
            open.ended.push(std::mem::take(&mut open.current));
            open.numbers.clear();
            open.numbers.extend(number);
        }
        self.grouper.add(&mut open.current, goroutine)
    }

    fn close(&mut self, crash: Crash<'a>, open: OpenDumps) {
        let snapshots = match crash.kind {
            CrashKind::Dump | CrashKind::Profile | CrashKind::ThreadDump | CrashKind::Signal => {
                &mut self.asked
            }
            CrashKind::Panic | CrashKind::FatalError => &mut self.crashed,
            CrashKind::DataRace | CrashKind::Log | CrashKind::Exception => return,
        };
        // Only the first of several is known to have been written then.
        let mut time = crash.time.clone().map(LogTime::into_owned);
        for drafts in open.ended.iter().chain([&open.current]) {
            let form = DumpForm::of(crash.kind);
            snapshots.push(Snapshot::new(form, time.take(), drafts.groups(&crash)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "goroutine 1 [select]:\nmain.run()\n\t/src/main.go:9 +0x1\n\n\
                        goroutine 7 [chan send]:\nmain.offer()\n\t/src/main.go:3 +0x1\n\n";

    fn counts(input: &str) -> Vec<u64> {
        let snapshots = Snapshot::all_of(input.as_bytes()).unwrap();
        snapshots.iter().map(|snapshot| snapshot.goroutines).collect()
    }

    #[test]
    fn a_number_that_comes_again_begins_the_next_dump() {
        assert_eq!(counts(DUMP), [2]);
        assert_eq!(counts(&DUMP.repeat(3)), [2, 2, 2]);
    }

    #[test]
    fn what_a_crash_printed_counts_where_there_is_nothing_else() {
        let panic =
            "panic: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:9 +0x1\nexit status 2\n\n";
        let quit = format!("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n\n{DUMP}");
        assert_eq!(counts(panic), [1]);
        assert_eq!(counts(&format!("{panic}{quit}")), [2]);
        assert_eq!(counts("nothing of the kind"), []);
    }

    #[test]
    fn stacks_of_one_family_are_one_group() {
        let other = "goroutine 8 [chan send]:\nmain.offer()\n\t/src/main.go:4 +0x1\n";
        let snapshot = Snapshot::all_of(format!("{DUMP}{other}").as_bytes()).unwrap().remove(0);
        let groups: Vec<_> =
            snapshot.groups.iter().map(|group| (group.kind.as_str(), group.goroutines)).collect();
        assert_eq!(groups, [("chan send", 2), ("select", 1)]);
    }

    #[test]
    fn profiles_are_counted_by_their_records() {
        let profile = |count: u64| {
            format!(
                "goroutine profile: total {}\n{count} @ 0x43e5ce 0x44f4b8\n\
                 #\t0x4be613\tmain.offer+0xb3\t/src/main.go:49\n\n\
                 1 @ 0x43e5ce\n#\t0x4be614\tmain.serve+0xb3\t/src/main.go:9\n\n",
                count + 1
            )
        };
        let snapshots = Snapshot::all_of((profile(3) + &profile(40)).as_bytes()).unwrap();
        assert_eq!(snapshots.iter().map(|snapshot| snapshot.goroutines).collect::<Vec<_>>(), [4, 41]);
        assert!(snapshots.iter().all(|snapshot| snapshot.form == DumpForm::Profile));
        assert_eq!(snapshots[0].groups[0].family, snapshots[1].groups[0].family);
    }

    #[test]
    fn a_series_of_thread_dumps() {
        let thread = |number: u32| {
            format!(
                "\"worker-{number}\" #{number} prio=5 os_prio=0 tid=0x1 nid=0x2 waiting on condition  [0x3]\n   \
                 java.lang.Thread.State: WAITING (parking)\n\tat shop.Queue.take(Queue.java:31)\n\n"
            )
        };
        let dump = |time: &str, threads: u32| {
            let threads: String = (1..=threads).map(thread).collect();
            format!(
                "{time}\nFull thread dump OpenJDK 64-Bit Server VM (17.0.1+12 mixed mode):\n\n{threads}\n"
            )
        };
        let series = dump("2026-03-07 10:00:00", 2) + &dump("2026-03-07 10:01:00", 5);
        let snapshots = Snapshot::all_of(series.as_bytes()).unwrap();
        let read: Vec<_> = snapshots.iter().map(|snapshot| (snapshot.form, snapshot.goroutines)).collect();
        assert_eq!(read, [(DumpForm::Threads, 2), (DumpForm::Threads, 5)]);
        let growth = crate::Growth::of(&snapshots, None);
        assert_eq!(
            (growth.groups[0].counts.as_slice(), growth.groups[0].per_minute),
            (&[2, 5][..], Some(3.0))
        );
    }
}
