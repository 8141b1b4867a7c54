//! Judged questions, and what people say about answers.

use std::fs;

use expect_test::expect;
use fupan_tests::{DEADLOCK_STACK, Place, assert_keys, assert_valid};
use serde_json::{Value, json};

const QUESTIONS: &str = r#"{"qid":"q1","query":"账本对同一把互斥锁加锁两次","relevant":["ledger-self-lock"],"partly_relevant":["RPL-2021-0002"],"split":"fit"}
{"qid":"q2","query":"Catalogue cache grew without bound 缓存","relevant":["RPL-2022-0002"],"split":"fit"}
{"qid":"q2","query":"Catalogue cache grew without bound 缓存","relevant":["RPL-2022-0001"],"split":"test","lang":"mixed"}
{"qid":"q3","query":"kafka consumer group keeps rebalancing","relevant":[],"split":"test"}
"#;

fn measure(place: &Place, path: &str) -> Value {
    let answer = place.run(&["eval", "--queries", path, "--json"]).with_code(0);
    assert_eq!(answer.stderr, "");
    let value = answer.json();
    assert_valid("eval-queries", &value);
    value
}

#[test]
fn questions_are_measured_beside_baselines() {
    let place = Place::small();
    let file = place.input("questions.jsonl", QUESTIONS);
    let measured = measure(&place, &file);
    assert_keys(
        &measured,
        &[
            "questions",
            "answerable",
            "success_at_5",
            "recall_at_10",
            "mrr_at_10",
            "ndcg_at_10",
            "verdicts",
            "query_ms",
        ],
    );
    let counts = ["incidents", "questions", "answerable", "partly_answerable", "unanswerable"]
        .map(|key| &measured[key]);
    assert_eq!(counts, [&json!(4), &json!(3), &json!(2), &json!(0), &json!(1)]);
    let figures = |of: &Value| ["success_at_5", "recall_at_10", "mrr_at_10"].map(|key| of[key].clone());
    assert_eq!(figures(&measured), [1.0, 1.0, 1.0].map(|figure| json!(figure)));
    assert_eq!((&measured["answerable_novel"], &measured["unanswerable_novel"]), (&json!(0.0), &json!(1.0)));
    assert_eq!(measured["verdicts"]["unanswerable"], json!({"known": 0, "related": 0, "novel": 1}));
    let baselines: Vec<String> = measured["baselines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {} {} {}\n", it["name"], it["mrr_at_10"], it["verdicts"], it["candidates"]))
        .collect();
    expect![[r#"
        "bm25-default" 1.0 null null
        "bm25-jieba" 1.0 null null
        "tfidf-cosine" 1.0 null null
        "same-service-30d" 0.5 null {"questions":1,"mean":0.3333}
        "same-service-6m" 0.5 null {"questions":1,"mean":0.3333}
    "#]]
    .assert_eq(&baselines.concat());
    let languages: Vec<Value> = measured["languages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!([it["language"], it["questions"]]))
        .collect();
    assert_eq!(languages, [json!(["chinese", 1]), json!(["mixed", 1]), json!(["english", 1])]);
    let splits: Vec<Value> = measured["splits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!([it["split"], it["questions"]]))
        .collect();
    assert_eq!(splits, [json!(["fit", 1]), json!(["test", 2])]);
    assert_eq!((&measured["failures"], &measured["problems"]), (&json!([]), &json!([])));
}

#[test]
fn a_service_and_a_date_open_the_window() {
    let place = Place::small();
    let question = |more: &str| {
        let line = format!(
            r#"{{"qid":"q1","query":"waiting for its own lock","relevant":["RPL-2021-0002"]{more}}}"#
        );
        let measured = measure(&place, &place.input("one.jsonl", line));
        let windows =
            measured["baselines"].as_array().unwrap().iter().filter(|it| it["candidates"] != Value::Null);
        windows
            .map(|it| format!("{} {} {}\n", it["name"], it["mrr_at_10"], it["candidates"]["mean"]))
            .collect::<String>()
    };
    let windows = [
        question(""),
        question(r#","service":"Inventory""#),
        question(r#","service":"inventory","at":"2021-03-20""#),
        question(r#","service":"inventory","at":"2021-08-20""#),
        question(r#","service":"inventory","at":"2021-03-01""#),
    ];
    expect![[r#"
        "same-service-30d" 0.0 0.0
        "same-service-6m" 0.0 0.0

        "same-service-30d" 0.0 0.0
        "same-service-6m" 0.0 0.0

        "same-service-30d" 1.0 1.0
        "same-service-6m" 1.0 1.0

        "same-service-30d" 0.0 0.0
        "same-service-6m" 1.0 1.0

        "same-service-30d" 0.0 0.0
        "same-service-6m" 0.0 0.0
    "#]]
    .assert_eq(&windows.join("\n"));
}

#[test]
fn what_failed_is_told() {
    let place = Place::small();
    let questions = r#"{"qid":"q1","query":"kafka consumer group keeps rebalancing","relevant":["RPL-2021-0001"]}
{"qid":"q2","query":"Catalogue cache grew without bound","relevant":[],"not_relevant":["RPL-2022-0001"]}
"#;
    let file = place.input("questions.jsonl", questions);
    let failures = measure(&place, &file)["failures"].clone();
    assert_keys(&failures[0], &["qid", "question", "misses", "relevant", "verdict", "came"]);
    let human = |language: &str| {
        let answer = place.run(&["eval", "--queries", &file, "--failures", "--lang", language]).with_code(0);
        let is_heading = |line: &&str| line.starts_with("Not answered") || line.starts_with("没答好");
        answer.stdout.lines().skip_while(|line| !is_heading(line)).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"
        Not answered as they should be: 2

        q1  kafka consumer group keeps rebalancing
           nothing right among the first five, called novel, and is not, said: novel
           right       RPL-2021-0001
           came        —

        q2  Catalogue cache grew without bound
           not called novel, and is, judged wrong before, and among the first five, said: known
           came        RPL-2022-0001  Catalogue cache grew without bound (0.98)
                       RPL-2022-0002  Relay kept every message (0.13)
                       RPL-2021-0001  Ledger locked its own mutex twice (0.00)

        没答好的问题：2 个

        q1  kafka consumer group keeps rebalancing
           正确的不在前五，有答案却判为没见过，结论：没见过
           应有        RPL-2021-0001
           给出        —

        q2  Catalogue cache grew without bound
           没有答案却没判为没见过，判过不对的仍在前五，结论：见过
           给出        RPL-2022-0001  Catalogue cache grew without bound (0.98)
                       RPL-2022-0002  Relay kept every message (0.13)
                       RPL-2021-0001  账本对同一把互斥锁加锁两次 (0.00)"#]]
    .assert_eq(&format!("{}\n\n{}", human("en"), human("zh")));
    let hidden = place.run(&["eval", "--queries", &file]).with_code(0).stdout;
    assert!(
        hidden.ends_with("\n2 questions were not answered as they should be (--failures shows them)\n"),
        "{hidden}"
    );
}

#[test]
fn lines_that_are_no_questions_are_named() {
    let place = Place::small();
    let lines = "{\"qid\":\"q1\",\"query\":\" \",\"relevant\":[]}\nnot json\n{\"query\":\"no id\"}\n\n\
                 {\"qid\":\"q2\",\"query\":\"lock\",\"relevant\":[\"RPL-1999-0001\"]}\n\
                 {\"qid\":\"q3\",\"query\":\"lock\",\"at\":\"soon\"}\n";
    let file = place.input("questions.jsonl", lines);
    let measured = measure(&place, &file);
    assert_eq!((&measured["questions"], &measured["mrr_at_10"]), (&json!(0), &Value::Null));
    let chinese = place.run(&["eval", "--queries", &file, "--lang", "zh", "--json"]).with_code(0).json();
    let messages = |of: &Value| {
        let problems = of["problems"].as_array().unwrap().iter();
        problems.map(|it| format!("{} {}\n", it["line"], it["message"])).collect::<String>()
    };
    expect![[r#"
        1 "asks nothing that can be answered: query or input is needed"
        2 "no judged question: expected ident"
        3 "no judged question: missing field `qid`"
        5 "no incident has the id or alias RPL-1999-0001; the line was not used"
        6 "no judged question: \"soon\" is not a date (2019, 2019-05, 2019-05-31) or time (2020-02-29T03:08:00Z)"
        1 "没有可问的内容：需要 query 或 input"
        2 "这一行不是评测问题：expected ident"
        3 "这一行不是评测问题：missing field `qid`"
        5 "没有编号或别名为 RPL-1999-0001 的事故，这一行没有使用"
        6 "这一行不是评测问题：\"soon\" is not a date (2019, 2019-05, 2019-05-31) or time (2020-02-29T03:08:00Z)"
    "#]].assert_eq(&format!("{}{}", messages(&measured), messages(&chinese)));
}

#[test]
fn feedback_is_kept_and_measured_with() {
    let place = Place::small();
    let say = |arguments: &[&str]| {
        let words = [&["feedback", "--by", "orders", "--json"], arguments].concat();
        let answer = place.run_with_input(&words, DEADLOCK_STACK).with_code(0);
        assert_eq!(answer.stderr, "");
        assert_valid("feedback", &answer.json());
        answer.json()
    };
    let first = say(&["--text", "账本死锁", "--wrong", "RPL-2022-0001", "--note", "only the title fits"]);
    assert_eq!(
        first,
        json!({
            "qid": first["qid"], "query": "账本死锁", "not_relevant": ["RPL-2022-0001"], "annotator": "orders",
            "timestamp": "2023-11-14T22:13:20Z", "note": "only the title fits",
        })
    );
    let file = place.corpus().join("queries/feedback.jsonl");
    let lines = || fs::read_to_string(&file).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&lines()).unwrap(), first);
    let again = say(&[
        "--text",
        "账本死锁",
        "--right",
        "ledger-self-lock",
        "RPL-2021-0002",
        "--wrong",
        "RPL-2022-0002",
    ]);
    assert_eq!(
        (&again["qid"], &again["relevant"]),
        (&first["qid"], &json!(["RPL-2021-0001", "RPL-2021-0002"]))
    );
    let pasted = say(&["--right", "RPL-2021-0001"]);
    assert_eq!(pasted["input"], DEADLOCK_STACK);
    let novel = say(&["--text", "kafka consumer group keeps rebalancing", "--novel"]);
    assert_eq!(novel["relevant"], json!([]));
    assert_eq!(lines().lines().count(), 4);

    let measured = measure(&place, place.corpus().join("queries").to_str().unwrap());
    let counts = ["questions", "answerable", "unanswerable", "judged_wrong"].map(|key| &measured[key]);
    assert_eq!(counts, [&json!(3), &json!(2), &json!(1), &json!(1)]);
    assert_eq!(measured["success_at_5"], json!(1.0));
}

#[test]
fn feedback_in_words() {
    let place = Place::small();
    let english = place.run(&["feedback", "--text", "lock", "--novel", "--by", "ada"]).with_code(0);
    let chinese =
        place.run(&["feedback", "--text", "lock", "--novel", "--by", "ada", "--lang", "zh"]).with_code(0);
    expect![[r#"
        kept as f-4f4c6defb6b3 in …/corpus/queries/feedback.jsonl
        已记录 f-4f4c6defb6b3，写入 …/corpus/queries/feedback.jsonl
    "#]]
    .assert_eq(&place.masked(&format!("{}{}", english.stdout, chinese.stdout)));
    let long = place.input("long.txt", "锁住了 ".repeat(9000));
    let cut = place.run(&["feedback", &long, "--novel", "--by", "ada"]).with_code(0);
    expect![[r#"
        note: the text is long; its first 65536 bytes were kept
    "#]]
    .assert_eq(&cut.stderr);
}

#[test]
fn feedback_that_says_nothing_or_too_much() {
    let place = Place::small();
    let refused = |arguments: &[&str], code| {
        let words = [&["feedback", "--text", "lock", "--by", "ada"], arguments].concat();
        let english = place.run(&words).with_code(code);
        let chinese = place.run(&[&words[..], &["--lang", "zh"]].concat()).with_code(code);
        assert_eq!((&*english.stdout, &*chinese.stdout), ("", ""));
        format!("{}{}", english.stderr, chinese.stderr)
    };
    let refusals = [
        refused(&[], 2),
        refused(&["--right", "RPL-2021-0001", "--novel"], 2),
        refused(&["--right", "RPL-2021-0001", "--wrong", "ledger-self-lock"], 2),
        refused(&["--right", "RPL-2021-0011"], 1),
        refused(&["--right", "ledger-selflock"], 1),
    ];
    expect![[r#"
        error: nothing was said about the answer: give --right, --wrong or --novel
        错误：没有说明答案对不对：给出 --right、--wrong 或 --novel

        error: this contradicts itself: RPL-2021-0001 is right and wrong, or right for what was never seen
        错误：自相矛盾：RPL-2021-0001 既对又不对，或既没见过又有正确答案

        error: this contradicts itself: RPL-2021-0001 is right and wrong, or right for what was never seen
        错误：自相矛盾：RPL-2021-0001 既对又不对，或既没见过又有正确答案

        error: no incident has the id or alias RPL-2021-0011
        hint: did you mean: RPL-2021-0001
        错误：没有编号或别名为 RPL-2021-0011 的事故
        建议：是不是：RPL-2021-0001

        error: no incident has the id or alias ledger-selflock
        hint: did you mean: ledger-self-lock
        错误：没有编号或别名为 ledger-selflock 的事故
        建议：是不是：ledger-self-lock
    "#]]
    .assert_eq(&refusals.join("\n"));
    let _usage = place.run(&["feedback", "--text", "lock", "--novel"]).with_code(2);
    let _binary =
        place.run_with_input(&["feedback", "--novel", "--by", "ada"], b"\0\x01\x02\xff\0").with_code(3);
    assert!(!place.corpus().join("queries").exists(), "nothing was written");
}
