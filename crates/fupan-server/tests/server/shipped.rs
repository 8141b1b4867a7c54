//! Over the corpus of the repository, HTTP says what the command line prints: both write these bodies.

use axum::http::header;
use fupan_api::{
    DiagnoseBody, ExplainBody, FingerprintBody, LookupBody, OnboardingBody, Reader, SearchBody, SharesBody,
    SimilarBody, TriageBody,
};
use fupan_engine::{ExplainOptions, Grouping, OnboardingQuery, Scope, SearchQuery, ShareQuery, SimilarQuery};
use fupan_locale::Language;
use fupan_report::{Templates, attribution_report, html, onboarding_report};
use serde::Serialize;
use serde_json::{Value, json};

use crate::corpus::SELF_LOCK;
use crate::support::{Answer, Place};

const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

const SENTENCES: [&str; 3] =
    ["sync.Map误用于高写场景", "goroutine leak because the context was never cancelled", "etcd 死锁"];

/// What the command line prints, which writes the body by way of a value.
fn printed(body: impl Serialize) -> Value {
    let text = serde_json::to_value(body).unwrap().to_string();
    without_duration(serde_json::from_str(&text).unwrap())
}

fn without_duration(mut answer: Value) -> Value {
    let whole = answer.as_object_mut().unwrap();
    whole.remove("took_ms");
    // A triage holds an answer of `similar`.
    whole.get_mut("similar").and_then(Value::as_object_mut).map(|similar| similar.remove("took_ms"));
    answer
}

fn check(answer: &Answer, body: impl Serialize) {
    assert_eq!(without_duration(answer.json()), printed(body));
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn the_answers_are_those_of_the_command_line() {
    let place = Place::shipped();
    for language in LANGUAGES {
        for sentence in SENTENCES {
            searches_alike(&place, sentence, language).await;
            finds_similar_alike(&place, sentence, language).await;
        }
        counts_alike(&place, language).await;
        looks_up_alike(&place, language).await;
        triages_alike(&place, language).await;
        explains_alike(&place, language).await;
        lists_alike(&place, language).await;
    }
}

async fn searches_alike(place: &Place, sentence: &str, language: Language) {
    let path = format!("/api/v1/search?q={}&lang={}&limit=7", encoded(sentence), language.code());
    let query = SearchQuery { text: sentence.to_owned(), limit: 7, ..SearchQuery::default() };
    let found = place.engine().search(&query).unwrap();
    assert!(!found.hits.is_empty(), "{sentence}");
    check(&place.get(&path).await, SearchBody::of(&query, &found, Reader::of(language), 0.0));
}

async fn finds_similar_alike(place: &Place, sentence: &str, language: Language) {
    let path = format!("/api/v1/similar?lang={}", language.code());
    let by_text = SimilarQuery { limit: 5, ..SimilarQuery::of_text(sentence) };
    let found = place.engine().similar(&by_text).unwrap();
    let best = found.hits[0].incident.id.to_string();
    let answer = place.post_json(&path, &json!({"text": sentence})).await;
    check(&answer, SimilarBody::of(&found, Reader::of(language), 0.0));
    let by_id = SimilarQuery { like: Some(best.clone()), limit: 3, ..SimilarQuery::default() };
    let found = place.engine().similar(&by_id).unwrap();
    let answer = place.post_json(&path, &json!({"id": best, "limit": 3})).await;
    check(&answer, SimilarBody::of(&found, Reader::of(language), 0.0));
    let pasted = SimilarQuery { input: Some(SELF_LOCK.into()), limit: 5, ..SimilarQuery::default() };
    let found = place.engine().similar(&pasted).unwrap();
    check(&place.post(&path, SELF_LOCK).await, SimilarBody::of(&found, Reader::of(language), 0.0));
}

async fn triages_alike(place: &Place, language: Language) {
    let reader = Reader::of(language);
    let triage = place.engine().triage(SELF_LOCK.as_bytes(), 3).unwrap();
    assert!(!triage.diagnosis.patterns.is_empty() && !triage.stacks.stacks.is_empty());
    let path = format!("/api/v1/triage?lang={}", language.code());
    check(&place.post(&path, SELF_LOCK).await, TriageBody::of(&triage, reader, 0.0));
    let path = format!("/api/v1/diagnose?lang={}", language.code());
    check(&place.post(&path, SELF_LOCK).await, DiagnoseBody::of(&triage.diagnosis, reader));
}

async fn explains_alike(place: &Place, language: Language) {
    let options = ExplainOptions { limit: 3, sources: Vec::new() };
    let explanation = place.engine().explain(SELF_LOCK.as_bytes(), &options).unwrap();
    let body = ExplainBody::of(&explanation, Reader::of(language), 0.0);
    let path = format!("/api/v1/explain?lang={}", language.code());
    let report = attribution_report(&Templates::built_in().unwrap(), language, &body, body.lines).unwrap();
    let page = html(&report);
    for (format, media_type, expected) in
        [("md", "text/markdown", report.markdown), ("html", "text/html", page)]
    {
        let answer = place.post(&format!("{path}&format={format}"), SELF_LOCK).await;
        let media_type = format!("{media_type}; charset=utf-8");
        assert_eq!(answer.header(header::CONTENT_TYPE), Some(media_type.as_str()));
        assert_eq!(answer.text(), expected);
    }
    check(&place.post(&path, SELF_LOCK).await, body);
}

async fn lists_alike(place: &Place, language: Language) {
    let scope = Scope { services: vec!["etcd server".to_owned()], ..Scope::default() };
    let list = place.engine().onboarding(OnboardingQuery { scope, limit: 4 }).unwrap();
    let body = OnboardingBody::of(&list, Reader::of(language));
    let path = format!("/api/v1/reports/onboarding?service=etcd%20server&limit=4&lang={}", language.code());
    let templates = Templates::built_in().unwrap();
    let report = onboarding_report(&templates, language, &body, body.corpus_total).unwrap();
    assert_eq!(place.get(&format!("{path}&format=md")).await.text(), report.markdown);
    assert_eq!(place.get(&format!("{path}&format=html")).await.text(), html(&report));
    check(&place.get(&path).await, body);
}

async fn counts_alike(place: &Place, language: Language) {
    for name in Grouping::NAMES {
        let path = format!("/api/v1/stats/root-causes?by={name}&since=2018&lang={}", language.code());
        let scope = Scope { since: Some("2018".parse().unwrap()), ..Scope::default() };
        let query = ShareQuery { by: Grouping::named(name).unwrap(), under: None, scope };
        let shares = place.engine().root_cause_shares(&query).unwrap();
        assert!(!shares.rows.is_empty());
        check(&place.get(&path).await, SharesBody::of(&query, &shares, Reader::of(language)));
    }
}

/// By the first stack of the corpus that says enough.
async fn looks_up_alike(place: &Place, language: Language) {
    let summary = fupan_engine::summarize(SELF_LOCK.as_bytes());
    check(&place.post("/api/v1/fingerprint", SELF_LOCK).await, FingerprintBody::from(&summary));
    let family = summary.stacks[0].family;
    let path = format!("/api/v1/fingerprints/{family}/incidents?lang={}", language.code());
    check(
        &place.get(&path).await,
        LookupBody::of(&place.engine().lookup(&family).unwrap(), Reader::of(language)),
    );
}
