//! The corpus's glossary as questions ask it, which a view holds ready: to find the units of every term takes longer
//! than to answer.

use std::collections::BTreeMap;

use fupan_model::{GlossaryGroup, GlossaryId, TermKind};
use fupan_text::{Analyzer, Glossary, GlossaryTerm};

/// How surely a term of a kind means what the others of its group mean.
fn weight(kind: TermKind) -> f32 {
    match kind {
        TermKind::Chinese | TermKind::English => 1.0,
        TermKind::Message => 0.9,
        TermKind::Symbol => 0.8,
        TermKind::Loose => 0.6,
    }
}

/// Each group as one meaning, in the order given.
pub(crate) fn glossary_of(analyzer: &Analyzer, groups: &BTreeMap<GlossaryId, GlossaryGroup>) -> Glossary {
    let meanings = groups.values().map(|group| {
        let term =
            |(kind, text): (TermKind, &str)| GlossaryTerm { text: text.to_owned(), weight: weight(kind) };
        group.terms().map(term).collect()
    });
    Glossary::new(analyzer, meanings)
}
