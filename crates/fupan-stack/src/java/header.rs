//! The lines that open a thread of a dump.
//!
//! ```text
//! "main" #1 prio=5 os_prio=0 cpu=1.2ms elapsed=3.4s tid=0x1 nid=0x2 waiting on condition  [0x3]   JDK 8 to 20
//! "main" #1 [4567] prio=5 os_prio=0 cpu=1.2ms elapsed=3.4s tid=0x1 nid=4567 runnable  [0x3]       JDK 21 and later
//! "GC Thread#0" os_prio=0 cpu=1.2ms elapsed=3.4s tid=0x1 nid=0x2 runnable                         a thread of the machine
//! "main" Id=1 WAITING on java.lang.Object@1b6d3586                                                ThreadInfo.toString
//! "main" - Thread t@1                                                                             VisualVM
//! "Main Thread" id=1 idx=0x4 tid=1 prio=5 alive, in native, waiting                               JRockit
//! #22 "" virtual                                                                                  Thread.dump_to_file
//! #22 "" virtual WAITING 2026-03-07T10:00:00Z                                                     the same since JDK 25
//! Thread 4567: (state = BLOCKED)                                                                  the serviceability agent
//!    Mounted virtual thread #22                                                                   below its carrier
//! ```
//!
//! The layout is that of `JavaThread::print_on` in HotSpot. A name may hold quotes; what follows it tells where it ends.

use crate::bytes::{decimal, leading_decimal, split_once, text_of};
use crate::parse::Line;
use crate::parsed::{Goroutine, MonitorRelation, Section};

use super::class::{is_known, is_state};
use super::{lock, thread};

/// What follows the name of a thread.
const BEHIND_NAME: [&[u8]; 11] = [
    b" #",
    b" daemon",
    b" prio=",
    b" os_prio=",
    b" cpu=",
    b" tid=",
    b" nid=",
    b" Id=",
    b" id=",
    b" - Thread t@",
    b" [",
];
/// What correlates threads with other records of the same process.
const LABELS: [&str; 3] = ["nid", "cpu", "elapsed"];

pub(super) enum Header<'a> {
    Read(Box<Goroutine<'a>>),
    /// It began like a header and is cut or damaged.
    Malformed,
    Other,
}

/// Reads the header of a thread.
pub(super) fn header<'a>(line: &Line<'a>) -> Header<'a> {
    let text = line.text.trim_ascii();
    match text.first() {
        Some(b'"') => named(text, line),
        Some(b'#') => of_file(text, line).map_or(Header::Other, boxed),
        // Some releases lose the name of a thread of the machine, and its quotes with it.
        Some(b'o') if text.starts_with(b"os_prio=") => nameless(text, line),
        Some(b'T') => of_agent(text, line).map_or(Header::Other, boxed),
        Some(b'M') => mounted(text, line).map_or(Header::Other, boxed),
        _ => Header::Other,
    }
}

