//! The fonts of the machine that a PDF is set in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fontdb::{Database, Family, Query, Source, Weight};
use fupan_locale::Language;
use fupan_report::{FontFace, Fonts};

/// Sans-serif families with Chinese letters, the best first.
const CHINESE: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK TC",
    "Noto Sans CJK JP",
    "SimHei",
];
/// Those without, whose marks are as narrow as English wants them.
const LATIN: &[&str] =
    &["Noto Sans", "Helvetica Neue", "Segoe UI", "Arial", "Liberation Sans", "Helvetica", "DejaVu Sans"];
/// Families whose letters are all of one width.
const CODE: &[&str] = &[
    "DejaVu Sans Mono",
    "Menlo",
    "Consolas",
    "Liberation Mono",
    "Noto Sans Mono",
    "Courier New",
    "Noto Sans Mono CJK SC",
];

/// Fonts for text of a language; a file of the reader's own comes before those of the machine.
pub(crate) fn find(language: Language, own: Option<&Path>) -> Fonts {
    let mut database = Database::new();
    database.load_system_fonts();
    let mut machine = Machine { database, files: BTreeMap::new() };
    let (first, second) = match language {
        Language::Zh => (CHINESE, LATIN),
        Language::En => (LATIN, CHINESE),
    };
    let own: Vec<FontFace> = own.and_then(|path| machine.face(path, 0)).into_iter().collect();
    let mut list = |families: &[&[&str]], weight: Weight| -> Vec<FontFace> {
        let names = families.iter().flat_map(|names| names.iter());
        let found = names.filter_map(|name| machine.named(name, weight));
        own.iter().cloned().chain(found).collect()
    };
    Fonts {
        text: list(&[first, second], Weight::NORMAL),
        strong: list(&[first, second], Weight::BOLD),
        code: list(&[CODE], Weight::NORMAL).split_off(own.len()),
    }
}

struct Machine {
    database: Database,
    /// Collections hold several families, and are read once.
    files: BTreeMap<PathBuf, Option<Arc<Vec<u8>>>>,
}

impl Machine {
    fn named(&mut self, family: &str, weight: Weight) -> Option<FontFace> {
        let query = Query { families: &[Family::Name(family)], weight, ..Query::default() };
        let id = self.database.query(&query)?;
        let (source, index) = self.database.face_source(id)?;
        match source {
            Source::File(path) | Source::SharedFile(path, _) => self.face(&path, index),
            Source::Binary(_) => None,
        }
    }

    fn face(&mut self, path: &Path, index: u32) -> Option<FontFace> {
        let read = || fs::read(path).ok().map(Arc::new);
        let bytes = self.files.entry(path.to_owned()).or_insert_with(read).clone()?;
        Some(FontFace { bytes, index })
    }
}
