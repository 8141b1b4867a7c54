//! Incidents that share causes, symbols or services with others.
//!
//! Each incident is a vector over the nodes that it is linked to and the families of its patterns; two incidents are
//! as alike as the cosine of their vectors. What few incidents share weighs more than what many share (Adamic and
//! Adar, "Friends and neighbors on the Web", 2003).

use std::collections::{BTreeMap, BTreeSet};

use fupan_model::PostmortemId;
use rustc_hash::FxHashMap;

use crate::graph::StoredLink;
use crate::{Graph, LinkKind, NodeId, NodeKind};

/// What is left of a weight one step up the tree of patterns.
const FAMILY: f64 = 0.5;
/// Steps up the tree: deeper than any tree, so that a circle in a broken one ends.
const MOST_STEPS: usize = 8;
/// Incidents that are compared with one. Of a hundred thousand, tens of thousands have a cause of the same family.
const MOST_COMPARED: usize = 2_000;
/// What closeness adds to what is shared; its square root, as most of it falls on the first.
const CLOSENESS: f64 = 0.2;
/// Nodes that a reason names.
const REASONS: usize = 3;

/// An incident that shares something with others.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedIncident {
    /// Which.
    pub id: PostmortemId,
    /// How much, 0 to 1.
    pub score: f64,
    /// What is shared, the most telling first; another incident where the corpus records a relation to it.
    pub because: Vec<NodeId>,
}

/// Weights by node.
type Vector = BTreeMap<u32, f64>;
/// What was found of nodes before: a family may have a hundred thousand links.
#[derive(Default)]
struct Found {
    rarities: FxHashMap<u32, f64>,
    families: FxHashMap<u32, Option<u32>>,
}

impl Graph {
    /// The incidents most like any of the seeds, best first; the seeds themselves are left out.
    #[must_use]
    pub fn related(&self, seeds: &[PostmortemId], most: usize) -> Vec<RelatedIncident> {
        let seeds: Vec<u32> = seeds.iter().filter_map(|id| self.place_of(&NodeId::incident(*id))).collect();
        let mut best: BTreeMap<u32, (f64, Vec<NodeId>)> = BTreeMap::new();
        let mut found = Found::default();
        for seed in &seeds {
            let vector = self.vector(*seed, &mut found);
            for other in self.sharers(&vector, *seed) {
                if seeds.contains(&other) {
                    continue;
                }
                let other_vector = self.vector(other, &mut found);
                let (score, because) = self.likeness((*seed, &vector), (other, &other_vector));
                if best.get(&other).is_none_or(|(known, _)| score > *known) {
                    best.insert(other, (score, because));
                }
            }
        }
        let mut related: Vec<RelatedIncident> = best
            .into_iter()
            .filter_map(|(place, (score, because))| {
                let id = self.name_at(place).parse().ok()?;
                Some(RelatedIncident { id, score, because })
            })
            .collect();
        related.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        related.truncate(most);
        related
    }

    /// The incidents most like one, best first: by what both share, and by how close a walk from the one brings to the other,
    /// over packages, triggers and words too.
    #[must_use]
    pub fn alike(&self, id: PostmortemId, most: usize) -> Vec<RelatedIncident> {
        let seed = NodeId::incident(id);
        let mut alike = self.related(&[id], most);
        for close in self.closest(std::slice::from_ref(&seed), &[NodeKind::Incident], most) {
            let Ok(id) = close.id.name().parse() else { continue };
            let score = CLOSENESS * close.score.sqrt();
            match alike.iter_mut().find(|known| known.id == id) {
                Some(known) => known.score = (known.score + score).min(1.0),
                None => alike.push(RelatedIncident { id, score, because: self.between(&seed, &close.id) }),
            }
        }
        alike.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        alike.truncate(most);
        alike
    }

    /// Nodes that both are linked to, the rarest first; those of the strongest way where there is none.
    fn between(&self, one: &NodeId, other: &NodeId) -> Vec<NodeId> {
        let (Some(here), Some(there)) = (self.place_of(one), self.place_of(other)) else { return Vec::new() };
        let linked: BTreeSet<u32> = self.around(here).map(|(_, place)| place).collect();
        let shared: BTreeSet<u32> =
            self.around(there).map(|(_, place)| place).filter(|place| linked.contains(place)).collect();
        let mut shared: Vec<u32> = shared.into_iter().collect();
        shared.sort_by_key(|place| self.degree(*place));
        if !shared.is_empty() {
            return shared.into_iter().take(REASONS).map(|place| self.id_at(place)).collect();
        }
        let way = self.path(one, other).map(|way| way.nodes).unwrap_or_default();
        let inner = way.len().saturating_sub(2).min(REASONS);
        way.into_iter().skip(1).take(inner).map(|node| node.id).collect()
    }

