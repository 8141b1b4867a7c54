//! The lines that open a crash, and the remarks that stand between them and the goroutines.
//!
//! All that asks where a crash of a Go program begins asks here: streams, prefixes of logs, and what is open of a Java
//! program.

use super::{header, profile};
use crate::bytes::{leading_decimal, split_once};
use crate::parsed::CrashKind;

/// What a crash or a goroutine begins with, to be looked for within a line.
const STARTS: [&[u8]; 9] = [
    b"Observed a panic: ",
    b"panic: ",
    b"fatal error: ",
    b"WARNING: DATA RACE",
    b"SIG",
    b"http: panic serving ",
    b"http2: panic serving ",
    b"goroutine ",
    b"goroutineleak profile: ",
];

/// Where in `text` something may begin that opens a crash or a goroutine; the first place of each sort.
pub(super) fn places(text: &[u8]) -> impl Iterator<Item = usize> {
    // A fault tells its signal behind the panic: `[signal SIGSEGV: segmentation violation …]`.
    let is_told = |at: &usize| !text.get(..*at).is_some_and(|before| before.ends_with(b"signal "));
    STARTS.iter().filter_map(|start| memchr::memmem::find(text, start)).filter(is_told)
}

/// Whether one of them stands in `text`.
pub(super) fn is_within(text: &[u8]) -> bool {
    let is_start = |at| text.get(at..).is_some_and(|text| !text.starts_with(b"SIG") || is_signal(text));
    places(text).any(is_start)
}

/// Whether a crash, a profile, or a goroutine begins with the line `text`.
pub(crate) fn begins(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    head(text).is_some()
        || header::is_header(text)
        || header::runtime_stack(text, 0).is_some()
        || matches!(profile::read(text), Some(profile::Entry::Goroutines(_) | profile::Entry::Others))
}

/// What opens a crash: the kind and the text behind it.
pub(super) fn head(text: &[u8]) -> Option<(CrashKind, &[u8])> {
    match text.first()? {
        b'p' => told(text.strip_prefix(b"panic:")?).map(|rest| (CrashKind::Panic, rest)),
        b'f' => told(text.strip_prefix(b"fatal error:")?).map(|rest| (CrashKind::FatalError, rest)),
        b'W' => text.strip_prefix(b"WARNING: DATA RACE").map(|rest| (CrashKind::DataRace, rest)),
        b'h' => {
            let servers: [&[u8]; 2] = [b"http: panic serving ", b"http2: panic serving "];
            let rest = servers.into_iter().find_map(|server| text.strip_prefix(server))?;
            Some((CrashKind::Panic, without_address(rest)))
        }
        b'O' => text.strip_prefix(b"Observed a panic: ").map(|rest| (CrashKind::Panic, observed(rest))),
        b'S' => is_signal(text).then_some((CrashKind::Signal, text)),
        _ => None,
    }
}

/// What is told behind a colon: nothing, or a text behind a blank.
fn told(rest: &[u8]) -> Option<&[u8]> {
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(b" ") }
}

/// The same behind the number of the goroutine, as some programs print it: `goroutine 7 panic: no such order`.
pub(super) fn of_goroutine(text: &[u8]) -> Option<(CrashKind, &[u8])> {
    let (_, rest) = leading_decimal(text.strip_prefix(b"goroutine ")?)?;
    head(rest.strip_prefix(b" ")?)
}

/// `text` without the number of a goroutine at its end.
pub(super) fn without_goroutine(text: &[u8]) -> &[u8] {
    let body = text.trim_ascii_end();
    let digits = body.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let before = body.get(..body.len() - digits).filter(|_| digits > 0 && body.len() < text.len());
    before.and_then(|before| before.strip_suffix(b"goroutine ")).unwrap_or(text)
}

/// A message and the header of its goroutine on one line.
pub(super) struct Glued<'a> {
    pub(super) kind: CrashKind,
    pub(super) message: &'a [u8],
    pub(super) header: &'a [u8],
}

