//! The lines of an input, each given to the stream it belongs to.
//!
//! Two processes may write into one log, each line with the name of its own before it. Lines with one prefix are one
//! [`Stream`]; those without a known prefix go to the stream that was read last.

use std::borrow::Cow;
use std::ops::Range;

use super::collect::Collector;
use super::lines::{Line, Source, lines};
use super::output::Output;
use super::prefix;
use super::stream::{Outcome, Stream};
use crate::parsed::{Problem, Residue};

/// More prefixes than these at once are not told apart; the one not read for longest ends.
const MOST_STREAMS: usize = 16;

/// What is open between two lines. It may be put aside and taken up again with the next part of an input.
pub(crate) struct Machine<'a, C: Collector<'a>> {
    /// The one without a prefix comes first.
    streams: Vec<Stream<'a, C>>,
    current: usize,
}

impl<'a, C: Collector<'a>> Machine<'a, C> {
    pub(crate) fn new() -> Self {
        Self { streams: vec![Stream::new(None)], current: 0 }
    }

    /// Reads the lines of `source` that start in `part` of the input; what stands around it is only looked at.
    pub(crate) fn read(&mut self, source: Source<'a>, part: Range<usize>, out: &mut Output<'_, 'a, C>) {
        self.streams.iter_mut().for_each(|stream| stream.take_up(source));
        let behind = lines(source).skip_while(|line| line.start < part.start);
        for line in behind.take_while(|line| line.start < part.end) {
            self.read_line(&line, out);
        }
    }

    /// Keeps what is told before what is open, as the text read so far goes away.
    pub(crate) fn put_aside(&mut self, text: &'a [u8]) {
        self.streams.iter_mut().for_each(|stream| stream.put_aside(text));
    }

    fn read_line(&mut self, line: &Line<'a>, out: &mut Output<'_, 'a, C>) {
        let led = self.stream_of(line.text);
        let (at, text) = led.unwrap_or((self.current, line.text));
        self.current = at;
        let Some(stream) = self.streams.get_mut(at) else { return };
        match stream.read(&Line { text, is_led: led.is_some(), ..*line }, out) {
            Outcome::Read => {}
            Outcome::Prefixed(prefix) => self.read_behind(prefix, line, out),
        }
    }

    /// The stream whose prefix `text` has, the one read last before others, and what follows the prefix.
    fn stream_of<'t>(&self, text: &'t [u8]) -> Option<(usize, &'t [u8])> {
        if self.streams.len() == 1 {
            return None;
        }
        let others = (0..self.streams.len()).filter(|at| *at != self.current);
        std::iter::once(self.current).chain(others).find_map(|at| {
            let prefix = self.streams.get(at)?.prefix.as_deref()?;
            Some((at, prefix::strip(prefix, text)?))
        })
    }

    /// Reads a line with a prefix that was not known as the first of a new stream.
    fn read_behind(&mut self, prefix: &'a [u8], line: &Line<'a>, out: &mut Output<'_, 'a, C>) {
        if self.streams.len() > MOST_STREAMS {
            self.streams.remove(1).finish(out);
        }
        self.current = self.streams.len();
        let mut stream = Stream::new(Some(Cow::Borrowed(prefix)));
        let text = line.text.get(prefix.len()..).unwrap_or_default();
        stream.read_led(&Line { text, is_led: true, ..*line }, prefix, out);
        self.streams.push(stream);
    }

    /// Ends everything that is open.
    pub(crate) fn finish(mut self, out: &mut Output<'_, 'a, C>) {
        for stream in &mut self.streams {
            stream.finish(out);
        }
    }

    /// The same without a tie to the part of the input read so far.
    pub(crate) fn into_owned<'b, D>(self) -> Machine<'b, D>
    where
        D: Collector<'b, Open = C::Open>,
    {
        let streams = self.streams.into_iter().map(Stream::into_owned).collect();
        Machine { streams, current: self.current }
    }
}

/// Problems and residue in the order of the input, residue of one reason joined where it touches.
pub(crate) fn in_order(problems: &mut [Problem], residue: &mut Vec<Residue>) {
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    residue.sort_by_key(|residue| (residue.span.start, residue.span.end));
    residue.dedup_by(|next, last| {
        let joins = next.reason == last.reason && next.span.start <= last.span.end;
        let is_covered = next.span.end <= last.span.end;
        if joins {
            last.span.end = last.span.end.max(next.span.end);
        } else {
            next.span.start = next.span.start.max(last.span.end).min(next.span.end);
        }
        joins || is_covered
    });
}
