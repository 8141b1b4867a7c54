//! What every layout of the directory says in the same words, so that a release knows when a newer one was here.
//!
//! `identity.json` and a view's `files.json` are JSON objects with the layout under `layout`; the former has the
//! caller's format under `format` beside it. Everything else in them may change from layout to layout.

use serde::{Deserialize, Serialize};

use crate::{Identity, StoreError};

/// How this release lays out the catalogue's keys, the identity and the views.
pub(crate) const LAYOUT: u32 = 1;

/// The part that is read before anything else; what is absent is the oldest.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Stamp {
    pub(crate) layout: u32,
    pub(crate) format: u32,
}

/// The content of `identity.json`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredIdentity {
    pub(crate) layout: u32,
    #[serde(flatten)]
    pub(crate) identity: Identity,
}

pub(crate) fn refuse_newer(found: u32, supported: u32) -> Result<(), StoreError> {
    if found > supported { Err(StoreError::NewerFormat { found, supported }) } else { Ok(()) }
}
