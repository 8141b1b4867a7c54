//! The index of stacks: distinct sequences of canonical symbols, found by their rarest frames, ranked by FaST.
//!
//! Published stacks are often an excerpt: a few calls of a library without its callers, packages without their path
//! (`daemon.(*Daemon).Containers`). So each candidate is also measured by how much of it the question contains, and a
//! call is found under the ends of its path where the index does not have the whole.
//!
//! It is made for ten million stacks. The files are mapped, not read; what a question reads of them is bounded:
//!
//! 1. `symbols`: each frame becomes a number.
//! 2. `candidates`: the lists of the rarest frames, as many as the budget allows, add up what each sequence has in
//!    common with the question, in relation to its length.
//! 3. `opened`: the best thousand are compared exactly, with the rarities that all segments know together.
//!
//! What it does not do: it neither parses stacks nor knows what an incident is beyond its id.

mod bytes;
mod candidates;
mod folder;
mod index;
mod layout;
mod manifest;
mod opened;
mod owners;
mod postings;
mod segment;
mod segment_builder;
mod sequences;
mod symbols;
mod writer;

use std::path::PathBuf;

pub use index::{StackIndex, StackIndexBuilder};
pub use writer::StackIndexWriter;

/// A stack to look for; canonical symbols, the innermost first.
#[derive(Debug, Clone, Copy)]
pub struct StackQuestion<'a> {
    /// The symbols of its family.
    pub family: &'a [String],
    /// Every call outside Go's own packages.
    pub calls: &'a [String],
}

/// An incident with a similar stack.
#[derive(Debug, Clone, PartialEq)]
pub struct StackHit {
    /// Its id.
    pub incident: String,
    /// How similar its most similar stack is: 1 for the same, 0 or less for one that has little in common.
    pub similarity: f64,
    /// How much of that stack is in the question, 0 to 1: less than 1 also where the stack is only a call or two.
    pub contained: f64,
    /// The frames that both have, in the order of the question: the innermost first.
    pub shared_frames: Vec<String>,
}

/// A failure of the stack index. Everything in it can be made again.
#[derive(Debug, thiserror::Error)]
pub enum StackIndexError {
    /// A file of it cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Bytes are not what was written.
    #[error("the stack index is damaged: {reason}")]
    Damaged {
        /// In which way.
        reason: &'static str,
    },
    /// It would have more frames or names than its numbers can count.
    #[error("the stack index would be too large")]
    TooLarge,
}

impl StackIndexError {
    fn damaged(reason: &'static str) -> Self {
        Self::Damaged { reason }
    }
}
