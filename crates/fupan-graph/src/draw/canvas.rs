//! An SVG that grows element by element. Whatever text comes in is escaped here and nowhere else.

use std::fmt::Write as _;

use fupan_locale::xml_text;

use crate::NodeKind;

/// Fonts that exist on some system each; the browser takes the first that has the characters.
const FONTS: &str = "Inter, 'Helvetica Neue', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

pub(super) const INK: &str = "#1d2939";
pub(super) const SOFT: &str = "#667085";
pub(super) const RULE: &str = "#d0d5dd";

/// A place on the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    pub(super) fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.x + other.width <= self.x + self.width
            && other.y + other.height <= self.y + self.height
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) size: f64,
    pub(super) colour: &'static str,
    pub(super) is_strong: bool,
    pub(super) anchor: &'static str,
}

impl Face {
    pub(super) fn plain(size: f64) -> Self {
        Self { size, colour: INK, is_strong: false, anchor: "start" }
    }

    pub(super) fn strong(self) -> Self {
        Self { is_strong: true, ..self }
    }

    pub(super) fn soft(self) -> Self {
        Self { colour: SOFT, ..self }
    }

    pub(super) fn of(self, colour: &'static str) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn centred(self) -> Self {
        Self { anchor: "middle", ..self }
    }
}

/// The picture.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    pub(super) fn raw(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing into a string does not fail.
        let _written = self.body.write_fmt(element);
        self.body.push('\n');
    }

    pub(super) fn rect(&mut self, at: &Rect, radius: f64, look: &str) {
        let Rect { x, y, width, height } = at;
        self.raw(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="{radius}" {look}/>"#
        ));
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, face: Face) {
        let Face { size, colour, is_strong, anchor } = face;
        let weight = if is_strong { r#" font-weight="600""# } else { "" };
        let anchor = if anchor == "start" { String::new() } else { format!(r#" text-anchor="{anchor}""#) };
        self.raw(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{colour}"{weight}{anchor}>{}</text>"#,
            xml_text(text)
        ));
    }

    /// Everything until [`Canvas::close`] shows a text when it is pointed at.
    pub(super) fn open(&mut self, title: &str) {
        self.raw(format_args!("<g><title>{}</title>", xml_text(title)));
    }

    pub(super) fn close(&mut self) {
        self.raw(format_args!("</g>"));
    }

    pub(super) fn finish(self, width: f64, height: f64, title: &str) -> String {
        let title = xml_text(title);
        let body = self.body;
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" role="img" font-family="{FONTS}">
<title>{title}</title>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0,0.8 L7,4 L0,7.2 z" fill="#98a2b3"/></marker></defs>
<rect width="100%" height="100%" fill="#ffffff"/>
{body}</svg>
"##
        )
    }
}

/// The colour of a kind of node.
pub(super) fn colour(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Incident => "#d92d20",
        NodeKind::Pattern => "#6941c6",
        NodeKind::Service => "#0e9384",
        NodeKind::Project => "#475467",
        NodeKind::Symbol => "#1570ef",
        NodeKind::Package => "#0086c9",
        NodeKind::Fingerprint => "#93370d",
        NodeKind::Trigger => "#dc6803",
        NodeKind::Guideline => "#079455",
        NodeKind::Annotation => "#4e5ba6",
        NodeKind::Keyword => "#667085",
    }
}

/// A pale colour of a region by its number.
pub(super) fn pale(number: usize) -> (&'static str, &'static str) {
    const PALE: [(&str, &str); 10] = [
        ("#eef4ff", "#c7d7fe"),
        ("#fef6ee", "#f9dbaf"),
        ("#ecfdf3", "#abefc6"),
        ("#fdf2fa", "#fcceee"),
        ("#f0f9ff", "#b9e6fe"),
        ("#fefbe8", "#feee95"),
        ("#f4f3ff", "#d9d6fe"),
        ("#f6fef9", "#a6f4c5"),
        ("#fff1f3", "#fecdd6"),
        ("#f8f9fc", "#d5d9eb"),
    ];
    PALE.get(number % PALE.len()).copied().unwrap_or(("#f9fafb", "#eaecf0"))
}
