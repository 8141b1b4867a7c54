//! Latin runs: identifiers whole, with their suffixes, and cut into words.
//!
//! `http.Request.Context()` is the identifier `http.request.context` with the suffix `request.context`, and the words
//! `http`, `request`, `context`. `pkg.(*T).Method` loses its parentheses, `Cache[...]` its type arguments,
//! `server.go:123` is found without its line as well. Words are cut before they are lower-cased: `HTTPServer2` is
//! `http`, `server`, `2`, and `httpserver2` for those who write it so.
//!
//! Most runs are of ASCII, where a character is a byte and nothing has to be folded; the rules are the same for both.

use std::ops::Range;

use crate::fold::{Folded, Folding, is_full_width, is_han};
use crate::stems::{KnownStems, Stems};
use crate::token::{Field, FieldSet, TokenRef};

/// Longer runs are no identifiers: encoded data, a path without end.
const LONGEST_IDENTIFIER: usize = 200;
/// Suffixes of one identifier.
const MOST_SUFFIXES: usize = 6;
/// The characters within which type arguments must end.
const LONGEST_ARGUMENTS: usize = 80;

pub(crate) fn begins_identifier(character: char) -> bool {
    is_part(character)
}

fn is_part(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || character == '_'
    } else {
        !is_punctuation(character) && !is_han(character) && character.is_alphanumeric()
    }
}

/// The signs that a Chinese text has most, which need no look into the tables of Unicode: “ ” … 、 。 《 》 「 」
fn is_punctuation(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}')
}

/// The characters of a text from the start of a run on.
pub(crate) trait Ahead {
    /// The folded character of a number.
    fn at(&mut self, place: usize) -> Option<char>;
}

impl Ahead for Folding<'_> {
    fn at(&mut self, place: usize) -> Option<char> {
        Folding::at(self, place)
    }
}

/// A text that is taken to be ASCII as far as the run goes.
struct AsciiAhead<'a> {
    text: &'a str,
    /// Whether a character was met that must be folded to know what it is.
    is_wrong: bool,
}

impl Ahead for AsciiAhead<'_> {
    #[inline]
    fn at(&mut self, place: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(place)?;
        if byte.is_ascii() { Some(char::from(byte)) } else { self.beyond_ascii(place) }
    }
}

impl AsciiAhead<'_> {
    /// Other characters end a run, if they are such as stay what they are and are no part of it.
    #[inline(never)]
    fn beyond_ascii(&mut self, place: usize) -> Option<char> {
        let character = self.text.get(place..).and_then(|rest| rest.chars().next());
        let ends = character.filter(|it| !is_part(*it) && !is_full_width(*it));
        self.is_wrong |= ends.is_none();
        ends
    }
}

/// The bytes of the run that begins a text, if it and what decides on its end are of ASCII.
pub(crate) fn ascii_run(text: &str) -> Option<&str> {
    let mut ahead = AsciiAhead { text, is_wrong: false };
    let end = run_end(&mut ahead);
    text.get(..end).filter(|_| !ahead.is_wrong)
}

/// How many characters the run has that begins a text: parts with single joiners between them.
pub(crate) fn run_end(text: &mut impl Ahead) -> usize {
    let mut end = 0;
    loop {
        while text.at(end).is_some_and(is_part) {
            end += 1;
        }
        match joiner_at(text, end) {
            Some(next) if text.at(next).is_some_and(is_part) => end = next,
            _ => return end,
        }
    }
}