/// `panic: no such order goroutine 7 [running]:`, `goroutine 7 [running]: panic: no such order`.
pub(super) fn glued(text: &[u8]) -> Option<Glued<'_>> {
    let is_header = |text: &[u8]| text.ends_with(b":") && header::is_whole(text);
    if let Some((kind, rest)) = head(text) {
        let (message, header) = rest.split_at_checked(memchr::memmem::rfind(rest, b"goroutine ")?)?;
        return is_header(header).then_some(Glued { kind, message: message.trim_ascii_end(), header });
    }
    let (header, rest) = text.split_at_checked(memchr::memmem::find(text, b"]:")? + 2)?;
    let (kind, message) = head(rest.trim_ascii_start()).filter(|_| is_header(header))?;
    Some(Glued { kind, message, header })
}

/// `127.0.0.1:41609: close of nil channel` without the client's address.
fn without_address(text: &[u8]) -> &[u8] {
    let end = memchr::memmem::find(text, b": ").map_or(0, |at| at + 2);
    text.get(end..).unwrap_or(text)
}

/// `"index out of range" (runtime error: index out of range)`, as Kubernetes prints it: the value for a reader.
fn observed(text: &[u8]) -> &[u8] {
    let Some(body) = text.trim_ascii_end().strip_suffix(b")") else { return text };
    match memchr::memmem::rfind(body, b"\" (")
        .map(|at| at + 3)
        .or(memchr::memmem::rfind(body, b" (").map(|at| at + 2))
    {
        Some(at) => body.get(at..).unwrap_or(text),
        None => text,
    }
}

/// `SIGQUIT: quit`
fn is_signal(text: &[u8]) -> bool {
    let Some((name, rest)) = split_once(text, b':') else { return false };
    let Some(number) = name.strip_prefix(b"SIG") else { return false };
    let is_name = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (2..=8).contains(&number.len()) && number.iter().all(is_name) && rest.starts_with(b" ")
}

/// Lines the run-time prints around its goroutines that tell nothing of the calls.
pub(super) fn is_remark(text: &[u8]) -> bool {
    let starts: [&[u8]; 9] = [
        b"runtime: ",
        b"[signal ",
        b"unexpected fault address ",
        b"PC=0x",
        b"signal arrived during ",
        b"panic during panic",
        b"exit status ",
        b"Location is ",
        b"goroutine running on other thread",
    ];
    starts.iter().any(|start| text.starts_with(start)) || is_register(text)
}

/// `rax    0xca`: a name, blanks, and a number.
fn is_register(text: &[u8]) -> bool {
    let Some((name, value)) = split_once(text, b' ') else { return false };
    let Some(digits) = value.trim_ascii().strip_prefix(b"0x") else { return false };
    (2..=8).contains(&name.len())
        && name.iter().all(u8::is_ascii_alphanumeric)
        && !digits.is_empty()
        && digits.iter().all(u8::is_ascii_hexdigit)
}

/// The line of equal signs around a race report.
pub(super) fn is_race_rule(text: &[u8]) -> bool {
    text.len() >= 10 && text.iter().all(|byte| *byte == b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_within_a_line_begins_a_crash() {
        for start in STARTS {
            let line = match start {
                b"goroutine " => b"goroutine 7 [running]:".to_vec(),
                b"SIG" => b"SIGSEGV: segmentation violation".to_vec(),
                b"goroutineleak profile: " => b"goroutineleak profile: total 7".to_vec(),
                start => [start, b"1.2.3.4:5: text"].concat(),
            };
            assert!(begins(&line), "{}", String::from_utf8_lossy(&line));
            assert_eq!(places(&line).min(), Some(0));
        }
        for prose in ["goroutine 7 is busy", "panicking", "goroutine leak", "SIG: x", "at main.main()", ""] {
            assert!(!begins(prose.as_bytes()), "{prose}");
        }
    }

    #[test]
    fn numbers_of_goroutines() {
        for (text, rest) in [
            ("10:00 goroutine 17 ", "10:00 "),
            ("goroutine 17 ", ""),
            ("10:00 goroutine ", "10:00 goroutine "),
            ("goroutine 17", "goroutine 17"),
            ("pod-17 ", "pod-17 "),
        ] {
            assert_eq!(without_goroutine(text.as_bytes()), rest.as_bytes(), "{text}");
        }
    }
}
