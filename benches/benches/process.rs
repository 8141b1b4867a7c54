//! The whole process `fupan similar`, from start to end, over an index that is up to date.
//!
//! Compares the answer to a panic of 30 frames and to a Chinese sentence with the baseline `fupan --version`, the
//! same binary doing nothing: what is left is opening the index and answering. A regression is a median of 30 ms or
//! more on an idle machine, or a ratio to the baseline that grows by a fifth.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends with the reason")]

use std::fs;

use criterion::Criterion;
use fupan_benches::{CHINESE_SENTENCE, Comparison, Program, is_measuring, panic_of_30_frames};

fn main() {
    if !is_measuring() {
        return;
    }
    let program = Program::build();
    program.run(&["index"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("panic.txt");
    fs::write(&file, panic_of_30_frames()).unwrap();
    let questions = [
        ("similar, a panic of 30 frames", vec!["similar", "--json", file.to_str().unwrap()]),
        ("similar, a Chinese sentence", vec!["similar", "--json", "--text", CHINESE_SENTENCE]),
    ];
    let comparison = Comparison { rounds: 201, bytes: None };
    for (name, question) in &questions {
        comparison
            .print((name, &mut || program.run(question)), ("--version", &mut || program.run(&["--version"])));
    }
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("process");
    group.bench_function("--version", |bencher| bencher.iter(|| program.run(&["--version"])));
    for (name, question) in &questions {
        group.bench_function(*name, |bencher| bencher.iter(|| program.run(question)));
    }
    group.finish();
    criterion.final_summary();
}
