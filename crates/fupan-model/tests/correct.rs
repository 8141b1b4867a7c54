//! Corrections of a postmortem by its annotations.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

use expect_test::{Expect, expect};
use fupan_model::{Annotation, CorrectedField, Postmortem};
use serde_json::json;

fn record() -> Postmortem {
    let value = json!({
        "id": "RPL-2020-0001", "title": { "zh": "锁没有释放", "en": "A lock was kept" }, "status": "final",
        "origin": "internal", "severity": "unrated", "date": "2020-01-02", "date_kind": "incident",
        "summary": { "en": "s" }, "detection": { "by": "unknown" }, "trigger": "unknown",
        "root_causes": [{ "pattern": "conc.lock", "role": "root" }, { "pattern": "mem.cache", "role": "latent" }],
        "resolution": { "fix": "unknown" }, "sources": [{ "url": "https://example.com" }],
        "evidence_basis": { "en": "example" }, "confidence": "high",
    });
    serde_json::from_value(value).unwrap()
}

/// Annotations as `kind field value`, one a day.
fn check(lines: &[&str], expected: &Expect) {
    let mut record = record();
    let annotations = lines.iter().zip(1..).map(|(line, day)| {
        let [kind, field, value] = line.splitn(3, ' ').collect::<Vec<_>>().try_into().unwrap();
        let (value, supersedes) = match value.split_once(" instead of ") {
            Some((value, earlier)) => (value, Some(earlier)),
            None => (value, None),
        };
        let value = json!({ "id": format!("a{day}"), "annotator": "orders", "timestamp": format!("2020-02-{day:02}"),
            "kind": kind, "subjects": [field], "text": "因为", "value": value, "supersedes": supersedes });
        serde_json::from_value::<Annotation>(value).unwrap()
    });
    record.annotate(annotations.collect());
    let told = record.corrections.iter().map(|it| {
        let before = it
            .before
            .as_ref()
            .map_or_else(|| "-".to_owned(), |text| text.texts().collect::<Vec<_>>().join(" / "));
        format!(
            "{} {}: {before} → {}\n",
            it.annotation,
            it.field,
            it.after.texts().collect::<Vec<_>>().join(" / ")
        )
    });
    let told: String = told.collect();
    let causes: Vec<String> =
        record.root_causes.iter().map(|it| format!("{} {:?}", it.pattern, it.role)).collect();
    expected.assert_eq(&format!("{told}{}\n", causes.join(", ")));
    assert_eq!(record.annotations.len(), lines.len());
}

#[test]
fn a_correction_stands_and_what_stood_there_is_kept() {
    check(
        &[
            "correction title 锁一直被占着",
            "correction trigger A deploy",
            "correction started_at 2020-01-02T10:00:00Z",
        ],
        &expect![[r#"
            a1 title: 锁没有释放 / A lock was kept → 锁一直被占着
            a2 trigger: - → A deploy
            a3 started_at: - → 2020-01-02T10:00:00Z / 2020-01-02T10:00:00Z
            conc.lock Root, mem.cache Latent
        "#]],
    );
    check(
        &["correction root_causes mem.cache, conc.chan"],
        &expect![[r#"
        a1 root_causes: conc.lock / conc.lock → mem.cache, conc.chan / mem.cache, conc.chan
        mem.cache Root, conc.chan Root
    "#]],
    );
    check(
        &["correction severity P2", "correction severity P1"],
        &expect![[r#"
        a1 severity: unrated / unrated → P2 / P2
        a2 severity: P2 / P2 → P1 / P1
        conc.lock Root, mem.cache Latent
    "#]],
    );
}

#[test]
fn what_is_no_correction_changes_nothing() {
    check(
        &[
            "note severity P0",
            "decision severity P0",
            "correction colour red",
            "correction severity terrible",
            "correction date soon",
            "correction root_causes Not An Id",
        ],
        &expect![[r#"
            conc.lock Root, mem.cache Latent
        "#]],
    );
    check(
        &["correction severity P2", "correction severity P0 instead of a1"],
        &expect![[r#"
        a2 severity: unrated / unrated → P0 / P0
        conc.lock Root, mem.cache Latent
    "#]],
    );
    check(
        &["correction severity P2", "note severity nothing instead of a1"],
        &expect![[r#"
        conc.lock Root, mem.cache Latent
    "#]],
    );
}

#[test]
fn fields_are_called_as_records_write_them() {
    for field in CorrectedField::ALL {
        assert_eq!(field.as_str().parse(), Ok(field));
    }
    assert!("body".parse::<CorrectedField>().is_err());
    assert!(CorrectedField::Severity.takes(" notice ") && !CorrectedField::Severity.takes(""));
}
