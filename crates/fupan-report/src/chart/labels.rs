//! What a row is about: its label in at most two lines, and its id in small print.

use fupan_locale::wrapped;

use super::canvas::{Anchor, Canvas, Ink, Label, MARGIN, SMALL, TEXT};

/// Where what is measured begins.
pub(super) const LEFT: f64 = 300.0;
/// The least height of what a label stands beside.
const LEAST: f64 = 14.0;

/// A label broken into lines.
pub(super) struct RowLabel {
    label: Vec<String>,
    detail: Vec<String>,
}

impl RowLabel {
    pub(super) fn of(label: &str, detail: &str) -> Self {
        let room = LEFT - MARGIN - 16.0;
        let has_detail = !detail.is_empty() && detail != label;
        let detail = if has_detail { wrapped(detail, SMALL, room, 1) } else { Vec::new() };
        Self { label: wrapped(label, TEXT, room, 2), detail }
    }

    #[expect(clippy::cast_precision_loss, reason = "a label has three lines at most")]
    pub(super) fn height(&self) -> f64 {
        let words = self.label.len() as f64 * TEXT * 1.25 + self.detail.len() as f64 * SMALL * 1.25;
        words.max(LEAST) + 10.0
    }

    /// Draws it in the middle of a row of some height.
    pub(super) fn draw(&self, top: f64, height: f64, canvas: &mut Canvas) {
        let mut y = top + 5.0 + (height - self.height()) / 2.0;
        let lines = self.label.iter().map(|line| (line, TEXT, Ink::Strong));
        for (text, size, ink) in lines.chain(self.detail.iter().map(|line| (line, SMALL, Ink::Weak))) {
            canvas.text(&Label { x: MARGIN, y: y + size * 0.95, size, ink, anchor: Anchor::Start, text });
            y += size * 1.25;
        }
    }
}
