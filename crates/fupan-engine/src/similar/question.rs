//! What is really asked: text, stacks and incidents, read out of a query.

use fupan_diagnosis::Reading;
use fupan_locale::NoticeMessage;
use fupan_model::{Localized, Postmortem, PostmortemId};
use fupan_stack::{StackGroup, StackSummary};

use super::SimilarQuery;
use crate::document::told;
use crate::unpack::notices_of;
use crate::{Engine, EngineError};

/// Groups of a dump that are looked up beside its culprit, the largest first.
const STACKS: usize = 8;
/// Bytes of pasted text that the text index is asked with.
const TEXT_BYTES: usize = 16 * 1024;

/// A query, understood.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// What a person wrote.
    pub(super) text: String,
    /// The error line and the function names of the culprit.
    pub(super) stack_words: Vec<String>,
    pub(super) stacks: Vec<StackGroup>,
    pub(super) like: Option<PostmortemId>,
    pub(super) exclude: Vec<PostmortemId>,
    pub(super) notices: Vec<NoticeMessage>,
}

impl Question {
    pub(super) fn read(
        engine: &Engine,
        query: &SimilarQuery,
        reading: Option<&Reading<'_>>,
    ) -> Result<Self, EngineError> {
        let mut question = Self::default();
        for id in &query.exclude {
            question.exclude.push(engine.resolve_incident(id)?);
        }
        if let Some(text) = &query.text {
            question.add_text(text);
        }
        if let Some(reading) = reading {
            question.notices.extend(notices_of(reading.problems()));
            // Decoded text no longer shows that the input was none; what was opened is text where the input was not.
            let closed = query.input.as_deref().is_some_and(fupan_evidence::is_closed);
            let given = query.input.as_deref().filter(|_| !closed);
            if closed && reading.text().trim().is_empty() {
                return Err(EngineError::NotUnderstood);
            }
            question.add_input(given.unwrap_or(reading.text().as_bytes()), reading.summary())?;
        }
        if let Some(id) = &query.like {
            question.add_incident(engine.resolve_incident(id)?, engine)?;
        }
        let asks_nothing = question.text.trim().is_empty() && question.stacks.is_empty();
        if asks_nothing { Err(EngineError::EmptyQuery) } else { Ok(question) }
    }

    /// Pasted bytes: the stacks in them, or else the text that they are.
    fn add_input(&mut self, input: &[u8], summary: &StackSummary) -> Result<(), EngineError> {
        if summary.stacks.is_empty() {
            if !is_text(input) {
                return Err(EngineError::NotUnderstood);
            }
            self.add_text(&String::from_utf8_lossy(input));
            return Ok(());
        }
        if !summary.problems.is_empty() {
            self.notices.push(NoticeMessage::InputProblems { count: summary.problems.len() });
        }
        self.add_stacks(summary);
        Ok(())
    }

    fn add_stacks(&mut self, summary: &StackSummary) {
        let mut stacks = summary.stacks.iter();
        let Some(culprit) = stacks.next() else { return };
        if culprit.low_information {
            self.notices.push(NoticeMessage::LowInformation);
        }
        self.stack_words = words_of(culprit);
        let mut others: Vec<&StackGroup> = stacks.filter(|stack| !stack.low_information).collect();
        others.sort_by_key(|stack| std::cmp::Reverse(stack.goroutines));
        self.stacks.push(culprit.clone());
        self.stacks.extend(others.into_iter().take(STACKS).cloned());
    }

    fn add_text(&mut self, text: &str) {
        let room = TEXT_BYTES.saturating_sub(self.text.len());
        let end = text.floor_char_boundary(room);
        if end < text.len() {
            self.notices.push(NoticeMessage::InputCut { bytes: self.text.len() + end });
        }
        if !self.text.is_empty() && end > 0 {
            self.text.push('\n');
        }
        self.text.push_str(text.get(..end).unwrap_or_default());
    }

    /// Everything that another incident tells.
    fn add_incident(&mut self, id: PostmortemId, engine: &Engine) -> Result<(), EngineError> {
        let Some(postmortem) = engine.incident(id)? else {
            return Err(EngineError::UnknownIncident { id: id.to_string(), near: None });
        };
        self.add_text(&text_of(&postmortem));
        self.stacks.extend(postmortem.stacks.iter().map(crate::document::stack_group));
        self.exclude.push(id);
        self.like = Some(id);
        Ok(())
    }
}

/// How error lines begin that the run time, the race detector or the test runner gives for a slip anywhere.
const SAYS_NOTHING: [&str; 3] = ["panic: runtime error: ", "panic: test timed out", "WARNING: DATA RACE"];

/// The words of a stack, the error line apart from the function names: without errors that any slip can give, without where packages are hosted and to whom they belong, and without `main`, which every
/// program has.
fn words_of(stack: &StackGroup) -> Vec<String> {
    let tells = |error: &String| !SAYS_NOTHING.iter().any(|start| error.starts_with(start));
    let error = stack.error.clone().filter(tells);
    let names = stack.family_symbols.iter().map(|symbol| symbol.rsplit('/').next().unwrap_or(symbol));
    let names: Vec<&str> = names.map(|name| name.strip_prefix("main.").unwrap_or(name)).collect();
    let names = (!stack.low_information).then(|| names.join("\n"));
    error.into_iter().chain(names).collect()
}

fn text_of(postmortem: &Postmortem) -> String {
    let texts = postmortem.title.texts().chain(told(postmortem).into_iter().flat_map(Localized::texts));
    texts.collect::<Vec<_>>().join("\n")
}

/// Text has no NUL and hardly any bytes that are no UTF-8.
fn is_text(input: &[u8]) -> bool {
    let damaged: usize = input.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    !input.contains(&0) && damaged * 10 <= input.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_text_from_other_bytes() {
        assert!(is_text("缓存 panic".as_bytes()));
        assert!(is_text(b"cut in the middle of \xe7\xbc"));
        assert!(!is_text(b"\x7fELF\x02\x01\x01\0\0\0"));
        assert!(!is_text(&[0xff; 64]));
    }

    #[test]
    fn words_of_a_stack_are_those_that_tell() {
        let words = |error: &str, symbols: &[&str]| {
            let symbols: Vec<String> = symbols.iter().map(|symbol| (*symbol).to_owned()).collect();
            words_of(&StackGroup::from_symbols(Some(error), &symbols))
        };
        assert_eq!(
            words("panic: send on closed channel", &["github.com/shop/cart.(*Cart).Close", "main.run"]),
            ["panic: send on closed channel", "cart.(*Cart).Close\nrun"]
        );
        assert_eq!(
            words("panic: runtime error: index out of range [3] with length 3", &["main.run"]),
            ["run"]
        );
        assert_eq!(words("panic: test timed out after 1m0s", &["runtime.gopark"]), Vec::<String>::new());
        assert_eq!(words("WARNING: DATA RACE", &["github.com/shop/cart.(*Cart).Add"]), ["cart.(*Cart).Add"]);
    }

    #[test]
    fn long_text_is_cut_on_a_character() {
        let mut question = Question::default();
        question.add_text(&"锁".repeat(TEXT_BYTES));
        assert_eq!(question.text.len(), TEXT_BYTES - TEXT_BYTES % 3);
        assert_eq!(question.notices.len(), 1);
    }
}