/// Where the next part begins behind a joiner at `place`.
fn joiner_at(text: &mut impl Ahead, place: usize) -> Option<usize> {
    match text.at(place)? {
        '.' if text.at(place + 1) == Some('(') => {
            Some(if text.at(place + 2) == Some('*') { place + 3 } else { place + 2 })
        }
        ')' if text.at(place + 1) == Some('.') => Some(place + 2),
        '.' | '_' | '-' | '/' | ':' | '@' | '#' => Some(place + 1),
        '[' => {
            let mut inside = place + 1..place + LONGEST_ARGUMENTS;
            let close = inside.find(|place| matches!(text.at(*place), None | Some(']' | ' ')))?;
            // `Cache[...].Get` goes on behind the dot, `Cache[...]).Get` behind the parenthesis too.
            match (text.at(close)?, text.at(close + 1)?) {
                (']', '.') => Some(close + 2),
                (']', ')') if text.at(close + 2) == Some('.') => Some(close + 3),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A run with its folded characters, in lower case, and with its place in the original.
pub(crate) trait Run {
    fn len(&self) -> usize;
    fn at(&self, place: usize) -> Option<char>;
    /// Some of its characters in lower case.
    fn lower(&self, characters: Range<usize>) -> &str;
    /// The bytes of some of its characters in the original.
    fn span(&self, characters: Range<usize>) -> Range<usize>;
}

/// A run of ASCII.
pub(crate) struct AsciiRun<'a> {
    pub(crate) written: &'a str,
    pub(crate) lower: &'a str,
    pub(crate) start: usize,
}

impl Run for AsciiRun<'_> {
    fn len(&self) -> usize {
        self.written.len()
    }

    fn at(&self, place: usize) -> Option<char> {
        self.written.as_bytes().get(place).map(|byte| char::from(*byte))
    }

    fn lower(&self, characters: Range<usize>) -> &str {
        self.lower.get(characters).unwrap_or_default()
    }

    fn span(&self, characters: Range<usize>) -> Range<usize> {
        self.start + characters.start..self.start + characters.end
    }
}

/// A run of any characters.
pub(crate) struct FoldedRun<'a> {
    pub(crate) folded: &'a [Folded],
    pub(crate) lower: &'a str,
    /// Where each character begins in lower case.
    pub(crate) lower_edges: &'a [usize],
    pub(crate) start: usize,
}

impl Run for FoldedRun<'_> {
    fn len(&self) -> usize {
        self.folded.len()
    }

    fn at(&self, place: usize) -> Option<char> {
        self.folded.get(place).map(|folded| folded.character)
    }

    fn lower(&self, characters: Range<usize>) -> &str {
        let edge = |place: usize| self.lower_edges.get(place).copied().unwrap_or(self.lower.len());
        self.lower.get(edge(characters.start)..edge(characters.end)).unwrap_or_default()
    }

    fn span(&self, characters: Range<usize>) -> Range<usize> {
        let first = self.folded.get(characters.start).map_or(0, |folded| folded.start);
        let last = characters.end.checked_sub(1).and_then(|last| self.folded.get(last));
        self.start + first..self.start + last.map_or(first, |folded| folded.end)
    }
}

/// The parts of a run between joiners and type arguments.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    parts: Vec<Range<usize>>,
    /// Where words begin within one part.
    cuts: Vec<usize>,
    /// The run without parentheses, stars and type arguments, where it has such, and the bytes of each part there.
    joined: String,
    joined_parts: Vec<Range<usize>>,
}

