//! Every way to get no answer gives a problem document.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

use crate::support::{Answer, Place, json_request};

const FINGERPRINTS: &str = "/api/v1/fingerprints";

/// Compares the document, which has no hints.
fn check(answer: &Answer, status: u16, code: &str, title: &str, detail: &str) {
    check_hinted(answer, status, code, title, detail, &[]);
}

fn check_hinted(answer: &Answer, status: u16, code: &str, title: &str, detail: &str, hints: &[&str]) {
    let expected = json!({"code": code, "status": status, "title": title, "detail": detail, "hints": hints});
    assert_eq!(answer.problem(), expected);
    assert_eq!(answer.status.as_u16(), status);
}

fn check_invalid(answer: &Answer, detail: &str) {
    check(answer, 400, "invalid_request", "invalid request", detail);
}

#[tokio::test]
async fn an_empty_question() {
    let place = Place::small();
    let empty = "the query is empty: give a sentence, a panic or a goroutine dump";
    for path in ["/api/v1/search", "/api/v1/search?q=", "/api/v1/search?q=+%09"] {
        check_invalid(&place.get(path).await, empty);
    }
    check_invalid(&place.post("/api/v1/similar", "").await, empty);
    check_invalid(&place.post("/api/v1/similar", " \n\t").await, empty);
    check_invalid(&place.post_json("/api/v1/similar", &json!({})).await, empty);
    check_invalid(&place.post_json("/api/v1/similar", &json!({"text": "  "})).await, empty);
}

#[tokio::test]
async fn in_the_language_of_the_reader() {
    let place = Place::small();
    let answer = place.get("/api/v1/search?lang=zh").await;
    check(
        &answer,
        400,
        "invalid_request",
        "请求无效",
        "查询是空的：请给出一句话、一段 panic 或一个 goroutine dump",
    );
    check(&place.get("/nothing?lang=zh").await, 404, "not_found", "不存在", "没有接口 /nothing");
}

#[tokio::test]
async fn a_parameter_that_says_nothing() {
    let place = Place::small();
    for (query, value, parameter) in [
        ("limit=many", "many", "limit"),
        ("limit=-1", "-1", "limit"),
        ("limit=", "", "limit"),
        ("limit=0", "0", "limit"),
        ("limit=99999999999999999999", "99999999999999999999", "limit"),
        ("lang=fr", "fr", "lang"),
    ] {
        let expected = format!("{value} is no value for the parameter {parameter}");
        check_invalid(&place.get(&format!("/api/v1/search?q=lock&{query}")).await, &expected);
        check_invalid(&place.post(&format!("/api/v1/similar?{query}"), "lock").await, &expected);
    }
    let causes = |query: &str| format!("/api/v1/stats/root-causes?{query}");
    check_invalid(&place.get(&causes("by=moon")).await, "moon is no value for the parameter by");
    check_invalid(
        &place.get(&causes("since=yesterday")).await,
        "yesterday is no value for the parameter since",
    );
    let filter = place.get("/api/v1/search?q=lock&filter=relay").await;
    check_invalid(
        &filter,
        "relay is no filter: write key:value, such as service:etcd, since:2023-04 or go:1.22",
    );
}

#[tokio::test]
async fn more_hits_than_there_are_is_no_mistake() {
    assert_eq!(Place::small().get("/api/v1/search?q=deadlock&limit=1000000").await.ids().len(), 3);
}

#[tokio::test]
async fn an_incident_that_there_is_not() {
    let place = Place::small();
    for question in [json!({"id": "RPL-1999-0001"}), json!({"text": "lock", "exclude": ["RPL-1999-0001"]})] {
        let answer = place.post_json("/api/v1/similar", &question).await;
        let detail = "no incident has the id or alias RPL-1999-0001";
        check_hinted(&answer, 404, "not_found", "not found", detail, &["did you mean: RPL-2021-0001"]);
    }
}

#[tokio::test]
async fn what_is_no_fingerprint() {
    let place = Place::small();
    for text in ["v1f:123", "v9:00112233445566778899aabbccddeeff", "12"] {
        let answer = place.get(&format!("{FINGERPRINTS}/{text}/incidents")).await;
        check_invalid(&answer, &format!("{text} is no value for the parameter id"));
    }
}

