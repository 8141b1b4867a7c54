//! Families that belong to several groups: two bugs under one name.

use std::collections::BTreeMap;

use fupan_stack::Fingerprint;

use super::dump::Dump;

/// Families of culprits that several groups share.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collisions {
    /// Families that cover frames of the program or its dependencies; the most groups first.
    pub informative: Vec<Collision>,
    /// Families of which only Go's own frames, or none, are known: they name no bug, and nobody is told that they do.
    pub low_information: Vec<Collision>,
}

/// One family of several groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    /// The family.
    pub family: Fingerprint,
    /// The kind it covers.
    pub kind: String,
    /// The symbols it covers.
    pub symbols: Vec<String>,
    /// Each group with the first of its dumps that has the family.
    pub groups: Vec<(String, String)>,
}

/// The families of culprits that belong to more than one group.
pub(super) fn collisions(dumps: &[Dump<'_>]) -> Collisions {
    let mut found = Collisions::default();
    for dumps in by_family(dumps).into_values() {
        let mut groups: BTreeMap<&str, &str> = BTreeMap::new();
        for dump in &dumps {
            groups.entry(&dump.label.group).or_insert(&dump.label.path);
        }
        let Some(stack) = dumps.first().and_then(|dump| dump.culprit()).filter(|_| groups.len() > 1) else {
            continue;
        };
        let list = if stack.low_information { &mut found.low_information } else { &mut found.informative };
        list.push(Collision {
            family: stack.family,
            kind: stack.kind.clone(),
            symbols: stack.family_symbols.clone(),
            groups: groups.into_iter().map(|(group, path)| (group.to_owned(), path.to_owned())).collect(),
        });
    }
    for list in [&mut found.informative, &mut found.low_information] {
        list.sort_by_key(|collision| (std::cmp::Reverse(collision.groups.len()), collision.family));
    }
    found
}

fn by_family<'a, 'd>(dumps: &'a [Dump<'d>]) -> BTreeMap<Fingerprint, Vec<&'a Dump<'d>>> {
    let mut families: BTreeMap<Fingerprint, Vec<&Dump<'_>>> = BTreeMap::new();
    for dump in dumps {
        if let Some(stack) = dump.culprit() {
            families.entry(stack.family).or_default().push(dump);
        }
    }
    families
}
