//! Fonts: which face has a letter, and how wide it is there.
//!
//! Letters are set one by one, without kerning, ligatures or joining: Latin and Chinese need none.

use std::collections::HashMap;
use std::sync::Arc;

use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};

/// One face of a font file.
#[derive(Debug, Clone)]
pub struct FontFace {
    /// The file.
    pub bytes: Arc<Vec<u8>>,
    /// Which of the faces in it, from 0.
    pub index: u32,
}

/// The fonts of a machine that pages are set in, each list in order of preference: a letter is taken from the first
/// face that has it.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    /// For text.
    pub text: Vec<FontFace>,
    /// For headings and what is emphasised.
    pub strong: Vec<FontFace>,
    /// For code, each letter as wide as the other.
    pub code: Vec<FontFace>,
}

/// What letters are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style {
    Text,
    Strong,
    Code,
}

/// A letter of a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    pub(super) face: usize,
    pub(super) glyph: u32,
    /// In parts of the size.
    pub(super) advance: f32,
}

struct Face<'a> {
    font: Font,
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    units: f32,
}

/// The faces, opened.
pub(super) struct Faces<'a> {
    faces: Vec<Face<'a>>,
    /// Where to look for a letter of each style: its own faces, then the others.
    text: Vec<usize>,
    strong: Vec<usize>,
    code: Vec<usize>,
    known: HashMap<(Style, char), Option<Letter>>,
}

impl<'a> Faces<'a> {
    /// Files that are no fonts are left out.
    pub(super) fn open(fonts: &'a Fonts) -> Self {
        let mut faces = Vec::new();
        let mut open = |list: &'a [FontFace]| -> Vec<usize> {
            let mut places = Vec::new();
            for face in list.iter().filter_map(Face::open) {
                places.push(faces.len());
                faces.push(face);
            }
            places
        };
        let (text, strong, code) = (open(&fonts.text), open(&fonts.strong), open(&fonts.code));
        let all = |lists: [&Vec<usize>; 3]| lists.into_iter().flatten().copied().collect();
        Self {
            text: all([&text, &strong, &code]),
            strong: all([&strong, &text, &code]),
            code: all([&code, &text, &strong]),
            faces,
            known: HashMap::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    pub(super) fn font(&self, face: usize) -> Option<Font> {
        self.faces.get(face).map(|face| face.font.clone())
    }

    /// A letter in a style; none where no face has it.
    pub(super) fn letter(&mut self, style: Style, letter: char) -> Option<Letter> {
        if let Some(known) = self.known.get(&(style, letter)) {
            return *known;
        }
        let order = match style {
            Style::Text => &self.text,
            Style::Strong => &self.strong,
            Style::Code => &self.code,
        };
        let found = order.iter().find_map(|place| self.faces.get(*place)?.letter(*place, letter));
        self.known.insert((style, letter), found);
        found
    }
}

impl<'a> Face<'a> {
    fn open(face: &'a FontFace) -> Option<Self> {
        let font = FontRef::from_index(&face.bytes, face.index).ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        Some(Self {
            font: Font::new(Arc::clone(&face.bytes).into(), face.index)?,
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units: f32::from(metrics.units_per_em.max(1)),
        })
    }

    fn letter(&self, face: usize, letter: char) -> Option<Letter> {
        let glyph = self.charmap.map(letter).filter(|glyph| glyph.to_u32() != 0)?;
        let advance = self.metrics.advance_width(glyph)? / self.units;
        Some(Letter { face, glyph: glyph.to_u32(), advance })
    }
}
