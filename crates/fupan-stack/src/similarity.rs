//! How probable it is that two dumps show one bug.
//!
//! [`CorpusStatistics`] knows how rare calls, kinds and words of messages are, a [`Profile`] is a dump prepared for
//! comparing, [`same_bug`] compares two.
//!
//! ```
//! use fupan_stack::similarity::{CorpusStatistics, Profile, same_bug};
//!
//! let dumps = ["(*Cart).Close", "(*Cart).Close", "(*Bill).Print"].map(|method| {
//!     let text = format!("panic: close of nil channel\n\ngoroutine 7 [running]:\nshop.{method}()\n\t/src/cart.go:4 +0x1\n");
//!     fupan_stack::summarize(text.as_bytes())
//! });
//! let statistics = CorpusStatistics::of(&dumps);
//! let [first, again, other] = dumps.each_ref().map(|dump| Profile::new(dump, &statistics));
//! assert!(same_bug(&first, &again) > same_bug(&first, &other));
//! ```
//!
//! Beneath lies a likeness of two stacks: [`fast_similarity`] of a pair, [`FastQuestion`] of one with many, which an
//! index uses by itself.

mod alignment;
mod corpus;
mod facts;
mod fast;
mod profile;
mod question;
mod same_bug;
mod weights;

pub use corpus::CorpusStatistics;
pub use fast::{FastParameters, WeightedSequence, fast_similarity};
pub use profile::Profile;
pub use question::FastQuestion;
pub use same_bug::{likeness, same_bug};
