//! Latin runs: identifiers whole, with their suffixes, and cut into words.
//!
//! `http.Request.Context()` is the identifier `http.request.context` with the suffix `request.context`, and the words
//! `http`, `request`, `context`. `pkg.(*T).Method` loses its parentheses, `Cache[...]` its type arguments,
//! `server.go:123` is found without its line as well. Words are cut before they are lower-cased: `HTTPServer2` is
//! `http`, `server`, `2`, and `httpserver2` for those who write it so.

use std::ops::Range;

use rust_stemmers::Stemmer;

use crate::analyzer::{Field, Token};
use crate::fold::{Folded, is_han};

/// Longer runs are no identifiers: encoded data, a path without end.
const LONGEST_IDENTIFIER: usize = 200;
/// Longer words are kept but not stemmed.
const LONGEST_STEMMED: usize = 40;
/// Suffixes of one identifier.
const MOST_SUFFIXES: usize = 6;

pub(crate) fn begins_identifier(character: char) -> bool {
    is_part(character) && !is_han(character)
}

fn is_part(character: char) -> bool {
    (character.is_alphanumeric() || character == '_') && !is_han(character)
}

/// The run of an identifier that begins at `start`: parts with single joiners between them.
pub(crate) fn run_at(text: &[Folded], start: usize) -> Range<usize> {
    let at = |place: usize| text.get(place).map(|folded| folded.character);
    let mut end = start;
    loop {
        while at(end).is_some_and(is_part) {
            end += 1;
        }
        match joiner_at(text, end) {
            Some(next) if at(next).is_some_and(is_part) => end = next,
            _ => return start..end,
        }
    }
}

