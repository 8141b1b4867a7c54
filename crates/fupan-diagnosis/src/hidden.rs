//! What a profile of goroutines leaves out, as far as its addresses tell.
//!
//! ```text
//! 1 @ 0x48c14a 0x418c9c 0x418897 0x67eb65 0x492fe1
//! #   0x67eb64   main.(*Pricing).Quote+0x84   /src/main.go:21
//! ```
//!
//! A profile does not tell what a goroutine waits for, and leaves the innermost calls of the runtime out, but not their
//! addresses. Whoever waits is in `gopark`, whose address those show who wait for the network or a lock; before a `select`
//! stands one more call (`selectgo`), before a send or a receive two (`chansend` and `chansend1`, `chanrecv` and
//! `chanrecv1`). The order of the source is kept: `chansend` comes before `chanrecv`, and within each the call for a nil
//! channel before the other. Where a profile has both, that tells them apart.

use fupan_stack::{Crash, Frame, Goroutine, Section};

use crate::scene::package_of;

/// What waits at a channel, to send or to receive.
pub(crate) const CHANNEL: &str = "chan";

/// Calls that wait within `gopark` and are shown, by how they begin.
const SHOWN_WAITS: [&str; 5] = [
    "internal/poll.runtime_pollWait",
    "internal/sync.runtime_Semacquire",
    "sync.runtime_Semacquire",
    "sync.runtime_notifyListWait",
    "time.Sleep",
];

/// Packages whose waits are no operations of channels.
const NO_CHANNELS: [&str; 4] = ["internal/poll", "internal/sync", "runtime", "sync"];

/// Addresses within one function lie nearer to one another, those within `chansend` and `chanrecv` further apart.
const ONE_FUNCTION: u64 = 0x800;

/// What the records of one profile tell of the functions that are not shown.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    /// The address within `gopark`.
    parked: Option<u64>,
    /// Those within each function that sends or receives, in the order of the source.
    at_channels: Vec<Vec<u64>>,
}

impl Hidden {
    /// What the records of a profile have in common.
    pub(crate) fn of(crash: &Crash<'_>, text: &str) -> Self {
        let records = || crash.goroutines.iter().filter(|goroutine| goroutine.section == Section::Record);
        let read = |record: &Goroutine<'_>| Record::of(text.get(record.span.clone())?);
        let parked = records().find(|record| is_shown_wait(record)).and_then(|record| read(record)?.first());
        let mut addresses: Vec<u64> = records()
            .filter(|record| may_be_at_channel(record))
            .filter_map(read)
            .filter(|read| read.hidden == 3 && (parked.is_none() || read.first() == parked))
            .filter_map(|read| read.addresses.get(1).copied())
            .collect();
        addresses.sort_unstable();
        addresses.dedup();
        let functions = addresses.chunk_by(|address, next| next - address < ONE_FUNCTION);
        Self { parked, at_channels: functions.map(<[u64]>::to_vec).collect() }
    }

    /// The state of a record whose calls do not tell it, in the words of a dump.
    pub(crate) fn state_of(&self, text: &str, record: &Goroutine<'_>) -> Option<&'static str> {
        let read = Record::of(text.get(record.span.clone())?)?;
        if read.hidden == 0 || self.parked.is_some_and(|parked| read.first() != Some(parked)) {
            return Some("running");
        }
        match (read.hidden, read.addresses.get(1)) {
            _ if !may_be_at_channel(record) => None,
            (2, _) => Some("select"),
            (3, Some(address)) => Some(self.at_channel(*address)),
            _ => None,
        }
    }

    fn at_channel(&self, address: u64) -> &'static str {
        let is_nil = |function: &[u64]| matches!(function, [nil, _] if *nil == address);
        match self.at_channels.as_slice() {
            [one] if is_nil(one) => "chan receive (nil chan)",
            [send, _] if is_nil(send) => "chan send (nil chan)",
            [_, receive] if is_nil(receive) => "chan receive (nil chan)",
            [send, _] if send.contains(&address) => "chan send",
            [_, receive] if receive.contains(&address) => "chan receive",
            _ => CHANNEL,
        }
    }
}

fn may_be_at_channel(record: &Goroutine<'_>) -> bool {
    let shown = record.frames.first().map(|frame| package_of(frame.function()));
    shown.is_some_and(|package| !NO_CHANNELS.contains(&package)) && !is_shown_wait(record)
}

