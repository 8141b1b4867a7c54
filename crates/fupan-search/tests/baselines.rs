//! What the baselines find.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use expect_test::{Expect, expect};
use fupan_search::{Baseline, BaselineKind};

const DOCUMENTS: [&str; 4] = [
    "goroutine泄漏：channel 没有人读",
    "数据库连接池耗尽",
    "The channel was closed twice",
    "channel channel",
];

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(kind: BaselineKind, question: &str, expected: Expect) {
    let baseline = Baseline::all().into_iter().find(|baseline| baseline.kind() == kind).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let index = baseline.index(&DOCUMENTS.map(str::to_owned), folder.path()).unwrap();
    let hits = index.search(question, 10).unwrap();
    let lines = hits.iter().map(|hit| format!("{} {:.3}\n", hit.place, hit.score));
    expected.assert_eq(&lines.collect::<String>());
    let first: Vec<usize> = index.search(question, 1).unwrap().iter().map(|hit| hit.place).collect();
    assert_eq!(first, hits.iter().take(1).map(|hit| hit.place).collect::<Vec<_>>());
    assert_eq!(index.search(question, 0).unwrap(), []);
}

#[test]
fn the_default_tokenizer_takes_mixed_text_for_one_word() {
    check(BaselineKind::Bm25Default, "泄漏", expect![[""]]);
    check(
        BaselineKind::Bm25Default,
        "goroutine泄漏",
        expect![[r#"
        0 1.161
    "#]],
    );
    check(
        BaselineKind::Bm25Default,
        "Closed",
        expect![[r#"
        2 0.902
    "#]],
    );
}

#[test]
fn jieba_cuts_it() {
    check(
        BaselineKind::Bm25Jieba,
        "泄漏",
        expect![[r#"
        0 1.152
    "#]],
    );
    check(
        BaselineKind::Bm25Jieba,
        "连接池",
        expect![[r#"
        1 2.119
    "#]],
    );
}

/// `channel` is in three of four documents, so it is worth ln(5/4) + 1 = 1.223; the last document is nothing else.
#[test]
fn the_cosine_is_that_of_the_formula() {
    check(
        BaselineKind::TfIdfCosine,
        "channel",
        expect![[r#"
        3 1.000
        0 0.304
        2 0.304
    "#]],
    );
    check(BaselineKind::TfIdfCosine, "never seen", expect![[""]]);
    check(BaselineKind::TfIdfCosine, "", expect![[""]]);
}
