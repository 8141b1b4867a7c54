//! What incidents show together: pairs of patterns, of services, of symbols.
//!
//! `support` is the number of incidents that show both, `lift` how many times more that is than chance would give
//! (`n·ab / a·b`), and pairs are ordered by how surely it is no chance: the log-likelihood ratio of Dunning ("Accurate
//! methods for the statistics of surprise and coincidence", 1993), which small counts do not deceive as lift is
//! deceived. Below [`FEW`] incidents a pair may still be chance, and says so.

use std::collections::BTreeMap;

use crate::{Graph, NodeId, NodeKind};

/// Fewer incidents than this may show two things together by chance.
pub const FEW: usize = 5;

/// Two things that incidents show together.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The one, of the smaller id where neither was asked for.
    pub one: NodeId,
    /// The other.
    pub other: NodeId,
    /// Incidents that show both.
    pub support: usize,
    /// Incidents that show the one.
    pub of_one: usize,
    /// Incidents that show the other.
    pub of_other: usize,
    /// How many times more often than by chance; 1 where they have nothing to do with each other.
    pub lift: f64,
    /// The log-likelihood ratio, negative where they avoid each other.
    pub likelihood: f64,
    /// Some of the incidents, by id.
    pub incidents: Vec<NodeId>,
}

impl Together {
    /// Whether so few incidents show both that it may be chance.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.support < FEW
    }
}

impl Graph {
    /// How many incidents there are.
    #[must_use]
    pub fn incident_count(&self) -> usize {
        self.places_of(NodeKind::Incident).len()
    }

    /// Pairs of one kind that incidents show together, the surest first.
    #[must_use]
    pub fn together(&self, kind: NodeKind, most: usize) -> Vec<Together> {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for incident in self.places_of(NodeKind::Incident) {
            let shown = self.shown(incident, Some(kind));
            for (number, one) in shown.iter().enumerate() {
                pairs.extend(shown.iter().skip(number + 1).map(|other| (*one, *other)));
            }
        }
        self.counted(pairs, most)
    }

    /// What incidents show together with one thing, the surest first. Of an incident nothing.
    #[must_use]
    pub fn together_with(&self, id: &NodeId, kinds: &[NodeKind], most: usize) -> Vec<Together> {
        let Some(place) = self.place_of(id) else { return Vec::new() };
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for incident in self.showing(place) {
            let shown = self.shown(incident, None).into_iter().filter(|other| *other != place);
            let wanted = shown.filter(|other| {
                let kind = self.kind_at(*other);
                kinds.contains(&kind) || (kinds.is_empty() && tells(kind))
            });
            pairs.extend(wanted.map(|other| (place, other)));
        }
        self.counted(pairs, most)
    }

    /// What an incident shows, by place.
    fn shown(&self, incident: u32, kind: Option<NodeKind>) -> Vec<u32> {
        let shown = self.around(incident).filter(|(link, _)| link.from == incident).map(|(_, there)| there);
        let mut shown: Vec<u32> = shown
            .filter(|there| match kind {
                Some(kind) => self.kind_at(*there) == kind,
                None => self.kind_at(*there) != NodeKind::Incident,
            })
            .collect();
        shown.sort_unstable();
        shown.dedup();
        shown
    }

    /// The incidents that show something.
    fn showing(&self, place: u32) -> Vec<u32> {
        let showing = self.around(place).filter(|(link, there)| link.from == *there).map(|(_, there)| there);
        let mut showing: Vec<u32> =
            showing.filter(|there| self.kind_at(*there) == NodeKind::Incident).collect();
        showing.sort_unstable();
        showing.dedup();
        showing
    }

    fn counted(&self, mut pairs: Vec<(u32, u32)>, most: usize) -> Vec<Together> {
        pairs.sort_unstable();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        let mut counted: Vec<(f64, Together)> = Vec::new();
        for same in pairs.chunk_by(PartialEq::eq) {
            let Some((one, other)) = same.first().copied() else { continue };
            let mut of = |place| *counts.entry(place).or_insert_with(|| self.showing(place).len());
            let (of_one, of_other, support) = (of(one), of(other), same.len());
            let (lift, likelihood) = association(support, of_one, of_other, self.incident_count());
            let together = Together {
                one: self.id_at(one),
                other: self.id_at(other),
                support,
                of_one,
                of_other,
                lift,
                likelihood,
                incidents: Vec::new(),
            };
            counted.push((likelihood, together));
        }
        counted.sort_by(|(a, one), (b, other)| {
            b.total_cmp(a)
                .then(other.support.cmp(&one.support))
                .then_with(|| (&one.one, &one.other).cmp(&(&other.one, &other.other)))
        });
        let best = counted.into_iter().take(most).map(|(_, together)| together);
        best.map(|together| self.with_incidents(together)).collect()
    }

    fn with_incidents(&self, mut together: Together) -> Together {
        let showing = |id: &NodeId| self.place_of(id).map(|place| self.showing(place)).unwrap_or_default();
        let others = showing(&together.other);
        let both = showing(&together.one).into_iter().filter(|place| others.binary_search(place).is_ok());
        together.incidents = both.take(FEW).map(|place| self.id_at(place)).collect();
        together
    }
}

/// What is worth naming beside a thing where no kind was asked for: not the words of one record.
fn tells(kind: NodeKind) -> bool {
    !matches!(kind, NodeKind::Guideline | NodeKind::Annotation | NodeKind::Trigger)
}

/// Lift, and the signed log-likelihood ratio of the table of four counts.
#[expect(clippy::cast_precision_loss, reason = "counts of incidents")]
fn association(both: usize, one: usize, other: usize, all: usize) -> (f64, f64) {
    let (both, one, other, all) = (both as f64, one as f64, other as f64, all as f64);
    let lift = both * all / (one * other).max(f64::EPSILON);
    let part = |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let neither = (all - one - other + both).max(0.0);
    let ratio = 2.0
        * (part(both, one * other / all)
            + part(one - both, one * (all - other) / all)
            + part(other - both, (all - one) * other / all)
            + part(neither, (all - one) * (all - other) / all));
    (lift, if lift < 1.0 { -ratio } else { ratio })
}

#[cfg(test)]
mod tests {
    use super::association;

    #[test]
    fn association_of_known_tables() {
        // 20 of 100 show the one, 10 the other.
        for (both, (lift, likelihood)) in [(2, (1.0, 0.0)), (8, (4.0, 19.39)), (0, (0.0, -4.73))] {
            let found = association(both, 20, 10, 100);
            assert!((found.0 - lift).abs() < 0.01 && (found.1 - likelihood).abs() < 0.1, "{found:?}");
        }
    }
}
