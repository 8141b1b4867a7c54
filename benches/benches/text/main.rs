//! The analysis of every text of the corpus, Chinese, English and code as they come, and the making of a text index.
//!
//! ```text
//! cargo bench -p fupan-benches --bench text -- [FOLDER]
//! ```
//!
//! Compares `fupan_text::Analyzer` (words, stems, identifiers with their parts, pairs of characters, each with its
//! place) with the baseline `jieba_rs::Jieba::cut` without HMM on the same texts and dictionary, which gives the
//! words alone; and the making of an index with the baseline tantivy-jieba, see [`indexes`]. The index is of the texts
//! of the corpus in pieces, or of those of the labelled sets in a folder (`FOLDER/*/corpus.tsv`: an id, a tabulator, a
//! text), of which alone it is then measured. A regression is a ratio that grows by a fifth.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends with the reason")]
#![expect(clippy::print_stdout, reason = "the result of a measurement is what it prints")]

mod indexes;
mod tokenizers;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput};
use fupan_benches::{Comparison, corpus_texts, is_measuring, repository};
use fupan_text::{Analyzer, Field, FieldSet, Scratch};
use jieba_rs::Jieba;

/// The texts of the corpus are cut behind the line that reaches this, to be as long as those of the labelled sets.
const BYTES_OF_A_PIECE: usize = 650;

fn main() {
    if !is_measuring() {
        return;
    }
    // What criterion takes is no folder.
    let folder = std::env::args().skip(1).map(PathBuf::from).find(|argument| argument.is_dir());
    if let Some(folder) = folder {
        indexes::compare(&labelled_texts(&folder), jieba());
        return;
    }
    let texts = corpus_texts();
    indexes::compare(&pieces(&texts), jieba());
    compare_analyses(&texts);
}

/// With our dictionary.
fn jieba() -> Jieba {
    let dictionary = File::open(repository().join("crates/fupan-text/data/dict.txt")).unwrap();
    Jieba::with_dict(&mut BufReader::new(dictionary)).unwrap()
}

fn labelled_texts(folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|set| set.unwrap().path().join("corpus.tsv")).collect();
    files.sort();
    files.retain(|file| file.is_file());
    let lines = files.iter().map(|file| fs::read_to_string(file).unwrap());
    let texts = |lines: String| -> Vec<String> {
        lines.lines().map(|line| line.split_once('\t').unwrap().1.to_owned()).collect()
    };
    lines.flat_map(texts).collect()
}

fn pieces(texts: &[String]) -> Vec<String> {
    let mut pieces = Vec::new();
    for text in texts {
        let mut piece = String::new();
        for line in text.split_inclusive('\n') {
            piece.push_str(line);
            if piece.len() >= BYTES_OF_A_PIECE {
                pieces.push(std::mem::take(&mut piece));
            }
        }
        pieces.extend((!piece.is_empty()).then_some(piece));
    }
    pieces
}

fn compare_analyses(texts: &[String]) {
    let jieba = jieba();
    let analyzer = Analyzer::new();
    let bytes = texts.iter().map(String::len).sum();
    let for_each_token = |wanted: FieldSet| {
        let (analyzer, mut scratch) = (&analyzer, Scratch::default());
        move || {
            for text in texts {
                analyzer.for_each_token(text, wanted, &mut scratch, |token| {
                    black_box(token);
                });
            }
        }
    };
    let mut words = for_each_token(FieldSet::of(&[Field::Words]));
    let mut all = for_each_token(FieldSet::ALL);
    let mut analyze = || texts.iter().for_each(|text| drop(black_box(analyzer.analyze(text))));
    let mut cut = || texts.iter().for_each(|text| drop(black_box(jieba.cut(text, false))));
    let comparison = Comparison { rounds: 101, bytes: Some(bytes) };
    comparison.print(("for_each_token, words", &mut words), ("jieba-rs cut", &mut cut));
    comparison.print(("for_each_token, all fields", &mut all), ("jieba-rs cut", &mut cut));
    comparison.print(("Analyzer::analyze", &mut analyze), ("jieba-rs cut", &mut cut));
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("jieba-rs cut", |bencher| bencher.iter(&mut cut));
    group.bench_function("for_each_token, words", |bencher| bencher.iter(&mut words));
    group.bench_function("for_each_token, all fields", |bencher| bencher.iter(&mut all));
    group.bench_function("Analyzer::analyze", |bencher| bencher.iter(&mut analyze));
    group.finish();
    criterion.final_summary();
}
