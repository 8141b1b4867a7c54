//! What grows from dump to dump: two lines for each group, the numbers and the place.

use fupan_api::{DiffDumpsBody, GrowthBody};
use fupan_locale::DumpMessage;

use super::layout::{Page, Style, padded};
use super::stacks::place_of;

/// Counts written out at each end of a long series.
const ENDS: usize = 3;

/// A series of dumps compared; groups that neither grow nor are over the threshold are summed up unless `all` are wanted.
pub(crate) fn growth(body: &DiffDumpsBody, limit: usize, all: bool, style: &Style) -> String {
    let mut page = Page::new(style);
    let words = |message: &DumpMessage| message.render(style.language);
    page.line(&style.strong(&words(&series(body))));
    let matters = |group: &&GrowthBody| group.growth > 0 || group.over_threshold;
    let shown: Vec<&GrowthBody> = match all {
        true => body.groups.iter().collect(),
        false => body.groups.iter().filter(matters).take(limit).collect(),
    };
    page.blank();
    if shown.is_empty() {
        page.line(&words(&DumpMessage::NothingGrows));
    } else {
        let heads = [DumpMessage::Now, DumpMessage::Growth, DumpMessage::PerMinute, DumpMessage::Doing];
        let [now, growth, per_minute, doing] = heads.map(|head| words(&head));
        page.line(&style.weak(&columns([&now, &growth, &per_minute, &doing])));
    }
    shown.iter().for_each(|group| self::group(group, body.threshold, &mut page));
    let hidden: Vec<&GrowthBody> =
        body.groups.iter().filter(|group| !shown.iter().any(|shown| std::ptr::eq(*shown, *group))).collect();
    if !hidden.is_empty() {
        let goroutines = hidden.iter().filter_map(|group| group.counts.last()).sum();
        page.line(&style.weak(&words(&DumpMessage::OtherGroups { groups: hidden.len(), goroutines })));
    }
    page.finish()
}

fn series(body: &DiffDumpsBody) -> DumpMessage {
    let counts: Vec<u64> = body.dumps.iter().map(|dump| dump.goroutines).collect();
    let (dumps, goroutines) = (counts.len(), arrows(&counts));
    match body.minutes {
        Some(minutes) => DumpMessage::SeriesOver { dumps, minutes: rate(minutes), goroutines },
        None => DumpMessage::Series { dumps, goroutines },
    }
}

fn group(group: &GrowthBody, threshold: u64, page: &mut Page<'_>) {
    let style = page.style;
    let now = group.counts.last().copied().unwrap_or_default().to_string();
    let growth = format!("{:+}", group.growth);
    let per_minute =
        group.per_minute.map_or_else(|| "–".to_owned(), |rate| format!("{}{}", sign(rate), self::rate(rate)));
    let mut what = style.strong(&group.state);
    if group.over_threshold {
        let mark = DumpMessage::OverThreshold { threshold }.render(style.language);
        what = format!("{what}  {}", style.bad(&mark));
    }
    page.line(&columns([&now, &growth, &per_minute, &what]));
    if let Some(frame) = group.first_in_app.as_ref().or(group.first_frame.as_ref()) {
        page.line(&format!("{}{}  {}", " ".repeat(MARGIN), frame.function, style.weak(&place_of(frame))));
    }
    page.line(&style.weak(&format!("{}{}  {}", " ".repeat(MARGIN), arrows(&group.counts), group.family)));
}

/// The width of the numbers before the text.
const MARGIN: usize = 32;

fn columns([now, growth, per_minute, what]: [&str; 4]) -> String {
    format!("{}{}{}{what}", padded(now, 9), padded(growth, 10), padded(per_minute, MARGIN - 19))
}

/// `100 → 4000 → 12000`; the middle of a long series is left out.
fn arrows(counts: &[u64]) -> String {
    let ends = |at: usize| at < ENDS || at + ENDS >= counts.len();
    let mut texts: Vec<String> = Vec::new();
    for (at, count) in counts.iter().enumerate() {
        if ends(at) || counts.len() <= ENDS * 2 + 1 {
            texts.push(count.to_string());
        } else if at == ENDS {
            texts.push("…".to_owned());
        }
    }
    texts.join(" → ")
}

fn sign(rate: f64) -> &'static str {
    if rate > 0.0 { "+" } else { "" }
}

/// Whole numbers where they are large, else one digit behind the point.
fn rate(rate: f64) -> String {
    if rate.abs() >= 100.0 || rate.fract().abs() < 0.05 { format!("{rate:.0}") } else { format!("{rate:.1}") }
}
