//! An input read in parts, so that its size does not matter.
//!
//! A part ends with a blank line where there is one: a goroutine, or what was pasted around it, is whole then. What is
//! open at that place is kept and goes on with the next part.

use std::io::{self, BufRead, Read as _};

use super::collect::Collector;
use super::lines::Source;
use super::machine::Machine;
use super::output::Output;
use super::rewrite::{self, Encoding, Form, SAMPLE};
use super::{Remains, finished};
use crate::parsed::{Problem, ProblemKind};

/// How much is read at once.
const PART: usize = 8 << 20;
/// A line that is longer than this is cut.
pub(crate) const LONGEST_LINE: usize = 64 << 20;
/// How much behind a part is held to look ahead, and how much before it to look back.
const LOOKAHEAD: usize = 16 << 10;
const LOOKBEHIND: usize = 16 << 10;

/// Reads all of `reader` into `collector`. Of an input in parts the residue is not kept: most of a log is.
pub(crate) fn read_from<C, O>(reader: impl BufRead, collector: &mut C) -> io::Result<Remains>
where
    C: for<'a> Collector<'a, Open = O>,
    O: Default,
{
    read_in_parts(reader, collector, (PART, LONGEST_LINE))
}

/// The same, so many bytes at once, and a line that is longer than so many cut.
pub(crate) fn read_in_parts<C, O>(
    mut reader: impl BufRead,
    collector: &mut C,
    (part, longest_line): (usize, usize),
) -> io::Result<Remains>
where
    C: for<'a> Collector<'a, Open = O>,
    O: Default,
{
    let mut feed = Feed::default();
    let mut machine: Machine<'static, C> = Machine::new();
    loop {
        let is_whole = feed.fill(&mut reader, part)?;
        if feed.is_json_dump() && !is_whole && feed.unread().len() < longest_line {
            continue;
        }
        if is_whole && feed.is_at_start() {
            return Ok(super::read_all(&feed.buffer, collector));
        }
        let may_wait = !is_whole && feed.unread().len() < longest_line;
        let end = if is_whole { feed.buffer.len() } else { feed.end_of_part(may_wait) };
        let end = feed.decide_encoding(end, may_wait);
        if end > feed.read {
            machine = feed.read(machine, (end, may_wait), collector);
        }
        if is_whole {
            return Ok(feed.finish(machine, collector));
        }
    }
}

#[derive(Default)]
struct Feed {
    /// What was read and not yet given to the machine, and something before it.
    buffer: Vec<u8>,
    /// Where it starts in the input.
    base: usize,
    /// How much of it was given to the machine and is only looked back at.
    read: usize,
    /// How the input is written; none while it is UTF-8 without damage.
    encoding: Option<Encoding>,
    is_record_log: bool,
    /// The first bytes of the input, to tell what it is where nothing was found in it.
    head: Vec<u8>,
    problems: Vec<Problem>,
    crashes: u64,
}

impl Feed {
    /// Reads up to `part` bytes more; whether the input ended.
    fn fill(&mut self, reader: &mut impl BufRead, part: usize) -> io::Result<bool> {
        self.buffer.reserve_exact(part);
        let limit = u64::try_from(part).unwrap_or(u64::MAX);
        let read = reader.take(limit).read_to_end(&mut self.buffer)?;
        if self.is_at_start() {
            self.encoding = Encoding::of_start(&self.buffer);
            self.is_record_log = rewrite::is_record_log(&self.buffer);
            self.head = self.buffer.get(..LOOKAHEAD).unwrap_or(&self.buffer).to_vec();
        }
        Ok(read < part)
    }

