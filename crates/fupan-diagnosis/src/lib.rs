//! From what a Go program printed to the root-cause patterns that it shows, with the lines that show them.
//!
//! Patterns carry typed signals (`fupan-model`): a message of the runtime, the state and calls of a goroutine, the two
//! accesses of a race, the share of a profile, a log line. [`Rules`] are those signals, made ready once. What takes more
//! than one goroutine (a cycle of locks, an owner who waits) is code here, `structure.rs`, and so is what takes more than
//! one dump, `growth.rs`.
//!
//! ```
//! use fupan_diagnosis::Rules;
//! # let pattern: fupan_model::Pattern = serde_json::from_value(serde_json::json!({
//! #     "id": "conc.chan.close-nil", "name": { "en": "Close of a nil channel" },
//! #     "signals": [{ "in": "message", "regex": "^panic: close of nil channel", "strength": "proof" }]
//! # })).unwrap();
//! let rules = Rules::of([&pattern]);
//! let shown = rules.diagnose(b"panic: close of nil channel\n\ngoroutine 1 [running]:\nmain.main()\n\t/m.go:3 +0x1\n");
//! assert_eq!(shown[0].pattern.as_str(), "conc.chan.close-nil");
//! assert_eq!((shown[0].because[0].line, shown[0].because[0].text.as_str()), (1, "panic: close of nil channel"));
//! ```
//!
//! A diagnosis claims what is shown and nothing else: where nothing is, there is none. Parsing is `fupan-stack`'s; what a
//! person wrote in words is for the search.

mod attribution;
mod chain;
mod expression;
mod growth;
mod hidden;
mod profile;
mod race;
mod reading;
mod rules;
mod scene;
mod signals;
mod structure;
mod verdict;

use fupan_model::PatternId;

pub use attribution::{
    AttributedFrame, AttributedRace, AttributedStack, Attribution, FrameRole, Module, Owner, PlacedProblem,
    RaceSide,
};
pub use chain::{ErrorChain, Loss, chains};
pub use reading::{Input, Reading};
pub use rules::Rules;

/// A pattern that an input shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Which.
    pub pattern: PatternId,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// The lines that show it, the most telling first.
    pub because: Vec<Because>,
}

/// A line that shows a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    /// Its number in the input, from 1.
    pub line: u32,
    /// The line, shortened where it is long; of what grows, behind its counts: `10 → 40 → 90 × goroutine 7 [select]:`.
    pub text: String,
    /// What it is a sign by: `message`, `dump`, `race`, `profile`, `log`, `growth`, or the name of a structure
    /// (`wait_cycle`).
    pub signal: &'static str,
}
