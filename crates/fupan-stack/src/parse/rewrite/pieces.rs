//! Lines that a container's runtime cut in pieces, whole again.
//!
//! ```text
//! 2026-03-07T10:00:00.123Z stderr P goroutine 7 [run        CRI: a piece
//! 2026-03-07T10:00:00.124Z stdout F order 7 served          another stream writes in between
//! 2026-03-07T10:00:00.125Z stderr F ning]:                  the last piece
//! {"log":"16 KiB that end with no line end","stream":"stderr","time":"…"}     Docker: a piece
//! {"log":"the rest\n","stream":"stderr","time":"…"}                          the last piece
//! ```
//!
//! The whole line stands where its first piece does. One of CRI keeps what stands before that, with the mark of a whole
//! line, so that it looks like the lines that were never cut. What the line means is for others to say.

use std::ops::Range;

use super::super::lines::{Line, Source, lines};
use super::super::time;
use super::quoted::{Field, fields};
use crate::bytes::split_once;

/// Docker cuts a line after 16 KiB and ends none of the pieces but the last.
const DOCKER_PIECE: usize = 16_000;
/// After so many lines of others the next piece will not come.
const MOST_BETWEEN: usize = 256;

/// What was joined in a text.
#[derive(Default)]
pub(super) struct Pieces {
    /// In the order of their first pieces.
    pub(super) whole: Vec<Whole>,
    /// Where the lines start that are other pieces, in their order.
    pub(super) others: Vec<usize>,
    /// Where the first line starts whose last piece is not in the text.
    pub(super) open_from: Option<usize>,
}

/// A line made of pieces.
pub(super) struct Whole {
    /// From the first piece to the last.
    pub(super) source: Range<usize>,
    pub(super) text: Vec<u8>,
    /// When the first piece was written.
    pub(super) time: Option<String>,
}

/// The pieces in `text`, joined.
pub(super) fn join(text: &[u8]) -> Pieces {
    let mut pieces = Pieces::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    for line in lines(Source { text, base: 0, records: &[] }) {
        for waiting in open.extract_if(.., Open::is_forgotten) {
            pieces.whole.push(waiting.whole);
        }
        let Some(piece) = piece(line.text, open.is_empty()) else { continue };
        match open.iter().position(|waiting| waiting.origin == piece.origin) {
            Some(at) => {
                pieces.others.push(line.start);
                let is_whole = open.get_mut(at).is_some_and(|waiting| waiting.add(&piece, &line));
                pieces.whole.extend(is_whole.then(|| open.remove(at).whole));
            }
            None if piece.is_last => {}
            None => open.push(Open::new(piece, &line)),
        }
    }
    pieces.open_from = open.iter().map(|waiting| waiting.whole.source.start).min();
    pieces.whole.extend(open.into_iter().map(|waiting| waiting.whole));
    pieces.whole.sort_by_key(|whole| whole.source.start);
    pieces
}

/// A line whose last piece has not come yet.
struct Open<'a> {
    origin: Origin<'a>,
    whole: Whole,
    /// How many lines have come since its last piece.
    between: usize,
}

impl<'a> Open<'a> {
    fn new(piece: Piece<'a>, line: &Line<'_>) -> Self {
        let Piece { origin, mut head, content, time, .. } = piece;
        head.extend_from_slice(&content);
        Self { origin, whole: Whole { source: line.span(), text: head, time }, between: 0 }
    }

    /// Adds the next piece; whether it was the last.
    fn add(&mut self, piece: &Piece<'_>, line: &Line<'_>) -> bool {
        self.whole.text.extend_from_slice(&piece.content);
        self.whole.source.end = line.end;
        self.between = 0;
        piece.is_last
    }

    fn is_forgotten(&mut self) -> bool {
        self.between += 1;
        self.between > MOST_BETWEEN
    }
}

/// Whose lines they are: those of others may stand between two pieces.
#[derive(PartialEq, Eq)]
struct Origin<'a> {
    /// What a collector wrote before the time, or nothing.
    collector: &'a [u8],
    /// `stdout`, `stderr`.
    stream: &'a [u8],
}

struct Piece<'a> {
    origin: Origin<'a>,
    /// What a whole line would have before the content.
    head: Vec<u8>,
    content: Vec<u8>,
    is_last: bool,
    time: Option<String>,
}

/// The piece that `line` is. The last one looks like a line that was not cut: it is none where it `is_first`.
fn piece(line: &[u8], is_first: bool) -> Option<Piece<'_>> {
    if line.first() == Some(&b'{') { of_docker(line, is_first) } else { of_cri(line, is_first) }
}

/// `2026-03-07T10:00:00.123Z stderr P the first piece`
fn of_cri(line: &[u8], is_first: bool) -> Option<Piece<'_>> {
    let (before, rest) = line.split_at_checked(memchr::memmem::find(line, b" std")? + 1)?;
    let (stream, rest) = split_once(rest, b' ')?;
    // The runtime prints a blank behind the mark of an empty line too, which others may take away.
    let (mark, content) = split_once(rest, b' ').unwrap_or((rest, b""));
    let is_last = mark == b"F";
    if !matches!(stream, b"stdout" | b"stderr") || !(is_last || mark == b"P") || (is_last && is_first) {
        return None;
    }
    let time = time::in_text(before)?.text;
    let collector = before.trim_ascii_end().strip_suffix(time.as_bytes())?;
    let head = [before, stream, b" F "].concat();
    let time = Some(time.into_owned());
    Some(Piece { origin: Origin { collector, stream }, head, content: content.to_vec(), is_last, time })
}

/// `{"log":"the first piece","stream":"stderr","time":"2026-03-07T10:00:00.123Z"}`
fn of_docker(line: &[u8], is_first: bool) -> Option<Piece<'_>> {
    if is_first && line.len() < DOCKER_PIECE {
        return None;
    }
    let fields = fields(line);
    let value = |key: &[u8]| fields.iter().find(|field| field.key == key);
    let content = value(b"log")?.text();
    let is_last = content.len() < DOCKER_PIECE || content.ends_with(b"\n");
    if is_last && is_first {
        return None;
    }
    let stream = value(b"stream").map_or(&b""[..], |field: &Field<'_>| field.raw);
    let time = value(b"time").map(|field| String::from_utf8_lossy(field.raw).into_owned());
    let origin = Origin { collector: b"", stream };
    Some(Piece { origin, head: Vec::new(), content, is_last, time })
}
