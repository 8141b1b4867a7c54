//! What may begin on a line, and what waits to see whether it does.

use super::Stream;
use crate::java;
use crate::parse::collect::Collector;
use crate::parse::crash::OpenCrash;
use crate::parse::header::{self, Header};
use crate::parse::lines::{Following, Line, texts};
use crate::parse::message::OpenMessage;
use crate::parse::output::Output;
use crate::parse::stack::OpenStack;
use crate::parse::{head, listing, prefix, profile, trace};
use crate::parsed::{CrashKind, Frame, Goroutine, ProblemKind, ResidueReason, Section};

impl<'a, C: Collector<'a>> Stream<'a, C> {
    /// Opens the crash that a line tells of.
    pub(super) fn open_head(
        &mut self,
        line: &Line<'a>,
        text: &'a [u8],
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) -> bool {
        if self.open_glued(line, text, lead, out) {
            return true;
        }
        let of_goroutine = || lead.and_then(|_| head::of_goroutine(text));
        let Some((kind, rest)) = head::head(text).or_else(of_goroutine) else { return false };
        // A colon alone may be anything, a key of YAML too.
        if rest.is_empty() && kind != CrashKind::DataRace && lead.is_none() {
            let prefix = self.prefix.as_deref().unwrap_or_default();
            if !prefix::goroutine_follows(prefix, Following { text: out.following(line), prefix: None }) {
                return false;
            }
        }
        self.open_crash(kind, line, lead, out);
        if kind != CrashKind::DataRace {
            self.message = Some(OpenMessage::new(rest, line.end));
        }
        true
    }

    /// Opens the crash and the goroutine whose message and header stand on one line, where its frames follow.
    fn open_glued(
        &mut self,
        line: &Line<'a>,
        text: &'a [u8],
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) -> bool {
        let glued = head::glued(text).filter(|_| frame_follows(line, out));
        let Some(head::Glued { kind, message, header }) = glued else { return false };
        self.open_crash(kind, line, lead, out);
        self.message = Some(OpenMessage::new(message, line.end));
        self.open_section(line, header, lead, out)
    }

    /// Opens the frames whose first call was held, where this line is its place.
    pub(super) fn open_trace(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        if self.held.is_none() {
            return false;
        }
        if !trace::is_place(line.text) {
            self.leave_held(out);
            return false;
        }
        let Some(mut stack) = self.held.take() else { return false };
        stack.read_location(line);
        self.stack = Some(stack);
        true
    }

    /// Opens a stack that tells the place before the function.
    pub(super) fn open_listing(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        let Some(place) = listing::place(line.text) else { return false };
        let following = Following { text: out.following(line), prefix: self.prefix.as_deref() };
        if following.texts().next().is_none_or(|next| !listing::goes_on(next, &place)) {
            return false;
        }
        self.leave_preamble(out);
        let goroutine = header::empty(Section::Trace, None, line.start);
        self.open_stack(goroutine, line, None, out);
        self.stack.as_mut().is_some_and(|stack| stack.read_listed(line))
    }

    /// Keeps a call until the next line tells whether it is one.
    pub(super) fn hold(&mut self, frame: Frame<'a>, line: &Line<'a>) {
        let goroutine = Goroutine { span: line.span(), ..header::empty(Section::Trace, None, line.start) };
        let mut stack = OpenStack::new(goroutine, std::mem::take(&mut self.spare), line.place.0, None);
        stack.start_with(frame, line.span());
        stack.is_pointed_at = line.is_pointed_at;
        stack.record = line.record;
        self.held = Some(stack);
    }

    /// The run-time indents the later lines of a message by a tab; nothing else behind `panic: ` is.
    pub(super) fn is_message_text(&self, line: &Line<'a>) -> bool {
        let is_before_goroutines = |open: &OpenCrash<'_, C::Open>| {
            open.crash.kind == CrashKind::Panic && open.sections == 0 && line.indent() > open.indent
        };
        line.text.starts_with(b"\t") && self.crash.as_ref().is_some_and(is_before_goroutines)
    }

    pub(super) fn read_message_text(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) {
        match text.strip_prefix(b"panic: ") {
            Some(text) => self.message = Some(OpenMessage::new(text, line.end)),
            None => out.leave(ResidueReason::Text, line.span()),
        }
    }

    /// Opens the goroutine a header tells of.
    pub(super) fn open_section(
        &mut self,
        line: &Line<'a>,
        text: &'a [u8],
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) -> bool {
        match header::goroutine(text, line.start) {
            Header::Read(goroutine) => self.open_stack(*goroutine, line, lead, out),
            Header::Malformed => {
                self.close_stack(out);
                out.problem(ProblemKind::MalformedHeader, line.span());
            }
            Header::Other if self.is_in(CrashKind::DataRace) => {
                return self.open_race_section(line, text, out);
            }
            Header::Other => match header::runtime_stack(text, line.start) {
                Some(goroutine) => self.open_stack(goroutine, line, lead, out),
                None => return false,
            },
        }
        true
    }

    fn open_race_section(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) -> bool {
        let section = header::access(text, line.start).or_else(|| header::allocation(text, line.start));
        if let Some(goroutine) = section {
            self.open_stack(goroutine, line, None, out);
            return true;
        }
        let Some(id) = header::race_creation(text) else { return false };
        self.close_stack(out);
        let Some(goroutine) = self.crash.as_mut().and_then(|open| open.created(id)) else { return false };
        self.stack = Some(OpenStack::of_ancestor(goroutine, line.place.0));
        true
    }

    /// A line of a text profile.
    pub(super) fn read_profile(
        &mut self,
        line: &Line<'a>,
        text: &'a [u8],
        out: &mut Output<'_, 'a, C>,
    ) -> bool {
        match profile::read(text) {
            Some(profile::Entry::Goroutines(total)) => {
                self.open_crash(CrashKind::Profile, line, None, out);
                self.crash.iter_mut().for_each(|open| open.declared = Some(total));
            }
            Some(profile::Entry::Others) => {
                self.close_crash(out);
                self.in_other_profile = true;
                out.problem(ProblemKind::OtherProfile, line.span());
                out.leave(ResidueReason::Profile, line.span());
            }
            Some(profile::Entry::Record(count)) if self.takes_record(line, out) => {
                if !self.is_in(CrashKind::Profile) {
                    self.open_crash(CrashKind::Profile, line, None, out);
                }
                let mut goroutine = header::empty(Section::Record, None, line.start);
                goroutine.count = count;
                self.open_stack(goroutine, line, None, out);
            }
            Some(_) => out.leave(ResidueReason::Profile, line.span()),
            None => return false,
        }
        true
    }

    /// A record of a profile that is open, or the first one that somebody copied without what stands before it.
    fn takes_record(&self, line: &Line<'a>, out: &Output<'_, 'a, C>) -> bool {
        let following = Following { text: out.following(line), prefix: self.prefix.as_deref() };
        let is_copied = || {
            let mut lines = following.texts().skip_while(|text| text.starts_with(b"# labels: "));
            lines.next().is_some_and(|text| profile::frame(text).is_some())
        };
        self.is_in(CrashKind::Profile) || (!self.in_other_profile && is_copied())
    }

    pub(super) fn open_java(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) -> bool {
        let opens = java::opens(line, out.following(line));
        if opens {
            self.start_java(line, None, out);
        }
        opens
    }

    pub(super) fn start_java(
        &mut self,
        line: &Line<'a>,
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) {
        self.close_crash(out);
        let whole = out.text.get(line.place.0..line.place.1).unwrap_or_default().trim_ascii_end();
        let lead = lead.or_else(|| whole.strip_suffix(line.text.trim_ascii_end()));
        let time =
            self.time_before(line.place.0, lead.filter(|lead| !lead.is_empty()), line.record, out.text);
        self.java = Some(java::Reader::new(line).at(time));
        self.take_to(line.place.1, line.end);
    }

    pub(super) fn take_to(&mut self, place: usize, end: usize) {
        (self.taken, self.taken_end) = (place, end);
    }

    pub(super) fn read_remark(&mut self, line: &Line<'a>, text: &'a [u8], out: &mut Output<'_, 'a, C>) {
        if self.crash.is_none() {
            let start = self.start_with_remarks(line.start);
            self.preamble = Some(start..line.end);
        } else if text.starts_with(b"exit status ") {
            self.close_crash(out);
        } else if let Some(open) = &mut self.crash {
            open.read_remark(line, text);
        }
    }

    /// Where the remarks before `start` begin, which belong to what begins there.
    pub(super) fn start_with_remarks(&mut self, start: usize) -> usize {
        self.preamble.take().map_or(start, |preamble| preamble.start)
    }

    /// Text follows: the remarks before it belong to nothing.
    pub(super) fn leave_preamble(&mut self, out: &mut Output<'_, 'a, C>) {
        if let Some(span) = self.preamble.take() {
            out.leave(ResidueReason::Text, span);
        }
    }

    pub(super) fn leave_held(&mut self, out: &mut Output<'_, 'a, C>) {
        if let Some(OpenStack { mut goroutine, .. }) = self.held.take() {
            out.leave(ResidueReason::Text, goroutine.span);
            goroutine.frames.clear();
            self.spare = goroutine.frames;
        }
    }

    fn open_crash(
        &mut self,
        kind: CrashKind,
        line: &Line<'a>,
        lead: Option<&'a [u8]>,
        out: &mut Output<'_, 'a, C>,
    ) {
        self.close_crash(out);
        self.in_other_profile = false;
        let start = self.start_with_remarks(line.start);
        let mut open = OpenCrash::new(kind, start..line.end, line.indent());
        open.crash.time = self.time_before(line.place.0, lead, line.record, out.text);
        self.crash = Some(open);
    }
}

/// Whether a call and its place follow.
fn frame_follows<C>(line: &Line<'_>, out: &Output<'_, '_, C>) -> bool {
    let mut following = texts(out.following(line));
    let (Some(call), Some(place)) = (following.next(), following.next()) else { return false };
    call.trim_ascii_end().ends_with(b")") && trace::is_place(place)
}
