//! What the analysis gives for texts as people write them.

use expect_test::{Expect, expect};
use fupan_text::{Analyzer, Field, FieldSet, Scratch, Token};
use jieba_rs::Jieba;
use proptest::prelude::*;

const DICTIONARY: &str = include_str!("../data/dict.txt");

fn check(text: &str, expected: &Expect) {
    let tokens = Analyzer::new().analyze(text);
    let line = |field: Field| {
        let words = tokens.iter().filter(|token| token.field == field);
        words.map(|token| format!("{}@{}", token.text, token.position)).collect::<Vec<_>>().join(" ")
    };
    expected.assert_eq(&format!(
        "words {}\nidentifiers {}\nbigrams {}\n",
        line(Field::Words),
        line(Field::Identifiers),
        line(Field::Bigrams)
    ));
}

#[test]
fn mixed_text() {
    check(
        "sync.Map误用于高写场景",
        &expect![[r#"
        words sync@0 map@1 误@2 用于@3 高@5 写@6 场景@7
        identifiers sync.map@0
        bigrams 误用@2 用于@3 于高@4 高写@5 写场@6 场景@7
    "#]],
    );
    check(
        "http.Request.Context()未透传至DB调用",
        &expect![[r#"
        words http@0 request@1 context@2 未@3 未透传@3 透@4 透传@4 传@5 至@6 db@7 调用@8
        identifiers http.request.context@0 request.context@1 db@7
        bigrams 未透@3 透传@4 传至@5 调用@8
    "#]],
    );
    check(
        "goroutine泄漏",
        &expect![[r#"
        words goroutin@0 泄漏@1
        identifiers 
        bigrams 泄漏@1
    "#]],
    );
}

#[test]
fn function_words_tell_nothing() {
    let analyzer = Analyzer::new();
    let telling = |text: &str| -> Vec<String> {
        let words = analyzer.analyze(text).into_iter().filter(|token| token.field == Field::Words);
        words.filter(|token| !analyzer.is_function_word(token)).map(|token| token.text).collect()
    };
    assert_eq!(telling("有没有读锁的嵌套"), ["读", "锁", "嵌套"]);
    assert_eq!(telling("Why does it hang with lots of writes"), ["hang", "write"]);
    assert_eq!(telling("sync.Once is done"), ["sync", "onc", "done"]);
}

#[test]
fn folded_text() {
    check(
        "ＨＴＴＰ　Ｓｅｒｖｅｒ",
        &expect![[r#"
        words http@0 server@1
        identifiers http@0
        bigrams 
    "#]],
    );
    check(
        "記憶體洩漏，互斥鎖沒有釋放",
        &expect![[r#"
            words 记忆体@0 泄漏@3 互斥@5 互斥锁@5 锁@7 没有@8 释放@10
            identifiers 
            bigrams 记忆@0 忆体@1 体泄@2 泄漏@3 互斥@5 斥锁@6 锁没@7 没有@8 有释@9 释放@10
        "#]],
    );
}

#[test]
fn identifiers() {
    check(
        "net/http.(*Server).Serve",
        &expect![[r#"
        words net@0 http@1 server@2 serv@3
        identifiers net/http.server.serve@0 http.server.serve@1 server.serve@2
        bigrams 
    "#]],
    );
    check(
        "main.Cache[...].Get server.go:123",
        &expect![[r#"
        words main@0 cach@1 get@2 server@3 go@4 123@5
        identifiers main.cache.get@0 cache.get@1 server.go:123@3 server.go@3
        bigrams 
    "#]],
    );
    check(
        "HTTPServer2 max_conns x-request-id running goroutines 1.22.3 0xdeadbeef",
        &expect![[r#"
        words httpserver2@0 http@0 server@1 2@2 max@3 conn@4 x@5 request@6 id@7 run@8 goroutin@9 1@10 22@11 3@12 0xdeadbeef@13 0@13 xdeadbeef@14
        identifiers httpserver2@0 max_conns@3 x-request-id@5 1.22.3@10 22.3@11 0xdeadbeef@13
        bigrams 
    "#]],
    );
    check(
        "a.b. c",
        &expect![[r#"
        words a@0 b@1 c@2
        identifiers a.b@0
        bigrams 
    "#]],
    );
}

/// Where a sign beside ASCII has to be folded first, the run is the same as in ASCII alone.
#[test]
fn runs_that_are_partly_of_full_width() {
    check(
        "ｈttp．Ｓerver（＊conn）．serve：12 Cache［...］.Get naïve.Éclair a[锁].B",
        &expect![[r#"
            words http@0 server@1 conn@2 serv@3 12@4 cach@5 get@6 naïve@7 éclair@8 a@9 b@10
            identifiers http.server@0 conn.serve:12@2 conn.serve@2 cache.get@5 naïve.éclair@7 a.b@9
            bigrams 
        "#]],
    );
}

#[test]
fn own_words_stand_beside_their_parts() {
    let words = |analyzer: Analyzer| -> Vec<String> {
        let tokens = analyzer.analyze("秒杀链路");
        tokens.into_iter().filter(|token| token.field == Field::Words).map(|token| token.text).collect()
    };
    assert_eq!(words(Analyzer::with_words(["秒杀链路".to_owned()])), ["秒杀", "秒杀链路", "链路"]);
    assert!(!words(Analyzer::new()).contains(&"秒杀链路".to_owned()));
    let own = Analyzer::with_dictionary(&mut "秒杀链路 10 n\n".as_bytes()).unwrap();
    assert_eq!(words(own), ["秒杀链路", "链路"]);
    assert!(Analyzer::with_dictionary(&mut "秒杀 many n\n".as_bytes()).is_err());
}

#[test]
fn identities_differ_with_the_words() {
    let plain = Analyzer::new();
    let more = Analyzer::with_words(["秒杀链路".to_owned()]);
    assert_ne!(plain.identity(), more.identity());
    assert_eq!(plain.identity(), Analyzer::new().identity());
}

/// The words that the dictionary cuts, without those of the domain.
fn cut(analyzer: &Analyzer, run: &str) -> Vec<String> {
    let mut words: Vec<Token> = analyzer.analyze(run);
    words.retain(|token| token.field == Field::Words);
    // A cut covers the run without gaps; words of the domain lie across it.
    words.into_iter().map(|token| token.text).collect()
}

#[test]
fn cuts_every_word_of_the_dictionary_as_jieba_does() {
    let jieba = Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap();
    let analyzer = Analyzer::new();
    let han = |c: char| ('\u{4e00}'..='\u{9fa5}').contains(&c);
    let words: Vec<&str> = DICTIONARY.lines().filter_map(|line| line.split(' ').next()).collect();
    let mut compared = 0;
    for pair in words.chunks(2).step_by(5) {
        let run = pair.concat();
        if !run.chars().all(han) || analyzer.analyze(&run).iter().any(|token| folds(token, &run)) {
            continue;
        }
        compared += 1;
        compare(&jieba, &analyzer, &run);
    }
    assert!(compared > 20_000, "{compared}");
}

fn folds(token: &Token, run: &str) -> bool {
    run.get(token.start..token.end) != Some(token.text.as_str())
}

/// Every word of jieba's cut is a word of ours at the same place.
fn compare(jieba: &Jieba, analyzer: &Analyzer, run: &str) {
    let ours = cut(analyzer, run);
    let mut rest = ours.iter();
    for token in jieba.cut(run, false) {
        assert!(rest.any(|word| word == token.word), "{run}: {} is not in {ours:?}", token.word);
    }
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[锁协程泄漏内存死的了在并发写通道上下文透传]{1,6}",
        "[\\u{4e00}-\\u{4fff}]{1,4}",
        "[a-zA-Z0-9_./:()*\\[\\]@#-]{1,12}",
        "\\PC{0,4}",
        "[Ａ-Ｚａ-ｚ０-９　]{1,4}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// What a thread remembers of other texts, and which fields are wanted, changes no token.
    #[test]
    fn fields_are_the_same_alone_and_together(texts in prop::collection::vec(texts(), 1..6)) {
        let analyzer = Analyzer::new();
        let mut scratch = Scratch::default();
        for text in &texts {
            let all = analyzer.analyze(text);
            let fields = [Field::Words, Field::Identifiers, Field::Bigrams];
            for set in (0..8).map(|set| fields.into_iter().filter(move |field| set & 1 << *field as u8 != 0)) {
                let set: Vec<Field> = set.collect();
                let mut wanted: Vec<Token> = Vec::new();
                let keep = |token: fupan_text::TokenRef<'_>| wanted.push(token.into());
                let end = analyzer.for_each_token(text, FieldSet::of(&set), &mut scratch, keep);
                prop_assert!(all.iter().all(|token| token.position < end));
                let expected: Vec<&Token> = all.iter().filter(|token| set.contains(&token.field)).collect();
                prop_assert_eq!(wanted.iter().collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn spans_lie_on_characters_of_the_input(text in texts()) {
        for token in Analyzer::new().analyze(&text) {
            prop_assert!(token.start < token.end);
            prop_assert!(text.get(token.start..token.end).is_some(), "{token:?}");
            prop_assert!(!token.text.is_empty());
        }
    }

    #[test]
    fn made_up_runs_are_cut_as_jieba_does(run in "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理世车]{1,20}") {
        thread_local! {
            static JIEBA: Jieba = Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap();
        }
        JIEBA.with(|jieba| compare(jieba, &Analyzer::new(), &run));
    }
}
