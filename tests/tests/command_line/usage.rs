//! Wrong arguments: exit code 2, and a sentence in the reader's language.

use expect_test::{Expect, expect};
use fupan_tests::{Place, Setting};

fn check(arguments: &[&str], english: Expect, chinese: Expect) {
    let place = Place::small();
    for (language, expected) in [("en", english), ("zh", chinese)] {
        // The language comes first: a missing value must not swallow it.
        let answer = place.run(&[&["--lang", language], arguments].concat()).with_code(2);
        assert_eq!(answer.stdout, "");
        expected.assert_eq(&answer.stderr);
    }
    assert!(!place.data().exists(), "wrong arguments touch nothing");
}

#[test]
fn unknown_words() {
    check(
        &["serch", "lock"],
        expect![[r#"
            error: there is no command serch
            did you mean serve, search?
            run fupan --help for how to use it
        "#]],
        expect![[r#"
            错误：没有命令 serch
            是不是 serve, search？
            运行 fupan --help 查看用法
        "#]],
    );
    check(
        &["search", "lock", "--limt", "3"],
        expect![["
            error: unknown argument --limt
            did you mean --limit?
            run fupan --help for how to use it
        "]],
        expect![["
            错误：不认识的参数 --limt
            是不是 --limit？
            运行 fupan --help 查看用法
        "]],
    );
}

#[test]
fn missing_words() {
    check(
        &[],
        expect![["
            error: a command is missing
            run fupan --help for how to use it
        "]],
        expect![["
            错误：缺少命令
            运行 fupan --help 查看用法
        "]],
    );
    check(
        &["search"],
        expect![["
            error: missing: <QUERY>...
            run fupan --help for how to use it
        "]],
        expect![["
            错误：缺少参数 <QUERY>...
            运行 fupan --help 查看用法
        "]],
    );
    check(
        &["graph"],
        expect![["
            error: a command is missing
            run fupan --help for how to use it
        "]],
        expect![["
            错误：缺少命令
            运行 fupan --help 查看用法
        "]],
    );
}

#[test]
fn values_that_are_none() {
    check(
        &["search", "lock", "--limit", "0"],
        expect![["
            error: 0 is no value for --limit <N>
            run fupan --help for how to use it
        "]],
        expect![["
            错误：--limit <N> 的值 0 无效
            运行 fupan --help 查看用法
        "]],
    );
    check(
        &["stats", "root-causes", "--by", "cause"],
        expect![[r#"
            error: cause is no value for --by <KEY>; choose from pattern, group, trigger, service, project, month, quarter, year, go-version, severity
            run fupan --help for how to use it
        "#]],
        expect![[r#"
            错误：--by <KEY> 的值 cause 无效，可用：pattern, group, trigger, service, project, month, quarter, year, go-version, severity
            运行 fupan --help 查看用法
        "#]],
    );
    check(
        &["stats", "root-causes", "--since", "yesterday"],
        expect![["
            error: yesterday is no value for --since <DATE>
            run fupan --help for how to use it
        "]],
        expect![["
            错误：--since <DATE> 的值 yesterday 无效
            运行 fupan --help 查看用法
        "]],
    );
    check(
        &["lookup", "abc"],
        expect![["
            error: abc is no value for <FINGERPRINT>
            run fupan --help for how to use it
        "]],
        expect![["
            错误：<FINGERPRINT> 的值 abc 无效
            运行 fupan --help 查看用法
        "]],
    );
}

#[test]
fn a_filter_without_a_key() {
    check(
        &["search", "lock", "--filter", "ledger"],
        expect![[r#"
            error: ledger is no filter: write key:value, such as service:etcd, since:2023-04 or go:1.22
        "#]],
        expect![[r#"
            错误：过滤条件 ledger 无效，应写成 键:值，例如 service:etcd、since:2023-04、go:1.22
        "#]],
    );
}

#[test]
fn nobody_waits_for_a_paste_that_nobody_asked_for() {
    let place = Place::small();
    let answer = place.run_in(&["similar"], Setting { terminal: true, ..Setting::default() }).with_code(2);
    expect![[r#"

        error: nothing was given: name a file, --text or --id, or pipe something in
    "#]]
    .assert_eq(&format!("\n{}", answer.stderr));
}
