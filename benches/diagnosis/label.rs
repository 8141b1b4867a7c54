//! What is right for a file, and what was said of it.

use fupan_diagnosis::Shown;
use serde::Deserialize;

/// The precision of programs by which nothing is set.
pub(crate) const KEPT: &str = "kept";

#[derive(Clone, Deserialize)]
pub(crate) struct Label {
    pub(crate) path: String,
    pub(crate) kind: String,
    /// How exactly the program tells its pattern; of the corpus's own programs, the half it is in.
    pub(crate) precision: String,
    /// Any of these is right as the first; where there is none, nothing is shown.
    pub(crate) patterns: Vec<String>,
    pub(crate) group: String,
}

#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) label: Label,
    pub(crate) shown: Vec<Shown>,
}

impl Label {
    pub(crate) fn has(&self, shown: &Shown) -> bool {
        self.patterns.iter().any(|wanted| match wanted.strip_suffix(".*") {
            Some(family) => {
                shown.pattern.as_str().strip_prefix(family).is_some_and(|rest| rest.starts_with('.'))
            }
            None => wanted == shown.pattern.as_str(),
        })
    }

    /// Whether it is a neighbour of one that is right: `conc.leak.timeout` of `conc.leak.ncast`.
    pub(crate) fn has_family_of(&self, shown: &Shown) -> bool {
        let family = family(shown.pattern.as_str());
        self.patterns.iter().any(|wanted| self::family(wanted) == family)
    }
}

fn family(pattern: &str) -> &str {
    pattern.rsplit_once('.').map_or(pattern, |(family, _)| family)
}
