//! Blocks, one below the other, onto pages.

use super::blocks::{Block, Kind, plain};
use super::fonts::{Faces, Style};
use super::page::{BLACK, BOTTOM, Bookmark, LEFT, Mark, Pages, Place, ROOM, RULE, SHADE, SOFT, TOP};
use super::text::{Line, Missing, Setting, Span, lines};
use super::{picture, table};
use crate::Pictures;

pub(super) const BODY: Setting = Setting { size: 9.8, leading: 15.2, colour: BLACK };
const CODE: Setting = Setting { size: 8.4, leading: 11.8, colour: BLACK };
/// Between blocks.
const GAP: f32 = 6.5;
/// Within the box around code.
const PADDING: f32 = 6.0;
/// A block of code up to this height is not broken where another page begins.
const WHOLE: f32 = 230.0;

/// Pages that grow.
pub(super) struct Flow<'f, 'a> {
    pub(super) faces: &'f mut Faces<'a>,
    pictures: &'f Pictures,
    pub(super) pages: Pages,
    /// Where the next block begins.
    pub(super) y: f32,
}

impl<'f, 'a> Flow<'f, 'a> {
    pub(super) fn new(faces: &'f mut Faces<'a>, pictures: &'f Pictures) -> Self {
        let mut flow = Self { faces, pictures, pages: Pages::default(), y: TOP };
        flow.new_page();
        flow
    }

    /// Every block, with a list of the chapters behind the title where there are several.
    pub(super) fn blocks(&mut self, blocks: &[Block], contents: &str) -> Result<(), Missing> {
        for (place, block) in blocks.iter().enumerate() {
            let next = blocks.get(place + 1);
            self.block(block, next)?;
            let is_title = matches!(block.kind, Kind::Heading { level: 1, .. });
            // Behind the title and what stands directly below it.
            let is_before_chapters =
                next.is_some_and(|next| matches!(next.kind, Kind::Heading { level: 2, .. }));
            let is_first = self.pages.bookmarks.len() == 1;
            if is_first && is_before_chapters && (is_title || place > 0) {
                self.contents(blocks, contents)?;
            }
        }
        Ok(())
    }

    pub(super) fn new_page(&mut self) {
        self.pages.pages.push(Vec::new());
        self.y = TOP;
    }

    pub(super) fn is_at_top(&self) -> bool {
        self.y <= TOP + 0.1
    }