fn boxed(goroutine: Goroutine<'_>) -> Header<'_> {
    Header::Read(Box::new(goroutine))
}

/// `"main" #1 …`
fn named<'a>(text: &'a [u8], line: &Line<'a>) -> Header<'a> {
    let Some((name, rest)) = split_name(text) else { return Header::Malformed };
    if is_of_chain(rest) {
        return Header::Other;
    }
    let mut thread = empty(line);
    thread.name = (!name.is_empty()).then(|| text_of(name));
    if read_fields(rest, &mut thread, line.is_terminated) { boxed(thread) } else { Header::Malformed }
}

/// `os_prio=0 tid=0x1 nid=0x2 runnable`
fn nameless<'a>(text: &'a [u8], line: &Line<'a>) -> Header<'a> {
    let mut thread = empty(line);
    if read_fields(text, &mut thread, line.is_terminated) { boxed(thread) } else { Header::Malformed }
}

/// `"worker-1" id=12 idx=0x3c tid=25064 waiting for shop/Cart@0x1019A2C8 held by:`: JRockit's list of who waits for whom.
fn is_of_chain(rest: &[u8]) -> bool {
    let has = |mark: &[u8]| memchr::memmem::find(rest, mark).is_some();
    has(b" idx=0x") && !has(b" prio=")
}

/// The name between the quotes, and what follows it.
fn split_name(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let body = text.strip_prefix(b"\"")?;
    memchr::memchr_iter(b'"', body).find_map(|at| {
        let (name, rest) = (body.get(..at)?, body.get(at + 1..)?);
        BEHIND_NAME.iter().any(|start| rest.starts_with(start)).then_some((name, rest))
    })
}

/// Reads what follows the name; false where that is no thread's.
fn read_fields<'a>(rest: &'a [u8], thread: &mut Goroutine<'a>, is_terminated: bool) -> bool {
    let (mut rest, mut is_thread) = (rest.trim_ascii(), false);
    while !rest.is_empty() && !rest.starts_with(b"[0x") {
        let (word, after) = split_once(rest, b' ').unwrap_or((rest, b""));
        match field(word, thread) {
            Field::Certain => is_thread = true,
            Field::Possible => {}
            // Some vendors print texts between the fields.
            Field::Other if memchr::memmem::find(after, b" tid=0x").is_some() => {}
            Field::Other => break,
        }
        rest = after.trim_ascii_start();
    }
    read_state(rest, thread);
    let is_known = thread.state.as_deref().is_some_and(is_known);
    let is_thread = is_thread || (thread.id.is_some() && is_known);
    // The last word of a line that is cut may be cut too.
    is_thread && (is_terminated || rest.ends_with(b"]") || is_known)
}

enum Field {
    /// Only threads have it.
    Certain,
    Possible,
    Other,
}

fn field<'a>(word: &'a [u8], thread: &mut Goroutine<'a>) -> Field {
    if let Some(id) = word.strip_prefix(b"#").and_then(decimal) {
        thread.id = Some(id);
        return Field::Possible;
    }
    let keys: [&[u8]; 3] = [b"Id=", b"id=", b"t@"];
    if let Some(id) = keys.iter().find_map(|key| word.strip_prefix(*key)).and_then(decimal) {
        thread.id = Some(id);
        return Field::Certain;
    }
    if word == b"virtual" {
        thread::mark_virtual(thread);
        return Field::Possible;
    }
    if let Some(native) = word.strip_prefix(b"[").and_then(|word| word.strip_suffix(b"]")) {
        return decimal(native).map_or(Field::Other, |_| label("nid", native, thread));
    }
    match split_once(word, b'=') {
        Some((key, value)) => keyed(key, value, thread),
        None if matches!(word, b"daemon" | b"-" | b"Thread") => Field::Possible,
        None => Field::Other,
    }
}

fn keyed<'a>(key: &[u8], value: &'a [u8], thread: &mut Goroutine<'a>) -> Field {
    match LABELS.iter().find(|label| label.as_bytes() == key) {
        Some(name) => {
            label(name, value, thread);
        }
        None if key == b"state" => thread.state = Some(text_of(value)),
        None if matches!(key, b"prio" | b"os_prio" | b"tid") => {}
        None => return Field::Possible,
    }
    Field::Certain
}

/// Since JDK 21 the native number stands in brackets, and is repeated as `nid` where the thread is not mounted.
fn label<'a>(name: &'static str, value: &'a [u8], thread: &mut Goroutine<'a>) -> Field {
    match thread.labels.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known = text_of(value),
        None => thread.labels.push((name.into(), text_of(value))),
    }
    Field::Possible
}

