//! Bad input of every kind: a clear sentence in both languages and the documented exit code, never a panic.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where an expectation is wrong"
)]

#[path = "bad_input/corpus.rs"]
mod corpus;
#[path = "bad_input/data_directory.rs"]
mod data_directory;
#[path = "bad_input/hostile.rs"]
mod hostile;
#[path = "bad_input/questions.rs"]
mod questions;

use expect_test::Expect;
use fupan_tests::Place;

/// What a run says, in both languages, where it gives no answer. Both runs at once: some wait.
fn check_refusal(place: &Place, arguments: &[&str], code: u8, english: &Expect, chinese: &Expect) {
    let run = |language| {
        let answer = place.run(&[arguments, &["--lang", language]].concat()).with_code(code);
        assert_eq!(answer.stdout, "", "{arguments:?}");
        place.masked(&answer.stderr)
    };
    let run = &run;
    let said = std::thread::scope(|scope| {
        ["en", "zh"].map(|language| scope.spawn(move || run(language))).map(|thread| thread.join().unwrap())
    });
    english.assert_eq(&said[0]);
    chinese.assert_eq(&said[1]);
}

/// What is written to both streams, in both languages.
fn check_said(place: &Place, arguments: &[&str], code: u8, english: &Expect, chinese: &Expect) {
    for (language, expected) in [("en", english), ("zh", chinese)] {
        let answer = place.run(&[arguments, &["--lang", language]].concat()).with_code(code);
        expected.assert_eq(&place.masked(&format!("{}{}", answer.stdout, answer.stderr)));
    }
}
