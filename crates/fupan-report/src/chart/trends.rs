//! Counts over time, a row of columns for each family.

use super::canvas::{Anchor, Canvas, Ink, Label, MARGIN, SMALL, TEXT, WIDTH};
use super::labels::{LEFT, RowLabel};

/// Room for what the counts tell.
const FIGURES: f64 = 128.0;
/// The height of the tallest column.
const COLUMN: f64 = 34.0;
/// Names of periods below the columns, at most.
const NAMES: usize = 6;

/// Counts over the same periods, one row for each family.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrendChart {
    /// What it shows.
    pub title: String,
    /// Of what.
    pub subtitle: String,
    /// The names of the periods.
    pub periods: Vec<String>,
    /// Where the second half begins, 0 to 1 of the width.
    pub middle: Option<f64>,
    /// The rows from top to bottom; each has a scale of its own.
    pub panels: Vec<TrendPanel>,
    /// How it is to be read.
    pub notes: Vec<String>,
}

/// One family.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrendPanel {
    /// Its name.
    pub label: String,
    /// Its id.
    pub detail: String,
    /// A count for each period.
    pub counts: Vec<usize>,
    /// What the counts tell, in a word or two.
    pub verdict: String,
    /// The figures below that.
    pub figures: String,
    /// There is too little to tell: the columns are pale.
    pub is_faint: bool,
}

impl TrendChart {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut canvas = Canvas::new();
        let top = canvas.head(&self.title, &self.subtitle);
        let right = WIDTH - MARGIN - FIGURES;
        let mut y = top;
        for panel in &self.panels {
            y = panel.draw(y, right, &mut canvas);
        }
        if let Some(middle) = self.middle.filter(|middle| (0.0..=1.0).contains(middle)) {
            let x = LEFT + middle * (right - LEFT);
            canvas.line(Ink::Grid, 1.5, (x, top), (x, y));
        }
        self.axis(y, right, &mut canvas);
        let height = canvas.foot(y + 26.0, &self.notes);
        canvas.finish(height, &self.title, &self.told())
    }

    /// Some of the periods by name: all of them would not fit.
    fn axis(&self, y: f64, right: f64, canvas: &mut Canvas) {
        let count = self.periods.len();
        let step = count.div_ceil(NAMES).max(1);
        for (place, text) in self.periods.iter().enumerate().step_by(step) {
            let x = LEFT + (real(place) + 0.5) / real(count) * (right - LEFT);
            let (size, ink, anchor) = (SMALL, Ink::Weak, Anchor::Middle);
            canvas.text(&Label { x, y: y + 14.0, size, ink, anchor, text });
        }
    }

    /// The chart in words.
    fn told(&self) -> String {
        let rows = self.panels.iter().map(|it| format!("{}: {} ({})", it.label, it.verdict, it.figures));
        rows.collect::<Vec<_>>().join("; ")
    }
}

impl TrendPanel {
    /// Gives the place below it.
    fn draw(&self, top: f64, right: f64, canvas: &mut Canvas) -> f64 {
        let label = RowLabel::of(&self.label, &self.detail);
        let height = label.height().max(COLUMN + 12.0);
        label.draw(top, height, canvas);
        let base = top + height - 5.0;
        let largest = self.counts.iter().copied().max().unwrap_or_default().max(1);
        let slot = (right - LEFT) / real(self.counts.len().max(1));
        let gap = if slot > 4.0 { 1.5 } else { 0.0 };
        let ink = if self.is_faint { Ink::Faint } else { Ink::Measure };
        for (place, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let tall = real(*count) / real(largest) * COLUMN;
            let at = (LEFT + real(place) * slot + gap / 2.0, base - tall);
            canvas.rectangle(ink, at, (slot - gap, tall));
        }
        canvas.line(Ink::Grid, 1.0, (LEFT, base), (right, base));
        self.scale(largest, base, canvas);
        let strong = if self.is_faint { Ink::Weak } else { Ink::Strong };
        let middle = top + height / 2.0;
        for (text, size, ink, y) in [
            (&self.verdict, TEXT, strong, middle - 1.0),
            (&self.figures, SMALL, Ink::Weak, middle + SMALL + 2.0),
        ] {
            canvas.text(&Label { x: WIDTH - MARGIN, y, size, ink, anchor: Anchor::End, text });
        }
        top + height
    }

    /// How many the tallest column stands for.
    fn scale(&self, largest: usize, base: f64, canvas: &mut Canvas) {
        let text = &largest.to_string();
        let (x, y) = (LEFT - 4.0, base - COLUMN + SMALL * 0.4);
        if self.counts.iter().any(|count| *count > 0) {
            canvas.text(&Label { x, y, size: SMALL, ink: Ink::Weak, anchor: Anchor::End, text });
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of incidents and periods are far below 2^52")]
fn real(count: usize) -> f64 {
    count as f64
}
