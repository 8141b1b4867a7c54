//! The index: what is incremental answers as what is made anew, and whoever asks brings it up to date.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where an expectation is wrong"
)]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use expect_test::expect;
use fupan_engine::{IndexOptions, Places, Progress, ProgressPhase};
use fupan_tests::{Answer, DEADLOCK_STACK, Place, Setting, answer_alone, incident, pattern};
use proptest::prelude::*;
use serde_json::{Value, json};

const PATTERNS: [&str; 4] = ["conc.deadlock", "mem.retention", "mem.kept", "no.such"];
const TITLES: [&str; 3] = ["Lock taken twice", "缓存 cache grew", "Relay lost its lock"];

/// Files of a glossary, the last one with a fault.
const GLOSSARIES: [&str; 3] = [
    "- id: deadlock\n  zh: [死锁]\n  en: [deadlock]\n",
    "- id: deadlock\n  zh: [锁死, 死锁]\n- id: leak\n  zh: [泄漏]\n  en: [leak]\n",
    "- id: deadlock\n  zh: [死锁]\n",
];

/// One change of the corpus.
#[derive(Debug, Clone)]
enum Change {
    /// Writes an incident: its slot, title, pattern, and whether another's id stands in it.
    Incident { slot: usize, title: usize, pattern: usize, foreign_id: bool },
    /// Writes something that is no record.
    Break { slot: usize, how: usize },
    /// Removes an incident's folder.
    Delete { slot: usize },
    /// Writes a pattern under another name.
    Pattern { name: usize },
    /// Removes that pattern.
    DeletePattern,
    /// Writes a file of the glossary, or something that is none, or removes it.
    Glossary { file: usize, content: usize },
    /// Writes or removes the annotations of an incident.
    Annotate { slot: usize, valid: bool },
}

fn change() -> impl Strategy<Value = Change> {
    let slot = || 0..4_usize;
    prop_oneof![
        6 => (slot(), 0..TITLES.len(), 0..PATTERNS.len(), prop::bool::weighted(0.1)).prop_map(
            |(slot, title, pattern, foreign_id)| Change::Incident { slot, title, pattern, foreign_id }
        ),
        2 => (slot(), 0..3_usize).prop_map(|(slot, how)| Change::Break { slot, how }),
        2 => slot().prop_map(|slot| Change::Delete { slot }),
        2 => (0..TITLES.len()).prop_map(|name| Change::Pattern { name }),
        1 => Just(Change::DeletePattern),
        1 => (0..2_usize, 0..4_usize).prop_map(|(file, content)| Change::Glossary { file, content }),
        1 => (slot(), any::<bool>()).prop_map(|(slot, valid)| Change::Annotate { slot, valid }),
    ]
}

fn id(slot: usize) -> String {
    format!("RPL-2023-{:04}", slot + 1)
}

impl Change {
    fn make(&self, place: &Place) {
        match self {
            Self::Incident { slot, title, pattern, foreign_id } => {
                let own = if *foreign_id { id(slot + 1) } else { id(*slot) };
                let text = incident(&own, TITLES[*title], PATTERNS[*pattern], "services: [shop]\n");
                place.write(&format!("incidents/{}/postmortem.md", id(*slot)), text);
            }
            Self::Break { slot, how } => {
                let text = ["", "---\nid: [\n---\n", "---\ntitle:\n  en: Half a record\n---\n"][*how];
                place.write(&format!("incidents/{}/postmortem.md", id(*slot)), text);
            }
            Self::Delete { slot } => {
                drop(fs::remove_dir_all(place.corpus().join("incidents").join(id(*slot))));
            }
            Self::Pattern { name } => {
                place.write("patterns/mem.kept.md", pattern("mem.kept", "留下", TITLES[*name]));
            }
            Self::DeletePattern => drop(fs::remove_file(place.corpus().join("patterns/mem.kept.md"))),
            Self::Glossary { file, content } => {
                let path = format!("glossary/{file}.yaml");
                match GLOSSARIES.get(*content) {
                    Some(text) => place.write(&path, text),
                    None => drop(fs::remove_file(place.corpus().join(path))),
                }
            }
            Self::Annotate { slot, valid } => {
                let text = if *valid {
                    "{\"id\":\"A-1\",\"annotator\":\"Ada\",\"timestamp\":\"2023-01-01T10:00:00Z\",\"text\":\"seen\"}\n"
                } else {
                    "{\n"
                };
                place.write(&format!("incidents/{}/annotations.jsonl", id(*slot)), text);
            }
        }
    }
}

