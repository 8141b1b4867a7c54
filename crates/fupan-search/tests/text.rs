//! The text index as its users see it.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use std::collections::BTreeMap;
use std::path::Path;

use expect_test::{Expect, expect};
use fupan_search::{AfterHit, Document, Highlighter, TextHits, TextIndex, TextIndexWriter, TextQuery};
use fupan_text::{Analyzer, Glossary, GlossaryTerm};
use proptest::prelude::*;

fn document(id: &str, title: &str, body: &str, symbols: &[&str]) -> Document {
    Document {
        id: id.to_owned(),
        title: vec![title.to_owned()],
        body: vec![body.to_owned()],
        symbols: symbols.iter().map(|symbol| (*symbol).to_owned()).collect(),
        filters: vec![("service".to_owned(), title.split(' ').next().unwrap().to_owned())],
        ..Document::default()
    }
}

fn documents() -> Vec<Document> {
    vec![
        document("a", "etcd 死锁", "持有互斥锁时再次加锁，所有协程都在等待", &["sync.(*Mutex).Lock"]),
        document("b", "api sync.Map误用于高写场景", "吞吐下降，CPU 飙升", &["sync.Map.Store"]),
        document(
            "c",
            "gateway goroutine leak",
            "http.Request.Context() was not passed to the database call",
            &["database/sql.(*DB).Query"],
        ),
        document("d", "api ctx 没往下传", "超时之后协程一直涨，没有返回", &["context.Background"]),
    ]
}

fn written(documents: &[Document], folder: &Path) -> TextIndex {
    let analyzer = Analyzer::new();
    let mut writer = TextIndexWriter::open(&folder.join("writer")).unwrap();
    for document in documents {
        writer.put(document, &analyzer).unwrap();
    }
    writer.commit(1).unwrap();
    writer.link_into(&folder.join("view")).unwrap();
    TextIndex::open(&folder.join("view")).unwrap()
}

fn ask(index: &TextIndex, text: &str) -> TextHits {
    index
        .search(
            &Analyzer::new(),
            &TextQuery { text: text.to_owned(), limit: 10, counts: true, ..TextQuery::default() },
        )
        .unwrap()
}

fn check(text: &str, expected: &Expect) {
    let folder = tempfile::tempdir().unwrap();
    let hits = ask(&written(&documents(), folder.path()), text);
    let lines =
        hits.hits.iter().map(|hit| format!("{} {:.2} [{}]\n", hit.id, hit.coverage, hit.matched.join(" ")));
    expected.assert_eq(&format!("{}\n{}", hits.total.unwrap(), lines.collect::<String>()));
}

