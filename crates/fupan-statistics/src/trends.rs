//! What becomes more frequent and what less: counts over time, and whether they tell anything.
//!
//! The time between the first and the last incident is cut in the middle, and the two halves are compared as counts of
//! Poisson events, exactly. Families are many questions at once, so their probabilities are raised as Holm says. An
//! incident whose date may lie in either half is in neither.
//!
//! Counted is what was written down. Where a team begins to write more postmortems, everything rises; the row of all
//! incidents shows that.

use std::collections::BTreeMap;

use fupan_model::{Localized, Moment};

use crate::chance::{holm, rate_ratio};
use crate::scope::Scope;
use crate::shares::{FEW, Grouping, Keys, UNKNOWN};
use crate::table::{Incident, Table};
use crate::times::ALL;
use crate::when::{Exactness, When};

/// A trend is told where chance alone would show one like it more seldom than this.
const LEVEL_OF_CHANCE: f64 = 0.05;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendPeriod {
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
}

impl TrendPeriod {
    /// Every name that [`TrendPeriod::named`] knows.
    pub const NAMES: [&str; 3] = ["month", "quarter", "year"];

    /// The period of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "month" => Some(Self::Month),
            "quarter" => Some(Self::Quarter),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    fn parts(self) -> i64 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }

    /// The period of a date, counted from the year 0; none where the date is less exact.
    fn of(self, date: When) -> Option<i64> {
        let is_exact = self == Self::Year || date.exactness() > Exactness::Year;
        let (year, month) = date.month();
        is_exact.then_some(year * self.parts() + (month - 1) * self.parts() / 12)
    }

    fn label(self, number: i64) -> String {
        let (year, part) = (number.div_euclid(self.parts()), number.rem_euclid(self.parts()) + 1);
        match self {
            Self::Month => format!("{year:04}-{part:02}"),
            Self::Quarter => format!("{year:04}-Q{part}"),
            Self::Year => format!("{year:04}"),
        }
    }
}

/// Counts over time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trends {
    /// Incidents counted.
    pub total: usize,
    /// Incidents of a laboratory in the same scope, which are not.
    pub laboratory: usize,
    /// Incidents whose date is less exact than a period: they are in no period.
    pub undated: usize,
    /// The names of the periods, without a gap.
    pub periods: Vec<String>,
    /// The day on which the second half begins.
    pub middle: Option<When>,
    /// The row of all incidents, under the key `all`.
    pub all: Option<TrendRow>,
    /// Families, the most frequent first.
    pub rows: Vec<TrendRow>,
}

/// One family over time.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendRow {
    /// Which.
    pub key: String,
    /// Its name for a reader, where the records have one.
    pub name: Option<Localized>,
    /// Incidents in each period.
    pub counts: Vec<usize>,
    /// Incidents in all.
    pub total: usize,
    /// Those of the first half.
    pub early: usize,
    /// Those of the second.
    pub late: usize,
    /// How many times as often it happened in the second half; none where it did not happen in the first.
    pub ratio: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end; none where there is none.
    pub high: Option<f64>,
    /// How probable counts that lie as far apart are where nothing changed, raised for the number of families.
    pub p: Option<f64>,
    /// What that tells.
    pub trend: Trend,
}

/// What counts over time tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// More often than before.
    Rising,
    /// Less often.
    Falling,
    /// Neither is shown.
    NoneShown,
    /// There are fewer than [`FEW`] incidents.
    TooFew,
}

/// Counts the families of a scope over time.
#[must_use]
pub fn trends(table: &Table, period: TrendPeriod, by: Grouping, scope: &Scope) -> Trends {
    let selection = scope.select(table);
    let mut found =
        Trends { total: selection.total(), laboratory: selection.laboratory, ..Trends::default() };
    let Some(window) = Window::of(selection.incidents(table).filter_map(Incident::date), period, scope)
    else {
        return found;
    };
    let keys = Keys::new(table, by, scope.pattern.as_ref());
    let mut all = Counted::new(&window);
    let mut groups: BTreeMap<Option<u32>, Counted> = BTreeMap::new();
    let mut buffer = Vec::new();
    for incident in selection.incidents(table) {
        let Some(date) = incident.date() else { continue };
        let placed = window.placed(date);
        found.undated += usize::from(placed.period.is_none());
        all.add(placed);
        keys.of(incident, &mut buffer);
        for key in &buffer {
            groups.entry(*key).or_insert_with(|| Counted::new(&window)).add(placed);
        }
    }
    found.periods = (window.first..=window.last).map(|number| period.label(number)).collect();
    found.middle = Some(When::day_of(window.middle));
    found.all = Some(all.row(ALL.to_owned()).judged());
    found.rows = groups.into_iter().map(|(key, counted)| counted.row(keys.name(key))).collect();
    found.rows.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.key.cmp(&b.key)));
    raise(&mut found.rows);
    found
}

