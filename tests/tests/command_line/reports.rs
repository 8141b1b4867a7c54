//! The report of guidelines in each of its forms.

use expect_test::expect;
use fupan_tests::{Place, assert_keys, assert_valid};
use serde_json::json;

const TEAMS: &str = "- id: shop\n  name: { zh: 商城组, en: Shop }\n  services: [ledger, inventory]\n";

fn place() -> Place {
    let place = Place::small();
    place.write("teams.yaml", TEAMS);
    place.index();
    place
}

/// The arguments of a report of a fixed day.
fn report<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["report", "guidelines", "--as-of", "2026-01-01"], more].concat()
}

#[test]
fn markdown_says_what_to_do_and_why() {
    let text = place().run(&report(&["--lang", "en", "--limit", "1", "--team", "shop"])).with_code(0).stdout;
    expect![[r#"
        # Coding guidelines from 2 incidents

        Scope: the services of Shop, as of 2026-01-01

        ## What to do this quarter {#summary}

        1. 2 incidents count here, from 2021-03-04 to 2021-03-04; the rules below (1) answer the root causes of 2 of them (100.0%, 95% interval 34.2%–100.0%).
        2. There are only 2 incidents, fewer than 10: too few to tell which cause is the more frequent one. Read the incidents and make nothing of the order.
        3. Put on the review list what no tool finds: “Self lock”.

        ## Which causes keep costing us {#causes}

        | Family | Incidents | Share | 95% interval |
        |---|--:|--:|--:|
        | Deadlock `conc.deadlock` | 2 | 100.0% | 34.2%–100.0% |

        ## The rules, the most urgent first {#rules}

        | | Rule | Incidents | What enforces it |
        |--:|---|--:|---|
        | 1 | [Avoid conc.deadlock.self-lock.](#conc.deadlock.self-lock) | 2 | review alone |

        ### 1. Avoid conc.deadlock.self-lock. {#conc.deadlock.self-lock}

        **Root cause**: Self lock (`conc.deadlock.self-lock`). The root cause of 2 of 2 incidents (100.0%, 95% interval 34.2%–100.0%); too few to tell its share.

        No tool is known to find it; a reader of the code does.

        **Why**: How Self lock comes about.

        #### The incidents behind it

        - **RPL-2021-0001** 2021-03-04 Ledger locked its own mutex twice (root cause, [source](https://example.com/RPL-2021-0001))
        - **RPL-2021-0002** 2021-03-04 Inventory waited for its own lock (root cause, [source](https://example.com/RPL-2021-0002))

        **When it happens, check first**: Look for conc.deadlock.self-lock first

        ## Appendix: method and limits {#appendix}

        ### How the rules are ranked

        - Score = frequency × severity × recency × preventability. Of equal scores the more frequent one comes first, then by id.
        - Frequency: 1 for each incident of which it was the root cause, 0.5 for each in which it had another part. Shares count the former alone, with 95% Wilson intervals.
        - Severity: the mean weight of the incidents, P0 8, P1 4, P2 2, P3 1, P4 0.5, notice 0.25; an unrated one weighs as the mean of the rated ones of the scope, or 1 where none is rated.
        - Recency: halved every three years before 2026-01-01; the mean of the incidents.
        - Preventability: 1 where the compiler or a default check stops it, 0.8 where a linter must be switched on, 0.5 where only tests and run-time tools show it, 0.25 where only a reader does.

        ### Limits

        - None of the 2 incidents is rated, so severity does not change the order.
        - The corpus holds incidents that somebody wrote down and is no sample of all failures: shares are shares of the corpus, not odds of failing.
        - A linter is named only where it finds our wrong code and not the right one; it may miss the same defect in other code.

        ### Every root cause with its factors

        | | Root cause | Incidents | Frequency | Severity | Recency | Preventability | Score | What enforces it |
        |--:|---|--:|--:|--:|--:|--:|--:|---|
        | 1 | Self lock | 2 | 2.0 | 1.0 | 0.33 | 0.25 | 0.16 | review alone |
    "#]]
    .assert_eq(&text);
}

#[test]
fn json_has_the_figures_of_its_sentences() {
    let place = place();
    for language in ["zh", "en"] {
        let body = place.run(&report(&["--json", "--lang", language])).with_code(0).json();
        assert_valid("guidelines", &body);
        assert_keys(
            &body,
            &["title", "summary", "total", "families", "rules", "further", "method", "limits"],
        );
        assert_eq!((&body["total"], &body["rated"], &body["too_few"]), (&json!(4), &json!(0), &json!(true)));
        let ids: Vec<&str> =
            body["rules"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["mem.retention", "conc.deadlock.self-lock"]);
        let first = &body["rules"][0];
        assert_eq!(
            (&first["count"], &first["share"], &first["too_few"]),
            (&json!(2), &json!(0.5), &json!(true))
        );
        let factors = &first["factors"];
        let product =
            ["frequency", "severity", "recency", "preventability"].map(|it| factors[it].as_f64().unwrap());
        let product: f64 = product.iter().product();
        assert!((product - factors["score"].as_f64().unwrap()).abs() < 1e-3, "{factors}");
    }
}

#[test]
fn a_scope_counts_its_incidents_alone() {
    let place = place();
    let total = |more: &[&str]| place.json(&report(more))["total"].clone();
    assert_eq!(total(&["--team", "shop"]), 2);
    assert_eq!(total(&["--service", "relay", "--service", "catalogue"]), 2);
    assert_eq!(total(&["--since", "2022-01-01"]), 2);
    assert_eq!(total(&["--team", "shop", "--since", "2022"]), 0);
    let nothing = place.run(&report(&["--since", "2024", "--lang", "en"])).with_code(0).stdout;
    assert!(nothing.contains("there is no rule"), "{nothing}");
    let unknown = place.run(&report(&["--team", "shp", "--lang", "en"])).with_code(1).stderr;
    assert!(unknown.contains("no team shp") && unknown.contains("shop"), "{unknown}");
}

#[test]
fn a_page_has_a_picture_and_stands_alone() {
    let place = place();
    for (language, part) in [("zh", "lang=\"zh-CN\""), ("en", "lang=\"en\"")] {
        let page = place.run(&report(&["--format", "html", "--lang", language])).with_code(0).stdout;
        for part in [part, "<svg", "<h3 id=\"mem.retention\">"] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("<script") && !page.contains("picture:"));
    }
}

#[test]
fn a_configuration_of_nothing_enables_nothing() {
    expect![[r#"
        # Made by fupan report guidelines from 4 incidents, as of 2026-01-01.
        # Only what incidents give a reason for: merge it into your configuration, or run it beside: golangci-lint run --config FILE
        # no root cause of these incidents is one that a linter finds
        version: "2"

        linters:
          default: none

        issues:
          max-issues-per-linter: 0
          max-same-issues: 0
    "#]]
    .assert_eq(&place().run(&report(&["--format", "golangci", "--lang", "en"])).with_code(0).stdout);
}

#[test]
fn templates_are_written_out_changed_and_taken() {
    let place = place();
    let folder = place.path().join("templates");
    let folder = folder.to_str().unwrap();
    let listed = place.run(&["report", "templates"]).with_code(0).stdout;
    assert!(listed.lines().any(|name| name == "guidelines.md"), "{listed}");
    let written = place.run(&["report", "templates", "--write", folder]).with_code(0).stdout;
    assert!(written.contains("guidelines.md"), "{written}");
    let own = report(&["--templates", folder]);
    assert_eq!(place.run(&own).with_code(0).stdout, place.run(&report(&[])).with_code(0).stdout);
    let again = place.run(&["report", "templates", "--write", folder, "--lang", "en"]).with_code(1).stderr;
    assert!(again.contains("was left alone"), "{again}");
    let file = place.path().join("templates/guidelines.md");
    std::fs::write(&file, "# {{ report.total }} {{ label.Rules }}\n").unwrap();
    assert_eq!(place.run(&own).with_code(0).stdout, "# 4 The rules, the most urgent first\n");
    std::fs::write(&file, "# A\n\n{{ report.totl }}\n").unwrap();
    let mistaken = place.run(&own).with_code(3).stderr;
    assert!(mistaken.contains("guidelines.md, line 3"), "{mistaken}");
}

#[test]
fn a_report_goes_into_a_file() {
    let place = place();
    let file = place.path().join("report.md");
    let told = place.run(&report(&["--output", file.to_str().unwrap()])).with_code(0);
    assert_eq!(told.stdout, "");
    assert_eq!(std::fs::read_to_string(file).unwrap(), place.run(&report(&[])).stdout);
}

/// A report as PDF; empty where the machine has no fonts for it, which CI does not accept.
fn pdf(place: &Place, arguments: &[&str]) -> Vec<u8> {
    let file = place.path().join("report.pdf");
    let answer = place.run(&[arguments, &["--format", "pdf", "--output", file.to_str().unwrap()]].concat());
    if answer.stderr.contains("--font") {
        fupan_tests::go::skipped(&answer.stderr);
        return Vec::new();
    }
    assert_eq!(answer.code(), 0, "{}", answer.stderr);
    std::fs::read(file).unwrap()
}

#[test]
fn a_pdf_is_the_same_each_time_and_in_each_language_another() {
    let place = place();
    let panic = place.path().join("panic.txt");
    std::fs::write(
        &panic,
        "panic: assignment to entry in nil map\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/m.go:7 +0x1d\n",
    )
    .unwrap();
    let explain = ["explain", panic.to_str().unwrap()];
    for report in [&report(&[])[..], &["report", "onboarding"], &explain] {
        let of = |language: &str| pdf(&place, &[report, &["--lang", language]].concat());
        let (zh, again, en) = (of("zh"), of("zh"), of("en"));
        if zh.is_empty() {
            return;
        }
        assert!(zh.starts_with(b"%PDF-1.") && zh.trim_ascii_end().ends_with(b"%%EOF"));
        assert!(zh == again, "{report:?} is written otherwise a second time");
        assert!(zh != en, "{report:?} is the same in both languages");
    }
}
