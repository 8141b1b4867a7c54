//! Figures on labelled data.

use expect_test::expect;
use fupan_tests::{Place, assert_keys, assert_valid};
use serde_json::{Value, json};

/// A place with a labelled set of four documents.
fn labelled(queries: &str, grades: &str) -> (Place, String) {
    let place = Place::empty();
    let set = place.path().join("set");
    std::fs::create_dir(&set).unwrap();
    let documents = "d1\tgoroutine泄漏：channel 没有人读\nd2\t数据库连接池耗尽\nd3\tThe channel was closed twice\n\
                     d4\tsync.Map误用于高写场景\n";
    for (file, text) in [("corpus.tsv", documents), ("queries.tsv", queries), ("qrels.tsv", grades)] {
        std::fs::write(set.join(file), text).unwrap();
    }
    let folder = set.to_str().unwrap().to_owned();
    (place, folder)
}

fn retrieval(place: &Place, folder: &str) -> Value {
    let answer = place.run(&["eval", "--retrieval", folder, "--json"]).with_code(0);
    assert_eq!(answer.stderr, "");
    let value = answer.json();
    assert_valid("eval-retrieval", &value);
    value
}

const QUERIES: &str = "q1\t连接池\nq2\tclosed channel\nq3\tMap误用\nq4\t没有答案\n";
const GRADES: &str = "q1\td2\t1\nq2\td3\t2\nq2\td1\t1\nq3\td4\t1\n";

#[test]
fn text_is_found_beside_baselines() {
    let (place, folder) = labelled(QUERIES, GRADES);
    let measured = retrieval(&place, &folder);
    assert_keys(
        &measured,
        &["queries", "mrr_at_10", "ndcg_at_10", "recall_at_100", "index_docs_per_s", "query_ms"],
    );
    assert_keys(&measured["query_ms"], &["p50", "p99"]);
    let figures = |of: &Value| json!([of["mrr_at_10"], of["ndcg_at_10"], of["recall_at_100"]]);
    assert_eq!(
        (&measured["documents"], &measured["queries"], &measured["unjudged"]),
        (&json!(4), &json!(3), &json!(1))
    );
    assert_eq!(figures(&measured), json!([1.0, 1.0, 1.0]));
    let baselines: Vec<Value> =
        measured["baselines"].as_array().unwrap().iter().map(|it| json!([it["name"], figures(it)])).collect();
    expect![[r#"
        [
          [
            "bm25-default",
            [
              0.3333,
              0.3333,
              0.3333
            ]
          ],
          [
            "bm25-jieba",
            [
              1.0,
              1.0,
              1.0
            ]
          ],
          [
            "tfidf-cosine",
            [
              1.0,
              1.0,
              1.0
            ]
          ]
        ]"#]]
    .assert_eq(&format!("{:#}", json!(baselines)));
    for system in std::iter::once(&measured).chain(measured["baselines"].as_array().unwrap()) {
        assert!(system["index_docs_per_s"].as_f64().unwrap() > 0.0, "{system:#}");
        assert!(system["query_ms"]["p99"].as_f64().unwrap() >= system["query_ms"]["p50"].as_f64().unwrap());
    }
    assert_eq!(measured["problems"], json!([]));
    let of_the_corpus = place.run(&["--json", "index"]).with_code(0).json();
    assert_eq!(of_the_corpus["incidents"], 0, "the index of the set is a temporary one");
}

#[test]
fn nothing_to_measure_has_no_figures() {
    let (place, folder) = labelled(QUERIES, "");
    let measured = retrieval(&place, &folder);
    assert_eq!((&measured["queries"], &measured["unjudged"]), (&json!(0), &json!(4)));
    assert_eq!(
        (&measured["mrr_at_10"], &measured["query_ms"]),
        (&Value::Null, &json!({"p50": null, "p99": null}))
    );
    let (place, folder) = labelled("", "");
    std::fs::write(place.path().join("set/corpus.tsv"), "").unwrap();
    let measured = retrieval(&place, &folder);
    assert_eq!((&measured["documents"], &measured["index_docs_per_s"]), (&json!(0), &Value::Null));
    let human = place.run(&["eval", "--retrieval", &folder]).with_code(0);
    expect![[r#"
        0 documents, 0 queries with a right answer

                                       MRR@10  nDCG@10  recall@100  documents/s  query p50  query p99
        fupan                          —       —        —           —            —          —
        BM25, tantivy's default words  —       —        —           —            —          —
        BM25, jieba's words            —       —        —           —            —          —
        TF-IDF cosine, jieba's words   —       —        —           —            —          —
        * best of its column. Indexing is timed as on one thread, with analysis and commit
    "#]]
    .assert_eq(&human.stdout);
}

#[test]
fn lines_that_cannot_be_used_are_named() {
    let (place, folder) = labelled("q1\t连接池\nno tab\n", "q1\td2\t1\nq1\td9\t1\nq7\td1\t1\nq1\td1\tmuch\n");
    let problems = retrieval(&place, &folder)["problems"].clone();
    assert_keys(&problems[0], &["path", "line", "message"]);
    let human = |language| {
        let answer = place.run(&["eval", "--retrieval", &folder, "--lang", language]).with_code(0);
        let is_heading = |line: &&str| line.starts_with("4 ");
        answer.stdout.lines().skip(1).skip_while(|line| !is_heading(line)).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"
        4 problems
          queries.tsv:2: expected an id, a tab and a text
          qrels.tsv:2: there is no document d9
          qrels.tsv:3: there is no query q7
          qrels.tsv:4: much is no grade: a whole number from 0 to 30 is
        4 处问题
          queries.tsv:2: 应为：编号、制表符、文本
          qrels.tsv:2: 没有编号为 d9 的文档
          qrels.tsv:3: 没有编号为 q7 的查询
          qrels.tsv:4: 等级 much 无效，应为 0 到 30 的整数"#]]
    .assert_eq(&format!("{}\n{}", human("en"), human("zh")));
}

#[test]
fn a_set_without_its_files() {
    let (place, folder) = labelled(QUERIES, GRADES);
    std::fs::remove_file(place.path().join("set/qrels.tsv")).unwrap();
    let english = place.run(&["eval", "--retrieval", &folder, "--json"]).with_code(1);
    let chinese = place.run(&["eval", "--retrieval", &folder, "--lang", "zh"]).with_code(1);
    assert_eq!(english.stdout, "");
    expect![[r#"
        error: …/set/qrels.tsv cannot be read: No such file or directory (os error 2)
        错误：无法读取 …/set/qrels.tsv：No such file or directory (os error 2)
    "#]]
    .assert_eq(&place.masked(&format!("{}{}", english.stderr, chinese.stderr)));
}
