//! Every message a person reads, in Chinese and English, side by side in one place.
//!
//! The crates below the command line speak in typed messages: an enum with one variant for each thing that can be
//! said and the arguments as fields. Nobody but this crate turns one into a sentence, and both languages of a
//! message stand next to each other, so that none can be forgotten: leaving one out does not compile.
//!
//! ```
//! use fupan_locale::{CommonMessage, Language};
//!
//! let message = CommonMessage::NotFound { path: "corpus".to_owned() };
//! assert_eq!(message.render(Language::En), "corpus: no such file or directory");
//! assert_eq!(message.render(Language::Zh), "corpus：没有这个文件或目录");
//! ```
//!
//! How words are set stands here too, as far as it depends on their language: where a line may end, and how wide it is.
//!
//! Not here: texts that belong to data (titles of incidents, names of patterns), which carry their own languages.

#[macro_use]
mod messages;

mod cli;
mod common;
mod engine;
mod entry;
mod evaluation;
mod explain;
mod graph;
mod guidelines;
mod language;
mod onboarding;
mod reading;
mod record;
mod report;
mod server;
mod setting;
mod state;
mod statistics;

pub use cli::{FindingMessage, HelpMessage, LabelMessage, UsageMessage};
pub use common::CommonMessage;
pub use engine::{FailureMessage, HintMessage, LabelledDumpMessage, NoticeMessage, ReasonMessage};
pub use entry::{EntryLabel, WordLabel};
pub use evaluation::{EvaluationLabel, JudgementMessage};
pub use explain::{ExplainLabel, ExplainMessage, InputProblemMessage};
pub use graph::{GraphLabel, StepMessage};
pub use guidelines::{GuidelinesLabel, GuidelinesMessage};
pub use language::{Language, UnknownLanguage};
pub use onboarding::{OnboardingLabel, OnboardingMessage};
pub use reading::{AwaitedMessage, DumpMessage, WaitMessage};
pub use record::{RecordMessage, TemplateMessage};
pub use report::{ReportFailure, ReportLabel};
pub use server::{ProblemTitle, ServerMessage};
pub use setting::{LineEnd, fitted, line_end, percent, text_width, whole_percent, wrapped, xml_text};
pub use state::StateMessage;
pub use statistics::StatisticsLabel;
