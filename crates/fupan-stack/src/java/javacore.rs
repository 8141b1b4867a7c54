//! A dump of OpenJ9 and of IBM's machines, `javacore.20260307.100000.4567.0001.txt`.
//!
//! ```text
//! 0SECTION       TITLE subcomponent dump routine
//! 1TIDATETIME    Date: 2026/03/07 at 10:00:00:123
//! 0SECTION       THREADS subcomponent dump routine
//! 3XMTHREADINFO      "main" J9VMThread:0x000CC100, omrthread_t:0x1, java/lang/Thread:0x2, state:CW, prio=5     a thread
//! 3XMJAVALTHREAD            (java/lang/Thread getId:0x1, isDaemon:false)                               its number
//! 3XMTHREADINFO1            (native thread ID:0x814, native priority:0x5, …)
//! 3XMTHREADBLOCK     Waiting on: java/lang/Object@0x00000000FFE26A10 Owned by: <unowned>
//! 4XESTACKTRACE                at java/lang/Object.wait(Object.java:221(Compiled Code))                 a frame
//! 5XESTACKTRACE                   (entered lock: shop/Cart@0x00000000FFE26A18, entry count: 1)
//! NULL
//! ```
//!
//! Each line begins with a tag, and what has none ends the dump. The thread that was running is printed twice. Threads of
//! the system that are none of Java's have no name and are left out, and so are their frames.

use std::borrow::Cow;
use std::ops::Range;

use super::{JavaPart, frame, lock};
use crate::bytes::{split_once, text_of};
use crate::parse::{Line, time_in};
use crate::parsed::{
    Crash, CrashKind, Goroutine, LogTime, Monitor, MonitorRelation, Problem, ProblemKind, Residue,
    ResidueReason, Section,
};

/// What the letters of a state stand for, in the words of `Thread.State`.
const STATES: [(&[u8], &str); 6] = [
    (b"R", "RUNNABLE"),
    (b"CW", "WAITING"),
    (b"P", "WAITING (parking)"),
    (b"B", "BLOCKED"),
    (b"S", "SUSPENDED"),
    (b"Z", "TERMINATED"),
];

/// Whether a dump begins with `text`.
pub(super) fn is_start(text: &[u8]) -> bool {
    let Some((tag, rest)) = tagged(text) else { return false };
    match tag {
        b"0SECTION" => rest.ends_with(b" subcomponent dump routine"),
        b"3XMTHREADINFO" => rest.starts_with(b"\"") || rest.starts_with(b"Anonymous native thread"),
        _ => false,
    }
}

pub(super) struct Javacore<'a> {
    threads: Vec<Goroutine<'a>>,
    /// The machine's addresses of the threads, to know one again.
    addresses: Vec<Cow<'a, [u8]>>,
    /// Whether the lines that follow belong to the last thread.
    is_open: bool,
    time: Option<LogTime<'a>>,
    span: Range<usize>,
    problems: Vec<Problem>,
}

impl<'a> Javacore<'a> {
    pub(super) fn new(line: &Line<'a>) -> Self {
        let mut dump = Self {
            threads: Vec::new(),
            addresses: Vec::new(),
            is_open: false,
            time: None,
            span: line.span(),
            problems: Vec::new(),
        };
        dump.read(line);
        dump
    }

    /// Reads the next line; false where the dump ended before it.
    pub(super) fn read(&mut self, line: &Line<'a>) -> bool {
        let text = line.text.trim_ascii();
        if text.is_empty() {
            return true;
        }
        let Some((tag, rest)) = tagged(text) else { return false };
        self.span.end = line.end;
        match tag {
            b"1TIDATETIME" => self.time = self.time.take().or_else(|| date(rest)),
            b"3XMTHREADINFO" => self.open(rest, line),
            b"0SECTION" | b"1XMTHDINFO" | b"1XMTHDSUMMARY" => self.is_open = false,
            _ => self.read_in_thread(tag, rest, line),
        }
        true
    }

    fn open(&mut self, text: &'a [u8], line: &Line<'a>) {
        self.is_open = false;
        if !text.starts_with(b"\"") {
            return;
        }
        let Some((thread, address)) = header(text, line) else {
            self.problems.push(Problem { kind: ProblemKind::MalformedHeader, span: line.span() });
            return;
        };
        if !self.addresses.iter().any(|known| **known == *address) {
            self.addresses.push(address.into());
            self.threads.push(thread);
            self.is_open = true;
        }
    }