    /// What an incident is linked to, with the rarity of each node in its weight.
    fn vector(&self, incident: u32, found: &mut Found) -> Vector {
        let mut vector = Vector::new();
        for (link, there) in self.recorded(incident) {
            if link.from != incident || self.is_incident(there) {
                continue;
            }
            let mut raise = |place: u32, weight: f64| {
                let told = weight * *found.rarities.entry(place).or_insert_with(|| self.rarity(place));
                let known = vector.entry(place).or_default();
                *known = known.max(told);
            };
            let mut weight = link.kind.weight();
            raise(there, weight);
            let mut pattern = there;
            for _ in 0..MOST_STEPS {
                let family = *found.families.entry(pattern).or_insert_with(|| self.family_of(pattern));
                let Some(family) = family else { break };
                weight *= FAMILY;
                raise(family, weight);
                pattern = family;
            }
        }
        vector
    }

    fn family_of(&self, pattern: u32) -> Option<u32> {
        let mut links = self.around(pattern);
        links.find(|(link, _)| link.kind == LinkKind::ChildOf && link.from == pattern).map(|(_, there)| there)
    }

    fn rarity(&self, place: u32) -> f64 {
        let links = u32::try_from(self.recorded(place).count()).unwrap_or(u32::MAX);
        (f64::from(links) + 1.0).ln().max(f64::EPSILON).recip()
    }

    /// Links by which incidents are compared: those that a person recorded. Words and packages would say again what the
    /// text index says, triggers and rules are told apart by their wording.
    fn recorded(&self, place: u32) -> impl Iterator<Item = (StoredLink, u32)> {
        self.around(place).filter(|(link, _)| {
            !matches!(
                link.kind,
                LinkKind::InPackage
                    | LinkKind::Affects
                    | LinkKind::ShowsStack
                    | LinkKind::TriggeredBy
                    | LinkKind::Teaches
                    | LinkKind::AvoidedBy
                    | LinkKind::AnnotatedBy
                    | LinkKind::Mentions
            )
        })
    }

    fn is_incident(&self, place: u32) -> bool {
        self.kind_at(place) == NodeKind::Incident
    }

    /// Incidents that share a node of the vector or a family with it, or are linked directly: of many those that share most of
    /// it, as far as can be told without looking at what else each has.
    fn sharers(&self, vector: &Vector, seed: u32) -> Vec<u32> {
        let mut shared: FxHashMap<u32, f64> = FxHashMap::default();
        let mut add = |place: u32, told: f64| {
            if place != seed && self.is_incident(place) {
                *shared.entry(place).or_default() += told;
            }
        };
        self.recorded(seed).for_each(|(_, there)| add(there, f64::INFINITY));
        for (place, weight) in vector {
            for (link, there) in self.recorded(*place) {
                add(there, weight * link.kind.weight());
                // Members of the same family share no node but its patterns.
                if !self.is_incident(there) {
                    let cousins = self.recorded(there);
                    cousins.for_each(|(link, cousin)| add(cousin, weight * link.kind.weight() * FAMILY));
                }
            }
        }
        let mut sharers: Vec<(u32, f64)> = shared.into_iter().collect();
        sharers.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sharers.truncate(MOST_COMPARED);
        sharers.into_iter().map(|(place, _)| place).collect()
    }

    fn likeness(
        &self,
        (seed, vector): (u32, &Vector),
        (other, other_vector): (u32, &Vector),
    ) -> (f64, Vec<NodeId>) {
        let recorded =
            self.around(seed).filter(|(_, there)| *there == other).map(|(link, _)| link.kind.weight());
        let recorded = recorded.fold(0.0, f64::max);
        let mut shared: Vec<(f64, u32)> = vector
            .iter()
            .filter_map(|(place, weight)| Some((weight * other_vector.get(place)?, *place)))
            .collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let length = |vector: &Vector| vector.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        let product: f64 = shared.iter().map(|(weight, _)| weight).sum();
        let cosine = product / (length(vector) * length(other_vector)).max(f64::EPSILON);
        let seed_node = (recorded > 0.0).then_some(seed);
        let because = seed_node.into_iter().chain(shared.into_iter().map(|(_, place)| place)).take(REASONS);
        (cosine.max(recorded).min(1.0), because.map(|place| self.id_at(place)).collect())
    }
}
