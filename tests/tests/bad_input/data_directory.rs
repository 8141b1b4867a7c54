//! A data directory that is in use, of a newer release, or that nobody may write.

use std::fs::{self, File};

use expect_test::expect;
use fupan_store::{DataDirectory, Identity, LockWait};
use fupan_tests::{Place, incident};

use super::{check_refusal, check_said};

/// Holds the lock of the writer, as another process would.
fn other_writer(place: &Place) -> File {
    fs::create_dir_all(place.data()).unwrap();
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(place.data().join("writer.lock"))
        .unwrap();
    lock.lock().unwrap();
    fs::write(place.data().join("writer.lock"), "4711").unwrap();
    lock
}

#[test]
fn a_second_writer_gives_up_and_says_who_writes() {
    let place = Place::small();
    let _lock = other_writer(&place);
    check_refusal(
        &place,
        &["index"],
        7,
        &expect![[r#"
        error: the data directory …/data is in use by process 4711
        hint: try again later, or choose another directory with --data-dir
    "#]],
        &expect![[r#"
        错误：数据目录 …/data 正被进程 4711 写入
        建议：稍后重试，或用 --data-dir 另选目录
    "#]],
    );
}

#[test]
fn a_reader_beside_a_writer_answers_from_the_last_view() {
    let place = Place::small();
    let before = place.json(&["search", "cache"]);
    let lock = other_writer(&place);
    let fresh = place.run(&["search", "cache"]).with_code(0);
    assert_eq!(fresh.stderr, "", "the view is as new as the corpus");

    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "A second cache", "mem.retention", ""),
    );
    assert_eq!(place.json(&["search", "cache"]), before);
    check_said(
        &place,
        &["lookup", "v1f:00000000000000000000000000000000"],
        11,
        &expect![[r#"
            v1f:… was never seen
            note: the corpus has changed, but process 4711 is updating the index; this answer comes from the last one
        "#]],
        &expect![[r#"
            v1f:… 从未见过
            提示：语料库有改动，但进程 4711 正在更新索引；以下答案来自上一个索引
        "#]],
    );
    drop(lock);
    let after = place.run(&["search", "second cache", "--json"]).with_code(0);
    assert_eq!((after.json()["hits"][0]["id"].as_str(), &*after.stderr), (Some("RPL-2023-0001"), ""));
}

/// What a release of the future leaves behind.
fn of_a_newer_release(place: &Place) {
    let identity = Identity { format: 99, analyzer: "of the future".to_owned() };
    let (writer, _) = DataDirectory::at(place.data()).open_writer(&identity, LockWait::No).unwrap();
    let mut view = writer.begin_view().unwrap();
    view.write("catalogue", b"?").unwrap();
    view.publish().unwrap();
}

#[test]
fn a_newer_data_directory_is_refused_and_left_alone() {
    let place = Place::small();
    of_a_newer_release(&place);
    for arguments in [
        &["index"][..],
        &["index", "--rebuild"],
        &["search", "lock"],
        &["graph", "export", "--format", "dot"],
    ] {
        check_refusal(
            &place,
            arguments,
            5,
            &expect![[r#"
            error: the data directory …/data was written by a newer fupan (format 99, this one reads up to 12)
            hint: upgrade fupan, or choose another directory with --data-dir; an index can always be built again from the corpus
        "#]],
            &expect![[r#"
            错误：数据目录 …/data 由更新版本的 fupan 写成（格式 99，本程序最多支持 12）
            建议：请升级 fupan，或用 --data-dir 另选目录；索引可以随时从语料库重建
        "#]],
        );
    }
    let view = DataDirectory::at(place.data()).latest_view().unwrap().unwrap();
    assert_eq!(view.read("catalogue").unwrap(), b"?");
    let examined = place.run(&["doctor", "--lang", "en"]).with_code(1);
    assert!(examined.stdout.contains("was written by a newer release (format 99)"), "{}", examined.stdout);
}

#[test]
fn a_file_where_the_data_directory_belongs() {
    let place = Place::small();
    fs::write(place.data(), "text").unwrap();
    check_refusal(
        &place,
        &["search", "lock"],
        1,
        &expect![[r#"
        error: the data directory …/data cannot be used: …/data: File exists (os error 17)
    "#]],
        &expect![[r#"
        错误：数据目录 …/data 无法使用：…/data: File exists (os error 17)
    "#]],
    );
}

/// As on a disk that nobody may write: the writer's catalogue cannot be opened, the views are there.
#[test]
fn readers_answer_where_nobody_can_write() {
    let place = Place::small();
    let before = place.json(&["search", "cache"]);
    fs::remove_dir_all(place.data().join("sled")).unwrap();
    fs::remove_file(place.data().join("writer.lock")).unwrap();
    fs::create_dir(place.data().join("writer.lock")).unwrap();
    let fresh = place.run(&["search", "cache", "--json"]).with_code(0);
    assert_eq!((fupan_tests::answer_alone(fresh.json()), &*fresh.stderr), (before.clone(), ""));

    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "A second cache", "mem.retention", ""),
    );
    assert_eq!(place.json(&["search", "cache"]), before);
    check_said(
        &place,
        &["lookup", "v1f:00000000000000000000000000000000"],
        11,
        &expect![[r#"
            v1f:… was never seen
            note: the corpus has changed, but the index cannot be updated (…/data/writer.lock: Is a directory (os error 21)); this answer comes from the last one
        "#]],
        &expect![[r#"
            v1f:… 从未见过
            提示：语料库有改动，但索引无法更新（…/data/writer.lock: Is a directory (os error 21)）；以下答案来自上一个索引
        "#]],
    );
    check_refusal(
        &place,
        &["index"],
        1,
        &expect![[r#"
        error: the data directory …/data cannot be used: …/data/writer.lock: Is a directory (os error 21)
    "#]],
        &expect![[r#"
        错误：数据目录 …/data 无法使用：…/data/writer.lock: Is a directory (os error 21)
    "#]],
    );
}

#[test]
fn the_last_view_outlives_its_corpus() {
    let place = Place::small();
    let before = place.json(&["search", "cache"]);
    fs::remove_dir_all(place.corpus()).unwrap();
    assert_eq!(place.json(&["search", "cache"]), before);
    check_said(
        &place,
        &["lookup", "v1f:00000000000000000000000000000000"],
        11,
        &expect![[r#"
            v1f:… was never seen
            note: there is no corpus at …/corpus; this answer comes from the last index
        "#]],
        &expect![[r#"
            v1f:… 从未见过
            提示：找不到语料库 …/corpus；以下答案来自上一个索引
        "#]],
    );
}
