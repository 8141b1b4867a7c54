//! Values that no longer borrow from the input.

use std::borrow::Cow;

use super::{Ancestor, Crash, Creation, Frame, Goroutine, LogTime, Message, Monitor, Parsed};

type Text<'a> = Cow<'a, str>;

fn owned(text: Text<'_>) -> Text<'static> {
    Cow::Owned(text.into_owned())
}

impl Parsed<'_> {
    /// The same with every text copied out of the input.
    #[must_use]
    pub fn into_owned(self) -> Parsed<'static> {
        Parsed {
            crashes: self.crashes.into_iter().map(Crash::into_owned).collect(),
            problems: self.problems,
            residue: self.residue,
        }
    }
}

impl Crash<'_> {
    pub(crate) fn into_owned(self) -> Crash<'static> {
        Crash {
            kind: self.kind,
            messages: self.messages.into_iter().map(Message::into_owned).collect(),
            signal: self.signal.map(owned),
            time: self.time.map(LogTime::into_owned),
            goroutines: self.goroutines.into_iter().map(Goroutine::into_owned).collect(),
            span: self.span,
        }
    }
}

impl Message<'_> {
    pub(crate) fn into_owned(self) -> Message<'static> {
        Message { text: owned(self.text), is_recovered: self.is_recovered }
    }
}

impl LogTime<'_> {
    pub(crate) fn into_owned(self) -> LogTime<'static> {
        LogTime { text: owned(self.text), nanoseconds: self.nanoseconds }
    }
}

impl Goroutine<'_> {
    pub(crate) fn into_owned(self) -> Goroutine<'static> {
        let label = |(key, value)| (owned(key), owned(value));
        Goroutine {
            section: self.section,
            id: self.id,
            name: self.name.map(owned),
            count: self.count,
            state: self.state.map(owned),
            minutes: self.minutes,
            is_locked: self.is_locked,
            bubble: self.bubble,
            labels: self.labels.into_iter().map(label).collect(),
            frames: self.frames.into_iter().map(Frame::into_owned).collect(),
            elided: self.elided,
            is_unavailable: self.is_unavailable,
            created_by: self.created_by.map(Creation::into_owned),
            ancestors: self.ancestors.into_iter().map(Ancestor::into_owned).collect(),
            monitors: self.monitors.into_iter().map(Monitor::into_owned).collect(),
            span: self.span,
        }
    }
}

impl Creation<'_> {
    pub(crate) fn into_owned(self) -> Creation<'static> {
        Creation { frame: self.frame.into_owned(), goroutine: self.goroutine }
    }
}

impl Ancestor<'_> {
    pub(crate) fn into_owned(self) -> Ancestor<'static> {
        Ancestor { id: self.id, frames: self.frames.into_iter().map(Frame::into_owned).collect() }
    }
}

impl Monitor<'_> {
    pub(crate) fn into_owned(self) -> Monitor<'static> {
        Monitor { address: owned(self.address), class: owned(self.class), relation: self.relation }
    }
}
