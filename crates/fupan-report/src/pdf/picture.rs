//! Pictures: the SVG that our charts are made of (rectangles, lines, circles, texts), drawn in the colours of light
//! pages. What is none of these is left out.

use super::flow::Flow;
use super::fonts::Style;
use super::page::{BLACK, Colour, LEFT, Mark, ROOM};
use super::text::{Missing, Setting, Span, lines};

/// A picture takes no more of a page than this.
const HIGHEST: f32 = 560.0;

pub(super) fn picture(flow: &mut Flow<'_, '_>, svg: &str) -> Result<(), Missing> {
    let elements: Vec<Element<'_>> = elements(svg).collect();
    let Some(frame) = elements.iter().find(|element| element.name == "svg") else { return Ok(()) };
    let (width, height) = (frame.number("width"), frame.number("height"));
    if width <= 0.0 || height <= 0.0 {
        return Ok(());
    }
    let scale = (ROOM / width).min(HIGHEST / height);
    flow.need(height * scale + 4.0);
    let (left, top) = (LEFT, flow.y);
    for element in &elements {
        let x = |value: f32| left + value * scale;
        let y = |value: f32| top + value * scale;
        match element.name {
            "rect" => {
                let (width, height) = (element.number("width") * scale, element.number("height") * scale);
                let (x, y) = (x(element.number("x")), y(element.number("y")));
                // The ground of the chart is that of the page.
                let colour = element.colour("fill");
                if colour != (255, 255, 255) {
                    flow.marks().push(Mark::Fill { x, y, width, height, colour });
                }
            }
            "line" => {
                let (x1, x2) = (x(element.number("x1")), x(element.number("x2")));
                let (y1, y2) = (y(element.number("y1")), y(element.number("y2")));
                let thick = (element.number("stroke-width").max(0.5) * scale).max(0.4);
                let (from_x, from_y) = (x1.min(x2) - thick / 2.0, y1.min(y2) - thick / 2.0);
                let (width, height) = ((x1 - x2).abs() + thick, (y1 - y2).abs() + thick);
                // Lines of charts are upright or level; another one would be a surface.
                if width <= thick * 1.5 || height <= thick * 1.5 {
                    let colour = element.colour("stroke");
                    flow.marks().push(Mark::Fill { x: from_x, y: from_y, width, height, colour });
                }
            }
            "circle" => {
                let radius = element.number("r") * scale;
                let (x, y) = (x(element.number("cx")) - radius, y(element.number("cy")) - radius);
                let colour = element.colour("fill");
                flow.marks().push(Mark::Fill { x, y, width: radius * 2.0, height: radius * 2.0, colour });
            }
            "text" => {
                let size = element.number("font-size").max(1.0) * scale;
                let setting = Setting { size, leading: size * 1.3, colour: element.colour("fill") };
                let style = if element.value("font-weight").is_some() { Style::Strong } else { Style::Text };
                let spans = [Span { text: unescaped(element.text), style, link: None }];
                let set = lines(&spans, setting, f32::MAX, flow.faces)?;
                let (x, y) = (x(element.number("x")), y(element.number("y")));
                for line in set.iter().take(1) {
                    let before = match element.value("text-anchor") {
                        Some("middle") => line.width / 2.0,
                        Some("end") => line.width,
                        _ => 0.0,
                    };
                    line.marks(x - before, y, setting, false, flow.marks());
                }
            }
            _ => {}
        }
    }
    flow.y += height * scale + 4.0;
    Ok(())
}

/// An element that begins, with the text that follows it.
struct Element<'s> {
    name: &'s str,
    attributes: &'s str,
    text: &'s str,
}

fn elements(svg: &str) -> impl Iterator<Item = Element<'_>> {
    svg.split('<').skip(1).filter_map(|part| {
        let (tag, text) = part.split_once('>')?;
        let (name, attributes) = tag.split_once([' ', '\n']).unwrap_or((tag.trim_end_matches('/'), ""));
        Some(Element { name, attributes, text })
    })
}

impl<'s> Element<'s> {
    fn value(&self, name: &str) -> Option<&'s str> {
        let mut rest = self.attributes;
        loop {
            let (key, after) = rest.split_once("=\"")?;
            let (value, more) = after.split_once('"')?;
            if key.trim() == name {
                return Some(value);
            }
            rest = more;
        }
    }

    fn number(&self, name: &str) -> f32 {
        self.value(name)
            .and_then(|value| value.parse().ok())
            .filter(|value: &f32| value.is_finite())
            .unwrap_or(0.0)
    }

    fn colour(&self, name: &str) -> Colour {
        let part = |value: &str, from: usize| u8::from_str_radix(value.get(from..from + 2)?, 16).ok();
        let value = self.value(name).and_then(|value| value.strip_prefix('#'));
        let colour = value.and_then(|value| Some((part(value, 0)?, part(value, 2)?, part(value, 4)?)));
        colour.unwrap_or(BLACK)
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
