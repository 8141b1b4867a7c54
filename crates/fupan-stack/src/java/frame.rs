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
const PLACELESS: [&[u8]; 7] = [
    b"Native Method",
    b"Native method",
    b"Unknown Source",
    b"<generated>",
    b"Compiled Code",
    b"Redefined",
    b"",
];
/// The source files of the languages that run on the machine.
const ENDINGS: [&[u8]; 8] =
    [b".java", b".kt", b".kts", b".scala", b".groovy", b".clj", b".gradle", b"SourceFile"];

/// The frame on a line that says `at`.
pub(super) fn at(text: &[u8]) -> Option<Frame<'_>> {
    element(behind_at(text)?)
}

/// The same, only where no other run-time prints it so.
pub(super) fn certain(text: &[u8]) -> Option<Frame<'_>> {
    bare(behind_at(text)?)
}

fn behind_at(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"at ").map(<[u8]>::trim_ascii_start)
}

/// A frame without `at`, as files of `Thread.dump_to_file` have it.
pub(super) fn bare(text: &[u8]) -> Option<Frame<'_>> {
    parts(text).filter(has_certain_place).map(Parts::frame)
}

/// A frame with the names that class files have, as other machines print it: slashes for dots.
///
/// `at java/util/Arrays.copyOf([BI)[B(Arrays.java:3210(Compiled Code))`
pub(super) fn internal(text: &[u8]) -> Option<Frame<'static>> {
    let text = behind_at(text)?;
    let mut plain =
        match (text.strip_suffix(b"(Compiled Code))"), memchr::memmem::find(text, b"(Bytecode PC:")) {
            (Some(text), _) => [text, b")"].concat(),
            (None, Some(place)) => [text.get(..place)?, b"(Unknown Source)"].concat(),
            (None, None) => text.to_vec(),
        };
    let open = memchr::memchr(b'(', &plain)?;
    // The number of a hidden class stays behind its slash, as other machines have it.
    for at in 0..open {
        let is_number = plain.get(at + 1).is_some_and(u8::is_ascii_digit);
        if let Some(byte) = plain.get_mut(at).filter(|byte| **byte == b'/' && !is_number) {
            *byte = b'.';
        }
    }
    parts(&plain).filter(has_certain_place).map(|parts| parts.frame().into_owned())
}

/// `shop.Cart.add(Cart.java:12)`, and what a logger adds.
pub(super) fn element(text: &[u8]) -> Option<Frame<'_>> {
    parts(text).map(Parts::frame)
}

struct Parts<'a> {
    function: &'a [u8],
    /// The same with its arguments, where they are printed.
    call: &'a [u8],
    file: &'a [u8],
    line: Option<u64>,
}

impl<'a> Parts<'a> {
    fn frame(self) -> Frame<'a> {
        let has_file = !PLACELESS.contains(&self.file) && !self.file.contains(&b' ');
        let line = self.line.and_then(|line| u32::try_from(line).ok());
        Frame::of_call(self.call, self.function.len()).at(has_file.then(|| text_of(self.file)), line)
    }
}

fn parts(text: &[u8]) -> Option<Parts<'_>> {
    let (function, rest) = split_once(text, b'(')?;
    let (first, behind) = split_once(rest, b')')?;
    let (call, place, behind) = match behind_descriptor(behind) {
        Some((place, behind)) => (text.get(..function.len() + first.len() + 2)?, place, behind),
        None => (function, first, behind),
    };
    let is_ended = behind.first().is_none_or(|byte| matches!(byte, b' ' | b'~' | b'['));
    if !is_ended || !is_method(function) {
        return None;
    }
    // The module stands before the file.
    let place = rsplit_once(place, b'/').map_or(place, |(_, file)| file);
    let (file, line) = match rsplit_once(place, b':').map(|(file, line)| (file, decimal(line))) {
        Some((file, Some(line))) => (file, Some(line)),
        _ => (place, None),
    };
    Some(Parts { function, call, file, line })
}

/// `read([BII)I(Buffer.java:95)`: some vendors print the types of arguments and result.
fn behind_descriptor(behind: &[u8]) -> Option<(&[u8], &[u8])> {
    behind.first().filter(|byte| b"VZBCSIJFDL[".contains(byte))?;
    let (result, place) = split_once(behind, b'(')?;
    let is_type = !result.contains(&b' ') && !result.contains(&b']');
    if is_type { split_once(place, b')') } else { None }
}

/// A class and a method; a test's method may have blanks.
fn is_method(name: &[u8]) -> bool {
    let Some((class, method)) = rsplit_once(name, b'.') else { return false };
    let is_start = |byte: &u8| byte.is_ascii_alphabetic() || b"_$<".contains(byte) || *byte >= 128;
    is_class(class)
        && method.first().is_some_and(is_start)
        && !method.last().is_some_and(u8::is_ascii_whitespace)
}

/// A class of a module has a package: `java/lang/Thread` is another machine's way to write a name.
fn is_class(class: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"._$/@+-<>:".contains(byte) || *byte >= 128;
    let is_named = rsplit_once(class, b'/').is_none_or(|(module, name)| {
        module.ends_with(b"/") || name.contains(&b'.') || name.first().is_some_and(u8::is_ascii_digit)
    });
    !class.is_empty() && is_named && class.iter().all(is_part)
}

fn has_certain_place(parts: &Parts<'_>) -> bool {
    let Parts { function, file, line, .. } = parts;
    let is_source = ENDINGS.iter().any(|ending| file.ends_with(ending)) || file.ends_with(b"Source");
    let is_placeless = !file.is_empty() && PLACELESS.contains(file);
    let is_named_alike = !file.is_empty() && line.is_none() && contains(function, file);
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
    let call = text.get(..=at)?;
    let (function, _) = split_once(call, b'(')?;
    if !is_method(function) {
        return None;
    }
    let line = memchr::memmem::find(text, b", line=").and_then(|at| text.get(at + 7..));
    let line = line.and_then(crate::bytes::leading_decimal).and_then(|(line, _)| u32::try_from(line).ok());
    Some(Frame::of_call(call, function.len()).at(None, line))
}

/// `... 23 more`, `... 23 common frames omitted`: how many frames.
pub(super) fn elision(text: &[u8]) -> Option<u32> {
    let text = text.strip_prefix(b"... ")?;
    u32::try_from(text.split(|byte| *byte == b' ').find_map(decimal)?).ok()
}
