//! The constants of the fusion and the verdict, in one place.
//!
//! A part of 1 alone gives its weight as the score; parts add up as independent evidence,
//! `1 - Π (1 - weight · part)`, so that no sum passes 1.

/// How many candidates each part may bring in.
pub(super) const CANDIDATES: usize = 50;

/// How many of the best hits the graph is asked around.
pub(super) const SEEDS: usize = 3;

pub(super) const TEXT_WEIGHT: f64 = 0.9;
pub(super) const STACK_WEIGHT: f64 = 0.97;
/// The graph orders incidents that text or stack found; alone it never makes one known.
pub(super) const GRAPH_WEIGHT: f64 = 0.15;

/// What a stack of runtime and library frames alone is worth.
pub(super) const LOW_INFORMATION: f64 = 0.5;

/// From this score on the best hit counts as the same thing.
pub(super) const KNOWN: f64 = 0.75;
/// From this score on the best hit is worth reading.
pub(super) const RELATED: f64 = 0.45;
