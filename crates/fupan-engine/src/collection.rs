//! The records of a corpus as one: which of them count, and what is wrong between them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fupan_model::{Annotation, GlossaryGroup, GlossaryId, Pattern, PatternId, Postmortem, PostmortemId};
use fupan_record::{Problem, RecordFile, check_corpus};
use fupan_stack::StackGroup;

use crate::corpus::{Content, Record};
use crate::document::stack_group;
use crate::view::Counts;

/// Every record that counts, by id.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    pub(crate) postmortems: BTreeMap<PostmortemId, Postmortem>,
    pub(crate) patterns: BTreeMap<PatternId, Pattern>,
    pub(crate) glossary: BTreeMap<GlossaryId, GlossaryGroup>,
}

impl Collection {
    /// Of two records with one id the one whose path comes first counts; causes that name a pattern by an old id get
    /// its present one.
    pub(crate) fn of(records: Vec<(PathBuf, Record)>) -> (Self, Vec<Problem>) {
        let mut collection = Self::default();
        let mut files = Vec::new();
        let mut folders: BTreeMap<PathBuf, PostmortemId> = BTreeMap::new();
        let mut remarks: Vec<(PathBuf, Vec<Annotation>)> = Vec::new();
        for (path, record) in records {
            let folder = path.parent().map(PathBuf::from).unwrap_or_default();
            files.push(RecordFile { path, mentions: record.mentions });
            match record.content {
                Content::Postmortem(postmortem) => {
                    folders.insert(folder, postmortem.id);
                    collection.postmortems.entry(postmortem.id).or_insert(*postmortem);
                }
                Content::Pattern(pattern) => {
                    collection.patterns.entry(pattern.id.clone()).or_insert(*pattern);
                }
                Content::Annotations(annotations) => remarks.push((folder, annotations)),
                Content::Glossary(groups) => {
                    for group in groups {
                        collection.glossary.entry(group.id.clone()).or_insert(group);
                    }
                }
            }
        }
        let mut annotations: BTreeMap<PostmortemId, Vec<Annotation>> = BTreeMap::new();
        for (folder, remarks) in remarks {
            // Remarks beside a record that cannot be read wait for it.
            if let Some(id) = folders.get(&folder) {
                annotations.entry(*id).or_default().extend(remarks);
            }
        }
        for (id, annotations) in annotations {
            if let Some(postmortem) = collection.postmortems.get_mut(&id) {
                postmortem.annotate(annotations);
            }
        }
        collection.use_present_ids();
        (collection, check_corpus(&files))
    }

    fn use_present_ids(&mut self) {
        let patterns = self.patterns.values();
        let present: BTreeMap<&PatternId, &PatternId> =
            patterns.flat_map(|pattern| pattern.aliases.iter().map(|alias| (alias, &pattern.id))).collect();
        for cause in self.postmortems.values_mut().flat_map(|postmortem| &mut postmortem.root_causes) {
            if let Some(id) = present.get(&cause.pattern) {
                cause.pattern = (*id).clone();
            }
        }
    }

    /// The published stacks of each incident.
    pub(crate) fn stacks(&self) -> impl Iterator<Item = (PostmortemId, StackGroup)> {
        let of = |postmortem: &Postmortem| {
            let id = postmortem.id;
            postmortem.stacks.iter().map(move |stack| (id, stack_group(stack))).collect::<Vec<_>>()
        };
        self.postmortems.values().flat_map(of)
    }

    pub(crate) fn counts(&self) -> Counts {
        let distinct: BTreeSet<_> = self.stacks().map(|(id, stack)| (id, stack.exact.to_string())).collect();
        Counts {
            incidents: self.postmortems.len(),
            patterns: self.patterns.len(),
            annotations: self.postmortems.values().map(|postmortem| postmortem.annotations.len()).sum(),
            stacks: distinct.len(),
            glossary_groups: self.glossary.len(),
            problems: 0,
        }
    }
}
