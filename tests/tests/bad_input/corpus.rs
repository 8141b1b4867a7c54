//! A corpus that is missing, empty or wrong.

use std::fs;

use expect_test::expect;
use fupan_tests::{Place, incident, pattern};

use super::{check_refusal, check_said};

const READERS: &[&[&str]] = &[
    &["search", "lock"],
    &["similar", "--text", "lock"],
    &["lookup", "v1f:00000000000000000000000000000000"],
    &["stats", "root-causes"],
    &["graph", "export", "--format", "json"],
];

#[test]
fn no_corpus() {
    let place = Place::empty();
    fs::remove_dir(place.corpus()).unwrap();
    for arguments in READERS.iter().chain([&["index"][..]].iter()) {
        check_refusal(
            &place,
            arguments,
            1,
            &expect![[r#"
            error: there is no corpus at …/corpus, and no index of one either
            hint: point at one with --corpus, or start one with fupan new
        "#]],
            &expect![[r#"
            错误：找不到语料库 …/corpus，也没有可用的索引
            建议：用 --corpus 指定语料库目录，或用 fupan new 新建第一份复盘
        "#]],
        );
    }
    check_refusal(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error: there is no corpus at …/corpus, and no index of one either
        hint: point at one with --corpus, or start one with fupan new
    "#]],
        &expect![[r#"
        错误：找不到语料库 …/corpus，也没有可用的索引
        建议：用 --corpus 指定语料库目录，或用 fupan new 新建第一份复盘
    "#]],
    );
}

#[test]
fn a_file_is_no_corpus() {
    let place = Place::empty();
    fs::remove_dir(place.corpus()).unwrap();
    fs::write(place.corpus(), "text").unwrap();
    check_refusal(
        &place,
        &["search", "lock"],
        1,
        &expect![[r#"
        error: there is no corpus at …/corpus, and no index of one either
        hint: point at one with --corpus, or start one with fupan new
    "#]],
        &expect![[r#"
        错误：找不到语料库 …/corpus，也没有可用的索引
        建议：用 --corpus 指定语料库目录，或用 fupan new 新建第一份复盘
    "#]],
    );
}

#[test]
fn an_empty_corpus_answers_and_says_so() {
    let place = Place::empty();
    check_said(
        &place,
        &["search", "lock"],
        0,
        &expect![[r#"
        no incident matches
        note: the corpus at …/corpus holds no incident
    "#]],
        &expect![[r#"
        没有找到匹配的事故
        提示：语料库 …/corpus 里没有任何事故
    "#]],
    );
    check_said(
        &place,
        &["similar", "--text", "lock"],
        11,
        &expect![[r#"
        Never seen (confidence 100%)
        note: the corpus at …/corpus holds no incident
    "#]],
        &expect![[r#"
        从未见过（把握 100%）
        提示：语料库 …/corpus 里没有任何事故
    "#]],
    );
    check_said(
        &place,
        &["stats", "root-causes"],
        0,
        &expect![[r#"
        Root causes by pattern
        0 incidents; one may have several causes

        count  share  95 % interval  name
        note: the corpus at …/corpus holds no incident
    "#]],
        &expect![[r#"
        根因：按模式
        共 0 个事故；一个事故可以有多个根因

        次数  占比  95% 区间  名称
        提示：语料库 …/corpus 里没有任何事故
    "#]],
    );
}

#[test]
fn a_folder_where_the_postmortem_belongs() {
    let place = Place::small();
    fs::create_dir_all(place.corpus().join("incidents/RPL-2023-0001/postmortem.md")).unwrap();
    check_said(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error …/corpus/incidents/RPL-2023-0001:1: this incident's folder has no postmortem.md
        10 files checked: 1 errors, 0 warnings
    "#]],
        &expect![[r#"
        错误 …/corpus/incidents/RPL-2023-0001:1: 事故目录里没有 postmortem.md
        检查了 10 个文件：1 个错误，0 个警告
    "#]],
    );
    the_rest_answers(&place);
}

#[test]
fn bytes_that_are_no_text() {
    let place = Place::small();
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        b"---\nid: RPL-2023-0001\ntitle:\n  en: \xff\xfe\n---\n",
    );
    check_said(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error …/corpus/incidents/RPL-2023-0001/postmortem.md:4: not valid UTF-8
            4 |   en: ��
              |       ^
        11 files checked: 1 errors, 0 warnings
    "#]],
        &expect![[r#"
        错误 …/corpus/incidents/RPL-2023-0001/postmortem.md:4: 不是有效的 UTF-8 文本
            4 |   en: ��
              |       ^
        检查了 11 个文件：1 个错误，0 个警告
    "#]],
    );
    the_rest_answers(&place);
}

#[test]
fn a_file_that_may_not_be_read() {
    let place = Place::small();
    let path = "incidents/RPL-2023-0001/postmortem.md";
    place.write(path, incident("RPL-2023-0001", "Locked", "mem.retention", ""));
    let file = place.corpus().join(path);
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        println!("SKIPPED: this user may read every file");
        return;
    }
    let checked = place.run(&["lint", "--json"]).with_code(1).json();
    assert!(checked["problems"][0]["message"].as_str().unwrap().starts_with("cannot be read: "));
    the_rest_answers(&place);
}

#[test]
fn a_link_that_leads_nowhere_or_outside() {
    let place = Place::small();
    let folder = place.corpus().join("incidents/RPL-2023-0001");
    fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.join("postmortem.md")).unwrap();
    std::os::unix::fs::symlink("nowhere", place.corpus().join("patterns/gone.md")).unwrap();
    check_said(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error …/corpus/incidents/RPL-2023-0001:1: this incident's folder has no postmortem.md
        error …/corpus/incidents/RPL-2023-0001/postmortem.md:1: a symbolic link that leads out of the corpus; not followed
        error …/corpus/patterns/gone.md:1: cannot be read: No such file or directory (os error 2)
        10 files checked: 3 errors, 0 warnings
    "#]],
        &expect![[r#"
        错误 …/corpus/incidents/RPL-2023-0001:1: 事故目录里没有 postmortem.md
        错误 …/corpus/incidents/RPL-2023-0001/postmortem.md:1: 符号链接指向语料库之外，已跳过
        错误 …/corpus/patterns/gone.md:1: 无法读取：No such file or directory (os error 2)
        检查了 10 个文件：3 个错误，0 个警告
    "#]],
    );
    the_rest_answers(&place);
}

#[test]
fn front_matter_that_is_no_yaml() {
    let place = Place::small();
    place.write("incidents/RPL-2023-0001/postmortem.md", "---\nid: RPL-2023-0001\ntitle: [unclosed\n---\n");
    place.write("incidents/RPL-2023-0002/postmortem.md", "no front matter\n");
    place.write("incidents/RPL-2023-0003/postmortem.md", "---\nid: RPL-2023-0003\n");
    place.write("incidents/RPL-2023-0004/postmortem.md", "");
    check_said(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error …/corpus/incidents/RPL-2023-0001/postmortem.md:3: not YAML: unclosed bracket '['
            3 | title: [unclosed
              |        ^
        error …/corpus/incidents/RPL-2023-0002/postmortem.md:1: the file must begin with a line --- (its front matter)
            1 | no front matter
              | ^
        error …/corpus/incidents/RPL-2023-0003/postmortem.md:1: the front matter is not closed: a second line --- is missing
            1 | ---
              | ^
        error …/corpus/incidents/RPL-2023-0004/postmortem.md:1: the file must begin with a line --- (its front matter)
        14 files checked: 4 errors, 0 warnings
    "#]],
        &expect![[r#"
        错误 …/corpus/incidents/RPL-2023-0001/postmortem.md:3: YAML 语法错误：unclosed bracket '['
            3 | title: [unclosed
              |        ^
        错误 …/corpus/incidents/RPL-2023-0002/postmortem.md:1: 文件要以一行 --- 开头（YAML 头部）
            1 | no front matter
              | ^
        错误 …/corpus/incidents/RPL-2023-0003/postmortem.md:1: 头部没有结束：缺少第二行 ---
            1 | ---
              | ^
        错误 …/corpus/incidents/RPL-2023-0004/postmortem.md:1: 文件要以一行 --- 开头（YAML 头部）
        检查了 14 个文件：4 个错误，0 个警告
    "#]],
    );
    the_rest_answers(&place);
}

#[test]
fn one_id_in_two_files() {
    let place = Place::small();
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2021-0001", "Somebody copied a folder", "mem.retention", ""),
    );
    check_said(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error …/corpus/incidents/RPL-2023-0001/postmortem.md:2: id: the id is RPL-2021-0001, but the folder is named RPL-2023-0001
            2 | id: RPL-2021-0001
              |     ^
        error …/corpus/incidents/RPL-2023-0001/postmortem.md:2: id: RPL-2021-0001 is already used by …/corpus/incidents/RPL-2021-0001/postmortem.md:2
            2 | id: RPL-2021-0001
              |     ^
        11 files checked: 2 errors, 0 warnings
    "#]],
        &expect![[r#"
        错误 …/corpus/incidents/RPL-2023-0001/postmortem.md:2: id: 编号是 RPL-2021-0001，目录却叫 RPL-2023-0001
            2 | id: RPL-2021-0001
              |     ^
        错误 …/corpus/incidents/RPL-2023-0001/postmortem.md:2: id: RPL-2021-0001 已被 …/corpus/incidents/RPL-2021-0001/postmortem.md:2 使用
            2 | id: RPL-2021-0001
              |     ^
        检查了 11 个文件：2 个错误，0 个警告
    "#]],
    );
    the_rest_answers(&place);
    let found = place.json(&["search", "Ledger"]);
    assert_eq!(found["hits"][0]["title"], "Ledger locked its own mutex twice", "the first path counts");
}

#[test]
fn an_unknown_pattern() {
    let place = Place::small();
    place.write(
        "incidents/RPL-2023-0001/postmortem.md",
        incident("RPL-2023-0001", "Bad", "no.such.thing", ""),
    );
    check_said(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error …/corpus/incidents/RPL-2023-0001/postmortem.md:16: root_causes[0].pattern: unknown pattern no.such.thing
           16 |   - pattern: no.such.thing
              |              ^
        11 files checked: 1 errors, 0 warnings
    "#]],
        &expect![[r#"
        错误 …/corpus/incidents/RPL-2023-0001/postmortem.md:16: root_causes[0].pattern: 未知的模式 no.such.thing
           16 |   - pattern: no.such.thing
              |              ^
        检查了 11 个文件：1 个错误，0 个警告
    "#]],
    );
    the_rest_answers(&place);
}

#[test]
fn patterns_that_are_their_own_ancestors() {
    let place = Place::small();
    let with_parent = |id: &str, parent: &str| {
        pattern(&format!("conc.{id}"), "环", "Ring").replace("parent: conc\n", &format!("parent: {parent}\n"))
    };
    place.write("patterns/conc.a.md", with_parent("a", "conc.b"));
    place.write("patterns/conc.b.md", with_parent("b", "conc.a"));
    check_said(
        &place,
        &["lint"],
        1,
        &expect![[r#"
        error …/corpus/patterns/conc.a.md:6: parent: the parents form a cycle: conc.a → conc.b → conc.a
            6 | parent: conc.b
              |         ^
        12 files checked: 1 errors, 0 warnings
    "#]],
        &expect![[r#"
        错误 …/corpus/patterns/conc.a.md:6: parent: 上级模式成环：conc.a → conc.b → conc.a
            6 | parent: conc.b
              |         ^
        检查了 12 个文件：1 个错误，0 个警告
    "#]],
    );
    the_rest_answers(&place);
}

/// What is wrong with one file keeps no other from being found, and every answer says that something is wrong.
fn the_rest_answers(place: &Place) {
    for (language, note) in [("en", "note: the corpus has "), ("zh", "提示：语料库有 ")] {
        let answer = place.run(&["search", "Inventory", "--json", "--lang", language]).with_code(0);
        assert_eq!(answer.json()["hits"][0]["id"], "RPL-2021-0002");
        assert!(answer.stderr.starts_with(note), "{}", answer.stderr);
    }
    for arguments in READERS {
        assert!([0, 10, 11].contains(&place.run(arguments).code()), "{arguments:?}");
    }
    assert!(!place.json(&["index"])["problems"].as_array().unwrap().is_empty());
    assert_eq!(place.run(&["doctor"]).code(), 0);
}
