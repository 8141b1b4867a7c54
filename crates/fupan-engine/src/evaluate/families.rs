//! How often two releases of Go give one failure one family.

use std::collections::{BTreeMap, BTreeSet};

use fupan_stack::Fingerprint;

use super::dump::Dump;

/// The agreement over all pairs of dumps of one case and kind and of different releases, and over parts of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FamilyAgreement {
    /// All pairs.
    pub overall: Agreement,
    /// Pairs of what a failing program prints: panics, fatal errors, race reports, run output.
    pub crashes: Agreement,
    /// Pairs of what somebody asked a program for: dumps of all goroutines and profiles.
    pub dumps: Agreement,
    /// Pairs by kind.
    pub kinds: BTreeMap<String, Agreement>,
}

/// In how many pairs fingerprints agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Pairs of which at least one holds a stack.
    pub pairs: usize,
    /// Pairs whose culprits have one family.
    pub equal: usize,
    /// Pairs that have the family of any goroutine in common.
    pub shared: usize,
}

impl Agreement {
    /// The part of the pairs whose culprits have one family; none without pairs.
    #[must_use]
    pub fn equal_share(&self) -> Option<f64> {
        share(self.equal, self.pairs)
    }

    /// The part of the pairs that have any family in common; none without pairs.
    #[must_use]
    pub fn shared_share(&self) -> Option<f64> {
        share(self.shared, self.pairs)
    }

    fn add(&mut self, equal: bool, shared: bool) {
        self.pairs += 1;
        self.equal += usize::from(equal);
        self.shared += usize::from(shared);
    }
}

/// `part` of `whole`; none of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of files")]
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Compares every two dumps that must agree.
pub(super) fn agreement(dumps: &[Dump<'_>]) -> FamilyAgreement {
    let mut cases: BTreeMap<(&str, &str), Vec<Compared<'_>>> = BTreeMap::new();
    for dump in dumps {
        let Some(go) = &dump.label.go else { continue };
        let compared =
            Compared { go, culprit: dump.culprit().map(|stack| stack.family), families: families(dump) };
        cases.entry((&dump.label.case, &dump.label.kind)).or_default().push(compared);
    }
    let mut agreement = FamilyAgreement::default();
    for ((_, kind), dumps) in cases {
        for (place, left) in dumps.iter().enumerate() {
            dumps.iter().skip(place + 1).for_each(|right| agreement.compare(kind, left, right));
        }
    }
    agreement
}

/// What is compared of a dump.
struct Compared<'a> {
    /// The release of Go.
    go: &'a str,
    culprit: Option<Fingerprint>,
    /// The families of all its goroutines.
    families: BTreeSet<Fingerprint>,
}

impl FamilyAgreement {
    fn compare(&mut self, kind: &str, left: &Compared<'_>, right: &Compared<'_>) {
        if left.go == right.go || (left.families.is_empty() && right.families.is_empty()) {
            return;
        }
        let equal = left.culprit == right.culprit;
        let shared = !left.families.is_disjoint(&right.families);
        let part = if is_dump(kind) { &mut self.dumps } else { &mut self.crashes };
        for agreement in [&mut self.overall, part, self.kinds.entry(kind.to_owned()).or_default()] {
            agreement.add(equal, shared);
        }
    }
}

fn families(dump: &Dump<'_>) -> BTreeSet<Fingerprint> {
    dump.summary.stacks.iter().map(|stack| stack.family).collect()
}

/// Whether a kind is the name of something that was asked for: `sigquit_dump`, `goroutine-dump`, `file:heap.pb.gz`.
fn is_dump(kind: &str) -> bool {
    kind.starts_with("file:") || ["dump", "profile"].iter().any(|word| kind.contains(word))
}
