//! Dumps as they are read by a person: what grows from one to the next.
//!
//! A [`Snapshot`] is one dump of a process with its goroutines counted by family. [`Snapshot::all_of`] finds them in an
//! input, several where it holds a series; [`Growth::of`] compares a series.
//!
//! ```
//! use fupan_stack::{Growth, Snapshot};
//!
//! let first = b"goroutine 7 [chan send]:\nmain.offer()\n\t/src/a.go:3 +0x1\n";
//! let then = b"goroutine 7 [chan send]:\nmain.offer()\n\t/src/a.go:3 +0x1\n
//! goroutine 8 [chan send]:\nmain.offer()\n\t/src/a.go:3 +0x1\n";
//! let mut series = Snapshot::all_of(&first[..])?;
//! series.extend(Snapshot::all_of(&then[..])?);
//! let growth = Growth::of(&series, Some(std::time::Duration::from_secs(30)));
//! let group = &growth.groups[0];
//! assert_eq!((group.counts.as_slice(), group.per_minute), (&[1, 2][..], Some(2.0)));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! What it does not do: tell which pattern of failure a dump shows.

mod growth;
mod snapshot;

pub use growth::{Growth, GrowthGroup};
pub use snapshot::{DumpForm, Snapshot};
