//! The JSON shape of every answer, the same on the command line and over HTTP.
//!
//! Each answer of the engine has one struct here and one conversion, which takes the reader's language: titles,
//! reasons and checks are written in it. Keys are a promise: more may be added, none changes.

mod fingerprint;
mod graph;
mod index;
mod lookup;
mod problem;
mod schema;
mod search;
mod similar;
mod statistics;

pub use fingerprint::{FingerprintBody, FrameBody, InputProblemBody, StackBody};
pub use graph::{GraphBody, LinkBody, NodeBody};
pub use index::{CheckBody, DoctorBody, DraftBody, IndexBody, LintBody, RecordProblemBody};
pub use lookup::{LookupBody, SeenIncidentBody};
pub use problem::ProblemBody;
pub use schema::schemas;
pub use search::{SearchBody, SearchHitBody};
pub use similar::{PartsBody, SimilarBody, SimilarHitBody, VerdictBody};
pub use statistics::{ShareBody, SharesBody};

use fupan_locale::Language;
use fupan_model::{Localized, PostmortemId};

/// A text in the reader's language, or in the other where only that exists.
pub(crate) fn text_of(localized: &Localized, language: Language) -> String {
    localized.read(language).map_or_else(String::new, |reading| reading.text.to_owned())
}

/// A title, or the id where there is none.
pub(crate) fn title_of(title: &Localized, id: PostmortemId, language: Language) -> String {
    title.read(language).map_or_else(|| id.to_string(), |reading| reading.text.to_owned())
}
