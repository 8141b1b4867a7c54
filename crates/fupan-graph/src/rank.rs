//! Which nodes are closest to some others: personalised PageRank.
//!
//! A walker starts at a seed, follows links with chances that grow with their strength, and goes back to a seed with a
//! fixed chance at each step; the share of time spent at a node is its score (Haveliwala, "Topic-sensitive PageRank",
//! 2002). It is computed by pushing what is left over from node to node until too little is left anywhere (Andersen,
//! Chung and Lang, "Local graph partitioning using PageRank vectors", 2006), so that a question touches only what is
//! near its seeds, however large the graph is: at most one over [`ENOUGH`] and [`RETURN`] links.

use std::collections::VecDeque;

use crate::{Graph, NodeId, NodeKind};

/// The chance to go back to a seed at each step.
const RETURN: f64 = 0.2;
/// A node whose left-over is smaller than this for each of its links is left alone.
const ENOUGH: f64 = 3e-6;

/// A node near others.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedNode {
    /// Which.
    pub id: NodeId,
    /// Its share of the walker's time, with the best at 1.
    pub score: f64,
}

impl Graph {
    /// The nodes of some kinds (of all where none is given) closest to the seeds, best first, without the seeds.
    #[must_use]
    pub fn closest(&self, seeds: &[NodeId], kinds: &[NodeKind], most: usize) -> Vec<RankedNode> {
        let seeds: Vec<u32> = seeds.iter().filter_map(|id| self.place_of(id)).collect();
        let mut ranked: Vec<(f64, u32)> = self
            .time_spent(&seeds)
            .into_iter()
            .filter(|(_, place)| !seeds.contains(place))
            .filter(|(_, place)| kinds.is_empty() || kinds.contains(&self.kind_at(*place)))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(most);
        let best = ranked.first().map_or(1.0, |(score, _)| *score);
        ranked
            .into_iter()
            .map(|(score, place)| RankedNode { id: self.id_at(place), score: score / best })
            .collect()
    }

    /// What share of the time is spent where, by place; places where none is are left out.
    fn time_spent(&self, seeds: &[u32]) -> Vec<(f64, u32)> {
        #[expect(clippy::cast_precision_loss, reason = "a few seeds")]
        let share = 1.0 / seeds.len().max(1) as f64;
        let mut visits = vec![Visit::default(); self.node_count()];
        let mut waiting: VecDeque<u32> = VecDeque::new();
        for seed in seeds {
            if let Some(visit) = visits.get_mut(*seed as usize) {
                visit.left += share;
                waiting.push_back(*seed);
            }
        }
        let mut steps: Vec<(u32, f64)> = Vec::new();
        while let Some(place) = waiting.pop_front() {
            let Some(visit) = visits.get_mut(place as usize) else { continue };
            let rest = std::mem::take(&mut visit.left);
            visit.spent += RETURN * rest;
            steps.clear();
            steps.extend(self.around(place).map(|(link, there)| (there, self.cost(link).recip())));
            let all: f64 = steps.iter().map(|(_, strength)| strength).sum();
            for (there, strength) in &steps {
                let Some(visit) = visits.get_mut(*there as usize) else { continue };
                let before = visit.left;
                visit.left += (1.0 - RETURN) * rest * strength / all.max(f64::EPSILON);
                let bound = ENOUGH * self.links_of(*there);
                if before <= bound && visit.left > bound {
                    waiting.push_back(*there);
                }
            }
        }
        let spent = (0..).zip(visits).filter(|(_, visit)| visit.spent > 0.0);
        spent.map(|(place, visit)| (visit.spent, place)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "a count of links")]
    fn links_of(&self, place: u32) -> f64 {
        self.degree(place).max(1) as f64
    }
}

/// The walker's time at a node.
#[derive(Debug, Clone, Copy, Default)]
struct Visit {
    spent: f64,
    /// What has come and was not handed on.
    left: f64,
}
