//! A table of figures: a row for each system, the best figure of each column marked.

use fupan_locale::LabelMessage;

use crate::human::layout::{Page, padded, shown_width};

/// The mark of the best.
const BEST: &str = "*";

/// A column: its head, which way is better, how a figure is written.
pub(super) struct Column {
    pub(super) head: String,
    pub(super) better: Better,
    pub(super) written: fn(f64) -> String,
}

/// Which of two figures is better.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Better {
    Higher,
    Lower,
    /// Neither: it only says something.
    Neither,
}

/// A row: its name and a figure for each column.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) figures: Vec<Option<f64>>,
}

/// Heads and rows, each column as wide as it must be.
pub(super) fn table(columns: &[Column], rows: &[Row], page: &mut Page<'_>) {
    let name_width = rows.iter().map(|row| shown_width(&row.name)).max().unwrap_or_default();
    let mut lines = vec![" ".repeat(name_width)];
    lines.extend(rows.iter().map(|row| padded(&row.name, name_width)));
    for (place, column) in columns.iter().enumerate() {
        let figures: Vec<Option<f64>> =
            rows.iter().map(|row| row.figures.get(place).copied().flatten()).collect();
        append(&mut lines, &cells(column, &figures, page));
    }
    for (place, line) in lines.iter().enumerate() {
        let line = line.trim_end();
        page.line(&if place == 0 { page.style.weak(line) } else { line.to_owned() });
    }
}

/// The head, and each figure as it is written, the best with a mark.
fn cells(column: &Column, figures: &[Option<f64>], page: &Page<'_>) -> Vec<String> {
    let written: Vec<Option<String>> = figures.iter().map(|figure| figure.map(column.written)).collect();
    let best = best(column.better, figures).map(column.written);
    let cell = |written: &Option<String>| match written {
        None => page.style.label(&LabelMessage::NoFigure),
        Some(text) if *written == best => format!("{}{BEST}", page.style.strong(text)),
        Some(text) => text.clone(),
    };
    std::iter::once(column.head.clone()).chain(written.iter().map(cell)).collect()
}

/// The best of several; one alone is no best.
fn best(better: Better, figures: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = figures.iter().copied().flatten().collect();
    let all_equal =
        known.windows(2).all(|pair| matches!(pair, [left, right] if left.total_cmp(right).is_eq()));
    if all_equal {
        return None;
    }
    let known = known.into_iter();
    match better {
        Better::Higher => known.max_by(f64::total_cmp),
        Better::Lower => known.min_by(f64::total_cmp),
        Better::Neither => None,
    }
}

fn append(lines: &mut [String], cells: &[String]) {
    let width = cells.iter().map(|cell| shown_width(cell)).max().unwrap_or_default();
    for (line, cell) in lines.iter_mut().zip(cells) {
        line.push_str("  ");
        line.push_str(cell);
        line.push_str(&" ".repeat(width.saturating_sub(shown_width(cell))));
    }
}