/// The time that is looked at.
struct Window {
    period: TrendPeriod,
    first: i64,
    last: i64,
    middle: i64,
}

impl Window {
    fn of(dates: impl Iterator<Item = When>, period: TrendPeriod, scope: &Scope) -> Option<Self> {
        let mut window: Option<(i64, i64, i64, i64)> = None;
        for date in dates {
            let (earliest, latest) = (date.earliest(), date.latest());
            // A date that is less exact than a period still stretches the time as far as it surely reaches.
            let number = period.of(date).unwrap_or_else(|| date.month().0 * period.parts());
            window = Some(window.map_or((earliest, latest, number, number), |(from, to, first, last)| {
                (from.min(earliest), to.max(latest), first.min(number), last.max(number))
            }));
        }
        let (from, to, first, last) = window?;
        let from = scope.since.as_ref().map_or(from, Moment::earliest_unix_seconds);
        let to = scope.until.as_ref().map_or(to, |until| When::of(until).latest());
        Some(Self { period, first, last, middle: from + (to - from + 1) / 2 })
    }

    fn placed(&self, date: When) -> Placed {
        let number = self.period.of(date);
        Placed {
            period: number.and_then(|number| usize::try_from(number - self.first).ok()),
            is_early: date.latest() < self.middle,
            is_late: date.earliest() >= self.middle,
        }
    }
}

/// Where a date lies in the time that is looked at.
#[derive(Clone, Copy)]
struct Placed {
    period: Option<usize>,
    is_early: bool,
    is_late: bool,
}

struct Counted {
    counts: Vec<usize>,
    total: usize,
    early: usize,
    late: usize,
}

impl Counted {
    fn new(window: &Window) -> Self {
        let periods = usize::try_from(window.last - window.first + 1).unwrap_or_default();
        Self { counts: vec![0; periods], total: 0, early: 0, late: 0 }
    }

    fn add(&mut self, placed: Placed) {
        self.total += 1;
        self.early += usize::from(placed.is_early);
        self.late += usize::from(placed.is_late);
        if let Some(count) = placed.period.and_then(|period| self.counts.get_mut(period)) {
            *count += 1;
        }
    }

    fn row(self, key: String) -> TrendRow {
        let Self { counts, total, early, late } = self;
        let compared = rate_ratio(early, late);
        let finite = |value: f64| value.is_finite().then_some(value);
        let name = match key.as_str() {
            ALL => Some(Localized::both("全部", "all")),
            UNKNOWN => Some(Localized::both("未知", "unknown")),
            _ => None,
        };
        TrendRow {
            key,
            name,
            counts,
            total,
            early,
            late,
            ratio: compared.and_then(|it| finite(it.ratio)),
            low: compared.and_then(|it| finite(it.low)),
            high: compared.and_then(|it| finite(it.high)),
            p: compared.map(|it| it.p),
            trend: Trend::TooFew,
        }
    }
}

impl TrendRow {
    fn is_tested(&self) -> bool {
        self.early + self.late >= FEW
    }

    fn judged(self) -> Self {
        let is_shown = self.p.is_some_and(|p| p < LEVEL_OF_CHANCE);
        let trend = match (self.is_tested(), is_shown) {
            (false, _) => Trend::TooFew,
            (true, false) => Trend::NoneShown,
            (true, true) if self.late > self.early => Trend::Rising,
            (true, true) => Trend::Falling,
        };
        Self { trend, ..self }
    }
}

/// Families that have enough incidents are so many questions.
fn raise(rows: &mut Vec<TrendRow>) {
    let tested = rows.iter().filter(|row| row.is_tested()).filter_map(|row| row.p);
    let mut raised = holm(&tested.collect::<Vec<f64>>()).into_iter();
    for row in rows.iter_mut() {
        row.p = if row.is_tested() { raised.next() } else { None };
    }
    *rows = std::mem::take(rows).into_iter().map(TrendRow::judged).collect();
}
