//! What a published view holds, and how it is written and opened.
//!
//! ```text
//! manifest    which corpus files it was made from, and what could not be taken
//! catalogue   where each record stands in `records`, see `catalogue`
//! records     every record, of which those are read that are asked for
//! graph       the root-cause graph
//! incidents   what statistics read of each incident, in columns; read when first asked for
//! triggers    the triggers that the columns name by number; the same
//! rules       the signals of patterns, ready to be looked for; the same
//! glossary    words that mean one thing, with the units they are found by
//! stacks/     the stack index
//! text/       the full-text index; both are hard links into the writer's
//! ```

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use fupan_diagnosis::Rules;
use fupan_graph::{Graph, GraphBuilder};
use fupan_model::Localized;
use fupan_search::{StackIndex, StackIndexWriter, TextIndex, TextIndexWriter};
use fupan_statistics::{Table, TableBuilder, Tables};
use fupan_store::{Identity, View, ViewBuilder};
use fupan_text::{Analyzer, Glossary};
use serde::{Deserialize, Serialize};

use crate::EngineError;
use crate::catalogue::{self, Catalogue, CatalogueError};
use crate::collection::Collection;
use crate::corpus::FileStamp;
use crate::glossary::glossary_of;
use crate::index::Keywords;

/// Raised with every change of what a data directory holds or how.
pub(crate) const FORMAT: u32 = 12;

const MANIFEST: &str = "manifest";
const CATALOGUE: &str = "catalogue";
const RECORDS: &str = "records";
const GRAPH: &str = "graph";
const INCIDENTS: &str = "incidents";
const TRIGGERS: &str = "triggers";
const RULES: &str = "rules";
const GLOSSARY: &str = "glossary";
const STACKS: &str = "stacks";
const TEXT: &str = "text";

/// What the data directory of this release is called by.
pub(crate) fn identity(analyzer: &Analyzer) -> Identity {
    Identity { format: FORMAT, analyzer: analyzer.identity().to_owned() }
}

/// What a view was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The change of the data directory that it shows.
    pub(crate) sequence: u64,
    pub(crate) files: Vec<FileStamp>,
    pub(crate) counts: Counts,
}

/// How much a view holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) incidents: usize,
    pub(crate) patterns: usize,
    pub(crate) annotations: usize,
    pub(crate) stacks: usize,
    pub(crate) glossary_groups: usize,
    pub(crate) problems: usize,
}

/// A view, opened.
#[derive(Debug)]
pub(crate) struct OpenedView {
    pub(crate) manifest: Manifest,
    pub(crate) catalogue: Catalogue,
    pub(crate) graph: Graph,
    /// Words that mean one thing, to be found in questions.
    pub(crate) glossary: Glossary,
    pub(crate) stacks: StackIndex,
    pub(crate) text: TextIndex,
    /// Keeps the writer from removing the files.
    pub(crate) view: View,
}

pub(crate) fn manifest_of(view: &View) -> Result<Manifest, EngineError> {
    let bytes = read(view, MANIFEST)?;
    postcard::from_bytes(&bytes).map_err(|error| damaged(view.path(), error))
}

impl OpenedView {
    pub(crate) fn open(view: View) -> Result<Self, EngineError> {
        let at = view.path().to_owned();
        let records =
            view.open_file(RECORDS).map_err(|source| EngineError::Store { path: at.clone(), source })?;
        Ok(Self {
            manifest: manifest_of(&view)?,
            catalogue: Catalogue::open(&read(&view, CATALOGUE)?, records)
                .map_err(|error| damaged(&at, error))?,
            graph: Graph::from_bytes(&read(&view, GRAPH)?).map_err(|error| damaged(&at, error))?,
            glossary: postcard::from_bytes(&read(&view, GLOSSARY)?).map_err(|error| damaged(&at, error))?,
            stacks: StackIndex::open(&at.join(STACKS)).map_err(|error| damaged(&at, error))?,
            text: TextIndex::open(&at.join(TEXT)).map_err(|error| damaged(&at, error))?,
            view,
        })
    }

    /// What statistics read of each incident.
    pub(crate) fn incidents(&self) -> Result<Table, EngineError> {
        let bytes = read(&self.view, INCIDENTS)?;
        postcard::from_bytes(&bytes).map_err(|error| damaged(self.view.path(), error))
    }

    /// The signals of all patterns.
    pub(crate) fn rules(&self) -> Result<Rules, EngineError> {
        let bytes = read(&self.view, RULES)?;
        postcard::from_bytes(&bytes).map_err(|error| damaged(self.view.path(), error))
    }

