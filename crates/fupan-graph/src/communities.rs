//! Groups of nodes that hang together more than with the rest: the method of Louvain.
//!
//! Every node starts on its own and moves to the neighbouring group that raises the modularity most, in the order of
//! the nodes, until nothing moves; groups then become nodes and the same is done again (Blondel, Guillaume, Lambiotte
//! and Lefebvre, "Fast unfolding of communities in large networks", 2008). What fell apart inside a group is split
//! afterwards, as Leiden's method does (Traag, Waltman and van Eck, 2019). No chance takes part: the same graph has the
//! same communities.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::{Graph, NodeId, NodeKind};

/// Rounds of moving nodes within one level; more change next to nothing.
const MOST_ROUNDS: usize = 16;
/// Names that describe a community.
const NAMED: usize = 3;
/// How finely the graph is divided: the greater, the smaller the groups (Reichardt and Bornholdt, 2006).
const RESOLUTION: f64 = 1.0;

/// Nodes that hang together.
#[derive(Debug, Clone, PartialEq)]
pub struct Community {
    /// The incidents in it, by id.
    pub incidents: Vec<NodeId>,
    /// How many nodes are in it, incidents among them.
    pub size: usize,
    /// The patterns that mark it, the most telling first.
    pub patterns: Vec<NodeId>,
    /// The words that mark it.
    pub keywords: Vec<NodeId>,
}

/// A graph to be divided: of each node its neighbours with the strength of the links to each.
#[derive(Debug, Default)]
struct Level {
    rows: Vec<Vec<(u32, f64)>>,
    /// Twice the strength of the links within each node.
    inner: Vec<f64>,
}

impl Graph {
    /// The communities with at least one incident, the largest first.
    #[must_use]
    pub fn communities(&self) -> Vec<Community> {
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (place, group) in (0..).zip(self.community_of_each()) {
            if let Some(group) = group {
                members.entry(group).or_default().push(place);
            }
        }
        let mut communities: Vec<Community> =
            members.into_values().map(|places| self.community(&places)).collect();
        communities.retain(|community| !community.incidents.is_empty());
        communities.sort_by(|a, b| {
            b.incidents.len().cmp(&a.incidents.len()).then_with(|| a.incidents.cmp(&b.incidents))
        });
        communities
    }

    fn community(&self, places: &[u32]) -> Community {
        let is_incident = |place: &&u32| self.kind_at(**place) == NodeKind::Incident;
        let incidents: Vec<u32> = places.iter().filter(is_incident).copied().collect();
        Community {
            size: places.len(),
            patterns: self.marks(&incidents, NodeKind::Pattern),
            keywords: self.marks(&incidents, NodeKind::Keyword),
            incidents: incidents.into_iter().map(|place| self.id_at(place)).collect(),
        }
    }

