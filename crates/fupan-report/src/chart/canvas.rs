//! The SVG text: one element after the other, each by its class, with the colours of light pages as attributes for
//! readers that know no style sheets.

use fupan_locale::{wrapped, xml_text};

/// The size of a title's letters.
const TITLE: f64 = 17.0;
/// Of a label's letters.
pub(super) const TEXT: f64 = 13.0;
/// Of letters in small print.
pub(super) const SMALL: f64 = 11.5;

/// Units from side to side; a page scales them.
pub(super) const WIDTH: f64 = 760.0;
/// Free on every side.
pub(super) const MARGIN: f64 = 24.0;
const ROOM: f64 = WIDTH - 2.0 * MARGIN;

/// Sans-serif fonts, the first that are there for either script.
const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', \
                     'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/// What is drawn, which says its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// The ground of the chart.
    Ground,
    /// Words that are read first, and the lines of intervals.
    Strong,
    /// Words beside them.
    Weak,
    /// Lines of the scale.
    Grid,
    /// What is measured.
    Measure,
    /// What is measured where there is too little of it.
    Faint,
}

impl Ink {
    const ALL: [Self; 6] = [Self::Ground, Self::Strong, Self::Weak, Self::Grid, Self::Measure, Self::Faint];

    fn class(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Strong => "strong",
            Self::Weak => "weak",
            Self::Grid => "grid",
            Self::Measure => "measure",
            Self::Faint => "faint",
        }
    }

    /// On light pages and on dark ones.
    fn colours(self) -> (&'static str, &'static str) {
        match self {
            Self::Ground => ("#ffffff", "#161b22"),
            Self::Strong => ("#1f2328", "#e6edf3"),
            Self::Weak => ("#59636e", "#9aa4af"),
            Self::Grid => ("#e3e7ec", "#2f363e"),
            Self::Measure => ("#2f6fb3", "#4f97e8"),
            Self::Faint => ("#b9c9db", "#38506d"),
        }
    }
}

/// Where a text begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text on the canvas.
pub(super) struct Label<'a> {
    pub(super) x: f64,
    /// The line that the letters stand on.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) ink: Ink,
    pub(super) anchor: Anchor,
    pub(super) text: &'a str,
}

/// What was drawn so far.
pub(super) struct Canvas {
    elements: String,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { elements: String::new() }
    }

    pub(super) fn rectangle(&mut self, ink: Ink, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (class, colour) = (ink.class(), ink.colours().0);
        let (x, y, width, height) = (short(x), short(y), short(width.max(0.0)), short(height.max(0.0)));
        self.element(&format!(
            "<rect class=\"{class}\" fill=\"{colour}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"2\"/>"
        ));
    }

    pub(super) fn line(&mut self, ink: Ink, width: f64, from: (f64, f64), to: (f64, f64)) {
        let (class, colour) = (ink.class(), ink.colours().0);
        let (x1, y1, x2, y2) = (short(from.0), short(from.1), short(to.0), short(to.1));
        self.element(&format!(
            "<line class=\"{class}\" stroke=\"{colour}\" stroke-width=\"{}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>",
            short(width)
        ));
    }

    pub(super) fn text(&mut self, label: &Label<'_>) {
        let (class, colour) = (label.ink.class(), label.ink.colours().0);
        let anchor = match label.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if label.size >= TITLE { " font-weight=\"600\"" } else { "" };
        let (x, y, size) = (short(label.x), short(label.y), short(label.size));
        let text = xml_text(label.text);
        self.element(&format!(
            "<text class=\"{class}\" fill=\"{colour}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{weight}>{text}</text>"
        ));
    }

    /// Title and what it is about; gives the place below them.
    pub(super) fn head(&mut self, title: &str, subtitle: &str) -> f64 {
        let mut y = MARGIN - 4.0;
        for (text, most, size, ink) in [(title, 2, TITLE, Ink::Strong), (subtitle, 3, TEXT, Ink::Weak)] {
            for text in &wrapped(text, size, ROOM, most) {
                y += size * 1.3;
                self.text(&Label { x: MARGIN, y, size, ink, anchor: Anchor::Start, text });
            }
        }
        y + 14.0
    }

    /// Remarks in small print from `y` on; gives the height of the whole.
    pub(super) fn foot(&mut self, y: f64, remarks: &[String]) -> f64 {
        let mut y = y;
        for text in &remarks.iter().flat_map(|remark| wrapped(remark, SMALL, ROOM, 3)).collect::<Vec<_>>() {
            y += SMALL * 1.45;
            self.text(&Label { x: MARGIN, y, size: SMALL, ink: Ink::Weak, anchor: Anchor::Start, text });
        }
        y + MARGIN - 6.0
    }

    /// The whole text. `told` is what the chart shows, for those who cannot see it.
    pub(super) fn finish(self, height: f64, title: &str, told: &str) -> String {
        let (width, height) = (short(WIDTH), short(height));
        let style = style();
        let (title, told) = (xml_text(title), xml_text(told));
        let elements = self.elements;
        let ground = Ink::Ground.colours().0;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fupan-chart\" role=\"img\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\">\n<title>{title}</title>\n\
             <desc>{told}</desc>\n<style>{style}</style>\n<rect class=\"ground\" fill=\"{ground}\" width=\"{width}\" \
             height=\"{height}\" rx=\"8\"/>\n{elements}</svg>\n"
        )
    }

    fn element(&mut self, element: &str) {
        self.elements.push_str(element);
        self.elements.push('\n');
    }
}

/// The colours of dark pages; those of light ones are attributes.
fn style() -> String {
    let rule = |ink: Ink| {
        let (class, colour) = (ink.class(), ink.colours().1);
        format!(
            ".fupan-chart rect.{class},.fupan-chart circle.{class},.fupan-chart text.{class}{{fill:{colour}}}\
             .fupan-chart line.{class}{{stroke:{colour}}}"
        )
    };
    let rules: String = Ink::ALL.into_iter().map(rule).collect();
    format!(".fupan-chart{{max-width:100%;height:auto}}@media (prefers-color-scheme:dark){{{rules}}}")
}

/// A place in tenths of a unit, without a fraction where there is none.
fn short(value: f64) -> String {
    let value = format!("{value:.1}");
    let value = value.strip_suffix(".0").unwrap_or(&value);
    if value == "-0" { "0".to_owned() } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([short(1.0), short(0.06), short(-0.01), short(12.34)], ["1", "0.1", "0", "12.3"]);
    }
}
