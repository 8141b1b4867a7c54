//! Shares as horizontal bars, each with its interval.

use fupan_locale::percent;

use super::canvas::{Anchor, Canvas, Ink, Label, MARGIN, SMALL, TEXT, WIDTH};
use super::labels::{LEFT, RowLabel};
use super::scale::Scale;

/// Room for the figures behind the bars.
const FIGURES: f64 = 104.0;
/// The height of a bar.
const BAR: f64 = 14.0;
/// Half the height of an interval's ends.
const CAP: f64 = 4.0;

/// Shares of a whole, the largest first or in an order of their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BarChart {
    /// What it shows.
    pub title: String,
    /// Of what: the scope, the number of incidents, the time.
    pub subtitle: String,
    /// The rows from top to bottom.
    pub bars: Vec<Bar>,
    /// How it is to be read.
    pub notes: Vec<String>,
}

/// One share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// What has it.
    pub label: String,
    /// Its id, or what else belongs below the label in small print.
    pub detail: String,
    /// The share, 0 to 1.
    pub share: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The figures as they are written behind the bar: `12.3% · 23`.
    pub figures: String,
    /// There is too little to tell: the bar is pale.
    pub is_faint: bool,
}

impl BarChart {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut canvas = Canvas::new();
        let top = canvas.head(&self.title, &self.subtitle);
        let rows: Vec<Row<'_>> = self.bars.iter().map(Row::of).collect();
        let bottom = top + rows.iter().map(Row::height).sum::<f64>();
        let scale =
            Scale::to(self.bars.iter().map(|bar| bar.high.max(bar.share)).fold(0.0, f64::max).min(1.0));
        let place = |share: f64| LEFT + scale.place(share) * (WIDTH - MARGIN - FIGURES - LEFT);
        for tick in &scale.ticks {
            let x = place(*tick);
            canvas.line(Ink::Grid, 1.0, (x, top), (x, bottom + 4.0));
            let text = &short_percent(*tick);
            let y = bottom + 18.0;
            canvas.text(&Label { x, y, size: SMALL, ink: Ink::Weak, anchor: Anchor::Middle, text });
        }
        let mut y = top;
        for row in &rows {
            row.draw(y, &place, &mut canvas);
            y += row.height();
        }
        let height = canvas.foot(bottom + 26.0, &self.notes);
        canvas.finish(height, &self.title, &self.told())
    }

    /// The chart in words.
    fn told(&self) -> String {
        let rows = self.bars.iter().map(|bar| {
            format!("{}: {} ({}–{})", bar.label, bar.figures, percent(bar.low), percent(bar.high))
        });
        rows.collect::<Vec<_>>().join("; ")
    }
}

/// A bar with its label.
struct Row<'a> {
    bar: &'a Bar,
    label: RowLabel,
}

impl<'a> Row<'a> {
    fn of(bar: &'a Bar) -> Self {
        Self { bar, label: RowLabel::of(&bar.label, &bar.detail) }
    }

    fn height(&self) -> f64 {
        self.label.height()
    }

    fn draw(&self, top: f64, place: &dyn Fn(f64) -> f64, canvas: &mut Canvas) {
        let middle = top + self.height() / 2.0;
        self.label.draw(top, self.height(), canvas);
        let bar = self.bar;
        let (from, to) = (place(0.0), place(bar.share));
        let ink = if bar.is_faint { Ink::Faint } else { Ink::Measure };
        canvas.rectangle(ink, (from, middle - BAR / 2.0), (to - from, BAR));
        let (low, high) = (place(bar.low), place(bar.high));
        canvas.line(Ink::Strong, 1.2, (low, middle), (high, middle));
        for x in [low, high] {
            canvas.line(Ink::Strong, 1.2, (x, middle - CAP), (x, middle + CAP));
        }
        let ink = if bar.is_faint { Ink::Weak } else { Ink::Strong };
        let (x, y, text) = (WIDTH - MARGIN, middle + TEXT * 0.36, &bar.figures);
        canvas.text(&Label { x, y, size: TEXT, ink, anchor: Anchor::End, text });
    }
}

