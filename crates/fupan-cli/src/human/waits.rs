//! Whether goroutines can go on, and who waits on what.

use fupan_api::{FingerprintBody, ParticipantBody, WaitBody};
use fupan_locale::{AwaitedMessage, StateMessage, WaitMessage};

use super::layout::{Page, Style};
use super::stacks::{place, place_text};

/// Waits that are shown unless all are wanted.
const SHOWN: usize = 3;

/// The verdict with the goroutines that show it; nothing where there is none.
pub(super) fn verdict(body: &FingerprintBody, page: &mut Page<'_>) {
    let Some(deadlock) = &body.deadlock else { return };
    let style = page.style;
    let count = deadlock.because.len();
    let is_java = deadlock.because.iter().any(is_thread);
    let verdict = match deadlock.verdict.as_str() {
        "all_asleep" => WaitMessage::AllAsleep,
        "cycle" if is_java => WaitMessage::ThreadCycle { count },
        "cycle" => WaitMessage::Cycle { count },
        "self_deadlock" => WaitMessage::SelfDeadlock,
        _ => WaitMessage::Likely,
    };
    page.line(&style.bad(&verdict.render(style.language)));
    for participant in &deadlock.because {
        let same = deadlock.because.iter().filter(|other| stands_beside(participant, other)).count();
        head("   ", participant, u32::try_from(same).unwrap_or(u32::MAX), page);
        page.paragraph("      ", &awaits(participant, style));
    }
    if !is_java && deadlock.because.iter().any(|participant| participant.held_by.is_some()) {
        let remark = WaitMessage::HoldersAreProbable.render(style.language);
        page.weak_paragraph("   ", &remark);
    }
}

/// What many wait for, with the places of those who wait and of those who may hold it.
pub(super) fn waits(body: &FingerprintBody, all: bool, page: &mut Page<'_>) {
    let style = page.style;
    let explained = |wait: &WaitBody| {
        let because = body.deadlock.iter().flat_map(|deadlock| &deadlock.because);
        wait.goroutines < 2 && because.into_iter().any(|one| one.address.as_ref() == Some(&wait.address))
    };
    let told: Vec<&WaitBody> = body.waits.iter().filter(|wait| all || !explained(wait)).collect();
    let limit = if all { usize::MAX } else { SHOWN };
    for wait in told.iter().take(limit) {
        page.gap();
        self::wait(wait, page);
    }
    if told.len() > limit {
        let more = WaitMessage::MoreWaits { count: told.len() - limit };
        page.line(&style.weak(&more.render(style.language)));
    }
}

fn wait(wait: &WaitBody, page: &mut Page<'_>) {
    let style = page.style;
    let is_java = wait.waiters.iter().any(is_thread);
    let (count, what) = (wait.goroutines, what(&wait.kind, Some(&wait.address), style));
    let head = match (count, is_java) {
        (1, false) => WaitMessage::OneWaiter { what },
        (count, false) => WaitMessage::Waiters { count, what },
        (count, true) => WaitMessage::ThreadWaiters { count, what },
    };
    page.line(&style.strong(&head.render(style.language)));
    let held = if is_java { WaitMessage::Held } else { WaitMessage::ProbablyHeld };
    for (label, participants) in [(WaitMessage::At, &wait.waiters), (held, &wait.holders)] {
        for participant in participants {
            let label = style.weak(&label.render(style.language));
            self::head(&format!("   {label}  "), participant, 1, page);
        }
    }
}

/// Whether both are of one group.
fn stands_beside(one: &ParticipantBody, other: &ParticipantBody) -> bool {
    let place = |of: &ParticipantBody| (of.function.clone(), of.line, of.state.clone(), of.goroutines);
    place(one) == place(other)
}

/// The goroutine and its line; behind it how many more have the same stack beside the `named` ones.
fn head(indent: &str, participant: &ParticipantBody, named: u32, page: &mut Page<'_>) {
    let style = page.style;
    let mut name = style.strong(&name(participant, style));
    let count = participant.goroutines.saturating_sub(named);
    if participant.goroutine.is_some() && count > 0 {
        name.push_str(&WaitMessage::MoreLikeIt { count }.render(style.language));
    }
    let at = place_text(participant.file.as_deref(), participant.line);
    place(&format!("{indent}{name}  "), &participant.function, &at, page);
}

fn name(participant: &ParticipantBody, style: &Style) -> String {
    let message = match (&participant.name, participant.goroutine) {
        (Some(name), number) => {
            let number = number.map(|number| format!(" #{number}")).unwrap_or_default();
            WaitMessage::Thread { name: format!("\"{name}\"{number}") }
        }
        (None, Some(number)) => WaitMessage::Goroutine { number },
        (None, None) => WaitMessage::OneOfGroup { count: participant.goroutines },
    };
    message.render(style.language)
}

/// What a goroutine waits for, for how long, and who probably has it.
fn awaits(participant: &ParticipantBody, style: &Style) -> String {
    let waited = participant.waits_for.as_deref().map(|kind| {
        let what = what(kind, participant.address.as_deref(), style);
        WaitMessage::WaitsFor { what }.render(style.language)
    });
    let state = || {
        let words = StateMessage::of(&participant.state).map(|words| words.render(style.language));
        words.unwrap_or_else(|| participant.state.clone())
    };
    let holder = participant.held_by.map(|number| match participant.goroutine == Some(number) {
        true => WaitMessage::HeldByItself,
        false if is_thread(participant) => WaitMessage::HeldByThread { number },
        false => WaitMessage::HeldBy { number },
    });
    let time = participant.minutes.map(|minutes| WaitMessage::ForMinutes { minutes });
    let parts = [Some(waited.unwrap_or_else(state))];
    let more = time.into_iter().chain(holder).map(|message| message.render(style.language));
    let parts: Vec<String> = parts.into_iter().flatten().chain(more).collect();
    parts.join(style.comma())
}

fn what(kind: &str, address: Option<&str>, style: &Style) -> String {
    let words = AwaitedMessage::of(kind).map(|words| words.render(style.language));
    let words = words.unwrap_or_else(|| kind.to_owned());
    match address {
        Some(address) => format!("{words} {address}"),
        None => words,
    }
}

fn is_thread(participant: &ParticipantBody) -> bool {
    participant.name.is_some()
}
