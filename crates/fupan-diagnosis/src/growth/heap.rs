//! What grows from one heap profile to the next, by the place in the program that allocated it.

use std::collections::BTreeMap;

use super::{Structure, clearness, goes_on};
use crate::scene::{Scene, is_go_s};
use crate::{Because, Reading, profile};

/// Bytes that there are more of: less is noise of sampling.
const FEWEST_MORE: u64 = 4 << 20;
/// The part of all memory that the place has in the end.
const FEWEST_SHARE: f64 = 0.25;

/// Bytes in use by the program's own function that allocated them.
type Sites<'a> = BTreeMap<&'a str, Site>;

#[derive(Default)]
struct Site {
    bytes: f64,
    /// Where the heaviest of its records stands.
    at: usize,
    heaviest: f64,
}

/// The place whose memory grows most from profile to profile.
pub(super) fn growing(series: &[Reading<'_>], scene: &Scene<'_>) -> Option<Structure> {
    let profiles: Vec<Sites<'_>> = series.iter().filter_map(|reading| sites(reading.text)).collect();
    let (last, before) = profiles.split_last().filter(|(_, before)| !before.is_empty())?;
    let total: f64 = last.values().map(|site| site.bytes).sum();
    let counts_of = |name: &str| -> Vec<u64> {
        let in_all = before.iter().chain([last]);
        in_all.map(|sites| sites.get(name).map_or(0, |site| whole(site.bytes))).collect()
    };
    let growing = last.iter().filter_map(|(name, site)| {
        let counts = counts_of(name);
        let more = counts.last()?.saturating_sub(*counts.first()?);
        let is_clear = counts.is_sorted() && more >= FEWEST_MORE && site.bytes >= total * FEWEST_SHARE;
        (is_clear && goes_on(&counts, more)).then_some((more, counts, site.at))
    });
    let (_, counts, at) = growing.max_by_key(|(more, ..)| *more)?;
    // Most readings may be of another kind; only the last tells lines.
    let is_last = series.last().is_some_and(|reading| sites(reading.text).is_some());
    is_last.then(|| Structure {
        pattern: "mem.unbounded-cache",
        weight: clearness(&counts),
        because: vec![line(&counts, at, scene)],
    })
}

fn line(counts: &[u64], at: usize, scene: &Scene<'_>) -> Because {
    let mut because = scene.quoted(at, "growth");
    let sizes: Vec<String> = counts.iter().map(|bytes| mebibytes(*bytes)).collect();
    because.text = format!("{} MiB × {}", sizes.join(" → "), because.text);
    because
}

/// With one digit behind the point.
fn mebibytes(bytes: u64) -> String {
    let tenths = (u128::from(bytes) * 10 + (1 << 19)) >> 20;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn sites(text: &str) -> Option<Sites<'_>> {
    let profile = profile::read(text).filter(|profile| profile.kind == "heap")?;
    let mut sites = Sites::new();
    for record in &profile.records {
        let Some(own) = record.functions.iter().find(|function| !is_go_s(function)) else { continue };
        let site = sites.entry(own).or_default();
        site.bytes += record.value;
        if record.value > site.heaviest {
            (site.heaviest, site.at) = (record.value, record.at);
        }
    }
    Some(sites)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes, far below 2^53 and never negative"
)]
fn whole(bytes: f64) -> u64 {
    bytes.max(0.0) as u64
}