    fn read_in_thread(&mut self, tag: &[u8], text: &'a [u8], line: &Line<'a>) {
        let Some(thread) = self.threads.last_mut().filter(|_| self.is_open) else { return };
        match tag {
            b"3XMJAVALTHREAD" => thread.id = hexadecimal_behind(text, b"getId:0x"),
            b"3XMTHREADINFO1" => {
                let native = word_behind(text, b"native thread ID:");
                thread.labels.extend(native.map(|native| ("nid".into(), text_of(native))));
            }
            b"3XMTHREADBLOCK" => thread.monitors.extend(awaited(text)),
            b"4XESTACKTRACE" => match frame::internal(text) {
                Some(frame) => thread.frames.push(frame),
                None => {
                    let is_cut = !line.is_terminated;
                    let kind = if is_cut { ProblemKind::CutFrame } else { ProblemKind::MissingLocation };
                    self.problems.push(Problem { kind, span: line.span() });
                }
            },
            b"5XESTACKTRACE" => {
                let entered = text.strip_prefix(b"(entered lock: ");
                let held = entered.and_then(|lock| lock::internal(lock, MonitorRelation::Holds));
                thread.monitors.extend(held);
            }
            _ => {}
        }
        thread.span.end = line.end;
    }

    /// The same without a tie to the text read so far.
    pub(super) fn into_owned(self) -> Javacore<'static> {
        let owned = |address: Cow<'_, [u8]>| Cow::Owned(address.into_owned());
        Javacore {
            threads: self.threads.into_iter().map(Goroutine::into_owned).collect(),
            addresses: self.addresses.into_iter().map(owned).collect(),
            is_open: self.is_open,
            time: self.time.map(LogTime::into_owned),
            span: self.span,
            problems: self.problems,
        }
    }

    pub(super) fn close(self) -> JavaPart<'a> {
        if self.threads.is_empty() {
            let residue = vec![Residue { reason: ResidueReason::Text, span: self.span }];
            return JavaPart { crashes: Vec::new(), problems: self.problems, residue };
        }
        let empty = Crash::empty(CrashKind::ThreadDump, self.span);
        let crash = Crash { time: self.time, goroutines: self.threads, ..empty };
        JavaPart { crashes: vec![crash], problems: self.problems, residue: Vec::new() }
    }
}

/// `NULL`, or a digit and capitals, and what follows.
fn tagged(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = text.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(text.len());
    let (tag, rest) = text.split_at_checked(length)?;
    let is_part = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let is_tag = match tag.split_first() {
        Some((first, rest)) => first.is_ascii_digit() && rest.len() >= 4 && rest.iter().all(is_part),
        None => false,
    };
    (tag == b"NULL" || is_tag && tag.get(1).is_some_and(u8::is_ascii_uppercase))
        .then(|| (tag, rest.trim_ascii()))
}

/// `Date: 2026/03/07 at 10:00:00:123`
fn date(text: &[u8]) -> Option<LogTime<'static>> {
    let text = String::from_utf8_lossy(text.strip_prefix(b"Date: ")?).replace(" at ", " ");
    time_in(text.as_bytes()).map(LogTime::into_owned)
}

/// `"main" J9VMThread:0x000CC100, …, state:CW, prio=5`: the thread and its address.
fn header<'a>(text: &'a [u8], line: &Line<'a>) -> Option<(Goroutine<'a>, &'a [u8])> {
    let marks: [&[u8]; 2] = [b"\" J9VMThread:", b"\" TID:"];
    let (end, mark) = marks.iter().find_map(|mark| Some((memchr::memmem::rfind(text, mark)?, mark)))?;
    let (name, rest) = (text.get(1..end)?, text.get(end + mark.len()..)?);
    let address = rest.get(..rest.iter().position(|byte| *byte == b',')?)?;
    let state = word_behind(rest, b"state:")?;
    let mut thread = Goroutine::empty(Section::Thread, 1, line.span());
    thread.name = (!name.is_empty()).then(|| text_of(name));
    let known = STATES.iter().find(|(letters, _)| *letters == state);
    thread.state = Some(known.map_or_else(|| text_of(state), |(_, word)| Cow::Borrowed(*word)));
    Some((thread, address))
}

/// `Waiting on: java/lang/Object@0x00000000FFE26A10 Owned by: <unowned>`
fn awaited(text: &[u8]) -> Option<Monitor<'_>> {
    let (verb, awaited) = split_once(text, b':')?;
    let relation = match verb {
        b"Blocked on" => MonitorRelation::WantsToLock,
        b"Waiting on" | b"Parked on" => MonitorRelation::WaitsFor,
        _ => return None,
    };
    lock::internal(awaited.trim_ascii(), relation)
}

/// The bytes behind `mark` up to a comma or parenthesis.
fn word_behind<'a>(text: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let start = memchr::memmem::find(text, mark)? + mark.len();
    let rest = text.get(start..)?;
    let end = rest.iter().position(|byte| matches!(byte, b',' | b')' | b' ')).unwrap_or(rest.len());
    rest.get(..end).filter(|word| !word.is_empty())
}

fn hexadecimal_behind(text: &[u8], mark: &[u8]) -> Option<u64> {
    let digits = std::str::from_utf8(word_behind(text, mark)?).ok()?;
    u64::from_str_radix(digits, 16).ok()
}
