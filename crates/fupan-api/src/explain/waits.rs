//! Who waits on what, as rows of words.

use fupan_locale::{AwaitedMessage, Language, StateMessage, WaitMessage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{bounded, quoted};
use crate::{DeadlockBody, FingerprintBody, ParticipantBody, WaitBody};

/// Things waited for that are told of beside a verdict.
const WAITS_SHOWN: usize = 4;

/// Goroutines that cannot go on, or wait for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeldUpBody {
    /// `all_asleep`, `cycle`, `self_deadlock`, `likely`; null where many wait and nothing shows that they cannot go on.
    pub verdict: Option<String>,
    /// The same as a sentence.
    pub sentence: Option<String>,
    /// The fewest goroutines that show it.
    pub because: Vec<HeldUpWaitBody>,
    /// What several wait for: one row each.
    pub waits: Vec<HeldUpWaitBody>,
    /// Whether holders are inferred, not told by the input.
    pub holders_are_probable: bool,
}

/// Goroutines that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeldUpWaitBody {
    /// Who waits, in words.
    pub who: String,
    /// What they wait for, for how long, and who probably has it, in words.
    pub doing: String,
    /// The innermost function of the program itself.
    pub function: String,
    /// Its file and line.
    pub place: Option<String>,
    /// Where the holder stands, in words; null where nothing tells who it is.
    pub holder: Option<String>,
}

impl HeldUpBody {
    pub(super) fn of(stacks: &FingerprintBody, language: Language) -> Option<Self> {
        let because = stacks.deadlock.iter().flat_map(|deadlock| &deadlock.because);
        let explained: Vec<&ParticipantBody> = because.collect();
        let is_told = |wait: &&WaitBody| {
            explained.iter().any(|one| {
                let is_held_as_told = wait.holders.is_empty() || one.held_by.is_some();
                is_held_as_told
                    && one.address.as_ref() == Some(&wait.address)
                    && one.goroutines >= wait.goroutines
            })
        };
        let waits = stacks.waits.iter().filter(|wait| !is_told(wait)).take(WAITS_SHOWN);
        let waits: Vec<HeldUpWaitBody> = waits.map(|wait| of_wait(wait, language)).collect();
        if explained.is_empty() && waits.is_empty() {
            return None;
        }
        let names_holder = explained.iter().any(|one| one.held_by.is_some() && one.name.is_none())
            || stacks.waits.iter().any(|wait| wait.holders.iter().any(|holder| holder.name.is_none()));
        Some(Self {
            verdict: stacks.deadlock.as_ref().map(|deadlock| deadlock.verdict.clone()),
            sentence: stacks.deadlock.as_ref().map(|deadlock| sentence(deadlock, language)),
            because: explained.iter().map(|one| of_participant(one, &explained, language)).collect(),
            waits,
            holders_are_probable: names_holder,
        })
    }
}

fn sentence(deadlock: &DeadlockBody, language: Language) -> String {
    let count = deadlock.because.len();
    let is_java = deadlock.because.iter().any(|one| one.name.is_some());
    let message = match deadlock.verdict.as_str() {
        "all_asleep" => WaitMessage::AllAsleep,
        "cycle" if is_java => WaitMessage::ThreadCycle { count },
        "cycle" => WaitMessage::Cycle { count },
        "self_deadlock" => WaitMessage::SelfDeadlock,
        _ => WaitMessage::Likely,
    };
    message.render(language)
}

fn of_participant(one: &ParticipantBody, all: &[&ParticipantBody], language: Language) -> HeldUpWaitBody {
    let place_of = |one: &ParticipantBody| (one.function.clone(), one.line, one.state.clone());
    let named = all.iter().filter(|other| place_of(other) == place_of(one)).count();
    let count = one.goroutines.saturating_sub(u32::try_from(named).unwrap_or(u32::MAX));
    let mut who = who(one, language);
    if one.goroutine.is_some() && count > 0 {
        who.push_str(&WaitMessage::MoreLikeIt { count }.render(language));
    }
    HeldUpWaitBody {
        who,
        doing: doing(one, language),
        function: bounded(&one.function),
        place: place(one).as_deref().map(bounded),
        holder: None,
    }
}

fn of_wait(wait: &WaitBody, language: Language) -> HeldUpWaitBody {
    let is_java = wait.waiters.iter().any(|one| one.name.is_some());
    let (count, what) = (wait.goroutines, what(&wait.kind, Some(&wait.address), language));
    let message = match (count, is_java) {
        (1, false) => WaitMessage::OneWaiter { what },
        (count, false) => WaitMessage::Waiters { count, what },
        (count, true) => WaitMessage::ThreadWaiters { count, what },
    };
    let first = wait.waiters.first();
    let holder = wait.holders.first().map(|holder| {
        let at = place(holder).map(|place| format!(" ({place})")).unwrap_or_default();
        format!("{}: {}{at}", who(holder, language), quoted(&holder.function))
    });
    HeldUpWaitBody {
        who: message.render(language),
        doing: String::new(),
        function: first.map(|one| bounded(&one.function)).unwrap_or_default(),
        place: first.and_then(place).as_deref().map(bounded),
        holder,
    }
}

fn who(one: &ParticipantBody, language: Language) -> String {
    let message = match (&one.name, one.goroutine) {
        (Some(name), number) => {
            let number = number.map(|number| format!(" #{number}")).unwrap_or_default();
            WaitMessage::Thread { name: format!("{}{number}", quoted(name)) }
        }
        (None, Some(number)) => WaitMessage::Goroutine { number },
        (None, None) => WaitMessage::OneOfGroup { count: one.goroutines },
    };
    message.render(language)
}

/// What it waits for, for how long, and who probably has it.
fn doing(one: &ParticipantBody, language: Language) -> String {
    let waited = one.waits_for.as_deref().map(|kind| {
        let what = what(kind, one.address.as_deref(), language);
        WaitMessage::WaitsFor { what }.render(language)
    });
    let state = || {
        let words = StateMessage::of(&one.state).map(|words| words.render(language));
        words.unwrap_or_else(|| bounded(&one.state))
    };
    let holder = one.held_by.map(|number| match one.goroutine == Some(number) {
        true => WaitMessage::HeldByItself,
        false if one.name.is_some() => WaitMessage::HeldByThread { number },
        false => WaitMessage::HeldBy { number },
    });
    let time = one.minutes.map(|minutes| WaitMessage::ForMinutes { minutes });
    let more = time.into_iter().chain(holder).map(|message| message.render(language));
    let parts: Vec<String> = std::iter::once(waited.unwrap_or_else(state)).chain(more).collect();
    parts.join(comma(language))
}

fn what(kind: &str, address: Option<&str>, language: Language) -> String {
    let words = AwaitedMessage::of(kind).map(|words| words.render(language));
    let words = words.unwrap_or_else(|| kind.to_owned());
    address.map_or_else(|| words.clone(), |address| format!("{words} {address}"))
}

pub(super) fn comma(language: Language) -> &'static str {
    match language {
        Language::Zh => "，",
        Language::En => ", ",
    }
}

fn place(one: &ParticipantBody) -> Option<String> {
    let file = one.file.as_deref()?;
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    Some(one.line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}")))
}
