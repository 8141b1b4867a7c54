//! The written form of postmortems, patterns, annotations and the glossary: read, check, write.
//!
//! A postmortem is a Markdown file with YAML front matter, `incidents/RPL-2020-0009/postmortem.md`:
//!
//! ```text
//! ---
//! id: RPL-2020-0009
//! title:
//!   en: CAA rechecking bug
//! …
//! root_causes:
//!   - pattern: logic.loopvar-alias
//!     role: root
//! ---
//! What follows is Markdown, kept as it is.
//! ```
//!
//! A pattern is such a file too (`patterns/logic.loopvar-alias.md`), with Go code in a folder of its name
//! ([`read_code`]), and annotations are JSON lines
//! (`annotations.jsonl` beside the postmortem); a file of the glossary is a YAML list (`glossary/memory.yaml`);
//! judged questions are JSON lines (`queries/*.jsonl`, [`read_judged_question`] reads one); `teams.yaml` names teams with their services.
//! [`read_postmortem`], [`read_pattern`], [`read_annotations`] and [`read_glossary`] take the bytes of one file and give what could be read together with every problem at its line; [`check_corpus`]
//! then finds what is wrong between files, from the few mentions each reading gives. [`write_postmortem`] and the
//! others write the canonical form: reading and writing are inverse.
//!
//! The types of `fupan-model` are the one definition of the format: the schemas ([`schemas`]) are generated from
//! them, and the same schemas steer the reading.
//!
//! Not here: telling which incidents are alike, and any index of the corpus. Files are read only to list the corpus
//! and to compare evidence with its digest; records come in as bytes, so that the caller may read them in parallel.

mod annotations;
mod check;
mod code;
mod corpus;
mod digest;
mod evidence;
mod field;
mod front_matter;
mod glossary;
mod judged;
mod languages;
mod mention;
mod nearest;
mod problem;
mod read;
#[cfg(test)]
mod round_trip;
mod schema;
mod shape;
mod symbol;
mod teams;
mod template;
mod tree;
mod typed;
mod write;
mod yaml;

pub use annotations::read_annotations;
pub use code::{code_files, read_code, shown_part};
pub use corpus::{
    CorpusFile, CorpusFiles, CorpusListingError, FileKind, RecordFile, check_corpus, list_corpus,
};
pub use evidence::check_evidence;
pub use glossary::read_glossary;
pub use judged::{JudgedQuestion, read_judged_question, write_judged_question};
pub use mention::{Mention, MentionKind};
pub use nearest::nearest;
pub use problem::{Problem, Read, Severity};
pub use read::{LARGEST_RECORD, read_pattern, read_postmortem};
pub use schema::schemas;
pub use teams::read_teams;
pub use template::template;
pub use write::{write_annotation, write_glossary, write_pattern, write_postmortem};