/// `waiting on condition  [0x3]`, `in Object.wait() [0x3]`, `WAITING on java.lang.Object@1b6d3586 owned by "x" Id=3`.
fn read_state<'a>(rest: &'a [u8], thread: &mut Goroutine<'a>) {
    let end = memchr::memmem::rfind(rest, b"[0x").unwrap_or(rest.len());
    let state = rest.get(..end).unwrap_or(rest).trim_ascii();
    if state.is_empty() {
        return;
    }
    if let Some(state) = state.strip_prefix(b"alive") {
        thread.state = Some(of_jrockit(state).into());
        return;
    }
    let plain = state.strip_prefix(b"in ").unwrap_or(state);
    let (word, behind) = split_once(plain, b' ').unwrap_or((plain, b""));
    if !is_state(word) {
        thread.state = Some(text_of(state));
        return;
    }
    thread.state = Some(text_of(word));
    let relation = if word == b"BLOCKED" { MonitorRelation::WantsToLock } else { MonitorRelation::WaitsFor };
    let awaited = behind.strip_prefix(b"on ").and_then(|object| lock::monitor(object, relation));
    thread.monitors.extend(awaited);
}

/// `, in native, waiting, daemon`: the first word that tells something.
fn of_jrockit(state: &[u8]) -> &'static str {
    let words = [
        (&b"blocked"[..], "BLOCKED"),
        (b"waiting", "WAITING"),
        (b"parked", "WAITING"),
        (b"sleeping", "TIMED_WAITING"),
    ];
    let told = |text: &[u8]| words.iter().find(|(word, _)| *word == text).map(|(_, state)| *state);
    state.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).find_map(told).unwrap_or("RUNNABLE")
}

/// `#22 "" virtual WAITING 2026-03-07T10:00:00Z`
fn of_file<'a>(text: &'a [u8], line: &Line<'a>) -> Option<Goroutine<'a>> {
    let (id, rest) = leading_decimal(text.strip_prefix(b"#")?)?;
    let body = rest.strip_prefix(b" \"")?;
    let end = memchr::memrchr(b'"', body)?;
    let (name, words) = (body.get(..end)?, body.get(end + 1..)?);
    let mut thread = empty(line);
    thread.id = Some(id);
    thread.name = (!name.is_empty()).then(|| text_of(name));
    for word in words.split(|byte| *byte == b' ').filter(|word| !word.is_empty()) {
        match word {
            b"virtual" | b"VIRTUAL" => thread::mark_virtual(&mut thread),
            _ if is_state(word) => thread.state = Some(text_of(word)),
            _ if word.first().is_some_and(u8::is_ascii_digit) => {}
            _ => return None,
        }
    }
    Some(thread)
}

/// `Thread 4567: (state = BLOCKED)`
fn of_agent<'a>(text: &'a [u8], line: &Line<'a>) -> Option<Goroutine<'a>> {
    let (number, state) = split_once(text.strip_prefix(b"Thread ")?, b':')?;
    decimal(number)?;
    let state = state.strip_prefix(b" (state = ")?.strip_suffix(b")")?;
    let mut thread = empty(line);
    thread.state = Some(text_of(state));
    label("nid", number, &mut thread);
    Some(thread)
}

/// `Mounted virtual thread #22`: its frames follow those of its carrier.
fn mounted<'a>(text: &'a [u8], line: &Line<'a>) -> Option<Goroutine<'a>> {
    let id = decimal(text.strip_prefix(b"Mounted virtual thread #")?)?;
    let mut thread = empty(line);
    thread.id = Some(id);
    thread::mark_virtual(&mut thread);
    Some(thread)
}

/// `"teller-1":`, as the list of a deadlock has it.
pub(super) fn of_deadlock<'a>(line: &Line<'a>) -> Option<Goroutine<'a>> {
    let name = line.text.trim_ascii().strip_prefix(b"\"")?.strip_suffix(b"\":")?;
    let mut thread = empty(line);
    thread.name = (!name.is_empty()).then(|| text_of(name));
    Some(thread)
}

fn empty<'a>(line: &Line<'_>) -> Goroutine<'a> {
    Goroutine::empty(Section::Thread, 1, line.span())
}
