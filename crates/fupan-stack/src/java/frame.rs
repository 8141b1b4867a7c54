//! The frames of a Java stack.
//!
//! ```text
//! at shop.Cart.add(Cart.java:12)                              exceptions, dumps
//! at java.base@17.0.1/java.lang.Thread.run(Thread.java:833)   exceptions: loader and module before the class
//! at java.lang.Thread.run(java.base@17.0.1/Thread.java:833)   dumps: the module before the file
//! at shop.Cart.add(Cart.java:12) ~[shop.jar:1.3]              loggers: what the class was loaded from
//!  - shop.Cart.add(int) @bci=7, line=12 (Compiled frame)      the serviceability agent
//! ```
//!
//! The text is that of `StackTraceElement.toString` in the JDK. A call into another run-time's file, `at f (/a.js:1:2)`,
//! is no Java frame.

use crate::bytes::{decimal, rsplit_once, split_once, text_of};
use crate::parsed::Frame;

/// What stands for a file where there is none.
const PLACELESS: [&[u8]; 6] =
    [b"Native Method", b"Unknown Source", b"<generated>", b"Compiled Code", b"Redefined", b""];
/// The source files of the languages that run on the machine.
const ENDINGS: [&[u8]; 8] =
    [b".java", b".kt", b".kts", b".scala", b".groovy", b".clj", b".gradle", b"SourceFile"];

/// The frame on a line that says `at`.
pub(super) fn at(text: &[u8]) -> Option<Frame<'_>> {
    element(text.strip_prefix(b"at ")?.trim_ascii_start())
}

/// The same, only where no other run-time prints it so.
pub(super) fn certain(text: &[u8]) -> Option<Frame<'_>> {
    at(text).filter(|_| text.strip_prefix(b"at ").is_some_and(has_certain_place))
}

/// A frame without `at`, as files of `Thread.dump_to_file` have it.
pub(super) fn bare(text: &[u8]) -> Option<Frame<'_>> {
    element(text).filter(|_| has_certain_place(text))
}

/// `shop.Cart.add(Cart.java:12)`, and what a logger adds.
pub(super) fn element(text: &[u8]) -> Option<Frame<'_>> {
    let (function, rest) = split_once(text, b'(')?;
    let (place, behind) = split_once(rest, b')')?;
    let is_ended = behind.first().is_none_or(|byte| matches!(byte, b' ' | b'~' | b'['));
    if !is_ended || !is_method(function) {
        return None;
    }
    let (file, line) = source(place);
    Some(Frame { function: text_of(function), arguments: text_of(b""), file: file.map(text_of), line })
}

/// A class and a method; a test's method may have blanks.
fn is_method(name: &[u8]) -> bool {
    let Some((class, method)) = rsplit_once(name, b'.') else { return false };
    let is_class = |byte: &u8| byte.is_ascii_alphanumeric() || b"._$/@+-<>:".contains(byte) || *byte >= 128;
    let is_start = |byte: &u8| byte.is_ascii_alphabetic() || b"_$<".contains(byte) || *byte >= 128;
    !class.is_empty()
        && class.iter().all(is_class)
        && method.first().is_some_and(is_start)
        && !method.last().is_some_and(u8::is_ascii_whitespace)
}

/// The file and the line in parentheses, without the module.
fn source(place: &[u8]) -> (Option<&[u8]>, Option<u32>) {
    let place = rsplit_once(place, b'/').map_or(place, |(_, file)| file);
    let (file, line) = match rsplit_once(place, b':').map(|(file, line)| (file, decimal(line))) {
        Some((file, Some(line))) => (file, u32::try_from(line).ok()),
        _ => (place, None),
    };
    let is_known = !PLACELESS.contains(&file) && !file.contains(&b' ');
    (is_known.then_some(file), line)
}

fn has_certain_place(text: &[u8]) -> bool {
    let Some((function, rest)) = split_once(text, b'(') else { return false };
    let Some((place, _)) = split_once(rest, b')') else { return false };
    let place = rsplit_once(place, b'/').map_or(place, |(_, file)| file);
    let (file, has_line) = match rsplit_once(place, b':') {
        Some((file, line)) if decimal(line).is_some() => (file, true),
        _ => (place, false),
    };
    let is_source = ENDINGS.iter().any(|ending| file.ends_with(ending)) || file.ends_with(b"Source");
    let is_placeless = !file.is_empty() && PLACELESS.contains(&file);
    let is_named_alike = !file.is_empty() && !has_line && contains(function, file);
    (is_source || is_placeless || is_named_alike) && !function.contains(&b' ')
}

/// `java.lang.invoke.LambdaForm$MH/0x1.invoke(LambdaForm$MH)`: classes the machine makes are their own file.
fn contains(function: &[u8], file: &[u8]) -> bool {
    file.contains(&b'$') && memchr::memmem::find(function, file).is_some()
}

/// ` - shop.Cart.add(int) @bci=7, line=12 (Compiled frame)`
pub(super) fn of_agent(text: &[u8]) -> Option<Frame<'_>> {
    let text = text.strip_prefix(b"- ")?;
    let at = memchr::memmem::find(text, b") @bci=")?;
    let (function, arguments) = split_once(text.get(..at)?, b'(')?;
    if !is_method(function) {
        return None;
    }
    let line = memchr::memmem::find(text, b", line=").and_then(|at| text.get(at + 7..));
    let line = line.and_then(crate::bytes::leading_decimal).and_then(|(line, _)| u32::try_from(line).ok());
    Some(Frame { function: text_of(function), arguments: text_of(arguments), file: None, line })
}

/// `... 23 more`, `... 23 common frames omitted`: how many frames.
pub(super) fn elision(text: &[u8]) -> Option<u64> {
    let text = text.strip_prefix(b"...")?;
    text.split(|byte| *byte == b' ').find_map(decimal)
}
