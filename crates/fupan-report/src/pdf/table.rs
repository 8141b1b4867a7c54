//! Tables: columns as wide as they need where that fits, else narrower where most can be broken; the head stands on
//! each page.

use pulldown_cmark::Alignment;

use super::flow::{Flow, baseline, count};
use super::page::{BLACK, BOTTOM, LEFT, Mark, ROOM, RULE, SOFT};
use super::text::{Line, Missing, Setting, Span, lines, widths};

const CELL: Setting = Setting { size: 8.8, leading: 12.6, colour: BLACK };
/// Left and right of a cell's text.
const BESIDE: f32 = 5.0;
/// Above and below it.
const ABOVE: f32 = 3.2;
/// A column is not narrower than this.
const NARROWEST: f32 = 24.0;

type Cell = Vec<Span>;

pub(super) fn table(
    flow: &mut Flow<'_, '_>,
    columns: &[Alignment],
    rows: &[Vec<Cell>],
    indent: f32,
) -> Result<(), Missing> {
    let widths = column_widths(flow, columns.len(), rows, ROOM - indent)?;
    let Some((head, body)) = rows.split_first() else { return Ok(()) };
    let table = Table { columns, widths, x: LEFT + indent };
    let head = table.set(flow, head, SOFT)?;
    let mut is_begun = false;
    for row in body {
        let row = table.set(flow, row, BLACK)?;
        let first = if is_begun { 0.0 } else { head.height };
        if !is_begun || flow.y + row.height > BOTTOM {
            flow.need(first + row.height);
            if is_begun && !flow.is_at_top() {
                flow.new_page();
            }
            table.draw(flow, &head);
            is_begun = true;
        }
        table.draw(flow, &row);
    }
    if !is_begun {
        flow.need(head.height);
        table.draw(flow, &head);
    }
    flow.y += 3.0;
    Ok(())
}

struct Table<'t> {
    columns: &'t [Alignment],
    widths: Vec<f32>,
    x: f32,
}

/// A row, broken into lines.
struct Row {
    cells: Vec<Vec<Line>>,
    setting: Setting,
    height: f32,
}

impl Table<'_> {
    fn set(&self, flow: &mut Flow<'_, '_>, row: &[Cell], colour: (u8, u8, u8)) -> Result<Row, Missing> {
        let setting = Setting { colour, ..CELL };
        let mut cells = Vec::new();
        for (cell, width) in row.iter().zip(&self.widths) {
            cells.push(lines(cell, setting, width - 2.0 * BESIDE, flow.faces)?);
        }
        let most = cells.iter().map(Vec::len).max().unwrap_or(1);
        Ok(Row { cells, setting, height: count(most) * setting.leading + 2.0 * ABOVE })
    }

    fn draw(&self, flow: &mut Flow<'_, '_>, row: &Row) {
        let top = flow.y;
        let mut x = self.x;
        for (place, (cell, width)) in row.cells.iter().zip(&self.widths).enumerate() {
            let is_right = self.columns.get(place) == Some(&Alignment::Right);
            let mut y = top + ABOVE + baseline(row.setting);
            for line in cell {
                let left = if is_right { x + width - BESIDE - line.width } else { x + BESIDE };
                line.marks(left, y, row.setting, true, flow.marks());
                y += row.setting.leading;
            }
            x += width;
        }
        flow.y += row.height;
        let (left, y, width) = (self.x, flow.y - 0.3, x - self.x);
        flow.marks().push(Mark::Fill { x: left, y, width, height: 0.5, colour: RULE });
    }
}

/// Each column gets what it needs for its longest word; what is left goes to those that want more, in proportion.
fn column_widths(
    flow: &mut Flow<'_, '_>,
    columns: usize,
    rows: &[Vec<Cell>],
    room: f32,
) -> Result<Vec<f32>, Missing> {
    let mut wanted = vec![NARROWEST; columns];
    let mut needed = vec![NARROWEST; columns];
    for row in rows {
        for ((cell, wanted), needed) in row.iter().zip(&mut wanted).zip(&mut needed) {
            let (whole, word) = widths(cell, CELL.size, flow.faces)?;
            *wanted = wanted.max(whole + 2.0 * BESIDE + 0.5);
            *needed = needed.max(word + 2.0 * BESIDE + 0.5);
        }
    }
    let (all, least): (f32, f32) = (wanted.iter().sum(), needed.iter().sum());
    if all <= room {
        return Ok(wanted);
    }
    if least >= room {
        // Words have to be broken: everybody gives the same part.
        return Ok(needed.iter().map(|needed| needed * room / least).collect());
    }
    let (spare, missing) = (room - least, all - least);
    let share = |(wanted, needed): (&f32, &f32)| needed + (wanted - needed) * spare / missing;
    Ok(wanted.iter().zip(&needed).map(share).collect())
}