    /// What these incidents show more than others do: how many of them, times the logarithm of how rare it is in all.
    pub(crate) fn marks(&self, incidents: &[u32], kind: NodeKind) -> Vec<NodeId> {
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for incident in incidents {
            for (link, there) in self.around(*incident) {
                if link.from == *incident && self.kind_at(there) == kind {
                    *counts.entry(there).or_default() += link.kind.weight();
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of incidents")]
        let rarity = |place: u32| {
            let all = self.incident_count() as f64;
            (1.0 + all / self.around(place).count().max(1) as f64).ln()
        };
        let mut scored: Vec<(f64, u32)> =
            counts.into_iter().map(|(place, count)| (count * rarity(place), place)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().take(NAMED).map(|(_, place)| self.id_at(place)).collect()
    }

    /// The number of the community of each node; none of nodes that do not take part.
    pub(crate) fn community_of_each(&self) -> Vec<Option<u32>> {
        let (level, places) = self.first_level();
        let groups = split(&level, &divided(&level));
        let mut communities = vec![None; self.node_count()];
        for (place, group) in places.into_iter().zip(groups) {
            if let Some(community) = communities.get_mut(place as usize) {
                *community = Some(group);
            }
        }
        communities
    }

    /// Nodes that take part, with their places: rules, remarks and the words of one record hold nothing together.
    fn first_level(&self) -> (Level, Vec<u32>) {
        let takes_part = |place: u32| {
            let kind = self.kind_at(place);
            !matches!(kind, NodeKind::Guideline | NodeKind::Annotation)
                && (kind <= NodeKind::Pattern || self.around(place).nth(1).is_some())
        };
        let count = u32::try_from(self.node_count()).unwrap_or(u32::MAX);
        let places: Vec<u32> = (0..count).filter(|place| takes_part(*place)).collect();
        let mut numbers = vec![u32::MAX; count as usize];
        for (number, place) in (0..).zip(&places) {
            if let Some(entry) = numbers.get_mut(*place as usize) {
                *entry = number;
            }
        }
        let row = |place: &u32| {
            let steps = self.around(*place).filter_map(|(link, there)| {
                let number = numbers.get(there as usize).copied().filter(|number| *number != u32::MAX)?;
                Some((number, self.cost(link).recip()))
            });
            steps.collect()
        };
        let rows: Vec<Vec<(u32, f64)>> = places.iter().map(row).collect();
        let inner = vec![0.0; rows.len()];
        (Level { rows, inner }, places)
    }
}

/// The group of each node of a level, groups numbered from 0.
fn divided(level: &Level) -> Vec<u32> {
    let (groups, count) = renumbered(&moved(level));
    if count == level.rows.len() {
        return groups;
    }
    let above = divided(&gathered(level, &groups, count));
    groups.iter().map(|group| above.get(*group as usize).copied().unwrap_or(*group)).collect()
}

/// Each node in the group that its moves led to.
fn moved(level: &Level) -> Vec<u32> {
    let strength = |place: usize| {
        let row = level.rows.get(place).map_or(0.0, |row| row.iter().map(|(_, strength)| strength).sum());
        row + level.inner.get(place).copied().unwrap_or_default()
    };
    let strengths: Vec<f64> = (0..level.rows.len()).map(strength).collect();
    let all: f64 = strengths.iter().sum::<f64>().max(f64::EPSILON);
    let mut groups: Vec<u32> = (0..).take(level.rows.len()).collect();
    let mut totals = strengths.clone();
    let mut near: FxHashMap<u32, f64> = FxHashMap::default();
    for _ in 0..MOST_ROUNDS {
        let mut has_moved = false;
        for (place, (row, own)) in level.rows.iter().zip(&strengths).enumerate() {
            near.clear();
            for (there, strength) in row {
                let group = groups.get(*there as usize).copied().unwrap_or_default();
                *near.entry(group).or_default() += strength;
            }
            let Some(here) = groups.get(place).copied() else { continue };
            add(&mut totals, here, -own);
            let total = |group: u32| totals.get(group as usize).copied().unwrap_or_default();
            let gain = |group: u32, strength: f64| strength - RESOLUTION * total(group) * own / all;
            let mut best = (gain(here, near.get(&here).copied().unwrap_or_default()), here);
            let mut others: Vec<(u32, f64)> =
                near.iter().map(|(group, strength)| (*group, *strength)).collect();
            others.sort_unstable_by_key(|(group, _)| *group);
            for (group, strength) in others {
                let gain = gain(group, strength);
                if gain > best.0 + 1e-12 {
                    best = (gain, group);
                }
            }
            add(&mut totals, best.1, *own);
            if best.1 != here {
                has_moved = true;
                if let Some(group) = groups.get_mut(place) {
                    *group = best.1;
                }
            }
        }
        if !has_moved {
            break;
        }
    }
    groups
}

fn add(totals: &mut [f64], group: u32, strength: f64) {
    if let Some(total) = totals.get_mut(group as usize) {
        *total += strength;
    }
}

/// Groups numbered from 0 in the order of their first nodes, and how many there are.
fn renumbered(groups: &[u32]) -> (Vec<u32>, usize) {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut numbered = Vec::with_capacity(groups.len());
    for group in groups {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        numbered.push(*numbers.entry(*group).or_insert(next));
    }
    (numbered, numbers.len())
}

/// The level above: each group a node.
fn gathered(level: &Level, groups: &[u32], count: usize) -> Level {
    let mut rows: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); count];
    let mut inner = vec![0.0; count];
    for (place, row) in level.rows.iter().enumerate() {
        let group = groups.get(place).copied().unwrap_or_default();
        if let Some(own) = inner.get_mut(group as usize) {
            *own += level.inner.get(place).copied().unwrap_or_default();
        }
        for (there, strength) in row {
            let other = groups.get(*there as usize).copied().unwrap_or_default();
            if other == group {
                add(&mut inner, group, *strength);
            } else if let Some(row) = rows.get_mut(group as usize) {
                *row.entry(other).or_default() += strength;
            }
        }
    }
    Level { rows: rows.into_iter().map(|row| row.into_iter().collect()).collect(), inner }
}

/// The same groups, each that is not connected split into its parts.
fn split(level: &Level, groups: &[u32]) -> Vec<u32> {
    let mut parts = vec![u32::MAX; groups.len()];
    let mut next = 0;
    for start in 0..groups.len() {
        if parts.get(start) != Some(&u32::MAX) {
            continue;
        }
        let mut waiting = BTreeSet::from([start]);
        while let Some(place) = waiting.pop_first() {
            if let Some(part) = parts.get_mut(place) {
                *part = next;
            }
            for (there, _) in level.rows.get(place).into_iter().flatten() {
                let there = *there as usize;
                if parts.get(there) == Some(&u32::MAX) && groups.get(there) == groups.get(place) {
                    waiting.insert(there);
                }
            }
        }
        next += 1;
    }
    parts
}
