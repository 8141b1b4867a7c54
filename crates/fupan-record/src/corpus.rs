//! The corpus as a folder, and what is wrong between its files.

mod listing;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fupan_locale::RecordMessage;

pub use listing::{CorpusFile, CorpusFiles, CorpusListingError, FileKind, list_corpus};

use crate::mention::{Mention, MentionKind};
use crate::nearest::nearest;
use crate::problem::{Problem, Severity, quoted};
use crate::symbol::without_receiver_marks;

/// A file that was read, as far as other files are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFile {
    /// The file.
    pub path: PathBuf,
    /// The ids it has and names: [`Read::mentions`](crate::Read::mentions).
    pub mentions: Vec<Mention>,
}

/// What is wrong between files: an id or alias used twice, a pattern or postmortem that does not exist, patterns
/// whose parents form a cycle, a term of two groups of the glossary, a function of two spellings, a pattern that is said to be
/// unused and is not. By path and line.
#[must_use]
pub fn check_corpus(files: &[RecordFile]) -> Vec<Problem> {
    let names = Names::of(files);
    let mut problems = names.duplicates(files);
    for (file, mention) in mentions(files) {
        let message = match mention.kind {
            MentionKind::UsesPattern | MentionKind::Parent => names.objection_to_pattern(&mention.name),
            MentionKind::Relation => names.objection_to_postmortem(&mention.name),
            // Patterns are copied from one corpus to another; the incidents that show them best may stay behind.
            _ => None,
        };
        problems.extend(message.map(|message| problem(file, mention, message)));
    }
    problems.extend(cycles(files));
    problems.extend(terms_of_two_groups(files));
    problems.extend(symbols_of_two_spellings(files));
    problems.extend(patterns_used_after_all(files));
    problems.sort();
    problems
}

fn mentions(files: &[RecordFile]) -> impl Iterator<Item = (&RecordFile, &Mention)> {
    files.iter().flat_map(|file| file.mentions.iter().map(move |mention| (file, mention)))
}

fn problem(file: &RecordFile, mention: &Mention, message: RecordMessage) -> Problem {
    Problem {
        path: file.path.clone(),
        line: mention.line,
        column: mention.column,
        field: Some(mention.field.clone()),
        severity: Severity::Error,
        message,
        source_line: mention.source_line.clone(),
    }
}

/// Every name that a record has, with the first place that gives it.
struct Names<'a> {
    postmortems: BTreeMap<&'a str, (&'a RecordFile, &'a Mention)>,
    patterns: BTreeMap<&'a str, (&'a RecordFile, &'a Mention)>,
    groups: BTreeMap<&'a str, (&'a RecordFile, &'a Mention)>,
}

impl<'a> Names<'a> {
    fn of(files: &'a [RecordFile]) -> Self {
        let mut names =
            Self { postmortems: BTreeMap::new(), patterns: BTreeMap::new(), groups: BTreeMap::new() };
        // Ids before aliases: who has an id has the better claim to it.
        let (ids, aliases): (Vec<_>, Vec<_>) = mentions(files)
            .partition(|(_, mention)| matches!(mention.kind, MentionKind::Postmortem | MentionKind::Pattern));
        for (file, mention) in ids.into_iter().chain(aliases) {
            if let Some(table) = names.table_mut(mention.kind) {
                table.entry(mention.name.as_str()).or_insert((file, mention));
            }
        }
        names
    }

    fn table_mut(
        &mut self,
        kind: MentionKind,
    ) -> Option<&mut BTreeMap<&'a str, (&'a RecordFile, &'a Mention)>> {
        match kind {
            MentionKind::Postmortem | MentionKind::PostmortemAlias => Some(&mut self.postmortems),
            MentionKind::Pattern | MentionKind::PatternAlias => Some(&mut self.patterns),
            MentionKind::GlossaryGroup => Some(&mut self.groups),
            _ => None,
        }
    }

    fn owner(&self, mention: &Mention) -> Option<(&'a RecordFile, &'a Mention)> {
        match mention.kind {
            MentionKind::Postmortem | MentionKind::PostmortemAlias => {
                self.postmortems.get(mention.name.as_str())
            }
            MentionKind::Pattern | MentionKind::PatternAlias => self.patterns.get(mention.name.as_str()),
            MentionKind::GlossaryGroup => self.groups.get(mention.name.as_str()),
            _ => None,
        }
        .copied()
    }

    fn duplicates(&self, files: &[RecordFile]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (file, mention) in mentions(files) {
            let Some((first_file, first)) = self.owner(mention) else { continue };
            if !std::ptr::eq(first, mention) {
                let (id, path) = (quoted(&mention.name), first_file.path.display().to_string());
                let message = RecordMessage::DuplicateId { id, path, line: first.line };
                problems.push(problem(file, mention, message));
            }
        }
        problems
    }

    fn objection_to_pattern(&self, name: &str) -> Option<RecordMessage> {
        if self.patterns.contains_key(name) {
            return None;
        }
        let pattern = quoted(name);
        Some(match nearest(name, self.patterns.keys().copied()) {
            Some(nearest) => RecordMessage::UnknownPatternNear { pattern, nearest: nearest.to_owned() },
            None => RecordMessage::UnknownPattern { pattern },
        })
    }

    fn objection_to_postmortem(&self, name: &str) -> Option<RecordMessage> {
        (!self.postmortems.contains_key(name)).then(|| RecordMessage::UnknownPostmortem { id: quoted(name) })
    }
}

