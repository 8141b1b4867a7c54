//! The root-cause graph: what links incidents, root-cause patterns, services, projects and Go symbols, and how often
//! each cause occurs.
//!
//! A [`Graph`] is built from records, written as bytes into a view, and never changes. Nodes are named `kind:name`:
//! `incident:RPL-2020-0003`, `pattern:conc.deadlock.self-lock`, `symbol:sync.(*Mutex).Lock`.
//!
//! ```text
//! trigger ◀──triggered_by── incident ──root_cause──▶ pattern ──child_of──▶ pattern
//!                              │ │                      └──avoided_by──▶ guideline
//!                              │ ├──involves──▶ symbol ──in_package──▶ package
//!                              │ ├──in_service──▶ service, in_project──▶ project
//!                              │ ├──shows_stack──▶ fingerprint, mentions──▶ keyword
//!                              │ └──teaches──▶ guideline, annotated_by──▶ annotation
//!                              └──regression_of──▶ incident
//! ```
//!
//! Every link names the record that says so, so that each statement leads back to an incident or a pattern.
//!
//! It reads no file and knows no language of a reader: names carry their own.

mod build;
mod communities;
mod draw;
mod export;
mod graph;
mod node;
mod path;
mod rank;
mod related;
mod symbol;
mod together;
mod walk;

pub use build::GraphBuilder;
pub use communities::Community;
pub use draw::Drawing;
pub use graph::{Graph, GraphError, Link, Node, Subgraph};
pub use node::{InvalidNodeId, LinkKind, NodeId, NodeKind};
pub use rank::RankedNode;
pub use related::RelatedIncident;
pub use together::{FEW, Together};
pub use walk::Around;
