//! A rectangle divided into regions of given sizes, each as square as it can be.
//!
//! Bruls, Huizing and van Wijk, "Squarified treemaps", 2000.

use super::canvas::Rect;

/// A region for each size, in their order; sizes fall.
pub(super) fn divided(sizes: &[f64], whole: Rect) -> Vec<Rect> {
    let sum: f64 = sizes.iter().sum();
    let scale = whole.width * whole.height / sum.max(f64::EPSILON);
    let areas: Vec<f64> = sizes.iter().map(|size| size * scale).collect();
    let mut regions = Vec::with_capacity(sizes.len());
    let mut rest = whole;
    let mut left = areas.as_slice();
    while !left.is_empty() {
        let count = best_row(left, rest.width.min(rest.height));
        let (row, others) = left.split_at(count);
        left = others;
        rest = laid(row, rest, &mut regions);
    }
    regions
}

/// How many of the next areas make the squarest row along a side.
fn best_row(areas: &[f64], side: f64) -> usize {
    let mut best = f64::INFINITY;
    for count in 1..=areas.len() {
        let row = areas.get(..count).unwrap_or_default();
        let sum: f64 = row.iter().sum();
        let worst = row.iter().map(|area| {
            let (length, depth) = (area / sum * side, sum / side);
            (length / depth).max(depth / length)
        });
        let worst = worst.fold(0.0, f64::max);
        if worst > best {
            return count - 1;
        }
        best = worst;
    }
    areas.len()
}

/// Puts a row along the shorter side; what is left.
fn laid(row: &[f64], rest: Rect, regions: &mut Vec<Rect>) -> Rect {
    let sum: f64 = row.iter().sum();
    let is_column = rest.width >= rest.height;
    let side = if is_column { rest.height } else { rest.width };
    let depth = sum / side.max(f64::EPSILON);
    let mut at = 0.0;
    for area in row {
        let length = area / depth.max(f64::EPSILON);
        regions.push(if is_column {
            Rect { x: rest.x, y: rest.y + at, width: depth, height: length }
        } else {
            Rect { x: rest.x + at, y: rest.y, width: length, height: depth }
        });
        at += length;
    }
    if is_column {
        Rect { x: rest.x + depth, width: (rest.width - depth).max(0.0), ..rest }
    } else {
        Rect { y: rest.y + depth, height: (rest.height - depth).max(0.0), ..rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_fill_the_whole_and_do_not_overlap() {
        let whole = Rect { x: 0.0, y: 0.0, width: 600.0, height: 400.0 };
        let regions = divided(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], whole);
        let area: f64 = regions.iter().map(|region| region.width * region.height).sum();
        assert!((area - 240_000.0).abs() < 1.0, "{area}");
        let smaller = |at: &Rect| Rect { width: at.width - 0.01, height: at.height - 0.01, ..*at };
        for (number, region) in regions.iter().enumerate() {
            let others = regions.iter().skip(number + 1);
            assert!(others.clone().all(|other| !smaller(region).overlaps(&smaller(other))), "{regions:?}");
            assert!(region.width / region.height < 4.0 && region.height / region.width < 4.0);
        }
    }
}
