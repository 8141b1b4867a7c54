//! How long something took: quartiles as a box, the median within it, on a scale where each step is a multiple.

use super::canvas::{Anchor, Canvas, Ink, Label, MARGIN, SMALL, TEXT, WIDTH};
use super::labels::{LEFT, RowLabel};

/// Room for the figures.
const FIGURES: f64 = 128.0;
/// The height of a box.
const BOX: f64 = 14.0;

/// Ranges of seconds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RangeChart {
    /// What it shows.
    pub title: String,
    /// Of what.
    pub subtitle: String,
    /// Seconds that are written on the scale, with their names, in their order.
    pub ticks: Vec<(f64, String)>,
    /// The rows from top to bottom.
    pub ranges: Vec<Range>,
    /// How it is to be read.
    pub notes: Vec<String>,
}

/// One range.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Range {
    /// What took so long.
    pub label: String,
    /// How many are known, or what else belongs below the label.
    pub detail: String,
    /// Seconds: lower quartile, median, upper quartile. None where nothing is known.
    pub quartiles: Option<[f64; 3]>,
    /// Nine of ten took no longer.
    pub p90: Option<f64>,
    /// The figures as they are written beside it.
    pub figures: String,
    /// There is too little to tell: the box is pale.
    pub is_faint: bool,
}

impl RangeChart {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut canvas = Canvas::new();
        let top = canvas.head(&self.title, &self.subtitle);
        let labels: Vec<RowLabel> =
            self.ranges.iter().map(|it| RowLabel::of(&it.label, &it.detail)).collect();
        let bottom = top + labels.iter().map(RowLabel::height).sum::<f64>();
        let ticks = self.shown_ticks();
        let ends = ticks.first().zip(ticks.last()).map(|(first, last)| (first.0.ln(), last.0.ln()));
        let place = |seconds: f64| {
            let (from, to) = ends.unwrap_or((0.0, 1.0));
            let share = (seconds.max(1.0).ln() - from) / (to - from).max(1e-9);
            LEFT + share.clamp(0.0, 1.0) * (WIDTH - MARGIN - FIGURES - LEFT)
        };
        for (seconds, text) in ticks {
            let x = place(*seconds);
            canvas.line(Ink::Grid, 1.0, (x, top), (x, bottom + 4.0));
            let (size, ink, anchor) = (SMALL, Ink::Weak, Anchor::Middle);
            canvas.text(&Label { x, y: bottom + 18.0, size, ink, anchor, text });
        }
        let mut y = top;
        for (range, label) in self.ranges.iter().zip(&labels) {
            label.draw(y, label.height(), &mut canvas);
            range.draw(y + label.height() / 2.0, &place, &mut canvas);
            y += label.height();
        }
        let height = canvas.foot(bottom + 26.0, &self.notes);
        canvas.finish(height, &self.title, &self.told())
    }

    /// From the last name below all ranges to the first above them.
    fn shown_ticks(&self) -> &[(f64, String)] {
        let values = || {
            let quartiles = self.ranges.iter().filter_map(|it| it.quartiles).flatten();
            quartiles.chain(self.ranges.iter().filter_map(|it| it.p90))
        };
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        let first = self.ticks.iter().rposition(|(seconds, _)| *seconds <= low).unwrap_or(0);
        let last = self.ticks.iter().position(|(seconds, _)| *seconds >= high);
        let last = last.unwrap_or(self.ticks.len().saturating_sub(1)).max(first);
        self.ticks.get(first..=last).unwrap_or_default()
    }

    /// The chart in words.
    fn told(&self) -> String {
        let rows = self.ranges.iter().map(|it| format!("{}: {} ({})", it.label, it.figures, it.detail));
        rows.collect::<Vec<_>>().join("; ")
    }
}

impl Range {
    fn draw(&self, middle: f64, place: &dyn Fn(f64) -> f64, canvas: &mut Canvas) {
        let strong = if self.is_faint { Ink::Weak } else { Ink::Strong };
        if let Some([low, median, high]) = self.quartiles {
            let ink = if self.is_faint { Ink::Faint } else { Ink::Measure };
            if let Some(p90) = self.p90 {
                let end = place(p90);
                canvas.line(Ink::Strong, 1.2, (place(high), middle), (end, middle));
                canvas.line(Ink::Strong, 1.2, (end, middle - 4.0), (end, middle + 4.0));
            }
            let width = (place(high) - place(low)).max(3.0);
            canvas.rectangle(ink, (place(low), middle - BOX / 2.0), (width, BOX));
            let x = place(median);
            canvas.line(Ink::Strong, 2.4, (x, middle - BOX / 2.0 - 2.0), (x, middle + BOX / 2.0 + 2.0));
        }
        let (x, y, text) = (WIDTH - MARGIN, middle + TEXT * 0.36, &self.figures);
        canvas.text(&Label { x, y, size: TEXT, ink: strong, anchor: Anchor::End, text });
    }
}
