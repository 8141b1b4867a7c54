//! Statistics as pictures, in the words of the tables.

use fupan_engine::FEW;
use fupan_locale::{Language, StatisticsLabel as Label, percent};
use fupan_report::{Bar, BarChart, Range, RangeChart, TrendChart, TrendPanel};

use super::{
    LagBody, RecurrenceBody, RecurrenceRowBody, ShareBody, SharesBody, TimesBody, TrendBody,
    TrendVerdictBody, TrendsBody,
};

impl SharesBody {
    /// A chart of the first `limit` rows.
    #[must_use]
    pub fn svg(&self, limit: usize, language: Language) -> String {
        let drawn = self.rows.get(..limit).unwrap_or(&self.rows);
        let mut notes = vec![Label::WilsonLines];
        if drawn.iter().any(|row| row.too_few) {
            notes.push(Label::PaleRows { few: FEW });
        }
        if self.laboratory > 0 {
            notes.push(Label::Laboratory { count: self.laboratory });
        }
        if drawn.len() < self.rows.len() {
            notes.push(Label::RowsLeftOut { count: self.rows.len() - drawn.len() });
        }
        let notes: Vec<String> = notes.iter().map(|note| note.render(language)).collect();
        let between = match language {
            Language::Zh => "",
            Language::En => " ",
        };
        let chart = BarChart {
            title: self.title(language),
            subtitle: self.counted(language),
            bars: drawn.iter().map(bar).collect(),
            notes: vec![notes.join(between)],
        };
        chart.svg()
    }

    /// What is counted, as a heading.
    #[must_use]
    pub fn title(&self, language: Language) -> String {
        if let Some(family) = self.under.clone().filter(|_| matches!(self.by.as_str(), "pattern" | "family"))
        {
            return Label::Under { family }.render(language);
        }
        let label = match self.by.as_str() {
            "pattern" => Label::ByPattern,
            "family" => Label::ByFamily,
            "trigger" => Label::ByTrigger,
            "service" => Label::ByService,
            "project" => Label::ByProject,
            "month" => Label::ByMonth,
            "quarter" => Label::ByQuarter,
            "year" => Label::ByYear,
            "go-version" => Label::ByGoVersion,
            _ => Label::BySeverity,
        };
        label.render(language)
    }

    /// How many incidents were counted, and from when to when they are.
    #[must_use]
    pub fn counted(&self, language: Language) -> String {
        let counted = counted(self.total, self.first.as_ref().zip(self.last.as_ref()), language);
        let several = match self.by.as_str() {
            "pattern" | "family" => Label::SeveralCauses,
            "service" => Label::SeveralServices,
            _ => return counted,
        };
        let semicolon = match language {
            Language::Zh => "；",
            Language::En => "; ",
        };
        format!("{counted}{semicolon}{}", several.render(language))
    }
}

pub(super) fn counted(total: usize, between: Option<(&String, &String)>, language: Language) -> String {
    let label = match between {
        Some((first, last)) => Label::CountedBetween { total, first: first.clone(), last: last.clone() },
        None => Label::Counted { total },
    };
    label.render(language)
}

fn bar(row: &ShareBody) -> Bar {
    Bar {
        label: row.name.clone(),
        detail: row.key.clone(),
        share: row.share,
        low: row.low,
        high: row.high,
        figures: format!("{} · {}", percent(row.share), row.count),
        is_faint: row.too_few,
    }
}

impl RecurrenceBody {
    /// A chart of the first `limit` patterns.
    #[must_use]
    pub fn svg(&self, limit: usize, language: Language) -> String {
        let rows = self.rows.get(..limit).unwrap_or(&self.rows);
        let notes = [
            Label::WilsonLines,
            Label::PaleRows { few: FEW },
            Label::RecurrenceBlind { undated: self.undated, total: self.total },
        ];
        let chart = BarChart {
            title: Label::Recurrence.render(language),
            subtitle: self.rate(language),
            bars: rows.iter().map(recurrence_bar).collect(),
            notes: notes.iter().map(|note| note.render(language)).collect(),
        };
        chart.svg()
    }

    /// How many fixes were followed, as a sentence.
    #[must_use]
    pub fn rate(&self, language: Language) -> String {
        let all = &self.all;
        let [share, low, high] = [all.share, all.low, all.high].map(percent);
        let (fixes, followed) = (all.fixes, all.followed);
        Label::FollowedFixes { fixes, followed, share, low, high }.render(language)
    }
}

fn recurrence_bar(row: &RecurrenceRowBody) -> Bar {
    let returns = &row.returns;
    Bar {
        label: row.name.clone(),
        detail: row.key.clone(),
        share: returns.share,
        low: returns.low,
        high: returns.high,
        figures: format!("{:.0}% · {}/{}", returns.share * 100.0, returns.followed, returns.fixes),
        is_faint: returns.too_few,
    }
}

