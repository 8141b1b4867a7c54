//! The goroutine that is being read: which list the next frame goes to, and the call that waits for its place.

use std::ops::Range;

use super::lines::Line;
use super::{Ancestor, Frame, Goroutine, frame};

pub(super) struct OpenStack<'a> {
    pub(super) goroutine: Goroutine<'a>,
    /// Where it goes among the goroutines of the crash; at the end where none is told.
    pub(super) slot: Option<usize>,
    /// Which list the next frame belongs to.
    target: Target,
    /// The bytes of the call line whose place has not come yet.
    pub(super) pending: Option<Range<usize>>,
    is_damage_reported: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Frames,
    CreatedBy,
    Ancestor,
}

impl<'a> OpenStack<'a> {
    pub(super) fn new(goroutine: Goroutine<'a>) -> Self {
        Self { goroutine, slot: None, target: Target::Frames, pending: None, is_damage_reported: false }
    }

    /// Reads the stack of the last ancestor of `goroutine`, which stood at `slot`.
    pub(super) fn of_ancestor(goroutine: Goroutine<'a>, slot: usize) -> Self {
        Self { slot: Some(slot), target: Target::Ancestor, ..Self::new(goroutine) }
    }

    /// Gives the frame that waits for its place the place on this line.
    pub(super) fn read_location(&mut self, line: &Line<'a>) -> bool {
        if self.pending.is_none() {
            return false;
        }
        let location = frame::location(line.text);
        if location.is_none() && !frame::is_address(line.text) {
            return false;
        }
        self.pending = None;
        self.goroutine.span.end = line.end;
        if let (Some(location), Some(frame)) = (location, self.last_frame()) {
            frame.file = Some(location.file);
            frame.line = Some(location.line);
        }
        true
    }

    fn last_frame(&mut self) -> Option<&mut Frame<'a>> {
        match self.target {
            Target::Frames => self.goroutine.frames.last_mut(),
            Target::CreatedBy => self.goroutine.created_by.as_mut().map(|creation| &mut creation.frame),
            Target::Ancestor => {
                self.goroutine.ancestors.last_mut().and_then(|ancestor| ancestor.frames.last_mut())
            }
        }
    }

    /// The call whose place is missing, told once for a goroutine.
    pub(super) fn take_damage(&mut self) -> Option<Range<usize>> {
        let span = self.pending.take()?;
        let is_first = !std::mem::replace(&mut self.is_damage_reported, true);
        is_first.then_some(span)
    }

    /// Reads any line of a goroutine but a place.
    pub(super) fn read_call(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if let Some(creation) = frame::creation(text) {
            self.target = Target::CreatedBy;
            self.goroutine.created_by = Some(creation);
            self.pending = Some(line.span());
        } else if let Some(count) = frame::elision(text) {
            self.goroutine.elided = Some(self.goroutine.elided.unwrap_or_default().saturating_add(count));
        } else if text == b"goroutine running on other thread; stack unavailable" {
            self.goroutine.is_unavailable = true;
        } else if let Some(id) = frame::origin(text) {
            self.target = Target::Ancestor;
            self.goroutine.ancestors.push(Ancestor { id: Some(id), frames: Vec::new() });
        } else if let Some(frame) = frame::call(line) {
            self.push(frame);
            self.pending = Some(line.span());
        } else if text != b"[failed to restore the stack]" {
            return false;
        }
        self.goroutine.span.end = line.end;
        true
    }

    fn push(&mut self, frame: Frame<'a>) {
        match (self.target, self.goroutine.ancestors.last_mut()) {
            (Target::Ancestor, Some(ancestor)) => ancestor.frames.push(frame),
            _ => {
                self.target = Target::Frames;
                self.goroutine.frames.push(frame);
            }
        }
    }
}
