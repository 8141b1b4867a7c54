//! Shares of a few made-up records, by each grouping and within scopes.

use expect_test::{Expect, expect};
use fupan_model::{Moment, Team};
use fupan_statistics::{FEW, Grouping, Level, Scope, ShareQuery, Table, shares};
use serde_json::json;

use crate::{causes, record, table_of};

fn table() -> Table {
    let lock = causes(&[("conc.lock.self", "root")]);
    let both = causes(&[("conc.lock.order", "root"), ("conc.lock.self", "latent"), ("mem.cache", "root")]);
    let records = [
        record(1, &json!({ "root_causes": lock, "services": ["etcd"], "severity": "P1", "project": "CNCF" })),
        record(
            2,
            &json!({ "root_causes": both, "date": "2020-01", "services": ["api", "Etcd"],
            "runtime": { "go_version": "1.9.2" }, "trigger": { "en": "A deploy", "zh": "一次发布" } }),
        ),
        record(
            3,
            &json!({ "root_causes": causes(&[("mem.cache", "root")]), "date": "2021",
            "runtime": { "go_version": "go1.22rc1" }, "trigger": { "en": "A deploy" } }),
        ),
        record(4, &json!({ "root_causes": lock, "date": "2021-12-31", "runtime": { "go_version": "tip" } })),
        record(5, &json!({ "root_causes": lock, "origin": "reproduced", "services": ["etcd"] })),
        record(6, &json!({ "root_causes": lock, "origin": "example" })),
        record(7, &json!({ "root_causes": lock, "status": "withdrawn" })),
    ];
    table_of(&records)
}

fn check_query(query: &ShareQuery, expected: &Expect) {
    let shares = shares(&table(), query);
    let rows = shares
        .rows
        .iter()
        .map(|row| format!("{} {} {:.3} [{:.3}, {:.3}]\n", row.key, row.count, row.share, row.low, row.high));
    let between = shares.between.map_or_else(String::new, |(a, b)| format!("{} to {}", a.text(), b.text()));
    let head = format!("{} and {} of a laboratory {between}\n", shares.total, shares.laboratory);
    expected.assert_eq(&(head + &rows.collect::<String>()));
    assert!(shares.rows.iter().all(|row| row.too_few == (row.count < FEW || shares.total < FEW)));
}

fn check(by: Grouping, under: Option<&str>, scope: Scope, expected: &Expect) {
    check_query(&ShareQuery { by, under: under.map(|id| id.parse().unwrap()), scope }, expected);
}

