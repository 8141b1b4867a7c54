//! Statistics of a few made-up records.

#![expect(clippy::unwrap_used, reason = "a test ends where an expectation is wrong")]

mod over_time;
mod shares;

use fupan_model::Postmortem;
use fupan_statistics::{Table, TableBuilder};
use serde_json::{Value, json};

fn record(number: u32, more: &Value) -> Postmortem {
    let mut value = json!({
        "id": format!("RPL-2020-{number:04}"), "title": { "en": "incident" }, "status": "final",
        "origin": "internal", "severity": "unrated", "date": "2020-01-02", "date_kind": "incident",
        "summary": { "en": "s" }, "detection": { "by": "unknown" }, "trigger": "unknown",
        "root_causes": [], "resolution": { "fix": "unknown" }, "sources": [{ "url": "https://example.com" }],
        "evidence_basis": { "en": "example" }, "confidence": "high",
    });
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(value).unwrap()
}

fn causes(patterns: &[(&str, &str)]) -> Value {
    patterns.iter().map(|(id, role)| json!({ "pattern": id, "role": role })).collect()
}

fn table_of(records: &[Postmortem]) -> Table {
    let mut builder = TableBuilder::default();
    records.iter().for_each(|record| builder.add(record));
    let table = builder.finish().table;
    // What is published is what was made.
    let read: Table = postcard::from_bytes(&postcard::to_stdvec(&table).unwrap()).unwrap();
    assert_eq!(read, table);
    table
}