#[tokio::test]
async fn a_body_that_is_not_the_json_it_should_be() {
    let place = Place::small();
    for (body, reason) in [
        ("{", "EOF while parsing an object at line 1 column 1"),
        ("", "EOF while parsing a value at line 1 column 0"),
        (r#"{"text": 5}"#, "invalid type: integer `5`, expected a string at line 1 column 10"),
        (r#"{"limit": -1}"#, "invalid value: integer `-1`, expected usize at line 1 column 12"),
        (
            r#"{"txet": "lock"}"#,
            "unknown field `txet`, expected one of `text`, `input`, `id`, `limit`, `exclude` at line 1 column 7",
        ),
    ] {
        let answer = place.send(json_request("/api/v1/similar", body)).await;
        check_invalid(&answer, &format!("the body is not the JSON it should be: {reason}"));
    }
    let no_text = place.send(json_request("/api/v1/similar", vec![b'"', 0xff, b'"'])).await;
    assert_eq!(no_text.problem()["code"], "invalid_request");
    let none = place.post_json("/api/v1/similar", &json!({"text": "lock", "limit": 0})).await;
    check_invalid(&none, "0 is no value for the parameter limit");
}

#[tokio::test]
async fn bytes_that_are_neither_text_nor_a_stack() {
    let place = Place::small();
    let program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0".as_slice();
    let detail = "the input was not understood: it is neither text nor a stack that can be read";
    let answer = place.post("/api/v1/similar", program).await;
    check(&answer, 422, "not_understood", "input not understood", detail);
    assert_eq!(place.post("/api/v1/fingerprint", program).await.json()["stacks"], json!([]));
}

#[tokio::test]
async fn a_body_over_the_limit() {
    let place = Place::small();
    let large = vec![b'\n'; 64 * 1024 * 1024 + 1];
    let answer = place.post("/api/v1/fingerprint", large.clone()).await;
    check(&answer, 413, "too_large", "body too large", "the body is larger than 64 MiB");
    assert_eq!(place.post("/api/v1/similar?lang=zh", large).await.problem()["detail"], "请求体超过 64 MiB");
}

#[tokio::test]
async fn a_route_that_there_is_not() {
    let place = Place::small();
    for path in ["/", "/api/v1", "/api/v1/search/", "/api/v2/search"] {
        let detail = format!("there is nothing at {path}");
        check(&place.get(path).await, 404, "not_found", "not found", &detail);
        check(&place.post(path, "lock").await, 404, "not_found", "not found", &detail);
    }
}

#[tokio::test]
async fn a_method_that_a_route_does_not_take() {
    let place = Place::small();
    for (method, path, allowed) in [
        ("POST", "/api/v1/search", "GET,HEAD"),
        ("GET", "/api/v1/similar", "POST"),
        ("DELETE", "/api/v1/fingerprint", "POST"),
        ("GET", "/api/v1/triage", "POST"),
        ("GET", "/api/v1/explain", "POST"),
        ("OPTIONS", "/api/v1/stats/root-causes", "GET,HEAD"),
        ("PUT", "/livez", "GET,HEAD"),
    ] {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let answer = place.send(request).await;
        let detail = format!("{path} does not take {method}");
        check(&answer, 405, "method_not_allowed", "method not allowed", &detail);
        assert_eq!(answer.header(header::ALLOW), Some(allowed));
    }
}

#[tokio::test]
async fn an_address_that_is_no_text() {
    let place = Place::small();
    let answer = place.get(&format!("{FINGERPRINTS}/%ff%fe/incidents")).await;
    check_invalid(&answer, "the request cannot be read");
    // A query string is read as far as it is text.
    let damaged = place.get("/api/v1/search?q=%E4%BA%92%E6%96%A5%E9%94%81%ff%E4").await;
    assert_eq!(damaged.ids(), ["RPL-2021-0001"]);
    for query in ["?", "?&&=&=", "?q=%", "?q=%zz", "?%ff=%ff", "?q=a%00b", "?lang", "?filter=%ff:%ff&q=lock"]
    {
        let status = place.get(&format!("/api/v1/search{query}")).await.status;
        assert!([StatusCode::OK, StatusCode::BAD_REQUEST].contains(&status), "{query}: {status}");
    }
}
