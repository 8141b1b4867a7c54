//! Questions that cannot be answered.

use expect_test::expect;
use fupan_tests::Place;

use super::check_refusal;

#[test]
fn an_empty_query() {
    let place = Place::small();
    let empty = place.input("empty.txt", "");
    for arguments in
        [&["search", ""][..], &["search", " ", "\t"], &["similar", "--text", " "], &["similar", &empty]]
    {
        check_refusal(
            &place,
            arguments,
            2,
            &expect![[r#"
            error: the query is empty: give a sentence, a panic or a goroutine dump
        "#]],
            &expect![[r#"
            错误：查询是空的：请给出一句话、一段 panic 或一个 goroutine dump
        "#]],
        );
    }
}

#[test]
fn a_binary_file_is_no_stack() {
    let place = Place::small();
    let file = place.input("binary", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0");
    check_refusal(
        &place,
        &["similar", &file],
        3,
        &expect![[r#"
        error: the input was not understood: it is neither text nor a stack that can be read
    "#]],
        &expect![[r#"
        错误：看不懂这段输入：既不是文本，也不含能识别的堆栈
    "#]],
    );
    check_refusal(
        &place,
        &["fingerprint", &file],
        3,
        &expect![[r#"
        error: the input holds no stack that can be read
    "#]],
        &expect![[r#"
        错误：输入中没有能识别的堆栈
    "#]],
    );
}

#[test]
fn a_file_that_is_not_there() {
    let place = Place::small();
    let gone = place.path().join("gone.txt");
    check_refusal(
        &place,
        &["similar", gone.to_str().unwrap()],
        1,
        &expect![[r#"
        error: …/gone.txt: no such file or directory
    "#]],
        &expect![[r#"
        错误：…/gone.txt：没有这个文件或目录
    "#]],
    );
    check_refusal(
        &place,
        &["fingerprint", gone.to_str().unwrap()],
        1,
        &expect![[r#"
        error: …/gone.txt: no such file or directory
    "#]],
        &expect![[r#"
        错误：…/gone.txt：没有这个文件或目录
    "#]],
    );
}

#[test]
fn a_folder_is_no_file() {
    let place = Place::small();
    let folder = place.corpus();
    check_refusal(
        &place,
        &["fingerprint", folder.to_str().unwrap()],
        1,
        &expect![[r#"
        error: …/corpus: cannot be read: Is a directory (os error 21)
    "#]],
        &expect![[r#"
        错误：…/corpus：无法读取：Is a directory (os error 21)
    "#]],
    );
}

#[test]
fn failures_write_nothing_but_their_reason_with_json_too() {
    let place = Place::small();
    for (arguments, code) in
        [(&["search", ""][..], 2), (&["similar", "--id", "x"], 1), (&["graph", "show", "x"], 1)]
    {
        let answer = place.run(&[&["--json"], arguments].concat()).with_code(code);
        assert_eq!(answer.stdout, "");
        assert!(answer.stderr.starts_with("error: "), "{}", answer.stderr);
    }
}
