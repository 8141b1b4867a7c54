//! Every verb of the command line: its JSON answer with the promised keys, its exit code, both languages.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where an expectation is wrong"
)]

#[path = "command_line/annotations.rs"]
mod annotations;
#[path = "command_line/answers.rs"]
mod answers;
#[path = "command_line/corpus_work.rs"]
mod corpus_work;
#[path = "command_line/diagnosis.rs"]
mod diagnosis;
#[path = "command_line/dumps.rs"]
mod dumps;
#[path = "command_line/entries.rs"]
mod entries;
#[path = "command_line/evaluation.rs"]
mod evaluation;
#[path = "command_line/explain.rs"]
mod explain;
#[path = "command_line/human.rs"]
mod human;
#[path = "command_line/languages.rs"]
mod languages;
#[path = "command_line/onboarding.rs"]
mod onboarding;
#[path = "command_line/profiles.rs"]
mod profiles;
#[path = "command_line/questions.rs"]
mod questions;
#[path = "command_line/reports.rs"]
mod reports;
#[path = "command_line/shipped.rs"]
mod shipped;
#[path = "command_line/similar.rs"]
mod similar;
#[path = "command_line/usage.rs"]
mod usage;