/// The answers to a set of questions about a corpus, out of one data directory.
fn answers(place: &Place, data: &str) -> Vec<(u8, Value, String)> {
    let data = place.path().join(data);
    let ask = |arguments: &[&str], stdin: &str| {
        let words = [&["--data-dir", data.to_str().unwrap(), "--json"], arguments].concat();
        let answer = run(place, &words, stdin);
        (answer.code(), answer_alone(answer.json()), answer.stderr)
    };
    let mut answers = vec![
        ask(&["search", "lock"], ""),
        ask(&["search", "缓存", "--filter", "pattern:mem"], ""),
        ask(&["similar", "--text", "cache grew 死锁"], ""),
        ask(&["similar"], DEADLOCK_STACK),
        ask(&["stats", "root-causes"], ""),
        ask(&["graph", "export", "--format", "json"], ""),
        ask(&["graph", "together", "pattern"], ""),
        ask(&["graph", "communities"], ""),
    ];
    let (code, mut counts, stderr) = ask(&["index"], "");
    counts.as_object_mut().unwrap().remove("read");
    answers.push((code, counts, stderr));
    answers
}

/// A run whose data directory is named by its arguments.
fn run(place: &Place, words: &[&str], stdin: &str) -> Answer {
    let corpus = place.corpus();
    let words = [&["--corpus", corpus.to_str().unwrap()], words].concat();
    let words: Vec<_> = words.iter().map(std::ffi::OsString::from).collect();
    Setting { stdin: stdin.as_bytes().to_vec(), ..Setting::default() }.run(&words)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happened to the corpus before, the index answers as one that never saw anything else.
    #[test]
    fn an_old_index_answers_as_a_new_one(steps in prop::collection::vec(prop::collection::vec(change(), 1..4), 1..6)) {
        let place = Place::small();
        for (number, changes) in steps.iter().enumerate() {
            for change in changes {
                change.make(&place);
            }
            let grown = answers(&place, "data");
            prop_assert_eq!(&grown, &answers(&place, &format!("fresh-{number}")));
        }
        let grown = answers(&place, "data");
        prop_assert_eq!(place.run(&["index", "--rebuild"]).code(), 0);
        prop_assert_eq!(&grown, &answers(&place, "data"));
    }
}

#[test]
fn only_changed_files_are_read() {
    let place = Place::small();
    let read = || place.json(&["index"])["read"].as_u64().unwrap();
    assert_eq!((read(), read()), (10, 0));
    place.write(
        "incidents/RPL-2022-0002/postmortem.md",
        incident("RPL-2022-0002", "Relay", "mem.retention", ""),
    );
    assert_eq!((read(), read()), (1, 0), "changed");
    let file = place.corpus().join("incidents/RPL-2022-0002/postmortem.md");
    let content = fs::read(&file).unwrap();
    fs::write(&file, content).unwrap();
    assert_eq!(read(), 0, "written again as it was");
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "New", "mem.retention", ""),
    );
    assert_eq!((read(), read()), (1, 0), "added");
    fs::remove_dir_all(place.corpus().join("incidents/RPL-2023-0001")).unwrap();
    assert_eq!(read(), 0, "removed");
    place.write("incidents/RPL-2022-0002/postmortem.md", "broken");
    assert_eq!((read(), read()), (1, 1), "what is wrong is read, and told of, each time");
}

/// How many documents an index run puts into the text index.
fn documents_indexed(place: &Place) -> usize {
    let places = Places { corpus: place.corpus(), data_directory: place.data() };
    let options = IndexOptions { rebuild: false, wait: Duration::from_secs(10), now: SystemTime::UNIX_EPOCH };
    let indexed = AtomicUsize::new(0);
    let count = |progress: Progress| {
        if progress.phase == ProgressPhase::Indexing {
            indexed.fetch_add(1, Ordering::Relaxed);
        }
    };
    fupan_engine::index(&places, &options, &count).unwrap();
    indexed.into_inner()
}

