//! The data directory: what was derived from a corpus, with one writer and any number of readers.
//!
//! ```text
//! .fupan/
//!   identity.json    in which layout and from which analysis everything here was made
//!   writer.lock      held by the one writer; the system lets go of it when the process dies
//!   sled/            the writer's catalogue: small values in tables
//!   tantivy/         the writer's full-text index; not this crate's
//!   stacks/          the writer's stack index; not this crate's
//!   views/000042/    immutable; what readers open
//!   views/CURRENT    names the newest view, replaced atomically
//! ```
//!
//! The crate moves bytes and knows nothing of what they mean. Everything in the directory can be deleted and made
//! again, so nothing here is worth a repair: what is damaged is moved aside and reported.
//!
//! ```
//! use fupan_store::{Batch, DataDirectory, Identity, LockWait};
//!
//! let place = tempfile::tempdir()?;
//! let directory = DataDirectory::at(place.path());
//! let identity = Identity { format: 1, analyzer: "v1".to_owned() };
//! let (mut writer, recoveries) = directory.open_writer(&identity, LockWait::No)?;
//! assert!(recoveries.is_empty());
//! let mut batch = Batch::default();
//! batch.put("files", b"a.md", b"content".to_vec());
//! let sequence = writer.apply(&batch)?;
//! let mut view = writer.begin_view()?;
//! view.write("catalogue", b"everything")?;
//! view.publish()?;
//! let view = directory.latest_view()?.ok_or("no view")?;
//! assert_eq!(view.read("catalogue")?, b"everything");
//! # assert_eq!(sequence, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalogue;
mod directory;
mod disk;
mod error;
mod layout;
mod lock;
mod panics;
mod view;
mod view_builder;
mod writer;

pub use directory::{DataDirectory, Identity};
pub use error::StoreError;
pub use lock::LockWait;
pub use view::{View, ViewFile, ViewId};
pub use view_builder::ViewBuilder;
pub use writer::{Batch, RebuildReason, Recovery, Writer};
