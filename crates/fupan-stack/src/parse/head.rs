//! The lines that open a crash, and the remarks that stand between them and the goroutines.

use crate::bytes::split_once;
use crate::parsed::CrashKind;

/// What opens a crash: the kind and the text behind it.
pub(super) fn head(text: &[u8]) -> Option<(CrashKind, &[u8])> {
    match text.first()? {
        b'p' => text.strip_prefix(b"panic: ").map(|rest| (CrashKind::Panic, rest)),
        b'f' => text.strip_prefix(b"fatal error: ").map(|rest| (CrashKind::FatalError, rest)),
        b'W' => text.strip_prefix(b"WARNING: DATA RACE").map(|rest| (CrashKind::DataRace, rest)),
        b'h' => {
            text.strip_prefix(b"http: panic serving ").map(|rest| (CrashKind::Panic, without_address(rest)))
        }
        b'O' => text.strip_prefix(b"Observed a panic: ").map(|rest| (CrashKind::Panic, observed(rest))),
        b'S' => is_signal(text).then_some((CrashKind::Signal, text)),
        _ => None,
    }
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