#[test]
fn by_pattern_at_each_level() {
    let all = Scope::default;
    check(
        Grouping::Pattern,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        conc.lock.self 2 0.500 [0.150, 0.850]
        mem.cache 2 0.500 [0.150, 0.850]
        conc.lock.order 1 0.250 [0.046, 0.699]
    "#]],
    );
    check(
        Grouping::PatternGroup,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        conc.lock 3 0.750 [0.301, 0.954]
        mem 2 0.500 [0.150, 0.850]
    "#]],
    );
    check(
        Grouping::PatternLevel(1),
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        conc 3 0.750 [0.301, 0.954]
        mem 2 0.500 [0.150, 0.850]
    "#]],
    );
    check(
        Grouping::Pattern,
        Some("conc"),
        all(),
        &expect![[r#"
        3 and 1 of a laboratory 2020-01 to 2021-12-31
        conc.lock.self 2 0.667 [0.208, 0.939]
        conc.lock.order 1 0.333 [0.061, 0.792]
    "#]],
    );
    let level = |level: &str| Some(level.parse::<Level>().unwrap());
    let under = "conc".parse().unwrap();
    assert_eq!(Grouping::Pattern.at(None, Some(&under)), Grouping::PatternLevel(2));
    assert_eq!(Grouping::Pattern.at(level("leaf"), Some(&under)), Grouping::Pattern);
    assert_eq!(Grouping::Pattern.at(level("1"), None), Grouping::PatternLevel(1));
    assert_eq!(Grouping::Service.at(level("1"), None), Grouping::Service);
    assert!(["0", "10", "", "Leaf"].iter().all(|text| text.parse::<Level>().is_err()));
}

#[test]
fn by_what_else_an_incident_has() {
    let all = Scope::default;
    check(
        Grouping::Service,
        None,
        all(),
        &expect![[r#"
            4 and 1 of a laboratory 2020-01 to 2021-12-31
            etcd 2 0.500 [0.150, 0.850]
            unknown 2 0.500 [0.150, 0.850]
            api 1 0.250 [0.046, 0.699]
        "#]],
    );
    check(
        Grouping::Project,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        unknown 3 0.750 [0.301, 0.954]
        CNCF 1 0.250 [0.046, 0.699]
    "#]],
    );
    check(
        Grouping::Trigger,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        trigger-0 2 0.500 [0.150, 0.850]
        unknown 2 0.500 [0.150, 0.850]
    "#]],
    );
    check(
        Grouping::GoVersion,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        1.9 1 0.250 [0.046, 0.699]
        1.22 1 0.250 [0.046, 0.699]
        unknown 2 0.500 [0.150, 0.850]
    "#]],
    );
    check(
        Grouping::Severity,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        P1 1 0.250 [0.046, 0.699]
        unrated 3 0.750 [0.301, 0.954]
    "#]],
    );
}

#[test]
fn by_time_as_far_as_it_is_known() {
    let all = Scope::default;
    check(
        Grouping::Month,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        2020-01 2 0.500 [0.150, 0.850]
        2021 1 0.250 [0.046, 0.699]
        2021-12 1 0.250 [0.046, 0.699]
    "#]],
    );
    check(
        Grouping::Quarter,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        2020-Q1 2 0.500 [0.150, 0.850]
        2021 1 0.250 [0.046, 0.699]
        2021-Q4 1 0.250 [0.046, 0.699]
    "#]],
    );
    check(
        Grouping::Year,
        None,
        all(),
        &expect![[r#"
        4 and 1 of a laboratory 2020-01 to 2021-12-31
        2020 2 0.500 [0.150, 0.850]
        2021 2 0.500 [0.150, 0.850]
    "#]],
    );
}

#[test]
fn within_a_scope() {
    let moment = |text: &str| Some(text.parse::<Moment>().unwrap());
    let check = |scope: Scope, expected: &Expect| check(Grouping::Pattern, None, scope, expected);
    check(
        Scope { services: vec!["ETCD".to_owned()], ..Scope::default() },
        &expect![[r#"
        2 and 1 of a laboratory 2020-01 to 2020-01-02
        conc.lock.order 1 0.500 [0.095, 0.905]
        conc.lock.self 1 0.500 [0.095, 0.905]
        mem.cache 1 0.500 [0.095, 0.905]
    "#]],
    );
    check(
        Scope { since: moment("2020-01-02"), until: moment("2020"), ..Scope::default() },
        &expect![[r#"
        1 and 1 of a laboratory 2020-01-02 to 2020-01-02
        conc.lock.self 1 1.000 [0.207, 1.000]
    "#]],
    );
    check(
        Scope { until: moment("2021"), since: moment("2021-02"), ..Scope::default() },
        &expect![[r#"
        1 and 0 of a laboratory 2021-12-31 to 2021-12-31
        conc.lock.self 1 1.000 [0.207, 1.000]
    "#]],
    );
    check(
        Scope { pattern: Some("mem".parse().unwrap()), ..Scope::default() },
        &expect![[r#"
        2 and 0 of a laboratory 2020-01 to 2021
        mem.cache 2 1.000 [0.342, 1.000]
        conc.lock.order 1 0.500 [0.095, 0.905]
    "#]],
    );
    let team = json!({ "id": "storage", "name": { "en": "Storage" }, "projects": ["cncf"] });
    let team: Team = serde_json::from_value(team).unwrap();
    check(
        Scope { team: Some(team), ..Scope::default() },
        &expect![[r#"
        1 and 0 of a laboratory 2020-01-02 to 2020-01-02
        conc.lock.self 1 1.000 [0.207, 1.000]
    "#]],
    );
    check(
        Scope { since: moment("2030"), ..Scope::default() },
        &expect![[r#"
        0 and 0 of a laboratory 
    "#]],
    );
}