    fn is_at_start(&self) -> bool {
        self.base + self.read == 0
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.read..).unwrap_or_default()
    }

    /// Whether this is the beginning of a dump of Java threads in JSON, which cannot be read in parts.
    fn is_json_dump(&self) -> bool {
        self.is_at_start()
            && self.head.trim_ascii_start().starts_with(b"{")
            && memchr::memmem::find(&self.head, b"\"threadDump\"").is_some()
    }

    /// Up to where in the buffer to read now: the last blank line, else the last line; where there is none and reading
    /// does not wait for more, everything.
    fn end_of_part(&mut self, may_wait: bool) -> usize {
        let unread = self.unread();
        let ready = unread.get(..unread.len().saturating_sub(LOOKAHEAD)).unwrap_or_default();
        let end = match self.encoding {
            Some(Encoding::Utf16(order)) => order.end_of_lines(ready),
            _ => end_of_lines(ready),
        };
        if end > 0 || may_wait {
            return self.read + end;
        }
        let cut = self.base + self.read..self.base + self.buffer.len();
        self.problems.push(Problem { kind: ProblemKind::LongLine, span: cut });
        self.read + (self.unread().len() & !1)
    }

    /// Decides how the input is written, where something is not UTF-8, be it only to look ahead; gives no end where the
    /// reading `may_wait` for enough to decide it.
    fn decide_encoding(&mut self, end: usize, may_wait: bool) -> usize {
        if self.encoding.is_some() {
            return end;
        }
        let Some(start) = rewrite::first_damage(self.unread(), may_wait) else { return end };
        let behind = self.unread().get(start..).unwrap_or_default();
        if may_wait && behind.len() < SAMPLE {
            return self.read;
        }
        self.encoding = Some(Encoding::of_damage(behind));
        end
    }

    /// Reads the buffer up to `end`, less where a line that was cut in pieces lies across that place and
    /// the reading `may_wait` for more; what follows them is only looked at.
    fn read<C, O>(
        &mut self,
        machine: Machine<'static, C>,
        (end, may_wait): (usize, bool),
        collector: &mut C,
    ) -> Machine<'static, C>
    where
        C: for<'a> Collector<'a, Open = O>,
        O: Default,
    {
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        let form = Form { encoding, is_record_log: self.is_record_log };
        let rewritten = rewrite::rewrite(&self.buffer, self.base, form);
        let source = match &rewritten {
            Some(rewritten) => rewritten.source(),
            None => Source { text: &self.buffer, base: self.base, records: &[] },
        };
        let end = match &rewritten {
            Some(rewritten) if may_wait => rewritten.end_of_lines(self.base + end),
            _ => self.base + end,
        };
        let mut out = Output::new(collector, source.text);
        let mut open = machine.into_owned();
        open.read(source, self.base + self.read..end, &mut out);
        self.problems.extend(out.problems);
        self.crashes += out.crashes;
        open.put_aside(source.text);
        let open = open.into_owned();
        self.read = end - self.base;
        self.drop_read();
        open
    }

    /// Drops what was read but the last lines of it.
    fn drop_read(&mut self) {
        let most = self.read.saturating_sub(LOOKBEHIND) & !1;
        let far = if most == 0 {
            Some(0)
        } else {
            self.buffer.get(most..self.read).and_then(|near| self.start_of_line(near))
        };
        let start = far.map_or(self.read, |at| most + at);
        self.buffer.drain(..start);
        self.base += start;
        self.read -= start;
    }

    /// Where in `text` the first line starts that is whole.
    fn start_of_line(&self, text: &[u8]) -> Option<usize> {
        match self.encoding {
            Some(Encoding::Utf16(order)) => order.start_of_line(text),
            _ => Some(memchr::memchr(b'\n', text)? + 1),
        }
    }

    fn finish<C, O>(mut self, machine: Machine<'static, C>, collector: &mut C) -> Remains
    where
        C: for<'a> Collector<'a, Open = O>,
    {
        let mut out = Output::new(collector, &[]);
        machine.finish(&mut out);
        self.problems.extend(out.problems);
        let crashes = self.crashes + out.crashes;
        let remains = Remains { problems: self.problems, residue: Vec::new(), crashes };
        finished(remains, &self.head, self.base + self.read)
    }
}

