//! What is really asked: text, stacks and incidents, read out of a query.

use fupan_locale::NoticeMessage;
use fupan_model::{Localized, Postmortem, PostmortemId};
use fupan_stack::{StackGroup, StackSummary};

use super::SimilarQuery;
use crate::document::told;
use crate::{Engine, EngineError};

/// Groups of a dump that are looked up beside its culprit, the largest first.
const STACKS: usize = 8;
/// Bytes of pasted text that the text index is asked with.
const TEXT_BYTES: usize = 16 * 1024;

/// A query, understood.
#[derive(Debug, Default)]
pub(super) struct Question {
    pub(super) text: String,
    pub(super) stacks: Vec<StackGroup>,
    pub(super) like: Option<PostmortemId>,
    pub(super) exclude: Vec<PostmortemId>,
    pub(super) notices: Vec<NoticeMessage>,
}

impl Question {
    pub(super) fn read(engine: &Engine, query: &SimilarQuery) -> Result<Self, EngineError> {
        let mut question = Self::default();
        for id in &query.exclude {
            question.exclude.push(engine.resolve_incident(id)?);
        }
        if let Some(text) = &query.text {
            question.add_text(text);
        }
        if let Some(input) = &query.input {
            question.add_input(input)?;
        }
        if let Some(id) = &query.like {
            question.add_incident(engine.resolve_incident(id)?, engine)?;
        }
        let asks_nothing = question.text.trim().is_empty() && question.stacks.is_empty();
        if asks_nothing { Err(EngineError::EmptyQuery) } else { Ok(question) }
    }

    /// Pasted bytes: the stacks in them, or else the text that they are.
    fn add_input(&mut self, input: &[u8]) -> Result<(), EngineError> {
        let summary = fupan_stack::summarize(input);
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

    fn add_stacks(&mut self, summary: StackSummary) {
        let mut stacks = summary.stacks.into_iter();
        let Some(culprit) = stacks.next() else { return };
        if culprit.low_information {
            self.notices.push(NoticeMessage::LowInformation);
        }
        self.add_text(culprit.error.as_deref().unwrap_or_default());
        self.add_text(&culprit.family_symbols.join("\n"));
        let mut others: Vec<StackGroup> = stacks.filter(|stack| !stack.low_information).collect();
        others.sort_by_key(|stack| std::cmp::Reverse(stack.goroutines));
        self.stacks.push(culprit);
        self.stacks.extend(others.into_iter().take(STACKS));
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
            return Err(EngineError::UnknownIncident { id: id.to_string() });
        };
        self.add_text(&text_of(&postmortem));
        self.stacks.extend(postmortem.stacks.iter().map(crate::document::stack_group));
        self.exclude.push(id);
        self.like = Some(id);
        Ok(())
    }
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
    fn long_text_is_cut_on_a_character() {
        let mut question = Question::default();
        question.add_text(&"锁".repeat(TEXT_BYTES));
        assert_eq!(question.text.len(), TEXT_BYTES - TEXT_BYTES % 3);
        assert_eq!(question.notices.len(), 1);
    }
}
