//! The goroutine that is being read: which list the next frame goes to, and the call that waits for its place.

use std::ops::Range;

use super::frame::Location;
use super::lines::{Line, Record};
use super::stream::Context;
use super::{frame, header, listing, profile, trace};
use crate::parsed::{Ancestor, Frame, Goroutine};

pub(super) struct OpenStack<'a> {
    pub(super) goroutine: Goroutine<'a>,
    /// Where it goes among the accesses of a race report; at the end where none is told.
    pub(super) slot: Option<usize>,
    /// Where its header stands in the text that is read, and where its last line ends there.
    pub(super) place: usize,
    pub(super) end_place: usize,
    /// What a log wrote before its header, and whether it did so: the text may be gone.
    pub(super) lead: Option<&'a [u8]>,
    pub(super) is_led: bool,
    /// What the text was made of here.
    pub(super) record: Option<&'a Record>,
    /// What a log tells before it, where that is no longer in the text that is read.
    pub(super) context: Option<Context<'a>>,
    /// Whether its first call stands apart from the others, with an arrow before it.
    pub(super) is_pointed_at: bool,
    /// In a stack that tells the place first: the last place, and whether its function came.
    listed: Option<(Location<'a>, bool)>,
    /// Which list the next frame belongs to.
    target: Target,
    /// The bytes of the call line whose place has not come yet.
    pub(super) pending: Option<Range<usize>>,
    /// Whether other lines stand between that line and this place.
    is_interrupted: bool,
    is_damage_reported: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Frames,
    CreatedBy,
    Ancestor,
}

impl<'a> OpenStack<'a> {
    /// Reads `goroutine`, whose header stands at `place`; `frames` is an empty list to fill.
    pub(super) fn new(
        goroutine: Goroutine<'a>,
        frames: Vec<Frame<'a>>,
        place: usize,
        lead: Option<&'a [u8]>,
    ) -> Self {
        Self {
            goroutine: Goroutine { frames, ..goroutine },
            slot: None,
            place,
            end_place: place,
            lead,
            is_led: lead.is_some(),
            record: None,
            context: None,
            is_pointed_at: false,
            listed: None,
            target: Target::Frames,
            pending: None,
            is_interrupted: false,
            is_damage_reported: false,
        }
    }

    /// Reads the stack of the last ancestor of `goroutine`, which stood at `slot`.
    pub(super) fn of_ancestor((mut goroutine, slot): (Goroutine<'a>, usize), place: usize) -> Self {
        goroutine.ancestors.push(Ancestor { id: None, frames: Vec::new() });
        let frames = std::mem::take(&mut goroutine.frames);
        Self { slot: Some(slot), target: Target::Ancestor, ..Self::new(goroutine, frames, place, None) }
    }

    /// Whether a blank line is no end: one stands behind the first call, where an arrow points at that.
    pub(super) fn goes_on_behind_blank(&self) -> bool {
        self.is_pointed_at && self.pending.is_none() && self.goroutine.frames.len() == 1
    }

    /// Whether its places stand before its functions: what recovers from panics prints that.
    pub(super) fn is_listing(&self) -> bool {
        self.listed.is_some()
    }

    /// Reads a line of a stack that tells the place first; false where it is none.
    pub(super) fn read_listed(&mut self, line: &Line<'a>) -> bool {
        let call = match &self.listed {
            Some((place, false)) => listing::call(line.text, place),
            _ => None,
        };
        if let Some(frame) = call {
            self.goroutine.frames.push(frame);
            self.listed.iter_mut().for_each(|(_, is_called)| *is_called = true);
        } else if let Some(place) = listing::place(line.text) {
            self.end_listed();
            self.listed = Some((place, false));
        } else {
            return false;
        }
        self.extend(line);
        true
    }

    /// The last place has no function, where none came.
    pub(super) fn end_listed(&mut self) {
        if let Some((place, false)) = &self.listed {
            self.goroutine.frames.push(listing::unknown(place.clone()));
        }
    }

    /// Puts the first call before its place is read.
    pub(super) fn start_with(&mut self, frame: Frame<'a>, span: Range<usize>) {
        self.goroutine.frames.push(frame);
        self.pending = Some(span);
    }

    /// Gives the frame that waits for its place the place on this line.
    pub(super) fn read_location(&mut self, line: &Line<'a>) -> bool {
        if self.pending.is_none() || (self.is_interrupted && !trace::is_place(line.text)) {
            return false;
        }
        let location = frame::location(line.text);
        if location.is_none() && !frame::is_address(line.text) {
            return false;
        }
        self.pending = None;
        self.is_interrupted = false;
        self.extend(line);
        if let (Some(location), Some(frame)) = (location, self.last_frame()) {
            frame.set_place(location.file, location.line);
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

    /// The call `pending`, whose place did not come; told once for a goroutine.
    pub(super) fn damage(&mut self, pending: Option<Range<usize>>) -> Option<Range<usize>> {
        let span = pending?;
        let is_first = !std::mem::replace(&mut self.is_damage_reported, true);
        is_first.then_some(span)
    }

    /// The call on the last line, where the input ends before its place.
    pub(super) fn take_cut(&mut self) -> Option<Range<usize>> {
        if self.is_interrupted { None } else { self.pending.take() }
    }

    /// A line of others came before the place of the call `pending`, which may still come.
    pub(super) fn interrupt(&mut self, pending: Option<Range<usize>>) {
        self.is_interrupted = pending.is_some();
        self.pending = pending;
    }

    /// Reads any line of a goroutine but a place.
    pub(super) fn read_call(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if let Some(labels) = text.strip_prefix(b"# labels: {") {
            header::read_labels(labels, &mut self.goroutine.labels);
        } else if let Some(frame) = profile::frame(text) {
            self.push(frame);
        } else if let Some(creation) = frame::creation(text) {
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
        self.extend(line);
        true
    }

    fn extend(&mut self, line: &Line<'a>) {
        self.goroutine.span.end = line.end;
        self.end_place = line.place.1;
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

    /// The same without a tie to the text read so far.
    pub(super) fn into_owned(self) -> OpenStack<'static> {
        OpenStack {
            goroutine: self.goroutine.into_owned(),
            slot: self.slot,
            place: 0,
            end_place: 0,
            lead: None,
            is_led: self.is_led,
            record: None,
            context: self.context.map(Context::into_owned),
            is_pointed_at: self.is_pointed_at,
            listed: self.listed.map(|(place, is_called)| (place.into_owned(), is_called)),
            target: self.target,
            pending: self.pending,
            is_interrupted: self.is_interrupted,
            is_damage_reported: self.is_damage_reported,
        }
    }
}
