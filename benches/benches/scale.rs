//! The released program over a hundred thousand made-up incidents, from files to answers: what each verb takes from start to
//! end, and the most memory that it holds.
//!
//! Compares each question with the baseline `--version`, the same binary doing nothing; what is left is opening the view
//! and answering. A regression is a question about statistics or the graph that takes more than 50 ms longer than it did,
//! or one that holds more than 500 MB.
//!
//! `cargo bench -p fupan-benches --bench scale -- 20000` takes another number of incidents.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends with the reason")]
#![expect(clippy::print_stdout, reason = "the result of a measurement is what it prints")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use fupan_benches::{Program, corpus, is_measuring, synthetic_incidents};
use fupan_model::PostmortemId;
use fupan_record::write_postmortem;

const INCIDENTS: usize = 100_000;
const SEED: u64 = 7;
const ROUNDS: usize = 7;

fn main() {
    if !is_measuring() {
        return;
    }
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(INCIDENTS);
    let folder = tempfile::tempdir().unwrap();
    let ids = write_corpus(folder.path(), count);
    let program = Program::build().over(folder.path());
    let started = Instant::now();
    let peak = program.peak_memory(&["index"]);
    println!("index of {count} incidents: {:.1} s, peak {}", started.elapsed().as_secs_f64(), shown(peak));
    let [first, last] = [ids.first(), ids.last()].map(|id| id.unwrap().to_string());
    let text = "订单服务的 goroutine 数持续增长，请求全部超时";
    let questions: [&[&str]; 13] = [
        &["--version"],
        &["stats", "root-causes", "--json"],
        &["stats", "root-causes", "--by", "service", "--json"],
        &["stats", "recurrence", "--json"],
        &["stats", "times", "--json"],
        &["stats", "trends", "--json"],
        &["graph", "show", &first, "--json"],
        &["graph", "path", &first, &last, "--json"],
        &["graph", "related", &first, "--json"],
        &["similar", "--text", text, "--json"],
        &["report", "guidelines", "--format", "md"],
        &["report", "onboarding", "--format", "md"],
        &["index"],
    ];
    for question in questions {
        let mut times: Vec<f64> = (0..ROUNDS).map(|_| seconds(&program, question)).collect();
        times.sort_by(f64::total_cmp);
        let median = times.get(ROUNDS / 2).copied().unwrap_or_default() * 1e3;
        println!("{}: {median:.1} ms, peak {}", question.join(" "), shown(program.peak_memory(question)));
    }
}

/// The patterns of the repository's corpus beside made-up incidents.
fn write_corpus(folder: &Path, count: usize) -> Vec<PostmortemId> {
    copy_folder(&corpus().join("patterns"), &folder.join("patterns"));
    let incidents = synthetic_incidents(count, SEED);
    for incident in &incidents {
        let folder = folder.join("incidents").join(incident.id.to_string());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("postmortem.md"), write_postmortem(incident)).unwrap();
    }
    incidents.iter().map(|incident| incident.id).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn seconds(program: &Program, question: &[&str]) -> f64 {
    let started = Instant::now();
    program.run(question);
    started.elapsed().as_secs_f64()
}

fn shown(kibibytes: Option<u64>) -> String {
    kibibytes.map_or_else(
        || "not measured, there is no /usr/bin/time".to_owned(),
        |kibibytes| format!("{} MB", kibibytes * 1024 / 1_000_000),
    )
}
