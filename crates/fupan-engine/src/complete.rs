//! Completions for a box in which somebody types: symbols, services, projects, patterns and words of the glossary that
//! begin with the last word, or have a part that does.
//!
//! `goroutine leak in sync.Wa` is completed by `sync.WaitGroup.Wait`; `wait` too, since a part of a name is what one
//! remembers of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Engine, EngineError};

/// Longer words are not completed.
const LONGEST: usize = 100;

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompletionKind {
    /// A Go function, type or package.
    Symbol,
    /// A service.
    Service,
    /// A project.
    Project,
    /// A root-cause pattern, by id.
    Pattern,
    /// A word of the glossary.
    Term,
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The whole word.
    pub text: String,
    /// What it is.
    pub kind: CompletionKind,
    /// How many incidents have it; none for a word of the glossary, which may stand in any form.
    pub incidents: Option<usize>,
}

/// Everything that can complete a word, sorted by what it is found under.
#[derive(Debug, Default)]
pub(crate) struct Completions {
    entries: Vec<Completion>,
    /// In lower case, with the place of the entry and whether it is its beginning.
    keys: Vec<(String, bool, usize)>,
}

impl Engine {
    /// Words that go on with what the text ends in, the likeliest first: those that begin so, then those with a part
    /// that does, each by how many incidents have them.
    ///
    /// # Errors
    /// [`EngineError::Index`] where the view is damaged.
    pub fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>, EngineError> {
        let begun = begun(text).to_lowercase();
        if begun.is_empty() || begun.len() > LONGEST {
            return Ok(Vec::new());
        }
        let completions = match self.completions.get() {
            Some(completions) => completions,
            None => {
                let made = self.make_completions()?;
                self.completions.get_or_init(|| made)
            }
        };
        Ok(completions.of(&begun, limit))
    }

    fn make_completions(&self) -> Result<Completions, EngineError> {
        let mut counts: BTreeMap<(CompletionKind, String), usize> = BTreeMap::new();
        for incident in self.incidents()? {
            let mut own: Vec<(CompletionKind, String)> = Vec::new();
            let apis = incident.root_causes.iter().flat_map(|cause| &cause.apis);
            own.extend(
                incident.symbols.iter().chain(apis).map(|name| (CompletionKind::Symbol, name.clone())),
            );
            own.extend(incident.services.iter().map(|name| (CompletionKind::Service, name.clone())));
            own.extend(incident.project.iter().map(|name| (CompletionKind::Project, name.clone())));
            own.extend(incident.patterns().map(|id| (CompletionKind::Pattern, id.to_string())));
            own.sort();
            own.dedup();
            for entry in own {
                *counts.entry(entry).or_default() += 1;
            }
        }
        let named =
            counts.into_iter().map(|((kind, text), count)| Completion { text, kind, incidents: Some(count) });
        let terms = self.glossary_terms().map(|term| Completion {
            text: term.to_owned(),
            kind: CompletionKind::Term,
            incidents: None,
        });
        Ok(Completions::of_entries(named.chain(terms).collect()))
    }
}

/// The word that is being typed: what follows the last blank or Chinese punctuation.
fn begun(text: &str) -> &str {
    text.rsplit(|character: char| character.is_whitespace() || "，。；：、（）“”\"".contains(character))
        .next()
        .unwrap_or_default()
}

impl Completions {
    fn of_entries(entries: Vec<Completion>) -> Self {
        let mut keys = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            let lower = entry.text.to_lowercase();
            let is_joiner = |character: char| !character.is_alphanumeric();
            for (at, _) in lower.char_indices() {
                let before = lower.get(..at).and_then(|before| before.chars().next_back());
                if before.is_none_or(is_joiner) {
                    keys.push((lower.get(at..).unwrap_or_default().to_owned(), at == 0, place));
                }
            }
        }
        keys.sort();
        Self { entries, keys }
    }

    fn of(&self, begun: &str, limit: usize) -> Vec<Completion> {
        let first = self.keys.partition_point(|(key, ..)| key.as_str() < begun);
        let found = self.keys.iter().skip(first).take_while(|(key, ..)| key.starts_with(begun));
        let mut ranked: BTreeMap<usize, bool> = BTreeMap::new();
        for (_, is_beginning, place) in found {
            *ranked.entry(*place).or_default() |= is_beginning;
        }
        let mut ranked: Vec<(bool, &Completion)> = ranked
            .into_iter()
            .filter_map(|(place, is_beginning)| Some((!is_beginning, self.entries.get(place)?)))
            .collect();
        ranked.sort_by_key(|(later, entry)| {
            (*later, std::cmp::Reverse(entry.incidents), entry.text.len(), entry.text.as_str(), entry.kind)
        });
        // A symbol may be a word of the glossary too.
        let mut seen = BTreeSet::new();
        let unseen = ranked.into_iter().filter(|(_, entry)| seen.insert(entry.text.as_str()));
        unseen.take(limit).map(|(_, entry)| entry.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completes_the_last_word_by_its_beginning_and_by_its_parts() {
        let entry = |text: &str, incidents| Completion {
            text: text.to_owned(),
            kind: CompletionKind::Symbol,
            incidents: Some(incidents),
        };
        let completions = Completions::of_entries(vec![
            entry("sync.WaitGroup.Wait", 1),
            entry("sync.Map.Store", 3),
            entry("wait.Until", 1),
            entry("协程泄漏", 1),
        ]);
        let texts = |begun: &str| -> Vec<String> {
            completions.of(begun, 9).into_iter().map(|completion| completion.text).collect()
        };
        assert_eq!(texts("sync."), ["sync.Map.Store", "sync.WaitGroup.Wait"]);
        assert_eq!(texts("wait"), ["wait.Until", "sync.WaitGroup.Wait"]);
        assert_eq!(texts("协程"), ["协程泄漏"]);
        assert_eq!(texts("zz"), Vec::<String>::new());
        assert_eq!(begun("又是，sync.Wa"), "sync.Wa");
        assert_eq!(begun("waiting "), "");
    }
}
