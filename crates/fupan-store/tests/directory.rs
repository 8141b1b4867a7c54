//! The data directory as its users see it: one writer, many readers, damage.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test ends where an expectation is wrong"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fupan_store::{Batch, DataDirectory, Identity, LockWait, RebuildReason, Recovery, StoreError, Writer};
use proptest::prelude::*;

fn identity() -> Identity {
    Identity { format: 3, analyzer: "a".to_owned() }
}

fn writer(directory: &DataDirectory) -> Writer {
    let (writer, recoveries) = directory.open_writer(&identity(), LockWait::No).unwrap();
    assert_eq!(recoveries, []);
    writer
}

fn publish(writer: &Writer, content: &[u8]) {
    let mut view = writer.begin_view().unwrap();
    view.write("catalogue", content).unwrap();
    fs::create_dir(view.path().join("text")).unwrap();
    fs::write(view.path().join("text/segment"), content).unwrap();
    view.publish().unwrap();
}

/// One step of a random history.
#[derive(Debug, Clone)]
enum Step {
    Put(u8, u8, usize),
    Remove(u8, u8),
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let table = 0..3_u8;
    let key = 0..6_u8;
    prop_oneof![
        4 => (table.clone(), key.clone(), prop_oneof![0..20_usize, 4090..4100_usize, 8000..20_000_usize])
            .prop_map(|(table, key, length)| Step::Put(table, key, length)),
        2 => (table, key).prop_map(|(table, key)| Step::Remove(table, key)),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever happens, the tables hold what a map would hold.
    #[test]
    fn tables_are_maps(steps in prop::collection::vec(step(), 1..24)) {
        let place = tempfile::tempdir().unwrap();
        let directory = DataDirectory::at(place.path());
        let mut model: BTreeMap<(u8, u8), Vec<u8>> = BTreeMap::new();
        let mut store = writer(&directory);
        for (number, step) in steps.into_iter().enumerate() {
            let mut batch = Batch::default();
            match step {
                Step::Put(table, key, length) => {
                    let value = vec![number as u8; length];
                    batch.put(&format!("t{table}"), &[key], value.clone());
                    model.insert((table, key), value);
                    store.apply(&batch).unwrap();
                }
                Step::Remove(table, key) => {
                    batch.remove(&format!("t{table}"), &[key]);
                    model.remove(&(table, key));
                    store.apply(&batch).unwrap();
                }
                Step::Reopen => {
                    let sequence = store.sequence();
                    drop(store);
                    store = writer(&directory);
                    prop_assert_eq!(store.sequence(), sequence);
                }
            }
        }
        for table in 0..3_u8 {
            let expected: BTreeMap<Vec<u8>, Vec<u8>> =
                model.iter().filter(|((t, _), _)| *t == table).map(|((_, k), v)| (vec![*k], v.clone())).collect();
            prop_assert_eq!(store.table(&format!("t{table}")).unwrap(), expected.clone());
            for (key, value) in expected {
                prop_assert_eq!(store.get(&format!("t{table}"), &key).unwrap(), Some(value));
            }
        }
    }
}

#[test]
fn a_second_writer_is_told_who_is_at_work() {
    let place = tempfile::tempdir().unwrap();
    let directory = DataDirectory::at(place.path());
    let first = writer(&directory);
    for wait in [LockWait::No, LockWait::UpTo(Duration::from_millis(30))] {
        let error = directory.open_writer(&identity(), wait).unwrap_err();
        let StoreError::InUse { process } = error else { panic!("{error}") };
        assert_eq!(process, std::process::id().to_string());
    }
    drop(first);
    writer(&directory);
}

#[test]
fn another_identity_drops_what_is_there_and_a_newer_format_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let directory = DataDirectory::at(place.path());
    let mut store = writer(&directory);
    let mut batch = Batch::default();
    batch.put("t", b"k", b"v".to_vec());
    store.apply(&batch).unwrap();
    drop(store);

    let other = Identity { analyzer: "b".to_owned(), ..identity() };
    let (store, recoveries) = directory.open_writer(&other, LockWait::No).unwrap();
    assert_eq!(recoveries, [Recovery::Dropped(RebuildReason::OtherAnalysis)]);
    assert_eq!(store.get("t", b"k").unwrap(), None);
    drop(store);

    let older = Identity { format: 2, ..identity() };
    let error = directory.open_writer(&older, LockWait::No).unwrap_err();
    assert!(matches!(error, StoreError::NewerFormat { found: 3, supported: 2 }), "{error}");
}

