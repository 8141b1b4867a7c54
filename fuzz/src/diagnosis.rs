//! What is diagnosed is claimed with a confidence and by lines that are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use fupan_diagnosis::{Input, Reading, Rules, Shown};

/// The signals of the shipped corpus.
fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/patterns");
        let entries = fs::read_dir(folder).expect("the patterns are there");
        let files = entries.map(|entry| entry.expect("the folder can be listed").path());
        let mut files: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
        files.sort();
        let pattern = |path: &Path| {
            fupan_record::read_pattern(path, &fs::read(path).expect("a pattern can be read")).value
        };
        let patterns: Vec<_> = files.iter().filter_map(|path| pattern(path)).collect();
        assert!(patterns.len() > 100, "only {} patterns were read", patterns.len());
        Rules::of(&patterns)
    })
}

pub(crate) fn check(bytes: &[u8]) {
    let opened = fupan_evidence::open(bytes);
    assert!(fupan_evidence::is_closed(bytes) || *opened.bytes == *bytes, "what is open stays as it is");
    let input = Input::of(bytes);
    let reading = Reading::of(&input);
    check_shown(&rules().shown_by(&reading), &reading);
    for chain in fupan_diagnosis::chains(&reading) {
        assert!(chain.count > 0 && chain.line > 0, "{chain:?}");
    }
    let twice = rules().shown_over(&[Reading::of(&input), Reading::of(&input)]);
    let grown = twice.iter().flat_map(|shown| &shown.because).find(|because| because.signal == "growth");
    assert_eq!(grown, None, "nothing grows from an input to itself");
}

fn check_shown(shown: &[Shown], reading: &Reading<'_>) {
    let lines = reading.text().split('\n').count();
    let ids: BTreeSet<_> = shown.iter().map(|shown| &shown.pattern).collect();
    assert_eq!(ids.len(), shown.len(), "each pattern is shown once");
    assert!(shown.is_sorted_by(|a, b| a.confidence >= b.confidence), "the surest comes first");
    for Shown { pattern, confidence, because } in shown {
        assert!((0.0..=1.0).contains(confidence), "{pattern} with {confidence}");
        assert!(!because.is_empty(), "{pattern} without a line");
        let outside = because.iter().find(|because| because.line == 0 || because.line as usize > lines);
        assert_eq!(outside, None, "{pattern}: a line of {lines}");
    }
}
