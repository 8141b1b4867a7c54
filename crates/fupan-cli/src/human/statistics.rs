//! Statistics as tables.

use fupan_api::{
    LagBody, RecurrenceBody, SharesBody, TimesBody, TrendBody, TrendVerdictBody, TrendsBody, duration,
};
use fupan_engine::FEW;
use fupan_locale::{LabelMessage, StatisticsLabel as Label, percent};
use unicode_width::UnicodeWidthStr;

use super::layout::{Page, Style, padded, shown_width};

/// What stands before a row that has too few incidents to tell anything.
const FEW_MARK: &str = "~";

impl Style {
    fn statistics(&self, label: &Label) -> String {
        label.render(self.language)
    }
}

/// Shares as a table, the most frequent first.
pub(crate) fn shares(body: &SharesBody, limit: usize, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&style.strong(&body.title(style.language)));
    page.line(&body.counted(style.language));
    page.blank();
    let heads = [LabelMessage::Count, LabelMessage::Share, LabelMessage::Interval, LabelMessage::Name];
    let mut table = Table::new(heads.map(|head| style.label(&head)));
    for row in body.rows.iter().take(limit) {
        let interval = format!("{} – {}", percent(row.low), percent(row.high));
        let key = if row.name == row.key { String::new() } else { style.weak(&format!("  {}", row.key)) };
        let name = format!("{}{key}", row.name);
        table.row(row.too_few, [row.count.to_string(), percent(row.share), interval, name]);
    }
    table.print(&mut page);
    remarks(&mut page, body.rows.len().saturating_sub(limit), table.has_few, body.laboratory);
    if !body.corrected.is_empty() {
        let label = Label::CountedAsCorrected { incidents: body.corrected.join(", ") };
        page.weak_paragraph("", &style.statistics(&label));
    }
    page.finish()
}

/// How many fixes were followed by the same, by pattern, and the latest pairs.
pub(crate) fn recurrence(body: &RecurrenceBody, limit: usize, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&style.strong(&style.statistics(&Label::Recurrence)));
    page.paragraph("", &body.rate(style.language));
    page.blank();
    let words = [Label::Fixes, Label::Followed, Label::MedianDays].map(|label| style.statistics(&label));
    let [fixes, followed, days] = words;
    let [share, interval, name] = [LabelMessage::Share, LabelMessage::Interval, LabelMessage::Name];
    let [share, interval, name] = [share, interval, name].map(|label| style.label(&label));
    let mut table = Table::new([fixes, followed, share, interval, days, name]);
    let came_back = body.rows.iter().filter(|row| row.returns.followed > 0);
    for row in came_back.clone().take(limit) {
        let it = &row.returns;
        let interval = format!("{} – {}", percent(it.low), percent(it.high));
        let days = row.median_days.map_or_else(|| "–".to_owned(), |days| days.to_string());
        let name = format!("{}{}", row.name, style.weak(&format!("  {}", row.key)));
        let figures =
            [it.fixes.to_string(), it.followed.to_string(), percent(it.share), interval, days, name];
        table.row(it.too_few, figures);
    }
    if came_back.clone().next().is_some() {
        table.print(&mut page);
    }
    pairs(body, &mut page);
    remarks(&mut page, came_back.count().saturating_sub(limit), table.has_few, body.laboratory);
    let blind = Label::RecurrenceBlind { undated: body.undated, total: body.total };
    page.weak_paragraph("", &style.statistics(&blind));
    page.finish()
}

fn pairs(body: &RecurrenceBody, page: &mut Page<'_>) {
    let style = page.style;
    if body.pairs.is_empty() {
        return;
    }
    page.blank();
    page.line(&style.strong(&style.statistics(&Label::CameBack)));
    for pair in &body.pairs {
        let place = Label::PairDays { place: pair.place.clone(), days: pair.days };
        page.line(&format!(
            "{}{}",
            pair.name,
            style.weak(&format!("  {}  {}", pair.pattern, style.statistics(&place)))
        ));
        for (incident, label) in [
            (&pair.fixed, Label::FixedOn { on: pair.fixed.on.clone() }),
            (&pair.again, Label::SeenOn { on: pair.again.on.clone() }),
        ] {
            let head = format!("  {}  ", style.strong(&incident.id));
            page.hanging(&head, &format!("{}  {}", incident.title, style.weak(&style.statistics(&label))));
        }
        let fix = pair.fix.iter().cloned().chain(pair.commits.first().cloned());
        for line in fix {
            page.weak_paragraph("      ", &line);
        }
    }
}

/// How long each part took, of all incidents and by group.
pub(crate) fn times(body: &TimesBody, limit: usize, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&style.strong(&style.statistics(&Label::Times)));
    let heads = [Label::Known, Label::Median, Label::MedianInterval, Label::Quartiles];
    let [known, median, interval, quartiles] = heads.map(|label| style.statistics(&label));
    let parts = [Label::Detect, Label::Acknowledge, Label::Mitigate, Label::Resolve];
    let mut has_few = false;
    for (part, place) in parts.into_iter().zip(0..) {
        page.blank();
        page.line(&style.strong(&style.statistics(&part)));
        let p90 = "p90".to_owned();
        let name = style.label(&LabelMessage::Name);
        let mut table =
            Table::new([known.clone(), median.clone(), interval.clone(), quartiles.clone(), p90, name]);
        let rows = body.rows.iter().filter_map(|row| Some((row, *row.lags().get(place)?)));
        for (row, lag) in
            rows.filter(|(row, lag)| row.key == "all" || lag.known > 0).take(limit.saturating_add(1))
        {
            let key = if row.name == row.key { String::new() } else { style.weak(&format!("  {}", row.key)) };
            let [median, interval, quartiles, p90] = figures(&lag, style);
            let known = format!("{}/{}", lag.known, row.total);
            table.row(lag.too_few, [known, median, interval, quartiles, p90, format!("{}{key}", row.name)]);
        }
        table.print(&mut page);
        has_few |= table.has_few;
    }
    remarks(&mut page, 0, has_few, body.laboratory);
    page.finish()
}