impl Parts {
    /// Everything that a Latin run gives, with positions from `position`; returns the next free position.
    pub(crate) fn tokens(
        &mut self,
        run: &impl Run,
        position: u32,
        stems: (&Stems, &mut KnownStems),
        wanted: FieldSet,
        sink: &mut impl FnMut(TokenRef<'_>),
    ) -> u32 {
        self.find(run);
        if wanted.contains(Field::Identifiers) && run.len() <= LONGEST_IDENTIFIER {
            self.identifiers(run, position, sink);
        }
        self.words(run, position, stems, wanted.contains(Field::Words), sink)
    }

    fn find(&mut self, run: &impl Run) {
        self.parts.clear();
        let mut start = 0;
        let mut brackets = 0_u32;
        for place in 0..run.len() {
            let is_inside = brackets > 0;
            match run.at(place).unwrap_or_default() {
                '[' => brackets += 1,
                ']' => brackets = brackets.saturating_sub(1),
                character if is_part(character) && character != '_' && !is_inside => continue,
                _ => {}
            }
            if start < place && !is_inside {
                self.parts.push(start..place);
            }
            start = place + 1;
        }
        if start < run.len() && brackets == 0 {
            self.parts.push(start..run.len());
        }
    }

    fn identifiers(&mut self, run: &impl Run, position: u32, sink: &mut impl FnMut(TokenRef<'_>)) {
        let mut emit = |text: &str, characters: Range<usize>, position: u32| {
            let Range { start, end } = run.span(characters);
            sink(TokenRef { text, field: Field::Identifiers, position, start, end });
        };
        let [_, .., last] = self.parts.as_slice() else {
            if let [only] = self.parts.as_slice()
                && looks_like_a_name(run, only.clone())
            {
                emit(run.lower(only.clone()), only.clone(), position);
            }
            return;
        };
        let before = |part: &Range<usize>| part.start.checked_sub(1).and_then(|before| run.at(before));
        let is_line = before(last) == Some(':')
            && last.clone().all(|place| run.at(place).is_some_and(|character| character.is_ascii_digit()));
        let named = self.parts.len() - usize::from(is_line);
        self.join(run);
        let joined = |first: usize, parts: usize| {
            let (from, to) = (self.joined_parts.get(first)?.start, self.joined_parts.get(parts - 1)?.end);
            let characters = self.parts.get(first)?.start..self.parts.get(parts - 1)?.end;
            let text =
                if self.joined.is_empty() { run.lower(from..to) } else { self.joined.get(from..to)? };
            Some((text, characters))
        };
        let mut emit = |first: usize, parts: usize| {
            if let Some((text, characters)) = joined(first, parts) {
                emit(text, characters, position.saturating_add(u32::try_from(first).unwrap_or(u32::MAX)));
            }
        };
        emit(0, self.parts.len());
        if is_line {
            emit(0, named);
        }
        // Only a dot or slash begins a suffix: the parts of snake_case are words, not names.
        let suffixes = self.parts.iter().enumerate().take(named.saturating_sub(1)).skip(1);
        let suffixes = suffixes.filter(|(_, part)| matches!(before(part), Some('.' | '/' | '(' | '*')));
        suffixes.take(MOST_SUFFIXES).for_each(|(first, _)| emit(first, named));
    }

    /// Notes where each part lies in the run without parentheses, stars and type arguments.
    fn join(&mut self, run: &impl Run) {
        self.joined.clear();
        self.joined_parts.clear();
        if !(0..run.len()).any(|place| matches!(run.at(place), Some('(' | ')' | '*' | '[' | ']'))) {
            self.joined_parts.extend(self.parts.iter().cloned());
            return;
        }
        let mut end = None;
        for part in &self.parts {
            let mut brackets = 0_u32;
            for character in end.into_iter().flat_map(|end| end..part.start).filter_map(|place| run.at(place))
            {
                match character {
                    '[' => brackets += 1,
                    ']' => brackets = brackets.saturating_sub(1),
                    '(' | ')' | '*' => {}
                    joiner if brackets == 0 => self.joined.push(joiner),
                    _ => {}
                }
            }
            let start = self.joined.len();
            self.joined.push_str(run.lower(part.clone()));
            self.joined_parts.push(start..self.joined.len());
            end = Some(part.end);
        }
    }

    fn words(
        &mut self,
        run: &impl Run,
        mut position: u32,
        (stems, known): (&Stems, &mut KnownStems),
        is_wanted: bool,
        sink: &mut impl FnMut(TokenRef<'_>),
    ) -> u32 {
        for part in &self.parts {
            cut(run, part.clone(), &mut self.cuts);
            let pieces = self.cuts.len();
            if is_wanted {
                let mut emit = |characters: Range<usize>, text: &str, position: u32| {
                    let Range { start, end } = run.span(characters);
                    sink(TokenRef { text, field: Field::Words, position, start, end });
                };
                if pieces > 1 {
                    emit(part.clone(), run.lower(part.clone()), position);
                }
                let ends = self.cuts.iter().skip(1).chain([&part.end]);
                for ((start, end), position) in self.cuts.iter().zip(ends).zip(position..) {
                    emit(*start..*end, stems.stem(run.lower(*start..*end), known), position);
                }
            }
            position = position.saturating_add(u32::try_from(pieces).unwrap_or(u32::MAX));
        }
        position
    }
}

/// A single part is a name if no ordinary word is written so.
fn looks_like_a_name(run: &impl Run, part: Range<usize>) -> bool {
    let (mut digits, mut letters, mut inner_capital) = (false, false, false);
    let first = part.start;
    for (place, character) in part.filter_map(|place| Some((place, run.at(place)?))) {
        digits |= character.is_numeric();
        letters |= character.is_alphabetic();
        inner_capital |= place > first && character.is_uppercase();
    }
    inner_capital || (digits && letters)
}

/// Where words begin in a part: at edges of camel case and between letters and digits.
fn cut(run: &impl Run, part: Range<usize>, cuts: &mut Vec<usize>) {
    cuts.clear();
    cuts.push(part.start);
    let Some(mut before) = run.at(part.start) else { return };
    for place in part.start + 1..part.end {
        let Some(here) = run.at(place) else { return };
        let hump = before.is_lowercase() && here.is_uppercase();
        // The last capital of a run begins the next word: HTTPServer.
        let after_acronym = before.is_uppercase()
            && here.is_uppercase()
            && place + 1 < part.end
            && run.at(place + 1).is_some_and(char::is_lowercase);
        if hump || after_acronym || before.is_numeric() != here.is_numeric() {
            cuts.push(place);
        }
        before = here;
    }
}
