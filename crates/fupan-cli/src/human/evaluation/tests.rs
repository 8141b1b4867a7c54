//! The human forms of made-up figures.

use expect_test::{Expect, expect};
use fupan_api::{
    BaselineBody, JudgementProblemBody, LatencyBody, RetrievalEvaluationBody, RetrievalFiguresBody,
};
use fupan_locale::Language;

use super::evaluated_retrieval;
use crate::human::Style;

fn figures(mrr: Option<f64>, rate: Option<f64>, p99: Option<f64>) -> RetrievalFiguresBody {
    RetrievalFiguresBody {
        mrr_at_10: mrr,
        ndcg_at_10: mrr,
        recall_at_100: mrr,
        index_docs_per_s: rate,
        query_ms: LatencyBody { p50: p99.map(|p99| p99 / 3.0), p99 },
    }
}

fn measured() -> RetrievalEvaluationBody {
    let baseline = |name: &str, figures| BaselineBody { name: name.to_owned(), figures };
    let problem = |line| JudgementProblemBody {
        path: "qrels.tsv".to_owned(),
        line,
        message: "there is no document d9".to_owned(),
    };
    RetrievalEvaluationBody {
        documents: 11_611,
        queries: 1998,
        unjudged: 2,
        figures: figures(Some(0.3662), Some(15_012.0), Some(2.4)),
        baselines: vec![
            baseline("bm25-default", figures(Some(0.149), Some(60_000.0), Some(0.9))),
            baseline("bm25-jieba", figures(Some(0.3661), Some(21_000.0), Some(0.9))),
            baseline("tfidf-cosine", figures(None, None, None)),
        ],
        problems: (1..=6).map(problem).collect(),
        took_ms: 12.5,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
fn check(body: &RetrievalEvaluationBody, language: Language, colours: bool, expected: Expect) {
    expected.assert_eq(&evaluated_retrieval(body, &Style { language, colours, width: 100 }));
}

#[test]
fn the_best_of_each_column_is_marked() {
    check(
        &measured(),
        Language::En,
        false,
        expect![[r#"
        11611 documents, 1998 queries with a right answer
        2 more queries have no relevant document and were left out

                                       MRR@10  nDCG@10  recall@100  documents/s  query p50  query p99
        fupan                          0.366*  0.366*   0.366*      15012        0.80 ms    2.40 ms
        BM25, tantivy's default words  0.149   0.149    0.149       60000*       0.30 ms*   0.90 ms*
        BM25, jieba's words            0.366*  0.366*   0.366*      21000        0.30 ms*   0.90 ms*
        TF-IDF cosine, jieba's words   —       —        —           —            —          —
        * best of its column. Indexing is timed as on one thread, with analysis and commit

        6 problems
          qrels.tsv:1: there is no document d9
          qrels.tsv:2: there is no document d9
          qrels.tsv:3: there is no document d9
          qrels.tsv:4: there is no document d9
          qrels.tsv:5: there is no document d9
        1 more (--json shows all)
    "#]],
    );
    check(
        &measured(),
        Language::Zh,
        false,
        expect![[r#"
        11611 个文档，1998 个有标准答案的查询
        另有 2 个查询没有相关文档，不计

                                 MRR@10  nDCG@10  召回@100  文档/秒  查询 p50  查询 p99
        fupan                    0.366*  0.366*   0.366*    15012    0.80 ms   2.40 ms
        BM25，tantivy 默认分词   0.149   0.149    0.149     60000*   0.30 ms*  0.90 ms*
        BM25，jieba 分词         0.366*  0.366*   0.366*    21000    0.30 ms*  0.90 ms*
        TF-IDF 余弦，jieba 分词  —       —        —         —        —         —
        * 该列最佳。建索引按单线程计时，含分析与提交

        6 处问题
          qrels.tsv:1: there is no document d9
          qrels.tsv:2: there is no document d9
          qrels.tsv:3: there is no document d9
          qrels.tsv:4: there is no document d9
          qrels.tsv:5: there is no document d9
        还有 1 个（--json 可看全部）
    "#]],
    );
}

#[test]
fn colours_do_not_shift_columns() {
    let mut body = measured();
    body.problems.clear();
    body.unjudged = 0;
    check(
        &body,
        Language::En,
        true,
        expect![[r#"
        11611 documents, 1998 queries with a right answer

        [2m                               MRR@10  nDCG@10  recall@100  documents/s  query p50  query p99[0m
        fupan                          [1m0.366[0m*  [1m0.366[0m*   [1m0.366[0m*      15012        0.80 ms    2.40 ms
        BM25, tantivy's default words  0.149   0.149    0.149       [1m60000[0m*       [1m0.30 ms[0m*   [1m0.90 ms[0m*
        BM25, jieba's words            [1m0.366[0m*  [1m0.366[0m*   [1m0.366[0m*      21000        [1m0.30 ms[0m*   [1m0.90 ms[0m*
        TF-IDF cosine, jieba's words   —       —        —           —            —          —
        [2m* best of its column. Indexing is timed as on one thread, with analysis and commit[0m
    "#]],
    );
}

#[test]
fn nothing_is_best_where_all_are_equal() {
    let mut body = measured();
    body.problems.clear();
    body.baselines.truncate(1);
    for baseline in &mut body.baselines {
        baseline.figures = body.figures.clone();
    }
    check(
        &body,
        Language::En,
        false,
        expect![[r#"
        11611 documents, 1998 queries with a right answer
        2 more queries have no relevant document and were left out

                                       MRR@10  nDCG@10  recall@100  documents/s  query p50  query p99
        fupan                          0.366   0.366    0.366       15012        0.80 ms    2.40 ms
        BM25, tantivy's default words  0.366   0.366    0.366       15012        0.80 ms    2.40 ms
        * best of its column. Indexing is timed as on one thread, with analysis and commit
    "#]],
    );
}
