//! What the functions of a stack did: who panicked, who recovered, where a goroutine waits.
//!
//! The run-time runs deferred functions on top of the stack that panicked, so that below each `panic` stands who raised it
//! and above it the deferred function that it reached. Default tracebacks leave the run-time's frames at the top out:
//! then a second message tells that the function at the top raised it.

use fupan_stack::{Crash, CrashKind, Goroutine, Section};

use super::frame::{AttributedFrame, Owner};
use crate::scene::is_machinery;

/// What a function did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FrameRole {
    /// The failure was raised in it.
    Raised,
    /// A deferred function that panicked while another panic was under way.
    RaisedAgain,
    /// A deferred function that a panic reached and that wrote this stack.
    Recovered,
    /// The goroutine waits in it.
    Waits,
    /// The goroutine runs in it.
    Runs,
    /// It reads or writes what another goroutine does too.
    Accesses,
    /// A logger or an error took the stack in it.
    Logged,
}

impl FrameRole {
    /// The stable code of this part, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::RaisedAgain => "raised_again",
            Self::Recovered => "recovered",
            Self::Waits => "waits",
            Self::Runs => "runs",
            Self::Accesses => "accesses",
            Self::Logged => "logged",
        }
    }

    /// Whether it tells what happened, not what was done about it.
    #[must_use]
    pub fn is_acting(self) -> bool {
        !matches!(self, Self::RaisedAgain | Self::Recovered)
    }
}

/// Gives the functions of a goroutine their parts.
pub(crate) fn assign(frames: &mut [AttributedFrame], goroutine: &Goroutine<'_>, crash: &Crash<'_>) {
    let panics: Vec<usize> =
        frames.iter().enumerate().filter(|(_, frame)| frame.is_panic()).map(|(at, _)| at).collect();
    let acting = match panics.last() {
        Some(outermost) => {
            assign_around(frames, &panics, crash);
            let below = acting_from(frames, outermost + 1);
            set(frames, below, FrameRole::Raised);
            below
        }
        None => {
            let first = acting_from(frames, 0);
            set(frames, first, role_of_top(goroutine, crash));
            first
        }
    };
    let from = acting.unwrap_or_default();
    let own = frames.iter_mut().skip(from).find(|frame| frame.owner == Owner::Application);
    if let Some(own) = own {
        own.is_own = true;
    }
}

/// Around the panics, the innermost first: who panicked again, and whom the last one reached.
fn assign_around(frames: &mut [AttributedFrame], panics: &[usize], crash: &Crash<'_>) {
    for (again, next) in panics.iter().zip(panics.iter().skip(1)) {
        let raiser = acting_from(frames, again + 1).filter(|raiser| raiser < next);
        set(frames, raiser, FrameRole::RaisedAgain);
    }
    let Some(reached) = panics.first().and_then(|first| first.checked_sub(1)) else { return };
    // Of more panics than the stack shows the last was raised at its top.
    let is_raised_at_top = crash.messages.len() > panics.len();
    let role = if is_raised_at_top { FrameRole::RaisedAgain } else { FrameRole::Recovered };
    set(frames, Some(reached), role);
}

fn role_of_top(goroutine: &Goroutine<'_>, crash: &Crash<'_>) -> FrameRole {
    let state = goroutine.state.as_deref().unwrap_or_default();
    let is_running = state.is_empty() || ["run", "RUN", "syscall"].iter().any(|word| state.starts_with(word));
    match goroutine.section {
        Section::Access(_) => FrameRole::Accesses,
        Section::Throwable => FrameRole::Raised,
        Section::Trace => FrameRole::Logged,
        Section::Record => FrameRole::Waits,
        _ if !is_running => FrameRole::Waits,
        _ => match crash.kind {
            CrashKind::Panic | CrashKind::FatalError | CrashKind::Exception => FrameRole::Raised,
            CrashKind::Signal if goroutine.id != Some(0) && is_fault(crash) => FrameRole::Raised,
            CrashKind::Log => FrameRole::Logged,
            _ => FrameRole::Runs,
        },
    }
}

/// A signal that the program brought upon itself, not one that asked for a dump.
fn is_fault(crash: &Crash<'_>) -> bool {
    let text = crash.messages.first().map(|message| message.text.as_ref()).unwrap_or_default();
    !["SIGQUIT", "SIGABRT", "SIGTERM", "SIGINT"].iter().any(|signal| text.starts_with(signal))
}

/// The first call from a place on that is none of the run-time, of `sync` and of what they are made of; else the first.
fn acting_from(frames: &[AttributedFrame], from: usize) -> Option<usize> {
    let is_inner = |frame: &AttributedFrame| {
        frame.owner == Owner::Runtime
            || is_machinery(&frame.function)
            || (frame.owner == Owner::Standard && frame.package.starts_with("internal/"))
    };
    let mut rest = frames.iter().enumerate().skip(from);
    let found = rest.find(|(_, frame)| !is_inner(frame)).map(|(at, _)| at);
    found.or_else(|| (from < frames.len()).then_some(from))
}

fn set(frames: &mut [AttributedFrame], at: Option<usize>, role: FrameRole) {
    if let Some(frame) = at.and_then(|at| frames.get_mut(at)) {
        frame.role = Some(role);
    }
}
