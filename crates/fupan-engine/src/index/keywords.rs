//! The part of an index run that finds the words which incidents are about.
//!
//! What stands out in one incident is analysed once and kept with the hash of its texts; which of that is rare depends
//! on all others and is found anew each time, so that the words never depend on what was indexed before.

use std::collections::BTreeMap;

use fupan_model::{Localized, Postmortem, PostmortemId};
use fupan_text::{KeywordCandidate, choose_keywords};
use rayon::prelude::*;

use super::Run;
use crate::EngineError;
use crate::collection::Collection;
use crate::document::told;
use crate::open::store_error;

/// The hash of the texts of each incident and the candidates that they gave.
const KEYWORDS: &str = "keywords";
/// Words in each of both scripts.
const MOST: usize = 4;
/// A title says in a few words what the texts say in many.
const TITLE: u32 = 3;

/// The words of each incident.
pub(crate) type Keywords = BTreeMap<PostmortemId, Vec<String>>;

/// What was found in an incident, and how it is kept where it is new.
struct Found {
    id: PostmortemId,
    candidates: Vec<KeywordCandidate>,
    kept: Option<Vec<u8>>,
}

impl Run<'_> {
    /// The keywords of the collection: changed incidents alone are analysed.
    pub(super) fn keywords(&mut self, collection: &Collection) -> Result<Keywords, EngineError> {
        let known = self.writer.table(KEYWORDS).map_err(|source| store_error(self.places, source))?;
        let postmortems: Vec<&Postmortem> = collection.postmortems.values().collect();
        let found: Vec<Found> = postmortems
            .par_iter()
            .map(|postmortem| {
                let kept = known.get(postmortem.id.to_string().as_bytes());
                self.found(postmortem, kept.map(Vec::as_slice))
            })
            .collect();
        let is_gone = |id: &str| id.parse().map_or(true, |id| !collection.postmortems.contains_key(&id));
        for id in known.keys().filter(|id| is_gone(&String::from_utf8_lossy(id))) {
            self.batch.remove(KEYWORDS, id);
        }
        let (mut ids, mut candidates) = (Vec::new(), Vec::new());
        for found in found {
            if let Some(bytes) = found.kept {
                self.batch.put(KEYWORDS, found.id.to_string().as_bytes(), bytes);
            }
            ids.push(found.id);
            candidates.push(found.candidates);
        }
        Ok(ids.into_iter().zip(choose_keywords(&candidates, MOST)).collect())
    }

    fn found(&self, postmortem: &Postmortem, kept: Option<&[u8]>) -> Found {
        let texts = texts(postmortem);
        let hash = blake3::hash(format!("{texts:?}").as_bytes());
        let same = kept.and_then(|bytes| bytes.strip_prefix(hash.as_bytes()));
        // What cannot be read is made again.
        if let Some(candidates) = same.and_then(|bytes| postcard::from_bytes(bytes).ok()) {
            return Found { id: postmortem.id, candidates, kept: None };
        }
        let candidates = self.analyzer.keyword_candidates(&texts);
        let bytes = postcard::to_stdvec(&candidates).unwrap_or_default();
        let kept = [hash.as_bytes().as_slice(), &bytes].concat();
        Found { id: postmortem.id, candidates, kept: Some(kept) }
    }
}

/// Its texts and what engineers added, each with how often it counts.
fn texts(postmortem: &Postmortem) -> Vec<(&str, u32)> {
    let mut texts: Vec<(&str, u32)> = postmortem.title.texts().map(|text| (text, TITLE)).collect();
    texts.extend(told(postmortem).into_iter().flat_map(Localized::texts).map(|text| (text, 1)));
    texts.extend(postmortem.annotations.iter().map(|annotation| (annotation.text.as_str(), 2)));
    texts
}