/// The figures of a part as words; a dash where there are none.
fn figures(lag: &LagBody, style: &Style) -> [String; 4] {
    let one = |seconds: Option<f64>| {
        seconds.map_or_else(|| "–".to_owned(), |seconds| duration(seconds, style.language))
    };
    let two = |low: Option<f64>, high: Option<f64>| match low.or(high) {
        Some(_) => format!("{} – {}", one(low), one(high)),
        None => "–".to_owned(),
    };
    [one(lag.median), two(lag.low, lag.high), two(lag.q1, lag.q3), one(lag.p90)]
}

/// Counts of both halves of the time, and what they tell.
pub(crate) fn trends(body: &TrendsBody, limit: usize, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&style.strong(&style.statistics(&Label::Trends)));
    page.blank();
    let heads = [Label::Earlier, Label::Later, Label::Ratio];
    let [early, late, ratio] = heads.map(|label| style.statistics(&label));
    let heads = [Label::AdjustedP, Label::Verdict].map(|label| style.statistics(&label));
    let [p, verdict] = heads;
    let [interval, name] = [LabelMessage::Interval, LabelMessage::Name].map(|label| style.label(&label));
    let mut table = Table::new([early, late, ratio, interval, p, verdict, name]);
    for row in body.all.iter().chain(body.rows.iter().take(limit)) {
        table.row(row.trend == TrendVerdictBody::TooFew, trend(row, style));
    }
    table.print(&mut page);
    remarks(&mut page, body.rows.len().saturating_sub(limit), table.has_few, body.laboratory);
    page.blank();
    if body.undated > 0 {
        page.weak_paragraph("", &style.statistics(&Label::UndatedInPeriods { count: body.undated }));
    }
    if let Some(middle) = body.middle.clone() {
        page.weak_paragraph("", &style.statistics(&Label::TrendTest { middle }));
    }
    page.finish()
}

fn trend(row: &TrendBody, style: &Style) -> [String; 7] {
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    let interval = match (row.low, row.high) {
        (None, None) => "–".to_owned(),
        (low, high) => {
            format!("{} – {}", number(low), high.map_or_else(|| "∞".to_owned(), |it| format!("{it:.2}")))
        }
    };
    let word = row.trend.word(style.language);
    let verdict = match row.trend {
        TrendVerdictBody::Rising => style.bad(&word),
        TrendVerdictBody::Falling => style.good(&word),
        TrendVerdictBody::NoneShown | TrendVerdictBody::TooFew => word,
    };
    let p = row.p.map_or_else(|| "–".to_owned(), |p| format!("{p:.3}"));
    let key = if row.name == row.key { String::new() } else { style.weak(&format!("  {}", row.key)) };
    let (early, late) = (row.early.to_string(), row.late.to_string());
    [early, late, number(row.ratio), interval, p, verdict, format!("{}{key}", row.name)]
}

/// What stands below a table.
fn remarks(page: &mut Page<'_>, more: usize, has_few: bool, laboratory: usize) {
    let style = page.style;
    if more > 0 {
        page.line(&style.weak(&style.label(&LabelMessage::MoreRows { count: more })));
    }
    if has_few || laboratory > 0 {
        page.blank();
    }
    if has_few {
        page.weak_paragraph("", &style.statistics(&Label::MarkedRows { few: FEW }));
    }
    if laboratory > 0 {
        page.weak_paragraph("", &style.statistics(&Label::Laboratory { count: laboratory }));
    }
}

/// Figures in columns as wide as they need to be, numbers to the right; the last column is a name.
struct Table<const N: usize> {
    heads: [String; N],
    rows: Vec<(bool, [String; N])>,
    has_few: bool,
}

impl<const N: usize> Table<N> {
    fn new(heads: [String; N]) -> Self {
        Self { heads, rows: Vec::new(), has_few: false }
    }

    fn row(&mut self, is_few: bool, cells: [String; N]) {
        self.has_few |= is_few;
        self.rows.push((is_few, cells));
    }

    fn print(&self, page: &mut Page<'_>) {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(column));
            cells.chain(self.heads.get(column)).map(|cell| shown_width(cell)).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..N).map(width).collect();
        let line = |cells: &[String; N]| {
            let columns = cells.iter().zip(&widths).enumerate();
            let cells = columns.map(|(column, (cell, width))| {
                let blanks = " ".repeat(width.saturating_sub(shown_width(cell)));
                if column + 1 == N { cell.clone() } else { format!("{blanks}{cell}") }
            });
            cells.collect::<Vec<_>>().join("  ")
        };
        let margin = if self.has_few { FEW_MARK.width() + 1 } else { 0 };
        page.line(&page.style.weak(&format!("{}{}", padded("", margin), line(&self.heads))));
        for (is_few, cells) in &self.rows {
            let mark = if *is_few { FEW_MARK } else { "" };
            page.line(&format!("{}{}", padded(mark, margin), line(cells)));
        }
    }
}
