//! A dump of the threads of a virtual machine.
//!
//! ```text
//! 2026-03-07 10:00:00                                      <- its time
//! Full thread dump OpenJDK 64-Bit Server VM (17.0.1+12):
//!
//! Threads class SMR info:                                  <- read, tells nothing
//! _java_thread_list=0x1, length=2, elements={
//! 0x2, 0x3
//! }
//!
//! "main" #1 prio=5 … runnable  [0x4]                       <- a thread
//!    java.lang.Thread.State: RUNNABLE
//!     at shop.Main.main(Main.java:3)
//!
//! JNI global refs: 4, weak refs: 0                         <- the threads end
//!
//! Found one Java-level deadlock:                           <- repeats threads, ends with `Found 1 deadlock.`
//! ```
//!
//! What other threads of the process write meanwhile stands between the lines of a dump that is printed into a log: it
//! is residue, and the dump goes on. Where only the list of a deadlock was kept, its threads are the dump's.

use std::ops::Range;

use super::header::{Header, header, of_deadlock};
use super::opening::{is_date, is_deadlock};
use super::{JavaPart, thread};
use crate::parse::{Line, begins_crash, time_in};
use crate::parsed::{
    Crash, CrashKind, Goroutine, LogTime, Problem, ProblemKind, Residue, ResidueReason, Section,
};

/// More lines of others than these in a row: the dump has ended before them.
const MOST_STRAY_LINES: usize = 16;

pub(super) struct Dump<'a> {
    threads: Vec<Goroutine<'a>>,
    /// What a list of a deadlock repeats.
    repeated: Vec<Goroutine<'a>>,
    part: PartOfDump,
    /// Whether `Full thread dump` was read.
    has_head: bool,
    time: Option<LogTime<'a>>,
    span: Range<usize>,
    problems: Vec<Problem>,
    residue: Vec<Residue>,
    /// The lines of others since the last that belongs to the dump.
    strays: Vec<Range<usize>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PartOfDump {
    /// Before the first thread.
    Head,
    Threads,
    /// Below a header that could not be read.
    Damage,
    Deadlock,
    /// What the collector says of its memory.
    Heap,
    /// Whatever ends a dump was read.
    End,
}

impl<'a> Dump<'a> {
    pub(super) fn new(line: &Line<'a>) -> Self {
        let mut dump = Self {
            threads: Vec::new(),
            repeated: Vec::new(),
            part: PartOfDump::Head,
            has_head: false,
            time: None,
            span: line.span(),
            problems: Vec::new(),
            residue: Vec::new(),
            strays: Vec::new(),
        };
        dump.read_part(line, line.text.trim_ascii());
        dump
    }

    /// Reads the next line; false where the dump ended before it.
    pub(super) fn read(&mut self, line: &Line<'a>) -> bool {
        let text = line.text.trim_ascii();
        if text.is_empty() {
            return true;
        }
        if self.begins_anew(text) {
            return false;
        }
        if self.read_part(line, text) {
            self.take(line);
            return true;
        }
        self.read_stray(line, text)
    }

    /// Another dump, or anything else that opens a crash.
    fn begins_anew(&self, text: &[u8]) -> bool {
        let is_next = (self.has_head || !self.threads.is_empty()) && text.starts_with(b"Full thread dump");
        is_next || (self.part != PartOfDump::Head && is_date(text)) || opens_other(text)
    }

    fn take(&mut self, line: &Line<'a>) {
        let strays = self.strays.drain(..).map(|span| Residue { reason: ResidueReason::WithinStack, span });
        self.residue.extend(strays);
        self.span.end = line.end;
    }

    fn read_part(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if self.part == PartOfDump::Deadlock && self.read_repeated(line, text) {
            return true;
        }
        match header(line) {
            Header::Read(thread) => self.add(*thread),
            Header::Malformed => {
                self.part = PartOfDump::Damage;
                self.problem(ProblemKind::MalformedHeader, line);
            }
            Header::Other => return self.read_in_thread(line, text) || self.read_around(line, text),
        }
        true
    }

    fn add(&mut self, thread: Goroutine<'a>) {
        self.part = PartOfDump::Threads;
        self.threads.push(thread);
    }

    fn problem(&mut self, kind: ProblemKind, line: &Line<'a>) {
        self.problems.push(Problem { kind, span: line.span() });
    }

    /// A line below a thread's header.
    fn read_in_thread(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if self.part == PartOfDump::Damage {
            return self.leave_in_damage(line, text);
        }
        if self.part != PartOfDump::Threads {
            return false;
        }
        let Some(thread) = self.threads.last_mut() else { return false };
        let is_read = thread::read(text, thread);
        if is_read {
            thread.span.end = line.end;
        }
        is_read
    }

    /// Nobody can tell whose frames these are.
    fn leave_in_damage(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        let is_read = thread::read(text, &mut Goroutine::empty(Section::Thread, 0, line.span()));
        if is_read {
            self.residue.push(Residue { reason: ResidueReason::WithinStack, span: line.span() });
        }
        is_read
    }