/// Where the next part begins behind a joiner at `place`.
fn joiner_at(text: &[Folded], place: usize) -> Option<usize> {
    let at = |offset: usize| text.get(place + offset).map(|folded| folded.character);
    match (at(0)?, at(1), at(2)) {
        ('.', Some('('), Some('*')) => Some(place + 3),
        ('.', Some('('), _) | (')', Some('.'), _) => Some(place + 2),
        ('.' | '_' | '-' | '/' | ':' | '@' | '#', ..) => Some(place + 1),
        ('[', ..) => {
            let rest = text.get(place + 1..(place + 80).min(text.len()))?;
            let close = rest.iter().position(|folded| folded.character == ']' || folded.character == ' ')?;
            let closed = rest.get(close).is_some_and(|folded| folded.character == ']');
            // `Cache[...].Get` goes on behind the dot, `Cache[...]).Get` behind the parenthesis too.
            let behind = place + close + 2;
            let goes_on = |offset: usize| text.get(behind + offset).map(|folded| folded.character);
            match (goes_on(0), goes_on(1)) {
                _ if !closed => None,
                (Some('.'), _) => Some(behind + 1),
                (Some(')'), Some('.')) => Some(behind + 2),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Everything that a Latin run gives, with positions from `position`; returns the next free position.
pub(crate) fn tokens(run: &[Folded], position: u32, stemmer: &Stemmer, tokens: &mut Vec<Token>) -> u32 {
    let parts = parts_of(run);
    if run.len() <= LONGEST_IDENTIFIER {
        identifiers(run, &parts, position, tokens);
    }
    words(run, &parts, position, stemmer, tokens)
}

/// The ranges of the parts between joiners and type arguments.
fn parts_of(run: &[Folded]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut brackets = 0_u32;
    for (place, folded) in run.iter().enumerate() {
        let is_inside = brackets > 0;
        match folded.character {
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            character if is_part(character) && character != '_' && !is_inside => continue,
            _ => {}
        }
        if start < place && !is_inside {
            parts.push(start..place);
        }
        start = place + 1;
    }
    if start < run.len() && brackets == 0 {
        parts.push(start..run.len());
    }
    parts
}

fn identifiers(run: &[Folded], parts: &[Range<usize>], position: u32, tokens: &mut Vec<Token>) {
    let mut emit = |text: String, from: usize, to: usize, position: u32| {
        if let (Some(first), Some(last)) = (run.get(from), run.get(to)) {
            tokens.push(Token {
                text,
                field: Field::Identifiers,
                position,
                start: first.start,
                end: last.end,
            });
        }
    };
    let [first, .., last] = parts else {
        if let [only] = parts
            && let Some(characters) = run.get(only.clone())
            && looks_like_a_name(characters)
        {
            emit(lowered(characters), only.start, only.end - 1, position);
        }
        return;
    };
    let ends_in_line = run
        .get(last.clone())
        .is_some_and(|part| part.iter().all(|f| f.character.is_ascii_digit()))
        && last.start.checked_sub(1).and_then(|before| run.get(before)).is_some_and(|f| f.character == ':');
    let without_line = parts.len().checked_sub(2).and_then(|place| parts.get(place)).filter(|_| ends_in_line);
    emit(joined(run, first.start, last.end), first.start, last.end - 1, position);
    let end = without_line.unwrap_or(last).end;
    if without_line.is_some() {
        emit(joined(run, first.start, end), first.start, end - 1, position);
    }
    // Only a dot or slash begins a suffix: the parts of snake_case are words, not names.
    let suffixes = (1..).zip(parts.iter().skip(1)).filter(|(_, part)| {
        let before = part.start.checked_sub(1).and_then(|before| run.get(before)).map(|f| f.character);
        part.end < end && matches!(before, Some('.' | '/' | '(' | '*'))
    });
    for (number, part) in suffixes.take(MOST_SUFFIXES) {
        emit(joined(run, part.start, end), part.start, end - 1, position + number);
    }
}

/// A single part is a name if no ordinary word is written so.
fn looks_like_a_name(part: &[Folded]) -> bool {
    let (mut digits, mut letters, mut inner_capital) = (false, false, false);
    for (place, folded) in part.iter().enumerate() {
        digits |= folded.character.is_numeric();
        letters |= folded.character.is_alphabetic();
        inner_capital |= place > 0 && folded.character.is_uppercase();
    }
    inner_capital || (digits && letters)
}

/// The run in lower case without parentheses, stars and type arguments.
fn joined(run: &[Folded], start: usize, end: usize) -> String {
    let mut text = String::new();
    let mut brackets = 0_u32;
    for folded in run.get(start..end).unwrap_or_default() {
        match folded.character {
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            '(' | ')' | '*' => {}
            character if brackets == 0 => text.extend(character.to_lowercase()),
            _ => {}
        }
    }
    text
}

fn lowered(part: &[Folded]) -> String {
    part.iter().flat_map(|folded| folded.character.to_lowercase()).collect()
}

fn words(
    run: &[Folded],
    parts: &[Range<usize>],
    mut position: u32,
    stemmer: &Stemmer,
    tokens: &mut Vec<Token>,
) -> u32 {
    for part in parts {
        let Some(part) = run.get(part.clone()) else { continue };
        let pieces = pieces_of(part);
        let is_cut = pieces.len() > 1;
        if is_cut {
            tokens.extend(word(part, position, stemmer, !is_cut));
        }
        for piece in pieces {
            let Some(piece) = part.get(piece) else { continue };
            tokens.extend(word(piece, position, stemmer, true));
            position += 1;
        }
    }
    position
}

fn word(characters: &[Folded], position: u32, stemmer: &Stemmer, stems: bool) -> Option<Token> {
    let (first, last) = (characters.first()?, characters.last()?);
    let mut text = lowered(characters);
    if stems && text.len() <= LONGEST_STEMMED && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        text = stemmer.stem(&text).into_owned();
    }
    Some(Token { text, field: Field::Words, position, start: first.start, end: last.end })
}

/// Cuts at edges of camel case and between letters and digits.
fn pieces_of(part: &[Folded]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let at = |place: usize| part.get(place).map(|folded| folded.character);
    for place in 1..part.len() {
        let (Some(before), Some(here)) = (at(place - 1), at(place)) else { continue };
        let hump = before.is_lowercase() && here.is_uppercase();
        // The last capital of a run begins the next word: HTTPServer.
        let after_acronym =
            before.is_uppercase() && here.is_uppercase() && at(place + 1).is_some_and(char::is_lowercase);
        let digits = before.is_numeric() != here.is_numeric();
        if hump || after_acronym || digits {
            pieces.push(start..place);
            start = place;
        }
    }
    pieces.push(start..part.len());
    pieces
}