#[test]
fn readers_see_whole_views_while_a_writer_publishes() {
    let place = tempfile::tempdir().unwrap();
    let directory = DataDirectory::at(place.path());
    assert!(directory.latest_view().unwrap().is_none());
    let store = writer(&directory);
    publish(&store, b"0");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut last = 0;
                while last < 30 {
                    let view = directory.latest_view().unwrap().unwrap();
                    let number: u32 =
                        String::from_utf8(view.read("catalogue").unwrap()).unwrap().parse().unwrap();
                    let linked = fs::read(view.path().join("text/segment")).unwrap();
                    assert_eq!(linked, number.to_string().as_bytes());
                    assert!(number >= last);
                    last = number;
                }
            });
        }
        for number in 1..=30 {
            publish(&store, number.to_string().as_bytes());
        }
    });
}

#[test]
fn a_view_stays_while_somebody_holds_it() {
    let place = tempfile::tempdir().unwrap();
    let directory = DataDirectory::at(place.path());
    let store = writer(&directory);
    publish(&store, b"first");
    let held = directory.latest_view().unwrap().unwrap();
    for number in 0..6_u8 {
        publish(&store, &[number]);
    }
    assert_eq!(held.read("catalogue").unwrap(), b"first");
    drop(held);
    publish(&store, b"last");
    let mut left: Vec<_> = fs::read_dir(place.path().join("views"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["000006", "000007", "000008", "CURRENT"]);
}

#[test]
fn no_changed_byte_of_a_view_is_believed() {
    let place = tempfile::tempdir().unwrap();
    let directory = DataDirectory::at(place.path());
    let store = writer(&directory);
    publish(&store, b"the content of the catalogue");
    drop(store);
    let views = place.path().join("views");
    for file in ["CURRENT", "000001/files.json", "000001/catalogue", "000001/text/segment"] {
        let path = views.join(file);
        let original = fs::read(&path).unwrap();
        for damage in damages(&original) {
            fs::write(&path, &damage).unwrap();
            let read = directory.latest_view().and_then(|view| view.unwrap().read("catalogue"));
            let error = read.expect_err(file);
            assert!(error.is_damage(), "{file}: {error}");
        }
        fs::write(&path, &original).unwrap();
    }
    fs::remove_file(views.join("000001/catalogue")).unwrap();
    let view = directory.latest_view().unwrap().unwrap();
    assert!(view.read("catalogue").unwrap_err().is_damage());
    assert!(view.verify().unwrap_err().is_damage());
}

/// Every bit flipped on its own where the file is small, and every kind of cut.
fn damages(original: &[u8]) -> Vec<Vec<u8>> {
    let mut damages: Vec<Vec<u8>> = [0, 1, original.len() / 2, original.len() - 1]
        .into_iter()
        .map(|length| original[..length].to_vec())
        .collect();
    for place in 0..original.len() {
        let mut flipped = original.to_vec();
        flipped[place] ^= 1 << (place % 8);
        damages.push(flipped);
    }
    damages
}

#[test]
fn a_damaged_catalogue_is_moved_aside_or_tells_the_truth() {
    let place = tempfile::tempdir().unwrap();
    let directory = DataDirectory::at(place.path().join("original"));
    let mut store = writer(&directory);
    let mut batch = Batch::default();
    for key in 0..40_u8 {
        batch.put("t", &[key], vec![key; 300]);
    }
    store.apply(&batch).unwrap();
    let expected = store.table("t").unwrap();
    drop(store);

    let mut moved_aside = 0;
    let files = files_under(&place.path().join("original/sled"));
    for (number, (file, place_in_file)) in
        files.iter().flat_map(|file| (0..8).map(move |at| (file, at))).enumerate()
    {
        let copy = place.path().join(format!("copy-{number}"));
        copy_folder(&place.path().join("original"), &copy);
        let target = copy.join(file.strip_prefix(place.path().join("original")).unwrap());
        let mut bytes = fs::read(&target).unwrap();
        if bytes.is_empty() {
            continue;
        }
        if place_in_file == 7 {
            bytes.truncate(bytes.len() / 2);
        } else {
            let at = bytes.len() * place_in_file / 7;
            bytes[at] ^= 0x10;
        }
        fs::write(&target, bytes).unwrap();
        let (store, recoveries) = DataDirectory::at(&copy)
            .open_writer(&identity(), LockWait::No)
            .expect("a writer opens on damage");
        moved_aside += usize::from(!recoveries.is_empty());
        // Each value is the one that was written, or absent, or the damage is reported.
        if let Ok(table) = store.table("t") {
            for (key, value) in table {
                assert_eq!(expected.get(&key), Some(&value));
            }
        }
    }
    assert!(moved_aside > 0, "no damage was ever noticed");
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files.sort();
    files
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