    /// Begins another page where less than this is left.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && !self.is_at_top() {
            self.new_page();
        }
    }

    pub(super) fn marks(&mut self) -> &mut Vec<Mark> {
        if self.pages.pages.is_empty() {
            self.new_page();
        }
        // There is a page.
        let last = self.pages.pages.len() - 1;
        self.pages.pages.get_mut(last).unwrap_or_else(|| unreachable!())
    }

    fn gap(&mut self, height: f32) {
        if !self.is_at_top() {
            self.y += height;
        }
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) -> Result<(), Missing> {
        match &block.kind {
            Kind::Heading { level, anchor, spans } => self.heading(*level, anchor, spans, next),
            Kind::Paragraph { spans } => self.paragraph(block, spans, next),
            Kind::Code { text } => self.code(block, text),
            Kind::Table { columns, rows } => {
                self.gap(GAP);
                table::table(self, columns, rows, block.indent)
            }
            Kind::Picture { name } => {
                let Some(svg) = self.pictures.get(name) else { return Ok(()) };
                self.gap(GAP);
                picture::picture(self, svg)
            }
            Kind::Rule => {
                self.gap(GAP * 2.0);
                let y = self.y;
                self.marks().push(Mark::Fill { x: LEFT, y, width: ROOM, height: 0.6, colour: RULE });
                self.y += GAP;
                Ok(())
            }
        }
    }

    fn heading(
        &mut self,
        level: u8,
        anchor: &str,
        spans: &[Span],
        next: Option<&Block>,
    ) -> Result<(), Missing> {
        let (size, above, colour) = match level {
            1 => (21.0, 0.0, BLACK),
            2 => (15.0, 20.0, BLACK),
            3 => (11.6, 15.0, BLACK),
            _ => (9.8, 9.0, SOFT),
        };
        let setting = Setting { size, leading: size * 1.35, colour };
        let set = lines(spans, setting, ROOM, self.faces)?;
        let height = setting.leading * count(set.len());
        self.gap(above);
        // What a heading is about begins on the same page.
        let following = match next.map(|next| &next.kind) {
            Some(Kind::Heading { .. }) => 110.0,
            Some(Kind::Picture { .. }) => 330.0,
            Some(Kind::Code { text }) => code_height(text).min(WHOLE),
            Some(_) => 52.0,
            None => 0.0,
        };
        self.need(height + following);
        let place = Place { page: self.pages.pages.len().saturating_sub(1), y: self.y };
        self.pages.anchors.insert(anchor.to_owned(), place);
        self.pages.bookmarks.push(Bookmark { level, text: plain(spans), place });
        self.lines(&set, setting, LEFT, level > 2);
        if level == 2 {
            let y = self.y + 2.0;
            self.marks().push(Mark::Fill { x: LEFT, y, width: ROOM, height: 0.7, colour: RULE });
            self.y += 5.0;
        }
        self.y += if level == 1 { 4.0 } else { 1.0 };
        Ok(())
    }

    fn paragraph(&mut self, block: &Block, spans: &[Span], next: Option<&Block>) -> Result<(), Missing> {
        let setting = BODY;
        let x = LEFT + block.indent;
        let set = lines(spans, setting, ROOM - block.indent, self.faces)?;
        self.gap(if block.is_tight { 2.0 } else { GAP });
        // Words that announce code stay with it.
        let announced = match next.map(|next| &next.kind) {
            Some(Kind::Code { text }) if set.len() <= 2 => GAP + code_height(text).min(WHOLE),
            _ => 0.0,
        };
        self.need(setting.leading * count(set.len().min(2)) + announced);
        if let Some(marker) = &block.marker {
            let spans = [Span { text: marker.clone(), style: Style::Text, link: None }];
            let soft = Setting { colour: SOFT, ..setting };
            let width: f32 = if marker == "•" { 11.0 } else { 15.0 };
            let y = self.y + baseline(setting);
            for line in lines(&spans, soft, ROOM, self.faces)? {
                let right = x - (width - 11.0).max(4.0);
                let left = if marker == "•" { x - width } else { right - line.width };
                line.marks(left, y, soft, false, self.marks());
            }
        }
        // Neither the first line of a paragraph alone at the end of a page nor the last one alone at the top of one.
        let fitting = whole((BOTTOM - self.y) / setting.leading);
        if fitting < set.len() && set.len() - fitting == 1 && fitting > 2 {
            let (head, tail) = set.split_at(fitting - 1);
            self.lines(head, setting, x, true);
            self.new_page();
            self.lines(tail, setting, x, true);
        } else {
            self.lines(&set, setting, x, true);
        }
        Ok(())
    }

    fn lines(&mut self, set: &[Line], setting: Setting, x: f32, shades_code: bool) {
        for line in set {
            self.need(setting.leading);
            let y = self.y + baseline(setting);
            line.marks(x, y, setting, shades_code, self.marks());
            self.y += setting.leading;
        }
    }

    fn code(&mut self, block: &Block, text: &str) -> Result<(), Missing> {
        let x = LEFT + block.indent;
        let room = ROOM - block.indent;
        let mut set = Vec::new();
        for line in text.trim_end_matches('\n').split('\n') {
            let spans = [Span { text: untabbed(line), style: Style::Code, link: None }];
            set.extend(lines(&spans, CODE, room - 2.0 * PADDING, self.faces)?);
        }
        self.gap(GAP);
        let height = CODE.leading * count(set.len()) + 2.0 * PADDING;
        self.need(if height <= WHOLE { height } else { CODE.leading * 5.0 });
        let mut rest = set.as_slice();
        while !rest.is_empty() {
            let fitting = whole((BOTTOM - self.y - 2.0 * PADDING) / CODE.leading).max(1);
            let (here, after) = rest.split_at_checked(fitting).unwrap_or((rest, &[]));
            let (y, height) = (self.y, CODE.leading * count(here.len()) + 2.0 * PADDING);
            self.marks().push(Mark::Fill { x, y, width: room, height, colour: SHADE });
            self.y += PADDING;
            self.lines(here, CODE, x + PADDING, false);
            self.y += PADDING;
            rest = after;
            if !rest.is_empty() {
                self.new_page();
            }
        }
        self.y += 2.0;
        Ok(())
    }

    /// The chapters with their pages, where there are several.
    fn contents(&mut self, blocks: &[Block], title: &str) -> Result<(), Missing> {
        let chapters: Vec<(&str, &[Span])> = blocks
            .iter()
            .filter_map(|block| match &block.kind {
                Kind::Heading { level: 2, anchor, spans } => Some((anchor.as_str(), spans.as_slice())),
                _ => None,
            })
            .collect();
        if chapters.len() < 2 {
            return Ok(());
        }
        let setting = Setting { size: 9.5, leading: 15.0, colour: BLACK };
        self.gap(12.0);
        let height = setting.leading * count(chapters.len() + 1) + 16.0;
        let y = self.y;
        self.marks().push(Mark::Fill { x: LEFT, y, width: ROOM, height, colour: SHADE });
        self.y += 8.0;
        let head = [Span { text: title.to_owned(), style: Style::Strong, link: None }];
        let soft = Setting { colour: SOFT, ..setting };
        let head = lines(&head, soft, ROOM, self.faces)?;
        self.lines(&head, soft, LEFT + 12.0, false);
        for (anchor, spans) in chapters {
            let spans = [Span { text: plain(spans), style: Style::Text, link: Some(format!("#{anchor}")) }];
            let set = lines(&spans, setting, ROOM - 60.0, self.faces)?;
            let y = self.y + baseline(setting);
            let right = LEFT + ROOM - 12.0;
            self.marks().push(Mark::PageOf { anchor: anchor.to_owned(), right, y });
            self.lines(set.get(..1).unwrap_or_default(), setting, LEFT + 12.0, false);
        }
        self.y += 8.0;
        Ok(())
    }
}

/// From the top of a line to where its letters stand.
pub(super) fn baseline(setting: Setting) -> f32 {
    setting.leading / 2.0 + setting.size * 0.36
}

/// Blanks in place of tabs, so that columns stay.
fn untabbed(line: &str) -> String {
    line.replace('\t', "    ")
}

/// About the height of code, where no line is too long.
fn code_height(text: &str) -> f32 {
    CODE.leading * count(text.trim_end().lines().count()) + 2.0 * PADDING
}

pub(super) fn count(number: usize) -> f32 {
    u16::try_from(number).map_or(f32::from(u16::MAX), f32::from)
}

/// The whole part of a number of lines.
fn whole(lines: f32) -> usize {
    let mut number = 0;
    while number < 1000 && count(number + 1) <= lines + 0.001 {
        number += 1;
    }
    number
}
