//! Stacks for a person: the verdict and who waits on what, the culprit, then the groups with most goroutines.
//!
//! Frames of the program stand one by one, a run of others as one line. A state is explained where it comes first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use fupan_api::{EventBody, FingerprintBody, FrameBody, MinutesBody, StackBody};
use fupan_locale::{LabelMessage, StateMessage, WaitMessage};

use super::layout::{Page, Style, shortened, shown_width};
use super::waits;

/// Frames of a stack without any of the program's own that are shown.
const FOREIGN_FRAMES: usize = 12;
/// Packages that are named for a run of frames.
const NAMED_PACKAGES: usize = 3;
/// Problems and events that are shown.
const SHOWN: usize = 10;

/// The stacks of an input, `limit` groups of them unless `all` are wanted.
pub(crate) fn stacks(body: &FingerprintBody, limit: usize, all: bool, style: &Style) -> String {
    let mut page = Page::new(style);
    waits::verdict(body, &mut page);
    waits::waits(body, all, &mut page);
    let mut explained = BTreeSet::new();
    let limit = if all { usize::MAX } else { limit };
    let ordered = ordered(&body.stacks);
    for (place, stack) in ordered.iter().take(limit).enumerate() {
        page.gap();
        group(place == 0, stack, &mut explained, &mut page);
    }
    let hidden = ordered.get(limit..).unwrap_or_default();
    if !hidden.is_empty() {
        let goroutines = hidden.iter().map(|stack| u64::from(stack.goroutines)).sum();
        page.gap();
        let more = LabelMessage::MoreStacks { count: hidden.len(), goroutines };
        page.line(&style.weak(&style.label(&more)));
    }
    events(&body.events, &mut page);
    for problem in body.problems.iter().take(SHOWN) {
        let (code, start, end) = (problem.code.clone(), problem.start, problem.end);
        page.line(&style.warn(&style.label(&LabelMessage::UnreadPart { code, start, end })));
    }
    page.finish()
}

/// The culprit, then the largest; what says little behind what says more.
fn ordered(stacks: &[StackBody]) -> Vec<&StackBody> {
    let mut ordered: Vec<&StackBody> = stacks.iter().collect();
    if let Some((_, others)) = ordered.split_first_mut() {
        others.sort_by_key(|stack| (stack.low_information, Reverse(stack.goroutines)));
    }
    ordered
}

/// What happened how often and when, where that is more than one crash.
fn events(events: &[EventBody], page: &mut Page<'_>) {
    if events.iter().map(|event| event.count).sum::<u64>() < 2 {
        return;
    }
    let line = |event: &EventBody| {
        let what = event.error.as_ref().unwrap_or(&event.kind);
        let when = match (&event.first_seen, &event.last_seen) {
            (Some(first), Some(last)) if first != last => format!("  {first} – {last}"),
            (Some(time), _) => format!("  {time}"),
            _ => String::new(),
        };
        format!("{} × {what}{when}", event.count)
    };
    page.gap();
    let lines: Vec<String> = events.iter().take(SHOWN).map(line).collect();
    page.entry(&page.style.label(&LabelMessage::Events), &lines);
}

fn group(is_culprit: bool, stack: &StackBody, explained: &mut BTreeSet<String>, page: &mut Page<'_>) {
    let style = page.style;
    let mut head = Vec::new();
    if is_culprit {
        head.push(style.bad(&style.label(&LabelMessage::Culprit)));
    }
    head.push(style.strong(stack.error.as_deref().unwrap_or(&stack.kind)));
    head.push(style.label(&count(stack)));
    let has_other_state = stack.state.as_ref().is_some_and(|state| *state != stack.kind);
    head.extend(stack.minutes.filter(|_| !has_other_state).map(|minutes| waiting_time(minutes, style)));
    if stack.low_information {
        head.push(style.weak(&style.label(&LabelMessage::LowInformation)));
    }
    page.line(&head.join("  "));
    state(stack, has_other_state, explained, page);
    page.entry(&style.label(&LabelMessage::Family), std::slice::from_ref(&stack.family));
    if is_culprit {
        page.entry(&style.label(&LabelMessage::Exact), std::slice::from_ref(&stack.exact));
    }
    frames(&stack.frames, is_culprit, page);
}

fn count(stack: &StackBody) -> LabelMessage {
    match (stack.goroutines, is_thread(stack)) {
        (0, _) => LabelMessage::RuntimeStack,
        (1, true) => LabelMessage::OneThread,
        (count, true) => LabelMessage::Threads { count },
        (1, false) => LabelMessage::OneGoroutine,
        (count, false) => LabelMessage::Goroutines { count },
    }
}