#[test]
fn only_changed_documents_are_indexed_unless_the_text_index_is_damaged() {
    let place = Place::small();
    assert_eq!(documents_indexed(&place), 4);
    assert_eq!(documents_indexed(&place), 0);
    for number in 0..3 {
        let title = format!("Number {number}");
        place.write(
            "incidents/RPL-2023-0001/postmortem.md",
            incident("RPL-2023-0001", &title, "mem.retention", ""),
        );
        assert_eq!(documents_indexed(&place), 1, "changed");
    }
    place.write("patterns/mem.retention.md", pattern("mem.retention", "留住", "Kept for ever"));
    assert_eq!(documents_indexed(&place), 3, "those that carry the name of the pattern");
    fs::remove_dir_all(place.corpus().join("incidents/RPL-2023-0001")).unwrap();
    fs::write(place.data().join("tantivy/meta.json"), "{}").unwrap();
    assert_eq!(documents_indexed(&place), 4, "damaged");
    // What was removed while everything was made again comes back.
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "Number 2", "mem.retention", ""),
    );
    assert_eq!(documents_indexed(&place), 1);
    assert_eq!(place.json(&["search", "Number"])["hits"][0]["id"], "RPL-2023-0001");
}

#[test]
fn the_glossary_of_a_view_follows_its_files() {
    let place = Place::small();
    let terms = || {
        let places = Places { corpus: place.corpus(), data_directory: place.data() };
        let engine = fupan_engine::open(&places, SystemTime::UNIX_EPOCH).unwrap().engine;
        engine.glossary_terms().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(terms(), Vec::<String>::new());
    place.write("glossary/waiting.yaml", GLOSSARIES[0]);
    assert_eq!(terms(), ["死锁", "deadlock"]);
    place.write("glossary/waiting.yaml", GLOSSARIES[1]);
    assert_eq!(terms(), ["锁死", "死锁", "泄漏", "leak"]);
    place.write("glossary/again.yaml", GLOSSARIES[0]);
    assert_eq!(terms(), ["死锁", "deadlock", "泄漏", "leak"], "the first file has the id");
    fs::remove_file(place.corpus().join("glossary/waiting.yaml")).unwrap();
    assert_eq!(terms(), ["死锁", "deadlock"]);
    assert_eq!(place.json(&["index"])["glossary_groups"], 1);
}

#[test]
fn what_is_wrong_between_files_of_the_glossary_is_told() {
    let place = Place::small();
    place.write("glossary/a.yaml", GLOSSARIES[0]);
    place.write("glossary/b.yaml", GLOSSARIES[1]);
    place.write("glossary/c.yaml", "- id: lockup\n  zh: [死锁]\n  loose: [Deadlock]\n");
    let answer = place.run(&["lint", "--json"]).with_code(1).json();
    let corpus = place.corpus().display().to_string();
    let told = answer["problems"].as_array().unwrap().iter().map(|problem| {
        let text = |key: &str| problem[key].as_str().unwrap().replace(&corpus, "…");
        format!(
            "{} {}:{}:{}: {}",
            text("severity"),
            text("path"),
            problem["line"],
            problem["column"],
            text("message")
        )
    });
    let told: String = told.map(|line| line + "\n").collect();
    expect![[r#"
        error …/glossary/b.yaml:1:7: deadlock is already used by …/glossary/a.yaml:1
        warning …/glossary/b.yaml:2:12: the group at …/glossary/a.yaml:2 has 死锁 too; a term with two meanings belongs into loose
        warning …/glossary/c.yaml:2:8: the group at …/glossary/a.yaml:2 has 死锁 too; a term with two meanings belongs into loose
    "#]]
    .assert_eq(&told);
}

/// Evidence is no record, but what is wrong with it is told of.
#[test]
fn evidence_that_changes_is_noticed() {
    let place = Place::small();
    let folder = "incidents/RPL-2023-0001";
    let more = "evidence:\n  - path: evidence/dump.txt\n    kind: goroutine_dump\n    bytes: 4\n";
    place.write(&format!("{folder}/evidence/dump.txt"), "dump");
    place.write(
        &format!("{folder}/postmortem.md"),
        incident("RPL-2023-0001", "With evidence", "mem.retention", more),
    );
    let problems = || place.json(&["index"])["problems"].clone();
    assert_eq!(problems(), json!([]));
    place.write(&format!("{folder}/evidence/dump.txt"), "another dump");
    let changed = problems();
    assert_eq!(changed[0]["message"], "evidence file evidence/dump.txt has changed: it has 12 bytes");
    fs::remove_file(place.corpus().join(folder).join("evidence/dump.txt")).unwrap();
    assert_ne!(problems(), changed);
    place.write(&format!("{folder}/evidence/dump.txt"), "dump");
    assert_eq!(problems(), json!([]));
}

/// The verbs that answer from the index.
fn readers(stack: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["search", "lock"],
        vec!["similar", stack],
        vec!["similar", "--text", "lock"],
        vec!["similar", "--id", "RPL-2021-0001"],
        vec!["lookup", "v1f:00000000000000000000000000000000"],
        vec!["stats", "root-causes"],
        vec!["graph", "show", "RPL-2021-0001"],
        vec!["graph", "path", "mem", "conc"],
        vec!["graph", "export", "--format", "json"],
    ]
}

#[test]
fn whoever_asks_brings_the_index_up_to_date() {
    let indexed = Place::small();
    let stack = indexed.input("panic.txt", DEADLOCK_STACK);
    indexed.index();
    let path = "incidents/RPL-2023-0001/postmortem.md";
    let new =
        incident("RPL-2023-0001", "A lock in a cache", "conc.deadlock.self-lock", "services: [ledger]\n");
    let changed = Place::small();
    changed.write(path, &new);
    changed.index();
    for arguments in readers(&stack) {
        let place = Place::small();
        assert_eq!(place.json(&arguments), indexed.json(&arguments), "missing: {arguments:?}");
        place.write(path, &new);
        assert_eq!(place.json(&arguments), changed.json(&arguments), "stale: {arguments:?}");
        fs::remove_dir_all(place.corpus().join("incidents/RPL-2023-0001")).unwrap();
        assert_eq!(place.json(&arguments), indexed.json(&arguments), "stale again: {arguments:?}");
    }
}

#[test]
fn readers_and_writers_at_once_all_answer() {
    let place = Place::small();
    let stack = place.input("panic.txt", DEADLOCK_STACK);
    let expected: Vec<Value> = {
        let alone = Place::small();
        readers(&stack).iter().map(|arguments| alone.json(arguments)).collect()
    };
    std::thread::scope(|scope| {
        for (arguments, expected) in readers(&stack).into_iter().zip(&expected) {
            let place = &place;
            scope.spawn(move || assert_eq!(place.json(&arguments), *expected, "{arguments:?}"));
        }
    });
}

#[test]
fn old_views_and_leftovers_do_not_pile_up() {
    let place = Place::small();
    for number in 0..8 {
        let title = format!("Number {number}");
        place.write(
            "incidents/RPL-2023-0001/postmortem.md",
            incident("RPL-2023-0001", &title, "mem.retention", ""),
        );
        place.index();
    }
    let views = fs::read_dir(place.data().join("views")).unwrap().count();
    assert!(views <= 5, "{views} entries");
    let segments = |folder: PathBuf| fs::read_dir(folder).unwrap().count();
    assert!(segments(place.data().join("tantivy")) < 12);
}

#[test]
fn two_data_directories_of_one_corpus_do_not_meet() {
    let place = Place::small();
    let first = answers(&place, "one");
    assert_eq!(answers(&place, "two"), first);
    fs::remove_dir_all(place.path().join("one")).unwrap();
    assert_eq!(answers(&place, "two"), first);
    assert_eq!(answers(&place, "one"), first, "everything derived can be deleted");
}
