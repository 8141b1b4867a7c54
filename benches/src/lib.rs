//! What the measurements share: inputs, the released program, and comparisons.
//!
//! Inputs are generated or come from the corpus of the repository, so that every run measures the same. A
//! [`Comparison`] runs a subject and its baseline in turn and takes the median of each: whatever else the machine
//! does meets both.

#![expect(clippy::expect_used, reason = "a measurement that cannot be made ends with the reason")]

mod chance;
mod compare;
mod inputs;
mod program;
mod stack_corpus;
mod synthetic;

pub use compare::{Comparison, is_measuring};
pub use inputs::{CHINESE_SENTENCE, corpus, corpus_texts, goroutine_dump, panic_of_30_frames, repository};
pub use program::Program;
pub use stack_corpus::{Lengths, StackCorpus, StackProblem};
pub use synthetic::{corpus_pattern_ids, synthetic_incidents};
