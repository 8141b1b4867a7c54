//! Every record of one view, by id: an index that is read at once (postcard), and a file of the records themselves (JSON, one
//! after the other), of which those are read and decoded that a hit needs. So a view of a hundred thousand records opens as
//! fast as one of a hundred.
//!
//! A record stands there whole, with what its written form keeps elsewhere: the text behind the front matter, and the
//! code beside a pattern's file.

use std::io::Write;

use fupan_model::{
    Annotation, Correction, Localized, Moment, Pattern, PatternCode, PatternId, Postmortem, PostmortemId,
};
use fupan_stack::Fingerprint;
use fupan_store::{StoreError, ViewFile};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What a list shows of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentSummary {
    /// Its id.
    pub id: PostmortemId,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Its title.
    pub title: Localized,
    /// The date its sources give.
    pub date: Moment,
    /// What annotations corrected.
    pub corrections: Vec<Correction>,
}

impl IncidentSummary {
    pub(crate) fn of(postmortem: &Postmortem) -> Self {
        Self {
            id: postmortem.id,
            aliases: postmortem.aliases.clone(),
            title: postmortem.title.clone(),
            date: postmortem.date.clone(),
            corrections: postmortem.corrections.clone(),
        }
    }
}

/// Why bytes are no catalogue.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CatalogueError {
    #[error("the catalogue's index is damaged: {0}")]
    Index(#[from] postcard::Error),
    #[error("a record of the catalogue is damaged: {0}")]
    Record(#[from] serde_json::Error),
    #[error("a record of the catalogue is damaged: its content changed")]
    Changed,
    #[error("the records of the catalogue cannot be written: {0}")]
    Unwritten(#[from] std::io::Error),
    #[error(transparent)]
    Unread(#[from] StoreError),
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Index {
    /// By id.
    incidents: Vec<(PostmortemId, Vec<String>, Span)>,
    /// By id.
    patterns: Vec<(PatternId, Vec<PatternId>, Span)>,
    /// Fingerprints of published stacks with the incident of each, by fingerprint then incident.
    fingerprints: Vec<(String, PostmortemId)>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Span {
    start: u64,
    length: u32,
    /// The beginning of the hash of what stands there.
    hash: [u8; 8],
}

/// An opened catalogue.
#[derive(Debug)]
pub(crate) struct Catalogue {
    records: ViewFile,
    index: Index,
    by_alias: FxHashMap<String, PostmortemId>,
}

/// Writes the records, which are sorted by id, and gives the index.
pub(crate) fn encode<'a>(
    postmortems: impl Iterator<Item = &'a Postmortem>,
    patterns: impl Iterator<Item = &'a Pattern>,
    fingerprints: Vec<(Fingerprint, PostmortemId)>,
    records: &mut impl Write,
) -> Result<Vec<u8>, CatalogueError> {
    let mut records = Records { out: records, length: 0 };
    let mut index = Index::default();
    for postmortem in postmortems {
        let span = records.append(&Whole::of_postmortem(postmortem))?;
        index.incidents.push((postmortem.id, postmortem.aliases.clone(), span));
    }
    for pattern in patterns {
        let span = records.append(&Whole::of_pattern(pattern))?;
        index.patterns.push((pattern.id.clone(), pattern.aliases.clone(), span));
    }
    index.fingerprints = fingerprints.into_iter().map(|(key, id)| (key.to_string(), id)).collect();
    index.fingerprints.sort();
    Ok(postcard::to_stdvec(&index)?)
}

/// A file of records that grows.
struct Records<'a, W> {
    out: &'a mut W,
    length: u64,
}

impl<W: Write> Records<'_, W> {
    fn append<T: Serialize>(&mut self, whole: &Whole<'_, T>) -> Result<Span, CatalogueError> {
        let bytes = serde_json::to_vec(whole)?;
        self.out.write_all(&bytes)?;
        let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
        let span = Span { start: self.length, length, hash: hash_of(&bytes) };
        self.length += u64::from(length);
        Ok(span)
    }
}

fn hash_of(bytes: &[u8]) -> [u8; 8] {
    blake3::hash(bytes).as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A record with what its written form keeps elsewhere.
#[derive(Serialize)]
struct Whole<'a, T> {
    record: &'a T,
    body: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a PatternCode>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    annotations: &'a [Annotation],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    corrections: &'a [Correction],
}

impl<'a> Whole<'a, Postmortem> {
    fn of_postmortem(record: &'a Postmortem) -> Self {
        let Postmortem { body, annotations, corrections, .. } = record;
        Self { record, body, code: None, annotations, corrections }
    }
}

impl<'a> Whole<'a, Pattern> {
    fn of_pattern(record: &'a Pattern) -> Self {
        let code = record.code.as_deref();
        Self { record, body: &record.body, code, annotations: &[], corrections: &[] }
    }
}

/// The same, read.
#[derive(Deserialize)]
struct Read<T> {
    record: T,
    body: String,
    #[serde(default)]
    code: Option<Box<PatternCode>>,
    #[serde(default)]
    annotations: Vec<Annotation>,
    #[serde(default)]
    corrections: Vec<Correction>,
}

impl Catalogue {
    pub(crate) fn open(index: &[u8], records: ViewFile) -> Result<Self, CatalogueError> {
        let index: Index = postcard::from_bytes(index)?;
        let mut by_alias = FxHashMap::default();
        for (id, aliases, _) in &index.incidents {
            by_alias.extend(aliases.iter().map(|alias| (alias.clone(), *id)));
        }
        Ok(Self { records, index, by_alias })
    }

    /// The id of a text that is an id or an alias.
    pub(crate) fn resolve(&self, text: &str) -> Option<PostmortemId> {
        let id = text.parse().ok().or_else(|| self.by_alias.get(text).copied())?;
        self.span_of_incident(id).is_some().then_some(id)
    }

    /// The id or alias that looks most like a text.
    pub(crate) fn nearest(&self, text: &str) -> Option<String> {
        let incidents = &self.index.incidents;
        let ids: Vec<String> = incidents.iter().map(|(id, ..)| id.to_string()).collect();
        let aliases = incidents.iter().flat_map(|(_, aliases, _)| aliases);
        let names = ids.iter().chain(aliases).map(String::as_str);
        fupan_record::nearest(text, names).map(str::to_owned)
    }

    pub(crate) fn incident(&self, id: PostmortemId) -> Result<Option<Postmortem>, CatalogueError> {
        self.span_of_incident(id).map(|span| self.postmortem(span)).transpose()
    }

    /// The id of a text that is the id of a pattern, or one that a pattern had before.
    pub(crate) fn resolve_pattern(&self, text: &str) -> Option<PatternId> {
        let id: PatternId = text.parse().ok()?;
        let patterns = &self.index.patterns;
        let is_it =
            |(own, aliases, _): &&(PatternId, Vec<PatternId>, Span)| *own == id || aliases.contains(&id);
        patterns.iter().find(is_it).map(|(own, ..)| own.clone())
    }

    /// The name of an incident or a pattern that looks most like a text.
    pub(crate) fn nearest_of_all(&self, text: &str) -> Option<String> {
        let patterns = self.index.patterns.iter().map(|(id, ..)| id.as_str());
        let pattern = fupan_record::nearest(text, patterns).map(str::to_owned);
        pattern.or_else(|| self.nearest(text))
    }

    pub(crate) fn pattern(&self, id: &PatternId) -> Result<Option<Pattern>, CatalogueError> {
        let patterns = &self.index.patterns;
        let place = patterns.binary_search_by(|(other, ..)| other.cmp(id)).ok();
        let found = place.and_then(|place| patterns.get(place));
        found
            .map(|(_, _, span)| {
                let Read { record, body, code, .. } = self.record::<Pattern>(*span)?;
                Ok(Pattern { body, code, ..record })
            })
            .transpose()
    }

    /// The ids of all patterns, in their order.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &PatternId> {
        self.index.patterns.iter().map(|(id, ..)| id)
    }

    pub(crate) fn incidents(&self) -> impl Iterator<Item = Result<Postmortem, CatalogueError>> {
        self.index.incidents.iter().map(|(_, _, span)| self.postmortem(*span))
    }

    /// The ids of all incidents, in their order.
    pub(crate) fn incident_ids(&self) -> impl DoubleEndedIterator<Item = PostmortemId> {
        self.index.incidents.iter().map(|(id, ..)| *id)
    }

    pub(crate) fn count(&self) -> usize {
        self.index.incidents.len()
    }

    /// The incidents that hold stacks of the fingerprint, by id, with how many each holds.
    pub(crate) fn incidents_of(&self, fingerprint: &Fingerprint) -> Vec<(PostmortemId, usize)> {
        let key = fingerprint.to_string();
        let rows = &self.index.fingerprints;
        let first = rows.partition_point(|(other, _)| *other < key);
        let ids: Vec<_> =
            rows.iter().skip(first).take_while(|(other, _)| *other == key).map(|row| row.1).collect();
        ids.chunk_by(PartialEq::eq).filter_map(|same| Some((*same.first()?, same.len()))).collect()
    }

    fn span_of_incident(&self, id: PostmortemId) -> Option<Span> {
        let incidents = &self.index.incidents;
        let place = incidents.binary_search_by(|(other, ..)| other.cmp(&id)).ok()?;
        incidents.get(place).map(|(_, _, span)| *span)
    }

    fn postmortem(&self, span: Span) -> Result<Postmortem, CatalogueError> {
        let Read { record, body, annotations, corrections, .. } = self.record::<Postmortem>(span)?;
        Ok(Postmortem { body, annotations, corrections, ..record })
    }

    fn record<T: DeserializeOwned>(&self, span: Span) -> Result<Read<T>, CatalogueError> {
        Ok(serde_json::from_slice(&self.bytes_of(span)?)?)
    }

    fn bytes_of(&self, span: Span) -> Result<Vec<u8>, CatalogueError> {
        let length = usize::try_from(span.length).unwrap_or(usize::MAX);
        let bytes = self.records.part(span.start, length)?;
        if hash_of(&bytes) == span.hash { Ok(bytes) } else { Err(CatalogueError::Changed) }
    }
}
