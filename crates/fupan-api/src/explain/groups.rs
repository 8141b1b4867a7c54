//! The groups of goroutines beside the culprit that matter, each as one row.

use std::cmp::Reverse;

use fupan_locale::{ExplainMessage as Message, Language, StateMessage, WaitMessage};
use fupan_stack::{CrashKind, GroupFrame, Minutes, StackGroup, StackSummary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bounded;
use crate::MinutesBody;

/// Groups that are shown.
const SHOWN: usize = 6;

/// Goroutines with one stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OtherGroupBody {
    /// How many they are.
    pub goroutines: u32,
    /// What they are doing, as printed.
    pub state: Option<String>,
    /// The same in words.
    pub state_words: Option<String>,
    /// For how long.
    pub minutes: Option<MinutesBody>,
    /// The same in words.
    pub how_long: Option<String>,
    /// The first function of the program's own, or of what there is.
    pub function: Option<String>,
    /// Its file and line.
    pub place: Option<String>,
    /// The fingerprint of the group.
    pub family: String,
}

/// Groups that are not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MoreGroupsBody {
    /// How many groups.
    pub groups: usize,
    /// How many goroutines they are.
    pub goroutines: u64,
    /// The same in words.
    pub words: String,
}

/// The groups that matter beside the first, and what is left of them.
pub(super) fn others(
    summary: &StackSummary,
    kind: Option<CrashKind>,
    language: Language,
) -> (Vec<OtherGroupBody>, Option<MoreGroupsBody>) {
    // The accesses of a race stand side by side elsewhere; sections without goroutines are no goroutines.
    if matches!(kind, Some(CrashKind::DataRace | CrashKind::Exception | CrashKind::Log)) {
        return (Vec::new(), None);
    }
    let mut others: Vec<&StackGroup> =
        summary.stacks.iter().skip(1).filter(|group| group.goroutines > 0).collect();
    others.sort_by_key(|group| (!has_own(group), Reverse(group.goroutines)));
    let many = others.iter().map(|group| group.goroutines).max().unwrap_or_default() / 10;
    let matters = |group: &&&StackGroup| has_own(group) || group.goroutines > many.max(10);
    let shown = others.iter().take(SHOWN).take_while(matters).count();
    let (shown, rest) = others.split_at_checked(shown).unwrap_or_default();
    let goroutines = rest.iter().map(|group| u64::from(group.goroutines)).sum();
    let groups = rest.len();
    let words = Message::MoreGroups { groups, goroutines }.render(language);
    let more = (groups > 0).then_some(MoreGroupsBody { groups, goroutines, words });
    (shown.iter().map(|group| OtherGroupBody::of(group, language)).collect(), more)
}

fn has_own(group: &StackGroup) -> bool {
    group.frames.iter().any(|frame| frame.in_app)
}

impl OtherGroupBody {
    fn of(group: &StackGroup, language: Language) -> Self {
        let frame = place_of(group);
        Self {
            goroutines: group.goroutines,
            state: group.state.as_deref().map(bounded),
            state_words: group
                .state
                .as_deref()
                .and_then(StateMessage::of)
                .map(|words| words.render(language)),
            minutes: group.minutes.map(MinutesBody::from),
            how_long: group.minutes.map(|minutes| how_long(minutes, language)),
            function: frame.map(|frame| bounded(&frame.function)),
            place: frame.and_then(place).as_deref().map(bounded),
            family: group.family.to_string(),
        }
    }
}

/// The first call of the program's own, or of what there is.
pub(super) fn place_of(group: &StackGroup) -> Option<&GroupFrame> {
    group.frames.iter().find(|frame| frame.in_app).or(group.frames.first())
}

pub(super) fn place(frame: &GroupFrame) -> Option<String> {
    let file = frame.file.as_deref()?;
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    Some(frame.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}")))
}

/// `2–7 min`
pub(super) fn how_long(minutes: Minutes, language: Language) -> String {
    let Minutes { shortest, longest } = minutes;
    let message = match (shortest, longest) {
        (one, other) if one == other => WaitMessage::Minutes { minutes: one },
        (0, longest) => WaitMessage::MinutesUpTo { longest },
        (shortest, longest) => WaitMessage::MinutesBetween { shortest, longest },
    };
    message.render(language)
}