/// The parts of an incident in their order.
pub(super) const LAGS: [Label; 4] = [Label::Detect, Label::Acknowledge, Label::Mitigate, Label::Resolve];

impl TimesBody {
    /// A chart of each part of all incidents, or of the first `limit` groups.
    #[must_use]
    pub fn svg(&self, limit: usize, language: Language) -> String {
        let notes = [Label::BoxesAreQuartiles, Label::PaleBoxes { few: FEW }];
        let chart = RangeChart {
            title: Label::Times.render(language),
            subtitle: counted(self.total, None, language),
            ticks: TICKS.map(|seconds| (seconds, duration(seconds, language))).to_vec(),
            ranges: self.ranges(limit, language),
            notes: notes.iter().map(|note| note.render(language)).collect(),
        };
        chart.svg()
    }

    fn ranges(&self, limit: usize, language: Language) -> Vec<Range> {
        let mut ranges = Vec::new();
        for (place, row) in self.rows.iter().take(limit.saturating_add(1)).enumerate() {
            for (lag, label) in row.lags().iter().zip(&LAGS) {
                if place > 0 && lag.known == 0 {
                    continue;
                }
                let label = label.render(language);
                let label = if place == 0 { label } else { format!("{} · {label}", row.name) };
                ranges.push(range(label, lag, row.total, language));
            }
        }
        ranges
    }
}

fn range(label: String, lag: &LagBody, total: usize, language: Language) -> Range {
    let quartiles = lag.q1.zip(lag.median).zip(lag.q3).map(|((low, middle), high)| [low, middle, high]);
    let figures =
        lag.median.map_or_else(|| Label::NothingKnown.render(language), |it| duration(it, language));
    let detail = known_of(lag, total, language);
    Range { label, detail, quartiles, p90: lag.p90, figures, is_faint: lag.too_few }
}

/// How many times are known.
#[must_use]
pub(super) fn known_of(lag: &LagBody, total: usize, language: Language) -> String {
    let (known, inexact) = (lag.known, lag.inexact);
    let label = match inexact {
        0 => Label::KnownOf { known, total },
        _ => Label::KnownOfInexact { known, total, inexact },
    };
    label.render(language)
}

/// Seconds that a scale of times names.
const TICKS: [f64; 12] = [
    1.0,
    10.0,
    60.0,
    600.0,
    3600.0,
    21_600.0,
    86_400.0,
    604_800.0,
    2_592_000.0,
    15_552_000.0,
    63_072_000.0,
    315_360_000.0,
];

/// A length of time in its largest unit, with two digits where one says little.
#[must_use]
pub fn duration(seconds: f64, language: Language) -> String {
    let (unit, label): (f64, fn(String) -> Label) = match seconds {
        it if it < 60.0 => (1.0, |count| Label::Seconds { count }),
        it if it < 3600.0 => (60.0, |count| Label::Minutes { count }),
        it if it < 86_400.0 => (3600.0, |count| Label::Hours { count }),
        _ => (86_400.0, |count| Label::Days { count }),
    };
    let count = seconds / unit;
    let count = if count < 10.0 { format!("{count:.1}") } else { format!("{count:.0}") };
    let count = count.strip_suffix(".0").unwrap_or(&count).to_owned();
    label(count).render(language)
}

impl TrendsBody {
    /// A chart of all incidents and the first `limit` families.
    #[must_use]
    pub fn svg(&self, limit: usize, language: Language) -> String {
        let rows = self.all.iter().chain(self.rows.iter().take(limit));
        let mut notes = Vec::new();
        notes.extend(self.middle.clone().map(|middle| Label::TrendTest { middle }.render(language)));
        if self.undated > 0 {
            notes.push(Label::UndatedInPeriods { count: self.undated }.render(language));
        }
        let chart = TrendChart {
            title: Label::Trends.render(language),
            subtitle: counted(self.total, self.periods.first().zip(self.periods.last()), language),
            periods: self.periods.clone(),
            middle: None,
            panels: rows.map(|row| panel(row, language)).collect(),
            notes,
        };
        chart.svg()
    }
}

fn panel(row: &TrendBody, language: Language) -> TrendPanel {
    TrendPanel {
        label: row.name.clone(),
        detail: row.key.clone(),
        counts: row.counts.clone(),
        verdict: row.trend.word(language),
        figures: Label::FromTo { early: row.early, late: row.late }.render(language),
        is_faint: row.trend == TrendVerdictBody::TooFew,
    }
}

impl TrendVerdictBody {
    /// For a reader.
    #[must_use]
    pub fn word(self, language: Language) -> String {
        let label = match self {
            Self::Rising => Label::Rising,
            Self::Falling => Label::Falling,
            Self::NoneShown => Label::NoTrend,
            Self::TooFew => Label::TooFew,
        };
        label.render(language)
    }
}
