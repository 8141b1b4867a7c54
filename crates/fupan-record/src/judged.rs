//! Judged questions: what somebody asked, and which incidents answer it. One line of JSON each, in `queries/*.jsonl`.
//!
//! ```json
//! {"qid": "q07", "query": "panic: concurrent write to websocket", "relevant": ["RPL-2016-0003"], "partly_relevant": []}
//! {"qid": "f-5d1c2a…", "input": "panic: …", "not_relevant": ["RPL-2019-0002"], "annotator": "orders", "timestamp": "2026-03-07T01:12:00Z"}
//! ```
//!
//! Of two lines with one `qid` the last counts, so that a correction is written behind and nothing is rewritten.

use fupan_model::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A judged question. Other keys may stand beside these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JudgedQuestion {
    /// Its id; of lines with one id the last counts.
    pub qid: String,
    /// A sentence that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What was pasted: a panic, a dump, log lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The right incidents to open, by id or alias. Empty: the corpus has none. Absent: nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<Vec<String>>,
    /// Incidents that help, by id or alias.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partly_relevant: Vec<String>,
    /// Incidents of which somebody said that they do not help, by id or alias.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_relevant: Vec<String>,
    /// The service in which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// The part of the questions that it belongs to, such as `fit` and `test`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// Who judged it: a team or a role rather than a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotator: Option<String>,
    /// When it was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Moment>,
    /// What else was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Reads one line.
///
/// # Errors
/// What is wrong with it, for a person.
pub fn read_judged_question(line: &str) -> Result<JudgedQuestion, String> {
    serde_json::from_str(line.trim_start_matches('\u{feff}')).map_err(|error| {
        let reason = error.to_string();
        // It is always the first line of what was read here.
        reason.split(" at line ").next().unwrap_or_default().to_owned()
    })
}

/// The line of a judged question, with its line feed.
#[must_use]
pub fn write_judged_question(question: &JudgedQuestion) -> String {
    let line = serde_json::to_string(question);
    debug_assert!(line.is_ok(), "a question has string keys only");
    line.unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[expect(clippy::needless_pass_by_value, reason = "an expectation is written in place")]
    fn check(line: &str, expected: Expect) {
        let read = match read_judged_question(line) {
            Ok(question) => {
                let written = write_judged_question(&question);
                assert_eq!(read_judged_question(&written), Ok(question));
                written
            }
            Err(reason) => reason,
        };
        expected.assert_eq(&read);
    }

    #[test]
    fn empty_and_absent_answers_differ() {
        check(
            r#"{"qid":"q1","query":"锁","relevant":[],"lang":"zh"}"#,
            expect![[r#"
            {"qid":"q1","query":"锁","relevant":[]}
        "#]],
        );
        check(
            r#"{"qid":"q1","query":"锁","not_relevant":["RPL-2020-0001"],"at":"2024-05"}"#,
            expect![[r#"
            {"qid":"q1","query":"锁","not_relevant":["RPL-2020-0001"],"at":"2024-05"}
        "#]],
        );
    }

    #[test]
    fn a_line_of_another_form_says_why() {
        check(r#"{"query":"锁"}"#, expect!["missing field `qid`"]);
        check(
            r#"{"qid":"q1","at":"soon"}"#,
            expect![[r#""soon" is not a date (2019, 2019-05, 2019-05-31) or time (2020-02-29T03:08:00Z)"#]],
        );
        check("q1", expect!["expected value"]);
    }
}
