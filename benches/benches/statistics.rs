//! Statistics over a hundred thousand made-up incidents, from the table of a view.
//!
//! Compares each question, with the reading of the table from its bytes beside it, with the baseline of decoding two
//! thousand records from JSON, as answers did that had no table: a fiftieth of what they decoded. A regression is a
//! question that takes more than 50 ms with the reading, or a question that grows by a fifth against the baseline.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement prints its result, and ends with the reason where it cannot be made"
)]

use std::hint::black_box;

use criterion::Criterion;
use fupan_benches::{Comparison, is_measuring, synthetic_incidents};
use fupan_model::Postmortem;
use fupan_statistics::{
    Grouping, Scope, ShareQuery, Table, TableBuilder, TrendPeriod, recurrence, shares, times, trends,
};

const INCIDENTS: usize = 100_000;
const DECODED: usize = 2_000;
/// How many pairs are told of what came back.
const TOLD: usize = 20;
const SEED: u64 = 7;

type Question = (&'static str, fn(&Table));

const QUESTIONS: [Question; 6] = [
    ("shares by pattern", |table| drop(black_box(shares(table, &asked(Grouping::Pattern))))),
    ("shares by service", |table| drop(black_box(shares(table, &asked(Grouping::Service))))),
    ("shares by month", |table| drop(black_box(shares(table, &asked(Grouping::Month))))),
    ("recurrence", |table| drop(black_box(recurrence(table, &Scope::default(), TOLD)))),
    ("times by pattern", |table| drop(black_box(times(table, Some(Grouping::Pattern), &Scope::default())))),
    ("trends by quarter", |table| {
        drop(black_box(trends(table, TrendPeriod::Quarter, Grouping::PatternLevel(2), &Scope::default())));
    }),
];

fn asked(by: Grouping) -> ShareQuery {
    ShareQuery { by, under: None, scope: Scope::default() }
}

fn main() {
    if !is_measuring() {
        return;
    }
    let incidents = synthetic_incidents(INCIDENTS, SEED);
    let records: Vec<Vec<u8>> =
        incidents.iter().take(DECODED).map(|incident| serde_json::to_vec(incident).unwrap()).collect();
    let mut builder = TableBuilder::default();
    incidents.iter().for_each(|incident| builder.add(incident));
    drop(incidents);
    let bytes = postcard::to_stdvec(&builder.finish().table).unwrap();
    println!("{INCIDENTS} incidents, a table of {:.1} MB", bytes.len() as f64 / 1e6);
    let read = || postcard::from_bytes::<Table>(&bytes).unwrap();
    let table = read();
    let mut decode = || {
        records
            .iter()
            .for_each(|record| drop(black_box(serde_json::from_slice::<Postmortem>(record).unwrap())));
    };
    let comparison = Comparison { rounds: 15, bytes: None };
    let baseline = "decoding 2,000 records";
    comparison.print(("reading the table", &mut || drop(black_box(read()))), (baseline, &mut decode));
    for (name, question) in QUESTIONS {
        comparison.print((name, &mut || question(&table)), (baseline, &mut decode));
    }
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let mut group = criterion.benchmark_group("statistics");
    group.bench_function("reading the table", |bencher| bencher.iter(read));
    for (name, question) in QUESTIONS {
        group.bench_function(name, |bencher| bencher.iter(|| question(&table)));
    }
    group.finish();
    criterion.final_summary();
}
