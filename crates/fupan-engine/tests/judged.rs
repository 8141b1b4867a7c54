//! The judged questions of the shipped corpus (`corpus/queries/judged.jsonl`) through `similar`: the right incidents
//! come first, and what was never seen is called so. The bounds stand a little below what was measured when they were
//! set, so that a loss shows.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use fupan_engine::{Places, SimilarAnswer, SimilarQuery, Verdict, open};
use serde::Deserialize;

/// A line of the file; what is partly relevant is not counted here.
#[derive(Deserialize)]
struct Judged {
    qid: String,
    query: String,
    relevant: BTreeSet<String>,
    split: String,
}

type Answered = (Judged, SimilarAnswer);

fn answers() -> Vec<Answered> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let folder = tempfile::tempdir().unwrap();
    let places = Places { corpus: corpus.clone(), data_directory: folder.path().join("data") };
    let engine = open(&places, SystemTime::UNIX_EPOCH).unwrap().engine;
    let text = fs::read_to_string(corpus.join("queries/judged.jsonl")).unwrap();
    let questions: Vec<Judged> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answer = |judged: Judged| {
        let answer = engine.similar(&SimilarQuery::of_text(judged.query.as_str())).unwrap();
        (judged, answer)
    };
    questions.into_iter().map(answer).collect()
}

/// One over the place of the first right hit; 0 where none is right.
fn reciprocal_rank((judged, answer): &Answered) -> f64 {
    let ids = answer.hits.iter().map(|hit| hit.incident.id.to_string());
    let mut ranked = (1..).zip(ids);
    ranked.find(|(_, id)| judged.relevant.contains(id)).map_or(0.0, |(place, _)| 1.0 / f64::from(place))
}

#[expect(clippy::cast_precision_loss, reason = "a mean over a hundred questions")]
fn mean(of: &[Answered], value: impl Fn(&Answered) -> f64) -> f64 {
    of.iter().map(value).sum::<f64>() / of.len() as f64
}

/// What is asked of a part of the questions.
struct Bounds {
    reciprocal_rank: f64,
    among_five: f64,
    /// At most so many that have an answer are called novel.
    missed: f64,
    /// At least so many of the others are.
    novel: f64,
}

#[track_caller]
fn check(name: &str, answered: Vec<Answered>, bounds: &Bounds) {
    let (seen, unknown): (Vec<Answered>, Vec<Answered>) =
        answered.into_iter().partition(|(judged, _)| !judged.relevant.is_empty());
    let rank = mean(&seen, reciprocal_rank);
    let among_five = mean(&seen, |answered| if reciprocal_rank(answered) >= 0.2 { 1.0 } else { 0.0 });
    let is_novel = |(_, answer): &Answered| if answer.verdict == Verdict::Novel { 1.0 } else { 0.0 };
    let (missed, novel) = (mean(&seen, is_novel), mean(&unknown, is_novel));
    let called_known = unknown.iter().filter(|(_, answer)| answer.verdict == Verdict::Known);
    let called_known: Vec<&str> = called_known.map(|(judged, _)| judged.qid.as_str()).collect();
    let figures = format!(
        "{name}: MRR {rank:.3}; among the first five {among_five:.3}; {} seen, yet called novel {missed:.3}; \
         {} unknown and called novel {novel:.3}",
        seen.len(),
        unknown.len()
    );
    assert_eq!(called_known, Vec::<&str>::new(), "{figures}");
    assert!(rank >= bounds.reciprocal_rank && among_five >= bounds.among_five, "{figures}");
    assert!(missed <= bounds.missed && novel >= bounds.novel, "{figures}");
}

/// The first questions ask as one does who knows what to look for; the later ones tell what a person sees at night, in
/// long sentences and hardly with a word of the report.
#[test]
fn the_right_incidents_come_first_and_the_unknown_is_called_so() {
    let (first, later): (Vec<Answered>, Vec<Answered>) =
        answers().into_iter().partition(|(judged, _)| judged.qid.as_str() <= "q143");
    let (fit, test): (Vec<Answered>, Vec<Answered>) =
        later.into_iter().partition(|(judged, _)| judged.split == "fit");
    let first_bounds = Bounds { reciprocal_rank: 0.97, among_five: 0.98, missed: 0.06, novel: 0.90 };
    check("first", first, &first_bounds);
    check(
        "later, fitted on",
        fit,
        &Bounds { reciprocal_rank: 0.89, among_five: 0.94, missed: 0.35, novel: 0.93 },
    );
    check(
        "later, apart",
        test,
        &Bounds { reciprocal_rank: 0.80, among_five: 0.88, missed: 0.42, novel: 0.90 },
    );
}
