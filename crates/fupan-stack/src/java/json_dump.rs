//! The JSON form of `jcmd Thread.dump_to_file`.
//!
//! ```text
//! {"threadDump": {"time": "2026-03-07T10:00:00Z", "threadContainers": [
//!   {"container": "<root>", "threads": [
//!     {"tid": "1", "name": "main", "state": "WAITING", "waitingOn": "java.lang.Object@1b6d3586",
//!      "stack": ["java.base\/java.lang.Object.wait0(Native Method)", "shop.Main.main(Main.java:9)"]}]}]}}
//! ```
//!
//! The names of the members are those of `jdk.internal.vm.ThreadDumper`; JDK 21 writes numbers as texts and has neither
//! states nor locks. Of a file that is cut, the whole threads are given and the last is a problem.

use std::ops::Range;

use super::json::{self, Json, Value};
use super::{JavaPart, frame, lock, thread};
use crate::parse::time_in;
use crate::parsed::{
    Crash, CrashKind, Frame, Goroutine, LogTime, Monitor, MonitorRelation, Problem, ProblemKind, Section,
};

/// A dump says what it is right at its beginning.
const LONGEST_HEAD: usize = 512;

/// The threads of `input` where it is such a file, and where that ends: what follows is something else.
pub(crate) fn json_dump(input: &[u8]) -> Option<(JavaPart<'static>, usize)> {
    let mark = input.strip_prefix(b"\xef\xbb\xbf").map_or(0, |_| 3);
    let head = input.get(mark..)?.trim_ascii_start();
    let start = input.len() - head.len();
    if !head.starts_with(b"{") {
        return None;
    }
    memchr::memmem::find(head.get(..LONGEST_HEAD).unwrap_or(head), b"\"threadDump\"")?;
    let file = json::read(input, start)?;
    let dump = file.member("threadDump")?;
    let mut part = JavaPart::default();
    let threads = threads_of(dump, &mut part.problems);
    if !file.is_whole && part.problems.is_empty() {
        // The file is cut, but not within a thread.
        let rest = input.get(file.span.end..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).map_or(input.len(), |at| file.span.end + at + 1);
        part.problems.push(Problem { kind: ProblemKind::CutFrame, span: file.span.end..end });
    }
    let end = file.span.end;
    part.crashes.push(crash(dump, threads, file.span.clone()));
    Some((part, end))
}

fn crash(dump: &Json, goroutines: Vec<Goroutine<'static>>, span: Range<usize>) -> Crash<'static> {
    let time = dump.member("time").and_then(Json::text).and_then(|text| time_in(text.as_bytes()));
    let empty = Crash::empty(CrashKind::ThreadDump, span);
    Crash { time: time.map(LogTime::into_owned), goroutines, ..empty }
}

fn threads_of(dump: &Json, problems: &mut Vec<Problem>) -> Vec<Goroutine<'static>> {
    let containers = dump.member("threadContainers").map(Json::items).unwrap_or_default();
    let threads = containers.iter().filter_map(|container| container.member("threads"));
    let mut goroutines = Vec::new();
    for thread in threads.flat_map(Json::items) {
        match thread_of(thread) {
            Some(goroutine) => goroutines.push(goroutine),
            None => problems.push(Problem { kind: ProblemKind::MalformedHeader, span: thread.span.clone() }),
        }
    }
    goroutines
}

fn thread_of(json: &Json) -> Option<Goroutine<'static>> {
    let id = json.member("tid").and_then(Json::count).filter(|_| json.is_whole)?;
    let mut thread = Goroutine::empty(Section::Thread, 1, json.span.clone());
    thread.id = Some(id);
    let owned = |name: &str| json.member(name).and_then(Json::text).map(str::to_owned);
    thread.name = owned("name").filter(|name| !name.is_empty()).map(Into::into);
    thread.state = owned("state").map(Into::into);
    if json.member("virtual").is_some_and(|json| matches!(json.value, Value::True)) {
        thread::mark_virtual(&mut thread);
    }
    if let Some(carrier) = json.member("carrier").and_then(Json::count) {
        thread.labels.push(("carrier".into(), carrier.to_string().into()));
    }
    let stack = json.member("stack").map(Json::items).unwrap_or_default();
    thread.frames = stack.iter().filter_map(Json::text).map(frame_of).collect();
    thread.monitors = monitors_of(json);
    Some(thread)
}

/// An element that is no frame is kept as it is.
fn frame_of(element: &str) -> Frame<'static> {
    let plain = || Frame::of_function(element.into());
    frame::element(element.as_bytes()).unwrap_or_else(plain).into_owned()
}

fn monitors_of(json: &Json) -> Vec<Monitor<'static>> {
    let blocker = json.member("parkBlocker").and_then(|blocker| blocker.member("object"));
    let awaited = [
        (blocker, MonitorRelation::WaitsFor),
        (json.member("blockedOn"), MonitorRelation::WantsToLock),
        (json.member("waitingOn"), MonitorRelation::WaitsFor),
    ];
    let mut monitors: Vec<_> =
        awaited.into_iter().filter_map(|(object, relation)| monitor_of(object?, relation)).collect();
    let owned = json.member("monitorsOwned").map(Json::items).unwrap_or_default();
    let locks = owned.iter().filter_map(|owned| owned.member("locks")).flat_map(Json::items);
    let held: Vec<_> = locks.filter_map(|object| monitor_of(object, MonitorRelation::Holds)).collect();
    monitors.extend(held);
    monitors
}

fn monitor_of(object: &Json, relation: MonitorRelation) -> Option<Monitor<'static>> {
    lock::monitor(object.text()?.as_bytes(), relation).map(Monitor::into_owned)
}