/// Behind the last blank line that is near the end of `text`, else behind the last line; 0 where there is none.
fn end_of_lines(text: &[u8]) -> usize {
    let near = text.len().saturating_sub(1 << 20);
    let blank = memchr::memmem::rfind(text.get(near..).unwrap_or_default(), b"\n\n").map(|at| near + at + 2);
    blank.or_else(|| Some(memchr::memrchr(b'\n', text)? + 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::group::Grouper;
    use crate::summarize;

    /// What a reader in parts of `part` bytes gives, beside the whole.
    fn compare(input: &[u8], part: usize) {
        let mut grouper = Grouper::default();
        let remains = read_in_parts(Cursor::new(input), &mut grouper, (part, 1 << 20)).unwrap();
        let (summary, whole) = (grouper.summary(remains), summarize(input));
        assert_eq!(summary, whole, "parts of {part}");
    }

    const STACK: &str = "\
panic: no such order

goroutine 7 [running]:
main.order(0x1)
\t/src/order.go:9 +0x25
created by main.main in goroutine 1
\t/src/main.go:4 +0x1

";

    #[test]
    fn a_long_input_in_parts_is_the_whole() {
        let mut input = String::new();
        for number in 0..2_000 {
            input.push_str("2026/03/07 10:00:00 all is well\n");
            input.push_str(&STACK.replace("order.go:9", &format!("order.go:{}", number % 7)));
            input.push_str(r#"{"time":"2026-03-07T10:00:00Z","stack":"goroutine 8 [select]:\nmain.wait()\n\t/src/w.go:3 +0x1"}"#);
            input.push('\n');
        }
        for part in [40_000, 65_536, 100_001] {
            compare(input.as_bytes(), part);
        }
        let utf16: Vec<u8> =
            "\u{feff}".encode_utf16().chain(input.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        compare(&utf16, 65_537);
    }

    #[test]
    fn what_stands_before_a_part_is_looked_back_at() {
        let mut input = String::new();
        for second in 0..5_000 {
            let (minute, second) = (second / 60, second % 60);
            input.push_str(&format!(
                "2026/03/07 10:{minute:02}:{second:02} recovered from panic: no such order\n"
            ));
            input.push_str("\ngoroutine 7 [running]:\npanic({0x1, 0x2})\n\t/p.go:1 +0x1\nmain.order()\n\t/o.go:2 +0x1\n\n");
        }
        for part in [20_000, 32_768, 65_536] {
            compare(input.as_bytes(), part);
        }
    }

    #[test]
    fn all_parts_are_decoded_alike() {
        // One line in Chinese and many that are damaged: the first alone would decide otherwise.
        let mut input = Vec::new();
        for number in 0..2_000 {
            input.extend_from_slice(b"2026/03/07 10:00:00 all is well\n");
            let text: &[u8] =
                if number == 100 { b"panic: \xb6\xa9\xb5\xa5\n" } else { b"panic: \xff \xfe x\n" };
            input.extend_from_slice(text);
            input.extend_from_slice(b"\ngoroutine 7 [running]:\nmain.order()\n\t/o.go:2 +0x1\n\n");
        }
        for part in [20_000, 32_768, 300_000] {
            compare(&input, part);
        }
    }

    #[test]
    fn a_part_does_not_end_within_a_line_in_pieces() {
        let mut input = String::new();
        for number in 0..3_000 {
            for line in
                STACK.lines().map(|line| line.replace("order.go:9", &format!("order.go:{}", number % 7)))
            {
                let (first, rest) = line.split_at(line.len() / 2);
                input.push_str(&format!("2026-03-07T10:00:00.1Z stderr P {first}\n"));
                input.push_str("2026-03-07T10:00:00.1Z stdout F all is well\n");
                input.push_str(&format!("2026-03-07T10:00:00.2Z stderr F {rest}\n"));
            }
        }
        for part in [40_000, 65_536, 100_001] {
            compare(input.as_bytes(), part);
        }
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let mut input = STACK.as_bytes().to_vec();
        input.resize(300_000, b'x');
        let mut grouper = Grouper::default();
        let remains = read_in_parts(Cursor::new(&input), &mut grouper, (10_000, 50_000)).unwrap();
        let summary = grouper.summary(remains);
        assert_eq!(summary.goroutines, 1);
        assert!(summary.problems.iter().any(|problem| problem.kind == ProblemKind::LongLine));
    }

    #[test]
    fn nothing_is_told_of_an_input_without_stacks() {
        for input in [&b""[..], b"all is well\n", b"\x1f\x8b\x08\x00\x00\x00\x00\x00"] {
            compare(input, 1 << 20);
        }
    }

    proptest! {
        #[test]
        fn never_panics(input in prop::collection::vec(any::<u8>(), 0..2_000), part in 1_usize..500) {
            let mut grouper = Grouper::default();
            read_in_parts(Cursor::new(&input), &mut grouper, (part, 100)).unwrap();
        }
    }
}
