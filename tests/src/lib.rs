//! What the suites over the whole share: a place with a corpus and a data directory, and `fupan` run in process.
//!
//! Everything is real: files in a temporary folder, the program as [`fupan_cli::run`], its streams kept apart. Only
//! the clock stands still, long before the files were written, so that their content decides what has changed.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where an expectation is wrong")]

mod corpus;
mod files;
pub mod go;
mod place;
mod program;
mod schema;

pub use corpus::{DEADLOCK_STACK, incident, pattern, small_corpus};
pub use files::{copy_folder, files_below, shipped_corpus};
pub use place::Place;
pub use program::{Answer, Setting};
pub use schema::{answer_alone, assert_keys, assert_valid};