    /// A line of the list of threads that wait for each other.
    fn read_repeated(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if let Some(thread) = of_deadlock(line) {
            self.repeat(thread);
            return true;
        }
        if let Some(repeated) = self.repeated.last_mut()
            && thread::read(text, repeated)
        {
            repeated.span.end = line.end;
            return true;
        }
        is_of_deadlock(text)
    }

    /// The list names each thread twice: with what it waits for, then with its stack.
    fn repeat(&mut self, thread: Goroutine<'a>) {
        self.repeated.retain(|other| other.name != thread.name || !other.frames.is_empty());
        self.repeated.push(thread);
    }

    /// What stands around the threads.
    fn read_around(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if is_deadlock(text) {
            self.part = PartOfDump::Deadlock;
        } else if is_end_of_deadlock(text) || text.starts_with(b"JNI global ") {
            self.part = PartOfDump::End;
        } else if text == b"Heap" {
            self.part = PartOfDump::Heap;
        } else if is_date(text) {
            self.time = time_in(text);
        } else if text.starts_with(b"Full thread dump") {
            self.has_head = true;
        } else {
            return self.is_heap(line) || self.is_of_head(text) || is_thread_list(text);
        }
        true
    }

    fn is_heap(&self, line: &Line<'a>) -> bool {
        self.part == PartOfDump::Heap && line.indent() > 0
    }

    /// The number of the process, the time and the release before the threads of a file.
    fn is_of_head(&mut self, text: &'a [u8]) -> bool {
        if self.part != PartOfDump::Head || !text.first().is_some_and(u8::is_ascii_digit) {
            return matches!(text, b"Deadlock Detection:" | b"No deadlocks found.");
        }
        if self.time.is_none() && text.contains(&b'T') {
            self.time = time_in(text);
        }
        !text.contains(&b' ')
    }

    /// A line of somebody else; false where the dump has ended.
    fn read_stray(&mut self, line: &Line<'a>, text: &'a [u8]) -> bool {
        if !line.is_terminated && self.part == PartOfDump::Threads && is_cut(text) {
            self.problem(ProblemKind::CutFrame, line);
            self.take(line);
            return true;
        }
        let is_over = matches!(self.part, PartOfDump::End | PartOfDump::Heap);
        if is_over || self.strays.len() >= MOST_STRAY_LINES {
            return false;
        }
        self.strays.push(line.span());
        true
    }

    /// The same without a tie to the text read so far.
    pub(super) fn into_owned(self) -> Dump<'static> {
        Dump {
            threads: self.threads.into_iter().map(Goroutine::into_owned).collect(),
            repeated: self.repeated.into_iter().map(Goroutine::into_owned).collect(),
            time: self.time.map(LogTime::into_owned),
            part: self.part,
            has_head: self.has_head,
            span: self.span,
            problems: self.problems,
            residue: self.residue,
            strays: self.strays,
        }
    }

    pub(super) fn close(mut self) -> JavaPart<'a> {
        let trailing = self.strays.drain(..).map(|span| Residue { reason: ResidueReason::Text, span });
        self.residue.extend(trailing);
        let is_list_alone = self.threads.is_empty();
        let threads = if is_list_alone { self.repeated } else { self.threads };
        if threads.is_empty() {
            self.residue.push(Residue { reason: ResidueReason::Text, span: self.span });
            return JavaPart { crashes: Vec::new(), problems: self.problems, residue: self.residue };
        }
        let empty = Crash::empty(CrashKind::ThreadDump, self.span);
        let crash = Crash { time: self.time, goroutines: threads, ..empty };
        JavaPart { crashes: vec![crash], problems: self.problems, residue: self.residue }
    }
}

/// What opens a crash of another kind, though it stands where a stray line may stand.
fn opens_other(text: &[u8]) -> bool {
    let is_thrown = text.starts_with(b"Exception in thread ") || text.starts_with(b"Caused by: ");
    is_thrown || super::throwable::is_strong(text) || begins_crash(text)
}

fn is_of_deadlock(text: &[u8]) -> bool {
    let starts: [&[u8]; 5] =
        [b"waiting ", b"which is held by ", b"in JNI, which is held by ", b"Java stack information", b"==="];
    starts.iter().any(|start| text.starts_with(start))
}

/// `Found 1 deadlock.`, `Found a total of 1 deadlock.`
fn is_end_of_deadlock(text: &[u8]) -> bool {
    text.starts_with(b"Found ") && (text.ends_with(b" deadlock.") || text.ends_with(b" deadlocks."))
}

/// `Threads class SMR info:` and the addresses below it.
fn is_thread_list(text: &[u8]) -> bool {
    let starts: [&[u8]; 3] = [b"Threads class SMR info:", b"_java_thread_list", b"_to_delete_list"];
    let is_address = |word: &[u8]| word.starts_with(b"0x") && word.len() > 2;
    starts.iter().any(|start| text.starts_with(start))
        || text == b"}"
        || text.split(|byte| matches!(byte, b',' | b' ')).all(|word| word.is_empty() || is_address(word))
}

/// Whether this is the beginning of a frame or of another line below a header.
fn is_cut(text: &[u8]) -> bool {
    let starts: [&[u8]; 3] = [b"at", b"-", b"java.lang.Thread.State"];
    starts.iter().any(|start| text.starts_with(start) || start.starts_with(text))
}
