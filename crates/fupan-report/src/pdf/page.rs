//! What stands on pages, and how it is written.

use std::collections::BTreeMap;

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

use super::fonts::{Faces, Style};
use super::text::{Setting, Span, lines};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
pub(super) const LEFT: f32 = 58.0;
pub(super) const TOP: f32 = 60.0;
/// Where text ends.
pub(super) const BOTTOM: f32 = HEIGHT - 66.0;
/// The width of text.
pub(super) const ROOM: f32 = WIDTH - 2.0 * LEFT;

/// Red, green, blue.
pub(super) type Colour = (u8, u8, u8);
pub(super) const BLACK: Colour = (0x1f, 0x23, 0x28);
pub(super) const SOFT: Colour = (0x59, 0x63, 0x6e);
pub(super) const LINK: Colour = (0x05, 0x50, 0xae);
pub(super) const RULE: Colour = (0xd1, 0xd9, 0xe0);
pub(super) const SHADE: Colour = (0xf3, 0xf5, 0xf8);

/// Something on a page.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    Text {
        x: f32,
        y: f32,
        size: f32,
        colour: Colour,
        face: usize,
        text: String,
        glyphs: Vec<(u32, usize, f32)>,
    },
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    /// An area that leads to an address, or with `#` to a place of the document.
    Link {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        target: String,
    },
    /// The number of the page that a place stands on, with its right end here.
    PageOf {
        anchor: String,
        right: f32,
        y: f32,
    },
}

/// A place of the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) y: f32,
}

/// A heading as the list of bookmarks shows it.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) place: Place,
}

/// Pages, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) anchors: BTreeMap<String, Place>,
    pub(super) bookmarks: Vec<Bookmark>,
}

const SMALL: Setting = Setting { size: 8.0, leading: 11.0, colour: SOFT };

impl Pages {
    /// Puts the small print below each page.
    pub(super) fn number(&mut self, footer: &str, faces: &mut Faces<'_>) {
        let total = self.pages.len();
        for (page, number) in self.pages.iter_mut().zip(1..) {
            let y = HEIGHT - 34.0;
            small(footer, LEFT, ROOM * 0.8, y, faces, page);
            let text = format!("{number} / {total}");
            right_aligned(&text, LEFT + ROOM, y, SMALL, faces, page);
        }
        // Numbers of pages, now that they are known.
        let anchors = &self.anchors;
        for page in &mut self.pages {
            let wanted: Vec<(String, f32, f32)> = page
                .iter()
                .filter_map(|mark| match mark {
                    Mark::PageOf { anchor, right, y } => Some((anchor.clone(), *right, *y)),
                    _ => None,
                })
                .collect();
            for (anchor, right, y) in wanted {
                let Some(place) = anchors.get(&anchor) else { continue };
                let setting = Setting { size: 9.5, leading: 13.0, colour: SOFT };
                right_aligned(&(place.page + 1).to_string(), right, y, setting, faces, page);
            }
        }
    }

    /// Writes every page.
    pub(super) fn write(&self, faces: &Faces<'_>, document: &mut krilla::Document) {
        for marks in &self.pages {
            let Some(settings) = PageSettings::from_wh(WIDTH, HEIGHT) else { continue };
            let mut page = document.start_page_with(settings);
            for mark in marks {
                if let Some(link) = self.link(mark) {
                    page.add_annotation(link);
                }
            }
            let mut surface = page.surface();
            for mark in marks {
                draw(mark, faces, &mut surface);
            }
            surface.finish();
            page.finish();
        }
        document.set_outline(self.outline());
    }

    fn link(&self, mark: &Mark) -> Option<Annotation> {
        let Mark::Link { x, y, width, height, target } = mark else { return None };
        let rectangle = Rect::from_xywh(*x, *y, width.max(1.0), *height)?;
        let to = match target.strip_prefix('#') {
            Some(anchor) => Target::Destination(destination(*self.anchors.get(anchor)?).into()),
            None => Target::Action(LinkAction::new(target.clone()).into()),
        };
        Some(Annotation::new_link(LinkAnnotation::new(rectangle, to), Some(target.clone())))
    }

    /// Chapters, with their sections below them.
    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        let mut chapter: Option<OutlineNode> = None;
        for bookmark in self.bookmarks.iter().filter(|bookmark| (2..=3).contains(&bookmark.level)) {
            let node = OutlineNode::new(bookmark.text.clone(), destination(bookmark.place));
            match &mut chapter {
                Some(chapter) if bookmark.level == 3 => chapter.push_child(node),
                _ => {
                    if let Some(last) = chapter.replace(node) {
                        outline.push_child(last);
                    }
                }
            }
        }
        if let Some(last) = chapter {
            outline.push_child(last);
        }
        outline
    }
}

fn destination(place: Place) -> XyzDestination {
    XyzDestination::new(place.page, Point::from_xy(0.0, (place.y - 8.0).max(0.0)))
}

fn small(text: &str, x: f32, room: f32, y: f32, faces: &mut Faces<'_>, out: &mut Vec<Mark>) {
    let spans = [Span { text: text.to_owned(), style: Style::Text, link: None }];
    // What has no letters was refused with the text itself; a footer is cut after its first line.
    if let Some(line) = lines(&spans, SMALL, room, faces).ok().and_then(|lines| lines.into_iter().next()) {
        line.marks(x, y, SMALL, false, out);
    }
}

fn right_aligned(
    text: &str,
    right: f32,
    y: f32,
    setting: Setting,
    faces: &mut Faces<'_>,
    out: &mut Vec<Mark>,
) {
    let spans = [Span { text: text.to_owned(), style: Style::Text, link: None }];
    if let Some(line) = lines(&spans, setting, ROOM, faces).ok().and_then(|lines| lines.into_iter().next()) {
        line.marks(right - line.width, y, setting, false, out);
    }
}

fn draw(mark: &Mark, faces: &Faces<'_>, surface: &mut Surface<'_>) {
    match mark {
        Mark::Text { x, y, size, colour, face, text, glyphs } => {
            let Some(font) = faces.font(*face) else { return };
            surface.set_fill(Some(filled(*colour)));
            let mut from = 0;
            let mut set = Vec::with_capacity(glyphs.len());
            for (glyph, length, advance) in glyphs {
                let range = from..from + length;
                set.push(KrillaGlyph::new(GlyphId::new(*glyph), *advance, 0.0, 0.0, 0.0, range, None));
                from += length;
            }
            surface.draw_glyphs(Point::from_xy(*x, *y), &set, font, text, *size, false);
        }
        Mark::Fill { x, y, width, height, colour } => {
            let Some(rectangle) = Rect::from_xywh(*x, *y, *width, *height) else { return };
            let mut path = PathBuilder::new();
            path.push_rect(rectangle);
            if let Some(path) = path.finish() {
                surface.set_fill(Some(filled(*colour)));
                surface.draw_path(&path);
            }
        }
        Mark::Link { .. } | Mark::PageOf { .. } => {}
    }
}

fn filled((red, green, blue): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}
