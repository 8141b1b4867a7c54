//! Text with its styles, broken into lines of a width.

use fupan_locale::{LineEnd, line_end};

use super::fonts::{Faces, Letter, Style};
use super::page::{BLACK, Colour, LINK, Mark, SHADE};

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) style: Style,
    /// Where it leads.
    pub(super) link: Option<String>,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) size: f32,
    /// From line to line.
    pub(super) leading: f32,
    pub(super) colour: Colour,
}

/// A letter in its place.
#[derive(Debug, Clone, Copy)]
struct Set<'s> {
    code: char,
    letter: Letter,
    advance: f32,
    span: &'s Span,
}

/// A line, from its left end on.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    runs: Vec<Run>,
    pub(super) width: f32,
}

/// Letters of one face and style.
#[derive(Debug, Clone)]
struct Run {
    x: f32,
    width: f32,
    face: usize,
    is_code: bool,
    link: Option<String>,
    text: String,
    /// Glyph, length of its letter in bytes, advance in parts of the size.
    glyphs: Vec<(u32, usize, f32)>,
}

/// A letter that no face has, where the text must not be written without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Missing(pub(super) char);

/// The lines of a text in a width. A line feed ends a line.
pub(super) fn lines(
    spans: &[Span],
    setting: Setting,
    room: f32,
    faces: &mut Faces<'_>,
) -> Result<Vec<Line>, Missing> {
    let mut lines = Vec::new();
    let mut paragraph: Vec<Set<'_>> = Vec::new();
    for span in spans {
        for code in span.text.chars() {
            if code == '\n' {
                break_up(&paragraph, setting, room, &mut lines);
                paragraph.clear();
            } else {
                set(code, span, setting.size, faces, &mut paragraph)?;
            }
        }
    }
    break_up(&paragraph, setting, room, &mut lines);
    Ok(lines)
}

/// How wide a text is on one line, and the widest of what cannot be broken well.
pub(super) fn widths(spans: &[Span], size: f32, faces: &mut Faces<'_>) -> Result<(f32, f32), Missing> {
    let mut letters = Vec::new();
    for span in spans {
        for code in span.text.chars().filter(|code| *code != '\n') {
            set(code, span, size, faces, &mut letters)?;
        }
    }
    let (mut whole, mut part, mut widest) = (0.0, 0.0_f32, 0.0_f32);
    for (place, letter) in letters.iter().enumerate() {
        whole += letter.advance;
        part += if letter.code == ' ' { 0.0 } else { letter.advance };
        let after = letters.get(place + 1);
        if after.is_none_or(|after| line_end(letter.code, after.code) == LineEnd::Good) {
            widest = widest.max(part);
            part = 0.0;
        }
    }
    Ok((whole, widest))
}

fn set<'s>(
    code: char,
    span: &'s Span,
    size: f32,
    faces: &mut Faces<'_>,
    out: &mut Vec<Set<'s>>,
) -> Result<(), Missing> {
    let code = if code == '\t' || code == '\u{a0}' { ' ' } else { code };
    // Marks that only change how another letter looks are left out.
    if code.is_control() || unicode_width::UnicodeWidthChar::width(code) == Some(0) {
        return Ok(());
    }
    if let Some(letter) = faces.letter(span.style, code) {
        out.push(Set { code, letter, advance: letter.advance * size, span });
        return Ok(());
    }
    if is_script(code) {
        return Err(Missing(code));
    }
    // A picture or a rare sign: its number says which.
    for code in format!("U+{:04X}", u32::from(code)).chars() {
        let letter = faces.letter(span.style, code).ok_or(Missing(code))?;
        out.push(Set { code, letter, advance: letter.advance * size, span });
    }
    Ok(())
}

/// Whether a letter belongs to a script, so that words are lost without it.
fn is_script(code: char) -> bool {
    code.is_alphabetic()
        || ('\u{3000}'..='\u{303f}').contains(&code)
        || ('\u{ff00}'..='\u{ffef}').contains(&code)
}

fn break_up(letters: &[Set<'_>], setting: Setting, room: f32, lines: &mut Vec<Line>) {
    let mut start = 0;
    loop {
        let rest = letters.get(start..).unwrap_or_default();
        let end = start + end_of_line(rest, room);
        lines.push(line(letters.get(start..end).unwrap_or_default(), setting));
        start = end;
        while letters.get(start).is_some_and(|letter| letter.code == ' ') {
            start += 1;
        }
        if start >= letters.len() {
            return;
        }
    }
}

/// How many of these letters make the next line: up to the best place that fits; at least one.
fn end_of_line(letters: &[Set<'_>], room: f32) -> usize {
    let mut width = 0.0;
    let mut best = (LineEnd::Last, 0);
    for (place, letter) in letters.iter().enumerate() {
        width += letter.advance;
        // A blank at the end needs no room.
        if width > room + 0.01 && letter.code != ' ' {
            return if best.1 == 0 { place.max(1) } else { best.1 };
        }
        let Some(after) = letters.get(place + 1) else { continue };
        let here = line_end(letter.code, after.code);
        if here != LineEnd::Last && here >= best.0 {
            best = (here, place + 1);
        }
    }
    letters.len()
}

fn line(letters: &[Set<'_>], setting: Setting) -> Line {
    let kept = letters.iter().rposition(|letter| letter.code != ' ').map_or(0, |last| last + 1);
    let mut line = Line::default();
    let mut last: Option<&Span> = None;
    for letter in letters.iter().take(kept) {
        let is_same = last.is_some_and(|last| std::ptr::eq(last, letter.span))
            && line.runs.last().is_some_and(|run| run.face == letter.letter.face);
        if !is_same {
            line.runs.push(Run {
                x: line.width,
                width: 0.0,
                face: letter.letter.face,
                is_code: letter.span.style == Style::Code,
                link: letter.span.link.clone(),
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        if let Some(run) = line.runs.last_mut() {
            run.text.push(letter.code);
            run.glyphs.push((letter.letter.glyph, letter.code.len_utf8(), letter.advance / setting.size));
            run.width += letter.advance;
        }
        line.width += letter.advance;
        last = Some(letter.span);
    }
    line
}

impl Line {
    /// The marks of the line whose letters stand on `y`.
    pub(super) fn marks(&self, x: f32, y: f32, setting: Setting, shades_code: bool, out: &mut Vec<Mark>) {
        let (top, height) = (y - setting.size * 0.92, setting.size * 1.22);
        for run in &self.runs {
            if shades_code && run.is_code {
                out.push(Mark::Fill {
                    x: x + run.x - 1.0,
                    y: top,
                    width: run.width + 2.0,
                    height,
                    colour: SHADE,
                });
            }
        }
        for run in &self.runs {
            let colour = if run.link.is_some() && setting.colour == BLACK { LINK } else { setting.colour };
            let (x, size) = (x + run.x, setting.size);
            out.push(Mark::Text {
                x,
                y,
                size,
                colour,
                face: run.face,
                text: run.text.clone(),
                glyphs: run.glyphs.clone(),
            });
            if let Some(target) = &run.link {
                out.push(Mark::Link { x, y: top, width: run.width, height, target: target.clone() });
            }
        }
    }
}
