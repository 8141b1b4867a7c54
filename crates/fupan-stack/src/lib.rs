//! Crash output of Go programs as goroutines and frames, and what identifies a failure in it.
//!
//! A panic, a fatal error, a goroutine dump, a race report, a text profile, or the log they stand in goes in as bytes;
//! goroutines with frames that borrow from those bytes come out, with the places that could not be understood. Dirty
//! input is not an error. Java thread dumps and exceptions are read into the same types.
//!
//! ```
//! let dump = b"panic: close of nil channel
//!
//! goroutine 7 [running]:
//! example.com/shop/cart.(*Cart).Close(0xc000012345)
//! \t/src/shop/cart/cart.go:42 +0x1d
//! main.main()
//! \t/src/shop/main.go:9 +0x25
//! ";
//! let parsed = fupan_stack::parse(dump);
//! let goroutine = &parsed.crashes[0].goroutines[0];
//! assert_eq!(goroutine.frames[0].function(), "example.com/shop/cart.(*Cart).Close");
//! assert_eq!(goroutine.frames[0].line(), Some(42));
//! ```
//!
//! [`summarize`] groups the goroutines by what they are doing and puts the culprit first. Each group has three
//! [`Fingerprint`]s: `exact` for one build, `family` for the same failure across builds and Go versions, `blame` for
//! the place alone.
//!
//! ```
//! # let dump = b"panic: close of nil channel\n\ngoroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n";
//! let summary = fupan_stack::summarize(dump);
//! let culprit = &summary.stacks[0];
//! assert_eq!(culprit.kind, "close of nil channel");
//! let published = fupan_stack::StackGroup::from_symbols(
//!     Some("panic: close of nil channel"),
//!     &["main.main".to_owned()],
//! );
//! assert_eq!(culprit.family, published.family);
//! ```
//!
//! What it does not do: read files, know the time, know postmortems, or print for people. Problems carry a code and a
//! span; their words are rendered elsewhere.

mod bytes;
mod call;
mod culprit;
mod fingerprint;
mod group;
mod java;
mod kind;
mod packages;
mod parse;
mod parsed;
mod reading;
pub mod similarity;
mod symbol;
#[cfg(test)]
mod testing;
mod waits;

pub use fingerprint::{Fingerprint, FingerprintLevel, InvalidFingerprint};
#[doc(hidden)]
pub use group::summarize_reader_in_parts;
pub use group::{Event, GroupFrame, Minutes, StackGroup, StackSummary, summarize, summarize_reader};
pub use packages::is_std_package;
pub use parse::{decoded_text, parse, parse_and_summarize};
pub use parsed::{
    Access, Ancestor, Crash, CrashKind, Creation, Frame, Goroutine, LogTime, Message, Monitor,
    MonitorRelation, Parsed, Problem, ProblemKind, Residue, ResidueReason, Section,
};
pub use reading::{DumpForm, Growth, GrowthGroup, Snapshot};
pub use symbol::canonical_symbol;
pub use waits::{Deadlock, Participant, Verdict, Wait, WaitKind};

/// The examples of the README are run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
