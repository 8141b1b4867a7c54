//! The glossary as a question asks it.

use fupan_model::TermKind;
use fupan_text::{Glossary, GlossaryTerm};

use crate::Engine;

/// How surely a term of a kind means what the others of its group mean.
fn weight(kind: TermKind) -> f32 {
    match kind {
        TermKind::Chinese | TermKind::English => 1.0,
        TermKind::Message => 0.9,
        TermKind::Symbol => 0.8,
        TermKind::Loose => 0.6,
    }
}

impl Engine {
    /// Words that mean one thing, to be found in questions.
    pub(crate) fn meanings(&self) -> &Glossary {
        self.meanings.get_or_init(|| {
            let groups = self.glossary().iter().map(|group| {
                let term = |(kind, text): (TermKind, &str)| GlossaryTerm {
                    text: text.to_owned(),
                    weight: weight(kind),
                };
                group.terms().map(term).collect()
            });
            Glossary::new(&self.analyzer, groups)
        })
    }
}
