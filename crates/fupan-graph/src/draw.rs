//! Drawings of the graph as SVG: text alone, no script, the same for the same graph.
//!
//! Around one node a reader gets cards in columns, from what set incidents off over incidents and their causes to the
//! rules that avoid those, with what else is named in panels below ([`layered`]). Many nodes become a map: communities
//! as regions, nodes inside them, names where there is room ([`map`]).

mod canvas;
mod force;
mod layered;
mod map;
mod regions;

use std::collections::BTreeSet;

use fupan_locale::Language;

use crate::{Around, Graph, NodeId, NodeKind};

/// More nodes than this are drawn as a map.
const MOST_CARDS: usize = 70;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub enum Drawing<'a> {
    /// Everything, or some kinds of nodes.
    Whole(&'a [NodeKind]),
    /// What lies around a node.
    Around(&'a NodeId, &'a Around),
}

impl Graph {
    /// A picture of the graph or of a part of it, for a browser or a slide.
    #[must_use]
    pub fn svg(&self, drawing: Drawing<'_>, language: Language) -> String {
        match drawing {
            Drawing::Whole(kinds) => map::map(self, &map::drawn(self, kinds), language),
            Drawing::Around(node, around) => {
                let part = self.neighbourhood(node, around);
                match self.node(node) {
                    Some(root) if part.nodes.len() <= MOST_CARDS || around.depth <= 1 => {
                        layered::layered(&root, &part, language)
                    }
                    _ => {
                        let places: BTreeSet<u32> =
                            part.nodes.iter().filter_map(|node| self.place_of(&node.id)).collect();
                        map::map(self, &places, language)
                    }
                }
            }
        }
    }
}