/// Patterns that are their own ancestors.
fn cycles(files: &[RecordFile]) -> Vec<Problem> {
    let mut parents: BTreeMap<&str, (&RecordFile, &Mention)> = BTreeMap::new();
    for file in files {
        let of_kind = |kind| file.mentions.iter().find(move |mention| mention.kind == kind);
        if let (Some(pattern), Some(parent)) = (of_kind(MentionKind::Pattern), of_kind(MentionKind::Parent)) {
            parents.entry(pattern.name.as_str()).or_insert((file, parent));
        }
    }
    let mut problems = Vec::new();
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    for (pattern, (file, parent)) in &parents {
        let mut chain = vec![*pattern];
        let mut above = parent.name.as_str();
        while !settled.contains(above) && !chain.contains(&above) {
            chain.push(above);
            let Some((_, next)) = parents.get(above) else { break };
            above = next.name.as_str();
        }
        if above == *pattern {
            chain.push(above);
            let message = RecordMessage::PatternCycle { chain: quoted_chain(&chain) };
            problems.push(problem(file, parent, message));
        }
        settled.extend(chain);
    }
    problems
}

/// Strong terms that more than one group of the glossary has, told of at each but the first. They may be meant, since a
/// word has more than one meaning; such a word is better off among the loose ones.
fn terms_of_two_groups(files: &[RecordFile]) -> Vec<Problem> {
    let mut first: BTreeMap<&str, (&RecordFile, &Mention)> = BTreeMap::new();
    let mut problems = Vec::new();
    for (file, mention) in mentions(files).filter(|(_, mention)| mention.kind == MentionKind::GlossaryTerm) {
        if let Some((first_file, first)) = first.get(mention.name.as_str()) {
            let (term, path) = (quoted(&mention.name), first_file.path.display().to_string());
            let message = RecordMessage::TermOfTwoGroups { term, path, line: first.line };
            problems.push(Problem { severity: Severity::Warning, ..problem(file, mention, message) });
        } else {
            first.insert(&mention.name, (file, mention));
        }
    }
    problems
}

/// Functions that two files spell with different receivers, `T.M` and `(*T).M`: only one of them exists.
fn symbols_of_two_spellings(files: &[RecordFile]) -> Vec<Problem> {
    let mut first: BTreeMap<String, (&RecordFile, &Mention)> = BTreeMap::new();
    let mut problems = Vec::new();
    for (file, mention) in mentions(files).filter(|(_, mention)| mention.kind == MentionKind::Symbol) {
        let (first_file, other) =
            *first.entry(without_receiver_marks(&mention.name)).or_insert((file, mention));
        if other.name != mention.name {
            let (symbol, path) = (quoted(&other.name), first_file.path.display().to_string());
            let message = RecordMessage::SpelledOtherwise { symbol, path, line: other.line };
            problems.push(Problem { severity: Severity::Warning, ..problem(file, mention, message) });
        }
    }
    problems
}

/// Patterns that say why no postmortem has them, of which one has.
fn patterns_used_after_all(files: &[RecordFile]) -> Vec<Problem> {
    let of_kind = |kind| mentions(files).filter(move |(_, mention)| mention.kind == kind);
    let used: BTreeMap<&str, &RecordFile> =
        of_kind(MentionKind::UsesPattern).map(|(file, mention)| (mention.name.as_str(), file)).collect();
    let unused = of_kind(MentionKind::SaidUnused);
    unused
        .filter_map(|(file, mention)| {
            let path = used.get(mention.name.as_str())?.path.display().to_string();
            let message = RecordMessage::UsedAfterAll { path };
            Some(Problem { severity: Severity::Warning, ..problem(file, mention, message) })
        })
        .collect()
}

fn quoted_chain(chain: &[&str]) -> String {
    const SHOWN: usize = 6;
    let mut text = chain.iter().take(SHOWN).copied().collect::<Vec<_>>().join(" → ");
    if chain.len() > SHOWN {
        text.push_str(" → …");
    }
    text
}
