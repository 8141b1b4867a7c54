//! Stacks with their fingerprints: the culprit first, frames of the application plain, the others folded.

use fupan_api::{EventBody, FingerprintBody, FrameBody, StackBody};
use fupan_locale::LabelMessage;

use super::layout::{Page, Style};

/// Groups shown in full.
const SHOWN: usize = 10;

/// The stacks of an input.
pub(crate) fn stacks(body: &FingerprintBody, style: &Style) -> String {
    let mut page = Page::new(style);
    for (place, stack) in body.stacks.iter().take(SHOWN).enumerate() {
        if place > 0 {
            page.blank();
        }
        group(place == 0, stack, &mut page);
    }
    if body.stacks.len() > SHOWN {
        page.blank();
        page.line(&style.weak(&style.label(&LabelMessage::MoreStacks { count: body.stacks.len() - SHOWN })));
    }
    events(&body.events, &mut page);
    for problem in body.problems.iter().take(SHOWN) {
        let (code, start, end) = (problem.code.clone(), problem.start, problem.end);
        page.line(&style.warn(&style.label(&LabelMessage::UnreadPart { code, start, end })));
    }
    page.finish()
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
    page.blank();
    let lines: Vec<String> = events.iter().take(SHOWN).map(line).collect();
    page.entry(&page.style.label(&LabelMessage::Events), &lines);
}

fn group(is_culprit: bool, stack: &StackBody, page: &mut Page<'_>) {
    let style = page.style;
    let mut head = Vec::new();
    if is_culprit {
        head.push(style.bad(&style.label(&LabelMessage::Culprit)));
    }
    head.push(style.strong(stack.error.as_deref().unwrap_or(&stack.kind)));
    head.push(style.label(&match stack.goroutines {
        0 => LabelMessage::RuntimeStack,
        1 => LabelMessage::OneGoroutine,
        count => LabelMessage::Goroutines { count },
    }));
    if stack.low_information {
        head.push(style.weak(&style.label(&LabelMessage::LowInformation)));
    }
    page.line(&head.join("  "));
    for (label, fingerprint) in [(LabelMessage::Family, &stack.family), (LabelMessage::Exact, &stack.exact)] {
        page.entry(&style.label(&label), std::slice::from_ref(fingerprint));
    }
    frames(&stack.frames, page);
}

/// Frames of the application one by one; a run of others as its length.
fn frames(frames: &[FrameBody], page: &mut Page<'_>) {
    let style = page.style;
    let has_own = frames.iter().any(|frame| frame.in_app);
    for run in frames.chunk_by(|a, b| a.in_app == b.in_app) {
        let own = run.first().is_some_and(|frame| frame.in_app);
        if own || !has_own {
            for frame in run {
                page.line(&format!("   {}  {}", frame.function, style.weak(&place_of(frame))));
            }
        } else {
            page.line(
                &style.weak(&format!("   {}", style.label(&LabelMessage::FoldedFrames { count: run.len() }))),
            );
        }
    }
}

/// The file and line of a frame, as far as they are known.
pub(super) fn place_of(frame: &FrameBody) -> String {
    match (&frame.file, frame.line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        (Some(file), None) => file.clone(),
        _ => String::new(),
    }
}