    /// The triggers by their numbers.
    pub(crate) fn triggers(&self) -> Result<Vec<Localized>, EngineError> {
        let bytes = read(&self.view, TRIGGERS)?;
        serde_json::from_slice(&bytes).map_err(|error| damaged(self.view.path(), error))
    }
}

/// Makes everything that depends on several records at once, and shows it to readers with the committed indexes.
pub(crate) fn publish(
    builder: ViewBuilder,
    manifest: &Manifest,
    (collection, keywords): (&Collection, &Keywords),
    analyzer: &Analyzer,
    text: &TextIndexWriter,
    stacks: &StackIndexWriter,
) -> Result<(), EngineError> {
    let at = builder.path().to_owned();
    let manifest = postcard::to_stdvec(manifest).map_err(|error| damaged(&at, error))?;
    let catalogue = write_records(collection, &at.join(RECORDS)).map_err(|error| damaged(&at, error))?;
    let graph = graph_of(collection, keywords).to_bytes().map_err(|error| damaged(&at, error))?;
    let glossary = glossary_of(analyzer, &collection.glossary);
    let glossary = postcard::to_stdvec(&glossary).map_err(|error| damaged(&at, error))?;
    text.link_into(&at.join(TEXT)).map_err(|error| damaged(&at, error))?;
    stacks.link_into(&at.join(STACKS)).map_err(|error| damaged(&at, error))?;
    let Tables { table, triggers } = tables_of(collection);
    let incidents = postcard::to_stdvec(&table).map_err(|error| damaged(&at, error))?;
    // A text leaves out the language that it lacks, so that its fields must have names.
    let triggers = serde_json::to_vec(&triggers).map_err(|error| damaged(&at, error))?;
    let rules = postcard::to_stdvec(&Rules::of(collection.patterns.values()));
    let rules = rules.map_err(|error| damaged(&at, error))?;
    let mut builder = builder;
    let stored = |source| EngineError::Store { path: at.clone(), source };
    let at_once = [(MANIFEST, manifest), (CATALOGUE, catalogue), (GRAPH, graph), (GLOSSARY, glossary)];
    for (name, bytes) in at_once {
        builder.write(name, &bytes).map_err(stored)?;
    }
    for (name, bytes) in [(INCIDENTS, incidents), (TRIGGERS, triggers), (RULES, rules)] {
        builder.write_for_later(name, &bytes).map_err(stored)?;
    }
    builder.publish().map_err(|source| EngineError::Store { path: at, source })?;
    Ok(())
}

/// Writes every record and gives the index of them.
fn write_records(collection: &Collection, path: &Path) -> Result<Vec<u8>, CatalogueError> {
    let fingerprints = collection.stacks().flat_map(|(id, stack)| {
        // The published names alone make no exact fingerprint that a real dump could have.
        [stack.family, stack.blame].map(|fingerprint| (fingerprint, id))
    });
    let mut records = BufWriter::new(File::create(path)?);
    let (postmortems, patterns) = (collection.postmortems.values(), collection.patterns.values());
    let index = catalogue::encode(postmortems, patterns, fingerprints.collect(), &mut records)?;
    records.flush()?;
    Ok(index)
}

fn graph_of(collection: &Collection, keywords: &Keywords) -> Graph {
    let mut builder = GraphBuilder::new();
    collection.patterns.values().for_each(|pattern| builder.add_pattern(pattern));
    collection.postmortems.values().for_each(|postmortem| builder.add_postmortem(postmortem));
    for (id, stack) in collection.stacks().filter(|(_, stack)| !stack.low_information) {
        builder.add_fingerprint(id, &stack.family.to_string());
    }
    for postmortem in collection.postmortems.values() {
        let annotations = postmortem.annotations.iter();
        annotations.for_each(|annotation| builder.add_annotation(postmortem.id, annotation));
    }
    for (id, words) in keywords {
        words.iter().for_each(|word| builder.add_keyword(*id, word));
    }
    builder.build()
}

fn tables_of(collection: &Collection) -> Tables {
    let mut builder = TableBuilder::default();
    collection.postmortems.values().for_each(|postmortem| builder.add(postmortem));
    builder.finish()
}

fn read(view: &View, name: &str) -> Result<Vec<u8>, EngineError> {
    view.read(name).map_err(|source| EngineError::Store { path: view.path().to_owned(), source })
}

pub(crate) fn damaged(path: &Path, error: impl std::error::Error + Send + Sync + 'static) -> EngineError {
    EngineError::Index { path: path.to_owned(), source: Box::new(error) }
}
