//! One call, in half the room that its texts would take as fields: a dump has millions of them.

use std::borrow::Cow;
use std::fmt;

use crate::bytes::text_of;

/// One call.
///
/// ```
/// let parsed = fupan_stack::parse(b"goroutine 7 [running]:\nmain.add(0x1, 0x2)\n\t/src/main.go:9 +0x25\n");
/// let frame = &parsed.crashes[0].goroutines[0].frames[0];
/// assert_eq!((frame.function(), frame.arguments()), ("main.add", "0x1, 0x2"));
/// assert_eq!((frame.file(), frame.line()), (Some("/src/main.go"), Some(9)));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Frame<'a> {
    /// The function, and its arguments in parentheses where there were any.
    call: Text<'a>,
    /// Empty where it is not known.
    file: Text<'a>,
    /// How long the function is.
    length: u32,
    /// [`NO_LINE`] where it is not known.
    line: u32,
}

/// No source file is so long.
const NO_LINE: u32 = u32::MAX;

impl<'a> Frame<'a> {
    /// The symbol as printed, without arguments.
    #[must_use]
    pub fn function(&self) -> &str {
        let call = self.call.as_str();
        call.get(..self.length as usize).unwrap_or(call)
    }

    /// What stands between its parentheses: words of the machine, `0xc000012345, {0x1, ...}`; empty where there is none.
    #[must_use]
    pub fn arguments(&self) -> &str {
        let behind = self.call.as_str().get(self.length as usize..).unwrap_or_default();
        behind.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or_default()
    }

    /// The source file as printed.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        Some(self.file.as_str()).filter(|file| !file.is_empty())
    }

    /// The line in it.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        Some(self.line).filter(|line| *line != NO_LINE)
    }

    /// The call of a function without arguments.
    pub(crate) fn of_function(function: Cow<'a, str>) -> Self {
        let length = u32::try_from(function.len()).unwrap_or(u32::MAX);
        Self { call: function.into(), file: Text::Borrowed(""), length, line: NO_LINE }
    }

    /// `main.add(0x1, 0x2)`: the arguments begin behind the first `length` bytes of `call`, in parentheses.
    pub(crate) fn of_call(call: &'a [u8], length: usize) -> Self {
        let frame = Self::of_function(text_of(call));
        // What had to be repaired is longer than it was.
        let length = match &frame.call {
            Text::Borrowed(_) => length,
            Text::Owned(_) => text_of(call.get(..length).unwrap_or(call)).len(),
        };
        Self { length: u32::try_from(length).unwrap_or(u32::MAX), ..frame }
    }

    /// The same at a place of a source file.
    pub(crate) fn at(self, file: Option<Cow<'a, str>>, line: Option<u32>) -> Self {
        Self { file: file.unwrap_or_default().into(), line: line.unwrap_or(NO_LINE), ..self }
    }

    pub(crate) fn set_place(&mut self, file: Cow<'a, str>, line: u32) {
        (self.file, self.line) = (file.into(), line);
    }

    pub(crate) fn into_owned(self) -> Frame<'static> {
        Frame {
            call: self.call.into_owned(),
            file: self.file.into_owned(),
            length: self.length,
            line: self.line,
        }
    }
}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Frame")
            .field("function", &self.function())
            .field("arguments", &self.arguments())
            .field("file", &self.file())
            .field("line", &self.line())
            .finish()
    }
}

/// A `Cow` of two words: the rare owned text is one word away.
#[derive(Clone)]
enum Text<'a> {
    Borrowed(&'a str),
    Owned(Box<Owned>),
}

/// A box of a text has two words, a box of this one.
#[derive(Clone)]
struct Owned(Box<str>);

impl Text<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => &text.0,
        }
    }

    fn into_owned(self) -> Text<'static> {
        match self {
            Self::Borrowed("") => Text::Borrowed(""),
            Self::Borrowed(text) => Text::Owned(Box::new(Owned(text.into()))),
            Self::Owned(text) => Text::Owned(text),
        }
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::Borrowed(text),
            Cow::Owned(text) => Self::Owned(Box::new(Owned(text.into_boxed_str()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_small() {
        assert!(size_of::<Frame<'_>>() <= 40);
    }

    #[test]
    fn texts_of_a_call() {
        for (call, length, function, arguments) in [
            (&b"main.(*T).Run(0x1, {0x2, ...})"[..], 13, "main.(*T).Run", "0x1, {0x2, ...}"),
            (b"main.run()", 8, "main.run", ""),
            (b"main.\xffrun(\xff)", 9, "main.\u{fffd}run", "\u{fffd}"),
        ] {
            let frame = Frame::of_call(call, length);
            assert_eq!((frame.function(), frame.arguments()), (function, arguments));
            let owned = frame.clone().into_owned();
            assert_eq!(owned, frame);
            assert_eq!((owned.function(), owned.file(), owned.line()), (function, None, None));
        }
        let bare = Frame::of_function("main.run".into()).at(Some("a.go".into()), Some(0));
        assert_eq!((bare.function(), bare.arguments()), ("main.run", ""));
        assert_eq!((bare.file(), bare.line()), (Some("a.go"), Some(0)));
    }
}
