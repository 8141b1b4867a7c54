//! Both languages: by option, and by what the environment says.

use fupan_cli::Environment;
use fupan_tests::{DEADLOCK_STACK, Place, Setting};

fn in_locale(place: &Place, locale: &str, arguments: &[&str]) -> String {
    let environment = Environment { locale: Some(locale.to_owned()), ..Environment::default() };
    place.run_in(arguments, Setting { environment, ..Setting::default() }).stdout
}

#[test]
fn the_environment_chooses_and_the_option_overrules() {
    let place = Place::small();
    for (locale, option, title) in [
        ("zh_CN.UTF-8", None, "账本对同一把互斥锁加锁两次"),
        ("en_US.UTF-8", None, "Ledger locked its own mutex twice"),
        ("C", None, "Ledger locked its own mutex twice"),
        ("zh_TW", Some("en"), "Ledger locked its own mutex twice"),
        ("C.UTF-8", Some("zh"), "账本对同一把互斥锁加锁两次"),
    ] {
        let mut arguments = vec!["search", "ledger", "--json"];
        arguments.extend(option.iter().flat_map(|language| ["--lang", language]));
        let answer: serde_json::Value = serde_json::from_str(&in_locale(&place, locale, &arguments)).unwrap();
        assert_eq!(answer["hits"][0]["title"], title, "{locale} {option:?}");
    }
}

#[test]
fn the_option_may_stand_before_the_verb_and_with_an_equals_sign() {
    let place = Place::small();
    for arguments in [&["--lang", "zh", "doctor"][..], &["doctor", "--lang=zh"], &["--lang=zh", "doctor"]] {
        assert!(place.run(arguments).stdout.contains("语料库"), "{arguments:?}");
    }
    let wrong = place.run(&["doctor", "--lang", "fr"]).with_code(2);
    assert!(wrong.stderr.starts_with("error: fr is no value for --lang"), "{}", wrong.stderr);
}

/// What every human form says is of the language that was asked for: an answer holds no sentence of the other.
#[test]
fn human_forms_and_reasons_are_of_one_language() {
    let place = Place::small();
    let file = place.input("panic.txt", DEADLOCK_STACK);
    for arguments in [
        &["similar", &file][..],
        &["fingerprint", &file],
        &["explain", &file],
        &["explain", &file, "--format", "html"],
        &["doctor"],
        &["index"],
        &["lint"],
        &["stats", "root-causes"],
        &["stats", "root-causes", "--format", "svg"],
        &["stats", "recurrence"],
        &["stats", "times"],
        &["stats", "trends"],
        &["search", "ledger"],
    ] {
        let english = place.run(&[arguments, &["--lang", "en"]].concat());
        let chinese = place.run(&[arguments, &["--lang", "zh"]].concat());
        assert_eq!(english.status, chinese.status);
        assert!(!english.stdout.is_ascii() || english.stdout.chars().all(|c| !is_chinese(c)));
        assert_ne!(english.stdout, chinese.stdout, "{arguments:?}");
        assert!(chinese.stdout.chars().any(is_chinese), "{arguments:?}: {}", chinese.stdout);
    }
    let why = |language: &str| {
        let answer = place.json(&["similar", &file, "--lang", language]);
        answer["hits"][0]["why"][0].as_str().unwrap().to_owned()
    };
    assert!(why("zh").chars().any(is_chinese));
    assert!(!why("en").chars().any(is_chinese));
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn help_of_every_verb_in_both_languages() {
    let place = Place::empty();
    let verbs: &[&[&str]] = &[
        &[],
        &["search"],
        &["similar"],
        &["explain"],
        &["report", "onboarding"],
        &["fingerprint"],
        &["diff-dumps"],
        &["lookup"],
        &["stats"],
        &["stats", "root-causes"],
        &["stats", "recurrence"],
        &["stats", "times"],
        &["stats", "trends"],
        &["annotate"],
        &["feedback"],
        &["report"],
        &["report", "guidelines"],
        &["report", "templates"],
        &["graph"],
        &["graph", "show"],
        &["graph", "path"],
        &["graph", "related"],
        &["graph", "together"],
        &["graph", "communities"],
        &["graph", "export"],
        &["index"],
        &["new"],
        &["lint"],
        &["doctor"],
        &["serve"],
        &["completions"],
    ];
    for verb in verbs {
        for (language, usage) in [("zh", "用法: fupan"), ("en", "Usage: fupan")] {
            let help = place.run(&[verb, &["--help", "--lang", language][..]].concat()).with_code(0);
            assert!(help.stdout.contains(usage), "{verb:?}: {}", help.stdout);
            assert_eq!(help.stdout.chars().any(is_chinese), language == "zh" || verb.is_empty(), "{verb:?}");
            assert_eq!(help.stderr, "");
        }
    }
    let version = place.run(&["--version"]).with_code(0);
    assert_eq!(version.stdout, format!("fupan {}\n", env!("CARGO_PKG_VERSION")));
}
