//! The patterns of the shipped corpus.

use std::path::Path;

use fupan_diagnosis::Rules;
use fupan_model::Pattern;

/// The signals of every pattern.
pub(crate) fn rules() -> &'static Rules {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    RULES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/patterns");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let patterns: Vec<Pattern> = files
            .filter(|path| path.extension().is_some_and(|end| end == "md"))
            .filter_map(|path| fupan_record::read_pattern(&path, &std::fs::read(&path).unwrap()).value)
            .collect();
        Rules::of(&patterns)
    })
}
