//! Each route over the small corpus, in both languages.

use axum::http::{StatusCode, header};
use expect_test::{Expect, expect};
use serde_json::json;

use crate::corpus::SELF_LOCK;
use crate::support::{Answer, Place, masked};

#[expect(clippy::needless_pass_by_value, reason = "the macro makes a value")]
fn check(answer: &Answer, expected: Expect) {
    expected.assert_eq(&format!("{:#}", masked(answer.json())));
}

#[tokio::test]
async fn says_that_it_lives() {
    let answer = Place::small().get("/livez").await;
    assert_eq!((answer.status, answer.body.as_slice()), (StatusCode::OK, b"ok\n".as_slice()));
}

#[tokio::test]
async fn searches() {
    let place = Place::small();
    check(
        &place.get("/api/v1/search?q=mutex").await,
        expect![[r##"
            {
              "query": "mutex",
              "total": 1,
              "took_ms": "#",
              "hits": [
                {
                  "id": "RPL-2021-0001",
                  "aliases": [
                    "ledger-self-lock"
                  ],
                  "title": "Ledger locked its own mutex twice",
                  "score": "#",
                  "snippet": "The ledger hung while closing.",
                  "highlights": [],
                  "matched": [
                    "mutex"
                  ],
                  "instead": [],
                  "corrections": []
                }
              ],
              "next_cursor": null,
              "notices": []
            }"##]],
    );
    check(
        &place.get("/api/v1/search?q=%E4%BA%92%E6%96%A5%E9%94%81&lang=zh").await,
        expect![[r##"
            {
              "query": "互斥锁",
              "total": 1,
              "took_ms": "#",
              "hits": [
                {
                  "id": "RPL-2021-0001",
                  "aliases": [
                    "ledger-self-lock"
                  ],
                  "title": "账本对同一把互斥锁加锁两次",
                  "score": "#",
                  "snippet": "Close 不再持锁调用 Total",
                  "highlights": [
                    [
                      15,
                      18
                    ]
                  ],
                  "matched": [
                    "互斥锁"
                  ],
                  "instead": [],
                  "corrections": []
                }
              ],
              "next_cursor": null,
              "notices": []
            }"##]],
    );
}

#[tokio::test]
async fn a_search_is_narrowed_by_filters_and_a_limit() {
    let place = Place::small();
    assert_eq!(place.get("/api/v1/search?q=deadlock").await.ids().len(), 3);
    let narrowed = place.get("/api/v1/search?q=deadlock&filter=year:2022&filter=service:relay").await;
    assert_eq!(narrowed.ids(), ["RPL-2022-0002"]);
    let first = place.get("/api/v1/search?q=deadlock&limit=1").await;
    assert_eq!((first.ids().len(), &first.json()["total"]), (1, &json!(3)));
}

#[tokio::test]
async fn a_search_goes_on_behind_a_page_and_completes_words() {
    let place = Place::small();
    let first = place.get("/api/v1/search?q=deadlock&limit=2").await;
    let cursor = first.json()["next_cursor"].as_str().unwrap().to_owned();
    let rest = place.get(&format!("/api/v1/search?q=deadlock&limit=2&cursor={cursor}")).await;
    let all = place.get("/api/v1/search?q=deadlock").await;
    assert_eq!([first.ids(), rest.ids()].concat(), all.ids());
    let words = place.get("/api/v1/complete?q=a+lock+in+led").await;
    assert_eq!(words.json()["completions"][0]["text"], "ledger");
}

#[tokio::test]
async fn finds_what_is_similar_to_a_panic() {
    let place = Place::small();
    check(
        &place.post("/api/v1/similar?limit=1", SELF_LOCK).await,
        expect![[r##"
            {
              "verdict": "known",
              "confidence": "#",
              "took_ms": "#",
              "hits": [
                {
                  "id": "RPL-2021-0001",
                  "aliases": [
                    "ledger-self-lock"
                  ],
                  "title": "Ledger locked its own mutex twice",
                  "score": "#",
                  "parts": {
                    "text": "#",
                    "stack": "#",
                    "graph": "#",
                    "cause": "#"
                  },
                  "why": [
                    "same family fingerprint: v1f:#",
                    "3 functions in common on the stack (similarity #%): example.com/shop/ledger.(*Book).Total, example.com/shop/ledger.(*Book).Close, main.main",
                    "words in common (covering #% of the query): ledger.(*Book).Total, ledger.(*Book).Close, main"
                  ],
                  "shared_frames": [
                    "example.com/shop/ledger.(*Book).Total",
                    "example.com/shop/ledger.(*Book).Close",
                    "main.main"
                  ],
                  "resolution": "Close no longer calls Total with the lock held",
                  "first_check": "Look for the holder of the lock first",
                  "corrections": []
                }
              ],
              "notices": []
            }"##]],
    );
    check(
        &place.post("/api/v1/similar?limit=1&lang=zh", SELF_LOCK).await,
        expect![[r##"
            {
              "verdict": "known",
              "confidence": "#",
              "took_ms": "#",
              "hits": [
                {
                  "id": "RPL-2021-0001",
                  "aliases": [
                    "ledger-self-lock"
                  ],
                  "title": "账本对同一把互斥锁加锁两次",
                  "score": "#",
                  "parts": {
                    "text": "#",
                    "stack": "#",
                    "graph": "#",
                    "cause": "#"
                  },
                  "why": [
                    "家族指纹相同：v1f:#",
                    "堆栈有 3 个相同的函数（相似度 #%）：example.com/shop/ledger.(*Book).Total, example.com/shop/ledger.(*Book).Close, main.main",
                    "文字匹配（覆盖查询的 #%）：ledger.(*Book).Total, ledger.(*Book).Close, main"
                  ],
                  "shared_frames": [
                    "example.com/shop/ledger.(*Book).Total",
                    "example.com/shop/ledger.(*Book).Close",
                    "main.main"
                  ],
                  "resolution": "Close 不再持锁调用 Total",
                  "first_check": "先看谁拿着锁",
                  "corrections": []
                }
              ],
              "notices": []
            }"##]],
    );
}

#[tokio::test]
async fn the_fields_of_a_json_question_mean_what_their_names_say() {
    let place = Place::small();
    let panic = place.post_json("/api/v1/similar", &json!({"input": SELF_LOCK, "limit": 1})).await;
    assert_eq!(masked(panic.json()), masked(place.post("/api/v1/similar?limit=1", SELF_LOCK).await.json()));
    let sentence = place.post_json("/api/v1/similar", &json!({"text": "relay kept every message"})).await;
    assert_eq!(sentence.ids()[0], "RPL-2022-0002");
    let others = place.post_json("/api/v1/similar", &json!({"id": "ledger-self-lock"})).await;
    assert!(!others.ids().contains(&"RPL-2021-0001".to_owned()), "{:#}", others.json());
    let excluded = json!({"text": "relay kept every message", "exclude": ["RPL-2022-0002"]});
    let excluded = place.post_json("/api/v1/similar", &excluded).await;
    assert!(!excluded.ids().contains(&"RPL-2022-0002".to_owned()), "{:#}", excluded.json());
}

#[tokio::test]
async fn the_limit_of_the_body_wins_over_that_of_the_query_string() {
    let place = Place::small();
    let question = json!({"text": "deadlock", "limit": 2});
    assert_eq!(place.post_json("/api/v1/similar?limit=1", &question).await.ids().len(), 2);
    assert_eq!(place.post_json("/api/v1/similar?limit=1", &json!({"text": "deadlock"})).await.ids().len(), 1);
}

#[tokio::test]
async fn json_is_known_by_its_media_type_however_it_is_written() {
    let place = Place::small();
    for kind in ["application/json", "Application/JSON", "application/json; charset=utf-8"] {
        let request = axum::http::Request::post("/api/v1/similar").header(header::CONTENT_TYPE, kind);
        let answer = place.send(request.body(r#"{"text":"relay kept every message"}"#.into()).unwrap()).await;
        assert_eq!(answer.ids()[0], "RPL-2022-0002", "{kind}");
    }
}

#[tokio::test]
async fn reads_the_stacks_of_a_panic() {
    let place = Place::small();
    check(
        &place.post("/api/v1/fingerprint", SELF_LOCK).await,
        expect![[r#"
            {
              "stacks": [
                {
                  "kind": "all goroutines are asleep - deadlock!",
                  "exact": "v1:#",
                  "family": "v1f:#",
                  "goroutines": 1,
                  "low_information": false,
                  "error": "fatal error: all goroutines are asleep - deadlock!",
                  "state": "sync.Mutex.Lock",
                  "minutes": null,
                  "frames": [
                    {
                      "function": "sync.runtime_SemacquireMutex",
                      "package": "sync",
                      "file": "/usr/local/go/src/runtime/sema.go",
                      "line": 77,
                      "in_app": false
                    },
                    {
                      "function": "sync.(*Mutex).lockSlow",
                      "package": "sync",
                      "file": "/usr/local/go/src/sync/mutex.go",
                      "line": 171,
                      "in_app": false
                    },
                    {
                      "function": "sync.(*Mutex).Lock",
                      "package": "sync",
                      "file": "/usr/local/go/src/sync/mutex.go",
                      "line": 90,
                      "in_app": false
                    },
                    {
                      "function": "example.com/shop/ledger.(*Book).Total",
                      "package": "example.com/shop/ledger",
                      "file": "/build/ledger/book.go",
                      "line": 41,
                      "in_app": true
                    },
                    {
                      "function": "example.com/shop/ledger.(*Book).Close",
                      "package": "example.com/shop/ledger",
                      "file": "/build/ledger/book.go",
                      "line": 57,
                      "in_app": true
                    },
                    {
                      "function": "main.main",
                      "package": "main",
                      "file": "/build/cmd/shop/main.go",
                      "line": 12,
                      "in_app": true
                    }
                  ]
                }
              ],
              "events": [
                {
                  "kind": "all goroutines are asleep - deadlock!",
                  "family": "v1f:#",
                  "error": "fatal error: all goroutines are asleep - deadlock!",
                  "count": 1,
                  "first_seen": null,
                  "last_seen": null
                }
              ],
              "deadlock": {
                "verdict": "all_asleep",
                "because": [
                  {
                    "goroutine": 1,
                    "name": null,
                    "function": "example.com/shop/ledger.(*Book).Total",
                    "file": "/build/ledger/book.go",
                    "line": 41,
                    "state": "sync.Mutex.Lock",
                    "minutes": null,
                    "waits_for": "mutex",
                    "address": "0xc0000140a0",
                    "held_by": 1,
                    "goroutines": 1
                  }
                ]
              },
              "problems": []
            }"#]],
    );
}

#[tokio::test]
async fn a_body_without_a_stack_has_none() {
    let answer = Place::small().post("/api/v1/fingerprint", "all is well").await;
    let nothing = json!({"code": "no_stack", "start": 0, "end": 11});
    assert_eq!(answer.json(), json!({"stacks": [], "deadlock": null, "problems": [nothing]}));
}

#[tokio::test]
async fn tells_which_incidents_have_a_fingerprint() {
    let place = Place::small();
    let stacks = place.post("/api/v1/fingerprint", SELF_LOCK).await.json();
    let family = stacks["stacks"][0]["family"].as_str().unwrap();
    let path = format!("/api/v1/fingerprints/{family}/incidents");
    check(
        &place.get(&path).await,
        expect![[r#"
            {
              "fingerprint": "v1f:#",
              "incidents": [
                {
                  "id": "RPL-2021-0001",
                  "title": "Ledger locked its own mutex twice",
                  "count": 1,
                  "first_seen": "2021-03-04",
                  "last_seen": "2021-03-04"
                }
              ],
              "notices": []
            }"#]],
    );
    check(
        &place.get(&format!("{path}?lang=zh")).await,
        expect![[r#"
            {
              "fingerprint": "v1f:#",
              "incidents": [
                {
                  "id": "RPL-2021-0001",
                  "title": "账本对同一把互斥锁加锁两次",
                  "count": 1,
                  "first_seen": "2021-03-04",
                  "last_seen": "2021-03-04"
                }
              ],
              "notices": []
            }"#]],
    );
    // A colon may be written as it is or encoded.
    let encoded = place.get(&path.replacen(':', "%3A", 1)).await;
    assert_eq!(encoded.ids(), ["RPL-2021-0001"]);
}

#[tokio::test]
async fn a_fingerprint_that_was_never_seen_has_no_incidents() {
    let fingerprint = "v1f:00000000000000000000000000000000";
    let answer = Place::small().get(&format!("/api/v1/fingerprints/{fingerprint}/incidents")).await;
    assert_eq!(answer.json(), json!({"fingerprint": fingerprint, "incidents": [], "notices": []}));
}

#[tokio::test]
async fn counts_root_causes() {
    let place = Place::small();
    check(
        &place.get("/api/v1/stats/root-causes").await,
        expect![[r#"
            {
              "by": "pattern",
              "under": null,
              "total": 3,
              "laboratory": 0,
              "corrected": [],
              "first": "2021-03-04",
              "last": "2022-05",
              "rows": [
                {
                  "key": "conc.deadlock",
                  "name": "Deadlock",
                  "count": 3,
                  "share": 1.0,
                  "low": 0.4385,
                  "high": 1.0,
                  "too_few": true
                }
              ],
              "notices": []
            }"#]],
    );
    check(
        &place.get("/api/v1/stats/root-causes?by=service&since=2022-01-01").await,
        expect![[r#"
            {
              "by": "service",
              "under": null,
              "total": 2,
              "laboratory": 0,
              "corrected": [],
              "first": "2022-05",
              "last": "2022-05",
              "rows": [
                {
                  "key": "catalogue",
                  "name": "catalogue",
                  "count": 1,
                  "share": 0.5,
                  "low": 0.0945,
                  "high": 0.9055,
                  "too_few": true
                },
                {
                  "key": "relay",
                  "name": "relay",
                  "count": 1,
                  "share": 0.5,
                  "low": 0.0945,
                  "high": 0.9055,
                  "too_few": true
                }
              ],
              "notices": []
            }"#]],
    );
    let chinese = place.get("/api/v1/stats/root-causes?by=group&lang=zh").await.json();
    assert_eq!(chinese["rows"][0]["name"], "并发");
}

#[tokio::test]
async fn asks_the_graph() {
    let place = Place::small();
    let part = place.get("/api/v1/graph?root=service:relay&depth=1&kinds=incident").await.json();
    assert_eq!(part["root"], "service:relay");
    assert_eq!(part["links"][0]["kind"], "in_service");
    assert_eq!(part["links"][0]["source"], part["links"][0]["from"]);
    let path = place.get("/api/v1/graph/path?from=service:relay&to=service:catalogue").await.json();
    let links = path["links"].as_array().unwrap();
    assert!(!links.is_empty() && links.iter().all(|link| link["reason"].is_string()), "{path:#}");
    let related = place.get("/api/v1/graph/related?root=service:relay").await.json();
    assert_eq!(related["root"]["id"], "service:relay");
    assert_eq!(related["related"][0]["kind"], "service");
    let together = place.get("/api/v1/graph/together?of=pattern").await.json();
    assert_eq!(together["incidents"], 3);
    let communities = place.get("/api/v1/graph/communities").await.json();
    assert!(!communities["communities"].as_array().unwrap().is_empty());
    for (format, start) in
        [("dot", "digraph"), ("graphml", "<?xml"), ("mermaid", "flowchart"), ("svg", "<svg"), ("json", "{")]
    {
        let answer = place.get(&format!("/api/v1/graph?format={format}")).await;
        assert!(answer.body.starts_with(start.as_bytes()), "{format}");
    }
    for wrong in [
        "/api/v1/graph?kinds=person",
        "/api/v1/graph?format=png",
        "/api/v1/graph?root=x&depth=99",
        "/api/v1/graph/path?from=x",
    ] {
        assert_eq!(place.get(wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(place.get("/api/v1/graph?root=service:nobody").await.status, 404);
}

#[tokio::test]
async fn without_a_language_the_servers_own_is_used() {
    let mut place = Place::small();
    place.service.language = fupan_locale::Language::Zh;
    let title = |answer: Answer| answer.json()["hits"][0]["title"].clone();
    assert_eq!(title(place.get("/api/v1/search?q=mutex").await), "账本对同一把互斥锁加锁两次");
    assert_eq!(title(place.get("/api/v1/search?q=mutex&lang=en").await), "Ledger locked its own mutex twice");
}

#[tokio::test]
async fn shows_and_lists_entries() {
    let place = Place::small();
    let pattern = place.get("/api/v1/patterns/conc.deadlock?lang=zh").await.json();
    assert_eq!(
        (&pattern["kind"], &pattern["name"], &pattern["total"]),
        (&json!("pattern"), &json!("死锁"), &json!(3))
    );
    let incident = place.get("/api/v1/incidents/ledger-self-lock").await.json();
    assert_eq!((&incident["kind"], &incident["id"]), (&json!("incident"), &json!("RPL-2021-0001")));
    assert_eq!(incident["first_check"], "Look for the holder of the lock first");
    assert_eq!(place.get("/api/v1/incidents/RPL-1999-0001").await.status, StatusCode::NOT_FOUND);
    let listed = place.get("/api/v1/incidents?filter=service:relay").await.json();
    assert_eq!((&listed["total"], &listed["incidents"][0]["id"]), (&json!(1), &json!("RPL-2022-0002")));
    assert_eq!(place.get("/api/v1/incidents?filter=colour:red").await.status, StatusCode::BAD_REQUEST);
    let patterns = place.get("/api/v1/patterns").await.json();
    assert_eq!(patterns["patterns"][1]["incidents"], 3);
}

#[tokio::test]
async fn an_annotation_is_kept_and_seen_by_the_next_question() {
    let place = Place::small();
    let path = "/api/v1/incidents/RPL-2021-0001/annotations";
    let kept = place
        .post_json(
            path,
            &json!({ "annotator": "orders", "text": "wrong", "field": "severity", "value": "P1" }),
        )
        .await;
    assert_eq!(
        kept.json(),
        json!({
            "incident": "RPL-2021-0001", "id": "a1", "subjects": ["severity"], "annotator": "orders",
            "timestamp": "2023-11-14T22:13:20Z", "kind": "correction", "text": "wrong", "value": "P1",
        })
    );
    let entry = place.get("/api/v1/incidents/RPL-2021-0001").await.json();
    assert_eq!(
        (&entry["record"]["severity"], &entry["corrections"][0]["before"]),
        (&json!("P1"), &json!("unrated"))
    );
    // A page of another origin can send a form, but no JSON.
    let form = place.post(path, json!({ "annotator": "x", "text": "x" }).to_string()).await;
    assert_eq!(form.problem()["status"], 400);
    let unknown = place.post_json(path, &json!({ "annotator": "x", "text": "x", "colour": "red" })).await;
    assert_eq!(unknown.problem()["status"], 400);
}

#[tokio::test]
async fn statistics_over_time_and_as_pictures() {
    let place = Place::small();
    for (name, key) in [("recurrence", "pairs"), ("times", "rows"), ("trends", "periods")] {
        let path = format!("/api/v1/stats/{name}");
        assert!(place.get(&path).await.json()[key].is_array(), "{name}");
        let picture = place.get(&format!("{path}?format=svg")).await;
        assert_eq!(picture.header(header::CONTENT_TYPE), Some("image/svg+xml"));
        assert!(picture.text().starts_with("<svg "), "{name}");
    }
    let picture = place.get("/api/v1/stats/root-causes?level=1&format=svg&lang=zh").await.text();
    assert!(picture.contains("根因") && picture.contains("<title>"), "{picture}");
    assert_eq!(place.get("/api/v1/stats/times?by=moon").await.problem()["status"], 400);
    assert_eq!(place.get("/api/v1/stats/trends?period=week").await.problem()["status"], 400);
    assert_eq!(place.get("/api/v1/stats/root-causes?format=pdf").await.problem()["status"], 400);
    assert_eq!(place.get("/api/v1/stats/root-causes?under=nothing").await.problem()["status"], 404);
}
