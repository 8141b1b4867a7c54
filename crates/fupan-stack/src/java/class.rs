//! What sort of failure or wait a Java stack shows, as a text that does not vary between runs and layouts.
//!
//! `TIMED_WAITING (sleeping)` of `jstack` is `TIMED_WAITING`, as files of `Thread.dump_to_file` have it;
//! `shop.OrderFailed: order 7` is `shop.OrderFailed`.

use super::throwable;
use crate::kind;

const STATES: [&str; 6] = ["NEW", "RUNNABLE", "BLOCKED", "WAITING", "TIMED_WAITING", "TERMINATED"];
/// What the machine says of its own threads, and the agent of all.
const WORDS: [(&str, &str); 8] = [
    ("runnable", "RUNNABLE"),
    ("waiting on condition", "WAITING"),
    ("in Object.wait()", "WAITING"),
    ("waiting for monitor entry", "BLOCKED"),
    ("sleeping", "TIMED_WAITING"),
    ("IN_NATIVE", "RUNNABLE"),
    ("IN_VM", "RUNNABLE"),
    ("IN_JAVA", "RUNNABLE"),
];
/// The error whose text tells what is lacking.
const OUT_OF_MEMORY: &str = "java.lang.OutOfMemoryError";

/// The class of a thread's state: the word of `Thread.State`.
pub(crate) fn state_class(state: &str) -> &str {
    let word = state.split(' ').next().unwrap_or_default();
    if let Some(known) = STATES.iter().find(|known| **known == word) {
        return known;
    }
    let known = WORDS.iter().find(|(text, _)| *text == state).map(|(_, class)| *class);
    known.unwrap_or(if state.is_empty() { kind::UNKNOWN } else { state })
}

/// Whether `word` is one of `Thread.State`.
pub(super) fn is_state(word: &[u8]) -> bool {
    STATES.iter().any(|state| state.as_bytes() == word)
}

/// Whether `state` is one of a thread, without a remark.
pub(super) fn is_known(state: &str) -> bool {
    STATES.contains(&state) || WORDS.iter().any(|(word, _)| *word == state)
}

/// The kind of failure an exception's text tells: its class, and what memory ran out.
pub(crate) fn kind_of_error(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line = without_caption(line);
    let (class, message) = line.split_once(':').unwrap_or((line, ""));
    let class = class.trim();
    match (class, message.trim()) {
        ("", _) => kind::UNKNOWN.to_owned(),
        (OUT_OF_MEMORY, message) if !message.is_empty() => {
            format!("{OUT_OF_MEMORY}: {}", kind::masked(message))
        }
        _ if class.contains(' ') => kind::masked(line),
        _ => class.to_owned(),
    }
}

fn without_caption(line: &str) -> &str {
    if let Some((_, rest)) =
        line.strip_prefix("Exception in thread \"").and_then(|rest| rest.split_once("\" "))
    {
        return rest;
    }
    let rest = throwable::captioned(line.as_bytes()).map(|(_, rest)| rest.len());
    rest.and_then(|length| line.get(line.len() - length..)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_states() {
        for (state, class) in [
            ("TIMED_WAITING (sleeping)", "TIMED_WAITING"),
            ("TIMED_WAITING", "TIMED_WAITING"),
            ("WAITING (parking)", "WAITING"),
            ("BLOCKED (on object monitor)", "BLOCKED"),
            ("runnable", "RUNNABLE"),
            ("waiting on condition", "WAITING"),
            ("IN_NATIVE", "RUNNABLE"),
            ("", "unknown"),
            ("odd", "odd"),
        ] {
            assert_eq!(state_class(state), class, "{state}");
        }
    }

    #[test]
    fn kinds_of_errors() {
        for (error, kind) in [
            ("shop.OrderFailed: order 7", "shop.OrderFailed"),
            ("java.lang.NullPointerException", "java.lang.NullPointerException"),
            ("Exception in thread \"main\" a.b.C: x", "a.b.C"),
            ("Caused by: a.b.C$D: x\ny", "a.b.C$D"),
            ("java.lang.OutOfMemoryError: Java heap space", "java.lang.OutOfMemoryError: Java heap space"),
            (
                "java.lang.OutOfMemoryError: Cannot reserve 1024 bytes of direct buffer memory",
                "java.lang.OutOfMemoryError: Cannot reserve N bytes of direct buffer memory",
            ),
            ("java.lang.OutOfMemoryError", "java.lang.OutOfMemoryError"),
            ("", "unknown"),
        ] {
            assert_eq!(kind_of_error(error), kind, "{error}");
        }
    }
}