/// Whole per cent where they are whole.
fn short_percent(share: f64) -> String {
    percent(share).replace(".0%", "%")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn bar(label: &str, share: f64, low: f64, high: f64) -> Bar {
        let figures = percent(share);
        Bar { label: label.to_owned(), share, low, high, figures, ..Bar::default() }
    }

    /// Compares what is drawn, without the style.
    fn check(chart: &BarChart, expected: &Expect) {
        let svg = chart.svg();
        let style = svg.lines().find(|line| line.starts_with("<style>")).unwrap();
        expected.assert_eq(&svg.replace(style, "<style/>"));
        assert_eq!(svg, chart.svg());
    }

    #[test]
    fn a_bar_has_its_interval_its_label_and_its_figures() {
        let told =
            Bar { detail: "conc.leak".to_owned(), is_faint: true, ..bar("泄漏 <chan>", 0.1, 0.05, 0.2) };
        let chart = BarChart {
            title: "Root causes".to_owned(),
            subtitle: "187 incidents".to_owned(),
            bars: vec![bar("deadlock", 0.25, 0.15, 0.375), told],
            notes: vec!["Lines are 95 % intervals.".to_owned()],
        };
        check(
            &chart,
            &expect![[r##"
            <svg xmlns="http://www.w3.org/2000/svg" class="fupan-chart" role="img" width="760" height="200.6" viewBox="0 0 760 200.6" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif">
            <title>Root causes</title>
            <desc>deadlock: 25.0% (15.0%–37.5%); 泄漏 &lt;chan&gt;: 10.0% (5.0%–20.0%)</desc>
            <style/>
            <rect class="ground" fill="#ffffff" width="760" height="200.6" rx="8"/>
            <text class="strong" fill="#1f2328" x="24" y="42.1" font-size="17" font-weight="600">Root causes</text>
            <text class="weak" fill="#59636e" x="24" y="59" font-size="13">187 incidents</text>
            <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="300" y1="73" x2="300" y2="143.9"/>
            <text class="weak" fill="#59636e" x="300" y="157.9" font-size="11.5" text-anchor="middle">0%</text>
            <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="383" y1="73" x2="383" y2="143.9"/>
            <text class="weak" fill="#59636e" x="383" y="157.9" font-size="11.5" text-anchor="middle">10%</text>
            <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="466" y1="73" x2="466" y2="143.9"/>
            <text class="weak" fill="#59636e" x="466" y="157.9" font-size="11.5" text-anchor="middle">20%</text>
            <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="549" y1="73" x2="549" y2="143.9"/>
            <text class="weak" fill="#59636e" x="549" y="157.9" font-size="11.5" text-anchor="middle">30%</text>
            <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="632" y1="73" x2="632" y2="143.9"/>
            <text class="weak" fill="#59636e" x="632" y="157.9" font-size="11.5" text-anchor="middle">40%</text>
            <text class="strong" fill="#1f2328" x="24" y="90.3" font-size="13">deadlock</text>
            <rect class="measure" fill="#2f6fb3" x="300" y="79.1" width="207.5" height="14" rx="2"/>
            <line class="strong" stroke="#1f2328" stroke-width="1.2" x1="424.5" y1="86.1" x2="611.2" y2="86.1"/>
            <line class="strong" stroke="#1f2328" stroke-width="1.2" x1="424.5" y1="82.1" x2="424.5" y2="90.1"/>
            <line class="strong" stroke="#1f2328" stroke-width="1.2" x1="611.2" y1="82.1" x2="611.2" y2="90.1"/>
            <text class="strong" fill="#1f2328" x="736" y="90.8" font-size="13" text-anchor="end">25.0%</text>
            <text class="strong" fill="#1f2328" x="24" y="116.6" font-size="13">泄漏 &lt;chan&gt;</text>
            <text class="weak" fill="#59636e" x="24" y="131.4" font-size="11.5">conc.leak</text>
            <rect class="faint" fill="#b9c9db" x="300" y="112.6" width="83" height="14" rx="2"/>
            <line class="strong" stroke="#1f2328" stroke-width="1.2" x1="341.5" y1="119.6" x2="466" y2="119.6"/>
            <line class="strong" stroke="#1f2328" stroke-width="1.2" x1="341.5" y1="115.6" x2="341.5" y2="123.6"/>
            <line class="strong" stroke="#1f2328" stroke-width="1.2" x1="466" y1="115.6" x2="466" y2="123.6"/>
            <text class="weak" fill="#59636e" x="736" y="124.2" font-size="13" text-anchor="end">10.0%</text>
            <text class="weak" fill="#59636e" x="24" y="182.6" font-size="11.5">Lines are 95 % intervals.</text>
            </svg>
        "##]],
        );
    }

    #[test]
    fn nothing_and_nonsense_are_drawn_inside_the_picture() {
        check(
            &BarChart::default(),
            &expect![[r##"
                <svg xmlns="http://www.w3.org/2000/svg" class="fupan-chart" role="img" width="760" height="78" viewBox="0 0 760 78" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif">
                <title></title>
                <desc></desc>
                <style/>
                <rect class="ground" fill="#ffffff" width="760" height="78" rx="8"/>
                <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="300" y1="34" x2="300" y2="38"/>
                <text class="weak" fill="#59636e" x="300" y="52" font-size="11.5" text-anchor="middle">0%</text>
                <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="366.4" y1="34" x2="366.4" y2="38"/>
                <text class="weak" fill="#59636e" x="366.4" y="52" font-size="11.5" text-anchor="middle">20%</text>
                <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="432.8" y1="34" x2="432.8" y2="38"/>
                <text class="weak" fill="#59636e" x="432.8" y="52" font-size="11.5" text-anchor="middle">40%</text>
                <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="499.2" y1="34" x2="499.2" y2="38"/>
                <text class="weak" fill="#59636e" x="499.2" y="52" font-size="11.5" text-anchor="middle">60%</text>
                <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="565.6" y1="34" x2="565.6" y2="38"/>
                <text class="weak" fill="#59636e" x="565.6" y="52" font-size="11.5" text-anchor="middle">80%</text>
                <line class="grid" stroke="#e3e7ec" stroke-width="1" x1="632" y1="34" x2="632" y2="38"/>
                <text class="weak" fill="#59636e" x="632" y="52" font-size="11.5" text-anchor="middle">100%</text>
                </svg>
            "##]],
        );
        let nonsense = bar("", f64::NAN, f64::NEG_INFINITY, 7.0);
        let svg = BarChart { bars: vec![nonsense], ..BarChart::default() }.svg();
        assert!(!svg.contains("NaN\"") && !svg.contains("inf\""), "{svg}");
    }
}