#[test]
fn finds_chinese_and_code() {
    check(
        "sync.Map误用",
        &expect![[r#"
            2
            b 1.00 [sync.Map 误用]
            a 0.33 [sync]
        "#]],
    );
    check(
        "ctx 没往下传",
        &expect![[r#"
            1
            d 1.00 [ctx 没往下传]
        "#]],
    );
    check(
        "http.Request.Context()未透传至DB调用",
        &expect![[r#"
            2
            c 0.59 [http.Request.Context DB]
            d 0.25 [Context 传]
        "#]],
    );
    check(
        "互斥鎖",
        &expect![[r#"
            1
            a 1.00 [互斥鎖]
        "#]],
    );
    check(
        "leaked goroutines",
        &expect![[r#"
        1
        c 1.00 [leaked goroutines]
    "#]],
    );
    check(
        "nothing of the kind",
        &expect![[r#"
            0
        "#]],
    );
    check(
        "",
        &expect![[r#"
        0
    "#]],
    );
}

/// Function words are not asked, words that the document cuts in another way are there, a number tells little.
#[test]
fn coverage_is_the_share_of_what_the_question_tells() {
    check(
        "有没有 sync.Map 的误用案例",
        &expect![[r#"
        2
        b 1.00 [sync.Map 误用]
        a 0.33 [sync]
    "#]],
    );
    check(
        "the map of the leak",
        &expect![[r#"
        2
        c 0.50 [leak]
        b 0.50 [map]
    "#]],
    );
    check(
        "协程 12345 67890",
        &expect![[r#"
            2
            d 0.64 [协程]
            a 0.64 [协程]
        "#]],
    );
    check(
        "有没有",
        &expect![[r#"
            1
            d 0.00 [没有]
        "#]],
    );
}

#[test]
fn filters_and_exclusions_decide() {
    let folder = tempfile::tempdir().unwrap();
    let index = written(&documents(), folder.path());
    let ids = |filters: &[(&str, &str)], exclude: &[&str]| -> Vec<String> {
        let query = TextQuery {
            text: "协程 sync ctx".to_owned(),
            limit: 10,
            filters: filters.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
            exclude: exclude.iter().map(|id| (*id).to_owned()).collect(),
            ..TextQuery::default()
        };
        let mut ids: Vec<String> =
            index.search(&Analyzer::new(), &query).unwrap().hits.into_iter().map(|hit| hit.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&[], &[]), ["a", "b", "d"]);
    assert_eq!(ids(&[("Service", "API")], &[]), ["b", "d"]);
    assert_eq!(ids(&[("service", "api")], &["d"]), ["b"]);
    assert_eq!(ids(&[("service", "none")], &[]), Vec::<String>::new());
}

/// Conditions beside the words: which documents are left, by id.
fn left(query: &TextQuery<'_>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut documents = documents();
    for (day, document) in (100..).zip(&mut documents) {
        document.day = Some(day);
    }
    let index = written(&documents, folder.path());
    let found = index.search(&Analyzer::new(), &TextQuery { limit: 10, ..query.clone() }).unwrap();
    let mut ids: Vec<String> = found.hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids
}

#[test]
fn phrases_stand_word_for_word_across_chinese_and_code() {
    let with = |phrase: &str| {
        left(&TextQuery { text: phrase.to_owned(), phrases: vec![phrase.to_owned()], ..TextQuery::default() })
    };
    assert_eq!(with("sync.Map误用"), ["b"]);
    assert_eq!(with("误用于高写"), ["b"]);
    assert_eq!(with("sync.map 高写"), Vec::<String>::new());
    assert_eq!(with("passed to the database"), ["c"]);
    assert_eq!(with("passed the database"), Vec::<String>::new());
    assert_eq!(with("Request.Context() was"), ["c"]);
    assert_eq!(with("一直"), ["d"]);
    assert_eq!(with("涨"), ["d"]);
    assert_eq!(
        with("死锁持有"),
        Vec::<String>::new(),
        "the end of one text is no neighbour of the next one's start"
    );
}

#[test]
fn what_is_not_wanted_and_days_decide() {
    let all = || TextQuery { text: "协程 sync ctx".to_owned(), ..TextQuery::default() };
    assert_eq!(left(&TextQuery { without: vec!["sync.Map".to_owned()], ..all() }), ["a", "d"]);
    let pair = |service: &str| vec![("service".to_owned(), service.to_owned())];
    assert_eq!(left(&TextQuery { without_filters: pair("etcd"), ..all() }), ["b", "d"]);
    assert_eq!(left(&TextQuery { since: Some(101), ..all() }), ["b", "d"]);
    assert_eq!(left(&TextQuery { since: Some(101), until: Some(102), ..all() }), ["b"]);
    let only_conditions = TextQuery { filters: pair("api"), ..TextQuery::default() };
    assert_eq!(left(&only_conditions), ["b", "d"]);
}

#[test]
fn other_spellings_and_meanings_are_said_to_be_such() {
    let folder = tempfile::tempdir().unwrap();
    let index = written(&documents(), folder.path());
    let analyzer = Analyzer::new();
    let term = |text: &str| GlossaryTerm { text: text.to_owned(), weight: 1.0 };
    let groups = [vec![term("协程"), term("goroutine")], vec![term("死锁"), term("deadlock")]];
    let glossary = Glossary::new(&analyzer, groups);
    let check = |text: &str, expected: Expect| {
        let query =
            TextQuery { text: text.to_owned(), limit: 2, glossary: Some(&glossary), ..TextQuery::default() };
        let mut shown = String::new();
        for hit in index.search(&analyzer, &query).unwrap().hits {
            shown += &format!("{} {:.2} {:?}", hit.id, hit.coverage, hit.matched);
            for other in hit.instead {
                shown += &format!(" {} {:?} {}", other.asked, other.because, other.found);
            }
            shown += "\n";
        }
        expected.assert_eq(&shown);
    };
    check(
        "deadlock",
        expect![[r#"
        a 0.85 [] deadlock Meaning 死锁
    "#]],
    );
    check(
        "goroutine leak",
        expect![[r#"
        c 1.00 ["goroutine", "leak"]
        a 0.43 [] goroutine Meaning 协程
    "#]],
    );
    check(
        "sync.Mpa.Sotre",
        expect![[r#"
        b 0.73 ["sync"] sync.Mpa.Sotre Spelling sync.map.store Mpa.Sotre Spelling map.store
        a 0.33 ["sync"]
    "#]],
    );
    check(
        "gorutine",
        expect![[r#"
        c 0.60 [] gorutine Spelling goroutin
    "#]],
    );
    check(
        "databa",
        expect![[r#"
        c 0.60 [] databa Spelling databas
    "#]],
    );
    check("zookeeper", expect![[""]]);
}

#[test]
fn pages_follow_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let documents: Vec<Document> =
        (0..25).map(|number| document(&format!("d{number:02}"), "api", "同一个死锁", &[])).collect();
    let index = written(&documents, folder.path());
    let analyzer = Analyzer::new();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let query = TextQuery { text: "死锁".to_owned(), limit: 10, after, ..TextQuery::default() };
        let hits = index.search(&analyzer, &query).unwrap().hits;
        let Some(last) = hits.last() else { break };
        after = Some(AfterHit { score: last.score, id: last.id.clone(), rank: seen.len() + hits.len() });
        seen.extend(hits.into_iter().map(|hit| hit.id));
    }
    let all: Vec<String> = documents.into_iter().map(|document| document.id).collect();
    assert_eq!(seen, all);
}

#[test]
fn odd_questions_have_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let index = written(&documents(), folder.path());
    let long = "协程泄漏 goroutine leak ".repeat(400);
    for text in [
        "锁",
        "?",
        "。，！",
        "🔥🔥",
        "مرحبا بالعالم",
        "\u{fffd}\u{0}",
        "的 了 the of",
        &long,
        "a",
        "\u{202e}abc",
    ] {
        let hits = ask(&index, text);
        assert!(hits.hits.len() <= 4, "{text}");
        assert!(
            hits.hits.iter().all(|hit| hit.score.is_finite() && (0.0..=1.0).contains(&hit.coverage)),
            "{text}"
        );
    }
}

#[test]
fn a_view_stays_as_it_is_while_the_writer_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let index = written(&documents(), folder.path());
    let analyzer = Analyzer::new();
    let mut writer = TextIndexWriter::open(&folder.path().join("writer")).unwrap();
    assert_eq!(writer.sequence(), Some(1));
    writer.remove("b");
    writer.put(&document("e", "api 新的死锁", "互斥锁", &[]), &analyzer).unwrap();
    writer.commit(2).unwrap();
    assert_eq!(ask(&index, "死锁").total, Some(1));
    assert_eq!(ask(&TextIndex::open(&folder.path().join("view")).unwrap(), "sync.Map").total, Some(2));
    writer.link_into(&folder.path().join("view-2")).unwrap();
    let newer = TextIndex::open(&folder.path().join("view-2")).unwrap();
    assert_eq!((ask(&newer, "死锁").total, ask(&newer, "sync.Map").total), (Some(2), Some(1)));
}

#[test]
fn damage_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert!(TextIndex::open(&folder.path().join("nowhere")).is_err());
    written(&documents(), folder.path());
    let meta = folder.path().join("view/meta.json");
    std::fs::remove_file(&meta).unwrap();
    std::fs::write(&meta, "{}").unwrap();
    assert!(TextIndex::open(&folder.path().join("view")).is_err());
    std::fs::write(folder.path().join("writer/meta.json"), "{}").unwrap();
    assert!(TextIndexWriter::open(&folder.path().join("writer")).is_err());
    assert!(TextIndexWriter::create_anew(&folder.path().join("writer")).unwrap().sequence().is_none());
}

#[test]
fn a_huge_question_is_cut_to_its_most_telling_words() {
    let folder = tempfile::tempdir().unwrap();
    let index = written(&documents(), folder.path());
    let mut text: String = (0..60_000).map(|number| format!("word{number} ")).collect();
    text.push_str("互斥锁");
    assert_eq!(ask(&index, &text).hits.first().map(|hit| hit.id.clone()), Some("a".to_owned()));
}

#[test]
fn snippets_show_what_matched() {
    let analyzer = Analyzer::new();
    let text =
        format!("{}超时之后协程一直涨，http.Request 没有返回。{}", "前文。".repeat(40), "后文。".repeat(40));
    let part = Highlighter::of(&analyzer, &["协程 http.Request"]).snippet(&analyzer, &text, 60);
    let marked: Vec<&str> =
        part.highlights.iter().map(|range| part.text.get(range.clone()).unwrap()).collect();
    assert_eq!(marked, ["协程", "http.Request"]);
    assert!(part.text.len() < 80 && part.text.starts_with('…') && part.text.ends_with('…'), "{}", part.text);
    assert_eq!(Highlighter::default().snippet(&analyzer, "short", 60).text, "short");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// However the documents came in, the same ones give the same answers.
    #[test]
    fn history_does_not_matter(steps in prop::collection::vec((0..6_usize, 0..4_usize, any::<bool>()), 1..12)) {
        let words = ["协程 泄漏 goroutine", "互斥锁 sync.Mutex deadlock", "超时 context deadline", "panic map 协程"];
        let folder = tempfile::tempdir().unwrap();
        let analyzer = Analyzer::new();
        let mut writer = TextIndexWriter::open(&folder.path().join("writer")).unwrap();
        let mut model = BTreeMap::new();
        for (number, (id, body, remove)) in steps.into_iter().enumerate() {
            let document = document(&format!("id{id}"), "api", words.get(body).unwrap(), &[]);
            if remove {
                writer.remove(&document.id);
                model.remove(&document.id);
            } else {
                writer.put(&document, &analyzer).unwrap();
                model.insert(document.id.clone(), document);
            }
            writer.commit(number as u64).unwrap();
        }
        writer.link_into(&folder.path().join("view")).unwrap();
        let changed = TextIndex::open(&folder.path().join("view")).unwrap();
        let anew = written(&model.into_values().collect::<Vec<_>>(), &folder.path().join("anew"));
        for text in ["协程", "sync.Mutex deadlock", "超时 panic 泄漏"] {
            prop_assert_eq!(ask(&changed, text), ask(&anew, text));
        }
    }
}
