//! Several clients at once, and clients that should learn nothing.

use axum::body::Body;
use axum::http::{Request, header};
use tower::ServiceExt;

use crate::corpus::SELF_LOCK;
use crate::support::{Answer, Place, json_request, masked};

#[tokio::test(flavor = "multi_thread")]
async fn many_questions_at_once_get_the_answers_of_one_after_the_other() {
    let place = Place::small();
    let questions: [fn() -> Request<Body>; 4] = [
        || Request::get("/api/v1/search?q=mutex").body(Body::empty()).unwrap(),
        || Request::post("/api/v1/similar").body(SELF_LOCK.into()).unwrap(),
        || json_request("/api/v1/similar?lang=zh", r#"{"text":"relay kept every message"}"#),
        || Request::get("/api/v1/stats/root-causes").body(Body::empty()).unwrap(),
    ];
    let mut asked = Vec::new();
    for _ in 0..8 {
        for question in questions {
            asked.push((question, tokio::spawn(place.app().oneshot(question()))));
        }
    }
    for (question, task) in asked {
        let answer = Answer::read(task.await.unwrap().unwrap()).await;
        assert_eq!(masked(answer.json()), masked(place.send(question()).await.json()));
    }
}

#[tokio::test]
async fn a_page_of_another_origin_may_not_read_an_answer() {
    let place = Place::small();
    let from_a_page = |method: &str, path: &str| {
        let request =
            Request::builder().method(method).uri(path).header(header::ORIGIN, "https://evil.example");
        request.header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST").body(Body::from("lock")).unwrap()
    };
    for (method, path) in [
        ("GET", "/livez"),
        ("GET", "/api/v1/search?q=mutex"),
        ("POST", "/api/v1/similar"),
        ("POST", "/api/v1/fingerprint"),
        ("GET", "/api/v1/stats/root-causes"),
        ("OPTIONS", "/api/v1/similar"),
        ("GET", "/nothing"),
    ] {
        let answer = place.send(from_a_page(method, path)).await;
        let opened: Vec<_> =
            answer.headers.keys().filter(|name| name.as_str().starts_with("access-control-")).collect();
        assert_eq!(opened, Vec::<&header::HeaderName>::new(), "{method} {path}");
    }
}
