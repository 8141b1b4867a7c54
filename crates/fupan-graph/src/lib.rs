//! The root-cause graph: what links incidents, root-cause patterns, services, projects and Go symbols, and how often
//! each cause occurs.
//!
//! A [`Graph`] is built from records, written as bytes into a view, and never changes. Nodes are named `kind:name`:
//! `incident:RPL-2020-0003`, `pattern:conc.deadlock.self-lock`, `symbol:sync.(*Mutex).Lock`.
//!
//! ```text
//! incident ──root_cause──▶ pattern ──child_of──▶ pattern
//!    │ ├──involves──▶ symbol
//!    │ ├──in_service──▶ service
//!    │ └──in_project──▶ project
//!    └──regression_of──▶ incident
//! ```
//!
//! It reads no file and knows no language of a reader: names carry their own.

mod build;
mod export;
mod graph;
mod interval;
mod node;
mod path;
mod related;
mod shares;

pub use build::GraphBuilder;
pub use graph::{Graph, GraphError, Link, Node, Subgraph};
pub use interval::wilson_interval;
pub use node::{InvalidNodeId, LinkKind, NodeId, NodeKind};
pub use related::RelatedIncident;
pub use shares::{Grouping, ShareRow, Shares, root_cause_shares};
