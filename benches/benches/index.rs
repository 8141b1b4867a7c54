//! Indexing the corpus of the repository in process: all of it anew, and with nothing changed.
//!
//! Compares both with the baseline of reading every file of the corpus once, which no index can do without at
//! first. A regression is a full index that grows by a fifth against the baseline, or a run with nothing changed
//! that takes more than a tenth of a full one.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends with the reason")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, SystemTime};

use criterion::Criterion;
use fupan_benches::{Comparison, corpus, corpus_texts, is_measuring};
use fupan_engine::{IndexOptions, Places, index};

#[expect(clippy::disallowed_methods, reason = "with the real time a file that is unchanged need not be read")]
fn run(data_directory: &Path, rebuild: bool) -> usize {
    let places = Places { corpus: corpus(), data_directory: data_directory.to_owned() };
    let options = IndexOptions { rebuild, wait: Duration::ZERO, now: SystemTime::now() };
    index(&places, &options, &|_| {}).unwrap().read
}

fn main() {
    if !is_measuring() {
        return;
    }
    let data = tempfile::tempdir().unwrap();
    assert!(run(data.path(), true) > 0);
    assert_eq!(run(data.path(), false), 0);
    let mut rebuild = || {
        black_box(run(data.path(), true));
    };
    let mut nothing_changed = || {
        black_box(run(data.path(), false));
    };
    let mut read = || drop(black_box(corpus_texts()));
    let comparison = Comparison { rounds: 15, bytes: None };
    comparison.print(("index --rebuild", &mut rebuild), ("reading every file", &mut read));
    comparison.print(("index, nothing changed", &mut nothing_changed), ("reading every file", &mut read));
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let mut group = criterion.benchmark_group("index");
    group.bench_function("reading every file", |bencher| bencher.iter(&mut read));
    group.bench_function("rebuild", |bencher| bencher.iter(&mut rebuild));
    group.bench_function("nothing changed", |bencher| bencher.iter(&mut nothing_changed));
    group.finish();
    criterion.final_summary();
}