/// The states of Java threads are written in capitals.
fn is_thread(stack: &StackBody) -> bool {
    let is_capital = |c: char| c.is_ascii_uppercase() || c == '_';
    stack.state.as_ref().is_some_and(|state| state.chars().all(is_capital))
}

/// What the goroutines are doing, where the head does not say so, and what that means, once for each state.
fn state(stack: &StackBody, is_named: bool, explained: &mut BTreeSet<String>, page: &mut Page<'_>) {
    let style = page.style;
    let Some(state) = &stack.state else { return };
    let words = StateMessage::of(state).filter(|_| explained.insert(state.clone()));
    let words = words.map(|words| words.render(style.language));
    let time = stack.minutes.filter(|_| is_named).map(|minutes| waiting_time(minutes, style));
    let named = is_named.then(|| state.clone());
    let parts: Vec<String> = named.into_iter().chain(time).chain(words).collect();
    if !parts.is_empty() {
        page.entry(&style.label(&LabelMessage::State), &[parts.join("  ")]);
    }
}

/// `2–7 min`
pub(super) fn waiting_time(minutes: MinutesBody, style: &Style) -> String {
    let MinutesBody { shortest, longest } = minutes;
    let message = match (shortest, longest) {
        (0, longest) => WaitMessage::MinutesUpTo { longest },
        (shortest, longest) if shortest == longest => WaitMessage::Minutes { minutes: longest },
        (shortest, longest) => WaitMessage::MinutesBetween { shortest, longest },
    };
    message.render(style.language)
}

/// Frames of the application one by one, a run of others as one line. Where there is none of the application, all of a
/// culprit's are shown.
fn frames(frames: &[FrameBody], is_culprit: bool, page: &mut Page<'_>) {
    let is_plain = is_culprit && !frames.iter().any(|frame| frame.in_app);
    let (shown, folded) = match is_plain {
        true => frames.split_at_checked(FOREIGN_FRAMES).unwrap_or((frames, &[])),
        false => (frames, &[][..]),
    };
    for run in shown.chunk_by(|a, b| a.in_app == b.in_app) {
        if is_plain || run.first().is_some_and(|frame| frame.in_app) {
            run.iter().for_each(|frame| place("   ", &frame.function, &place_of(frame), page));
        } else {
            fold(run, page);
        }
    }
    fold(folded, page);
}

/// A function and its place, the place shortened from the left where both do not fit, or on a line of its own.
pub(super) fn place(indent: &str, function: &str, place: &str, page: &mut Page<'_>) {
    let style = page.style;
    let room = style.width.saturating_sub(shown_width(indent) + shown_width(function) + 2);
    match shortened(place, room) {
        Some(place) => page.line(&format!("{indent}{function}  {}", style.weak(&place))),
        None => {
            page.line(&format!("{indent}{function}"));
            let blanks = indent.len() - indent.trim_start_matches(' ').len() + 4;
            let room = style.width.saturating_sub(blanks);
            let place = shortened(place, room).unwrap_or_else(|| place.to_owned());
            page.line(&format!("{}{}", " ".repeat(blanks), style.weak(&place)));
        }
    }
}

fn fold(run: &[FrameBody], page: &mut Page<'_>) {
    let mut packages: Vec<&str> = Vec::new();
    for frame in run {
        let package = if frame.package.is_empty() { &frame.function } else { &frame.package };
        if !packages.contains(&package.as_str()) {
            packages.push(package);
        }
    }
    let rest = if packages.len() > NAMED_PACKAGES { ", …" } else { "" };
    packages.truncate(NAMED_PACKAGES);
    let named = format!("{}{rest}", packages.join(", "));
    let message = match run.len() {
        0 => return,
        1 => LabelMessage::FoldedFrame { package: named },
        count => LabelMessage::FoldedFrames { count, packages: named },
    };
    page.line(&page.style.weak(&format!("   {}", page.style.label(&message))));
}

/// The file and line of a frame, as far as they are known.
pub(super) fn place_of(frame: &FrameBody) -> String {
    place_text(frame.file.as_deref(), frame.line)
}

/// `/src/main.go:9`
pub(super) fn place_text(file: Option<&str>, line: Option<u32>) -> String {
    match (file, line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        (Some(file), None) => file.to_owned(),
        _ => String::new(),
    }
}
