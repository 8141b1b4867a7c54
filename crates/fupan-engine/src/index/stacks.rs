//! The part of an index run that brings the stack index up to date.

use std::collections::BTreeMap;

use fupan_search::StackIndexWriter;

use super::{Run, hashes_of};
use crate::EngineError;
use crate::collection::Collection;
use crate::open::store_error;

/// The hash of the stacks of each incident that has any in the stack index.
const STACKS: &str = "stacks";
/// Which commit of the stack index belongs to them.
const COMMITTED: &str = "stack index";
const SEQUENCE: &[u8] = b"sequence";
/// The hash of each file of the stack index, by name: a damaged one must not find its way into the next commit.
const STACK_FILES: &str = "stack files";

/// The stacks of one incident, each as the symbols of its family.
type Stacks = Vec<Vec<String>>;

impl Run<'_> {
    /// Brings the stack index to the stacks of the collection: those of changed incidents alone where it holds what the
    /// catalogue says, all of them otherwise.
    pub(super) fn index_stacks(&mut self, collection: &Collection) -> Result<StackIndexWriter, EngineError> {
        let folder = self.writer.stack_index_folder();
        let table = |name| self.writer.table(name).map_err(|source| store_error(self.places, source));
        let (mut known, files) = (table(STACKS)?, table(STACK_FILES)?);
        let committed =
            self.writer.get(COMMITTED, SEQUENCE).map_err(|source| store_error(self.places, source))?;
        let committed = committed.and_then(|bytes| Some(u64::from_be_bytes(*bytes.first_chunk::<8>()?)));
        let is_sound = hashes_of(&folder).is_ok_and(|found| found == files);
        let mut index = match StackIndexWriter::open(&folder) {
            Ok(index) if is_sound && index.sequence() == committed => index,
            _ => {
                for id in std::mem::take(&mut known).keys() {
                    self.batch.remove(STACKS, id);
                }
                StackIndexWriter::create_anew(&folder).map_err(|error| self.damaged(error))?
            }
        };
        self.put_changed(&mut index, stacks_by_incident(collection), &known);
        let sequence = self.writer.sequence() + 1;
        index.commit(sequence).map_err(|error| self.damaged(error))?;
        self.batch.put(COMMITTED, SEQUENCE, sequence.to_be_bytes().to_vec());
        self.keep_hashes(STACK_FILES, &folder, &files)?;
        Ok(index)
    }

    fn put_changed(
        &mut self,
        index: &mut StackIndexWriter,
        stacks: BTreeMap<String, Stacks>,
        known: &BTreeMap<Vec<u8>, Vec<u8>>,
    ) {
        for id in known.keys().map(|id| String::from_utf8_lossy(id)) {
            if !stacks.contains_key(&*id) {
                index.put(&id, Vec::new());
                self.batch.remove(STACKS, id.as_bytes());
            }
        }
        for (id, stacks) in stacks {
            let hash = blake3::hash(format!("{stacks:?}").as_bytes()).as_bytes().to_vec();
            if known.get(id.as_bytes()) != Some(&hash) {
                index.put(&id, stacks);
                self.batch.put(STACKS, id.as_bytes(), hash);
            }
        }
    }
}

fn stacks_by_incident(collection: &Collection) -> BTreeMap<String, Stacks> {
    let mut stacks: BTreeMap<String, Stacks> = BTreeMap::new();
    for (id, stack) in collection.stacks() {
        stacks.entry(id.to_string()).or_default().push(stack.family_symbols);
    }
    stacks
}
