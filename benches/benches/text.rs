//! The analysis of every text of the corpus, Chinese, English and code as they come.
//!
//! Compares `fupan_text::Analyzer` (words, stems, identifiers with their parts, pairs of characters, each with its
//! place) with the baseline `jieba_rs::Jieba::cut` without HMM on the same texts and dictionary, which gives the
//! words alone. A regression is a ratio that grows by a fifth.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends with the reason")]

use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;

use criterion::{Criterion, Throughput};
use fupan_benches::{Comparison, corpus_texts, is_measuring, repository};
use fupan_text::Analyzer;
use jieba_rs::Jieba;

fn main() {
    if !is_measuring() {
        return;
    }
    let dictionary = File::open(repository().join("crates/fupan-text/data/dict.txt")).unwrap();
    let jieba = Jieba::with_dict(&mut BufReader::new(dictionary)).unwrap();
    let analyzer = Analyzer::new();
    let texts = corpus_texts();
    let bytes = texts.iter().map(String::len).sum();
    let mut analyze = || texts.iter().for_each(|text| drop(black_box(analyzer.analyze(text))));
    let mut cut = || texts.iter().for_each(|text| drop(black_box(jieba.cut(text, false))));
    let comparison = Comparison { rounds: 101, bytes: Some(bytes) };
    comparison.print(("Analyzer::analyze", &mut analyze), ("jieba-rs cut", &mut cut));
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("jieba-rs cut", |bencher| bencher.iter(&mut cut));
    group.bench_function("Analyzer::analyze", |bencher| bencher.iter(&mut analyze));
    group.finish();
    criterion.final_summary();
}
