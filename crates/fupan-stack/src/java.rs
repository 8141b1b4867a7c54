//! Java thread dumps and exceptions, behind the types that Go's crashes have.
//!
//! ```text
//! Full thread dump OpenJDK 64-Bit Server VM (17.0.1+12 mixed mode):     <- opens a dump (java/opening.rs)
//!
//! "main" #1 prio=5 os_prio=0 tid=0x1 nid=0x2 runnable  [0x3]            <- thread (java/header.rs)
//!    java.lang.Thread.State: RUNNABLE
//!     at shop.Cart.add(Cart.java:12)                                    <- frame (java/frame.rs)
//!     - locked <0x000000071ab0c1d8> (a shop.Cart)                       <- monitor (java/lock.rs)
//!
//! java.lang.IllegalStateException: order 7 failed                       <- opens an exception (java/throwable.rs)
//!     at shop.Order.pay(Order.java:31)
//! Caused by: java.io.IOException: closed
//!     ... 1 more
//! ```
//!
//! One thread is one [`crate::Goroutine`] that counts 1, one throwable is one that counts 0. The machine of the Go parser
//! gives the lines, already without what a log puts before them. The list of threads that the virtual machine repeats
//! under `Found one Java-level deadlock:` lies inside the span of its dump and gives no threads. Nothing here judges:
//! whether threads wait for each other is for those who read the monitors.

mod class;
mod dump;
mod frame;
mod header;
mod javacore;
mod json;
mod json_dump;
mod lead;
mod lock;
mod opening;
mod owner;
mod symbol;
mod thread;
mod throwable;

pub(crate) use class::{kind_of_error, state_class};
pub(crate) use json_dump::json_dump;
pub(crate) use lead::start_behind;
pub(crate) use opening::{is_start, opens};
pub(crate) use owner::owner;
pub(crate) use symbol::canonical;

use crate::parse::{Following, Line, time_in};
use crate::parsed::{Crash, LogTime, Problem, Residue};

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct JavaPart<'a> {
    pub(crate) crashes: Vec<Crash<'a>>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) residue: Vec<Residue>,
}

/// Reads the lines of one dump or exception.
pub(crate) struct Reader<'a> {
    part: Part<'a>,
    /// When a log wrote it.
    time: Option<LogTime<'a>>,
}

enum Part<'a> {
    Dump(Box<dump::Dump<'a>>),
    Javacore(Box<javacore::Javacore<'a>>),
    Throwable(Box<throwable::Trace<'a>>),
}

impl<'a> Reader<'a> {
    /// Begins with a line that [`opens`].
    pub(crate) fn new(line: &Line<'a>) -> Self {
        let text = line.text.trim_ascii();
        if opening::is_dump(text) {
            return Self { part: Part::Dump(Box::new(dump::Dump::new(line))), time: None };
        }
        if javacore::is_start(text) {
            return Self { part: Part::Javacore(Box::new(javacore::Javacore::new(line))), time: None };
        }
        let time = throwable::lead(text).and_then(time_in);
        Self { part: Part::Throwable(Box::new(throwable::Trace::new(line))), time }
    }

    /// The same with the time that the log tells before it; what its own lines tell comes first.
    pub(crate) fn at(self, time: Option<LogTime<'a>>) -> Self {
        Self { time: self.time.or(time), ..self }
    }

    /// Reads the next line; false where the dump or exception ended before it. What follows it is only looked at.
    pub(crate) fn read(&mut self, line: &Line<'a>, following: Following<'_>) -> bool {
        match &mut self.part {
            Part::Dump(dump) => dump.read(line),
            Part::Javacore(dump) => dump.read(line),
            Part::Throwable(trace) => trace.read(line, following),
        }
    }

    pub(crate) fn close(self) -> JavaPart<'a> {
        let mut part = match self.part {
            Part::Dump(dump) => dump.close(),
            Part::Javacore(dump) => dump.close(),
            Part::Throwable(trace) => trace.close(),
        };
        for crash in &mut part.crashes {
            crash.time = crash.time.take().or_else(|| self.time.clone());
        }
        part
    }

    /// The same without a tie to the text read so far.
    pub(crate) fn into_owned(self) -> Reader<'static> {
        let part = match self.part {
            Part::Dump(dump) => Part::Dump(Box::new(dump.into_owned())),
            Part::Javacore(dump) => Part::Javacore(Box::new(dump.into_owned())),
            Part::Throwable(trace) => Part::Throwable(Box::new(trace.into_owned())),
        };
        Reader { part, time: self.time.map(LogTime::into_owned) }
    }
}

#[cfg(test)]
mod tests;
