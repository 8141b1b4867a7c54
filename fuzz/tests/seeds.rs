//! The seeds of the fuzzer, and every cut of the short ones, through the properties it checks.

use std::fs;
use std::path::{Path, PathBuf};

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

fn seeds(folder: &str) -> Vec<Vec<u8>> {
    let files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    assert!(!files.is_empty(), "no seeds in {folder}");
    files.iter().map(|file| fs::read(file).expect("a seed can be read")).collect()
}

fn replay(folder: &str, property: fn(&[u8])) {
    for seed in seeds(folder) {
        property(&seed);
        for cut in 0..seed.len().min(512) {
            property(seed.get(..cut).unwrap_or_default());
        }
    }
}

#[test]
fn go() {
    replay("seeds/parse", fupan_fuzz::parse);
}

#[test]
fn java() {
    replay("seeds/java", fupan_fuzz::parse);
    replay("../crates/fupan-stack/src/java/tests", fupan_fuzz::parse);
}

#[test]
fn diagnosis() {
    replay("seeds/diagnosis", fupan_fuzz::diagnosis);
    for seed in [seeds("seeds/parse"), seeds("../crates/fupan-evidence/tests/data")].concat() {
        fupan_fuzz::diagnosis(&seed);
    }
}

#[test]
fn symbols() {
    for seed in seeds("seeds/symbol") {
        seed.split(|byte| *byte == b'\n').for_each(fupan_fuzz::symbol);
    }
}

#[test]
fn readers() {
    for seed in [seeds("seeds/parse"), seeds("seeds/java")].concat() {
        for part in [0, 3, 40, 255] {
            fupan_fuzz::summarize_reader(&[&[part, 6], seed.as_slice()].concat());
        }
    }
}
