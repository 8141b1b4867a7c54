//! What came back, how long it took, and what becomes more frequent.

use expect_test::{Expect, expect};
use fupan_model::Postmortem;
use fupan_statistics::{Grouping, Scope, TrendPeriod, TrendRow, recurrence, times, trends};
use serde_json::{Value, json};

use crate::{causes, record, table_of};

fn lock(number: u32, more: &Value) -> Postmortem {
    let mut value = json!({ "root_causes": causes(&[("conc.lock", "root")]), "services": ["orders"] });
    let fields = more.as_object().cloned().unwrap_or_default();
    value.as_object_mut().unwrap().extend(fields);
    record(number, &value)
}

fn check_recurrence(records: &[Postmortem], expected: &Expect) {
    let found = recurrence(&table_of(records), &Scope::default(), 100);
    let mut text =
        format!("{} of {} fixes, {} undated\n", found.all.followed, found.all.fixes, found.undated);
    for pair in &found.pairs {
        text += &format!(
            "{} in {}: {} fixed {}, {} seen {}, {} days\n",
            pair.pattern,
            pair.place,
            pair.fixed,
            pair.fixed_on.text(),
            pair.again,
            pair.seen_on.text(),
            pair.days
        );
    }
    expected.assert_eq(&text);
}

#[test]
fn the_same_in_the_same_service_after_its_fix_came_back() {
    let fixed = |date: &str| json!({ "date": date, "date_kind": "fix" });
    let seen = |date: &str| json!({ "date": date, "date_kind": "report" });
    check_recurrence(
        &[
            lock(1, &fixed("2020-01-02")),
            lock(2, &fixed("2020-03-01")),
            lock(3, &seen("2020-03-05")),
            lock(4, &seen("2020-01-02")),
            lock(5, &json!({ "date": "2020-06-01", "services": ["cart"] })),
            record(
                6,
                &json!({ "date": "2020-06-01", "services": ["orders"], "root_causes": causes(&[("mem", "root")]) }),
            ),
        ],
        &expect![[r#"
            2 of 2 fixes, 4 undated
            conc.lock in orders: RPL-2020-0002 fixed 2020-03-01, RPL-2020-0003 seen 2020-03-05, 4 days
        "#]],
    );
}

#[test]
fn dates_that_leave_it_open_claim_nothing() {
    check_recurrence(
        &[
            lock(1, &json!({ "date": "2020", "date_kind": "fix" })),
            lock(2, &json!({ "date": "2020-11-30", "date_kind": "incident" })),
            lock(3, &json!({ "date": "2020-12-31", "date_kind": "fix", "services": ["cart"] })),
            lock(4, &json!({ "date": "2020", "date_kind": "report", "services": ["cart"] })),
            // Two fixes say nothing of when the second failure was seen.
            lock(5, &json!({ "date": "2020-01-01", "date_kind": "fix", "services": ["mail"] })),
            lock(6, &json!({ "date": "2021-01-01", "date_kind": "fix", "services": ["mail"] })),
        ],
        &expect![[r#"
            0 of 4 fixes, 2 undated
        "#]],
    );
}

#[test]
fn an_incident_with_its_own_fix_does_not_follow_itself_and_a_project_stands_in_for_a_service() {
    let whole = |start: &str, end: &str| json!({ "services": [], "project": "etcd", "started_at": start, "resolved_at": end });
    check_recurrence(
        &[
            lock(1, &whole("2020-01-01T10:00:00Z", "2020-01-01T12:00:00Z")),
            lock(2, &whole("2020-01-01T11:00:00Z", "2020-01-01T11:30:00Z")),
            lock(3, &whole("2020-02-01T10:00:00Z", "2020-02-01T11:00:00Z")),
        ],
        &expect![[r#"
            2 of 3 fixes, 0 undated
            conc.lock in etcd: RPL-2020-0001 fixed 2020-01-01, RPL-2020-0003 seen 2020-02-01, 31 days
        "#]],
    );
}

#[test]
fn times_are_told_with_how_many_are_known() {
    let mut records: Vec<Postmortem> = (1..=20)
        .map(|minute: u32| {
            let detected = format!("2020-01-01T10:{minute:02}:00Z");
            lock(
                minute,
                &json!({ "started_at": "2020-01-01T10:00:00Z", "detected_at": detected, "severity": "P1" }),
            )
        })
        .collect();
    records.push(lock(21, &json!({ "started_at": "2020-01-01", "detected_at": "2020-01-01" })));
    records.push(lock(22, &json!({ "started_at": "2020-01-01", "resolved_at": "2020-12-31" })));
    let found = times(&table_of(&records), Some(Grouping::Severity), &Scope::default());
    let mut text = String::new();
    for row in &found.rows {
        for lag in row.lags {
            text += &format!(
                "{} {}/{} {} inexact, {:?} {:?} {:?} few {}\n",
                row.key,
                lag.known,
                row.total,
                lag.inexact,
                lag.quartiles,
                lag.median_interval,
                lag.p90,
                lag.too_few
            );
        }
    }
    expect![[r#"
        all 20/22 1 inexact, Some([345.0, 630.0, 915.0]) Some((360.0, 900.0)) Some(1086.0) few false
        all 0/22 0 inexact, None None None few true
        all 0/22 0 inexact, None None None few true
        all 1/22 0 inexact, Some([31536000.0, 31536000.0, 31536000.0]) None None few true
        P1 20/20 0 inexact, Some([345.0, 630.0, 915.0]) Some((360.0, 900.0)) Some(1086.0) few false
        P1 0/20 0 inexact, None None None few true
        P1 0/20 0 inexact, None None None few true
        P1 0/20 0 inexact, None None None few true
        unrated 0/2 1 inexact, None None None few true
        unrated 0/2 0 inexact, None None None few true
        unrated 0/2 0 inexact, None None None few true
        unrated 1/2 0 inexact, Some([31536000.0, 31536000.0, 31536000.0]) None None few true
    "#]]
    .assert_eq(&text);
}

fn trend_line(row: &TrendRow) -> String {
    let TrendRow { key, counts, early, late, ratio, low, high, p, trend, .. } = row;
    let short = |value: &Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    format!(
        "{key} {counts:?} {early} to {late}: {} [{}, {}] p {} {trend:?}\n",
        short(ratio),
        short(low),
        short(high),
        short(p)
    )
}

#[test]
fn trends_are_told_where_chance_does_not_explain_them() {
    let mut records = Vec::new();
    let mut add = |pattern: &str, date: String| {
        let number = u32::try_from(records.len()).unwrap() + 1;
        records.push(record(number, &json!({ "date": date, "root_causes": causes(&[(pattern, "root")]) })));
    };
    for year in 2010..2020 {
        let rising = if year < 2015 { 1 } else { 4 };
        (0..rising).for_each(|_| add("conc.lock.self", format!("{year}-06-15")));
        (0..5 - rising).for_each(|_| add("mem.cache", format!("{year}-06-15")));
        add("net.retry", format!("{year}-06-15"));
    }
    add("time.rare", "2010".to_owned());
    add("time.rare", "2019-12-31".to_owned());
    let found = trends(&table_of(&records), TrendPeriod::Year, Grouping::PatternLevel(1), &Scope::default());
    let middle = found.middle.map(fupan_statistics::When::text);
    let mut text = format!("{:?} {middle:?} {} undated\n", found.periods, found.undated);
    text.extend(found.all.iter().chain(&found.rows).map(trend_line));
    expect![[r#"
        ["2010", "2011", "2012", "2013", "2014", "2015", "2016", "2017", "2018", "2019"] Some("2015-01-01") 0 undated
        all [7, 6, 6, 6, 6, 6, 6, 6, 6, 7] 31 to 31: 1.000 [0.605, 1.653] p 1.000 NoneShown
        conc [1, 1, 1, 1, 1, 4, 4, 4, 4, 4] 5 to 20: 4.000 [1.570, 11.955] p 0.007 Rising
        mem [4, 4, 4, 4, 4, 1, 1, 1, 1, 1] 20 to 5: 0.250 [0.084, 0.637] p 0.007 Falling
        net [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] 5 to 5: 1.000 [0.269, 3.717] p 1.000 NoneShown
        time [1, 0, 0, 0, 0, 0, 0, 0, 0, 1] 1 to 1: 1.000 [0.026, 39.000] p - TooFew
    "#]].assert_eq(&text);
    let by_month =
        trends(&table_of(&records), TrendPeriod::Month, Grouping::PatternLevel(1), &Scope::default());
    assert_eq!((by_month.periods.len(), by_month.undated), (120, 1));
    assert_eq!(by_month.periods.first().map(String::as_str), Some("2010-01"));
    let none = trends(&table_of(&[]), TrendPeriod::Quarter, Grouping::Pattern, &Scope::default());
    assert!(none.periods.is_empty() && none.rows.is_empty());
}
