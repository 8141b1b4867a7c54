//! A damaged data directory: the same answers, and never a panic.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where an expectation is wrong"
)]

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use fupan_tests::{Answer, DEADLOCK_STACK, Place, answer_alone, copy_folder, files_below, incident};
use serde_json::Value;

/// One way to damage a file.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Gone,
    Half,
    First,
    Middle,
    Noise,
}

const EVERY: [Damage; 5] = [Damage::Gone, Damage::Half, Damage::First, Damage::Middle, Damage::Noise];
const THREADS: usize = 12;

impl Damage {
    /// Damages the file; false where this would change nothing.
    fn inflict(self, file: &Path) -> bool {
        let whole = fs::read(file).unwrap();
        let flipped = |at: usize| {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            bytes
        };
        let damaged = match self {
            Self::Gone => {
                fs::remove_file(file).unwrap();
                return true;
            }
            Self::Noise => b"noise".repeat(whole.len() / 5 + 1),
            _ if whole.is_empty() => return false,
            Self::Half => whole[..whole.len() / 2].to_vec(),
            Self::First => flipped(0),
            Self::Middle => flipped(whole.len() / 2),
        };
        fs::write(file, damaged).unwrap();
        true
    }
}

fn questions(place: &Place) -> Vec<(u8, Value)> {
    let keep = |answer: Answer| (answer.code(), answer_alone(answer.json()));
    vec![
        keep(place.run(&["search", "lock", "--json"])),
        keep(place.run_with_input(&["similar", "--json"], DEADLOCK_STACK)),
        keep(place.run(&["graph", "export", "--format", "json"])),
    ]
}

const ADDED: &str = "incidents/RPL-2023-0001/postmortem.md";

fn added() -> String {
    incident("RPL-2023-0001", "A lock in a cache", "conc.deadlock.self-lock", "")
}

/// A place with the data directory of another.
fn copy_of(original: &Place) -> Place {
    let place = Place::small();
    copy_folder(&original.data(), &place.data());
    place
}

/// Every file of the data directory, damaged in every way: the next question is answered as before, and so is the one
/// after a change of the corpus, which the writer has to take in.
#[test]
fn each_file_damaged_in_each_way_changes_no_answer() {
    let original = Place::small();
    // A second view, so that the writer's state is one of several batches.
    original.write("patterns/mem.later.md", "no front matter");
    original.index();
    fs::remove_file(original.corpus().join("patterns/mem.later.md")).unwrap();
    original.index();
    let before = questions(&original);
    let changed = Place::small();
    changed.write(ADDED, added());
    let after = questions(&changed);
    assert_ne!(before, after);

    let files = files_below(&original.data());
    assert!(files.len() > 15, "{files:?}");
    let said = AtomicUsize::new(0);
    let next = AtomicUsize::new(0);
    // Each case waits for the disk most of the time.
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = file.strip_prefix(original.data()).unwrap();
                    for damage in EVERY {
                        let told = check_damage(&original, name, damage, &before, &after);
                        said.fetch_add(usize::from(told), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let said = said.into_inner();
    assert!(said > 20, "damage is told of: {said}");
}

/// Whether the damage was told of.
fn check_damage(
    original: &Place,
    name: &Path,
    damage: Damage,
    before: &[(u8, Value)],
    after: &[(u8, Value)],
) -> bool {
    let place = copy_of(original);
    if !damage.inflict(&place.data().join(name)) {
        return false;
    }
    assert_eq!(questions(&place), before, "{damage:?} {}", name.display());
    let place = copy_of(original);
    damage.inflict(&place.data().join(name));
    place.write(ADDED, added());
    let told = place.run(&["stats", "root-causes"]).with_code(0).stderr;
    assert_eq!(questions(&place), after, "{damage:?} {}, then a change", name.display());
    assert_eq!(place.run(&["search", "lock"]).stderr, "", "{damage:?} {}: said once", name.display());
    told.contains("damaged") || told.contains("built again")
}

#[test]
fn damage_of_a_view_is_told_in_both_languages() {
    for (language, expected) in [("en", "note: the index was damaged ("), ("zh", "提示：索引已损坏（")]
    {
        let place = Place::small();
        place.index();
        fs::write(place.data().join("views/000001/graph"), "noise").unwrap();
        let examined = place.run(&["doctor", "--json"]).with_code(0).json();
        assert_eq!(examined["checks"][3]["state"], "warning");
        let answer = place.run(&["search", "lock", "--lang", language]).with_code(0);
        assert!(answer.stderr.starts_with(expected), "{}", answer.stderr);
        assert_eq!(place.run(&["search", "lock", "--lang", language]).stderr, "");
    }
}

#[test]
fn a_damaged_catalogue_is_moved_aside_and_told_of() {
    let place = Place::small();
    place.index();
    for file in files_below(&place.data().join("sled")) {
        fs::write(file, b"noise".repeat(1000)).unwrap();
    }
    place.write(ADDED, added());
    let answer = place.run(&["index", "--json"]).with_code(0).json();
    let notice = answer["notices"][0].as_str().unwrap();
    assert!(notice.contains("was damaged") && notice.contains("sled.damaged-1"), "{notice}");
    assert!(place.data().join("sled.damaged-1").is_dir());
    assert_eq!(answer["incidents"], 5);
}
