//! Reading a dump of 1,000 goroutines: parsing every frame, grouping, fingerprints.
//!
//! Compares `fupan_stack::summarize` with the baseline of finding every line end of the same bytes with memchr, the
//! least that anything reading lines does. A regression is a ratio that grows by a fifth, or fewer than 50 MB/s.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use fupan_benches::{Comparison, goroutine_dump, is_measuring};

fn main() {
    if !is_measuring() {
        return;
    }
    let dump = goroutine_dump(1000);
    let bytes = dump.as_bytes();
    let summary = fupan_stack::summarize(bytes);
    assert_eq!(summary.stacks.iter().map(|stack| stack.goroutines).sum::<u32>(), 1000);
    let mut summarize = || drop(black_box(fupan_stack::summarize(black_box(bytes))));
    let mut scan = || {
        black_box(memchr::memchr_iter(b'\n', black_box(bytes)).count());
    };
    let comparison = Comparison { rounds: 201, bytes: Some(bytes.len()) };
    comparison
        .print(("summarize, 1,000 goroutines", &mut summarize), ("memchr for every line end", &mut scan));
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("stacks");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("memchr for every line end", |bencher| bencher.iter(&mut scan));
    group.bench_function("summarize, 1,000 goroutines", |bencher| bencher.iter(&mut summarize));
    group.finish();
    criterion.final_summary();
}
