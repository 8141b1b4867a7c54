//! The committed schemas are those of the types, and real answers keep to them.
//! `UPDATE_EXPECT=1 cargo test -p fupan-api` writes the schemas anew.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use expect_test::expect_file;
use fupan_api::{
    CommunitiesBody, DoctorBody, DraftBody, FingerprintBody, GraphBody, IndexBody, LintBody, LookupBody,
    ProblemBody, Reader, RelatedNodesBody, SearchBody, SharesBody, SimilarBody, TogetherBody, schemas,
};
use fupan_engine::{
    Engine, EngineError, GraphScope, Grouping, IndexOptions, NodeKind, Places, Scope, SearchQuery,
    ShareQuery, SimilarQuery, WhatOccurs, index, open,
};
use fupan_locale::Language;
use serde::Serialize;
use serde_json::Value;
use tempfile::TempDir;

const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

const PANIC: &str = "\
panic: runtime error: invalid memory address or nil pointer dereference

goroutine 7 [running]:
example.com/shop/ledger.(*Book).Total(0x0)
\t/build/ledger/book.go:41 +0x5c
main.main()
\t/build/main.go:12 +0x1d
";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn are_those_of_the_types() {
    let folder = repository().join("schema/api");
    for (name, schema) in schemas() {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        expect_file![folder.join(name)].assert_eq(&text);
    }
}

#[test]
fn no_other_file_lies_beside_them() {
    let folder = std::fs::read_dir(repository().join("schema/api")).unwrap();
    let mut files: Vec<String> =
        folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let names: Vec<&str> = schemas().into_iter().map(|(name, _)| name).collect();
    assert_eq!(files, names);
}

/// The corpus of the repository, indexed in a folder of its own.
struct Shipped {
    places: Places,
    _data: TempDir,
}

impl Shipped {
    fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let places = Places { corpus: repository().join("corpus"), data_directory: data.path().to_owned() };
        Self { places, _data: data }
    }

    fn engine(&self) -> Engine {
        open(&self.places, now()).unwrap().engine
    }
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn complaints(kind: &str, answer: &Value) -> Vec<String> {
    let name = format!("{kind}.schema.json");
    let (_, schema) = schemas().into_iter().find(|(other, _)| *other == name).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(answer).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn json(answer: impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap()
}

fn check(kind: &str, answer: impl Serialize) {
    let answer = json(answer);
    assert_eq!(complaints(kind, &answer), Vec::<String>::new(), "{answer:#}");
}

fn check_graph(engine: &Engine, language: Language) {
    let whole = engine.graph_part(&GraphScope::default()).unwrap();
    check("graph", GraphBody::of(&whole, language));
    let paths = engine.graph_paths("RPL-2016-0003", "mem", 3).unwrap();
    check("graph", GraphBody::of_paths(&paths, language));
    let root = engine.graph_node("RPL-2016-0003").unwrap();
    let related = engine.graph_related("RPL-2016-0003", &[], 5).unwrap();
    check("related", RelatedNodesBody::of(&root, &related, language));
    let pairs = engine.graph_together(&WhatOccurs::Kind(NodeKind::Pattern), &[], 5);
    check("together", TogetherBody::of(engine, &pairs, language));
    check("communities", CommunitiesBody::of(engine, &engine.graph_communities(), language));
}

#[test]
fn real_answers_keep_to_them() {
    let shipped = Shipped::new();
    let options = IndexOptions { rebuild: false, wait: Duration::ZERO, now: now() };
    let report = index(&shipped.places, &options, &|_| {}).unwrap();
    let examination = fupan_engine::examine(&shipped.places);
    let linted = fupan_engine::lint(&shipped.places.corpus, None).unwrap();
    let engine = shipped.engine();
    for language in LANGUAGES {
        check("index", IndexBody::of(&report, language, 1.5));
        check("doctor", DoctorBody::of(&examination, language));
        check("lint", LintBody::of(linted.files, &linted.problems, language));
        check("search", search(&engine, language));
        check("similar", similar(&engine, &SimilarQuery::of_text("sync.Map误用于高写场景"), language));
        let pasted = SimilarQuery { input: Some(PANIC.into()), limit: 5, ..SimilarQuery::default() };
        check("similar", similar(&engine, &pasted, language));
        check_graph(&engine, language);
        for by in [Grouping::Pattern, Grouping::PatternGroup, Grouping::Service, Grouping::Month] {
            let query = ShareQuery { by, under: None, scope: Scope::default() };
            let shares = engine.root_cause_shares(&query).unwrap();
            check("root-causes", SharesBody::of(&query, &shares, Reader::of(language)));
        }
    }
}

fn search(engine: &Engine, language: Language) -> SearchBody {
    let query = SearchQuery { text: "goroutine 泄漏".to_owned(), limit: 20, ..SearchQuery::default() };
    let body = SearchBody::of(&query, &engine.search(&query).unwrap(), Reader::of(language), 0.25);
    assert!(body.hits.iter().any(|hit| !hit.highlights.is_empty()), "{body:#?}");
    body
}

fn similar(engine: &Engine, query: &SimilarQuery, language: Language) -> SimilarBody {
    let body = SimilarBody::of(&engine.similar(query).unwrap(), Reader::of(language), 0.25);
    assert!(!body.hits.is_empty());
    body
}

#[test]
fn fingerprints_and_what_was_seen_of_them_keep_to_them() {
    let engine = Shipped::new().engine();
    let summary = fupan_engine::summarize(PANIC.as_bytes());
    check("fingerprint", FingerprintBody::from(&summary));
    check("fingerprint", FingerprintBody::from(&fupan_engine::summarize(b"no stack")));
    let family = summary.stacks[0].family;
    for language in LANGUAGES {
        check("lookup", LookupBody::of(&engine.lookup(&family).unwrap(), Reader::of(language)));
    }
}

#[test]
fn drafts_and_problems_keep_to_them() {
    let corpus = tempfile::tempdir().unwrap();
    std::fs::create_dir(corpus.path().join("incidents")).unwrap();
    let date = "2024-05-06".parse().unwrap();
    let draft = fupan_engine::draft(corpus.path(), Some("Cache"), &date, Language::En).unwrap();
    check("draft", DraftBody::from(&draft));
    std::fs::write(corpus.path().join("incidents/RPL-2024-0001/postmortem.md"), "no front matter").unwrap();
    let linted = fupan_engine::lint(corpus.path(), None).unwrap();
    assert!(!linted.problems.is_empty());
    for language in LANGUAGES {
        check("lint", LintBody::of(linted.files, &linted.problems, language));
        check("problem", ProblemBody::of(&EngineError::EmptyQuery, language));
    }
}

#[test]
fn an_answer_of_another_form_is_told_apart() {
    let body = json(ProblemBody::of(&EngineError::EmptyQuery, Language::En));
    let mut without_status = body.clone();
    without_status.as_object_mut().unwrap().remove("status");
    assert_eq!(complaints("problem", &without_status).len(), 1);
    let mut unknown_code = body;
    unknown_code["code"] = "something_else".into();
    assert_eq!(complaints("problem", &unknown_code).len(), 1);
}
