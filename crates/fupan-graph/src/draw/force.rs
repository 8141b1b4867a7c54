//! Places of the nodes of one region: springs and repulsion, then nodes are pushed apart until none covers another.
//!
//! Fruchterman and Reingold, "Graph drawing by force-directed placement", 1991, from a spiral instead of chance, so
//! that the same nodes always lie the same. A region holds few nodes, so that all pairs can be looked at.

/// Steps of the springs, and of pushing apart.
const STEPS: u32 = 160;
const PUSHES: u32 = 60;
/// The angle between two seeds of a sunflower, which fills a disc evenly.
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;

/// A node to be placed.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) radius: f64,
    /// The bodies that it is linked to.
    pub(super) links: Vec<usize>,
}

/// The places of bodies in a rectangle of a width and height; those that come first lie in the middle at the start.
#[expect(clippy::cast_precision_loss, reason = "a count of nodes")]
pub(super) fn placed(bodies: &[Body], (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    let count = bodies.len().max(1) as f64;
    let mut places: Vec<(f64, f64)> = (0..bodies.len())
        .map(|number| {
            let (radius, angle) = ((number as f64 + 0.5).sqrt() / count.sqrt(), number as f64 * GOLDEN_ANGLE);
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    let ideal = (3.2 / count).sqrt();
    for step in 0..STEPS {
        let heat = 0.12 * (1.0 - f64::from(step) / f64::from(STEPS));
        places = bodies
            .iter()
            .zip(&places)
            .enumerate()
            .map(|(number, (body, place))| moved((number, body), *place, &places, (ideal, heat)))
            .collect();
    }
    let mut places = spread(&places, bodies, (width, height));
    for _ in 0..PUSHES {
        places = apart(&places, bodies, (width, height));
    }
    places
}

fn moved(
    (number, body): (usize, &Body),
    (x, y): (f64, f64),
    places: &[(f64, f64)],
    (ideal, heat): (f64, f64),
) -> (f64, f64) {
    let (mut dx, mut dy) = (-0.35 * x, -0.35 * y);
    for (other, (ox, oy)) in places.iter().enumerate() {
        if other != number {
            let (ax, ay) = (x - ox, y - oy);
            let square = (ax * ax + ay * ay).max(1e-6);
            dx += ax * ideal * ideal / square;
            dy += ay * ideal * ideal / square;
        }
    }
    for (ox, oy) in body.links.iter().filter_map(|other| places.get(*other)) {
        let (ax, ay) = (ox - x, oy - y);
        let distance = (ax * ax + ay * ay).sqrt();
        dx += ax * distance / ideal;
        dy += ay * distance / ideal;
    }
    let length = (dx * dx + dy * dy).sqrt().max(1e-9);
    let step = length.min(heat) / length;
    (x + dx * step, y + dy * step)
}

/// The places drawn out over the whole rectangle.
fn spread(places: &[(f64, f64)], bodies: &[Body], (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    let bound = |of: fn(&(f64, f64)) -> f64, pick: fn(f64, f64) -> f64, start: f64| {
        places.iter().map(of).fold(start, pick)
    };
    let (left, right) =
        (bound(|p| p.0, f64::min, f64::INFINITY), bound(|p| p.0, f64::max, f64::NEG_INFINITY));
    let (top, bottom) =
        (bound(|p| p.1, f64::min, f64::INFINITY), bound(|p| p.1, f64::max, f64::NEG_INFINITY));
    let scale = |at: f64, low: f64, high: f64, room: f64| {
        if high - low < 1e-9 { room / 2.0 } else { (at - low) / (high - low) * room }
    };
    let scaled = |(place, body): (&(f64, f64), &Body)| {
        let at = (scale(place.0, left, right, width), scale(place.1, top, bottom, height));
        inside(at, body.radius, (width, height))
    };
    places.iter().zip(bodies).map(scaled).collect()
}

fn inside((x, y): (f64, f64), radius: f64, (width, height): (f64, f64)) -> (f64, f64) {
    let held = |at: f64, room: f64| at.clamp(radius.min(room / 2.0), (room - radius).max(room / 2.0));
    (held(x, width), held(y, height))
}

/// Bodies that cover each other go half the way that is missing.
fn apart(places: &[(f64, f64)], bodies: &[Body], room: (f64, f64)) -> Vec<(f64, f64)> {
    let mut moved = Vec::with_capacity(places.len());
    for (number, ((x, y), body)) in places.iter().zip(bodies).enumerate() {
        let (mut dx, mut dy) = (0.0, 0.0);
        for (other, ((ox, oy), rival)) in places.iter().zip(bodies).enumerate() {
            let needed = body.radius + rival.radius + 3.0;
            let (ax, ay) = (x - ox, y - oy);
            let distance = (ax * ax + ay * ay).sqrt();
            if other != number && distance < needed {
                // Two in one place part along a line that their numbers choose.
                let side = if number < other { 1.0 } else { -1.0 };
                let (ux, uy) = if distance < 1e-6 { (side, 0.0) } else { (ax / distance, ay / distance) };
                dx += ux * (needed - distance) / 2.0;
                dy += uy * (needed - distance) / 2.0;
            }
        }
        moved.push(inside((x + dx, y + dy), body.radius, room));
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_do_not_cover_each_other_and_stay_inside() {
        let bodies: Vec<Body> = (0..40)
            .map(|number| Body { radius: 4.0, links: vec![(number * 7) % 40, (number + 1) % 40] })
            .collect();
        let places = placed(&bodies, (300.0, 200.0));
        assert_eq!(places, placed(&bodies, (300.0, 200.0)));
        for (number, (x, y)) in places.iter().enumerate() {
            assert!((4.0..=296.0).contains(x) && (4.0..=196.0).contains(y));
            for (ox, oy) in places.iter().skip(number + 1) {
                assert!((x - ox).hypot(y - oy) > 7.9, "{number}");
            }
        }
    }
}