fn is_shown_wait(record: &Goroutine<'_>) -> bool {
    let begins = |frame: &Frame<'_>| SHOWN_WAITS.iter().any(|wait| frame.function().starts_with(wait));
    record.frames.first().is_some_and(begins)
}

/// The addresses of a record, the innermost first.
struct Record {
    addresses: Vec<u64>,
    /// How many stand before the first that is shown.
    hidden: usize,
}

impl Record {
    fn of(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (_, addresses) = lines.next()?.split_once(" @ ")?;
        let first_shown = lines.find_map(|line| line.trim_start().strip_prefix('#'))?;
        let shown = number(first_shown.split_whitespace().next()?)?;
        let addresses: Vec<u64> = addresses.split_whitespace().map_while(number).collect();
        // An address is that of the instruction behind the call; of calls that were inlined it may be one less.
        let hidden = addresses.iter().position(|address| *address == shown + 1 || *address == shown)?;
        Some(Self { addresses, hidden })
    }

    fn first(&self) -> Option<u64> {
        self.addresses.first().copied()
    }
}

/// The number of a word such as `0x48c14a`.
pub(crate) fn number(word: &str) -> Option<u64> {
    u64::from_str_radix(word.strip_prefix("0x")?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The states of the records of a profile.
    fn states(profile: &str) -> Vec<&'static str> {
        let parsed = fupan_stack::parse(profile.as_bytes());
        let crash = &parsed.crashes[0];
        let hidden = Hidden::of(crash, profile);
        let state = |record: &Goroutine<'_>| hidden.state_of(profile, record).unwrap_or("?");
        crash.goroutines.iter().map(state).collect()
    }

    #[test]
    fn addresses_tell_what_a_profile_leaves_out() {
        let profile = "\
goroutine profile: total 6
1 @ 0x48c14a 0x44c3d7 0x48be65 0x4d11c7 0x492fe1
#	0x48be64	internal/poll.runtime_pollWait+0x84	/go/src/runtime/netpoll.go:351
#	0x4d11c6	internal/poll.(*pollDesc).wait+0x26	/go/src/internal/poll/fd_poll_runtime.go:84

1 @ 0x48c14a 0x418c9c 0x418897 0x67eb65 0x492fe1
#	0x67eb64	main.(*Pricing).Quote+0x84	/src/main.go:21

1 @ 0x48c14a 0x419bce 0x4196f2 0x67ec7d 0x492fe1
#	0x67ec7c	main.(*Stock).Level+0x9c	/src/main.go:32

1 @ 0x48c14a 0x465a37 0x67f001 0x492fe1
#	0x67f000	main.(*Stock).run+0x9c	/src/main.go:40

1 @ 0x465ff8 0x67ec11 0x492fe1
#	0x67ec10	main.(*Dispatcher).run+0x50	/src/main.go:16

1 @ 0x67ed11 0x492fe1
#	0x67ed10	main.spin+0x50	/src/main.go:17
";
        assert_eq!(states(profile), ["?", "chan send", "chan receive", "select", "running", "running"]);
    }

    #[test]
    fn one_side_alone_is_not_told_apart() {
        let profile = "\
goroutine profile: total 2
2 @ 0x48c14a 0x419bce 0x4196f2 0x67ec7d 0x492fe1
#	0x67ec7c	main.(*Stock).Level+0x9c	/src/main.go:32
";
        assert_eq!(states(profile), [CHANNEL]);
        let beside = "
1 @ 0x48c14a 0x4198f9 0x4196f2 0x67ef7d 0x492fe1
#	0x67ef7c	main.(*Notifier).Wait+0x39	/src/main.go:51

1 @ 0x48c14a 0x453477 0x48f302 0x67ff7d 0x492fe1
#	0x48f301	sync.runtime_SemacquireMutex+0x24	/go/src/runtime/sema.go:95
#	0x67ff7c	main.(*Notifier).Close+0x39	/src/main.go:61
";
        assert_eq!(
            states(&format!("{profile}{beside}")),
            [CHANNEL, "chan receive (nil chan)", "?"],
            "a mutex is no channel"
        );
        assert_eq!(states("goroutine profile: total 1\n1 @ 0x2\n#\t0x9\tmain.a+0x1\t/a.go:1\n"), ["?"]);
    }
}
